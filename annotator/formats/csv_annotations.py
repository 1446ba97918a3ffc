"""One row of a table of annotations as values, checked as far as that goes without the project."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from annotator.core.codebook import FieldType, Layer
from annotator.core.errors import InvalidValue
from annotator.core.lists import parse_fragments, split_list
from annotator.core.model import Origin
from annotator.core.spans import Fragments, Span
from annotator.core.text import single_line
from annotator.formats.csv_cells import check_id, check_moments, shown
from annotator.formats.layer_columns import values_of

READ = (
    *("annotation_id", "layer", "article_id", "start", "end", "fragments", "quote", "note", "tags"),
    *("annotator", "annotator_id", "origin", "origin_detail", "created", "updated", "text_sha256"),
    *("values", "unconfirmed"),
)
"""The columns that are read. The others repeat what the project knows about the article."""

REQUIRED = ("annotation_id", "layer", "fragments", "quote", "annotator", "created", "updated", "text_sha256")

LINKS = "links"
"""What the tables of the layers have instead of ``values``, besides a column for each field."""

_SHA256 = re.compile(r"[0-9a-fA-F]{64}")
_DATE_MADE_OF_FRAGMENTS = re.compile(
    r"\d{1,4}[./-]\d{1,2}[./-]\d{1,4}|\d{1,2}[ .-]*[^\W\d_]{3,9}\.?(?:[ -]\d{2,4})?"
)
_ORIGINS = {origin.value: origin for origin in Origin}

_Values = tuple[tuple[str, tuple[str, ...]], ...]


class CsvAnnotation(NamedTuple):
    """What one row says. Whether it fits the project is not looked at yet."""

    id: str
    layer: str
    article_id: str
    fragments: Fragments
    quote: str
    note: str
    tags: tuple[str, ...]
    annotator: str
    annotator_id: str
    origin: Origin
    origin_detail: str
    created: str
    updated: str
    text_sha256: str
    fragments_rebuilt: bool
    """A spreadsheet made a date of the fragments; they were taken from start and end."""
    values: _Values = ()
    """What each field holds, as it is written; none is empty."""
    unconfirmed: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    """The items of the column ``links``, as they are written."""


class RowReader:
    """Reads the rows of one table: that of all annotations, or that of a layer.

    Attributes:
        columns: the columns that it wants, in the order in which `parse` takes their cells.
        has_links: the table says something about links.
    """

    def __init__(self, id_column: str, layers: Sequence[Layer], *, own: bool) -> None:
        """Read a table with this column of ids; ``own`` says that fields have columns of their own.

        A table without a column ``layer`` is that of the one layer in ``layers``.
        """
        names_layer = id_column == "annotation_id"
        self._layer = "" if names_layer else layers[0].id
        base = [name for name in READ[:-2] if names_layer or name != "layer"]
        self._width = len(base)
        self._values = {layer.id: _value_places(layer) if own else {} for layer in layers}
        names = dict.fromkeys(name for places in self._values.values() for name in places)
        more = ("unconfirmed", LINKS, *names) if own else ("values", "unconfirmed")
        self.columns = (id_column, *base[1:], *more)
        self._places = {name: place for place, name in enumerate(self.columns)}
        self.has_links = own

    def parse(self, cells: Sequence[str]) -> CsvAnnotation:
        """Return the values in a row of `columns`.

        Raises:
            InvalidValue: saying which cell is not what it should be.
        """
        base = cells[: self._width]
        if self._layer:
            base = (base[0], self._layer, *base[1:])
        row = _parse_base(base)
        if not self.has_links:
            values, unconfirmed = cells[self._width :]
            if not (values or unconfirmed):
                return row
            return row._replace(values=_grouped(values), unconfirmed=split_list(unconfirmed))
        return row._replace(
            values=self._own_values(row.layer, cells),
            unconfirmed=split_list(cells[self._width]),
            links=split_list(cells[self._width + 1]),
        )

    def _own_values(self, layer: str, cells: Sequence[str]) -> _Values:
        found = []
        for name, (field, is_list) in self._values.get(layer, {}).items():
            cell = cells[self._places[name]]
            if cell:
                found.append((field, split_list(cell) if is_list else (cell,)))
        return tuple(found)


def _value_places(layer: Layer) -> dict[str, tuple[str, bool]]:
    """Return for each column of values the field it is for, and whether its cells are lists."""
    found = {}
    for name, field_id in values_of(layer).items():
        field = layer.field(field_id)
        found[name] = (field_id, field is not None and field.type is FieldType.CHOICES)
    return found


def _grouped(cell: str) -> _Values:
    """Return the values in a cell of the column ``values``."""
    found: dict[str, tuple[str, ...]] = {}
    for item in split_list(cell):
        name, equals, value = item.partition("=")
        if not (name and equals and value):
            raise InvalidValue(f"“{shown(item)}” in its values is not of the form field=value.")
        found[name] = (*found.get(name, ()), value)
    return tuple(found.items())


def _parse_base(cells: Sequence[str]) -> CsvAnnotation:
    id_, layer, article_id, start, end, fragments_cell, quote, note, tags, person, person_id, *rest = cells
    origin, origin_detail, created, updated, text_sha256 = rest
    check_id(id_, "an annotation")
    if person_id:
        check_id(person_id, "an annotator")
    name = single_line(person)
    if not name and not person_id:
        raise InvalidValue("It does not say whose annotation it is.")
    if not _SHA256.fullmatch(text_sha256):
        raise InvalidValue("Its text_sha256 is not a SHA-256: 64 hexadecimal digits.")
    check_moments(created, updated)
    if origin and origin not in _ORIGINS:
        raise InvalidValue(f"Its origin “{shown(origin)}” is none of {', '.join(_ORIGINS)}.")
    fragments, rebuilt = _fragments(fragments_cell, start, end)
    return CsvAnnotation(
        *(id_, layer, article_id, fragments, quote.replace("\r\n", "\n"), note, split_list(tags)),
        *(name, person_id, _ORIGINS.get(origin, Origin.IMPORTED), origin_detail),
        *(created, updated, text_sha256.lower(), rebuilt),
    )


def _fragments(cell: str, start: str, end: str) -> tuple[Fragments, bool]:
    """Return the fragments; from start and end where a spreadsheet made "3-12" the 3rd of December."""
    try:
        fragments = parse_fragments(cell)
    except InvalidValue:
        if not (_DATE_MADE_OF_FRAGMENTS.fullmatch(cell.strip()) and start.isdecimal() and end.isdecimal()):
            raise
        return (Span(int(start), int(end)),), True
    if (start and start != str(fragments[0].start)) or (end and end != str(fragments[-1].end)):
        raise InvalidValue(
            f"Its start and end ({shown(start)}, {shown(end)}) are not those of its fragments."
        )
    return fragments, False
