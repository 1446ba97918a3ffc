"""What only tables need to read: how many links there are."""

import json
import sqlite3

from annotator.storage.queries import AnnotationFilter


def count_links(connection: sqlite3.Connection, wanted: AnnotationFilter) -> int:
    """Return how many links the annotations have that the filter lets through."""
    parts = ["1"]
    values: list[str] = []
    for column, chosen in (
        ("article_id", wanted.article_ids),
        ("layer", wanted.layers),
        ("annotator_id", wanted.annotator_ids),
        ("id", wanted.ids),
    ):
        if chosen is not None:
            parts.append(f"n.{column} IN (SELECT value FROM json_each(?))")
            values.append(json.dumps(sorted(chosen)))
    if wanted.ids is None:
        parts.append("n.copy_of = ''")
    sql = "SELECT count(*) FROM links l JOIN annotations n ON n.id = l.annotation_id WHERE "
    return int(connection.execute(sql + " AND ".join(parts), values).fetchone()[0])
