import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.core.errors import InvalidValue
from annotator.core.lists import format_fragments, join_list, parse_fragments, split_list
from annotator.core.spans import Span, merged


@given(st.lists(st.text(min_size=1)))
def test_a_list_comes_back_as_it_was(items: list[str]) -> None:
    assert split_list(join_list(items)) == tuple(items)


@given(st.lists(st.text("a;\\ ", min_size=1)))
def test_a_list_of_the_special_characters_comes_back_as_it_was(items: list[str]) -> None:
    assert split_list(join_list(items)) == tuple(items)


@given(st.text("a;\\ "))
def test_what_was_typed_is_stable_after_one_reading(typed: str) -> None:
    items = split_list(typed)
    assert split_list(join_list(items)) == items
    assert all(items)


@pytest.mark.parametrize(
    ("items", "text"),
    [
        ((), ""),
        (("a",), "a"),
        (("a", "b c"), "a; b c"),
        (("a;b",), r"a\;b"),
        (("a\\",), "a\\\\"),
        (("a\\;", "b"), r"a\\\;; b"),
        ((" a ", " b"), " a ;  b"),
    ],
)
def test_the_form_is_the_documented_one(items: tuple[str, ...], text: str) -> None:
    assert join_list(items) == text
    assert split_list(text) == items


@pytest.mark.parametrize(
    ("typed", "items"),
    [("a;b", ("a", "b")), ("a; ; b;", ("a", "b")), (r"c:\dir", (r"c:\dir",)), ("a\\", ("a\\",)), (";", ())],
)
def test_a_list_may_be_typed_by_hand(typed: str, items: tuple[str, ...]) -> None:
    assert split_list(typed) == items


def test_empty_items_are_left_out() -> None:
    assert join_list(["a", "", "b"]) == "a; b"


@given(st.lists(st.tuples(st.integers(0, 10**9), st.integers(1, 10**6)), min_size=1, max_size=8))
def test_fragments_come_back_as_they_were(pairs: list[tuple[int, int]]) -> None:
    fragments = merged(Span(start, start + length) for start, length in pairs)
    assert parse_fragments(format_fragments(fragments)) == fragments


def test_fragments_have_the_documented_form() -> None:
    assert format_fragments((Span(120, 134), Span(150, 166))) == "120-134; 150-166"


@pytest.mark.parametrize(
    "text", ["", "5", "1-", "-1-2", "1-2;", "1-2,3-4", "a-b", "1–2", "١-٢", "1-2\n", "9" * 16 + "-1", "1 - 2"]
)
def test_what_is_no_list_of_fragments_is_refused(text: str) -> None:
    with pytest.raises(InvalidValue, match="120-134; 150-166"):
        parse_fragments(text)
