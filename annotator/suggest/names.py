"""Where the names are in a stretch of news prose, told by capitals, titles and particles.

For scripts with capitals: Latin and Cyrillic. All positions are code points.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from annotator.core.sentences import sentence_at
from annotator.core.spans import Span
from annotator.suggest.wordlists import BODIES, NOT_NAMES, OFFICES, PARTICLES, PLACES

_TOKEN = re.compile(
    r"[^\W_](?:[\w\u0300-\u036f]|['’ʼ](?!s(?!\w))(?=[^\W\d_])|[-‑](?=[^\W_])|[.&/](?=[^\W\d_]))*"
)
_SPACE = re.compile(r"[^\S\n]+")
_AMPERSAND = re.compile(r"[^\S\n]+&[^\S\n]+")
"""Joins two words of one name: Calder & Voss."""
_GENITIVE_ADJECTIVE = re.compile(r".{3,}(?:ого|его|ої|ьої|[оеё]й|[ыи]х)")
_PATRONYMIC = re.compile(r".+(?:вич|вича|вичу|вичем|вна|вны|вне|вну|вной|вни|вні|вну|вною)")
_IN_A_PLACE = frozenset(("for", "embassy", "consulate"))
"""Words of names that have a place in them: the Office for Security in Europe, an embassy in Rome."""
_SURNAME_OR_NAME = 2
"""Words of a person's name: the given one and that of the family."""
_INITIAL = re.compile(r"[^\W\d_](?:\.[^\W\d_])*")
_SHORT_TITLES = frozenset("mr mrs ms dr prof sgt gen col lt capt maj gov sen rep rev adm hon st cpl".split())
_JOINED_PARTICLE = re.compile(r"(?:al|el|ad|as|ash|at|an|ar|az|d|l|аль|эль|ас|аш)[-’'‑][^\W\d_]")
_QUOTED_NAME = re.compile(r"[«“„\"]([^\W\d_][^«»“”„\"\n,.!?…—]{1,40})[»”“\"]")
_LINKS = ("of the", "of", "for the", "for", "against", "on the", "on")
_ADJECTIVE = re.compile(r".*(?:ian|ish|ese|ean|can|ench|utch|ский|ская|ские|ский|ського|ского|ської|ской)")
_REST_OF_MINISTRY = re.compile(
    r"(?:иностранных дел|внутренних дел|обороны|юстиции|здравоохранения|финансов|культуры|просвещения"
    r"|закордонних справ|внутрішніх справ|оборони|юстиції|охорони здоров['’ʼ]я|фінансів|культури)(?!\w)"
)
_MINISTRY = re.compile(r"(?:министерств|міністерств|окупационн|окупаційн)\w*", re.IGNORECASE)
_NEAR = 20_000
"""Code points before and after a word in which it may be written in small letters."""
_CALENDAR = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july"
    " august"
    " september october november december".split()
)


@dataclass(frozen=True, slots=True)
class _Token:
    """A word, with its full stop where it is an initial or an abbreviated title."""

    start: int
    end: int
    word: str

    @property
    def folded(self) -> str:
        return self.word.casefold()

    @property
    def capital(self) -> bool:
        return self.word[0].isupper() or (
            bool(_JOINED_PARTICLE.match(self.word)) and any(sign.isupper() for sign in self.word)
        )


def names_in(text: str, start: int, end: int) -> list[Span]:
    """Return the name expressions of ``text[start:end]``, in order, not overlapping.

    ``start`` should be the start of a sentence or lie after one: a word that a capital at the
    start of its sentence does not make a name is left out.
    """
    quoted = [
        Span(*match.span(1)) for match in _QUOTED_NAME.finditer(text, start, end) if _names(text, match)
    ]
    tokens = list(_tokens(text, start, end))
    found = []
    index = 0
    while index < len(tokens):
        after = _run(text, tokens, index)
        if after is None:
            index += 1
            continue
        found.append(Span(tokens[index].start, _with_ministry(text, tokens[index], tokens[after - 1].end)))
        index = after
    loose = [span for span in found if not any(span.start < q.end and q.start < span.end for q in quoted)]
    return sorted(loose + quoted)


def name_at(text: str, position: int) -> Span | None:
    """Return the name expression that the caret at ``position`` touches; None if there is none."""
    sentence = sentence_at(text, position)
    if sentence is None:
        return None
    touching = [
        span for span in names_in(text, *sentence) if span.start <= position <= _reach(text, span.end)
    ]
    return touching[-1] if touching else None


def is_capitalised(text: str) -> bool:
    """Say whether the first letter of ``text`` is a capital one."""
    letters = (sign for sign in text if sign.isalpha())
    return next(letters, "a").isupper()


def _reach(text: str, end: int) -> int:
    """Return ``end`` moved over a possessive 's: a caret there still touches the name."""
    return end + 2 if text[end : end + 2] in ("'s", "’s") else end


def _names(text: str, match: re.Match[str]) -> bool:
    """Say whether quotation marks hold a name, as in the group «Чистый канал», and no words said."""
    before = text[: match.start()][-40:].rstrip(" \u00a0")
    return match[1][0].isupper() and match[1].count(" ") < 4 and before[-1:].isalpha()


def _tokens(text: str, start: int, end: int) -> Iterator[_Token]:
    for match in _TOKEN.finditer(text, start, end):
        stop = match.end()
        dotted = text[stop : stop + 1] == "." and stop < end
        is_initial = match[0].isupper() and _INITIAL.fullmatch(match[0])
        if dotted and (
            (is_initial and len(match[0].split(".")[-1]) == 1) or match[0].casefold() in _SHORT_TITLES
        ):
            stop += 1
        yield _Token(match.start(), stop, match[0])


