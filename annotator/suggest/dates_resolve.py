"""The value of what an expression means, given when the article was published."""

import re
from dataclasses import dataclass, replace
from datetime import date

from annotator.core.dates import DateKind
from annotator.suggest.dates_calendar import (
    Anchor,
    Unresolved,
    day_text,
    day_year,
    month_text,
    month_year,
    moved,
    week,
    year_text,
)
from annotator.suggest.dates_meaning import (
    Calendar,
    Century,
    Day,
    Decade,
    Fraction,
    Meaning,
    Open,
    Part,
    Range,
    Relative,
    Season,
    Shifted,
    Simple,
    Stretch,
    Weekday,
)

_SIDE = {False: "before", True: "after"}
_WHICH = {-1: "last", 0: "this", 1: "next"}
_NO_APPROXIMATION = re.compile(r".*(?:/|~|-\d\d-\d\d|-2[1-4])")
"""Values that take no ``~``: intervals, days, seasons (EDTF has it for seasons from level 2 on)."""


@dataclass(frozen=True, slots=True)
class Resolved:
    """A value, and what gave it. ``anchored`` says whether the publication date was needed."""

    value: str
    kind: DateKind
    rule: str
    anchored: bool = True


def resolve(meaning: Meaning, anchor: Anchor, *, future: bool) -> Resolved:
    """Return the value of ``meaning``; ``future`` says that the words around it speak of what is to come.

    Raises:
        Unresolved: with the reason, if there is none.
    """
    match meaning:
        case Calendar():
            return _calendar(meaning, anchor, future)
        case Season():
            return _season(meaning, anchor, future)
        case Decade():
            return _named(f"{meaning.prefix:03}X")
        case Century():
            return _named(f"{meaning.number - 1:02}XX")
        case Fraction():
            return _fraction(meaning, anchor)
        case Weekday():
            return _weekday(meaning, anchor, future)
        case Day():
            return _day(meaning, anchor)
        case Relative():
            return _relative(meaning, anchor)
        case Shifted():
            return _shifted(meaning, anchor, future)
        case Stretch():
            return _stretch(meaning, anchor)
        case Part():
            return _part(meaning, anchor, future)
        case Open():
            return _open(meaning, anchor, future)
        case Range():
            return _range(meaning, anchor, future)
        case Simple():
            return Resolved("", meaning.kind, meaning.rule, anchored=False)


def _named(value: str) -> Resolved:
    return Resolved(value, _interval_or_point(value), "absolute", anchored=False)


def _interval_or_point(value: str) -> DateKind:
    return DateKind.INTERVAL if "/" in value else DateKind.POINT


def _anchored(value: str, rule: str) -> Resolved:
    return Resolved(value, _interval_or_point(value), rule)


def _offset_rule(unit: str, offset: int) -> str:
    return f"{_WHICH[offset]} {unit}" if offset in _WHICH else f"{unit}s from publication"


def _calendar(one: Calendar, anchor: Anchor, future: bool) -> Resolved:
    if one.year is not None:
        return _named(_calendar_text(one.year, one))
    if one.year_offset is not None:
        year = anchor.year() + one.year_offset
        return _anchored(_calendar_text(year, one), _offset_rule("year", one.year_offset))
    if one.month is None:
        raise Unresolved("not recognised")
    if one.day is not None:
        return _day_of_month(one, one.month, one.day, anchor, future)
    if one.shift is None:
        year = month_year(anchor, one.month, future=future)
        return _anchored(_calendar_text(year, one), f"month {_SIDE[future]} publication")
    year = anchor.year()
    if one.shift:
        year = month_year(anchor, one.month, future=one.shift > 0, including=False)
    return _anchored(_calendar_text(year, one), f"{_WHICH[one.shift]} month of that name")


def _day_of_month(one: Calendar, month: int, day: int, anchor: Anchor, future: bool) -> Resolved:
    """A weekday that does not fit the day on the one side of publication points to the other."""
    for later in (future, not future):
        year = day_year(anchor, month, day, future=later)
        if one.weekday is None or date(year, month, day).weekday() == one.weekday:
            return _anchored(_calendar_text(year, one), f"day {_SIDE[later]} publication")
    raise Unresolved("weekday does not fit")


