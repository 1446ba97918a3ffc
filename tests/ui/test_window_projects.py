"""Projects in the real window: made, opened, dropped, copied, checked, lost and found again."""

import os
import tempfile
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QPushButton, QSplitter, QWidget

from annotator.core.spans import Span
from annotator.services import people, projects, reading
from annotator.ui.app import make_window
from tests.storage.helpers import ordinary_user

LEFT = Qt.MouseButton.LeftButton
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def choose(monkeypatch):
    """Let the next file dialogs answer with a path, or with nothing; returns where each began."""

    def prepare(name, *paths):
        waiting, began = list(paths), []

        def answer(parent, title, start, *rest):
            began.append(Path(start))
            path = waiting.pop(0)
            if name == "getOpenFileNames":
                return [str(path)] if path else [], ""
            return str(path or ""), ""

        monkeypatch.setattr(QFileDialog, name, answer)
        return began

    return prepare


@pytest.fixture
def ana():
    """Somebody who gave her name at an earlier start."""
    return people.remember("Ana")


@pytest.fixture
def ordinary_folder():
    """A folder that an account without special rights reaches."""
    with tempfile.TemporaryDirectory() as name:
        Path(name).chmod(0o755)
        yield Path(name)


def make_project(path, *texts, name="Ana"):
    with projects.create(path, name) as project:
        reading.add_articles(project, [reading.read_clipboard(text) for text in texts])
    return path


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
    window.activateWindow()
    assert QTest.qWaitForWindowActive(window)
    assert window.isActiveWindow()


def mark(window, words, key="C"):
    """Select ``words`` and press the key, in the window that is in front."""
    to_front(window)
    start = window.view.text.index(words)
    window.view.select(Span(start, start + len(words)))
    QTest.keyClick(window.view, key)


def quotes(path):
    """What a second reader finds in the file, of all articles."""
    with projects.open_project(path, "Reader", read_only=True) as project:
        return [a.quote for article in project.articles() for a in project.annotations(article.id)]


def titles(path):
    with projects.open_project(path, "Reader", read_only=True) as project:
        return [article.title for article in project.articles()]


