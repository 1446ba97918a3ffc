"""Opens a large project in the window, and articles in it; each time beside a small project."""

import json
import sys
import time
from pathlib import Path

from annotator.ui.main_window import MainWindow
from benchmarks.children.settling import settle
from benchmarks.children.window import PaintClock, start
from benchmarks.measuring import interleaved
from benchmarks.projects import sample_of

_ROUNDS = 3
_WARM = 5
"""Articles opened first in each round, and not counted."""


def main(large: Path, small: Path, times: int, articles: int) -> object:
    """Return milliseconds until painted: opening either project, and opening articles in either."""
    clock = PaintClock()
    clock.watch_articles()
    _, window = start()
    opened, opened_small = interleaved(
        lambda: open_project(window, clock, large), lambda: open_project(window, clock, small), times
    )
    in_large: list[float] = []
    in_small: list[float] = []
    for path, into in ((small, in_small), (large, in_large)) * _ROUNDS:
        open_project(window, clock, path)
        into += open_articles(window, clock, _WARM + articles // _ROUNDS)[_WARM:]
    window.close()
    return {
        "opened": opened,
        "opened_small": opened_small,
        "article": in_large,
        "article_small": in_small,
    }


def open_project(window: MainWindow, clock: PaintClock, path: Path) -> float:
    """Open a project from the start page, until its first article is painted."""
    window.projects.close()
    settle()
    began = time.perf_counter()
    if not window.projects.open_path(path):
        raise RuntimeError("the project was not opened")
    return clock.wait(began)


def open_articles(window: MainWindow, clock: PaintClock, number: int) -> list[float]:
    """Open articles here and there in the project, one after another."""
    project = window.workspace.project
    if project is None:
        raise RuntimeError("no project is open")
    settle()
    times: list[float] = []
    for article_id in sample_of([article.id for article in project.articles()], number):
        shown = window.workspace.article
        if shown is not None and shown.id == article_id:
            continue
        began = time.perf_counter()
        window.workspace.open_article(article_id)
        times.append(clock.wait(began))
        settle()
    return times


if __name__ == "__main__":
    print(json.dumps(main(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4]))))
