"""What is said in a sentence of indirect speech, without the words that say who says it.

"Vass told deputies that ⟦the dam was safe⟧, but declined to say why." All positions are code
points; quoted words inside the sentence are masked (`quotations.masked`).
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from annotator.core.spans import Span
from annotator.suggest.attribution import Attribution
from annotator.suggest.phrases import ALL_PRONOUNS, FINITE

_DATELINE = re.compile(
    r"(?:[^\W\d_a-zа-яіїєґё]{3,}(?=[\s,/(—–-])(?:[ /-][^\W\d_a-zа-яіїєґё]+){0,3})"
    r"(?:, [^\n—–]{1,30}?)?(?: ?\([^)\n]{1,30}\))?\s+(?:[—–]|--?)\s+"
)
"""Where a report was written: STRASBOURG —, KYIV, Ukraine (AP) —, КИЕВ, 20 ноября —."""

_OPENERS = re.compile(r"(?:that|whether)\s+(?=\w)")
_CYRILLIC_OPENERS = re.compile(r"[^,.;:!?]{0,70},\s*(?:что|будто|що|ніби|чи)\s+(?=\S)")
_COLON = re.compile(r"[^,.;:!?]{0,40}:\s+(?=[^\s“«\"„])")
_BETWEEN = 90
"""Code points between a verb of saying and its "that"."""
_BESIDES = re.compile(
    r"\s+(?:(?:to )?(?:reporters|journalists|lawmakers|deputies|parliament)|(?:on )?\w+day"
    r"(?: (?:morning|afternoon|evening|night))?|yesterday|today|later|earlier|last (?:week|month|year)"
    r"|this (?:week|month|year)|(?:in|on) (?:January|February|March|April|May|June|July|August|September"
    r"|October|November|December)(?: \d{1,4})?)(?=\s)"
)
_PREDICATE = re.compile(rf"[^,.;:!?]{{0,80}}?(?:{FINITE.pattern}|(?<=[\w]{{3}})ed(?!\w))", re.IGNORECASE)
_CLAUSE_SOON = 70
"""Code points in which a clause without "that" has its verb."""
_AND = re.compile(
    r"(?:,\s*)?(?<!\w)(?:and|but|yet|и|но|а|однако|і|й|та|але|проте)"
    r"(?:\s+(?:also|then|later|instead|also later|также|тоже|потом|також|потім))?\s+$",
    re.IGNORECASE,
)
_DROPPED = re.compile(
    r",?\s+(?:and|but|yet|но|а|и|однако|але|проте|і|та)\s+(?:(?:he|she|they|it)\s+)?(?:[\w’'-]+\s+){0,6}?"
    r"(?:declined|refused|would not (?:say|comment|elaborate|name)|did not (?:say|elaborate|name|give)"
    r"|gave no|отказал\w{1,4}|не стал\w?|не ответил\w?|не уточнил\w?|не назвал\w?|відмови\w{2,5}"
    r"|не став|не стал[аи]|не відпові\w{1,3}|не уточни\w{1,3}|не назва\w{1,2})(?!\w)"
    r"|,\s+(?:which|whom) (?:he|she|they|it) (?:declined|refused|did not|would not)\s",
)
"""What a speaker leaves unsaid, behind what was said."""
_REST = re.compile(
    r"\s*(?:;\s*(?:and |but |а |но |але )?|[,—–]\s*(?:and|but|so|while|whereas|yet|а|но|и|однако|при этом|і|й"
    r"|та|але|проте)\s+)(?!\s)"
)
"""What opens another statement behind a speaker."""
_JOINED = re.compile(
    r"(?<!\w)(?:and|but|so|that|where|which|who|because|и|а|но|что|где|і|та|але|що|де),?\s*$", re.IGNORECASE
)
_SOURCE = re.compile(r"(?:according|in the|по|за|на)(?!\w)", re.IGNORECASE)
_ASIDE_OPENS = re.compile(r"(?:an?|who|whose|which|котор\w+|як(?:ий|а|і|е|ого|ої|у)|whom)\s", re.IGNORECASE)
_DETERMINER = re.compile(r"(?:^|(?<=\s))(?:the|an?|its|his|her|their|one)\s+$", re.IGNORECASE)
_FOOT = " \t\u00a0,.;:!?…—–-"
_IN_PERSON = frozenset("i we you я мы ты вы ми ти ви".split())
"""Who speaks is no third person of whom the article tells."""
_ADDRESSED = re.compile(r"(?:tells?|told|telling|warn|remind|assur|inform)")
_PRONOUN_TOLD = re.compile(r"\s+(?:me|us|him|her|them)(?=\s)")
_BY_ITSELF = frozenset(("denies", "doubts", "promises", "threatens"))
_LEAST = 3
"""Words that are worth a claim: not "that it had"."""
_MOST_BEFORE = 14
"""Words of an attribution before its verb's subject: posts and bodies, a time."""


