"""Articles in the real window: added, described, found in, looked at, worked through, removed."""

import sqlite3
from itertools import pairwise

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QAction, QKeySequence, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QFileDialog, QLabel, QMenu, QPushButton, QWidget

from annotator.core.spans import Span
from annotator.services import people, projects, reading
from annotator.ui.article.find_bar import find_all

LEFT = Qt.MouseButton.LeftButton
CTRL, SHIFT, ALT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)
RUSSIAN = "В Москве сообщили, что соглашение расторгнуто. Об этом заявил представитель министерства."
ARABIC = (
    "نفت الحكومة التقرير يوم الاثنين.\n\n"
    "قال أحمد الخطيب 😀 إن الوفد غادر جنيف في 12 آذار، ثم كتب “The report” بالإنكليزية."
)


def span_of(text, words):
    start = text.index(words)
    return Span(start, start + len(words))


def to_front(window):
    """Give the window the keyboard: without a window manager nobody does after a dialog."""
    if window.isActiveWindow():
        return
    other = QWidget()
    for each in (other, window):
        each.show()
        each.activateWindow()
        assert QTest.qWaitForWindowActive(each)
    other.close()
    assert window.isActiveWindow()


def mark(window, words, key="C"):
    to_front(window)
    window.view.select(span_of(window.view.text, words))
    QTest.keyClick(window.view, key)


def stored(window):
    """What a second reader finds in the file of the article shown: (layer, quote, start, end)."""
    with projects.open_project(window.workspace.project.path, "Reader", read_only=True) as project:
        found = project.annotations(window.workspace.article.id)
        return [(a.layer, a.quote, a.start, a.end) for a in found]


def quotes(window):
    return [quote for _, quote, _, _ in stored(window)]


def articles(window):
    """What a second reader finds of the articles."""
    with projects.open_project(window.workspace.project.path, "Reader", read_only=True) as project:
        return project.articles()


def drag(window, start, end):
    """Drag the mouse from one place of the article to another."""
    port = window.view.viewport()
    QTest.mousePress(port, LEFT, pos=start)
    for step in range(1, 6):
        QTest.mouseMove(port, start + (end - start) * step / 5)
    QTest.mouseRelease(port, LEFT, pos=end)


def words(dialog):
    return "\n".join(label.text() for label in dialog.findChildren(QLabel) if label.isVisibleTo(dialog))


@pytest.fixture
def show(open_window, tmp_path):
    """Open the window on a new project with these texts."""

    def begin(*texts):
        people.remember("Ana")
        path = tmp_path / "own.annotator"
        with projects.create(path, "Ana") as project:
            reading.add_articles(project, [reading.read_clipboard(text) for text in texts])
        return open_window(path)

    return begin


# --- adding --------------------------------------------------------------------------------


def test_files_are_added_once_and_a_guessed_charset_only_after_a_look(
    window, answer, monkeypatch, qtbot, tmp_path, story
):
    (tmp_path / "a.txt").write_text("---\ntitle: A vote\noutlet: Wire\n---\nThe council voted 😀.\n", "utf-8")
    (tmp_path / "b.txt").write_text(story, "utf-8")
    (tmp_path / "c.txt").write_bytes(RUSSIAN.encode("windows-1251"))
    (tmp_path / "d.txt").write_text("The council voted 😀.\n", "utf-8")
    (tmp_path / "e.txt").write_bytes(b"  \n")
    files = [str(tmp_path / f"{name}.txt") for name in "abcde"]
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_: (files, ""))
    seen = []

    def work(dialog):
        seen.append([dialog.model.index(row, dialog.model.STATE).data() for row in range(5)])
        seen.append([item.source_name for item in dialog.chosen()])
        dialog.table.selectRow(2)
        charset = dialog.preview.findChild(QComboBox)
        charset.setCurrentIndex(charset.findData("windows-1251"))
        charset.activated.emit(charset.currentIndex())
        assert dialog.preview.text.toPlainText() == RUSSIAN
        QTest.mouseClick(dialog.add_articles_button, LEFT)

    answer(work)
    QTest.keyClick(window, "I", CTRL)
    qtbot.waitUntil(lambda: len(window.workspace.project.articles()) == 4)
    assert seen[0] == ["New", "Here already", "Check the charset", "Here already", "Cannot be read"]
    assert seen[1] == ["a.txt"]
    added = articles(window)[2:]
    assert (added[0].title, added[0].outlet, added[0].charset) == ("A vote", "Wire", "utf-8")
    assert added[1].charset == "windows-1251"
    assert added[1].length == len(RUSSIAN)
    qtbot.waitUntil(lambda: window.view.text.startswith("The council voted 😀."))
    assert "2 articles were added." in window.banner.text
    assert window.desk.articles.model.rowCount() == 4
    window.actions_["undo"].trigger()
    assert len(articles(window)) == 2


