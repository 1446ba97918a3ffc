"""Items and the values that annotators gave them, counted.

An item is whatever was judged: a matched annotation, a field of one, a character of a text. Its values stand
in a row, one for each annotator, always in the same order; None is a missing reading, which is not the same
as a category. A tally counts how often each row occurs, so that a text of a million characters with few marks
is a handful of rows.
"""

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping
from typing import TypeVar

V = TypeVar("V", bound=Hashable)

Row = tuple[V | None, ...]
Tally = Mapping[Row[V], int]


def tallied(rows: Iterable[Iterable[V | None]]) -> Counter[Row[V]]:
    """Return how often each row of values occurs."""
    return Counter(tuple(row) for row in rows)


def summed(tallies: Iterable[Tally[V]]) -> Counter[Row[V]]:
    """Return one tally of all items: of the articles of a project, say."""
    total: Counter[Row[V]] = Counter()
    for tally in tallies:
        total.update(tally)
    return total


def given(row: Row[V]) -> Counter[V]:
    """Return how often each value was given to an item, missing readings left out."""
    return Counter(value for value in row if value is not None)


def of_two(tally: Tally[V], first: int, second: int) -> Counter[Row[V]]:
    """Return the tally of two annotators, by their places in the rows."""
    pairs: Counter[Row[V]] = Counter()
    for row, count in tally.items():
        pairs[row[first], row[second]] += count
    return pairs
