"""Values and links of annotations: what is taken, in which form, and what a person confirms."""

from pathlib import Path

import pytest

from annotator.core.codebook import Choice, Field, FieldType
from annotator.core.errors import InvalidValue, NotAllowed, NotFound
from annotator.core.ids import new_id
from annotator.core.model import Annotation, Article, Value, with_field
from annotator.services import fields, history, marking, projects
from annotator.services.fields import NOBODY, Aim
from annotator.storage.project import Project
from tests.storage.helpers import ANN, BOB, add, entity, found, image, mark, planned

CHOICES = (Choice("a", "A"), Choice("b", "B"), Choice("old", "Old", retired=True))


def field(kind: FieldType) -> Field:
    return Field("f", "Field", kind, CHOICES if kind in (FieldType.CHOICE, FieldType.CHOICES) else ())


@pytest.fixture
def claim(project: Project, article: Article) -> Annotation:
    return mark(project, article, (23, 34))


@pytest.mark.parametrize(
    ("kind", "given", "stored"),
    [
        (FieldType.TEXT, "  two\r\nlines 😀 ", "two\nlines 😀"),
        (FieldType.TEXT, "", ""),
        (FieldType.CHOICE, " a ", "a"),
        (FieldType.CHOICE, "old", "old"),
        (FieldType.CHOICE, "", ""),
        (FieldType.CHOICES, ("b", "a", "b"), ("a", "b")),
        (FieldType.CHOICES, "b", ("b",)),
        (FieldType.CHOICES, "", ()),
        (FieldType.YES_NO, "no", "no"),
        (FieldType.NUMBER, " −3.50 ", "-3.50"),
        (FieldType.NUMBER, "1\u00a0000", "1000"),
        (FieldType.EDTF, "18.9.2025", "2025-09-18"),
        (FieldType.EDTF, " ", ""),
    ],
)
def test_a_value_is_stored_in_one_form(kind: FieldType, given: Value, stored: Value) -> None:
    assert fields.checked(field(kind), given) == stored
    assert fields.checked(field(kind), stored) == stored


@pytest.mark.parametrize(
    ("kind", "given", "sentence"),
    [
        (FieldType.TEXT, "x" * 100_001, "up to 100,000 characters; this has 100,001"),
        (FieldType.TEXT, ("a", "b"), "takes one value, not 2"),
        (FieldType.CHOICE, "c", "“c” is no value of “Field”; it is one of a, b"),
        (FieldType.CHOICES, ("a", "c"), "“c” is no value"),
        (FieldType.YES_NO, "perhaps", "is yes or no, not “perhaps”"),
        (FieldType.NUMBER, "many", "a number such as 12 or -3.5"),
        (FieldType.NUMBER, "NaN", "a number such as"),
        (FieldType.NUMBER, "Infinity", "a number such as"),
        (FieldType.EDTF, "2023-02-29", "There is no 2023-02-29"),
        (FieldType.EDTF, "soon", "“soon” is not a date"),
        (FieldType.ENTITY, "Ivanov", "takes a link, not a value"),
        (FieldType.DATE, "2025", "takes a link, not a value"),
    ],
)
def test_what_is_not_taken_is_said(kind: FieldType, given: Value, sentence: str) -> None:
    with pytest.raises(InvalidValue, match=sentence):
        fields.checked(field(kind), given)


def test_a_value_for_several_annotations_is_one_act(project: Project, article: Article, path: Path) -> None:
    ids = [mark(project, article, (start, start + 5)).id for start in (0, 10, 20)]
    before = image(path)
    act = fields.set_value(project, [*ids, ids[0]], "mode", "direct")
    after = image(path)
    assert (act.verb, act.subject, act.article_id) == ("set field", "mode", article.id)
    assert act.touched == tuple(("annotation", id_) for id_ in ids)
    assert [one.value("mode") for one in project.annotations(article.id)] == ["direct"] * 3
    assert fields.set_value(project, ids, "mode", "direct").seq == 0, "nothing to change is no act"
    history.undo(project)
    assert image(path) == before
    project.close()
    with Project.open(path, annotator=ANN) as again:
        history.redo(again)
        assert image(path) == after
        fields.set_value(again, ids, "mode", "")
        assert all(one.fields == () for one in again.annotations(article.id))
    assert projects.check(path).findings == []


