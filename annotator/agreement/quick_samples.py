"""Intervals for the alphas of unitizing, sooner: the sums of a sample's articles are added up in one list.

What comes out is what `with_interval` gives for the same measure and articles. There, each sample adds up
counts in dictionaries, article by article, which for hundreds of articles takes minutes.
"""

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from math import lcm
from typing import Generic, TypeVar

from annotator.agreement.bootstrap import with_interval
from annotator.agreement.characters import Category
from annotator.agreement.figure import Figure
from annotator.agreement.segmenting import SegmentSums
from annotator.agreement.tally import Row
from annotator.agreement.unitizing import CategorySums, UnitizingSums, unitizing_alpha

Key = TypeVar("Key", bound=Hashable)
_Counted = list[tuple[int, int]]
"""Place in the list of all counts, and how much an article adds there."""


class _Numbering(Generic[Key]):
    """Numbers keys in the order in which they are first met."""

    def __init__(self) -> None:
        self._places: dict[Key, int] = {}

    def counted(self, counts: Mapping[Key, int]) -> _Counted:
        places = self._places
        return [(places.setdefault(key, len(places)), count) for key, count in counts.items() if count]

    def added(self, articles: Iterable[_Counted]) -> Iterator[tuple[Key, int]]:
        total = [0] * len(self._places)
        for article in articles:
            for place, count in article:
                total[place] += count
        return ((key, count) for key, count in zip(self._places, total, strict=True) if count)


_Kind = tuple[str, str, int]
"""Units or gaps of a category and a length; or what is observed of it, or the characters read."""


def unitizing_with_interval(
    by_article: Mapping[str, UnitizingSums], category: str | None, *, samples: int, seed: int
) -> Figure:
    """Return `unitizing_alpha` of one category, or of all, with an interval."""
    compared = {id_: one for id_, one in by_article.items() if one.readings > 1}
    if len(compared) < len(by_article) or not compared:
        return with_interval(
            by_article, lambda articles: unitizing_alpha(articles, category), samples=samples, seed=seed
        )
    names = sorted({name for one in compared.values() for name in one.categories})
    wanted = [name for name in names if category in (None, name)]
    common = lcm(
        *(one.observed.denominator for sums in compared.values() for one in sums.categories.values())
    )
    numbering = _Numbering[_Kind]()
    counted = {id_: numbering.counted(_flat(one, wanted, common)) for id_, one in compared.items()}

    def measured(articles: Sequence[_Counted]) -> Figure:
        return unitizing_alpha([_unflat(numbering.added(articles), wanted, common)], category)

    return with_interval(counted, measured, samples=samples, seed=seed)


def _flat(sums: UnitizingSums, names: Sequence[str], common: int) -> dict[_Kind, int]:
    """Return an article's sums as counts; where nobody marked a category, all of the article is a gap."""
    counts: dict[_Kind, int] = {("read", "", 0): sums.read}
    for name in names:
        one = sums.categories.get(name)
        if one is None:
            counts["gap", name, sums.read // sums.readings] = sums.readings
            continue
        counts["observed", name, 0] = int(one.observed * common)
        counts.update({("unit", name, size): number for size, number in one.units.items()})
        counts.update({("gap", name, size): number for size, number in one.gaps.items()})
    return counts


def _unflat(counts: Iterable[tuple[_Kind, int]], names: Sequence[str], common: int) -> UnitizingSums:
    """Return the sums of a sample as those of one article."""
    read = 0
    observed = dict.fromkeys(names, 0)
    units: dict[str, Counter[int]] = {name: Counter() for name in names}
    empty: dict[str, Counter[int]] = {name: Counter() for name in names}
    for (kind, name, size), count in counts:
        if kind == "unit":
            units[name][size] = count
        elif kind == "gap":
            empty[name][size] = count
        elif kind == "observed":
            observed[name] = count
        else:
            read = count
    sums = {name: CategorySums(Fraction(observed[name], common), units[name], empty[name]) for name in names}
    return UnitizingSums(2, read, sums)


def segments_with_interval(
    by_article: Mapping[str, SegmentSums],
    measure: Callable[[Sequence[SegmentSums]], Figure],
    *,
    samples: int,
    seed: int,
) -> Figure:
    """Return `segment_alpha` or `coding_alpha` with an interval."""
    if len({(one.readings, one.overlap) for one in by_article.values()}) != 1:
        return with_interval(by_article, measure, samples=samples, seed=seed)
    readings, overlap = next((one.readings, one.overlap) for one in by_article.values())
    numbering = _Numbering[Row[Category]]()
    counted = {
        id_: (one.units, one.marked, one.alone, numbering.counted(one.characters))
        for id_, one in by_article.items()
    }

    def measured(articles: Sequence[tuple[int, int, int, _Counted]]) -> Figure:
        total = SegmentSums(
            readings,
            sum(article[0] for article in articles),
            sum(article[1] for article in articles),
            sum(article[2] for article in articles),
            overlap,
            Counter(dict(numbering.added(article[3] for article in articles))),
        )
        return measure([total])

    return with_interval(counted, measured, samples=samples, seed=seed)
