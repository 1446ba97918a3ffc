"""Bringing older files up to date. The newest format there is, and one made up here."""

import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from annotator.core.errors import ProjectDamaged, ProjectReadOnly, ProjectTooNew, StorageFull
from annotator.storage import migrations, schema
from annotator.storage.migrations import PRESENT, Formats, Step
from annotator.storage.project import Project
from tests.storage.helpers import (
    ANN,
    add,
    create,
    digest,
    image,
    mark,
    names,
    ordinary_user,
    python,
    rows,
    tamper,
)
from tests.storage.test_hot_journal import cut_off
from tests.storage.test_lock import HOLD

if TYPE_CHECKING:
    from sqlite_utils import Database

REMARKS = """CREATE TABLE remarks (
    id TEXT PRIMARY KEY,
    text TEXT NOT NULL
) STRICT"""


def with_remarks(database: "Database") -> None:
    database.execute(REMARKS)
    database.execute("INSERT INTO remarks VALUES ('1', 'made by the migration')")


def formats(apply: Callable[["Database"], None], *statements: str) -> Formats:
    """Return a program that knows one more format, reached by ``apply``."""
    return Formats((*PRESENT.steps, Step(4, "format_4", apply)), (*PRESENT.statements, *statements))


NEXT = formats(with_remarks, REMARKS)


def old(path: Path) -> None:
    with create(path) as project:
        article = add(project)
        mark(project, article, (0, 6), (10, 16))
        mark(project, article, (85, 95), layer="actor")
        project.undo()
        add(project, "Another text 😀 قال", "Another")


def fails(database: "Database") -> None:
    with_remarks(database)
    database.execute("UPDATE articles SET title = 'half migrated'")
    raise ValueError("a mistake in the migration")


def breaks_sql(database: "Database") -> None:
    database.execute("INSERT INTO nowhere VALUES (1)")


def loses_a_trigger(database: "Database") -> None:
    with_remarks(database)
    database.table("layers").transform(rename={})
    database.execute("DROP TRIGGER annotations_fts_insert")


def loses_a_text(database: "Database") -> None:
    with_remarks(database)
    database.execute("DROP TRIGGER texts_are_frozen")
    database.execute("UPDATE texts SET text = text || '!' WHERE number = 1")
    database.execute(schema.TRIGGERS["texts_are_frozen"])


def leaves_orphans(database: "Database") -> None:
    with_remarks(database)
    database.execute("DELETE FROM layers WHERE id = 'claim'")


FAILURES = [
    (fails, ProjectDamaged, "a mistake in the migration"),
    (breaks_sql, ProjectDamaged, "no such table: nowhere"),
    (loses_a_trigger, ProjectDamaged, "tables did not come out right"),
    (loses_a_text, ProjectDamaged, "not all texts came through"),
    (leaves_orphans, ProjectDamaged, "rows would refer to nothing"),
    (lambda database: None, ProjectDamaged, r"tables did not come out right \(remarks\)"),
]


def test_an_older_file_is_brought_up_to_date_and_the_old_one_kept(path: Path, own_home: Path) -> None:
    old(path)
    before, content = image(path, revisions=True), path.read_bytes()
    with Project.open(path, annotator=ANN, formats=NEXT) as project:
        assert not project.read_only, project.read_only_reason
        assert project.format == 4
        assert image(path, revisions=True) == before
        assert rows(path, "SELECT text FROM remarks") == [("made by the migration",)]
        mark(project, project.articles()[0], (0, 3))
        project.undo()
        project.undo()
    assert rows(path, "PRAGMA user_version") == [(4,)]
    assert names(path.parent) == [path.name]
    (kept,) = (own_home / "state" / "backups").iterdir()
    assert kept.name == "council.format-3-before-4.1.annotator"
    assert kept.read_bytes() == content
    with Project.open(kept, annotator=ANN) as project:
        assert project.format == 3


def test_it_is_done_once(path: Path, own_home: Path) -> None:
    old(path)
    for _ in range(2):
        with Project.open(path, annotator=ANN, formats=NEXT) as project:
            assert project.format == 4
    assert len(list((own_home / "state" / "backups").iterdir())) == 1
    assert rows(path, "SELECT count(*) FROM remarks") == [(1,)]


def test_kept_files_are_never_written_over(path: Path, own_home: Path) -> None:
    for _ in range(2):
        old(path)
        Project.open(path, annotator=ANN, formats=NEXT).close()
        path.unlink()
    assert len(list((own_home / "state" / "backups").iterdir())) == 2


def test_the_version_before_refuses_the_result(path: Path) -> None:
    old(path)
    Project.open(path, annotator=ANN, formats=NEXT).close()
    before = digest(path)
    with pytest.raises(ProjectTooNew, match="format 4"):
        Project.open(path, annotator=ANN)
    assert digest(path) == before


