"""Where the marks of a block lie, in pixels, cached until the block's marks or width change."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from typing import cast

from PySide6.QtCore import QRectF
from PySide6.QtGui import QTextBlock, QTextDocument, QTextLine

from annotator.core.spans import Fragments
from annotator.ui.article.block_bands import BlockBands
from annotator.ui.article.index import SpanIndex
from annotator.ui.article.lanes import assign
from annotator.ui.article.marks import FILL, Mark
from annotator.ui.article.offsets import OffsetMap

_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
_LEFT_TO_RIGHT = re.compile(r"[0-9A-Za-z\u00c0-\u058f\u0660-\u0669]")
_RISE, _FALL = 0.86, 0.26
"""How far a mark's box reaches above and below the baseline, in sizes of the font."""


@dataclass(slots=True)
class Box:
    """One annotation's part of one block: a box per line, relative to the block's place."""

    key: str
    lane: int
    rects: list[QRectF]
    bridges: list[QRectF]
    """The gaps between its fragments, where they lie in this block."""
    first: QRectF | None
    """The box that holds the start of a fragment's first code point, if it is here."""
    echo: bool = False
    """Whether another mark of the same layer lies at exactly this place, and is drawn for both."""


@dataclass(slots=True)
class BlockMarks:
    """All that is drawn for one block."""

    boxes: list[Box] = field(default_factory=list)
    left_over: list[str] = field(default_factory=list)
    bands: BlockBands | None = None
    """Whose they are, once that was worked out; see `Bands`."""


class Geometry:
    """Boxes by block number. Forget what changed; the rest is kept."""

    def __init__(
        self, document: QTextDocument, offsets: OffsetMap, index: SpanIndex, mark_of: Callable[[str], Mark]
    ) -> None:
        """Make an empty cache; ``mark_of`` returns the mark with a key."""
        self._document = document
        self._offsets = offsets
        self._index = index
        self._mark_of = mark_of
        self._cache: dict[int, BlockMarks] = {}

    def forget(self) -> None:
        """Drop everything: the width, the font or the text changed."""
        self._cache.clear()

    def forget_range(self, start: int, end: int) -> None:
        """Drop the blocks that hold code points of ``[start, end)``."""
        first = self._document.findBlock(self._offsets.to_qt(start)).blockNumber()
        last_block = self._document.findBlock(self._offsets.end_to_qt(end))
        last = last_block.blockNumber() if last_block.isValid() else self._document.blockCount()
        if last - first > len(self._cache):
            for number in [number for number in self._cache if first <= number <= last]:
                del self._cache[number]
            return
        for number in range(first, last + 1):
            self._cache.pop(number, None)

    def marks(self, block: QTextBlock) -> BlockMarks:
        """Return what is drawn for ``block``, which has to be laid out."""
        number = block.blockNumber()
        found = self._cache.get(number)
        if found is None:
            found = self._cache[number] = self._measure(block)
        return found

    def rects(self, block: QTextBlock, start: int, end: int) -> list[QRectF]:
        """Return a box per line for code points ``[start, end)``, as far as they lie in ``block``."""
        base = block.position()
        low = max(self._offsets.to_qt(start) - base, 0)
        high = min(self._offsets.end_to_qt(end) - base, block.length() - 1)
        return list(_line_boxes(block, low, high)) if low < high else []

    def _measure(self, block: QTextBlock) -> BlockMarks:
        start = self._offsets.from_qt(block.position())
        end = self._offsets.from_qt(block.position() + block.length() - 1, up=True)
        keys = self._index.overlapping(start, end)
        if not keys:
            return BlockMarks()
        result = BlockMarks()
        leads = self._leads(keys)
        for fill in (True, False):
            same = [key for key in keys if (self._mark_of(key).layer.shape == FILL) is fill]
            placed = assign((key, *self._envelope(key)) for key in same if leads[key] == key)
            result.left_over += [key for key in same if leads[key] not in placed.lanes]
            result.boxes += self._boxes(block, same, leads, placed.lanes)
        return result

    def _leads(self, keys: list[str]) -> dict[str, str]:
        """Return for each key the one that is drawn for it: itself, or one's own mark at the same place.

        What several people marked alike is one shape in the text, and not a pile of them.
        """
        found: dict[tuple[Fragments, str], str] = {}
        alike: dict[str, tuple[Fragments, str]] = {}
        for key in keys:
            mark = self._mark_of(key)
            alike[key] = mark.fragments, mark.layer.id
            if mark.mine or alike[key] not in found:
                found[alike[key]] = key
        return {key: found[place] for key, place in alike.items()}

    def _boxes(
        self, block: QTextBlock, keys: list[str], leads: dict[str, str], lanes: dict[str, int]
    ) -> Iterator[Box]:
        """Yield the boxes of marks that have lanes, each lead before its echoes."""
        measured: dict[str, Box] = {}
        for key in sorted(keys, key=lambda key: leads[key] != key):
            lead = leads[key]
            if lead == key and key in lanes:
                measured[key] = self._box(block, key, lanes[key])
                yield measured[key]
            elif lead in measured:
                yield replace(measured[lead], key=key, echo=True)

    def _envelope(self, key: str) -> tuple[int, int]:
        fragments = self._index.fragments(key) or ()
        return fragments[0].start, fragments[-1].end

    def _box(self, block: QTextBlock, key: str, lane: int) -> Box:
        fragments = self._index.fragments(key) or ()
        rects: list[QRectF] = []
        bridges: list[QRectF] = []
        first: QRectF | None = None
        previous_end: int | None = None
        for fragment in fragments:
            if previous_end is not None:
                bridges += self.rects(block, previous_end, fragment.start)
            found = self.rects(block, fragment.start, fragment.end)
            if found and first is None and self._offsets.to_qt(fragment.start) >= block.position():
                first = found[0]
            rects += found
            previous_end = fragment.end
        return Box(key, lane, rects, bridges, first)


