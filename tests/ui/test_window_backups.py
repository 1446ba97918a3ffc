"""Backups, salvage and conflicted copies as they are seen in the window."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QFileDialog

from annotator.services import backups, people, projects, settings
from tests.ui.test_window_projects import mark

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def choose(monkeypatch):
    """Let the next file dialogs answer with a path."""

    def prepare(name, path):
        found = str(path) if name == "getExistingDirectory" else (str(path), "")
        monkeypatch.setattr(QFileDialog, name, lambda *_: found)

    return prepare


def kept(path):
    with projects.open_project(path, "Reader", read_only=True) as project:
        return backups.kept(project.properties()["id"])


def idle(window):
    return window.projects.backups._job is None


def backed_up(window, qtbot, path, number):
    qtbot.waitUntil(lambda: len(kept(path)) == number and idle(window), timeout=20_000)


def test_a_project_is_backed_up_after_opening_and_only_if_it_changed(open_window, qtbot, project_path):
    window = open_window(project_path)
    backed_up(window, qtbot, project_path, 1)
    assert window.status_line.notice.text() == ""
    window.close()
    window = open_window(project_path)
    mark(window, "Jane Doe", "A")
    backed_up(window, qtbot, project_path, 2)
    assert kept(project_path)[0].annotations == 1
    assert kept(project_path)[1].annotations == 0


def test_a_backup_that_fails_is_one_quiet_sentence(open_window, qtbot, project_path, own_home):
    (own_home / "state").mkdir(exist_ok=True)
    (own_home / "state" / "backups").write_text("in the way")
    window = open_window(project_path)
    qtbot.waitUntil(lambda: "No backup" in window.status_line.notice.text(), timeout=20_000)
    assert window.banner.text == ""
    mark(window, "Jane Doe", "A")
    assert window.status_line.saved.text() == "All changes saved"


def test_the_dialog_opens_a_copy_with_the_keyboard(window, qtbot, answer, choose, project_path, tmp_path):
    backed_up(window, qtbot, project_path, 1)
    mark(window, "Jane Doe", "A")
    target = tmp_path / "old.annotator"
    choose("getSaveFileName", target)
    seen = []

    def work(dialog):
        row = dialog.list_view.topLevelItem(0)
        seen.append(row.text(2))
        assert dialog.list_view.topLevelItemCount() == 1
        assert dialog.list_view.columnWidth(0) > dialog.fontMetrics().horizontalAdvance(row.text(0))
        QTest.keyClick(dialog.list_view, Qt.Key.Key_Return)

    answer(work)
    window.actions_["backups"].trigger()
    qtbot.waitUntil(
        lambda: window.workspace.project and window.workspace.project.path == target, timeout=20_000
    )
    assert seen == ["2 articles, 0 annotations"]
    assert window.workspace.project.totals()["annotations"] == 0


def test_more_backups_other_folder_off_and_delete(window, qtbot, answer, choose, project_path, tmp_path):
    backed_up(window, qtbot, project_path, 1)
    mark(window, "Jane Doe", "A")
    choose("getExistingDirectory", tmp_path)

    def delete(question):
        button = next(
            each for each in question.findChildren(type(question.leave_button)) if "this" in each.text()
        )
        QTest.mouseClick(button, LEFT)

    def work(dialog):
        QTest.mouseClick(dialog.choose_button, LEFT)
        assert "Annotator backups" in dialog.place.text()
        QTest.keyClick(dialog.now_button, Qt.Key.Key_Space)
        qtbot.waitUntil(lambda: dialog.list_view.topLevelItemCount() == 2, timeout=20_000)
        assert list((tmp_path / "Annotator backups").glob("*/*.annotator"))
        assert "2 backups" in dialog.total.text()
        QTest.keyClick(dialog.on, Qt.Key.Key_Space)
        assert not dialog.now_button.isEnabled()
        QTest.mouseClick(dialog.delete_button, LEFT)
        assert dialog.list_view.topLevelItemCount() == 0
        assert not dialog.open_button.isEnabled()
        dialog.reject()

    answer(work, delete)
    window.actions_["backups"].trigger()
    assert settings.load().backups is False
    assert settings.load().backups_folder == str(tmp_path)
    assert kept(project_path) == []
    mark(window, "Monday", "D")
    assert window.projects.backups.start() is not None
    qtbot.waitUntil(lambda: idle(window), timeout=20_000)
    assert kept(project_path) == []


def test_every_control_of_the_dialog_has_a_name(window, answer, qtbot):
    def work(dialog):
        assert dialog.list_view.accessibleName()
        assert all(box.text() for box in dialog.findChildren(QCheckBox))
        dialog.reject()

    answer(work)
    window.actions_["backups"].trigger()


def test_a_damaged_project_is_salvaged_into_a_new_one(open_window, qtbot, choose, project_path, tmp_path):
    people.remember("Ana")
    content = project_path.read_bytes()
    damaged = bytes(100) + content[100:]
    project_path.write_bytes(damaged)
    window = open_window()
    assert not window.projects.open_path(project_path)
    assert window.banner.kind == "error"
    assert window.banner.action_button.text() == "Salvage into a new project…"
    target = tmp_path / "saved.annotator"
    choose("getSaveFileName", target)
    QTest.keyClick(window.banner.action_button, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: window.workspace.project is not None, timeout=20_000)
    assert window.workspace.project.path == target
    assert len(window.workspace.project.articles()) == 2
    assert "Everything was saved" in window.banner.text
    assert project_path.read_bytes() == damaged


def test_what_a_salvage_lost_is_listed(open_window, qtbot, answer, choose, project_path, tmp_path, story):
    people.remember("Ana")
    content = bytearray(project_path.read_bytes())
    content[content.index(b"The council met")] ^= 1
    content[:100] = bytes(100)
    project_path.write_bytes(content)
    window = open_window()
    window.projects.open_path(project_path)
    choose("getSaveFileName", tmp_path / "saved.annotator")
    seen = []

    def work(dialog):
        seen.append(dialog.losses.toPlainText())
        QTest.keyClick(dialog, Qt.Key.Key_Return)

    answer(work)
    QTest.mouseClick(window.banner.action_button, LEFT)
    qtbot.waitUntil(lambda: window.workspace.project is not None, timeout=20_000)
    assert "checksum" in seen[0]
    assert len(window.workspace.project.articles()) == 1


def test_conflicted_copies_are_pointed_out(open_window, qtbot, project_path):
    name = "test (conflicted copy 2026-03-29 101112).annotator"
    (project_path.parent / name).write_bytes(project_path.read_bytes())
    window = open_window(project_path)
    qtbot.waitUntil(lambda: name in window.banner.text, timeout=20_000)
    assert window.banner.kind == "warning"
    assert "Nothing was merged" in window.banner.text


def test_closing_while_a_backup_runs_leaves_no_lock(open_window, project_path, own_home):
    window = open_window(project_path)
    window.projects.backups.start()
    window.close()
    assert [each.name for each in Path(own_home).rglob("*.making*")] == []
    with projects.open_project(project_path, "Ana") as project:
        assert not project.read_only
    assert [each.name for each in project_path.parent.iterdir()] == [project_path.name]
