"""A project file that was made by the last version that wrote format 2."""

import shutil
from pathlib import Path

import pytest

from annotator.core.model import Status
from annotator.services import projects
from annotator.storage.project import Project
from tests.storage.helpers import person, rows

OLD = Path(__file__).parent / "fixtures" / "format-2.annotator"

COLUMNS = {
    "project": "key, value",
    "annotators": "id, name, created_at, updated_at, revision",
    "texts": "number, sha256, text",
    "layers": "*",
    "fields": "*",
    "choices": "*",
    "entities": "*",
    "articles": "*",
    "links": "*",
    "tombstones": "*",
    "journal": "*",
    "annotations": (
        'number, id, article_id, layer, annotator_id, start, "end", fragments, quote, note, tags, origin,'
        " origin_detail, created_at, updated_at, revision, fields, proposed"
    ),
}


@pytest.fixture
def old(path: Path) -> Path:
    shutil.copy(OLD, path)
    return path


def content(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """Return everything that a file of the second format holds."""
    return {
        table: rows(path, f"SELECT {columns} FROM {table} ORDER BY 1") for table, columns in COLUMNS.items()
    }


def test_it_is_of_the_second_format_and_has_what_makes_it_hard() -> None:
    assert rows(OLD, "PRAGMA user_version") == [(2,)]
    assert rows(OLD, "SELECT fragments, tags FROM annotations WHERE note <> ''") == [
        ("47-54; 69-79", "a\\;b; c\\\\d")
    ]
    assert rows(OLD, "SELECT fields, proposed FROM annotations WHERE layer = 'date'") == [
        ('{"kind": "point", "rule": "by hand", "value": "2025-08"}', "kind")
    ]
    assert rows(OLD, "SELECT count(*) FROM journal WHERE undone = 1") == [(1,)]
    assert rows(OLD, "SELECT name FROM sqlite_schema WHERE name = 'readings'") == []


def test_everything_is_still_there(old: Path) -> None:
    before = content(old)
    Project.open(old, annotator=person("Ann")).close()
    assert rows(old, "PRAGMA user_version") == [(3,)]
    assert content(old) == before
    assert rows(old, "SELECT DISTINCT copy_of FROM annotations") == [("",)]
    for table in ("decisions", "comments", "assignments", "intakes", "conflicts"):
        assert rows(old, f"SELECT * FROM {table}") == []
    assert projects.check(old).findings == []


def test_who_said_done_has_read_both_articles(old: Path) -> None:
    with Project.open(old, annotator=person("Ann")) as project:
        ben = next(one for one in project.annotators() if one.name == "Ben")
        found = {(one.article_id, one.annotator_id, one.status) for one in project.readings()}
        assert found == {(article.id, ben.id, Status.DONE) for article in project.articles()}
        assert len(found) == 2, "Ben said it of both, Ann of none"


def test_what_was_undone_can_be_redone(old: Path) -> None:
    with Project.open(old, annotator=person("Ben")) as project:
        article = project.articles()[0]
        before = {one.id for one in project.annotations(article.id)}
        project.redo()
        (back,) = [one for one in project.annotations(article.id) if one.id not in before]
        assert (back.layer, back.copy_of) == ("actor", "")
        project.undo()
        assert {one.id for one in project.annotations(article.id)} == before
    assert projects.check(old).findings == []


def test_ann_can_undo_her_links(old: Path) -> None:
    with Project.open(old, annotator=person("Ann")) as project:
        links = {link.field for link in project.links(project.articles()[0].id)}
        assert links == {"entity", "speaker", "event_date"}
        project.undo()
        project.undo()
        assert {link.field for link in project.links(project.articles()[0].id)} == {"entity"}
        project.redo()
        project.redo()
        assert {link.field for link in project.links(project.articles()[0].id)} == links
    assert projects.check(old).findings == []
