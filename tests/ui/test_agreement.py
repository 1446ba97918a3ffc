"""The window's report of agreement, with real keys and mouse."""

import csv
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QTreeWidgetItem, QWidget
from pytestqt.qtbot import QtBot

from annotator.core.ids import new_id, now
from annotator.core.model import Annotation, Annotator
from annotator.core.spans import Span, quote
from annotator.services import projects
from annotator.ui.agreement.dialog import AgreementDialog
from annotator.ui.comments import control as comments
from annotator.ui.jobs import Job
from annotator.ui.main_window import MainWindow

LONG = 60_000
"""Milliseconds to wait for a job at most."""


@pytest.fixture
def compared(project_path: Path) -> Path:
    """Ana marked two claims and a date in the first article, Ben one of the claims, longer, and the date."""
    with projects.open_project(project_path, "Ana") as project:
        article = project.articles()[0]
        text = project.text(article.id)
        at = now()
        for who, marks in (
            ("Ana", (("claim", 0, 26, "direct"), ("claim", 28, 47, "direct"), ("date", 65, 71, ""))),
            ("Ben", (("claim", 0, 25, "indirect"), ("date", 65, 71, ""))),
        ):
            if who != "Ana":
                project.switch_annotator(Annotator(new_id(), who, at, at))
            made = [
                Annotation(
                    *(new_id(), article.id, layer, project.annotator.id, (Span(start, end),)),
                    quote(text, (Span(start, end),)),
                    created_at=at,
                    updated_at=at,
                    fields=(("mode", mode),) if mode else (),
                )
                for layer, start, end, mode in marks
            ]
            with project.act("mark") as change:
                change.insert_annotations(made)
    return project_path


@pytest.fixture
def dialog(qtbot: QtBot, open_window: Callable[[Path | None], MainWindow], compared: Path) -> AgreementDialog:
    """The dialog, opened with its key, with the first report in it."""
    window = open_window(compared)
    qtbot.keyClick(
        window.view, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    )
    found = window.findChild(AgreementDialog)
    assert isinstance(found, AgreementDialog)
    at_rest(qtbot, found)
    return found


def at_rest(qtbot: QtBot, dialog: AgreementDialog) -> None:
    qtbot.waitUntil(lambda: dialog.found is not None and not dialog.busy, timeout=LONG)


def children(item: QTreeWidgetItem) -> Iterator[QTreeWidgetItem]:
    """Unfold an item and go through what is in it."""
    item.setExpanded(True)
    for place in range(item.childCount()):
        child = item.child(place)
        assert child is not None
        yield child


def row(dialog: AgreementDialog, layer: str, part: str, measure: str) -> QTreeWidgetItem:
    """Return the row of a figure, with all around it unfolded."""
    root = dialog.figures.invisibleRootItem()
    assert root is not None
    (top,) = (item for item in children(root) if item.text(0) == layer)
    (group,) = (item for item in children(top) if item.text(0).startswith(part))
    (found,) = (item for item in children(group) if item.text(0) == measure)
    return found


def test_figures_with_unit_rule_and_number(dialog: AgreementDialog) -> None:
    assert dialog.summary.text().startswith("1 article, 5 annotations")
    recall = row(dialog, "Claim", "Spans, overlapping match", "Recall")
    assert [recall.text(place) for place in range(5)] == ["Recall", "Ana – Ben", "0.500", "", "2"]
    said = recall.data(0, Qt.ItemDataRole.AccessibleTextRole)
    assert "annotations; same layer, overlap at least 0.5, one to one" in said
    exact = row(dialog, "Claim", "Spans, exact match", "F1")
    assert exact.text(2) == "0.000"
    kappa = row(dialog, "Claim", "Mode", "Cohen’s kappa")
    assert (kappa.text(2), kappa.text(4)) == ("0.000", "1")
    assert row(dialog, "Date", "Value", "Percent agreement").text(2) == "undefined: nothing marked"


def test_enter_lists_what_is_behind_and_goes_there(qtbot: QtBot, dialog: AgreementDialog) -> None:
    tree = dialog.figures
    tree.setFocus()
    tree.setCurrentItem(row(dialog, "Claim", "Spans, overlapping match", "F1"))
    assert dialog.explanation.text().startswith("Of all marks of both, the share that has a counterpart")
    qtbot.keyClick(tree, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not dialog.busy and dialog.behind.list.count() == 1, timeout=LONG)
    assert "nothing" in dialog.behind.list.item(0).text()
    dialog.behind.differing.click()
    qtbot.waitUntil(lambda: not dialog.busy and dialog.behind.list.count() == 2, timeout=LONG)
    dialog.behind.list.setFocus()
    dialog.behind.list.setCurrentRow(1)
    qtbot.keyClick(dialog.behind.list, Qt.Key.Key_Return)
    workspace = dialog.window_.workspace
    assert workspace.current is not None
    assert workspace.current.start == 28


