"""The figures as a printed table, as JSON, and as the table in ``docs/benchmarks.md``."""

import json
import os
import platform
import sqlite3
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from itertools import groupby
from pathlib import Path

import PySide6

from benchmarks.measuring import Figure
from benchmarks.suites import TITLES

HEAD = ("what", "size", "median", "p99", "floor", "ratio", "aim", "")
_START = "<!-- Between these marks `make bench` writes. -->"
_END = "<!-- End of what `make bench` writes. -->"


def machine() -> dict[str, str]:
    """Return what a reader has to know of the machine: nothing that tells whose it is."""
    return {
        "date": datetime.now(UTC).date().isoformat(),
        "system": f"{platform.system()} {platform.machine()}",
        "cores": str(os.cpu_count() or "?"),
        "python": platform.python_version(),
        "qt": PySide6.__version__,
        "sqlite": sqlite3.sqlite_version,
        "load at the start": f"{os.getloadavg()[0]:.1f}",
    }


def printed(figures: Sequence[Figure]) -> str:
    """Return the table for a terminal."""
    rows = [cells(figure) for figure in figures]
    widths = [max(len(row[column]) for row in [HEAD, *rows]) for column in range(len(HEAD))]
    lines = [_padded(HEAD, widths)]
    for group, members in _groups(figures):
        lines += ["", TITLES[group], *(_padded(cells(figure), widths) for figure in members)]
        if floors := _floors(members, lambda text: text):
            lines.append(floors)
    return "\n".join([*lines, "", summary(figures)])


def summary(figures: Sequence[Figure]) -> str:
    """Return how many aims are met, and which are not."""
    judged = [figure for figure in figures if figure.met is not None]
    missed = [figure for figure in judged if not figure.met]
    head = f"{len(judged) - len(missed)} of {len(judged)} aims are met."
    if not missed:
        return head
    lines = [f"- {figure.group}: {figure.what}{_of(figure.size)}: {_short_of(figure)}" for figure in missed]
    return "\n".join([f"{head} Missed:", "", *lines])


def cells(figure: Figure) -> tuple[str, ...]:
    """Return the cells of one line of the table."""
    aim = "" if figure.aim is None else f"≤ {figure.aim:g}{' ×' if figure.floor else ' ' + figure.unit}"
    return (
        figure.what,
        figure.size,
        shown(figure.value, figure.unit),
        "" if figure.p99 is None else shown(figure.p99, figure.unit),
        "" if figure.floor is None else shown(figure.floor, figure.unit),
        "" if figure.ratio is None else f"{figure.ratio:.2f} ×",
        aim,
        "" if figure.met is None else "met" if figure.met else "missed",
    )


def shown(value: float, unit: str) -> str:
    """Return a value with two or three digits that mean something."""
    if unit == "ms" and value >= 1000:
        value, unit = value / 1000, "s"
    return f"{value:.1f} {unit}" if value < 100 else f"{value:.0f} {unit}"


def document(figures: Sequence[Figure], facts: dict[str, str], seconds: float) -> dict[str, object]:
    """Return everything as it goes into JSON."""
    return {
        "machine": facts,
        "seconds": round(seconds),
        "figures": [asdict(figure) | {"ratio": figure.ratio, "met": figure.met} for figure in figures],
    }


def write_json(path: Path, content: dict[str, object]) -> None:
    """Write the JSON file, making its folder if need be."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(content, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


def write_page(path: Path, figures: Sequence[Figure], facts: dict[str, str], seconds: float) -> None:
    """Put the tables between the marks of the page; what people wrote around them stays.

    Raises:
        ValueError: if the page does not have the marks.
    """
    put_between(path, _START, _END, "\n".join(_markdown(figures, facts, seconds)))


def put_between(path: Path, start: str, end: str, body: str) -> None:
    """Put ``body`` between two marks of a page; what stands around them stays.

    Raises:
        ValueError: if the page does not have the marks.
    """
    head, found, rest = path.read_text(encoding="utf-8").partition(start)
    _, closed, tail = rest.partition(end)
    if not found or not closed:
        raise ValueError(f"{path.name} lacks the marks between which the tables go")
    path.write_text(f"{head}{start}\n\n{body}\n\n{end}{tail}", encoding="utf-8")


def _markdown(figures: Sequence[Figure], facts: dict[str, str], seconds: float) -> Iterator[str]:
    minutes, load = round(seconds / 60), facts["load at the start"]
    yield (
        f"Measured on {facts['date']}, in {minutes} minutes, on {facts['system']} with {facts['cores']} cores"
        f" (load {load} when it began): Python {facts['python']}, Qt {facts['qt']} on its offscreen platform,"
        f" SQLite {facts['sqlite']}."
    )
    for group, members in _groups(figures):
        yield f"\n### {TITLES[group]}\n"
        yield "| " + " | ".join(HEAD).rstrip() + " |"
        yield "|---|---|" + "---:|" * (len(HEAD) - 3) + "---|"
        for figure in members:
            row = cells(figure)
            yield "| " + " | ".join((*row[:-1], f"**{row[-1]}**" if row[-1] == "missed" else row[-1])) + " |"
        if floors := _floors(members, lambda text: f"`{text}`" if _is_code(text) else text):
            yield f"\n{floors}"
    yield f"\n### Met and missed\n\n{summary(figures)}"


def _short_of(figure: Figure) -> str:
    if figure.ratio is not None and figure.floor is not None and figure.aim is not None:
        more = figure.value - figure.floor * figure.aim
        ours, floor, over = (shown(value, figure.unit) for value in (figure.value, figure.floor, more))
        return f"{ours} where the floor is {floor}; that is {over} more than {figure.aim:g} times it"
    p99 = "" if figure.p99 is None else f", p99 {shown(figure.p99, figure.unit)}"
    return f"{shown(figure.value, figure.unit)}{p99}"


def _of(size: str) -> str:
    return f" ({size})" if size else ""


def _floors(figures: Sequence[Figure], dress: Callable[[str], str]) -> str:
    """Return a line that says what the floor is, or which is whose if there are several."""
    found = {figure.what: dress(figure.floor_is) for figure in figures if figure.floor_is}
    if len(set(found.values())) > 1:
        return f"Floors: {'; '.join(f'for {what}, {floor}' for what, floor in found.items())}."
    return f"Floor: {next(iter(found.values()))}." if found else ""


def _is_code(text: str) -> bool:
    return text.startswith(("QTextEdit.", "PRAGMA"))


def _groups(figures: Iterable[Figure]) -> Iterator[tuple[str, list[Figure]]]:
    for group, members in groupby(figures, key=lambda figure: figure.group):
        yield group, list(members)


def _padded(row: Sequence[str], widths: Sequence[int]) -> str:
    left = [cell.ljust(width) for cell, width in zip(row[:2], widths[:2], strict=True)]
    right = [cell.rjust(width) for cell, width in zip(row[2:-1], widths[2:-1], strict=True)]
    return "  ".join([*left, *right, row[-1]]).rstrip()


def told(group: str, done: int, total: int) -> None:
    """Say on standard error what is being measured."""
    print(f"[{done}/{total}] {TITLES[group]} …", file=sys.stderr, flush=True)
