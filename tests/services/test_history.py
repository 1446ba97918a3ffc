from pathlib import Path

import pytest

from annotator.core.errors import NothingToUndo
from annotator.services import articles, history, projects
from annotator.services.progress import QUIET
from tests.storage.helpers import CODEBOOK, add, mark


def test_undo_and_redo_say_what_they_did(tmp_path: Path) -> None:
    with projects.create(tmp_path / "a.annotator", "Ann", codebook=CODEBOOK) as project:
        assert (history.undoable(project), history.redoable(project)) == (None, None)
        for call in (history.undo, history.redo):
            with pytest.raises(NothingToUndo):
                call(project)
        article = add(project)
        annotation = mark(project, article, (0, 6))
        articles.edit(project, article.id, title="Another")
        undone = history.undo(project)
        assert (undone.kind, undone.verb, undone.touched) == (
            "undo",
            "edit article",
            (("article", article.id),),
        )
        undone = history.undo(project)
        assert (undone.verb, undone.subject, undone.article_id) == ("mark", "claim", article.id)
        assert ("annotation", annotation.id) in undone.touched
        redone = history.redo(project)
        assert (redone.kind, redone.verb) == ("redo", "mark")
        assert ("annotation", annotation.id) in redone.touched
        assert [act.kind for act in project.history(limit=4)] == ["redo", "undo", "undo", "do"]


def test_undo_of_many_says_that_it_was_many(tmp_path: Path) -> None:
    with projects.create(tmp_path / "a.annotator", "Ann", codebook=CODEBOOK) as project:
        article = add(project)
        annotation = mark(project, article, (0, 6))
        history.undo(project)
        with project.act("import annotations", "claims.csv") as change:
            change.insert_annotations([annotation])
        assert change.act.bulk
        act = history.undo(project)
        assert (act.verb, act.subject, act.bulk, act.touched) == (
            "import annotations",
            "claims.csv",
            True,
            (),
        )
        assert history.redo(project).bulk
        assert history.undo(project).bulk
        act = history.undo(project)
        assert (act.verb, act.bulk, act.touched) == ("add articles", False, (("article", article.id),))


def test_a_progress_that_nobody_looks_at_goes_on() -> None:
    QUIET.step(1, 2, "pages")
