"""The patterns of single expressions of time, over the tags of `annotator.suggest.dates_common`.

Each pattern is bounded: none repeats anything without limit, so that looking at one place of a text
costs the same however long the text is.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from annotator.suggest.dates_common import RelativeUnit, Token, UnitWord
from annotator.suggest.dates_meaning import (
    AMBIGUOUS,
    DURATION,
    OTHER_ANCHOR,
    RECURRING,
    VAGUE,
    Calendar,
    Century,
    Day,
    Decade,
    Fraction,
    Meaning,
    Range,
    Relative,
    Season,
    Shifted,
    Stretch,
    Weekday,
)


@dataclass(frozen=True, slots=True)
class Found:
    """A pattern that matched, and the tokens it matched."""

    match: re.Match[str]
    tokens: Sequence[Token]

    def number(self, group: str) -> int | None:
        """Return the value of a group's first token if it is a number."""
        token = self.token(group)
        return token.value if token is not None and isinstance(token.value, int) else None

    def unit(self, group: str = "u") -> UnitWord | None:
        """Return the unit of time of a group's token."""
        token = self.token(group)
        return token.value if token is not None and isinstance(token.value, UnitWord) else None

    def token(self, group: str) -> Token | None:
        """Return a group's first token; None if the group took no part."""
        start = self.match.start(group)
        return None if start < 0 else self.tokens[start]

    def has(self, group: str) -> bool:
        """Say whether a group took part."""
        return self.match.start(group) >= 0

    @property
    def previous(self) -> str:
        """The tag before, an article left out; a line end if there is none."""
        at = self.match.start() - 1
        if at >= 0 and self.tokens[at].tag == "T":
            at -= 1
        return self.tokens[at].tag if at >= 0 else "~"


Builder = Callable[[Found], Meaning | None]

_YEAR_WORD = r"(?:Y|g\.?)?"
_YEAR = rf"(?:,?F?T?(?P<y>y){_YEAR_WORD}|,?F?[PV]?T?(?P<ry>r)(?P<ru>[Yu]))"
_WEEKDAY = r"(?:(?P<wd>[wk])\.?,?)?"
_MONTH = r"(?P<m>m|M\.?)"


def is_cyrillic(token: Token) -> bool:
    """Say whether a token is written in Cyrillic script."""
    return "\u0400" <= token.word[:1] <= "\u04ff"


def _of_a_year(found: Found) -> bool:
    """Say whether what follows "last" in "August last ..." is a year, or nothing follows."""
    unit = found.unit("ru")
    return unit is None or (unit.unit == "year" and not unit.plural)


def _dated(found: Found) -> Meaning | None:
    if not _of_a_year(found):
        return None
    day = found.number("d")
    weekday = found.number("wd") if "wd" in found.match.re.groupindex else None
    return Calendar(found.number("y"), found.number("m"), day, found.number("ry"), weekday=weekday)


def _month_first(found: Found) -> Meaning | None:
    month = found.token("m")
    return None if month is None or is_cyrillic(month) else _dated(found)


def _days(found: Found) -> Meaning | None:
    if found.match["c"] == "&" and found.previous != "b":
        return None
    last = _dated(found)
    if not isinstance(last, Calendar):
        return None
    first = Calendar(last.year, last.month, found.number("d1"), last.year_offset)
    return Range(first, last)


def _days_month_first(found: Found) -> Meaning | None:
    month = found.token("m")
    return None if month is None or is_cyrillic(month) else _days(found)


def _dated_month(found: Found) -> Meaning | None:
    if not _of_a_year(found):
        return None
    return Calendar(found.number("y"), found.number("m"), None, found.number("ry"))


def _bare_month(found: Found) -> Meaning:
    return Calendar(month=found.number("m"))


def _shifted_month(found: Found) -> Meaning | None:
    shift = found.number("r")
    return Calendar(month=found.number("m"), shift=shift) if shift in (-1, 0, 1) else VAGUE


def _year(found: Found) -> Meaning:
    return Calendar(found.number("y"))


def _decade(found: Found) -> Meaning:
    prefix = found.number("D")
    token = found.token("D")
    if prefix is None or token is None:
        return AMBIGUOUS
    if prefix < 0:
        # In news "the nineties" are those of the last century; "the twenties" may be of this one.
        return Decade(190 - prefix) if -prefix >= 3 else AMBIGUOUS
    if prefix % 10 == 0 and prefix != 200 and token.word.endswith("s"):
        return AMBIGUOUS
    return Decade(prefix)


