"""Defusing: nothing dangerous is left, and every text comes back."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.formats.csv_out import line
from annotator.formats.defusing import CELL_START, defuse, suspicious, undefuse

SIGNS = "=+-@＝＋－＠"
texts = st.text() | st.text(alphabet=SIGNS + "'\";,\t\r\n aЖ")
cells = texts.map(lambda text: text.replace(CELL_START, ""))


@pytest.mark.parametrize("sign", [*SIGNS, "\t", "\r", "\n"])
def test_a_cell_that_begins_dangerously_gets_an_apostrophe(sign: str) -> None:
    assert defuse(f"{sign}1") == f"'{sign}1"
    assert defuse(f"''{sign}1") == f"'''{sign}1"


@pytest.mark.parametrize("mark", ['"', ";"])
@pytest.mark.parametrize("sign", SIGNS)
def test_also_after_a_quotation_mark_or_semicolon_inside(mark: str, sign: str) -> None:
    assert defuse(f"a{mark}{sign}b") == f"a{mark}'{sign}b"
    assert defuse(f"a{mark}'{sign}b") == f"a{mark}''{sign}b"


@pytest.mark.parametrize(
    "text", ["", "a=b", "1-2", "it's", "'quoted'", "“=”", "a;\tb", 'a"\nb', " =x", "“-”", "a,=b"]
)
def test_everything_else_is_left_alone(text: str) -> None:
    assert defuse(text) == text


@given(texts)
def test_every_text_comes_back(text: str) -> None:
    assert undefuse(defuse(text)) == text


@given(texts)
def test_nothing_dangerous_is_left(text: str) -> None:
    defused = defuse(text)
    assert not defused.startswith((*SIGNS, "\t", "\r", "\n"))
    for mark in '";':
        assert not any(mark + sign in defused for sign in SIGNS)


@given(texts, texts)
def test_two_texts_never_become_the_same(one: str, other: str) -> None:
    assert (defuse(one) == defuse(other)) == (one == other)


@given(st.lists(cells, min_size=1))
def test_the_quick_search_misses_nothing(row: list[str]) -> None:
    joined = CELL_START + CELL_START.join(row)
    if any(defuse(cell) != cell for cell in row):
        assert suspicious(joined)


@given(st.lists(cells | st.integers(), min_size=1), st.sampled_from(",;\t"))
def test_a_line_is_what_the_standard_library_writes(row: list[str | int], delimiter: str) -> None:
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, delimiter=delimiter, quoting=csv.QUOTE_NONNUMERIC, lineterminator="\r\n")
    writer.writerow([defuse(cell) if isinstance(cell, str) else cell for cell in row])
    assert line(row, delimiter) + "\r\n" == stream.getvalue()
