"""Which marks overlap, and how similar their places are.

Similarity is intersection over union (the Jaccard index): the code points that both marks cover, divided by
the code points that at least one of them covers. It is 1 for the same fragments, and 0 for marks that share
nothing. What lies between the fragments of a mark belongs to no mark.
"""

from collections.abc import Iterator, Sequence
from fractions import Fraction

from annotator.agreement.marks import Mark
from annotator.core.errors import InvalidValue

HALF = Fraction(1, 2)

_Piece = tuple[int, int, int, int]
"""A fragment in the sweep: start, end, side, and the index of its mark."""
_TWO_SIDES = (1, 0)
_ONE_SIDE = (0,)
"""With which side the pieces of each side are compared."""


def overlapping(first: Sequence[Mark], second: Sequence[Mark]) -> Iterator[tuple[int, int, int]]:
    """Yield ``(i, j, shared)`` for each ``first[i]`` and ``second[j]`` that share code points of one article.

    ``shared`` counts the code points that both cover with their fragments. Layers do not matter. Each pair
    comes once, in no particular order. The fragments are swept from left to right, so the time grows with
    their number (times its logarithm, for sorting) and with the number of overlaps; never with the number of
    all pairs.
    """
    for indexes in _by_article(first, second):
        pieces = [
            (start, end, side, index)
            for side, marks in enumerate((first, second))
            for index in indexes[side]
            for start, end in marks[index].fragments
        ]
        yield from _totals(_sweep(pieces, _TWO_SIDES), first, second)


def overlapping_within(marks: Sequence[Mark]) -> Iterator[tuple[int, int, int]]:
    """Yield ``(i, j, shared)``, ``i < j``, for each two marks that share code points of one article.

    As `overlapping`, within one sequence.
    """
    for indexes in _by_article(marks):
        pieces = [(start, end, 0, index) for index in indexes[0] for start, end in marks[index].fragments]
        yield from _totals(_sweep(pieces, _ONE_SIDE), marks, marks)


def similarity(shared: int, first: int, second: int) -> Fraction:
    """Return intersection over union of two marks of ``first`` and ``second`` code points."""
    return Fraction(shared, first + second - shared)


def reaches(shared: int, union: int, threshold: Fraction) -> bool:
    """Say whether ``shared / union`` is at or above a threshold; exact, without rounding."""
    return shared * threshold.denominator >= threshold.numerator * union


def checked_threshold(threshold: Fraction) -> Fraction:
    """Return a threshold of similarity.

    Raises:
        InvalidValue: if it is not from 0 to 1.
    """
    if not 0 <= threshold <= 1:
        raise InvalidValue(
            f"{threshold} is no threshold of similarity; give one from 0 (any shared character) "
            "to 1 (the same characters)."
        )
    return threshold


def _by_article(*sides: Sequence[Mark]) -> Iterator[tuple[list[int], ...]]:
    """Yield, for each article, the indexes of its marks on each side."""
    found: dict[str, tuple[list[int], ...]] = {}
    for side, marks in enumerate(sides):
        for index, mark in enumerate(marks):
            indexes = found.get(mark.article_id)
            if indexes is None:
                indexes = found[mark.article_id] = tuple([] for _ in sides)
            indexes[side].append(index)
    yield from found.values()


def _sweep(pieces: list[_Piece], partner: tuple[int, ...]) -> Iterator[tuple[int, int, int]]:
    """Yield the marks of each two pieces that overlap, and how many code points the pieces share.

    With two sides, the mark of side 0 comes first; with one, the mark with the lower index.
    A piece that has ended is thrown out the first time it is met, so every other look at one is an overlap.
    """
    pieces.sort()
    active: list[list[tuple[int, int]]] = [[] for _ in partner]
    for start, end, side, index in pieces:
        across = partner[side]
        if active[across]:
            still = active[across] = [piece for piece in active[across] if piece[0] > start]
            for other_end, other in still:
                shared = (end if end < other_end else other_end) - start
                swap = side == 1 if across != side else other < index
                yield (other, index, shared) if swap else (index, other, shared)
        active[side].append((end, index))


def _totals(
    found: Iterator[tuple[int, int, int]], first: Sequence[Mark], second: Sequence[Mark]
) -> Iterator[tuple[int, int, int]]:
    """Yield each pair of marks once: those with several fragments can meet in several places."""
    totals: dict[tuple[int, int], int] = {}
    for i, j, shared in found:
        if len(first[i].fragments) == 1 and len(second[j].fragments) == 1:
            yield i, j, shared
        else:
            totals[i, j] = totals.get((i, j), 0) + shared
    for (i, j), shared in totals.items():
        yield i, j, shared
