"""Tables in: CSVs of our own, perhaps re-saved by a spreadsheet, back into a project.

Files are read twice: first to find out whether every row fits, then to take them in. So
nothing of them has to be kept in memory, and nothing is written unless all of it can be.
Several files are one act: entities go first, then annotations, then links.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack
from itertools import islice
from pathlib import Path
from typing import TypeVar

from annotator.core.errors import OutputRefused, ProjectDamaged, ProjectReadOnly, StorageFull
from annotator.core.model import Annotator
from annotator.core.text import single_line
from annotator.formats.columns import ANNOTATIONS, ENTITIES, LINKS
from annotator.formats.csv_in import open_csv
from annotator.formats.csv_kinds import kind_of
from annotator.services import backups
from annotator.services.intake.annotations import AnnotationRows
from annotator.services.intake.entities import EntityRows
from annotator.services.intake.links import LinkRows
from annotator.services.intake.people import People
from annotator.services.intake.report import ImportReport
from annotator.services.intake.source import Source
from annotator.services.progress import QUIET, Progress
from annotator.storage.project import Project

__all__ = ["ImportReport", "import_csv", "import_tables"]

_BATCH = 5000
_Thing = TypeVar("_Thing")


def import_csv(
    project: Project,
    path: Path,
    keep_good: bool = False,
    progress: Progress = QUIET,
    charset: str | None = None,
) -> ImportReport:
    """Import the CSV file ``path``, in one act; see `import_tables`."""
    return import_tables(project, [path], keep_good, progress, charset)[0]


def import_tables(
    project: Project,
    paths: Sequence[Path],
    keep_good: bool = False,
    progress: Progress = QUIET,
    charset: str | None = None,
) -> list[ImportReport]:
    """Import tables of annotations, entities and links, in any order, in one act; report on each.

    If a row does not fit, nothing of any file is imported and the reports list every such row;
    with ``keep_good`` the others are imported. A link in a row of an annotation that cannot be
    made, because what it points to is not there, is listed and does not keep the row out.

    Raises:
        UnreadableInput: if a file is no such table; nothing was imported.
        ProjectError, NotAllowed: if the project cannot be changed; nothing was imported.
        Cancelled: if the person stopped it; nothing was imported.
    """
    if project.read_only:
        raise ProjectReadOnly(f"{project.read_only_reason} Nothing was imported.".lstrip())
    with ExitStack() as stack:
        sources = [_opened(project, path, charset, stack) for path in paths]
        reports = [source.report for source in sources]
        intake = _Intake(project, sources)
        intake.look_through(progress)
        if any(report.refused for report in reports) and not keep_good:
            for report in reports:
                report.imported = False
                report.new = report.links = 0
        elif any(report.new or report.links for report in reports):
            _back_up_first(project, reports[0], progress)
            intake.take_in(progress)
    return reports


def _opened(project: Project, path: Path, charset: str | None, stack: ExitStack) -> Source:
    table = stack.enter_context(open_csv(path, charset))
    kind = kind_of(table.header, single_line(path.name), project.layers())
    return Source(path, table, kind, ImportReport(notes=list(kind.notes), table=kind.table), table.stamp())


def _back_up_first(project: Project, report: ImportReport, progress: Progress) -> None:
    """Back the project up before much changes at once; that it failed is said, and no reason to stop."""
    try:
        backups.back_up(project, progress=progress)
    except (OutputRefused, StorageFull, ProjectDamaged) as error:
        report.notes.append(str(error))


class _Intake:
    """What several files mean together for one project."""

    def __init__(self, project: Project, sources: Sequence[Source]) -> None:
        self._project = project
        self._sources = sources
        self._of_annotations = [one for one in sources if one.kind.table == ANNOTATIONS]
        self._of_links = [one for one in sources if one.kind.table == LINKS]
        self._of_links += [
            one for one in self._of_annotations if one.kind.reader and one.kind.reader.has_links
        ]
        self._people = People(project.annotators())
        self._entities = EntityRows(project, self._people)
        self._annotations = AnnotationRows(
            project, self._people, files=len(self._of_annotations), linked=bool(self._of_links)
        )
        self._links = LinkRows(project, self._entities, self._annotations)

    def look_through(self, progress: Progress) -> None:
        """Sort all rows into new, same, clashing and refused."""
        for source in self._sources:
            if source.kind.table == ENTITIES:
                self._entities.judge(source, progress)
        self._entities.finish()
        for source in self._of_annotations:
            self._annotations.judge(source, progress)
        for source in self._of_links:
            self._links.judge(source, progress)
        names = [person.name for person in self._new_people()]
        for source in self._sources[:1]:
            source.report.people = names

    def take_in(self, progress: Progress) -> None:
        """Read the files again and insert what is new, in one act."""
        subject = ", ".join(source.name for source in self._sources)
        with self._project.act("import annotations", subject) as change:
            for person in self._new_people():
                change.insert(person)
            change.insert_entities(self._entities.new())
            for source in self._of_annotations:
                rows = self._annotations.accepted(source)
                _insert(rows, change.insert_annotations, source, source.report.new, progress)
            for source in self._of_links:
                own = source.kind.table == LINKS
                expected = source.report.new if own else source.report.links
                if expected:
                    _insert(self._links.accepted(source), change.insert_links, source, expected, progress)
            for source in self._sources:
                if source.table.stamp() != source.stamp:
                    raise source.changed()
            for article_id in self._annotations.touched:
                change.start_article(article_id)

    def _new_people(self) -> list[Annotator]:
        """Return the annotators whom the project did not know, and who made something that is new."""
        authors = self._entities.authors() | self._annotations.authors()
        return [person for person in self._people.made if person.id in authors]


def _insert(
    things: Iterable[_Thing],
    insert: Callable[[Sequence[_Thing]], None],
    source: Source,
    expected: int,
    progress: Progress,
) -> None:
    """Insert ``things`` in batches; what the file has now has to be what it had."""
    rest: Iterator[_Thing] = iter(things)
    done = 0
    while batch := list(islice(rest, _BATCH)):
        progress.step(done, expected, "importing")
        insert(batch)
        done += len(batch)
    if done != expected:
        raise source.changed()
