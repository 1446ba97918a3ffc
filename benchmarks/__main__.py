"""``python -m benchmarks``: measures everything, prints a table, and writes it down.

A full run writes ``benchmarks/results/latest.json`` and the tables of ``docs/benchmarks.md``.
"""

import argparse
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from benchmarks import report
from benchmarks.effort import counting, page
from benchmarks.measuring import ROOT, Figure
from benchmarks.suites import SUITES, Run

LATEST = ROOT / "benchmarks" / "results" / "latest.json"
EFFORT = ROOT / "benchmarks" / "results" / "effort.json"
PAGE = ROOT / "docs" / "benchmarks.md"
ROOM = 4 * 10**9
"""Bytes that a full run needs for a while, in the folder for temporary files."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure what was asked for; the exit code says only whether that could be done."""
    wanted = _parser().parse_args(arguments)
    chosen = [name for name in SUITES if not wanted.only or name in wanted.only]
    full = not wanted.quick and not wanted.only
    counts = counting.NAME in wanted.only if wanted.only else full
    if chosen and not wanted.quick and shutil.disk_usage(tempfile.gettempdir()).free < ROOM:
        print(f"A full run needs {ROOM / 1e9:.0f} GB for temporary files; try --quick.", file=sys.stderr)
        return 2
    facts = report.machine()
    began = time.perf_counter()
    figures: list[Figure] = []
    with tempfile.TemporaryDirectory(prefix="annotator-bench-") as folder:
        run = Run(Path(folder), wanted.quick)
        for number, name in enumerate(chosen, 1):
            report.told(name, number, len(chosen))
            try:
                figures += SUITES[name](run)
            except subprocess.CalledProcessError as error:
                print(f"This could not be measured: {error}", file=sys.stderr)
                return 1
        seconds = time.perf_counter() - began
        if counts and not _counted(Path(folder)):
            return 1
    if figures:
        print(report.printed(figures))
    target = wanted.json or (LATEST if full else None)
    if target is not None and figures:
        report.write_json(target, report.document(figures, facts, seconds))
    if full:
        report.write_page(PAGE, figures, facts, seconds)
    return 0


def _counted(folder: Path) -> bool:
    """Count what the hand does, and write it down: it is the same on every machine."""
    try:
        pairs = counting.count(folder)
    except subprocess.CalledProcessError as error:
        print(f"The effort could not be counted: {error}", file=sys.stderr)
        return False
    print(page.markdown(pairs))
    counting.write(pairs, EFFORT, PAGE)
    return True


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks",
        description="Measure how fast the program is, each figure beside a floor of the same run.",
        epilog="A run without --quick and --only also writes benchmarks/results/latest.json and the tables"
        " of docs/benchmarks.md. It takes about ten minutes on two cores that do nothing else.",
    )
    parser.add_argument("--quick", action="store_true", help="small sizes, few repetitions; to try the suite")
    parser.add_argument(
        "--only", action="append", choices=[*SUITES, counting.NAME], help="this group; may be repeated"
    )
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures to FILE as JSON")
    return parser


if __name__ == "__main__":
    sys.exit(main())
