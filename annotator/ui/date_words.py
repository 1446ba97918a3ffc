"""Dates as a person reads them: a value, its first and last day, and the rule that gave it."""

import re
from datetime import date
from functools import lru_cache

from PySide6.QtCore import QCoreApplication, QDate, QLocale

from annotator.core.errors import InvalidValue
from annotator.formats import edtf_values
from annotator.services.fields import BY_HAND
from annotator.services.proposing import NEEDS_PUBLISHED

_SINGLE = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?([~?%]?)")
_DECADE = re.compile(r"(\d{3})X")
_FIRST_SEASON, _LAST_SEASON = 21, 24


def _tr(text: str) -> str:
    return QCoreApplication.translate("DateWords", text)


def value_in_words(value: str) -> str:
    """Return an EDTF value in words: ``2025-09`` → September 2025; the value itself if it is a rare one."""
    lower, slash, upper = value.partition("/")
    if not slash:
        return _single(value)
    if lower in ("", "..") or upper in ("", ".."):
        known = _single(upper if lower in ("", "..") else lower)
        sentence = _tr("until {date}") if lower in ("", "..") else _tr("since {date}")
        return sentence.format(date=known) if known else value
    return _tr("{first} to {last}").format(first=_single(lower), last=_single(upper))


def _single(value: str) -> str:
    decade = _DECADE.fullmatch(value)
    if decade:
        return _tr("the {year}s").format(year=f"{decade[1]}0")
    match = _SINGLE.fullmatch(value)
    if match is None:
        return value
    year, month, day, doubt = match.groups()
    words = _calendar(year, month, day) or value
    if not doubt:
        return words
    frames = {"~": _tr("about {date}"), "?": _tr("{date}, uncertain"), "%": _tr("about {date}, uncertain")}
    return frames[doubt].format(date=words)


def _calendar(year: str, month: str | None, day: str | None) -> str:
    if month is None:
        return year
    if _FIRST_SEASON <= int(month) <= _LAST_SEASON:
        seasons = (_tr("spring {year}"), _tr("summer {year}"), _tr("autumn {year}"), _tr("winter {year}"))
        return seasons[int(month) - _FIRST_SEASON].format(year=year)
    known = QDate(int(year), int(month), int(day or 1))
    if not known.isValid():
        return ""
    return QLocale().toString(known, "d MMMM yyyy" if day else "MMMM yyyy")


@lru_cache(maxsize=1024)
def days_in_words(value: str) -> str:
    """Return the first and last day of a value: 1–30 September 2025; empty if it has none."""
    try:
        first, last = edtf_values.bounds(value)
    except InvalidValue:
        return ""
    if first is None and last is None:
        return ""
    if first is None or last is None:
        known = _day(last or first)
        sentence = _tr("until {day}") if first is None else _tr("from {day} on")
        return sentence.format(day=known)
    if first == last:
        return _day(first)
    if (first.year, first.month) == (last.year, last.month):
        return _tr("{first}–{last}").format(first=_day(first, "d"), last=_day(last))
    start = _day(first, "d MMMM") if first.year == last.year else _day(first)
    return _tr("{first} – {last}").format(first=start, last=_day(last))


def _day(day: date | None, form: str = "d MMMM yyyy") -> str:
    return QLocale().toString(QDate(day.year, day.month, day.day), form) if day else ""


def source_in_words(rule: str, anchor: str) -> str:
    """Return where a value comes from, to be put behind it: from the publication date."""
    if anchor:
        return _tr("from the publication date")
    if rule == BY_HAND:
        return _tr("typed by hand")
    return _tr("as the text says") if rule else ""


def rule_in_words(rule: str) -> str:
    """Return what a rule means as a sentence; empty for no rule, the code itself for an unknown one."""
    if rule in ("", BY_HAND):
        return ""
    return _rules().get(rule, rule)


