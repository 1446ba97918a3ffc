"""A script that reads the copy of a received file, in a process of its own, and writes it out as lines.

It is started as ``python -I child.py COPY SECONDS MEGABYTES`` and needs nothing but the standard
library. Whatever the file does to SQLite happens here, under limits, and ends with this process.
Every line is a JSON list: ``["row", table, values]``, ``["bad", table, id, reason]``, at the end
``["end", rows]``, or instead ``["refused", reason]``.
"""

import json
import sqlite3
import sys
import time
from collections.abc import Callable, Sequence
from functools import cache

_STAMPED = (("annotator_id", 1), ("created_at", 1), ("updated_at", 1), ("revision", 1))

TABLES: dict[str, tuple[int, tuple[tuple[str, int], ...]]] = {
    "project": (1, (("key", 1), ("value", 1))),
    "annotators": (1, (("id", 1), ("name", 1), ("created_at", 1), ("updated_at", 1), ("revision", 1))),
    "layers": (
        1,
        (
            *(("id", 1), ("position", 1), ("title", 1), ("key", 1), ("colour", 1), ("shape", 1)),
            *(("grain", 1), ("guideline", 1), ("retired", 2), ("updated_at", 2), ("revision", 2)),
        ),
    ),
    "fields": (
        2,
        (
            *(("id", 2), ("layer", 2), ("position", 2), ("name", 2), ("title", 2), ("type", 2)),
            *(("guideline", 2), ("key", 2), ("required", 2), ("several", 2), ("lines", 2)),
            *(("retired", 2), ("updated_at", 2), ("revision", 2)),
        ),
    ),
    "choices": (
        2,
        (
            *(("id", 2), ("field", 2), ("position", 2), ("name", 2), ("title", 2), ("definition", 2)),
            *(("retired", 2), ("updated_at", 2), ("revision", 2)),
        ),
    ),
    "articles": (
        1,
        (
            *(("id", 1), ("title", 1), ("text_sha256", 1), ("length", 1), ("byline", 1), ("outlet", 1)),
            *(("url", 1), ("published", 1), ("language", 1), ("status", 1), ("source_name", 1)),
            *(("source_sha256", 1), ("charset", 1), ("replaced", 1), ("previous_id", 1), *_STAMPED),
        ),
    ),
    "texts": (1, (("sha256", 1), ("text", 1))),
    "entities": (
        2,
        (
            *(("id", 2), ("name", 2), ("kind", 2), ("aliases", 2), ("role", 2), ("country", 2)),
            *(("wikidata", 2), ("note", 2), ("merged_into", 2), *_STAMPED),
        ),
    ),
    "annotations": (
        1,
        (
            *(("id", 1), ("article_id", 1), ("layer", 1), ("annotator_id", 1), ("start", 1), ("end", 1)),
            *(("fragments", 1), ("quote", 1), ("note", 1), ("tags", 1), ("origin", 1)),
            *(("origin_detail", 1), ("created_at", 1), ("updated_at", 1), ("revision", 1)),
            *(("fields", 2), ("proposed", 2), ("copy_of", 3)),
        ),
    ),
    "links": (
        2,
        (
            *(("id", 2), ("annotation_id", 2), ("field", 2), ("position", 2), ("target_id", 2)),
            *(("entity_id", 2), ("value", 2), ("proposed", 2), *_STAMPED),
        ),
    ),
    "readings": (3, (("id", 3), ("article_id", 3), ("status", 3), *_STAMPED)),
    "decisions": (
        3,
        (
            *(("id", 3), ("annotation_id", 3), ("article_id", 3), ("verdict", 3), ("gold_id", 3)),
            *(("reason", 3), ("fingerprint", 3), *_STAMPED),
        ),
    ),
    "comments": (
        3,
        (
            *(("id", 3), ("article_id", 3), ("annotation_id", 3), ("quote", 3), ("text", 3)),
            *(("state", 3), *_STAMPED),
        ),
    ),
    "assignments": (
        3,
        (
            *(("id", 3), ("assignee_id", 3), ("article_ids", 3), ("due", 3), ("note", 3), ("blind", 3)),
            *_STAMPED,
        ),
    ),
    "tombstones": (
        1,
        (("id", 1), ("kind", 1), ("annotator_id", 1), ("deleted_at", 1), ("revision", 1)),
    ),
}
"""Which tables are read, in this order: since which format each is there, and each of its columns."""

_LONGEST_CELL = 24 * 1024 * 1024
_LIMITS = (
    (sqlite3.SQLITE_LIMIT_LENGTH, _LONGEST_CELL),
    (sqlite3.SQLITE_LIMIT_SQL_LENGTH, 1024 * 1024),
    (sqlite3.SQLITE_LIMIT_COLUMN, 100),
    (sqlite3.SQLITE_LIMIT_EXPR_DEPTH, 100),
    (sqlite3.SQLITE_LIMIT_COMPOUND_SELECT, 10),
    (sqlite3.SQLITE_LIMIT_VDBE_OP, 250_000),
    (sqlite3.SQLITE_LIMIT_FUNCTION_ARG, 10),
    (sqlite3.SQLITE_LIMIT_ATTACHED, 0),
    (sqlite3.SQLITE_LIMIT_LIKE_PATTERN_LENGTH, 100),
    (sqlite3.SQLITE_LIMIT_VARIABLE_NUMBER, 10),
    (sqlite3.SQLITE_LIMIT_TRIGGER_DEPTH, 1),
    (sqlite3.SQLITE_LIMIT_WORKER_THREADS, 0),
)
_PRAGMAS = (
    *("trusted_schema = OFF", "cell_size_check = ON", "mmap_size = 0", "query_only = ON"),
    *("temp_store = MEMORY", "foreign_keys = OFF", "recursive_triggers = OFF"),
)
_STEPS = 10_000