def _line_boxes(block: QTextBlock, low: int, high: int) -> Iterator[QRectF]:
    """Yield boxes for the block's positions ``[low, high)``, in the block's own coordinates."""
    layout = block.layout()
    number = layout.lineForTextPosition(low).lineNumber() if layout.lineCount() else -1
    document, base = block.document(), block.position()
    mixed = _is_mixed(block.text())
    size = block.document().defaultFont().pixelSize()
    while 0 <= number < layout.lineCount():
        line = layout.lineAt(number)
        start, stop = line.textStart(), line.textStart() + line.textLength()
        if start >= high:
            return
        begin, end = max(low, start), min(high, stop)
        # A line wraps at a space; the fill ends with the word before it.
        while end == stop and end > begin + 1 and document.characterAt(base + end - 1) == " ":
            end -= 1
            stop -= 1
        yield from _boxes_in_line(line, begin, end, mixed=mixed, size=size)
        number += 1


def _boxes_in_line(line: QTextLine, low: int, high: int, *, mixed: bool, size: int) -> Iterator[QRectF]:
    # From the baseline, not from the line's own box: fallback faces (Arabic, Chinese) have
    # larger boxes, and marks should keep one height along a line.
    top, height = line.y() + line.ascent() - size * _RISE, size * (_RISE + _FALL)
    if mixed:
        for left, right in _visual_runs(line, low, high):
            yield QRectF(left, top, right - left, height)
        return
    here, there = _cursor_x(line, low), _cursor_x(line, high)
    if here != there:
        yield QRectF(min(here, there), top, abs(there - here), height)


def _cursor_x(line: QTextLine, position: int) -> float:
    # PySide gives the position back with it; its stubs only say "object".
    x, _ = cast("tuple[float, int]", line.cursorToX(position))
    return x


def _visual_runs(line: QTextLine, low: int, high: int) -> list[tuple[float, float]]:
    """Return the horizontal stretches of ``[low, high)`` in a line of both directions.

    The cursor's x would give one box from the first to the last character, over text that
    is not in the span; the glyph runs know where each part ended up.
    """
    stretches: list[tuple[float, float]] = []
    for run in line.glyphRuns(low, high - low):
        positions = run.positions()
        if not positions:
            continue
        advances = run.rawFont().advancesForGlyphIndexes(run.glyphIndexes())
        stretches.append(
            (
                min(point.x() for point in positions),
                max(point.x() + step.x() for point, step in zip(positions, advances, strict=False)),
            )
        )
    joined: list[tuple[float, float]] = []
    for left, right in sorted(stretches):
        if joined and left <= joined[-1][1] + 1.5:
            joined[-1] = (joined[-1][0], max(joined[-1][1], right))
        else:
            joined.append((left, right))
    return joined


def _is_mixed(text: str) -> bool:
    return bool(_RIGHT_TO_LEFT.search(text)) and bool(_LEFT_TO_RIGHT.search(text))
