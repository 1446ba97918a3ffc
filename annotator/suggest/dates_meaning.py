"""What an expression of time means, before anybody asks when the article was published."""

from dataclasses import dataclass

from annotator.core.dates import DateKind


@dataclass(frozen=True, slots=True)
class Calendar:
    """A year, month or day, as far as it is named.

    Without ``year`` it is the one of publication plus ``year_offset`` ("August last year"), or the
    one that ``shift`` picks ("last August" -1, "next August" 1), or the most recent one.
    ``weekday``, 0 for Monday, is what the text calls the day.
    """

    year: int | None = None
    month: int | None = None
    day: int | None = None
    year_offset: int | None = None
    shift: int | None = None
    weekday: int | None = None


@dataclass(frozen=True, slots=True)
class Season:
    """A season by its EDTF number, 21 to 24; the rest as in `Calendar`."""

    number: int
    year: int | None = None
    year_offset: int | None = None
    shift: int | None = None


@dataclass(frozen=True, slots=True)
class Decade:
    """The decade ``prefix``0 to ``prefix``9."""

    prefix: int


@dataclass(frozen=True, slots=True)
class Century:
    """The century by its number, from 1."""

    number: int


@dataclass(frozen=True, slots=True)
class Fraction:
    """The quarter or half of a year, by its number."""

    months: int
    number: int
    year: int | None = None
    year_offset: int = 0


@dataclass(frozen=True, slots=True)
class Weekday:
    """A weekday, 0 for Monday; ``shift`` as in `Calendar`, ``week`` counted from that of publication."""

    number: int
    shift: int | None = None
    week: int | None = None


@dataclass(frozen=True, slots=True)
class Day:
    """A day counted from that of publication."""

    offset: int


@dataclass(frozen=True, slots=True)
class Relative:
    """A whole unit counted from that of publication: last week."""

    unit: str
    offset: int


@dataclass(frozen=True, slots=True)
class Shifted:
    """Two weeks ago, in two weeks; ``only_future`` if the words alone could be a length of time."""

    unit: str
    count: int
    sign: int
    only_future: bool = False


@dataclass(frozen=True, slots=True)
class Stretch:
    """The past three years, the next two weeks."""

    unit: str
    count: int
    sign: int


@dataclass(frozen=True, slots=True)
class Part:
    """Early, middle or end of something."""

    whole: "Meaning"


@dataclass(frozen=True, slots=True)
class Range:
    """From one to the other."""

    first: "Meaning"
    last: "Meaning"


@dataclass(frozen=True, slots=True)
class Open:
    """Since or until something."""

    edge: "Meaning"
    since: bool


@dataclass(frozen=True, slots=True)
class Simple:
    """Something that has no value, whenever the article was published."""

    kind: DateKind
    rule: str


Meaning = (
    Calendar
    | Season
    | Decade
    | Century
    | Fraction
    | Weekday
    | Day
    | Relative
    | Shifted
    | Stretch
    | Part
    | Range
    | Open
    | Simple
)

VAGUE = Simple(DateKind.VAGUE, "vague")
OTHER_ANCHOR = Simple(DateKind.VAGUE, "other anchor")
AMBIGUOUS = Simple(DateKind.VAGUE, "ambiguous")
DURATION = Simple(DateKind.DURATION, "duration")
RECURRING = Simple(DateKind.RECURRING, "recurring")