def test_in_several_articles_an_act_is_in_none(project: Project, claim: Annotation) -> None:
    other = mark(project, add(project, "Elsewhere the council spoke.", "Other"), (0, 9))
    assert fields.set_value(project, [claim.id, other.id], "mode", "direct").article_id == ""


def test_what_cannot_have_the_value_changes_nothing(
    project: Project, article: Article, claim: Annotation
) -> None:
    actor = mark(project, article, (0, 6), layer="actor")
    with pytest.raises(InvalidValue, match="The layer “actor” has no field “mode”"):
        fields.set_value(project, [claim.id, actor.id], "mode", "direct")
    with pytest.raises(InvalidValue, match="is no value of “Mode”"):
        fields.set_value(project, [claim.id], "mode", "sung")
    with pytest.raises(InvalidValue, match="“Speaker” takes a link"):
        fields.set_value(project, [claim.id], "speaker", "Ivanov")
    with pytest.raises(NotFound, match="no longer there; nothing was changed"):
        fields.set_value(project, [claim.id, new_id()], "mode", "direct")
    project.switch_annotator(BOB)
    own = mark(project, article, (0, 5))
    with pytest.raises(NotAllowed, match="by Ann"):
        fields.set_value(project, [own.id, claim.id], "mode", "direct")
    assert all(one.fields == () for one in project.annotations(article.id))


def test_a_typed_date_says_so_and_of_what_kind_it_is(project: Project, article: Article) -> None:
    date = with_field(planned(project, article, (43, 49), layer="date"), "value", "2025-09-12", proposed=True)
    date = with_field(with_field(date, "rule", "Friday before"), "anchor", "2025-09-18")
    marking.add(project, date)
    fields.set_value(project, [date.id], "value", "2025-09-12")
    confirmed = found(project.annotation(date.id))
    assert confirmed.text("rule") == "Friday before", "the same value was confirmed, not typed"
    assert confirmed.proposed == frozenset()
    fields.set_value(project, [date.id], "value", "2014 / 2022")
    typed = found(project.annotation(date.id))
    assert typed.fields == (("kind", "interval"), ("rule", fields.BY_HAND), ("value", "2014/2022"))
    assert typed.proposed == frozenset(), "who types the value has said of what kind it is"
    fields.set_value(project, [date.id], "value", "2025-9")
    assert found(project.annotation(date.id)).text("kind") == "point", "as nobody has chosen the other"
    fields.set_value(project, [date.id], "kind", "interval")
    fields.set_value(project, [date.id], "value", "2025")
    assert found(project.annotation(date.id)).text("kind") == "interval", "a person has said so"
    fields.set_value(project, [date.id], "value", "")
    assert found(project.annotation(date.id)).fields == (("kind", "interval"),)


def test_no_kind_is_proposed_that_the_codebook_lacks() -> None:
    date = Field("value", "Value", FieldType.EDTF)
    annotation = Annotation("1", "2", "date", "3", (), "x")
    assert fields.with_value(annotation, date, "2025").value("kind") == ""


def aims(project: Project, annotation: Annotation, field_id: str) -> list[tuple[int, str, bool]]:
    links = project.links_of(annotation.id)
    return [(one.position, one.aim, one.proposed) for one in links if one.field == field_id]


def test_links_are_set_in_order_and_undone_as_one(project: Project, claim: Annotation, path: Path) -> None:
    one, two, three = (Aim(entity_id=entity(project, name).id) for name in ("A", "B", "C"))
    act = fields.set_links(project, [claim.id], "about", [one, two, three, one])
    assert (act.verb, act.subject) == ("link", "about")
    before = image(path)
    fields.set_links(project, [claim.id], "about", [three, one])
    after = image(path)
    assert aims(project, claim, "about") == [(1, three.entity_id, False), (2, one.entity_id, False)]
    assert fields.set_links(project, [claim.id], "about", [three, one]).seq == 0
    history.undo(project)
    assert image(path) == before
    history.redo(project)
    assert image(path) == after
    assert fields.set_links(project, [claim.id], "about", []).verb == "remove link"
    assert aims(project, claim, "about") == []
    assert projects.check(path).findings == []


