"""The card beside the pointer: what it says, where it is, and that it is never in the way."""

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from annotator.ui.appearance import Appearance
from annotator.ui.hover_card import HoverCard, HoverRow
from annotator.ui.layer_glyph import LayerGlyph

CLAIM = HoverRow("Claim", "fill", "amber", "There will be <b>no</b> consequences", "Anna", "A prediction")
DATE = HoverRow("Date", "dotted", "green", "in August", "Boris", damage="it lies outside the text")


@pytest.fixture
def card(qtbot: QtBot, appearance: Appearance) -> HoverCard:
    made = HoverCard(appearance)
    qtbot.addWidget(made)
    return made


def said(card: HoverCard) -> list[str]:
    return [label.text() for label in card.findChildren(QLabel) if not label.isHidden()]


def test_it_says_everything_about_each(card: HoverCard) -> None:
    card.show_near([CLAIM, DATE], QRect(100, 100, 40, 20))
    assert card.isVisible()
    words = said(card)
    for part in (
        "Claim",
        "“There will be <b>no</b> consequences”",
        "Anna",
        "A prediction",
        "Date",
        "Damaged: it lies outside the text.",
    ):
        assert part in words
    assert len(card.findChildren(LayerGlyph)) == 2
    assert all(label.textFormat() is Qt.TextFormat.PlainText for label in card.findChildren(QLabel))


def test_nothing_under_the_pointer_hides_it(card: HoverCard) -> None:
    card.show_near([CLAIM], QRect(100, 100, 40, 20))
    card.show_near([], QRect(100, 100, 40, 20))
    assert card.isHidden()


def test_it_never_takes_focus_or_mouse(qtbot: QtBot, card: HoverCard) -> None:
    field = QLineEdit()
    qtbot.addWidget(field)
    field.show()
    field.setFocus()
    qtbot.waitUntil(field.hasFocus, timeout=2000)
    card.show_near([CLAIM], QRect(100, 100, 40, 20))
    assert field.hasFocus()
    assert card.testAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
    assert card.focusPolicy() is Qt.FocusPolicy.NoFocus


@pytest.mark.parametrize("corner", ["topLeft", "topRight", "bottomLeft", "bottomRight"])
def test_it_stays_on_the_screen_and_off_the_text(card: HoverCard, corner: str) -> None:
    room = QGuiApplication.primaryScreen().availableGeometry()
    place = QRect(0, 0, 30, 20)
    place.moveCenter(getattr(room, corner)())
    card.show_near([CLAIM, DATE], place)
    assert room.contains(card.geometry())
    assert not card.geometry().intersects(place)


def test_a_long_quote_is_shortened_and_a_pile_is_counted(card: HoverCard) -> None:
    long = HoverRow("Claim", "fill", "amber", "word " * 100_000, "A" * 300)
    card.show_near([long] * 9, QRect(100, 100, 40, 20))
    assert "and 3 more" in said(card)
    assert all(len(text) < 250 for text in said(card))
    assert card.height() < 800


def test_it_is_drawn_anew_in_another_theme(qtbot: QtBot, card: HoverCard, appearance: Appearance) -> None:
    card.show_near([CLAIM], QRect(100, 100, 40, 20))
    appearance.set_mode("dark")
    expected = appearance.theme.layer("amber").text

    def redrawn() -> bool:
        titles = [each for each in card.findChildren(QLabel) if each.text() == "Claim" and each.isVisible()]
        return [each.palette().color(each.foregroundRole()) for each in titles] == [expected]

    qtbot.waitUntil(redrawn, timeout=2000)
