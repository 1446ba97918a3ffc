"""Noun phrases of news prose: the name, pronoun or phrase that a stretch of text begins or ends with.

All positions are code points; the text has what is quoted masked.
"""

import re

from annotator.core.spans import Span
from annotator.core.words import snap
from annotator.suggest.names import names_in
from annotator.suggest.quotations import MASK
from annotator.suggest.wordlists import OFFICES, PRONOUNS

ALL_PRONOUNS = frozenset().union(*PRONOUNS.values())

_DEMONSTRATIVE = frozenset(
    "this that these those me him us them himself herself itself это этот это ці це".split()
)

ARTICLE = re.compile(r"(?:the|an?)\s+", re.IGNORECASE)

LEADING = re.compile(
    r"(?:and|but|so|yet|or|then|still|later|meanwhile|instead|also|now|only|even|because|while|when|as"
    r"|after|before|although"
    r"|though|that|where|since|until|и|а|но|что|поэтому|однако|затем|і|й|та|але|що|тому|проте|when asked)\s+",
    re.IGNORECASE,
)

_TIME_FIRST = re.compile(
    r"(?:[\w-]+\s+){1,2}(?:later|earlier|ago)\s+|(?:on|by|late on|early on)\s+\w+day\s+|(?:last"
    r"|this)\s+\w+\s+",
    re.IGNORECASE,
)

_RELATIVE = re.compile(
    r"\s+(?:who|which|that|whose|whom|where|told|identified|seen|attached|alleged|including|quoted|asked"
    r"|cited|based"
    r"|котор\w+|який|яка|які|яке|якого|якої)(?!\w)"
)

_TIME = re.compile(
    r"\s+(?:(?:early|late|later)\s+)?(?:on (?:\w+day\b.*|\w+ \d+.*)|last \w+|this \w+|in (?:an?|the"
    r"|january|february|march|april"
    r"|may|june|july|august|september|october|november|december)\b.*|at (?:an?|the|once)\b.*|yesterday"
    r"|today|to (?:reporters|journalists).*"
    r"|by (?:telephone|phone|email)|during .*|after .*|before .*|as .*|when .*|while .*|with .*)$",
    re.IGNORECASE,
)

FINITE = re.compile(
    r"(?<!\w)(?:was|were|is|are|had|has|have|did|does|do|will|would|could|can|may|might|must|should"
    r"|wasn['’]t|isn['’]t"
    r"|didn['’]t|doesn['’]t|говор\w+|был[аои]?|бул[аои]|є)(?!\w)",
    re.IGNORECASE,
)

_IN_A_PLACE = re.compile(r"(?:в|во|у)\s+", re.IGNORECASE)

_HEAD_PREPOSITION = re.compile(
    r"\S\s+(?:в|у|во|на|из|з|із|с|со|от|від|для|при)\s+$|(?:^|\s)(?:of|in|from|with|for|at|to|by|on|near"
    r"|inside|of the|in the|from the|with the|for the|at the|to the)\s+$",
    re.IGNORECASE,
)


def noun_phrase(text: str, zone: Span, *, from_left: bool) -> Span | None:
    """Return the name, pronoun or noun phrase that ``zone`` begins (or, not ``from_left``, ends) with.

    A name stands for its whole phrase where it is its head: "Mayor X", "the judge X"; not in
    "officials in X". An article before a phrase is left out.
    """
    start, end = trimmed(text, zone)
    if from_left:
        comma = re.search(r"[,;:.!?—–(“\"«](?=\s|$)|\s\(|[“\"«]", text[start:end])
        quoted = names_in(text, start + comma.start(), end)[:1] if comma and comma[0] in '“"«' else []
        if comma and quoted and quoted[0].start == start + comma.end():
            return quoted[0]
        if comma and not is_initial(text, start, start + comma.start()):
            end = start + comma.start()
    words = text[start:end]
    relative = _RELATIVE.search(words)
    if relative and relative.start() > 0:
        words = words[: relative.start()]
    finite = FINITE.search(words) if from_left else None
    if finite and finite.start() > 0:
        words = words[: finite.start()]
    while (timed := _TIME.search(words)) and timed.start() > 0:
        words = words[: timed.start()]
    end = start + len(words.rstrip(" ,;:—–("))
    if start >= end:
        return None
    return _head_of(text, start, end)


