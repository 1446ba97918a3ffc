"""Runs a command of `annotator` as it is run from a shell. Prints the peak memory of the process."""

import sys

from annotator.main import main
from benchmarks.measuring import peak_memory

if __name__ == "__main__":
    code = main()
    print(peak_memory())
    sys.exit(code)
