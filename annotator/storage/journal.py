"""The journal: what every act did, so that it can be undone, redone, and read as history."""

import json
import sqlite3
import zlib
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from annotator.storage.kind import Image, Value

OPEN = 0
"""`Act.undone`: done, and can be undone."""
UNDONE = 1
"""`Act.undone`: undone, and can be redone."""
CLOSED = 2
"""`Act.undone`: can be neither any more."""

_ACT_COLUMNS = "seq, at, annotator_id, verb, subject, article_id, kind, target, undone"

MARKING = frozenset({"mark", "mark all mentions"})
"""Verbs of the acts that bring an article to in progress."""

_BLOCK = 1 << 16

_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


@dataclass(frozen=True, slots=True)
class Act:
    """One row of the journal: something that was done, undone or redone."""

    seq: int
    """Its number; 0 if there was nothing to change and nothing was written."""
    at: str
    annotator_id: str
    verb: str
    subject: str
    article_id: str
    kind: str = "do"
    """``do``, ``undo`` or ``redo``; the latter two carry the verb of what they undo or redo."""
    target: int | None = None
    """The `seq` of the act that this one undoes or redoes."""
    undone: int = OPEN
    touched: tuple[tuple[str, str], ...] = ()
    """Kind and id of what was inserted, changed or removed; empty for acts read from the history."""
    bulk: bool = False
    """Annotations were inserted or removed in bulk, and `touched` does not list them."""

    def numbered(self, seq: int) -> "Act":
        """Return the act as the row ``seq`` of the journal."""
        return Act(
            *(seq, self.at, self.annotator_id, self.verb, self.subject, self.article_id, self.kind),
            *(self.target, self.undone, self.touched, self.bulk),
        )


class Change(NamedTuple):
    """One thing that an act inserted, changed or removed.

    Where a thing was changed, both images hold only the columns that differ, and the stamps.
    """

    kind: str
    id: str
    before: Image | None
    after: Image | None


@dataclass(slots=True)
class Inserted:
    """Rows that an act inserted in one go, recorded as the range of their numbers."""

    kind: str
    first: int
    last: int
    revisions: int
    """The sum of their revisions. Revisions only grow, so equal sums mean that none was touched."""


Entry = Change | Inserted


def dump(entries: Iterable[Entry]) -> str:
    """Return the text of the column ``changes``."""
    return _encode([_as_json(entry) for entry in entries])


def load(text: str) -> list[Entry]:
    """Return the entries in a text of the column ``changes``.

    Raises:
        ValueError: if it is not what `dump` makes.
    """
    entries: list[Entry] = []
    found = json.loads(text)
    if not isinstance(found, list):
        raise ValueError("not a list")
    for item in found:
        try:
            if "inserted" in item:
                first, last = item["inserted"]
                entries.append(Inserted(item["kind"], first, last, item["revisions"]))
            else:
                entries.append(Change(item["kind"], item["id"], item["before"], item["after"]))
        except (KeyError, TypeError) as error:
            raise ValueError(f"an entry of another form: {error}") from error
    return entries


def _as_json(entry: Entry) -> dict[str, object]:
    if isinstance(entry, Inserted):
        return {"kind": entry.kind, "inserted": [entry.first, entry.last], "revisions": entry.revisions}
    return {"kind": entry.kind, "id": entry.id, "before": entry.before, "after": entry.after}


class Packer:
    """Packs rows that are taken out in bulk, one after another: a line of compressed JSON each."""

    def __init__(self) -> None:
        self._press = zlib.compressobj(6)
        self._parts: list[bytes] = []
        self._empty = True

    def add(self, index: int, image: Image) -> None:
        """Add a row that the entry ``index`` of the act had inserted."""
        line = f"{index} {_encode(image)}\n"
        self._parts.append(self._press.compress(line.encode("utf-8")))
        self._empty = False

    def payload(self) -> bytes | None:
        """Return all that was packed; None if there was nothing."""
        if self._empty:
            return None
        return b"".join([*self._parts, self._press.flush()])


def unpack(payload: bytes, index: int | None = None) -> Iterator[Image]:
    """Yield the rows of one entry of the act, or of all, without ever holding all of them.

    Raises:
        ValueError, zlib.error: if the payload is damaged.
    """
    wanted = b"" if index is None else b"%d " % index
    press = zlib.decompressobj()
    rest = b""
    for start in range(0, len(payload), _BLOCK):
        *lines, rest = (rest + press.decompress(payload[start : start + _BLOCK])).split(b"\n")
        for line in lines:
            if line.startswith(wanted):
                yield json.loads(line.partition(b" ")[2])
    if rest or not press.eof:
        raise ValueError("the rows that were taken out are not whole")