def _head_of(text: str, start: int, end: int) -> Span | None:
    words = text[start:end].split()
    if not words:
        return None
    first = words[0].strip(",").casefold()
    if first in ALL_PRONOUNS and (len(words) == 1 or first not in _POSSESSIVES):
        return None if first in _DEMONSTRATIVE else Span(start, start + len(words[0].strip(",")))
    names = [name for name in names_in(text, start, end) if not _modifies(text, name, end)]
    for name in reversed(names):
        if ends(text, name, end) and not _HEAD_PREPOSITION.search(text[start : name.start]):
            return without_office(text, name)
    if (
        names
        and ARTICLE.sub("", text[start : names[0].start]).strip(' “"«') == ""
        and not re.match(
            r"\s+(?!(?:of|in|from|at|with|for|and|и|та|из|з)\s)[^\W\d_]", text[names[0].end : end]
        )
    ):
        return without_office(text, names[0])
    return _phrase(text, start, end)


def _phrase(text: str, start: int, end: int) -> Span | None:
    article = ARTICLE.match(text, start, end)
    article = article or _IN_A_PLACE.match(text, start, end)
    begin = article.end() if article else start
    if begin >= end or end - begin > 120:
        return None
    if not any(sign.isalpha() for sign in text[begin:end]):
        return None
    snapped = snap(text, begin, end)
    return snapped if snapped and start <= snapped.start and snapped.end <= end else Span(begin, end)


_POSSESSIVES = frozenset(
    "one this that these those my your his her its our their whose его ее её их мой наш ваш його її їх"
    " їхній мій".split()
)


def _modifies(text: str, name: Span, end: int) -> bool:
    """Say whether a name only belongs to the noun after it: Maradin’s office."""
    return text[name.end : name.end + 2] in ("'s", "’s") and name.end + 2 < end


def ends(text: str, name: Span, end: int) -> bool:
    """Say whether nothing but a bracket or a closing mark follows ``name`` before ``end``."""
    rest = text[name.end : end].strip()
    return not rest or rest in ("'s", "’s", "»", "”", '"') or (rest.startswith("(") and ")" not in rest[:-1])


def without_office(text: str, name: Span) -> Span:
    """Return a name without the post that a capital made a part of it: Инженер Иван Петров."""
    words = list(re.finditer(r"\S+", text[name.start : name.end]))
    if len(words) < 2 or words[0][0][0] < "\u0400":
        return name
    first = words[0][0].casefold()
    patronymic = re.search(r"(?:вич|вна|івна|ич)\w{0,2}$", words[1][0])
    opens_with_post = first in OFFICES or (len(words) == 3 and not patronymic)
    if opens_with_post and not _genitive(words[0][0]):
        return Span(name.start + words[1].start(), name.end)
    for index in range(len(words) - 2):
        if _genitive(words[index][0]) and len(words) - index >= 4:
            return Span(name.start + words[-2].start(), name.end)
    if len(words) >= 4 and _genitive(words[0][0]):
        return Span(name.start + words[-2].start(), name.end)
    return name


def _genitive(word: str) -> bool:
    return re.search(r"(?:ого|его|ої|ой|ських|ских|их)$", word) is not None


def is_initial(text: str, start: int, dot: int) -> bool:
    """Say whether the full stop at ``dot`` belongs to an initial or an abbreviated title."""
    word = re.search(r"\w+$", text[start:dot])
    short = {
        "dr",
        "mr",
        "mrs",
        "ms",
        "prof",
        "sgt",
        "gen",
        "col",
        "lt",
        "capt",
        "maj",
        "gov",
        "sen",
        "rep",
        "rev",
    }
    return (
        text[dot : dot + 1] == "." and word is not None and (len(word[0]) == 1 or word[0].casefold() in short)
    )


def trimmed(text: str, zone: Span) -> tuple[int, int]:
    """Return ``zone`` without punctuation around it and without conjunctions and times that open it."""
    start, end = zone
    while start < end and (text[start].isspace() or text[start] in '#*,;—–-“"«' + MASK):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in ",;:—–" + MASK):
        end -= 1
    for _ in range(3):
        lead = LEADING.match(text, start, end) or _TIME_FIRST.match(text, start, end)
        if lead is None:
            break
        start = lead.end()
    return start, end
