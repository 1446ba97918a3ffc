"""Writes a file whole or not at all: beside the target, checked, then renamed over it."""

import errno
import os
import secrets
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from annotator.core.errors import OutputRefused, StorageFull

_SIDECARS = ("-journal", "-wal", "-shm")
_KEPT = 50  # characters of a long name, so that there is room for the ending
_NO_SPACE = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


@contextmanager
def whole_file(target: Path, *, protected: Path, force: bool = False) -> Iterator[BinaryIO]:
    """Open a file to be written; on leaving, it replaces ``target`` in one step.

    Until then, and on any failure or cancellation, ``target`` stays as it was and the file
    that was begun is removed. ``protected`` is the project: it can never be the target.

    Raises:
        OutputRefused: if it cannot be written there, or ``target`` exists and not ``force``.
        StorageFull: if the disk is full.
    """
    target = _checked_target(target, protected, force)
    part = target.with_name(f"{target.name[:_KEPT]}.{secrets.token_hex(4)}.part")
    _remove_leftovers(target)
    try:
        with _created(part) as stream:
            yield stream
            _finish(stream)
        part.replace(target)
        _sync_folder(target.parent)
    except OSError as error:
        raise refusal(error, target) from error
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)


def refusal(error: OSError, target: Path) -> OutputRefused | StorageFull:
    """Return the sentence for an error of the system while ``target`` was written."""
    if error.errno in _NO_SPACE:
        return StorageFull(
            f"{target.name} was not written: the disk is full. What was there before is unchanged; "
            "free some space and try again."
        )
    if isinstance(error, PermissionError):
        return OutputRefused(
            f"{target.name} cannot be written there: it is not allowed, or another program has it open. "
            "Nothing was changed; close it there or choose another place."
        )
    reason = error.strerror or str(error)
    return OutputRefused(f"{target.name} was not written: {reason}. What was there before is unchanged.")


def _checked_target(target: Path, protected: Path, force: bool) -> Path:
    """Return the place that ``target`` really means, links followed; refuse what must not be it."""
    try:
        target = target.resolve()
        _refuse_project(target, protected)
        found = target.stat() if target.exists() else None
    except (OSError, RuntimeError, ValueError) as error:  # a loop of links, a NUL in the name
        raise OutputRefused(f"Nothing can be written to {str(target)!r}: {error}.") from error
    if not target.parent.is_dir():
        raise OutputRefused(f"There is no folder {target.parent}. Nothing was written.")
    if found is not None and not stat.S_ISREG(found.st_mode):
        raise OutputRefused(f"{target.name} is a folder or a device, not a file. Nothing was written.")
    if found is not None and not force:
        raise OutputRefused(f"{target.name} is there already and was left as it is; nothing was written.")
    if found is not None and _is_sqlite(target):
        raise OutputRefused(f"{target.name} is a database, perhaps another project; it was left as it is.")
    return target


def _refuse_project(target: Path, protected: Path) -> None:
    protected = protected.resolve()
    same = target.exists() and protected.exists() and target.samefile(protected)
    if same or target == protected:
        raise OutputRefused(
            "That is the project itself, and nothing is written over it; choose another name."
        )
    if target in [protected.with_name(protected.name + end) for end in _SIDECARS]:
        raise OutputRefused(f"{target.name} is a name that the project itself uses; choose another name.")


def _is_sqlite(path: Path) -> bool:
    # Only reached for a file that is not the open project: closing that one here would drop its locks.
    with path.open("rb") as stream:
        return stream.read(16) == b"SQLite format 3\0"


def _created(part: Path) -> BinaryIO:
    stream = part.open("xb")
    _lock(stream)
    return stream


def _finish(stream: BinaryIO) -> None:
    stream.flush()
    written = stream.tell()
    os.fsync(stream.fileno())
    if os.fstat(stream.fileno()).st_size != written:
        raise OSError(errno.EIO, "the disk kept less than was written")


def _remove_leftovers(target: Path) -> None:
    """Remove what an export to the same target left behind when it was killed."""
    for path in target.parent.glob(f"{_escaped(target.name[:_KEPT])}.{'[0-9a-f]' * 8}.part"):
        with suppress(OSError), path.open("rb") as stream:
            if _lock(stream):
                path.unlink()


def _escaped(name: str) -> str:
    return "".join(f"[{character}]" if character in "*?[" else character for character in name)


def _lock(stream: BinaryIO) -> bool:
    """Take the lock that says "still being written"; False if another process has it."""
    try:
        import fcntl
    except ImportError:  # on Windows an open file cannot be removed anyway
        return True
    try:
        fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def _sync_folder(folder: Path) -> None:
    """Make the rename itself last; what the system cannot do here it does later."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
