"""The disk is full, fails, or is taken away; somebody keeps the file locked. Nothing is lost."""

import shutil
import sqlite3
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from annotator.core.errors import (
    AnnotatorError,
    OutputRefused,
    ProjectBusy,
    ProjectDamaged,
    ProjectMoved,
    ProjectReadOnly,
    StorageFull,
)
from annotator.core.model import Article
from annotator.services import history, marking, projects
from annotator.storage import connecting, refusals
from annotator.storage.project import Project
from tests.storage.helpers import (
    ANN,
    BOB,
    add,
    create,
    digest,
    image,
    mark,
    names,
    ordinary_user,
    planned,
    python,
)
from tests.storage.helpers import article as new_article


def fill(project: Project) -> None:
    """Let the file grow no further, as on a full disk."""
    connection = project._connection  # there is no full disk to be had in a test
    pages = connection.execute("PRAGMA page_count").fetchone()[0]
    assert connection.execute(f"PRAGMA max_page_count = {pages}").fetchone()[0] == pages


def free(project: Project) -> None:
    project._connection.execute("PRAGMA max_page_count = 1000000")


def test_a_full_disk_saves_nothing_and_loses_nothing(project: Project, article: Article, path: Path) -> None:
    mark(project, article, (0, 6))
    fill(project)
    saved = 1
    with pytest.raises(StorageFull) as caught:
        for start in range(1, 400):
            mark(project, article, (start % 100, start % 100 + 5))
            saved += 1
    assert str(caught.value) == (
        "Nothing was saved: the disk is full. Free some space and try again;"
        " everything saved before is still in “council.annotator”."
    )
    assert len(project.annotations(article.id)) == saved
    with pytest.raises(StorageFull):
        add(project, "x" * 100_000, "Long")
    with pytest.raises(StorageFull), project.act("add articles") as change:
        texts = [f"{number} " * 500 for number in range(60)]
        change.insert_articles([(new_article(text), text) for text in texts])
    assert [one.id for one in project.articles()] == [article.id]
    assert projects.check(path).findings == []
    free(project)
    mark(project, article, (0, 6))
    assert len(project.annotations(article.id)) == saved + 1
    assert names(path.parent) == [path.name]
    while history.undoable(project):
        history.undo(project)
    assert projects.check(path).findings == []


LIMITED = """
import resource, sys
from pathlib import Path
from annotator.core.errors import AnnotatorError
from annotator.services import history
from annotator.storage.project import Project
from tests.storage.helpers import ANN, mark
path, limit = Path(sys.argv[1]), int(sys.argv[2])
project = Project.open(path, annotator=ANN)
assert not project.read_only
article = project.articles()[0]
resource.setrlimit(resource.RLIMIT_FSIZE, (limit, resource.RLIM_INFINITY))
saved = 0
try:
    for start in range(500):
        mark(project, article, (start % 100, start % 100 + 7))
        saved += 1
except AnnotatorError as error:
    print(type(error).__name__, str(error))
resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
print(len(project.annotations(article.id)) == saved)
mark(project, article, (0, 9))
history.undo(project)
project.close()
print("closed", saved)
"""


@pytest.mark.parametrize("more", [-4096, 0, 4096, 6000, 20_000, 60_000])
def test_a_disk_that_refuses_a_write_in_the_middle(path: Path, more: int) -> None:
    with create(path) as project:
        add(project)
    limit = path.stat().st_size + more
    with python(LIMITED, path, str(limit)) as process:
        out, err = process.communicate()
    assert err == ""
    refused, counted, closed = out.splitlines()
    assert refused.startswith("StorageFull Nothing was saved: the disk refused to")
    assert counted == "True"
    with Project.open(path, annotator=ANN) as project:
        assert len(project.annotations(project.articles()[0].id)) == int(closed.split()[1])
    assert projects.check(path).findings == []
    assert names(path.parent) == [path.name]


CREATE_LIMITED = """
import resource, sys
from pathlib import Path
from annotator.core.errors import AnnotatorError
from tests.storage.helpers import create
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[2]), resource.RLIM_INFINITY))
try:
    create(Path(sys.argv[1]))
except AnnotatorError as error:
    print(type(error).__name__)
"""


@pytest.mark.parametrize("limit", [0, 1000, 4096, 30_000, 100_000])
def test_making_a_project_where_there_is_no_room(path: Path, limit: int) -> None:
    with python(CREATE_LIMITED, path, str(limit)) as process:
        out, err = process.communicate()
    assert (out, err) == ("StorageFull\n", "")
    assert names(path.parent) == []


