"""The index of marks and the lanes they are drawn in, against a plain look at all of them."""

from hypothesis import given
from hypothesis import strategies as st

from annotator.core.spans import Fragments, Span, merged
from annotator.ui.article.index import SpanIndex
from annotator.ui.article.lanes import MOST, assign

fragments = st.lists(
    st.tuples(st.integers(0, 9_000), st.integers(1, 3_000)).map(lambda pair: Span(pair[0], sum(pair))),
    min_size=1,
    max_size=3,
).map(merged)


@given(st.lists(st.tuples(st.sampled_from("abcdefgh"), st.none() | fragments), max_size=25), st.data())
def test_the_index_finds_what_a_look_at_all_finds(steps, data):
    index = SpanIndex()
    plain: dict[str, Fragments] = {}
    for key, where in steps:
        if where is None:
            assert index.drop(key) == plain.pop(key, None)
        else:
            index.put(key, where)
            plain[key] = where
    start = data.draw(st.integers(0, 12_000))
    end = data.draw(st.integers(start + 1, 12_001))
    expected = {key for key, where in plain.items() if where[0].start < end and start < where[-1].end}
    found = index.overlapping(start, end)
    assert set(found) == expected
    order = [(plain[key][0].start, -plain[key][-1].end) for key in found]
    assert order == sorted(order)


@given(st.lists(st.tuples(st.integers(0, 50), st.integers(1, 20)), max_size=30))
def test_no_two_in_one_lane_overlap_and_none_is_lost(pairs):
    items = sorted((start, start + length) for start, length in pairs)
    placed = assign((str(number), start, end) for number, (start, end) in enumerate(items))
    assert set(placed.lanes) | set(placed.left_over) == {str(number) for number in range(len(items))}
    assert not set(placed.lanes) & set(placed.left_over)
    assert all(lane < MOST for lane in placed.lanes.values())
    for first, lane in placed.lanes.items():
        for second, other in placed.lanes.items():
            if first < second and lane == other:
                a, b = items[int(first)], items[int(second)]
                assert a[1] <= b[0] or b[1] <= a[0]


def test_nesting_goes_one_lane_down_a_level():
    placed = assign([("outer", 0, 10), ("middle", 2, 8), ("inner", 3, 5), ("after", 12, 14)])
    assert placed.lanes == {"outer": 0, "middle": 1, "inner": 2, "after": 0}
