"""What a caret takes as a claim: the sentence quoted there, or what a sentence says that somebody said.

All positions are code points of the article's text.
"""

import re

from annotator.core.sentences import sentence_at, sentences
from annotator.core.spans import Fragments, Span, checked, merged
from annotator.core.words import snap
from annotator.suggest.attribution import attributions, begins_with_verb
from annotator.suggest.quotations import Quotation, is_part_of_sentence, masked, quotations, transcript_turn
from annotator.suggest.reported import statements, without_dateline
from annotator.suggest.verbs import verbs_in

_AROUND = 4_000
"""Code points before and after a claim that are read for its speaker."""

_LONGEST_INSERT = 260
"""Code points of an attribution between the two parts of a quotation."""

_FIRST_WORDS = 12
"""Words of what stands between two quotations among which its verb is looked for first."""


def core_span(text: str, position: int, language: str = "") -> Fragments | None:
    """Return what the caret at ``position`` takes where that is less than its sentence; else None.

    Inside a quotation it is the sentence quoted there. The two parts of “A,” he said, “B” are two
    fragments of one claim when the second goes on with the first's sentence. In indirect speech it
    is what is said, without "he said that", ", said X" and the dateline; ``language`` is ``en``,
    ``ru``, ``uk`` or empty. A few quoted words inside the writer's own sentence (the seat was “not
    yet ripe”) are no claim by themselves: they belong to that sentence.
    """
    if not 0 <= position <= len(text):
        return None
    low, high = window(text, Span(position, position))
    start = text.rfind("\n", low, position) + 1 or low
    end = text.find("\n", position, high)
    line = Span(start - low, (high if end < 0 else end) - low)
    local = text[low:high]
    found = quotations(local, *line, speaks)
    at = position - low
    index = next((i for i, one in enumerate(found) if one.start <= at <= one.end), None)
    if index is None or is_part_of_sentence(local, found[index]):
        trimmed = _said_in_sentence(local, at, found, language[:2].casefold())
    else:
        trimmed = [_words_of(local, part) for part in _whole_quotation(local, found, index, at)]
    fragments = merged(Span(span.start + low, span.end + low) for span in trimmed if span)
    return checked(fragments, len(text)) if fragments else None


def _said_in_sentence(text: str, at: int, found: list[Quotation], language: str) -> list[Span | None]:
    """Return what is said in the sentence at ``at``, if something is and it is not quoted in full."""
    sentence = sentence_at(text, at)
    if sentence is None or transcript_turn(text, sentence.start) is not None:
        return []
    whole = [one for one in found if one.start < sentence.end and sentence.start < one.end]
    if any(not is_part_of_sentence(text, one) for one in whole):
        return []
    start = without_dateline(text, *sentence)
    shown, rest = masked(text, found), Span(start, sentence.end)
    said = statements(shown, rest, attributions(shown, rest, language))
    if not said:
        return [snap(text, start, sentence.end)] if start > sentence.start else []
    nearest = min(said, key=lambda one: max(one.parts[0].start - at, at - one.parts[-1].end, 0))
    return [_with_marks(text, part) for part in nearest.parts]


def _with_marks(text: str, part: Span) -> Span:
    """Return ``part`` as words, with a closing quotation mark that has its opening one inside."""
    closing = re.search(r"[“«„\"‘][^“”«»„\"]*([”»“\"’])$", text[part.start : part.end])
    start, end = snap(text, *part) or part
    return Span(max(start, part.start), part.end if closing else min(end, part.end))


def window(text: str, marked: Span) -> tuple[int, int]:
    """Return the whole lines around ``marked``, cut where they are very long."""
    low = max(0, marked.start - _AROUND)
    high = min(len(text), marked.end + _AROUND)
    newline = text.find("\n", low, marked.start)
    if low > 0 and newline >= 0:
        low = newline + 1
    last = text.rfind("\n", marked.end, high)
    if high < len(text) and last >= 0:
        high = last
    return low, high


def speaks(words: str) -> bool:
    """Say whether a verb of saying stands among the first of ``words``."""
    return begins_with_verb(words)


def _whole_quotation(text: str, found: list[Quotation], index: int, at: int) -> list[Span]:
    """Return the sentence quoted at ``at``, its parts before and behind an attribution included."""
    parts = [part for quotation in found for part in quotation.parts]
    units: list[tuple[Span, bool]] = []
    """Each quoted sentence, and whether the next one goes on with it."""
    for place, part in enumerate(parts):
        following = parts[place + 1] if place + 1 < len(parts) else None
        joined = following is not None and _goes_on(text, part, Span(part.end, following.start))
        inside = [Span(part.start + a, part.start + b) for a, b in sentences(text[slice(*part)])]
        units += [(one, False) for one in inside[:-1]] + [(one, joined) for one in inside[-1:]]
    own = [
        place for place, (unit, _) in enumerate(units) if found[index].start <= unit.start < found[index].end
    ]
    if not own:
        return []
    first = last = max((place for place in own if units[place][0].start <= at), default=own[0])
    while first > 0 and units[first - 1][1]:
        first -= 1
    while last + 1 < len(units) and units[last][1]:
        last += 1
    return [unit for unit, _ in units[first : last + 1]]


def _goes_on(text: str, part: Span, gap: Span) -> bool:
    """Say whether the attribution in ``gap`` only breaks a quotation, as in “A,” he said, “B”."""
    if gap.end - gap.start > _LONGEST_INSERT:
        return False
    between = text[gap.start : gap.end].strip("”\"»’' \u00a0—–-“«„‘,")
    ends = re.search(r"[,—–-]?\s*[,—–-]\s*[“\"«„‘']?\s*$|,\s*$", text[gap.start : gap.end])
    stopped = text[gap.start : gap.end].rstrip(" —–-“\"«„‘'\u00a0").endswith((".", "!", "?", ":", ";"))
    closes = text[part.end - 1] in ",—–-!?…" or text[gap.start : gap.end].lstrip("”\"»’'").startswith(",")
    return ends is not None and closes and not stopped and _is_one_attribution(text, between, gap.end)


def _is_one_attribution(text: str, between: str, end: int) -> bool:
    """Say whether the words between two quotations say once who speaks: its spokeswoman, X, said on radio."""
    if begins_with_verb(" ".join(between.split()[:_FIRST_WORDS])):
        return True
    goes_on_small = text[end : end + 1].islower()
    verbs = [verb for verb in verbs_in(between, 0, len(between)) if not verb.weak]
    return goes_on_small and len(verbs) == 1 and re.search(r"\w[.!?…]\s+[^\W\d_]{3}", between) is None


def _words_of(text: str, part: Span) -> Span | None:
    snapped = snap(text, *part)
    if snapped is None:
        return None
    start, end = max(snapped.start, part.start), min(snapped.end, part.end)
    return Span(start, end) if start < end else None
