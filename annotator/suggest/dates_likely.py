"""Whether words that can be a date are one: "May said", "2000 people", "a 30-year-old man"."""

from collections.abc import Sequence

from annotator.suggest.dates_common import Token
from annotator.suggest.dates_meaning import DURATION, Calendar, Range
from annotator.suggest.dates_parse import Expression
from annotator.suggest.dates_patterns import is_cyrillic

_LINKING = frozenset("SUfibFTPVLr&-")
"""Tags of words that a bare month or year comes after."""

_ALSO_NAMES = frozenset("march april may june august jan mar dec".split())
_ALSO_ADJECTIVES = frozenset("лютий лютого лютому лютим листопад листопада листопадом".split())
_ADVERBS = frozenset("весной летом осенью зимой навесні влітку улітку восени взимку узимку".split())
_EARLIEST_YEAR, _LATEST_YEAR = 1500, 2100
_AFTER_A_YEAR = frozenset(
    "was were is are has had saw when where which who and or but to in on at by with as for from after before"
    " until through during that brought marked began ended the a its his her their of"
    " и или а но когда который где в на по до с к был была было были стал стала стало"
    " і й та або але коли де який у з від став була були".split()
)


_OPENING = frozenset("(«“„\"'[")


def likely(text: str, tokens: Sequence[Token], expression: Expression) -> bool:
    """Say whether an expression in running text is one of time, by the words next to it."""
    first, last, meaning = expression
    token = tokens[first]
    before = tokens[first - 1] if first else None
    after = tokens[last] if last < len(tokens) else None
    if meaning is DURATION:
        return after is None or (after.tag != "-" and after.word not in ("old", "of"))
    if _is_year(meaning) and all(one.tag in "y-" for one in tokens[first:last]):
        return _likely_year(text, token, before, after)
    if last - first > 1:
        return True
    linked = before is not None and before.tag in _LINKING
    match token.tag:
        case "m":
            return _likely_month(text, token, linked)
        case "w":
            return linked or not is_cyrillic(token)
        case "s":
            return token.word in _ADVERBS or (linked and is_cyrillic(token)) or _in_the(tokens, first)
        case "D":
            return text[token.start].isdigit() or linked
        case "v":
            return not text[token.start].isupper() or first == 0
    return True


def _is_year(meaning: object) -> bool:
    if isinstance(meaning, Range):
        return _is_year(meaning.first) and _is_year(meaning.last)
    return isinstance(meaning, Calendar) and meaning.year is not None and meaning.month is None


def _likely_month(text: str, token: Token, linked: bool) -> bool:
    if is_cyrillic(token):
        return linked or (text[token.start].islower() and token.word not in _ALSO_ADJECTIVES)
    return linked or token.word not in _ALSO_NAMES


def _in_the(tokens: Sequence[Token], at: int) -> bool:
    """Say whether "in", "since" or "this" is in front of an English season: "spring" is a verb too."""
    before = at - 1
    if before >= 0 and tokens[before].tag == "T":
        before -= 1
    return before >= 0 and tokens[before].tag in "VSUPr"


def _likely_year(text: str, token: Token, before: Token | None, after: Token | None) -> bool:
    year = token.value
    if not isinstance(year, int) or not _EARLIEST_YEAR <= year <= _LATEST_YEAR:
        return False
    if before is not None and before.tag == "X" and before.end == token.start and before.word not in _OPENING:
        return False
    if before is not None and before.tag in "SUfbiVT" and not is_cyrillic(before):
        return True
    if after is None or (after.tag == "X" and not after.word[0].isalpha()):
        return after is None or after.word not in "%°$€£₽₴"
    if after.tag in "uYx":
        return False
    return after.tag != "X" or text[after.start].isupper() or after.word in _AFTER_A_YEAR
