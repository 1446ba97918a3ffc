"""Links as rows: what they may be of and point to, and what becomes of them."""

from dataclasses import replace
from pathlib import Path

import pytest

from annotator.core.errors import InvalidValue, NotAllowed, NotFound, UndoConflict
from annotator.core.ids import new_id
from annotator.core.model import Annotation, Article, Link, with_field
from annotator.services import entities, fields, history, marking, projects
from annotator.services.fields import Aim
from annotator.storage.project import Project
from tests.storage.helpers import ANN, BOB, add, entity, found, image, mark, planned, rows


@pytest.fixture
def claim(project: Project, article: Article) -> Annotation:
    return mark(project, article, (23, 34))


@pytest.fixture
def actor(project: Project, article: Article) -> Annotation:
    return mark(project, article, (0, 6), layer="actor")


@pytest.fixture
def date(project: Project, article: Article) -> Annotation:
    return mark(project, article, (43, 49), layer="date")


def insert(project: Project, link: Link) -> None:
    with project.act("link") as change:
        change.insert(link)


def aims(project: Project, annotation: Annotation, field: str) -> list[tuple[int, str]]:
    return [(one.position, one.aim) for one in project.links_of(annotation.id) if one.field == field]


def test_a_link_comes_back_as_it_was_stored(
    project: Project, article: Article, claim: Annotation, actor: Annotation
) -> None:
    link = fields.link_to(claim, "speaker", Aim(target_id=actor.id), proposed=True)
    insert(project, link)
    stored = found(project.link(link.id))
    assert replace(stored, created_at="", updated_at="") == link
    assert stored.created_at == stored.updated_at != ""
    assert project.links(article.id) == project.links_of(claim.id) == project.links_to(actor.id) == [stored]
    assert project.links_of(actor.id) == project.links_to(claim.id) == []
    assert project.totals()["links"] == 1


def test_links_come_by_field_and_position(project: Project, article: Article, claim: Annotation) -> None:
    people = [entity(project, name) for name in ("A", "B", "C")]
    fields.set_links(project, [claim.id], "speaker", [Aim(entity_id=people[2].id)])
    fields.set_links(project, [claim.id], "about", [Aim(entity_id=one.id) for one in people])
    assert [(one.field, one.position) for one in project.links(article.id)] == [
        *(("about", 1), ("about", 2), ("about", 3), ("speaker", 1)),
    ]


def test_what_a_link_cannot_be(
    project: Project, article: Article, claim: Annotation, actor: Annotation, date: Annotation
) -> None:
    other_article = add(project, "Elsewhere the council spoke.", "Other")
    elsewhere = mark(project, other_article, (14, 21), layer="actor")
    person = entity(project, "Ivanov")
    before = image(project.path)
    wrong: list[tuple[Annotation, str, Aim, type[Exception], str]] = [
        (claim, "mode", Aim(entity_id=person.id), InvalidValue, "no field “mode” for links"),
        (claim, "nothing", Aim(entity_id=person.id), InvalidValue, "no field “nothing” for links"),
        (actor, "speaker", Aim(entity_id=person.id), InvalidValue, "no field “speaker” for links"),
        (claim, "speaker", Aim(), InvalidValue, "exactly one thing"),
        (claim, "speaker", Aim(actor.id, person.id), InvalidValue, "exactly one thing"),
        (claim, "speaker", Aim(target_id=claim.id), InvalidValue, "points to another annotation"),
        (claim, "speaker", Aim(target_id=elsewhere.id), InvalidValue, "of the same article"),
        (claim, "speaker", Aim(target_id=date.id), InvalidValue, "takes a marked actor"),
        (claim, "speaker", Aim(value="2025"), InvalidValue, "takes an actor or an entity, not a text"),
        (claim, "about", Aim(value="unattributed"), InvalidValue, "takes an actor or an entity"),
        (claim, "event_date", Aim(target_id=actor.id), InvalidValue, "takes a marked date"),
        (claim, "event_date", Aim(entity_id=person.id), InvalidValue, "takes a date, not an entity"),
        (actor, "entity", Aim(value="unattributed"), InvalidValue, "“Entity” takes an entity"),
        (claim, "speaker", Aim(target_id=new_id()), NotFound, "no annotation with the id"),
        (claim, "speaker", Aim(entity_id=new_id()), NotFound, "no longer in the project"),
        (replace(claim, id=new_id()), "speaker", Aim(entity_id=person.id), NotFound, "no annotation"),
    ]
    for annotation, field, aim, kind, sentence in wrong:
        for insert_one in (insert, insert_in_bulk):
            with pytest.raises(kind, match=sentence):
                insert_one(project, fields.link_to(annotation, field, aim))
    assert image(project.path) == before