COPY_LIMITED = """
import resource, sys
from pathlib import Path
from annotator.core.errors import AnnotatorError
from annotator.services import projects
project = projects.open_project(Path(sys.argv[1]), read_only=True)
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[3]), resource.RLIM_INFINITY))
try:
    projects.save_copy(project, Path(sys.argv[2]), force=True)
except AnnotatorError as error:
    print(type(error).__name__)
"""


@pytest.mark.parametrize("limit", [0, 4096, 50_000])
def test_a_copy_for_which_there_is_no_room_leaves_the_old_one(path: Path, limit: int) -> None:
    create(path).close()
    target = path.with_name("copy.annotator")
    target.write_bytes(b"the copy of last week")
    with python(COPY_LIMITED, path, target, str(limit)) as process:
        out, err = process.communicate()
    assert (out, err) == ("StorageFull\n", "")
    assert target.read_bytes() == b"the copy of last week"
    assert names(path.parent) == [target.name, path.name]


def renamed(path: Path) -> Path:
    return path.rename(path.with_name("renamed.annotator"))


def replaced(path: Path) -> Path:
    ours = renamed(path)
    with create(path, BOB) as project:
        add(project, "The colleague's article", "Colleague")
    return ours


def unlinked(path: Path) -> None:
    path.unlink()


def folder_gone(path: Path) -> None:
    shutil.rmtree(path.parent)


def folder_renamed(path: Path) -> Path:
    return path.parent.rename(path.parent.with_name("elsewhere")) / path.name


def became_a_folder(path: Path) -> Path:
    ours = renamed(path)
    path.mkdir()
    return ours


MOVES: list[Callable[[Path], Path | None]] = [
    renamed,
    replaced,
    unlinked,
    folder_gone,
    folder_renamed,
    became_a_folder,
]


@pytest.mark.parametrize("move", MOVES)
def test_the_file_is_moved_replaced_or_removed_while_open(
    project: Project, article: Article, path: Path, tmp_path: Path, move: Callable[[Path], Path | None]
) -> None:
    mark(project, article, (0, 6))
    before = image(path)
    project.still_there()
    ours = move(path)
    theirs = digest(path) if path.is_file() else None
    with pytest.raises(ProjectMoved, match="was moved, replaced or removed while it was open"):
        project.still_there()
    for change in (lambda: mark(project, article, (10, 16)), project.undo):
        with pytest.raises(ProjectMoved, match="Nothing was saved"):
            change()
    assert (digest(path) if path.is_file() else None) == theirs
    assert project.text(article.id)
    rescued = tmp_path / "rescued.annotator"
    projects.save_copy(project, rescued)
    assert image(rescued) == before
    with Project.open(rescued, annotator=ANN) as copy:
        assert not copy.read_only
        assert copy.undoable() is not None
        mark(copy, article, (10, 16))
    project.close()
    if ours is not None:
        assert image(ours) == before
    assert projects.check(rescued).findings == []


def test_the_file_is_replaced_in_the_middle_of_an_act(project: Project, article: Article, path: Path) -> None:
    before = image(path)
    annotation = planned(project, article, (0, 6))
    with pytest.raises(ProjectMoved), project.act("mark", "claim", article.id) as change:
        ours = replaced(path)
        theirs = digest(path)
        change.insert(annotation)
    assert digest(path) == theirs
    project.close()
    assert image(ours) == before


def test_the_folder_may_not_be_written_any_more(ordinary: Path) -> None:
    path = ordinary / "council.annotator"
    with create(path) as project:
        add(project)
    with ordinary_user(ordinary), Project.open(path, annotator=ANN) as project:
        article = project.articles()[0]
        annotation = planned(project, article, (0, 6))
        ordinary.chmod(0o555)
        with pytest.raises(ProjectReadOnly, match=r"^Nothing was saved: .* folder may only be read"):
            marking.add(project, annotation)
        assert project.annotations(article.id) == []
        ordinary.chmod(0o755)
        marking.add(project, annotation)
        assert project.annotations(article.id) == [annotation]


def test_moved_back_it_goes_on(project: Project, article: Article, path: Path) -> None:
    away = renamed(path)
    with pytest.raises(ProjectMoved):
        mark(project, article, (0, 6))
    away.rename(path)
    mark(project, article, (0, 6))
    assert len(project.annotations(article.id)) == 1


@pytest.mark.parametrize("lock", ["IMMEDIATE", "EXCLUSIVE"])
def test_another_program_keeps_it_locked(path: Path, monkeypatch: pytest.MonkeyPatch, lock: str) -> None:
    create(path).close()
    monkeypatch.setattr(connecting, "BUSY_SECONDS", 0.1)
    with Project.open(path, annotator=ANN) as project:
        article = add(project)
        annotation = planned(project, article, (0, 6))
        other = sqlite3.connect(path, isolation_level=None)
        other.execute(f"BEGIN {lock}")
        with pytest.raises(ProjectBusy, match="locked for more than 5 seconds"):
            marking.add(project, annotation)
        other.execute("ROLLBACK")
        other.close()
        marking.add(project, annotation)
        assert project.annotations(article.id) == [annotation]


