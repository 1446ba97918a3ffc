"""Percent, Cohen's and Fleiss' kappa against the literature and their definitions, and where undefined."""

from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.agreement.figure import Undefined
from annotator.agreement.nominal import cohen_kappa, fleiss_kappa, percent
from annotator.agreement.tally import Tally, of_two, summed, tallied

values = st.sampled_from(["a", "b", "c"])
missing = st.none() | values


def rows(element, width):
    return st.lists(st.tuples(*[element] * width), min_size=1, max_size=25)


def table(labels, counts):
    """Return the tally of a square table of two annotators."""
    return {
        (first, second): count
        for first, row in zip(labels, counts, strict=True)
        for second, count in zip(labels, row, strict=True)
        if count
    }


COHEN = table("123", [[88, 14, 18], [10, 40, 10], [2, 6, 12]])
"""Cohen (1960), A coefficient of agreement for nominal scales, Educational and Psychological Measurement
20(1), p. 45, as frequencies of 200."""

DIALOGUE_ACTS = table(["Stat", "IReq"], [[20, 10], [20, 50]])
"""Artstein and Poesio (2008), Inter-coder agreement for computational linguistics, Computational Linguistics
34(4), p. 558."""

THREE_ACTS = table(["Stat", "IReq", "Chck"], [[46, 0, 0], [6, 32, 6], [0, 0, 10]])
"""Artstein and Poesio (2008), p. 568."""

DIAGNOSES = """
444444 222555 233335 555555 222444 113333 333355 113334 114444 555555
144444 124444 222333 144444 224445 333335 111455 111112 224444 133555
555555 244444 224555 114444 144445 222224 111155 224444 133333 555555
""".split()
"""Fleiss (1971), Measuring nominal scale agreement among many raters, Psychological Bulletin 76(5), p. 379:
30 patients, each diagnosed by six psychiatrists."""


def test_percent_of_artstein_and_poesio_2008():
    figure = percent(DIALOGUE_ACTS)
    assert figure.value == pytest.approx(0.7)
    assert figure.items == 100
    assert percent(THREE_ACTS).value == pytest.approx(0.88)


def test_percent_of_fleiss_1971():
    assert percent(tallied(DIAGNOSES)).value == pytest.approx(0.5556, abs=0.00005)


def test_cohen_kappa_of_cohen_1960():
    figure = cohen_kappa(COHEN)
    assert figure.value == pytest.approx(0.492, abs=0.0005)
    assert figure.items == 200


def test_cohen_kappa_of_artstein_and_poesio_2008():
    assert cohen_kappa(DIALOGUE_ACTS).value == pytest.approx(0.348, abs=0.0005)
    assert cohen_kappa(THREE_ACTS).value == pytest.approx(0.8013, abs=0.00005)


@pytest.mark.parametrize(
    ("counts", "expected"),
    [([[12, 9, 9], [9, 14, 9], [9, 9, 20]], 0.186), ([[12, 18, 18], [0, 14, 18], [0, 0, 20]], 0.258)],
)
def test_cohen_kappa_of_krippendorff_2004(counts, expected):
    """Krippendorff (2004), Content analysis, 2nd edition, p. 246: kappa rewards different habits."""
    assert cohen_kappa(table("abc", counts)).value == pytest.approx(expected, abs=0.0005)


def test_fleiss_kappa_of_fleiss_1971():
    figure = fleiss_kappa(tallied(DIAGNOSES))
    assert figure.value == pytest.approx(0.430, abs=0.0005)
    assert figure.items == 30


def test_fleiss_kappa_of_two_annotators_is_scotts_pi():
    """Artstein and Poesio (2008), p. 561: pi is .341 where Cohen's kappa is .348; and 0.7995 for p. 568."""
    assert fleiss_kappa(DIALOGUE_ACTS).value == pytest.approx(0.341, abs=0.0005)
    assert fleiss_kappa(THREE_ACTS).value == pytest.approx(0.7995, abs=0.00005)


@pytest.mark.parametrize("measure", [percent, cohen_kappa, fleiss_kappa])
@pytest.mark.parametrize(
    ("tally", "reason"),
    [
        ({}, Undefined.NOTHING_MARKED),
        ({(None, None): 5}, Undefined.NOTHING_MARKED),
        ({("a", None): 5}, Undefined.FEWER_THAN_TWO_ANNOTATORS),
        ({("a",): 5}, Undefined.FEWER_THAN_TWO_ANNOTATORS),
        ({("a", None): 5, (None, "a"): 2}, Undefined.NO_PAIR_OF_VALUES),
    ],
)
def test_nothing_to_compare_has_no_value(measure, tally, reason):
    figure = measure(tally)
    assert (figure.value, figure.undefined, figure.items) == (None, reason, 0)


