"""Tables out: the rows of a project as CSV, previewed, to a file or to a stream.

Rows are made one article at a time and never collected, so memory does not grow with the
project, and a million rows cost little more than reading and writing them.
"""

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import BinaryIO

from annotator.core.codebook import Layer
from annotator.core.errors import InvalidValue, OutputRefused
from annotator.core.model import Annotator, Article
from annotator.core.text import Paragraphs
from annotator.formats import columns, csv_out
from annotator.formats.columns import ARTICLES, CONTEXT, DELIMITERS
from annotator.formats.defusing import sound_as_it_is
from annotator.formats.output import whole_file
from annotator.services.progress import QUIET, Progress
from annotator.storage.project import AnnotationFilter, Project


@dataclass(frozen=True, slots=True)
class ExportOptions:
    """What is exported, and how it is written. None means all there are.

    ``table`` is one of `table_names`; ``layers``, ``article_ids`` and ``annotator_ids``
    choose rows of the annotation tables; of the articles table, ``article_ids`` does.
    """

    table: str = columns.ANNOTATIONS
    article_ids: frozenset[str] | None = None
    layers: frozenset[str] | None = None
    annotator_ids: frozenset[str] | None = None
    delimiter: str = ","
    bom: bool = True


@dataclass(frozen=True, slots=True)
class Preview:
    """The head of a table as it will be in the file, and how many rows it has in all."""

    columns: tuple[str, ...]
    rows: list[tuple[str, ...]]
    total: int


def table_names(project: Project) -> tuple[str, ...]:
    """Return the tables on offer: annotations, one for each layer of the codebook, articles."""
    return columns.tables(project.layers())


def preview(project: Project, options: ExportOptions, rows: int = 20) -> Preview:
    """Return the first rows as they will be in the file.

    Raises:
        InvalidValue: if there is no such table or layer.
    """
    table = _Table(project, options)
    head = [tuple(row) for row in csv.reader(islice(table.lines(), rows), delimiter=options.delimiter)]
    return Preview(table.header, head, table.total)


def export_table(
    project: Project, options: ExportOptions, target: Path, force: bool = False, progress: Progress = QUIET
) -> int:
    """Write a table to the file ``target`` and return its number of rows.

    The file appears whole or not at all; what was at ``target`` stays until then.

    Raises:
        OutputRefused: if it cannot be written there, or is there already and not ``force``.
        StorageFull: if the disk is full.
        InvalidValue: if there is no such table or layer.
        Cancelled: if the person stopped it.
    """
    table = _Table(project, options)
    with whole_file(target, protected=project.path, force=force) as stream:
        return table.write(stream, progress)


def write_table(
    project: Project, options: ExportOptions, stream: BinaryIO, progress: Progress = QUIET
) -> int:
    """Write a table to an open stream, such as standard output, and return its number of rows.

    Raises:
        InvalidValue: if there is no such table or layer.
        Cancelled: if the person stopped it.
    """
    return _Table(project, options).write(stream, progress)


