"""What merged entities take over from each other, and what goes back when one is split off."""

from dataclasses import replace
from pathlib import Path

import pytest

from annotator.core.errors import InvalidValue, NotFound
from annotator.core.ids import new_id
from annotator.core.model import Entity
from annotator.services import entities, history, projects
from annotator.storage.project import Project
from tests.storage.helpers import BOB, found, image, tamper


def made(project: Project, name: str, *aliases: str, **values: str) -> Entity:
    one = replace(Entity(new_id(), name, aliases=aliases), **values)  # type: ignore[arg-type]
    entities.create(project, one)
    return found(project.entity(one.id))


def now(project: Project, one: Entity) -> Entity:
    return found(project.entity(one.id))


def test_several_are_merged_by_one_act(project: Project, path: Path) -> None:
    first = made(project, "First", "A", "B", country="RU", note="same")
    second = made(project, "Second", "B", "C", kind="person", role="Minister", country="UA", note="same")
    kept = made(project, "Kept", "C", kind="government")
    before, acts = image(path), len(project.history())
    act = entities.merge(project, kept.id, second.id, first.id, second.id)
    assert (act.verb, act.subject) == ("merge entities", "First, Second → Kept")
    assert len(project.history()) == acts + 1
    merged = now(project, kept)
    assert merged.aliases == ("C", "First", "A", "B", "Second"), "its own, then as they were made"
    assert (merged.kind, merged.role, merged.country) == ("government", "Minister", "RU")
    assert merged.note == "same"
    assert [row.entity.name for row in entities.overview(project)] == ["Kept"]
    after = image(path)
    history.undo(project)
    assert image(path) == before
    history.redo(project)
    assert image(path) == after
    assert projects.check(path).findings == []


def test_several_of_which_one_cannot_be_merged_stay_as_they_are(project: Project, path: Path) -> None:
    one, two, three = (made(project, name) for name in ("One", "Two", "Three"))
    before = image(path)
    with pytest.raises(InvalidValue, match="“One” cannot be merged with itself"):
        entities.merge(project, one.id, two.id, one.id)
    with pytest.raises(NotFound):
        entities.merge(project, one.id, two.id, new_id(), three.id)
    with pytest.raises(NotFound):
        entities.merge(project, one.id)
    assert image(path) == before


def test_what_both_had_stays_with_both(project: Project) -> None:
    kept = made(project, "Kept", "Boss", "Other", country="RU")
    other = made(project, "Other", "Boss", "Chief", country="RU", role="Minister")
    entities.merge(project, kept.id, other.id)
    assert now(project, kept).aliases == ("Boss", "Other", "Chief")
    entities.split_off(project, other.id)
    assert now(project, kept).aliases == ("Boss", "Other"), "the kept one had both before"
    assert (now(project, kept).country, now(project, kept).role) == ("RU", "")
    assert now(project, other).aliases == ("Boss", "Chief")
    assert now(project, other).role == "Minister"


def test_what_was_taken_over_goes_back_but_not_what_was_changed_since(project: Project) -> None:
    kept = made(project, "Kept", note="mine")
    other = made(project, "Other", kind="person", role="Minister", country="RU", wikidata="Q1", note="yours")
    entities.merge(project, kept.id, other.id)
    merged = now(project, kept)
    assert (merged.kind, merged.wikidata, merged.note) == ("person", "Q1", "mine\n\nyours")
    entities.edit(project, replace(merged, role="Prime minister", note="mine\n\nyours\n\nlater"))
    project.switch_annotator(BOB)
    entities.split_off(project, other.id)
    left = now(project, kept)
    assert (left.kind, left.role, left.country, left.wikidata) == ("", "Prime minister", "", "")
    assert left.note == "mine\n\nlater"
    assert now(project, other).country == "RU"


def test_what_another_merged_one_has_too_stays(project: Project) -> None:
    kept = made(project, "Kept")
    first = made(project, "First", "Boss", country="RU", role="Minister")
    second = made(project, "Second", "Boss", country="UA", role="Minister")
    entities.merge(project, kept.id, first.id, second.id)
    entities.split_off(project, first.id)
    left = now(project, kept)
    assert left.aliases == ("Boss", "Second")
    assert (left.role, left.country) == ("Minister", "UA"), "as though the first had never been merged"
    entities.split_off(project, second.id)
    left = now(project, kept)
    assert (left.aliases, left.role, left.country) == ((), "", "")


def test_it_goes_back_through_a_chain(project: Project) -> None:
    top = made(project, "Top", "Low", country="RU")
    middle = made(project, "Middle")
    low = made(project, "Low", role="Minister", country="UA")
    entities.merge(project, middle.id, low.id)
    entities.merge(project, top.id, middle.id)
    assert (now(project, top).role, now(project, middle).country) == ("Minister", "UA")
    entities.split_off(project, low.id)
    assert (now(project, middle).aliases, now(project, middle).country) == ((), "")
    left = now(project, top)
    assert (left.aliases, left.role, left.country) == (("Low", "Middle"), "", "RU")


def test_the_latest_merging_counts(project: Project) -> None:
    kept, other = made(project, "Kept"), made(project, "Other", "Boss", country="RU")
    entities.merge(project, kept.id, other.id)
    entities.split_off(project, other.id)
    entities.edit(project, replace(now(project, kept), aliases=("Boss",), country="RU"))
    entities.merge(project, kept.id, other.id)
    history.undo(project)
    history.redo(project)
    assert entities.parting(project, other.id).known
    entities.split_off(project, other.id)
    assert (now(project, kept).aliases, now(project, kept).country) == (("Boss",), "RU")


def test_without_the_act_in_the_journal_only_the_name_goes_back(project: Project) -> None:
    kept = made(project, "Kept", "Other", "Boss", country="RU")
    other = Entity(new_id(), "Other", aliases=("Boss",), country="RU", merged_into=kept.id)
    other = replace(other, annotator_id=project.annotator.id)
    with project.act("import annotations", "entities.csv") as change:
        change.insert_entities([other])
    plan = entities.parting(project, other.id)
    assert not plan.known
    entities.split_off(project, other.id)
    assert (now(project, kept).aliases, now(project, kept).country) == (("Boss",), "RU")
    assert (now(project, other).merged_into, plan.entity.merged_into) == ("", "")


def test_the_act_is_found_behind_many_others(project: Project, path: Path) -> None:
    kept, other = made(project, "Kept"), made(project, "Other", country="RU")
    entities.merge(project, kept.id, other.id)
    with project.act("edit entity", "Kept") as change:
        change.update(replace(now(project, kept), note="changed"))
    project.close()
    tamper(
        path,
        "INSERT INTO journal (at, annotator_id, verb, subject, article_id, kind, target, undone, changes)"
        " SELECT at, annotator_id, verb, subject, article_id, kind, target, undone, '[]' FROM journal"
        " JOIN (WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2100)"
        " SELECT i FROM n) WHERE verb = 'edit entity'",
    )
    with projects.open_project(path, "Ann") as again:
        assert again.history(limit=1)[0].seq > 2_100
        entities.split_off(again, other.id)
        assert now(again, kept).country == ""


def test_a_parting_of_what_was_not_merged_is_refused(project: Project) -> None:
    one = made(project, "One")
    with pytest.raises(InvalidValue, match="“One” was not merged"):
        entities.parting(project, one.id)
