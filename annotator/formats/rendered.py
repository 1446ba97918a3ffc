"""What a text format makes of a source text."""

from typing import NamedTuple


class Rendered(NamedTuple):
    """The text to be stored, its headline if the format marks one, and what has to be said."""

    text: str
    heading: str = ""
    notes: tuple[str, ...] = ()


def as_written(source: str) -> Rendered:
    """Return plain text as it is."""
    return Rendered(source)
