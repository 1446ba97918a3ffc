"""A figure of agreement: a number, or the reason why there is none."""

from dataclasses import dataclass, replace
from enum import StrEnum
from fractions import Fraction
from typing import Self


class Undefined(StrEnum):
    """Why a measure has no value. Undefined is neither 1 nor 0, and is never shown as one of them."""

    NOTHING_MARKED = "nothing marked"
    """There is no item: nobody marked anything, or nothing was chosen."""
    FEWER_THAN_TWO_ANNOTATORS = "fewer than two annotators"
    MORE_THAN_TWO_ANNOTATORS = "more than two annotators"
    """The measure is known for two only; look at each pair of annotators."""
    NO_PAIR_OF_VALUES = "no pair of values"
    """There are items and annotators, but no item has the values that the measure compares."""
    ONE_CATEGORY = "one category only"
    """Chance alone would give full agreement, so there is nothing to correct for."""
    NO_DIFFERENCE_EXPECTED = "no difference to be expected"
    """Values differ, but the distance between all of them is 0, or the text leaves no room to differ."""
    UNITS_OVERLAP = "units of different categories overlap"
    """The measure takes a text that each annotator divides into pieces of one category each."""


@dataclass(frozen=True, slots=True)
class Figure:
    """The outcome of a measure.

    ``items`` is how many items went in; what an item is, the measure says. ``low`` and ``high`` are the ends
    of a confidence interval, None where none was worked out or none can be had.

    Raises:
        ValueError: unless there is either a value or a reason, and for an interval without a value or half of
        one.
    """

    value: float | None
    undefined: Undefined | None
    items: int
    low: float | None = None
    high: float | None = None

    def __post_init__(self) -> None:
        if (self.value is None) is (self.undefined is None):
            raise ValueError("A figure has either a value or a reason why it has none.")
        if (self.low is None) is not (self.high is None) or (self.value is None and self.low is not None):
            raise ValueError("An interval has two ends and belongs to a value.")

    @classmethod
    def of(cls, value: Fraction | float, items: int) -> Self:
        """Return a figure with a value."""
        return cls(float(value), None, items)

    @classmethod
    def none(cls, reason: Undefined, items: int = 0) -> Self:
        """Return a figure without a value."""
        return cls(None, reason, items)

    def between(self, low: float, high: float) -> Self:
        """Return the same figure with a confidence interval."""
        return replace(self, low=low, high=high)
