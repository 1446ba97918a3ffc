"""What colleagues' files bring, written into the project in one act.

Everything was worked out and checked before; here rows of all authors are written exactly as they
are to be, with the revisions that they have, so that the same file means the same everywhere.
"""

import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Protocol

from annotator.core.codebook import Codebook
from annotator.core.errors import NotAllowed
from annotator.core.review import Intake
from annotator.storage import bulk
from annotator.storage.journal import Change, Entry
from annotator.storage.kind import Image, Kind, Row
from annotator.storage.review_rows import ASSIGNMENT, COMMENT, DECISION, INTAKE, READING, TOMBSTONE
from annotator.storage.rows import ANNOTATION, ANNOTATOR, ARTICLE, CONFLICT, ENTITY, LINK, fetch_all

VERB = "take in"
"""The verb of these acts in the journal; undo puts everything back exactly as it was."""

_PARTS = (ENTITY, ANNOTATION, LINK, READING, DECISION, COMMENT, ASSIGNMENT)
MERGED = _PARTS
"""The kinds whose rows are joined by id and revision, those first that others refer to."""

Rows = dict[str, Row | None]
"""Rows of a kind as they are to be, in the order of its columns, by id; None for one that goes."""


@dataclass(slots=True)
class Plan:
    """What is to be written, and on what state of the project that was worked out."""

    seq: int = 0
    """The newest entry of the journal when the plan was made."""
    rows: dict[Kind, Rows] = field(default_factory=dict)
    """Rows that differ from those that the project has."""
    texts: dict[str, str] = field(default_factory=dict)
    """The texts of the new articles, by their hashes."""
    book: Codebook | None = None
    """The codebook with what it lacked; None if it lacked nothing."""
    intakes: list[Intake] = field(default_factory=list)
    """The files, those that were not taken in before."""

    @property
    def is_empty(self) -> bool:
        """Say whether there is nothing to write."""
        return not (self.book or self.intakes or any(self.rows.values()))


class Ours:
    """The rows of an open project by id, as they are in the file."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    @cached_property
    def _removed(self) -> frozenset[str]:
        """The ids of all tombstones: most rows have none, and are asked about all the same."""
        return frozenset(str(row[0]) for row in self.all_rows(TOMBSTONE))

    def newest_act(self) -> int:
        """Return the number of the newest entry of the journal."""
        return _newest_act(self._connection)

    def row(self, kind: Kind, id_: str) -> Row | None:
        """Return a row in the order of its kind's columns."""
        if kind is TOMBSTONE and id_ not in self._removed:
            return None
        found = fetch_all(self._connection, f"{kind.select_sql} WHERE id = ?", (id_,))
        return found[0][int(kind.numbered) :] if found else None

    def rows_where(self, kind: Kind, column: str, value: str) -> list[Row]:
        """Return the rows of a kind with this value in a column, by id."""
        found = fetch_all(self._connection, f"{kind.select_sql} WHERE {column} = ? ORDER BY id", (value,))
        return [row[int(kind.numbered) :] for row in found]

    def all_rows(self, kind: Kind) -> Iterator[Row]:
        """Yield all rows of a kind."""
        for row in fetch_all(self._connection, kind.select_sql):
            yield row[int(kind.numbered) :]


class Changes(Protocol):
    """The part of a transaction that is needed here."""

    at: str

    def put_codebook(self, book: Codebook) -> None:
        """Make ``book`` the project's codebook."""


def write(connection: sqlite3.Connection, changes: Changes, plan: Plan) -> list[Entry]:
    """Write a plan into the open transaction and return the entries for its journal.

    What others refer to comes first and goes last, so that going through the entries backwards
    undoes it.

    Raises:
        NotAllowed: if the project is not any more as it was when the plan was made.
    """
    if plan.seq != _newest_act(connection):
        raise NotAllowed(
            "The project was changed since these files were looked at. Nothing was taken in; look at them"
            " again."
        )
    entries: list[Entry] = []
    entries += _write_few(connection, ANNOTATOR, plan.rows.get(ANNOTATOR, {}))
    if plan.book is not None:
        changes.put_codebook(plan.book)  # which notes its own entries
    bulk.insert_texts(connection, list(plan.texts.items()))
    entries += _insert_many(connection, ARTICLE, plan.rows.get(ARTICLE, {}))
    for kind in _PARTS:
        entries += _insert_many(connection, kind, plan.rows.get(kind, {}))
    for kind in _PARTS:
        entries += _update(connection, kind, plan.rows.get(kind, {}))
    for kind in reversed(_PARTS):
        entries += _remove(connection, kind, plan.rows.get(kind, {}))
    entries += _write_few(connection, TOMBSTONE, plan.rows.get(TOMBSTONE, {}))
    entries += _write_few(connection, CONFLICT, plan.rows.get(CONFLICT, {}))
    for intake in plan.intakes:
        stamped = replace(intake, created_at=changes.at, updated_at=changes.at)
        entries += _write_few(connection, INTAKE, {intake.id: INTAKE.values(stamped)})
    return entries


