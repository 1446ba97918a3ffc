"""What the filter fields of the panels compare: words, without case and accents."""

import unicodedata
from collections.abc import Iterable


def folded(text: str) -> str:
    """Return ``text`` without case and combining marks, in one line."""
    if text.isascii():
        return " ".join(text.casefold().split())
    parts = unicodedata.normalize("NFKD", text.casefold())
    return " ".join("".join(char for char in parts if not unicodedata.combining(char)).split())


def haystack(pieces: Iterable[str]) -> str:
    """Return what `matches` looks into: the pieces, folded; no word reaches over two of them."""
    return folded(" ".join(pieces))


def matches(words: Iterable[str], text: str) -> bool:
    """Say whether each of the folded ``words`` stands somewhere in ``text``, in any order."""
    return all(word in text for word in words)


def one_line(text: str, limit: int = 400) -> str:
    """Return the beginning of ``text`` as one line, for a row that shows only so much.

    Characters that would turn the direction of what follows them are left out: a row is
    drawn piece by piece, and one piece must not rearrange another.
    """
    return " ".join(text[:limit].translate(_DIRECTION).split())


_DIRECTION = dict.fromkeys(
    map(ord, "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c")
)
