"""The one normalisation that a text goes through, and the paragraphs it has.

After `normalise` a text never changes; it is stored with its SHA-256, and every offset in
the program counts its code points.
"""

import hashlib
import re
from bisect import bisect_right
from typing import NamedTuple

REPLACEMENT = "�"

_LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x85]")
_UNSTORABLE = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef"
    + "".join(chr(plane << 16 | 0xFFFE) + chr(plane << 16 | 0xFFFF) for plane in range(17))
    + "]"
)
"""Controls, lone surrogates and noncharacters: SQLite, XML or Qt cannot carry them through."""

BYTE_ORDER_MARK = "\ufeff"


class Normalised(NamedTuple):
    """A text ready to be stored, and how many of its characters had to be replaced."""

    text: str
    replaced: int


def normalise(raw: str) -> Normalised:
    """Return ``raw`` in the form in which texts are stored.

    A leading byte order mark goes; CRLF, CR, vertical tab, form feed and NEL become LF;
    NUL, other controls, lone surrogates and noncharacters become U+FFFD and are counted.
    Nothing else changes: no Unicode normalisation, no trimming inside.
    """
    text = _LINE_ENDS.sub("\n", raw.removeprefix(BYTE_ORDER_MARK))
    return Normalised(*_UNSTORABLE.subn(REPLACEMENT, text))


def single_line(raw: str) -> str:
    """Return ``raw`` as one clean line: for titles, names, and other metadata."""
    return " ".join(normalise(raw).text.split())


def sha256(text: str) -> str:
    """Return the SHA-256 of the text's UTF-8 bytes, 64 lower-case hex digits."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


class Paragraphs:
    """Numbers the paragraphs of a text: each line that is not blank is one, from 1."""

    def __init__(self, text: str) -> None:
        self._starts = [match.start() for match in re.finditer(r"^[^\S\n]*\S", text, re.MULTILINE)]

    def __len__(self) -> int:
        return len(self._starts)

    def number(self, position: int) -> int:
        """Return the number of the paragraph at code point ``position``, at least 1."""
        return max(1, bisect_right(self._starts, position))
