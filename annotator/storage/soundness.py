"""Whether what undo and redo bring back still fits the codebook and what else was changed since."""

import sqlite3
from collections.abc import Mapping

from annotator.core.codebook import Layer
from annotator.core.errors import AnnotatorError
from annotator.storage import queries
from annotator.storage.codebook_rows import ENTITY_KIND
from annotator.storage.entity_rules import in_circle
from annotator.storage.kind import Image, Kind
from annotator.storage.link_rules import check_link
from annotator.storage.rows import ANNOTATION, ENTITY, LINK, NO_FIELDS
from annotator.storage.value_rules import faults, takes

_TELLING = {
    ANNOTATION: frozenset({"layer", "fields"}),
    LINK: frozenset({"target_id", "entity_id", "value"}),
    ENTITY: frozenset({"merged_into", "kind"}),
}
"""The columns by which a row may no longer fit; others always do."""


def fits(
    connection: sqlite3.Connection, layers: Mapping[str, Layer], kind: Kind, id_: str, written: Image
) -> bool:
    """Say whether a row, of which the columns ``written`` were just written, fits the rest of the project."""
    if not _TELLING.get(kind, frozenset()) & written.keys():
        return True
    if kind is ANNOTATION:
        return _values_fit(connection, layers, id_)
    if kind is LINK:
        return _link_fits(connection, layers, id_)
    return not in_circle(connection, id_) and _kind_is_known(connection, id_)


def _values_fit(connection: sqlite3.Connection, layers: Mapping[str, Layer], id_: str) -> bool:
    stored = queries.annotation(connection, id_)
    if stored is None or not stored.annotation.fields:
        return True
    layer = layers.get(stored.annotation.layer)
    return layer is not None and all(
        takes(layer, name) and not ((field := layer.field(name)) and list(faults(field, value)))
        for name, value in stored.annotation.fields
    )


def _link_fits(connection: sqlite3.Connection, layers: Mapping[str, Layer], id_: str) -> bool:
    try:
        for link in queries.links_where(connection, "id", id_):
            check_link(connection, layers, link)
    except AnnotatorError:
        return False
    return True


def _kind_is_known(connection: sqlite3.Connection, id_: str) -> bool:
    row = connection.execute(
        "SELECT EXISTS (SELECT 1 FROM entities e WHERE e.id = ? AND e.kind <> ''"
        " AND NOT EXISTS (SELECT 1 FROM choices c WHERE c.field = ? AND c.name = e.kind))",
        (id_, ENTITY_KIND),
    ).fetchone()
    return not row[0]


def with_values(connection: sqlite3.Connection, kind: Kind, first: int, last: int) -> list[str]:
    """Return the ids of a range of rows that may no longer fit."""
    if kind not in _TELLING:
        return []
    where = " AND fields <> ?" if kind is ANNOTATION else ""
    values = (first, last, NO_FIELDS) if where else (first, last)
    found = connection.execute(f"SELECT id FROM {kind.table} WHERE number BETWEEN ? AND ?{where}", values)
    return [row[0] for row in found]
