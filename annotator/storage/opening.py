"""How a project file is opened: for editing if that can be, else for reading, else not at all."""

import os
import sqlite3
from pathlib import Path
from typing import NamedTuple

from annotator.core.errors import ProjectBusy, ProjectReadOnly
from annotator.storage.connecting import connect, trust_schema
from annotator.storage.judging import judge
from annotator.storage.lock import OPEN_FILES, Holder, WriterLock, take
from annotator.storage.migrating import bring_up_to_date
from annotator.storage.migrations import PRESENT, Formats
from annotator.storage.refusals import refusal, refusals
from annotator.storage.sniffing import Head, Place, may_write, place, sidecar, sniff


class Opened(NamedTuple):
    """A checked connection, and whether it may write."""

    connection: sqlite3.Connection
    where: Place
    format: int
    read_only: bool
    reason: str
    """Why it is read-only, as a sentence; empty if that is what was asked for."""
    lock: WriterLock | None


def open_file(path: Path, *, name: str, read_only: bool, formats: Formats = PRESENT) -> Opened:
    """Open a project file, for editing if that is asked for and can be.

    ``name`` is what others are told of who has it. A file that somebody else has, that may
    not be written, or that holds tables of someone else's making is opened for reading.
    A file of an older format is brought up to date first.

    Raises:
        ProjectError, NotFound: with the reason; the file is as it was before.
    """
    where = place(path)
    head = sniff(where, formats.newest)
    if read_only:
        return _open_reading(where, head, "", formats)
    lock = _may_write(where, name)
    if isinstance(lock, str):
        return _open_reading(where, head, lock, formats)
    try:
        old = head is not None and head.format < formats.newest
        if old and head is not None:
            bring_up_to_date(where, head.format, formats)
        else:
            return _open_writing(where, lock, formats, write_ahead=head is not None and head.write_ahead)
    except BaseException:
        lock.release()
        raise
    lock.release()  # the file has been replaced: another one now, with another lock
    return open_file(path, name=name, read_only=False, formats=formats)


def _may_write(where: Place, name: str) -> WriterLock | str:
    """Return the lock that lets us edit the file, or the sentence that says why we cannot."""
    shown = where.path.name
    if not may_write(where.real):
        return f"“{shown}” may not be changed by this account, so it is open for reading only."
    if not may_write(where.real.parent):
        return f"The folder of “{shown}” may not be written, so the project is open for reading only."
    try:
        lock = take(where.identity, name)
    except OSError as error:
        folder = f"the state folder of Annotator cannot be written ({os.strerror(error.errno or 0)})"
        return f"“{shown}” is open for reading only, since {folder}."
    if isinstance(lock, Holder):
        return f"“{shown}” is open for editing {lock.described()}; here it can only be read."
    return lock


def _open_reading(where: Place, head: Head | None, reason: str, formats: Formats) -> Opened:
    refuse_unreadable(where, head, reason, formats)
    with refusals(where.path):
        connection = connect_reading(where)
    try:
        with refusals(where.path):
            unsound = judge(connection, where, formats)
    except BaseException:
        connection.close()
        raise
    OPEN_FILES.add(where.identity)
    return Opened(connection, where, formats.newest, True, reason or unsound, None)


def connect_reading(where: Place) -> sqlite3.Connection:
    """Connect for reading; a write that was cut off is rolled back first if we may.

    Rolling back is what SQLite does for whoever opens such a file with the right to write.
    It is safe while the writer lives: SQLite's own locks tell.
    """
    try:
        return _connected(where, "ro")
    except sqlite3.OperationalError as error:
        if error.sqlite_errorname != "SQLITE_READONLY_ROLLBACK":
            raise
    if not (may_write(where.real) and may_write(where.real.parent)):
        raise ProjectReadOnly(
            f"The last change to “{where.path.name}” was cut off, and putting that right needs the right to"
            " write. Copy the file and the one ending in “-journal” to a folder of your own"
            " and open it there."
        )
    _connected(where, "rw").close()
    return _connected(where, "ro")


