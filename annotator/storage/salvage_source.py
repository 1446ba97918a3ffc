"""Reading a damaged database row by row, so that one broken page does not take the rest along."""

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from annotator.core.errors import ProjectDamaged
from annotator.storage.migrations import Step, migrate
from annotator.storage.schema import TABLES

Cell = bytes | int | float | None
Cells = tuple[Cell, ...]

MAGIC = b"SQLite format 3\0"
_HEAD = 100
_DAMAGE = ("SQLITE_CORRUPT", "SQLITE_NOTADB", "SQLITE_IOERR")
_HIGHEST = 62
"""Rowids are searched for up to 2 to this power."""
_PROBES = 2_000_000
"""How many rowids after one another are tried where nothing can be read."""


class Table(NamedTuple):
    """How a table of a format is read."""

    name: str
    columns: tuple[str, ...]
    """Those besides the row's number."""
    number: str
    """The column that is the row's number, if the table has one."""
    unique: str
    """The first column with an index of its own that has every row; empty if there is none."""
    defaults: tuple[str, ...]
    """What a file of an older format that lacks a column has for it, as SQL; one for each of `columns`."""


def tables_of(connection: sqlite3.Connection) -> dict[str, Table]:
    """Return the tables of people's work in a sound database, in the order in which they depend."""
    found = {}
    for name in TABLES:
        info = connection.execute(f"PRAGMA table_info({name})").fetchall()
        if not info:
            continue
        number = next((row[1] for row in info if row[5] and row[2] == "INTEGER"), "")
        unique = connection.execute(
            f"SELECT name FROM pragma_index_info('sqlite_autoindex_{name}_1')"
        ).fetchone()
        kept = [row for row in info if row[1] != number]
        columns, defaults = tuple(row[1] for row in kept), tuple(str(row[4] or "NULL") for row in kept)
        found[name] = Table(name, columns, number, unique[0] if unique else "", defaults)
    return found


@dataclass(slots=True)
class Scan:
    """What could be read of one table, by the numbers of its rows."""

    rows: dict[int, Cells] = field(default_factory=dict)
    unreadable: set[int] = field(default_factory=set)
    """Rows that are there, or were, and cannot be read."""
    open_end: bool = False
    """What comes after the last row that can be read cannot be read; how much is not known."""
    missing: bool = False
    """The table itself cannot be found."""


class Source:
    """One database file that is read and never written."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        """Take over a connection; every cell of text comes as bytes from now on."""
        self._connection = connection
        connection.text_factory = bytes
        self._present: dict[str, set[str]] = {}

    def close(self) -> None:
        """Close the file."""
        self._connection.close()

    def scan(self, table: Table) -> Scan:
        """Read all of a table that can be read."""
        result = Scan()
        try:
            self._probe(table, 0)
        except sqlite3.Error as error:
            if not _is_damage(error):
                result.missing = True
                return result
        position = 1
        disordered = False
        bound = None
        known = self._known(table)
        while True:
            try:
                for number, *cells in self._from(table, position):
                    if number < position:  # numbers rise in a sound table: a page is partly overwritten
                        disordered = True
                        continue
                    if disordered:
                        result.unreadable.update(range(position, min(number, position + _PROBES)))
                        disordered = False
                    result.rows[number] = tuple(cells)
                    position = number + 1
                break
            except sqlite3.Error:
                if bound is None:
                    bound = max([self._bound(table), *(known or ())])
                following = self._next_readable(table, position, bound, result)
                if following is None:
                    break
                position = following
        if disordered:
            result.unreadable.add(position)
        self._settle(result, known)
        return result

    def _settle(self, result: Scan, known: set[int] | None) -> None:
        """Tell rows that are lost from numbers that never had a row."""
        if known is not None:
            result.unreadable = known - result.rows.keys()
            return
        last = max(result.rows, default=0)
        result.open_end = any(number > last for number in result.unreadable)
        result.unreadable = {number for number in result.unreadable if number < last}

    def _next_readable(self, table: Table, position: int, bound: int, result: Scan) -> int | None:
        """Try one number after another up to the next row, and return the number after that."""
        for number in range(position, min(bound, position + _PROBES) + 1):
            try:
                found = self._probe(table, number)
            except sqlite3.Error:
                result.unreadable.add(number)
                continue
            if found is not None:  # kept here: reading on from it may fail at once
                result.rows[number] = found[1:]
                return number + 1
        result.unreadable.add(bound + 1)
        return None

    def _select(self, table: Table) -> str:
        if table.name not in self._present:
            info = self._connection.execute(f"PRAGMA table_info({table.name})").fetchall()
            self._present[table.name] = {str(row[1], "utf-8") for row in info}
        present = self._present[table.name]
        columns = [
            _quoted(column) if not present or column in present else default
            for column, default in zip(table.columns, table.defaults, strict=True)
        ]
        return f"SELECT rowid, {', '.join(columns)} FROM {table.name} NOT INDEXED"

    def _known(self, table: Table) -> set[int] | None:
        """Return the numbers of all rows as the table's index has them; None if it cannot be read."""
        if not table.unique:
            return None
        try:
            rows = self._connection.execute(
                f"SELECT rowid FROM {table.name} INDEXED BY sqlite_autoindex_{table.name}_1"
                f" ORDER BY {table.unique}"
            )
            return {row[0] for row in rows if type(row[0]) is int}
        except sqlite3.Error:
            return None

    def _bound(self, table: Table) -> int:
        """Return a number after which no row can be read."""
        for power in range(_HIGHEST, -1, -1):
            try:
                row = self._connection.execute(
                    f"SELECT rowid FROM {table.name} NOT INDEXED WHERE rowid >= ? ORDER BY rowid LIMIT 1",
                    (1 << power,),
                ).fetchone()
            except sqlite3.Error:
                continue
            if row is not None:
                return int(1 << (power + 1))
        return self._pages()

    def _pages(self) -> int:
        try:
            return int(self._connection.execute("PRAGMA page_count").fetchone()[0]) * 64
        except sqlite3.Error:
            return 0

    def _from(self, table: Table, position: int) -> Iterator[tuple[int, *Cells]]:
        yield from self._connection.execute(
            f"{self._select(table)} WHERE rowid >= ? ORDER BY rowid", (position,)
        )

    def _probe(self, table: Table, number: int) -> Cells | None:
        found: Cells | None = self._connection.execute(
            f"{self._select(table)} WHERE rowid = ?", (number,)
        ).fetchone()
        return found


