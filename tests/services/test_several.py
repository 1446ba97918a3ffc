"""Tags and notes of several annotations at once, and saying by hand who an actor is: each is one act."""

from pathlib import Path

import pytest

from annotator.core.errors import InvalidValue, NotAllowed, NotFound
from annotator.core.ids import new_id
from annotator.core.model import Annotation, Article, with_field
from annotator.services import entities, fields, history, linking, marking, projects, several
from annotator.services.fields import Aim
from annotator.storage.project import Project
from tests.storage.helpers import ANN, BOB, found, image, mark, planned


@pytest.fixture
def ids(project: Project, article: Article) -> list[str]:
    """Three claims; the first has two tags, the second one of them."""
    made = [mark(project, article, (start, start + 5)).id for start in (0, 10, 20)]
    several.retag(project, made[:1], added=["Vote", "law"])
    several.retag(project, made[1:2], added=["vote"])
    return made


def tags(project: Project, ids: list[str]) -> list[tuple[str, ...]]:
    return [found(project.annotation(id_)).tags for id_ in ids]


def test_a_tag_is_added_to_all_in_one_act(
    project: Project, article: Article, path: Path, ids: list[str]
) -> None:
    assert tags(project, ids) == [("Vote", "law"), ("vote",), ()]
    before = image(path)
    act = several.retag(project, ids, added=[" VOTE ", "new\ntag", "New tag"])
    assert (act.verb, act.subject, act.article_id) == ("change tags", "claim", article.id)
    assert tags(project, ids) == [("Vote", "law", "new tag"), ("vote", "new tag"), ("VOTE", "new tag")]
    after = image(path)
    assert several.retag(project, ids, added=["vote"]).seq == 0, "nothing to change is no act"
    history.undo(project)
    assert image(path) == before
    project.close()
    with Project.open(path, annotator=ANN) as again:
        history.redo(again)
        assert image(path) == after
    assert projects.check(path).findings == []


def test_a_tag_is_taken_from_all_however_it_is_spelt(project: Project, ids: list[str]) -> None:
    several.retag(project, ids, removed=["VOTE"])
    assert tags(project, ids) == [("law",), (), ()]
    history.undo(project)
    assert tags(project, ids) == [("Vote", "law"), ("vote",), ()]


def test_one_note_for_all_is_one_act(project: Project, path: Path, ids: list[str]) -> None:
    several.set_note(project, ids[:1], "of its own")
    before = image(path)
    act = several.set_note(project, ids, " the\r\nsame 😀 ")
    assert act.verb == "change note"
    assert {found(project.annotation(id_)).note for id_ in ids} == {"the\nsame 😀"}
    history.undo(project)
    assert image(path) == before
    with pytest.raises(InvalidValue, match="up to 100,000 characters; this one has 100,001"):
        several.set_note(project, ids, "x" * 100_001)
    assert image(path) == before


def test_all_or_none_is_changed(project: Project, article: Article, path: Path, ids: list[str]) -> None:
    before = image(path)
    with pytest.raises(NotFound, match="nothing was changed"):
        several.retag(project, [*ids, new_id()], added=["x"])
    assert image(path) == before
    project.switch_annotator(BOB)
    own = mark(project, article, (30, 35))
    with pytest.raises(NotAllowed):
        several.set_note(project, [own.id, *ids], "x")
    assert tags(project, ids) == [("Vote", "law"), ("vote",), ()]
    assert {found(project.annotation(id_)).note for id_ in ids} == {""}


def actor(project: Project, article: Article, *, refers: str = "", proposed: bool = True) -> Annotation:
    one = planned(project, article, (0, 6), layer="actor")
    one = with_field(one, "refers", refers, proposed=proposed) if refers else one
    marking.add(project, one)
    return one


def who(project: Project, one: Annotation) -> list[tuple[str, bool]]:
    return [(link.entity_id, link.proposed) for link in project.links_of(one.id)]


def test_saying_who_confirms_what_was_seen_beside_it(project: Project, article: Article, path: Path) -> None:
    one = actor(project, article, refers="office")
    before = image(path)
    entity = entities.planned("Ivanov", "person")
    act = linking.say_who(project, one.id, entity, refers="name", seen=True)
    assert (act.verb, act.subject, act.article_id) == ("set entity", "Ivanov", article.id)
    assert who(project, one) == [(entity.id, False)]
    stored = found(project.annotation(one.id))
    assert stored.value("refers") == "name" and stored.proposed == frozenset()
    after = image(path)
    history.undo(project)
    assert image(path) == before
    history.redo(project)
    assert image(path) == after
    assert projects.check(path).findings == []


def test_what_was_not_seen_stays_a_proposal_and_what_was_said_stays(
    project: Project, article: Article
) -> None:
    one = actor(project, article)
    entity = entities.planned("Ivanov", "person")
    fields.set_links(project, [one.id], "entity", [])
    linking.say_who(project, one.id, entity, refers="name")
    assert found(project.annotation(one.id)).proposed == {"refers"}
    fields.set_value(project, [one.id], "refers", "office")
    linking.say_who(project, one.id, entities.planned("Petrov"), refers="name", seen=True)
    assert found(project.annotation(one.id)).value("refers") == "office"
    assert len(who(project, one)) == 1 and who(project, one) != [(entity.id, False)]


def test_a_proposed_entity_that_is_right_keeps_its_link(project: Project, article: Article) -> None:
    one = actor(project, article, refers="name")
    entity = entities.planned("Ivanov", "person")
    entities.create(project, entity)
    with project.act("link", "entity", article.id) as change:
        change.insert(fields.link_to(one, "entity", Aim(entity_id=entity.id), proposed=True))
    link = project.links_of(one.id)[0]
    linking.say_who(project, one.id, entity, refers="telepathy", seen=True)
    kept = project.links_of(one.id)[0]
    assert (kept.id, kept.proposed) == (link.id, False)
    assert found(project.annotation(one.id)).value("refers") == "name", "the codebook has no such way"
    with pytest.raises(NotFound, match="no longer there"):
        linking.say_who(project, new_id(), entity)
