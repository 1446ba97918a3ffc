"""The real window in this process, and the moment at which something was painted."""

import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtGui import QPaintEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QTextEdit

from annotator.ui.app import make_application, make_window
from annotator.ui.article.view import ArticleView
from annotator.ui.main_window import MainWindow
from benchmarks.children.settling import settle

SIZE = (1280, 800)


class PaintClock:
    """Notes when the article (ours, or the plain one of the floor) was last painted."""

    def __init__(self) -> None:
        self.at = 0.0
        self.paints = 0

    def note(self) -> None:
        """The paint event is over."""
        self.at = time.perf_counter()
        self.paints += 1

    def wait(self, start: float, seconds: float = 60.0) -> float:
        """Let Qt work until something was painted after ``start``; return the milliseconds between.

        Raises:
            TimeoutError: if nothing is painted.
        """
        while self.at < start:
            QApplication.processEvents()
            if time.perf_counter() - start > seconds:
                raise TimeoutError("nothing was painted")
        return (self.at - start) * 1000

    def watch_articles(self) -> None:
        """Note the paint events of every article view from now on."""
        paint = ArticleView.paintEvent

        def painted(view: ArticleView, event: QPaintEvent) -> None:
            paint(view, event)
            self.note()

        ArticleView.paintEvent = painted  # type: ignore[method-assign, assignment]  # the product has no hook


class PlainText(QTextEdit):
    """The floor: Qt's own widget, its paint events noted by the same clock."""

    def __init__(self, clock: PaintClock) -> None:
        super().__init__()
        self._clock = clock

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint and note it."""
        super().paintEvent(event)
        self._clock.note()


def start(*, path: Path | None = None) -> tuple[QApplication, MainWindow]:
    """Return the application and its window, shown, active and on a project."""
    application = make_application(("annotator",))
    window = make_window(application)
    window.resize(*SIZE)
    window.show()
    window.activateWindow()
    QTest.qWaitForWindowActive(window)
    if path is not None:
        window.projects.start(path, [], sample=False)
        # The projects are two people's work: all of it is to be painted and listed.
        window.workspace.show_people(None)
    settle()
    return application, window


def wrap(owner: object, name: str, after: Callable[[], None]) -> None:
    """Let ``after`` be called whenever the function ``name`` of a module has returned."""
    inner = getattr(owner, name)

    def outer(*arguments: object, **named: object) -> object:
        result = inner(*arguments, **named)
        after()
        return result

    setattr(owner, name, outer)
