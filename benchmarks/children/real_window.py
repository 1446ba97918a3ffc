"""Starts the program as its command does. Prints the monotonic time at which it could be used.

That is when the article of the project given was painted, or, without one, the start page.
"""

import sys
import time

from PySide6.QtCore import QTimer
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QApplication

from annotator.main import main
from annotator.ui.article.view import ArticleView
from annotator.ui.start_page import StartPage

_said: list[float] = []


def say_when() -> None:
    """Print the moment of the first painting and end the program."""
    if not _said:
        _said.append(time.monotonic())
        print(_said[0], flush=True)
        QTimer.singleShot(0, QApplication.quit)


def watch_article() -> None:
    """Say when an article has been painted."""
    paint = ArticleView.paintEvent

    def painted(view: ArticleView, event: QPaintEvent) -> None:
        paint(view, event)
        if view.article is not None:
            say_when()

    ArticleView.paintEvent = painted  # type: ignore[method-assign, assignment]  # the product has no hook


def watch_start_page() -> None:
    """Say when the start page has been painted."""

    def painted(page: StartPage, event: QPaintEvent) -> None:
        super(StartPage, page).paintEvent(event)
        say_when()

    StartPage.paintEvent = painted  # type: ignore[method-assign, assignment]  # the product has no hook


if __name__ == "__main__":
    if len(sys.argv) > 1:
        watch_article()
    else:
        watch_start_page()
    main()
