"""The sweep finds what comparing every mark with every other finds."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.agreement.overlap import (
    checked_threshold,
    overlapping,
    overlapping_within,
    reaches,
    similarity,
)
from annotator.core.errors import InvalidValue
from tests.agreement.making import covered, mark, marks

TWO = ("one", "two")
LAYERS = ("claim", "actor")


def shared(one, other):
    return len(covered(one) & covered(other)) if one.article_id == other.article_id else 0


@given(marks("a", 8, LAYERS, TWO), marks("b", 8, LAYERS, TWO))
def test_two_sides_as_by_all_pairs(first, second):
    expected = {
        (i, j, shared(one, other))
        for i, one in enumerate(first)
        for j, other in enumerate(second)
        if shared(one, other)
    }
    found = list(overlapping(first, second))
    assert set(found) == expected
    assert len(found) == len(expected)


@given(marks("ab", 10, LAYERS, TWO))
def test_one_side_as_by_all_pairs(several):
    expected = {
        (i, j, shared(several[i], several[j]))
        for j in range(len(several))
        for i in range(j)
        if shared(several[i], several[j])
    }
    found = list(overlapping_within(several))
    assert set(found) == expected
    assert len(found) == len(expected)


def test_what_lies_between_fragments_is_not_shared():
    around = mark("1", (0, 4), (10, 14))
    assert list(overlapping([around], [mark("2", (4, 10))])) == []
    assert list(overlapping([around], [mark("2", (2, 11))])) == [(0, 0, 3)]


def test_marks_that_touch_share_nothing():
    assert list(overlapping([mark("1", (0, 4))], [mark("2", (4, 8))])) == []


def test_similarity_is_what_is_shared_of_what_is_covered():
    assert similarity(4, 6, 8) == Fraction(4, 10)
    assert similarity(5, 5, 5) == 1


@given(st.integers(0, 50), st.integers(1, 50), st.fractions(0, 1, max_denominator=60))
def test_a_threshold_is_reached_exactly(part, union, threshold):
    assert reaches(part, union, threshold) == (Fraction(part, union) >= threshold)


@pytest.mark.parametrize("threshold", [Fraction(-1, 100), Fraction(101, 100)])
def test_a_threshold_lies_between_0_and_1(threshold):
    with pytest.raises(InvalidValue, match="is no threshold of similarity"):
        checked_threshold(threshold)
