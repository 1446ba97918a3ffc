"""Undo and redo of taking in colleagues' files: every row exactly as it was, with its revision.

Otherwise a file that was taken out again could not be taken in again: our rows would be newer.
So nothing is buried here, and no revision goes on; what was changed since is refused as ever.
"""

import sqlite3

from annotator.storage.journal import Act, Change
from annotator.storage.kind import Image, Kind
from annotator.storage.rows import CODEBOOK
from annotator.storage.transaction import Transaction
from annotator.storage.undoing import Reversal


class IntakeReversal(Reversal):
    """Undoes or redoes an act that took in files, inside an open transaction."""

    _revive = False

    def __init__(self, connection: sqlite3.Connection, transaction: Transaction, act: Act, word: str) -> None:
        super().__init__(connection, transaction, act, word)
        self._expected: Image | None = None
        self._written: list[tuple[Kind, str, Image]] = []

    def _apply(self, change: Change, *, expect: Image | None, want: Image | None) -> None:
        self._expected = expect
        super()._apply(change, expect=expect, want=want)

    def _delete(self, kind: Kind, id_: str, present: Image) -> None:
        if kind in CODEBOOK:
            self._lost.append((kind, present))
        try:
            self._connection.execute(f"DELETE FROM {kind.table} WHERE id = ?", (id_,))
        except sqlite3.IntegrityError as error:
            raise self._conflict(kind.name, id_, "is used") from error

    def _write(self, kind: Kind, present: Image, want: Image) -> None:
        went_on = "revision" in want and present["revision"] != (self._expected or {}).get("revision")
        if went_on:  # changed since, and changed back
            want = want | {"revision": int(present["revision"] or 0) + 1}
        try:
            self._transaction.write(kind, str(present["id"]), want)
        except sqlite3.IntegrityError as error:
            raise self._gone(kind) from error

    def _bury(self, kind: Kind, span: tuple[int, int]) -> None:
        """Leave no tombstones: the rows may come in again."""

    def _refuse_unfit(self, kind: Kind, id_: str, written: Image) -> None:
        """Leave it for the end, when all that belongs together is there."""
        self._written.append((kind, id_, written))

    def _refuse_lost(self) -> None:
        super()._refuse_lost()
        for kind, id_, written in self._written:
            if self._transaction.present(kind, id_) is not None:
                super()._refuse_unfit(kind, id_, written)
