"""The sentence around a position, for news prose in Latin, Cyrillic, Arabic and CJK script."""

import re
from collections.abc import Iterator

from annotator.core.spans import Span
from annotator.core.words import snap

_END = re.compile(r"(?:[.!?…؟۔।]+|[。！？]+)[\"'”’»›)\]}」』]*(?:\[\d+\])?")
_CJK_END = "。！？"
_INITIALS = re.compile(r"(?:^|[\s\"“«„(\-.])[^\W\d_]\.$")
_ABBREVIATIONS = frozenset(
    "mr mrs ms dr prof st gen col lt sgt capt maj gov sen rep rev hon jr sr vs cf approx e.g i.e viz"
    " г гг ул им т п д др пр тыс см напр проф акад обл р-н пос вул м с рр".split()
)
_BEFORE_NUMBERS = frozenset(
    "no nos art arts para paras p pp vol fig jan feb mar apr jun jul aug sep sept oct nov dec ст стр".split()
)


def sentences(text: str, start: int = 0, end: int | None = None) -> Iterator[Span]:
    """Yield the sentences of ``text[start:end]``, each without the space around it.

    A line end always ends a sentence. A full stop does not where an abbreviation, an
    initial or a number goes on, or where a lower-case letter follows.
    """
    stop = len(text) if end is None else end
    line_start = start
    while line_start < stop:
        newline = text.find("\n", line_start, stop)
        line_end = stop if newline < 0 else newline
        yield from _in_line(text, line_start, line_end)
        line_start = line_end + 1


def sentence_at(text: str, position: int) -> Span | None:
    """Return the sentence that holds the caret at ``position``; None on a blank line.

    A caret in the space between two sentences belongs to the one before it.
    """
    line_start = text.rfind("\n", 0, position) + 1
    newline = text.find("\n", position)
    line_end = len(text) if newline < 0 else newline
    found = None
    for span in _in_line(text, line_start, line_end):
        if found is not None and span.start > position:
            break
        found = span
    return found


def claim_at(text: str, position: int) -> Span | None:
    """Return what the claim key marks at a caret: the sentence, trimmed like any mark."""
    sentence = sentence_at(text, position)
    return snap(text, *sentence) if sentence else None


def _in_line(text: str, start: int, end: int) -> Iterator[Span]:
    begin = start
    for match in _END.finditer(text, start, end):
        if match.end() < end and not _ends_sentence(text, begin, match, end):
            continue
        yield from _stripped(text, begin, match.end())
        begin = match.end()
    yield from _stripped(text, begin, end)


def _stripped(text: str, start: int, end: int) -> Iterator[Span]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        yield Span(start, end)


def _ends_sentence(text: str, begin: int, match: re.Match[str], end: int) -> bool:
    if match[0][0] in _CJK_END:
        return True
    if not text[match.end()].isspace():
        return False
    following = text[match.end() : min(end, match.end() + 40)].lstrip(" \t\u00a0\"'“‘«„‹([—–-")
    if following and following[0].islower():
        return False
    if match[0] != ".":
        return True
    before = text[begin : match.start()].split()[-1:]
    word = before[0].lstrip('"“«„(').casefold() if before else ""
    if word in _BEFORE_NUMBERS and following[:1].isdigit():
        return False
    return word not in _ABBREVIATIONS and not _INITIALS.search(text[begin : match.start() + 1])