def _newest_act(connection: sqlite3.Connection) -> int:
    """Return the number of the newest entry, but for the one that only says who annotates."""
    row = connection.execute(
        "SELECT seq FROM journal WHERE verb <> 'add annotator' ORDER BY seq DESC LIMIT 1"
    ).fetchone()
    return int(row[0]) if row else 0


def _present(connection: sqlite3.Connection, kind: Kind, id_: str) -> Image | None:
    found = fetch_all(connection, f"{kind.select_sql} WHERE id = ?", (id_,))
    if not found:
        return None
    return dict(zip(("number", *kind.columns) if kind.numbered else kind.columns, found[0], strict=True))


def _insert_many(connection: sqlite3.Connection, kind: Kind, rows: Mapping[str, Row | None]) -> list[Entry]:
    new = [row for id_, row in rows.items() if row is not None and _present(connection, kind, id_) is None]
    if not new:
        return []
    ordered = list(_merged_last(new)) if kind is ENTITY else new
    return [bulk.insert(connection, kind, ordered, len(ordered), revive=False)]


def _update(connection: sqlite3.Connection, kind: Kind, rows: Mapping[str, Row | None]) -> Iterator[Change]:
    for id_, row in rows.items():
        present = _present(connection, kind, id_) if row is not None else None
        if row is None or present is None:
            continue
        after = {name: value for name, value in kind.image(row).items() if present[name] != value}
        if after:
            settings = ", ".join(f'"{name}" = ?' for name in after)
            connection.execute(f"UPDATE {kind.table} SET {settings} WHERE id = ?", (*after.values(), id_))
            yield Change(kind.name, id_, {name: present[name] for name in after}, after)


def _remove(connection: sqlite3.Connection, kind: Kind, rows: Mapping[str, Row | None]) -> list[Change]:
    going = []
    for id_, row in rows.items():
        present = _present(connection, kind, id_) if row is None else None
        if present is not None:
            going.append(present)
    if kind is ENTITY:
        columns = [tuple(image[name] for name in kind.columns) for image in going]
        order = {str(row[0]): place for place, row in enumerate(_merged_last(columns))}
        going.sort(key=lambda image: -order[str(image["id"])])
    connection.executemany(f"DELETE FROM {kind.table} WHERE id = ?", [(image["id"],) for image in going])
    return [Change(kind.name, str(image["id"]), image, None) for image in going]


def _write_few(
    connection: sqlite3.Connection, kind: Kind, rows: Mapping[str, Row | None]
) -> Iterator[Change]:
    for id_, row in rows.items():
        present = _present(connection, kind, id_)
        if row is None and present is not None:
            connection.execute(f"DELETE FROM {kind.table} WHERE id = ?", (id_,))
            yield Change(kind.name, id_, present, None)
        elif row is not None and present is None:
            connection.execute(kind.insert_sql, row)
            yield Change(kind.name, id_, None, kind.image(row))
    yield from _update(connection, kind, rows) if kind in (ANNOTATOR, TOMBSTONE) else ()


def _merged_last(rows: Iterable[Row]) -> Iterator[Row]:
    """Yield rows of entities, each after the one that it was merged into; a circle cannot come here."""
    place = ENTITY.columns.index("merged_into")
    left = {str(row[0]): row for row in rows}
    while left:
        ready = [row for row in left.values() if str(row[place] or "") not in left]
        if not ready:
            raise RuntimeError("entities merged in a circle")
        yield from ready
        for row in ready:
            del left[str(row[0])]
