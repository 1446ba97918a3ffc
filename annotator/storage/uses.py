"""Who uses something, so that it cannot go away under them."""

import sqlite3

from annotator.core.errors import NotAllowed
from annotator.storage.codebook_rows import ENTITY_KIND
from annotator.storage.kind import Image, Kind
from annotator.storage.review_rows import COMMENT, DECISION, READING
from annotator.storage.rows import CHOICE, ENTITY, FIELD, LAYER

_IN_ARTICLES = (READING, DECISION, COMMENT)
_FIELDS = "CASE WHEN json_valid(n.fields) THEN n.fields ELSE '{}' END"
_USERS = {
    ENTITY.name: (
        "SELECT annotator_id FROM links WHERE entity_id = :id"
        " UNION ALL SELECT annotator_id FROM entities WHERE merged_into = :id"
    ),
    LAYER.name: "SELECT annotator_id FROM annotations WHERE layer = :id",
    FIELD.name: (
        "SELECT annotator_id FROM annotations n WHERE layer = :layer"
        f" AND json_type({_FIELDS}, :path) NOT NULL"
        " UNION ALL SELECT n.annotator_id FROM annotations n JOIN links l ON l.annotation_id = n.id"
        " WHERE n.layer = :layer AND l.field = :field"
    ),
    CHOICE.name: (
        f"SELECT n.annotator_id FROM annotations n JOIN json_each({_FIELDS}, :path) v"
        " WHERE n.layer = :layer AND v.value = :value"
        " AND EXISTS (SELECT 1 FROM fields WHERE id = :owner AND type IN ('choice', 'choices'))"
    ),
    ENTITY_KIND: "SELECT annotator_id FROM entities WHERE kind = :value",
}


def user_of(connection: sqlite3.Connection, kind: Kind, present: Image, but: str = "") -> str | None:
    """Return the name of somebody who uses an entity or a row of the codebook; None if nobody does.

    ``but`` is the id of an annotator who does not count.
    """
    place = present["field"] if kind is CHOICE else present["id"]
    layer, _, field = str(place).partition(".")
    users = _USERS[ENTITY_KIND if (kind, place) == (CHOICE, ENTITY_KIND) else kind.name]
    row = connection.execute(
        f"SELECT name FROM annotators WHERE id <> :but AND id IN ({users}) ORDER BY name LIMIT 1",
        {
            **{"id": present["id"], "layer": layer, "field": field, "path": f'$."{field}"', "but": but},
            **{"value": present.get("name"), "owner": place},
        },
    ).fetchone()
    return str(row[0]) if row else None


def refuse_annotated(connection: sqlite3.Connection, article_id: str, title: str) -> None:
    """Refuse to remove an article that has annotations.

    Raises:
        NotAllowed: if it has, naming whose.
    """
    rows = connection.execute(
        "SELECT DISTINCT a.name FROM annotations n JOIN annotators a ON a.id = n.annotator_id"
        " WHERE n.article_id = ? ORDER BY a.name",
        (article_id,),
    ).fetchall()
    if rows:
        names = ", ".join(row[0] for row in rows)
        raise NotAllowed(
            f"“{title}” has annotations by {names}, so it cannot be removed. Nothing was changed."
        )


def refuse_others(connection: sqlite3.Connection, article_id: str, title: str, annotator_id: str) -> None:
    """Refuse to remove an article in which somebody else has decided, commented or read.

    Raises:
        NotAllowed: if somebody has, naming who.
    """
    tables = " UNION ".join(
        f"SELECT annotator_id FROM {kind.table} WHERE article_id = :id" for kind in _IN_ARTICLES
    )
    rows = connection.execute(
        f"SELECT name FROM annotators WHERE id <> :but AND id IN ({tables}) ORDER BY name",
        {"id": article_id, "but": annotator_id},
    ).fetchall()
    if rows:
        names = ", ".join(row[0] for row in rows)
        raise NotAllowed(
            f"“{title}” has decisions, comments or readings by {names}, so it cannot be removed."
            " Nothing was changed."
        )


def reviews_in(connection: sqlite3.Connection, article_id: str) -> list[tuple[str, str]]:
    """Return kind and id of everything that reviewers and readers have said in an article."""
    return [
        (kind.name, row[0])
        for kind in _IN_ARTICLES
        for row in connection.execute(f"SELECT id FROM {kind.table} WHERE article_id = ?", (article_id,))
    ]


def name_of(connection: sqlite3.Connection, annotator_id: str) -> str:
    """Return an annotator's name for a sentence."""
    row = connection.execute("SELECT name FROM annotators WHERE id = ?", (annotator_id,)).fetchone()
    return str(row[0]) if row else "somebody else"
