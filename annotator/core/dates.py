"""What a date annotation says: an EDTF value, its kind, and the rule that gave the value.

Also the one home of what counts as a publication date and as a language tag.
"""

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class DateKind(StrEnum):
    """What sort of time an expression names."""

    POINT = "point"
    INTERVAL = "interval"
    DURATION = "duration"
    RECURRING = "recurring"
    VAGUE = "vague"


@dataclass(frozen=True, slots=True)
class DateProposal:
    """What an expression seems to say, for a person to confirm or correct.

    ``value`` is EDTF of level 1 at most, or empty. ``rule`` is a key of `RULES`. ``anchor`` is the
    publication date that the value was worked out from (YYYY, YYYY-MM or YYYY-MM-DD), empty if none
    was used. ``needs_published`` says that a publication date would give a value.
    """

    value: str
    kind: DateKind
    rule: str
    anchor: str = ""
    needs_published: bool = False


RULES = {
    "absolute": "The expression names the date itself.",
    "publication day": "The day of publication: today, tonight, this morning.",
    "days from publication": "Days counted from the day of publication.",
    "weeks from publication": "Weeks (Monday to Sunday) counted from the one of publication.",
    "months from publication": "Months counted from the one of publication.",
    "years from publication": "Years counted from the one of publication.",
    "this week": "The week of publication, Monday to Sunday.",
    "last week": "The week before the one of publication, Monday to Sunday.",
    "next week": "The week after the one of publication, Monday to Sunday.",
    "this weekend": "Saturday and Sunday of the week of publication.",
    "last weekend": "Saturday and Sunday of the week before the one of publication.",
    "next weekend": "Saturday and Sunday of the week after the one of publication.",
    "this month": "The month of publication.",
    "last month": "The month before the one of publication.",
    "next month": "The month after the one of publication.",
    "this quarter": "The three months of the calendar quarter of publication.",
    "last quarter": "The calendar quarter before the one of publication.",
    "next quarter": "The calendar quarter after the one of publication.",
    "this year": "The year of publication.",
    "last year": "The year before the one of publication.",
    "next year": "The year after the one of publication.",
    "this decade": "The decade of publication.",
    "last decade": "The ten years up to publication.",
    "next decade": "The ten years from publication on.",
    "this century": "The century of publication.",
    "last century": "The century before the one of publication.",
    "next century": "The century after the one of publication.",
    "month before publication": "The most recent month of that name, that of publication included.",
    "month after publication": "The next month of that name, that of publication included.",
    "last month of that name": "The most recent month of that name before the one of publication.",
    "next month of that name": "The first month of that name after the one of publication.",
    "this month of that name": "The month of that name in the year of publication.",
    "day before publication": "The most recent day of that date, that of publication included.",
    "day after publication": "The next day of that date, that of publication included.",
    "weekday before publication": "The most recent such weekday, the day of publication included.",
    "weekday after publication": "The next such weekday, the day of publication included.",
    "last weekday": "The most recent such weekday before the day of publication.",
    "this weekday": "That weekday in the week of publication, Monday to Sunday.",
    "next weekday": "The first such weekday after the day of publication.",
    "weekday of a week": "That weekday in the week that is named, Monday to Sunday.",
    "season before publication": "The most recent season of that name that has begun.",
    "season after publication": "The next season of that name.",
    "this season": "The season of that name in the year of publication.",
    "past span": "The stretch of time that ends with publication.",
    "coming span": "The stretch of time that begins with publication.",
    "part of": "Early, middle or end of something: the whole of it, marked as approximate.",
    "since": "Open at its end.",
    "until": "Open at its beginning.",
    "from to": "From the first of two dates to the last.",
    "duration": "A length of time; EDTF has no value for it.",
    "recurring": "Something that comes again and again; EDTF has no value for it.",
    "vague": "Too vague for a value.",
    "other anchor": "Counted from a date that the text gives elsewhere.",
    "ambiguous": "Can be read in more than one way.",
    "weekday does not fit": "The weekday that is named is not that of the date.",
    "out of order": "The first of the two dates is after the last.",
    "outside the calendar": "No such day, or a year that is not between 1 and 9999.",
    "no publication date": "Counted from publication, and the publication date is not known.",
    "publication date too coarse": "The publication date, known to the month or year only, leaves it open.",
    "not recognised": "No date was recognised.",
}
"""What each rule means, by its code; the codes are stored and never change."""

_PUBLISHED = re.compile(r"(\d{4})(?:[-/.](\d{1,2})(?:[-/.](\d{1,2})(?:[T ]\d{2}:\d{2}.*)?)?)?")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*")


def parse_published(raw: str) -> str | None:
    """Return a date of publication as ``YYYY``, ``YYYY-MM`` or ``YYYY-MM-DD``; None if it is none.

    A time of day after a full date is left out.
    """
    match = _PUBLISHED.fullmatch(raw.strip())
    if match is None:
        return None
    year, month, day = match.groups()
    try:
        full = date(int(year), int(month or 1), int(day or 1)).isoformat()
    except ValueError:
        return None
    return full[: 10 if day else 7 if month else 4]


def is_published(value: str) -> bool:
    """Say whether ``value`` is a date of publication in the form in which it is stored."""
    return parse_published(value) == value


def parse_language(raw: str) -> str | None:
    """Return a language tag such as ``en`` or ``pt-BR``; None if ``raw`` is none."""
    return raw.strip().replace("_", "-") if _LANGUAGE.fullmatch(raw.strip()) else None


def is_language(value: str) -> bool:
    """Say whether ``value`` is a language tag in the form in which it is stored."""
    return parse_language(value) == value