@dataclass(frozen=True, slots=True)
class Statement:
    """What one attribution says, in one part, or in two around the attribution."""

    parts: tuple[Span, ...]
    by: Attribution | None = None
    """Who says it; None for what stands beside it in the same sentence and may be the outlet's."""


def without_dateline(text: str, start: int, end: int) -> int:
    """Return where the sentence ``text[start:end]`` begins behind the dateline that opens a report."""
    if start > 0 and text[start - 1] != "\n":
        return start
    match = _DATELINE.match(text, start, end)
    return match.end() if match and match[0].split()[0].strip(",").isupper() else start


def statements(shown: str, sentence: Span, said: Sequence[Attribution]) -> list[Statement]:
    """Return what is said in a sentence of ``shown``, each without who says it, in order.

    ``said`` are the sentence's attributions. Empty where nobody is named who says it, so that the
    sentence is the outlet's or cannot be read.
    """
    said = [one for one in said if _counts(shown, one)]
    found: list[Statement] = []
    begin = sentence.start
    for index, one in enumerate(said):
        rest = Span(begin, sentence.end)
        opened = None if one.behind or one.verb.start < begin else _opened(shown, rest, one)
        if opened is not None:
            following = _next_own(shown, said[index + 1 :], one, opened)
            end = _conjunction(shown, following.verb.start) if following else sentence.end
            end = min([end, *_cuts(shown, opened, said[index + 1 :])])
            found += _parted(shown, Span(opened, _dropped(shown, opened, end)), one)
            if following is None:
                break
            begin = following.verb.start
            if _opened(shown, Span(begin, sentence.end), following) is None:
                found.append(Statement((Span(begin, sentence.end),), following))
                break
        elif one.behind and begin < one.start:
            found += _told_before(shown, rest, one)
            break
    return [kept for one in found if (kept := _trimmed(shown, one)) is not None]


def _cuts(shown: str, opened: int, later: Sequence[Attribution]) -> Iterator[int]:
    """Yield where attributions begin that follow what is said: …, the agency reported."""
    for late in later:
        if late.behind and late.start > opened:
            cut = _frame_start(shown, opened, late)
            if _is_paused(shown, opened, cut):
                yield cut


def _is_paused(shown: str, start: int, cut: int) -> bool:
    """Say whether a pause parts what is said from its attribution at ``cut``."""
    before = shown[start:cut].rstrip()
    return before.endswith((",", "—", "–", "!", "?", "…", "”", "»")) or shown[cut : cut + 1] == ","


def _counts(shown: str, one: Attribution) -> bool:
    """Say whether an attribution names somebody who says something, of whom the article tells."""
    if one.silent or one.hearsay or one.relative:
        return False
    if one.subject is None:
        return _SOURCE.match(shown, *one.verb) is not None
    return shown[slice(*one.subject)].casefold() not in _IN_PERSON


