"""What a caret takes as a claim: the quoted words around it.

All positions are code points of the article's text.
"""

import re

from annotator.core.spans import Fragments, Span, checked, merged
from annotator.core.words import snap
from annotator.suggest.attribution import begins_with_verb
from annotator.suggest.quotations import Quotation, is_part_of_sentence, quotations

_AROUND = 4_000
"""Code points before and after a claim that are read for its speaker."""

_LONGEST_INSERT = 260
"""Code points of an attribution between the two parts of a quotation."""


def core_span(text: str, position: int) -> Fragments | None:
    """Return the quoted words around the caret at ``position``; None outside a quotation.

    The two parts of “A,” he said, “B” are two fragments of one claim when the second goes on
    with the first's sentence. A few quoted words inside the writer's own sentence (the seat was
    “not yet ripe”) are no claim by themselves: None, too.
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
        return None
    parts = _whole_quotation(local, found, index, at)
    trimmed = [_words_of(local, part) for part in parts]
    fragments = merged(Span(span.start + low, span.end + low) for span in trimmed if span)
    return checked(fragments, len(text)) if fragments else None


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
    """Return the parts of the quotation at ``index`` around ``at``, those over an attribution included."""
    parts: list[tuple[Span, Span | None]] = []
    """Each part with the attribution that follows it inside the same sentence."""
    for number, quotation in enumerate(found):
        for place, part in enumerate(quotation.parts):
            inner = place + 1 < len(quotation.parts)
            following = quotation.parts[place + 1] if inner else None
            if following is None and number + 1 < len(found):
                following = found[number + 1].parts[0] if found[number + 1].parts else None
            gap = Span(part.end, following.start) if following else None
            parts.append((part, gap if gap and _goes_on(text, part, gap) else None))
    own = [
        place for place, (part, _) in enumerate(parts) if found[index].start <= part.start < found[index].end
    ]
    if not own:
        return []
    first = last = max((place for place in own if parts[place][0].start <= at), default=own[0])
    while first > 0 and parts[first - 1][1] is not None:
        first -= 1
    while last + 1 < len(parts) and parts[last][1] is not None:
        last += 1
    return [part for part, _ in parts[first : last + 1]]


def _goes_on(text: str, part: Span, gap: Span) -> bool:
    """Say whether the attribution in ``gap`` only breaks a quotation, as in “A,” he said, “B”."""
    if gap.end - gap.start > _LONGEST_INSERT:
        return False
    between = text[gap.start : gap.end].strip("”\"»’' \u00a0—–-“«„‘,")
    ends = re.search(r"[,—–-]?\s*[,—–-]\s*[“\"«„‘']?\s*$|,\s*$", text[gap.start : gap.end])
    stopped = text[gap.start : gap.end].rstrip(" —–-“\"«„‘'\u00a0").endswith((".", "!", "?", ":", ";"))
    closes = text[part.end - 1] in ",—–-!?…" or text[gap.start : gap.end].lstrip("”\"»’'").startswith(",")
    return ends is not None and closes and not stopped and begins_with_verb(_last_clause(between))


def _last_clause(between: str) -> str:
    return " ".join(between.split()[:12])


def _words_of(text: str, part: Span) -> Span | None:
    snapped = snap(text, *part)
    if snapped is None:
        return None
    start, end = max(snapped.start, part.start), min(snapped.end, part.end)
    return Span(start, end) if start < end else None
