"""Records all articles, each in a process of its own, and writes down what it took."""

import sys
from pathlib import Path
from typing import Any, cast

from benchmarks import report
from benchmarks.effort import page
from benchmarks.effort.page import Pair
from benchmarks.effort.results import files
from benchmarks.measuring import child

NAME = "effort"
"""What `--only` calls it."""


def count(folder: Path) -> list[Pair]:
    """Return what each article takes with the proposals and without.

    Raises:
        subprocess.CalledProcessError: if a recording fails; what it said is on standard error.
    """
    pairs = []
    for number, file in enumerate(files(), 1):
        print(f"[{number}/{len(files())}] Recording what {file.name} lists …", file=sys.stderr, flush=True)
        ours, bare = (cast(dict[str, Any], child(NAME, file, folder, how, folder=folder)) for how in _HOW)
        pairs.append(Pair(ours, bare))
    return pairs


def write(pairs: list[Pair], json: Path, markdown: Path) -> None:
    """Write the counts as JSON and into the page."""
    document: dict[str, object] = {
        "articles": [{"with": one.with_proposals, "without": one.without} for one in pairs]
    }
    report.write_json(json, document)
    report.put_between(markdown, page.START, page.END, page.markdown(pairs))


_HOW = ("with", "without")