def test_another_program_reads_on_and_on(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A reader that does not finish keeps a commit from ending; it is then taken back."""
    create(path).close()
    monkeypatch.setattr(connecting, "BUSY_SECONDS", 0.1)
    with Project.open(path, annotator=ANN) as project:
        article = add(project)
        annotation = planned(project, article, (0, 6))
        other = sqlite3.connect(path)
        reading = other.execute("SELECT * FROM journal")
        reading.fetchone()
        with pytest.raises(ProjectBusy):
            marking.add(project, annotation)
        assert project.annotations(article.id) == []
        reading.close()
        other.close()
        marking.add(project, annotation)
        assert project.annotations(article.id) == [annotation]


def test_a_short_wait_is_waited_out(project: Project, article: Article, path: Path) -> None:
    other = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    other.execute("BEGIN IMMEDIATE")
    timer = threading.Timer(0.4, lambda: other.execute("ROLLBACK"))
    timer.start()
    annotation = mark(project, article, (0, 6))
    timer.join()
    other.close()
    assert project.annotations(article.id) == [annotation]


READER = """
import sqlite3, sys
connection = sqlite3.connect(f"file:{sys.argv[1]}?mode=ro", uri=True)
for _ in sys.stdin:
    print(connection.execute("SELECT count(*) FROM annotations").fetchone()[0], flush=True)
"""


def test_another_process_sees_each_act_at_once(project: Project, article: Article, path: Path) -> None:
    with python(READER, path) as reader:
        assert reader.stdin is not None
        assert reader.stdout is not None
        for number in range(1, 6):
            mark(project, article, (number, number + 5))
            reader.stdin.write("\n")
            reader.stdin.flush()
            assert int(reader.stdout.readline()) == number
        project.undo()
        reader.stdin.write("\n")
        reader.stdin.flush()
        assert int(reader.stdout.readline()) == 4
        reader.stdin.close()


@pytest.mark.parametrize(
    ("code", "kind", "word"),
    [
        ("SQLITE_FULL", StorageFull, "full"),
        ("SQLITE_IOERR_WRITE", StorageFull, "SQLITE_IOERR_WRITE"),
        ("SQLITE_IOERR_FSYNC", StorageFull, "try again"),
        ("SQLITE_IOERR_CORRUPTFS", ProjectDamaged, "damaged"),
        ("SQLITE_READONLY", ProjectReadOnly, "may only be read"),
        ("SQLITE_READONLY_DIRECTORY", ProjectReadOnly, "may only be read"),
        ("SQLITE_READONLY_DBMOVED", ProjectMoved, "moved"),
        ("SQLITE_BUSY", ProjectBusy, "5 seconds"),
        ("SQLITE_BUSY_SNAPSHOT", ProjectBusy, "5 seconds"),
        ("SQLITE_LOCKED", ProjectBusy, "Try again"),
        ("SQLITE_CORRUPT", ProjectDamaged, "damaged"),
        ("SQLITE_CORRUPT_INDEX", ProjectDamaged, "damaged"),
        ("SQLITE_NOTADB", AnnotatorError, "not a project"),
        ("SQLITE_CANTOPEN", ProjectReadOnly, "folder of"),
        ("SQLITE_TOOBIG", AnnotatorError, "larger"),
        ("SQLITE_ERROR", ProjectDamaged, "could not be used"),
    ],
)
def test_each_code_of_sqlite_has_its_sentence(code: str, kind: type[AnnotatorError], word: str) -> None:
    error = sqlite3.OperationalError("as SQLite says it")
    error.sqlite_errorname = code
    found = refusals.refusal(error, Path("/somewhere/council.annotator"))
    assert isinstance(found, kind)
    assert word in str(found)
    assert str(found).endswith(".")
    assert "/somewhere" not in str(found)
    assert str(found).startswith("Nothing was saved: ") == (code != "SQLITE_NOTADB")
    reading = str(refusals.refusal(error, Path("/somewhere/council.annotator"), saving=False))
    assert "Nothing was saved" not in reading
    assert not reading[0].islower()


def test_wrong_use_of_a_connection_is_a_bug_and_not_a_refusal(project: Project) -> None:
    project.close()
    with pytest.raises(sqlite3.ProgrammingError):
        project.articles()


def test_a_refused_copy_says_why(project: Project, path: Path) -> None:
    with pytest.raises(OutputRefused, match="is the project itself"):
        projects.save_copy(project, path, force=True)