def test_a_cell_of_a_table_opens_its_annotations(qtbot: QtBot, dialog: AgreementDialog) -> None:
    dialog.tabs.setCurrentWidget(dialog.confusions)
    confusions = dialog.confusions
    confusions.about.setCurrentIndex(confusions.about.findText("Claim  ·  Mode"))
    grid = confusions.grid
    filled = next(
        item
        for item in (
            grid.item(one, other) for one in range(grid.rowCount()) for other in range(grid.columnCount())
        )
        if item is not None and item.text() == "1"
    )
    heads = grid.verticalHeaderItem(filled.row()), grid.horizontalHeaderItem(filled.column())
    assert [head.text() for head in heads if head] == ["Direct quote", "Indirect speech"]
    qtbot.mouseClick(grid.viewport(), Qt.MouseButton.LeftButton, pos=grid.visualItemRect(filled).center())
    qtbot.waitUntil(lambda: not dialog.busy and dialog.behind.list.count() == 1, timeout=LONG)
    assert "Direct quote" in dialog.behind.list.item(0).text()


def test_only_what_is_ticked_is_measured(qtbot: QtBot, dialog: AgreementDialog) -> None:
    layers = dialog.choices.layers
    layers.setFocus()
    layers.setCurrentRow(0)
    qtbot.keyClick(layers, Qt.Key.Key_Space)
    before = dialog.found
    qtbot.mouseClick(dialog.choices.button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: dialog.found is not before and not dialog.busy, timeout=LONG)
    assert dialog.found is not None
    assert "claim" not in dialog.found.report.layers
    people = dialog.choices.people
    people.setFocus()
    people.setCurrentRow(0)
    qtbot.keyClick(people, Qt.Key.Key_Space)
    assert not dialog.choices.button.isEnabled()


def test_copied_and_saved(
    qtbot: QtBot, dialog: AgreementDialog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "agreement.csv"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    qtbot.mouseClick(dialog.copy_button, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(dialog.save_button, Qt.MouseButton.LeftButton)
    assert dialog.found is not None
    copied = list(csv.reader(QGuiApplication.clipboard().text().splitlines(), delimiter="\t"))
    saved = list(csv.reader(target.read_text("utf-8-sig").splitlines()))
    assert copied == saved
    assert len(saved) == len(dialog.found.report.figures) + 1


def test_escape_leaves(qtbot: QtBot, dialog: AgreementDialog) -> None:
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


def close_window(window: MainWindow, _: Path) -> None:
    window.close()


def close_project(window: MainWindow, _: Path) -> None:
    window.projects.close()


def open_another(window: MainWindow, folder: Path) -> None:
    path = folder / "another.annotator"
    projects.create(path, "Ana").close()
    assert window.projects.open_path(path)


@pytest.mark.parametrize("leave", [close_window, close_project, open_another])
def test_it_goes_with_its_project_and_stops_what_it_does(
    qtbot: QtBot, dialog: AgreementDialog, tmp_path: Path, leave: Callable[[MainWindow, Path], None]
) -> None:
    window = dialog.window_
    qtbot.mouseClick(dialog.choices.button, Qt.MouseButton.LeftButton)
    (job,) = window.projects.findChildren(Job)
    leave(window, tmp_path)
    assert not dialog.isVisible()
    assert job.cancel_asked
    qtbot.waitUntil(lambda: not window.projects.findChildren(Job), timeout=LONG)


def test_no_window_beside_the_article_stays_when_the_main_one_closes(
    qtbot: QtBot, dialog: AgreementDialog
) -> None:
    window = dialog.window_
    comments.show(window)
    window.entities.open()
    panel = comments.panel_of(window)
    assert panel is not None and panel.isVisible()
    qtbot.waitUntil(lambda: panel.settled, timeout=LONG)
    window.close()
    beside = [one for one in window.findChildren(QWidget) if one.isWindow() and one.isVisible()]
    assert beside == []


@pytest.fixture
def apart(compared: Path) -> Path:
    """Cem has read only the second article, which nobody else has."""
    with projects.open_project(compared, "Cem") as project:
        second = project.articles()[1]
        text, spans = project.text(second.id), (Span(0, 7),)
        made = Annotation(
            *(new_id(), second.id, "claim", project.annotator.id, spans),
            quote(text, spans),
            created_at=now(),
            updated_at=now(),
        )
        with project.act("mark") as change:
            change.insert_annotations([made])
    return compared


def test_two_who_share_no_article_are_not_listed(qtbot: QtBot, apart: Path, dialog: AgreementDialog) -> None:
    assert "2 pairs that share no article are not listed." in dialog.summary.text()
    row(dialog, "Claim", "Spans, exact match", "Precision")  # one row: that of Ana and Ben
    people = [dialog.pairs.grid.verticalHeaderItem(place) for place in range(3)]
    assert [head.text() for head in people] == ["Ana", "Ben", "Cem"]
    assert dialog.pairs.grid.item(0, 1) is not None
    assert dialog.pairs.grid.item(0, 2) is None


def test_the_button_is_as_wide_as_the_lists(dialog: AgreementDialog) -> None:
    choices = dialog.choices
    edges = [one.mapTo(dialog, one.rect().topRight()).x() for one in (choices.button, choices.articles)]
    assert edges[0] == edges[1]
