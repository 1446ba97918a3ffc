"""Annotations in: a CSV of our own, perhaps re-saved by a spreadsheet, back into a project.

The file is read twice: first to find out whether every row fits, then to take them in. So
nothing of it has to be kept in memory, and nothing is written unless all of it can be.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from annotator.core.errors import (
    InvalidValue,
    OutputRefused,
    ProjectDamaged,
    ProjectReadOnly,
    StorageFull,
    UnreadableInput,
)
from annotator.core.ids import new_id
from annotator.core.model import Annotation, Annotator, Article, damage
from annotator.core.text import single_line
from annotator.formats.csv_annotations import READ, CsvAnnotation, check_header, parse_row
from annotator.formats.csv_in import CsvTable, Record, open_csv
from annotator.services import backups
from annotator.services.progress import QUIET, Progress
from annotator.storage.project import Project

_STEP = 2000
_BATCH = 5000


@dataclass(slots=True)
class ImportReport:
    """What became of the rows of a file. Lines are counted in the file, from 1."""

    new: int = 0
    """Annotations that were imported."""
    same: int = 0
    """Rows that are in the project already, just so."""
    clashing: list[tuple[int, str]] = field(default_factory=list)
    """Rows whose annotation is in the project with other content; ours was kept."""
    refused: list[tuple[int, str]] = field(default_factory=list)
    """Rows that do not fit, each with a sentence why."""
    people: list[str] = field(default_factory=list)
    """The names of annotators that the project did not know before."""
    notes: list[str] = field(default_factory=list)
    """Sentences about the file as a whole."""
    imported: bool = True
    """False if nothing was imported because of the rows in `refused`."""


def import_csv(
    project: Project,
    path: Path,
    keep_good: bool = False,
    progress: Progress = QUIET,
    charset: str | None = None,
) -> ImportReport:
    """Import the annotations in the CSV file ``path``, in one act.

    If a row does not fit, nothing is imported and the report lists every such row; with
    ``keep_good`` the others are imported.

    Raises:
        UnreadableInput: if it is not a table of annotations; nothing was imported.
        ProjectError, NotAllowed: if the project cannot be changed; nothing was imported.
        Cancelled: if the person stopped it; nothing was imported.
    """
    if project.read_only:
        raise ProjectReadOnly(f"{project.read_only_reason} Nothing was imported.".lstrip())
    with open_csv(path, charset) as table:
        report = ImportReport(notes=check_header(table.header, single_line(path.name)))
        stamp = table.stamp()
        rows = _Rows(project, report)
        _look_through(table, rows, progress)
        if report.refused and not keep_good:
            report.imported = False
            report.new = 0
            return report
        if report.new:
            _back_up_first(project, report, progress)
            _take_in(project, table, stamp, rows, path, progress)
    return report


def _look_through(table: CsvTable, rows: "_Rows", progress: Progress) -> None:
    """Sort all rows into new, same, clashing and refused."""
    for count, record in enumerate(table.records(READ), start=1):
        if count % _STEP == 1:
            progress.step(count - 1, 0, "checking")
        rows.judge(record)
    rows.finish()


def _back_up_first(project: Project, report: ImportReport, progress: Progress) -> None:
    """Back the project up before much changes at once; that it failed is said, and no reason to stop."""
    try:
        backups.back_up(project, progress=progress)
    except (OutputRefused, StorageFull, ProjectDamaged) as error:
        report.notes.append(str(error))


def _take_in(
    project: Project,
    table: CsvTable,
    stamp: tuple[int, int],
    rows: "_Rows",
    path: Path,
    progress: Progress,
) -> None:
    with project.act("import annotations", single_line(path.name)) as change:
        for person in rows.new_people():
            change.insert(person)
        taken = rows.accepted(table, path)
        done = 0
        while batch := list(islice(taken, _BATCH)):
            progress.step(done, rows.report.new, "importing")
            change.insert_annotations(batch)
            done += len(batch)
        if done != rows.report.new or table.stamp() != stamp:
            raise _changed(path)
        for article_id in rows.touched:
            change.start_article(article_id)


def _changed(path: Path) -> UnreadableInput:
    return UnreadableInput(
        f"{path.name} was changed while it was read. Nothing of it was imported; try again."
    )


class _Rows:
    """Knows what the project has, and judges each row against it."""

    def __init__(self, project: Project, report: ImportReport) -> None:
        self.report = report
        self.touched: dict[str, None] = {}
        self._project = project
        self._people = _People(project.annotators())
        self._layers = {layer.id for layer in project.layers()}
        self._articles = {article.id: article for article in project.articles()}
        self._by_text: dict[str, Article] = {}
        for article in reversed(self._articles.values()):
            self._by_text[article.text_sha256] = article
        self._empty = not project.totals()["annotations"]
        self._line_of: dict[str, int] = {}
        self._left_out: set[int] = set()
        self._rebuilt = 0
        self._present = self._present_text = ""
        self._authors: set[str] = set()

    def judge(self, record: Record) -> None:
        """Take note of what is to become of a row."""
        try:
            parsed = _parsed(record)
            annotation = self._fitted(parsed)
            before = self._line_of.setdefault(annotation.id, record.line)
            if before != record.line:
                raise InvalidValue(f"Its annotation_id is that of line {before} too.")
        except InvalidValue as error:
            self._left_out.add(record.line)
            self.report.refused.append((record.line, str(error)))
            return
        known = None if self._empty else self._project.annotation(annotation.id)
        if known is None:
            self.report.new += 1
            self._authors.add(annotation.annotator_id)
            self._rebuilt += parsed.fragments_rebuilt
            return
        self._left_out.add(record.line)
        difference = _difference(known, annotation)
        if difference:
            whose = f"The project has this annotation, by {self._people.name(known.annotator_id)},"
            sentence = f"{whose} with another {difference}; it was kept as it is."
            self.report.clashing.append((record.line, sentence))
        else:
            self.report.same += 1

    def finish(self) -> None:
        """Complete the report once all rows were judged."""
        self.report.people = [person.name for person in self.new_people()]
        if self._rebuilt:
            self.report.notes.append(
                f"In {self._rebuilt:,} rows a spreadsheet had made a date of the fragments; "
                "start and end were used, and the quote fits there."
            )

    def new_people(self) -> list[Annotator]:
        """Return the annotators whom the project did not know, and who made something in the file."""
        return [person for person in self._people.made if person.id in self._authors]

    def accepted(self, table: CsvTable, path: Path) -> Iterator[Annotation]:
        """Yield the annotations that are to be imported, reading the file again."""
        for record in table.records(READ):
            if record.line not in self._left_out:
                try:
                    annotation = self._fitted(_parsed(record))
                except InvalidValue as error:  # it fitted before
                    raise _changed(path) from error
                self.touched[annotation.article_id] = None
                yield annotation

    def _fitted(self, row: CsvAnnotation) -> Annotation:
        """Return the annotation that a row means.

        Raises:
            InvalidValue: if it does not fit the project.
        """
        if row.layer not in self._layers:
            raise InvalidValue(f"There is no layer “{single_line(row.layer)[:60]}” in this project.")
        article = self._articles.get(row.article_id)
        if article is None or article.text_sha256 != row.text_sha256:
            article = self._by_text.get(row.text_sha256)
        if article is None:
            raise InvalidValue("No article of this project has its text: none has this text_sha256.")
        annotation = Annotation(
            id=row.id,
            article_id=article.id,
            layer=row.layer,
            annotator_id=self._people.id(row.annotator_id, row.annotator, row.created),
            fragments=row.fragments,
            quote=row.quote,
            note=row.note,
            tags=row.tags,
            origin=row.origin,
            origin_detail=row.origin_detail,
            created_at=row.created,
            updated_at=row.updated,
        )
        reason = damage(annotation, self._text(article))
        if reason is not None:
            raise InvalidValue(f"It does not fit the text of “{article.title}”: {reason}.")
        return annotation

    def _text(self, article: Article) -> str:
        """Return an article's text; rows of one article mostly stand together."""
        if article.text_sha256 != self._present:
            self._present_text = self._project.text(article.id)
            self._present = article.text_sha256
        return self._present_text


