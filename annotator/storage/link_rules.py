"""What a link may be of, and what it may point to."""

import sqlite3
from collections.abc import Mapping

from annotator.core.codebook import ACTOR, DATE, ENTITY, SPEAKER, UNATTRIBUTED, Field, FieldType, Layer
from annotator.core.errors import InvalidValue, NotAllowed, NotFound
from annotator.core.model import Link

TARGETS = {FieldType.ENTITY: ACTOR, FieldType.DATE: DATE}
"""The layer whose annotations a linking field can point to."""


def check_link(connection: sqlite3.Connection, layers: Mapping[str, Layer], link: Link) -> None:
    """Refuse a link that is of no field that links, or points to what cannot be meant.

    Raises:
        InvalidValue: if its field is none that links, or it points to nothing, or to several things,
            or to something that its field does not take.
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
    if link.target_id == link.annotation_id:
        raise InvalidValue(f"“{field.title}” points to another annotation; nothing was saved.")
    target_layer = ""
    if link.target_id:
        where, target_layer, _ = _annotation(connection, link.target_id)
        if where != article_id:
            raise InvalidValue(
                f"“{field.title}” points to another annotation of the same article; nothing was saved."
            )
    reason = unfit(layer_id, field, link, target_layer)
    if reason is not None:
        raise InvalidValue(f"“{field.title}” {reason}; nothing was saved.")
    if link.entity_id and not _is_there(connection, link.entity_id):
        raise NotFound("The entity that was chosen is no longer in the project; nothing was saved.")


def unfit(layer_id: str, field: Field, link: Link, target_layer: str) -> str | None:
    """Say what a field takes instead of what a link of it points to; None if it takes that.

    ``target_layer`` is the layer of the annotation that the link points to, if it points to one.
    """
    if (layer_id, field.id) == (ACTOR, ENTITY):
        return None if link.entity_id else "takes an entity"
    if link.target_id and target_layer != TARGETS.get(field.type):
        return "takes a marked date" if field.type is FieldType.DATE else "takes a marked actor"
    if link.entity_id and field.type is FieldType.DATE:
        return "takes a date, not an entity"
    if link.value and field.type is FieldType.ENTITY and (field.id, link.value) != (SPEAKER, UNATTRIBUTED):
        return "takes an actor or an entity, not a text"
    return None


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
