"""A report of agreement as text for people, and as JSON for scripts."""

from collections.abc import Iterable, Iterator
from itertools import groupby

from annotator.agreement.bootstrap import CONFIDENCE
from annotator.agreement.measured import Group, Measured, Table, shown_threshold
from annotator.services.agreeing import Agreement

WIDTH_OF_MEASURE = 40
WIDEST_NAME = 24
WIDEST_COLUMN = 14
DIGITS = 6
NO_VALUE = "–"


def text(found: Agreement) -> str:
    """Return the report as lines: by layer and what is compared, a line for each figure."""
    return "\n".join(_lines(found)) + "\n"


def _lines(found: Agreement) -> Iterator[str]:
    yield from _head(found)
    made = found.report
    for layer, of_layer in groupby(made.figures, key=lambda one: one.layer):
        yield ""
        yield layer.upper() if layer else "ALL LAYERS"
        for _, of_part in groupby(of_layer, key=lambda one: (one.part, one.field)):
            yield from _part(found, list(of_part))
    for table in made.tables:
        yield ""
        yield from _table(found, table)


def _head(found: Agreement) -> Iterator[str]:
    made = found.report
    people = ", ".join(found.name(one) for one in made.annotators)
    if len(made.annotators) < 2:
        yield (
            f"Only {people} has read any of these articles: there is nothing to compare."
            if people
            else "Nobody has read any of these articles: there is nothing to compare."
        )
        return
    yield f"Agreement of {people}: {_counted(len(made.articles), 'article')}, " + _counted(
        made.marks, "annotation"
    )
    threshold = shown_threshold(made.options.threshold)
    yield (
        "Overlap (IoU) is the characters that both cover, divided by those that either covers;"
        f" here it has to be {threshold}."
    )
    yield "Of each two annotators the first is the reference for precision and recall."
    if made.samples:
        yield (
            f"In brackets: {CONFIDENCE:.0%} intervals from {made.samples:,} samples of whole articles"
            f" (seed {made.options.seed})."
        )
    yield from left_out(found)


def left_out(found: Agreement) -> list[str]:
    """Return a sentence for each reason why something was left out."""
    lines = []
    if found.report.read_by_one:
        number = _counted(len(found.report.read_by_one), "article")
        lines.append(f"Left out: {number} that fewer than two have read.")
    if found.damaged:
        number = _counted(len(found.damaged), "annotation")
        lines.append(f"Left out: {number} that do not fit their text; check the project.")
    if found.unreadable:
        number = _counted(len(found.unreadable), "article")
        lines.append(f"Left out: {number} whose text is damaged; check the project, or salvage it.")
    return lines


def _part(found: Agreement, figures: list[Measured]) -> Iterator[str]:
    first = figures[0]
    title = f"field {first.field}" if first.field else first.part.value
    if first.field and not any(one.figure.items or one.left_out for one in figures):
        yield f"  {title}: nobody has answered it in matched annotations"
        return
    threshold = found.report.options.threshold
    yield f"  {title} ({_once(f'{one.unit}; {one.rule(threshold)}' for one in figures)})"
    for one in figures:
        yield _line(found, one)


def _once(words: Iterable[str]) -> str:
    return " – or, for all: ".join(sorted(set(words)))


def _line(found: Agreement, one: Measured) -> str:
    figure = one.figure
    interval = ""
    if figure.low is not None and figure.high is not None:
        interval = f"[{figure.low:.3f}, {figure.high:.3f}]"
    value = f"{figure.value:6.3f}" if figure.value is not None else f"undefined: {figure.undefined}"
    missing = f", {one.left_out:,} left out" if one.left_out else ""
    measured = f"    {one.measure.value:<{WIDTH_OF_MEASURE}} {_group(found, one.annotators)} "
    return f"{measured} {value}  {interval:<17} n = {figure.items:,}{missing}"


def _group(found: Agreement, group: Group) -> str:
    names = " – ".join(found.name(one) for one in group) if len(group) == 2 else f"all {len(group)}"
    short = names if len(names) <= WIDEST_NAME else names[: WIDEST_NAME - 1] + "…"
    return f"{short:<{WIDEST_NAME}}"


def _table(found: Agreement, table: Table) -> Iterator[str]:
    what = f"{table.layer}, field {table.field}" if table.field else "Layers"
    rows, columns = (found.name(one) for one in table.annotators)
    rule = f"{table.unit}; {table.rule(found.report.options.threshold)}"
    yield f"{what}: rows {rows}, columns {columns} ({rule})"
    values = table.confusion.values
    heads = [_short(NO_VALUE if value is None else "; ".join(value)) for value in values]
    yield " " * (WIDEST_COLUMN + 2) + " ".join(f"{head:>{WIDEST_COLUMN}}" for head in heads)
    for head, first in zip(heads, values, strict=True):
        cells = " ".join(f"{table.confusion.count(first, second):>{WIDEST_COLUMN},}" for second in values)
        yield f"  {head:<{WIDEST_COLUMN}}{cells}"


def _short(words: str) -> str:
    return words if len(words) < WIDEST_COLUMN else words[: WIDEST_COLUMN - 2] + "…"


def _counted(number: int, word: str) -> str:
    return f"{number:,} {word}" if number == 1 else f"{number:,} {word}s"


def document(found: Agreement) -> dict[str, object]:
    """Return the report as JSON has it; its names stay as they are in later versions."""
    made = found.report
    return {
        "threshold": float(made.options.threshold),
        "confidence": CONFIDENCE,
        "samples": made.samples,
        "seed": made.options.seed,
        "annotators": [{"id": one, "name": found.name(one)} for one in made.annotators],
        "layers": list(made.layers),
        "articles": list(made.articles),
        "annotations": made.marks,
        "left_out": {
            "articles_read_by_fewer_than_two": list(made.read_by_one),
            "damaged_articles": list(found.unreadable),
            "damaged_annotations": list(found.damaged),
        },
        "figures": [_figure(found, one) for one in made.figures],
        "tables": [_confusion(found, one) for one in made.tables],
    }


def _figure(found: Agreement, one: Measured) -> dict[str, object]:
    figure = one.figure
    return {
        "layer": one.layer or None,
        "field": one.field or None,
        "compared": one.part.value,
        "measure": one.measure.value,
        "annotators": [found.name(each) for each in one.annotators],
        "annotator_ids": list(one.annotators),
        "value": _rounded(figure.value),
        "undefined": figure.undefined.value if figure.undefined else None,
        "low": _rounded(figure.low),
        "high": _rounded(figure.high),
        "items": figure.items,
        "left_out": one.left_out,
        "unit": one.unit,
        "rule": one.rule(found.report.options.threshold),
        "articles": len(one.articles),
    }


def _confusion(found: Agreement, table: Table) -> dict[str, object]:
    values = table.confusion.values
    return {
        "layer": table.layer or None,
        "field": table.field or None,
        "annotators": [found.name(each) for each in table.annotators],
        "annotator_ids": list(table.annotators),
        "values": [None if value is None else "; ".join(value) for value in values],
        "counts": [[table.confusion.count(row, column) for column in values] for row in values],
        "unit": table.unit,
        "rule": table.rule(found.report.options.threshold),
    }


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, DIGITS)
