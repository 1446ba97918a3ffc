"""One writer at a time: a lock outside the project's folder, and who holds it.

The lock is a file in the user's state folder, named after the project file's device and inode,
so that the same project reached by a symlink or a hard link is the same. The system drops the
lock when the process ends, however it ends, so nothing stale keeps anyone out. Nothing is
written beside the project: a shared folder should not tell who works in it.
"""

import json
import os
import threading
from collections import Counter
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from annotator.core.ids import now

if TYPE_CHECKING:
    from filelock import BaseFileLock

STATE_DIR_VARIABLE = "ANNOTATOR_STATE_DIR"

_DAMAGED_NOTE = "somebody"


class Identity(NamedTuple):
    """Which file it is, whatever name it was reached by."""

    device: int
    inode: int


class Holder(NamedTuple):
    """Who has a project open for editing, as far as is known."""

    name: str
    pid: int
    since: str
    """UTC, ISO 8601; empty if not known."""

    def described(self) -> str:
        """Return the middle of a sentence: by whom, and since when in local time."""
        here = "this program" if self.pid == os.getpid() else "another window or command"
        try:
            moment = datetime.fromisoformat(self.since).astimezone()
        except ValueError:
            return f"by {self.name} in {here}"
        return f"by {self.name} in {here} since {moment:%Y-%m-%d %H:%M}"


def state_dir() -> Path:
    """Return the folder for what belongs to this machine and not to a project."""
    chosen = os.environ.get(STATE_DIR_VARIABLE)
    if chosen:
        return Path(chosen)
    from platformdirs import user_state_path

    return user_state_path("annotator", appauthor=False)


class WriterLock:
    """The right to change one project file, held until `release`."""

    def __init__(self, lock: "BaseFileLock", note: Path) -> None:
        self._lock = lock
        self._note = note

    def release(self) -> None:
        """Give the right back; the second time does nothing."""
        if self._lock.is_locked:
            self._note.unlink(missing_ok=True)
            self._lock.release()


def take(identity: Identity, name: str) -> WriterLock | Holder:
    """Take the lock of a project in the name of an annotator, or say who has it.

    Raises:
        OSError: if the state folder cannot be written.
    """
    from filelock import FileLock, Timeout

    folder = state_dir() / "locks"
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    base = folder / f"{identity.device:x}-{identity.inode:x}"
    note = base.with_suffix(".json")
    lock = FileLock(base.with_suffix(".lock"), timeout=0, thread_local=False, mode=0o600)
    try:
        lock.acquire()
    except Timeout:
        return _holder(note)
    try:
        _write_note(note, name)
    except OSError:
        lock.release()
        raise
    return WriterLock(lock, note)


def _write_note(note: Path, name: str) -> None:
    part = note.with_suffix(f".{os.getpid()}.part")
    part.write_text(json.dumps({"name": name, "pid": os.getpid(), "since": now()}), encoding="utf-8")
    part.replace(note)


def _holder(note: Path) -> Holder:
    try:
        found = json.loads(note.read_text(encoding="utf-8"))
        return Holder(str(found["name"]) or _DAMAGED_NOTE, int(found["pid"]), str(found["since"]))
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return Holder(_DAMAGED_NOTE, 0, "")


class _OpenFiles:
    """Which files this process has open through SQLite.

    Closing any descriptor of a file drops the process's POSIX locks on it, SQLite's among
    them. So while a file is in here nobody in this process may open it in another way.
    """

    def __init__(self) -> None:
        self._count: Counter[Identity] = Counter()
        self._guard = threading.Lock()

    def add(self, identity: Identity) -> None:
        with self._guard:
            self._count[identity] += 1

    def drop(self, identity: Identity) -> None:
        with self._guard:
            self._count[identity] -= 1
            if self._count[identity] <= 0:
                del self._count[identity]

    def __contains__(self, identity: object) -> bool:
        with self._guard:
            return identity in self._count


OPEN_FILES = _OpenFiles()
"""The files that this process has open at present."""
