"""Starts the program as its command does. Prints the monotonic time at which it could be used.

That is when the article of the project given was painted, or, without one, the start page. With the
word "mark" after the project it is when the first mark was painted, by the key C, pressed with nothing
selected as soon as the article was there; the mark is taken back.
"""

import sys
import time
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, cast

from annotator.main import main, prepare

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

    from annotator.ui.main_window import MainWindow

_said: list[float] = []


def say_when() -> None:
    """Print the moment of the first painting and end the program."""
    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QApplication

    if not _said:
        _said.append(time.monotonic())
        print(_said[0], flush=True)
        QTimer.singleShot(0, QApplication.quit)


def watch_article(*, marks: bool) -> None:
    """Say when an article has been painted, or else when a mark has, made as soon as the article was."""
    from PySide6.QtCore import QTimer

    from annotator.ui.article.view import ArticleView

    paint = ArticleView.paintEvent
    waits, presses = [marks], [False]

    def press(view: ArticleView) -> None:
        presses[0] = True
        window = cast("MainWindow", view.window())
        window.actions_["mark:claim"].trigger()
        if window.workspace.undo() is None:
            raise RuntimeError("C pressed in the article just painted did not mark anything")

    def painted(view: ArticleView, event: "QPaintEvent") -> None:
        paint(view, event)
        if view.article is None:
            return
        if waits[0]:
            waits[0] = False
            QTimer.singleShot(0, view, lambda: press(view))
        elif presses[0] or not marks:
            say_when()

    ArticleView.paintEvent = painted  # type: ignore[method-assign, assignment]  # the product has no hook


def watch_start_page() -> None:
    """Say when the start page has been painted."""
    from annotator.ui.start_page import StartPage

    def painted(page: StartPage, event: "QPaintEvent") -> None:
        super(StartPage, page).paintEvent(event)
        say_when()

    StartPage.paintEvent = painted  # type: ignore[method-assign, assignment]  # the product has no hook


if __name__ == "__main__":
    # In the order in which the program imports: with Qt first, everything after it takes longer.
    article = partial(watch_article, marks="mark" in sys.argv[2:])
    watch: Callable[[], None] = article if len(sys.argv) > 1 else watch_start_page
    prepare()
    watch()
    main(sys.argv[1:2])