def open_damaged(copy: Path, fresh: Path, tables: Mapping[str, Table]) -> Source:
    """Open a private copy of a damaged project, its head mended if it has to be.

    ``fresh`` is an empty project of the same format, to take parts from.

    ``copy`` is changed: SQLite rolls back a write that was cut off, pages that are missing at
    the end are added as zeros, and a head that cannot be read is replaced.
    """
    _fill_up(copy)
    head = _head(fresh, copy.stat().st_size)
    for beginning in (b"", head, head + _table_list(fresh, tables)[_HEAD:]):
        if beginning:
            _overwrite(copy, beginning)
        connection = _connect(copy)
        if _shows_tables(connection):
            return Source(connection)
        connection.close()
    raise ProjectDamaged("Not even the list of its tables can be read.")


def _connect(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, isolation_level=None)
    for setting in ("trusted_schema = OFF", "cell_size_check = ON", "mmap_size = 0", "query_only = ON"):
        connection.execute(f"PRAGMA {setting}")
    return connection


def _shows_tables(connection: sqlite3.Connection) -> bool:
    try:
        found = {row[0] for row in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")}
    except sqlite3.Error:
        return False
    return len(found.intersection(TABLES)) > 1


def _fill_up(copy: Path) -> None:
    """Add zeros where the file ends before its head says: SQLite refuses it otherwise."""
    with copy.open("r+b") as file:
        head = file.read(_HEAD)
        file.seek(0, 2)
        size = file.tell()
        page = _page_size(head)
        wanted = page * int.from_bytes(head[28:32], "big") if head.startswith(MAGIC) else 0
        wanted = wanted if size < wanted <= 100 * size + (1 << 20) else -(-size // page) * page
        file.truncate(max(size, wanted))


def _page_size(head: bytes) -> int:
    """Return what the head says, if that can be; else what our files have."""
    said = int.from_bytes(head[16:18], "big")
    said = 65536 if said == 1 else said
    return said if said in (512, 1024, 2048, 4096, 8192, 16384, 32768, 65536) else 4096


def _overwrite(copy: Path, beginning: bytes) -> None:
    for ending in ("-journal", "-wal"):
        Path(f"{copy}{ending}").unlink(missing_ok=True)
    with copy.open("r+b") as file:
        file.write(beginning)


def _head(fresh: Path, size: int) -> bytes:
    """Return the first 100 bytes of a project, with no free pages, for a file of ``size`` bytes."""
    with fresh.open("rb") as file:
        head = bytearray(file.read(_HEAD))
    head[28:32] = (size // _page_size(bytes(head))).to_bytes(4, "big")
    head[32:40] = bytes(8)
    head[92:96] = head[24:28]
    return bytes(head)


def _table_list(fresh: Path, tables: Mapping[str, Table]) -> bytes:
    """Return a first page that lists our tables where a new project has them, and nothing else.

    The tables of a project are made in one order, so their root pages have the same numbers in
    every file. Rows are checked in themselves, so a table that is elsewhere only yields none.
    """
    path = fresh.with_name("list")
    roots = sqlite3.connect(fresh)
    rows = roots.execute("SELECT rootpage, name FROM sqlite_schema WHERE type = 'table'").fetchall()
    roots.close()
    connection = sqlite3.connect(path)
    for table in tables.values():
        number = [f"{table.number} INTEGER PRIMARY KEY"] if table.number else []
        connection.execute(
            f"CREATE TABLE {table.name} ({', '.join([*number, *map(_quoted, table.columns)])})"
        )
    connection.execute("PRAGMA writable_schema = ON")
    connection.executemany("UPDATE sqlite_schema SET rootpage = ? WHERE name = ?", rows)
    connection.commit()
    connection.close()
    with path.open("rb") as file:
        return file.read(_page_size(b""))


def make_fresh(path: Path, steps: Sequence[Step]) -> dict[str, Table]:
    """Make an empty project file of the format that ``steps`` lead to, and return its tables."""
    connection = sqlite3.connect(path)
    try:
        connection.execute("PRAGMA journal_mode = DELETE")
        migrate(connection, steps)
        return tables_of(connection)
    finally:
        connection.close()


def _quoted(column: str) -> str:
    return f'"{column}"'


def _is_damage(error: sqlite3.Error) -> bool:
    return getattr(error, "sqlite_errorname", "").startswith(
        ("SQLITE_CORRUPT", "SQLITE_NOTADB", "SQLITE_IOERR")
    )