@pytest.mark.parametrize("measure", [cohen_kappa, fleiss_kappa])
def test_one_category_is_undefined_and_not_full_agreement(measure):
    figure = measure({("a", "a"): 50})
    assert (figure.value, figure.undefined, figure.items) == (None, Undefined.ONE_CATEGORY, 50)


def test_two_annotators_of_one_category_each_agree_as_by_chance():
    assert cohen_kappa({("a", "b"): 50}).value == 0


def test_cohen_kappa_is_for_two():
    with pytest.raises(ValueError, match="two annotators"):
        cohen_kappa({("a", "a", "b"): 1})


def test_items_without_two_values_do_not_count():
    whole: Tally[str] = {("a", "a"): 3, ("b", "b"): 2, ("a", "b"): 1}
    with_gaps: Tally[str] = {**whole, ("a", None): 7, (None, "b"): 4, (None, None): 9}
    for measure in (percent, cohen_kappa, fleiss_kappa):
        assert measure(with_gaps) == measure(whole)


def test_fleiss_kappa_takes_only_items_that_everyone_judged():
    whole: Tally[str] = {("a", "a", "b"): 3, ("b", "b", "b"): 2}
    assert fleiss_kappa({**whole, ("a", "a", None): 7}) == fleiss_kappa(whole)


def test_percent_of_many_takes_pairs_within_items():
    assert percent(tallied([("a", "a", "b"), ("a", None, "a")])).value == pytest.approx((1 / 3 + 1) / 2)


def naive_cohen(pairs):
    pairs = [pair for pair in pairs if None not in pair]
    labels = {value for pair in pairs for value in pair}
    observed = sum(a == b for a, b in pairs) / len(pairs)
    expected = sum(
        sum(a == label for a, _ in pairs) / len(pairs) * (sum(b == label for _, b in pairs) / len(pairs))
        for label in labels
    )
    return (observed - expected) / (1 - expected)


def naive_fleiss(items):
    labels = {value for item in items for value in item}
    raters = len(items[0])
    agreement = [
        sum(a == b for a, b in combinations(item, 2)) / (raters * (raters - 1) / 2) for item in items
    ]
    shares = [sum(item.count(label) for item in items) / (len(items) * raters) for label in labels]
    expected = sum(share**2 for share in shares)
    return (sum(agreement) / len(items) - expected) / (1 - expected)


@settings(deadline=None)
@given(rows(missing, 2))
def test_cohen_kappa_is_what_its_definition_says(pairs):
    figure = cohen_kappa(tallied(pairs))
    if figure.value is not None:
        assert figure.value == pytest.approx(naive_cohen(pairs), abs=1e-9)
        assert figure.value <= 1


@settings(deadline=None)
@given(st.integers(2, 5).flatmap(lambda width: rows(values, width)))
def test_fleiss_kappa_is_what_its_definition_says(items):
    figure = fleiss_kappa(tallied(items))
    if figure.value is not None:
        assert figure.value == pytest.approx(naive_fleiss(items), abs=1e-9)
        assert figure.value <= 1


@settings(deadline=None)
@given(rows(missing, 3), st.permutations(range(3)), st.randoms(use_true_random=False))
def test_order_of_items_and_annotators_makes_no_difference(items, order, chance):
    shuffled = [tuple(item[place] for place in order) for item in items]
    chance.shuffle(shuffled)
    for measure in (percent, fleiss_kappa):
        assert measure(tallied(items)) == measure(tallied(shuffled))
    pairs, swapped = of_two(tallied(items), 0, 1), of_two(tallied(items), 1, 0)
    assert cohen_kappa(pairs) == cohen_kappa(swapped)


@settings(deadline=None)
@given(st.lists(values, min_size=1))
def test_the_same_values_agree_fully_or_are_undefined(said):
    tally = tallied((value, value) for value in said)
    for measure in (cohen_kappa, fleiss_kappa):
        figure = measure(tally)
        assert figure.value == 1 if len(set(said)) > 1 else figure.undefined is Undefined.ONE_CATEGORY
    assert percent(tally).value == 1


@settings(deadline=None)
@given(rows(missing, 2), rows(missing, 2))
def test_tallies_of_articles_add_up(first, second):
    assert summed([tallied(first), tallied(second)]) == tallied(first + second)
