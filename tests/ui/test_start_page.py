"""The start page: what each of its parts asks for, with keys and mouse."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible
from pytestqt.qtbot import QtBot

from annotator.ui.appearance import Appearance
from annotator.ui.recent_list import RecentProject
from annotator.ui.start_page import StartPage

LEFT = Qt.MouseButton.LeftButton
LONG = "Notes on a very long name that somebody gave to this thing, eighty characters long"
ARABIC = "تقرير عن عمليات الإعادة القسرية على الحدود"
RECENT = [
    RecentProject("/data/one.annotator", "One"),
    RecentProject("/data/gone.annotator", missing=True),
    RecentProject(f"/data/{LONG}/{ARABIC}.annotator", LONG, "2025-11-20T09:10:00.000Z"),
]


@pytest.fixture
def page(qtbot: QtBot, appearance: Appearance) -> Iterator[StartPage]:
    start = StartPage(appearance)
    qtbot.addWidget(start)
    start.resize(1280, 760)
    start.show()
    qtbot.waitExposed(start)
    yield start


def click_row(qtbot: QtBot, page: StartPage, row: int, *, on_cross: bool = False) -> None:
    index = page.recent.model().index(row, 0)
    rect = page.recent.visualRect(index)
    place = page.recent.cross_rect(row).center() if on_cross else rect.center()
    qtbot.mouseClick(page.recent.viewport(), LEFT, pos=QPoint(place))


def test_the_three_actions_by_mouse(qtbot: QtBot, page: StartPage) -> None:
    for card, signal in (
        (page.new_card, page.new_requested),
        (page.open_card, page.open_requested),
        (page.sample_card, page.sample_requested),
    ):
        with qtbot.waitSignal(signal, timeout=1000):
            qtbot.mouseClick(card, LEFT)


def test_the_actions_by_keyboard_in_reading_order(qtbot: QtBot, page: StartPage) -> None:
    page.set_recent(RECENT)
    page.new_card.setFocus()
    with qtbot.waitSignal(page.new_requested, timeout=1000):
        qtbot.keyClick(page.new_card, Qt.Key.Key_Space)
    qtbot.keyClick(page.new_card, Qt.Key.Key_Tab)
    assert page.open_card.hasFocus()
    qtbot.keyClick(page.open_card, Qt.Key.Key_Tab)
    qtbot.keyClick(page.sample_card, Qt.Key.Key_Tab)
    assert page.recent.hasFocus()


def test_a_click_opens_a_recent_project(qtbot: QtBot, page: StartPage) -> None:
    page.set_recent(RECENT)
    with qtbot.waitSignal(page.recent_chosen, timeout=1000) as caught:
        click_row(qtbot, page, 0)
    assert caught.args == ["/data/one.annotator"]


def test_a_click_on_the_cross_removes_and_does_not_open(qtbot: QtBot, page: StartPage) -> None:
    page.set_recent(RECENT)
    with qtbot.assertNotEmitted(page.recent_chosen), qtbot.waitSignal(page.recent_removed) as caught:
        click_row(qtbot, page, 2, on_cross=True)
    assert caught.args == [RECENT[2].path]


def test_a_missing_project_does_not_open_and_can_be_removed(qtbot: QtBot, page: StartPage) -> None:
    page.set_recent(RECENT)
    with qtbot.assertNotEmitted(page.recent_chosen):
        click_row(qtbot, page, 1)
        qtbot.keyClick(page.recent, Qt.Key.Key_Return)
    with qtbot.waitSignal(page.recent_removed, timeout=1000) as caught:
        qtbot.keyClick(page.recent, Qt.Key.Key_Delete)
    assert caught.args == ["/data/gone.annotator"]


def test_the_list_by_keyboard(qtbot: QtBot, page: StartPage) -> None:
    page.set_recent(RECENT)
    page.recent.setFocus()
    qtbot.keyClick(page.recent, Qt.Key.Key_Down)
    qtbot.keyClick(page.recent, Qt.Key.Key_Down)
    with qtbot.waitSignal(page.recent_chosen, timeout=1000) as caught:
        qtbot.keyClick(page.recent, Qt.Key.Key_Return)
    assert caught.args == [RECENT[2].path]


def test_removing_keeps_the_place_in_the_list(page: StartPage) -> None:
    page.set_recent(RECENT)
    page.recent.setCurrentIndex(page.recent.model().index(2, 0))
    page.set_recent(RECENT[:2])
    assert page.recent.currentIndex().row() == 1


def test_with_nothing_to_list_it_says_what_belongs_there(page: StartPage) -> None:
    assert not page.recent.isVisible()
    page.set_recent(RECENT)
    assert page.recent.isVisible()
    assert page.recent.count() == 3


def test_names_and_folders(own_home: Path) -> None:
    assert RecentProject("/data/x.annotator").name == "x"
    assert RecentProject("/data/x.annotator", "Title").name == "Title"
    assert RecentProject("/data/x.annotator").folder == "/data"
    assert RecentProject(str(own_home / "work" / "x.annotator")).folder == "~/work"
    assert RecentProject(str(own_home.with_name(own_home.name + "2") / "x.annotator")).folder[0] == "/"


def test_a_screen_reader_hears_that_a_project_is_missing(page: StartPage) -> None:
    page.set_recent(RECENT)
    heard = page.recent.model().index(1, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert "gone" in heard
    assert "not there" in heard
    interface = QAccessible.queryAccessibleInterface(page.new_card)
    assert interface.text(QAccessible.Text.Name) == "New project"


def test_markup_in_a_name_is_shown_as_it_is(page: StartPage) -> None:
    page.set_recent([RecentProject("/data/<b>bold</b>.annotator", "<img src=x>")])
    index = page.recent.model().index(0, 0)
    assert index.data() == "<img src=x>"
    assert "<b>" not in index.data(Qt.ItemDataRole.ToolTipRole)


@pytest.mark.parametrize("width", [560, 760, 1000, 1600])
def test_nothing_is_cut_off_at_any_width(qtbot: QtBot, page: StartPage, width: int) -> None:
    page.set_recent(RECENT)
    page.resize(width, 760)
    qtbot.waitUntil(lambda: page.recent.width() >= 240, timeout=2000)
    for card in (page.new_card, page.open_card, page.sample_card):
        assert card.height() >= card.heightForWidth(card.width())
        assert page.rect().contains(card.mapTo(page, card.rect().bottomRight()))