def _opened(shown: str, rest: Span, one: Attribution) -> int | None:
    """Return where what is said begins behind an attribution that opens ``rest``; None if none does."""
    if not one.clause or not _only_a_frame(shown[rest.start : one.start]):
        return None
    verb = shown[slice(*one.verb)]
    if _SOURCE.match(verb):
        return _behind_source(shown, one, rest.end)
    cyrillic = "\u0400" <= verb[0] <= "\u04ff"
    match = (_CYRILLIC_OPENERS if cyrillic else _COLON).match(shown, one.end, rest.end)
    match = match or _COLON.match(shown, one.end, rest.end)
    if match is not None:
        return match.end()
    if cyrillic:
        return None
    return _english_clause(shown, one.verb, rest.end, needs_verb=one.stance in ("denies", "doubts"))


def _english_clause(shown: str, verb: Span, end: int, *, needs_verb: bool) -> int | None:
    """Return where a clause begins behind a verb, with "that" or without; None if no clause follows.

    After a denial "that" may only point: doubted that explanation; so there it ``needs_verb``.
    """
    start = verb.end
    for that in _OPENERS.finditer(shown, start, min(end, start + _BETWEEN)):
        between = shown[start : that.start()]
        if not between[-1:].isspace() or FINITE.search(between) or re.search(r"[.;:!?]", between):
            break
        if needs_verb and not _PREDICATE.match(shown, that.end(), end):
            return None
        return that.end()
    told = _PRONOUN_TOLD.match(shown, start, end)
    start = told.end() if told else start
    while (match := _BESIDES.match(shown, start, end)) is not None:
        start = match.end()
    if start == verb.end and _ADDRESSED.match(shown[slice(*verb)].casefold()):
        return None
    finite = FINITE.search(shown, start, min(end, start + _CLAUSE_SOON))
    opens = re.match(
        r"\s+(?:in|at|on|of|by|as|to|for|about|so|with|nothing|what|how|why)\s", shown[start:end]
    )
    if finite is None or opens or re.search(r"[,.;:!?]", shown[start : finite.start()]):
        return None
    return start if shown[start : finite.start()].strip() else None


def _behind_source(shown: str, one: Attribution, end: int) -> int | None:
    """Return where what is said begins behind "According to X, whose figures are disputed,"."""
    comma = shown.find(",", one.verb.end, end)
    while comma >= 0 and _ASIDE_OPENS.match(shown, comma + 2, end):
        comma = shown.find(",", comma + 1, end)
    return comma + 1 if comma >= 0 else None


def _only_a_frame(before: str) -> bool:
    """Say whether nothing is told before the subject of an attribution: a post, a time, a conjunction."""
    if len(before.split()) > _MOST_BEFORE or FINITE.search(before) or re.search(r"[;:!?]", before):
        return False
    return re.search(r"[\u0400-\u04ff]", before) is None or not re.search(
        r",|\s(?:и|а|но|і|та|але)\s", before
    )


def _next_own(shown: str, later: list[Attribution], one: Attribution, opened: int) -> Attribution | None:
    """Return the next verb that the same speaker governs, as in: He said so and promised help."""
    for late in later:
        if late.behind or late.verb.start <= opened or late.subject not in (one.subject, None):
            continue
        if _AND.search(shown, max(opened, late.verb.start - 30), late.verb.start) is None:
            continue
        own = re.match(
            r"[^.,;:!?]{0,40}?\s(?:that|whether)\s|[^.,;:!?]{0,40},\s(?:что|що)\s", shown[late.verb.end :]
        )
        if own or late.stance in _BY_ITSELF:
            return late
    return None


def _parted(shown: str, rest: Span, one: Attribution) -> list[Statement]:
    """Return what lies before a semicolon, which somebody says, and what behind it, perhaps the outlet."""
    match = re.compile(r";\s+").search(shown, *rest)
    if match is None:
        return [Statement((rest,), one)]
    return [Statement((Span(rest.start, match.start()),), one), Statement((Span(match.end(), rest.end),))]


def _conjunction(shown: str, end: int) -> int:
    match = _AND.search(shown, max(0, end - 30), end)
    return match.start() if match else end


