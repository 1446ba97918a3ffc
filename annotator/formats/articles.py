"""Bytes or pasted text to an article: decoded, normalised, header off, rendered, titled."""

import hashlib
import re
from dataclasses import dataclass

from annotator.core.errors import UnreadableInput
from annotator.core.text import normalise
from annotator.formats import registry
from annotator.formats.decoding import Decoded, How, decode
from annotator.formats.headers import Header, split_header
from annotator.formats.registry import TextFormat
from annotator.formats.titles import TitleFrom, choose_title

MAX_BYTES = 100_000_000
MAX_LENGTH = 20_000_000
"""Code points of one text."""

_HTML = re.compile(r"\s*<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Parsed:
    """An article as it would be stored, and everything a person should know before it is."""

    text: str
    title: str
    title_from: TitleFrom
    header: Header
    decoded: Decoded
    source_sha256: str
    replaced: int
    """Characters of the text that are U+FFFD because something could not be read or stored."""
    notes: tuple[str, ...]


def parse_bytes(data: bytes, text_format: TextFormat, charset: str | None = None) -> Parsed:
    """Return the article in ``data``, read in ``charset`` if a person chose one.

    Raises:
        UnreadableInput: if it is no text, is too long, or has nothing in it.
        InvalidValue: if there is no such charset.
    """
    registry.refuse_other_content(data)
    if not data.strip():
        raise UnreadableInput("It has no text in it. Nothing was added.")
    return _parse(decode(data, charset), text_format, hashlib.sha256(data).hexdigest())


def parse_pasted(text: str) -> Parsed:
    """Return the article in a text from the clipboard.

    Raises:
        UnreadableInput: if it is too long, or has nothing in it.
    """
    return _parse(Decoded(text, "", How.PASTED), registry.PLAIN, "")


def _parse(decoded: Decoded, text_format: TextFormat, source_sha256: str) -> Parsed:
    if len(decoded.text) > MAX_LENGTH:
        raise UnreadableInput(
            f"It has {len(decoded.text):,} characters, and one article can have {MAX_LENGTH:,}. "
            "Nothing was added."
        )
    normalised = normalise(decoded.text)
    header = split_header(normalised.text)
    rendered = text_format.render(header.story)
    # What an entity such as &#1; stood for must not slip in behind the first normalisation.
    text, replaced_later = normalise(rendered.text)
    if not text.strip():
        raise UnreadableInput("It has no text in it. Nothing was added.")
    replaced = decoded.replaced + normalised.replaced + replaced_later
    title = choose_title(text, header.get("title"), rendered.heading)
    notes = [*decoded.notes, *header.notes, *rendered.notes]
    if replaced > decoded.replaced:
        count = replaced - decoded.replaced
        number = "1 control character" if count == 1 else f"{count:,} control characters"
        notes.append(f"{number} cannot be stored and became �.")
    if _HTML.match(text):
        notes.append("It looks like HTML and was kept as it is written, tags and all.")
    return Parsed(text, title.text, title.source, header, decoded, source_sha256, replaced, tuple(notes))
