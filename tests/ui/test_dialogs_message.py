"""Messages, questions, the banner, progress, the sheet of shortcuts, and About."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QDialog, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from annotator import __version__
from annotator.ui.appearance import Appearance
from annotator.ui.dialogs.about import AboutDialog
from annotator.ui.dialogs.message import Banner, Choice, MessageDialog, ask, tell
from annotator.ui.dialogs.progress import JobProgress
from annotator.ui.dialogs.shortcuts import ShortcutsDialog

LEFT = Qt.MouseButton.LeftButton
REMOVE = Choice("remove", "Remove the article", danger=True)


def button(dialog: QWidget, text: str) -> QPushButton:
    return next(each for each in dialog.findChildren(QPushButton) if each.text() == text)


def texts(widget: QWidget) -> list[str]:
    return [label.text() for label in widget.findChildren(QLabel) if label.isVisibleTo(widget)]


@pytest.fixture
def host(qtbot: QtBot) -> QWidget:
    window = QWidget()
    window.resize(900, 500)
    qtbot.addWidget(window)
    window.show()
    return window


def test_a_choice_is_returned_by_its_key(
    qtbot: QtBot, appearance: Appearance, answer: Callable[..., None]
) -> None:
    answer(lambda dialog: qtbot.mouseClick(button(dialog, "Replace it"), LEFT))
    choices = [Choice("replace", "Replace it"), Choice("other", "Choose another name")]
    assert ask(appearance, None, "The file is there already.", choices) == "replace"


def test_a_dialog_does_not_stay_with_its_parent(
    qtbot: QtBot, appearance: Appearance, answer: Callable[..., None], host: QWidget
) -> None:
    answer(lambda dialog: qtbot.keyClick(dialog, Qt.Key.Key_Return))
    answers: list[str] = []

    def work() -> None:
        answers.append(ask(appearance, host, "Go on?", [Choice("on", "Go on")]))
        assert host.findChildren(MessageDialog)

    QTimer.singleShot(0, host, work)
    qtbot.waitUntil(lambda: answers == ["on"], timeout=2000)
    qtbot.waitUntil(lambda: not host.findChildren(MessageDialog), timeout=2000)


def test_leaving_is_no_choice(qtbot: QtBot, appearance: Appearance, answer: Callable[..., None]) -> None:
    answer(lambda dialog: qtbot.keyClick(dialog, Qt.Key.Key_Escape))
    assert ask(appearance, None, "Remove it?", [REMOVE]) == ""


def test_enter_does_not_press_a_button_that_takes_away(
    qtbot: QtBot, appearance: Appearance, answer: Callable[..., None]
) -> None:
    answer(lambda dialog: qtbot.keyClick(dialog, Qt.Key.Key_Return))
    assert ask(appearance, None, "Remove it?", [REMOVE]) == ""


def test_enter_presses_the_primary_button(
    qtbot: QtBot, appearance: Appearance, answer: Callable[..., None]
) -> None:
    answer(lambda dialog: qtbot.keyClick(dialog, Qt.Key.Key_Return))
    assert ask(appearance, None, "Go on?", [Choice("on", "Go on")]) == "on"


def test_a_message_is_plain_text_and_wholly_visible(qtbot: QtBot, appearance: Appearance) -> None:
    dialog = MessageDialog(appearance, "error", "<b>disk</b> full. " * 30, explanation="<i>why</i> " * 40)
    qtbot.addWidget(dialog)
    dialog.show()
    labels = [label for label in dialog.findChildren(QLabel) if label.text()]
    assert len(labels) == 2
    for label in labels:
        assert label.textFormat() is Qt.TextFormat.PlainText
        assert label.height() >= label.heightForWidth(label.width())


def test_tell_has_one_button(qtbot: QtBot, appearance: Appearance, answer: Callable[..., None]) -> None:
    seen: list[str] = []

    def close(dialog: QDialog) -> None:
        seen.extend(texts(dialog))
        assert len(dialog.findChildren(QPushButton)) == 1
        qtbot.mouseClick(button(dialog, "Close"), LEFT)

    answer(close)
    tell(appearance, None, "info", "Nothing was lost.", "It was saved before.")
    assert "Nothing was lost." in seen
    assert "It was saved before." in seen


# --- the banner ------------------------------------------------------------------------


@pytest.fixture
def banner(qtbot: QtBot, appearance: Appearance) -> Banner:
    strip = Banner(appearance)
    qtbot.addWidget(strip)
    return strip


def test_a_banner_says_and_is_closed(qtbot: QtBot, banner: Banner) -> None:
    assert banner.isHidden()
    banner.say("warning", "Boris has it open.")
    assert banner.isVisible()
    assert banner.text == "Boris has it open."
    assert banner.kind == "warning"
    with qtbot.waitSignal(banner.closed, timeout=1000):
        qtbot.mouseClick(banner.close_button, LEFT)
    assert banner.isHidden()
    assert banner.text == ""


def test_its_action_is_done_once_and_closes_it(qtbot: QtBot, banner: Banner) -> None:
    done: list[int] = []
    banner.say("error", "The file was moved.", action="Save as…", act=lambda: done.append(1))
    assert banner.action_button.isVisible()
    qtbot.mouseClick(banner.action_button, LEFT)
    assert done == [1]
    assert banner.isHidden()
    banner.say("info", "Another thing.")
    assert not banner.action_button.isVisible()


def test_an_action_may_say_something_else(qtbot: QtBot, banner: Banner) -> None:
    banner.say("error", "First.", action="Try again", act=lambda: banner.say("info", "Second."))
    qtbot.mouseClick(banner.action_button, LEFT)
    assert banner.text == "Second."


def test_a_passing_word_goes_by_itself_and_a_later_one_stays(qtbot: QtBot, banner: Banner) -> None:
    banner.say("info", "Written.", seconds=0.01)
    qtbot.waitUntil(banner.isHidden, timeout=2000)
    banner.say("info", "Written.", seconds=0.01)
    banner.say("error", "The disk is full.")
    qtbot.wait(60)
    assert banner.text == "The disk is full."


def test_escape_closes_it_unless_it_must_stay(qtbot: QtBot, banner: Banner) -> None:
    banner.say("warning", "Only reading.", closable=False)
    qtbot.keyClick(banner, Qt.Key.Key_Escape)
    assert banner.isVisible()
    assert not banner.close_button.isVisible()
    banner.say("warning", "Something.")
    qtbot.keyClick(banner.close_button, Qt.Key.Key_Escape)
    assert banner.isHidden()


def test_a_long_sentence_is_not_cut_off(qtbot: QtBot, banner: Banner) -> None:
    banner.resize(420, 40)
    banner.say("error", "<b>A sentence</b> that goes on and on. " * 8)
    banner.resize(420, banner.heightForWidth(420))
    label = next(label for label in banner.findChildren(QLabel) if label.text())
    assert label.textFormat() is Qt.TextFormat.PlainText
    assert label.height() >= label.heightForWidth(label.width())


# --- progress --------------------------------------------------------------------------


class SlowJob(QObject):
    progressed = Signal(int, int, str)
    finished = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.cancels = 0

    def cancel(self) -> None:
        self.cancels += 1


def test_progress_appears_only_for_a_long_job(qtbot: QtBot, appearance: Appearance, host: QWidget) -> None:
    job = SlowJob(host)
    card = JobProgress(appearance, job, "Reading articles", host)
    assert card.isHidden()
    qtbot.waitUntil(card.isVisible, timeout=4000)
    job.progressed.emit(3, 12, "three.txt")
    assert (card.bar.value(), card.bar.maximum()) == (3, 12)
    assert "three.txt" in texts(card)
    assert host.rect().contains(card.geometry())
    host.resize(500, 300)
    assert host.rect().contains(card.geometry())
    job.finished.emit()
    assert card.isHidden()


def test_a_short_job_shows_nothing(qtbot: QtBot, appearance: Appearance, host: QWidget) -> None:
    job = SlowJob(host)
    JobProgress(appearance, job, "Checking", host)
    with qtbot.waitSignal(job.finished):
        job.finished.emit()
    qtbot.waitUntil(lambda: not host.findChildren(JobProgress), timeout=2000)


def test_stop_asks_the_job_once(qtbot: QtBot, appearance: Appearance, host: QWidget) -> None:
    job = SlowJob(host)
    card = JobProgress(appearance, job, "Reading", host)
    qtbot.waitUntil(card.isVisible, timeout=4000)
    qtbot.mouseClick(card.cancel_button, LEFT)
    qtbot.mouseClick(card.cancel_button, LEFT)
    assert job.cancels == 1
    assert not card.cancel_button.isEnabled()


def test_an_unknown_number_of_steps_is_a_moving_bar(
    qtbot: QtBot, appearance: Appearance, host: QWidget
) -> None:
    job = SlowJob(host)
    card = JobProgress(appearance, job, "Checking", host)
    job.progressed.emit(7, 0, "rows")
    assert card.bar.maximum() == 0


# --- shortcuts, about ------------------------------------------------------------------

GROUPS = [
    ("File", [("Open project", "Ctrl+O"), ("Export", "Ctrl+E")]),
    ("Mark", [("Mark claim", "C"), ("Mark actor", "A")]),
]


def test_the_sheet_lists_all_and_filters(qtbot: QtBot, appearance: Appearance) -> None:
    sheet = ShortcutsDialog(appearance, GROUPS)
    qtbot.addWidget(sheet)
    sheet.show()
    assert {"File", "Open project", "Ctrl+O", "Mark", "Mark actor", "A"} <= set(texts(sheet))
    qtbot.keyClicks(sheet.filter, "mark cl")
    assert {"Mark", "Mark claim", "C"} <= set(texts(sheet))
    assert "Open project" not in texts(sheet)
    qtbot.keyClicks(sheet.filter, "zzz")
    assert "Mark claim" not in texts(sheet)
    assert any("No shortcut" in text for text in texts(sheet))
    qtbot.keyClick(sheet, Qt.Key.Key_Escape)
    assert not sheet.isVisible()


def test_about_says_version_and_credits(qtbot: QtBot, appearance: Appearance) -> None:
    about = AboutDialog(appearance)
    qtbot.addWidget(about)
    about.show()
    words = " ".join(texts(about))
    for part in (__version__, "MIT", "Source Serif 4", "Qt"):
        assert part in words
    for label in about.findChildren(QLabel):
        if label.text():
            assert label.height() >= label.heightForWidth(label.width())
