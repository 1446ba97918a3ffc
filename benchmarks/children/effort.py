"""Records one article in the real window, with or without the proposals, and says what each mark took."""

import json
import sys
from pathlib import Path

from annotator.assets import samples
from annotator.ui.main_window import MainWindow
from benchmarks.children.settling import laid_out
from benchmarks.children.window import start
from benchmarks.effort.results import as_json
from benchmarks.effort.running import run


def opened(path: Path) -> MainWindow:
    """Return the window on a project, its article laid out."""
    _, window = start(path=path)
    laid_out(window.view)
    return window


def main(file: Path, folder: Path, how: str) -> object:
    """Return the costs of the article that ``file`` is about."""
    truth, costs = run(file, Path(str(samples())), folder, opened, proposals=how == "with")
    return as_json(truth, costs)


if __name__ == "__main__":
    print(json.dumps(main(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3])))
