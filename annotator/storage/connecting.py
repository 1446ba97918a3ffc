"""Connections to project files, set up so that nothing in a file can do harm."""

import sqlite3
from pathlib import Path

from annotator.storage.lock import OPEN_FILES
from annotator.storage.refusals import refusals
from annotator.storage.sniffing import Place

BUSY_SECONDS = 5.0
"""How long a statement waits for another process to let go of the file."""

_LIMITS = (
    (sqlite3.SQLITE_LIMIT_LENGTH, 200_000_000),
    (sqlite3.SQLITE_LIMIT_SQL_LENGTH, 1_000_000),
    (sqlite3.SQLITE_LIMIT_ATTACHED, 1),
    (sqlite3.SQLITE_LIMIT_TRIGGER_DEPTH, 10),
)
_SETTINGS = (
    ("trusted_schema", "OFF", 0),
    ("cell_size_check", "ON", 1),
    ("mmap_size", "0", 0),
    ("foreign_keys", "ON", 1),
    ("recursive_triggers", "OFF", 0),
    ("synchronous", "EXTRA", 3),
    ("cache_size", "-65536", -65536),  # KiB, used only as needed: bulk work must not spill into the file
)


def connect(real: Path, mode: str) -> sqlite3.Connection:
    """Return a connection in ``mode`` (``ro`` or ``rw``); the file is never made by this.

    Raises:
        sqlite3.Error: if it cannot be opened or set up.
    """
    connection = sqlite3.connect(
        f"{uri(real)}?mode={mode}",
        uri=True,
        timeout=BUSY_SECONDS,
        isolation_level=None,
        cached_statements=256,
    )
    try:
        _set_up(connection, mode)
    except BaseException:
        connection.close()
        raise
    return connection


def connect_again(where: Place, *, read_only: bool) -> sqlite3.Connection:
    """Return a further connection to a file that this process has open, for another thread."""
    with refusals(where.path):
        connection = connect(where.real, "ro" if read_only else "rw")
        if not read_only:
            trust_schema(connection)
    OPEN_FILES.add(where.identity)
    return connection


def close(connection: sqlite3.Connection, where: Place) -> None:
    """Close a connection that came from this module."""
    connection.close()
    OPEN_FILES.drop(where.identity)


def trust_schema(connection: sqlite3.Connection) -> None:
    """Let the triggers of a file whose schema is known to be ours keep the search index.

    SQLite counts FTS5 among what only a trusted schema may use.
    """
    connection.execute("PRAGMA trusted_schema = ON")


def uri(real: Path) -> str:
    """Return the path as SQLite takes it in a URI: a host only as part of the path."""
    path = real.as_uri().removeprefix("file:")
    return f"file:{path}" if path.startswith("///") else f"file://{path}"


def _set_up(connection: sqlite3.Connection, mode: str) -> None:
    for limit, value in _LIMITS:
        connection.setlimit(limit, value)
    for setting, wanted, _ in _SETTINGS:
        connection.execute(f"PRAGMA {setting} = {wanted}")
    if mode == "ro":
        connection.execute("PRAGMA query_only = ON")
    for setting, _, expected in _SETTINGS:
        row = connection.execute(f"PRAGMA {setting}").fetchone()
        if row is not None and row[0] != expected:
            raise sqlite3.NotSupportedError(f"this SQLite does not take the setting {setting}")
