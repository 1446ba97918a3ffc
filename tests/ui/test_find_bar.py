"""The find bar and Esc: it closes from its own field and from the text, and stands in nobody else's way."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.ui.hand import CTRL, ENTER, ESC, focused, mark, press

F3 = Qt.Key.Key_F3


def opened(window, words="agree"):
    QTest.keyClick(window, "F", CTRL)
    press(words)
    return window.find_bar


def test_esc_closes_it_also_after_f3_moved_the_focus(window):
    bar = opened(window)
    press(F3)
    assert window.view.hasFocus() and bar.isVisible()
    match = window.view.selection()
    press(ESC)
    assert not bar.isVisible()
    assert window.view.hasFocus() and window.view.selection() == match, "C can mark the match"
    press("C")
    assert [one.quote for one in window.workspace.own()] == ["agree"]


def test_esc_closes_it_after_enter_and_from_its_own_field(window):
    bar = opened(window)
    press(ENTER, ESC)
    assert not bar.isVisible() and window.view.hasFocus()


def test_the_next_esc_does_what_esc_does_in_the_text(window):
    key = mark(window, "actor", "Moscow")
    window.workspace.select(key)
    bar = opened(window)
    press(F3, ESC)
    assert not bar.isVisible()
    press(ESC)
    assert not window.view.has_selection()
    assert window.workspace.current_id is None


def test_other_keys_in_the_text_do_not_reach_the_bar(window):
    bar = opened(window)
    press(F3)
    at = window.view.selection()
    press("C")
    assert [one.envelope for one in window.workspace.own()] == [at]
    assert bar.isVisible()
    window.view.setFocus()
    press(ENTER)
    assert focused() is window.view and bar.count.text() == "2 of 2", (
        "Enter in the text confirms, it does not step"
    )
