"""What a hand does where several people's annotations are shown, and what an eye sees."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from annotator.ui.article.bands import BESIDE_TEXT, STEP
from annotator.ui.main_window import MainWindow
from annotator.ui.people.card import PeopleCard
from annotator.ui.people.chip import ChipButton
from annotator.ui.people.indicator import Indicator
from annotator.ui.persons import people_of, person_colour
from tests.ui.hand import focused, span_of

CTRL_SHIFT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


def ready(window: MainWindow) -> MainWindow:
    window.workspace.catch_up()
    QApplication.processEvents()
    return window


def listed(window: MainWindow) -> set[str]:
    """Return the quotes in the list of annotations."""
    model = window.desk.annotations.model
    return {model.row(row).item.annotation.quote for row in range(model.rowCount())}


def stepped_through(window: MainWindow) -> list[str]:
    """Return the quotes that Tab comes to, until it comes around."""
    window.view.setFocus()
    found: list[str] = []
    while True:
        QTest.keyClick(window.view, Qt.Key.Key_Tab)
        current = window.workspace.current
        assert current is not None
        if current.id in found:
            return [window.workspace.loaded[key].annotation.quote for key in found]
        found.append(current.id)


def indicator(window: MainWindow) -> Indicator:
    found = window.status_line.findChild(Indicator)
    assert isinstance(found, Indicator)
    return found


def chip(window: MainWindow, name: str | None) -> ChipButton:
    """Return somebody's chip in the line below; None is gold's."""
    chips = indicator(window).chips
    return next(one for one in chips if (one.person.name if one.person else None) == name)


def click_chip(window: MainWindow, name: str | None) -> None:
    QTest.mouseClick(chip(window, name), Qt.MouseButton.LeftButton)


def card(window: MainWindow) -> PeopleCard:
    """Press the keys that open the card."""
    QTest.keyClick(focused(), Qt.Key.Key_P, CTRL_SHIFT)
    found = window.findChild(PeopleCard)
    assert isinstance(found, PeopleCard)
    assert found.isVisible()
    return found


def author(window: MainWindow, name: str) -> str:
    return next(key for key, one in window.workspace.annotators.items() if one.name == name)


def gutter_shows(window: MainWindow, name: str, words: str) -> bool:
    """Say whether the gutter has the colour of somebody's beside ``words``."""
    person = people_of(window.workspace.annotators)[author(window, name)]
    wanted = person_colour(person.hue, dark=window.appearance.theme.dark)
    return has_colour(window, wanted, words)


def has_colour(window: MainWindow, wanted: QColor, words: str) -> bool:
    view = window.view
    rect = view.rects_of(span_of(window, words))[0].toAlignedRect()
    picture = view.viewport().grab().toImage()
    ratio = picture.devicePixelRatio()
    high = range(round((rect.top() + 1) * ratio), round((rect.bottom() - 1) * ratio))
    # Not further left: the signs there have the same colours.
    chosen = window.workspace.people
    others = len(window.workspace.others) if chosen.everyone else len(chosen.ids)
    lanes = 1 + others + (1 if chosen.gold else 0)
    right = view.gutter_right - BESIDE_TEXT + STEP / 2
    across = range(round((right - lanes * STEP) * ratio), round(right * ratio))
    return any(_near(picture.pixelColor(x, y), wanted) for x in across for y in high)


def _near(one: QColor, other: QColor) -> bool:
    return all(
        abs(a - b) <= 40
        for a, b in zip(
            (one.red(), one.green(), one.blue()), (other.red(), other.green(), other.blue()), strict=True
        )
    )
