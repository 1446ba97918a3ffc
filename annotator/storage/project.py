"""An open project: the one door to what a project file holds."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Self

from annotator.core.codebook import Codebook
from annotator.core.errors import (
    NotAllowed,
    NothingToUndo,
    ProjectReadOnly,
)
from annotator.core.ids import now
from annotator.core.model import Annotator
from annotator.storage import connecting, creating, journal, opening, queries, rows
from annotator.storage.copying import Step, copy_to, no_step
from annotator.storage.journal import Act
from annotator.storage.lock import Identity
from annotator.storage.migrations import PRESENT, Formats
from annotator.storage.opening import Opened
from annotator.storage.queries import AnnotationFilter
from annotator.storage.reader import Reader
from annotator.storage.refusals import moved, refusals
from annotator.storage.taking_in import VERB
from annotator.storage.transaction import Transaction
from annotator.storage.undoing import Reversal
from annotator.storage.undoing_intakes import IntakeReversal

NOBODY = Annotator("", "", "", "")
"""The annotator of a project that was opened without saying who annotates."""


class Project(Reader):
    """A project file that is open, for editing or for reading, in one thread.

    Everything that changes it goes through `act`, `undo` and `redo`. Another thread uses
    `again`. All refusals are `AnnotatorError`; after one the project is as it was before.
    """

    def __init__(self, opened: Opened, annotator: Annotator | None) -> None:
        super().__init__(opened.connection, opened.where.path)
        self._where = opened.where
        self._lock = opened.lock
        self._known: set[str] = set()
        self._version = 0
        self._closed = False
        self.read_only: bool = opened.read_only
        self.read_only_reason: str = opened.reason
        """Why it is read-only, as a sentence; empty if it is not, or that is what was asked for."""
        self.format: int = opened.format
        """The number of the file's format."""
        self.annotator: Annotator = NOBODY
        """Whose acts these are."""
        self._begin(annotator)

    @classmethod
    def create(cls, path: Path, *, annotator: Annotator, codebook: Codebook, title: str = "") -> Self:
        """Make a new project file and open it for editing.

        Raises:
            OutputRefused: if there is a file of this name already, or none can be made there.
            StorageFull: if the disk is full.
        """
        creating.create(path, codebook=codebook, title=title)
        return cls.open(path, annotator=annotator)

    @classmethod
    def open(
        cls, path: Path, *, annotator: Annotator | None, read_only: bool = False, formats: Formats = PRESENT
    ) -> Self:
        """Open a project file.

        If it cannot be edited (somebody has it, it may not be written), it is opened for
        reading and `read_only_reason` says why. An annotator whom the project knows by name
        or id is taken as it is stored.

        Raises:
            NotFound: if there is no such file.
            ProjectError: if it is not a project, damaged, from a newer version, or in use.
        """
        opened = opening.open_file(
            Path(path), name=annotator.name if annotator else "", read_only=read_only, formats=formats
        )
        try:
            return cls(opened, annotator)
        except BaseException:
            connecting.close(opened.connection, opened.where)
            if opened.lock is not None:
                opened.lock.release()
            raise

    def again(self) -> Self:
        """Return a second connection to this open project, for the thread that calls this.

        It may write if this one may, and is to be closed before this one.
        """
        connection = connecting.connect_again(self._where, read_only=self.read_only)
        opened = Opened(connection, self._where, self.format, self.read_only, self.read_only_reason, None)
        return type(self)(opened, self.annotator if self.annotator.id else None)

    def close(self) -> None:
        """Close the file; everything is on the disk already. The second time does nothing."""
        if self._closed:
            return
        self._closed = True
        connecting.close(self._connection, self._where)
        if self._lock is not None:
            self._lock.release()

    def __enter__(self) -> Self:
        """Return the project, to be closed at the end of the block."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the project."""
        self.close()

    @contextmanager
    def act(
        self, verb: str, subject: str = "", article_id: str = "", *, for_good: bool = False
    ) -> Iterator[Transaction]:
        """Do one act: what the block does through the transaction is kept whole, or not at all.

        One that is ``for_good`` cannot be undone, and what was undone before can still be redone.
        After the block ``transaction.act`` is the act, and it is on the disk.

        Raises:
            NotAllowed: if nobody was named as the annotator.
            ProjectReadOnly, ProjectMoved, ProjectBusy, StorageFull: nothing was saved.
        """
        with self._writing() as transaction:
            yield transaction
            act = transaction.finish(verb, subject, article_id, journal.CLOSED if for_good else journal.OPEN)
            if act.seq:
                self._commit()
            else:
                self._roll_back()
        self._forget_codebook(act)
        transaction.committed(act)

    def undo(self) -> Act:
        """Take back the annotator's newest act.

        Raises:
            NothingToUndo: if there is none.
            UndoConflict: if something in it was changed since.
        """
        return self._reverse("undo", journal.undoable, Reversal.undo)

    def redo(self) -> Act:
        """Do again what the annotator undid last.

        Raises:
            NothingToUndo: if there is nothing.
            UndoConflict: if something in it was changed since.
        """
        return self._reverse("redo", journal.redoable, Reversal.redo)

    def undoable(self) -> Act | None:
        """Return the act that `undo` would take back."""
        with refusals(self.path):
            return journal.undoable(self._connection, self.annotator.id)

    def redoable(self) -> Act | None:
        """Return the act that `redo` would do again."""
        with refusals(self.path):
            return journal.redoable(self._connection, self.annotator.id)

    def copy_to(self, target: Path, *, force: bool = False, step: Step = no_step) -> None:
        """Write a copy of the project as it is now, also if its file has gone in the meantime.

        Raises:
            OutputRefused: if ``target`` is the project itself, is open, is there and ``force`` is
                not given, or cannot be written.
            StorageFull: if there is no room; nothing is left behind.
        """
        with refusals(self.path):
            copy_to(self._connection, self._where.identity, Path(target), force=force, step=step)

    def identity(self) -> Identity:
        """Return which file is open, to tell whether another path is the same file."""
        return self._where.identity

    def still_there(self) -> None:
        """Make sure that the file is where it was opened.

        Raises:
            ProjectMoved: if it was moved, replaced or removed.
        """
        try:
            found = self._where.real.stat()
        except OSError as error:
            raise moved(self.path) from error
        if (found.st_dev, found.st_ino) != self._where.identity:
            raise moved(self.path)

    def changed_elsewhere(self) -> bool:
        """Say whether something else changed the file since this was last asked."""
        with refusals(self.path):
            version = queries.data_version(self._connection)
        changed = version != self._version
        if changed:
            self._codebook = None
        self._version = version
        return changed

    def switch_annotator(self, annotator: Annotator) -> Annotator:
        """Let somebody else annotate from now on, and return them as the project knows them.

        They are written into the file with their first act.
        """
        self.annotator = self._as_known(annotator)
        return self.annotator

    def _begin(self, annotator: Annotator | None) -> None:
        with refusals(self.path):
            self._version = queries.data_version(self._connection)
            if annotator is not None:
                self.annotator = self._as_known(annotator)

    def _as_known(self, annotator: Annotator) -> Annotator:
        known = self.annotators()
        self._known = {one.id for one in known}
        name = annotator.name.casefold()
        namesakes = [one for one in known if one.name.casefold() == name]
        if len(namesakes) > 1:  # one may have come with a colleague's file: whoever has worked here is meant
            acted = {one.id for one in namesakes if queries.has_acted(self._connection, one.id)}
            known = sorted(known, key=lambda one: (one.id not in acted, one.created_at, one.id))
        matches: list[Callable[[Annotator], bool]] = [
            lambda one: one.id == annotator.id and one.name.casefold() == name,
            lambda one: one.name.casefold() == name,
            lambda one: one.id == annotator.id,
        ]
        for matches_one in matches:
            for one in known:
                if matches_one(one):
                    return one
        return annotator

    @contextmanager
    def _writing(self) -> Iterator[Transaction]:
        """Begin a transaction; the block ends it. Whatever goes wrong, none stays open."""
        self._refuse_reading_only()
        self.still_there()
        connection = self._connection
        if connection.in_transaction:
            raise RuntimeError("an act inside another act")
        with refusals(self.path, saving=True):
            try:
                connection.execute("BEGIN IMMEDIATE")
                self._store_annotator()
                if queries.data_version(connection) != self._codebook_version:
                    self._codebook = None
                yield Transaction(connection, self._texts, self.annotator, self.codebook())
            finally:
                self._roll_back()

    def _commit(self) -> None:
        self._connection.execute("COMMIT")
        self._known.add(self.annotator.id)

    def _roll_back(self) -> None:
        if self._connection.in_transaction:
            self._connection.execute("ROLLBACK")

    def _refuse_reading_only(self) -> None:
        if self.read_only:
            reason = self.read_only_reason or f"“{self.path.name}” is open for reading only."
            raise ProjectReadOnly(f"{reason} Nothing was changed.")
        if not self.annotator.id:
            raise NotAllowed("Say first who annotates; nothing was changed.")

    def _store_annotator(self) -> None:
        """Write the annotator into the file with their first act."""
        if self.annotator.id in self._known:
            return
        at = now()
        values = rows.ANNOTATOR.values(self.annotator)
        cursor = self._connection.execute(f"{rows.ANNOTATOR.insert_sql} ON CONFLICT (id) DO NOTHING", values)
        if cursor.rowcount:
            act = Act(
                0, at, self.annotator.id, "add annotator", self.annotator.name, "", undone=journal.CLOSED
            )
            image = rows.ANNOTATOR.image(values)
            journal.write(
                self._connection, act, [journal.Change("annotator", self.annotator.id, None, image)]
            )

    def _reverse(
        self,
        word: str,
        find: Callable[[sqlite3.Connection, str], Act | None],
        reverse: Callable[[Reversal], Act],
    ) -> Act:
        with self._writing() as transaction:
            act = find(self._connection, self.annotator.id)
            if act is None:
                raise NothingToUndo(f"There is nothing to {word}.")
            kind = IntakeReversal if act.verb == VERB else Reversal
            done = reverse(kind(self._connection, transaction, act, word))
            self._commit()
        if any(kind == "annotator" for kind, _ in done.touched):
            self.annotator = self._as_known(self.annotator)
        self._forget_codebook(done)
        return done

    def _forget_codebook(self, act: Act) -> None:
        """Read the codebook anew after an act that changed it."""
        if any(kind.name == touched for kind in rows.CODEBOOK for touched, _ in act.touched):
            self._codebook = None


__all__ = ["NOBODY", "AnnotationFilter", "Project"]
