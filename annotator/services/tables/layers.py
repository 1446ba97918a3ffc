"""The tables of the layers: claims, actors, dates, and those that a codebook adds."""

from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal, InvalidOperation
from typing import NamedTuple

from annotator.core.codebook import NO, YES, Field, FieldType, Layer
from annotator.core.errors import InvalidValue
from annotator.core.lists import join_list
from annotator.core.model import Article, Value
from annotator.core.sentences import sentences
from annotator.core.text import Paragraphs
from annotator.formats import columns, csv_out
from annotator.formats.csv_out import Cell, Numeral
from annotator.formats.layer_columns import Part, Shape, layer_columns
from annotator.services.gold import Verdicts
from annotator.services.tables.base import ExportOptions, Names, Table
from annotator.services.tables.pointers import Pointed, Pointers, as_cell, days
from annotator.storage.project import Project
from annotator.storage.queries import AnnotationRow
from annotator.storage.rows import NO_FIELDS, parse_fields


class _Row(NamedTuple):
    """What the fields of one annotation hold."""

    values: dict[str, Value]
    pointed: dict[str, list[Pointed]]
    unconfirmed: Sequence[str]


_Cells = Callable[[_Row], Sequence[Cell]]


class LayerTable(Table):
    """A row for each annotation of one layer, with a column for each of its fields."""

    def __init__(self, project: Project, options: ExportOptions) -> None:
        super().__init__(project, options)
        self._layer = columns.layer_of(options.table, self.layers)
        self._columns = layer_columns(self._layer, _used(project, self._layer))
        self._names_layer = any(column.name == "layer" for column in self._columns.head)
        self.header = tuple(column.name for column in self._columns.columns)
        self.total = project.count_annotations(self.wanted)

    def count(self) -> int:
        """Return how many rows it would have now."""
        return self.project.count_annotations(self.wanted)

    def lines(self) -> Iterator[str]:
        """Yield its rows as lines without their ends."""
        articles = {article.id: article for article in self.project.articles()}
        names = Names(self.project)
        pointers = Pointers(self.project)
        verdicts = Verdicts(self.project)
        parts = [_cells_of(part, self._layer) for part in self._columns.parts]
        ids = [_cells_of(part, self._layer) for part in self._columns.ids]
        added = [_cells_of(part, self._layer) for part in self._columns.added]
        place: _Place | None = None
        for row in self.project.stream_annotations(self.wanted):
            if place is None or place.article.id != row.article_id:
                article = articles.get(row.article_id) or self.project.article(row.article_id)
                place = _Place(article, self.text_of(article))
                pointers.turn_to(article.id)
                verdicts.turn_to(article.id)
            found = _found(row, pointers)
            cells: list[Cell] = [row.id, row.layer] if self._names_layer else [row.id]
            cells += place.cells(row)
            for part in parts:
                cells += part(found)
            cells += (join_list(found.unconfirmed), row.tags, row.note, names[row.annotator_id])
            cells += (row.created_at, row.updated_at, place.article.text_sha256, row.article_id)
            cells += (row.annotator_id, row.origin, row.origin_detail, *verdicts.of(row.id))
            for part in ids:
                cells += part(found)
            cells.append(as_cell(pointers.of(row.id)))
            for part in added:
                cells += part(found)
            yield csv_out.line(cells, self.options.delimiter)


class _Place:
    """An article, and where in it a row is."""

    def __init__(self, article: Article, text: str | None) -> None:
        self.article = article
        self._known = text is not None
        self._paragraph = Paragraphs(text or "").number
        self._sentences = [span.start for span in sentences(text or "")]

    def cells(self, row: AnnotationRow) -> tuple[Cell, ...]:
        article = self.article
        paragraph: Cell = self._paragraph(row.start) if self._known else ""
        sentence: Cell = max(1, bisect_right(self._sentences, row.start)) if self._known else ""
        return (
            *(article.title, article.outlet, article.url, article.published),
            *(paragraph, sentence, row.start, row.end, row.fragments, row.quote),
        )


def _used(project: Project, layer: Layer) -> frozenset[tuple[str, str]]:
    """Return which retired fields of a layer have values; nothing is read if there is none."""
    retired = {one.id for one in layer.fields if one.retired}
    if not retired:
        return frozenset()
    uses = project.field_uses()
    return frozenset((layer.id, id_) for id_ in retired if uses[layer.id, id_, ""])


