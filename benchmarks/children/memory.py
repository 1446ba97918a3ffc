"""The whole window with an article, laid out to its end. Prints the peak memory of the process."""

import sys
from pathlib import Path

from benchmarks.children.settling import laid_out
from benchmarks.children.window import start
from benchmarks.measuring import peak_memory

if __name__ == "__main__":
    _, window = start(path=Path(sys.argv[1]))
    laid_out(window.view)
    print(peak_memory())
