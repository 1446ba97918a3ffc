import sqlite3
from pathlib import Path

import pytest

from annotator.core.errors import OutputRefused
from annotator.storage import schema
from annotator.storage.project import Project
from tests.storage.helpers import ANN, CODEBOOK, LAYERS, add, create, digest, mark, names, ordinary_user, rows


def test_a_new_project_is_one_file_of_the_documented_kind(path: Path) -> None:
    create(path).close()
    assert names(path.parent) == [path.name]
    head = path.read_bytes()[:100]
    assert head[68:72] == b"Anno"
    assert int.from_bytes(head[60:64], "big") == schema.FORMAT == 3
    assert head[18:20] == b"\1\1"
    assert rows(path, "PRAGMA journal_mode") == [("delete",)]


def test_a_new_project_has_the_layers_and_says_what_it_is(path: Path) -> None:
    with Project.create(path, annotator=ANN, codebook=CODEBOOK, title="The council") as project:
        assert project.layers() == list(LAYERS)
        properties = project.properties()
    assert properties["title"] == "The council"
    assert set(properties) == {"id", "title", "created_at", "program_version"}


def test_the_title_is_the_name_of_the_file_if_none_is_given(path: Path) -> None:
    with create(path) as project:
        assert project.properties()["title"] == "council"


def test_the_migrations_build_the_documented_schema(path: Path) -> None:
    create(path).close()
    connection = sqlite3.connect(path)
    found = schema.schema_of(connection)
    connection.close()
    assert found == schema.schema_made_by(schema.STATEMENTS)
    assert {item.name for item in found} >= {*schema.TABLES, *schema.TRIGGERS}


@pytest.mark.parametrize("content", [b"", b"something else"])
def test_what_is_there_already_is_left_as_it_was(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    with pytest.raises(OutputRefused, match="already something named “council"):
        create(path)
    assert path.read_bytes() == content
    assert names(path.parent) == [path.name]


def test_an_open_project_is_not_made_anew(path: Path) -> None:
    with create(path) as project:
        article = add(project)
        with pytest.raises(OutputRefused):
            create(path)
        mark(project, article, (0, 6))
    assert rows(path, "SELECT count(*) FROM annotations") == [(1,)]


def test_a_dangling_link_is_not_followed(path: Path) -> None:
    path.symlink_to(path.parent / "elsewhere")
    with pytest.raises(OutputRefused):
        create(path)
    assert names(path.parent) == [path.name]


def test_a_stray_journal_is_not_taken_for_ours(path: Path) -> None:
    stray = path.with_name(path.name + "-journal")
    stray.write_bytes(b"of another database")
    with pytest.raises(OutputRefused, match="-journal"):
        create(path)
    assert names(path.parent) == [stray.name]


def test_a_folder_that_is_not_there_is_named(path: Path) -> None:
    with pytest.raises(OutputRefused, match="no folder"):
        create(path.parent / "missing" / "a.annotator")


def test_a_name_that_no_file_can_have_is_refused(path: Path) -> None:
    with pytest.raises(OutputRefused, match="cannot be the name"):
        create(path.with_name("a\0b"))


def test_a_folder_that_may_not_be_written_is_refused_before_anything_is_made(ordinary: Path) -> None:
    ordinary.chmod(0o555)
    with ordinary_user(ordinary), pytest.raises(OutputRefused, match="may not be written"):
        create(ordinary / "a.annotator")
    assert names(ordinary) == []


@pytest.mark.parametrize(
    "name", ["пробел и 😀.annotator", "100% ?#&.annotator", "a'b\"c;--.annotator", "-x", " "]
)
def test_any_name_will_do(path: Path, name: str) -> None:
    odd = path.with_name(name)
    with create(odd) as project:
        mark(project, add(project), (0, 6))
    with Project.open(odd, annotator=ANN) as project:
        assert not project.read_only
        assert len(project.articles()) == 1
    assert digest(odd)
    assert names(path.parent) == [name]
