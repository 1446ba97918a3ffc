"""Undo where somebody else has changed the same: refused whole, with a sentence that names them."""

from collections.abc import Callable
from pathlib import Path

import pytest

from annotator.core.errors import UndoConflict
from annotator.core.model import Article, Status
from annotator.services import articles, marking
from annotator.storage.project import Project
from tests.storage.helpers import ANN, BOB, add, image, mark, planned
from tests.storage.helpers import article as new_article

Change_ = Callable[[Project, Article], object]


def add_many(project: Project, where: Article) -> object:
    texts = [f"Text {number} of many" for number in range(60)]
    with project.act("add articles") as change:
        change.insert_articles([(new_article(text, text), text) for text in texts])
        change.insert_annotations([planned(project, where, (0, 6))])
    return None


def test_each_annotator_undoes_their_own(project: Project, article: Article) -> None:
    first = mark(project, article, (0, 6))
    project.switch_annotator(BOB)
    assert project.undoable() is None
    second = mark(project, article, (10, 16))
    project.switch_annotator(ANN)
    project.undo()
    assert [one.id for one in project.annotations(article.id)] == [second.id]
    project.switch_annotator(BOB)
    assert project.redoable() is None
    project.undo()
    project.switch_annotator(ANN)
    project.redo()
    assert [one.id for one in project.annotations(article.id)] == [first.id]


@pytest.mark.parametrize("order", ["their edit", "their status"])
def test_somebody_else_changed_the_same(project: Project, article: Article, path: Path, order: str) -> None:
    articles.edit(project, article.id, title="Ann's title")
    project.switch_annotator(BOB)
    if order == "their edit":
        articles.edit(project, article.id, title="Bob's title")
    else:
        articles.set_status(project, article.id, Status.DONE)
    project.switch_annotator(ANN)
    before = image(path, revisions=True), len(project.history())
    if order == "their status":
        project.undo()
        assert project.article(article.id).title == article.title
        assert project.article(article.id).status is Status.DONE
        return
    with pytest.raises(UndoConflict) as caught:
        project.undo()
    assert str(caught.value) == (
        "This cannot be undone: the article was changed by Bob since. Nothing was changed."
    )
    assert (image(path, revisions=True), len(project.history())) == before


def test_somebody_else_took_it_out(project: Project, article: Article, path: Path) -> None:
    articles.edit(project, article.id, title="Ann's title")
    project.switch_annotator(BOB)
    articles.remove(project, article.id)
    project.switch_annotator(ANN)
    before = image(path)
    with pytest.raises(UndoConflict, match="the article was removed by Bob since"):
        project.undo()
    project.switch_annotator(BOB)
    project.undo()
    project.switch_annotator(ANN)
    project.undo()
    assert image(path) != before
    assert project.article(article.id).title == article.title


@pytest.mark.parametrize("make", [add_many, lambda project, where: add(project, "One more", "One more")])
def test_somebody_else_marked_in_what_would_go(
    project: Project, article: Article, path: Path, make: Change_
) -> None:
    make(project, article)
    newest = project.articles()[-1]
    project.switch_annotator(BOB)
    theirs = mark(project, newest, (0, 4))
    project.switch_annotator(ANN)
    before = image(path, revisions=True)
    with pytest.raises(UndoConflict, match=f"Bob has annotations in “{newest.title}”. Nothing was changed"):
        project.undo()
    assert image(path, revisions=True) == before
    project.switch_annotator(BOB)
    marking.remove(project, [theirs.id])
    project.switch_annotator(ANN)
    with pytest.raises(UndoConflict, match="changed by Bob"):
        project.undo()  # their mark had brought it to "in progress", which stands
    project.switch_annotator(BOB)
    project.undo()
    project.undo()
    project.switch_annotator(ANN)
    project.undo()


def test_somebody_else_changed_one_of_many(project: Project, article: Article) -> None:
    add_many(project, article)
    newest = project.articles()[-1]
    project.switch_annotator(BOB)
    articles.edit(project, newest.id, title="Bob's title")
    project.switch_annotator(ANN)
    with pytest.raises(UndoConflict, match="the article was changed by Bob since"):
        project.undo()
    project.switch_annotator(BOB)
    project.undo()
    project.switch_annotator(ANN)
    project.undo()
    assert [one.id for one in project.articles()] == [article.id]


def test_one_of_many_was_taken_out(project: Project, article: Article) -> None:
    add_many(project, article)
    project.switch_annotator(BOB)
    articles.remove(project, project.articles()[-1].id)
    project.switch_annotator(ANN)
    with pytest.raises(UndoConflict, match="was removed"):
        project.undo()


def test_what_it_belongs_to_is_gone(project: Project, article: Article) -> None:
    annotation = mark(project, article, (0, 6))
    marking.remove(project, [annotation.id])
    project.switch_annotator(BOB)
    articles.remove(project, article.id)
    project.switch_annotator(ANN)
    with pytest.raises(UndoConflict, match="belongs to is no longer in the project"):
        project.undo()
