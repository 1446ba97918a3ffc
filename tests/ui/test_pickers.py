"""The pickers themselves: ranking, the date card, large projects, and being heard."""

import pytest
from PySide6.QtCore import Qt

from annotator.core.codebook import ENTITY, KIND, REFERS, RULE, SPEAKER, VALUE
from annotator.core.model import Entity
from annotator.services import entities as entity_services
from annotator.services.fields import Aim
from tests.ui.hand import ENTER, ESC, caret_in, entities, linked, mark, press, rows, span_of


def add_entity(window, name, kind="person", **more):
    entity = Entity(entity_services.planned(name).id, name, kind, **more)
    assert window.workspace.do(lambda project: entity_services.create(project, entity)) is not None


@pytest.fixture
def published(window):
    """The article was published on 18 September 2025."""
    window.workspace.edit_article(window.workspace.article.id, {"published": "2025-09-18"})


def test_the_date_card_shows_value_days_and_rule_and_enter_confirms(window, published):
    caret_in(window, "August")
    press("D")
    card = window.linking.date_card
    assert card.value.text() == "August 2025"
    assert card.days.text() == "1–31 August 2025"
    assert "publication" in card.rule.text()
    assert card.field.text() == "2025-08" and card.field.hasFocus()
    press(ENTER)
    date = window.workspace.current
    assert date.value(VALUE) == "2025-08" and date.proposed == frozenset()
    assert window.view.hasFocus() and not card.isVisible()


def test_esc_leaves_the_date_proposed(window, published):
    caret_in(window, "August")
    press("D", ESC)
    assert VALUE in window.workspace.current.proposed
    assert window.workspace.current.value(VALUE) == "2025-08"


def test_typing_corrects_and_a_wrong_date_is_refused_beside_the_line(window, published):
    caret_in(window, "August")
    press("D", "2024-02-30", ENTER)
    card = window.linking.date_card
    assert card.isVisible() and "29 days" in card.fault.text()
    assert window.workspace.current.value(VALUE) == "2025-08"
    press(Qt.Key.Key_Backspace, Qt.Key.Key_Backspace, "29")
    assert card.days.text() == "" and card.value.text() == "29 February 2024"
    press(ENTER)
    date = window.workspace.current
    assert date.value(VALUE) == "2024-02-29" and date.value(RULE) == "by hand"
    assert VALUE not in date.proposed


def test_without_publication_date_the_card_asks_for_it_and_works_all_dates_out(window):
    mark(window, "date", "Monday")
    caret_in(window, "August")
    press("D")
    card = window.linking.date_card
    assert card.asks_publication and "published" in card.value.text()
    press("someday", ENTER)
    assert "2025-09-18" in card.fault.text() and window.workspace.article.published == ""
    card.field.clear()
    press("2025-09-18", ENTER)
    assert window.workspace.article.published == "2025-09-18"
    assert not card.asks_publication and card.field.text() == "2025-08"
    press(ENTER)
    values = {one.quote: one.value(VALUE) for one in window.workspace.own()}
    assert values == {"Monday": "2025-09-15", "August": "2025-08"}
    assert window.workspace.current.proposed == frozenset()


def test_aliases_are_found_by_typing_and_shown(window):
    add_entity(window, "Government of Russia", "government", aliases=("The Kremlin",))
    caret_in(window, "Moscow")
    press("A", "krem")
    picker = window.linking.picker
    assert rows(window)[0] == "Government of Russia"
    assert any("Kremlin" in fact for fact in picker.model.shown[0].facts)
    press(ENTER)
    assert linked(window, window.workspace.current_id) == {"entity": ["Government of Russia"]}


def test_a_merely_similar_name_is_offered_but_not_guessed(window):
    add_entity(window, "Moscow Times", "media")
    caret_in(window, "Moscow")
    press("A")
    assert rows(window) == ["Moscow Times", "New entity “Moscow”"]
    assert window.linking.picker.current.new
    press(Qt.Key.Key_Up, ENTER)
    assert linked(window, window.workspace.current_id) == {"entity": ["Moscow Times"]}


def test_two_thousand_entities_and_long_and_arabic_names(window):
    def fill(project):
        with project.act("add entity") as change:
            for number in range(2_000):
                change.insert(entity_services.planned(f"Person {number} Surname{number}", "person"))
            change.insert(entity_services.planned("أحمد علي", "person"))
            change.insert(entity_services.planned("A" + " very long name" * 20, "organisation"))
        return change.act

    assert window.workspace.do(fill) is not None
    caret_in(window, "Jane Doe")
    press("A", "surname1234")
    picker = window.linking.picker
    assert rows(window)[0] == "Person 1234 Surname1234" and len(rows(window)) <= 10
    picker.field.clear()
    press("أحمد", ENTER)
    assert linked(window, window.workspace.current_id) == {"entity": ["أحمد علي"]}
    caret_in(window, "Moscow")
    press("A", "a very long")
    assert picker.width() < window.width() and picker.geometry().right() <= window.width()
    picker.grab()
    press(ESC)


def test_the_picker_goes_where_the_mark_goes_and_never_over_it(window):
    window.view.set_zoom(300)
    caret_in(window, "Jane Doe")
    window.view.reveal(span_of(window, "Jane Doe"))
    press("A")
    picker = window.linking.picker
    rect = window.view.rects_of(span_of(window, "Jane Doe"))[0].toAlignedRect()
    rect.moveTopLeft(window.view.viewport().mapTo(window, rect.topLeft()))
    assert not picker.geometry().intersects(rect)
    before = picker.y()
    bar = window.view.verticalScrollBar()
    bar.setValue(bar.value() + 40)
    assert picker.y() != before
    assert window.rect().contains(picker.geometry())
    press(ESC)