def test_a_guess_that_is_not_looked_at_is_not_added(window, answer, monkeypatch, qtbot, tmp_path):
    (tmp_path / "c.txt").write_bytes(RUSSIAN.encode("windows-1251"))
    (tmp_path / "f.txt").write_text("A sound story.", "utf-8")
    files = [str(tmp_path / "c.txt"), str(tmp_path / "f.txt")]
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_: (files, ""))
    answer(lambda dialog: QTest.mouseClick(dialog.add_articles_button, LEFT))
    QTest.keyClick(window, "I", CTRL)
    qtbot.waitUntil(lambda: "1 article was added." in window.banner.text)
    assert [one.source_name for one in articles(window)[2:]] == ["f.txt"]


def test_a_folder_is_added_whole(window, answer, monkeypatch, qtbot, tmp_path):
    folder = tmp_path / "deep"
    (folder / "er").mkdir(parents=True)
    (folder / "one.md").write_text("# One\n\nThe first.", "utf-8")
    (folder / "er" / "two.txt").write_text("The second.", "utf-8")
    (folder / "three.doc").write_bytes(b"no article")
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(folder))
    answer(lambda dialog: QTest.mouseClick(dialog.add_articles_button, LEFT))
    window.actions_["add_folder"].trigger()
    qtbot.waitUntil(lambda: "2 articles were added." in window.banner.text)
    assert {one.source_name for one in articles(window)[2:]} == {"one.md", "two.txt"}


def test_the_clipboard_becomes_an_article_once(window, answer, qapp, qtbot):
    qapp.clipboard().setText("Pasted news\r\n\r\nThe envoy left. 😀")
    seen: list[bool] = []

    def look(dialog):
        seen.append(dialog.add_articles_button.isEnabled())
        dialog.reject()

    answer(lambda dialog: QTest.mouseClick(dialog.add_articles_button, LEFT), look)
    QTest.keyClick(window, "V", CTRL | SHIFT)
    qtbot.waitUntil(lambda: "The envoy left. 😀" in window.view.text)
    assert "\r" not in window.view.text
    to_front(window)
    QTest.keyClick(window, "V", CTRL | SHIFT)
    assert seen == [False]
    assert len(articles(window)) == 3


def test_an_empty_clipboard_says_so(window, qapp):
    qapp.clipboard().clear()
    QTest.keyClick(window, "V", CTRL | SHIFT)
    assert window.banner.text
    assert len(articles(window)) == 2


# --- what is known about an article ----------------------------------------------------------


def test_details_are_edited_and_shown_in_header_and_list(window, answer):
    mark(window, "Jane Doe", "A")

    def work(dialog):
        dialog.fields["title"].setText("The council’s vote")
        dialog.fields["outlet"].setText("Meridian Wire")
        dialog.fields["published"].setText("2025-09-18")
        QTest.mouseClick(dialog.save_button, LEFT)

    answer(work)
    QTest.keyClick(window, Qt.Key.Key_Return, CTRL)
    shown = window.view.article
    assert (shown.title, shown.outlet, shown.published) == (
        "The council’s vote",
        "Meridian Wire",
        "2025-09-18",
    )
    assert window.view._header.title == "The council’s vote"
    assert "18 September 2025" in window.view._header.facts
    model = window.desk.articles.model
    assert "The council’s vote" in model.index(0, 0).data()
    assert "Meridian Wire" in model.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert len(window.workspace.loaded) == 1
    window.actions_["undo"].trigger()
    assert articles(window)[0].outlet == ""
    assert window.view.article.outlet == ""


