"""Lists as readable text: what tags and fragments look like in the project file and in a table.

``join_list`` and ``split_list`` are exact inverses of each other for items that are not empty;
``format_fragments`` and ``parse_fragments`` are so for every annotation's fragments.
"""

import re
from collections.abc import Iterable, Sequence

from annotator.core.errors import InvalidValue
from annotator.core.spans import Fragments, Span

_SEPARATOR = "; "
_TOKEN = re.compile(r"\\([\\;])|(;) ?")
_RANGE = re.compile(r"([0-9]{1,15})-([0-9]{1,15})")


def join_list(items: Iterable[str]) -> str:
    r"""Return ``items`` as one text: ``a; b``, with ``\;`` and ``\\`` for what they hold themselves.

    Empty items are left out: a list in a cell has no way to show them.
    """
    escaped = (item.replace("\\", "\\\\").replace(";", "\\;") for item in items if item)
    return _SEPARATOR.join(escaped)


def split_list(text: str) -> tuple[str, ...]:
    r"""Return the items of a text that `join_list` made, or that a person typed.

    A semicolon ends an item together with one space after it. A backslash that stands before
    neither a semicolon nor a backslash is an ordinary character; empty items are left out.
    """
    if ";" not in text and "\\" not in text:
        return (text,) if text else ()
    items: list[str] = []
    present: list[str] = []
    position = 0
    for match in _TOKEN.finditer(text):
        present.append(text[position : match.start()])
        position = match.end()
        if match[2]:
            items.append("".join(present))
            present = []
        else:
            present.append(match[1])
    present.append(text[position:])
    items.append("".join(present))
    return tuple(item for item in items if item)


def format_fragments(fragments: Sequence[Span]) -> str:
    """Return fragments as text, in code points: ``120-134; 150-166``."""
    return _SEPARATOR.join([f"{start}-{end}" for start, end in fragments])


def parse_fragments(text: str) -> Fragments:
    """Return the fragments that ``text`` lists; whether they fit an article is not looked at.

    Raises:
        InvalidValue: if it is not of the form ``120-134; 150-166``.
    """
    result: list[Span] = []
    for part in text.split(";"):
        match = _RANGE.fullmatch(part.strip(" "))
        if match is None:
            raise InvalidValue(f"“{text[:60]}” is not a list of fragments such as “120-134; 150-166”.")
        result.append(Span(int(match[1]), int(match[2])))
    return tuple(result)
