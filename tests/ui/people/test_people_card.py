"""The card on which it is chosen whose annotations are shown, by keys and by mouse."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from annotator.ui.article.bands import gold_colour
from annotator.ui.people.card import PeopleCard
from tests.ui.hand import ESC, click, focused, mark, press
from tests.ui.people.hand import author, card, chip, click_chip, has_colour, indicator, listed

DOWN, UP, SPACE = Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_Space


def test_by_keyboard_alone(shared):
    shared.view.setFocus()
    made = card(shared)
    ben, cem, eva = (made.ticks[author(shared, name)] for name in ("Ben Ho", "Cem Ak", "Eva"))
    assert focused() is ben
    press(DOWN, SPACE, DOWN, SPACE)
    assert (ben.isChecked(), cem.isChecked(), eva.isChecked()) == (False, True, True)
    assert {"The council", "on Monday"} <= listed(shared)
    press(UP, SPACE, UP, UP)
    assert focused() is made.mine_button, "the rows are a ring"
    press(UP, SPACE)
    assert made.all_button.hasFocus()
    assert ben.isChecked()
    assert cem.isChecked()
    assert shared.workspace.people.everyone
    press(Qt.Key.Key_Tab, SPACE)
    assert listed(shared) == {"We did not agree", "Jane Doe"}
    press(ESC)
    assert not made.isVisible()
    assert shared.view.hasFocus()


def test_it_says_how_many_marks_each_has(shared):
    made = card(shared)
    spoken = {key: tick.accessibleName() for key, tick in made.ticks.items()}
    assert spoken[author(shared, "Ben Ho")] == "Annotations of Ben Ho, 3 marks in this article"
    assert spoken[author(shared, "Eva")] == "Annotations of Eva, 1 mark in this article"
    assert spoken[author(shared, "Ana")] == "Your own annotations, 2 marks in this article; always shown"
    assert not made.ticks[author(shared, "Ana")].isEnabled()
    assert {"3 marks", "1 mark"} <= {label.text() for label in made.findChildren(QLabel)}


def test_the_keys_close_it_again_and_a_click_elsewhere_too(shared):
    made = card(shared)
    QTest.keyClick(
        focused(), Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    )
    assert not made.isVisible()
    assert card(shared) is made
    click(shared, "Jane Doe")
    QApplication.processEvents()
    assert not made.isVisible()


def test_chips_and_card_agree(shared):
    QTest.mouseClick(indicator(shared).opener, Qt.MouseButton.LeftButton)
    made = card_shown(shared)
    made.ticks[author(shared, "Eva")].click()
    assert chip(shared, "Eva").isChecked()
    click_chip(shared, "Eva")
    assert not made.ticks[author(shared, "Eva")].isChecked()


def card_shown(window):
    made = window.findChild(PeopleCard)
    assert made.isVisible()
    return made


def test_gold_is_a_set_of_its_own(decided):
    space = decided.workspace
    assert space.counts(space.article.id) == {"claim": 3, "actor": 3, "date": 2}, "copies are not counted"
    assert space.all_counts()[space.article.id] == space.counts(space.article.id)
    assert "on Monday" not in listed(decided)
    made = card(decided)
    assert made.gold.text() == "Gold (2)"
    press(*[DOWN] * 3)
    assert focused() is made.gold
    press(SPACE)
    assert listed(decided) == {"We did not agree", "Jane Doe", "The council", "on Monday"}
    assert decided.status_line.marks.text() == "4 marks"
    copy = next(item.annotation for item in space.shown_items() if item.annotation.quote == "on Monday")
    assert copy.copy_of
    assert space.is_mine(copy)
    golden = gold_colour(decided.appearance.theme)
    assert has_colour(decided, golden, "The council")
    assert has_colour(decided, golden, "on Monday")
    assert not has_colour(decided, golden, "Jane Doe")
    press(SPACE)
    assert listed(decided) == {"We did not agree", "Jane Doe"}


def test_a_decision_taken_back_is_gold_no_longer_at_once(decided):
    click_gold(decided)
    assert "on Monday" in listed(decided)
    act = decided.workspace.undo()
    assert act.verb == "decide"
    assert listed(decided) == {"We did not agree", "Jane Doe", "The council"}
    decided.workspace.redo()
    assert "on Monday" in listed(decided)


def test_a_copy_does_not_stand_in_the_way_of_a_mark(decided):
    assert "on Monday" not in listed(decided)
    key = mark(decided, "date", "on Monday")
    assert decided.workspace.loaded[key].annotation.copy_of == ""
    assert "on Monday" in listed(decided)


def test_who_is_who_can_be_hidden(shared):
    click_chip(shared, "Ben Ho")
    click(shared, "Moscow")
    made = card(shared)
    press(*[DOWN] * 4, SPACE)
    assert made.nameless.isChecked()
    assert focused() is made.nameless, "the card stays as it is under the hand"
    shown = [shared.desk.inspector.facts.text(), shared.desk.inspector.why_fixed.text()]
    shown += [tick.text() + tick.accessibleName() for tick in made.ticks.values()]
    shown += [
        one.accessibleName() + one.toolTip() + one.person.initials
        for one in indicator(shared).chips
        if one.person
    ]
    model = shared.desk.annotations.model
    shown += [model.row(row).author for row in range(model.rowCount())]
    letter = "Annotator "
    assert any(letter in words for words in shown)
    for name in ("Ben", "Cem", "Eva"):
        assert not any(name in words for words in shown), name
    assert {one.person.initials for one in indicator(shared).chips if one.person} == {"A", "B", "C"}
    press(SPACE)
    assert any("Ben Ho" in tick.text() for tick in made.ticks.values())


def click_gold(window):
    made = card(window)
    QTest.mouseClick(made.gold, Qt.MouseButton.LeftButton, pos=QPoint(10, made.gold.height() // 2))
    press(ESC)
