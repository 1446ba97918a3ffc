"""Taking in through the window: the preview, the act, the report, and what is refused."""

from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton

from annotator.core.model import Status
from annotator.core.spans import Span
from annotator.services import articles, marking, people, projects, taking_in
from annotator.ui.jobs import Job
from tests.storage.helpers import tamper
from tests.ui.exchange.hand import hand_out, plain, said, words_of, work

LEFT = Qt.MouseButton.LeftButton
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def leaving(seen):
    """Return what closes a dialog and notes that it was there."""

    def leave(dialog):
        seen.append(1)
        dialog.reject()

    return leave


def marks(path):
    with projects.open_project(path, "Reader", read_only=True) as project:
        names = {one.id: one.name for one in project.annotators()}
        return sorted(
            (names[one.annotator_id], one.quote, one.note)
            for article in project.articles()
            for one in project.annotations(article.id)
        )


@pytest.fixture
def files(project_path, out):
    """Two files in which Ben and Cid worked; both made the entity Council, and so did Ana."""
    found = hand_out(project_path, out, "Ben", "Cid")
    for path, name, start in zip(found, ("Ben", "Cid"), (0, 5), strict=True):
        work(path, name, start, entity="Council")
    return found


def ask(window):
    window.actions_["colleagues"].trigger()


def take(dialog):
    QTest.mouseClick(dialog.take_button, LEFT)


def button(dialog, text):
    return next(one for one in dialog.findChildren(QPushButton) if one.text() == text)


def test_the_preview_changes_nothing_and_then_all_of_it_comes_in_at_once(
    files, project_path, open_window, answer, choose, qtbot
):
    choose("getOpenFileNames", files, files, files)
    seen: list[Any] = []
    window = open_window(project_path)

    def leave(dialog):
        seen.append((said(dialog), words_of(dialog.tree)))
        QTest.keyClick(dialog, Qt.Key.Key_Escape)

    def close(dialog):
        seen.append(said(dialog))
        dialog.reject()

    answer(leave, take, close, leave)
    QTest.keyClick(window, "I", CTRL | SHIFT)
    qtbot.waitUntil(lambda: len(seen) == 1)
    words, lines = seen[0]
    assert "2 files with news of 2 annotations, by Ben, Cid." in words
    assert "Ben: 1 new annotation" in lines
    assert "Cid: 1 new annotation" in lines
    assert "Entities: 1 new" in lines
    assert "Council" in lines
    assert any("may be one of ours" in line for line in lines), "two of them made it"
    assert marks(project_path) == []
    ask(window)
    qtbot.waitUntil(lambda: len(seen) == 2)
    assert "2 annotations taken in: 2 new." in seen[1]
    after = marks(project_path)
    assert [who for who, _, _ in after] == ["Ben", "Cid"]
    assert window.desk.annotations.model.rowCount() == 2
    assert window.actions_["undo"].text().startswith("Undo take in test for Ben.annotator")
    ask(window)
    qtbot.waitUntil(lambda: len(seen) == 3)
    words, lines = seen[2]
    assert "nothing new to take in" in words
    assert "test for Ben.annotator (taken in before)" in lines
    window.actions_["undo"].trigger()
    assert marks(project_path) == []
    assert window.desk.annotations.model.rowCount() == 0
    window.actions_["redo"].trigger()
    assert marks(project_path) == after


def test_two_who_made_the_same_entity_are_merged_only_if_that_is_said(
    files, project_path, open_window, answer, choose, qtbot
):
    choose("getOpenFileNames", files)
    window = open_window(project_path)
    ended = []

    def report(dialog):
        (merge,) = dialog.merge_buttons
        assert "“Council”, both here and from" in said(dialog)
        QTest.mouseClick(merge, LEFT)
        assert merge.isEnabled(), "given up the first time"
        merge.setFocus()
        QTest.keyClick(merge, Qt.Key.Key_Space)
        assert not merge.isEnabled()
        ended.append(merge.text())
        dialog.reject()

    def keep(dialog):
        assert "becomes an alias" in said(dialog)
        button(dialog, "Keep the one that was here").click()

    answer(take, report, lambda dialog: dialog.reject(), keep)
    ask(window)
    qtbot.waitUntil(lambda: bool(ended))
    assert ended == ["Merged"]
    found = window.workspace.project.entities()
    assert len(found) == 2
    assert sorted(bool(one.merged_into) for one in found) == [False, True]
    assert window.actions_["undo"].text() == "Undo merge entities"


