"""What a file says about itself before any connection to it exists.

A file that is not a project is recognised from its first hundred bytes, so that SQLite never
touches it: no journal is rolled back into it, no sidecar made beside it, no byte changed.
"""

import os
import stat
from pathlib import Path
from typing import NamedTuple

from annotator.core.errors import (
    NotAProject,
    NotFound,
    ProjectBusy,
    ProjectDamaged,
    ProjectTooNew,
)
from annotator.storage.lock import OPEN_FILES, Identity
from annotator.storage.schema import APPLICATION_ID

_MAGIC = b"SQLite format 3\0"
_HEAD = 100


class Place(NamedTuple):
    """A regular file that exists, and which one it is."""

    path: Path
    """As it was given, made absolute."""
    real: Path
    """With symbolic links followed: where its journal will lie."""
    identity: Identity


class Head(NamedTuple):
    """What the first hundred bytes say."""

    format: int
    write_ahead: bool
    """Another program has switched the file to WAL mode."""


def place(path: Path) -> Place:
    """Return which file ``path`` names.

    Raises:
        NotFound: if there is none, or it may not be looked at.
        NotAProject: if it is a folder, a pipe, a device, or empty.
    """
    try:
        found = path.stat()
        real = path.resolve()
    except FileNotFoundError:
        raise NotFound(f"There is no file “{path}”.") from None
    except (OSError, ValueError) as error:
        raise NotFound(f"“{path.name}” cannot be opened ({_reason(error)}).") from error
    if stat.S_ISDIR(found.st_mode):
        raise NotAProject(f"“{path.name}” is a folder, not a project file.")
    if not stat.S_ISREG(found.st_mode):
        raise NotAProject(f"“{path.name}” is a device or a pipe, not a project file.")
    if found.st_size == 0:
        raise NotAProject(f"“{path.name}” is empty (0 bytes), so there is no project in it.")
    return Place(path.absolute(), real, Identity(found.st_dev, found.st_ino))


def sniff(where: Place, newest: int) -> Head | None:
    """Read and judge the head of a file; None if this process already has it open.

    ``newest`` is the newest format that this version knows.

    Raises:
        NotAProject: not SQLite, or SQLite that belongs to another program.
        ProjectTooNew: written by a newer version.
        ProjectDamaged: shorter than it says it is, or with zeros for a head.
        ProjectBusy: in use by another program in WAL mode.
    """
    if where.identity in OPEN_FILES:
        return None
    name = where.path.name
    head = _head_of(where)
    if not head.startswith(_MAGIC):
        if not head.strip(b"\0"):
            raise ProjectDamaged(
                f"“{name}” begins with zeros where a project has its head: it was damaged, or never arrived."
            )
        raise NotAProject(_not_sqlite(name, head))
    if len(head) < _HEAD:
        raise ProjectDamaged(f"“{name}” breaks off after {len(head)} bytes. Use a backup or a copy of it.")
    application = int.from_bytes(head[68:72], "big")
    if application != APPLICATION_ID:
        raise NotAProject(f"“{name}” is a database of another program, not a project. It was not changed.")
    version = int.from_bytes(head[60:64], "big")
    if version > newest:
        raise ProjectTooNew(
            f"“{name}” was made by a newer version of Annotator (format {version}; this one knows up to"
            f" {newest}). It was not changed; install the newer version to open it."
        )
    if version < 1:
        raise ProjectDamaged(
            f"“{name}” carries no format number, so it was never finished. Use a copy of it."
        )
    _check_length(where, head)
    write_ahead = 2 in (head[18], head[19])
    if write_ahead and _size(sidecar(where, "-wal")):
        raise ProjectBusy(
            f"“{name}” is in use by another program, which keeps a part of it in “{name}-wal”."
            " Close that program, so that it writes everything back, then open the project again."
        )
    return Head(version, write_ahead)


def is_sqlite(path: Path) -> bool:
    """Say whether ``path`` is a SQLite file; False if it cannot be read."""
    try:
        where = place(path)
        return where.identity in OPEN_FILES or _head_of(where).startswith(_MAGIC)
    except (NotFound, NotAProject):
        return False


def sidecar(where: Place, ending: str) -> Path:
    """Return the path of a file that SQLite keeps beside the project: ``-journal``, ``-wal``, ``-shm``."""
    return where.real.with_name(where.real.name + ending)


def has_hot_journal(where: Place) -> bool:
    """Say whether a journal lies beside the file: a write that is going on or was cut off."""
    return _size(sidecar(where, "-journal")) > 0


def may_write(path: Path) -> bool:
    """Say whether this account may write to a file, or make files in a folder."""
    return os.access(path, os.W_OK, effective_ids=os.access in os.supports_effective_ids)


def _head_of(where: Place) -> bytes:
    try:
        with where.real.open("rb") as file:
            return file.read(_HEAD)
    except OSError as error:
        raise NotFound(f"“{where.path.name}” cannot be read ({_reason(error)}).") from error


def _check_length(where: Place, head: bytes) -> None:
    """Refuse a file that is shorter than its head says: cut off, or still being copied.

    While a journal is there the head may be ahead of the rest; SQLite sorts that out. The
    journal is looked for before the size is taken: if a write ended in between, the size is right.
    """
    if head[24:28] != head[92:96]:  # the page count in the head is not up to date
        return
    page = int.from_bytes(head[16:18], "big")
    expected = (65536 if page == 1 else page) * int.from_bytes(head[28:32], "big")
    if has_hot_journal(where):
        return
    actual = _size(where.real)
    if actual < expected:
        raise ProjectDamaged(
            f"“{where.path.name}” is not whole: {actual:,} of {expected:,} bytes are here. If it is still"
            " being copied or synchronised, wait for that; else use a backup. It was not changed."
        )


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0


def _not_sqlite(name: str, head: bytes) -> str:
    if _is_text(head):
        return (
            f"“{name}” is a text file, not a project. To add it as an article, open a project and import it."
        )
    return f"“{name}” is not a project file of Annotator. It was not changed."


def _is_text(head: bytes) -> bool:
    try:
        head.decode("utf-8")
    except UnicodeDecodeError as error:
        return error.start >= len(head) - 3  # the last character may be cut
    return b"\0" not in head


def _reason(error: Exception) -> str:
    if isinstance(error, OSError) and error.errno:
        return os.strerror(error.errno)
    return str(error)
