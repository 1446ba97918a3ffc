"""The page on the file format says what the schema is."""

import re
import sqlite3
from pathlib import Path

import pytest

from annotator.storage import schema

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "file-format.md").read_text("utf-8")


@pytest.fixture(scope="module")
def database():
    connection = sqlite3.connect(":memory:")
    for statement in schema.STATEMENTS:
        connection.execute(statement)
    yield connection
    connection.close()


def documented() -> dict[str, list[tuple[str, str]]]:
    """Return the columns and their types that the page gives for each table."""
    tables = {}
    for section in PAGE.split("\n### ")[1:]:
        name = re.match(r"`(\w+)`", section)
        assert name is not None
        section = section.split("\n## ")[0]
        tables[name[1]] = re.findall(r"^\| `(\w+)` \| (\w+) \|", section, re.MULTILINE)
    return tables


def test_each_table_is_described_column_by_column(database: sqlite3.Connection) -> None:
    real = {
        table: [(name, kind) for _, name, kind, *_ in database.execute(f'PRAGMA table_info("{table}")')]
        for table in schema.TABLES
    }
    assert documented() == real


def test_only_the_named_columns_can_be_null(database: sqlite3.Connection) -> None:
    nullable = {
        f"{table}.{name}"
        for table in schema.TABLES
        for _, name, _, not_null, _, key in database.execute(f'PRAGMA table_info("{table}")')
        if not not_null and not key
    }
    assert nullable == {
        *("journal.target", "journal.payload", "entities.merged_into"),
        *("links.target_id", "links.entity_id", "links.value"),
    }
    assert all(f"`{column}`" in PAGE for column in nullable)


def test_the_allowed_values_are_those_that_the_schema_checks(database: sqlite3.Connection) -> None:
    sql = " ".join(row[0] for row in database.execute("SELECT sql FROM sqlite_schema WHERE type = 'table'"))
    allowed = [
        re.findall(r"'([^']*)'", values) for values in re.findall(r"CHECK \(\w+ IN \(([^)]*'[^)]*)\)", sql)
    ]
    assert len(allowed) == 6
    for values in allowed:
        *most, last = (f"`{value}`" for value in values)
        assert f"{', '.join(most)} or {last}" in PAGE


def test_the_numbers_in_the_head_are_right() -> None:
    assert f"`0x{schema.APPLICATION_ID:08X}`".lower() in PAGE.lower()
    assert f"This page describes format {schema.FORMAT}." in PAGE


def test_the_full_text_indexes_are_named(database: sqlite3.Connection) -> None:
    virtual = database.execute("SELECT name FROM sqlite_schema WHERE sql LIKE 'CREATE VIRTUAL TABLE%'")
    names = {row[0] for row in virtual}
    assert names
    assert all(f"`{name}`" in PAGE for name in names)


@pytest.mark.parametrize("query", re.findall(r"```sql\n(.*?)```", PAGE, re.DOTALL))
def test_the_example_queries_run(database: sqlite3.Connection, query: str) -> None:
    assert database.execute(query).fetchall() == []