def test_adding_a_link_goes_behind_the_others_or_in_the_place_of_the_one(
    project: Project, claim: Annotation
) -> None:
    one, two = (Aim(entity_id=entity(project, name).id) for name in ("A", "B"))
    with project.act("mark") as change:
        change.insert(fields.link_to(claim, "about", one, proposed=True))
    fields.add_link(project, claim.id, "about", two)
    assert aims(project, claim, "about") == [(1, two.entity_id, False)], "what was proposed goes"
    fields.add_link(project, claim.id, "about", one)
    assert aims(project, claim, "about") == [(1, two.entity_id, False), (2, one.entity_id, False)]
    for aim in (one, two, NOBODY):
        fields.add_link(project, claim.id, "speaker", aim)
        assert aims(project, claim, "speaker") == [(1, aim.entity_id or aim.value, False)]


def test_a_typed_date_is_stored_in_edtf_once(project: Project, claim: Annotation) -> None:
    fields.set_links(project, [claim.id], "event_date", [Aim(value="18.9.2025"), Aim(value="2025-09-18")])
    assert aims(project, claim, "event_date") == [(1, "2025-09-18", False)]
    with pytest.raises(InvalidValue, match="“unattributed” is not a date"):
        fields.set_links(project, [claim.id], "event_date", [NOBODY])


def test_what_a_field_does_not_link_to_is_said(project: Project, claim: Annotation) -> None:
    one, two = (Aim(entity_id=entity(project, name).id) for name in ("A", "B"))
    for field_id, wanted, sentence in (
        ("mode", [one], "“Mode” takes a value, not a link"),
        ("speaker", [one, two], "“Speaker” takes one value, not 2"),
        ("speaker", [Aim()], "points to exactly one thing"),
        ("about", [Aim("1", "2")], "points to exactly one thing"),
        ("about", [NOBODY], "takes an actor or an entity, not “unattributed”"),
        ("event_date", [one], "takes a date, not an entity"),
        ("nothing", [one], "has no field “nothing”"),
    ):
        with pytest.raises(InvalidValue, match=sentence):
            fields.set_links(project, [claim.id], field_id, wanted)
    with pytest.raises(NotFound):
        fields.add_link(project, new_id(), "about", one)
    project.switch_annotator(BOB)
    with pytest.raises(NotAllowed, match="by Ann"):
        fields.set_links(project, [claim.id], "about", [one])
    assert project.links_of(claim.id) == []


def test_confirming_leaves_the_values_and_takes_the_doubt(
    project: Project, article: Article, path: Path
) -> None:
    person = entity(project, "A")
    new = with_field(planned(project, article, (23, 34)), "mode", "direct", proposed=True)
    new = with_field(new, "summary", "so", proposed=True)
    link = fields.link_to(new, "speaker", Aim(entity_id=person.id), proposed=True)
    marking.add(project, new, [link])
    before = image(path)
    act = fields.confirm(project, [new.id], ["mode"])
    assert act.verb == "confirm"
    assert found(project.annotation(new.id)).proposed == {"summary"}
    assert found(project.link(link.id)).proposed
    fields.confirm(project, [new.id], ["speaker"])
    assert not found(project.link(link.id)).proposed
    fields.confirm(project, [new.id])
    assert found(project.annotation(new.id)).proposed == frozenset()
    assert found(project.annotation(new.id)).fields == new.fields
    assert fields.confirm(project, [new.id]).seq == 0
    for _ in range(3):
        history.undo(project)
    assert image(path) == before
    project.switch_annotator(BOB)
    with pytest.raises(NotAllowed, match="by Ann"):
        fields.confirm(project, [new.id])
    with pytest.raises(NotFound):
        fields.confirm(project, [new_id()])


def test_links_of_an_article_by_annotation(project: Project, article: Article, claim: Annotation) -> None:
    one, two = (Aim(entity_id=entity(project, name).id) for name in ("A", "B"))
    fields.set_links(project, [claim.id], "about", [two, one])
    found_ = fields.links_by_annotation(project, article.id)
    assert {key: [fields.aim_of(link) for link in links] for key, links in found_.items()} == {
        claim.id: [two, one]
    }
