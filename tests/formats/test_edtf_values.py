"""EDTF values: what is taken, what is refused with which sentence, and the first and last day."""

import subprocess
import sys
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.core.errors import InvalidValue
from annotator.formats.edtf_values import bounds, check, refuse_beyond_level_1


def day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


@pytest.mark.parametrize(
    ("value", "first", "last"),
    [
        ("2025-09-18", "2025-09-18", "2025-09-18"),
        ("2025-09", "2025-09-01", "2025-09-30"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("1900-02", "1900-02-01", "1900-02-28"),
        ("2025", "2025-01-01", "2025-12-31"),
        ("2022-02~", "2022-02-01", "2022-02-28"),
        ("1984?", "1984-01-01", "1984-12-31"),
        ("2004-06-11%", "2004-06-11", "2004-06-11"),
        ("198X", "1980-01-01", "1989-12-31"),
        ("199X~", "1990-01-01", "1999-12-31"),
        ("19XX", "1900-01-01", "1999-12-31"),
        ("2022-XX", "2022-01-01", "2022-12-31"),
        ("2022-02-XX", "2022-02-01", "2022-02-28"),
        ("2022-XX-XX", "2022-01-01", "2022-12-31"),
        ("2022-21", "2022-03-01", "2022-05-31"),
        ("2022-22", "2022-06-01", "2022-08-31"),
        ("2022-23", "2022-09-01", "2022-11-30"),
        ("2022-24", "2022-12-01", "2023-02-28"),
        ("2023-24", "2023-12-01", "2024-02-29"),
        ("2022-02-24/..", "2022-02-24", ""),
        ("../1997", "", "1997-12-31"),
        ("/1997", "", "1997-12-31"),
        ("1997/", "1997-01-01", ""),
        ("2014/2022-02", "2014-01-01", "2022-02-28"),
        ("2022-02/2022", "2022-02-01", "2022-12-31"),
        ("1984?/2004-06~", "1984-01-01", "2004-06-30"),
        ("2022-21/2022-23", "2022-03-01", "2022-11-30"),
        ("2022-02-24T04:50:00Z", "2022-02-24", "2022-02-24"),
        ("0001", "0001-01-01", "0001-12-31"),
        ("9999", "9999-01-01", "9999-12-31"),
        ("9999-24", "9999-12-01", ""),
        ("000X", "", "0009-12-31"),
        ("0000", "", ""),
        ("-0044-03-15", "", ""),
        ("-0044/0014", "", "0014-12-31"),
        ("Y17000", "", ""),
        ("Y-17000", "", ""),
        ("", "", ""),
    ],
)
def test_the_first_and_the_last_day(value, first, last):
    assert check(value) == value
    assert bounds(value) == (day(first), day(last))


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("2025-9", "2025-09"),
        ("2025-9-3", "2025-09-03"),
        ("2025.09.18", "2025-09-18"),
        ("2025/09/18", "2025-09-18"),
        ("18.9.2025", "2025-09-18"),
        ("3.4.2025", "2025-04-03"),
        ("18/9/2025", "2025-09-18"),
        ("9/18/2025", "2025-09-18"),
        ("9/9/2025", "2025-09-09"),
        ("9.2025", "2025-09"),
        ("sep 2025", "2025-09"),
        ("Sept. 2025", "2025-09"),
        ("18 September 2025", "2025-09-18"),
        ("September 18, 2025", "2025-09-18"),
        ("18th of September 2025", "2025-09-18"),
        ("2025 September 18", "2025-09-18"),
        ("18 сентября 2025 г.", "2025-09-18"),
        ("вересень 2025 року", "2025-09"),
        ("spring 2022", "2022-21"),
        ("1990s", "199X"),
        ("198x", "198X"),
        ("2014–2022", "2014/2022"),
        ("2014 / 2022", "2014/2022"),
        ("2022-02-24/…", "2022-02-24/.."),
        ("  2025-09  ", "2025-09"),
        ("   ", ""),
    ],
)
def test_what_people_type_and_can_be_read_in_one_way(typed, value):
    assert check(typed) == value
    assert check(value) == value


