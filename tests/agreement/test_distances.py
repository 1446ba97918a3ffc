"""Distances between values, dates above all."""

from datetime import date, timedelta
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.agreement.alpha import alpha
from annotator.agreement.distances import DateDistance, interval, jaccard, nominal
from annotator.agreement.tally import tallied
from annotator.formats.edtf_values import bounds

between = DateDistance(bounds)

# Few different days, for to read a value for the first time takes the library of dates a while.
days = st.sampled_from([0, 1, 9, 30, 31, 60, 64]).map(
    lambda number: date(2024, 1, 1) + timedelta(days=number)
)
spans = st.tuples(days, days).map(lambda pair: "/".join(day.isoformat() for day in sorted(pair)))
values = (
    st.sampled_from(
        ["2024", "2024-01", "2024-02~", "2024-21", "202X", "2024-03-05/..", "../2024", "", "soon"]
    )
    | days.map(date.isoformat)
    | spans
)


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ("2025-09-18", "2025-09-18", 0),
        ("2025-09", "2025-09-01/2025-09-30", 0),
        ("2025-09", "2025-09-18", 1 - 1 / 30),
        ("2024", "2024-02", 1 - 29 / 366),
        ("2023", "2023-05-01", 1 - 1 / 365),
        ("2025-09-01/2025-09-20", "2025-09-11/2025-09-30", 1 - 10 / 30),
        ("202X", "2024", 1 - 366 / 3653),
        ("2024-21", "2024-04", 1 - 30 / 92),
        ("2025-09-18", "2025-09-19", 1),
        ("2025-08", "2025-09", 1),
        ("2025-09-18?", "2025-09-18", 0),
        ("2025-09~", "2025-09", 0),
        ("2025-09-18T10:00:00", "2025-09-18", 0),
    ],
)
def test_dates_differ_by_the_days_they_do_not_share(first, second, expected):
    assert between(first, second) == pytest.approx(expected, abs=1e-12)


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ("2022-02-24/..", "2022-02-24/..", 0),
        ("2022-02-24~/..", "2022-02-24/..", 0),
        ("2022-02-24/..", "2022-02-24", 1),
        ("2022-02-24/..", "2022-02-25/..", 1),
        ("2022-02-24/..", "2022-02-24/", 1),
        ("../2022", "2022", 1),
        ("Y-17000", "Y-17000", 0),
        ("Y-17000", "Y-18000", 1),
        ("soon", "soon", 0),
        ("soon", "later", 1),
        ("soon", "2024", 1),
        ("", "", 0),
        ("", "2024", 1),
    ],
)
def test_dates_without_a_number_of_days_are_the_same_or_not(first, second, expected):
    assert between(first, second) == expected


def test_the_finer_the_farther_from_the_whole():
    two_weeks = between("2025-09", "2025-09-08/2025-09-21")
    one_day = between("2025-09", "2025-09-18")
    from_a_year = between("2025", "2025-09-18")
    assert 0 < two_weeks < one_day < from_a_year < 1 == between("2025-08", "2025-09-18")


@settings(deadline=None, max_examples=40)
@given(values, values, values)
def test_dates_have_a_metric(first, second, third):
    assert between(first, first) == 0
    assert between(first, second) == between(second, first)
    assert 0 <= between(first, second) <= 1
    assert between(first, third) <= between(first, second) + between(second, third) + 1e-12


@settings(deadline=None, max_examples=40)
@given(st.lists(values, max_size=12, unique=True))
def test_no_pair_of_dates_nearer_than_one_is_passed_over(said):
    listed = list(between.nearer(said))
    near = {frozenset(pair) for pair in combinations(said, 2) if between(*pair) < 1}
    assert near <= {frozenset(pair) for pair in listed}
    assert len(listed) == len({frozenset(pair) for pair in listed})


@settings(deadline=None, max_examples=40)
@given(st.lists(st.tuples(values, values), min_size=1, max_size=12))
def test_alpha_of_dates_is_that_of_all_pairs(pairs):
    sparse, every = (
        alpha(tallied(pairs), between),
        alpha(tallied(pairs), lambda one, other: between(one, other)),
    )
    assert sparse.undefined == every.undefined
    assert sparse.value == pytest.approx(every.value, abs=1e-9)


@settings(deadline=None, max_examples=40)
@given(st.lists(st.tuples(values, values), min_size=2, max_size=12))
def test_alpha_of_dates_stays_below_one(pairs):
    value = alpha(tallied(pairs), between).value
    assert value is None or value <= 1


def test_a_month_beside_its_day_counts_for_less_than_two_different_days():
    near = alpha(tallied([("2025-09", "2025-09-08/2025-09-28"), ("2024", "2024")]), between).value
    far = alpha(tallied([("2025-09", "2025-10"), ("2024", "2024")]), between).value
    assert near is not None
    assert far is not None
    assert near > far


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [((), (), 0), (("a",), (), 1), (("a", "b"), ("b", "a"), 0), (("a", "b"), ("b", "c"), 2 / 3)],
)
def test_sets_differ_by_what_they_do_not_share(first, second, expected):
    assert jaccard(first, second) == pytest.approx(expected)


def test_numbers_differ_by_their_squared_difference():
    assert interval(2, 5) == interval(5, 2) == 9


def test_categories_are_the_same_or_not():
    assert (nominal("a", "a"), nominal("a", "b")) == (0, 1)