def insert_in_bulk(project: Project, link: Link) -> None:
    with project.act("import links") as change:
        change.insert_links([link])


def test_a_link_is_by_whoever_made_its_annotation(project: Project, claim: Annotation) -> None:
    person = entity(project, "Ivanov")
    link = fields.link_to(claim, "speaker", Aim(entity_id=person.id))
    insert(project, link)
    stored = found(project.link(link.id))
    project.switch_annotator(BOB)
    other = replace(fields.link_to(claim, "speaker", Aim(entity_id=person.id)), annotator_id=BOB.id)
    with pytest.raises(NotAllowed, match="made by whoever made its annotation"):
        insert(project, other)
    with pytest.raises(NotAllowed, match="by Ann; only Ann can change"), project.act("link") as change:
        change.insert(replace(other, annotator_id=ANN.id))
    with pytest.raises(NotAllowed, match="by Ann"), project.act("link") as change:
        change.update(replace(stored, proposed=True))
    with pytest.raises(NotAllowed, match="by Ann"), project.act("link") as change:
        change.remove("link", stored.id)
    assert project.links_of(claim.id) == [stored]


def test_what_a_link_is_of_never_changes(project: Project, claim: Annotation) -> None:
    person = entity(project, "Ivanov")
    insert(project, fields.link_to(claim, "speaker", Aim(entity_id=person.id)))
    (stored,) = project.links_of(claim.id)
    with pytest.raises(NotAllowed, match=r"never changes \(field\)"), project.act("link") as change:
        change.update(replace(stored, field="about"))


def test_removing_an_annotation_takes_its_links_and_undo_brings_them_back(
    project: Project, claim: Annotation, actor: Annotation, date: Annotation, path: Path
) -> None:
    person = entity(project, "Ivanov")
    fields.set_links(project, [claim.id], "speaker", [Aim(target_id=actor.id)])
    fields.set_links(project, [claim.id], "about", [Aim(entity_id=person.id), Aim(target_id=actor.id)])
    fields.set_links(project, [claim.id], "event_date", [Aim(target_id=date.id)])
    states = [image(path)]
    marking.remove(project, [claim.id])
    states.append(image(path))
    assert rows(path, "SELECT count(*) FROM links") == [(0,)]
    assert rows(path, "SELECT count(*) FROM tombstones WHERE kind = 'link'") == [(4,)]
    history.undo(project)
    assert image(path) == states[0]
    assert rows(path, "SELECT count(*) FROM tombstones") == [(0,)]
    project.close()
    with Project.open(path, annotator=ANN) as again:
        history.redo(again)
        assert image(path) == states[1]
        history.undo(again)
        assert image(path) == states[0]
    assert projects.check(path).findings == []


def test_what_pointed_to_a_mention_points_to_its_entity(
    project: Project, claim: Annotation, actor: Annotation, article: Article, path: Path
) -> None:
    person, other = entity(project, "Ivanov"), entity(project, "Petrov")
    entities.assign(project, [actor.id], person)
    nameless = mark(project, article, (8, 12), layer="actor")
    about = [Aim(target_id=nameless.id), Aim(target_id=actor.id), Aim(entity_id=other.id)]
    fields.set_links(project, [claim.id], "about", about)
    fields.set_links(project, [claim.id], "speaker", [Aim(target_id=actor.id)])
    before = image(path)
    marking.remove(project, [nameless.id, actor.id])
    assert aims(project, claim, "speaker") == [(1, person.id)]
    assert aims(project, claim, "about") == [(1, person.id), (2, other.id)]
    history.undo(project)
    assert image(path) == before
    history.redo(project)
    assert aims(project, claim, "about") == [(1, person.id), (2, other.id)]
    assert projects.check(path).findings == []


def test_no_link_is_there_twice_when_its_mention_goes(
    project: Project, claim: Annotation, actor: Annotation
) -> None:
    person, other = entity(project, "Ivanov"), entity(project, "Petrov")
    entities.assign(project, [actor.id], person)
    about = [Aim(entity_id=person.id), Aim(target_id=actor.id), Aim(entity_id=other.id)]
    fields.set_links(project, [claim.id], "about", about)
    marking.remove(project, [actor.id])
    assert aims(project, claim, "about") == [(1, person.id), (2, other.id)]


