"""Krippendorff's alpha for unitizing: agreement on which stretches of a text are units of a category.

The formulas are those of Krippendorff (2004), Content analysis, 2nd edition, chapter 11, with the example on
p. 254; first in Krippendorff (1995), On the reliability of unitizing continuous data, Sociological
Methodology 25, pp. 47-76. Gaps between units count: a unit inside somebody's gap is a disagreement.

What the formulas leave open, and how it is done here:

- Units of one annotator and category must not overlap. Those that share a character are made one; units that
  only touch stay two. Units of different categories may overlap, each category is measured by itself.
- Several articles are one continuum, one after the other, whose gaps end with the article: observed and
  expected disagreement are sums over articles, and no unit crosses an article's edge, neither in fact nor by
  chance.
- Annotators who did not read an article are missing there. Of the m who did, each pair counts 1 / (m - 1), as
  pairs of values do in alpha, and the length of the article is counted once for each of them. For articles
  that everyone read this is the published formula. An article with one reader is left out.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import combinations

from annotator.agreement.continuum import Continuum, Unit, gaps, separated
from annotator.agreement.figure import Figure, Undefined


@dataclass(frozen=True, slots=True)
class CategorySums:
    """What one category of an article adds to observed and expected disagreement.

    ``observed`` is the sum of squared differences over ordered pairs of annotators, divided by their number
    less 1; ``units`` and ``gaps`` count units and gaps by length, of all annotators.
    """

    observed: Fraction
    units: Counter[int]
    gaps: Counter[int]


@dataclass(frozen=True, slots=True)
class UnitizingSums:
    """What an article adds to alpha: the bootstrap draws these instead of going through the units again.

    ``read`` is the length of the article times its annotators, ``readings`` the number of these. An article
    with fewer than two annotators adds nothing but the number.
    """

    readings: int
    read: int = 0
    categories: dict[str, CategorySums] = field(default_factory=dict)


def unitizing_sums(continuum: Continuum) -> UnitizingSums:
    """Return what an article adds to `unitizing_alpha`; the time grows with its units, not pairs of them."""
    readings = len(continuum.readings)
    if readings < 2:
        return UnitizingSums(readings)
    by_annotator = [_by_category(units) for units in continuum.readings.values()]
    return UnitizingSums(
        readings,
        continuum.length * readings,
        {
            category: _category_sums([units.get(category, []) for units in by_annotator], continuum.length)
            for category in sorted({category for units in by_annotator for category in units})
        },
    )


def unitizing_alpha(articles: Sequence[UnitizingSums], category: str | None = None) -> Figure:
    """Return alpha for unitizing of one category, or of all: 1 - observed / expected disagreement.

    Items are units, those that were made one counted once. For m annotators of a continuum of length L, with
    N units of the category and l the length of one,

        observed = sum over annotators i != j, and units of i and j, of d / (m * (m - 1) * L**2)
        expected = 2 / L * sum over units of ((N - 1) / 3 * (2 * l**3 - 3 * l**2 + l) + l**2 * room)
                   / (m * L * (m * L - 1) - sum over units of l * (l - 1))

    where d is the squared difference of the starts plus that of the ends for units that overlap, and l**2 for
    a unit that lies in a gap of the other; and room is the sum, over the gaps of all annotators that are as
    long as the unit or longer, of (length of the gap - l + 1): the places where it would lie in a gap. Over
    all categories, both are added up before they are divided. Undefined if there is no unit, fewer than two
    annotators, or no room to differ.

    Source: Krippendorff (1995) and (2004); see the module.
    """
    compared = [article for article in articles if article.readings > 1]
    if not compared:
        return Figure.none(Undefined.FEWER_THAN_TWO_ANNOTATORS if articles else Undefined.NOTHING_MARKED)
    read = sum(article.read for article in compared)
    names = {name for article in compared for name in article.categories}
    observed = expected = Fraction(0)
    items = 0
    for name in names if category is None else names & {category}:
        sums = _added(article.categories[name] for article in compared if name in article.categories)
        gap_lengths = _with_empty_articles(sums.gaps, compared, name)
        observed += sums.observed / read
        expected += _expected(sums.units, gap_lengths, read)
        items += sums.units.total()
    if not items:
        return Figure.none(Undefined.NOTHING_MARKED)
    if not expected:
        return Figure.none(Undefined.NO_DIFFERENCE_EXPECTED, items)
    return Figure.of(1 - observed / expected, items)


def _by_category(units: Iterable[Unit]) -> dict[str, list[Unit]]:
    result: dict[str, list[Unit]] = {}
    for unit in separated(units):
        result.setdefault(unit.category, []).append(unit)
    return result


def _category_sums(readings: Sequence[list[Unit]], length: int) -> CategorySums:
    units: Counter[int] = Counter()
    empty: Counter[int] = Counter()
    for reading in readings:
        units.update(end - start for start, end, _ in reading)
        empty.update(gaps(reading, length))
    differences = sum(_difference(first, second) for first, second in combinations(readings, 2))
    return CategorySums(Fraction(2 * differences, len(readings) - 1), units, empty)


def _difference(first: Sequence[Unit], second: Sequence[Unit]) -> int:
    """Return the sum of squared differences of two annotators' units, by one sweep over both."""
    total = place = 0
    met = [False] * len(second)
    for start, end, _ in first:
        while place < len(second) and second[place].end <= start:
            place += 1
        at = place
        while at < len(second) and second[at].start < end:
            other = second[at]
            total += (start - other.start) ** 2 + (end - other.end) ** 2
            met[at] = True
            at += 1
        if at == place:
            total += (end - start) ** 2
    return total + sum(
        (unit.end - unit.start) ** 2 for unit, seen in zip(second, met, strict=True) if not seen
    )


def _added(parts: Iterable[CategorySums]) -> CategorySums:
    observed, units, empty = Fraction(0), Counter[int](), Counter[int]()
    for part in parts:
        observed += part.observed
        units.update(part.units)
        empty.update(part.gaps)
    return CategorySums(observed, units, empty)


def _with_empty_articles(empty: Counter[int], articles: Sequence[UnitizingSums], name: str) -> Counter[int]:
    """Return the gaps with those of articles added in which nobody marked the category: all of it a gap."""
    result = Counter(empty)
    for article in articles:
        if name not in article.categories and article.read:
            result[article.read // article.readings] += article.readings
    return result


def _expected(units: Counter[int], empty: Counter[int], read: int) -> Fraction:
    """Return the expected disagreement of a category, times L, which cancels out against the observed one."""
    number = units.total()
    among_units = sum(count * (2 * size**3 - 3 * size**2 + size) for size, count in units.items())
    in_gaps = 0
    longest_first = sorted(empty.items(), reverse=True)
    place = fitting = fitting_length = 0
    for size, count in sorted(units.items(), reverse=True):
        while place < len(longest_first) and longest_first[place][0] >= size:
            gap, times = longest_first[place]
            fitting += times
            fitting_length += gap * times
            place += 1
        in_gaps += count * size**2 * (fitting_length - (size - 1) * fitting)
    pairs = read * (read - 1) - sum(count * size * (size - 1) for size, count in units.items())
    return 2 * (Fraction((number - 1) * among_units, 3) + in_gaps) / pairs if pairs else Fraction(0)
