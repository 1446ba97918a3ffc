"""What colleagues' files bring, in words: an outline of headings and lines for each file."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import QCoreApplication, QLocale

from annotator.core.names import clean_name
from annotator.services.taking_in import Count, Difference, FileReport, Rename
from annotator.ui.exchange.words import annotations_in_words
from annotator.ui.texts import counted, isolated, shortened

_LISTED = 300
"""Lines below one heading at most; the rest is counted."""
_SHORT = 5
"""Lines that are shown at once where they only say more exactly what the heading says."""
_WORDS = 70


def _tr(text: str) -> str:
    return QCoreApplication.translate("IncomingWords", text)


@dataclass(slots=True)
class Heading:
    """A line with lines below it."""

    text: str
    lines: "list[Heading]" = field(default_factory=list)
    mind: bool = False
    """It is something to mind: not all of it comes in as it is."""
    open: bool = True
    """Its lines are worth seeing at once."""


def quoted(text: str) -> str:
    """Return somebody's words in quotation marks, shortened."""
    return _tr("“{words}”").format(words=isolated(_line(text)))


def _line(text: str) -> str:
    """Return the beginning of somebody's words on one line, without signs that nobody sees."""
    return shortened(clean_name(text[: 4 * _WORDS + 100]), _WORDS)


def changes_in_words(count: Count) -> str:
    """Return ``3 new, 1 changed, 2 removed``, without what is none."""
    locale = QLocale()
    parts = (
        (count.new, _tr("{n} new")),
        (count.changed, _tr("{n} changed")),
        (count.removed, _tr("{n} removed")),
    )
    return ", ".join(words.format(n=locale.toString(number)) for number, words in parts if number)


def outline(report: FileReport, annotator: str) -> list[Heading]:
    """Return what one file brings; ``annotator`` is the name of the person who takes it in."""
    return [
        *_people(report),
        *_others(report),
        *_own(report, annotator),
        *_counts(report),
        *_articles(report),
        *_entities(report),
        *_codebook(report),
        *_conflicts(report),
        *_left(report),
    ]


def _listing(
    sentence: str, lines: Iterable[str], *, mind: bool = False, open_: bool = True
) -> Iterator[Heading]:
    known = list(lines)
    if not known:
        return
    shown = [Heading(line) for line in known[:_LISTED]]
    if len(known) > _LISTED:
        more = _tr("and {n} more").format(n=QLocale().toString(len(known) - _LISTED))
        shown.append(Heading(more))
    yield Heading(sentence, shown, mind, open_)


def _people(report: FileReport) -> Iterator[Heading]:
    for person in report.people:
        name = isolated(clean_name(person.annotator.name))
        frame = _tr("{name}: {changes}") if person.known else _tr("{name}, new in this project: {changes}")
        total = person.total
        changes = _annotations(total)
        lines = [
            f"{isolated(clean_name(one.title))}: {changes_in_words(one.annotations)}"
            for one in person.articles
        ]
        yield from _listing(frame.format(name=name, changes=changes), lines, open_=len(lines) <= _SHORT)
    names = [isolated(clean_name(one.name)) for one in report.namesakes]
    one = _tr("Somebody has the name of another person here; they stay two people")
    yield from _listing(one, names, mind=True)
    frame = _tr("{ours} is {theirs} from now on")
    taken = [_renamed(frame, one) for one in report.renames if one.taken]
    yield from _listing(_tr("Somebody has another name there"), taken)
    frame = _tr("{ours} is called {theirs} there")
    kept = [_renamed(frame, one) for one in report.renames if not one.taken]
    sentence = _tr(
        "Somebody has the name of another person there, or you have another one; the names here stay"
    )
    yield from _listing(sentence, kept, mind=True)


def _renamed(frame: str, one: Rename) -> str:
    return frame.format(ours=isolated(clean_name(one.ours)), theirs=isolated(one.theirs))


