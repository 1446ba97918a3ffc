"""Copies of a project: made page by page through SQLite, verified, and renamed when whole.

The file itself is never opened for this: closing any descriptor of it would drop the locks
that SQLite holds on it (see `storage.lock`).
"""

import sqlite3
from collections.abc import Callable
from pathlib import Path

from annotator.core.errors import OutputRefused
from annotator.storage.creating import part_of, put_in_place, refuse_place, removed_with_sidecars
from annotator.storage.lock import OPEN_FILES, Identity
from annotator.storage.queries import data_version
from annotator.storage.refusals import refusals
from annotator.storage.schema import TABLES

Step = Callable[[int, int], None]
"""Told how many pages (or texts) of how many are done; may raise to stop."""

_PAGES = 2_048
_TEXTS = 50
_ATTEMPTS = 3
"""How often a copy is begun again because another program wrote while it was compared."""


def no_step(done: int, total: int) -> None:
    """Take no note of how far it is."""


def copy_to(
    connection: sqlite3.Connection, own: Identity, target: Path, *, force: bool, step: Step = no_step
) -> None:
    """Write a copy of an open project to ``target``.

    It works also when the file was moved or removed while it was open.

    Raises:
        OutputRefused: if ``target`` is the project itself, is open, is there and ``force`` is not
            given, or cannot be written. Nothing was written then.
        StorageFull: if there is no room. Nothing is left behind.
    """
    refuse_open(target, own)
    refuse_place(target, force=force)
    part = part_of(target)
    with removed_with_sidecars(part), refusals(target, saving=True):
        for _ in range(_ATTEMPTS):
            version = data_version(connection)
            backup(connection, part, step)
            _refuse_damaged(part, target)
            if _is_copy(part, connection):
                put_in_place(part, target, force=force)
                return
            if data_version(connection) == version:
                break  # nobody wrote in between: it is the disk
            part.unlink()
        raise OutputRefused(
            f"No copy was made as “{target.name}”: what was written is not what is in the project."
            " Try again, or choose another place."
        )


def backup(connection: sqlite3.Connection, part: Path, step: Step = no_step) -> None:
    """Copy all pages of an open database into the new file ``part``.

    A change that another program makes meanwhile makes SQLite begin again.

    Raises:
        sqlite3.Error: if it cannot be written.
    """

    def progress(_: int, remaining: int, total: int) -> None:
        step(total - remaining, total)

    copy = sqlite3.connect(part)
    try:
        connection.backup(copy, pages=_PAGES, progress=progress, sleep=0.05)
    finally:
        copy.close()


def refuse_open(target: Path, own: Identity) -> None:
    """Refuse to write where a project lies that is open.

    Raises:
        OutputRefused: if ``target`` is the project ``own`` itself, or open in this program.
    """
    try:
        found = target.stat()
    except (OSError, ValueError):
        return
    identity = Identity(found.st_dev, found.st_ino)
    if identity == own:
        raise OutputRefused(f"“{target.name}” is the project itself; choose another name for the copy.")
    if identity in OPEN_FILES:
        raise OutputRefused(f"“{target.name}” is open in this program; choose another name for the copy.")


def _refuse_damaged(part: Path, target: Path) -> None:
    copy = sqlite3.connect(part)
    try:
        finding = copy.execute("PRAGMA quick_check(1)").fetchone()[0]
    finally:
        copy.close()
    if finding != "ok":
        raise OutputRefused(
            f"No copy was made as “{target.name}”: the project is damaged"
            f" ({' '.join(finding.split())[:120]}). “annotator check” lists what is broken."
        )


def _is_copy(part: Path, original: sqlite3.Connection) -> bool:
    copy = sqlite3.connect(part)
    try:
        return _sizes(copy) == _sizes(original) and _same_texts(copy, original)
    finally:
        copy.close()


def _sizes(connection: sqlite3.Connection) -> list[tuple[int, int]]:
    """Return the number of rows and the highest rowid of each table with people's work."""
    return [
        connection.execute(f"SELECT count(*), coalesce(max(rowid), 0) FROM {table}").fetchone()
        for table in TABLES
    ]


def _same_texts(copy: sqlite3.Connection, original: sqlite3.Connection) -> bool:
    sql = (
        "SELECT number, sha256, CAST(text AS BLOB) FROM texts WHERE number > ? ORDER BY number"
        f" LIMIT {_TEXTS}"
    )
    number = 0
    while rows := original.execute(sql, (number,)).fetchall():
        if rows != copy.execute(sql, (number,)).fetchall():
            return False
        number = rows[-1][0]
    return True
