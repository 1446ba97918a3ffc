"""A project as it was at an earlier moment: a copy on which the journal is taken back, newest first.

The project itself is only read. Rows come back with what they said then. Their ``number`` may be
another where an act was undone and done again, and so may the revision of what was undone.
"""

import sqlite3
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from annotator.core.errors import ProjectReadOnly
from annotator.storage import bulk, journal
from annotator.storage.connecting import connect, trust_schema
from annotator.storage.copying import Step, backup, no_step
from annotator.storage.journal import Act, Change, Entry, Inserted
from annotator.storage.kind import Image, Kind, Value
from annotator.storage.refusals import refusals
from annotator.storage.rows import ANNOTATOR, ARTICLE, KINDS, STAMPS, fetch_all
from annotator.storage.schema import STATEMENTS, difference, schema_made_by
from annotator.storage.taking_in import VERB as TAKING_IN

_ZONE = 1 << 40
"""Numbers from here on go to rows whose own is not known, so that they never take another's."""

_LARGEST = 1 << 63

_ACT = "seq, at, annotator_id, verb, subject, article_id, kind, target, undone"


@dataclass(slots=True)
class Rewound:
    """What could not be brought back while a copy was taken back to a moment."""

    lost: list[Act] = field(default_factory=list)
    """Acts that inserted many rows and were undone for good: those rows are nowhere any more."""
    unreadable: list[Act] = field(default_factory=list)
    """Acts whose entry in the journal cannot be read; what they changed is as it is now."""
    differing: int = 0
    """Things that were not as the journal says that they were."""

    @property
    def whole(self) -> bool:
        """Say whether everything is as it was."""
        return not (self.lost or self.unreadable or self.differing)


def copy_as_of(connection: sqlite3.Connection, target: Path, seq: int, step: Step = no_step) -> Rewound:
    """Write a copy of an open project as it was after the entry ``seq`` of its journal.

    ``target`` is a new file in a folder of our own; 0 is the moment before the first entry.

    Raises:
        ProjectReadOnly: if the file holds tables or triggers of somebody else's making.
        StorageFull, OutputRefused: if the copy cannot be written.
    """
    with refusals(target, saving=True):
        if difference(connection, schema_made_by(STATEMENTS)).unknown:
            raise ProjectReadOnly(
                "This file holds tables or triggers that are not Annotator’s, so how it was earlier is not"
                " worked out. Nothing was changed."
            )
        backup(connection, target)
        copy = connect(target, "rw")
        try:
            trust_schema(copy)
            for setting in ("foreign_keys = OFF", "journal_mode = MEMORY", "synchronous = OFF"):
                copy.execute(f"PRAGMA {setting}")
            return _Rewinding(copy).back_to(seq, step)
        finally:
            copy.close()


def moment_of(connection: sqlite3.Connection, at: str) -> int:
    """Return the number of the newest entry made at or before a moment; 0 if there is none.

    ``at`` is in UTC, in the form of `core.ids.now`.
    """
    row = connection.execute("SELECT coalesce(max(seq), 0) FROM journal WHERE at <= ?", (at,)).fetchone()
    return int(row[0])


def sound(entries: list[Entry]) -> list[Entry]:
    """Return entries of the journal if they are such as this program writes.

    Raises:
        ValueError: if one is of no kind that is known, or holds what no column takes.
    """
    for entry in entries:
        fine = _are(str, entry.kind) and entry.kind in KINDS
        if isinstance(entry, Inserted):
            fine = fine and _are(int, entry.first, entry.last)
        else:
            fine = fine and _are(str, entry.id) and _is_image(entry.before) and _is_image(entry.after)
        if not fine:
            raise ValueError("an entry of another form")
    return entries


def _are(kind: type, *values: object) -> bool:
    return all(isinstance(value, kind) for value in values)


def _is_image(image: object) -> bool:
    if not isinstance(image, dict):
        return image is None
    return all(isinstance(value, str | int | None) for value in image.values()) and all(
        -_LARGEST <= value < _LARGEST for value in image.values() if isinstance(value, int)
    )