def _dropped(shown: str, start: int, end: int) -> int:
    match = _DROPPED.search(shown, start, end)
    return match.start() if match else end


def _told_before(shown: str, rest: Span, one: Attribution) -> list[Statement]:
    """Return what is said before an attribution, and what goes on behind it."""
    cut = _frame_start(shown, rest.start, one)
    before = shown[rest.start : cut].rstrip()
    paused = _is_paused(shown, rest.start, cut)
    if not before.strip(_FOOT) or not (paused or _SOURCE.match(shown, *one.verb)):
        return []
    colon = max((match.end() for match in re.finditer(r"[:;]\s", before)), default=0)
    lead = [Span(rest.start, rest.start + colon)] if colon else []
    first = Span(rest.start + colon, cut)
    rested = _REST.match(shown, _appositions_end(shown, one, rest.end), rest.end)
    goes_on = _goes_on(shown, first, one, rest.end)
    found = [Statement((span,)) for span in lead]
    joined = _JOINED.search(before)
    if goes_on is not None and joined is not None:
        # What an attribution behind "and" or "where" says comes after it.
        first = Span(first.start, rest.start + joined.start())
        return [*found, Statement((first,)), Statement((Span(goes_on, rest.end),), one)]
    if goes_on is not None:
        return [*found, Statement((first, Span(goes_on, rest.end)), one)]
    found.append(Statement((first,), one))
    return [*found, Statement((Span(rested.end(), rest.end),), one)] if rested else found


def _appositions_end(shown: str, one: Attribution, end: int) -> int:
    """Return where the words about a speaker end, as in: said X, an adviser to Y."""
    stop = _REST.search(shown, one.end, end)
    return stop.start() if stop else end


def _goes_on(shown: str, first: Span, one: Attribution, end: int) -> int | None:
    """Return where a clause goes on that an attribution breaks: The strike, she warned, would spread."""
    comma = re.match(r"\s*,\s+", shown[one.end : end])
    if comma is None or one.subject is None or _REST.match(shown, one.end, end):
        return None
    start = one.end + comma.end()
    follows = one.subject.start > one.verb.start
    if not follows or shown[slice(*one.subject)].casefold() in ALL_PRONOUNS:
        return None if re.match(r"(?:adding|saying|who|which)\s", shown[start:end]) else start
    if FINITE.search(shown, first.start, first.end) or re.search("[\u0400-\u04ff]", shown[slice(*first)]):
        return None
    while _ASIDE_OPENS.match(shown, start, end):
        comma_at = shown.find(",", start, end)
        if comma_at < 0:
            return None
        start = comma_at + 1
    return start if FINITE.search(shown, start, end) else None


def _frame_start(shown: str, floor: int, one: Attribution) -> int:
    """Return where the words begin that name the speaker behind what is said: its spokeswoman, X, said."""
    start = one.start
    determiner = _DETERMINER.search(shown, floor, start)
    start = determiner.start() if determiner else start
    comma = shown.rfind(",", floor, start)
    last = shown[comma + 1 : start]
    if comma >= 0 and last.strip() and len(last.split()) <= _MOST_BEFORE and not FINITE.search(last):
        start = comma
    elif not last.strip() and comma >= 0:
        earlier = shown.rfind(",", floor, comma)
        aside = shown[earlier + 1 : comma]
        if earlier >= 0 and re.match(r"\s*(?:its|his|her|their|the)\s", aside) and len(aside.split()) < 6:
            start = earlier if not FINITE.search(aside) else comma
    return start


def _trimmed(shown: str, one: Statement) -> Statement | None:
    parts = []
    for start, end in one.parts:
        while start < end and shown[start] in _FOOT:
            start += 1
        while end > start and shown[end - 1] in _FOOT:
            end -= 1
        if start < end:
            parts.append(Span(start, end))
    words = sum(len(shown[slice(*part)].split()) for part in parts)
    return Statement(tuple(parts), one.by) if words >= _LEAST else None