def test_bad_files_are_refused_in_a_sentence_and_the_others_go_on(
    files, project_path, open_window, answer, choose, qtbot, out
):
    cut = out / "cut.annotator"
    cut.write_bytes(files[1].read_bytes()[:9000])
    letter = out / "letter.annotator"
    letter.write_text("Dear Ana,")
    before = cut.read_bytes()
    choose("getOpenFileNames", [cut, files[0], letter, out / "gone.annotator"], [letter])
    window = open_window(project_path)
    seen: list[Any] = []

    def read_and_take(dialog):
        seen.append((said(dialog), words_of(dialog.tree)))
        take(dialog)

    answer(read_and_take, leaving(seen))
    ask(window)
    qtbot.waitUntil(lambda: len(seen) == 2)
    words, lines = seen[0]
    assert "3 files cannot be read." in words
    for bad in ("cut", "letter", "gone"):
        place = lines.index(f"{bad}.annotator cannot be read")
        assert lines[place + 1].endswith(".")
    assert [who for who, _, _ in marks(project_path)] == ["Ben"]
    assert cut.read_bytes() == before

    def alone(dialog):
        seen.append(said(dialog))
        assert not hasattr(dialog, "take_button")
        QTest.keyClick(dialog, Qt.Key.Key_Return)

    answer(alone)
    ask(window)
    qtbot.waitUntil(lambda: len(seen) == 3)
    assert "The file cannot be read. Nothing was changed." in seen[2]


@pytest.fixture
def claimed(project_path, out):
    """A copy of Ana's project in which somebody changed her note under her name."""
    with projects.open_project(project_path, "Ana") as project:
        article = project.articles()[0]
        text = project.text(article.id)
        mine = marking.plan(article, text, "claim", (Span(0, 11),), project.annotator)
        marking.add(project, replace(mine, note="mine"))
        copy = out / "copy.annotator"
        projects.save_copy(project, copy)
    with projects.open_project(copy, "Ana") as project:
        (found,) = project.annotations(article.id)
        marking.replace(project, replace(found, note="not mine"), "change note")
    return copy


def test_what_is_claimed_in_ones_own_name_is_left_unless_ticked(
    claimed, project_path, open_window, answer, choose, qtbot
):
    choose("getOpenFileNames", [claimed], [claimed])
    window = open_window(project_path)
    seen: list[Any] = []

    def look(dialog):
        assert not dialog.own_box.isChecked()
        assert not dialog.take_button.isEnabled(), "there is nothing else in it"
        seen.append(words_of(dialog.tree))
        dialog.reject()

    def tick(dialog):
        dialog.own_box.setFocus()
        QTest.keyClick(dialog.own_box, Qt.Key.Key_Space)
        take(dialog)

    answer(look, tick, leaving(seen))
    ask(window)
    qtbot.waitUntil(lambda: len(seen) == 1)
    assert any("that the file says Ana made" in line for line in seen[0])
    assert [note for _, _, note in marks(project_path)] == ["mine"]
    ask(window)
    qtbot.waitUntil(lambda: len(seen) == 2)
    assert [note for _, _, note in marks(project_path)] == ["not mine"]


def test_what_a_file_changes_of_others_and_whom_it_renames_is_said_before(
    files, project_path, open_window, answer, choose, qtbot
):
    with projects.open_project(project_path, "Ana") as project:
        taking_in.take_in(project, taking_in.look(project, files))
    ben, cid = files
    work(ben, "Ben", 20)
    with projects.open_project(ben, "Ben") as project:
        taking_in.take_in(project, taking_in.look(project, [cid]))
        (one,) = [one for one in project.annotations(project.articles()[0].id) if one.start == 5]
    tamper(ben, f"UPDATE annotations SET note = 'by Ben', revision = 7 WHERE id = '{one.id}'")
    tamper(ben, "UPDATE annotators SET name = 'ANA', revision = 9 WHERE name = 'Ben'")
    tamper(ben, "UPDATE annotators SET name = 'Sid' || char(8238), revision = 9 WHERE name = 'Cid'")
    choose("getOpenFileNames", [ben])
    window = open_window(project_path)
    seen: list[Any] = []

    def look(dialog):
        seen.append(words_of(dialog.tree))
        dialog.reject()

    answer(look)
    ask(window)
    qtbot.waitUntil(lambda: len(seen) == 1)
    assert "It also changes 1 and removes 0 annotations of Sid; ask them if that is right" in seen[0], (
        "the file was handed to Ben"
    )
    assert "Ben is called ANA there" in seen[0]
    assert "Cid is Sid from now on" in seen[0]


