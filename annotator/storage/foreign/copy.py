"""A received file, copied where nobody else writes; the file itself is only read, and nothing beside it."""

import hashlib
import os
import stat
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from annotator.core.errors import NotFound, ProjectBusy, StorageFull, UnreadableInput
from annotator.core.names import clean_name
from annotator.storage import sniffing
from annotator.storage.lock import OPEN_FILES
from annotator.storage.schema import FORMAT

LARGEST = 4 * 1024**3
"""Bytes; a file of a million annotations has about one gigabyte."""

_BLOCK = 1 << 20
Step = Callable[[int, int], None]
"""Told how many bytes of how many are done; it may raise to stop."""


@dataclass(frozen=True, slots=True)
class Received:
    """The copy of a received file."""

    path: Path
    """Of the copy."""
    name: str
    """Of the file, without its folders, as one line."""
    sha256: str
    size: int


def name_of(path: Path) -> str:
    """Return the name of a file for a sentence: one line, all of it can be seen and written."""
    return clean_name(path.name.encode("utf-8", "replace").decode("utf-8")) or "file"


@contextmanager
def private_copy(path: Path, step: Step) -> Iterator[Received]:
    """Copy a received file into a private folder, which goes at the end of the block.

    Raises:
        NotFound: if there is no such file, or it cannot be read.
        NotAProject, ProjectTooNew, ProjectDamaged: if its head is not that of a project.
        ProjectBusy: if a part of it lies beside it.
        UnreadableInput: if it is too large, open in this window, or changed while it was copied.
        StorageFull: if there is no room for the copy.
    """
    where = sniffing.place(path)
    name = name_of(path)
    if where.identity in OPEN_FILES:
        raise UnreadableInput(
            f"“{name}” is open here, so it is no colleague's file to take in. Nothing was changed."
        )
    _refuse_sidecars(where, name)
    sniffing.sniff(where, FORMAT)
    with tempfile.TemporaryDirectory(prefix="annotator-", ignore_cleanup_errors=True) as folder:
        target = Path(folder) / "received"
        sha256, size = _copy(where, name, target, step)
        yield Received(target, name, sha256, size)


def _refuse_sidecars(where: sniffing.Place, name: str) -> None:
    for ending in ("-wal", "-journal"):
        beside = sniffing.sidecar(where, ending)
        if beside.exists() and beside.stat().st_size:
            raise ProjectBusy(
                f"“{name}” is not complete: a part of it is still in “{name}{ending}”. Close it where it is"
                " open, then take it in again. Nothing was changed."
            )


def _copy(where: sniffing.Place, name: str, target: Path, step: Step) -> tuple[str, int]:
    digest = hashlib.sha256()
    try:
        source = os.open(where.real, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    except OSError as error:
        raise NotFound(f"“{name}” cannot be read ({error.strerror}). Nothing was changed.") from error
    with os.fdopen(source, "rb") as stream:
        before = os.fstat(stream.fileno())
        if not stat.S_ISREG(before.st_mode) or before.st_size > LARGEST:
            raise UnreadableInput(
                f"“{name}” is larger than a project that can be taken in. Nothing was changed."
            )
        done = 0
        try:
            with target.open("xb") as copy:
                while block := stream.read(_BLOCK):
                    digest.update(block)
                    copy.write(block)
                    done += len(block)
                    step(done, before.st_size)
        except OSError as error:
            raise StorageFull(
                f"“{name}” could not be copied for reading ({error.strerror}). Nothing was changed."
            ) from error
        after = os.fstat(stream.fileno())
    if (before.st_mtime_ns, before.st_size) != (after.st_mtime_ns, after.st_size) or done != after.st_size:
        raise UnreadableInput(
            f"“{name}” changed while it was read. If it is still being copied or synchronised, wait for"
            " that. Nothing was changed."
        )
    return digest.hexdigest(), done
