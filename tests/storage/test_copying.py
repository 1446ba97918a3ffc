import sqlite3
from pathlib import Path

import pytest

from annotator.core.errors import Cancelled, OutputRefused
from annotator.core.model import Article
from annotator.services import history, projects
from annotator.services.progress import Progress
from annotator.storage import schema
from annotator.storage.project import Project
from tests.storage.helpers import ANN, BOB, add, create, digest, image, mark, names, python, rows
from tests.storage.helpers import article as new_article


def test_a_copy_is_the_same_project(project: Project, article: Article, path: Path) -> None:
    mark(project, article, (0, 6), (10, 16))
    mark(project, article, (3, 9))
    project.undo()
    target = path.with_name("copy.annotator")
    projects.save_copy(project, target)
    assert image(target, revisions=True) == image(path, revisions=True)
    assert rows(target, "SELECT * FROM journal") == rows(path, "SELECT * FROM journal")
    assert names(path.parent) == [target.name, path.name]
    assert projects.check(target).findings == []
    with Project.open(target, annotator=ANN) as copy:
        assert not copy.read_only
        history.redo(copy)
        history.undo(copy)
        history.undo(copy)
    mark(project, article, (0, 3))
    assert len(project.annotations(article.id)) == 2


def test_the_lock_outlives_the_copy(project: Project, article: Article, path: Path) -> None:
    projects.save_copy(project, path.with_name("copy.annotator"))
    code = """
import sqlite3, sys
connection = sqlite3.connect(sys.argv[1], timeout=0, isolation_level=None)
try:
    connection.execute("BEGIN IMMEDIATE")
except sqlite3.OperationalError as error:
    print(error.sqlite_errorname)
"""
    with project.act("mark") as change, python(code, path) as other:
        change.start_article(article.id)
        assert other.communicate()[0] == "SQLITE_BUSY\n"


def test_what_is_there_is_kept_unless_told_otherwise(project: Project, article: Article, path: Path) -> None:
    target = path.with_name("copy.annotator")
    target.write_bytes(b"something of mine")
    with pytest.raises(OutputRefused, match="already something named “copy"):
        projects.save_copy(project, target)
    assert target.read_bytes() == b"something of mine"
    projects.save_copy(project, target, force=True)
    assert image(target) == image(path)
    assert names(path.parent) == [target.name, path.name]


def test_a_journal_of_the_file_that_goes_does_not_spoil_the_copy(
    project: Project, article: Article, path: Path
) -> None:
    target = path.with_name("copy.annotator")
    stray = path.with_name("copy.annotator-journal")
    stray.write_bytes(b"\xd9\xd5\x05\xf9\x20\xa1\x63\xd7" + bytes(600))
    with pytest.raises(OutputRefused, match="-journal"):
        projects.save_copy(project, target)
    assert stray.exists()
    projects.save_copy(project, target, force=True)
    assert image(target) == image(path)
    assert not stray.exists()


@pytest.mark.parametrize("link", ["itself", "symlink", "hard link"])
def test_the_project_is_never_written_over_itself(
    project: Project, article: Article, path: Path, link: str
) -> None:
    target = path.with_name("copy.annotator")
    if link == "itself":
        target = path
    elif link == "symlink":
        target.symlink_to(path)
    else:
        target.hardlink_to(path)
    with pytest.raises(OutputRefused, match="is the project itself"):
        projects.save_copy(project, target, force=True)
    mark(project, article, (0, 6))


def test_another_open_project_is_not_written_over(project: Project, path: Path) -> None:
    with create(path.with_name("other.annotator"), BOB) as other:
        add(other, "The other", "The other")
        with pytest.raises(OutputRefused, match="is open in this program"):
            projects.save_copy(project, other.path, force=True)
        assert [one.title for one in other.articles()] == ["The other"]


@pytest.mark.parametrize("name", ["missing/copy.annotator", "a\0b", "x" * 400, "."])
def test_a_place_where_nothing_can_be_written(project: Project, path: Path, name: str) -> None:
    with pytest.raises(OutputRefused):
        projects.save_copy(project, path.parent / name, force=True)
    assert names(path.parent) == [path.name]


def test_stopping_leaves_nothing_behind(project: Project, article: Article, path: Path) -> None:
    class Stop(Progress):
        def step(self, done: int, total: int, what: str) -> None:
            raise Cancelled("Stopped.")

    target = path.with_name("copy.annotator")
    target.write_bytes(b"something of mine")
    with pytest.raises(Cancelled):
        projects.save_copy(project, target, force=True, progress=Stop())
    assert target.read_bytes() == b"something of mine"
    assert names(path.parent) == [target.name, path.name]
    mark(project, article, (0, 6))


def test_progress_is_told(project: Project, article: Article, path: Path) -> None:
    told: list[tuple[int, int, str]] = []

    class Note(Progress):
        def step(self, done: int, total: int, what: str) -> None:
            told.append((done, total, what))

    projects.save_copy(project, path.with_name("copy.annotator"), progress=Note())
    assert told[-1][0] == told[-1][1] > 0
    assert told[-1][2] == "pages"


def test_somebody_writes_while_it_is_compared(project: Project, article: Article, path: Path) -> None:
    """Then it is begun again, and the copy is of the later moment."""
    wrote: list[int] = []

    class Write(Progress):
        def step(self, done: int, total: int, what: str) -> None:
            if done == total and not wrote:
                wrote.append(1)
                with project.again() as other:
                    mark(other, article, (0, 6))

    target = path.with_name("copy.annotator")
    projects.save_copy(project, target, progress=Write())
    assert wrote == [1]
    assert image(target) == image(path)


def test_a_damaged_project_is_not_copied_as_if_it_were_sound(path: Path) -> None:
    with create(path) as project, project.act("add articles") as change:
        texts = [f"{number} " * 900 for number in range(20)]
        change.insert_articles([(new_article(text), text) for text in texts])
    content = bytearray(path.read_bytes())
    pages = rows(path, "SELECT rootpage FROM sqlite_schema WHERE name = 'articles_text'")
    start = (int(str(pages[0][0])) - 1) * 4096
    with Project.open(path, annotator=ANN) as project:
        content[start : start + 400] = b"\xff" * 400
        content[27] = content[95] = content[27] + 1  # the change counter: what was read is out of date
        path.write_bytes(content)
        target = path.with_name("copy.annotator")
        with pytest.raises(OutputRefused, match="damaged"):
            projects.save_copy(project, target)
        assert names(path.parent) == [path.name]


def test_the_copy_is_flagged_as_a_project(project: Project, path: Path) -> None:
    target = path.with_name("copy.annotator")
    projects.save_copy(project, target)
    connection = sqlite3.connect(target)
    assert connection.execute("PRAGMA application_id").fetchone() == (0x416E6E6F,)
    assert connection.execute("PRAGMA user_version").fetchone() == (schema.FORMAT,)
    assert connection.execute("PRAGMA journal_mode").fetchone() == ("delete",)
    connection.close()
    assert digest(target)
