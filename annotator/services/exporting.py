"""Tables out: the rows of a project as CSV, previewed, to a file or to a stream.

Rows are made one article at a time and never collected, so memory does not grow with the
project, and a million rows cost little more than reading and writing them.
"""

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import BinaryIO, NamedTuple

from annotator.core.errors import InvalidValue, OutputRefused
from annotator.core.model import Annotator
from annotator.formats import columns, csv_out
from annotator.formats.columns import ANNOTATIONS, ARTICLES, ENTITIES, LINKS
from annotator.formats.output import whole_file
from annotator.formats.review_columns import AGREEMENT, COMMENTS, DECISIONS, DIFFERENCES
from annotator.services.progress import QUIET, Progress
from annotator.services.tables.agreement import AgreementTable
from annotator.services.tables.annotations import AnnotationsTable
from annotator.services.tables.articles import ArticlesTable
from annotator.services.tables.base import EVERYONE, GOLD, MINE, WHOSE, ExportOptions, Table
from annotator.services.tables.entities import EntitiesTable
from annotator.services.tables.layers import LayerTable
from annotator.services.tables.links import LinksTable
from annotator.services.tables.reviews import CommentsTable, DecisionsTable, DifferencesTable
from annotator.storage.project import Project

__all__ = [
    "EVERYONE",
    "GOLD",
    "MINE",
    "WHOSE",
    "ExportOptions",
    "Preview",
    "Written",
    "export_table",
    "people",
    "preview",
    "table_names",
    "write_table",
]

_TABLES: dict[str, type[Table]] = {
    ANNOTATIONS: AnnotationsTable,
    ARTICLES: ArticlesTable,
    ENTITIES: EntitiesTable,
    LINKS: LinksTable,
    DECISIONS: DecisionsTable,
    COMMENTS: CommentsTable,
    DIFFERENCES: DifferencesTable,
    AGREEMENT: AgreementTable,
}


@dataclass(frozen=True, slots=True)
class Preview:
    """The head of a table as it will be in the file, and how many rows it has in all."""

    columns: tuple[str, ...]
    rows: list[tuple[str, ...]]
    total: int


def table_names(project: Project) -> tuple[str, ...]:
    """Return the tables on offer: annotations, one for each layer, entities, links, articles, reviews."""
    return columns.tables(project.layers())


def preview(project: Project, options: ExportOptions, rows: int = 20) -> Preview:
    """Return the first rows as they will be in the file.

    Raises:
        InvalidValue: if there is no such table or layer.
    """
    table = _table(project, options)
    head = [tuple(row) for row in csv.reader(islice(table.lines(), rows), delimiter=options.delimiter)]
    return Preview(table.header, head, table.total)


class Written(NamedTuple):
    """What came of an export."""

    rows: int
    damaged: tuple[str, ...] = ()
    """The titles of articles whose text is damaged: their rows are there, without what needs the text."""

    @property
    def warning(self) -> str:
        """A sentence about the damaged articles; empty if there is none."""
        if not self.damaged:
            return ""
        titles = ", ".join(f"“{title}”" for title in self.damaged[:5])
        more = f" and {len(self.damaged) - 5} more" if len(self.damaged) > 5 else ""
        return (
            f"The text of {titles}{more} is damaged: their rows were written, without paragraph, sentence"
            " and context. Check the project, or salvage it."
        )


def export_table(
    project: Project, options: ExportOptions, target: Path, force: bool = False, progress: Progress = QUIET
) -> Written:
    """Write a table to the file ``target`` and return what was written.

    The file appears whole or not at all; what was at ``target`` stays until then. An article whose
    text is damaged keeps nobody from exporting the others.

    Raises:
        OutputRefused: if it cannot be written there, or is there already and not ``force``.
        StorageFull: if the disk is full.
        InvalidValue: if there is no such table or layer.
        Cancelled: if the person stopped it.
    """
    table = _table(project, options)
    with whole_file(target, protected=project.path, force=force) as stream:
        return _write(table, stream, progress)


def write_table(
    project: Project, options: ExportOptions, stream: BinaryIO, progress: Progress = QUIET
) -> Written:
    """Write a table to an open stream, such as standard output, and return what was written.

    Raises:
        InvalidValue: if there is no such table or layer.
        Cancelled: if the person stopped it.
    """
    return _write(_table(project, options), stream, progress)


def _table(project: Project, options: ExportOptions) -> Table:
    return _TABLES.get(options.table, LayerTable)(project, options)


def _write(table: Table, stream: BinaryIO, progress: Progress) -> Written:
    options = table.options
    written = 0
    progress.step(0, table.total, options.table)
    counted = csv_out.write_lines(
        stream, table.header, table.lines(), delimiter=options.delimiter, bom=options.bom
    )
    for written in counted:
        progress.step(written, max(written, table.total), options.table)
    if written != table.total and table.count() not in (None, written):
        # Another number of rows than the project has, now as well as before.
        raise OutputRefused(
            f"The table was not written: {written:,} rows came out where the project has {table.total:,}. "
            "Somebody may be changing it just now; try again."
        )
    return Written(written, tuple(table.damaged.values()))


def people(project: Project, names: Sequence[str]) -> frozenset[str]:
    """Return the ids of the annotators with these names or ids.

    Raises:
        InvalidValue: if there is nobody of that name.
    """
    known = project.annotators()
    found: set[str] = set()
    for name in names:
        matching = [one.id for one in known if _is_called(one, name)]
        if not matching:
            raise InvalidValue(f"Nobody called “{name}” has annotated in this project; nothing was written.")
        found.update(matching)
    return frozenset(found)


def _is_called(annotator: Annotator, name: str) -> bool:
    return annotator.id == name or annotator.name.casefold() == name.casefold()
