"""What happens to the links of an annotation that is removed, or changes its layer."""

import sqlite3
from collections.abc import Container
from dataclasses import replace
from typing import Protocol

from annotator.core.codebook import ENTITY as MENTIONED
from annotator.core.errors import NotAllowed
from annotator.core.model import Link
from annotator.storage import queries
from annotator.storage.rows import LINK
from annotator.storage.uses import name_of


class Changes(Protocol):
    """The part of a transaction that is needed here."""

    def update(self, thing: Link) -> int:
        """Write a changed link."""

    def remove(self, kind_name: str, id_: str) -> None:
        """Remove a link."""


def let_go(
    changes: Changes,
    connection: sqlite3.Connection,
    annotation_id: str,
    annotator_id: str,
    kept: Container[str] = (),
) -> None:
    """Remove an annotation's links but those of the fields ``kept``, and turn away those that point to it.

    What pointed to it points to the entity that it mentioned, if it did, and goes otherwise.

    Raises:
        NotAllowed: if somebody else's annotation points to it.
    """
    entity_id = ""
    for link in queries.links_where(connection, "annotation_id", annotation_id):
        if link.field == MENTIONED:
            entity_id = link.entity_id
        if link.field not in kept:
            changes.remove(LINK.name, link.id)
    while pointing := queries.links_where(connection, "target_id", annotation_id):
        _turn_away(changes, connection, pointing[0], annotator_id, entity_id)


def _turn_away(
    changes: Changes, connection: sqlite3.Connection, link: Link, annotator_id: str, entity_id: str
) -> None:
    if link.annotator_id != annotator_id:
        raise NotAllowed(
            f"An annotation by {name_of(connection, link.annotator_id)} points to this one, so it has to stay"
            " what it is. Nothing was changed."
        )
    found = queries.links_where(connection, "annotation_id", link.annotation_id)
    others = [one for one in found if one.field == link.field and one.id != link.id]
    if entity_id and all(one.entity_id != entity_id for one in others):
        changes.update(replace(link, target_id="", entity_id=entity_id))
        return
    changes.remove(LINK.name, link.id)
    for position, one in enumerate(others, 1):
        changes.update(replace(one, position=position))
