"""How far two values lie apart, for Krippendorff's alpha.

A distance is 0 between a value and itself and the same both ways (Krippendorff (2004), Content analysis, 2nd
edition, chapter 11); it is asked about different values only.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable, Collection, Hashable, Iterator
from datetime import date
from heapq import heappop, heappush
from typing import Generic, NamedTuple, TypeVar

from annotator.core.errors import InvalidValue

_V = TypeVar("_V")

Distance = Callable[[_V, _V], float]
Bounds = Callable[[str], tuple[date | None, date | None]]
"""From an EDTF value to its first and last day, None for an end that is open, unknown or outside the
calendar.

Raises:
    InvalidValue: if it is no EDTF value.
"""

_HOW_SURE = str.maketrans("", "", "?~%")


class SparseDistance(ABC, Generic[_V]):
    """A distance that is at most 1, and exactly 1 between most values, so that few pairs must be asked."""

    @abstractmethod
    def __call__(self, first: _V, second: _V) -> float:
        """Return the distance of two values."""

    @abstractmethod
    def nearer(self, values: Collection[_V]) -> Iterator[tuple[_V, _V]]:
        """Yield the pairs of values that may be nearer than 1, each once and in either order."""


def nominal(first: Hashable, second: Hashable) -> float:
    """Return 0 for the same value and 1 for another: categories without order or degrees."""
    return float(first != second)


def interval(first: float, second: float) -> float:
    """Return the squared difference of two numbers.

    Source: the interval metric, Krippendorff (2004), Content analysis, 2nd edition, chapter 11.
    """
    return float((first - second) ** 2)


def jaccard(first: Collection[str], second: Collection[str]) -> float:
    """Return the share of the members of two sets that is not in both; 0 for two empty sets.

    For fields that take several choices. Source: 1 less the coefficient of Jaccard (1912), The distribution
    of the flora in the alpine zone, New Phytologist 11(2), pp. 37-50; as a distance for alpha: Passonneau
    (2004), Computing reliability for coreference annotation, LREC.
    """
    one, other = set(first), set(second)
    union = len(one | other)
    return len(one ^ other) / union if union else 0.0


class DateDistance(SparseDistance[str]):
    """Distance of EDTF values, from 0 to 1, that respects how fine they are; ``bounds`` reads them.

    Each value stands for the set of its days, from the first to the last, and the distance is the share of
    the days of both that they do not share (Jaccard, as in `jaccard`). So 2025-09 and 2025-09-01/2025-09-30
    are the same, a month is nearer to the two weeks in its middle than to one day of it, a year farther from
    that day still, and values without a common day lie 1 apart, however near they are in time: they
    contradict one another, while a day and its month do not. The Jaccard distance is a metric, triangle
    inequality included (Levandowsky and Winter (1971), Distance between sets, Nature 234, pp. 34-35), and
    goes into alpha as it is, not squared.

    ``~``, ``?`` and ``%`` say how sure a value is and not when, and a time of day is part of its day: they
    make no difference here; beside this, alpha with `nominal` counts them. A value with an open or unknown
    end has no number of days, and one that is not EDTF none at all: they are 0 from the same value and 1 from
    any other.
    """

    def __init__(self, bounds: Bounds) -> None:
        self._bounds = bounds
        self._known: dict[str, _Days] = {}

    def __call__(self, first: str, second: str) -> float:
        """Return the share of days that only one of the two values has."""
        one, other = self._read(first), self._read(second)
        if not one.end or not other.end:
            return float(one.text != other.text)
        shared = max(0, min(one.end, other.end) - max(one.start, other.start))
        union = (one.end - one.start) + (other.end - other.start) - shared
        return (union - shared) / union

    def nearer(self, values: Collection[str]) -> Iterator[tuple[str, str]]:
        """Yield the pairs of values that share a day or are the same but for ``~``, ``?`` and ``%``.

        A sweep over the days in order: the time grows with the number of values and of such pairs.
        """
        by_text: dict[str, list[str]] = {}
        begun: list[tuple[int, str]] = []
        for start, value in sorted((self._read(value).start, value) for value in values):
            days = self._read(value)
            if not days.end:
                same = by_text.setdefault(days.text, [])
                yield from ((earlier, value) for earlier in same)
                same.append(value)
                continue
            while begun and begun[0][0] <= start:
                heappop(begun)
            yield from ((earlier, value) for _, earlier in begun)
            heappush(begun, (days.end, value))

    def _read(self, value: str) -> "_Days":
        days = self._known.get(value)
        if days is None:
            days = self._known[value] = self._days(value)
        return days

    def _days(self, value: str) -> "_Days":
        try:
            first, last = self._bounds(value)
        except InvalidValue:
            return _Days(value, 0, 0)
        if first is None or last is None or last < first:
            return _Days(value.translate(_HOW_SURE), 0, 0)
        return _Days(value, first.toordinal(), last.toordinal() + 1)


class _Days(NamedTuple):
    """The text of a value for comparing, its first day and the day after its last; 0 if it has no days."""

    text: str
    start: int
    end: int
