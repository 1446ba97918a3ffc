"""What a marked claim most likely is: how it is told, the speaker's stance, and who speaks.

Verbs of saying and quotation marks are the cues; nothing counts until a person confirms it.
All positions are code points of the article's text.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from annotator.core.sentences import sentences
from annotator.core.spans import Fragments, Span, fault
from annotator.core.words import snap
from annotator.suggest.attribution import Attribution, attributions, begins_with_verb
from annotator.suggest.cores import core_span, speaks, window
from annotator.suggest.negation import is_negated
from annotator.suggest.quotations import Quotation, is_part_of_sentence, masked, quotations, transcript_turn
from annotator.suggest.reported import Statement, statements
from annotator.suggest.wordlists import PRONOUNS

__all__ = ["ClaimProposal", "core_span", "propose"]


_LONGEST = 20_000
"""Code points of a claim beyond which nothing is proposed: it is a chapter, not a claim."""

_SHORTEST_QUOTED = 2
"""Spaces inside a quotation from which a sentence that opens or ends with it counts as quoted."""

_NESTED = 40
"""Code points between a verb and the speaker whose words it passes on."""

_PRONOUNS = frozenset().union(*PRONOUNS.values())

_NEIGHBOURS = 2
"""Sentences around a quotation in which its speaker may be named."""

_LOOSE = 2
"""Code points, such as quotation marks, that a claim may have beside what is said."""

_DENIES = re.compile(
    r"(?:call|describ|brand|denounc|dismiss)\w*\s[^.;:!?]{0,80}?(?<!\w)(?:invented|false|untrue|a lie|lies"
    r"|fabricat\w+|fake|nonsense|baseless|groundless|unfounded|fairy tales?|fiction|slander\w*|a myth"
    r"|a smear|absurd)(?!\w)"
    r"|наз(?:ва|ыва|ива)\w+\s[^.;!?]{0,80}?(?<!\w)(?:вымысл\w+|выдумк\w+|выдуманн\w+|ложь\w*|лож\w+"
    r"|клевет\w+|фейк\w*|бред\w*|чушью|беспочвенн\w+|необоснованн\w+|безосновательн\w+|небылиц\w+"
    r"|абсурд\w*|вигадк\w+|брехн\w+|наклеп\w*|маячн\w+|безпідставн\w+|нісенітниц\w+)(?!\w)",
    re.IGNORECASE,
)
"""Verbs that deny by what they call it: calls the numbers invented."""

_MEDIA = re.compile(
    r"(?:agency|newspaper|magazine|daily|television|channel|broadcaster|media|outlet|website|reuters|afp"
    r"|tass|interfax|bbc"
    r"|times|post|guardian|journal|herald|ledger|wire|агентств|газет|телеканал|издани|сми|тасс|интерфакс"
    r"|змі|видання|укрінформ)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class ClaimProposal:
    """What is proposed for a claim; an empty field means that the text gives no cue."""

    mode: str
    """``direct``, ``indirect``, ``paraphrase``, ``outlet`` or empty."""
    stance: str
    """``asserts``, ``denies``, ``doubts``, ``promises``, ``threatens``, ``reports`` or empty."""
    negated: bool | None
    """Whether the main clause of what is claimed has a negation; None if there are no words to tell by."""
    speaker: Span | None
    """The expression that speaks: the subject of the verb of saying, without its describing clause."""
    unattributed: bool
    """Whether nobody is named as the speaker, and nobody should be."""
    verb: Span | None
    """The verb of saying, or "according to"; None where it stands in another sentence."""
    told: tuple[Span, ...] = ()
    """What is said, in and around the claim, without the words that say who says it; empty if unknown."""


_NOTHING = ClaimProposal("", "", None, None, False, None)


@dataclass(frozen=True, slots=True)
class _Reading:
    """The lines around a claim, read: quotations, sentences, and the attributions of each."""

    text: str
    shown: str
    found: list[Quotation]
    sentences: list[Span]
    said: list[list[Attribution]]


def propose(
    text: str, fragments: Fragments, *, actors: Sequence[Span] = (), language: str = ""
) -> ClaimProposal:
    """Return a proposal for the claim marked as ``fragments`` of ``text``.

    ``actors`` are the spans already marked as actors in the article; where one of them is the
    subject, it is the speaker as it was marked. ``language`` is the article's code, or empty.
    Fragments that do not lie in the text get an empty proposal.
    """
    if fault(fragments, len(text)) is not None:
        return _NOTHING
    marked = Span(fragments[0].start, fragments[-1].end)
    if marked.end - marked.start > _LONGEST:
        return _NOTHING
    low, high = window(text, marked)
    reading = _read(text[low:high], Span(marked.start - low, marked.end - low), language[:2].casefold())
    local = tuple(Span(start - low, end - low) for start, end in fragments)
    near = [Span(start - low, end - low) for start, end in actors if low <= start < end <= high]
    return _shifted(_proposed(reading, local, near), low)


def _read(text: str, marked: Span, language: str) -> _Reading:
    found: list[Quotation] = []
    start = 0
    for line in text.split("\n"):
        found += quotations(text, start, start + len(line), speaks)
        start += len(line) + 1
    shown = _kept_together(masked(text, found), found)
    spans = list(sentences(shown))
    touched = [
        index for index, span in enumerate(spans) if span.start < marked.end and marked.start < span.end
    ]
    near = range(min(touched, default=0) - _NEIGHBOURS, max(touched, default=-1) + _NEIGHBOURS + 1)
    said = [attributions(shown, span, language) if index in near else [] for index, span in enumerate(spans)]
    return _Reading(text, shown, found, spans, said)


def _kept_together(shown: str, found: list[Quotation]) -> str:
    """Return ``shown`` with “Why?” Smirnov asked. kept one sentence."""
    signs = list(shown)
    for quotation in found:
        last = quotation.end - 2
        after = shown[quotation.end : quotation.end + 60]
        clause = re.split(r"[.!?…]\s|[“«„\"]", after, maxsplit=1)[0]
        if last > quotation.start and signs[last] in "!?…" and begins_with_verb(clause):
            signs[last] = ","
    return "".join(signs)


def _proposed(reading: _Reading, fragments: Fragments, actors: Sequence[Span]) -> ClaimProposal:
    touched = [
        index
        for index, span in enumerate(reading.sentences)
        if any(part.start < span.end and span.start < part.end for part in fragments)
    ]
    if not touched:
        return _NOTHING
    turn = _turn(reading.text, fragments[0])
    if turn is not None:
        return ClaimProposal(
            "direct", "asserts", _negated(reading, fragments, None), _as_marked(turn, actors), False, None
        )
    if _mostly_quoted(reading, fragments):
        return _direct(reading, fragments, touched, actors)
    return _told(reading, fragments, touched, actors)


def _direct(
    reading: _Reading, fragments: Fragments, touched: list[int], actors: Sequence[Span]
) -> ClaimProposal:
    around = _quotation_span(reading, fragments)
    own = [
        one
        for index, sentence in enumerate(reading.sentences)
        if sentence.start < around.end and around.start < sentence.end
        for one in reading.said[index]
        if not one.silent and not one.hearsay
    ]
    found = min(own, key=lambda one: (one.subject is None, _distance(one, around), one.verb), default=None)
    here = found is not None and found.subject is not None
    if not here and not reading.text[: around.start].rstrip().endswith(":"):
        found = _from_neighbours(reading, touched) or found
    speaker = _as_marked(found.subject, actors) if found else None
    stance = found.stance if found and here else "asserts"
    verb = found.verb if found and (here or found in own) else None
    negated = _negated(reading, fragments, found if found in own else None)
    told = tuple(part for one in reading.found for part in one.parts)
    return ClaimProposal("direct", stance, negated, speaker, False, verb, told)


def _told(
    reading: _Reading, fragments: Fragments, touched: list[int], actors: Sequence[Span]
) -> ClaimProposal:
    marked = Span(fragments[0].start, fragments[-1].end)
    sentence, said = reading.sentences[touched[0]], reading.said[touched[0]]
    parts = statements(reading.shown, sentence, said)
    told = tuple(part for one in parts for part in one.parts)
    found = _who_says(parts, marked) or _governing(reading, sentence, said, marked)
    if found is None:
        return ClaimProposal("outlet", "asserts", _negated(reading, fragments, None), None, True, None, told)
    speaker = _as_marked(found.subject, actors)
    mode = "indirect" if found.clause else "paraphrase"
    stance = found.stance
    if stance == "asserts" and _passes_on(reading, found, said, marked):
        stance = "reports"
    if stance == "asserts" and not found.clause and _DENIES.match(reading.text, found.verb.start):
        stance = "denies"
    negated = _negated(reading, fragments, found)
    return ClaimProposal(mode, stance, negated, speaker, found.hearsay, found.verb, told)


def _who_says(parts: Sequence[Statement], marked: Span) -> Attribution | None:
    """Return who says a claim that is what somebody says and no more; None if it is not that."""
    for one in parts:
        holds = one.parts[0].start - _LOOSE <= marked.start and marked.end <= one.parts[-1].end + _LOOSE
        if one.by is not None and holds:
            return one.by
    return None


def _governing(
    reading: _Reading, sentence: Span, said: list[Attribution], marked: Span
) -> Attribution | None:
    """Return the attribution on which a claim outside quotation marks depends; None if it has none."""
    usable = [one for one in said if not one.silent]
    inside = [
        one
        for one in usable
        if marked.start <= one.verb.start and one.verb.end <= marked.end
        if not (one.relative and one.subject and marked.start <= one.subject.start and not one.hearsay)
    ]
    whole = [one for one in inside if one.behind and not one.hearsay and one.subject is not None]
    if whole and not any(" " in reading.shown[slice(*one.verb)] and not one.behind for one in inside[:1]):
        return whole[0]
    if inside:
        return min(inside, key=lambda one: (one.subject is None and not one.hearsay, one.verb))
    closing = [
        one
        for one in usable
        if one.behind and one.verb.start >= marked.end and _joins(reading, marked.end, one.start)
    ]
    opening = [
        one
        for one in usable
        if one.verb.end <= marked.start and ";" not in reading.shown[one.verb.end : marked.start]
    ]
    if closing:
        return closing[0]
    return opening[-1] if opening else None


def _joins(reading: _Reading, end: int, start: int) -> bool:
    """Say whether only punctuation and small words lie between a claim and its attribution."""
    return (
        re.fullmatch(r"[\s,.!?…—–\"”»“’']*(?:the|an?|its|his|her|their)?[\s]*", reading.shown[end:start])
        is not None
    )


def _passes_on(reading: _Reading, found: Attribution, said: list[Attribution], marked: Span) -> bool:
    """Say whether the speaker passes on what another says: the agency reported that the lawyer said so."""
    if found.subject is None:
        return False
    subject = reading.shown[found.subject.start : found.subject.end]
    verb = reading.shown[found.verb.start : found.verb.end].casefold()
    if verb in ("reported", "reports", "report", "сообщает", "сообщило", "повідомляє") and _MEDIA.search(
        subject
    ):
        return True
    return any(
        one.verb.start > found.verb.end
        and one.verb.end <= marked.end
        and one.subject is not None
        and one.subject != found.subject
        and one.clause
        and 0 <= one.subject.start - found.verb.end < _NESTED
        and "," not in reading.shown[found.verb.end : one.subject.start]
        and reading.shown[slice(*one.subject)].casefold() not in _PRONOUNS
        and not one.behind
        and not one.relative
        and not found.behind
        for one in said
    )


def _from_neighbours(reading: _Reading, touched: list[int]) -> Attribution | None:
    """Return the nearest attribution before or after a quotation that has none of its own."""
    for distance in range(1, _NEIGHBOURS + 1):
        for index in (touched[0] - distance, touched[-1] + distance):
            if not 0 <= index < len(reading.said):
                continue
            named = [one for one in reading.said[index] if one.subject is not None and not one.relative]
            if named:
                return named[-1] if index < touched[0] else named[0]
    return None


def _as_marked(subject: Span | None, actors: Sequence[Span]) -> Span | None:
    """Return the actor that was marked where the subject stands, else the subject itself."""
    if subject is None:
        return None
    same = [
        actor
        for actor in actors
        if actor.start < subject.end and subject.start < actor.end
        if actor.end >= subject.end or actor.start <= subject.start
        if 2 * (min(actor.end, subject.end) - max(actor.start, subject.start))
        >= min(actor.end - actor.start, subject.end - subject.start)
    ]
    ending = [
        actor
        for actor in same
        if actor.end >= subject.end or 2 * (actor.end - actor.start) >= subject.end - subject.start
    ]
    return max(ending, key=lambda actor: (actor.end == subject.end, actor.start - actor.end), default=subject)


def _mostly_quoted(reading: _Reading, fragments: Fragments) -> bool:
    """Say whether a claim is told in the speaker's words: most of it, or the sentence it opens or ends with.

    A few words quoted inside the writer's own sentence count where they alone are the claim.
    """
    marked = Span(fragments[0].start, fragments[-1].end)
    length = sum(end - start for start, end in fragments)
    quoted = 0
    for quotation in reading.found:
        whole = quotation.start <= marked.start and marked.end <= quotation.end
        if is_part_of_sentence(reading.text, quotation) and not whole:
            continue
        for part in quotation.parts:
            shared = sum(max(0, min(part.end, end) - max(part.start, start)) for start, end in fragments)
            quoted += shared
            at_edge = part.start - marked.start < 3 or marked.end - part.end < 3
            words = reading.text.count(" ", *part)
            if (
                shared == part.end - part.start
                and at_edge
                and words >= _SHORTEST_QUOTED
                and 6 * shared >= length
            ):
                return True
    return 2 * quoted > length


def _quotation_span(reading: _Reading, fragments: Fragments) -> Span:
    """Return the quotation that holds most of a claim, with its marks, and the claim."""
    marked = Span(fragments[0].start, fragments[-1].end)
    around = [one for one in reading.found if one.start < marked.end and marked.start < one.end]
    return Span(
        min([marked.start, *(one.start for one in around)]), max([marked.end, *(one.end for one in around)])
    )


def _distance(one: Attribution, around: Span) -> int:
    if one.end <= around.start:
        return around.start - one.end + 1
    return max(0, one.start - around.end)


def _turn(text: str, first: Span) -> Span | None:
    name = transcript_turn(text, first.start)
    return snap(text, *name) if name is not None and name.end < first.end else None


def _negated(reading: _Reading, fragments: Fragments, found: Attribution | None) -> bool | None:
    """Say whether the main clause of a claim, without its attribution, has a negation."""
    words = []
    for start, end in fragments:
        signs = reading.text[start:end]
        if found is not None:
            for cut in (found.verb, found.subject):
                if cut is not None and start <= cut.start and cut.end <= end:
                    head = signs[: cut.start - start]
                    signs = head + " " * (cut.end - cut.start) + signs[cut.end - start :]
        words.append(signs)
    return is_negated(" ".join(words))


def _shifted(proposal: ClaimProposal, by: int) -> ClaimProposal:
    def moved(span: Span | None) -> Span | None:
        return Span(span.start + by, span.end + by) if span else None

    told = tuple(Span(span.start + by, span.end + by) for span in proposal.told)
    return replace(proposal, speaker=moved(proposal.speaker), verb=moved(proposal.verb), told=told)
