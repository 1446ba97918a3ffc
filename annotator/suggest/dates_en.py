"""The English words that dates are made of."""

from annotator.core.months import MONTH_ABBREVIATIONS, MONTHS
from annotator.suggest.dates_common import Value, lexicon

_WEEKDAYS = "monday tuesday wednesday thursday friday saturday sunday".split()
_SHORT_WEEKDAYS = {"mon": 0, "tue | tues": 1, "wed": 2, "thu | thur | thurs": 3, "fri": 4, "sat": 5, "sun": 6}
_NUMBERS = (
    "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen"
    " eighteen nineteen twenty"
).split()
_ORDINALS = "first second third fourth fifth sixth seventh eighth ninth tenth".split()
_CENTURIES = (
    "eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth"
).split()
_DECADES = "twenties thirties forties fifties sixties seventies eighties nineties".split()

_COUNTS: dict[str, Value] = {"one": 1, "thirty": 30, "forty": 40, "fifty": 50, "hundred": 100}
_COUNTS.update((name, number) for number, name in enumerate(_NUMBERS, 2))
_RANKS: dict[str, Value] = {"twenty-first": 21}
_RANKS.update((name, number) for number, name in enumerate(_ORDINALS, 1))
_RANKS.update((name, number) for number, name in enumerate(_CENTURIES, 11))

_FORMS: dict[str, dict[str, Value]] = {
    "m": dict(MONTHS["en"]),
    "M": {name: number for name, number in MONTH_ABBREVIATIONS["en"].items() if name not in MONTHS["en"]},
    "w": {name: number for number, name in enumerate(_WEEKDAYS)},
    "k": dict(_SHORT_WEEKDAYS),
    "W": {f"{name}s": number for number, name in enumerate(_WEEKDAYS)},
    "c": _COUNTS,
    "h": {
        "few | a few | several | many | some | dozens of | a number of": None,
        "a couple of | a couple | couple of": None,
    },
    "A": {"a | an": 1},
    "o": _RANKS,
    "s": {"spring": 21, "summer": 22, "autumn | fall": 23, "winter": 24},
    "r": {"last | past": -1, "this | current": 0, "next | coming | upcoming": 1},
    "R": {"recent | preceding": None},
    "O": {"previous | following | same | subsequent | that": None},
    "B": {"and a half | or so | odd": None},
    "C": {"since then | until then | by then": None},
    "a": {"ago": None},
    "l": {"after | before | thereafter | afterwards | afterward | beforehand": None},
    "E": {"earlier | later | earlier on | later on": None},
    "t": {
        "today": 0,
        "tonight": 0,
        "yesterday": -1,
        "tomorrow": 1,
        "day before yesterday": -2,
        "day after tomorrow": 2,
    },
    "z": {"morning | afternoon | evening": 0, "night": -1},
    "p": {
        "early | late | mid | beginning of | start of | middle of | end of | close of": None,
        "beginning | start | middle | end": None,
    },
    "e": {"every | each | every other": None},
    "v": {"daily | weekly | biweekly | fortnightly | monthly | quarterly | annually | yearly": None},
    "x": {"once | twice | times": None},
    "q": {
        "recently | lately | not long ago | long ago | the other day": None,
    },
    "D": {name: -number for number, name in enumerate(_DECADES, 2)},
    "S": {"since | ever since": None},
    "U": {"until | till | up to": None},
    "f": {"from": None},
    "i": {"to | through": None},
    "b": {"between": None},
    "&": {"and": None},
    "F": {"of": None},
    "T": {"the": None},
    "P": {"on | at | during | within | throughout | by": None},
    "V": {"in": None},
    "L": {"for | over": None},
}

_UNITS = {
    "minute": "minute; minutes",
    "hour": "hour; hours",
    "day": "day; days",
    "week": "week; weeks",
    "weekend": "weekend; weekends",
    "fortnight": "fortnight; fortnights",
    "month": "month; months",
    "quarter": "quarter; quarters",
    "half": "half; halves",
    "year": "year; years",
    "decade": "decade; decades",
    "century": "century; centuries",
}

ENGLISH = lexicon(
    _FORMS,
    capitalised=[
        *_FORMS["m"],
        *_FORMS["M"],
        *_FORMS["w"],
        *_FORMS["W"],
        *(name for names in _SHORT_WEEKDAYS for name in names.split(" | ")),
    ],
    units=_UNITS,
)
