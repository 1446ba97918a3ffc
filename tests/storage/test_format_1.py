"""A project file that was made by the last version that wrote format 1."""

import shutil
from pathlib import Path

import pytest

from annotator.core.errors import UndoConflict
from annotator.core.model import Status
from annotator.services import entities, history, projects
from annotator.storage.project import Project
from tests.storage.helpers import person, rows

OLD = Path(__file__).parent / "fixtures" / "format-1.annotator"


@pytest.fixture
def old(path: Path) -> Path:
    shutil.copy(OLD, path)
    return path


def content(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """Return everything that a file of the first format holds."""
    return {
        "articles": rows(path, "SELECT * FROM articles ORDER BY number"),
        "annotations": rows(
            path,
            'SELECT number, id, article_id, layer, annotator_id, start, "end", fragments, quote, note, tags,'
            " origin, origin_detail, created_at, updated_at, revision FROM annotations ORDER BY number",
        ),
        "annotators": rows(path, "SELECT * FROM annotators ORDER BY id"),
        "texts": rows(path, "SELECT * FROM texts ORDER BY number"),
        "tombstones": rows(path, "SELECT * FROM tombstones ORDER BY id"),
        "project": rows(path, "SELECT * FROM project ORDER BY key"),
        "journal": rows(path, "SELECT * FROM journal ORDER BY seq"),
        "layers": rows(
            path,
            "SELECT id, position, title, key, colour, shape, grain, guideline FROM layers ORDER BY id",
        ),
    }


def test_it_is_of_the_first_format_and_has_what_makes_it_hard() -> None:
    assert rows(OLD, "PRAGMA user_version") == [(1,)]
    assert rows(OLD, "SELECT count(*) FROM annotations WHERE instr(fragments, ';')") == [(2,)]
    assert rows(OLD, "SELECT tags FROM annotations WHERE tags <> ''") == [("a\\;b; back\\\\slash; قال",)]
    assert rows(OLD, "SELECT quote FROM annotations WHERE layer = 'date'") == [("🇺🇦",)]
    assert rows(OLD, "SELECT count(*) FROM journal WHERE undone = 1") == [(1,)]


def test_everything_is_still_there(old: Path) -> None:
    before = content(old)
    Project.open(old, annotator=person("Ann")).close()
    assert rows(old, "PRAGMA user_version") == [(3,)]
    assert content(old) == before
    assert rows(old, "SELECT DISTINCT fields, proposed FROM annotations") == [("{}", "")]
    assert projects.check(old).findings == []


def test_it_gets_the_fields_of_a_new_project(old: Path) -> None:
    before = content(old)
    with projects.open_project(old, "Ann") as project:
        book = project.codebook()
        default = projects.default_codebook()
        assert book.entity_kinds == default.entity_kinds
        assert [layer.fields for layer in book.layers] == [layer.fields for layer in default.layers]
        assert project.layers()[0].guideline == "Who says what.", "its own layers stay as they were"
        assert project.history(limit=1)[0].verb == "change codebook"
    after = content(old)
    assert after.pop("journal")[:-1] == before.pop("journal")
    assert after == before
    with projects.open_project(old, "Ann") as project:
        assert project.codebook() == book
        assert len(project.history()) == len(rows(OLD, "SELECT seq FROM journal")) + 1, "once is enough"
    assert projects.check(old).findings == []


def test_old_acts_can_still_be_undone_and_redone(old: Path) -> None:
    with projects.open_project(old, "Ann") as project:
        claim = next(
            one for article in project.articles() for one in project.annotations(article.id) if one.note
        )
        assert claim.note == "denied later; 😀 née"
        assert history.redo(project).verb == "change note"
        redone = project.annotation(claim.id)
        assert redone is not None
        assert redone.note == "changed"
        verbs = []
        for _ in range(9):
            verbs.append(history.undo(project).verb)
        with pytest.raises(UndoConflict, match="Bob has annotations"):
            history.undo(project)
        assert verbs == [
            *("change note", "import annotations", "edit article", "remove mark", "mark"),
            *("mark", "mark", "mark", "add articles"),
        ]
        assert [one.layer for one in project.annotations(claim.article_id)] == ["actor"], "that of Bob stays"
        for _ in verbs:
            history.redo(project)
        assert project.annotation(claim.id) == project.annotation(claim.id)
        restored = project.annotation(claim.id)
        assert restored is not None
        assert (restored.note, restored.tags) == ("changed", claim.tags)
        assert project.article(claim.article_id).status is Status.IN_PROGRESS
    assert projects.check(old).findings == []


def test_what_is_new_can_be_recorded_in_it(old: Path) -> None:
    with projects.open_project(old, "Ann") as project:
        own = [
            one.id
            for article in project.articles()
            for one in project.annotations(article.id)
            if one.layer == "actor" and one.annotator_id == project.annotator.id
        ]
        entities.assign(project, own, entities.planned("المتحدث", "person"), refers="name")
        (row,) = entities.overview(project)
        assert (row.entity.name, row.mentions) == ("المتحدث", 4)
    assert projects.check(old).findings == []
