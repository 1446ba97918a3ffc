"""The colleague's side: what was handed out is said when the file is opened, and counted."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from annotator.core.model import Status
from annotator.services import people, settings
from tests.ui.exchange.hand import hand_out, plain

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def file(project_path, out):
    """Ben's file."""
    return hand_out(project_path, out, "Ben", due="2026-12-24", note="Please read closely.")[0]


def test_the_colleague_is_told_what_is_to_be_done_and_it_counts_down(file, open_window, qtbot):
    people.remember("ben")
    window = open_window(file)
    assert plain(window.banner.text) == (
        "Ana handed this out to you until 24 December 2026: 2 of 2 articles are left to do."
        " “Please read closely.”"
    )
    task = window.status_line.task
    qtbot.waitUntil(lambda: task.text() == "2 handed-out articles left")
    ids = [one.id for one in window.workspace.project.articles()]
    window.workspace.set_status(ids[0], Status.DONE)
    qtbot.waitUntil(lambda: task.text() == "1 handed-out article left")
    window.workspace.set_status(ids[1], Status.DONE)
    qtbot.waitUntil(lambda: task.text() == "All that was handed out is done")
    window.workspace.undo()
    qtbot.waitUntil(lambda: task.text() == "1 handed-out article left")
    window.workspace.set_status(ids[1], Status.DONE)
    window.projects.close()
    window.projects.open_path(file)
    assert "send this file back" in window.banner.text


def test_the_name_is_proposed_to_whoever_has_another(file, open_window, qtbot):
    people.remember("B. Brandauer")
    window = open_window(file)
    assert plain(window.banner.text) == "This file was made for Ben. You annotate as B. Brandauer."
    QTest.mouseClick(window.banner.action_button, LEFT)
    assert window.workspace.annotator.name == "Ben"
    assert settings.load().annotator_name == "Ben"
    assert "handed this out to you" in window.banner.text
    assert window.workspace.annotator.id == window.workspace.project.assignments()[0].assignee_id


def test_who_has_no_name_yet_is_asked_with_the_name_filled_in(file, open_window, answer):
    settings.change(annotator_name="", annotator_id="")
    window = open_window()
    names = []

    def begin(dialog):
        names.append(dialog.field.text())
        QTest.keyClick(dialog.field, Qt.Key.Key_Return)

    answer(begin)
    assert window.projects.open_path(file)
    assert names == ["Ben"]
    assert "handed this out to you" in window.banner.text


def test_the_lead_is_told_nothing_of_it(file, project_path, open_window):
    window = open_window(project_path)
    assert window.banner.text == ""
    assert window.status_line.task.text() == ""
    window.projects.open_path(file)
    assert window.banner.text == ""
    assert window.workspace.annotator.name == "Ana"
