"""``annotator take-in``: colleagues' work on the same articles into a project."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import click

from annotator.cli.ending import FINE, FOUND
from annotator.cli.shared import (
    PATH,
    annotator_option,
    examples,
    json_option,
    note,
    progress,
    project_argument,
    write_json,
    writing,
)
from annotator.core.names import clean_name
from annotator.services import taking_in
from annotator.services.taking_in import Count, FileReport, Incoming, Taken

_LISTED = 20
_NOUNS = {
    "annotation": ("annotation", "annotations"),
    "article": ("article", "articles"),
    "entity": ("entity", "entities"),
    "link": ("link", "links"),
    "decision": ("decision", "decisions"),
    "comment": ("comment", "comments"),
    "reading": ("reading", "readings"),
    "assignment": ("assignment", "assignments"),
    "annotator": ("person", "people"),
}
_KINDS = (
    ("links", "link", "links"),
    ("entities", "entity", "entities"),
    ("decisions", "decision", "decisions"),
    ("comments", "comment", "comments"),
    ("readings", "reading", "readings"),
    ("assignments", "assignment", "assignments"),
)


@click.command(
    "take-in",
    epilog=examples(
        "annotator take-in treaty.annotator from-ben.annotator --dry-run",
        "annotator take-in treaty.annotator from-ben.annotator from-cleo.annotator",
        "annotator take-in treaty.annotator from-lead.annotator --json",
    ),
)
@project_argument
@click.argument("files", type=PATH, nargs=-1, required=True)
@click.option("--dry-run", is_flag=True, help="Say what the files would bring, and change nothing.")
@click.option("--own", is_flag=True, help="Take in changes made in your own name elsewhere as well.")
@annotator_option
@json_option
@click.pass_context
def take_in(
    context: click.Context,
    project: Path,
    files: Sequence[Path],
    dry_run: bool,
    own: bool,
    annotator_name: str | None,
    as_json: bool,
) -> None:
    """Take colleagues' annotations, decisions and comments into PROJECT.

    FILEs are projects with the same articles. Of each annotation the newest version counts;
    the same file twice changes nothing, and the order of files does not matter. An article
    whose text is not exactly the same is listed, and nothing of it is taken.

    Everything comes in at once and can be undone at once. The exit code is 1 if rows were set
    aside, texts differ, somebody has another person's name there, or a file changes the work of
    somebody else than the person it comes from; 2 if a file is damaged or no project, and then
    nothing was changed.
    """
    with writing(project, annotator_name) as opened, progress() as line:
        incoming = taking_in.look(opened, files, line)
        taken = None if dry_run else taking_in.take_in(opened, incoming, own, line)
    if as_json:
        write_json(_document(incoming, taken))
    else:
        for report in incoming.files:
            _tell(report)
        _conclude(incoming, taken, own)
    context.exit(FOUND if any(report.needs_a_look for report in incoming.files) else FINE)


def _tell(report: FileReport) -> None:
    again = " (taken in before)" if report.taken_before else ""
    click.echo(f"{report.name}{again}:")
    lines = [
        clean_name(line) if not line.startswith("  ") else f"  {clean_name(line)}" for line in _lines(report)
    ]
    for line in lines or ["nothing that is not in the project already"]:
        click.echo(f"  {line}")
    for sentence in _warnings(report):
        note(f"{report.name}: {clean_name(sentence)}")


def _warnings(report: FileReport) -> Iterator[str]:
    for one in report.others:
        _, nouns = _NOUNS[one.kind]
        yield (
            f"It also changes {one.count.changed:,} and removes {one.count.removed:,} {nouns} of"
            f" {one.annotator.name}; ask them if that is right."
        )
    for renamed in report.renames:
        if not renamed.taken:
            yield (
                f"It calls {renamed.ours} “{renamed.theirs}”. The name stays as it is here: it is that of"
                " somebody else, or your own."
            )
    yield from _listed([f"{text.reason} Nothing of it was taken in." for text in report.other_texts])
    yield from _listed([f"{row.reason} ({row.kind} {row.id})" for row in report.set_aside])


def _lines(report: FileReport) -> Iterator[str]:
    for person in report.people:
        new = "" if person.known else ", new in this project"
        yield f"{person.annotator.name}{new}: {_changes(person.total, 'annotation', 'annotations')}"
        for one in person.articles:
            yield f"  {one.title}: {_changes(one.annotations)}"
    for attribute, noun, nouns in _KINDS:
        count: Count = getattr(report, attribute)
        if count:
            yield _changes(count, noun, nouns)
    for article in report.new_articles:
        yield f"new article: {article.title}"
    for title in report.removed_articles:
        yield f"left out, since it was removed from this project: {title}"
    for clash in report.clashes:
        yield f"perhaps the same entity: “{clash.ours.name}” here, “{clash.theirs.name}” there"
    for part in report.codebook:
        if part.added:
            yield f"added to the codebook: {part.where} ({part.theirs})"
        else:
            yield f"codebook differs, ours stays: {part.where}, {part.what}"
    for other in report.metadata:
        yield f"otherwise there, ours stays: {other.where}, {other.what}"
    for person_there in report.namesakes:
        yield f"another person of the same name: {person_there.name}"
    for renamed in report.renames:
        if renamed.taken:
            yield f"renamed: {renamed.ours} is {renamed.theirs} from now on"
    for conflict in report.conflicts:
        kept = "ours stays" if conflict.ours_stays else "theirs is taken"
        yield f"changed in two places, {kept}: {conflict.kind} “{conflict.words[:60]}”"
    for claim in report.own:
        yield f"in your own name, {claim.what}: {claim.kind} “{claim.words[:60]}”"


def _conclude(incoming: Incoming, taken: Taken | None, own: bool) -> None:
    if incoming.own and not own:
        number = len(incoming.own)
        said = "1 change in your own name was" if number == 1 else f"{number:,} changes in your own name were"
        note(f"{said} left out; --own takes {'it' if number == 1 else 'them'} in.")
    if taken is None:
        click.echo("Nothing was changed.")
        return
    for sentence in taken.notes:
        note(sentence)
    if taken.act is None:
        click.echo("There was nothing to take in.")
        return
    for sentence in _taken(incoming, taken):
        click.echo(sentence)


def _taken(incoming: Incoming, taken: Taken) -> Iterator[str]:
    """Yield what came in, kind by kind."""
    kinds = [kind for kind in _NOUNS if taken.counts[kind]]
    for kind in kinds:
        yield f"Taken in: {_changes(taken.counts[kind], *_NOUNS[kind])}."
    if any(part.added for report in incoming.files for part in report.codebook):
        yield "Taken in: what the codebook lacked."
    elif not kinds:
        yield "Nothing that people made is new; that the files were taken in is noted."
    if len(taken.proposals) == 1:
        yield "1 entity seems to be the same as one of ours; merge them in the window."
    elif taken.proposals:
        number = len(taken.proposals)
        yield f"{number:,} entities seem to be the same as ones of ours; merge them in the window."


def _changes(count: Count, noun: str = "", nouns: str = "") -> str:
    said = f"{count.new:,} new, {count.changed:,} changed, {count.removed:,} removed"
    if not noun:
        return said
    several = count.new + count.changed + count.removed != 1
    return f"{nouns if several else noun}: {said}"


def _listed(sentences: Sequence[str]) -> Iterator[str]:
    yield from sentences[:_LISTED]
    if len(sentences) > _LISTED:
        yield f"And {len(sentences) - _LISTED:,} more; --json lists all."


def _document(incoming: Incoming, taken: Taken | None) -> dict[str, object]:
    return {
        "taken_in": taken is not None and taken.act is not None,
        "files": [_file(report) for report in incoming.files],
        "counts": {} if taken is None else {kind: _count(one) for kind, one in taken.counts.items()},
        "notes": [] if taken is None else list(taken.notes),
    }


def _count(count: Count) -> dict[str, int]:
    return {"new": count.new, "changed": count.changed, "removed": count.removed}


def _file(report: FileReport) -> dict[str, object]:
    return {
        "file": report.name,
        "sha256": report.sha256,
        "format": report.format,
        "project_id": report.project_id,
        "title": report.title,
        "taken_before": report.taken_before,
        "same": report.same,
        "people": [
            {
                "id": person.annotator.id,
                "name": person.annotator.name,
                "known": person.known,
                "articles": [
                    {"id": one.article_id, "title": one.title, **_count(one.annotations)}
                    for one in person.articles
                ],
            }
            for person in report.people
        ],
        **{attribute: _count(getattr(report, attribute)) for attribute, _, _ in _KINDS},
        "namesakes": [{"id": one.id, "name": one.name} for one in report.namesakes],
        "renames": [
            {"id": one.id, "ours": one.ours, "theirs": one.theirs, "taken": one.taken}
            for one in report.renames
        ],
        "others": [
            {"id": one.annotator.id, "name": one.annotator.name, "kind": one.kind, **_count(one.count)}
            for one in report.others
        ],
        "new_articles": [{"id": one.id, "title": one.title} for one in report.new_articles],
        "removed_articles": report.removed_articles,
        "other_texts": [
            {"id": one.article_id, "title": one.title, "ours": one.ours, "left_out": one.left_out}
            for one in report.other_texts
        ],
        "metadata": _differences(report.metadata),
        "codebook": _differences(report.codebook),
        "clashes": [
            {"ours": one.ours.id, "theirs": one.theirs.id, "name": one.name} for one in report.clashes
        ],
        "conflicts": [
            {
                **{"kind": one.kind, "id": one.id, "article_id": one.article_id, "words": one.words},
                **{"annotator": one.annotator, "ours_stays": one.ours_stays},
            }
            for one in report.conflicts
        ],
        "set_aside": [{"kind": one.kind, "id": one.id, "reason": one.reason} for one in report.set_aside],
        "own": [
            {
                "kind": one.kind,
                "id": one.id,
                "article_id": one.article_id,
                "words": one.words,
                "what": one.what,
            }
            for one in report.own
        ],
    }


def _differences(found: Sequence[taking_in.Difference]) -> list[dict[str, object]]:
    return [
        {"where": one.where, "what": one.what, "ours": one.ours, "theirs": one.theirs, "added": one.added}
        for one in found
    ]
