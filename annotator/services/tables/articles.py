"""The table of articles."""

from collections.abc import Iterator

from annotator.core.model import Article
from annotator.core.text import Paragraphs
from annotator.formats import columns, csv_out
from annotator.services.tables.base import ExportOptions, Names, Table
from annotator.storage.project import Project


class ArticlesTable(Table):
    """A row for each article."""

    def __init__(self, project: Project, options: ExportOptions) -> None:
        super().__init__(project, options)
        self.header = tuple(column.name for column in columns.article_columns(self.layers))
        chosen = options.article_ids
        self._articles = [one for one in project.articles() if chosen is None or one.id in chosen]
        self.total = len(self._articles)

    def _paragraphs(self, article: Article) -> int | str:
        text = self.text_of(article)
        return "" if text is None else len(Paragraphs(text))

    def lines(self) -> Iterator[str]:
        """Yield its rows as lines without their ends."""
        counts = self.project.all_counts()
        names = Names(self.project)
        for article in self._articles:
            of_layers = counts.get(article.id, {})
            cells = (
                *(article.id, article.title, article.byline, article.outlet, article.url),
                *(article.published, article.language, article.status.value),
                *(article.length, self._paragraphs(article)),
                *(of_layers.get(layer.id, 0) for layer in self.layers),
                *(names[article.annotator_id], article.source_name, article.source_sha256),
                *(article.charset, article.replaced, article.created_at, article.updated_at),
                article.text_sha256,
            )
            yield csv_out.line(cells, self.options.delimiter)
