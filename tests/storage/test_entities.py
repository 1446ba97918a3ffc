"""Entities as rows, shared by all annotators."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from annotator.core.errors import InvalidValue, NotAllowed, NotFound, UndoConflict
from annotator.core.ids import new_id
from annotator.core.model import Article, Entity
from annotator.services import entities, fields, history, marking, mentions, projects
from annotator.services.fields import Aim
from annotator.storage.project import Project
from tests.storage.helpers import ANN, BOB, entity, found, image, mark, rows


def test_an_entity_comes_back_as_it_was_stored(project: Project, path: Path) -> None:
    planned = Entity(
        *(new_id(), "Иванов 😀", "person", ("a;b", "back\\slash", "إيفانوف"), "Minister", "RU", "Q7747"),
        note="two\nlines",
    )
    with project.act("add entity") as change:
        change.insert(planned)
    stored = found(project.entity(planned.id))
    assert (stored.annotator_id, stored.revision) == (ANN.id, 1)
    assert stored == replace(
        planned, annotator_id=ANN.id, created_at=stored.created_at, updated_at=stored.created_at
    )
    assert project.entities() == [stored]
    project.close()
    with Project.open(path, annotator=ANN) as again:
        assert again.entities() == [stored]
    assert projects.check(path).findings == []


def test_what_an_entity_cannot_be(project: Project) -> None:
    one, two = entity(project, "One"), entity(project, "Two")
    wrong: list[tuple[Entity, type[Exception], str]] = [
        (replace(one, name=" "), InvalidValue, "needs a name"),
        (replace(one, merged_into=one.id), InvalidValue, "cannot be merged with what was merged into it"),
        (replace(one, merged_into=new_id()), NotFound, "is no longer there"),
    ]
    for entity_, kind, sentence in wrong:
        with pytest.raises(kind, match=sentence), project.act("edit entity") as change:
            change.update(entity_)
        with pytest.raises(kind, match=sentence), project.act("add entity") as change:
            new = new_id()
            into = new if entity_.merged_into == one.id else entity_.merged_into
            change.insert(replace(entity_, id=new, merged_into=into))
    with project.act("merge") as change:
        change.update(replace(one, merged_into=two.id))
    with pytest.raises(InvalidValue, match="was merged into it"), project.act("merge") as change:
        change.update(replace(two, merged_into=one.id))
    with pytest.raises(NotAllowed, match=r"never changes \(annotator_id\)"), project.act("edit") as change:
        change.update(replace(two, annotator_id=BOB.id))


def test_everybody_may_change_an_entity_and_remove_an_unused_one(project: Project, path: Path) -> None:
    one = entity(project, "One")
    project.switch_annotator(BOB)
    entities.edit(project, replace(one, name="Bob's name for it"))
    assert found(project.entity(one.id)).annotator_id == ANN.id
    entities.remove(project, [one.id])
    assert rows(path, "SELECT id, kind, annotator_id, revision FROM tombstones") == [
        (one.id, "entity", BOB.id, 3)
    ]
    project.switch_annotator(ANN)
    with pytest.raises(UndoConflict, match="the entity was removed by Bob since"):
        history.undo(project)
    project.switch_annotator(BOB)
    history.undo(project)
    assert found(project.entity(one.id)).name == "Bob's name for it"
    assert found(project.entity(one.id)).revision == 4
    project.switch_annotator(ANN)
    with pytest.raises(UndoConflict, match="the entity was changed by Bob since"):
        history.undo(project)
    assert projects.check(path).findings == []


def mentioned(project: Project, article: Article, one: Entity) -> None:
    entities.assign(project, [mark(project, article, (1, 6), layer="actor").id], one)


def linked(project: Project, article: Article, one: Entity) -> None:
    claim = mark(project, article, (1, 6))
    fields.set_links(project, [claim.id], "about", [Aim(entity_id=one.id)])


def merged(project: Project, article: Article, one: Entity) -> None:
    with project.act("merge entities") as change:
        change.insert(replace(entities.planned("Other"), merged_into=one.id))


@pytest.mark.parametrize("use", [mentioned, linked, merged])
def test_an_entity_that_is_used_stays(
    project: Project, article: Article, path: Path, use: Callable[[Project, Article, Entity], None]
) -> None:
    one = entity(project, "One")
    project.switch_annotator(BOB)
    use(project, article, one)
    before = image(path)
    for who in (BOB, ANN):
        project.switch_annotator(who)
        with pytest.raises(NotAllowed, match="“One” is used, so it cannot be removed"):
            entities.remove(project, [one.id])
    with pytest.raises(UndoConflict, match=r"This cannot be undone: the entity is used by Bob\. Nothing was"):
        history.undo(project)
    assert image(path) == before


def test_an_undo_does_not_point_to_an_entity_that_was_removed(
    project: Project, article: Article, path: Path
) -> None:
    one, two = entity(project, "One"), entity(project, "Two")
    actor = mark(project, article, (0, 6), layer="actor")
    entities.assign(project, [actor.id], one)
    entities.assign(project, [actor.id], two)
    project.switch_annotator(BOB)
    entities.remove(project, [one.id])
    project.switch_annotator(ANN)
    before = image(path)
    with pytest.raises(UndoConflict, match="what the link belongs to is no longer in the project"):
        history.undo(project)
    assert image(path) == before


def test_redo_does_not_merge_in_a_circle(project: Project, path: Path) -> None:
    one, two = entity(project, "One"), entity(project, "Two")
    entities.edit(project, replace(two, aliases=("One",)))
    entities.merge(project, two.id, one.id)
    history.undo(project)
    project.switch_annotator(BOB)
    entities.merge(project, one.id, two.id)
    project.switch_annotator(ANN)
    before = image(path)
    with pytest.raises(UndoConflict, match="no longer fits"):
        history.redo(project)
    assert image(path) == before
    assert projects.check(path).findings == []


def test_undoing_what_brought_an_article_into_work_leaves_what_others_need(
    project: Project, article: Article
) -> None:
    found_ = mentions.find(project, ["council"])
    mentions.mark(project, found_, entities.planned("The council"))
    assert project.article(article.id).status == "in progress"
    project.switch_annotator(BOB)
    mark(project, article, (0, 5))
    project.switch_annotator(ANN)
    history.undo(project)
    assert project.article(article.id).status == "in progress", "Bob has a mark in it"
    assert [one.annotator_id for one in project.annotations(article.id)] == [BOB.id]
    history.redo(project)
    marking.remove(project, [one.id for one in project.annotations(article.id) if one.annotator_id == ANN.id])


def test_usage_counts_through_merged_entities(project: Project, article: Article) -> None:
    one, two, unused = (entity(project, name) for name in ("One", "Two", "Three"))
    for start, who in ((0, one), (10, two), (20, two)):
        entities.assign(project, [mark(project, article, (start, start + 5), layer="actor").id], who)
    linked(project, article, two)
    assert sorted(project.usage()) == sorted([(one.id, 1, 0, 1), (two.id, 2, 1, 1)])
    entities.merge(project, one.id, two.id)
    assert project.usage() == [(one.id, 3, 1, 1)]
    assert [one.id for one in entities.unused(project)] == [unused.id]