@pytest.mark.parametrize(("apply", "kind", "reason"), FAILURES)
def test_whatever_goes_wrong_the_old_file_is_as_it_was(
    path: Path, apply: Callable[["Database"], None], kind: type[Exception], reason: str
) -> None:
    old(path)
    before = digest(path)
    with pytest.raises(kind, match=reason) as caught:
        Project.open(path, annotator=ANN, formats=formats(apply, REMARKS))
    assert "It is as it was; open it with the version of Annotator that made it." in str(caught.value)
    assert digest(path) == before
    assert names(path.parent) == [path.name]
    with Project.open(path, annotator=ANN) as project:
        assert not project.read_only, "the lock was not given back"


def test_a_failure_that_nobody_thought_of_changes_nothing_either(path: Path) -> None:
    def bug(database: "Database") -> None:
        with_remarks(database)
        raise RuntimeError("a bug")

    old(path)
    before = digest(path)
    with pytest.raises(RuntimeError):
        Project.open(path, annotator=ANN, formats=formats(bug, REMARKS))
    assert digest(path) == before
    assert names(path.parent) == [path.name]


def test_killed_in_the_middle(path: Path) -> None:
    old(path)
    before = digest(path)
    code = """
import os, sys
from pathlib import Path
from annotator.storage.project import Project
from tests.storage import test_migrating as tests
def kill(database):
    tests.with_remarks(database)
    os.kill(os.getpid(), 9)
Project.open(Path(sys.argv[1]), annotator=tests.ANN, formats=tests.formats(kill, tests.REMARKS))
"""
    with python(code, path) as process:
        process.wait()
    assert process.returncode == -9
    assert digest(path) == before
    with Project.open(path, annotator=ANN, formats=NEXT) as project:
        assert not project.read_only


FULL = """
import resource, sys
from pathlib import Path
from annotator.core.errors import AnnotatorError
from annotator.storage.project import Project
from tests.storage import test_migrating as tests
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[2]), resource.RLIM_INFINITY))
try:
    Project.open(Path(sys.argv[1]), annotator=tests.ANN, formats=tests.NEXT)
except AnnotatorError as error:
    print(type(error).__name__)
"""


@pytest.mark.parametrize("more", [-60_000, -4096, 0, 4096])
def test_no_room_for_the_copy(path: Path, more: int) -> None:
    old(path)
    before = digest(path)
    limit = path.stat().st_size + more
    with python(FULL, path, str(limit)) as process:
        out, err = process.communicate()
    assert (out, err) == (f"{StorageFull.__name__}\n", "")
    assert digest(path) == before
    assert names(path.parent) == [path.name]


def test_opened_for_reading_it_is_not_touched(path: Path) -> None:
    old(path)
    before = digest(path)
    with pytest.raises(ProjectReadOnly, match=r"has an older format .*Open it for editing once"):
        Project.open(path, annotator=None, read_only=True, formats=NEXT)
    assert digest(path) == before


def test_where_nothing_may_be_written_the_sentence_says_so(ordinary: Path) -> None:
    path = ordinary / "council.annotator"
    old(path)
    before = digest(path)
    path.chmod(0o444)
    with ordinary_user(ordinary), pytest.raises(ProjectReadOnly, match=r"older format .*by this account"):
        Project.open(path, annotator=ANN, formats=NEXT)
    assert digest(path) == before


def test_while_somebody_has_it_open_it_is_left_alone(path: Path) -> None:
    old(path)
    before = digest(path)
    with python(HOLD, path) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "writing\n"
        with pytest.raises(ProjectReadOnly, match=r"older format .* is open for editing by Bob"):
            Project.open(path, annotator=ANN, formats=NEXT)
        other.communicate("\n")
    assert digest(path) == before


def test_a_write_that_was_cut_off_is_rolled_back_first(path: Path) -> None:
    before = cut_off(path)
    with Project.open(path, annotator=ANN, formats=NEXT) as project:
        assert not project.read_only
    assert image(path) == before
    assert names(path.parent) == [path.name]


def test_a_linked_project_stays_a_link(path: Path) -> None:
    old(path)
    link = path.with_name("link.annotator")
    link.symlink_to(path)
    Project.open(link, annotator=ANN, formats=NEXT).close()
    assert link.is_symlink()
    assert rows(path, "PRAGMA user_version") == [(4,)]


def test_the_steps_lead_to_the_schema_that_is_compared_with() -> None:
    connection = sqlite3.connect(":memory:")
    migrations.migrate(connection)
    assert schema.schema_of(connection) == PRESENT.schema()
    assert connection.execute("PRAGMA user_version").fetchone() == (PRESENT.newest,) == (schema.FORMAT,)
    connection.close()


def test_numbers_of_steps_go_up_one_by_one() -> None:
    assert [step.format for step in PRESENT.steps] == list(range(1, len(PRESENT.steps) + 1))


def test_tampering_with_the_number_does_not_get_past_the_comparison(path: Path) -> None:
    old(path)
    tamper(path, "PRAGMA user_version = 4")
    with pytest.raises(ProjectDamaged, match="remarks"):
        # a file that says it is of format 4 and is not
        Project.open(path, annotator=ANN, formats=NEXT)