def write(
    connection: sqlite3.Connection, act: Act, entries: Iterable[Entry], payload: bytes | None = None
) -> int:
    """Append a row and return its number."""
    cursor = connection.execute(
        "INSERT INTO journal"
        " (at, annotator_id, verb, subject, article_id, kind, target, undone, changes, payload)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            *(act.at, act.annotator_id, act.verb, act.subject, act.article_id),
            *(act.kind, act.target, act.undone, dump(entries), payload),
        ),
    )
    return cursor.lastrowid or 0


def close_undone(connection: sqlite3.Connection, annotator_id: str) -> None:
    """Make what the annotator has undone impossible to redo: something new was done."""
    connection.execute(
        "UPDATE journal SET undone = 2, payload = NULL WHERE annotator_id = ? AND undone = 1", (annotator_id,)
    )


def undoable(connection: sqlite3.Connection, annotator_id: str) -> Act | None:
    """Return the annotator's newest act that is not undone.

    It is older than all that are undone; starting below those keeps a long row of undos quick.
    """
    return _first(
        connection,
        f"SELECT {_ACT_COLUMNS} FROM journal WHERE annotator_id = :annotator AND kind = 'do' AND undone = 0"
        " AND seq < coalesce("
        "(SELECT min(seq) FROM journal WHERE annotator_id = :annotator AND undone = 1), 9223372036854775807)"
        " ORDER BY seq DESC LIMIT 1",
        annotator_id,
    )


def redoable(connection: sqlite3.Connection, annotator_id: str) -> Act | None:
    """Return the act that the annotator undid last, if nothing new was done since."""
    return _first(
        connection,
        f"SELECT {_ACT_COLUMNS} FROM journal WHERE annotator_id = :annotator AND undone = 1"
        " ORDER BY seq LIMIT 1",
        annotator_id,
    )


def history(connection: sqlite3.Connection, *, limit: int, before: int | None, article_id: str) -> list[Act]:
    """Return acts, the newest first: those before ``before``, those in one article."""
    wanted = ["1"]
    values: list[Value] = []
    if before is not None:
        wanted.append("seq < ?")
        values.append(before)
    if article_id:
        wanted.append("article_id = ?")
        values.append(article_id)
    rows = connection.execute(
        f"SELECT {_ACT_COLUMNS} FROM journal WHERE {' AND '.join(wanted)} ORDER BY seq DESC LIMIT ?",
        (*values, limit),
    )
    return [Act(*row) for row in rows]


def changes(connection: sqlite3.Connection, seq: int) -> tuple[str, bytes | None]:
    """Return the columns ``changes`` and ``payload`` of a row."""
    row = connection.execute("SELECT changes, payload FROM journal WHERE seq = ?", (seq,)).fetchone()
    return row if row else ("[]", None)


def last_change_by_another(
    connection: sqlite3.Connection, annotator_id: str, id_: str, since: int
) -> str | None:
    """Return the name of whoever else last touched the thing ``id_`` after the act ``since``."""
    row = connection.execute(
        "SELECT a.name FROM journal j JOIN annotators a ON a.id = j.annotator_id"
        " LEFT JOIN journal t ON t.seq = j.target"
        " WHERE j.seq > ? AND j.annotator_id <> ? AND (instr(j.changes, ?) OR instr(t.changes, ?))"
        " ORDER BY j.seq DESC LIMIT 1",
        (since, annotator_id, id_, id_),
    ).fetchone()
    return row[0] if row else None


def marked_by_another(connection: sqlite3.Connection, annotator_id: str, article_id: str, since: int) -> bool:
    """Say whether somebody else made a mark in an article after the act ``since``, which still stands."""
    row = connection.execute(
        "SELECT EXISTS (SELECT 1 FROM journal WHERE seq > :since AND annotator_id <> :annotator"
        " AND verb IN ('mark', 'mark all mentions') AND kind = 'do' AND undone = 0"
        " AND (article_id = :article OR article_id = '' AND instr(changes, :article)))",
        {"since": since, "annotator": annotator_id, "article": article_id},
    ).fetchone()
    return bool(row[0])


def later_change(connection: sqlite3.Connection, since: int, kind: str, ids: Container[str]) -> str | None:
    """Return the name of whoever changed one of some things in an act after ``since`` that still stands."""
    found = connection.execute(
        "SELECT a.name, j.changes FROM journal j JOIN annotators a ON a.id = j.annotator_id"
        " WHERE j.seq > ? AND j.kind = 'do' AND j.undone = 0 ORDER BY j.seq DESC",
        (since,),
    )
    for name, text in found:
        for entry in load(text):
            if isinstance(entry, Change) and entry.kind == kind and entry.id in ids:
                return str(name)
    return None


def _first(connection: sqlite3.Connection, sql: str, annotator_id: str) -> Act | None:
    row = connection.execute(sql, {"annotator": annotator_id}).fetchone()
    return Act(*row) if row else None
