"""Handing out through the window, with keys and mouse."""

from typing import Any

import pytest
from PySide6.QtCore import QObject, Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QRadioButton

from annotator.core.spans import Span
from annotator.services import projects
from tests.ui.exchange.hand import hand_out, plain, rows, said

LEFT = Qt.MouseButton.LeftButton
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
ENTER = Qt.Key.Key_Return


def name(dialog, *names):
    """Type names, each ended with Enter."""
    for one in names:
        QTest.keyClicks(dialog.names.line, one)
        QTest.keyClick(dialog.names.line, ENTER)


def make(dialog):
    QTest.mouseClick(dialog.make_button, LEFT)


def ask(window):
    QTest.keyClick(window, "H", CTRL | SHIFT)


def seen(path):
    with projects.open_project(path, "Reader", read_only=True) as project:
        (assignment,) = project.assignments()
        names = {one.id: one.name for one in project.annotators()}
        marks = sum(len(project.annotations(one.id)) for one in project.articles())
        return names[assignment.assignee_id], assignment, [one.title for one in project.articles()], marks


@pytest.fixture
def marked(window):
    """The window after Ana marked a claim."""
    window.view.select(Span(0, 11))
    QTest.keyClick(window.view, "C")
    return window


def test_a_blind_file_for_one_by_keyboard_alone(marked, answer, choose, qtbot, out):
    choose("getExistingDirectory", out)
    done = []

    def work(dialog):
        assert dialog.focusWidget() is dialog.names.line
        assert not dialog.make_button.isEnabled()
        assert "to whom" in said(dialog)
        name(dialog, "Ben")
        QTest.keyClick(dialog.names.line, Qt.Key.Key_Tab)
        assert isinstance(dialog.focusWidget(), QRadioButton)
        dialog.due.setFocus()
        QTest.keyClicks(dialog.due, "2026-13-01")
        assert not dialog.make_button.isEnabled()
        dialog.due.selectAll()
        QTest.keyClicks(dialog.due, "2026-12-24")
        dialog.note.setFocus()
        QTest.keyClicks(dialog.note, "Look closely.")
        QTest.keyClick(dialog.note, Qt.Key.Key_Tab)
        assert dialog.focusWidget() is not dialog.note
        dialog.make_button.setFocus()
        QTest.keyClick(dialog.make_button, Qt.Key.Key_Space)

    def close(dialog):
        done.append((said(dialog), rows(dialog.table.model())))
        QTest.keyClick(dialog, Qt.Key.Key_Escape)

    answer(work, close)
    ask(marked)
    qtbot.waitUntil(lambda: bool(done))
    (path,) = out.iterdir()
    who, assignment, titles, marks = seen(path)
    assert (who, assignment.due, assignment.note, assignment.blind) == (
        "Ben",
        "2026-12-24",
        "Look closely.",
        True,
    )
    assert (len(titles), marks) == (2, 0)
    words, table = done[0]
    assert "1 file made" in words
    assert table == [["Ben", "2 articles", path.name]]
    assert marked.actions_["undo"].text() == "Undo hand out to Ben"
    marked.actions_["undo"].trigger()
    assert marked.workspace.project.assignments() == []


def test_chosen_articles_with_annotations_and_reviews(marked, answer, choose, qtbot, out):
    choose("getExistingDirectory", out)
    closed: list[Any] = []

    def work(dialog):
        name(dialog, "Ben")
        QTest.mouseClick(dialog.which.chosen_button, LEFT)
        assert "at least one article" in said(dialog)
        dialog.which.list.setFocus()
        dialog.which.list.setCurrentRow(0)
        QTest.keyClick(dialog.which.list, Qt.Key.Key_Space)
        QTest.mouseClick(dialog.with_marks, LEFT)
        assert "Tick whose annotations" in said(dialog)
        dialog.whose.setFocus()
        dialog.whose.setCurrentRow(0)
        QTest.keyClick(dialog.whose, Qt.Key.Key_Space)
        dialog.reviews.setFocus()
        QTest.keyClick(dialog.reviews, Qt.Key.Key_Space)
        (wanted,) = dialog.wanted()
        assert wanted.reviews
        make(dialog)

    def close(dialog):
        closed.append(rows(dialog.table.model()))
        dialog.reject()

    answer(work, close)
    ask(marked)
    qtbot.waitUntil(lambda: bool(closed))
    (path,) = out.iterdir()
    _, assignment, titles, marks = seen(path)
    assert not assignment.blind
    assert (len(titles), marks) == (1, 1)
    assert closed[0][0][1] == "1 article, 1 annotation"


