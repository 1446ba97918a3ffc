"""The names of the months in English, Russian and Ukrainian, in every case of theirs."""

_FULL = {
    "en": (
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ),
    "ru": (
        "январ:ь я ю ём ем е",
        "феврал:ь я ю ём ем е",
        "март: а у ом е",
        "апрел:ь я ю ем е",
        "ма:й я ю ем е",
        "июн:ь я ю ем е",
        "июл:ь я ю ем е",
        "август: а у ом е",
        "сентябр:ь я ю ём ем е",
        "октябр:ь я ю ём ем е",
        "ноябр:ь я ю ём ем е",
        "декабр:ь я ю ём ем е",
    ),
    "uk": (
        "січ:ень ня ню нем ні",
        "лют:ий ого ому им ім",
        "берез:ень ня ню нем ні",
        "квіт:ень ня ню нем ні",
        "трав:ень ня ню нем ні",
        "черв:ень ня ню нем ні",
        "лип:ень ня ню нем ні",
        "серп:ень ня ню нем ні",
        "верес:ень ня ню нем ні",
        "жовт:ень ня ню нем ні",
        "листопад: а у ом і",
        "груд:ень ня ню нем ні",
    ),
}

_SHORT = {
    "en": "jan feb mar apr - jun jul aug sep,sept oct nov dec",
    "ru": "янв фев,февр мар апр - - - авг сен,сент окт ноя,нояб дек",
    "uk": "січ лют бер квіт трав черв лип серп вер,верес жовт лист груд",
}


def inflected(spec: str) -> list[str]:
    """Return the forms that ``"stem:ending ending"`` stands for; a leading space is the empty ending."""
    stem, colon, endings = spec.partition(":")
    return [stem + ending for ending in endings.split(" ")] if colon else [stem]


MONTHS = {
    language: {form: number for number, spec in enumerate(specs, 1) for form in inflected(spec)}
    for language, specs in _FULL.items()
}
"""Language -> each form of a month's name in lower case -> its number."""

MONTH_ABBREVIATIONS = {
    language: {
        form: number
        for number, forms in enumerate(line.split(), 1)
        for form in forms.split(",")
        if form != "-"
    }
    for language, line in _SHORT.items()
}
"""Language -> each abbreviation in lower case, without its full stop -> its number."""

_BY_NAME: dict[str, int] = {}
for _names in (*MONTH_ABBREVIATIONS.values(), *MONTHS.values()):
    _BY_NAME.update(_names)


def month_number(name: str) -> int | None:
    """Return 1 to 12 for a month's name or abbreviation in any of the languages; None if it is none."""
    return _BY_NAME.get(name.casefold().removesuffix("."))
