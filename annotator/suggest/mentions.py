"""Mentions of actors: where a name occurs, how an expression refers, and the name at a caret."""

import re
from collections.abc import Sequence

from annotator.core.spans import Span
from annotator.core.words import snap
from annotator.suggest.folding import folded, share_stem, skeleton, words
from annotator.suggest.names import is_capitalised, name_at
from annotator.suggest.wordlists import (
    BODIES,
    OFFICES,
    PLACES,
    PRONOUNS,
    SMALL_WORDS,
    STATE_BODIES,
    TITLES,
)

_GAP = re.compile(r"\s+")
_APOSTROPHE = re.compile(r"['’ʼ]")
_POSSESSIVE_END = re.compile(r"['’ʼ]s?$")
_POSSESSIVE = frozenset({"'s", "’s", "ʼs", "."})
_SHORT = 4
"""Names of fewer letters are matched as they are written: "US" is not "us"."""
_PERSON_CUE = re.compile(
    r"\s*(?:\([^)\n]{0,40}\)\s*)?(?:,\s*(?:who\b|aged\b|\d{1,3}\b|(?:an?|the|his|her|its)\s+(?:[\w’'-]+\s+){0,5}?(?:%s)\b"
    r"|который|которая|який|яка|(?:\w+\s+){0,3}?(?:%s)\b))"
)
_PERSON_NOUNS = (
    "lawyer|judge|activist|journalist|reporter|researcher|professor|doctor|physician|economist|analyst|expert"
    "|scientist|statistician|historian|engineer|teacher|nurse|soldier|officer|official|minister|lawmaker|director"
    "|chairman|chairwoman|spokesman|spokeswoman|spokesperson|adviser|advisor|head|leader|founder|manager|man|woman"
)
_PERSON_NOUNS_CYRILLIC = (
    "юрист|адвокат|судья|активист|журналист|врач|эксперт|аналитик|депутат|министр|сотрудник|представитель|глава"
    "|директор|советник|советница|юрист|юристка|суддя|активістка|активіст|журналіст|лікар|експерт|аналітик"
    "|міністр|речник|речниця|радник|радниця|керівник|голова"
)
_IS_PERSON = re.compile(_PERSON_CUE.pattern % (_PERSON_NOUNS, _PERSON_NOUNS_CYRILLIC))
_SPEAKS = re.compile(
    r"\s*(?:has|have|had|also|later|again)?\s*(?:said|says|denied|denies|announced|announces|rejected|accused|accuses"
    r"|claims|claimed|insists|insisted|warned|warns|vowed|condemned|wants|hopes|agreed|refused|maintains)\b"
    r"|\s*(?:заяв|сообщ|отриц|утвержд|обвин|повідом|запереч|стверд|вважа|счита)\w*"
)


def occurrences(text: str, names: Sequence[str]) -> list[Span]:
    """Return where ``names`` occur in ``text`` as whole words, in order, not overlapping.

    Where names overlap the longest wins. The first letter is matched as it is written, the
    rest in any case; names of fewer than four letters exactly. A possessive 's is left out,
    and a name inside a double name ("Reyes" in "Reyes-Halvorsen") does not count.
    """
    hits: set[Span] = set()
    for name in dict.fromkeys(name.strip() for name in names):
        if name:
            hits.update(_whole(text, name))
    taken: list[Span] = []
    covered: set[int] = set()
    for span in sorted(hits, key=lambda hit: (hit.start - hit.end, hit.start)):
        if span.start not in covered and span.end - 1 not in covered:
            taken.append(span)
            covered.update(range(span.start, span.end))
    return sorted(taken)


def how_it_refers(quote: str, name: str, aliases: Sequence[str], kind: str, language: str) -> str:
    """Return a guess how ``quote`` refers to the entity called ``name``.

    One of ``name``, ``office``, ``pronoun``, ``metonymy``, ``description``. ``kind`` is the
    entity's; ``language`` the article's code, or empty for any.
    """
    said = words(quote)
    if not said:
        return "description"
    if _is_pronoun(quote, said, language):
        return "pronoun"
    if said == words(name):
        return "name"
    if kind.startswith(("gov", "state")) and _stands_for(quote, said, name, aliases):
        return "metonymy"
    if any(_names_it(said, words(form)) for form in (name, *aliases)):
        return "name"
    untitled = [word for word in said if word not in TITLES]
    if is_capitalised(quote) and untitled and all(is_capitalised(word) for word in _written(quote)):
        return "name" if not _has(said, OFFICES) or kind != "person" else "office"
    return "office" if _has(said, OFFICES) else "description"


def around(text: str, position: int) -> Span | None:
    """Return the name expression that the caret at ``position`` touches; None for other words.

    A run of capitalised words with titles, initials and particles ("Dr. Miriam de la Cruz"),
    and inside the names of bodies "of", "of the", "for the" ("Council of Europe").
    """
    return name_at(text, position)