def drop(window, *paths):
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    event = QDropEvent(
        QPointF(200, 200), Qt.DropAction.CopyAction, data, LEFT, Qt.KeyboardModifier.NoModifier
    )
    window.dropEvent(event)


def test_projects_that_are_dropped_are_taken_in_or_opened_or_neither(
    files, project_path, open_window, answer, qtbot
):
    window = open_window(project_path)
    seen: list[Any] = []

    def leave(dialog):
        seen.append(said(dialog))
        dialog.reject()

    answer(leave)
    drop(window, *files)
    qtbot.waitUntil(lambda: len(seen) == 1)
    assert "2 projects were dropped" in seen[0]
    assert window.workspace.project.path == project_path

    def shown(dialog):
        seen.append(words_of(dialog.tree))
        dialog.reject()

    answer(lambda dialog: button(dialog, "Take in").click(), shown)
    drop(window, *files)
    qtbot.waitUntil(lambda: len(seen) == 2)
    assert "Cid: 1 new annotation" in seen[1]
    assert marks(project_path) == []

    def open_it(dialog):
        next(one for one in dialog.findChildren(QPushButton) if plain(one.text()).startswith("Open ")).click()

    answer(open_it)
    drop(window, files[0])
    qtbot.waitUntil(lambda: window.workspace.project.path == files[0])
    # With no project open it is simply opened.
    window.projects.close()
    drop(window, project_path)
    qtbot.waitUntil(lambda: window.workspace.project is not None)
    assert window.workspace.project.path == project_path


def test_after_a_change_meanwhile_it_is_to_be_looked_at_again(
    files, project_path, open_window, answer, choose, qtbot
):
    choose("getOpenFileNames", files)
    window = open_window(project_path)

    def change_first(dialog):
        with window.workspace.project.again() as other:
            articles.set_status(other, other.articles()[1].id, Status.DONE)
        take(dialog)

    answer(change_first)
    ask(window)
    qtbot.waitUntil(lambda: window.banner.kind == "error" and bool(window.banner.text))
    assert "look at them again" in window.banner.text
    assert marks(project_path) == []


def test_the_report_can_be_copied_and_leads_to_the_review(
    files, project_path, open_window, answer, choose, qtbot
):
    choose("getOpenFileNames", files)
    window = open_window(project_path)
    window.actions_["review"].triggered.disconnect()
    asked = []
    window.actions_["review"].triggered.connect(lambda: asked.append(1))

    def copy(dialog):
        QTest.mouseClick(dialog.copy_button, LEFT)
        take(dialog)

    answer(copy, lambda dialog: QTest.mouseClick(dialog.review_button, LEFT))
    ask(window)
    qtbot.waitUntil(lambda: bool(asked))
    text = plain(QApplication.clipboard().text())
    assert "test for Ben.annotator\n  Ben: 1 new annotation" in text
    assert people.who() is not None


def test_what_was_found_for_one_project_is_not_taken_into_another(
    files, project_path, open_window, choose, qtbot, tmp_path
):
    other = tmp_path / "other.annotator"
    projects.create(other, "Ana").close()
    choose("getOpenFileNames", files)
    window = open_window(project_path)
    ask(window)
    (job,) = window.projects.findChildren(Job, options=Qt.FindChildOption.FindDirectChildrenOnly)
    with qtbot.waitSignal(job.finished):
        assert window.projects.open_path(other)
    assert window.workspace.project.path == other
    assert marks(other) == marks(project_path) == []
