"""Spans of a text, and the fragments that make up one annotation.

All positions are Unicode code points of the stored text, half open: ``[start, end)``.
An annotation has one or more fragments, in order, not touching.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from annotator.core.errors import InvalidSpan

QUOTE_JOINER = " … "
"""What stands between the texts of two fragments in a quote."""


class Span(NamedTuple):
    """A half-open range ``[start, end)`` of code points."""

    start: int
    end: int


Fragments = tuple[Span, ...]


def fault(fragments: Sequence[Span], length: int) -> str | None:
    """Say what is wrong with ``fragments`` in a text of ``length`` code points.

    Returns None if they are sound, else half a sentence without a full stop.
    """
    if not fragments:
        return "it has no fragments"
    previous_end = -1
    for start, end in fragments:
        if not 0 <= start < end <= length:
            return f"{start}–{end} does not lie in a text of {length} characters"
        if start <= previous_end:
            return f"{start}–{end} touches or overlaps the fragment before it"
        previous_end = end
    return None


def checked(fragments: Iterable[Span], length: int) -> Fragments:
    """Return ``fragments`` as a tuple.

    Raises:
        InvalidSpan: if `fault` finds something.
    """
    result = tuple(Span(start, end) for start, end in fragments)
    reason = fault(result, length)
    if reason is not None:
        raise InvalidSpan(f"This cannot be marked: {reason}.")
    return result


def envelope(fragments: Sequence[Span]) -> Span:
    """Return the span from the first fragment's start to the last one's end."""
    return Span(fragments[0].start, fragments[-1].end)


def quote(text: str, fragments: Sequence[Span]) -> str:
    """Return the fragments' texts, joined by ``" … "``."""
    if len(fragments) == 1:
        start, end = fragments[0]
        return text[start:end]
    return QUOTE_JOINER.join(text[start:end] for start, end in fragments)


def merged(spans: Iterable[Span]) -> Fragments:
    """Return ``spans`` in order, with those that touch or overlap made one."""
    result: list[Span] = []
    for span in sorted(spans):
        if result and span.start <= result[-1].end:
            result[-1] = Span(result[-1].start, max(result[-1].end, span.end))
        else:
            result.append(Span(*span))
    return tuple(result)


def with_added(fragments: Sequence[Span], added: Span) -> Fragments:
    """Return ``fragments`` plus ``added``; what then touches or overlaps becomes one."""
    return merged([*fragments, added])


def with_removed(fragments: Sequence[Span], removed: Span) -> Fragments:
    """Return ``fragments`` without the code points of ``removed``; may be empty.

    A fragment that ``removed`` cuts in its middle becomes two.
    """
    result: list[Span] = []
    for start, end in fragments:
        if removed.end <= start or end <= removed.start:
            result.append(Span(start, end))
            continue
        if start < removed.start:
            result.append(Span(start, removed.start))
        if removed.end < end:
            result.append(Span(removed.end, end))
    return tuple(result)


def with_edge_moved(fragments: Sequence[Span], index: int, edge: str, position: int) -> Fragments:
    """Return ``fragments`` with one edge of fragment ``index`` moved to ``position``.

    ``edge`` is ``"start"`` or ``"end"``. An edge dragged past its opposite one swaps with
    it; a fragment dragged into its neighbour merges with it.

    Raises:
        InvalidSpan: if the fragment would become empty.
    """
    span = fragments[index]
    fixed = span.end if edge == "start" else span.start
    if position == fixed:
        raise InvalidSpan("A fragment cannot be empty; to remove it, take it away from the annotation.")
    moved = Span(min(position, fixed), max(position, fixed))
    return merged([*fragments[:index], moved, *fragments[index + 1 :]])


def context(text: str, span: Span, width: int) -> tuple[str, str]:
    """Return up to ``width`` code points before and after ``span``."""
    return text[max(0, span.start - width) : span.start], text[span.end : span.end + width]