def bare_name(quote: str) -> str:
    """Return a name for a new entity: without the titles before a full name, and without a possessive 's.

    "President Vladimir Putin’s" gives "Vladimir Putin"; what is not surely a full name stays as it is.
    """
    name = _POSSESSIVE_END.sub("", quote.strip())
    parts = name.split()
    first = next((at for at, part in enumerate(parts) if not set(words(part)) <= TITLES), 0)
    rest = parts[first:]
    if first and len(rest) > 1 and all(part[0].isupper() for part in rest):
        return " ".join(rest)
    return name


def kind_guess(quote: str, after: str) -> str:
    """Return ``person``, ``organisation``, ``government``, ``place`` or "" for a name.

    ``after`` is what follows the name in the text; some thirty code points are enough.
    """
    said = words(quote)
    if not said:
        return ""
    if _has(said, STATE_BODIES):
        return "government"
    if _has(said, BODIES):
        return "organisation"
    if all(word in PLACES for word in said) or any(len(said) == 1 and _is_place(word) for word in said):
        return "government" if _SPEAKS.match(after) else "place"
    if _IS_PERSON.match(after) or said[0] in TITLES:
        return "person"
    written = _written(quote)
    if len(written) == 1 and written[0].isupper() and len(written[0]) > 1:
        return "organisation"
    if 2 <= len(written) <= 4 and all(is_capitalised(word) or word in SMALL_WORDS for word in written):
        return "person"
    return ""


def _whole(text: str, name: str) -> list[Span]:
    found = []
    for match in _pattern(name).finditer(text):
        start, end = match.span()
        grown = snap(text, start, end)
        if grown is None or grown.start < start:
            continue
        if grown.end > end and text[end : grown.end] not in _POSSESSIVE:
            continue
        if not _in_double_name(text, start, end):
            found.append(Span(start, end))
    return found


def _pattern(name: str) -> re.Pattern[str]:
    escaped = [
        "['’ʼ]".join(re.escape(piece) for piece in _APOSTROPHE.split(word)) for word in _GAP.split(name)
    ]
    if sum(sign.isalpha() for sign in name) < _SHORT:
        return re.compile(r"[^\S\n]+".join(escaped))
    rest = r"[^\S\n]+".join(escaped)
    first = re.escape(name[0])
    return re.compile(f"{first}(?i:{rest[len(first) :]})") if rest.startswith(first) else re.compile(rest)


def _in_double_name(text: str, start: int, end: int) -> bool:
    before, after = text[max(0, start - 2) : start], text[end : end + 2]
    return (len(before) == 2 and before[1] in "-‑" and before[0].isalpha()) or (
        len(after) == 2 and after[0] in "-‑" and after[1].isupper()
    )


def _is_pronoun(quote: str, said: tuple[str, ...], language: str) -> bool:
    if len(said) != 1 or (len(quote.strip()) > 1 and quote.strip().isupper()):
        return False
    lists = [PRONOUNS[language]] if language in PRONOUNS else list(PRONOUNS.values())
    return any(said[0] in {folded(word) for word in pronouns} for pronouns in lists)


def _stands_for(quote: str, said: tuple[str, ...], name: str, aliases: Sequence[str]) -> bool:
    """Say whether a place is named where its government is meant."""
    if len(said) <= 2 and any(_is_place(word) for word in said):
        return not _has(said, BODIES)
    known = {word for form in (name, *aliases) for word in words(form)}
    written = _written(quote)
    lone = len(written) == 1 and is_capitalised(quote) and not written[0].isupper()
    return lone and not _has(said, BODIES | OFFICES) and said[0] not in known


def _names_it(said: tuple[str, ...], known: tuple[str, ...]) -> bool:
    """Say whether the words of a mention, without titles, are words of the name, in any case form."""
    untitled = [word for word in said if word not in TITLES] or list(said)
    large = [word for word in known if word not in SMALL_WORDS]
    if not large or (set(untitled) <= BODIES | OFFICES and len(untitled) < len(large)):
        return False
    if len(said) == 1 and said[0] == "".join(word[0] for word in large):
        return True
    return all(
        any(share_stem(word, other) or skeleton(word) == skeleton(other) for other in known)
        for word in untitled
        if word not in SMALL_WORDS
    )


def _is_place(word: str) -> bool:
    return word in PLACES_FOLDED or any(
        share_stem(word, place) for place in PLACES_BY_START.get(word[:3], ())
    )


def _has(said: Sequence[str], nouns: frozenset[str]) -> bool:
    """Say whether one of ``said`` is in ``nouns``, in its case form or, in Cyrillic, another."""
    return any(word in nouns or any(share_stem(word, noun) for noun in _near(word, nouns)) for word in said)


def _near(word: str, nouns: frozenset[str]) -> list[str]:
    return [noun for noun in nouns if noun[:3] == word[:3]] if word[:1] > "z" else []


def _written(quote: str) -> list[str]:
    return [word for word in re.findall(r"[^\W\d_][\w’'.-]*", quote) if word not in ("s", "the", "The")]


PLACES_FOLDED = frozenset(folded(place) for place in PLACES)
PLACES_BY_START: dict[str, list[str]] = {}
for _place in sorted(PLACES_FOLDED):
    if _place[:1] > "z":
        PLACES_BY_START.setdefault(_place[:3], []).append(_place)