def test_shared_out_among_three_as_the_table_says(marked, answer, choose, qtbot, out):
    choose("getExistingDirectory", out)
    tables: list[Any] = []
    closed: list[Any] = []

    def work(dialog):
        assert not dialog.shared.isVisible()
        name(dialog, "Ben", "Cid", "ben")
        assert len(dialog.names.tags) == 2, "nobody is named twice"
        assert rows(dialog.table.model()) == [["Ben", "2", "2"], ["Cid", "2", "2"]]
        dialog.shared.setFocus()
        QTest.keyClick(dialog.shared, Qt.Key.Key_Space)
        dialog.overlap.setFocus()
        dialog.overlap.selectAll()
        QTest.keyClicks(dialog.overlap, "50")
        dialog.seed.setFocus()
        dialog.seed.selectAll()
        QTest.keyClicks(dialog.seed, "7")
        tables.append(rows(dialog.table.model()))
        assert "2 articles in all, 1 of them" in said(dialog)
        make(dialog)

    answer(work, leaving(closed, lambda dialog: rows(dialog.table.model())))
    ask(marked)
    qtbot.waitUntil(lambda: bool(closed))
    found = {who: titles for who, _, titles, _ in map(seen, out.iterdir())}
    assert sorted(len(titles) for titles in found.values()) == [1, 2]
    assert len(set(found["Ben"]) & set(found["Cid"])) == 1
    assert [[who, str(len(found[who])), "1"] for who in ("Ben", "Cid")] == tables[0]


def test_a_half_typed_name_counts_and_giving_up_the_folder_loses_nothing(marked, answer, choose, qtbot, out):
    choose("getExistingDirectory", "", out)
    closed: list[Any] = []

    def work(dialog):
        QTest.keyClicks(dialog.names.line, "Byron, Ada")
        make(dialog)
        assert dialog.isVisible()
        assert list(out.iterdir()) == []
        assert dialog.names.tags == ("Byron, Ada",)
        make(dialog)

    answer(work, leaving(closed))
    ask(marked)
    qtbot.waitUntil(lambda: bool(closed))
    assert [path.name for path in out.iterdir()] == ["test for Byron, Ada.annotator"]


def test_files_that_are_there_are_replaced_only_if_that_is_said(marked, answer, choose, qtbot, out):
    there = out / "test for Ben.annotator"
    there.write_text("mine")
    choose("getExistingDirectory", out, out)
    asked: list[str] = []
    closed: list[int] = []

    def work(dialog):
        name(dialog, "Ben")
        make(dialog)
        assert there.read_text() == "mine"
        make(dialog)

    def keep(dialog):
        asked.append(said(dialog))
        dialog.reject()

    def replace(dialog):
        next(one for one in dialog.findChildren(type(dialog.leave_button)) if one.text() == "Replace").click()

    answer(work, keep, replace, leaving(closed))
    ask(marked)
    qtbot.waitUntil(lambda: bool(closed))
    assert "would be replaced" in asked[0]
    assert seen(there)[0] == "Ben"


def leaving(closed, see=lambda _: 1):
    """Return what closes a dialog and notes what was seen in it."""

    def leave(dialog):
        closed.append(see(dialog))
        dialog.reject()

    return leave


class _Browser(QObject):
    def __init__(self):
        super().__init__()
        self.opened = []

    @Slot(QUrl)
    def show_url(self, url):
        self.opened.append(url.toLocalFile())


def test_the_folder_is_shown_and_what_was_handed_out_before_is_listed(
    project_path, open_window, answer, choose, qtbot, out
):
    hand_out(project_path, out, "Ben", due="2026-12-24", note="First.")
    window = open_window(project_path)
    choose("getExistingDirectory", out)
    browser = _Browser()
    # What PySide6 says it takes here, bytes, it refuses.
    QDesktopServices.setUrlHandler("file", browser, "show_url")  # type: ignore[arg-type]
    lists, closed = [], []

    def work(dialog):
        assert not dialog.which.left_button.isVisible(), "all were handed out"
        dialog.names.line.setFocus()
        QTest.keyClicks(dialog.names.line, "be")
        qtbot.waitUntil(dialog.names.line.popup.isVisible)
        QTest.keyClick(dialog.names.line.popup, Qt.Key.Key_Down)
        QTest.keyClick(dialog.names.line.popup, ENTER)
        assert dialog.names.tags == ("Ben",)
        name(dialog, "Cid")
        QTest.mouseClick(dialog.earlier_button, LEFT)
        dialog.names.chips()[0].setFocus()
        QTest.keyClick(dialog.names.chips()[0], Qt.Key.Key_Delete)
        assert dialog.names.tags == ("Cid",)
        make(dialog)

    def earlier(dialog):
        lists.append(rows(dialog.table.model()))
        dialog.reject()

    def close(dialog):
        QTest.mouseClick(dialog.folder_button, LEFT)
        closed.append(1)
        dialog.reject()

    answer(work, earlier, close)
    try:
        ask(window)
        qtbot.waitUntil(lambda: bool(closed))
        assert browser.opened == [str(out)]
    finally:
        QDesktopServices.unsetUrlHandler("file")
    (row,) = lists[0]
    assert [plain(cell) for cell in row[:3]] == ["Ben", "0 of 2", "24 Dec 2026"]
    assert row[4:] == ["blind", "Ana", "First."]


def test_nothing_is_handed_out_from_an_empty_project_or_one_open_for_reading(
    open_window, tmp_path, project_path
):
    path = tmp_path / "empty.annotator"
    projects.create(path, "Ana").close()
    window = open_window(path)
    ask(window)
    assert "no article to hand out" in window.banner.text
    first = open_window(project_path)
    assert not first.workspace.read_only
    second = open_window(project_path)
    assert second.workspace.read_only
    assert not second.actions_["hand_out"].isEnabled()
    assert not second.actions_["colleagues"].isEnabled()
