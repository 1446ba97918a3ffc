"""What the history says of the decisions of a review: one line for each annotation."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from annotator.ui.main_window import MainWindow
from annotator.ui.review.control import Review
from annotator.ui.story.history import HistoryDialog
from tests.ui.review.hand import press

CTRL = Qt.KeyboardModifier.ControlModifier
PLAIN = {ord(sign): None for sign in "\u2068\u2069"}


def told(window: MainWindow, qtbot: QtBot, answer: Callable[..., None]) -> list[str]:
    """Open the history of the whole project with its key, and return its rows."""
    found: list[str] = []

    def read(dialog: QDialog) -> None:
        try:
            assert isinstance(dialog, HistoryDialog)
            qtbot.keyClick(dialog.choice, Qt.Key.Key_End)
            item = dialog.tree.topLevelItem(0)
            while item is not None:
                found.append(item.text(0).translate(PLAIN))
                item = dialog.tree.itemBelow(item)
        finally:
            dialog.reject()

    answer(read)
    qtbot.keyClick(window, Qt.Key.Key_H, CTRL)
    return found


def test_a_decision_is_one_line_for_each_annotation(
    window: MainWindow, reviewing: Review, qtbot: QtBot, answer: Callable[..., None]
) -> None:
    press("2")
    press("X", "a pronoun", Qt.Key.Key_Return)
    rows = told(window, qtbot, answer)
    about = [row for row in rows if "council met on Monday”" in row and "marked as" not in row]
    assert about == [
        "“The council met on Monday”: gives way to “council met on Monday”",
        "“council met on Monday”: accepted",
    ]
    assert "“Jane Doe”: rejected (a pronoun)" in rows


def test_a_decision_that_is_made_anew_says_both(
    window: MainWindow, reviewing: Review, qtbot: QtBot, answer: Callable[..., None]
) -> None:
    press("2")
    press(Qt.Key.Key_Z, modifier=CTRL)
    rows = told(window, qtbot, answer)
    assert "“council met on Monday”: reopened; it was accepted" in rows
