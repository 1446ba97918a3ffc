"""Dates as people type them, put into EDTF where they can be read in one way only."""

import re
from collections.abc import Callable

from annotator.core.errors import InvalidValue
from annotator.core.months import month_number

_SEASONS = {"spring": 21, "summer": 22, "autumn": 23, "fall": 23, "winter": 24}
_YEAR_WORDS = r"(?:\s*(?:года|году|год|г\.?|року|році|рік|р\.?))?"
_TIDY = str.maketrans({"–": "-", "‐": "-", "‑": "-", "−": "-", "…": ".."})
_LIKE_EDTF = re.compile(r"[0-9xyYXTZ:?~%./+\-\[\]{},^SE ]+")


def as_typed(text: str) -> str:
    """Return EDTF for what a person typed; what is not understood comes back as it is, tidied.

    Raises:
        InvalidValue: if it can be read in two ways.
    """
    value = " ".join(text.translate(_TIDY).split())
    for pattern, build in _FORMS:
        match = pattern.fullmatch(value)
        if match is not None:
            built = build(match)
            if built is not None:
                return built
    if _LIKE_EDTF.fullmatch(value):
        return re.sub(r"\s*(/|\.\.)\s*", r"\1", value).replace("x", "X").replace("y", "Y")
    return value


def _joined(year: str, month: int | str | None = None, day: str | None = None) -> str:
    parts = [year, *(f"{int(part):02}" for part in (month, day) if part)]
    return "-".join(parts)


def _year_first(match: re.Match[str]) -> str:
    return _joined(match[1], match[2], match[3])


def _day_first(match: re.Match[str]) -> str:
    return _joined(match[3], match[2], match[1])


def _day_or_month_first(match: re.Match[str]) -> str:
    one, two, year = match.groups()
    if int(one) > 12 or one == two:
        return _joined(year, two, one)
    if int(two) > 12:
        return _joined(year, one, two)
    readings = f"{_joined(year, two, one)} or {_joined(year, one, two)}"
    raise InvalidValue(f"“{match[0]}” can be read in two ways; expected {readings}.")


def _named(year: str, name: str, day: str | None = None) -> str | None:
    month = month_number(name)
    return None if month is None else _joined(year, month, day)


def _season(match: re.Match[str]) -> str | None:
    number = _SEASONS.get(match[1].casefold())
    return None if number is None else f"{match[2]}-{number}"


_NAME = r"([^\W\d_]{3,12})\.?"
_FORMS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], str | None]], ...] = tuple(
    (re.compile(pattern, re.IGNORECASE | re.ASCII if pattern.isascii() else re.IGNORECASE), build)
    for pattern, build in (
        (r"([0-9]{4})[-.]([0-9]{1,2})(?:[-.]([0-9]{1,2}))?", _year_first),
        (r"([0-9]{4})/([0-9]{1,2})/([0-9]{1,2})", _year_first),
        (r"([0-9]{1,2})\.([0-9]{1,2})\.([0-9]{4})", _day_first),
        (r"([0-9]{1,2})[-/]([0-9]{1,2})[-/]([0-9]{4})", _day_or_month_first),
        (r"([0-9]{1,2})[./]([0-9]{4})", lambda match: _joined(match[2], match[1])),
        (r"([0-9]{4}) ?- ?([0-9]{4})", lambda match: f"{match[1]}/{match[2]}"),
        (r"([0-9]{3})0['’]?s", lambda match: f"{match[1]}X"),
        (rf"{_NAME},? ([0-9]{{4}}){_YEAR_WORDS}", lambda match: _named(match[2], match[1])),
        (
            rf"([0-9]{{1,2}})(?:st|nd|rd|th)? (?:of )?{_NAME},? ([0-9]{{4}}){_YEAR_WORDS}",
            lambda match: _named(match[3], match[2], match[1]),
        ),
        (
            rf"{_NAME} ([0-9]{{1,2}})(?:st|nd|rd|th)?,? ([0-9]{{4}})",
            lambda match: _named(match[3], match[1], match[2]),
        ),
        (rf"([0-9]{{4}}) {_NAME}(?: ([0-9]{{1,2}}))?", lambda match: _named(match[1], match[2], match[3])),
        (r"([a-z]{4,6}) (?:of )?([0-9]{4})", _season),
    )
)