def test_ctrl_d_says_done_and_takes_it_back(window):
    QTest.keyClick(window, "D", CTRL)
    assert articles(window)[0].status == "done"
    assert window.actions_["done"].isChecked()
    assert window.workspace.loaded == {}
    QTest.keyClick(window, "D", CTRL)
    assert articles(window)[0].status == "todo"
    mark(window, "Jane Doe", "A")
    assert articles(window)[0].status == "in progress"
    QTest.keyClick(window, "D", CTRL)
    # Nobody has said who Jane Doe is, so it is not done by accident.
    assert articles(window)[0].status == "in progress"
    QTest.mouseClick(window.articles.completing.panel.done_button, Qt.MouseButton.LeftButton)
    mark(window, "Moscow", "A")
    assert articles(window)[0].status == "done"
    QTest.keyClick(window, "D", CTRL)
    assert articles(window)[0].status == "in progress"
    window.actions_["todo"].trigger()
    assert articles(window)[0].status == "todo"


def test_next_and_previous_article(window, story):
    QTest.keyClick(window, Qt.Key.Key_PageDown, CTRL)
    assert window.view.text.startswith("Another article")
    QTest.keyClick(window, Qt.Key.Key_PageDown, CTRL)
    assert window.view.text.startswith("Another article")
    QTest.keyClick(window, Qt.Key.Key_PageUp, CTRL)
    assert window.view.text == story


def test_a_removed_article_comes_back_with_all_that_was_in_it(window, answer, story):
    mark(window, "Jane Doe", "A")
    window.workspace.set_note(window.workspace.current_id, "a note")
    mark(window, "Moscow", "A")
    before = stored(window)
    asked = []

    def agree(dialog):
        asked.append(words(dialog))
        button = next(b for b in dialog.findChildren(QPushButton) if b.text() == "Remove the article")
        QTest.mouseClick(button, LEFT)

    answer(agree)
    window.actions_["remove_article"].trigger()
    assert "Its 2 annotations go with it" in asked[0]
    assert len(articles(window)) == 1
    assert window.view.text != story
    window.actions_["undo"].trigger()
    assert window.view.text == story
    assert stored(window) == before
    assert len(window.view._marks) == 2
    assert articles(window)[0].status == "in progress"
    assert {item.annotation.note for item in window.workspace.loaded.values()} == {"", "a note"}


def test_a_removal_that_is_not_confirmed_removes_nothing(window, answer):
    answer(lambda dialog: QTest.keyClick(dialog, Qt.Key.Key_Return))
    window.actions_["remove_article"].trigger()
    assert len(articles(window)) == 2


def test_the_filter_finds_by_title_and_by_text(window, qtbot):
    QTest.keyClick(window, "L", CTRL)
    field = window.desk.articles.filter_field
    assert field.hasFocus()
    QTest.keyClicks(field, "Another")
    model = window.desk.articles.model
    assert model.rowCount() == 1
    field.clear()
    QTest.keyClicks(field, "12.5 percent")
    qtbot.waitUntil(lambda: model.rowCount() == 1)
    assert model.id_at(0) == window.workspace.project.articles()[0].id
    QTest.keyClicks(field, " zebra")
    qtbot.waitUntil(lambda: model.rowCount() == 0)
    assert window.desk.articles.no_match.isVisible()
    QTest.mouseClick(window.desk.articles.show_all_button, LEFT)
    assert model.rowCount() == 2


# --- find ------------------------------------------------------------------------------------