def _calendar_text(year: int, one: Calendar) -> str:
    if one.month is None:
        return year_text(year)
    if not 1 <= one.month <= 12:
        raise Unresolved("outside the calendar")
    if one.day is None:
        return month_text(year, one.month)
    value = day_text(year, one.month, one.day)
    if one.weekday is not None and date(year, one.month, one.day).weekday() != one.weekday:
        raise Unresolved("weekday does not fit")
    return value


def _season(one: Season, anchor: Anchor, future: bool) -> Resolved:
    if one.year is not None:
        return _named(f"{year_text(one.year)}-{one.number}")
    if one.year_offset is not None:
        value = f"{year_text(anchor.year() + one.year_offset)}-{one.number}"
        return _anchored(value, _offset_rule("year", one.year_offset))
    year = anchor.year()
    if one.shift == 0 and one.number < 24:
        return _anchored(f"{year_text(year)}-{one.number}", "this season")
    if one.shift in (-1, 0) or one.number == 24:
        # "Last summer" in autumn is that of this year or of the year before; a winter has two years.
        raise Unresolved("ambiguous")
    begin = 3 * (one.number - 20)
    future = future or one.shift == 1
    if future:
        year += begin <= anchor.month()
    else:
        year -= begin > anchor.month()
    return _anchored(f"{year_text(year)}-{one.number}", f"season {_SIDE[future]} publication")


def _fraction(one: Fraction, anchor: Anchor) -> Resolved:
    year = anchor.year() + one.year_offset if one.year is None else one.year
    first = one.months * (one.number - 1) + 1
    value = f"{month_text(year, first)}/{month_text(year, first + one.months - 1)}"
    if one.year is not None:
        return _named(value)
    return _anchored(value, _offset_rule("year", one.year_offset))


def _weekday(one: Weekday, anchor: Anchor, future: bool) -> Resolved:
    day = anchor.day()
    back = (day.weekday() - one.number) % 7
    ahead = (one.number - day.weekday()) % 7
    if one.week is not None:
        days, rule = 7 * one.week - day.weekday() + one.number, "weekday of a week"
    elif one.shift == -1:
        days, rule = -(back or 7), "last weekday"
    elif one.shift == 1:
        days, rule = ahead or 7, "next weekday"
    elif one.shift == 0:
        days, rule = one.number - day.weekday(), "this weekday"
    elif future:
        days, rule = ahead, "weekday after publication"
    else:
        days, rule = -back, "weekday before publication"
    return _anchored(moved(day, days).isoformat(), rule)


def _day(one: Day, anchor: Anchor) -> Resolved:
    rule = "days from publication" if one.offset else "publication day"
    return _anchored(moved(anchor.day(), one.offset).isoformat(), rule)


def _relative(one: Relative, anchor: Anchor) -> Resolved:
    if one.unit == "decade" and one.offset:
        stretch = _stretch(Stretch("year", 10, one.offset), anchor)
        return replace(stretch, rule=_offset_rule("decade", one.offset))
    return _anchored(_unit(one.unit, one.offset, anchor), _offset_rule(one.unit, one.offset))


def _unit(unit: str, offset: int, anchor: Anchor) -> str:
    """Return the whole unit that is ``offset`` units from the anchor's."""
    match unit:
        case "day":
            return moved(anchor.day(), offset).isoformat()
        case "week" | "fortnight":
            return week(anchor.day(), offset if unit == "week" else 2 * offset)
        case "weekend":
            return week(anchor.day(), offset, 5, 6)
        case "month":
            return month_text(anchor.year(), anchor.month() + offset)
        case "quarter":
            first = (anchor.month() - 1) // 3 * 3 + 1 + 3 * offset
            return f"{month_text(anchor.year(), first)}/{month_text(anchor.year(), first + 2)}"
        case "year":
            return year_text(anchor.year() + offset)
        case "decade":
            return year_text(anchor.year() + 10 * offset)[:3] + "X"
        case "century":
            return year_text((anchor.year() - 1) + 100 * offset)[:2] + "XX"
    raise Unresolved("vague")


