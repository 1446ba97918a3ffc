"""Whether what an open file shows is sound enough to be read, and to be edited."""

import sqlite3

from annotator.core.errors import ProjectDamaged
from annotator.storage.migrations import Formats
from annotator.storage.schema import APPLICATION_ID, difference
from annotator.storage.sniffing import Place

CHECKED_AT_OPEN = 64 * 1024 * 1024
"""Files up to this many bytes are looked through at every opening; larger ones by a check."""


def judge(connection: sqlite3.Connection, where: Place, formats: Formats) -> str:
    """Return why the file should not be edited, or nothing.

    Raises:
        ProjectDamaged: if it should not even be read.
    """
    name = where.path.name
    application = connection.execute("PRAGMA application_id").fetchone()[0]
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    if (application, version) != (APPLICATION_ID, formats.newest):
        raise ProjectDamaged(
            f"The head of “{name}” is not that of a project. It was not changed; use a backup."
        )
    found = difference(connection, formats.schema())
    if found.broken_tables:
        tables = ", ".join(sorted(set(found.broken_tables)))
        raise ProjectDamaged(
            f"“{name}” lacks tables of a project, or has them in another form ({tables})."
            " It was not changed; use a backup."
        )
    _look_through(connection, where)
    if found.unknown or found.missing:
        names = ", ".join(sorted({item.name for item in (*found.unknown, *found.missing)})[:5])
        return (
            f"Another program has changed the tables of “{name}” ({names}), so it is open for reading only."
            " Save a copy to work on it."
        )
    return ""


def _look_through(connection: sqlite3.Connection, where: Place) -> None:
    pages = connection.execute("PRAGMA page_count").fetchone()[0]
    size = connection.execute("PRAGMA page_size").fetchone()[0]
    if pages * size > CHECKED_AT_OPEN:
        return
    finding = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
    if finding != "ok":
        raise ProjectDamaged(
            f"“{where.path.name}” is damaged ({' '.join(finding.split())[:120]}). It was not changed;"
            " use a backup or a copy of it."
        )
