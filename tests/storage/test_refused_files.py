"""Files that are no project, or no sound one: each gets its own sentence and is left as it is."""

import os
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from annotator.core.errors import (
    NotAProject,
    NotFound,
    ProjectBusy,
    ProjectDamaged,
    ProjectError,
    ProjectReadOnly,
    ProjectTooNew,
)
from annotator.storage.project import Project
from tests.storage.helpers import ANN, add, create, digest, mark, names, ordinary_user, planned, tamper

HEAD = b"SQLite format 3\0"


def sound(path: Path) -> None:
    with create(path) as project:
        article = add(project, "A sentence of the council. " * 2000)
        with project.act("import annotations") as change:
            many = [planned(project, article, (start, start + 5)) for start in range(0, 4000, 10)]
            change.insert_annotations(many)


def patched(offset: int, content: bytes) -> Callable[[Path], None]:
    def make(path: Path) -> None:
        sound(path)
        with path.open("r+b") as file:
            file.seek(offset)
            file.write(content)

    return make


def truncated(path: Path) -> None:
    sound(path)
    os.truncate(path, path.stat().st_size - 3000)


def beheaded(path: Path) -> None:
    sound(path)
    os.truncate(path, 60)


def page_overwritten(path: Path) -> None:
    """Overwrite every page that holds rows of a table, but the schema."""
    sound(path)
    content = bytearray(path.read_bytes())
    for start in range(4096, len(content), 4096):
        if content[start] == 13:  # a leaf of a table
            content[start : start + 200] = b"\xff" * 200
    path.write_bytes(content)


def foreign(path: Path) -> None:
    tamper(path, "CREATE TABLE invoices (id INTEGER PRIMARY KEY); PRAGMA application_id = 7;")


def nameless(path: Path) -> None:
    tamper(path, "CREATE TABLE articles (id INTEGER PRIMARY KEY);")


def newer(path: Path) -> None:
    sound(path)
    tamper(path, "PRAGMA user_version = 7")


def unnumbered(path: Path) -> None:
    sound(path)
    tamper(path, "PRAGMA user_version = 0")


def without_table(path: Path) -> None:
    sound(path)
    tamper(path, "PRAGMA foreign_keys = OFF; DROP TABLE tombstones;")


def with_other_columns(path: Path) -> None:
    sound(path)
    tamper(path, "ALTER TABLE layers ADD COLUMN icon TEXT")


def table_is_a_view(path: Path) -> None:
    sound(path)
    tamper(
        path,
        "ALTER TABLE tombstones RENAME TO hidden;"
        "CREATE VIEW tombstones AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n)"
        " SELECT i AS id, '' AS kind, '' AS annotator_id, '' AS deleted_at, 1 AS revision FROM n;",
    )


def wal_in_use(path: Path) -> None:
    sound(path)
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA wal_autocheckpoint = 0")
    connection.execute("UPDATE project SET value = 'in the wal' WHERE key = 'title'")
    connection.commit()
    wal = path.with_name(path.name + "-wal")
    content, shared = wal.read_bytes(), path.read_bytes()
    connection.close()
    path.write_bytes(shared)
    wal.write_bytes(content)  # as after a crash of the other program


CASES: list[tuple[Callable[[Path], object], type[ProjectError], str]] = [
    (lambda path: path.write_bytes(b""), NotAProject, "is empty"),
    (lambda path: path.write_text("The council said. " * 40), NotAProject, "is a text file"),
    (lambda path: path.write_text("Да"), NotAProject, "is a text file"),
    (
        lambda path: path.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256))),
        NotAProject,
        "is not a project file",
    ),
    (lambda path: path.write_bytes(b"\0" * 5000), ProjectDamaged, "begins with zeros"),
    (lambda path: path.write_bytes(HEAD), ProjectDamaged, "breaks off after 16 bytes"),
    (lambda path: path.mkdir(), NotAProject, "is a folder"),
    (os.mkfifo, NotAProject, "is a device or a pipe"),
    (foreign, NotAProject, "database of another program"),
    (nameless, NotAProject, "database of another program"),
    (newer, ProjectTooNew, "format 7; this one knows up to 3"),
    (unnumbered, ProjectDamaged, "no format number"),
    (truncated, ProjectDamaged, "is not whole"),
    (beheaded, ProjectDamaged, "breaks off after 60 bytes"),
    (patched(0, b"\0" * 16), NotAProject, "is not a project file of Annotator. It"),
    (patched(100, b"\xff" * 3000), ProjectDamaged, "is damaged"),
    (page_overwritten, ProjectDamaged, "is damaged"),
    (without_table, ProjectDamaged, r"lacks tables of a project.*\(tombstones\)"),
    (with_other_columns, ProjectDamaged, r"in another form \(layers\)"),
    (table_is_a_view, ProjectDamaged, r"in another form \(tombstones\)"),
    (wal_in_use, ProjectBusy, "Close that program"),
]