def _rules() -> dict[str, str]:
    """Return the words for the codes of `annotator.core.dates.RULES`."""
    return {
        NEEDS_PUBLISHED: _tr("Counted from the publication date, which is not known; nothing was guessed."),
        "absolute": _tr("The expression names the date itself."),
        "publication day": _tr("The day of publication: today, tonight, this morning."),
        "days from publication": _tr("Days counted from the day of publication."),
        "weeks from publication": _tr("Weeks (Monday to Sunday) counted from the one of publication."),
        "months from publication": _tr("Months counted from the one of publication."),
        "years from publication": _tr("Years counted from the one of publication."),
        "this week": _tr("The week of publication, Monday to Sunday."),
        "last week": _tr("The week before the one of publication, Monday to Sunday."),
        "next week": _tr("The week after the one of publication, Monday to Sunday."),
        "this weekend": _tr("Saturday and Sunday of the week of publication."),
        "last weekend": _tr("Saturday and Sunday of the week before the one of publication."),
        "next weekend": _tr("Saturday and Sunday of the week after the one of publication."),
        "this month": _tr("The month of publication."),
        "last month": _tr("The month before the one of publication."),
        "next month": _tr("The month after the one of publication."),
        "this quarter": _tr("The three months of the calendar quarter of publication."),
        "last quarter": _tr("The calendar quarter before the one of publication."),
        "next quarter": _tr("The calendar quarter after the one of publication."),
        "this year": _tr("The year of publication."),
        "last year": _tr("The year before the one of publication."),
        "next year": _tr("The year after the one of publication."),
        "this decade": _tr("The decade of publication."),
        "last decade": _tr("The ten years up to publication."),
        "next decade": _tr("The ten years from publication on."),
        "this century": _tr("The century of publication."),
        "last century": _tr("The century before the one of publication."),
        "next century": _tr("The century after the one of publication."),
        "month before publication": _tr("The most recent month of that name, that of publication included."),
        "month after publication": _tr("The next month of that name, that of publication included."),
        "last month of that name": _tr("The most recent month of that name before the one of publication."),
        "next month of that name": _tr("The first month of that name after the one of publication."),
        "this month of that name": _tr("The month of that name in the year of publication."),
        "day before publication": _tr("The most recent day of that date, that of publication included."),
        "day after publication": _tr("The next day of that date, that of publication included."),
        "weekday before publication": _tr("The most recent such weekday, the day of publication included."),
        "weekday after publication": _tr("The next such weekday, the day of publication included."),
        "last weekday": _tr("The most recent such weekday before the day of publication."),
        "this weekday": _tr("That weekday in the week of publication, Monday to Sunday."),
        "next weekday": _tr("The first such weekday after the day of publication."),
        "weekday of a week": _tr("That weekday in the week that is named, Monday to Sunday."),
        "season before publication": _tr("The most recent season of that name that has begun."),
        "season after publication": _tr("The next season of that name."),
        "this season": _tr("The season of that name in the year of publication."),
        "past span": _tr("The stretch of time that ends with publication."),
        "coming span": _tr("The stretch of time that begins with publication."),
        "part of": _tr("Early, middle or end of something: the whole of it, marked as approximate."),
        "since": _tr("Open at its end."),
        "until": _tr("Open at its beginning."),
        "from to": _tr("From the first of two dates to the last."),
        "duration": _tr("A length of time; EDTF has no value for it."),
        "recurring": _tr("Something that comes again and again; EDTF has no value for it."),
        "vague": _tr("Too vague for a value."),
        "other anchor": _tr("Counted from a date that the text gives elsewhere."),
        "ambiguous": _tr("Can be read in more than one way."),
        "weekday does not fit": _tr("The weekday that is named is not that of the date."),
        "out of order": _tr("The first of the two dates is after the last."),
        "outside the calendar": _tr("No such day, or a year that is not between 1 and 9999."),
        "no publication date": _tr("Counted from publication, and the publication date is not known."),
        "publication date too coarse": _tr(
            "The publication date, known to the month or year only, leaves it open."
        ),
        "not recognised": _tr("No date was recognised."),
    }