def _counted_unit(found: Found) -> Meaning | None:
    unit, number = found.unit(), found.number("o")
    if unit is None or number is None or unit.plural:
        return None
    if unit.unit == "century":
        return Century(number) if 1 <= number <= 21 and not found.has("rest") else None
    months = {"quarter": 3, "half": 6}.get(unit.unit, 0)
    if not months or not 1 <= number <= 12 // months or not _of_a_year(found):
        return None
    if months == 6 and not found.has("rest"):
        return None
    return Fraction(months, number, found.number("y"), found.number("ry") or 0)


def _quarter(found: Found) -> Meaning | None:
    if not _of_a_year(found):
        return None
    return Fraction(3, found.number("G") or 1, found.number("y"), found.number("ry") or 0)


def _season(found: Found) -> Meaning | None:
    number = found.number("s")
    if number is None or not _of_a_year(found):
        return None
    return Season(number, found.number("y"), found.number("ry"))


def _shifted_season(found: Found) -> Meaning:
    number, shift = found.number("s"), found.number("r")
    return VAGUE if number is None or shift not in (-1, 0, 1) else Season(number, shift=shift)


def _relative(found: Found) -> Meaning | None:
    unit, offset, adjective = found.unit(), found.number("r"), found.token("r")
    if unit is None or offset is None or adjective is None or unit.unit == "half":
        return None
    if unit.plural and unit.unit != "weekend":
        return VAGUE
    if unit.unit == "day":
        return OTHER_ANCHOR
    if unit.unit in ("hour", "minute", "fortnight"):
        return VAGUE
    if adjective.word == "past":
        return Stretch(unit.unit, 1, -1)
    return Relative(unit.unit, offset)


def _one_word(found: Found) -> Meaning | None:
    token = found.token("j")
    value = token.value if token is not None else None
    return Relative(value.unit, value.offset) if isinstance(value, RelativeUnit) else None


def _weekday(found: Found) -> Meaning | None:
    number = found.number("w")
    return None if number is None else Weekday(number)


def _shifted_weekday(found: Found) -> Meaning | None:
    number, shift = found.number("w"), found.number("r")
    return Weekday(number, shift=shift) if number is not None and shift in (-1, 0, 1) else None


def _weekday_of_week(found: Found) -> Meaning | None:
    number, week, unit = found.number("w"), found.number("ry"), found.unit("ru")
    if number is None or week is None or unit is None or unit.unit != "week" or unit.plural:
        return None
    return Weekday(number, week=week)


def _day_word(found: Found) -> Meaning:
    return Day(found.number("t") or 0)


def _part_of_day(found: Found) -> Meaning | None:
    offset = found.number("r")
    if offset is None:
        return None
    return Day(offset) if offset in (0, -1) else OTHER_ANCHOR


def _count(found: Found, unit: UnitWord) -> int | None:
    """Return how many; None for several. "Weeks ago" is several; Russian "неделю назад" is one."""
    if found.has("n"):
        return found.number("n")
    return None if unit.plural else 1


def _ago(found: Found) -> Meaning | None:
    """Return what is so long ago; after "half" ("half a year ago") it is none of whole units."""
    unit = found.unit()
    if unit is None or unit.unit in ("half", "weekend"):
        return None
    count = _count(found, unit)
    if found.previous == "u" or count is None or unit.unit in ("hour", "minute", "quarter"):
        return VAGUE
    return Shifted(unit.unit, count, -1)


def _stretch(found: Found) -> Meaning | None:
    unit, sign, count = found.unit(), found.number("r"), found.number("n")
    if unit is None or unit.unit in ("half", "weekend"):
        return None
    if count is None or sign not in (-1, 1) or unit.unit in ("hour", "minute", "quarter", "century"):
        return VAGUE
    return Stretch(unit.unit, count, sign)


def _length(found: Found) -> Meaning | None:
    unit = found.unit()
    if unit is None or unit.unit in ("half", "weekend"):
        return None
    if found.previous == "V":
        count = found.number("n")
        usable = count is not None and unit.unit not in ("hour", "minute", "quarter", "century")
        return Shifted(unit.unit, count or 0, 1, only_future=True) if usable else VAGUE
    return OTHER_ANCHOR if found.previous == "l" else DURATION


def _rough_length(found: Found) -> Meaning | None:
    """Return what two and a half years are: a length, or a time that cannot be told to the unit."""
    unit = found.unit()
    if unit is None or unit.unit in ("half", "weekend"):
        return None
    return VAGUE if found.previous == "V" or found.has("a") else DURATION


def _bare_after_in(found: Found) -> Meaning | None:
    unit, token = found.unit(), found.token("u")
    if unit is None or token is None or unit.unit in ("half", "weekend", "hour", "minute"):
        return None
    if unit.plural:
        return VAGUE
    return Shifted(unit.unit, 1, 1, only_future=True) if is_cyrillic(token) else None