def _run(text: str, tokens: list[_Token], first: int) -> int | None:
    """Return the index after the name that starts with token ``first``; None if none starts there."""
    if not tokens[first].capital or _ordinary(text, tokens, first):
        return None
    after = first + 1
    while after < len(tokens):
        grown = _grown(text, tokens, first, after)
        if grown is None:
            break
        after = grown
    if after == first + 1 and tokens[first].folded in _SHORT_TITLES:
        return None
    return _before_a_person(tokens, first, after)


def _before_a_person(tokens: list[_Token], first: int, after: int) -> int:
    """Return ``after`` moved to where a person's name begins behind a body's: Красного Креста | Лоран Х.

    In Russian and Ukrainian the body that somebody speaks for stands in the genitive before the name.
    """
    adjectives = [at for at in range(first, after) if _GENITIVE_ADJECTIVE.fullmatch(tokens[at].folded)]
    if not adjectives or tokens[first].word[0] < "\u0400":
        return after
    person = adjectives[-1] + 2
    parts = after - person
    patronymic = parts == _SURNAME_OR_NAME + 1 and _PATRONYMIC.fullmatch(tokens[person + 1].folded)
    return person if parts == _SURNAME_OR_NAME or patronymic else after


def _grown(text: str, tokens: list[_Token], first: int, after: int) -> int | None:
    """Return the index after one more word of the name, particles and links before it included."""
    if not _adjoin(text, tokens[after - 1], tokens[after]):
        return None
    token = tokens[after]
    if token.capital:
        return None if token.folded in _CALENDAR else after + 1
    if token.folded in PARTICLES and not _is_body(tokens[first:after]):
        return _over(text, tokens, after, 3, PARTICLES)
    if token.word.isdigit() and _is_body(tokens[first:after]) and len(token.word) < 3:
        return after + 1
    if not _is_body(tokens[first:after]) and tokens[after - 1].folded not in OFFICES:
        return None
    if token.folded == "and" or token.folded == "or":
        linked = {other.folded for other in tokens[first:after]} & {"of", "for"}
        return (
            after + 2
            if linked and _capital_next(text, tokens, after) and not _place_next(tokens, after)
            else None
        )
    if token.folded == "in" and _IN_A_PLACE.isdisjoint(other.folded for other in tokens[first:after]):
        # A court in a town is not called by the town.
        return None
    if token.folded in ("of", "for", "on", "against", "in"):
        return _over(text, tokens, after, 2, frozenset({"of", "for", "on", "against", "in", "the"}))
    return None


def _over(text: str, tokens: list[_Token], index: int, most: int, small: frozenset[str]) -> int | None:
    """Return the index after the capitalised word that follows at most ``most`` small words."""
    for place in range(index, min(index + most + 1, len(tokens))):
        if place > index and not _adjoin(text, tokens[place - 1], tokens[place]):
            return None
        if tokens[place].capital:
            return None if tokens[place].folded in _CALENDAR else place + 1
        if tokens[place].folded not in small:
            return None
    return None


def _capital_next(text: str, tokens: list[_Token], index: int) -> bool:
    return (
        index + 1 < len(tokens)
        and _adjoin(text, tokens[index], tokens[index + 1])
        and tokens[index + 1].capital
    )


def _place_next(tokens: list[_Token], index: int) -> bool:
    return tokens[index + 1].folded in PLACES


def _adjoin(text: str, left: _Token, right: _Token) -> bool:
    if left.capital and right.capital and _AMPERSAND.fullmatch(text, left.end, right.start):
        return True
    return _SPACE.fullmatch(text, left.end, right.start) is not None


def _is_body(tokens: list[_Token]) -> bool:
    return any(token.folded in BODIES for token in tokens)


def _with_ministry(text: str, head: _Token, end: int) -> int:
    """Return ``end`` moved over the small words of "Министерство иностранных дел" and its like."""
    if not _MINISTRY.fullmatch(head.word):
        return end
    space = _SPACE.match(text, end)
    rest = _REST_OF_MINISTRY.match(text, space.end()) if space else None
    return rest.end() if rest else end


def _ordinary(text: str, tokens: list[_Token], index: int) -> bool:
    """Say whether the capital of token ``index`` tells nothing: it opens its sentence, or a calendar word."""
    token = tokens[index]
    if token.folded in _CALENDAR:
        return True
    if index and not _opens_speech(text, token.start):
        return token.folded in NOT_NAMES and not token.word.isupper()
    if token.folded in NOT_NAMES:
        return len(token.word) < 2 or not token.word.isupper() or token.folded in ("a", "i")
    if index + 1 < len(tokens) and tokens[index + 1].capital and _adjoin(text, token, tokens[index + 1]):
        return False
    return _written_small(text, token.word, token.start)


def _opens_speech(text: str, start: int) -> bool:
    return text[max(0, start - 1) : start] in ('"', "“", "«", "„", "‘")


def _written_small(text: str, word: str, start: int) -> bool:
    """Say whether the text around ``start`` has this word in small letters too, so that it is no name."""
    small = word[0].lower() + word[1:]
    if small == word:
        return False
    near = text[max(0, start - _NEAR) : start + _NEAR]
    return re.search(rf"(?<!\w){re.escape(small)}(?!\w)", near) is not None