def _others(report: FileReport) -> Iterator[Heading]:
    """Yield a heading for each person whose work the file changes, and who is not the one it comes from."""
    locale = QLocale()
    frames = {
        "annotation": _tr(
            "It also changes {changed} and removes {removed} annotations of {name}; ask them if that is right"
        ),
        "decision": _tr(
            "It also changes {changed} and removes {removed} decisions of {name}; ask them if that is right"
        ),
        "comment": _tr(
            "It also changes {changed} and removes {removed} comments of {name}; ask them if that is right"
        ),
        "reading": _tr(
            "It also changes {changed} and removes {removed} notes of what {name} has read;"
            " ask them if that is right"
        ),
        "assignment": _tr(
            "It also changes {changed} and removes {removed} assignments by {name}; ask them if that is right"
        ),
    }
    for one in report.others:
        changed, removed = locale.toString(one.count.changed), locale.toString(one.count.removed)
        name = isolated(clean_name(one.annotator.name))
        yield Heading(frames[one.kind].format(changed=changed, removed=removed, name=name), mind=True)


def _annotations(count: Count) -> str:
    if count.new and not (count.changed or count.removed):
        return counted(count.new, _tr("1 new annotation"), _tr("{n} new annotations"))
    number = count.new + count.changed + count.removed
    return f"{annotations_in_words(number)} ({changes_in_words(count)})"


def _own(report: FileReport, annotator: str) -> Iterator[Heading]:
    what = {"new": _tr("new"), "changed": _tr("changed"), "removed": _tr("removed")}
    kinds = kind_titles()
    lines = [
        f"{kinds.get(one.kind, one.kind)} {quoted(one.words)}: {what.get(one.what, one.what)}"
        for one in report.own
    ]
    sentence = counted(
        len(lines),
        _tr("1 change that the file says {name} made; it was not made in this project"),
        _tr("{n} changes that the file says {name} made; they were not made in this project"),
        name=isolated(annotator),
    )
    yield from _listing(sentence, lines, mind=True)


def _counts(report: FileReport) -> Iterator[Heading]:
    for count, words in (
        (report.links, _tr("Links: {changes}")),
        (report.decisions, _tr("Decisions: {changes}")),
        (report.comments, _tr("Comments: {changes}")),
        (report.readings, _tr("Articles read: {changes}")),
        (report.assignments, _tr("What was handed out: {changes}")),
    ):
        if count:
            yield Heading(words.format(changes=changes_in_words(count)))


def _articles(report: FileReport) -> Iterator[Heading]:
    titles = [isolated(clean_name(one.title)) for one in report.new_articles]
    sentence = counted(len(titles), _tr("1 new article"), _tr("{n} new articles"))
    yield from _listing(sentence, titles)
    other = [clean_name(one.reason) for one in report.other_texts]
    sentence = counted(
        len(other),
        _tr("1 article has another text there; nothing of it is taken in or compared"),
        _tr("{n} articles have other texts there; nothing of them is taken in or compared"),
    )
    yield from _listing(sentence, other, mind=True)
    removed = [isolated(clean_name(title)) for title in report.removed_articles]
    sentence = counted(
        len(removed),
        _tr("1 article was removed here and stays removed"),
        _tr("{n} articles were removed here and stay removed"),
    )
    yield from _listing(sentence, removed, mind=True)
    yield from _listing(
        _tr("Articles are described otherwise there; what stands here stays"),
        (_difference(one) for one in report.metadata),
        open_=False,
    )


def _entities(report: FileReport) -> Iterator[Heading]:
    if report.entities:
        sentence = _tr("Entities: {changes}").format(changes=changes_in_words(report.entities))
        names = [isolated(clean_name(one.name)) for one in report.new_entities]
        found = list(_listing(sentence, names, open_=False))
        yield from found or [Heading(sentence)]
    clashes = [
        _tr("{ours} here, {theirs} there").format(ours=quoted(one.ours.name), theirs=quoted(one.theirs.name))
        for one in report.clashes
    ]
    sentence = counted(
        len(clashes),
        _tr("1 entity may be one of ours; both are kept, and merging them is proposed afterwards"),
        _tr("{n} entities may be some of ours; all are kept, and merging them is proposed afterwards"),
    )
    yield from _listing(sentence, clashes)


