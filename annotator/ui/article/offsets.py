"""Code points of the stored text to positions in the Qt document, and back. The only such place.

Qt counts UTF-16 units, so each character outside the Basic Multilingual Plane takes two
positions; and a paragraph that Qt could not lay out in reasonable time is broken up for
display, each break taking one position that the stored text does not have. Where neither
occurs, the conversion is the identity.
"""

import re
from bisect import bisect_left, bisect_right
from itertools import pairwise
from typing import NamedTuple

from annotator.core.spans import Span
from annotator.core.words import grapheme_start

LONGEST_RUN = 1_000
"""Code points without a space that Qt lays out fast enough (it is quadratic in them)."""
LONGEST_PARAGRAPH = 20_000
"""Code points of one paragraph that Qt lays out fast enough when it has spaces."""

_ASTRAL = re.compile("[\U00010000-\U0010ffff]")
_UNBROKEN = re.compile(rf"[^\s]{{{LONGEST_RUN + 1},}}")
_NOT_FOR_QT = {"\ufeff": "\u2060", "\ufffc": "\ufffd", "\u2029": "\n"}
"""One for one: Qt drops U+FEFF, takes U+FFFC for an image, and ends a block at U+2029."""


class Display(NamedTuple):
    """What is put into the document, and the map between it and the stored text."""

    text: str
    offsets: "OffsetMap"


class OffsetMap:
    """Converts between code points of a text and positions of the document that shows it."""

    def __init__(self, astral: list[int], breaks: list[int]) -> None:
        """Make a map.

        Args:
            astral: code points at which a character of two UTF-16 units stands, ascending.
            breaks: code points before which the display breaks a line, ascending.
        """
        steps = sorted([(at + 1, 0) for at in astral] + [(at, 1) for at in breaks])
        self._steps = [at for at, _ in steps]
        self._kinds = [kind for _, kind in steps]
        self._after = [at + number + 1 for number, (at, _) in enumerate(steps)]
        self._breaks = frozenset(breaks)

    def to_qt(self, position: int) -> int:
        """Return the document position of the code point at ``position``."""
        if not self._steps:
            return position
        return position + bisect_right(self._steps, position)

    def end_to_qt(self, position: int) -> int:
        """Return the document position just after the code point before ``position``.

        Differs from `to_qt` where the display breaks a paragraph: an end stays before the
        break.
        """
        if not self._steps:
            return position
        return self.to_qt(position) - (position in self._breaks)

    def from_qt(self, position: int, *, up: bool = False) -> int:
        """Return the code point at document ``position``.

        A position inside a surrogate pair goes down to its start, or with ``up`` to its end.
        """
        if not self._steps:
            return position
        passed = bisect_right(self._after, position)
        result = position - passed
        inside_pair = passed < len(self._steps) and self._steps[passed] == result and self._kinds[passed] == 0
        return result - 1 if inside_pair and not up else result

    def span_from_qt(self, start: int, end: int) -> Span:
        """Return the code points of a selection between two document positions."""
        return Span(self.from_qt(start), self.from_qt(end, up=True))


def display(text: str) -> Display:
    """Return what to put into the document for the stored ``text``, and the offset map."""
    astral = [] if text.isascii() else [match.start() for match in _ASTRAL.finditer(text)]
    breaks = _breaks(text)
    shown = text
    for unfit, fit in _NOT_FOR_QT.items():
        shown = shown.replace(unfit, fit)
    if breaks:
        edges = [0, *breaks, len(text)]
        shown = "\n".join(shown[start:end] for start, end in pairwise(edges))
    return Display(shown, OffsetMap(astral, breaks))


def _breaks(text: str) -> list[int]:
    """Return where paragraphs have to be broken up for display, in code points."""
    result: list[int] = []
    lines = text.split("\n")
    if max(map(len, lines)) <= LONGEST_RUN:
        return result
    start = 0
    for line in lines:
        if len(line) > LONGEST_RUN:
            result += _line_breaks(text, start, start + len(line))
        start += len(line) + 1
    return result


def _line_breaks(text: str, start: int, end: int) -> list[int]:
    """Return the breaks of one paragraph: in runs without a space, and after many words."""
    runs = {
        grapheme_start(text, at)
        for match in _UNBROKEN.finditer(text, start, end)
        for at in range(match.start() + LONGEST_RUN, match.end(), LONGEST_RUN)
    }
    present = sorted(runs)
    result = list(present)
    while end - start > LONGEST_PARAGRAPH:
        following = bisect_left(present, start + 1)
        if following < len(present) and present[following] <= start + LONGEST_PARAGRAPH:
            start = present[following]
            continue
        space = text.rfind(" ", start + LONGEST_PARAGRAPH // 2, start + LONGEST_PARAGRAPH)
        start = space + 1 if space >= 0 else grapheme_start(text, start + LONGEST_PARAGRAPH)
        result.append(start)
    return sorted(set(result))