def test_find_counts_steps_and_lets_the_match_be_marked(window):
    text = window.view.text
    QTest.keyClick(window, "F", CTRL)
    bar = window.find_bar
    assert bar.isVisible()
    assert bar.field.hasFocus()
    QTest.keyClicks(bar.field, "AGREE")
    places = find_all(text, "agree")
    assert len(places) == 2
    assert bar.count.text() == "1 of 2"
    assert window.view.selection() == places[0]
    QTest.keyClick(window, Qt.Key.Key_F3)
    assert (bar.count.text(), window.view.selection()) == ("2 of 2", places[1])
    QTest.keyClick(window, Qt.Key.Key_F3)
    assert (bar.count.text(), window.view.selection()) == ("1 of 2", places[0])
    QTest.keyClick(window, Qt.Key.Key_F3, SHIFT)
    assert (bar.count.text(), window.view.selection()) == ("2 of 2", places[1])
    QTest.keyClick(bar.field, Qt.Key.Key_Return, SHIFT)
    assert window.view.selection() == places[0]
    # In the field C is a letter; in the article it marks.
    QTest.keyClick(bar.field, Qt.Key.Key_Escape)
    assert not bar.isVisible()
    assert window.view.hasFocus()
    QTest.keyClick(window.view, "C")
    assert stored(window) == [("claim", "agree", *places[0])]
    # F3 goes on with the words that were looked for, though the bar is closed.
    QTest.keyClick(window, Qt.Key.Key_F3)
    assert window.view.selection() == places[1]


def test_find_takes_the_selected_words_and_says_when_there_is_nothing(window):
    window.view.select(span_of(window.view.text, "Moscow"))
    QTest.keyClick(window, "F", CTRL)
    bar = window.find_bar
    assert bar.field.text() == "Moscow"
    assert bar.count.text() == "1 of 1"
    QTest.keyClicks(bar.field, "zebra")
    assert bar.count.text() == "Not in this article"
    QTest.keyClick(window, Qt.Key.Key_F3)
    assert bar.count.text() == "Not in this article"
    bar.field.clear()
    assert bar.count.text() == ""


def test_find_goes_over_quotes_emoji_and_regular_expressions(window):
    text = window.view.text
    bar = window.find_bar
    QTest.keyClick(window, "F", CTRL)
    for typed, found in (
        ("didn't", "didn’t"),
        ('"we did', "“We did"),
        ("😀 it", "😀 It"),
        ("12.5", "12.5"),
        ("report. 😀", "report. 😀"),
    ):
        bar.field.setText(typed)
        assert window.view.selection() == span_of(text, found), typed
    bar.field.setText(".*")
    assert bar.count.text() == "Not in this article"


def test_find_goes_on_in_the_next_article(window):
    QTest.keyClick(window, "F", CTRL)
    QTest.keyClicks(window.find_bar.field, "february")
    assert window.find_bar.count.text() == "Not in this article"
    QTest.keyClick(window, Qt.Key.Key_PageDown, CTRL)
    assert window.find_bar.count.text() == "1 of 1"
    assert window.view.selection() == span_of(window.view.text, "February")


# --- zoom, panels, theme -------------------------------------------------------------------


