"""The editor on small screens, with long titles, in both directions: nothing is cut off."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)

from annotator.core.codebook import Field, FieldType, Layer
from annotator.services import codebooks
from annotator.services.codebook_drafts import BOOK, KINDS_PLACE, Draft, Place
from annotator.ui.codebook.editor import CodebookDialog
from annotator.ui.codebook.lists import SentencesDialog
from tests.ui.codebook.hand import go_to, save, type_over
from tests.ui.form_helpers import mark
from tests.ui.hand import ENTER, ESC, press

LONG = "Framing of the conflict as a struggle between civilisations or world views (own)"
UNBROKEN = "W" * 80
ARABIC = "الإطار الأيديولوجي للصراع كما يصوره المتحدث في التصريحات العلنية والمقابلات كلها"
SMALL = QSize(752, 520)
"""What a screen of 800 × 600 pixels leaves of a window."""
LOW = QSize(805, 455)
"""What one of 1280 × 800 leaves at 150 %."""


@pytest.fixture(params=[Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft], ids=["ltr", "rtl"])
def direction(request, qapp: QApplication) -> Iterator[Qt.LayoutDirection]:
    """The direction of the whole interface."""
    qapp.setLayoutDirection(request.param)
    yield request.param
    qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight)


@pytest.fixture
def long_titles(direction, window) -> list[Place]:
    """Layers, fields and values with titles as long as they get; returns all places of the codebook."""
    draft = Draft(window.workspace.known.codebook)
    for title in (LONG, UNBROKEN, ARABIC):
        layer = draft.add(BOOK, title)
        field = draft.add(layer, title)
        made = draft.thing(field)
        assert isinstance(made, Field)
        draft.change(field, replace(made, type=FieldType.CHOICE, guideline=title))
        for value in (title, "Other"):
            draft.add(field, value)
    book = draft.wanted()
    assert window.workspace.do(lambda project: codebooks.put(project, book))
    return [BOOK, KINDS_PLACE, *_places(book.layers)]


def _places(layers: tuple[Layer, ...]) -> Iterator[Place]:
    for layer in layers:
        yield Place(layer.id)
        for field in layer.fields:
            yield Place(layer.id, field.id)
            yield from (Place(layer.id, field.id, choice.id) for choice in field.choices[:1])


def cut_off(dialog: QWidget) -> list[str]:
    """Return what does not have the width it needs, or lies beyond the dialog or the page it is on."""
    found: list[str] = []
    if isinstance(dialog, CodebookDialog) and dialog.outline.geometry().intersects(dialog.tools.geometry()):
        found.append("The buttons lie over the outline.")
    for kind in (QAbstractButton, QLineEdit, QComboBox, QAbstractSpinBox, QLabel, QPlainTextEdit):
        for widget in dialog.findChildren(kind):
            inner = isinstance(widget.parentWidget(), QAbstractSpinBox)
            if inner or not widget.isVisible() or widget.width() == 0:
                continue
            needed = widget.minimumSizeHint().width()
            gives_way = isinstance(widget, QLabel) and widget.wordWrap()
            above = widget.parentWidget()
            while above is not None and above is not dialog.window():
                place = QRect(widget.mapTo(above, QPoint(0, 0)), widget.size())
                if place.left() < 0 or place.right() >= above.width():
                    found.append(f"{kind.__name__} {widget.accessibleName()} beyond {type(above).__name__}")
                above = above.parentWidget()
            if widget.width() < needed and not gives_way:
                found.append(f"{kind.__name__} {widget.accessibleName()} {widget.width()} < {needed}")
    return found


@pytest.mark.parametrize("size", [SMALL, LOW], ids=["800x600", "150%"])
def test_nothing_is_cut_off(window, edit, qtbot, long_titles, size):
    def work(dialog: CodebookDialog) -> None:
        dialog.resize(size)
        qtbot.waitUntil(lambda: dialog.size() == size)
        for place in long_titles:
            go_to(dialog, place)
            QApplication.processEvents()
            assert cut_off(dialog) == [], place
        press(ESC)

    edit(work)


def test_it_can_be_made_no_smaller_than_it_is_usable(window, edit, qtbot, long_titles):
    def work(dialog: CodebookDialog) -> None:
        dialog.resize(1, 1)
        QApplication.processEvents()
        assert dialog.width() < SMALL.width() and dialog.height() < LOW.height()
        for place in long_titles:
            go_to(dialog, place)
            QApplication.processEvents()
            assert cut_off(dialog) == [], place
        press(ESC)

    edit(work)


def test_what_is_wrong_is_scrolled_to(window, edit, qtbot):
    def work(dialog: CodebookDialog) -> None:
        dialog.resize(LOW.width(), dialog.minimumSizeHint().height())
        go_to(dialog, Place("claim", "summary"))
        type_over(dialog.forms.field.key, "n")
        go_to(dialog, Place("claim"))
        save(dialog)
        field, label = dialog.form.row_of("key")
        page = dialog.form.parentWidget()
        assert page is not None
        for part in (field, label):
            qtbot.waitUntil(
                lambda it=part: page.rect().contains(QRect(it.mapTo(page, QPoint(0, 0)), it.size()))
            )
        type_over(dialog.forms.field.key, "q")
        save(dialog)

    edit(work)


def test_a_sentence_has_as_many_lines_as_it_needs(window, edit, qtbot, long_titles):
    value = next(place for place in long_titles if place.layer.startswith("framing") and place.choice)
    key = mark(window.workspace, value.layer, "we will not agree")
    assert window.workspace.set_value([key], value.field, value.choice)
    heights: list[int] = []

    def work(dialog: CodebookDialog) -> None:
        go_to(dialog, value)
        press(Qt.Key.Key_Delete)
        save(dialog)

    def agree(dialog: SentencesDialog) -> None:
        for width in (900, dialog.minimumSizeHint().width()):
            dialog.resize(width, 400)
            QApplication.processEvents()
            heights.append(dialog.list.sizeHintForRow(0))
            assert not dialog.list.horizontalScrollBar().isVisible()
        press(ENTER)

    edit(work, agree)
    assert heights[0] < heights[1]