class _Table:
    """One table of one project, ready to be read out."""

    def __init__(self, project: Project, options: ExportOptions) -> None:
        self._project = project
        self._options = options
        self._layers = project.layers()
        if options.delimiter not in DELIMITERS.values():
            raise InvalidValue("The delimiter is a comma, a semicolon or a tab; nothing was written.")
        self._filter = _filter(self._layers, options)
        self._names = {annotator.id: annotator.name for annotator in project.annotators()}
        self.header = tuple(column.name for column in columns.columns(options.table, self._layers))
        if options.table == ARTICLES:
            self._articles = _chosen(project.articles(), options)
            self.total = len(self._articles)
        else:
            self.total = project.count_annotations(self._filter)

    def lines(self) -> Iterator[str]:
        if self._options.table == ARTICLES:
            return self._article_lines()
        return self._annotation_lines()

    def write(self, stream: BinaryIO, progress: Progress) -> int:
        what = self._options.table
        written = 0
        progress.step(0, self.total, what)
        counted = csv_out.write_lines(
            stream, self.header, self.lines(), delimiter=self._options.delimiter, bom=self._options.bom
        )
        for written in counted:
            progress.step(written, max(written, self.total), what)
        if self._options.table != ARTICLES and written != self.total:
            self._refuse_if_unexplained(written)
        return written

    def _refuse_if_unexplained(self, written: int) -> None:
        """Refuse a file that has another number of rows than the project, now as well as before."""
        if written != self._project.count_annotations(self._filter):
            raise OutputRefused(
                f"The table was not written: {written:,} rows came out where the project has {self.total:,}. "
                "Somebody may be changing it just now; try again."
            )

    def _article_lines(self) -> Iterator[str]:
        counts = self._project.all_counts()
        for article in self._articles:
            of_layers = counts.get(article.id, {})
            cells = (
                *(article.id, article.title, article.byline, article.outlet, article.url),
                *(article.published, article.language, article.status.value),
                *(article.length, len(Paragraphs(self._project.text(article.id)))),
                *(of_layers.get(layer.id, 0) for layer in self._layers),
                *(self._names.get(article.annotator_id, ""), article.source_name, article.source_sha256),
                *(article.charset, article.replaced, article.created_at, article.updated_at),
                article.text_sha256,
            )
            yield csv_out.line(cells, self._options.delimiter)

    def _annotation_lines(self) -> Iterator[str]:
        """Yield lines; what is the same for all rows of an article is made once for each.

        This is the hot path of a million rows: no objects, no calls that a row can do without.
        """
        d = self._options.delimiter
        q = f'"{d}"'  # between two texts
        quick = d != "\t"
        articles = {article.id: article for article in self._project.articles()}
        names = _Names(self._project, self._names)
        current = text = about = last = ""
        marks = 0
        number = Paragraphs("").number
        for row in self._project.stream_annotations(self._filter):
            id_, article_id, layer, person, start, end, fragments, quote, note, tags = row[:10]
            origin, detail, created, updated = row[10:14]
            if article_id != current:
                current = article_id
                article = articles.get(article_id) or self._project.article(article_id)
                text = self._project.text(article_id)
                number = Paragraphs(text).number
                about, last = csv_out.quoted(_about(article), d), csv_out.quoted([article.text_sha256], d)
                marks = _QUOTATION_MARKS + about.count('"') + last.count('"')
            before = text[start - CONTEXT if start > CONTEXT else 0 : start]
            after = text[end : end + CONTEXT]
            name = names[person]
            places = f"{number(start)}{d}{start}{d}{end}"
            line = (
                f'"{id_}{q}{layer}"{d}{about}{d}{places}{d}"{fragments}{q}{quote}{q}{before}{q}{after}{q}{note}'
                f'{q}{tags}{q}{name}{q}{person}{q}{origin}{q}{detail}{q}{created}{q}{updated}"{d}{last}'
            )
            if quick and sound_as_it_is(line, marks):
                yield line
                continue
            first = csv_out.quoted([id_, layer], d)
            rest = csv_out.quoted(
                [fragments, quote, before, after, note, tags, name, person, origin, detail, created, updated],
                d,
            )
            yield f"{first}{d}{about}{d}{places}{d}{rest}{d}{last}"


_QUOTATION_MARKS = 2 * 14  # around the texts that are not the same for all rows of an article


class _Names(dict[str, str]):
    """Annotators' names by id; also of one who came just now."""

    def __init__(self, project: Project, known: dict[str, str]) -> None:
        super().__init__(known)
        self._project = project

    def __missing__(self, id_: str) -> str:
        found = {one.id: one.name for one in self._project.annotators()}
        self[id_] = name = found.get(id_, "")
        return name


def _filter(layers: Sequence[Layer], options: ExportOptions) -> AnnotationFilter:
    in_table = columns.layers_of(options.table, layers)
    unknown = (options.layers or frozenset()) - {layer.id for layer in layers}
    if unknown:
        raise InvalidValue(f"There is no layer “{min(unknown)}” in this project; nothing was written.")
    chosen = frozenset(in_table) if options.layers is None else options.layers.intersection(in_table)
    if in_table and not chosen:
        raise InvalidValue(f"The table {options.table} has none of these layers; nothing was written.")
    everything = options.table == columns.ANNOTATIONS and options.layers is None
    return AnnotationFilter(
        article_ids=options.article_ids,
        layers=None if everything else chosen,
        annotator_ids=options.annotator_ids,
    )


def _chosen(articles: list[Article], options: ExportOptions) -> list[Article]:
    wanted = options.article_ids
    return articles if wanted is None else [article for article in articles if article.id in wanted]


def _about(article: Article) -> tuple[str, ...]:
    """Return the cells about its article that each annotation's row has."""
    return (article.id, article.title, article.outlet, article.url, article.published, article.language)


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