@pytest.mark.parametrize("read_only", [False, True], ids=["editing", "reading"])
@pytest.mark.parametrize(("make", "kind", "sentence"), CASES, ids=[case[2][:24] for case in CASES])
def test_it_is_refused_with_its_own_sentence_and_left_as_it_is(
    path: Path, make: Callable[[Path], object], kind: type[ProjectError], sentence: str, read_only: bool
) -> None:
    make(path)
    before = digest(path) if path.is_file() else None
    beside = names(path.parent)
    with pytest.raises(kind, match=sentence) as caught:
        Project.open(path, annotator=ANN, read_only=read_only)
    assert type(caught.value) is kind
    assert "council.annotator" in str(caught.value)
    assert str(caught.value).endswith(".")
    assert names(path.parent) == beside
    assert (digest(path) if path.is_file() else None) == before


def test_the_sentences_differ() -> None:
    assert len({sentence for _, _, sentence in CASES}) >= len(CASES) - 3


def test_a_file_that_is_not_there_is_not_made(path: Path) -> None:
    with pytest.raises(NotFound, match="There is no file"):
        Project.open(path, annotator=ANN)
    assert names(path.parent) == []


def test_a_path_that_no_file_can_have(path: Path) -> None:
    with pytest.raises(NotFound):
        Project.open(path.with_name("a\0b"), annotator=ANN)
    with pytest.raises(NotFound):
        Project.open(path.with_name("x" * 5000), annotator=ANN)


def test_a_file_that_may_not_be_read(ordinary: Path) -> None:
    path = ordinary / "council.annotator"
    create(path).close()
    path.chmod(0o000)
    with ordinary_user(ordinary), pytest.raises(NotFound, match=r"cannot be read \(Permission denied\)"):
        Project.open(path, annotator=ANN)


def test_after_a_refusal_the_lock_is_free_again(path: Path) -> None:
    sound(path)
    good = path.read_bytes()
    tamper(path, "PRAGMA foreign_keys = OFF; DROP TABLE tombstones;")
    with pytest.raises(ProjectDamaged):
        Project.open(path, annotator=ANN)
    path.write_bytes(good)
    with Project.open(path, annotator=ANN) as project:
        assert not project.read_only


def test_a_file_that_another_program_left_in_wal_mode_is_put_right(path: Path) -> None:
    sound(path)
    tamper(path, "PRAGMA journal_mode = WAL")
    assert path.read_bytes()[18:20] == b"\2\2"
    before = digest(path)
    with pytest.raises(ProjectReadOnly, match="Open it for editing once"):
        Project.open(path, annotator=ANN, read_only=True)
    assert digest(path) == before
    with Project.open(path, annotator=ANN) as project:
        assert not project.read_only
        mark(project, project.articles()[0], (0, 6))
    assert path.read_bytes()[18:20] == b"\1\1"
    assert names(path.parent) == [path.name]


def test_a_wal_of_another_file_is_not_adopted_but_set_aside(path: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.annotator"
    with create(other) as project:
        add(project, "Another council", "Another")
    tamper(other, "PRAGMA journal_mode = WAL")
    connection = sqlite3.connect(other)
    connection.execute("UPDATE articles SET title = 'forged'")
    connection.commit()
    foreign_wal = other.with_name(other.name + "-wal").read_bytes()
    connection.close()
    sound(path)
    stray = path.with_name(path.name + "-wal")
    stray.write_bytes(foreign_wal)
    before = digest(path)
    with pytest.raises(ProjectReadOnly, match="does not belong to it"):
        Project.open(path, annotator=ANN, read_only=True)
    with Project.open(path, annotator=ANN) as project:
        assert [one.title for one in project.articles()] == ["A council speaks"]
    assert digest(path) == before
    aside = path.with_name(stray.name + ".set-aside-1")
    assert names(path.parent) == [path.name, aside.name]
    assert aside.read_bytes() == foreign_wal
