"""Cases, decisions and gold, through the services."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from annotator.agreement.differences import Kind
from annotator.core.errors import InvalidValue, NotAllowed, NotFound
from annotator.core.ids import new_id
from annotator.core.model import Annotation, Annotator, Article, Entity, Status
from annotator.core.review import Verdict
from annotator.core.spans import Span
from annotator.services import articles, entities, fields, gold, history, marking, reviewing
from annotator.services.fields import Aim
from annotator.services.reviewing import Case, State
from annotator.storage.project import Project
from tests.storage.helpers import person

ANN, BEN, LEA = person("Ann"), person("Ben"), person("Lea")
Mark = Callable[..., Annotation]


@pytest.fixture
def mark(project: Project, article: Article) -> Mark:
    """Mark a span of the article as somebody."""

    def make(who: Annotator, start: int, end: int, layer: str = "claim", **values: str) -> Annotation:
        project.switch_annotator(who)
        text = project.text(article.id)
        made = marking.plan(article, text, layer, [Span(start, end)], project.annotator)
        marking.add(project, made)
        for name, value in values.items():
            fields.set_value(project, [made.id], name, value)
        found = project.annotation(made.id)
        assert found is not None
        return found

    return make


def the_cases(project: Project) -> list[Case]:
    return reviewing.cases(project)


def kinds(project: Project) -> list[list[str]]:
    return [[one.kind.name for one in case.differences] for case in the_cases(project)]


def test_nothing_is_compared_while_only_one_has_read(project: Project, mark: Mark) -> None:
    mark(ANN, 0, 5)
    assert the_cases(project) == []


def test_who_is_done_and_marked_nothing_differs_from_who_did(
    project: Project, article: Article, mark: Mark
) -> None:
    mark(ANN, 0, 5)
    project.switch_annotator(BEN)
    articles.set_status(project, article.id, Status.IN_PROGRESS)
    assert the_cases(project) == []
    articles.set_status(project, article.id, Status.DONE)
    assert kinds(project) == [["ONLY_ONE"]]


def test_same_boundaries_layer_and_field(project: Project, mark: Mark) -> None:
    mark(ANN, 0, 5, mode="direct")
    mark(BEN, 0, 5, mode="direct")
    mark(ANN, 10, 20, mode="direct")
    mark(BEN, 10, 18, mode="indirect")
    mark(ANN, 21, 24, "date")
    mark(BEN, 21, 24, "actor")
    assert kinds(project) == [[], ["OTHER_BOUNDARIES", "OTHER_FIELD"], ["OTHER_LAYER"]]


def test_a_speaker_is_the_entity_and_own_words_do_not_count(project: Project, mark: Mark) -> None:
    first, second = mark(ANN, 0, 5, summary="one way"), mark(BEN, 0, 5, summary="another way")
    entity, other = Entity(new_id(), "Smirnov", "person"), Entity(new_id(), "Petrov", "person")
    entities.create(project, entity)
    entities.create(project, other)
    actor = mark(ANN, 30, 34, "actor")
    mark(BEN, 30, 34, "actor")
    project.switch_annotator(ANN)
    fields.set_links(project, [actor.id], "entity", [Aim(entity_id=entity.id)])
    fields.set_links(project, [first.id], "speaker", [Aim(target_id=actor.id)])
    project.switch_annotator(BEN)
    fields.set_links(project, [second.id], "speaker", [Aim(entity_id=entity.id)])
    assert kinds(project) == [[], ["OTHER_FIELD"]], "the actors differ in their entity, the claims in nothing"
    fields.set_links(project, [second.id], "speaker", [Aim(entity_id=other.id)])
    assert kinds(project)[0] == ["OTHER_SPEAKER"]


def test_what_nobody_confirmed_is_nobodys_answer(project: Project, article: Article, mark: Mark) -> None:
    mark(ANN, 0, 5, mode="direct")
    project.switch_annotator(BEN)
    text = project.text(article.id)
    made = marking.plan(article, text, "claim", [Span(0, 5)], project.annotator)
    from annotator.core.model import with_field

    marking.add(project, with_field(made, "mode", "direct", proposed=True))
    assert kinds(project) == [["OTHER_FIELD"]]
    fields.confirm(project, [made.id])
    assert kinds(project) == [[]]


def test_accepting_one_puts_it_in_the_others_place(project: Project, mark: Mark) -> None:
    first, second = mark(ANN, 0, 5), mark(BEN, 0, 7)
    project.switch_annotator(LEA)
    (case,) = the_cases(project)
    assert (case.kind, case.state) == (Kind.OTHER_BOUNDARIES, State.OPEN)
    reviewing.accept(project, case, [second.id], "longer is right")
    (case,) = the_cases(project)
    assert case.state is State.DECIDED
    said = {one.annotation_id: (one.verdict, one.gold_id, one.reason) for one in project.decisions()}
    assert said == {
        first.id: (Verdict.CHANGE, second.id, "longer is right"),
        second.id: (Verdict.ACCEPT, second.id, "longer is right"),
    }
    assert gold.gold_ids(project) == {second.id}
    assert reviewing.progress_of([case]) == reviewing.Progressed(1, 1)


def test_accepting_both(project: Project, mark: Mark) -> None:
    first, second = mark(ANN, 0, 5), mark(BEN, 0, 7)
    project.switch_annotator(LEA)
    reviewing.accept(project, the_cases(project)[0], [first.id, second.id])
    assert gold.gold_ids(project) == {first.id, second.id}


def test_a_changed_copy_is_gold_and_compared_with_nothing(project: Project, mark: Mark) -> None:
    first, _ = mark(ANN, 0, 5, mode="direct"), mark(BEN, 0, 7)
    project.switch_annotator(LEA)
    _, copy = reviewing.change(project, the_cases(project)[0], first.id, "both are wrong")
    assert (copy.copy_of, copy.annotator_id) == (first.id, project.annotator.id)
    assert gold.gold_ids(project) == {copy.id}
    fields.set_value(project, [copy.id], "mode", "indirect")
    assert gold.gold_ids(project) == {copy.id}
    (case,) = the_cases(project)
    assert case.state is State.DECIDED
    assert case.copy is not None
    assert case.copy.text("mode") == "indirect"
    assert set(case.ids) & {copy.id} == set()
    reviewing.reopen(project, case)
    assert project.annotation(copy.id) is None
    assert the_cases(project)[0].state is State.OPEN


def test_rejecting_needs_a_reason(project: Project, article: Article, mark: Mark) -> None:
    mark(ANN, 0, 5)
    project.switch_annotator(LEA)
    articles.set_status(project, article.id, Status.DONE)
    (case,) = the_cases(project)
    with pytest.raises(InvalidValue, match="why"):
        reviewing.reject(project, case, "  ")
    reviewing.reject(project, case, "no claim")
    assert gold.gold_ids(project) == frozenset()
    assert the_cases(project)[0].state is State.DECIDED


def test_a_change_after_the_decision_opens_it_again(project: Project, mark: Mark) -> None:
    first, second = mark(ANN, 0, 5), mark(BEN, 0, 7)
    project.switch_annotator(LEA)
    reviewing.accept(project, the_cases(project)[0], [first.id])
    project.switch_annotator(ANN)
    fields.set_value(project, [first.id], "mode", "direct")
    assert the_cases(project)[0].state is State.CHANGED
    assert gold.gold_ids(project) == frozenset()
    history.undo(project)
    assert the_cases(project)[0].state is State.DECIDED
    assert gold.gold_ids(project) == {first.id}
    assert second.id not in gold.gold_ids(project)


def test_all_that_agree_in_one_act_that_can_be_undone(project: Project, mark: Mark) -> None:
    for start in (0, 10, 20):
        mark(ANN, start, start + 5)
        mark(BEN, start, start + 5)
    mark(ANN, 30, 33)
    project.switch_annotator(LEA)
    found = the_cases(project)
    assert len(reviewing.agreeing(found)) == 3
    before = len(project.history())
    reviewing.accept_agreeing(project, found)
    assert len(project.history()) <= before + 2, "one act, and Lea who is new"
    assert len(gold.gold_ids(project)) == 3
    assert [case.state.name for case in the_cases(project)] == ["DECIDED"] * 3 + ["OPEN"]
    history.undo(project)
    assert project.decisions() == []
    history.redo(project)
    assert len(project.decisions()) == 6


def test_the_newest_decision_stands_whoever_made_it(project: Project, mark: Mark) -> None:
    first, second = mark(ANN, 0, 5), mark(BEN, 0, 7)
    project.switch_annotator(LEA)
    reviewing.accept(project, the_cases(project)[0], [first.id])
    project.switch_annotator(person("Max"))
    with pytest.raises(NotAllowed):
        reviewing.reopen(project, the_cases(project)[0])
    reviewing.accept(project, the_cases(project)[0], [second.id])
    assert gold.gold_ids(project) == {second.id}
    project.switch_annotator(LEA)
    reviewing.accept(project, the_cases(project)[0], [first.id])
    assert gold.gold_ids(project) == {first.id}, "also if she says what she said before"


def test_nothing_to_open_again(project: Project, mark: Mark) -> None:
    mark(ANN, 0, 5)
    mark(BEN, 0, 7)
    with pytest.raises(NotFound):
        reviewing.reopen(project, the_cases(project)[0])


def test_only_its_author_changes_a_decision(project: Project, mark: Mark) -> None:
    first, _ = mark(ANN, 0, 5), mark(BEN, 0, 7)
    project.switch_annotator(LEA)
    reviewing.accept(project, the_cases(project)[0], [first.id])
    decision = project.decisions()[0]
    project.switch_annotator(ANN)
    with pytest.raises(NotAllowed, match="This decision is by Lea"), project.act("decide") as change:
        change.remove("decision", decision.id)


def test_a_colleagues_clock_that_is_ahead_decides_nothing(project: Project, mark: Mark) -> None:
    first, second = mark(ANN, 0, 5), mark(BEN, 0, 7)
    project.switch_annotator(person("Max"))
    reviewing.accept(project, the_cases(project)[0], [first.id])
    ahead = "2099-01-01T00:00:00.000Z"
    with project.act("decide") as change:
        for one in project.decisions():
            change.remove("decision", one.id)
            change.insert(replace(one, created_at=ahead, updated_at=ahead))
    project.switch_annotator(LEA)
    reviewing.accept(project, the_cases(project)[0], [second.id])
    assert gold.gold_ids(project) == {second.id}


def test_of_two_of_one_name_the_one_who_worked_here_is_meant(project: Project, mark: Mark) -> None:
    mark(ANN, 0, 5)
    own = project.annotator
    forged = replace(own, id="00000000-0000-7000-8000-000000000001", created_at="2020-01-01T00:00:00.000Z")
    with project.act("add annotator") as change:
        change.insert(forged)
    assert project.switch_annotator(person("Ann")).id == own.id
