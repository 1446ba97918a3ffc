"""The table of entities."""

from collections.abc import Iterator

from annotator.core.lists import join_list
from annotator.formats import csv_out
from annotator.formats.columns import ENTITY_COLUMNS
from annotator.services import entities
from annotator.services.tables.base import ExportOptions, Names, Table
from annotator.storage.project import Project


class EntitiesTable(Table):
    """A row for each entity, also for those that were merged into another, in the order of their making."""

    def __init__(self, project: Project, options: ExportOptions) -> None:
        super().__init__(project, options)
        self.header = tuple(column.name for column in ENTITY_COLUMNS)
        self._roster = entities.roster(project)
        self.total = len(self._roster.by_id)

    def lines(self) -> Iterator[str]:
        """Yield its rows as lines without their ends."""
        names = Names(self.project)
        counts = {row.entity.id: (row.mentions, row.links) for row in entities.overview(self.project)}
        ordered = sorted(self._roster.by_id.values(), key=lambda one: (one.created_at, one.id))
        for one in ordered:
            merged = not self._roster.is_live(one)
            cells = (
                *(one.id, one.name, one.kind, join_list(one.aliases), one.role, one.country, one.wikidata),
                *(one.note, one.merged_into, self._roster.name(one.id) if merged else ""),
                *counts.get(one.id, (0, 0)),
                *(names[one.annotator_id], one.annotator_id, one.created_at, one.updated_at),
            )
            yield csv_out.line(cells, self.options.delimiter)
