"""The subject of a verb of saying: the name, pronoun or noun phrase without its describing clause.

A grammar of news prose in a few rules, for English, Russian and Ukrainian. All positions are
code points; the text has what is quoted masked.
"""

import re

from annotator.core.spans import Span
from annotator.suggest.names import names_in
from annotator.suggest.phrases import (
    ALL_PRONOUNS,
    ARTICLE,
    FINITE,
    LEADING,
    ends,
    is_initial,
    noun_phrase,
    trimmed,
    without_office,
)
from annotator.suggest.quotations import MASK
from annotator.suggest.verbs import Verb

_PREPOSITIONS = frozenset(
    "in on at by for from of to with without under over after before since until during despite amid"
    " among according"
    " between about above across against behind beyond inside into near off outside past per through"
    " throughout toward"
    " upon via within when while if although though because as asked speaking last next this once"
    " earlier later even"
    " в во на по за из от до с со к у о об при после перед через без для под между когда если хотя у з"
    " із зі від до"
    " після перед через без для під між коли якщо хоча у".split()
)

_BESIDE = re.compile(
    r"(?:who|which|whose|whom|where|formerly|now|himself|herself|itself|also|however|too|for one|in turn"
    r"|meanwhile"
    r"|a|an|\d+|\w+ing|\w+ed|котор\w+|як(?:ий|а|і|е|ого|ої|у)|его|ее|її|його)(?!\w)",
    re.IGNORECASE,
)

_HARD_STOP = re.compile(
    rf"{MASK}[.,!?…]?[”\"»“’']|[;:]\s|\s[—–]\s|,\s*(?:что|що|but|and|но|а|але|і|and that)\s"
)

_JOIN = re.compile(
    r"\s(?:and|but|because|while|when|after|although|though|where|и|но|а|або|та|і|але)\s", re.IGNORECASE
)

_INVERSION = re.compile(rf"(?:{MASK}[.,!?…]?[”\"»“’'],?\s*(?:[—–-]\s*)?|[,!?…]\s*[—–-]?\s*|[—–]\s*|^\s*)$")

_AFTER_SPEECH = re.compile(rf"{MASK}[.,!?…]?[”\"»“’'],?\s*(?:[—–-]\s*)?$")

_NOT_SUBJECT = re.compile(
    r"\s*(?:that|in|on|at|to|by|last|next|this|yesterday|about|of|it|there|nothing|what|whether|if|no|so"
    r"|,|\.|;|:|что|що|—|$)(?!\w)",
    re.IGNORECASE,
)

_CYRILLIC_PREPOSITION = re.compile(
    r"(?:^|\s)(?:на|об|о|о|про|для|с|со|з|із|из|от|від|до|к|по|при|за|под|над|через)\s+$", re.IGNORECASE
)

_PERSONAL = re.compile(r"(?<![\w’'-])(he|she|it|they|we|I|он|она|они|він|вона|вони)\s*$", re.IGNORECASE)


def before_verb(text: str, zone: Span, sentence_start: int, cyrillic: bool) -> tuple[Span | None, bool]:
    """Return the subject before a verb at ``zone.end``, and whether the verb is in an aside about it.

    ``zone`` is what may hold the subject; it is narrowed to the verb's own clause.
    """
    clause = _clause(text, zone)
    segments = _segments(text, clause)
    last = segments[-1]
    pronoun = text[last.start : last.end].strip().casefold()
    if pronoun in ("who", "which", "that", "который", "которая", "которые", "який", "яка", "які"):
        head = _described(text, segments[:-1]) if len(segments) > 1 else None
        return head, True
    personal = _PERSONAL.search(text, last.start, last.end)
    if personal:
        return Span(*personal.span(1)), False
    relative = re.search(r"\s(?:who|which|that)\s*$", text[last.start : last.end])
    if relative:
        return noun_phrase(text, Span(last.start, last.start + relative.start()), from_left=True), True
    index = _head(text, segments)
    if index is None:
        return None, False
    chosen = noun_phrase(text, segments[index], from_left=cyrillic is False)
    if cyrillic and chosen is not None and not _may_be_subject(text, chosen, segments[index], sentence_start):
        return None, False
    named = _named_beside(text, segments, index, chosen)
    return named or chosen, False


