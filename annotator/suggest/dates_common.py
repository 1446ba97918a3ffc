"""Text as tokens that carry a tag each; what the date patterns of all languages are written in.

A tag is one character, so that a text is a string of tags and a pattern is a regular expression over
it (`annotator.suggest.dates_patterns`). All positions are code points.

| tag | token | value |
|---|---|---|
| ``y`` | a number of four digits that can be a year | the number |
| ``d`` ``n`` | a number up to 31; any other whole number | the number |
| ``c`` ``h`` ``A`` | two; several; a | the number, or None |
| ``o`` ``Q`` | first, 18th; XX | the number |
| ``m`` ``M`` | a month; its abbreviation | 1 to 12 |
| ``w`` ``k`` ``W`` | a weekday; its abbreviation; Fridays | 0 for Monday |
| ``u`` ``Y`` | a unit of time; a word for year that can follow a number | unit, plural or not |
| ``g`` | an abbreviated word for year (г., р.) | |
| ``s`` | a season | 21 to 24 |
| ``B`` ``C`` | and a half; since then | |
| ``r`` ``R`` ``O`` | last, this, next; recent; the same | -2 to 1 |
| ``a`` ``l`` ``E`` | ago; later, after, before; earlier | |
| ``t`` ``j`` | yesterday; торік | days; unit and offset |
| ``z`` ``p`` | evening; early | -1 for night |
| ``e`` ``v`` ``x`` ``q`` | every; annually; twice; recently | |
| ``D`` ``G`` | 1990s; Q1 | the decade without its last digit, or -9 for the nineties; 1 to 4 |
| ``I`` ``N`` | 2025-09-18; 18.09.2025 | |
| ``S`` ``U`` ``f`` ``i`` ``b`` ``&`` | since; until; from; to; between; and | |
| ``F`` ``T`` ``P`` ``V`` ``L`` | of; the; on; in; for | |
| ``~`` ``X`` | a line end; anything else; punctuation stands for itself | |
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from annotator.core.months import inflected


class UnitWord(NamedTuple):
    """A unit of time as a word says it."""

    unit: str
    plural: bool


class RelativeUnit(NamedTuple):
    """A unit counted from that of publication, said in one word."""

    unit: str
    offset: int


Value = int | str | UnitWord | RelativeUnit | None
Entry = tuple[str, Value]


class Token(NamedTuple):
    """A piece of the text, or several words that mean one thing; ``[start, end)`` in code points."""

    start: int
    end: int
    tag: str
    value: Value
    word: str


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The words of a language that dates are made of, in lower case, ё as е, straight apostrophes."""

    words: dict[str, Entry]
    phrases: dict[tuple[str, ...], Entry]
    capitalised: frozenset[str] = field(default_factory=frozenset)
    """Words that are read as they are here only when they begin with a capital, in running text."""


def lexicon(
    forms: Mapping[str, Mapping[str, Value]], *, capitalised: Iterable[str] = (), units: Mapping[str, str]
) -> Lexicon:
    """Put a lexicon together.

    ``forms`` is tag -> words -> value; words are parted by `` | ``, each a word, a phrase or a
    ``stem:ending ending``. ``units`` is unit -> singular words ``;`` plural words, in the same form.
    """
    words: dict[str, Entry] = {}
    phrases: dict[tuple[str, ...], Entry] = {}
    for unit, spec in units.items():
        for index, part in enumerate(spec.split(";")):
            for form in _forms(part):
                words.setdefault(form, ("u", UnitWord(unit, plural=index == 1)))
    for tag, group in forms.items():
        for spec, value in group.items():
            for form in _forms(spec):
                parts = tuple(form.split())
                if len(parts) > 1:
                    phrases[parts] = (tag, value)
                else:
                    words[form] = (tag, value)
    return Lexicon(words, phrases, frozenset(capitalised))


def _forms(spec: str) -> list[str]:
    return [fold(form) for one in spec.split("|") if one.strip() for form in inflected(one.strip())]


def fold(word: str) -> str:
    """Return a word in the form in which the lexicons have it."""
    return word.casefold().translate(_FOLDED)


_FOLDED = str.maketrans({"ё": "е", "’": "'", "ʼ": "'", "`": "'"})

