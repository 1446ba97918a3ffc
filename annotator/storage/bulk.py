"""Many rows at once, with the search index brought up to date in one go.

FTS5 writes a small index of its own for every row that a trigger hands to it; for a hundred
thousand rows that takes ten times as long as handing them over together. So for many rows the
trigger is taken away and put back in the same transaction, and nobody else ever sees it gone.
"""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager

from annotator.storage.journal import Inserted
from annotator.storage.kind import Kind, Value
from annotator.storage.rows import ANNOTATION
from annotator.storage.schema import TRIGGERS

MANY = 50
"""From this number of rows on the search index is brought up to date in one go."""

_INDEXED = {"annotations": ("annotations_fts", "quote, note"), "texts": ("texts_fts", "text")}


def insert(
    connection: sqlite3.Connection,
    kind: Kind,
    rows: Iterable[tuple[Value, ...]],
    count: int,
    *,
    revive: bool = True,
) -> Inserted:
    """Insert ``count`` rows of a kind and return the range that they took.

    A row that was deleted before continues its revision, and its tombstone goes; not so without
    ``revive``, when the rows are to be exactly as they are given.
    """
    newest = f"SELECT coalesce(max(number), 0) FROM {kind.table}"
    first = connection.execute(newest).fetchone()[0] + 1
    with _indexed_together(connection, kind.table, first, count):
        connection.executemany(kind.insert_sql, rows)
    last = connection.execute(newest).fetchone()[0]
    if revive:
        _revive(connection, kind, (first, last))
    total = f"SELECT coalesce(sum(revision), 0) FROM {kind.table} WHERE number BETWEEN ? AND ?"
    revisions = connection.execute(total, (first, last)).fetchone()[0]
    return Inserted(kind.name, first, last, revisions)


def insert_texts(connection: sqlite3.Connection, texts: Sequence[tuple[str, str]]) -> None:
    """Insert texts with their hashes; those that are there already are passed over."""
    first = connection.execute("SELECT coalesce(max(number), 0) FROM texts").fetchone()[0] + 1
    with _indexed_together(connection, "texts", first, len(texts)):
        connection.executemany(
            "INSERT INTO texts (sha256, text) VALUES (?, ?) ON CONFLICT (sha256) DO NOTHING", texts
        )


def remove(connection: sqlite3.Connection, kind: Kind, first: int, last: int) -> None:
    """Delete a range of rows; tombstones are the caller's business."""
    span = (first, last)
    statement = f"DELETE FROM {kind.table} WHERE number BETWEEN ? AND ?"
    if kind is not ANNOTATION or last - first < MANY:
        connection.execute(statement, span)
        return
    index, columns = _INDEXED[kind.table]
    with _without_trigger(connection, f"{index}_delete"):
        connection.execute(
            f"INSERT INTO {index} ({index}, rowid, {columns}) SELECT 'delete', number, {columns}"
            f" FROM {kind.table} WHERE number BETWEEN ? AND ?",
            span,
        )
        connection.execute(statement, span)


def _revive(connection: sqlite3.Connection, kind: Kind, span: tuple[int, int]) -> None:
    """Let rows that have a tombstone go on from its revision, and take the tombstones away."""
    if not connection.execute("SELECT EXISTS (SELECT 1 FROM tombstones)").fetchone()[0]:
        return
    connection.execute(
        f"UPDATE {kind.table} SET revision = 1 + max({kind.table}.revision, t.revision) FROM tombstones t"
        f" WHERE t.id = {kind.table}.id AND {kind.table}.number BETWEEN ? AND ?",
        span,
    )
    connection.execute(
        f"DELETE FROM tombstones WHERE id IN (SELECT id FROM {kind.table} WHERE number BETWEEN ? AND ?)", span
    )


@contextmanager
def _indexed_together(connection: sqlite3.Connection, table: str, first: int, count: int) -> Iterator[None]:
    if table not in _INDEXED or count < MANY:
        yield
        return
    index, columns = _INDEXED[table]
    with _without_trigger(connection, f"{index}_insert"):
        yield
        connection.execute(
            f"INSERT INTO {index} (rowid, {columns}) SELECT number, {columns} FROM {table} WHERE number >= ?",
            (first,),
        )


@contextmanager
def _without_trigger(connection: sqlite3.Connection, name: str) -> Iterator[None]:
    """Take a trigger away and put it back; if the block fails, the roll-back puts it back."""
    connection.execute(f"DROP TRIGGER {name}")
    yield
    connection.execute(TRIGGERS[name])
