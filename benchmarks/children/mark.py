"""Marks in the real window over a real project file, with a bare commit of SQLite after each."""

import json
import shutil
import sqlite3
import sys
import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from annotator.core.ids import new_id
from annotator.services import marking
from annotator.ui.main_window import MainWindow
from benchmarks import corpus
from benchmarks.children.settling import laid_out, settle
from benchmarks.children.window import PaintClock, start, wrap


def bare_commit(path: Path) -> Callable[[], float]:
    """Return a call that commits one row in the mode of a project file, and its milliseconds."""
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA journal_mode = DELETE")
    connection.execute("PRAGMA synchronous = EXTRA")
    connection.execute("CREATE TABLE marks (id TEXT PRIMARY KEY, start INTEGER, quote TEXT) WITHOUT ROWID")

    def commit() -> float:
        values = (new_id(), 1, "the convoy near the border was attacked")
        began = time.perf_counter()
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("INSERT INTO marks VALUES (?, ?, ?)", values)
        connection.execute("COMMIT")
        return (time.perf_counter() - began) * 1000

    return commit


class Stamps:
    """When the last mark was on the screen, and when it was on the disk."""

    def __init__(self, window: MainWindow) -> None:
        self.painted = self.committed = 0.0
        # Connected after the window's own slot, which paints at once: so this comes when it has.
        window.workspace.previewed.connect(self._painted)
        wrap(marking, "add", self._committed)

    def _painted(self) -> None:
        self.painted = time.perf_counter()

    def _committed(self) -> None:
        self.committed = time.perf_counter()


def main(project: Path, folder: Path, times: int) -> object:
    """Return milliseconds from the key press on, of the saving alone, and of the floor."""
    path = folder / f"marked-{project.name}"
    shutil.copyfile(project, path)
    clock = PaintClock()
    clock.watch_articles()
    _, window = start(path=path)
    view, workspace = window.view, window.workspace
    stamps = Stamps(window)
    laid_out(view)
    commit = bare_commit(folder / f"bare-{project.name}")
    result: dict[str, list[float]] = {
        name: [] for name in ("painted", "committed", "saving", "settled", "floor")
    }
    for number, span in enumerate(corpus.phrases(7, workspace.text, times + 5)):
        view.setFocus()
        view.select(span)
        settle()
        before, paints = len(workspace.loaded), clock.paints
        began = time.perf_counter()
        QTest.keyClick(view, Qt.Key.Key_C)
        settle()
        settled = time.perf_counter()
        if len(workspace.loaded) != before + 1 or clock.paints == paints or stamps.painted < began:
            raise RuntimeError("the key press did not mark anything")
        floor = commit()
        if number < 5:
            continue
        for name, value in (
            ("painted", stamps.painted - began),
            ("committed", stamps.committed - began),
            ("saving", stamps.committed - stamps.painted),
            ("settled", settled - began),
        ):
            result[name].append(value * 1000)
        result["floor"].append(floor)
    window.close()
    return result


if __name__ == "__main__":
    print(json.dumps(main(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]))))
