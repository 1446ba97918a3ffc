"""Krippendorff's alpha against his own worked examples, against its definition, and where undefined."""

from collections import Counter
from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.agreement.alpha import alpha
from annotator.agreement.distances import interval, jaccard, nominal
from annotator.agreement.figure import Undefined
from annotator.agreement.tally import Tally, tallied

numbers = st.none() | st.integers(1, 5)
tables = st.integers(2, 4).flatmap(lambda width: st.lists(st.tuples(*[numbers] * width), max_size=20))


def units(*annotators):
    """Return the tally of readings written as in the source: a line for each annotator, a dot for missing."""
    return tallied(
        tuple(None if value == "." else int(value) for value in unit)
        for unit in zip(*annotators, strict=True)
    )


FOUR_OBSERVERS = units("123321412...", "1233224125.3", ".3332342251.", "12332441251.")
"""Krippendorff (2011), Computing Krippendorff's alpha-reliability, University of Pennsylvania. Four
observers, twelve units, missing values; the same as Krippendorff (2004), Content analysis, 2nd edition,
p. 230."""

DICHOTOMY = units("0100000010", "0110010100")
"""Krippendorff (1980), Content analysis, p. 133."""

THREE_OBSERVERS = units("112412132", "122442232", "122442332")
"""Krippendorff (1980), p. 139: nine units, three observers."""


def ordinal(tally):
    """Return the ordinal metric of Krippendorff (2011): the ranks between two values, squared."""
    counts: Counter[int] = Counter()
    for row, count in tally.items():
        said = [value for value in row if value is not None]
        if len(said) > 1:
            for value in said:
                counts[value] += count

    def distance(first, second):
        low, high = sorted((first, second))
        between = sum(n for value, n in counts.items() if low <= value <= high)
        return (between - (counts[first] + counts[second]) / 2) ** 2

    return distance


def ratio(first, second):
    """Return the ratio metric of Krippendorff (2011)."""
    return ((first - second) / (first + second)) ** 2


@pytest.mark.parametrize(
    ("distance", "expected"),
    [(nominal, 0.743), (ordinal(FOUR_OBSERVERS), 0.815), (interval, 0.849), (ratio, 0.797)],
)
def test_krippendorff_2011(distance, expected):
    figure = alpha(FOUR_OBSERVERS, distance)
    assert figure.value == pytest.approx(expected, abs=0.0005)
    assert figure.items == 11


def test_krippendorff_1980_dichotomy():
    assert alpha(DICHOTOMY).value == pytest.approx(0.095, abs=0.0005)


@pytest.mark.parametrize(("distance", "expected"), [(nominal, 0.642), (interval, 0.547), (ratio, 0.483)])
def test_krippendorff_1980_three_observers(distance, expected):
    assert alpha(THREE_OBSERVERS, distance).value == pytest.approx(expected, abs=0.0005)


def test_krippendorff_2004_two_observers_many_categories():
    """Krippendorff (2004), Content analysis, 2nd edition, p. 227: 1 - .1667 / .6268 is .734."""
    letters = tallied(zip("aabbbbbccccc", "abbbbbcccccc", strict=True))
    assert alpha(letters).value == pytest.approx(0.734, abs=0.0005)


def test_artstein_and_poesio_2008():
    """Inter-coder agreement for computational linguistics, Computational Linguistics 34(4), p. 568: with a
    distance of one half between Chck and the others, and without.
    """
    acts: Tally[str] = {
        ("Stat", "Stat"): 46,
        ("IReq", "Stat"): 6,
        ("IReq", "IReq"): 32,
        ("IReq", "Chck"): 6,
        ("Chck", "Chck"): 10,
    }

    def weighted(first, second):
        return 0.5 if "Chck" in (first, second) else 1.0

    assert alpha(acts).value == pytest.approx(0.800, abs=0.001)
    assert alpha(acts, weighted).value == pytest.approx(0.8156, abs=0.00005)


@pytest.mark.parametrize(
    ("tally", "reason", "items"),
    [
        ({}, Undefined.NOTHING_MARKED, 0),
        ({(None, None): 3}, Undefined.NOTHING_MARKED, 0),
        ({("a",): 3}, Undefined.FEWER_THAN_TWO_ANNOTATORS, 0),
        ({("a", None): 3, ("b", None): 1}, Undefined.FEWER_THAN_TWO_ANNOTATORS, 0),
        ({("a", None): 3, (None, "a"): 1}, Undefined.NO_PAIR_OF_VALUES, 0),
        ({("a", "a"): 3}, Undefined.ONE_CATEGORY, 3),
    ],
)
@pytest.mark.parametrize("distance", [nominal, lambda first, second: 1.0])
def test_undefined_is_said_with_its_reason(tally, reason, items, distance):
    figure = alpha(tally, distance)
    assert (figure.value, figure.undefined, figure.items) == (None, reason, items)


def test_values_that_lie_nowhere_apart_are_undefined():
    figure = alpha({("a", "b"): 3}, lambda first, second: 0.0)
    assert (figure.value, figure.undefined) == (None, Undefined.NO_DIFFERENCE_EXPECTED)


def test_sets_of_choices_may_agree_in_part():
    said = tallied([(("war",), ("war", "sea")), (("aid",), ("aid",))])
    together, apart = alpha(said, jaccard).value, alpha(said).value
    assert together is not None
    assert apart is not None
    assert apart < together < 1


def naive(items, distance):
    """Return alpha by its definition: distances of all pairs within units, and of all pairs of all values."""
    read = [[value for value in item if value is not None] for item in items]
    read = [values for values in read if len(values) > 1]
    flat = [value for values in read for value in values]
    observed = sum(
        distance(a, b) / (len(values) - 1) for values in read for a, b in permutations(values, 2)
    ) / len(flat)
    expected = sum(distance(a, b) for a, b in permutations(flat, 2)) / (len(flat) * (len(flat) - 1))
    return 1 - observed / expected


@settings(deadline=None)
@given(tables, st.sampled_from([nominal, interval, ratio]))
def test_alpha_is_what_its_definition_says(items, distance):
    figure = alpha(tallied(items), distance)
    if figure.value is not None:
        assert figure.value == pytest.approx(naive(items, distance), abs=1e-9)
        assert figure.value <= 1


@settings(deadline=None)
@given(tables)
def test_the_short_way_for_categories_gives_what_the_long_way_gives(items):
    short, long = alpha(tallied(items)), alpha(tallied(items), lambda first, second: float(first != second))
    assert (short.undefined, short.items) == (long.undefined, long.items)
    assert short.value == pytest.approx(long.value, abs=1e-12) if short.value is not None else True


@settings(deadline=None)
@given(tables, st.data(), st.sampled_from([nominal, interval, ratio]))
def test_order_of_items_and_annotators_makes_no_difference(items, data, distance):
    order = data.draw(st.permutations(range(len(items[0]) if items else 0)))
    shuffled = data.draw(st.permutations([tuple(item[place] for place in order) for item in items]))
    assert alpha(tallied(items), distance) == alpha(tallied(shuffled), distance)


@settings(deadline=None)
@given(st.lists(st.integers(1, 5), min_size=1), st.integers(2, 4), st.sampled_from([nominal, interval]))
def test_the_same_values_agree_fully_or_are_undefined(said, width, distance):
    figure = alpha(tallied([value] * width for value in said), distance)
    assert figure.value == 1 if len(set(said)) > 1 else figure.undefined is Undefined.ONE_CATEGORY
