"""What is measured: one function for each group of the table."""

import sqlite3
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import cast

from annotator.agreement.matching import match_overlap
from benchmarks import agreement as compared
from benchmarks import projects
from benchmarks.corpus import Size, short
from benchmarks.measuring import Figure, child, interleaved, middle, percentile, timed

Series = dict[str, list[float]]

FRAME = 16.0
"""Milliseconds between two pictures of an ordinary screen."""
SMALL = Size(5_000, 100)


@dataclass(frozen=True, slots=True)
class Run:
    """Where to measure, and whether quickly, which is for trying the suite itself."""

    folder: Path
    quick: bool

    def times(self, full: int, quick: int) -> int:
        """Return how often something is to be measured."""
        return quick if self.quick else full

    @property
    def sizes(self) -> list[Size]:
        """The sizes of article that are measured."""
        sizes = [SMALL, Size(100_000, 1_000), Size(1_000_000, 10_000)]
        return sizes[:2] if self.quick else sizes

    @property
    def numbers(self) -> list[int]:
        """How many articles the projects of many articles have, the smallest first."""
        return [10, 100] if self.quick else [100, 1_000, 10_000]

    def one_article(self, size: Size) -> Path:
        """Return a project with one article of ``size``."""
        return projects.with_one_article(self.folder / f"one-{size.characters}.annotator", size)

    def many_articles(self, number: int) -> Path:
        """Return a project with ``number`` articles of the small size."""
        return projects.made(self.folder / f"many-{number}.annotator", articles=number, size=SMALL)

    def child(self, module: str, *arguments: str | int | Path) -> Series:
        """Run a measuring child and return its series of milliseconds."""
        return cast(Series, child(module, *arguments, folder=self.folder))


def start(run: Run) -> Iterator[Figure]:
    """From starting the process to a window that can be used, beside an empty window."""
    project = run.one_article(SMALL)
    targets: dict[str, tuple[str | Path, ...]] = {
        "to the start page": (),
        "to an article, ready to mark": (project,),
        "to the first mark, C pressed at once": (project, "mark"),
    }
    for what, arguments in targets.items():
        ours, floor = interleaved(
            partial(_started, run, "real_window", *arguments),
            partial(_started, run, "empty_window"),
            run.times(15, 4),
        )
        size = SMALL.label if arguments else ""
        # The mark is a job of its own, beyond what the aim is about.
        aim = 2 if len(arguments) < 2 else None
        yield _figure("start", what, size, ours, floor, "empty PySide6 window", aim=aim, p99=False)


def open_article(run: Run) -> Iterator[Figure]:
    """From opening an article until it is painted and can be marked, beside `QTextEdit.setPlainText`."""
    floor_is = "QTextEdit.setPlainText"
    for size in run.sizes:
        found = run.child("show", run.one_article(size), run.times(15, 4))
        for what, ours, floor in (
            ("to the painted article, ready to mark", "window", "window_floor"),
            ("the article view alone", "view", "floor"),
        ):
            yield _figure("open", what, size.label, found[ours], found[floor], floor_is, aim=3, p99=False)
        yield _figure("open", "until all panels are at rest", size.label, found["rest"], p99=False)


def mark(run: Run) -> Iterator[Figure]:
    """From pressing C until the mark is painted, and until it is on the disk."""
    for size in run.sizes:
        found = run.child("mark", run.one_article(size), run.folder, run.times(200, 25))
        floor, floor_is = found["floor"], "bare commit of one row"
        yield _figure("mark", "key press to painted", size.label, found["painted"], aim=FRAME)
        yield _figure(
            "mark", "key press to committed", size.label, found["committed"], floor, floor_is, aim=1.5
        )
        yield _figure("mark", "the saving alone", size.label, found["saving"], floor, floor_is, aim=1.5)
        yield _figure("mark", "key press to all panels at rest", size.label, found["settled"])


def scroll(run: Run) -> Iterator[Figure]:
    """From pressing Page Down, or moving the scroll bar, until the page is painted."""
    for size in run.sizes:
        found = run.child("scroll", run.one_article(size), run.times(200, 30))
        yield _figure("scroll", "a page down or up", size.label, found["paged"], aim=FRAME)
        yield _figure("scroll", "a jump with the scroll bar", size.label, found["jumped"], aim=FRAME)


def export(run: Run) -> Iterator[Figure]:
    """All annotations as CSV, beside `sqlite3` and `csv.writer`: time and memory."""
    for articles in run.numbers:
        project, size = run.many_articles(articles), f"{_rows(articles)} rows"
        times = run.times(3 if articles == run.numbers[-1] else 5, 3)
        found = run.child("export", project, run.folder, times)
        floor_is = "sqlite3 + csv.writer"
        yield _figure(
            "export", "CSV to the disk", size, found["ours"], found["floor"], floor_is, aim=1.5, p99=False
        )
        peaks = [
            cast(float, child("export", project, run.folder, 1, way, folder=run.folder)) for way in _WAYS
        ]
        yield Figure("export", "peak memory", size, peaks[0], "MB", floor=peaks[1], floor_is=floor_is)
        for way in _WAYS:
            (run.folder / f"{way}.csv").unlink()


