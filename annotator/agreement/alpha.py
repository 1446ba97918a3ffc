"""Krippendorff's alpha: any number of annotators, missing readings, any distance between values."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import permutations
from math import fsum

from annotator.agreement.distances import Distance, SparseDistance, nominal
from annotator.agreement.figure import Figure, Undefined
from annotator.agreement.nominal import why_nothing_to_compare
from annotator.agreement.tally import Tally, V


@dataclass(frozen=True, slots=True)
class Disagreement:
    """What alpha is worked out from; see there.

    ``observed`` is the sum of o_ck and ``expected`` that of n_c * n_k, each times the distance of c and k.
    ``values`` is how many values can be paired, n; ``categories`` how many different ones there are.
    """

    observed: Fraction | float
    expected: Fraction | float
    values: int
    categories: int
    items: int


def alpha(tally: Tally[V], distance: Distance[V] = nominal) -> Figure:
    """Return Krippendorff's alpha: 1 - observed / expected disagreement.

    With n values that can be paired, of which n_c are c, and o_ck coincidences of c and k within items (each
    pair of an item with m values counts 1 / (m - 1)):

        alpha = 1 - (n - 1) * sum of o_ck * distance(c, k) / sum of n_c * n_k * distance(c, k)

    Items with fewer than two values are left out and not counted. ``distance`` goes in as it is:
    Krippendorff's interval, ordinal and ratio metrics are squared differences, so their square is what a
    distance for them returns. Undefined if no disagreement is to be expected by chance.

    Source: Krippendorff (2011), Computing Krippendorff's alpha-reliability, University of Pennsylvania; the
    same as in Krippendorff (2004), Content analysis, 2nd edition, chapter 11.
    """
    sums = nominal_disagreement(tally) if distance is nominal else _disagreement(tally, distance)
    if not sums.items:
        return Figure.none(why_nothing_to_compare(tally))
    if not sums.expected:
        one = sums.categories == 1
        return Figure.none(Undefined.ONE_CATEGORY if one else Undefined.NO_DIFFERENCE_EXPECTED, sums.items)
    return Figure.of(1 - (sums.values - 1) * sums.observed / sums.expected, sums.items)


def nominal_disagreement(tally: Tally[V]) -> Disagreement:
    """Return the sums of alpha for categories, whose distance is always 1.

    So nothing goes through pairs of categories: what differs is all pairs less those that are the same.
    Source: see `alpha`.
    """
    values: Counter[V] = Counter()
    differing: Counter[int] = Counter()
    items = 0
    for said, count in _pairable(tally):
        items += count
        for value in said:
            values[value] += count
        size = len(said)
        differing[size] += count * sum(first != second for first, second in permutations(said, 2))
    total = values.total()
    return Disagreement(
        sum((Fraction(pairs, size - 1) for size, pairs in differing.items()), Fraction(0)),
        Fraction(total * total - sum(n * n for n in values.values())),
        total,
        len(values),
        items,
    )


def _disagreement(tally: Tally[V], distance: Distance[V]) -> Disagreement:
    """Return the sums of alpha for any distance.

    `fsum` adds without rounding in between, so the order of items, annotators and values makes no difference.
    """
    values: Counter[V] = Counter()
    differing: Counter[tuple[V, V, int]] = Counter()
    items = 0
    for said, count in _pairable(tally):
        items += count
        for value in said:
            values[value] += count
        for first, second in permutations(said, 2):
            if first != second:
                differing[first, second, len(said) - 1] += count
    return Disagreement(
        fsum(
            count / others * distance(first, second) for (first, second, others), count in differing.items()
        ),
        _expected(values, distance),
        values.total(),
        len(values),
        items,
    )


def _expected(values: Counter[V], distance: Distance[V]) -> float:
    """Return the sum of n_c * n_k * distance(c, k); a sparse distance is asked only what is nearer than 1."""
    if isinstance(distance, SparseDistance):
        total = values.total() ** 2 - sum(n * n for n in values.values())
        nearer = (
            2 * values[first] * values[second] * (distance(first, second) - 1)
            for first, second in distance.nearer(values)
        )
        return fsum((total, *nearer))
    counts = list(values.items())
    return 2 * fsum(
        n * k * distance(first, second)
        for place, (first, n) in enumerate(counts)
        for second, k in counts[:place]
    )


def _pairable(tally: Tally[V]) -> Iterator[tuple[list[V], int]]:
    """Yield the values of each row that has two or more, and how often the row occurs."""
    for row, count in tally.items():
        said = [value for value in row if value is not None]
        if len(said) > 1 and count:
            yield said, count
