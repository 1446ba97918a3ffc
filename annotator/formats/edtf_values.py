"""EDTF values (ISO 8601-2): checked, put into their usual form, and expanded to first and last day.

The library ``edtf`` says what is EDTF. What it lets pass and a calendar does not (29 February 2023, an
interval that ends before it begins) is refused here. It is imported when first needed: it takes a
quarter of a second.
"""

import re
import warnings
from calendar import isleap
from contextlib import redirect_stdout
from datetime import MAXYEAR, MINYEAR, date
from functools import lru_cache
from io import StringIO

from annotator.core.errors import InvalidValue
from annotator.formats.typed_dates import as_typed

LONGEST = 60
"""Characters that a value can have; the longest of level 1 that makes sense is shorter."""

_EXAMPLES = "2025-09-18, 2025-09, 2025, 2022-02~ (about) or 2022-02-24/.. (open)"
_YEAR = r"-?\d{4}"
_SINGLE = re.compile(
    r"(?:(?P<long>Y-?\d{5,})|(?P<year>-?\d(?:\d{3}|\d\dX|\dXX|XXX))(?:-(?P<month>\d\d|XX)(?:-(?P<day>\d\d|XX))?)?)"
    r"(?:T(?P<time>[\d:Z+-]+)|[?~%])?"
)
_BEYOND = re.compile(
    r"[\[\]{},^]|[?~%](?=[^/])|XXXX|X\d|-\d?X(?!X)|XX-\d|X.*/|/.*X|(?<!:)\dS\d|Y-?\d+E"
    rf"|{_YEAR}-(?:2[5-9]|3\d|4[01])(?!\d)"
)
_DATE_BEFORE_TIME = re.compile(r"-?\d{4}-\d\d-\d\d")

_Day = tuple[int, int, int]


def check(text: str) -> str:
    """Return ``text`` as EDTF of level 1 at most, in its usual form; empty stays empty.

    What people type and can be read in one way only is understood: ``2025-9``, ``sep 2025``,
    ``18.9.2025``, ``1990s``.

    Raises:
        InvalidValue: if it is none, with what was expected.
    """
    value = as_typed(text)
    if not value:
        return ""
    if len(value) > LONGEST:
        raise InvalidValue(f"A date can have up to {LONGEST} characters; expected {_EXAMPLES}.")
    refuse_beyond_level_1(value)
    lower, slash, upper = value.partition("/")
    first = _extent(lower)
    last = _extent(upper) if slash else None
    _refuse_what_is_not_edtf(value)
    if first is not None and last is not None and first[0] > last[1]:
        raise InvalidValue(
            f"“{value}” ends before it begins; expected the earlier one first: {upper}/{lower}."
        )
    return value


def refuse_beyond_level_1(text: str) -> None:
    """Let pass whatever is not EDTF of level 2.

    Raises:
        InvalidValue: for sets, qualified parts, digits left open in the middle, seasons by half of
            the globe, and the like.
    """
    if _BEYOND.search(text):
        raise InvalidValue(
            f"“{text[:LONGEST]}” is EDTF beyond level 1, which few programs read; expected {_EXAMPLES}."
        )


def bounds(text: str) -> tuple[date | None, date | None]:
    """Return the first and the last day of a value.

    None stands for an open or unknown end, for a day in a year before 1 or after 9999, which
    `datetime.date` does not have, and for both days of an empty value. A year or month gives all of
    it, a decade all its years; ``~`` and ``?`` change nothing. Seasons are those of the northern half
    of the globe, of whole months: spring March to May, winter from December of that year to February.

    Raises:
        InvalidValue: if ``text`` is no value.
    """
    value = check(text)
    if not value:
        return None, None
    lower, slash, upper = value.partition("/")
    first, last = _extent(lower), _extent(upper if slash else lower)
    return _as_date(first[0] if first else None), _as_date(last[1] if last else None)


def _refuse_what_is_not_edtf(value: str) -> None:
    says_nothing = not value.strip("./")
    if says_nothing or not _is_edtf(value) or not _time_follows_a_day(value):
        raise InvalidValue(f"“{value}” is not a date in EDTF; expected {_EXAMPLES}.")


def _time_follows_a_day(value: str) -> bool:
    day, has_time, _ = value.partition("T")
    return not has_time or _DATE_BEFORE_TIME.fullmatch(day) is not None


@lru_cache(maxsize=1024)
def _is_edtf(value: str) -> bool:
    with warnings.catch_warnings():
        # Under `python -W error` pyparsing stops at its own remarks about the grammar of the library.
        warnings.simplefilter("ignore")
        from edtf import is_valid_edtf

    try:
        # Before it fails over an interval without any date it says on standard output what it tried.
        with redirect_stdout(StringIO()):
            return is_valid_edtf(value)
    except TypeError:
        return False


def _extent(single: str) -> tuple[_Day, _Day] | None:
    """Return the first and last day of one side of a value; None if it is open or unknown.

    Raises:
        InvalidValue: if the calendar has no such day.
    """
    match = _SINGLE.fullmatch(single)
    if match is None:
        return None
    if match["long"]:
        year = int(match["long"][1:])
        return (year, 1, 1), (year, 12, 31)
    first_year, last_year = _years(match["year"])
    month, day = match["month"], match["day"]
    if month is None or month == "XX":
        return (first_year, 1, 1), (last_year, 12, 31)
    if int(month) > 12:
        return _season(first_year, int(month))
    length = _days_in(first_year, int(month))
    if day is None or day == "XX":
        return (first_year, int(month), 1), (first_year, int(month), length)
    if int(day) > length:
        raise InvalidValue(
            f"There is no {single}: that month has {length} days; expected a day such as 2025-09-18."
        )
    return (first_year, int(month), int(day)), (first_year, int(month), int(day))


def _years(text: str) -> tuple[int, int]:
    ends = int(text.replace("X", "0")), int(text.replace("X", "9"))
    return min(ends), max(ends)


def _season(year: int, number: int) -> tuple[_Day, _Day]:
    """Source: the months of the northern meteorological seasons, which EDTF itself leaves open."""
    month = 3 * (number - 20)
    if month < 12:
        return (year, month, 1), (year, month + 2, _days_in(year, month + 2))
    return (year, 12, 1), (year + 1, 2, _days_in(year + 1, 2))


def _days_in(year: int, month: int) -> int:
    return 28 + isleap(year) if month == 2 else 30 if month in (4, 6, 9, 11) else 31


def _as_date(day: _Day | None) -> date | None:
    return date(*day) if day is not None and MINYEAR <= day[0] <= MAXYEAR else None