class Refused(Exception):
    """The file as a whole is not what it should be; the text is half a sentence."""


@cache
def columns_of(table: str, version: int) -> tuple[str, ...]:
    """Return the columns that a table has in a format; none if it is not there yet."""
    since, columns = TABLES[table]
    return tuple(name for name, first in columns if first <= version) if since <= version else ()


def _limit_process(megabytes: int, seconds: int) -> None:
    try:
        import resource
    except ImportError:  # Windows has no such limits; time and output are limited by who started us
        return
    memory = megabytes * 1024 * 1024
    for what, value in (
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_FSIZE, 0),
    ):
        try:
            resource.setrlimit(what, (value, value))
        except (ValueError, OSError):  # not every system has every limit
            continue


def _open(path: str, seconds: int) -> sqlite3.Connection:
    quoted = path.replace("%", "%25").replace("?", "%3f").replace("#", "%23")
    connection = sqlite3.connect(f"file:{quoted}?mode=ro&immutable=1", uri=True, isolation_level=None)
    for limit, value in _LIMITS:
        connection.setlimit(limit, value)
    for pragma in _PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")
    connection.set_progress_handler(lambda: int(time.process_time() > seconds), _STEPS)
    return connection


def _check(connection: sqlite3.Connection) -> int:
    """Return the format of a file whose structure is sound."""
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    (finding,) = connection.execute("PRAGMA quick_check(1)").fetchone()
    if finding != "ok":
        raise Refused(f"is damaged ({' '.join(str(finding).split())[:120]})")
    for table in TABLES:
        wanted = columns_of(table, version)
        if wanted:
            _check_table(connection, table, wanted)
    return int(version)


def _check_table(connection: sqlite3.Connection, table: str, wanted: Sequence[str]) -> None:
    found = connection.execute("SELECT type, sql FROM sqlite_schema WHERE name = ?", (table,)).fetchall()
    if len(found) != 1:
        raise Refused(f"has no table “{table}”")
    kind, sql = found[0]
    if kind != "table" or not isinstance(sql, str) or not sql.upper().startswith("CREATE TABLE"):
        raise Refused(f"has something else in the place of the table “{table}”")
    columns = connection.execute(f"PRAGMA table_xinfo({table})").fetchall()
    if any(column[6] for column in columns):
        raise Refused(f"has computed or hidden columns in the table “{table}”")
    if set(wanted) - {str(column[1]) for column in columns}:
        raise Refused(f"lacks columns of the table “{table}”")


def _guard(version: int) -> Callable[[int, str | None, str | None, str | None, str | None], int]:
    allowed = {(table, column) for table in TABLES for column in columns_of(table, version)}

    def authorise(
        action: int, first: str | None, second: str | None, database: str | None, source: str | None
    ) -> int:
        if source is not None:
            return sqlite3.SQLITE_DENY
        if action == sqlite3.SQLITE_SELECT:
            return sqlite3.SQLITE_OK
        if action == sqlite3.SQLITE_READ and database == "main" and (first, second) in allowed:
            return sqlite3.SQLITE_OK
        return sqlite3.SQLITE_DENY

    return authorise


def _write(*items: object) -> None:
    line = json.dumps(items, ensure_ascii=False, separators=(",", ":")).encode("utf-8")
    sys.stdout.buffer.write(line + b"\n")


def _plain(cell: object) -> object:
    """Return a cell as JSON can carry it; bytes are those of a text."""
    return cell.decode("utf-8") if isinstance(cell, bytes) else cell


def _write_table(connection: sqlite3.Connection, table: str, columns: Sequence[str]) -> int:
    names = ", ".join(f'"{column}"' for column in columns)
    rows = 0
    for row in connection.execute(f"SELECT {names} FROM main.{table} NOT INDEXED"):
        rows += 1
        try:
            _write("row", table, [_plain(cell) for cell in row])
        except UnicodeDecodeError:
            id_ = row[0].decode("utf-8", "replace") if isinstance(row[0], bytes) else str(row[0])
            _write("bad", table, id_[:100], "it holds bytes that are not text")
    return rows


def _run(path: str, seconds: int) -> None:
    connection = _open(path, seconds)
    version = _check(connection)
    connection.text_factory = bytes
    connection.set_authorizer(_guard(version))
    _write("format", version)
    rows = 0
    for table in TABLES:
        if columns := columns_of(table, version):
            rows += _write_table(connection, table, columns)
    _write("end", rows)


def main(arguments: Sequence[str]) -> int:
    """Read the file named by the first argument; see the head of this script."""
    path, seconds, megabytes = arguments
    _limit_process(int(megabytes), int(seconds) + 5)
    try:
        _run(path, int(seconds))
    except Refused as error:
        _write("refused", str(error))
    except sqlite3.Error as error:
        slow = "interrupted" in str(error)
        _write("refused", "takes too long to read" if slow else f"is damaged ({str(error)[:120]})")
    except (MemoryError, OverflowError):
        _write("refused", "asks for too much memory")
    sys.stdout.buffer.flush()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
