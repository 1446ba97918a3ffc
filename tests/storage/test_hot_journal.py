"""A write that was cut off is rolled back, by whoever opens the file first."""

import shutil
from pathlib import Path

import pytest

from annotator.core.errors import ProjectReadOnly
from annotator.services import projects
from annotator.storage.project import Project
from tests.storage.helpers import ANN, add, create, digest, image, mark, names, ordinary_user, python

CUT_OFF = """
import os, sqlite3, sys
connection = sqlite3.connect(sys.argv[1], isolation_level=None)
connection.execute("PRAGMA cache_size = 2")
connection.execute("BEGIN IMMEDIATE")
connection.execute("UPDATE articles SET title = 'half a change'")
connection.execute("CREATE TABLE filler (a)")
connection.executemany("INSERT INTO filler VALUES (?)", [("x" * 3000,)] * 200)
os.kill(os.getpid(), 9)
"""


def cut_off(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """Leave a file whose pages were half changed, with its journal; return what it should show."""
    with create(path) as project:
        mark(project, add(project), (0, 6))
    before = image(path)
    whole = digest(path)
    with python(CUT_OFF, path) as other:
        other.wait()
    assert digest(path) != whole
    assert path.with_name(path.name + "-journal").stat().st_size > 0
    return before


def test_opening_for_editing_rolls_it_back(path: Path) -> None:
    before = cut_off(path)
    with Project.open(path, annotator=ANN) as project:
        assert not project.read_only
        assert [one.title for one in project.articles()] == ["A council speaks"]
    assert image(path) == before
    assert names(path.parent) == [path.name]
    assert projects.check(path).sound


def test_opening_for_reading_rolls_it_back_too(path: Path) -> None:
    before = cut_off(path)
    with Project.open(path, annotator=None, read_only=True) as project:
        assert [one.title for one in project.articles()] == ["A council speaks"]
    assert image(path) == before


def test_a_check_rolls_it_back_and_finds_nothing(path: Path) -> None:
    cut_off(path)
    assert projects.check(path).findings == []


def test_without_the_right_to_write_it_is_refused_and_kept(ordinary: Path) -> None:
    path = ordinary / "council.annotator"
    cut_off(path)
    before = digest(path)
    with ordinary_user(ordinary):
        ordinary.chmod(0o555)
        with pytest.raises(ProjectReadOnly, match=r"The last change to .* was cut off"):
            Project.open(path, annotator=ANN)
    assert digest(path) == before
    assert names(ordinary) == [path.name, path.name + "-journal"]


def test_rolling_back_may_itself_be_cut_off(path: Path, tmp_path: Path) -> None:
    before = cut_off(path)
    again = tmp_path / "again" / path.name
    again.parent.mkdir()
    for name in (path.name, path.name + "-journal"):
        shutil.copy(path.with_name(name), again.with_name(name))
    code = """
import os, sqlite3, sys
connection = sqlite3.connect(sys.argv[1])
connection.set_progress_handler(lambda: os.kill(os.getpid(), 9), 1)
connection.execute("SELECT count(*) FROM sqlite_schema, sqlite_schema").fetchone()
"""
    with python(code, again) as other:
        other.wait()
    with Project.open(again, annotator=ANN) as project:
        assert not project.read_only
    assert image(again) == before
