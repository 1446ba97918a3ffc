"""Spans and fragments: what may be marked, and what becomes of fragments that change."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.core.errors import InvalidSpan
from annotator.core.spans import (
    Span,
    checked,
    context,
    fault,
    merged,
    quote,
    with_added,
    with_edge_moved,
    with_removed,
)

LENGTH = 60
spans = st.tuples(st.integers(0, LENGTH - 1), st.integers(1, 20)).map(
    lambda pair: Span(pair[0], min(LENGTH, pair[0] + pair[1]))
)
fragment_lists = st.lists(spans, min_size=1, max_size=5).map(merged)


def covered(fragments):
    return {position for start, end in fragments for position in range(start, end)}


@pytest.mark.parametrize(
    ("fragments", "sound"),
    [
        ([Span(0, 1)], True),
        ([Span(0, 10)], True),
        ([Span(0, 11)], False),
        ([Span(3, 3)], False),
        ([Span(4, 3)], False),
        ([Span(-1, 3)], False),
        ([], False),
        ([Span(0, 2), Span(3, 4)], True),
        ([Span(0, 2), Span(2, 4)], False),
        ([Span(0, 3), Span(2, 4)], False),
        ([Span(5, 6), Span(0, 2)], False),
    ],
)
def test_fault_finds_what_does_not_lie_in_the_text(fragments, sound):
    assert (fault(fragments, 10) is None) is sound


def test_checked_refuses_with_a_sentence():
    with pytest.raises(InvalidSpan, match=r"^This cannot be marked: 0–11 does not lie .*\.$"):
        checked([Span(0, 11)], 10)


@given(fragment_lists, spans)
def test_adding_covers_exactly_both(fragments, added):
    result = with_added(fragments, added)
    assert covered(result) == covered(fragments) | covered([added])
    assert fault(result, LENGTH) is None


@given(fragment_lists, spans)
def test_removing_leaves_exactly_the_rest(fragments, removed):
    result = with_removed(fragments, removed)
    assert covered(result) == covered(fragments) - covered([removed])
    assert not result or fault(result, LENGTH) is None


@given(fragment_lists, st.data())
def test_moving_an_edge_keeps_the_other_edge_and_the_other_fragments(fragments, data):
    number = data.draw(st.integers(0, len(fragments) - 1))
    edge = data.draw(st.sampled_from(["start", "end"]))
    position = data.draw(st.integers(0, LENGTH))
    span = fragments[number]
    fixed = span.end if edge == "start" else span.start
    if position == fixed:
        with pytest.raises(InvalidSpan):
            with_edge_moved(fragments, number, edge, position)
        return
    result = with_edge_moved(fragments, number, edge, position)
    others = [*fragments[:number], *fragments[number + 1 :]]
    expected = covered(others) | set(range(min(position, fixed), max(position, fixed)))
    assert covered(result) == expected
    assert fault(result, LENGTH) is None


def test_quote_joins_fragments_and_context_stops_at_the_ends():
    text = "“A,” he said, “B😀.”"
    assert quote(text, [Span(1, 2)]) == "A"
    assert quote(text, [Span(1, 2), Span(15, 17)]) == "A … B😀"
    assert context(text, Span(15, 17), 3) == (", “", ".”")
    assert context(text, Span(0, 2), 3) == ("", ",” ")
