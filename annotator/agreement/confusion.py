"""Who said what where the other said something else: tables of two annotators' values."""

from collections import Counter
from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from typing import Generic, TypeVar

from annotator.agreement.tally import Tally, V

Item = TypeVar("Item", bound=Hashable)

Cell = tuple[V | None, V | None]
"""What the first annotator said, and the second; None where one said nothing."""


@dataclass(frozen=True, slots=True)
class Confusion(Generic[V]):
    """How often the first annotator said one thing while the second said another.

    ``values`` are the rows and also the columns, sorted as text, with None (no value) at the end if it
    occurs, so that agreement stands in the diagonal. ``cells`` holds what occurs. Source of the form: the
    table of agreement of Cohen (1960), A coefficient of agreement for nominal scales, p. 37.
    """

    values: tuple[V | None, ...]
    cells: dict[Cell[V], int]

    def count(self, first: V | None, second: V | None) -> int:
        """Return the number of items of a cell."""
        return self.cells.get((first, second), 0)

    def of_first(self, value: V | None) -> int:
        """Return how often the first annotator said this: the sum of a row."""
        return sum(count for (first, _), count in self.cells.items() if first == value)

    def of_second(self, value: V | None) -> int:
        """Return how often the second annotator said this: the sum of a column."""
        return sum(count for (_, second), count in self.cells.items() if second == value)

    @property
    def items(self) -> int:
        """All items of the table."""
        return sum(self.cells.values())


def confusion(tally: Tally[V]) -> Confusion[V]:
    """Return the table of two annotators. Items without any value are left out.

    Raises:
        ValueError: if a row does not have two values.
    """
    cells: Counter[Cell[V]] = Counter()
    for row, count in tally.items():
        if len(row) != 2:
            raise ValueError("A confusion table compares two annotators.")
        if count and row != (None, None):
            cells[row[0], row[1]] += count
    values = {value for cell in cells for value in cell}
    return Confusion(tuple(sorted(values, key=_none_last)), dict(cells))


def behind(items: Iterable[tuple[Item, V | None, V | None]]) -> dict[Cell[V], list[Item]]:
    """Return the items behind each cell, in the order they came: what a click on the cell opens."""
    found: dict[Cell[V], list[Item]] = {}
    for item, first, second in items:
        if (first, second) != (None, None):
            found.setdefault((first, second), []).append(item)
    return found


def _none_last(value: Hashable) -> tuple[bool, str]:
    return value is None, str(value)