def behind_verb(text: str, sentence: Span, verb: Verb, end: int) -> Span | None:
    """Return the subject that follows a verb: …, said X. None where the subject comes before it."""
    before = text[sentence.start : end]
    rest = Span(verb.span.end, sentence.end)
    if verb.cyrillic:
        return _behind_cyrillic(text, sentence, before, rest)
    if verb.span.start != end or not _INVERSION.search(before) or not before.strip():
        return None
    if _NOT_SUBJECT.match(text, *rest):
        return None
    after_speech = _AFTER_SPEECH.search(before) is not None
    segment = _first_segment(text, rest)
    words = text[segment.start : segment.end]
    if not after_speech and not (FINITE.search(before) or re.search(r"\w\wed\s", before)):
        return None
    if not after_speech and (
        FINITE.search(words) or len(words.split()) > 12 or _is_aside(text, sentence, end)
    ):
        return None
    phrase = noun_phrase(text, segment, from_left=False)
    following = _segments(text, Span(rest.start, sentence.end))
    return _named_beside(text, following, 0, phrase) or phrase


def first_subject(text: str, sentence: Span, end: int) -> Span | None:
    """Return the pronoun or name that a sentence begins with, or its last pronoun before ``end``.

    For a verb whose own clause leaves its subject out: She resigned and said …
    """
    pronouns = list(_NOMINATIVE_WORD.finditer(text, sentence.start, end))
    if pronouns:
        return Span(*pronouns[-1].span())
    names = names_in(text, sentence.start, end)
    if names and ARTICLE.sub("", text[sentence.start : names[0].start]).strip() == "":
        return names[0]
    return None


def _clause(text: str, zone: Span) -> Span:
    """Return the end of ``zone`` that is the verb's own clause."""
    start = zone.start
    for stop in _HARD_STOP.finditer(text, *zone):
        if stop.end() <= zone.end:
            start = stop.end()
    closes_aside = text[start : zone.end].rstrip().endswith(",")
    for join in () if closes_aside else _JOIN.finditer(text, start, zone.end):
        tail = text[join.end() : zone.end].strip()
        if tail and (FINITE.search(text, start, join.start()) or join[0].strip() in _SUBORDINATE):
            start = join.end()
    if text[start : zone.end].strip() == "" or _COORDINATED.search(text, start, zone.end):
        return Span(zone.end, zone.end)
    return Span(start, zone.end)


def _described(text: str, segments: list[Span]) -> Span | None:
    """Return whom "who" or "which" describes, over an apposition: X, a broker in Y, which."""
    if len(segments) > 1 and re.match(r"\s*(?:an?|the|its|his|her|their)\s", text[segments[-1].start :]):
        named = noun_phrase(text, segments[-2], from_left=False)
        names = names_in(text, *segments[-2])
        if named is not None and any(name.end == named.end for name in names):
            return named
    return noun_phrase(text, segments[-1], from_left=False)


_COORDINATED = re.compile(r"(?:^|\s)(?:and|but|or|и|но|а|і|та|але)\s*$", re.IGNORECASE)

_SUBORDINATE = frozenset("because while when after although though where".split())


def _segments(text: str, clause: Span) -> list[Span]:
    segments = []
    start = clause.start
    for comma in re.finditer(r",\s", text[clause.start : clause.end]):
        segments.append(Span(start, clause.start + comma.start()))
        start = clause.start + comma.end()
    segments.append(Span(start, clause.end))
    return segments


def _head(text: str, segments: list[Span]) -> int | None:
    """Return the index of the segment that holds the subject: from the verb leftwards over asides."""
    filled = [index for index, span in enumerate(segments) if text[span.start : span.end].strip()]
    fallback = None
    for index in reversed(filled):
        words = text[segments[index].start : segments[index].end].strip()
        words = LEADING.sub("", words, count=1)
        first = re.split(r"[\s,]", words, maxsplit=1)[0].casefold()
        direct = index == len(segments) - 1
        if first in _PREPOSITIONS and not (
            index == filled[0] and fallback is None and first in ("в", "у", "во")
        ):
            continue
        if direct or not (_is_beside(words) or FINITE.search(words)):
            return index
        if not FINITE.search(words) or not re.match(r"[a-z]", words):
            fallback = index
    return fallback


def _is_beside(words: str) -> bool:
    if _BESIDE.match(words) and not re.match(r"(?:His|Her|Its)\b", words):
        return True
    if re.match(r"the\s", words):
        return re.fullmatch(r"the\s+(?:[A-Z][\w’'-]*\s*)+", words) is None
    return words[:1].islower() and words.split()[0].casefold() not in ALL_PRONOUNS


