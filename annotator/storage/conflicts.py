"""Files beside a project that a sync program put there because two people changed it at once."""

import os
import re
import sqlite3
from contextlib import closing, suppress
from itertools import islice
from pathlib import Path

from annotator.core.errors import AnnotatorError
from annotator.storage.backups import reading
from annotator.storage.lock import OPEN_FILES
from annotator.storage.migrations import PRESENT
from annotator.storage.sniffing import place, sniff

_MARKS = (
    r" \([^()]*[Cc]onflict[^()]*\)",  # Dropbox, Nextcloud, ownCloud
    r" \(\d{1,3}\)",  # Google Drive, browsers
    r"\.sync-conflict-[\w-]+",  # Syncthing
    r"-(?=[A-Za-z0-9-]*[A-Z])[A-Za-z0-9][A-Za-z0-9-]*",  # OneDrive: the computer's name
)
_ENTRIES = 5_000
"""How many entries of a folder are looked at."""
_CANDIDATES = 20


def conflict_copies(path: Path, project_id: str) -> list[Path]:
    """Return the files beside ``path`` that look like conflicted copies of it, or whose copy it is.

    Only projects with the same id count. Nothing is changed, and nothing compared.
    """
    found = []
    with suppress(OSError):
        with os.scandir(path.absolute().parent) as entries:
            names = [entry.name for entry in islice(entries, _ENTRIES)]
        alike = sorted(name for name in names if _are_copies(path.name, name))
        for name in alike[:_CANDIDATES]:
            other = path.absolute().with_name(name)
            if _id_of(other) == project_id:
                found.append(other)
    return found


def _are_copies(one: str, other: str) -> bool:
    """Say whether one of two names is the other with a mark of a sync program in it."""
    if one == other or Path(one).suffix != Path(other).suffix:
        return False
    short, long = sorted((Path(one).stem, Path(other).stem), key=len)
    return long.startswith(short) and _is_mark(long[len(short) :])


def _is_mark(rest: str) -> bool:
    return any(re.fullmatch(mark, rest) for mark in _MARKS)


def _id_of(path: Path) -> str | None:
    """Return the id of a project that nobody here has open; None if it is none, or cannot be read."""
    try:
        where = place(path)
        if where.identity in OPEN_FILES:
            return None
        sniff(where, PRESENT.newest)
        with closing(reading(where.real)) as connection:
            row = connection.execute("SELECT value FROM project WHERE key = 'id'").fetchone()
    except (AnnotatorError, sqlite3.Error, OSError):
        return None
    return str(row[0]) if row else None
