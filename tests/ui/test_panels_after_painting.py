"""The right panel is made after the article has been painted: nothing moves, and nothing is missed."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from annotator.core.spans import Span
from annotator.ui.app import make_window
from annotator.ui.main_window import MainWindow

SIZE = (1280, 800)


class FirstPicture(QObject):
    """Does something as soon as a widget has been painted for the first time, before anything else."""

    def __init__(self, watched: QWidget, call: Callable[[], None]) -> None:
        super().__init__(watched)
        self._call, self.painted = call, False
        watched.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Let the painting be done; this hears of it before the room does, which was here first."""
        if event.type() == QEvent.Type.Paint and not self.painted:
            self.painted = True
            QTimer.singleShot(0, self, self._call)
        return False


def places(window: MainWindow) -> list[QWidget]:
    """Return what stands in the right panel, without asking for the panels, which would make them."""
    splitter = window.room.desk.right
    return [part for number in range(splitter.count()) if (part := splitter.widget(number)) is not None]


def bare(window: MainWindow) -> bool:
    """Say whether there is nothing in the right panel yet."""
    return not any(part.children() for part in places(window))


@pytest.fixture
def fresh(qtbot: QtBot, qapp: QApplication, project_path: Path) -> Iterator[MainWindow]:
    """A window on a project, as the program makes it: not shown yet."""
    window = make_window(qapp)
    qtbot.addWidget(window)
    window.resize(*SIZE)
    window.projects.start(project_path, [], sample=False)
    yield window
    window.close()
    window.appearance.deleteLater()


def shown(window: MainWindow, qtbot: QtBot) -> None:
    window.show()
    window.activateWindow()
    qtbot.waitUntil(lambda: all(part.children() for part in places(window)))
    # What has come is laid out only now.
    QApplication.sendPostedEvents()
    QApplication.processEvents()


def test_the_panels_come_after_the_first_picture_and_nothing_moves(fresh: MainWindow, qtbot: QtBot) -> None:
    window = fresh
    assert bare(window)
    port = window.view.viewport()
    before: list[object] = []

    def at_first() -> None:
        assert bare(window)
        before.extend(
            [port.mapTo(window, port.rect().topLeft()), port.size(), window.room.desk.right.sizes()]
        )

    FirstPicture(port, at_first)
    shown(window, qtbot)
    after = [port.mapTo(window, port.rect().topLeft()), port.size(), window.room.desk.right.sizes()]
    assert before == after
    assert window.view.hasFocus()


def test_a_key_marks_before_the_panels_are_there_and_they_show_it(fresh: MainWindow, qtbot: QtBot) -> None:
    window = fresh
    made_without_panels: list[bool] = []

    def mark() -> None:
        window.view.select(Span(0, 3))
        QTest.keyClick(window.view, Qt.Key.Key_C)
        made_without_panels.append(bare(window))

    FirstPicture(window.view.viewport(), mark)
    shown(window, qtbot)
    assert made_without_panels == [True]
    current = window.workspace.current
    assert current is not None
    model = window.desk.annotations.model
    assert current.id in {model.id_at(row) for row in range(model.rowCount())}
    assert window.desk.annotations.selected_ids() == [current.id]
    assert window.desk.inspector.editable_ids == (current.id,)


def test_tab_reaches_the_panels_before_the_bars(fresh: MainWindow, qtbot: QtBot) -> None:
    window = fresh
    shown(window, qtbot)
    order: list[QWidget] = []
    one = window.view.nextInFocusChain()
    while one is not None and one is not window.view:
        if one.focusPolicy() != Qt.FocusPolicy.NoFocus:
            order.append(one)
        one = one.nextInFocusChain()

    def stops(part: QWidget) -> list[int]:
        return [number for number, one in enumerate(order) if part.isAncestorOf(one)]

    inspector, annotations = stops(window.desk.inspector), stops(window.desk.annotations)
    bars = [*stops(window.top_bar), *stops(window.status_line)]
    assert inspector and annotations and bars
    assert max(inspector) < min(annotations)
    assert max(annotations) < min(bars)
