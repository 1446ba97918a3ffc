"""Bytes to text: which charset, how it is known, and what could not be read.

The order is fixed: byte order mark, what the file itself declares, strict UTF-8, and last a
guess. A guess is a proposal: short texts in an old charset are guessed wrong without a
warning, so a person confirms it before anything is kept.
"""

import re
from dataclasses import dataclass
from enum import StrEnum

from annotator.core.errors import InvalidValue, UnreadableInput
from annotator.core.text import REPLACEMENT
from annotator.formats import charsets

_MARKS = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe\x00\x00", "utf-32-le"),
    (b"\x00\x00\xfe\xff", "utf-32-be"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)
_DECLARATION = re.compile(rb"(?:charset|encoding)[ \t]*:[ \t]*[\"']?([\w.:-]+)", re.IGNORECASE)
_ESCAPED = re.compile("[\udc80-\udcff]")
_HEAD = 4096
_GUESS_SAMPLE = 1 << 16
_READS_AS_UTF8 = "It is valid UTF-8 too, which is hardly ever chance: look at the text."
_FALLBACK = "windows-1252"


class How(StrEnum):
    """How the charset of a text is known."""

    MARK = "byte order mark"
    DECLARED = "declared in the header"
    UTF8 = "valid UTF-8"
    GUESS = "guessed"
    CHOSEN = "chosen"
    PASTED = "pasted"


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text and how it was read. ``replaced`` counts bytes, each now one U+FFFD."""

    text: str
    charset: str
    how: How
    replaced: int = 0
    notes: tuple[str, ...] = ()

    @property
    def certain(self) -> bool:
        """Whether it can be kept without a person looking at it first."""
        return self.how is How.CHOSEN or (self.how is not How.GUESS and not self.replaced and not self.notes)


def decode(data: bytes, charset: str | None = None) -> Decoded:
    """Return ``data`` as text, in ``charset`` if a person chose one.

    Raises:
        InvalidValue: if there is no charset of the name ``charset``.
        UnreadableInput: if ``data`` is not a text in any charset.
    """
    if charset is not None:
        name = charsets.canonical(charset)
        return _read(data, name, How.CHOSEN, _READS_AS_UTF8 if _likelier_utf8(data, name) else "")
    for mark, name in _MARKS:
        if data.startswith(mark):
            return _read(data, name, How.MARK, _contradiction(data, name))
    note = ""
    declared = _declared(data)
    if declared:
        reading, note = _as_declared(data, declared)
        if reading is not None:
            return reading
    wide = _wide_without_mark(data)
    if wide:
        return _read(data, wide, How.GUESS, note)
    strict = _strict(data, "utf-8")
    if strict is not None and not _looks_escaped(data):
        return Decoded(strict, "utf-8", How.UTF8, 0, (note,) if note else ())
    return _read(data, _guess(data), How.GUESS, note)


def _as_declared(data: bytes, declared: str) -> tuple[Decoded | None, str]:
    """Read ``data`` as it declares; None with a note if that does not work."""
    try:
        name = charsets.canonical(declared)
    except InvalidValue:
        return None, f"Its header declares the charset “{declared}”, which does not exist."
    text = _strict(data, name)
    if text is None:
        return None, f"Its header declares the charset {name}, but it cannot be read as that."
    if _likelier_utf8(data, name):
        note = f"Its header declares the charset {name}, but it reads as UTF-8 too: look at the text."
        return Decoded(text, name, How.DECLARED, 0, (note,)), note
    return Decoded(text, name, How.DECLARED), ""


def _likelier_utf8(data: bytes, name: str) -> bool:
    """Say whether bytes that are to be read as ``name`` are valid UTF-8, which is hardly ever chance."""
    return name != "utf-8" and not data.isascii() and _strict(data, "utf-8") is not None


def _declared(data: bytes) -> str:
    """Return the charset named in a front matter header, or an empty string."""
    lines = data[:_HEAD].splitlines()
    if not lines or lines[0].rstrip() != b"---":
        return ""
    for line in lines[1:]:
        if line.rstrip() in (b"---", b"..."):
            break
        match = _DECLARATION.match(line.strip())
        if match:
            return match[1].decode("ascii", "replace")
    return ""


def _contradiction(data: bytes, name: str) -> str:
    """Say so if the byte order mark and the header disagree; the mark wins."""
    declared = _declared(data.removeprefix(b"\xef\xbb\xbf")) if name == "utf-8" else ""
    if not declared:
        return ""
    try:
        agrees = charsets.canonical(declared) == name
    except InvalidValue:
        agrees = False
    if agrees:
        return ""
    return (
        f"Its header declares the charset {declared}, but its byte order mark says {name}, and that counts."
    )


def _strict(data: bytes, name: str) -> str | None:
    try:
        return data.decode(charsets.codec(name))
    except UnicodeError:
        return None


def _read(data: bytes, name: str, how: How, note: str = "") -> Decoded:
    """Decode whatever happens; what cannot be read becomes U+FFFD and is counted and said."""
    text, replaced = _lenient(data, name)
    notes = [note] if note else []
    if replaced:
        number = "1 byte" if replaced == 1 else f"{replaced:,} bytes"
        notes.append(f"{number} could not be read as {name} and became {REPLACEMENT}.")
    return Decoded(text, name, how, replaced, tuple(notes))


def _lenient(data: bytes, name: str) -> tuple[str, int]:
    text = _strict(data, name)
    if text is not None:
        return text, 0
    try:
        escaped = data.decode(charsets.codec(name), "surrogateescape")
    except UnicodeError:
        replaced = data.decode(charsets.codec(name), "replace")
        return replaced, max(1, replaced.count(REPLACEMENT))
    return _ESCAPED.subn(REPLACEMENT, escaped)


def _wide_without_mark(data: bytes) -> str:
    """Return the UTF-16 or UTF-32 that ``data`` is without saying so, or an empty string.

    Such a text holds zero bytes (its spaces and line ends, at least), nearly all of them
    at even or nearly all at odd places.

    Raises:
        UnreadableInput: if it is full of zero bytes and none of these.
    """
    sample = data[:_GUESS_SAMPLE]
    zeros = sample.count(0)
    if zeros * 50 < len(sample) and (not zeros or _strict(data, "utf-8") is not None):
        return ""
    odd = sample[1::2].count(0)
    even = zeros - odd
    candidates = ["utf-32-le", "utf-32-be"] if zeros * 2 > len(sample) else []
    if odd > 4 * even:
        candidates.append("utf-16-le")
    elif even > 4 * odd:
        candidates.append("utf-16-be")
    for name in candidates:
        if _reads_as_prose(data, name):
            return name
    if zeros * 10 > len(sample):
        raise UnreadableInput("It is not a text: it is full of zero bytes. Nothing was added.")
    return ""


def _reads_as_prose(data: bytes, name: str) -> bool:
    width = 4 if "32" in name else 2
    text = _strict(data[: len(data) // width * width], name)
    if text is None:
        return False
    sample = text[:4096]
    odd_ones = sum(not (character.isprintable() or character.isspace()) for character in sample)
    return odd_ones * 20 <= len(sample)


def _looks_escaped(data: bytes) -> bool:
    """Say whether plain ASCII bytes hold the escape sequences of ISO-2022-JP."""
    return b"\x1b$" in data and _strict(data, "iso-2022-jp") is not None


def _guess(data: bytes) -> str:
    """Return the likeliest charset for bytes that are not valid UTF-8."""
    if _looks_escaped(data):
        return "iso-2022-jp"
    if _is_damaged_utf8(data):
        return "utf-8"
    from charset_normalizer import from_bytes  # only here: it costs start-up time

    best = from_bytes(data[:_GUESS_SAMPLE]).best()
    if best is None:
        return _FALLBACK
    try:
        return charsets.canonical(best.encoding)
    except InvalidValue:
        return _FALLBACK


def _is_damaged_utf8(data: bytes) -> bool:
    """Say whether ``data`` is UTF-8 that was cut off or has a few bad bytes in it."""
    text = data.decode("utf-8", "surrogateescape")
    clean = _ESCAPED.sub("", text)
    bad = len(text) - len(clean)
    good = len(clean) - len(clean.encode("ascii", "ignore"))
    cut_off = len(text) - len(text.rstrip(_BAD)) == bad <= 3
    return bad * 10 <= good or (cut_off and good > 0)


_BAD = "".join(map(chr, range(0xDC80, 0xDD00)))
