"""Bringing a file of an older format up to date: on a copy, which then takes its place.

Whatever goes wrong, the old file is as it was, byte for byte. When all went well it is kept
among the backups on this machine.
"""

import hashlib
import os
import shutil
import sqlite3
from pathlib import Path

from annotator.core.errors import AnnotatorError, ProjectDamaged, StorageFull
from annotator.storage.backups import default_root
from annotator.storage.connecting import connect
from annotator.storage.copying import backup
from annotator.storage.creating import part_of, removed_with_sidecars, sync_folder
from annotator.storage.migrations import Formats, migrate
from annotator.storage.refusals import refusals
from annotator.storage.schema import difference
from annotator.storage.sniffing import Place


def bring_up_to_date(where: Place, from_format: int, formats: Formats) -> Path:
    """Migrate a file that nobody has open, under its lock, and return where the old one is kept.

    Raises:
        ProjectDamaged: if a step fails, or what comes out is not whole.
        StorageFull: if there is no room for the copies.
    """
    part = part_of(where.real)
    with removed_with_sidecars(part), refusals(where.path, saving=True):
        before = _copy(where, part)
        _migrate(part, where, formats)
        _compare(part, where, before, formats)
        try:
            kept = _keep_old(where, from_format, formats.newest)
            shutil.copystat(where.real, part)
            part.replace(where.real)
            sync_folder(where.real.parent)
        except OSError as error:
            raise StorageFull(_unchanged(where, os.strerror(error.errno or 0))) from error
    return kept


def backups_dir() -> Path:
    """Return the folder in which old versions are kept, on this machine only."""
    return default_root()


def _copy(where: Place, part: Path) -> frozenset[str]:
    """Copy the file, which first rolls back a write that was cut off; return the texts' hashes."""
    connection = connect(where.real, "rw")
    try:
        connection.execute("PRAGMA query_only = ON")
        backup(connection, part)
        return _texts(connection)
    finally:
        connection.close()


def _migrate(part: Path, where: Place, formats: Formats) -> None:
    connection = sqlite3.connect(part)
    try:
        connection.execute("PRAGMA journal_mode = DELETE")
        connection.execute("PRAGMA synchronous = EXTRA")
        connection.execute("PRAGMA foreign_keys = OFF")
        migrate(connection, formats.steps)
    except AnnotatorError:
        raise
    except (sqlite3.Error, ValueError, TypeError, LookupError, AssertionError) as error:
        if isinstance(error, sqlite3.Error) and error.sqlite_errorname.startswith(
            ("SQLITE_FULL", "SQLITE_IO")
        ):
            raise
        raise ProjectDamaged(_unchanged(where, str(error))) from error
    finally:
        connection.close()


def _compare(part: Path, where: Place, before: frozenset[str], formats: Formats) -> None:
    """Make sure that the migrated copy is whole, has the right schema, and every text."""
    connection = sqlite3.connect(part)
    try:
        finding = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
        if finding != "ok":
            raise ProjectDamaged(_unchanged(where, f"the result is damaged: {finding}"))
        if connection.execute("PRAGMA foreign_key_check").fetchone() is not None:
            raise ProjectDamaged(_unchanged(where, "some rows would refer to nothing"))
        if connection.execute("PRAGMA user_version").fetchone()[0] != formats.newest:
            raise ProjectDamaged(_unchanged(where, "the format number did not come out right"))
        found = difference(connection, formats.schema())
        if found.missing or found.unknown:
            names = ", ".join(sorted({item.name for item in (*found.missing, *found.unknown)})[:5])
            raise ProjectDamaged(_unchanged(where, f"the tables did not come out right ({names})"))
        if _texts(connection) != before:
            raise ProjectDamaged(_unchanged(where, "not all texts came through"))
    finally:
        connection.close()


def _texts(connection: sqlite3.Connection) -> frozenset[str]:
    """Return the hashes of all texts, taken from the texts themselves."""
    found = connection.execute("SELECT CAST(text AS BLOB) FROM texts")
    return frozenset(hashlib.sha256(row[0]).hexdigest() for row in found)


def _keep_old(where: Place, old: int, new: int) -> Path:
    folder = backups_dir()
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    number = 1
    while (kept := folder / f"{where.real.stem}.format-{old}-before-{new}.{number}.annotator").exists():
        number += 1
    shutil.copy2(where.real, kept)
    if _digest(kept) != _digest(where.real):
        raise StorageFull(_unchanged(where, "the old file could not be kept"))
    return kept


def _digest(path: Path) -> bytes:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").digest()


def _unchanged(where: Place, reason: str) -> str:
    return (
        f"“{where.path.name}” could not be brought up to date ({' '.join(reason.split())[:160]})."
        " It is as it was; open it with the version of Annotator that made it."
    )