_TOKEN = re.compile(
    r"""(?P<break>\n)
    | (?<!\w)(?:
        (?P<iso>[0-9]{4}-(?:0[1-9]|1[0-2])(?:-[0-9]{2})?(?![\w-]))
      | (?P<quarter>[QК][1-4](?!\w))
      | (?P<numeric>[0-9]{1,2}(?P<sep>[./])[0-9]{1,2}(?P=sep)[0-9]{4}(?!\w))
      | (?P<decade>(?:[0-9]{3}|['’]?[1-9])0(?:['’]?s|-?(?:х|е|ые|ых|ті|тих|их|і))(?!\w))
      | (?P<suffixed>(?P<counted>[0-9]{1,4})(?:st|nd|rd|th|-(?:го|е|й|я|ого|му|м|ом|та|те|им|ою|ї))(?!\w))
      | (?P<number>[0-9]+(?!\w|[.,][0-9]))
      )
    | [0-9]+(?:[.,][0-9]+)*
    | (?P<word>[^\W\d_]+(?:['’ʼ`][^\W\d_]+)*)
    | \S""",
    re.VERBOSE,
)
_POSSESSIVE = re.compile(r"['’ʼ`]s\Z", re.IGNORECASE)
_ROMAN = {
    "i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5, "vi": 6, "vii": 7, "viii": 8, "ix": 9, "x": 10, "xi": 11,
    "xii": 12, "xiii": 13, "xiv": 14, "xv": 15, "xvi": 16, "xvii": 17, "xviii": 18, "xix": 19, "xx": 20,
    "xxi": 21,
}  # fmt: skip
_CYRILLIC_ROMAN = str.maketrans("хі", "xi")
_DASHES = "-–—‐‑"
_LONGEST_PHRASE = 4
_FIRST_YEAR, _LAST_YEAR = 1000, 2199


def tokenise(text: str, latin: Lexicon, cyrillic: Lexicon, *, strict: bool) -> list[Token]:
    """Return the tokens of a text; with ``strict``, names of months in Latin script need a capital."""
    raw = [_token(match, latin, cyrillic, strict) for match in _TOKEN.finditer(text)]
    return _phrases_joined(raw, latin, cyrillic)


def _token(match: re.Match[str], latin: Lexicon, cyrillic: Lexicon, strict: bool) -> Token:
    start, end = match.span()
    kind = match.lastgroup
    text = match[0]
    if kind == "word":
        word = _POSSESSIVE.sub("", text)
        return _word(start, start + len(word), word, latin, cyrillic, strict)
    if kind == "break":
        return Token(start, end, "~", None, text)
    tag, value = _number(match) if kind is not None else (_punctuation(text), None)
    return Token(start, end, tag, value, text)


def _word(start: int, end: int, text: str, latin: Lexicon, cyrillic: Lexicon, strict: bool) -> Token:
    word = fold(text)
    known = cyrillic if "\u0400" <= word[0] <= "\u04ff" else latin
    tag, value = known.words.get(word, ("X", None))
    if strict and word in known.capitalised and not text[0].isupper():
        tag, value = "X", None
    if tag == "X" and text.isupper():
        roman = _ROMAN.get(word.translate(_CYRILLIC_ROMAN))
        if roman is not None:
            tag, value = "Q", roman
    return Token(start, end, tag, value, word)


def _number(match: re.Match[str]) -> Entry:
    if match["iso"]:
        return "I", match[0]
    if match["quarter"]:
        return "G", int(match[0][1])
    if match["numeric"]:
        return "N", match[0]
    if match["decade"]:
        digits = re.sub(r"[^0-9]", "", match[0])
        return "D", int(digits[:-1]) if len(digits) == 4 else -int(digits[0])
    if match["suffixed"]:
        number = int(match["counted"])
        return ("y" if number >= _FIRST_YEAR else "o"), number
    digits = match["number"]
    if len(digits) == 4 and _FIRST_YEAR <= int(digits) <= _LAST_YEAR:
        return "y", int(digits)
    if len(digits) > 4 or (digits.startswith("0") and len(digits) > 2):
        return "X", None
    return ("d" if 0 < int(digits) <= 31 else "n"), int(digits)


def _punctuation(text: str) -> str:
    if text in _DASHES:
        return "-"
    return text if text in ",.&" else "X"


def _phrases_joined(raw: list[Token], latin: Lexicon, cyrillic: Lexicon) -> list[Token]:
    firsts = {parts[0] for known in (latin, cyrillic) for parts in known.phrases}
    tokens: list[Token] = []
    index = 0
    while index < len(raw):
        length, entry = 1, None
        if raw[index].word in firsts:
            length, entry = _phrase(raw, index, latin, cyrillic)
        first, last = raw[index], raw[index + length - 1]
        tokens.append(first if entry is None else Token(first.start, last.end, *entry, first.word))
        index += length
    return tokens


def _phrase(raw: list[Token], index: int, latin: Lexicon, cyrillic: Lexicon) -> tuple[int, Entry | None]:
    for length in range(_LONGEST_PHRASE, 1, -1):
        words = tuple(token.word for token in raw[index : index + length])
        entry = latin.phrases.get(words) or cyrillic.phrases.get(words)
        if entry is not None and len(words) == length:
            return length, entry
    return 1, None
