"""Intervals from drawing articles: the same every time, and none where there can be none."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.agreement.bootstrap import tally_with_interval, with_interval
from annotator.agreement.figure import Figure, Undefined
from annotator.agreement.nominal import cohen_kappa, percent
from annotator.agreement.tally import summed, tallied

SAME, OTHER = ("a", "a"), ("a", "b")


def share(tallies):
    return percent(summed(tallies))


def kappa(tallies):
    return cohen_kappa(summed(tallies))


def ends(figure):
    """Return the interval of a figure that must have one."""
    assert figure.low is not None
    return figure.low, figure.high


def articles(*rows):
    return {f"article {number:03}": tallied(said) for number, said in enumerate(rows)}


MIXED = articles(*([[SAME, OTHER], [SAME, SAME], [OTHER, OTHER, SAME]] * 5))


def test_the_figure_lies_in_its_interval_and_is_that_of_all_articles():
    figure = with_interval(MIXED, share)
    plain = share(list(MIXED.values()))
    assert (figure.value, figure.items) == (plain.value, plain.items)
    low, high = ends(figure)
    assert plain.value is not None
    assert low < plain.value < high


def test_an_interval_is_that_of_the_mean():
    """Of 100 articles with one item each, half in agreement, two standard errors are a tenth."""
    figure = with_interval(articles(*([[SAME], [OTHER]] * 50)), share)
    assert figure.value == 0.5
    assert ends(figure) == pytest.approx((0.4, 0.6), abs=0.02)


def test_the_same_seed_gives_the_same_interval_and_another_one_another():
    assert with_interval(MIXED, share, seed=4) == with_interval(MIXED, share, seed=4)
    assert with_interval(MIXED, share, seed=4) != with_interval(MIXED, share, seed=5)


@settings(deadline=None)
@given(st.permutations(sorted(MIXED)))
def test_order_of_articles_makes_no_difference(order):
    shuffled = {name: MIXED[name] for name in order}
    assert with_interval(shuffled, share, samples=20) == with_interval(MIXED, share, samples=20)


def test_numbers_are_those_of_every_version():
    """Python promises the same random numbers, so an interval that was reported stays as it was."""
    figure = with_interval(MIXED, share, samples=100, seed=7)
    assert ends(figure) == pytest.approx((17 / 36, 23 / 34))


@settings(deadline=None, max_examples=20)
@given(st.dictionaries(st.sampled_from("abcdef"), st.lists(st.sampled_from([SAME, OTHER, ("b", "b")]))))
def test_tallies_added_up_beforehand_give_the_same_interval(rows):
    by_article = {name: tallied(said) for name, said in rows.items()}
    assert tally_with_interval(by_article, cohen_kappa, samples=30) == with_interval(
        by_article, kappa, samples=30
    )


def test_more_confidence_is_a_wider_interval():
    narrow, wide = (ends(with_interval(MIXED, share, confidence=level)) for level in (0.5, 0.99))
    assert wide[0] < narrow[0] <= narrow[1] < wide[1]


def test_articles_that_all_say_the_same_leave_no_doubt():
    figure = with_interval(articles([SAME, OTHER], [SAME, OTHER]), share)
    assert (figure.low, figure.value, figure.high) == (0.5, 0.5, 0.5)


def test_one_article_has_no_interval():
    figure = with_interval(articles([SAME, OTHER]), share)
    assert (figure.value, figure.low, figure.high) == (0.5, None, None)


def test_undefined_stays_undefined():
    figure = with_interval(articles([SAME], [SAME]), kappa)
    assert figure == Figure(None, Undefined.ONE_CATEGORY, 2)


def test_no_interval_from_samples_that_are_mostly_undefined():
    """Only the third article has a second category: without it kappa is undefined, in 8 of 27 samples."""
    figure = with_interval(articles([SAME], [SAME], [OTHER, ("b", "b")]), kappa)
    assert figure.value is not None
    assert figure.low is None


@pytest.mark.parametrize(("samples", "confidence"), [(0, 0.95), (10, 0), (10, 1)])
def test_what_cannot_be_drawn_is_refused(samples, confidence):
    with pytest.raises(ValueError, match="at least one sample"):
        with_interval(MIXED, share, samples=samples, confidence=confidence)


@pytest.mark.parametrize(
    "wrong",
    [
        {"value": None, "undefined": None, "items": 0},
        {"value": 1.0, "undefined": Undefined.ONE_CATEGORY, "items": 1},
        {"value": 1.0, "undefined": None, "items": 1, "low": 0.5},
        {"value": None, "undefined": Undefined.ONE_CATEGORY, "items": 1, "low": 0.5, "high": 1.0},
    ],
)
def test_a_figure_has_a_value_or_a_reason(wrong):
    with pytest.raises(ValueError, match=r"either a value or a reason|belongs to a value"):
        Figure(**wrong)
