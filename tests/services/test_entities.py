"""Entities: making, naming, merging and splitting them, and saying who mentions whom."""

from dataclasses import replace
from pathlib import Path

import pytest

from annotator.core.errors import InvalidValue, NotAllowed, NotFound, UndoConflict
from annotator.core.ids import new_id
from annotator.core.model import Annotation, Article, Entity
from annotator.services import entities, fields, history, projects
from annotator.services.entities import Roster
from annotator.services.fields import Aim
from annotator.storage.project import Project
from tests.storage.helpers import ANN, BOB, CODEBOOK, TEXT, add, entity, found, image, mark


def actor(project: Project, article: Article, start: int = 0) -> Annotation:
    return mark(project, article, (start, start + 6), layer="actor")


def meant(project: Project, annotation: Annotation) -> list[tuple[str, str, bool]]:
    return [(one.field, one.entity_id, one.proposed) for one in project.links_of(annotation.id)]


def test_values_are_stored_in_one_form() -> None:
    messy = Entity(
        *("1", "  Иванов\n 😀 ", "person", (" a ", "", "a", "Иванов 😀", "b;c")),
        role=" the\tminister ",
        country=" RU ",
        wikidata=" https://www.wikidata.org/wiki/Q7747 ",
        note=" two\r\nlines ",
    )
    sound = entities.checked(messy, CODEBOOK)
    assert sound == Entity(
        *("1", "Иванов 😀", "person", ("a", "b;c"), "the minister", "RU", "Q7747", "two\nlines")
    )
    assert entities.checked(sound, CODEBOOK) == sound
    assert entities.checked(replace(sound, wikidata="q42"), CODEBOOK).wikidata == "Q42"


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"name": " \n"}, "An entity needs a name"),
        ({"kind": "robot"}, "“robot” is no kind of entity here; it is one of person, government"),
        ({"wikidata": "7747"}, "a Q and a number, such as Q7747"),
        ({"wikidata": "Q0"}, "a Q and a number"),
        ({"role": "x" * 2001}, "longer than 2,000 characters"),
        ({"aliases": ("x" * 2001,)}, "longer than 2,000 characters"),
    ],
)
def test_what_is_not_taken_is_said(project: Project, values: dict[str, str], sentence: str) -> None:
    one = entity(project, "Ivanov")
    for save in (entities.create, entities.edit):
        with pytest.raises(InvalidValue, match=sentence):
            save(project, replace(one, **values))  # type: ignore[arg-type]
    assert project.entities() == [one]


def test_creating_and_renaming_are_acts(project: Project, article: Article, path: Path) -> None:
    one = entities.planned(" Ivanov ", "person")
    act = entities.create(project, one)
    assert (act.verb, act.subject, act.touched) == ("add entity", "Ivanov", (("entity", one.id),))
    mention = actor(project, article)
    entities.assign(project, [mention.id], one)
    stored = found(project.entity(one.id))
    before = image(path)
    renamed = entities.edit(project, replace(stored, name="Petrov", merged_into=new_id()))
    assert (renamed.verb, renamed.subject) == ("rename entity", "Ivanov")
    assert found(project.entity(one.id)).merged_into == "", "merging is an act of its own"
    assert entities.roster(project).name(project.links_of(mention.id)[0].entity_id) == "Petrov"
    assert entities.edit(project, replace(stored, name="Petrov", country="RU")).verb == "edit entity"
    history.undo(project)
    history.undo(project)
    assert image(path) == before
    with pytest.raises(NotFound, match="no longer in the project"):
        entities.edit(project, replace(stored, id=new_id()))


def test_assigning_adds_the_entity_with_the_mention(project: Project, article: Article, path: Path) -> None:
    mentions = [actor(project, article, start) for start in (0, 10)]
    before = image(path)
    one = entities.planned("Ivanov", "person")
    ids = [mention.id for mention in mentions]
    act = entities.assign(project, ids, one, refers="name", proposed=True)
    assert (act.verb, act.subject, act.article_id) == ("set entity", "Ivanov", article.id)
    assert [meant(project, each) for each in mentions] == [[("entity", one.id, True)]] * 2
    assert all(
        each.value("refers") == "name" and each.proposed == {"refers"}
        for each in project.annotations(article.id)
    )
    after = image(path)
    entities.assign(project, ids, found(project.entity(one.id)), refers="office")
    assert [meant(project, each) for each in mentions] == [[("entity", one.id, False)]] * 2
    assert all(each.value("refers") == "name" for each in project.annotations(article.id)), "said already"
    history.undo(project)
    assert image(path) == after
    history.undo(project)
    assert image(path) == before
    project.close()
    with Project.open(path, annotator=ANN) as again:
        history.redo(again)
        assert image(path) == after
    assert projects.check(path).findings == []