def project(run: Run) -> Iterator[Figure]:
    """A project of many articles: opening, listing and checking it, and opening articles in it."""
    few, many = run.numbers[0], run.numbers[-1]
    small, large = run.many_articles(few), run.many_articles(many)
    size, floor_is = f"{many:,} articles / {_rows(many)} marks", f"the same with {few:,} articles"
    found = run.child("project", large, small, run.times(7, 3), run.times(100, 20))
    yield _figure(
        *("project", "opening it in the window", size),
        *(found["opened"], found["opened_small"], floor_is),
        p99=False,
    )
    yield _figure(
        "project", "opening an article in it", size, found["article"], found["article_small"], floor_is
    )
    listed = run.child("listing", large, run.times(7, 3))
    yield _figure(
        "project", "listing its articles", size, listed["ours"], listed["floor"], "bare queries", p99=False
    )
    measured = [_checked(run, large) for _ in range(run.times(2, 1))]
    integrity = [timed(partial(_integrity, large)) for _ in measured]
    figure = _figure(
        *("project", "`annotator check`", size),
        *([time for time, _ in measured], integrity, "PRAGMA integrity_check"),
        p99=False,
    )
    yield figure
    peak = max(memory for _, memory in measured)
    yield Figure("project", "`annotator check`, peak memory", size, peak, "MB", count=len(measured))


def memory(run: Run) -> Iterator[Figure]:
    """The most memory that the window takes with an article in it."""
    for size in run.sizes:
        path = run.one_article(size)
        ours, floor = (cast(float, child(name, path, folder=run.folder)) for name in ("memory", "plain_text"))
        yield Figure("memory", "the window", size.label, ours, "MB", floor=floor, floor_is="QTextEdit alone")


def agreement(run: Run) -> Iterator[Figure]:
    """Two annotators compared: all of a large project, and a small part beside looking at all pairs."""
    first, second = compared.one_article(run.times(1_000, 200))
    ours, floor = interleaved(
        lambda: timed(lambda: match_overlap(first, second)),
        lambda: timed(lambda: compared.all_pairs(first, second)),
        run.times(5, 2),
    )
    small = f"{short(2 * len(first))} annotations"
    floor_is = "looking at all pairs"
    yield _figure("agreement", "matching by overlap", small, ours, floor, floor_is, aim=0.1, p99=False)
    total = run.times(1_000_000, 10_000)
    large = f"{short(total)} annotations"
    times = run.times(2, 1)
    matched = [compared.matched(total) for _ in range(times)]
    yield _figure("agreement", "matching, exact and by overlap", large, matched, aim=15_000, p99=False)
    reported = [compared.reported(total) for _ in range(times)]
    yield _figure("agreement", "all figures, without intervals", large, reported, aim=60_000, p99=False)


SUITES: dict[str, Callable[[Run], Iterator[Figure]]] = {
    "start": start,
    "open": open_article,
    "mark": mark,
    "scroll": scroll,
    "memory": memory,
    "export": export,
    "project": project,
    "agreement": agreement,
}
"""All groups by name, in the order in which they are measured and listed."""

TITLES = {
    "start": "Starting the program",
    "open": "Opening an article",
    "mark": "Marking",
    "scroll": "Scrolling",
    "memory": "Memory",
    "export": "Export",
    "project": "A large project",
    "agreement": "Comparing annotators",
}

_WAYS = ("ours", "bare")


def _figure(
    group: str,
    what: str,
    size: str,
    values: list[float],
    floor: list[float] | None = None,
    floor_is: str = "",
    *,
    aim: float | None = None,
    p99: bool = True,
) -> Figure:
    made = Figure(group, what, size, middle(values), aim=aim, count=len(values))
    if p99:
        made = replace(made, p99=percentile(values, 0.99))
    return replace(made, floor=middle(floor), floor_is=floor_is) if floor else made


def _started(run: Run, module: str, *arguments: str | Path) -> float:
    """Return milliseconds from starting a process to the moment that it prints."""
    began = time.monotonic()
    return (cast(float, child(module, *arguments, folder=run.folder)) - began) * 1000


def _checked(run: Run, path: Path) -> tuple[float, float]:
    """Return the milliseconds and the peak memory of ``annotator check``."""
    began = time.perf_counter()
    peak = cast(float, child("command", "check", path, folder=run.folder))
    return (time.perf_counter() - began) * 1000, peak


def _integrity(path: Path) -> None:
    connection = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    if connection.execute("PRAGMA integrity_check").fetchall() != [("ok",)]:
        print(f"{path.name} is damaged", file=sys.stderr)
    connection.close()


def _rows(articles: int) -> str:
    return short(articles * SMALL.annotations)