def _connected(where: Place, mode: str) -> sqlite3.Connection:
    """Return a connection that has read the file once, so that nothing is left to be rolled back."""
    connection = connect(where.real, mode)
    try:
        connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
    except BaseException:
        connection.close()
        raise
    return connection


def _open_writing(where: Place, lock: WriterLock, formats: Formats, *, write_ahead: bool) -> Opened:
    """Open for editing; if that turns out not to be possible, the lock is given back."""
    if not write_ahead:
        _set_stray_wal_aside(where)
    with refusals(where.path):
        connection = connect(where.real, "rw")
    try:
        reason = _why_not_writable(connection, where)
        if not reason:
            with refusals(where.path):
                reason = judge(connection, where, formats)
    except BaseException:
        connection.close()
        raise
    if reason:
        connection.close()
        lock.release()
        return _open_reading(where, None, reason, formats)
    trust_schema(connection)
    OPEN_FILES.add(where.identity)
    return Opened(connection, where, formats.newest, False, "", lock)


def _why_not_writable(connection: sqlite3.Connection, where: Place) -> str:
    """Try a change that is taken back at once, so that nobody learns only at the first mark."""
    shown = where.path.name
    try:
        mode = connection.execute("PRAGMA journal_mode = DELETE").fetchone()[0]
        if mode != "delete":
            raise ProjectBusy(f"“{shown}” is in use by another program. Close it there and try again.")
        connection.execute("BEGIN IMMEDIATE")
        version = connection.execute("PRAGMA user_version").fetchone()[0]
        connection.execute(f"PRAGMA user_version = {version}")
        connection.execute("ROLLBACK")
    except sqlite3.Error as error:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        code = error.sqlite_errorname
        if code.startswith("SQLITE_BUSY"):
            return f"Another program is writing to “{shown}”, so it is open for reading only."
        if code.startswith(("SQLITE_READONLY", "SQLITE_CANTOPEN", "SQLITE_PERM")):
            return f"“{shown}” or its folder may not be written, so it is open for reading only."
        if code.startswith(("SQLITE_FULL", "SQLITE_IOERR")):
            return f"The disk takes no change to “{shown}” ({code}), so it is open for reading only."
        raise refusal(error, where.path, saving=False) from error
    return ""


def refuse_unreadable(where: Place, head: Head | None, reason: str, formats: Formats) -> None:
    """Refuse what can only be read after a change that we may not, or shall not, make."""
    name = where.path.name
    if head is None:
        return
    if head.format < formats.newest:
        raise ProjectReadOnly(
            f"“{name}” has an older format ({head.format}; the present one is {formats.newest}) and has to be"
            f" brought up to date first. {reason or 'Open it for editing once, which does that.'}"
        )
    if head.write_ahead:
        raise ProjectReadOnly(
            f"Another program has left “{name}” in a mode in which it cannot be read without changing it."
            f" {reason or 'Open it for editing once, which puts that right.'}"
        )
    if sidecar(where, "-wal").exists():
        raise ProjectReadOnly(
            f"A file “{name}-wal” lies beside the project and does not belong to it. Move it away, or open"
            " the project for editing once, which sets that file aside."
        )


def _set_stray_wal_aside(where: Place) -> None:
    """Rename a ``-wal`` that another file left: SQLite would take its contents for ours.

    It cannot be in use: whoever uses one has first said so in the head of the file.
    """
    stray = sidecar(where, "-wal")
    if where.identity in OPEN_FILES or not stray.exists():
        return
    number = 1
    while (aside := stray.with_name(f"{stray.name}.set-aside-{number}")).exists():
        number += 1
    try:
        stray.rename(aside)
    except OSError as error:
        raise ProjectReadOnly(
            f"A file “{stray.name}” lies beside the project, does not belong to it and cannot be moved away"
            f" ({os.strerror(error.errno or 0)}). Move it and open the project again."
        ) from error
