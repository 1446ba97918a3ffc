"""Quotations in a line of news prose: where they are, and which of their words are the speaker's.

English puts the attribution between two quotations (“A,” he said, “B”); Russian and Ukrainian
put it inside one («A, — сказал он, — B»). All positions are code points.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

from annotator.core.spans import Span

_CLOSERS = {"“": '”“"', "„": '“”"', "«": "»", '"': '"', "‘": "’", "'": "'", "‹": "›", "「": "」"}
_ENDLESS = "“„«"
"""Opening marks that a paragraph may leave open when the quotation goes on in the next one."""
_SINGLE = "‘'"
_NAME_WORDS = 4
_INSERT = re.compile(r"[,.!?…]\s*[—–-]\s+(?=[^\W\d_])")
_INSERT_END = re.compile(r"\s*[,.:;!?…]?\s+[—–-]\s+")
_DASH_SPEECH = re.compile(r"[^\S\n]*[—–]\s+")
_TURN = re.compile(r"((?:THE )?[^\W\d_a-zа-яіїєґ][^a-zа-яіїєґ\n:\"“«]{1,40}?)(?:\s*\[[^\]\n]*\])?:\s")
"""A speaker's turn in a transcript: MR. KESSEL: …"""
MASK = "\ue000"
"""Stands for each code point that somebody said, where the words around are looked at."""


@dataclass(frozen=True, slots=True)
class Quotation:
    """A quotation with its marks, and the parts of it that are the speaker's words."""

    start: int
    end: int
    parts: tuple[Span, ...]
    inserts: tuple[Span, ...] = ()
    """The attributions inside its marks, as in «A, — сказал он, — B»."""


def quotations(text: str, start: int, end: int, speaks: Callable[[str], bool]) -> list[Quotation]:
    """Return the outermost quotations of the line ``text[start:end]``, in order.

    ``speaks`` says whether a stretch of text begins with an attribution. The quoted name of a
    body (the group «Чистый канал») is no quotation; an apostrophe is no mark.
    """
    spoken = _dash_speech(text, start, end, speaks)
    if spoken is not None:
        return [spoken]
    found = []
    position = start
    while position < end:
        closer = _close(text, position, end) if _opens(text, position, start) else None
        if closer is None:
            position += 1
            continue
        inner = Span(position + 1, min(closer, end))
        after = min(closer + 1, end)
        if inner.start < inner.end and not is_quoted_name(text, position, inner):
            found.append(_with_inserts(text, position, after, inner, speaks))
        position = after
    return found


def masked(text: str, found: list[Quotation]) -> str:
    """Return ``text``, as long as before, with what is quoted replaced, but for a closing full stop."""
    signs = list(text)
    for quotation in found:
        for start, end in quotation.parts:
            last = end - 1 if text[end - 1] in ".!?…," else end
            signs[start:last] = MASK * (last - start)
    return "".join(signs)


def is_quoted_name(text: str, mark: int, inner: Span) -> bool:
    """Say whether quotation marks hold a body's name or a title rather than what somebody said."""
    words = text[inner.start : inner.end]
    before = text[max(0, mark - 30) : mark].rstrip(" \u00a0")
    return (
        words[0].isupper()
        and words.count(" ") < _NAME_WORDS
        and not set(words) & set(",.!?…—:;\n")
        and before[-1:].isalpha()
    )


def is_part_of_sentence(text: str, quotation: Quotation) -> bool:
    """Say whether a quotation is a few words of the writer's sentence: the seat was “not yet ripe”."""
    before = text[max(0, quotation.start - 3) : quotation.start].rstrip(" \u00a0")
    first = quotation.parts[0]
    return before[-1:].isalpha() and text[first.start : first.start + 1].islower()


def transcript_turn(text: str, position: int) -> Span | None:
    """Return the speaker's name that opens the line of ``position`` in a transcript; None if none does."""
    match = _TURN.match(text, text.rfind("\n", 0, position) + 1)
    return Span(*match.span(1)) if match else None


def _opens(text: str, position: int, line_start: int) -> bool:
    mark = text[position]
    if mark not in _CLOSERS or position + 1 >= len(text) or text[position + 1].isspace():
        return False
    if mark in "“„«‹「":
        return True
    before = text[position - 1] if position > line_start else " "
    return before.isspace() or before in "([{—–-…“«„/"


def _close(text: str, position: int, end: int) -> int | None:
    """Return where the quotation opened at ``position`` closes, ``end`` if it goes on; None if it is none."""
    mark = text[position]
    depth = 0
    for place in range(position + 1, end):
        sign = text[place]
        if sign == mark and mark in "«‹„":
            depth += 1
        elif sign in _CLOSERS[mark] and (mark not in _SINGLE or _closes_single(text, place, end)):
            if depth == 0:
                return place
            depth -= 1
    return end if mark in _ENDLESS else None


def _closes_single(text: str, place: int, end: int) -> bool:
    after = text[place + 1] if place + 1 < end else " "
    return not after.isalnum() and not text[place - 1].isspace()


def _with_inserts(text: str, start: int, end: int, inner: Span, speaks: Callable[[str], bool]) -> Quotation:
    parts = []
    inserts = []
    begin = inner.start
    for match in _INSERT.finditer(text, inner.start, inner.end):
        if match.start() < begin or not text[match.end()].islower():
            continue
        stop = _INSERT_END.search(text, match.end(), inner.end)
        insert = Span(match.end(), stop.start() if stop else inner.end)
        if not speaks(text[insert.start : insert.end]):
            continue
        if begin < match.start() + 1:
            parts.append(Span(begin, match.start() + 1))
        inserts.append(insert)
        begin = stop.end() if stop else inner.end
    if begin < inner.end:
        parts.append(Span(begin, inner.end))
    return Quotation(start, end, tuple(parts), tuple(inserts))


def _dash_speech(text: str, start: int, end: int, speaks: Callable[[str], bool]) -> Quotation | None:
    """Return a line that is speech opened by a dash: — Нет, — сказал он."""
    match = _DASH_SPEECH.match(text, start, end)
    if match is None or match.end() >= end:
        return None
    spoken = _with_inserts(text, start, end, Span(match.end(), end), speaks)
    return spoken if spoken.inserts else None