class _Rewinding:
    """Takes the entries of a journal back on a copy, one after another."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._found = Rewound()
        self._ranges: dict[tuple[int, int], Inserted] = {}
        """Where rows of a bulk act are, if not where its entry says."""
        self._numbers: dict[tuple[str, str], int] = {}
        """The numbers that rows had when they were taken out one by one, by table and id."""
        self._stashed: set[tuple[int, int]] = set()
        self._missing: set[tuple[int, int]] = set()

    def back_to(self, seq: int, step: Step) -> Rewound:
        """Take back all that came after ``seq``, and the entries themselves."""
        rows = self._connection.execute(f"SELECT {_ACT} FROM journal WHERE seq > ? ORDER BY seq DESC", (seq,))
        acts = [Act(*row) for row in rows]
        self._connection.execute("BEGIN IMMEDIATE")
        for number, act in enumerate(acts):
            step(number, len(acts))
            self._take_back(act)
        if not self._found.whole:
            self._drop_dangling()
        self._forget(seq, {act.target for act in acts if act.target is not None and act.target <= seq})
        self._connection.execute("COMMIT")
        for table in self._tables("temp.sqlite_schema"):
            self._connection.execute(f"DROP TABLE temp.{table}")
        return self._found

    def _tables(self, schema: str) -> list[str]:
        rows = self._connection.execute(f"SELECT name FROM {schema} WHERE name LIKE 'stash_%'").fetchall()
        return [str(name) for (name,) in rows]

    def _take_back(self, act: Act) -> None:
        owner = act if act.target is None else self._act(act.target)
        text, payload = journal.changes(self._connection, owner.seq)
        try:
            entries = sound(journal.load(text))
        except (ValueError, RecursionError):
            if owner not in self._found.unreadable:
                self._found.unreadable.append(owner)
            return
        steps = list(enumerate(entries))
        for index, entry in steps if act.kind == "undo" else reversed(steps):
            if isinstance(entry, Change):
                self._write(act, entry)
            elif act.kind == "undo":
                self._put_back(owner, index, entry, payload)
            else:
                self._take_out((owner.seq, index), entry)

    def _act(self, seq: int) -> Act:
        row = self._connection.execute(f"SELECT {_ACT} FROM journal WHERE seq = ?", (seq,)).fetchone()
        return Act(*row) if row else Act(seq, "", "", "", "", "")

    # --- single rows -------------------------------------------------------------------

    def _write(self, act: Act, change: Change) -> None:
        """Give a row the image that it had before ``act``."""
        kind = KINDS[change.kind]
        expect, want = change.after, change.before
        if act.kind == "undo":
            expect, want = want, expect
        if kind is ANNOTATOR and change.before is None and act.kind != "do":
            return  # who once took part stays known when that is undone
        present = self._present(kind, change.id)
        along = kind is ARTICLE and act.kind != "do" and act.verb in journal.MARKING
        if along and not (present and self._followed(act, change, present)):
            return
        if not _as_expected(present, expect):
            self._found.differing += not self._missing
        try:
            self._bring(kind, change.id, present, self._stamped(act, present, want))
        except sqlite3.IntegrityError:
            self._found.differing += 1
        if want is not None and expect is None and act.verb != TAKING_IN:
            self._connection.execute("DELETE FROM tombstones WHERE id = ?", (change.id,))

    def _stamped(self, act: Act, present: Image | None, want: Image | None) -> Image | None:
        """Return an image with the revision before an undo or redo, which added one."""
        if want is None or present is None or act.kind == "do" or act.verb == TAKING_IN:
            return want
        return want | {"revision": max(1, int(present.get("revision") or 1) - 1)}

    def _bring(self, kind: Kind, id_: str, present: Image | None, want: Image | None) -> None:
        table = kind.table
        if want is None:
            self._numbers[table, id_] = int((present or {}).get("number") or 0)
            self._connection.execute(f"DELETE FROM {table} WHERE id = ?", (id_,))
            return
        known = {"number", *kind.columns} if kind.numbered else set(kind.columns)
        image = {column: value for column, value in want.items() if column in known}
        if present is not None:
            image.pop("number", None)
            settings = ", ".join(f'"{column}" = ?' for column in image)
            self._connection.execute(f"UPDATE {table} SET {settings} WHERE id = ?", (*image.values(), id_))
        elif image.keys() >= {"id"}:
            number = self._numbers.get((table, id_), 0)
            if number >= _ZONE:  # it came back in bulk, and is to go with the others
                image["number"] = number
            elif kind.numbered and "number" not in image:
                image["number"] = self._next_number(kind)
            names = ", ".join(f'"{column}"' for column in image)
            marks = ", ".join("?" * len(image))
            values = tuple(image.values())
            self._connection.execute(f"INSERT INTO {table} ({names}) VALUES ({marks})", values)

    def _present(self, kind: Kind, id_: str) -> Image | None:
        rows = fetch_all(self._connection, f"{kind.select_sql} WHERE id = ?", (id_,))
        columns = ("number", *kind.columns) if kind.numbered else kind.columns
        return dict(zip(columns, rows[0], strict=True)) if rows else None

    def _next_number(self, kind: Kind) -> int:
        row = self._connection.execute(f"SELECT coalesce(max(number), 0) FROM {kind.table}").fetchone()
        return max(_ZONE, int(row[0]) + 1)

    # --- the status that goes along with a mark ------------------------------------------

    def _followed(self, act: Act, change: Change, present: Image) -> bool:
        """Say whether an undo or redo of a mark changed its article's status, too; see `undoing`.

        A status that merely is the same has another time, but for one case: what the undo had left as
        it was, since somebody else had marked there, the redo found as it wanted it.
        """
        left = change.before if act.kind == "undo" else change.after
        if left is None or any(present.get(name) != left.get(name) for name in ("status", "updated_at")):
            return False
        if act.kind == "undo":
            return True
        undo = self._connection.execute(
            "SELECT max(seq) FROM journal WHERE target = ? AND seq < ?", (act.target, act.seq)
        ).fetchone()[0]
        between = self._connection.execute(
            "SELECT changes FROM journal WHERE kind = 'do' AND seq > ? AND seq < ? AND instr(changes, ?)"
            " ORDER BY seq DESC",
            (undo, act.seq, change.id),
        )
        for (text,) in between:
            for other in _changes_of(text, ARTICLE, change.id):
                if other.after is not None and "status" in other.after:
                    return other.after["status"] == (change.before or {}).get("status")
        return not self._others_marked(act, change.id, int(undo or 0))

    def _others_marked(self, act: Act, article_id: str, at: int) -> bool:
        """Say what `journal.marked_by_another` said at the entry ``at`` of the act that was redone later."""
        verbs = tuple(sorted(journal.MARKING))
        row = self._connection.execute(
            "SELECT EXISTS (SELECT 1 FROM journal m WHERE m.seq > ? AND m.seq < ? AND m.annotator_id <> ?"
            f" AND m.kind = 'do' AND m.verb IN ({', '.join('?' * len(verbs))})"
            " AND (m.article_id = ? OR m.article_id = '' AND instr(m.changes, ?))"
            " AND coalesce((SELECT x.kind FROM journal x WHERE x.target = m.seq AND x.seq < ?"
            " ORDER BY x.seq DESC LIMIT 1), 'redo') <> 'undo')",
            (act.target, at, act.annotator_id, *verbs, article_id, article_id, at),
        ).fetchone()
        return bool(row[0])

    # --- many rows at once -------------------------------------------------------------

    def _take_out(self, key: tuple[int, int], entry: Inserted) -> None:
        """Take rows out that an act had inserted, and keep them: an older undo may need them again."""
        if key in self._missing:
            return
        kind = KINDS[entry.kind]
        span = self._ranges.get(key, entry)
        self._connection.execute(
            f"CREATE TEMP TABLE IF NOT EXISTS {_stash(key)} AS SELECT * FROM {kind.table} WHERE 0"
        )
        self._connection.execute(f"DELETE FROM {_stash(key)}")
        self._connection.execute(
            f"INSERT INTO {_stash(key)} SELECT * FROM {kind.table} WHERE number BETWEEN ? AND ?"
            " ORDER BY number",
            (span.first, span.last),
        )
        self._stashed.add(key)
        bulk.remove(self._connection, kind, span.first, span.last)

    def _put_back(self, owner: Act, index: int, entry: Inserted, payload: bytes | None) -> None:
        key = (owner.seq, index)
        kind = KINDS[entry.kind]
        numbered = replace(kind, columns=("number", *kind.columns))
        count = entry.last - entry.first + 1
        rows = self._kept(key, kind) if key in self._stashed else _unpacked(payload, index, kind)
        first = self._next_number(kind)
        everything = ((number, *row) for number, row in enumerate(rows, first))
        self._connection.execute("SAVEPOINT many")
        try:
            if key not in self._stashed and payload is None:
                raise ValueError("the rows are gone")
            bulk.insert(self._connection, numbered, everything, count, revive=False)
        except (ValueError, LookupError, TypeError, zlib.error, sqlite3.IntegrityError):
            self._connection.execute("ROLLBACK TO many")
            self._missing.add(key)
            if owner not in self._found.lost:
                self._found.lost.append(owner)
            return
        finally:
            self._connection.execute("RELEASE many")
        self._ranges[key] = Inserted(entry.kind, first, first + count - 1, entry.revisions)
        self._connection.execute(
            f"DELETE FROM tombstones WHERE id IN (SELECT id FROM {kind.table} WHERE number BETWEEN ? AND ?)",
            (first, first + count - 1),
        )

    def _kept(self, key: tuple[int, int], kind: Kind) -> Iterator[tuple[Value, ...]]:
        names = ", ".join(f'"{column}"' for column in kind.columns)
        yield from self._connection.execute(f"SELECT {names} FROM {_stash(key)} ORDER BY number")

    # --- the end -----------------------------------------------------------------------

    def _drop_dangling(self) -> None:
        """Remove rows that refer to what could not be brought back; of the journal nothing goes."""
        while found := [
            (str(table), rowid)
            for table, rowid, *_ in self._connection.execute("PRAGMA foreign_key_check").fetchall()
            if table != "journal" and rowid is not None
        ]:
            for table, rowid in found:
                self._connection.execute(f'DELETE FROM "{table}" WHERE rowid = ?', (rowid,))

    def _forget(self, seq: int, targets: Iterable[int]) -> None:
        """Remove the entries after ``seq``, and let those before say what was undone then."""
        self._connection.execute("DELETE FROM journal WHERE seq > ?", (seq,))
        for target in targets:
            self._connection.execute(
                "UPDATE journal SET payload = NULL, undone = coalesce((SELECT iif(u.kind = 'undo', 2, 0)"
                " FROM journal u WHERE u.target = journal.seq ORDER BY u.seq DESC LIMIT 1), 0) WHERE seq = ?",
                (target,),
            )


def _stash(key: tuple[int, int]) -> str:
    return f"temp.stash_{key[0]}_{key[1]}"


def _unpacked(payload: bytes | None, index: int, kind: Kind) -> Iterator[tuple[Value, ...]]:
    for image in journal.unpack(payload or b"", index):
        yield tuple(image[column] for column in kind.columns)


def _as_expected(present: Image | None, expect: Image | None) -> bool:
    if present is None or expect is None:
        return present is None and expect is None
    return all(
        present.get(column) == value
        for column, value in expect.items()
        if column not in STAMPS and column != "number"
    )


def _changes_of(text: str, kind: Kind, id_: str) -> Iterator[Change]:
    try:
        entries: list[Entry] = journal.load(text)
    except (ValueError, RecursionError):
        return
    for entry in entries:
        if isinstance(entry, Change) and entry.kind == kind.name and entry.id == id_:
            yield entry
