"""Projects that can be read but not edited: each says why, and nothing in it changes."""

import sqlite3
from pathlib import Path

import pytest

from annotator.core.errors import NotAllowed, NothingToUndo, ProjectBusy, ProjectReadOnly
from annotator.services import projects
from annotator.storage import connecting
from annotator.storage.project import NOBODY, Project
from tests.storage.helpers import ANN, BOB, add, create, digest, mark, names, ordinary_user, tamper


def small(path: Path) -> None:
    with create(path) as project:
        mark(project, add(project), (0, 6))


def refuses_every_change(project: Project, sentence: str) -> None:
    where = project.articles()[0]
    for change in (project.undo, project.redo, lambda: mark(project, where, (9, 15))):
        with pytest.raises(ProjectReadOnly, match=sentence) as caught:
            change()
        assert "Nothing was changed." in str(caught.value)


def test_opened_for_reading_on_purpose(path: Path) -> None:
    small(path)
    before = digest(path)
    with Project.open(path, annotator=None, read_only=True) as project:
        assert (project.read_only, project.read_only_reason, project.annotator) == (True, "", NOBODY)
        assert project.text(project.articles()[0].id).startswith("MOSCOW")
        refuses_every_change(project, "is open for reading only")
    assert digest(path) == before
    assert names(path.parent) == [path.name]


def test_a_file_that_may_not_be_written(ordinary: Path) -> None:
    path = ordinary / "council.annotator"
    small(path)
    path.chmod(0o444)
    with ordinary_user(ordinary), Project.open(path, annotator=ANN) as project:
        assert project.read_only
        assert project.read_only_reason.startswith("“council.annotator” may not be changed by this account")
        assert len(project.annotations(project.articles()[0].id)) == 1
        refuses_every_change(project, "may not be changed by this account")


def test_a_folder_that_may_not_be_written(ordinary: Path) -> None:
    path = ordinary / "council.annotator"
    small(path)
    with ordinary_user(ordinary):
        ordinary.chmod(0o555)
        with Project.open(path, annotator=ANN) as project:
            assert project.read_only
            assert project.read_only_reason.startswith("The folder of “council.annotator” may not be written")
            refuses_every_change(project, "folder of “council.annotator”")
    assert names(ordinary) == [path.name]


def test_a_project_of_which_this_machine_cannot_say_who_has_it(path: Path, own_home: Path) -> None:
    small(path)
    state = own_home / "state"
    for entry in sorted(state.rglob("*"), reverse=True):
        entry.unlink() if entry.is_file() else entry.rmdir()
    state.rmdir()
    state.write_text("a file in the way")
    with Project.open(path, annotator=ANN) as project:
        assert project.read_only
        assert "the state folder of Annotator cannot be written" in project.read_only_reason


@pytest.mark.parametrize(
    ("script", "name"),
    [
        ("CREATE TABLE extra (a)", "extra"),
        ("CREATE VIEW extra AS SELECT * FROM articles", "extra"),
        ("CREATE INDEX extra ON articles (title)", "extra"),
        (
            "CREATE TRIGGER extra AFTER INSERT ON annotations BEGIN DELETE FROM annotations; END",
            "extra",
        ),
        ("DROP TRIGGER texts_are_frozen", "texts_are_frozen"),
        ("DROP INDEX annotations_place", "annotations_place"),
        ("DROP TABLE annotations_fts", "annotations_fts"),
        (
            "DROP TRIGGER annotations_fts_insert;"
            "CREATE TRIGGER annotations_fts_insert AFTER INSERT ON annotations BEGIN SELECT 1; END",
            "annotations_fts_insert",
        ),
    ],
)
def test_tables_that_another_program_has_changed(path: Path, script: str, name: str) -> None:
    small(path)
    tamper(path, script)
    before = digest(path)
    with Project.open(path, annotator=ANN) as project:
        assert project.read_only
        assert "Another program has changed the tables of “council.annotator”" in project.read_only_reason
        assert name in project.read_only_reason
        where = project.articles()[0]
        assert len(project.annotations(where.id)) == 1
        assert project.counts(where.id) == {"claim": 1}
        assert project.all_counts() == {where.id: {"claim": 1}}
        assert [row.start for row in project.stream_annotations()] == [0]
        refuses_every_change(project, "changed the tables")
    assert digest(path) == before
    tamper(path, "SELECT 1")
    with Project.open(path, annotator=ANN) as project:
        assert project.read_only, "the lock was not given back, or the tables were repaired"


