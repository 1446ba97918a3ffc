"""Opens an article again and again: in the view, in the whole window, and in Qt's own widget."""

import json
import sys
import time
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from annotator.ui.article.marks import Mark
from annotator.ui.main_window import MainWindow
from benchmarks import corpus
from benchmarks.children.settling import laid_out, settle
from benchmarks.children.window import PaintClock, PlainText, start
from benchmarks.measuring import interleaved


def main(project: Path, times: int) -> object:
    """Return milliseconds until painted (`ArticleView`, `QTextEdit`, the window), and until it is at rest."""
    clock = PaintClock()
    clock.watch_articles()
    _, window = start(path=project)
    view, workspace = window.view, window.workspace
    article, text = workspace.article, workspace.text
    if article is None:
        raise RuntimeError("the project has no article")
    layers = {layer.id: layer for layer in workspace.layers}
    marks = [
        Mark(item.annotation.id, layers[item.annotation.layer], item.annotation.fragments)
        for item in workspace.loaded.values()
    ]
    plain = PlainText(clock)
    plain.setReadOnly(True)
    plain.setFont(view.document().defaultFont())
    plain.resize(view.size())
    plain.show()
    settle()

    def at_rest() -> None:
        """Let neither be timed while Qt still lays out what the other shows."""
        laid_out(view, quiet=0.1)
        laid_out(plain, quiet=0.1)

    def ours() -> float:
        view.show_article(None, "", [])
        at_rest()
        began = time.perf_counter()
        view.show_article(article, text, marks)
        return clock.wait(began)

    def floor() -> float:
        plain.setPlainText("")
        at_rest()
        began = time.perf_counter()
        plain.setPlainText(text)
        return clock.wait(began)

    shown, floors = interleaved(ours, floor, times)

    rested: list[float] = []

    def opened() -> float:
        workspace.show_article(None)
        at_rest()
        began = time.perf_counter()
        workspace.open_article(article.id)
        painted = clock.wait(began)
        while window.desk.annotations.model.total() != len(marks):
            QApplication.processEvents()
        settle()
        rested.append((time.perf_counter() - began) * 1000)
        return painted

    in_window, floors_again = interleaved(opened, floor, times)
    # A key goes to the active window, which the floor's has been since it was shown.
    plain.close()
    window.activateWindow()
    QTest.qWaitForWindowActive(window)
    marks_at_once(window, clock, article.id)
    window.close()
    return {
        "view": shown,
        "floor": floors,
        "window": in_window,
        "window_floor": floors_again,
        "rest": rested[-times:],
    }


def marks_at_once(window: MainWindow, clock: PaintClock, article_id: str) -> None:
    """Open the article, press C as soon as it is painted, and take the mark back.

    Raises:
        RuntimeError: if "painted" was not "ready to mark": there is no mark, or not all others.
    """
    view, workspace = window.view, window.workspace
    before = len(workspace.loaded)
    workspace.show_article(None)
    settle()
    began = time.perf_counter()
    view.setFocus()
    workspace.open_article(article_id)
    if clock.at < began:
        raise RuntimeError("the article is not painted when it has been opened")
    view.select(corpus.phrases(11, workspace.text, 1)[0])
    QTest.keyClick(view, Qt.Key.Key_C)
    settle()
    if len(workspace.loaded) != before + 1:
        raise RuntimeError("C pressed in the article just painted did not mark anything")
    workspace.undo()
    settle()


if __name__ == "__main__":
    print(json.dumps(main(Path(sys.argv[1]), int(sys.argv[2]))))
