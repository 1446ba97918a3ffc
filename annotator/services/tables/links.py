"""The table of links."""

from collections.abc import Iterator

from annotator.core.codebook import NO, YES
from annotator.formats import csv_out
from annotator.formats.columns import LINK_COLUMNS
from annotator.services.tables.base import ExportOptions, Names, Table
from annotator.services.tables.pointers import Pointers
from annotator.storage.project import Project


class LinksTable(Table):
    """A row for each link, in the reading order of the annotations that they begin at."""

    def __init__(self, project: Project, options: ExportOptions) -> None:
        super().__init__(project, options)
        self.header = tuple(column.name for column in LINK_COLUMNS)
        self.total = project.count_links(self.wanted)

    def count(self) -> int:
        """Return how many rows it would have now."""
        return self.project.count_links(self.wanted)

    def lines(self) -> Iterator[str]:
        """Yield its rows as lines without their ends."""
        names = Names(self.project)
        pointers = Pointers(self.project)
        wanted = self.wanted
        for article in self.project.articles():
            if wanted.article_ids is not None and article.id not in wanted.article_ids:
                continue
            if not self.project.links(article.id):
                continue
            pointers.turn_to(article.id)
            for annotation in pointers.annotations().values():
                if wanted.layers is not None and annotation.layer not in wanted.layers:
                    continue
                if annotation.id not in wanted.ids if wanted.ids is not None else annotation.copy_of:
                    continue
                if wanted.annotator_ids is not None and annotation.annotator_id not in wanted.annotator_ids:
                    continue
                for link in pointers.of(annotation.id):
                    pointed = pointers.follow(link)
                    cells = (
                        *(link.id, article.title, annotation.layer, annotation.quote, link.field),
                        *(link.position, pointed.quote, pointed.entity.name if pointed.entity else ""),
                        *(link.value, YES if link.proposed else NO),
                        *(link.annotation_id, link.target_id, link.entity_id, names[link.annotator_id]),
                        *(link.created_at, link.updated_at, article.id),
                    )
                    yield csv_out.line(cells, self.options.delimiter)
