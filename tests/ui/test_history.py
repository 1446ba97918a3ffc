"""History and the project as it was, in the real window with real keys."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from annotator.core.spans import Span
from annotator.services import history, marking
from annotator.services.projects import Project
from annotator.ui.main_window import MainWindow
from annotator.ui.story.history import HistoryDialog
from annotator.ui.story.moment import MomentDialog
from annotator.ui.story.past import past_view


def project_of(window: MainWindow) -> Project:
    """Return the project that is open."""
    assert window.workspace.project is not None
    return window.workspace.project


def worked(window: MainWindow) -> str:
    """Mark an actor, write two notes and undo the second; return the annotation's id."""
    layer = window.workspace.layer("actor")
    assert layer is not None
    annotation = window.workspace.mark(layer, (Span(4, 11),))
    assert annotation is not None
    window.workspace.set_note(annotation.id, "first thought")
    window.workspace.set_note(annotation.id, "second thought")
    window.workspace.undo()
    return annotation.id


def closing(work: Callable[[QDialog], None]) -> Callable[[QDialog], None]:
    """Let a dialog close also if the test fails in it: else it would wait forever."""

    def run(dialog: QDialog) -> None:
        try:
            work(dialog)
        finally:
            if dialog.isVisible():
                dialog.reject()

    return run


def texts(dialog: HistoryDialog) -> list[str]:
    """Return all rows of the list, in order."""
    found = []
    item = dialog.tree.topLevelItem(0)
    while item is not None:
        found.append(item.text(0))
        item = dialog.tree.itemBelow(item)
    return found


def test_history_of_an_annotation_in_words_and_enter_goes_there(
    window: MainWindow, qtbot: QtBot, answer: Callable[..., None]
) -> None:
    key = worked(window)
    window.workspace.select(key)
    seen: list[str] = []

    def read(dialog: QDialog) -> None:
        assert isinstance(dialog, HistoryDialog)
        seen.extend(texts(dialog))
        qtbot.keyClick(dialog.tree, Qt.Key.Key_Return)

    answer(closing(read))
    qtbot.keyClick(window, Qt.Key.Key_H, Qt.KeyboardModifier.ControlModifier)
    assert "Note: second thought became first thought" in seen, "the undo, read backwards"
    assert "Note: first thought became second thought" in seen
    assert "Note: nothing became first thought" in seen
    assert any("Ana: undid: change note" in one for one in seen)
    assert any(one.endswith("change note (undone later)") for one in seen)
    assert any("was marked as Actor" in one for one in seen)
    assert window.workspace.current_id == key
    assert window.focusWidget() is window.view


def test_the_switch_leads_to_the_article_and_the_project(
    window: MainWindow, qtbot: QtBot, answer: Callable[..., None]
) -> None:
    key = worked(window)
    window.workspace.select(key)
    counts: list[int] = []

    def switch(dialog: QDialog) -> None:
        assert isinstance(dialog, HistoryDialog)
        for _ in range(3):
            counts.append(len(texts(dialog)))
            qtbot.keyClick(dialog.choice, Qt.Key.Key_Down)
        assert any("add articles" in one for one in texts(dialog))
        qtbot.keyClick(dialog, Qt.Key.Key_Escape)

    answer(closing(switch))
    qtbot.keyClick(window, Qt.Key.Key_H, Qt.KeyboardModifier.ControlModifier)
    assert counts[0] < counts[2]


def test_a_removed_annotation_is_said_to_be_gone(
    window: MainWindow, qtbot: QtBot, answer: Callable[..., None]
) -> None:
    key = worked(window)
    window.workspace.remove([key])

    def enter(dialog: QDialog) -> None:
        assert isinstance(dialog, HistoryDialog)
        assert any("is no longer marked as Actor" in one for one in texts(dialog))
        qtbot.keyClick(dialog.tree, Qt.Key.Key_Return)

    answer(closing(enter))
    qtbot.keyClick(window, Qt.Key.Key_H, Qt.KeyboardModifier.ControlModifier)
    assert "no longer in the project" in window.banner.text


def test_much_at_once_is_one_entry_that_unfolds(
    window: MainWindow, qtbot: QtBot, answer: Callable[..., None]
) -> None:
    project, article = project_of(window), window.workspace.article
    assert article is not None
    many = [
        marking.plan(article, window.workspace.text, "date", (Span(at, at + 3),), project.annotator)
        for at in range(20)
    ]
    with project.act("import annotations") as change:
        change.insert_annotations([replace(one, note="from a table") for one in many])
    window.workspace.absorb()
    before: list[str] = []
    after: list[str] = []

    def unfold(dialog: QDialog) -> None:
        assert isinstance(dialog, HistoryDialog)
        before.extend(texts(dialog))
        for key in (Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_Right):
            qtbot.keyClick(dialog.tree, key)
        after.extend(texts(dialog))
        qtbot.keyClick(dialog, Qt.Key.Key_Escape)

    answer(closing(unfold))
    qtbot.keyClick(window, Qt.Key.Key_H, Qt.KeyboardModifier.ControlModifier)
    assert not any("20 annotations new" in one for one in before)
    assert any("20 annotations new" in one and "by \u2068Ana" in one for one in after)
    assert sum("was marked as Date" in one for one in after) == 20


def test_the_project_as_it_was_for_reading_and_back(
    window: MainWindow, qtbot: QtBot, answer: Callable[..., None], project_path: Path
) -> None:
    key = worked(window)
    bytes_before = project_path.read_bytes()

    def choose(dialog: QDialog) -> None:
        assert isinstance(dialog, MomentDialog)
        for _ in range(4):
            if dialog.acts.currentRow() != 3:  # the first press may only enter the list
                qtbot.keyClick(dialog.acts, Qt.Key.Key_Down)
        rows.append(dialog.acts.currentRow())
        rows_said.append(dialog.acts.item(3).text())
        qtbot.mouseClick(dialog.open_button, Qt.MouseButton.LeftButton)

    rows: list[int] = []
    rows_said: list[str] = []
    answer(closing(choose))
    window.actions_["as_of"].trigger()
    assert rows == [3]
    assert rows_said[0].endswith("mark actor")
    qtbot.waitUntil(lambda: past_view(window).copy is not None)
    assert project_of(window).path != project_path
    assert project_of(window).read_only
    found = project_of(window).annotation(key)
    assert found is not None and found.note == ""
    bar = past_view(window).bar
    assert bar.isVisible()
    assert bar.text.startswith("As it was on ")
    assert bar.text.endswith("for reading only.")
    assert str(project_of(window).path) not in window.settings.recent
    folder = project_of(window).path.parent

    qtbot.mouseClick(bar.action_button, Qt.MouseButton.LeftButton)
    assert project_of(window).path == project_path
    assert not project_of(window).read_only
    assert not bar.isVisible()
    assert not folder.exists(), "the copy is gone"
    found = project_of(window).annotation(key)
    assert found is not None and found.note == "first thought"
    assert project_path.read_bytes() == bytes_before
    history.redo(project_of(window))
