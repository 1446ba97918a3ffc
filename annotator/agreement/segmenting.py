"""The alphas of texts divided into segments: units of one category each, and the gaps between them.

Unlike `unitizing_alpha`, they look at all categories at once, so each annotator must have put no character
into two categories; where that happened they are undefined. Observed coincidences of two categories are the
characters that one annotator put into the one and another into the other. Chance pairs any two characters,
except those of one and the same unit: a unit is one decision, however long it is. Characters of gaps were
each left alone by themselves.

Source: Krippendorff, Mathet, Bouvry and Widlöcher (2016), On the reliability of unitizing textual continua:
further developments, Quality and Quantity 50(6), pp. 2347-2364; the same as Krippendorff (2019), Content
analysis, 4th edition, section 12.6. Where all units are one character long, these are `alpha` (nominal) over
characters.

Several articles are added up, and missing readings count, as in `unitizing_alpha`.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import pairwise

from annotator.agreement.alpha import nominal_disagreement
from annotator.agreement.characters import Category, character_tally
from annotator.agreement.continuum import Continuum, Unit, gaps, separated
from annotator.agreement.figure import Figure, Undefined
from annotator.agreement.tally import Row, summed


@dataclass(frozen=True, slots=True)
class SegmentSums:
    """What an article adds to an alpha of segments: the bootstrap draws these.

    ``characters`` tallies characters by what each annotator marked them as; ``alone`` counts pairs of
    characters that chance does not make; ``units`` are the units that went in, ``marked`` all that there are.
    """

    readings: int
    units: int = 0
    marked: int = 0
    alone: int = 0
    overlap: bool = False
    characters: Counter[Row[Category]] = field(default_factory=Counter)


def segment_sums(continuum: Continuum) -> SegmentSums:
    """Return what an article adds to `segment_alpha` (u-alpha of the source)."""
    annotators = sorted(continuum.readings)
    readings = [separated(continuum.readings[annotator]) for annotator in annotators]
    if len(readings) < 2:
        return SegmentSums(len(readings))
    if any(map(_overlap, readings)):
        return SegmentSums(len(readings), overlap=True)
    return SegmentSums(
        len(readings),
        units=sum(map(len, readings)),
        marked=sum(map(len, readings)),
        alone=sum(
            sum((end - start) ** 2 for start, end, _ in units) + sum(gaps(units, continuum.length))
            for units in readings
        ),
        characters=character_tally(continuum, annotators),
    )


def relevance_sums(continuum: Continuum) -> SegmentSums:
    """Return what an article adds to `segment_alpha` if any unit is a unit, whatever its category.

    That is the |u-alpha of the source, marked or not marked. Units of different categories that share a
    character are made one, as those of one category are.
    """
    return segment_sums(
        Continuum(
            continuum.length,
            {
                annotator: tuple(Unit(start, end, "unit") for start, end, _ in units)
                for annotator, units in continuum.readings.items()
            },
        )
    )


def coding_sums(continuum: Continuum) -> SegmentSums:
    """Return what an article adds to `segment_alpha` if only characters count that both annotators marked.

    That is the cu-alpha of the source, the agreement on categories apart from that on boundaries, for two
    annotators; for more, published descriptions differ, and it is undefined. Units that touch no unit of the
    other annotator are left out and not counted.
    """
    sums = segment_sums(continuum)
    if sums.readings != 2 or sums.overlap:
        return sums
    first, second = (separated(units) for units in continuum.readings.values())
    shared = [*_shared_lengths(first, second), *_shared_lengths(second, first)]
    return SegmentSums(
        2,
        units=sum(size > 0 for size in shared),
        marked=sums.marked,
        alone=sum(size**2 for size in shared),
        characters=Counter({row: count for row, count in sums.characters.items() if all(row)}),
    )


def segment_alpha(articles: Sequence[SegmentSums]) -> Figure:
    """Return 1 - observed / expected disagreement of the sums of articles. Items are units.

    With l_ck characters put into c by one and into k by another (each pair of m annotators counts
    1 / (m - 1)), n characters that can be paired, n_c of them in c, and s pairs that chance does not make
    (for each unit its length squared, for each gap its length), expected coincidences are n * n_c * n_k /
    (n**2 - s), so

        alpha = 1 - (n**2 - s) / n * sum of l_ck / sum of n_c * n_k, both over c other than k

    Source: see the module (formulas 1, 4 to 6, 10 and 11 of 2016; 32 to 37 of 2019).
    """
    compared = [article for article in articles if article.readings > 1]
    if not compared:
        return Figure.none(Undefined.FEWER_THAN_TWO_ANNOTATORS if articles else Undefined.NOTHING_MARKED)
    if any(article.overlap for article in compared):
        return Figure.none(Undefined.UNITS_OVERLAP)
    units = sum(article.units for article in compared)
    if not units:
        return Figure.none(Undefined.NOTHING_MARKED)
    sums = nominal_disagreement(summed(article.characters for article in compared))
    if not sums.expected:
        return Figure.none(Undefined.ONE_CATEGORY, units)
    by_chance = sums.values**2 - sum(article.alone for article in compared)
    return Figure.of(1 - Fraction(by_chance, sums.values) * sums.observed / sums.expected, units)


def coding_alpha(articles: Sequence[SegmentSums]) -> Figure:
    """Return `segment_alpha` of `coding_sums`, undefined for more than two annotators."""
    if any(article.readings > 2 for article in articles):
        return Figure.none(Undefined.MORE_THAN_TWO_ANNOTATORS)
    figure = segment_alpha(articles)
    if figure.undefined is Undefined.NOTHING_MARKED and any(article.marked for article in articles):
        return Figure.none(Undefined.NO_PAIR_OF_VALUES)
    return figure


def _overlap(units: Sequence[Unit]) -> bool:
    return any(later.start < earlier.end for earlier, later in pairwise(units))


def _shared_lengths(units: Sequence[Unit], others: Sequence[Unit]) -> list[int]:
    """Return for each unit how much of it others cover; both in order and without overlaps."""
    lengths, place = [], 0
    for start, end, _ in units:
        while place < len(others) and others[place].end <= start:
            place += 1
        at, length = place, 0
        while at < len(others) and others[at].start < end:
            length += min(end, others[at].end) - max(start, others[at].start)
            at += 1
        lengths.append(length)
    return lengths