def _named_beside(text: str, segments: list[Span], index: int, chosen: Span | None) -> Span | None:
    """Return the name in apposition to a description: its director, Kaspars Udrovskis."""
    if chosen is None or index + 1 >= len(segments):
        return None
    if any(name.start <= chosen.start and chosen.end <= name.end for name in names_in(text, *chosen)):
        return None
    if text[chosen.start : chosen.end].casefold() in ALL_PRONOUNS:
        return None
    start, end = trimmed(text, _first_segment(text, segments[index + 1]))
    names = names_in(text, start, end)
    if (
        names
        and names[0].start == start
        and not re.sub(r"\s*\([^)]*\)?", "", text[names[0].end : end]).strip()
    ):
        return names[0]
    return None


def _first_segment(text: str, rest: Span) -> Span:
    stop = re.search(
        rf"[;:!?—–{MASK}\n“\"«]|,(?:\s|$)|\.(?=\s*$)|\.(?=\s+[^\W\d_]{{2,}}.*$)", text[rest.start : rest.end]
    )
    end = rest.start + stop.start() if stop else rest.end
    if stop and stop[0] == "." and is_initial(text, rest.start, end):
        longer = re.search(r"[,;:!?—–“\"«]", text[end + 1 : rest.end])
        end = end + 1 + longer.start() if longer else rest.end
    return Span(rest.start, end)


def _is_aside(text: str, sentence: Span, end: int) -> bool:
    """Say whether a comma before a verb closes an aside about its subject: X, a lawyer, said Y had gone."""
    before = text[sentence.start : end].rstrip(" ,")
    segments = _segments(text, Span(sentence.start, sentence.start + len(before)))
    last = text[segments[-1].start : segments[-1].end].strip()
    return len(segments) > 1 and _BESIDE.match(last) is not None


def _behind_cyrillic(text: str, sentence: Span, before: str, rest: Span) -> Span | None:
    """Return the subject after a Russian or Ukrainian verb, where word order is free."""
    if re.match(r"\s*[,:]", text[rest.start : rest.end]):
        return None
    clause = _clause(text, Span(sentence.start, sentence.start + len(before)))
    last = _segments(text, clause)[-1]
    own = noun_phrase(text, last, from_left=False)
    if own is not None and _may_be_subject(text, own, last, sentence.start):
        return None
    segment = _first_segment(text, rest)
    words = text[segment.start : segment.end].split()
    for word in words[:4]:
        if word.strip(",").casefold() in _NOMINATIVE:
            start = text.index(word, segment.start)
            return Span(start, start + len(word.strip(",")))
    names = [
        name
        for name in names_in(text, *segment)
        if not _CYRILLIC_PREPOSITION.search(text[segment.start : name.start])
    ]
    if names:
        ending = [name for name in names if ends(text, name, segment.end)]
        return without_office(text, (ending or names)[-1 if ending else 0])
    following = _segments(text, Span(rest.start, sentence.end))
    phrase = noun_phrase(text, segment, from_left=False) if words else None
    if phrase is not None and words[0].casefold() in _PREPOSITIONS | {"об", "о", "про", "это", "что"}:
        return None
    return _named_beside(text, following, 0, phrase) or phrase


_NOMINATIVE_WORD = re.compile(
    r"(?<![\w’'-])(?:he|she|they|он|она|они|він|вона|вони)(?![\w’'-])", re.IGNORECASE
)

_NOMINATIVE = frozenset("он она они оно я мы він вона вони воно ми".split())


def _may_be_subject(text: str, phrase: Span, segment: Span, sentence_start: int) -> bool:
    """Say whether a Cyrillic phrase before a verb is its subject: name, pronoun, sentence opening."""
    words = text[phrase.start : phrase.end]
    if words.casefold() in _NOMINATIVE:
        return True
    if words.casefold() in ALL_PRONOUNS:
        return False
    before = text[segment.start : phrase.start]
    if _CYRILLIC_PREPOSITION.search(before):
        return False
    if names_in(text, *segment):
        return True
    opens = text[sentence_start : sentence_start + 1].isupper() and phrase.start - sentence_start < 4
    return opens and words.split()[0].casefold() not in _NOT_HEADS


_NOT_HEADS = frozenset("об о про первым першим сначала потом затем позже".split())
