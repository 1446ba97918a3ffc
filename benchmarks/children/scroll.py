"""Pages through an article in the real window, then jumps about in it."""

import json
import random
import sys
import time
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from benchmarks.children.settling import laid_out, settle
from benchmarks.children.window import PaintClock, start


def main(project: Path, pages: int) -> object:
    """Return milliseconds from the key or the scroll bar's move until the new page is painted."""
    clock = PaintClock()
    clock.watch_articles()
    _, window = start(path=project)
    view = window.view
    view.setFocus()
    bar = view.verticalScrollBar()
    paged: list[float] = []
    down = True
    while len(paged) < pages:
        key = Qt.Key.Key_PageDown if down else Qt.Key.Key_PageUp
        before = bar.value()
        began = time.perf_counter()
        QTest.keyClick(view, key)
        if bar.value() == before:
            settle()
            down = not down
            continue
        paged.append(clock.wait(began))
        settle()
    laid_out(view)
    dice = random.Random(3)
    jumped: list[float] = []
    while len(jumped) < pages // 2:
        target = dice.randint(0, bar.maximum())
        if target == bar.value():
            continue
        began = time.perf_counter()
        bar.setValue(target)
        jumped.append(clock.wait(began))
        settle()
    window.close()
    return {"paged": paged, "jumped": jumped}


if __name__ == "__main__":
    print(json.dumps(main(Path(sys.argv[1]), int(sys.argv[2]))))