class _People:
    """The annotators of the project, and those that the file adds."""

    def __init__(self, known: list[Annotator]) -> None:
        self.made: list[Annotator] = []
        self._by_id = {person.id: person for person in known}
        self._by_name: dict[str, list[Annotator]] = {}
        self._resolved: dict[tuple[str, str], str] = {}
        for person in known:
            self._by_name.setdefault(person.name.casefold(), []).append(person)

    def name(self, id_: str) -> str:
        person = self._by_id.get(id_)
        return person.name if person else "somebody"

    def id(self, id_: str, name: str, since: str) -> str:
        """Return the id of the annotator meant: known by id, else by name, else made.

        Raises:
            InvalidValue: if several are called so and no id says which.
        """
        resolved = self._resolved.get((id_, name))
        if resolved is None:
            resolved = self._resolved[id_, name] = self._resolve(id_, name, since)
        return resolved

    def _resolve(self, id_: str, name: str, since: str) -> str:
        if id_ in self._by_id:
            return id_
        namesakes = self._by_name.get(name.casefold(), []) if name else []
        if len(namesakes) == 1:
            return namesakes[0].id
        if namesakes and not id_:
            raise InvalidValue(f"Several annotators are called “{name}”, and it has no annotator_id.")
        person = Annotator(id_ or new_id(), name or id_, since, since)
        self.made.append(person)
        self._by_id[person.id] = person
        self._by_name.setdefault(person.name.casefold(), []).append(person)
        return person.id


def _parsed(record: Record) -> CsvAnnotation:
    if record.fault:
        raise InvalidValue(record.fault)
    return parse_row(record.cells)


def _difference(ours: Annotation, theirs: Annotation) -> str:
    """Name what differs in content; an empty string if nothing does."""
    for name, word in _CONTENT.items():
        if getattr(ours, name) != getattr(theirs, name):
            return word
    return ""


_CONTENT = {
    "article_id": "article",
    "layer": "layer",
    "annotator_id": "annotator",
    "fragments": "place in the text",
    "quote": "quote",
    "note": "note",
    "tags": "tags",
    "origin": "origin",
    "origin_detail": "origin",
    "created_at": "date of creation",
}