def test_how_a_mention_refers_is_only_proposed_if_the_codebook_knows_it(
    project: Project, article: Article
) -> None:
    mention = actor(project, article)
    entities.assign(project, [mention.id], entities.planned("Ivanov"), refers="telepathy")
    assert found(project.annotation(mention.id)).fields == ()


def test_what_cannot_be_assigned(project: Project, article: Article) -> None:
    one = entity(project, "Ivanov")
    claim, mention = mark(project, article, (0, 6)), actor(project, article)
    with pytest.raises(InvalidValue, match="Only an actor annotation mentions an entity"):
        entities.assign(project, [mention.id, claim.id], one)
    with pytest.raises(NotFound, match="no longer there"):
        entities.assign(project, [mention.id, new_id()], one)
    with pytest.raises(InvalidValue, match="needs a name"):
        entities.assign(project, [mention.id], entities.planned(" "))
    with pytest.raises(InvalidValue, match="Choose the mentions"):
        entities.split_mentions(project, [], one)
    project.switch_annotator(BOB)
    with pytest.raises(NotAllowed, match="by somebody else"):
        entities.assign(project, [mention.id], one)
    assert project.links_of(mention.id) == []


def test_merging_keeps_what_points_and_undo_takes_it_back(
    project: Project, article: Article, path: Path
) -> None:
    kept = found(project.entity(entity(project, "Ivanov", "").id))
    other = Entity(
        *(new_id(), "I. Ivanov", "person", ("the minister", "Ivanov")),
        role="Minister",
        country="RU",
        note="b",
    )
    entities.create(project, other)
    entities.edit(project, replace(kept, note="a"))
    mention, claim = actor(project, article), mark(project, article, (23, 34))
    entities.assign(project, [mention.id], other)
    fields.set_links(project, [claim.id], "speaker", [Aim(entity_id=other.id)])
    links = project.links(article.id)
    before = image(path)
    act = entities.merge(project, kept.id, other.id)
    assert (act.verb, act.subject) == ("merge entities", "I. Ivanov → Ivanov")
    merged = found(project.entity(kept.id))
    assert merged.aliases == ("I. Ivanov", "the minister")
    assert (merged.kind, merged.role, merged.country, merged.note) == ("person", "Minister", "RU", "a\n\nb")
    assert project.links(article.id) == links, "nobody's annotations are rewritten"
    roster = entities.roster(project)
    assert roster.name(other.id) == "Ivanov"
    (row,) = entities.overview(project)
    assert (row.entity.id, row.mentions, row.links, row.articles) == (kept.id, 1, 1, 1)
    assert [one.id for one in row.merged] == [other.id]
    places = entities.mentions(project, kept.id)
    assert [(one.annotation.id, one.link.field) for one in places] == [
        (mention.id, "entity"),
        (claim.id, "speaker"),
    ]
    assert places == entities.mentions(project, other.id)
    after = image(path)
    history.undo(project)
    assert image(path) == before
    project.close()
    with Project.open(path, annotator=ANN) as again:
        history.redo(again)
        assert image(path) == after
        history.undo(again)
        assert image(path) == before
    assert projects.check(path).findings == []


def test_what_cannot_be_merged(project: Project) -> None:
    one, two, three = (entity(project, name) for name in ("One", "Two", "Three"))
    entities.merge(project, one.id, two.id)
    for pair in ((one, one), (one, two), (two, one)):
        with pytest.raises(InvalidValue, match="“One” cannot be merged with itself"):
            entities.merge(project, pair[0].id, pair[1].id)
    with pytest.raises(NotFound):
        entities.merge(project, one.id, new_id())
    entities.merge(project, three.id, two.id)
    assert found(project.entity(one.id)).merged_into == three.id, "what Two stands for was merged"


def test_splitting_off_takes_back_a_merging_long_after(project: Project, path: Path) -> None:
    one, two, three = (entity(project, name) for name in ("One", "Two", "Three"))
    entities.merge(project, two.id, one.id)
    entities.merge(project, three.id, two.id)
    assert found(project.entity(three.id)).aliases == ("Two", "One")
    entities.edit(project, replace(found(project.entity(three.id)), country="RU"))
    before = image(path)
    act = entities.split_off(project, one.id)
    assert (act.verb, act.subject) == ("split off entity", "One")
    assert found(project.entity(one.id)).merged_into == ""
    assert [found(project.entity(each.id)).aliases for each in (two, three)] == [(), ("Two",)]
    with pytest.raises(InvalidValue, match="“One” was not merged"):
        entities.split_off(project, one.id)
    with pytest.raises(NotFound):
        entities.split_off(project, new_id())
    history.undo(project)
    assert image(path) == before
    history.redo(project)
    assert projects.check(path).findings == []