def _codebook(report: FileReport) -> Iterator[Heading]:
    added = [_difference(one) for one in report.codebook if one.added]
    yield from _listing(_tr("The codebook gets what it lacks"), added)
    other = [_difference(one) for one in report.codebook if not one.added]
    yield from _listing(_tr("The codebook differs there; what stands here stays"), other, mind=True)


def _difference(one: Difference) -> str:
    where = isolated(clean_name(one.where))
    if one.added:
        return f"{where}: {isolated(_line(one.theirs))}" if one.theirs else where
    frame = _tr("{where}, {what}: {ours} here, {theirs} there")
    return frame.format(where=where, what=one.what, ours=_value(one.ours), theirs=_value(one.theirs))


def _value(text: str) -> str:
    return quoted(text) if text else _tr("nothing")


def _conflicts(report: FileReport) -> Iterator[Heading]:
    kinds = kind_titles()
    ours, theirs = _tr("what is here stays, it is newer"), _tr("what is there is taken, it is newer")
    lines = [
        f"{kinds.get(one.kind, one.kind)} {quoted(one.words)}: {ours if one.ours_stays else theirs}"
        for one in report.conflicts
    ]
    sentence = counted(
        len(lines),
        _tr("1 row was changed in two places; the version that gives way is kept aside"),
        _tr("{n} rows were changed in two places; the versions that give way are kept aside"),
    )
    yield from _listing(sentence, lines, mind=True)


def _left(report: FileReport) -> Iterator[Heading]:
    kinds = kind_titles()
    lines = [
        _tr("{kind} {id}: {reason}").format(
            kind=kinds.get(one.kind, one.kind),
            id=isolated(shortened(one.id, 40)),
            reason=clean_name(one.reason),
        )
        for one in report.set_aside
    ]
    sentence = counted(
        len(lines),
        _tr("1 row is not sound and is not taken in"),
        _tr("{n} rows are not sound and are not taken in"),
    )
    yield from _listing(sentence, lines, mind=True)


def kind_titles() -> dict[str, str]:
    """Return what the kinds of rows are called."""
    return {
        "annotator": _tr("Annotator"),
        "article": _tr("Article"),
        "annotation": _tr("Annotation"),
        "link": _tr("Link"),
        "entity": _tr("Entity"),
        "reading": _tr("Reading"),
        "decision": _tr("Decision"),
        "comment": _tr("Comment"),
        "assignment": _tr("Assignment"),
        "tombstone": _tr("Removal"),
        "layer": _tr("Layer"),
        "field": _tr("Field"),
        "choice": _tr("Value"),
    }


def counts_in_words(counts: Mapping[str, Count]) -> list[str]:
    """Return ``Entities: 3 new`` for each kind but annotations of which there are any, by kind."""
    titles = {
        "annotator": _tr("People: {changes}"),
        "article": _tr("Articles: {changes}"),
        "entity": _tr("Entities: {changes}"),
        "link": _tr("Links: {changes}"),
        "reading": _tr("Articles read: {changes}"),
        "decision": _tr("Decisions: {changes}"),
        "comment": _tr("Comments: {changes}"),
        "assignment": _tr("What was handed out: {changes}"),
    }
    return [
        frame.format(changes=changes_in_words(counts[kind]))
        for kind, frame in titles.items()
        if counts.get(kind)
    ]


def as_text(headings: Sequence[Heading], depth: int = 0) -> str:
    """Return an outline as plain text, indented."""
    lines = []
    for one in headings:
        lines.append("  " * depth + one.text)
        if one.lines:
            lines.append(as_text(one.lines, depth + 1))
    return "\n".join(lines)
