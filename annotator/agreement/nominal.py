"""Agreement on categories without order: percent, Cohen's kappa and Fleiss' kappa.

All are worked out with whole numbers and fractions; rounding happens once, at the end.
"""

from collections import Counter
from fractions import Fraction

from annotator.agreement.figure import Figure, Undefined
from annotator.agreement.tally import Tally, V, given


def percent(tally: Tally[V]) -> Figure:
    """Return the share of agreeing pairs of annotators, from 0 to 1, not corrected for chance.

    For each item: the pairs of annotators who gave it the same value, out of all pairs who gave it one; the
    figure is the mean over items. Items with fewer than two values are left out and not counted. Source:
    observed agreement, Fleiss (1971), Measuring nominal scale agreement among many raters, Psychological
    Bulletin 76(5), p. 379; Artstein and Poesio (2008), Inter-coder agreement for computational linguistics,
    Computational Linguistics 34(4), section 2.
    """
    total, items = Fraction(0), 0
    by_pairs: Counter[int] = Counter()
    for row, count in tally.items():
        values = given(row)
        size = values.total()
        if size < 2:
            continue
        items += count
        by_pairs[size * (size - 1)] += count * sum(n * (n - 1) for n in values.values())
    if not items:
        return Figure.none(why_nothing_to_compare(tally))
    for pairs, agreeing in by_pairs.items():
        total += Fraction(agreeing, pairs)
    return Figure.of(total / items, items)


def cohen_kappa(tally: Tally[V]) -> Figure:
    """Return Cohen's kappa of two annotators: (observed - expected) / (1 - expected).

    Observed is the share of items with the same value; expected is what two annotators with these habits
    would reach by chance, each with their own. Items that lack a value are left out and not counted.
    Undefined if both always gave the same single category. Source: Cohen (1960), A coefficient of agreement
    for nominal scales, Educational and Psychological Measurement 20(1), pp. 37-46.

    Raises:
        ValueError: if a row has more than two values; kappa of more annotators is Fleiss'.
    """
    first: Counter[V] = Counter()
    second: Counter[V] = Counter()
    items = same = 0
    for row, count in tally.items():
        if len(row) > 2:
            raise ValueError("Cohen's kappa compares two annotators.")
        if len(row) < 2 or row[0] is None or row[1] is None:
            continue
        items += count
        same += count if row[0] == row[1] else 0
        first[row[0]] += count
        second[row[1]] += count
    if not items:
        return Figure.none(why_nothing_to_compare(tally))
    by_chance = sum(count * second[value] for value, count in first.items())
    if by_chance == items * items:
        return Figure.none(Undefined.ONE_CATEGORY, items)
    return Figure.of(Fraction(items * same - by_chance, items * items - by_chance), items)


def fleiss_kappa(tally: Tally[V]) -> Figure:
    """Return Fleiss' kappa: for any number of annotators, with chance from all their values together.

    The measure is made for the same number of values on every item. So only items that have a value from
    every annotator of the tally go in; the others are left out and not counted (Krippendorff's alpha is the
    measure that uses them). Undefined if all values are the same. Source: Fleiss (1971), Measuring nominal
    scale agreement among many raters, Psychological Bulletin 76(5), pp. 378-382.
    """
    totals: Counter[V] = Counter()
    width = max(map(len, tally), default=0)
    items = agreeing = 0
    for row, count in tally.items():
        values = given(row)
        if values.total() < max(width, 2):
            continue
        items += count
        agreeing += count * sum(n * (n - 1) for n in values.values())
        for value, n in values.items():
            totals[value] += n * count
    if not items:
        return Figure.none(why_nothing_to_compare(tally))
    observed = Fraction(agreeing, items * width * (width - 1))
    expected = Fraction(sum(n * n for n in totals.values()), (items * width) ** 2)
    if expected == 1:
        return Figure.none(Undefined.ONE_CATEGORY, items)
    return Figure.of((observed - expected) / (1 - expected), items)


def why_nothing_to_compare(tally: Tally[V]) -> Undefined:
    """Return the reason why a tally has no item that can be compared."""
    if not any(count and given(row) for row, count in tally.items()):
        return Undefined.NOTHING_MARKED
    present = {place for row in tally for place, value in enumerate(row) if value is not None}
    return Undefined.NO_PAIR_OF_VALUES if len(present) > 1 else Undefined.FEWER_THAN_TWO_ANNOTATORS