def test_somebody_elses_link_keeps_a_mention_where_it_is(
    project: Project, article: Article, actor: Annotation, path: Path
) -> None:
    entities.assign(project, [actor.id], entity(project, "Ivanov"))
    project.switch_annotator(BOB)
    own = mark(project, article, (23, 34))
    fields.set_links(project, [own.id], "speaker", [Aim(target_id=actor.id)])
    project.switch_annotator(ANN)
    before = image(path)
    for act in (
        lambda: marking.remove(project, [actor.id]),
        lambda: marking.replace(project, replace(actor, layer="date"), "change layer"),
    ):
        with pytest.raises(NotAllowed, match="An annotation by Bob points to this one"):
            act()
    assert image(path) == before
    history.undo(project)  # the entity of the mention
    history.undo(project)  # the entity
    with pytest.raises(UndoConflict, match=r"the annotation is used by Bob\. Nothing was changed"):
        history.undo(project)
    assert found(project.annotation(actor.id)) == actor


def test_another_layer_takes_along_what_both_have(
    project: Project, claim: Annotation, actor: Annotation, path: Path
) -> None:
    person = entity(project, "Ivanov")
    entities.assign(project, [actor.id], person, refers="name")
    fields.set_links(project, [claim.id], "speaker", [Aim(target_id=actor.id)])
    fields.set_value(project, [claim.id], "summary", "Said.")
    before = image(path)
    moved = with_field(found(project.annotation(actor.id)), "summary", "stale")
    marking.replace(project, replace(moved, layer="date"), "change layer")
    assert found(project.annotation(actor.id)).fields == ()
    assert found(project.annotation(actor.id)).proposed == frozenset()
    assert project.links_of(actor.id) == []
    assert aims(project, claim, "speaker") == [(1, person.id)]
    assert projects.check(path).findings == []
    history.undo(project)
    assert image(path) == before
    history.redo(project)
    marking.replace(project, replace(found(project.annotation(claim.id)), layer="actor"), "change layer")
    assert project.links_of(claim.id) == []
    assert projects.check(path).findings == []


def test_values_of_no_field_are_not_taken(project: Project, article: Article, claim: Annotation) -> None:
    for layer, field in (("claim", "nothing"), ("claim", "speaker"), ("actor", "rule")):
        unknown = with_field(planned(project, article, (0, 5), layer=layer), field, "x")
        with pytest.raises(InvalidValue, match=f"no field “{field}” for values of"):
            marking.add(project, unknown)
        with pytest.raises(InvalidValue, match=f"no field “{field}”"), project.act("import") as change:
            change.insert_annotations([unknown])
    marking.replace(project, replace(with_field(claim, "nothing", "x"), note="kept"), "change note")
    assert (found(project.annotation(claim.id)).note, found(project.annotation(claim.id)).fields) == (
        "kept",
        (),
    )
    marking.add(project, with_field(planned(project, article, (0, 5), layer="date"), "rule", "by hand"))


def test_an_import_with_links_is_undone_and_redone_whole(
    project: Project, article: Article, path: Path
) -> None:
    before = image(path)
    people = [replace(entities.planned(name), annotator_id=BOB.id) for name in ("A", "B", "C")]
    people[0] = replace(people[0], merged_into=people[2].id)
    people[2] = replace(people[2], merged_into=people[1].id)
    with project.act("import", "x.csv") as change:
        change.insert(BOB)
        claims = [replace(planned(project, article, (n, n + 5)), annotator_id=BOB.id) for n in range(60)]
        claims = [with_field(one, "mode", "direct") for one in claims]
        change.insert_entities(people)
        change.insert_annotations(claims)
        change.insert_links([fields.link_to(one, "speaker", Aim(entity_id=people[0].id)) for one in claims])
    after = image(path)
    assert change.act.bulk
    assert not [kind for kind, _ in change.act.touched if kind == "link"]
    assert project.usage() == [(people[1].id, 0, 60, 1)]
    undone = history.undo(project)
    assert undone.bulk
    assert image(path) == before
    history.redo(project)
    assert image(path) == after
    assert projects.check(path).findings == []


def test_an_import_with_a_circle_of_entities_is_refused(project: Project, path: Path) -> None:
    one, two = entities.planned("One"), entities.planned("Two")
    circle = [replace(one, merged_into=two.id), replace(two, merged_into=one.id)]
    with pytest.raises(InvalidValue, match="in a circle"), project.act("import") as change:
        change.insert_entities(circle)
    assert project.entities() == []
