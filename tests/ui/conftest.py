"""The real window, workspace and project, on a file of the test's own, without a display."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QTimer
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog
from pytestqt.qtbot import QtBot

from annotator.services import people, projects, reading
from annotator.services.settings import Settings
from annotator.ui.app import make_window
from annotator.ui.appearance import Appearance
from annotator.ui.main_window import MainWindow
from annotator.ui.workspace import Workspace

STORY = (
    "The council met on Monday.\n\n"
    "“We did not agree,” Jane Doe said in August, “and we will not agree.” She doubted it.\n\n"
    "Moscow denied the report. 😀 It didn’t pay 12.5 percent to the U.S. mission.\n\n"
    "A last paragraph about nothing much at all."
)
OTHER = "Another article, about the hearing.\n\nNobody spoke in February 2022."


@pytest.fixture(autouse=True)
def deleted_for_good(qapp: QApplication) -> Iterator[None]:
    """Let what was deleted later be gone before the next test: else widgets pile up, and so does time."""
    yield
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def story() -> str:
    """The text of the first article."""
    return STORY


@pytest.fixture
def appearance(qapp: QApplication) -> Iterator[Appearance]:
    """The light look; the system's is put back."""
    look = Appearance(qapp, "light")
    yield look
    look.set_mode("system")
    look.deleteLater()


@pytest.fixture
def project_path(tmp_path: Path) -> Path:
    """A project of two articles, closed, by Ana."""
    people.remember("Ana")
    path = tmp_path / "test.annotator"
    with projects.create(path, "Ana") as project:
        reading.add_articles(project, [reading.read_clipboard(STORY), reading.read_clipboard(OTHER)])
    return path


@pytest.fixture
def workspace(qtbot: QtBot, project_path: Path) -> Iterator[Workspace]:
    """A workspace on the project, its first article shown."""
    space = Workspace()
    space.use(projects.open_project(project_path, "Ana"))
    assert space.project is not None
    space.open_article(space.project.articles()[0].id)
    yield space
    space.close()


@pytest.fixture
def open_window(qtbot: QtBot, qapp: QApplication) -> Iterator[Callable[[Path | None], MainWindow]]:
    """Open the real window on a project, or on the start page; all are closed at the end."""
    opened: list[MainWindow] = []

    def open_it(path: Path | None = None) -> MainWindow:
        window = make_window(qapp)
        opened.append(window)
        with qtbot.waitActive(window):
            window.show()
            window.activateWindow()
        if path is not None:
            assert window.projects.open_path(path)
            window.view.setFocus()
        return window

    yield open_it
    for window in opened:
        window.close()
        window.appearance.deleteLater()
        window.deleteLater()


@pytest.fixture
def window(open_window: Callable[[Path | None], MainWindow], project_path: Path) -> MainWindow:
    """The real window on the project, its first article shown and focused."""
    return open_window(project_path)


_exec = QDialog.exec


@pytest.fixture(autouse=True)
def unanswered_dialogs(monkeypatch: pytest.MonkeyPatch) -> None:
    """Fail at once where a dialog opens that no test answers: else the suite would hang."""

    def refuse(dialog: QDialog) -> int:
        raise AssertionError(f"A dialog opened that nobody answers: {type(dialog).__name__}")

    def refuse_file(*_: object) -> None:
        raise AssertionError("A file dialog opened that nobody answers.")

    monkeypatch.setattr(QDialog, "exec", refuse)
    for name in ("getOpenFileName", "getOpenFileNames", "getSaveFileName", "getExistingDirectory"):
        monkeypatch.setattr(QFileDialog, name, refuse_file)


@pytest.fixture
def answer(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Let the next dialogs open for real, and call one function with each once it is shown.

    The function works the dialog with keys and mouse, and has to close it.
    """

    def prepare(*works: Callable[[QDialog], None]) -> None:
        waiting = list(works)

        def run(dialog: QDialog) -> int:
            assert waiting, f"One dialog too many: {type(dialog).__name__}"
            work = waiting.pop(0)
            QTimer.singleShot(0, dialog, lambda: work(dialog))
            return _exec(dialog)

        monkeypatch.setattr(QDialog, "exec", run)

    return prepare


@pytest.fixture
def settings() -> Settings:
    """Settings as a new user has them."""
    return Settings()
