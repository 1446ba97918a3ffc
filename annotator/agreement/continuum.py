"""A text as a stretch that annotators divide into units and gaps. Positions are code points."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from annotator.agreement.marks import Mark
from annotator.core.errors import InvalidSpan


class Unit(NamedTuple):
    """A stretch ``[start, end)`` of one category: a layer, or what a field says."""

    start: int
    end: int
    category: str


@dataclass(frozen=True, slots=True)
class Continuum:
    """One article: its length, and the units of everyone who read it, by annotator.

    An annotator with no units has marked nothing, which is a judgement; one who is absent has not read the
    article. An annotation with several fragments gives one unit for each: what lies between is not marked.

    Raises:
        InvalidSpan: if a unit is empty or does not lie in the text.
    """

    length: int
    readings: Mapping[str, tuple[Unit, ...]]

    def __post_init__(self) -> None:
        for units in self.readings.values():
            for start, end, _ in units:
                if not 0 <= start < end <= self.length:
                    raise InvalidSpan(
                        f"{start}–{end} does not lie in a text of {self.length} characters; "
                        "nothing was measured. Leave damaged annotations out."
                    )


def continuum_of(length: int, marks: Iterable[Mark], readers: Iterable[str]) -> Continuum:
    """Return the continuum of an article: a unit for each fragment of its marks, with the layer as category.

    ``marks`` are those of one article, ``readers`` who read it; whoever has a mark counts as a reader too.

    Raises:
        InvalidSpan: if a fragment does not lie in the text.
    """
    units: dict[str, list[Unit]] = {annotator_id: [] for annotator_id in readers}
    for mark in marks:
        units.setdefault(mark.annotator_id, []).extend(
            Unit(start, end, mark.layer) for start, end in mark.fragments
        )
    return Continuum(length, {annotator_id: tuple(found) for annotator_id, found in units.items()})


def separated(units: Iterable[Unit]) -> list[Unit]:
    """Return units in order, with those of one category that share a character made one.

    So duplicates and units nested in others of their category count once. Units that only touch stay apart:
    two sentences marked one after the other are two units.
    """
    open_units: dict[str, Unit] = {}
    result: list[Unit] = []
    for unit in sorted(units):
        before = open_units.get(unit.category)
        if before is not None and unit.start < before.end:
            open_units[unit.category] = Unit(before.start, max(before.end, unit.end), unit.category)
            continue
        if before is not None:
            result.append(before)
        open_units[unit.category] = unit
    return sorted([*result, *open_units.values()])


def gaps(units: Iterable[Unit], length: int) -> list[int]:
    """Return the lengths of what no unit covers; the units are in order and do not overlap."""
    result, position = [], 0
    for start, end, _ in units:
        if start > position:
            result.append(start - position)
        position = end
    if position < length:
        result.append(length - position)
    return result
