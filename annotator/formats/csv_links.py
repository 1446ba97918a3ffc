"""Links as they stand in tables: rows of the table of links, and items in the tables of the layers."""

from collections.abc import Sequence
from typing import NamedTuple

from annotator.core.errors import InvalidValue
from annotator.core.model import Link
from annotator.formats.csv_cells import check_id, check_moments, shown, yes_or_no

READ = (
    *("link_id", "annotation_id", "field", "position", "target_id", "entity_id", "value", "proposed"),
    *("created", "updated"),
)
"""The columns of the table of links that are read."""

REQUIRED = ("link_id", "annotation_id", "field", "target_id", "entity_id", "value", "created", "updated")

_PROPOSED = "proposed"
_KINDS = ("annotation", "entity", "value")


class CsvLink(NamedTuple):
    """What a table says of a link. Whether it fits the project is not looked at yet."""

    id: str
    annotation_id: str
    field: str
    position: int
    target_id: str
    entity_id: str
    value: str
    proposed: bool
    created: str
    updated: str


def parse_link(cells: Sequence[str]) -> CsvLink:
    """Return the link in a row of the columns `READ`.

    Raises:
        InvalidValue: saying which cell is not what it should be.
    """
    id_, annotation_id, field, position, target_id, entity_id, value, proposed, created, updated = cells
    check_moments(created, updated)
    return _checked(
        CsvLink(
            *(id_, annotation_id, field, _position(position or "1"), target_id, entity_id, value),
            *(yes_or_no(proposed, "proposed"), created, updated),
        )
    )


def as_item(link: Link) -> str:
    """Return a link as an item of the column ``links``: field, id, place, and what it points to."""
    kind = _KINDS[0 if link.target_id else 1 if link.entity_id else 2]
    proposed = (_PROPOSED,) if link.proposed else ()
    return " ".join((link.field, link.id, str(link.position), *proposed, kind, link.aim))


def parse_item(item: str, annotation_id: str, created: str, updated: str) -> CsvLink:
    """Return the link in an item that `as_item` made, of an annotation and with its times.

    Raises:
        InvalidValue: if it is anything else.
    """
    field, id_, position, rest = (*item.split(" ", 3), "", "", "")[:4]
    proposed = rest.startswith(f"{_PROPOSED} ")
    kind, _, aim = rest.removeprefix(f"{_PROPOSED} " if proposed else "").partition(" ")
    if kind not in _KINDS or not aim:
        raise InvalidValue(f"“{shown(item)}” is not a link such as “speaker ID 1 entity ID”.")
    target_id, entity_id, value = (aim if kind == one else "" for one in _KINDS)
    return _checked(
        CsvLink(
            *(id_, annotation_id, field, _position(position), target_id, entity_id, value),
            *(proposed, created, updated),
        )
    )


def _checked(link: CsvLink) -> CsvLink:
    check_id(link.id, "a link")
    check_id(link.annotation_id, "an annotation")
    if link.target_id:
        check_id(link.target_id, "an annotation")
    if link.entity_id:
        check_id(link.entity_id, "an entity")
    if bool(link.target_id) + bool(link.entity_id) + bool(link.value) != 1:
        raise InvalidValue("A link points to exactly one thing: an annotation, an entity or a value.")
    return link


def _position(cell: str) -> int:
    if not (cell.isascii() and cell.isdecimal() and len(cell) <= 9 and int(cell) >= 1):
        raise InvalidValue(f"Its place “{shown(cell)}” is not a number from 1 on.")
    return int(cell)
