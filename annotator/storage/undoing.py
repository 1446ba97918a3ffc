"""Undo and redo: what an act did is written back, if nobody has touched it since."""

import sqlite3
import zlib
from collections.abc import Callable, Iterator
from dataclasses import replace

from annotator.core.errors import ProjectDamaged, UndoConflict
from annotator.storage import bulk, journal
from annotator.storage.journal import Act, Change, Entry, Inserted
from annotator.storage.kind import Image, Kind, Value
from annotator.storage.rows import (
    ANNOTATION,
    ANNOTATOR,
    ARTICLE,
    CODEBOOK,
    ENTITY,
    KINDS,
    LAYER,
    LINK,
    STAMPS,
)
from annotator.storage.soundness import fits, with_values
from annotator.storage.transaction import Transaction
from annotator.storage.uses import user_of


class Reversal:
    """Undoes or redoes one act inside an open transaction."""

    _revive = True
    """What comes back goes on from the revision of its tombstone."""

    def __init__(self, connection: sqlite3.Connection, transaction: Transaction, act: Act, word: str) -> None:
        self._connection = connection
        self._transaction = transaction
        self._act = act
        self._word = word
        self._done = {"undo": "undone", "redo": "redone"}[word]
        self._touched: list[tuple[str, str]] = []
        self._bulk = False
        self._lost: list[tuple[Kind, Image]] = []
        """Rows of the codebook that were removed; whether they are used is known when all is done."""

    def undo(self) -> Act:
        """Take the act back.

        Raises:
            UndoConflict: if something that it made or changed was changed since.
        """
        entries, _ = self._load()
        packer = journal.Packer()
        for index in reversed(range(len(entries))):
            entry = entries[index]
            if isinstance(entry, Inserted):
                self._take_out(entry, index, packer)
            else:
                self._apply(entry, expect=entry.after, want=entry.before)
        self._refuse_lost()
        self._mark(journal.UNDONE, entries, packer.payload())
        return self._record()

    def redo(self) -> Act:
        """Do again what was undone.

        Raises:
            UndoConflict: if something that it would change was changed since.
        """
        entries, payload = self._load()
        for index, entry in enumerate(entries):
            if isinstance(entry, Inserted):
                entries[index] = self._put_back(entry, journal.unpack(payload or b"", index))
            else:
                self._apply(entry, expect=entry.before, want=entry.after)
        self._refuse_lost()
        self._mark(journal.OPEN, entries, None)
        return self._record()

    def _load(self) -> tuple[list[Entry], bytes | None]:
        text, payload = journal.changes(self._connection, self._act.seq)
        try:
            return journal.load(text), payload
        except (ValueError, RecursionError) as error:
            raise self._damaged() from error

    def _damaged(self) -> ProjectDamaged:
        return ProjectDamaged(
            f"This cannot be {self._done}: its entry in the journal is damaged. Nothing was changed."
        )

    def _mark(self, undone: int, entries: list[Entry], payload: bytes | None) -> None:
        self._connection.execute(
            "UPDATE journal SET undone = ?, changes = ?, payload = ? WHERE seq = ?",
            (undone, journal.dump(entries), payload, self._act.seq),
        )

    def _record(self) -> Act:
        act = replace(
            self._act,
            at=self._transaction.at,
            kind=self._word,
            target=self._act.seq,
            undone=journal.CLOSED,
            touched=tuple(dict.fromkeys(self._touched)),
            bulk=self._bulk,
        )
        return replace(act, seq=journal.write(self._connection, act, ()))

    def _apply(self, change: Change, *, expect: Image | None, want: Image | None) -> None:
        kind = KINDS[change.kind]
        if kind is ANNOTATOR and change.before is None:
            return  # who once took part stays known
        present = self._transaction.present(kind, change.id)
        if expect is None:
            if present is not None or want is None:
                raise self._conflict(change.kind, change.id, "is there already")
            self._restore(kind, change.id, want)
        elif present is None:
            raise self._conflict(change.kind, change.id, "was removed")
        elif change.kind == ARTICLE.name and self._act.verb in journal.MARKING:
            self._follow(change, present, expect, want or {})
        elif not _same(present, expect):
            raise self._conflict(change.kind, change.id, "was changed")
        elif want is None:
            self._refuse_others_annotations(kind, change.id)
            self._delete(kind, change.id, present)
        else:
            self._write(kind, present, want)
        if want is not None:
            self._refuse_unfit(kind, change.id, want)
        if kind in CODEBOOK:
            self._transaction.forget_codebook()
        self._touched.append((change.kind, change.id))

    def _delete(self, kind: Kind, id_: str, present: Image) -> None:
        if kind in (ENTITY, LAYER):
            self._refuse_used(kind, present)
        elif kind in CODEBOOK:
            self._lost.append((kind, present))
        try:
            self._transaction.delete(kind, present)
        except sqlite3.IntegrityError as error:
            raise self._conflict(kind.name, id_, "is used") from error

    def _write(self, kind: Kind, present: Image, want: Image) -> None:
        if "type" in want:  # of a field: what others have recorded may be nothing that the other type takes
            self._refuse_used(kind, present, but=self._act.annotator_id)
        revision = int(present["revision"] or 0) + 1
        try:
            self._transaction.write(kind, str(present["id"]), want | {"revision": revision})
        except sqlite3.IntegrityError as error:
            raise self._gone(kind) from error

    def _refuse_lost(self) -> None:
        for kind, present in self._lost:
            self._refuse_used(kind, present)

    def _refuse_used(self, kind: Kind, present: Image, but: str = "") -> None:
        name = user_of(self._connection, kind, present, but)
        if name is not None:
            raise UndoConflict(
                f"This cannot be {self._done}: the {kind.name} is used by {name}. Nothing was changed."
            )

    def _refuse_unfit(self, kind: Kind, id_: str, written: Image) -> None:
        """Refuse to bring back what the rest of the project no longer allows."""
        if not fits(self._connection, self._transaction.layers, kind, id_, written):
            raise UndoConflict(
                f"This cannot be {self._done}: the {kind.name} no longer fits the codebook, or what it points"
                " to. Nothing was changed."
            )

    def _follow(self, change: Change, present: Image, expect: Image, want: Image) -> None:
        """Let the status go along with a mark, unless somebody else has reason to want it as it is."""
        others_marked = self._word == "undo" and journal.marked_by_another(
            self._connection, self._act.annotator_id, change.id, self._act.seq
        )
        if _same(present, expect) and not others_marked:
            revision = int(present["revision"] or 0) + 1
            self._transaction.write(ARTICLE, change.id, want | {"revision": revision})

    def _restore(self, kind: Kind, id_: str, image: Image) -> None:
        image = self._without_taken_number(kind, self._transaction.revived(image) if self._revive else image)
        columns = ", ".join(f'"{column}"' for column in image)
        marks = ", ".join("?" * len(image))
        try:
            self._connection.execute(
                f"INSERT INTO {kind.table} ({columns}) VALUES ({marks})", tuple(image.values())
            )
        except sqlite3.IntegrityError as error:
            raise self._gone(kind) from error

    def _without_taken_number(self, kind: Kind, image: Image) -> Image:
        if "number" not in image:
            return image
        taken = self._connection.execute(
            f"SELECT EXISTS (SELECT 1 FROM {kind.table} WHERE number = ?)", (image["number"],)
        ).fetchone()[0]
        return {column: value for column, value in image.items() if column != "number"} if taken else image

    def _take_out(self, entry: Inserted, index: int, packer: journal.Packer) -> None:
        """Move rows that were inserted in one go into the journal."""
        kind = KINDS[entry.kind]
        span = (entry.first, entry.last)
        count, revisions = self._connection.execute(
            f"SELECT count(*), coalesce(sum(revision), 0) FROM {kind.table} WHERE number BETWEEN ? AND ?",
            span,
        ).fetchone()
        if count != entry.last - entry.first + 1:
            raise self._conflict(kind.name, "", "was removed")
        if kind is ARTICLE:
            self._refuse_annotations_in(span)
        if revisions != entry.revisions:
            self._refuse_changed(kind, span)
        names = ", ".join(f'"{column}"' for column in kind.columns)
        found = self._connection.execute(
            f"SELECT {names} FROM {kind.table} WHERE number BETWEEN ? AND ? ORDER BY number", span
        )
        for row in found:
            packer.add(index, kind.image(row))
            self._note(kind, str(row[0]))
        self._bury(kind, span)
        try:
            bulk.remove(self._connection, kind, *span)
        except sqlite3.IntegrityError as error:
            raise self._conflict(kind.name, "", "is used") from error

    def _refuse_changed(self, kind: Kind, span: tuple[int, int]) -> None:
        """Refuse if rows of a range were changed by an act that stands; undone ones do not count."""
        rows = self._connection.execute(f"SELECT id FROM {kind.table} WHERE number BETWEEN ? AND ?", span)
        name = journal.later_change(self._connection, self._act.seq, kind.name, {row[0] for row in rows})
        if name is not None:
            raise UndoConflict(
                f"This cannot be {self._done}: the {kind.name} was changed by {name} since."
                " Nothing was changed."
            )

    def _bury(self, kind: Kind, span: tuple[int, int]) -> None:
        own = "" if kind is ARTICLE else " AND annotator_id = :annotator"
        self._connection.execute(
            "INSERT INTO tombstones (id, kind, annotator_id, deleted_at, revision)"
            f" SELECT id, :kind, :annotator, :at, revision + 1 FROM {kind.table}"
            f" WHERE number BETWEEN :first AND :last{own}"
            " ON CONFLICT (id) DO UPDATE SET deleted_at = excluded.deleted_at, revision = excluded.revision",
            {
                **{"kind": kind.name, "annotator": self._act.annotator_id, "at": self._transaction.at},
                **{"first": span[0], "last": span[1]},
            },
        )

    def _put_back(self, entry: Inserted, images: Iterator[Image]) -> Inserted:
        """Move rows back from the journal; they may get other numbers."""
        kind = KINDS[entry.kind]
        rows = map(self._row_of(kind), images)
        count = entry.last - entry.first + 1
        try:
            inserted = bulk.insert(self._connection, kind, rows, count, revive=self._revive)
        except (ValueError, LookupError, TypeError, zlib.error) as error:
            raise self._damaged() from error
        except sqlite3.IntegrityError as error:
            raise self._conflict(kind.name, "", "cannot come back, or is there already") from error
        if inserted.last - inserted.first + 1 != count:
            raise self._damaged()
        for id_ in with_values(self._connection, kind, inserted.first, inserted.last):
            self._refuse_unfit(kind, id_, dict.fromkeys(kind.columns))
        return inserted

    def _row_of(self, kind: Kind) -> Callable[[Image], tuple[Value, ...]]:
        def row(image: Image) -> tuple[Value, ...]:
            self._note(kind, str(image["id"]))
            return tuple(image[column] for column in kind.columns)

        return row

    def _note(self, kind: Kind, id_: str) -> None:
        if kind in (ANNOTATION, LINK):
            self._bulk = True
        else:
            self._touched.append((kind.name, id_))

    def _refuse_others_annotations(self, kind: Kind, id_: str) -> None:
        if kind is ARTICLE:
            number = self._connection.execute("SELECT number FROM articles WHERE id = ?", (id_,)).fetchone()[
                0
            ]
            self._refuse_annotations_in((number, number))

    def _refuse_annotations_in(self, span: tuple[int, int]) -> None:
        row = self._connection.execute(
            "SELECT a.name, r.title FROM articles r JOIN annotations n ON n.article_id = r.id"
            " JOIN annotators a ON a.id = n.annotator_id WHERE r.number BETWEEN ? AND ? LIMIT 1",
            span,
        ).fetchone()
        if row is not None:
            raise UndoConflict(
                f"This cannot be {self._done}: {row[0]} has annotations in “{row[1]}”. Nothing was changed."
            )

    def _gone(self, kind: Kind) -> UndoConflict:
        return UndoConflict(
            f"This cannot be {self._done}: what the {kind.name} belongs to is no longer in the project."
            " Nothing was changed."
        )

    def _conflict(self, kind: str, id_: str, what: str) -> UndoConflict:
        name = None
        if id_:
            name = journal.last_change_by_another(
                self._connection, self._act.annotator_id, id_, self._act.seq
            )
        who = f" by {name}" if name else ""
        since = "" if what == "is used" else " since"
        return UndoConflict(
            f"This cannot be {self._done}: the {kind} {what}{who}{since}. Nothing was changed."
        )


def _same(present: Image, expect: Image) -> bool:
    return all(
        present.get(column) == value
        for column, value in expect.items()
        if column not in STAMPS and column != "number"
    )
