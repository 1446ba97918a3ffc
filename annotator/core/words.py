"""Whole words and graphemes around a position: what a mark snaps to.

Qt's own word selection takes "don" from "don't" and "12" from "12.5", so the rules are
here, on the stored text. They follow the word boundaries of Unicode UAX #29 (WB5-WB13),
with abbreviations ("U.S.") kept whole. All positions are code points.
"""

import re
import unicodedata

from annotator.core.spans import Span

_APOSTROPHES = "'’ʼ＇"
_INSIDE_LETTERS = _APOSTROPHES + ".·&@­"
_INSIDE_NUMBERS = "'’.,:·٫٬"
_KEPT_SYMBOLS = "%‰#@§&°"
_JOINERS = "\u200c\u200d"
_ABBREVIATION = re.compile(r"(?:[^\W\d_]\.){2,}")
_PAIRS = {
    **{"(": ")", "[": "]", "{": "}", "“": "”", "«": "»", "‘": "’", "„": "“”", "‹": "›"},
    **{"「": "」", "『": "』", "（": "）", "《": "》", '"': '"', "‚": "‘’", "【": "】"},
}
_NO_SPACES = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u309f\u3400-\u4dbf\u4e00-\u9fff"
    "\uf900-\ufaff\U00020000-\U0003ffff]"
)
"""Scripts written without spaces (Thai, Lao, Burmese, Khmer, Hiragana, Han): a word a sign."""


def snap(text: str, start: int, end: int) -> Span | None:
    """Return the selection ``[start, end)`` grown to whole words and trimmed.

    Surrounding spaces, punctuation and quotation marks are left out; a bracket or quotation
    mark stays where its counterpart lies inside. None if nothing is left.
    """
    start, end = _without_space(text, start, end)
    if start >= end:
        return None
    start, end = _word_start(text, start), _word_end(text, end)
    start, end = _trimmed(text, start, end)
    return Span(start, end) if start < end else None


def word_at(text: str, position: int) -> Span | None:
    """Return the word that touches ``position`` (a caret between two code points)."""
    for at in (position, position - 1):
        if 0 <= at < len(text) and _is_wordlike(text[at]):
            return snap(text, at, at + 1)
    return None


def grapheme_start(text: str, position: int) -> int:
    """Return the nearest position at or before ``position`` that splits no visible character."""
    while 0 < position < len(text) and _joined(text, position):
        position -= 1
    return position


def grapheme_end(text: str, position: int) -> int:
    """Return the nearest position at or after ``position`` that splits no visible character."""
    while 0 < position < len(text) and _joined(text, position):
        position += 1
    return position


def _joined(text: str, position: int) -> bool:
    """Say whether the code points on both sides of ``position`` are one visible character."""
    before, after = text[position - 1], text[position]
    if after in _JOINERS or before == "\u200d":
        return not after.isspace()
    if unicodedata.category(after)[0] == "M" or "\U0001f3fb" <= after <= "\U0001f3ff":
        return before not in "\n\t "
    if _is_regional(before) and _is_regional(after):
        run = position
        while run > 0 and _is_regional(text[run - 1]):
            run -= 1
        return (position - run) % 2 == 1
    return "\U000e0020" <= after <= "\U000e007f"


def _is_regional(character: str) -> bool:
    return "\U0001f1e6" <= character <= "\U0001f1ff"


def _is_wordlike(character: str) -> bool:
    return character.isalnum() or character == "_" or unicodedata.category(character)[0] == "M"


def _is_dressing(character: str) -> bool:
    """Say whether a mark leaves ``character`` out at its edges."""
    if character in _KEPT_SYMBOLS:
        return False
    return character.isspace() or unicodedata.category(character)[0] in "PZC"


def _without_space(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def _binds(text: str, position: int) -> bool:
    """Say whether the code points before and after ``position`` belong to one word."""
    before, after = text[position - 1], text[position]
    if _joined(text, position):
        return True
    if _is_wordlike(before) and _is_wordlike(after):
        return not (_NO_SPACES.match(before) or _NO_SPACES.match(after))
    if _is_wordlike(before) and position + 1 < len(text):
        return _bridges(before, after, text[position + 1])
    if _is_wordlike(after) and position >= 2:
        return _bridges(text[position - 2], before, after)
    return False


def _bridges(left: str, middle: str, right: str) -> bool:
    """Say whether ``middle`` keeps ``left`` and ``right`` one word, as in don't or 12.5."""
    if not (_is_wordlike(left) and _is_wordlike(right)):
        return False
    if left.isdigit() and right.isdigit():
        return middle in _INSIDE_NUMBERS
    if left.isdigit() or right.isdigit():
        return middle in _APOSTROPHES
    return middle in _INSIDE_LETTERS


def _word_start(text: str, position: int) -> int:
    while 0 < position < len(text) and _binds(text, position):
        position -= 1
    return position


def _word_end(text: str, position: int) -> int:
    while 0 < position < len(text) and _binds(text, position):
        position += 1
    return _abbreviation_end(text, position)


def _abbreviation_end(text: str, position: int) -> int:
    """Return ``position`` moved over the last full stop of an abbreviation such as "U.S."."""
    if position >= len(text) or text[position] != ".":
        return position
    start = position
    while start > 0 and (text[start - 1] == "." or text[start - 1].isalpha()):
        start -= 1
    match = _ABBREVIATION.fullmatch(text, start, position + 1)
    return position + 1 if match else position


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the span without the punctuation around it."""
    stop = end
    while stop > start and _is_dressing(text[stop - 1]):
        stop -= 1
    while start < stop and _is_dressing(text[start]) and not _closes_inside(text, start, stop):
        start += 1
    while end > start and _is_dressing(text[end - 1]):
        if _opens_inside(text, start, end) or _ends_abbreviation(text, start, end):
            break
        end -= 1
    return start, end


def _closes_inside(text: str, start: int, stop: int) -> bool:
    closers = _PAIRS.get(text[start], "")
    return any(text.find(closer, start + 1, stop) >= 0 for closer in closers)


def _opens_inside(text: str, start: int, end: int) -> bool:
    """Say whether the closing mark that ends the span was opened inside it."""
    closer = text[end - 1]
    openers = [opener for opener, closers in _PAIRS.items() if closer in closers]
    if closer == '"':
        return text.count('"', start, end - 1) % 2 == 1
    opened = sum(text.count(opener, start, end - 1) for opener in openers)
    return opened > text.count(closer, start, end - 1)


def _ends_abbreviation(text: str, start: int, end: int) -> bool:
    return text[end - 1] == "." and _abbreviation_end(text, end - 1) == end and end - start > 2