@pytest.mark.parametrize(
    ("typed", "part"),
    [
        ("soon", "“soon” is not a date in EDTF; expected 2025-09-18,"),
        ("2025-13", "is not a date in EDTF; expected 2025-09-18,"),
        ("2025-00", "is not a date in EDTF"),
        ("18.9.25", "is not a date in EDTF"),
        ("2025/9", "is not a date in EDTF"),
        ("..", "is not a date in EDTF"),
        ("2022-02T10:00:00", "is not a date in EDTF"),
        ("２０２５", "is not a date in EDTF"),
        ("3/4/2025", "can be read in two ways; expected 2025-04-03 or 2025-03-04."),
        ("2023-02-29", "There is no 2023-02-29: that month has 28 days; expected a day such as 2025-09-18."),
        ("1900-02-29", "that month has 28 days"),
        ("31.4.2025", "There is no 2025-04-31: that month has 30 days"),
        ("2022-01-01/2023-02-29", "There is no 2023-02-29"),
        ("2022/2020", "ends before it begins; expected the earlier one first: 2020/2022."),
        ("-0100/-0200", "ends before it begins"),
        ("Y17000/2022", "is not a date in EDTF"),
        ("2" * 61, "A date can have up to 60 characters; expected 2025-09-18,"),
        ("[1997,1998]", "is EDTF beyond level 1, which few programs read; expected 2025-09-18,"),
        ("{1997,1998}", "beyond level 1"),
        ("~2022", "beyond level 1"),
        ("2022~-02", "beyond level 1"),
        ("2022-25", "beyond level 1"),
        ("2022-XX-15", "beyond level 1"),
        ("XXXX", "beyond level 1"),
        ("2022S2", "beyond level 1"),
        ("Y1E5", "beyond level 1"),
        ("199X/200X", "beyond level 1"),
        ("2004-02-01/2005-XX", "beyond level 1"),
    ],
)
def test_a_refusal_says_what_was_expected(typed, part):
    for function in (check, bounds):
        with pytest.raises(InvalidValue) as refused:
            function(typed)
        assert part in str(refused.value)
        assert str(refused.value).endswith((".", "(open)."))


def test_beyond_level_1_is_a_question_of_its_own():
    refuse_beyond_level_1("2022-02-24/..")
    refuse_beyond_level_1("no date at all")
    with pytest.raises(InvalidValue, match="beyond level 1"):
        refuse_beyond_level_1("{1997,1998}")


@pytest.mark.parametrize("text", ["/..", "../", "../..", "/"])
def test_an_interval_without_any_date_is_none(text, capsys):
    with pytest.raises(InvalidValue):
        check(text)
    assert capsys.readouterr().out == ""


@given(st.one_of(st.text(max_size=70), st.text("0123456789-/.~?%XYTZ:+ES", max_size=24)))
def test_any_text_is_taken_or_refused_and_nothing_else(text):
    try:
        value = check(text)
    except InvalidValue as refused:
        assert len(str(refused)) < 300
        return
    assert check(value) == value
    first, last = bounds(value)
    assert first is None or last is None or first <= last


@given(st.dates(), st.dates())
def test_days_months_and_years_of_the_whole_calendar(one, two):
    first, last = sorted((one, two))
    assert bounds(f"{first}/{last}") == (first, last)
    for value in (str(one), str(one)[:7], str(one)[:4]):
        begin, end = bounds(value)
        assert begin is not None and end is not None and begin <= one <= end
        assert (begin.isoformat().startswith(value), end.isoformat().startswith(value)) == (True, True)


def test_the_library_is_loaded_when_first_needed_and_warns_of_nothing():
    program = (
        "import sys; from annotator.formats import edtf_values; assert 'edtf' not in sys.modules;"
        "print(edtf_values.check('2022-02-24/..')); assert 'edtf' in sys.modules"
    )
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", program], capture_output=True, text=True, check=False
    )
    assert (done.stdout, done.stderr) == ("2022-02-24/..\n", "")