def _bare_after_for(found: Found) -> Meaning | None:
    unit = found.unit()
    return DURATION if unit is not None and unit.plural and unit.unit != "weekend" else None


def _later(found: Found) -> Meaning | None:
    unit = found.unit()
    if unit is None or unit.unit in ("half", "weekend"):
        return None
    return (
        OTHER_ANCHOR
        if found.has("n") or unit.plural or is_cyrillic(found.tokens[found.match.start()])
        else None
    )


def _iso(found: Found) -> Meaning | None:
    token = found.token("I")
    if token is None:
        return None
    year, month, *day = token.word.split("-")
    return Calendar(int(year), int(month), int(day[0]) if day else None)


def _numeric(found: Found) -> Meaning | None:
    token = found.token("N")
    if token is None:
        return None
    one, two, year = (int(part) for part in re.split(r"[./]", token.word))
    if "." in token.word or one > 12 or one == two:
        return Calendar(year, two, one)
    return Calendar(year, one, two) if two > 12 else AMBIGUOUS


PATTERNS: tuple[tuple[re.Pattern[str], Builder], ...] = tuple(
    (re.compile(pattern), builder)
    for pattern, builder in (
        (rf"(?P<d1>[do])(?P<c>[-iU&])(?P<d>[do])F?T?{_MONTH}{_YEAR}?", _days),
        (rf"{_MONTH}(?P<d1>[do])(?P<c>[-i&])(?P<d>[do]){_YEAR}?", _days_month_first),
        (rf"{_WEEKDAY}(?P<d>[do])F?T?{_MONTH}{_YEAR}?", _dated),
        (rf"{_WEEKDAY}T?{_MONTH}T?(?P<d>[do]){_YEAR}?", _month_first),
        (rf"{_MONTH}{_YEAR}", _dated_month),
        (r"(?:[do]F?T?)?(?:m|M\.?)[do]?,?F?[PV]?T?O[uY]", lambda _: OTHER_ANCHOR),
        (r"(?P<r>r)(?P<m>m)", _shifted_month),
        (r"(?P<m>m)", _bare_month),
        (rf"(?P<y>y){_YEAR_WORD}", _year),
        (rf"(?P<D>D){_YEAR_WORD}", _decade),
        (rf"(?P<o>[oQ])(?P<u>u)(?P<rest>{_YEAR}|F?T?[uY])?", _counted_unit),
        (rf"(?P<G>G){_YEAR}?", _quarter),
        (rf"(?P<s>s){_YEAR}?", _season),
        (r"(?P<r>r)(?P<s>s)", _shifted_season),
        (r"(?P<r>r)(?P<u>[uY])", _relative),
        (r"(?P<j>j)", _one_word),
        (r"(?P<w>w)z?", _weekday),
        (r"(?P<r>r)(?P<w>w)z?", _shifted_weekday),
        (r"(?P<w>w)z?,?F?[PV]?T?(?P<ry>r)(?P<ru>u)", _weekday_of_week),
        (r"(?P<ry>r)(?P<ru>u)(?P<w>w)z?", _weekday_of_week),
        (r"(?P<t>t)z?", _day_word),
        (r"(?P<r>r)z", _part_of_day),
        (r"(?P<n>[cdnhA])?-?(?P<u>[uY])a", _ago),
        (r"(?P<n>[cdnhA])?(?P<u>[uY])[lE]", _later),
        (r"(?P<r>[rR])(?P<n>[cdnh])(?P<u>[uY])", _stretch),
        (r"(?P<n>[cdnh])(?P<r>R)(?P<u>[uY])", _stretch),
        (r"R[uY]", lambda _: VAGUE),
        (r"O[uYmwsz]", lambda _: OTHER_ANCHOR),
        (r"(?P<n>[cdnh])-?(?P<u>[uY])", _length),
        (r"[cdnh]B(?P<u>[uY])(?P<a>a)?", _rough_length),
        (r"C", lambda _: OTHER_ANCHOR),
        (r"(?:(?<=L)|(?<=V))(?P<n>A)(?P<u>[uY])", _length),
        (r"(?<=V)(?P<u>[uY])", _bare_after_in),
        (r"(?<=L)(?P<u>[uY])", _bare_after_for),
        (r"e[cdnho]?[uYwmsWz]", lambda _: RECURRING),
        (r"[vW]", lambda _: RECURRING),
        (r"[cdn]?x[APV][uY]", lambda _: RECURRING),
        (r"q", lambda _: VAGUE),
        (r"(?P<I>I)", _iso),
        (r"(?P<N>N)(?:g\.?)?", _numeric),
    )
)
"""A pattern and what it means. At one place the longest counts, then the first."""