def test_a_trigger_of_somebody_else_never_runs(path: Path) -> None:
    small(path)
    tamper(path, "CREATE TRIGGER extra AFTER INSERT ON journal BEGIN DELETE FROM annotations; END")
    with Project.open(path, annotator=ANN) as project, pytest.raises(ProjectReadOnly):
        mark(project, project.articles()[0], (9, 15))
    with Project.open(path, annotator=ANN) as project:
        assert len(project.annotations(project.articles()[0].id)) == 1


@pytest.mark.parametrize("script", ["ANALYZE", "VACUUM", "PRAGMA optimize", "REINDEX"])
def test_what_database_tools_do_for_speed_does_no_harm(path: Path, script: str) -> None:
    small(path)
    tamper(path, script)
    with Project.open(path, annotator=ANN) as project:
        assert not project.read_only, project.read_only_reason
        mark(project, project.articles()[0], (9, 15))


def test_without_a_name_nothing_is_changed(path: Path) -> None:
    small(path)
    with Project.open(path, annotator=None) as project:
        with pytest.raises(NotAllowed, match="Say first who annotates"), project.act("mark"):
            raise AssertionError("the act was begun")
        with pytest.raises(NotAllowed):
            project.undo()
        project.switch_annotator(BOB)
        with pytest.raises(NothingToUndo):
            project.undo()
        mark(project, project.articles()[0], (9, 15))


def test_a_copy_of_what_may_only_be_read_can_be_edited(ordinary: Path) -> None:
    path = ordinary / "council.annotator"
    small(path)
    path.chmod(0o444)
    target = ordinary / "copy.annotator"
    with ordinary_user(ordinary):
        with Project.open(path, annotator=ANN) as project:
            projects.save_copy(project, target)
        with Project.open(target, annotator=ANN) as copy:
            assert not copy.read_only, copy.read_only_reason
            mark(copy, copy.articles()[0], (9, 15))


def test_another_program_is_writing(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    small(path)
    monkeypatch.setattr(connecting, "BUSY_SECONDS", 0.1)
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with Project.open(path, annotator=ANN) as project:
        assert project.read_only
        assert project.read_only_reason.startswith("Another program is writing to “council.annotator”")
        assert len(project.articles()) == 1
    other.execute("COMMIT")
    other.execute("BEGIN EXCLUSIVE")
    with pytest.raises(ProjectBusy, match=r"^Another program has kept .* locked"):
        Project.open(path, annotator=ANN)
    other.close()
    with Project.open(path, annotator=ANN) as project:
        assert not project.read_only


def test_another_program_has_it_open_in_wal_mode(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    small(path)
    monkeypatch.setattr(connecting, "BUSY_SECONDS", 0.1)
    other = sqlite3.connect(path)
    other.execute("PRAGMA journal_mode = WAL")
    other.execute("SELECT count(*) FROM articles").fetchone()
    wal = path.with_name(path.name + "-wal")
    assert wal.stat().st_size == 0
    with Project.open(path, annotator=ANN) as project:
        assert project.read_only
        assert "Another program" in project.read_only_reason
        assert len(project.articles()) == 1
    assert wal.exists(), "the file that the other program writes to was taken away from it"
    other.execute("UPDATE project SET value = 'changed by the other' WHERE key = 'title'")
    other.commit()
    other.close()
    with Project.open(path, annotator=ANN) as project:
        assert not project.read_only
        assert project.properties()["title"] == "changed by the other"
    assert names(path.parent) == [path.name]
