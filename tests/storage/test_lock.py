"""One writer at a time, and everybody else is told who it is."""

import json
import os
import signal
import threading
from datetime import datetime
from pathlib import Path

import pytest

from annotator.core.errors import ProjectReadOnly
from annotator.storage.project import Project
from tests.storage.helpers import ANN, BOB, add, create, mark, planned, python, rows

HOLD = """
import sys
from pathlib import Path
from annotator.storage.project import Project
from tests.storage.helpers import BOB
project = Project.open(Path(sys.argv[1]), annotator=BOB)
print("read only" if project.read_only else "writing", flush=True)
sys.stdin.readline()
project.close()
"""


def test_a_second_window_reads_and_is_told_who_has_it(path: Path) -> None:
    with create(path) as first:
        where = add(first)
        with Project.open(path, annotator=BOB) as second:
            assert second.read_only
            assert "is open for editing by Ann in this program since 20" in second.read_only_reason
            assert second.read_only_reason.endswith("here it can only be read.")
            with pytest.raises(ProjectReadOnly, match="by Ann"):
                mark(second, where, (0, 6))
            mark(first, where, (0, 6))
            assert len(second.annotations(where.id)) == 1
            assert second.changed_elsewhere()
            assert not second.changed_elsewhere()


def test_another_process_has_it(path: Path) -> None:
    create(path).close()
    with python(HOLD, path) as other:
        assert other.stdout is not None
        assert other.stdin is not None
        assert other.stdout.readline() == "writing\n"
        with Project.open(path, annotator=ANN) as project:
            assert project.read_only
            assert "by Bob in another window or command since 20" in project.read_only_reason
        other.stdin.write("\n")
    with Project.open(path, annotator=ANN) as project:
        assert not project.read_only


def test_we_have_it_and_another_process_reads(path: Path) -> None:
    with create(path), python(HOLD, path) as other:
        assert other.communicate("\n")[0] == "read only\n"


def test_a_lock_left_by_a_killed_process_keeps_nobody_out(path: Path, own_home: Path) -> None:
    create(path).close()
    with python(HOLD, path) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "writing\n"
        other.send_signal(signal.SIGKILL)
    assert list((own_home / "state" / "locks").glob("*.json")), "there is nothing stale to try this with"
    with Project.open(path, annotator=ANN) as project:
        assert not project.read_only


@pytest.mark.parametrize("link", ["symlink", "hard link", "through a linked folder", "dotted"])
def test_the_same_file_by_another_name_is_the_same(path: Path, link: str) -> None:
    with create(path):
        other = path.with_name("other.annotator")
        if link == "symlink":
            other.symlink_to(path)
        elif link == "hard link":
            other.hardlink_to(path)
        elif link == "through a linked folder":
            folder = path.parent.with_name("linked")
            folder.symlink_to(path.parent)
            other = folder / path.name
        else:
            other = path.parent / ".." / path.parent.name / path.name
        with Project.open(other, annotator=BOB) as second:
            assert second.read_only
            assert "by Ann" in second.read_only_reason


def test_two_files_do_not_keep_each_other_out(path: Path) -> None:
    with create(path), create(path.with_name("other.annotator")) as second:
        assert not second.read_only


def test_nothing_is_written_beside_the_project(path: Path, own_home: Path) -> None:
    with create(path):
        assert [entry.name for entry in path.parent.iterdir()] == [path.name]
        (note,) = (own_home / "state" / "locks").glob("*.json")
        found = json.loads(note.read_text("utf-8"))
        assert (found["name"], found["pid"]) == ("Ann", os.getpid())
        assert datetime.fromisoformat(found["since"]).tzinfo is not None
        assert note.stat().st_mode & 0o077 == 0 or note.parent.stat().st_mode & 0o077 == 0
    assert not note.exists()


@pytest.mark.parametrize("content", ["", "{}", "[1]", '{"name": "", "pid": "x", "since": 3}', "\0\xff"])
def test_who_has_it_may_be_unknown(path: Path, own_home: Path, content: str) -> None:
    with create(path):
        (note,) = (own_home / "state" / "locks").glob("*.json")
        note.write_text(content)
        with Project.open(path, annotator=BOB) as second:
            assert second.read_only
            assert "open for editing by somebody" in second.read_only_reason


def test_after_closing_it_is_free(path: Path) -> None:
    first = create(path)
    first.close()
    first.close()
    with Project.open(path, annotator=BOB) as second:
        assert not second.read_only


def test_a_reader_in_this_process_does_not_break_the_locks_of_the_writer(path: Path) -> None:
    """Closing any descriptor of a file drops a process's POSIX locks on it, SQLite's among them."""
    code = """
import sqlite3, sys
connection = sqlite3.connect(sys.argv[1], timeout=0, isolation_level=None)
try:
    connection.execute("BEGIN IMMEDIATE")
    print("got in")
except sqlite3.OperationalError as error:
    print(error.sqlite_errorname)
"""
    with create(path) as project:
        where = add(project)
        with project.act("mark") as change:
            change.insert(planned(project, where, (0, 6)))
            for _ in range(2):
                Project.open(path, annotator=BOB).close()
            with python(code, path) as other:
                assert other.communicate()[0] == "SQLITE_BUSY\n"
    assert rows(path, "SELECT count(*) FROM annotations") == [(1,)]


def test_another_thread_works_with_a_connection_of_its_own(path: Path) -> None:
    with create(path) as project:
        where = add(project)

        def work() -> None:
            with project.again() as job:
                assert not job.read_only
                mark(job, where, (0, 6))

        thread = threading.Thread(target=work)
        thread.start()
        thread.join()
        assert project.changed_elsewhere()
        assert len(project.annotations(where.id)) == 1
        mark(project, where, (9, 15))
        assert project.undoable() is not None
        with Project.open(path, annotator=BOB) as second:
            assert second.read_only, "closing the job's connection gave the lock away"
            with second.again() as reader:
                assert reader.read_only
                assert len(reader.annotations(where.id)) == 2