def drop(window, target, *paths):
    """Drag files over ``target``, a widget of the window, and let go, as Qt hears it from the system."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    place = target.rect().center()
    keys, copy = Qt.KeyboardModifier.NoModifier, Qt.DropAction.CopyAction
    enter = QDragEnterEvent(place, copy, data, LEFT, keys)
    QApplication.sendEvent(target, enter)
    assert enter.isAccepted()
    fall = QDropEvent(place, copy, data, LEFT, keys)
    QApplication.sendEvent(target, fall)
    assert fall.isAccepted()
    assert fall.dropAction() == copy
    QApplication.processEvents()


def shows_start_page(window):
    return window.start_page.isVisible() and not window.desk.isVisible() and not window.top_bar.isVisible()


# --- the start page ------------------------------------------------------------------------


def test_new_makes_a_project_where_the_person_says(open_window, choose, ana, tmp_path):
    began = choose("getSaveFileName", tmp_path / "Treaties")
    window = open_window()
    assert shows_start_page(window)
    QTest.mouseClick(window.start_page.new_card, LEFT)
    made = tmp_path / "Treaties.annotator"
    assert made.exists()
    assert began[0].suffix == ".annotator"
    assert window.workspace.project.path == made
    assert window.desk.isVisible()
    assert window.windowTitle().startswith("Treaties.annotator")
    assert window.status_line.saved.text() == "All changes saved"
    assert window.desk.articles.nothing_yet.isVisible()


def test_new_that_is_given_up_leaves_everything_as_it_was(open_window, choose, ana):
    choose("getSaveFileName", None)
    window = open_window()
    QTest.keyClick(window, "N", CTRL)
    assert shows_start_page(window)
    assert window.settings.recent == ()


def test_new_over_a_file_that_is_there_touches_nothing(open_window, choose, project_path):
    before = project_path.read_bytes()
    choose("getSaveFileName", project_path)
    window = open_window()
    QTest.mouseClick(window.start_page.new_card, LEFT)
    assert shows_start_page(window)
    assert project_path.name in window.banner.text
    assert project_path.read_bytes() == before


def test_open_shows_the_first_article(open_window, choose, project_path, story):
    choose("getOpenFileName", project_path)
    window = open_window()
    QTest.mouseClick(window.start_page.open_card, LEFT)
    assert window.view.text == story
    assert window.view.hasFocus()
    assert window.settings.recent == (str(project_path),)


def test_what_is_not_a_project_is_named_and_the_open_one_stays(window, choose, tmp_path, project_path):
    letter = tmp_path / "letter.annotator"
    letter.write_text("Dear all, this is not a database at all." * 20)
    choose("getOpenFileName", letter)
    QTest.keyClick(window, "O", CTRL)
    assert "letter.annotator" in window.banner.text
    assert window.banner.kind == "error"
    assert window.workspace.project.path == project_path
    mark(window, "Jane Doe", "A")
    assert quotes(project_path) == ["Jane Doe"]


def test_recent_projects_open_with_click_and_key_and_can_be_forgotten(open_window, project_path, tmp_path):
    other = make_project(tmp_path / "other.annotator", "Another story altogether.")
    window = open_window(project_path)
    assert window.projects.open_path(other)
    QTest.keyClick(window, "W", CTRL)
    recent = window.start_page.recent
    assert [recent.project_at(row).path for row in range(recent.count())] == [str(other), str(project_path)]
    recent.setFocus()
    QTest.keyClick(recent, Qt.Key.Key_Down)
    QTest.keyClick(recent, Qt.Key.Key_Return)
    assert window.workspace.project.path == project_path
    QTest.keyClick(window, "W", CTRL)
    assert shows_start_page(window)
    rect = recent.visualRect(recent.model().index(1, 0))
    QTest.mouseClick(recent.viewport(), LEFT, pos=rect.center())
    assert window.workspace.project.path == other
    QTest.keyClick(window, "W", CTRL)
    QTest.mouseClick(recent.viewport(), LEFT, pos=recent.cross_rect(0).center())
    assert window.settings.recent == (str(project_path),)
    assert shows_start_page(window)


def test_a_recent_project_that_is_gone_says_so(open_window, project_path):
    window = open_window(project_path)
    QTest.keyClick(window, "W", CTRL)
    project_path.rename(project_path.with_name("moved.annotator"))
    window.close()
    again = open_window()
    recent = again.start_page.recent
    assert recent.project_at(0).missing
    recent.setFocus()
    QTest.keyClick(recent, Qt.Key.Key_Return)
    assert shows_start_page(again)


def test_the_menu_of_recent_projects_opens_them(open_window, project_path, tmp_path):
    other = make_project(tmp_path / "other.annotator", "Another story altogether.")
    window = open_window(project_path)
    window.projects.open_path(other)
    menu = window.projects.recent_menu
    menu.aboutToShow.emit()
    entries = {action.text(): action for action in menu.actions()}
    entries[project_path.name].trigger()
    assert window.workspace.project.path == project_path


def test_the_sample_is_a_fresh_copy_each_time(qtbot, open_window, ana):
    window = open_window()
    QTest.mouseClick(window.start_page.sample_card, LEFT)
    first = window.workspace.project.path
    assert len(window.workspace.project.articles()) >= 8
    marks, everybodys = len(window.workspace.loaded), len(quotes(first))
    assert {item.annotation.layer for item in window.workspace.loaded.values()} == {"claim", "actor", "date"}
    assert not any(item.damage for item in window.workspace.loaded.values())
    assert window.workspace.article.status == "in progress"
    qtbot.waitUntil(lambda: window.desk.annotations.model.rowCount() == marks > 10)
    window.marking.remove()
    for key in list(window.workspace.loaded)[:3]:
        window.workspace.remove([key])
    window.actions_["sample"].trigger()
    second = window.workspace.project.path
    assert second != first
    assert len(window.workspace.loaded) == marks
    assert len(quotes(first)) == everybodys - 3
    assert len(quotes(second)) == everybodys


# --- who annotates -------------------------------------------------------------------------


def test_the_first_run_asks_for_the_name_with_the_accounts_filled_in(
    open_window, choose, answer, tmp_path, monkeypatch
):
    monkeypatch.setenv("LOGNAME", "j.doe")
    choose("getSaveFileName", tmp_path / "mine.annotator")
    seen = []

    def type_name(dialog):
        seen.append(dialog.field.text())
        dialog.field.selectAll()
        QTest.keyClicks(dialog.field, "Jane Doe")
        QTest.keyClick(dialog.field, Qt.Key.Key_Return)

    answer(type_name)
    window = open_window()
    QTest.mouseClick(window.start_page.new_card, LEFT)
    assert seen == ["j.doe"]
    assert window.workspace.annotator.name == "Jane Doe"
    assert window.top_bar.annotator.isVisible()
    assert window.top_bar.annotator.text() == "Jane Doe"
    window.close()
    # The second time nobody is asked: a dialog would fail the test.
    again = open_window(tmp_path / "mine.annotator")
    assert again.top_bar.annotator.text() == "Jane Doe"


def test_without_a_name_nothing_is_opened(open_window, answer, tmp_path):
    path = make_project(tmp_path / "theirs.annotator", "A story.")
    answer(lambda dialog: dialog.reject())
    window = open_window()
    assert not window.projects.open_path(path)
    assert shows_start_page(window)


def test_someone_else_annotates_from_now_on(window, answer, project_path):
    mark(window, "Jane Doe", "A")

    def switch(dialog):
        QTest.keyClicks(dialog.switch_field.lineEdit(), "Boris")
        QTest.mouseClick(dialog.accept_button, LEFT)

    answer(switch)
    QTest.mouseClick(window.top_bar.annotator, LEFT)
    assert window.top_bar.annotator.text() == "Boris"
    mark(window, "Moscow", "A")
    with projects.open_project(project_path, "Reader", read_only=True) as project:
        names = {person.id: person.name for person in project.annotators()}
        found = project.annotations(project.articles()[0].id)
        assert [(a.quote, names[a.annotator_id]) for a in found] == [("Jane Doe", "Ana"), ("Moscow", "Boris")]
    # Ana's mark is not his to change.
    window.workspace.select(
        next(k for k, i in window.workspace.loaded.items() if i.annotation.quote != "Moscow")
    )
    QTest.keyClick(window.view, Qt.Key.Key_Delete)
    assert quotes(project_path) == ["Jane Doe", "Moscow"]
    assert "Ana" in window.banner.text


def test_a_name_that_was_wrong_is_corrected_on_everything(window, answer, project_path, open_window):
    mark(window, "Jane Doe", "A")

    def correct(dialog):
        QTest.mouseClick(dialog.rename_button, LEFT, pos=QPoint(8, dialog.rename_button.height() // 2))
        dialog.rename_field.selectAll()
        QTest.keyClicks(dialog.rename_field, "Anna")
        QTest.mouseClick(dialog.accept_button, LEFT)

    answer(correct)
    window.actions_["annotator"].trigger()
    assert window.top_bar.annotator.text() == "Anna"
    mark(window, "Moscow", "A")
    window.close()
    again = open_window(project_path)
    assert again.top_bar.annotator.text() == "Anna"
    assert [person.name for person in again.workspace.annotators.values()] == ["Anna"]
    assert all(again.workspace.is_mine(item.annotation) for item in again.workspace.loaded.values())
    assert again.actions_["undo"].text() == "Undo mark actor"


def test_a_corrected_name_can_be_undone(window, answer):
    def correct(dialog):
        dialog.rename_button.setChecked(True)
        dialog.rename_field.setText("Anna")
        dialog.accept_button.click()

    answer(correct)
    window.actions_["annotator"].trigger()
    assert window.actions_["undo"].text() == "Undo rename annotator"
    window.actions_["undo"].trigger()
    assert window.top_bar.annotator.text() == "Ana"
    assert window.workspace.annotator.name == "Ana"


def test_the_name_can_be_given_on_the_start_page(open_window, answer, ana):
    def type_name(dialog):
        assert dialog.field.text() == "Ana"
        dialog.field.setText("Ana Petrova")
        QTest.keyClick(dialog.field, Qt.Key.Key_Return)

    answer(type_name)
    window = open_window()
    window.actions_["annotator"].trigger()
    window.actions_["sample"].trigger()
    assert window.top_bar.annotator.text() == "Ana Petrova"


# --- paths from the command line and from a drop -------------------------------------------


def take_all(dialog):
    QTest.mouseClick(dialog.add_articles_button, LEFT)


def test_a_project_and_articles_on_the_command_line(open_window, answer, project_path, tmp_path, qtbot):
    file = tmp_path / "one more.txt"
    file.write_text("One more story, about the vote.\n", "utf-8")
    answer(take_all)
    window = open_window()
    window.projects.start(project_path, [file], sample=False)
    assert window.workspace.project.path == project_path
    qtbot.waitUntil(lambda: len(window.workspace.project.articles()) == 3)
    qtbot.waitUntil(lambda: window.view.text.startswith("One more story"))
    assert window.workspace.article.source_name == "one more.txt"


def test_articles_alone_are_offered_a_project_of_their_own(open_window, answer, choose, ana, tmp_path, qtbot):
    file = tmp_path / "story.md"
    file.write_text("# A vote\n\nThe council met.\n", "utf-8")
    began = choose("getSaveFileName", tmp_path / "story.annotator")
    answer(take_all)
    window = open_window()
    window.projects.open_paths([file])
    qtbot.waitUntil(lambda: window.workspace.article is not None)
    assert began == [tmp_path / "story.annotator"]
    assert titles(tmp_path / "story.annotator") == ["A vote"]


def test_a_project_dropped_on_the_window_opens(open_window, project_path, tmp_path, answer):
    other = make_project(tmp_path / "other.annotator", "Another story altogether.")
    window = open_window()
    drop(window, window.start_page, project_path)
    assert window.workspace.project.path == project_path
    mark(window, "Jane Doe")

    def open_instead(dialog):
        buttons = dialog.findChildren(QPushButton)
        QTest.mouseClick(next(one for one in buttons if one.text().startswith("Open ")), LEFT)

    answer(open_instead)
    drop(window, window.view.viewport(), other)
    assert window.workspace.project.path == other
    assert quotes(project_path) == ["Jane Doe"]


def test_a_project_with_another_ending_opens_too(open_window, project_path):
    renamed = project_path.rename(project_path.with_suffix(".db"))
    window = open_window()
    drop(window, window.start_page, renamed)
    assert window.workspace.project.path == renamed


def test_articles_and_a_folder_dropped_on_the_window_are_added(window, answer, tmp_path, qtbot):
    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / "b.txt").write_text("The story of b.", "utf-8")
    (folder / "notes.pdf").write_bytes(b"%PDF-1.4")
    single = tmp_path / "a.md"
    single.write_text("The story of a.", "utf-8")
    answer(take_all)
    drop(window, window.view.viewport(), single, folder)
    qtbot.waitUntil(lambda: len(window.workspace.project.articles()) == 4)
    qtbot.waitUntil(lambda: "2 articles were added." in window.banner.text)
    assert [article.source_name for article in window.workspace.project.articles()][2:] == ["a.md", "b.txt"]


def test_words_dropped_on_the_window_are_not_taken(window):
    data = QMimeData()
    data.setText("some words")
    place, copy = QPoint(20, 20), Qt.DropAction.CopyAction
    enter = QDragEnterEvent(place, copy, data, LEFT, Qt.KeyboardModifier.NoModifier)
    enter.ignore()
    QApplication.sendEvent(window, enter)
    assert not enter.isAccepted()


# --- closed and opened again ---------------------------------------------------------------


def test_everything_is_as_it_was_left(window, open_window, project_path):
    mark(window, "Jane Doe", "A")
    mark(window, "Moscow denied the report")
    QTest.keyClick(window, Qt.Key.Key_F9)
    across = window.desk.findChild(QSplitter)
    window.resize(1200, 760)
    QTest.keyClick(window, "+", CTRL)
    across.setSizes([0, 700, 400])
    QApplication.processEvents()
    right = window.desk.right.width()
    window.close()
    again = open_window(project_path)
    assert quotes(project_path) == ["Jane Doe", "Moscow denied the report"]
    assert len(again.workspace.loaded) == 2
    assert not again.desk.articles.isVisible()
    assert not again.actions_["left_panel"].isChecked()
    # The screen that these tests have is 800 pixels wide, and a window never comes back wider.
    again.resize(window.size())
    QApplication.processEvents()
    assert again.desk.right.isVisible()
    assert abs(again.desk.right.width() - right) <= 2
    assert again.size() == window.size()
    assert again.view.zoom == 110
    QTest.keyClick(again, Qt.Key.Key_F9)
    assert again.desk.articles.isVisible()
    assert again.actions_["left_panel"].isChecked()


def test_a_half_typed_note_is_kept_when_the_project_is_closed(window, open_window, project_path):
    mark(window, "Jane Doe", "A")
    QTest.keyClick(window.view, "N")
    QTest.keyClicks(window.focusWidget(), "half a th")
    QTest.keyClick(window, "W", CTRL)
    assert shows_start_page(window)
    with projects.open_project(project_path, "Reader", read_only=True) as project:
        assert [a.note for a in project.annotations(project.articles()[0].id)] == ["half a th"]


def test_closing_leaves_the_file_alone_and_nothing_beside_it(window, project_path):
    mark(window, "Jane Doe", "A")
    window.close()
    assert [path.name for path in project_path.parent.iterdir()] == [project_path.name]


# --- copies and checks ---------------------------------------------------------------------


def test_a_copy_has_everything_and_the_work_goes_on_in_the_original(window, choose, project_path, tmp_path):
    mark(window, "Jane Doe", "A")
    copy = tmp_path / "copy.annotator"
    began = choose("getSaveFileName", copy)
    window.actions_["save_copy"].trigger()
    assert began[0].parent == project_path.parent
    assert began[0].name != project_path.name
    assert str(copy) in window.banner.text
    mark(window, "Moscow")
    assert quotes(copy) == ["Jane Doe"]
    assert quotes(project_path) == ["Jane Doe", "Moscow"]


def test_a_copy_over_the_project_itself_is_refused(window, choose, project_path):
    mark(window, "Jane Doe", "A")
    choose("getSaveFileName", project_path)
    window.actions_["save_copy"].trigger()
    assert window.banner.kind == "error"
    assert window.status_line.saved.text() == "All changes saved"
    mark(window, "Moscow")
    assert quotes(project_path) == ["Jane Doe", "Moscow"]


def test_the_check_says_what_it_checked(window, answer, qtbot):
    mark(window, "Jane Doe", "A")
    seen = []

    def look(dialog):
        seen.append(dialog.text())
        dialog.reject()

    answer(look)
    window.actions_["check"].trigger()
    qtbot.waitUntil(lambda: bool(seen))
    assert "is sound" in seen[0]
    assert "annotations, by their places and quotes: 1" in seen[0]


# --- a second window, and files that are not where they were --------------------------------


def test_a_second_window_reads_only_and_says_who_has_the_project(window, open_window, project_path):
    mark(window, "Jane Doe", "A")
    second = open_window(project_path)
    assert second.workspace.read_only
    assert second.banner.isVisible()
    assert "Ana" in second.banner.text
    assert "reading only" in second.windowTitle()
    assert second.status_line.saved.text() == "Open for reading only"
    assert len(second.workspace.loaded) == 1
    for key in "CAD":
        mark(second, "Moscow", key)
    second.workspace.select(next(iter(second.workspace.loaded)))
    QTest.keyClick(second.view, Qt.Key.Key_Delete)
    for name in ("add", "paste", "take_in", "mark:claim", "tool:actor", "done", "remove_article", "undo"):
        assert not second.actions_[name].isEnabled(), name
    assert second.actions_["export"].isEnabled()
    assert quotes(project_path) == ["Jane Doe"]
    mark(window, "Moscow")
    second.workspace.look_for_changes()
    assert len(second.workspace.loaded) == 2


def test_the_second_window_can_edit_once_the_first_is_closed(window, open_window, project_path):
    second = open_window(project_path)
    window.close()
    QTest.keyClick(second, "W", CTRL)
    assert second.projects.open_path(project_path)
    assert not second.workspace.read_only
    mark(second, "Jane Doe")
    assert quotes(project_path) == ["Jane Doe"]


def test_a_project_that_was_moved_away_refuses_with_a_sentence_and_loses_nothing(window, project_path):
    mark(window, "Jane Doe", "A")
    away = project_path.rename(project_path.with_name("away.annotator"))
    mark(window, "Moscow", "A")
    assert window.banner.kind == "error"
    assert project_path.name in window.banner.text
    assert window.status_line.saved.text() == "The last change is not saved"
    assert [item.annotation.quote for item in window.workspace.loaded.values()] == ["Jane Doe"]
    assert len(window.view._marks) == 1
    assert not project_path.exists()
    assert quotes(away) == ["Jane Doe"]
    away.rename(project_path)
    mark(window, "Moscow", "A")
    assert window.status_line.saved.text() == "All changes saved"
    assert quotes(project_path) == ["Jane Doe", "Moscow"]


def test_a_project_that_was_replaced_keeps_both_and_can_be_copied(window, choose, project_path, tmp_path):
    mark(window, "Jane Doe", "A")
    theirs = make_project(tmp_path / "theirs.annotator", "Their story.", name="Boris")
    os.replace(theirs, project_path)  # noqa: PTH105 - what a sync client does
    before = project_path.read_bytes()
    window.workspace.look_for_changes()
    assert window.banner.kind == "error"
    assert project_path.name in window.banner.text
    mark(window, "Moscow", "A")
    window.banner.clear()
    mark(window, "August", "D")
    assert window.banner.kind == "error"
    assert window.banner.text
    assert project_path.read_bytes() == before
    ours = tmp_path / "ours.annotator"
    choose("getSaveFileName", ours)
    window.actions_["save_copy"].trigger()
    assert quotes(ours) == ["Jane Doe"]
    window.close()
    assert titles(project_path) == ["Their story."]


def test_a_project_that_was_removed_can_still_be_copied(window, choose, project_path, tmp_path):
    mark(window, "Jane Doe", "A")
    project_path.unlink()
    window.workspace.look_for_changes()
    assert window.banner.kind == "error"
    ours = tmp_path / "ours.annotator"
    choose("getSaveFileName", ours)
    window.actions_["save_copy"].trigger()
    assert quotes(ours) == ["Jane Doe"]


def test_what_another_program_wrote_is_shown(window, project_path):
    mark(window, "Jane Doe", "A")
    with window.workspace.project.again() as second:
        reading.add_articles(second, [reading.read_clipboard("A third article, from a script.")])
    window.workspace.look_for_changes()
    assert window.desk.articles.model.rowCount() == 3
    assert "read again" in window.banner.text
    assert [item.annotation.quote for item in window.workspace.loaded.values()] == ["Jane Doe"]


def test_a_file_that_may_not_be_written_is_for_reading_only(qapp, ordinary_folder, ana, story, monkeypatch):
    # The rights are looked at when it is opened; root has to give up its own for that.
    work = ordinary_folder / "work"
    state = ordinary_folder / "state"
    work.mkdir()
    state.mkdir()
    monkeypatch.setenv("ANNOTATOR_STATE_DIR", str(state))
    path = make_project(work / "fixed.annotator", story)
    path.chmod(0o444)
    window = make_window(qapp)
    window.projects.annotator_name = "Ana"
    try:
        window.show()
        with ordinary_user(work):
            assert window.projects.open_path(path)
        assert "fixed.annotator" in window.banner.text
        assert window.banner.kind == "warning"
        assert window.workspace.read_only
        assert window.view.text == story
        mark(window, "Jane Doe", "A")
        assert window.workspace.loaded == {}
        assert window.actions_["export"].isEnabled()
        assert not window.actions_["mark:claim"].isEnabled()
    finally:
        window.close()
        window.appearance.deleteLater()
        window.deleteLater()


@pytest.mark.parametrize("content", [b"", b"SQLite format 3\0" + bytes(50)], ids=["empty", "cut off"])
def test_a_damaged_file_is_refused_and_left_alone(open_window, ana, tmp_path, content):
    path = tmp_path / "hurt.annotator"
    path.write_bytes(content)
    window = open_window()
    drop(window, window.start_page, path)
    assert shows_start_page(window)
    assert "hurt.annotator" in window.banner.text
    assert path.read_bytes() == content
    assert [entry.name for entry in tmp_path.iterdir()] == [path.name]


def test_names_of_any_length_and_direction_are_shown_plainly(open_window, answer, ana, project_path):
    long = "<b>تقرير</b> " + "x" * 90

    def switch(dialog):
        dialog.switch_field.lineEdit().setText(long)
        dialog.accept_button.click()

    answer(switch)
    window = open_window(project_path)
    window.actions_["annotator"].trigger()
    button = window.top_bar.annotator
    assert button.text().endswith("…")
    assert "<b>" in button.text()
    assert len(button.text()) <= 30
    labels = [label for label in window.findChildren(QLabel) if "<b>" in label.text()]
    assert all(label.textFormat() is Qt.TextFormat.PlainText for label in labels)
