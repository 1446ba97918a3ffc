"""Opens an article again and again: in the view, in the whole window, and in Qt's own widget."""

import json
import sys
import time
from pathlib import Path

from annotator.ui.article.marks import Mark
from benchmarks.children.settling import settle
from benchmarks.children.window import PaintClock, PlainText, start
from benchmarks.measuring import interleaved


def main(project: Path, times: int) -> object:
    """Return milliseconds until painted: `ArticleView`, `QTextEdit`, and the window with its panels."""
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

    def ours() -> float:
        view.show_article(None, "", [])
        settle()
        began = time.perf_counter()
        view.show_article(article, text, marks)
        return clock.wait(began)

    def floor() -> float:
        plain.setPlainText("")
        settle()
        began = time.perf_counter()
        plain.setPlainText(text)
        return clock.wait(began)

    shown, floors = interleaved(ours, floor, times)

    def opened() -> float:
        workspace.show_article(None)
        settle()
        began = time.perf_counter()
        workspace.open_article(article.id)
        return clock.wait(began)

    in_window, floors_again = interleaved(opened, floor, times)
    window.close()
    return {
        "view": shown,
        "floor": floors,
        "window": in_window,
        "window_floor": floors_again,
    }


if __name__ == "__main__":
    print(json.dumps(main(Path(sys.argv[1]), int(sys.argv[2]))))
