"""The text formats that articles come in, and which file is which. One explicit list."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import PurePath

from annotator.core.errors import UnreadableInput
from annotator.formats import rendered
from annotator.formats.rendered import Rendered


@dataclass(frozen=True, slots=True)
class TextFormat:
    """One format of article: what it is called, its suffixes, and how its text is got."""

    name: str
    suffixes: tuple[str, ...]
    render: Callable[[str], Rendered]


def _markdown(source: str) -> Rendered:
    from annotator.formats.markdown import render  # only here: the parser costs start-up time

    return render(source)


PLAIN = TextFormat("plain text", (".txt", ".text"), rendered.as_written)
MARKDOWN = TextFormat("Markdown", (".md", ".markdown"), _markdown)

FORMATS = (PLAIN, MARKDOWN)

_SIGNATURES = (
    (b"%PDF-", "a PDF"),
    (b"PK\x03\x04", "a zip archive, a Word document or the like"),
    (b"{\\rtf", "an RTF document"),
    (b"\xd0\xcf\x11\xe0", "an old Office document"),
    (b"SQLite format 3\0", "an SQLite database"),
    (b"\x1f\x8b", "a compressed file"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"7z\xbc\xaf", "a compressed file"),
)


def suffixes() -> tuple[str, ...]:
    """Return every suffix that an article can have, lower case, with its dot."""
    return tuple(suffix for known in FORMATS for suffix in known.suffixes)


def format_of(name: str) -> TextFormat | None:
    """Return the format of a file by its name; None if it is no article."""
    suffix = PurePath(name).suffix.lower()
    return next((known for known in FORMATS if suffix in known.suffixes), None)


def refuse_other_content(data: bytes) -> None:
    """Refuse bytes that are plainly something other than a text, whatever the file is called.

    Raises:
        UnreadableInput: naming what it is.
    """
    for signature, name in _SIGNATURES:
        if data.startswith(signature):
            raise UnreadableInput(f"It is {name}, not a text, whatever it is called. Nothing was added.")
