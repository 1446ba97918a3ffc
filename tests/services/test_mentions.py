"""Marking all mentions of an entity at once."""

from pathlib import Path

import pytest

from annotator.core.errors import Cancelled, InvalidValue
from annotator.core.model import Article, Origin
from annotator.services import entities, history, mentions, projects
from annotator.services.progress import Progress
from annotator.storage.project import Project
from tests.storage.helpers import ANN, BOB, add, entity, found, image, mark

TEXT = "Ivanov 😀 said so. Later Mr Ivanov left.\nВладимир Иванов и Ivanov."


@pytest.fixture
def second(project: Project, article: Article) -> Article:
    return add(project, TEXT, "Second")


def starts(places: list[mentions.Candidate]) -> list[tuple[str, int, str]]:
    return [(one.article.title, one.span.start, one.quote) for one in places]


def test_all_places_are_found_that_are_not_marked(
    project: Project, article: Article, second: Article
) -> None:
    all_of_them = mentions.find(project, ["Ivanov", "Иванов"])
    places = [place for place in range(len(TEXT)) if TEXT.startswith(("Ivanov", "Иванов"), place)]
    assert [one.span.start for one in all_of_them if one.article.id == second.id] == places
    assert len(all_of_them) == len(places) + 1, "one in the first article"
    assert all(TEXT[slice(*one.span)] == one.quote for one in all_of_them if one.article.id == second.id)
    assert next(one for one in all_of_them if one.span.start == places[1]).before.endswith("Later Mr ")
    mark(project, second, (places[1] - 3, places[1] + 6), layer="actor")
    mark(project, second, (places[0], places[0] + 6), layer="claim")
    project.switch_annotator(BOB)
    mark(project, second, (places[2], places[2] + 6), layer="actor")
    project.switch_annotator(ANN)
    left = mentions.find(project, ["Ivanov", "Иванов"], [second.id])
    assert [one.span.start for one in left] == [place for place in places if place != places[1]]
    assert mentions.find(project, ["Nobody"]) == mentions.find(project, []) == []


def test_marking_them_is_one_act(project: Project, article: Article, second: Article, path: Path) -> None:
    before = image(path)
    places = mentions.find(project, ["Ivanov", "Иванов"])
    one = entities.planned("Ivanov", "person")
    act = mentions.mark(project, places, one)
    assert (act.verb, act.subject, act.article_id) == ("mark all mentions", "Ivanov", "")
    assert entities.overview(project)[0][1:4] == (len(places), 0, 2)
    made = project.annotations(second.id)
    assert {(each.origin, each.origin_detail, each.layer) for each in made} == {
        (Origin.PROPAGATED, mentions.DETAIL, "actor")
    }
    assert all(each.proposed == {"refers"} for each in made if each.value("refers"))
    assert made[0].value("refers") == "name"
    assert {project.article(each.id).status for each in (article, second)} == {"in progress"}
    after = image(path)
    history.undo(project)
    assert image(path) == before
    project.close()
    with Project.open(path, annotator=ANN) as again:
        history.redo(again)
        assert image(path) == after
    assert projects.check(path).findings == []


def test_a_known_entity_is_not_made_again(project: Project, second: Article) -> None:
    one = entity(project, "Ivanov")
    act = mentions.mark(project, mentions.find(project, ["Ivanov"], [second.id]), one)
    assert act.article_id == second.id
    assert project.entities() == [found(project.entity(one.id))]


def test_nothing_to_mark_is_refused(project: Project) -> None:
    with pytest.raises(InvalidValue, match="Choose the places"):
        mentions.mark(project, [], entities.planned("Ivanov"))
    assert project.entities() == []


def test_looking_for_them_can_be_stopped(project: Project, second: Article) -> None:
    class Stop(Progress):
        def step(self, done: int, total: int, what: str) -> None:
            raise Cancelled("Stopped.")

    with pytest.raises(Cancelled):
        mentions.find(project, ["Ivanov"], progress=Stop())


def test_the_actor_that_it_began_with_is_marked_by_the_same_act(
    project: Project, article: Article, second: Article, path: Path
) -> None:
    first = mark(project, second, (0, 6), layer="actor")
    before = image(path)
    places = mentions.find(project, ["Ivanov"], [second.id])
    one = entities.planned("Ivanov", "person")
    act = mentions.mark(project, places, one, [first.id])
    assert act.article_id == second.id
    assert [link.entity_id for link in project.links_of(first.id)] == [one.id]
    changed = found(project.annotation(first.id))
    assert (changed.text("refers"), changed.proposed) == ("name", frozenset({"refers"}))
    assert entities.overview(project)[0].mentions == len(places) + 1
    history.undo(project)
    assert image(path) == before
    claim = mark(project, second, (0, 6))
    with pytest.raises(InvalidValue, match="Only an actor"):
        mentions.mark(project, places, one, [claim.id])
    assert project.entities() == []


def test_inflected_forms_say_whose_they_are(project: Project) -> None:
    text = "Иванов пришёл. Иванова ждали. Ивановым довольны. Петра нет."
    russian = add(project, text, "Third")
    places = mentions.find(project, ["Иванов", "Пётр"], [russian.id])
    assert [(one.quote, one.form_of) for one in places] == [
        ("Иванов", ""),
        ("Иванова", "Иванов"),
        ("Ивановым", "Иванов"),
    ]
    mark(project, russian, (15, 22), layer="actor")
    assert [one.quote for one in mentions.find(project, ["Иванов"], [russian.id])] == ["Иванов", "Ивановым"]
    known = mentions.find(project, ["Иванов", "Ивановым"], [russian.id])
    assert [(one.quote, one.form_of) for one in known] == [("Иванов", ""), ("Ивановым", "")], "an alias"
