"""What is compared: the marks of each annotator, and who has read what.

Positions are code points of the article's text. Whoever makes the marks has made sure that an article's id
stands for one text: marks of different articles are never compared.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from annotator.core.errors import InvalidSpan
from annotator.core.spans import Fragments, Span, fault

Several = tuple[str, ...] | list[str] | set[str] | frozenset[str]
"""The values of one field. Not any collection of strings: a string is one too."""
Values = tuple[tuple[str, tuple[str, ...]], ...]
"""What is said about a mark, sorted by the field's id: each field once, with its values, of which there is at
least one. A field that is absent has not been answered."""


@dataclass(frozen=True, slots=True)
class Mark:
    """An annotation, reduced to what can be compared.

    ``values`` are the fields and links of the annotation in a form in which the same is equal: an entity by
    its id, a date by its EDTF value, a choice by its id; see `comparable`.

    Raises:
        InvalidSpan: if the fragments are none, empty, out of order, touching or overlapping. Damaged
            annotations cannot be compared; leave them out and say so.
    """

    id: str
    article_id: str
    annotator_id: str
    layer: str
    fragments: Fragments
    values: Values = ()

    def __post_init__(self) -> None:
        reason = fault(self.fragments, self.fragments[-1].end if self.fragments else 0)
        if reason is not None:
            raise InvalidSpan(f"The annotation {self.id} cannot be compared: {reason}.")

    @property
    def start(self) -> int:
        """First code point of the envelope."""
        return self.fragments[0].start

    @property
    def end(self) -> int:
        """Code point after the last one of the envelope."""
        return self.fragments[-1].end

    @property
    def size(self) -> int:
        """Code points of the fragments; what lies between them does not count."""
        return size(self.fragments)


@dataclass(frozen=True, slots=True)
class Reading:
    """This annotator has read this article to the end.

    A reader without a mark has marked nothing, which is a finding. Whoever has a mark in an article counts as
    a reader of it too. Whoever has neither has not read it: missing, and not counted.
    """

    article_id: str
    annotator_id: str


def readers(marks: Iterable[Mark], readings: Iterable[Reading]) -> dict[str, frozenset[str]]:
    """Return the annotators who have read each article, by the article's id."""
    found: dict[str, set[str]] = {}
    for reading in readings:
        found.setdefault(reading.article_id, set()).add(reading.annotator_id)
    for mark in marks:
        found.setdefault(mark.article_id, set()).add(mark.annotator_id)
    return {article_id: frozenset(annotators) for article_id, annotators in found.items()}


def size(fragments: Fragments) -> int:
    """Return how many code points sound fragments cover."""
    if len(fragments) == 1:
        return fragments[0].end - fragments[0].start
    return sum(end - start for start, end in fragments)


def comparable(values: Mapping[str, Several], in_order: Collection[str] = ()) -> Values:
    """Return values by field in the form that `Mark` takes.

    Fields without a value are left out, for to leave a field empty is to say nothing. The values of one field
    are a set: sorted, and each once; except in the fields ``in_order``, where the order says something.
    """
    return tuple(
        (field, tuple(values[field]) if field in in_order else tuple(sorted(set(values[field]))))
        for field in sorted(values)
        if values[field]
    )


def agreeing(first: Values, second: Values) -> int:
    """Return the number of fields for which both say something, and the same."""
    if first == second:
        return len(first)
    other = dict(second)
    return sum(other.get(field) == said for field, said in first)


Content = tuple[Fragments, str, Values]


def content(mark: Mark) -> Content:
    """Return all that a comparison may depend on: place, layer and values, but neither id nor person."""
    return mark.fragments, mark.layer, mark.values


def canonical(mark: Mark) -> tuple[tuple[Span, ...], str, Values, str, str]:
    """Return the key by which the marks of an article are put in order before they are compared.

    By place, layer and values; the ids come last, so they only tell apart what is the same in all that
    counts. What is worked out from marks in this order does not depend on the order they came in.
    """
    return mark.fragments, mark.layer, mark.values, mark.annotator_id, mark.id
