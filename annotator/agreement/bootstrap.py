"""Confidence intervals: how much a figure depends on which articles happened to be chosen."""

from collections.abc import Callable, Mapping, Sequence
from math import ceil, floor
from random import Random
from typing import TypeVar

from annotator.agreement.figure import Figure
from annotator.agreement.tally import Row, Tally, V

Sums = TypeVar("Sums")

SAMPLES = 1000
CONFIDENCE = 0.95
SEED = 1979
FEWEST_DEFINED = 0.9
"""Share of the samples that must have a value; an interval from fewer would speak of selected samples."""


def with_interval(
    by_article: Mapping[str, Sums],
    measure: Callable[[Sequence[Sums]], Figure],
    *,
    samples: int = SAMPLES,
    confidence: float = CONFIDENCE,
    seed: int = SEED,
) -> Figure:
    """Return the measure of all articles, with an interval from drawing articles with replacement.

    ``by_article`` has what ``measure`` needs of each article (a tally, sums of units), by the article's id.
    Whole articles are drawn, not single items, because what is said in one article hangs together. The same
    articles, numbers and seed always give the same interval, in whatever order the articles come.

    No interval for fewer than two articles, without a value, or if more than a tenth of the samples are
    undefined; undefined samples are left out of it.

    Source: the percentile interval of Efron (1979), Bootstrap methods: another look at the jackknife, Annals
    of Statistics 7(1), and Efron and Tibshirani (1993), An introduction to the bootstrap, section 13.3;
    drawing whole clusters: Davison and Hinkley (1997), Bootstrap methods and their application, section 3.8.

    Raises:
        ValueError: if there is no sample to draw or the confidence is not between 0 and 1.
    """
    if samples < 1 or not 0 < confidence < 1:
        raise ValueError("A bootstrap needs at least one sample, and a confidence between 0 and 1.")
    articles = [by_article[article_id] for article_id in sorted(by_article)]
    figure = measure(articles)
    if figure.value is None or len(articles) < 2:
        return figure
    values = _drawn(articles, measure, samples, seed)
    if len(values) < FEWEST_DEFINED * samples:
        return figure
    return figure.between(*_percentiles(values, confidence))


def tally_with_interval(
    by_article: Mapping[str, Tally[V]],
    measure: Callable[[Tally[V]], Figure],
    *,
    samples: int = SAMPLES,
    confidence: float = CONFIDENCE,
    seed: int = SEED,
) -> Figure:
    """Return what `with_interval` does, for a measure of one tally of all articles: the same, only sooner."""
    places: dict[Row[V], int] = {}
    numbered = {
        article_id: [
            (places.setdefault(row, len(places)), count) for row, count in by_article[article_id].items()
        ]
        for article_id in sorted(by_article)
    }

    def measured(articles: Sequence[Sequence[tuple[int, int]]]) -> Figure:
        counts = [0] * len(places)
        for article in articles:
            for place, count in article:
                counts[place] += count
        return measure({row: counts[place] for row, place in places.items() if counts[place]})

    return with_interval(numbered, measured, samples=samples, confidence=confidence, seed=seed)


def _drawn(
    articles: Sequence[Sums], measure: Callable[[Sequence[Sums]], Figure], samples: int, seed: int
) -> list[float]:
    # Only `random()` is promised to give the same numbers in every version of Python.
    chance = Random(seed)  # noqa: S311 - drawing samples, not keeping a secret
    count = len(articles)
    values = []
    for _ in range(samples):
        value = measure([articles[int(chance.random() * count)] for _ in range(count)]).value
        if value is not None:
            values.append(value)
    return values


def _percentiles(values: list[float], confidence: float) -> tuple[float, float]:
    """Return the values that leave half of what lies outside below, and half above."""
    ordered = sorted(values)
    outside = (1 - confidence) / 2
    last = len(ordered) - 1
    return ordered[floor(last * outside)], ordered[ceil(last * (1 - outside))]
