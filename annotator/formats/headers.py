"""The metadata header that an article may begin with; it does not stay in the text.

Two forms are known: front matter, that is ``key: value`` lines between two lines of
``---``, and the plain ``date 2025-09-18 `` in front of a story that goes on on the same
line. What looks like a header and is none is left in the text, and said.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from annotator.core.dates import parse_language, parse_published
from annotator.core.text import single_line

_ALIASES = {
    "title": ("title", "headline"),
    "byline": ("byline", "author", "authors", "by"),
    "outlet": ("outlet", "source", "publisher", "publication"),
    "url": ("url", "link", "permalink", "canonical"),
    "published": ("published", "date", "published at", "publication date", "pubdate"),
    "language": ("language", "lang", "locale"),
    "charset": ("charset", "encoding"),
}
_FIELD_OF = {alias: name for name, aliases in _ALIASES.items() for alias in aliases}

MAX_VALUE = 2_000
"""Characters that a value can have."""

_MAX_LINES = 100
_MAX_LENGTH = 20_000
_FENCE = re.compile(r"---[ \t]*")
_CLOSING = re.compile(r"(?:---|\.\.\.)[ \t]*")
_ENTRY = re.compile(r"([^\W\d_][\w .-]{0,39}?)[ \t]*:(?:[ \t]+(.*)|[ \t]*)")
_CONTINUED = re.compile(r"(?:[ \t]+|- )\S.*")
_DATE_FIRST = re.compile(r"\s*date:?[ \t]+(\d[\w.:/+-]*)(?!\S)\s*(?=\S)", re.IGNORECASE)
_URL = re.compile(r"https?://[^\s<>\"]+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Header:
    """What a header said, and the story without it.

    ``unknown`` are keys that Annotator has no place for; they are not in the story.
    ``notes`` are sentences for the person.
    """

    story: str
    values: dict[str, str] = field(default_factory=dict)
    unknown: tuple[tuple[str, str], ...] = ()
    notes: tuple[str, ...] = ()

    def get(self, name: str) -> str:
        """Return title, byline, outlet, url, published or language; empty if not given."""
        return self.values.get(name, "")


def split_header(text: str) -> Header:
    """Take the header, if there is one, off a normalised text."""
    first, _, rest = text.partition("\n")
    if _FENCE.fullmatch(first) and rest:
        return _front_matter(text, rest)
    match = _DATE_FIRST.match(text)
    if match is None:
        return Header(text)
    published = parse_published(match[1])
    if published is None or len(published) < len("2025-09-18"):
        note = f"“date {match[1]}” in the first line is no full date and was left in the text."
        return Header(text, notes=(note,))
    return Header(text[match.end() :], {"published": published})


def parse_url(raw: str) -> str | None:
    """Return a web address; None if ``raw`` is none."""
    return raw.strip() if _URL.fullmatch(raw.strip()) else None


def _front_matter(text: str, rest: str) -> Header:
    block: list[str] = []
    length = 0
    for line in rest[:_MAX_LENGTH].split("\n")[:_MAX_LINES]:
        length += len(line) + 1
        if _CLOSING.fullmatch(line):
            break
        block.append(line)
    else:
        return _left_in_text(text, "no second line of --- closes it")
    if not any(line.strip() for line in block):
        return _left_in_text(text, "it is empty")
    entries = _entries(block)
    if isinstance(entries, int):
        return _left_in_text(text, f"its line {entries + 2} is not “key: value”")
    values, unknown, notes = _understood(entries)
    return Header(rest[length:].lstrip("\n"), values, unknown, notes)


def _left_in_text(text: str, reason: str) -> Header:
    return Header(text, notes=(f"It begins with --- like a header, but {reason}; it was left in the text.",))


def _entries(block: list[str]) -> list[tuple[str, str]] | int:
    """Return the keys and values in order, or the index of the line that breaks the form."""
    entries: list[tuple[str, str]] = []
    for index, line in enumerate(block):
        if not line.strip() or line.startswith("#"):
            continue
        if _CONTINUED.fullmatch(line) and entries:
            key, value = entries[-1]
            entries[-1] = (key, f"{'' if value in _BLOCK_SIGNS else value} {line.strip()}".strip())
            continue
        match = _ENTRY.fullmatch(line)
        if match is None:
            return index
        entries.append((match[1], (match[2] or "").strip()))
    return entries


_BLOCK_SIGNS = (">", "|", ">-", "|-", ">+", "|+")
"""What YAML puts in the place of a value that follows on indented lines."""


def _understood(
    entries: Iterable[tuple[str, str]],
) -> tuple[dict[str, str], tuple[tuple[str, str], ...], tuple[str, ...]]:
    values: dict[str, str] = {}
    unknown: list[tuple[str, str]] = []
    notes: list[str] = []
    for key, raw in entries:
        name = _FIELD_OF.get(re.sub(r"[\s_.-]+", " ", key.casefold()))
        value = single_line(_unquoted(raw))
        if name is None:
            unknown.append((key, value))
        elif name == "charset" or not value:
            continue
        elif len(value) > MAX_VALUE:
            notes.append(f"The header’s {name} has {len(value):,} characters, too many, and was left out.")
        elif name in values:
            notes.append(f"The header gives the {name} twice; “{key}: {value}” was left out.")
        else:
            checked = _CHECKS[name](value) if name in _CHECKS else value
            if checked is None:
                notes.append(f"The header’s “{key}: {value}” {_REASONS[name]}, and was left out.")
            else:
                values[name] = checked
    if unknown:
        listed = ", ".join(f"“{key}”" for key, _ in unknown)
        notes.append(f"The header also has {listed}, which Annotator has no place for; left out of the text.")
    return values, tuple(unknown), tuple(notes)


_CHECKS = {"published": parse_published, "language": parse_language, "url": parse_url}
_REASONS = {
    "published": "is no date of the form 2025-09-18",
    "language": "is no language tag such as en or uk",
    "url": "is no web address",
}


def _unquoted(value: str) -> str:
    if len(value) >= 2 and value[0] == value[-1] and value[0] in "\"'":
        return value[1:-1]
    return value
