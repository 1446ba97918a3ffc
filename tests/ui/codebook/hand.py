"""What a hand does in the editor of the codebook."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog

from annotator.core.codebook import FieldType
from annotator.services import projects
from annotator.services.codebook_drafts import BOOK, Place
from annotator.ui.codebook.editor import CodebookDialog
from tests.ui.hand import press

LEFT = Qt.MouseButton.LeftButton
ALT = Qt.KeyboardModifier.AltModifier
DELETE, INSERT, TAB, UP, DOWN = (
    Qt.Key.Key_Delete,
    Qt.Key.Key_Insert,
    Qt.Key.Key_Tab,
    Qt.Key.Key_Up,
    Qt.Key.Key_Down,
)


def go_to(dialog: CodebookDialog, place: Place) -> None:
    """Click the row of a place, its branch opened."""
    above = place.above
    while above != BOOK:
        dialog.outline.item(above).setExpanded(True)
        above = above.above
    item = dialog.outline.item(place)
    dialog.outline.scrollToItem(item)
    rect = dialog.outline.visualItemRect(item)
    QTest.mouseClick(dialog.outline.viewport(), LEFT, pos=rect.center())
    assert dialog.place == place


def type_over(line, words: str) -> None:
    line.setFocus()
    line.selectAll()
    press(words)


def by_letter(dialog: CodebookDialog, letter: str, qtbot) -> None:
    """Press the button that Alt and a letter press; it goes down for a moment before it does anything."""
    before = dialog.place
    press(letter, modifier=ALT)
    qtbot.waitUntil(lambda: dialog.place != before)


def click(button) -> None:
    assert button.isEnabled(), button.text()
    QTest.mouseClick(button, LEFT)


def plain(sentence: str) -> str:
    """Return a sentence without the marks that keep names of other scripts apart in it."""
    return sentence.replace("\u2068", "").replace("\u2069", "")


def save(dialog: CodebookDialog) -> None:
    click(dialog.save_button)


def choose_type(dialog: CodebookDialog, type_: FieldType) -> None:
    combo = dialog.forms.field.type
    combo.setFocus()
    press(Qt.Key.Key_Home)
    while combo.currentData() != type_:
        before = combo.currentIndex()
        press(DOWN)
        assert combo.currentIndex() > before
    combo.activated.emit(combo.currentIndex())


def file_chosen(monkeypatch: pytest.MonkeyPatch, which: str, path: Path) -> None:
    monkeypatch.setattr(QFileDialog, which, lambda *_: (str(path), ""))


def stored(window):
    """The codebook that a second reader finds in the file."""
    with projects.open_project(window.workspace.project.path, "Reader", read_only=True) as project:
        return project.codebook()