def _shifted(one: Shifted, anchor: Anchor, future: bool) -> Resolved:
    if one.only_future and not future:
        raise Unresolved("ambiguous")
    count = one.count * one.sign
    if one.unit in ("decade", "century"):
        years = count * (10 if one.unit == "decade" else 100)
        return _anchored(f"{year_text(anchor.year() + years)}~", "years from publication")
    unit = "week" if one.unit == "fortnight" else one.unit
    return _anchored(_unit(one.unit, count, anchor), f"{unit}s from publication")


def _stretch(one: Stretch, anchor: Anchor) -> Resolved:
    """The finer of the ends' two precisions would be invented, so both have that of the unit."""
    factor, unit = {
        "week": (7, "day"),
        "fortnight": (14, "day"),
        "decade": (10, "year"),
        "century": (100, "year"),
    }.get(one.unit, (1, one.unit))
    here, there = _unit(unit, 0, anchor), _unit(unit, one.count * factor * one.sign, anchor)
    value = f"{there}/{here}" if one.sign < 0 else f"{here}/{there}"
    return Resolved(value, DateKind.INTERVAL, "past span" if one.sign < 0 else "coming span")


def _part(one: Part, anchor: Anchor, future: bool) -> Resolved:
    whole = resolve(one.whole, anchor, future=future)
    value = whole.value if not whole.value or _NO_APPROXIMATION.match(whole.value) else f"{whole.value}~"
    return replace(whole, value=value, rule=whole.rule if whole.anchored else "part of")


def _open(one: Open, anchor: Anchor, future: bool) -> Resolved:
    edge = resolve(one.edge, anchor, future=future)
    value = f"{_lower(edge.value)}/.." if one.since else f"../{_upper(edge.value)}"
    rule = edge.rule if edge.anchored else "since" if one.since else "until"
    return Resolved(value, DateKind.INTERVAL, rule, edge.anchored)


def _range(one: Range, anchor: Anchor, future: bool) -> Resolved:
    """A year that one end lacks is that of the other: "between May and July 2022"."""
    if not _yearless(one.first) or (future and _yearless(one.last)):
        first = resolve(one.first, anchor, future=future)
        near = _near(one.last, first.value, anchor)
        last = resolve(one.last, near, future=future or near is not anchor)
        from_publication = first if first.anchored else last if near is anchor else first
    else:
        last = resolve(one.last, anchor, future=future)
        near = _near(one.first, _upper(last.value), anchor)
        first = resolve(one.first, near, future=False)
        from_publication = last if last.anchored else first if near is anchor else last
    lower, upper = _lower(first.value), _upper(last.value)
    if _after(lower, upper):
        raise Unresolved("out of order")
    rule = from_publication.rule if from_publication.anchored else "from to"
    return Resolved(f"{lower}/{upper}", DateKind.INTERVAL, rule, from_publication.anchored)


def _near(other: Meaning, value: str, anchor: Anchor) -> Anchor:
    """Return what the year of ``other`` is found from: the range's known end, if that is enough."""
    plain = re.sub(r"[~?%]", "", _lower(value))
    known = len(plain) >= len("2025-09") and int(plain[5:7]) <= 12
    return Anchor(plain) if _yearless(other) and known else anchor


def _yearless(one: Meaning) -> bool:
    """Say whether a meaning takes its year from the other end of a range."""
    inner = one.whole if isinstance(one, Part) else one
    if isinstance(inner, Calendar):
        return inner.year is None and inner.year_offset is None and inner.shift is None
    return isinstance(inner, Weekday) and inner.shift is None and inner.week is None


def _lower(value: str) -> str:
    return value.partition("/")[0].replace("X", "0")


def _upper(value: str) -> str:
    return value.rpartition("/")[2].replace("X", "9")


def _after(lower: str, upper: str) -> bool:
    one, two = lower.rstrip("~"), upper.rstrip("~")
    seasonal = any(len(text) == 7 and text[5:] > "12" for text in (one, two))
    length = 4 if seasonal else min(len(one), len(two))
    return one[:length] > two[:length]
