"""Agreement character by character: each code point of a text is an item, what it is marked as its category.

A character's category is all that the annotator marked it as, sorted: ``()`` for unmarked, ``("claim",)``, or
``("actor", "claim")`` where both lie on top of each other. The text is never gone through: runs of characters
over which nothing changes are counted at once, so the work grows with the number of units, not the length.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence

from annotator.agreement.alpha import alpha
from annotator.agreement.continuum import Continuum, Unit
from annotator.agreement.figure import Figure, Undefined
from annotator.agreement.nominal import cohen_kappa, percent
from annotator.agreement.tally import Row, Tally

Category = tuple[str, ...]


def character_tally(continuum: Continuum, annotators: Sequence[str]) -> Counter[Row[Category]]:
    """Return how many characters have which categories, with one place in the rows for each annotator.

    Whoever has not read the article has None there. The sweep takes the time to sort the units.
    """
    readings = [continuum.readings.get(annotator) for annotator in annotators]
    row: list[Category | None] = [None if units is None else () for units in readings]
    tally: Counter[Row[Category]] = Counter()
    position = 0
    for at, place, category in sorted(
        (at, place, category)
        for place, units in enumerate(readings)
        for at, category in _runs(sorted(units or ()))
    ):
        if at > position:
            tally[tuple(row)] += at - position
            position = at
        row[place] = category
    if continuum.length > position:
        tally[tuple(row)] += continuum.length - position
    return tally


def _runs(units: Sequence[Unit]) -> Iterator[tuple[int, Category]]:
    """Yield where the category of characters changes and to what; the units are in order.

    Units that do not overlap, nearly all, need no account of what else is open.
    """
    alone = {category: (category,) for _, _, category in units}
    last = len(units) - 1
    covered = 0
    crossing: list[Unit] = []
    for place, unit in enumerate(units):
        start, end, category = unit
        if not crossing and (place == last or units[place + 1].start > end):
            yield start, alone[category]
            yield end, ()
            continue
        crossing.append(unit)
        covered = max(covered, end)
        if place == last or units[place + 1].start > covered:
            yield from _crossing_runs(crossing)
            crossing = []
            covered = 0


def _crossing_runs(units: Iterable[Unit]) -> Iterator[tuple[int, Category]]:
    """Yield the same for units that overlap or touch: one change at each place where some begin or end."""
    changes: dict[int, list[tuple[str, int]]] = {}
    for start, end, category in units:
        changes.setdefault(start, []).append((category, 1))
        changes.setdefault(end, []).append((category, -1))
    active: Counter[str] = Counter()
    for at in sorted(changes):
        for category, step in changes[at]:
            active[category] += step
        active = +active
        yield at, tuple(sorted(active))


def character_percent(tally: Tally[Category]) -> Figure:
    """Return the share of characters that are marked as the same, unmarked ones included; see `percent`."""
    return _unless_unmarked(tally, percent)


def character_kappa(tally: Tally[Category]) -> Figure:
    """Return Cohen's kappa of two annotators over characters; see `cohen_kappa` for formula and source.

    Characters of one unit are not independent of one another, so kappa rates long units higher than short
    ones; an interval must come from drawing articles, as in `with_interval`.
    """
    return _unless_unmarked(tally, cohen_kappa)


def character_alpha(tally: Tally[Category]) -> Figure:
    """Return Krippendorff's alpha (nominal) over characters; see `alpha` for formula and source.

    The same remark as for `character_kappa`.
    """
    return _unless_unmarked(tally, alpha)


def _unless_unmarked(tally: Tally[Category], measure: Callable[[Tally[Category]], Figure]) -> Figure:
    """Return the figure, undefined where nobody marked any of the characters that go in."""
    figure = measure(tally)
    compared = (row for row, count in tally.items() if count and len(row) - row.count(None) > 1)
    if figure.items and not any(map(any, compared)):
        return Figure.none(Undefined.NOTHING_MARKED, figure.items)
    return figure