def test_splitting_off_mentions_is_one_act(project: Project, article: Article) -> None:
    ours = [actor(project, article, start) for start in (0, 10, 20)]
    one = entity(project, "Ivanov")
    entities.assign(project, [each.id for each in ours], one)
    other = entities.planned("Another Ivanov")
    entities.split_mentions(project, [each.id for each in ours[:2]], other)
    assert [meant(project, each)[0][1] for each in ours] == [other.id, other.id, one.id]
    history.undo(project)
    assert [meant(project, each)[0][1] for each in ours] == [one.id] * 3
    assert project.entity(other.id) is None


def test_an_undo_does_not_take_an_entity_from_somebody_else(
    project: Project, article: Article, path: Path
) -> None:
    one = entities.planned("Ivanov")
    entities.assign(project, [actor(project, article).id], one)
    project.switch_annotator(BOB)
    theirs = actor(project, article, 10)
    entities.assign(project, [theirs.id], one)
    project.switch_annotator(ANN)
    before = image(path)
    with pytest.raises(
        UndoConflict, match=r"This cannot be undone: the entity is used by Bob\. Nothing was changed\."
    ):
        history.undo(project)
    assert image(path) == before
    project.switch_annotator(BOB)
    history.undo(project)
    project.switch_annotator(ANN)
    history.undo(project)
    assert project.entities() == []


def test_others_annotations_stay_as_they_are_when_entities_are_merged(
    project: Project, article: Article
) -> None:
    one, two = entity(project, "One"), entity(project, "Two")
    project.switch_annotator(BOB)
    theirs = actor(project, article)
    entities.assign(project, [theirs.id], two)
    annotation, links = project.annotation(theirs.id), project.links_of(theirs.id)
    project.switch_annotator(ANN)
    entities.merge(project, one.id, two.id)
    entities.edit(project, replace(found(project.entity(one.id)), name="Renamed"))
    assert (project.annotation(theirs.id), project.links_of(theirs.id)) == (annotation, links)
    assert entities.roster(project).name(links[0].entity_id) == "Renamed"


def test_removing_what_nobody_uses(project: Project, article: Article, path: Path) -> None:
    used, one, two = (entity(project, name) for name in ("Used", "One", "Two"))
    entities.assign(project, [actor(project, article).id], used)
    assert [each.name for each in entities.unused(project)] == ["One", "Two"]
    with pytest.raises(NotAllowed, match="“Used” is used"):
        entities.remove(project, [one.id, used.id])
    with pytest.raises(NotFound):
        entities.remove(project, [new_id()])
    with pytest.raises(InvalidValue, match="Choose the entities"):
        entities.remove(project, [])
    before = image(path)
    assert entities.remove(project, [one.id]).subject == "One"
    history.undo(project)
    act = entities.remove(project, [one.id, two.id, one.id])
    assert (act.verb, act.subject, len(act.touched)) == ("remove entity", "", 2)
    assert [each.id for each in project.entities()] == [used.id]
    history.undo(project)
    assert image(path) == before


def test_mentions_come_with_their_context_in_reading_order(project: Project, article: Article) -> None:
    one = entity(project, "Иванов")
    second = add(project, "Then Ivanov left.", "Second")
    start = TEXT.index("Иванов")
    claim = mark(project, article, (0, 10))
    late = mark(project, second, (5, 11), layer="actor")
    early = mark(project, article, (start, start + 6), layer="actor")
    entities.assign(project, [late.id, early.id], one)
    fields.set_links(project, [claim.id], "about", [Aim(entity_id=one.id)])
    places = entities.mentions(project, one.id)
    assert [(each.annotation.id, each.title) for each in places] == [
        (claim.id, article.title),
        (early.id, article.title),
        (late.id, "Second"),
    ]
    assert places[1].before.endswith("сказал ")
    assert places[1].after.startswith(" 😀")
    assert entities.mentions(project, new_id()) == []


def test_a_roster_follows_merging_and_forgets() -> None:
    one, two, three = (
        Entity("1", "One", aliases=("Uno",)),
        Entity("2", "Two"),
        Entity("3", "Three", merged_into="1"),
    )
    roster = Roster([one, two, three])
    assert [each.id for each in roster.live()] == ["1", "2"]
    assert roster.get("3") == one
    assert roster.same("1") == roster.same("3") == {"1", "3"}
    assert roster.named(" uno ") == [one]
    assert roster.named("three") == []
    assert (roster.name("3"), roster.name("9"), roster.same("9")) == ("One", "", frozenset())
    roster.put([replace(two, merged_into="3")])
    assert roster.same("1") == {"1", "2", "3"}
    roster.drop("1")
    assert roster.get("1") is None
    circle = Roster([replace(one, merged_into="2"), replace(two, merged_into="1")])
    assert circle.get("1") is not None, "a damaged file does not hang the program"
