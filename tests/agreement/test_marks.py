"""What may be compared, and in which form."""

import pytest

from annotator.agreement.marks import Reading, agreeing, comparable, readers
from annotator.core.errors import InvalidSpan
from tests.agreement.making import mark


@pytest.mark.parametrize(
    "spans", [[], [(3, 3)], [(4, 3)], [(-1, 3)], [(5, 7), (1, 2)], [(1, 3), (3, 5)], [(1, 4), (3, 5)]]
)
def test_a_damaged_annotation_is_not_compared(spans):
    with pytest.raises(InvalidSpan, match="bad1 cannot be compared"):
        mark("bad1", *spans)


def test_a_mark_is_as_large_as_its_fragments_together():
    one = mark("m", (2, 5), (10, 11))
    assert (one.start, one.end, one.size) == (2, 11, 4)


def test_values_are_sets_unless_their_order_counts_and_empty_ones_are_not_said():
    values = {"via": ["b", "a"], "about": ["y", "x", "y"], "mode": []}
    assert comparable(values, in_order={"via"}) == (("about", ("x", "y")), ("via", ("b", "a")))


def test_what_both_leave_out_is_no_agreement():
    one = comparable({"mode": ["x"], "speaker": ["p"], "stance": ["s"]})
    other = comparable({"mode": ["x"], "speaker": ["q"], "tone": ["t"]})
    assert agreeing(one, other) == agreeing(other, one) == 1
    assert agreeing(one, one) == 3
    assert agreeing((), ()) == 0


def test_who_has_a_mark_has_read_and_who_is_done_too():
    marks = [mark("1", (0, 1), who="ana"), mark("2", (0, 1), who="ana"), mark("3", (0, 1), article="two")]
    done = [Reading("one", "ben"), Reading("one", "ana"), Reading("three", "ben")]
    assert readers(marks, done) == {"one": {"ana", "ben"}, "two": {"ana"}, "three": {"ben"}}
