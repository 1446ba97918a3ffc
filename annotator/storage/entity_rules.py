"""What an entity needs: a name, and no merging in a circle."""

import sqlite3

from annotator.core.errors import InvalidValue, NotFound
from annotator.core.model import Entity


def check_entity(connection: sqlite3.Connection, entity: Entity) -> None:
    """Refuse an entity without a name, or merged into one that is missing or was merged into it.

    Raises:
        InvalidValue: if it has no name, or would stand for itself in a circle.
        NotFound: if what it is merged into is not there.
    """
    if not entity.name.strip():
        raise InvalidValue("An entity needs a name; nothing was saved.")
    if not entity.merged_into:
        return
    found = connection.execute("SELECT 1 FROM entities WHERE id = ?", (entity.merged_into,)).fetchone()
    if found is None and entity.merged_into != entity.id:
        raise NotFound(f"The entity that “{entity.name}” is to be merged into is no longer there.")
    if leads_to(connection, entity.merged_into, entity.id):
        raise InvalidValue(
            f"“{entity.name}” cannot be merged with what was merged into it; nothing was saved."
        )


def leads_to(connection: sqlite3.Connection, start: str, end: str) -> bool:
    """Say whether an entity is another, or was merged into it through any number of others."""
    row = connection.execute(
        "WITH RECURSIVE up (id) AS (SELECT :start UNION SELECT e.merged_into FROM up"
        " JOIN entities e ON e.id = up.id WHERE e.merged_into IS NOT NULL)"
        " SELECT EXISTS (SELECT 1 FROM up WHERE id = :end)",
        {"start": start, "end": end},
    ).fetchone()
    return bool(row[0])


def in_circle(connection: sqlite3.Connection, entity_id: str) -> bool:
    """Say whether an entity was merged, through others, into itself."""
    row = connection.execute("SELECT merged_into FROM entities WHERE id = ?", (entity_id,)).fetchone()
    return row is not None and row[0] is not None and leads_to(connection, row[0], entity_id)
