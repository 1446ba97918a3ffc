"""How fast a million annotations of two annotators are compared."""

import gc
import random
import time
from collections.abc import Iterator
from fractions import Fraction

from annotator.agreement.marks import Mark
from annotator.agreement.matching import match_exact, match_overlap
from annotator.agreement.measured import ArticleMarks, ComparedField, Options
from annotator.agreement.overlap import reaches
from annotator.agreement.report import Collector
from annotator.core.spans import Span
from annotator.formats.edtf_values import bounds

LAYERS = ("claim", "actor", "date")
FIELDS = (ComparedField("claim", "mode", tabled=True), ComparedField("date", "value", date=True))
OF_ARTICLE = 500
"""Annotations that each of the two has in an article."""
APART = 40
"""Code points from the start of one annotation to that of the next."""


def articles(total: int, seed: int = 1) -> Iterator[ArticleMarks]:
    """Yield articles of two annotators who agree on most of ``total`` annotations together."""
    chance = random.Random(seed)
    for number in range(max(1, total // (2 * OF_ARTICLE))):
        marks = tuple(
            _mark(chance, f"article{number:06}", who, place)
            for who in ("ada", "ben")
            for place in range(min(OF_ARTICLE, total // 2))
        )
        yield ArticleMarks(f"article{number:06}", APART * (OF_ARTICLE + 1), marks)


def _mark(chance: random.Random, article: str, who: str, place: int) -> Mark:
    layer = LAYERS[place % len(LAYERS)]
    start = place * APART + chance.choice((0, 0, 0, 0, 1, 2, 15))
    end = start + chance.choice((12, 20, 20, 20, 30))
    values = {
        "claim": (("mode", (chance.choice(("direct", "direct", "indirect")),)),),
        "date": (("value", (chance.choice(("2025-09", "2025-09-18", "2024")),)),),
    }.get(layer, ())
    return Mark(f"{article}-{who}-{place}", article, who, layer, (Span(start, end),), values)


def matched(total: int) -> float:
    """Return the milliseconds for matching, exactly and by overlap, without those of making the marks."""
    spent = 0.0
    for article in articles(total):
        first, second = ([one for one in article.marks if one.annotator_id == who] for who in ("ada", "ben"))
        began = time.perf_counter()
        match_exact(first, second)
        match_overlap(first, second)
        spent += time.perf_counter() - began
    return spent * 1000


def reported(total: int) -> float:
    """Return the milliseconds for a whole report without intervals, without those of making the marks."""
    collector = Collector(("ada", "ben"), LAYERS, FIELDS, bounds, Options(samples=0))
    spent = 0.0
    for article in articles(total):
        began = time.perf_counter()
        collector.add(article)
        spent += time.perf_counter() - began
    gc.collect()
    began = time.perf_counter()
    collector.report()
    return (spent + time.perf_counter() - began) * 1000


def one_article(annotations: int) -> tuple[list[Mark], list[Mark]]:
    """Return the marks of two annotators in one article, ``annotations`` of each."""
    chance = random.Random(2)
    first, second = ([_mark(chance, "one", who, place) for place in range(annotations)] for who in ("a", "b"))
    return first, second


def all_pairs(first: list[Mark], second: list[Mark]) -> int:
    """Count the pairs that overlap by half, looking at each mark of the one with each of the other."""
    half = Fraction(1, 2)
    found = 0
    for one in first:
        start, end, layer = one.start, one.end, one.layer
        for other in second:
            shared = min(end, other.end) - max(start, other.start)
            if shared > 0 and layer == other.layer:
                found += reaches(shared, one.size + other.size - shared, half)
    return found
