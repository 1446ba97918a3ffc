"""The numbered steps from one format to the next, applied with sqlite-utils.

Steps are only ever added. sqlite-utils is imported inside the functions: it costs more time
than opening a project takes, and only making and migrating a file needs it.
"""

import sqlite3
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from annotator.core.review import reading_id
from annotator.storage.schema import (
    APPLICATION_ID,
    FORMAT_1,
    FORMAT_2,
    FORMAT_3,
    STATEMENTS,
    SchemaObject,
    schema_made_by,
)

if TYPE_CHECKING:
    from sqlite_utils import Database

_SET = "annotator"


class Step(NamedTuple):
    """What makes a file of the format before into one of format ``format``."""

    format: int
    name: str
    apply: Callable[["Database"], None]


def _format_1(database: "Database") -> None:
    for statement in FORMAT_1:
        database.execute(statement)
    database.execute(f"PRAGMA application_id = {APPLICATION_ID}")


def _format_2(database: "Database") -> None:
    for statement in FORMAT_2:
        database.execute(statement)


def _format_3(database: "Database") -> None:
    for statement in FORMAT_3:
        database.execute(statement)
    for article_id, annotator_id, at in database.execute(_WHO_IS_DONE).fetchall():
        database.execute(
            "INSERT INTO readings (id, article_id, status, annotator_id, created_at, updated_at, revision)"
            " VALUES (?, ?, 'done', ?, ?, ?, 1)",
            (reading_id(article_id, annotator_id), article_id, annotator_id, at, at),
        )


_WHO_IS_DONE = """SELECT a.id, j.annotator_id, max(j.at)
    FROM articles a JOIN journal j ON j.article_id = a.id
    WHERE a.status = 'done' AND j.verb = 'set status' AND j.subject = 'done' AND j.kind = 'do'
    AND j.undone = 0
    GROUP BY a.id, j.annotator_id"""
"""Before format 3 only the article as a whole was done; the journal knows who said so."""


class Formats(NamedTuple):
    """What a version of the program knows: how to reach its newest format, and what that looks like."""

    steps: tuple[Step, ...]
    """All steps, in order."""
    statements: tuple[str, ...]
    """What builds the newest format in an empty file; the steps must lead to the same schema."""

    @property
    def newest(self) -> int:
        """The number of the newest format."""
        return self.steps[-1].format

    def schema(self) -> frozenset[SchemaObject]:
        """Return the schema of a file of the newest format."""
        return schema_made_by(self.statements)


PRESENT = Formats(
    (
        Step(1, "format_1", _format_1),
        Step(2, "format_2", _format_2),
        Step(3, "format_3", _format_3),
    ),
    STATEMENTS,
)
"""The formats that this version knows."""


def migrate(connection: sqlite3.Connection, steps: Sequence[Step] = PRESENT.steps) -> None:
    """Apply the steps that the file has not had, each in a transaction of its own.

    The connection must be in legacy transaction mode, with foreign keys off.
    """
    from sqlite_utils import Database, Migrations

    migrations = Migrations(_SET)
    for step in steps:
        migrations(name=step.name)(_numbered(step))
    migrations.apply(Database(connection, execute_plugins=False, recursive_triggers=False))


def _numbered(step: Step) -> Callable[["Database"], None]:
    def apply(database: "Database") -> None:
        step.apply(database)
        database.execute(f"PRAGMA user_version = {step.format}")

    return apply
