"""The pickers themselves: ranking, the date card, large projects, and being heard."""

import pytest
from PySide6.QtCore import Qt

from annotator.core.codebook import RULE, VALUE
from annotator.core.model import Entity
from annotator.services import entities as entity_services
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
    assert said == "1, Jane Doe, spokeswoman, Person"
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
