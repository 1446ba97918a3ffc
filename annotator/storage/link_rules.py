"""What a link may be of, and what it may point to."""

import sqlite3
from collections.abc import Mapping

from annotator.core.codebook import Layer
from annotator.core.errors import InvalidValue, NotAllowed, NotFound
from annotator.core.model import Link


def check_link(connection: sqlite3.Connection, layers: Mapping[str, Layer], link: Link) -> None:
    """Refuse a link that is of no field that links, or points to what cannot be meant.

    Raises:
        InvalidValue: if its field is none that links, or it points to nothing, or to several things.
        NotAllowed: if it is not by whoever made its annotation.
        NotFound: if its annotation, or what it points to, is not there.
    """
    article_id, layer_id, annotator_id = _annotation(connection, link.annotation_id)
    layer = layers.get(layer_id)
    field = layer.field(link.field) if layer else None
    if field is None or not field.linking:
        raise InvalidValue(f"There is no field “{link.field}” for links here; nothing was saved.")
    if annotator_id != link.annotator_id:
        raise NotAllowed("A link is made by whoever made its annotation; nothing was saved.")
    if bool(link.target_id) + bool(link.entity_id) + bool(link.value) != 1:
        raise InvalidValue(f"A link of “{field.title}” points to exactly one thing; nothing was saved.")
    if link.target_id:
        where, _, _ = _annotation(connection, link.target_id)
        if where != article_id or link.target_id == link.annotation_id:
            raise InvalidValue(
                f"“{field.title}” points to another annotation of the same article; nothing was saved."
            )
    if link.entity_id and not _is_there(connection, link.entity_id):
        raise NotFound("The entity that was chosen is no longer in the project; nothing was saved.")


def _annotation(connection: sqlite3.Connection, id_: str) -> tuple[str, str, str]:
    row = connection.execute(
        "SELECT article_id, layer, annotator_id FROM annotations WHERE id = ?", (id_,)
    ).fetchone()
    if row is None:
        raise NotFound(f"There is no annotation with the id {id_} (any more).")
    return str(row[0]), str(row[1]), str(row[2])


def _is_there(connection: sqlite3.Connection, entity_id: str) -> bool:
    found = connection.execute("SELECT EXISTS (SELECT 1 FROM entities WHERE id = ?)", (entity_id,)).fetchone()
    return bool(found[0])
