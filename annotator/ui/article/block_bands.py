"""Where in the gutter beside one paragraph stand the bands and signs of those who marked in it."""

from collections.abc import Iterable
from typing import NamedTuple

REPEAT = 6
"""Lines without a mark of somebody's after which their sign stands there again."""


class Band(NamedTuple):
    """One mark's stretch of its annotator's lane."""

    key: str
    lane: int
    top: float
    bottom: float


class Sign(NamedTuple):
    """The initials of one annotator, or how many more there are."""

    lane: int
    """-1 for a number of those who find no place."""
    more: int
    top: float


class BlockBands(NamedTuple):
    """All that the gutter shows beside one block, relative to the block's place."""

    bands: list[Band]
    signs: list[Sign]


def placed_signs(
    bands: Iterable[Band],
    line: float,
    high: float,
    room: float,
    left_over: int,
    *,
    mirrored: bool = False,
) -> list[Sign]:
    """Return where signs of the height ``high`` stand, one below the other, in lines of the height ``line``.

    Each lane has one at its first mark, and again after a stretch without. Those that would come
    lower than ``room``, where the next paragraph begins, become a number, as do ``left_over`` marks.
    Of marks that begin in one line, the signs have the order of their lanes as one reads them: from the
    left, or ``mirrored`` from the right, where the first lane is. It is the last lanes that are folded.
    """
    wanted: list[tuple[float, int]] = []
    last: dict[int, float] = {}
    for band in sorted(bands, key=lambda one: (one.top, one.lane)):
        if band.top > last.get(band.lane, float("-inf")) + REPEAT * line:
            wanted.append((band.top, band.lane))
        last[band.lane] = max(last.get(band.lane, 0.0), band.bottom)
    signs: list[Sign] = []
    free = float("-inf")
    for top, lane in wanted:
        at = max(top, free)
        signs.append(Sign(lane, 0, at))
        free = at + high
    folded = _folded(signs, high, room, left_over)
    return folded if mirrored else _from_the_left(folded, wanted)


def _from_the_left(signs: list[Sign], wanted: list[tuple[float, int]]) -> list[Sign]:
    """Turn round the lanes of those signs that are wanted at one height; the others stay."""
    kept = sum(sign.lane >= 0 for sign in signs)
    lanes = [lane for _, lane in sorted(wanted[:kept], key=lambda one: (one[0], -one[1]))]
    placed = [sign._replace(lane=lane) for sign, lane in zip(signs[:kept], lanes, strict=True)]
    return placed + signs[kept:]


def _folded(signs: list[Sign], high: float, room: float, more: int) -> list[Sign]:
    """Put a number in the place of the last signs, if there is not room for all."""
    if not more and (not signs or signs[-1].top + high <= room):
        return signs
    kept = list(signs)
    while len(kept) > 1 and kept[-1].top + 2 * high > room:
        kept.pop()
        more += 1
    while len(kept) > 1 and kept[-1].top + high > room:
        kept.pop()
        more += 1
    top = kept[-1].top + high if kept else 0.0
    return [*kept, Sign(-1, more, top)]
