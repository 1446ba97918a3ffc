"""Lanes: which of several overlapping marks is drawn on which level.

Greedy in reading order, as for intervals on a time line. Without a cap, text with hundreds
of overlapping marks would be ten times slower to paint and unreadable besides; what finds
no lane is counted and shown as "+n".
"""

from collections.abc import Iterable
from typing import NamedTuple

MOST = 4
"""Lanes that are drawn."""


class Placed(NamedTuple):
    """The lane of each key that has one, and the keys that found none."""

    lanes: dict[str, int]
    left_over: list[str]


def assign(items: Iterable[tuple[str, int, int]], most: int = MOST) -> Placed:
    """Give each of ``items`` (key, start, end; in reading order) the first free lane."""
    free_from: list[int] = []
    lanes: dict[str, int] = {}
    left_over: list[str] = []
    for key, start, end in items:
        for lane, free in enumerate(free_from):
            if free <= start:
                free_from[lane] = end
                lanes[key] = lane
                break
        else:
            if len(free_from) < most:
                lanes[key] = len(free_from)
                free_from.append(end)
            else:
                left_over.append(key)
    return Placed(lanes, left_over)
