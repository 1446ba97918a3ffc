"""The calendar as date expressions use it: the publication date, and what is counted from it."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import MAXYEAR, MINYEAR, date, timedelta

from annotator.core.dates import parse_published


class Unresolved(Exception):  # not a refusal: it never leaves this package
    """No value can be given; ``rule`` is the key of `annotator.core.dates.RULES` that says why."""

    def __init__(self, rule: str) -> None:
        super().__init__(rule)
        self.rule = rule


@dataclass(frozen=True, slots=True)
class Anchor:
    """A publication date, as far as it is known; asking for more raises `Unresolved`."""

    text: str

    def year(self) -> int:
        """Return its year."""
        return int(self._known(4)[:4])

    def month(self) -> int:
        """Return its month."""
        return int(self._known(7)[5:7])

    def day(self) -> date:
        """Return its day."""
        return date.fromisoformat(self._known(10))

    @property
    def has_day(self) -> bool:
        """Say whether the day is known."""
        return len(self.text) == 10

    def _known(self, length: int) -> str:
        if not self.text:
            raise Unresolved("no publication date")
        if len(self.text) < length:
            raise Unresolved("publication date too coarse")
        return self.text


def anchor_of(published: str) -> Anchor:
    """Return the anchor for an article's publication date; one without a date if it is none."""
    return Anchor(parse_published(published) or "")


def year_text(year: int) -> str:
    """Return a year as EDTF.

    Raises:
        Unresolved: if it is not between 1 and 9999.
    """
    if not MINYEAR <= year <= MAXYEAR:
        raise Unresolved("outside the calendar")
    return f"{year:04}"


def month_text(year: int, month: int) -> str:
    """Return a month as EDTF; months beyond 1 to 12 run over into other years."""
    year, index = divmod(year * 12 + month - 1, 12)
    return f"{year_text(year)}-{index + 1:02}"


def day_text(year: int, month: int, day: int) -> str:
    """Return a day as EDTF.

    Raises:
        Unresolved: if the calendar has no such day.
    """
    if not exists(year, month, day):
        raise Unresolved("outside the calendar")
    return f"{year_text(year)}-{month:02}-{day:02}"


def exists(year: int, month: int, day: int) -> bool:
    """Say whether the calendar has a day."""
    return MINYEAR <= year <= MAXYEAR and 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1]


def moved(day: date, days: int) -> date:
    """Return the day so many days later.

    Raises:
        Unresolved: if it is not in the years 1 to 9999.
    """
    try:
        return day + timedelta(days=days)
    except OverflowError:
        raise Unresolved("outside the calendar") from None


def week(day: date, offset: int, first: int = 0, last: int = 6) -> str:
    """Return the days ``first`` to ``last`` (0 for Monday) of the week ``offset`` weeks from ``day``'s."""
    begin = moved(day, 7 * offset - day.weekday() + first)
    return f"{begin.isoformat()}/{moved(begin, last - first).isoformat()}"


def month_year(anchor: Anchor, month: int, *, future: bool, including: bool = True) -> int:
    """Return the year of the month of that name that is nearest before (or after) the anchor's month.

    ``including`` says whether the anchor's own month counts.
    """
    year, own = anchor.year(), anchor.month()
    if month == own:
        return year if including else year + (1 if future else -1)
    if future:
        return year if month > own else year + 1
    return year if month < own else year - 1


_LEAP_GAP = 8
"""The most years between two 29 Februaries."""


def day_year(anchor: Anchor, month: int, day: int, *, future: bool) -> int:
    """Return the year of the day of that date nearest before (or after) the anchor, it included."""
    year = anchor.year()
    if not anchor.has_day and month == anchor.month():
        anchor.day()
    begin = anchor.day() if anchor.has_day else date(year, anchor.month(), 1)
    step = 1 if future else -1
    for candidate in range(year, year + step * (_LEAP_GAP + 1), step):
        if exists(candidate, month, day):
            distance = (date(candidate, month, day) - begin).days
            if distance * step >= 0:
                return candidate
    raise Unresolved("outside the calendar")
