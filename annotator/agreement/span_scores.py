"""Precision, recall and F1 of spans.

They count one-to-one matches (`annotator.agreement.matching`). With m matches, precision is m divided by the
second annotator's marks, recall m divided by the first's, and F1 their harmonic mean, 2 m / (all marks of
both), which is the same both ways. For more than two annotators, F1 adds up the counts of every two before it
divides. They are not corrected for chance: what nobody marked cannot be counted as spans.

Source: van Rijsbergen (1979), Information retrieval, 2nd edition, chapter 7; as a measure of agreement, with
a proof that kappa approaches F1 where what nobody marked cannot be counted: Hripcsak and Rothschild (2005),
Agreement, the F-measure, and reliability in information retrieval, Journal of the American Medical
Informatics Association 12(3), pp. 296-298.
"""

from collections.abc import Sequence
from typing import NamedTuple

from annotator.agreement.figure import Figure, Undefined


class Matches(NamedTuple):
    """How many marks two annotators have, and how many of these answer to each other."""

    first: int = 0
    second: int = 0
    matched: int = 0


def precision(articles: Sequence[Sequence[Matches]]) -> Figure:
    """Return the share of the second annotator's marks that the first has too. Items are the second's."""
    counts = _counted(articles)
    return _ratio(counts.matched, counts.second)


def recall(articles: Sequence[Sequence[Matches]]) -> Figure:
    """Return the share of the first annotator's marks that the second has too. Items are the first's."""
    counts = _counted(articles)
    return _ratio(counts.matched, counts.first)


def f1(articles: Sequence[Sequence[Matches]]) -> Figure:
    """Return the harmonic mean of precision and recall; items are the marks of both, in each pair of them."""
    counts = _counted(articles)
    total = counts.first + counts.second
    return _ratio(2 * counts.matched, total)


def _counted(articles: Sequence[Sequence[Matches]]) -> Matches:
    first = second = matched = 0
    for several in articles:
        for one in several:
            first += one[0]
            second += one[1]
            matched += one[2]
    return Matches(first, second, matched)


def _ratio(part: int, whole: int) -> Figure:
    return Figure.of(part / whole, whole) if whole else Figure.none(Undefined.NOTHING_MARKED)
