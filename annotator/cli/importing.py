"""``annotator import``: articles and tables of annotations into a project."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import click

from annotator.cli.ending import BAD, FINE, FOUND
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
from annotator.core.errors import NotFound, UnreadableInput
from annotator.core.text import single_line
from annotator.formats.columns import ANNOTATIONS, ENTITIES, LINKS
from annotator.services import importing, reading
from annotator.services.importing import ImportReport
from annotator.services.progress import Progress
from annotator.services.projects import Project
from annotator.services.reading import AddReport, Incoming

_TABLES = (".csv", ".tsv")
_NOUNS = {
    ANNOTATIONS: ("annotation", "annotations"),
    ENTITIES: ("entity", "entities"),
    LINKS: ("link", "links"),
}


@dataclass(slots=True)
class _Outcome:
    articles: AddReport
    incoming: list[Incoming]
    tables: list[tuple[Path, ImportReport]] = field(default_factory=list)
    unreadable: list[str] = field(default_factory=list)

    @property
    def code(self) -> int:
        """1 if something was listed, 2 if besides that nothing happened, else 0."""
        listed = any(not report.quiet for _, report in self.tables)
        if not (listed or self.articles.refused or self.unreadable):
            return FINE
        useful = self.articles.added or self.articles.duplicates or self.tables
        return FOUND if useful else BAD


@click.command(
    "import",
    epilog=examples(
        "annotator import treaty.annotator articles/ extra.md",
        "annotator import treaty.annotator old.txt --charset windows-1251",
        "annotator import treaty.annotator claims.csv --keep-good",
        "annotator import treaty.annotator claims.csv actors.csv dates.csv entities.csv links.csv",
    ),
)
@project_argument
@click.argument("paths", type=PATH, nargs=-1, required=True)
@click.option("--charset", metavar="NAME", help="Read the files in this charset, such as windows-1251.")
@click.option("--accept-guess", is_flag=True, help="Take a guessed charset for granted.")
@click.option("--keep-good", is_flag=True, help="Import the rows of a table that fit, even if others do not.")
@annotator_option
@json_option
@click.pass_context
def import_(
    context: click.Context,
    project: Path,
    paths: Sequence[Path],
    charset: str | None,
    accept_guess: bool,
    keep_good: bool,
    annotator_name: str | None,
    as_json: bool,
) -> None:
    """Take articles or annotations into PROJECT.

    PATHs are articles (.txt, .md), folders with articles, or tables of annotations, entities
    and links (.csv) that were exported before from a project with the same articles. Several
    tables are taken in together, in whatever order they are named.

    An article that is there already is not added twice. A charset that can only be guessed
    is not trusted: name it with --charset, or say --accept-guess.

    If a row of a table does not fit (other text, other quote, unknown layer…), nothing of
    the tables is imported, and each such row is listed with its line; --keep-good imports
    the others. A link to something that is not there is listed too, and does not keep its
    row out. The exit code is 1 if anything was listed.
    """
    missing = [path for path in paths if not path.exists()]
    if missing:
        raise NotFound(f"There is no {click.format_filename(missing[0])}; nothing was imported.")
    tables = [path for path in paths if path.suffix.lower() in _TABLES and not path.is_dir()]
    articles = [path for path in paths if path not in tables]
    with writing(project, annotator_name) as opened, progress() as line:
        incoming = reading.read_paths(articles, line, charset)
        if accept_guess:
            incoming = [reading.confirmed(item) for item in incoming]
        if articles and not incoming:
            raise UnreadableInput("There are no articles (.txt, .md) in there; nothing was imported.")
        outcome = _Outcome(reading.add_articles(opened, incoming, line), incoming)
        _import_tables(opened, tables, outcome, keep_good, line, charset)
    if as_json:
        write_json(_document(outcome))
    else:
        _tell(outcome)
    context.exit(outcome.code)


def _import_tables(
    opened: Project,
    tables: Sequence[Path],
    outcome: _Outcome,
    keep_good: bool,
    line: Progress,
    charset: str | None,
) -> None:
    """Import all tables together; with one that cannot be read, none."""
    if not tables:
        return
    try:
        reports = importing.import_tables(opened, tables, keep_good, line, charset)
    except UnreadableInput as error:
        outcome.unreadable.append(str(error))
        if len(tables) > 1:
            outcome.unreadable.append("Nothing of the other tables was imported either.")
    else:
        outcome.tables += zip(tables, reports, strict=True)


def _tell(outcome: _Outcome) -> None:
    report = outcome.articles
    added = {article.source_sha256 for article in report.added}
    for item in outcome.incoming:
        if item.parsed is not None and item.parsed.source_sha256 in added:
            for sentence in item.notes:
                note(f"{item.source_name}: {sentence}")
    for item, known, same in report.duplicates:
        note(f"{item.source_name}: the same {same} is there already, as “{known.title}”.")
    for name, sentence in report.refused:
        note(f"{name}: {_with_advice(sentence)}")
    if report.added or report.duplicates:
        click.echo(
            f"{_number(len(report.added), 'article')} added, {len(report.duplicates):,} there already, "
            f"{len(report.refused):,} not added."
        )
    for path, table in outcome.tables:
        _tell_table(path, table)
    for sentence in outcome.unreadable:
        note(sentence)


def _tell_table(path: Path, report: ImportReport) -> None:
    name = single_line(path.name)
    for sentence in report.notes:
        note(sentence)
    for line, sentence in sorted([*report.refused, *report.unlinked, *report.clashing]):
        note(f"{name}, line {line}: {sentence}")
    if not report.imported and report.refused:
        click.echo(
            f"{name}: nothing was imported, {_number(len(report.refused), 'row')} of it did not fit; "
            "--keep-good imports the others."
        )
        return
    if not report.imported:
        click.echo(f"{name}: nothing was imported, as rows of another table did not fit.")
        return
    links = f" with {_number(report.links, 'link')}" if report.links else ""
    unlinked = f", {_number(len(report.unlinked), 'link')} not made" if report.unlinked else ""
    new = _number(report.new, *_NOUNS[report.table])
    click.echo(
        f"{name}: {new} imported{links}, {report.same:,} there already, "
        f"{len(report.clashing):,} clashing, {len(report.refused):,} left out{unlinked}."
    )


def _with_advice(sentence: str) -> str:
    if "only guessed" in sentence:
        return f"{sentence} That is --accept-guess, or --charset NAME."
    return sentence


def _number(count: int, noun: str, nouns: str = "") -> str:
    return f"{count:,} {noun}" if count == 1 else f"{count:,} {nouns or noun + 's'}"


def _document(outcome: _Outcome) -> dict[str, object]:
    report = outcome.articles
    notes = {item.source_name: list(item.notes) for item in outcome.incoming if item.notes}
    return {
        "articles": {
            "added": [
                {"id": one.id, "title": one.title, "source_name": one.source_name, "charset": one.charset}
                for one in report.added
            ],
            "duplicates": [
                {"source_name": item.source_name, "article_id": known.id, "same": same}
                for item, known, same in report.duplicates
            ],
            "refused": [{"source_name": name, "reason": reason} for name, reason in report.refused],
            "notes": notes,
        },
        "annotations": [_table_document(path, table) for path, table in outcome.tables],
        "unreadable": outcome.unreadable,
    }


def _table_document(path: Path, report: ImportReport) -> dict[str, object]:
    return {
        "file": click.format_filename(path.name),
        "table": report.table,
        "imported": report.imported,
        "new": report.new,
        "same": report.same,
        "clashing": [{"line": line, "reason": reason} for line, reason in report.clashing],
        "refused": [{"line": line, "reason": reason} for line, reason in report.refused],
        "links": report.links,
        "unlinked": [{"line": line, "reason": reason} for line, reason in report.unlinked],
        "new_annotators": report.people,
        "notes": report.notes,
    }