def wheel(view, turns):
    port = view.viewport()
    place = QPointF(port.rect().center())
    turned = QWheelEvent(
        place,
        QPointF(port.mapToGlobal(place.toPoint())),
        QPoint(),
        QPoint(0, 120 * turns),
        Qt.MouseButton.NoButton,
        CTRL,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(port, turned)


def test_keys_and_wheel_zoom(window):
    view = window.view
    wide = view.rects_of(span_of(view.text, "Jane Doe"))[0].width()
    QTest.keyClick(window, "+", CTRL)
    QTest.keyClick(window, "=", CTRL)
    assert view.zoom == 120
    assert window.status_line.zoom.text() == "120 %"
    assert view.rects_of(span_of(view.text, "Jane Doe"))[0].width() > wide * 1.1
    QTest.keyClick(window, "-", CTRL)
    assert view.zoom == 110
    wheel(view, 1)
    assert view.zoom == 120
    wheel(view, -1)
    wheel(view, -1)
    assert view.zoom == 100
    wheel(view, 1)
    QTest.keyClick(window, "0", CTRL)
    assert view.zoom == 100
    for _ in range(40):
        QTest.keyClick(window, "-", CTRL)
    assert view.zoom == 60


def test_zoom_keeps_the_selection_and_the_caret(window):
    view = window.view
    chosen = span_of(view.text, "Jane Doe")
    view.select(chosen)
    QTest.keyClick(window, "+", CTRL)
    assert view.selection() == chosen
    QTest.keyClick(view, "A")
    assert quotes(window) == ["Jane Doe"]
    view.put_caret(chosen.start)
    wheel(view, 1)
    assert view.caret() == chosen.start


def test_the_panels_hide_show_and_take_the_keyboard(window):
    desk = window.desk
    for key, panel, name in (
        (Qt.Key.Key_F9, desk.articles, "left_panel"),
        (Qt.Key.Key_F10, desk.right, "right_panel"),
    ):
        QTest.keyClick(window, key)
        assert not panel.isVisible()
        assert not window.actions_[name].isChecked()
        QTest.keyClick(window, key)
        assert panel.isVisible()
        assert window.actions_[name].isChecked()
    mark(window, "Jane Doe", "A")
    window.view.setFocus()
    around = []
    for _ in range(4):
        QTest.keyClick(window, Qt.Key.Key_F6)
        around.append(QApplication.focusWidget())
    assert desk.inspector.isAncestorOf(around[0])
    assert around[1:] == [desk.annotations.list_view, desk.articles.list_view, window.view]
    QTest.keyClick(window, Qt.Key.Key_F6, SHIFT)
    assert QApplication.focusWidget() is desk.articles.list_view
    QTest.keyClick(window, Qt.Key.Key_F10)
    window.view.setFocus()
    QTest.keyClick(window, Qt.Key.Key_F6)
    assert QApplication.focusWidget() is desk.articles.list_view


def test_hiding_the_panel_that_has_the_keyboard_gives_it_to_the_article(window):
    window.desk.articles.list_view.setFocus()
    QTest.keyClick(window, Qt.Key.Key_F9)
    focused = QApplication.focusWidget()
    assert focused is not None
    assert focused.isVisible()


def test_in_a_narrow_window_the_annotations_lie_over_the_article(window):
    mark(window, "Jane Doe", "A")
    wide = window.view.width()
    window.resize(800, 600)
    QApplication.processEvents()
    right = window.desk.right
    assert not right.isVisible()
    assert not window.actions_["right_panel"].isChecked()
    QTest.keyClick(window, Qt.Key.Key_F10)
    assert right.isVisible()
    left = right.mapTo(window.desk, QPoint(0, 0)).x()
    assert left + right.width() == window.desk.width()
    assert right.height() == window.desk.height()
    assert window.view.mapTo(window.desk, QPoint(window.view.width(), 0)).x() > left
    QTest.keyClick(window, Qt.Key.Key_F10)
    assert not right.isVisible()
    window.resize(1280, 800)
    QApplication.processEvents()
    assert right.isVisible()
    assert abs(window.view.width() - wide) < 40
    assert window.view.mapTo(window.desk, QPoint(window.view.width(), 0)).x() <= right.x() + 1


def test_the_colours_switch_and_the_marks_stay(window, open_window):
    mark(window, "Jane Doe", "A")
    text = window.view.text
    for name, dark in (("theme_dark", True), ("theme_light", False)):
        window.actions_[name].trigger()
        assert window.appearance.theme.dark is dark
        picture = window.view.viewport().grab().toImage()
        paper = picture.pixelColor(picture.width() // 2, picture.height() - 4)
        assert (paper.lightness() < 128) is dark
        assert window.view.text == text
        assert len(window.workspace.loaded) == 1
    window.actions_["theme_dark"].trigger()
    window.close()
    again = open_window()
    assert again.appearance.theme.dark
    assert again.actions_["theme_dark"].isChecked()


# --- menus and keys ------------------------------------------------------------------------


def menu_actions(window):
    """Every action in the menus, those of submenus too, as they stand there."""
    waiting = list(window.menuBar().actions())
    while waiting:
        action = waiting.pop(0)
        menu = action.menu()
        if isinstance(menu, QMenu):
            menu.aboutToShow.emit()
            waiting += menu.actions()
        elif not action.isSeparator():
            yield action


def test_the_sheet_on_the_question_mark_lists_every_key(window, answer):
    shown = []

    def look(dialog):
        shown.append(words(dialog))
        dialog.reject()

    answer(look)
    QTest.keyClick(window, "?")
    for action in menu_actions(window):
        for keys in action.shortcuts():
            assert keys.toString(QKeySequence.SequenceFormat.NativeText) in shown[0]
    assert "Mark claim" in shown[0]


def test_no_key_is_bound_twice(window):
    bound: dict[str, str] = {}
    for action in window.findChildren(QAction):
        for keys in action.shortcuts():
            name = keys.toString()
            assert bound.setdefault(name, action.objectName()) == action.objectName(), name
    assert {"C", "A", "D", "Ctrl+Z", "F3", "?"} <= set(bound)


def test_every_entry_of_every_menu_is_connected_to_something(window):
    seen = 0
    for action in menu_actions(window):
        if action.isEnabled():
            receivers = action.receivers("2triggered(bool)") + action.receivers("2toggled(bool)")
            assert receivers > 0, action.text()
            seen += 1
    assert seen > 40


def test_what_cannot_be_done_is_not_offered(open_window):
    people.remember("Ana")
    window = open_window()
    for name in ("export", "save_copy", "check", "close", "undo", "find", "mark:claim", "remove", "zoom_in"):
        assert not window.actions_[name].isEnabled(), name
    for name in ("new", "open", "sample", "quit", "shortcuts", "annotator", "about"):
        assert window.actions_[name].isEnabled(), name


def test_with_a_mark_selected_its_actions_work_and_without_one_they_are_off(window):
    names = ("add_fragment", "cut_fragment", "end_right", "start_left_1", "note", "remove")
    assert not any(window.actions_[name].isEnabled() for name in names)
    mark(window, "Jane Doe", "A")
    assert all(window.actions_[name].isEnabled() for name in names)


# --- texts of other kinds ------------------------------------------------------------------


def test_an_arabic_article_is_marked_where_it_stands(show):
    window = show(ARABIC)
    assert window.view.text == ARABIC
    name, place = "أحمد الخطيب", "جنيف"
    box = window.view.rects_of(span_of(ARABIC, name))[0]
    # In a line from right to left the words begin at the right; the drag goes with the reading.
    y = round(box.center().y())
    drag(window, QPoint(round(box.right()) - 2, y), QPoint(round(box.left()) + 2, y))
    assert window.view.snapped_selection() == span_of(ARABIC, name)
    QTest.keyClick(window.view, "A")
    window.view.put_caret(ARABIC.index(place) + 1)
    QTest.keyClick(window.view, "A")
    mark(window, "The report", "C")
    mark(window, "12 آذار", "D")
    assert stored(window) == [
        ("actor", name, *span_of(ARABIC, name)),
        ("actor", place, *span_of(ARABIC, place)),
        ("date", "12 آذار", *span_of(ARABIC, "12 آذار")),
        ("claim", "The report", *span_of(ARABIC, "The report")),
    ]
    for layer, quote, start, end in stored(window):
        assert ARABIC[start:end] == quote, layer


def test_a_long_article_is_marked_at_both_ends(show):
    paragraph = "Paragraph {n}: the envoy 😀 left the mission on Monday and didn’t return."
    text = "\n\n".join(paragraph.format(n=n) for n in range(1400))
    assert len(text) > 100_000
    window = show(text)
    for words_ in ("Paragraph 0", "Paragraph 700", "Paragraph 1399"):
        mark(window, words_, "C")
    assert stored(window) == [
        ("claim", words_, *span_of(text, words_))
        for words_ in ("Paragraph 0", "Paragraph 700", "Paragraph 1399")
    ]
    last = window.view.rects_of(span_of(text, "Paragraph 1399"))[0]
    assert window.view.viewport().rect().contains(last.toAlignedRect())
    QTest.keyClick(window, "F", CTRL)
    QTest.keyClicks(window.find_bar.field, "envoy")
    assert window.find_bar.count.text().endswith("of 1400")


def test_one_long_paragraph_is_marked_too(show):
    text = "The envoy left the mission on Monday. " * 2700 + "The end came late."
    window = show(text)
    mark(window, "The end came late", "C")
    assert stored(window) == [("claim", "The end came late", *span_of(text, "The end came late"))]


def test_between_two_lines_the_pointer_means_the_place_it_is_at(show):
    """Wherever in the height of a line a drag goes along, it selects from where it began."""
    window = show("The envoy left the mission on Monday, the ministry said, and did not return. " * 40)
    view = window.view
    first = view.rects_of(Span(200, 201))[0]
    x, top = first.center().x(), round(first.top())
    offsets = [view.position_at(QPointF(x, y)) for y in range(top, top + 90)]
    # Down a column of the text each step is a line's worth of characters, never back or to a line's start.
    steps = [after - before for before, after in pairwise(offsets) if after != before]
    assert all(40 < step < 90 for step in steps), offsets


def test_a_drag_between_two_lines_selects_words(show):
    window = show("The envoy left the mission on Monday, the ministry said, and did not return. " * 40)
    view = window.view
    first = view.rects_of(Span(200, 201))[0]
    for y in range(round(first.top()), round(first.top()) + 30, 2):
        view.put_caret(0)
        start = QPoint(round(first.left()), y)
        drag(window, start, start + QPoint(150, 0))
        chosen = view.selection()
        assert chosen is not None, y - first.top()
        assert 10 < chosen.end - chosen.start < 40, y - first.top()


# --- damage --------------------------------------------------------------------------------


def tamper(path, statement):
    with sqlite3.connect(path) as connection:
        connection.execute(statement)
    connection.close()


def test_a_damaged_annotation_is_listed_with_a_sentence_and_kept(window, open_window, project_path):
    mark(window, "Jane Doe", "A")
    mark(window, "Moscow", "A")
    window.close()
    tamper(project_path, "UPDATE annotations SET quote = 'John Doe' WHERE quote = 'Jane Doe'")
    again = open_window(project_path)
    again.resize(1280, 800)
    QApplication.processEvents()
    assert "1 annotation of this article does not fit its text" in again.banner.text
    model = again.desk.annotations.model
    assert model.rowCount() == 2
    spoken = model.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert "damaged" in spoken
    assert "John Doe" in spoken
    assert len(again.view._marks) == 1
    again.workspace.select(model.id_at(0))
    assert again.desk.inspector.banner.isVisible()
    assert again.desk.inspector.banner_text.text()
    # The rest goes on, and what is damaged stays as it is until a person removes it.
    mark(again, "August", "D")
    assert quotes(again) == ["John Doe", "August", "Moscow"]
    again.workspace.select(model.id_at(0))
    QTest.keyClick(again.desk.annotations.list_view, Qt.Key.Key_Delete)
    assert quotes(again) == ["August", "Moscow"]


def test_a_damaged_text_is_not_shown_and_the_others_are(window, open_window, project_path):
    mark(window, "Jane Doe", "A")
    window.close()
    with sqlite3.connect(project_path) as connection:
        triggers = connection.execute("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'").fetchall()
        for name, _ in triggers:
            connection.execute(f"DROP TRIGGER {name}")
        connection.execute("UPDATE texts SET text = replace(text, 'Moscow', 'Moskow')")
        for _, statement in triggers:
            connection.execute(statement)
    connection.close()
    again = open_window(project_path)
    assert again.banner.kind == "error"
    assert again.banner.text
    assert again.workspace.article is None
    assert again.desk.articles.model.rowCount() == 2
    other = again.workspace.project.articles()[1].id
    assert again.workspace.open_article(other)
    mark(again, "Nobody", "A")
    assert quotes(again) == ["Nobody"]