def test_rows_and_lines_have_names_for_a_screen_reader(window):
    add_entity(window, "Jane Doe", role="spokeswoman")
    caret_in(window, "Jane Doe")
    press("A")
    picker = window.linking.picker
    assert "Jane Doe" in picker.accessibleName() and picker.field.accessibleName() == picker.accessibleName()
    index = picker.model.index(0, 0)
    said = index.data(Qt.ItemDataRole.AccessibleTextRole)
    assert said == "1, Jane Doe, proposed, as name, spokeswoman, Person"
    press(ESC)
    caret_in(window, "August")
    press("D")
    card = window.linking.date_card
    assert card.field.accessibleName() and "August" in card.accessibleName()
    press(ESC)


def test_e_opens_the_entity_picker_again_and_backspace_takes_it_away(window):
    caret_in(window, "Jane Doe")
    press("A", ENTER)
    actor = window.workspace.current_id
    press("E")
    assert window.linking.picker.isVisible()
    press(Qt.Key.Key_Backspace)
    assert linked(window, actor) == {} and "Jane Doe" in entities(window)
    press("E", "1")
    assert linked(window, actor) == {"entity": ["Jane Doe"]}


def test_the_inspector_opens_the_same_picker_at_its_field(window):
    key = mark(window, "claim", "Moscow denied the report")
    before = window.desk.inspector
    window.linking.pick("speaker", before)
    picker = window.linking.picker
    assert picker.isVisible() and picker.heading.text() == "Speaker"
    press("Nobody Known", ENTER)
    assert linked(window, key)["speaker"] == ["Nobody Known"]


def test_what_is_no_date_yet_is_neither_shown_as_one_nor_offered_to_be_confirmed(window, published):
    caret_in(window, "August")
    press("D")
    card = window.linking.date_card
    assert "Enter confirms" in card.hint.text()
    press("in the summ")
    assert not card.value.isVisible() and not card.days.isVisible()
    assert card.rule.text().startswith("No date yet.")
    assert "Enter" not in card.hint.text() and "Esc" in card.hint.text()
    press(ENTER)
    assert card.isVisible() and card.fault.isVisible()
    card.field.clear()
    press("2024")
    assert card.value.isVisible() and card.value.text() == "2024"
    assert "Enter confirms" in card.hint.text() and card.rule.text() == ""
    press(*[Qt.Key.Key_Backspace] * 4)
    assert card.value.isVisible() and card.value.text() == "No value"
    assert "without a value" in card.hint.text()
    press(ENTER)
    assert not card.isVisible() and window.workspace.current.value(VALUE) == ""


def test_a_corrected_date_needs_no_second_enter_for_its_kind(window, published):
    caret_in(window, "August")
    press("D")
    assert KIND in window.workspace.current.proposed
    press("2024-08-01/2024-08-05", ENTER)
    date = window.workspace.current
    assert date.value(KIND) == "interval" and date.proposed == frozenset()
    window.workspace.undo()
    assert {VALUE, KIND} <= window.workspace.current.proposed


def test_an_actor_that_is_named_needs_no_second_enter_for_how_it_refers(window):
    add_entity(window, "Government of Russia", "government", aliases=("Moscow",))
    caret_in(window, "Moscow")
    press("A")
    row = next(row for row in window.linking.picker.model.shown if row.title == "Government of Russia")
    how = next(fact for fact in row.facts if fact.startswith("as "))
    assert window.linking.picker.current is row
    press(ENTER)
    actor = window.workspace.current
    assert actor.proposed == frozenset()
    choice = window.workspace.known.codebook.field("actor", REFERS).choice(actor.text(REFERS))
    assert how == f"as {choice.title.lower()}", "what was confirmed is what was shown"
    key = actor.id
    window.workspace.undo()
    assert linked(window, key) == {"entity": ["Government of Russia"]}
    assert window.workspace.loaded[key].annotation.proposed == {REFERS}


def test_how_an_actor_refers_is_not_shown_again_once_a_person_has_said_it(window):
    key = mark(window, "actor", "Moscow")
    window.workspace.set_value([key], REFERS, "office")
    window.workspace.select(key)
    window.linking.pick(ENTITY)
    assert not any(fact.startswith("as ") for row in window.linking.picker.model.shown for fact in row.facts)
    press(ENTER)
    assert window.workspace.loaded[key].annotation.value(REFERS) == "office"


def test_a_row_that_is_only_proposed_says_so_and_has_a_sign(window):
    mark(window, "actor", "Jane Doe")
    caret_in(window, "We did not agree")
    press("C")
    assert any(
        link.proposed for link in window.workspace.known.links_of(window.workspace.current_id, SPEAKER)
    )
    window.linking.pick(SPEAKER)
    picker = window.linking.picker
    row = next(row for row in picker.model.shown if row.title == "Jane Doe")
    assert row.words().startswith("1, Jane Doe, proposed")
    before = picker.list.grab().toImage()
    press(ENTER)
    window.linking.pick(SPEAKER)
    row = next(row for row in picker.model.shown if row.title == "Jane Doe")
    assert row.words().startswith("1, Jane Doe, chosen now")
    assert picker.list.grab().toImage() != before


def test_beside_a_proposal_what_is_confirmed_is_not_called_proposed(window):
    jane = mark(window, "actor", "Jane Doe")
    mark(window, "actor", "Moscow")
    claim = mark(window, "claim", "We did not agree")
    space = window.workspace
    space.set_links([claim], "about", [Aim(target_id=jane)])
    space.select(claim)
    window.linking.pick("about")
    states = {row.title: row.state for row in window.linking.picker.model.shown}
    assert states["Jane Doe"] == "chosen now" and states["Moscow"] == ""
