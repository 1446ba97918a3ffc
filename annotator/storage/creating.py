"""New project files: built under another name and renamed when they are whole."""

import os
import secrets
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from annotator import __version__
from annotator.core.codebook import Codebook
from annotator.core.errors import OutputRefused
from annotator.core.ids import new_id, now
from annotator.core.text import single_line
from annotator.storage import codebook_rows
from annotator.storage.migrations import migrate
from annotator.storage.refusals import refusals
from annotator.storage.sniffing import may_write

SIDECARS = ("-journal", "-wal", "-shm")
"""What SQLite may keep beside a file, and would take for part of it."""

_STALE = 24 * 60 * 60
"""Seconds after which nobody works on an unfinished file any more."""


def create(path: Path, *, codebook: Codebook, title: str) -> None:
    """Make a new project file, whole or not at all.

    Raises:
        OutputRefused: if something of this name is there, or nothing can be written there.
        StorageFull: if the disk is full.
    """
    refuse_place(path, force=False)
    part = part_of(path)
    with removed_with_sidecars(part), refusals(path, saving=True):
        _build(part, codebook, title or single_line(path.stem))
        put_in_place(part, path, force=False)


def refuse_place(path: Path, *, force: bool) -> None:
    """Refuse a path under which no project can be put.

    Raises:
        OutputRefused: with the reason.
    """
    folder = path.absolute().parent
    taken = _is_taken(path)
    strays = [name for ending in SIDECARS if os.path.lexists(name := f"{path}{ending}")]
    if taken and not force:
        raise OutputRefused(
            f"There is already something named “{path.name}” in “{folder}”; it was left as it is."
        )
    if path.is_dir():
        raise OutputRefused(f"“{path}” is a folder; give the name of a file.")
    if strays and not force:
        raise OutputRefused(
            f"“{Path(strays[0]).name}” lies in “{folder}”, left by another database of that name."
            " Choose another name, or remove it first."
        )
    if not folder.is_dir():
        raise OutputRefused(f"There is no folder “{folder}”, so nothing was made in it.")
    if not may_write(folder):
        raise OutputRefused(f"The folder “{folder}” may not be written by this account; choose another.")


def _is_taken(path: Path) -> bool:
    try:
        path.lstat()
    except (FileNotFoundError, NotADirectoryError, PermissionError):
        return False  # what the folder is like is looked at next
    except (OSError, ValueError) as error:
        raise OutputRefused(f"“{path.name[:80]}” cannot be the name of a file; choose another.") from error
    return True


@contextmanager
def removed_with_sidecars(part: Path) -> Iterator[None]:
    """Leave nothing of an unfinished file behind, however the block ends."""
    try:
        yield
    finally:
        for leftover in (part, *(Path(f"{part}{ending}") for ending in SIDECARS)):
            with suppress(OSError):
                leftover.unlink(missing_ok=True)


def part_of(path: Path) -> Path:
    """Return the name under which ``path`` is built, in the same folder.

    What a process that was killed left behind under such a name goes, after a day.
    """
    beginning = f".{path.name[:60]}."
    folder = path.absolute().parent
    with suppress(OSError):
        for entry in folder.iterdir():
            if entry.name.startswith(beginning) and entry.name[len(beginning) + 8 :].startswith(".part"):
                _remove_stale(entry)
    return folder / f"{beginning}{secrets.token_hex(4)}.part"


def _remove_stale(entry: Path) -> None:
    if time.time() - entry.stat().st_mtime > _STALE:
        entry.unlink()


def put_in_place(part: Path, path: Path, *, force: bool) -> None:
    """Give a finished file its name; without ``force`` never over another file.

    Raises:
        OutputRefused: if a file of that name has come up in the meantime, or it cannot be written.
    """
    try:
        if force:
            for ending in SIDECARS:  # of the file that goes: SQLite would take them for the new one's
                Path(f"{path}{ending}").unlink(missing_ok=True)
            part.replace(path)
        else:
            _link_or_rename(part, path)
        sync_folder(path.absolute().parent)
    except FileExistsError as error:
        raise OutputRefused(
            f"There is already something named “{path.name}”; it was left as it is."
        ) from error
    except OSError as error:
        raise OutputRefused(f"“{path.name}” cannot be written ({os.strerror(error.errno or 0)}).") from error


def sync_folder(folder: Path) -> None:
    """Make a rename in ``folder`` survive a power cut, where the system can."""
    if os.name != "posix":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _link_or_rename(part: Path, path: Path) -> None:
    try:
        path.hardlink_to(part)
    except FileExistsError:
        raise
    except (
        OSError,
        NotImplementedError,
    ):  # the disk, or the system, has no hard links
        if os.path.lexists(path):
            raise FileExistsError(path) from None
        part.rename(path)
    else:
        part.unlink()


def _build(part: Path, codebook: Codebook, title: str) -> None:
    connection = sqlite3.connect(part)
    try:
        connection.execute("PRAGMA journal_mode = DELETE")
        connection.execute("PRAGMA synchronous = EXTRA")
        migrate(connection)
        with connection:
            connection.executemany("INSERT INTO project (key, value) VALUES (?, ?)", _properties(title))
            codebook_rows.insert_all(connection, codebook, now())
    finally:
        connection.close()


def _properties(title: str) -> list[tuple[str, str]]:
    return [
        ("id", new_id()),
        ("title", title),
        ("created_at", now()),
        ("program_version", __version__),
    ]
