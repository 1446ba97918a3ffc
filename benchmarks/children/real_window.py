"""Starts the program as its command does. Prints the monotonic time at which it could be used.

That is when the article of the project given was painted, or, without one, the start page.
"""

import sys
import time
from collections.abc import Callable
from typing import TYPE_CHECKING

from annotator.main import main, prepare

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

_said: list[float] = []


def say_when() -> None:
    """Print the moment of the first painting and end the program."""
    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QApplication

    if not _said:
        _said.append(time.monotonic())
        print(_said[0], flush=True)
        QTimer.singleShot(0, QApplication.quit)


def watch_article() -> None:
    """Say when an article has been painted."""
    from annotator.ui.article.view import ArticleView

    paint = ArticleView.paintEvent

    def painted(view: ArticleView, event: "QPaintEvent") -> None:
        paint(view, event)
        if view.article is not None:
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
    watch: Callable[[], None] = watch_article if len(sys.argv) > 1 else watch_start_page
    prepare()
    watch()
    main()