def _found(row: AnnotationRow, pointers: Pointers) -> _Row:
    values: dict[str, Value] = {}
    if row.fields != NO_FIELDS:
        try:
            values = dict(parse_fields(row.fields))
        except InvalidValue:
            values = {}
    pointed: dict[str, list[Pointed]] = {}
    unconfirmed = set(row.proposed.split("; ")) if row.proposed else set()
    for link in pointers.of(row.id):
        pointed.setdefault(link.field, []).append(pointers.follow(link))
        if link.proposed:
            unconfirmed.add(link.field)
    return _Row(values, pointed, sorted(unconfirmed))


def _cells_of(part: Part, layer: Layer) -> _Cells:
    """Return the function that makes the cells of a part."""
    field = layer.field(part.field)
    if field is not None and not part.takes(field):
        empty = ("",) * len(part.columns)
        return lambda _: empty
    return _MAKERS[part.shape](part.field, field)


def _value_cells(id_: str, field: Field | None) -> _Cells:
    if field is not None and field.type is FieldType.NUMBER:
        return lambda row: (_number(_text(row, id_)),)
    return lambda row: (_text(row, id_),)


def _days_cells(id_: str, _: Field | None) -> _Cells:
    def make(row: _Row) -> Sequence[Cell]:
        value = _text(row, id_)
        return (value, *days(value))

    return make


def _confirmed_cells(id_: str, _: Field | None) -> _Cells:
    def make(row: _Row) -> Sequence[Cell]:
        if not _text(row, id_):
            return ("",)
        return (NO if id_ in row.unconfirmed else YES,)

    return make


def _date_cells(id_: str, field: Field | None) -> _Cells:
    def make(row: _Row) -> Sequence[Cell]:
        found = row.pointed.get(id_, ())
        bounds = [days(one.value) for one in found]
        return (
            _joined(field, [one.value for one in found]),
            _joined(field, [first for first, _ in bounds]),
            _joined(field, [last for _, last in bounds]),
            _joined(field, [one.quote for one in found]),
        )

    return make


def _names_cells(id_: str, field: Field | None) -> _Cells:
    return lambda row: (_joined(field, [_name(one) for one in row.pointed.get(id_, ())]),)


def _mentions_cells(id_: str, field: Field | None) -> _Cells:
    def make(row: _Row) -> Sequence[Cell]:
        found = row.pointed.get(id_, ())
        return (_joined(field, [_name(one) for one in found]), _joined(field, [one.quote for one in found]))

    return make


def _speaker_cells(id_: str, field: Field | None) -> _Cells:
    def make(row: _Row) -> Sequence[Cell]:
        found = row.pointed.get(id_, ())
        known = [one.entity for one in found if one.entity]
        return (
            _joined(field, [one.entity.name if one.entity else one.value for one in found]),
            _joined(field, [one.kind for one in known]),
            _joined(field, [one.quote for one in found]),
            _joined(field, [one.role for one in known]),
        )

    return make


def _mentioned_cells(id_: str, field: Field | None) -> _Cells:
    def make(row: _Row) -> Sequence[Cell]:
        known = [one.entity for one in row.pointed.get(id_, ()) if one.entity]
        return tuple(
            _joined(field, [getattr(one, name) for one in known])
            for name in ("name", "kind", "role", "country", "wikidata")
        )

    return make


def _entity_id_cells(id_: str, field: Field | None) -> _Cells:
    return lambda row: (_joined(field, [one.entity.id for one in row.pointed.get(id_, ()) if one.entity]),)


_MAKERS: dict[Shape, Callable[[str, Field | None], _Cells]] = {
    Shape.VALUE: _value_cells,
    Shape.DAYS: _days_cells,
    Shape.CONFIRMED: _confirmed_cells,
    Shape.DATE: _date_cells,
    Shape.NAMES: _names_cells,
    Shape.MENTIONS: _mentions_cells,
    Shape.SPEAKER: _speaker_cells,
    Shape.MENTIONED: _mentioned_cells,
    Shape.ENTITY_ID: _entity_id_cells,
}


def _joined(field: Field | None, items: list[str]) -> str:
    """Return a cell: a list where the field takes several, else what it has, as it is."""
    if len(items) == 1 and not (field and field.several):
        return items[0]
    return join_list(items)


def _text(row: _Row, field: str) -> str:
    value = row.values.get(field, "")
    return value if isinstance(value, str) else join_list(value)


def _name(pointed: Pointed) -> str:
    """Return who is meant: by the entity's name, or by the words if nobody has said which entity it is."""
    return pointed.entity.name if pointed.entity else pointed.quote or pointed.value


def _number(text: str) -> Cell:
    """Return a number as a cell without quotation marks; what is none stays text."""
    try:
        finite = Decimal(text).is_finite()
    except InvalidOperation:
        finite = False
    return Numeral(text) if finite and text.isascii() and "_" not in text else text
