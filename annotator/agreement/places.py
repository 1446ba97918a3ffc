"""Marks of several annotators in one place: what is counted, and what is opened behind a figure."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

from annotator.agreement.marks import Mark, Values
from annotator.agreement.matching import Matching, match_exact, match_overlap
from annotator.agreement.measured import ALL_LAYERS, ArticleMarks, Group, Measured, Part, Said, Table
from annotator.agreement.units import align

_IN_THE_TEXT = (Part.CHARACTERS, Part.UNITIZING)
"""What is counted without matching: what overlaps at all is shown together."""

MarkPair = tuple[Mark | None, Mark | None]


@dataclass(frozen=True, slots=True)
class Place:
    """What annotators have in one place, in their order; None for who has nothing there.

    ``same`` says whether they agree in what the figure is about; ``said`` what each says for its field.
    """

    article_id: str
    marks: tuple[Mark | None, ...]
    same: bool
    said: tuple[Said | None, ...] = ()


Cell = tuple[Said | None, Said | None]


def said_for(field: str, values: Values) -> Said | None:
    """Return what a mark's values say for a field; None if nothing."""
    for name, said in values:
        if name == field:
            return said
    return None


def layer_pairs(matching: Matching, threshold: Fraction) -> Iterator[MarkPair]:
    """Yield the marks of two annotators in one place, whatever their layers; None where one has none.

    Those that are matched on one layer first; of what is left, those on different layers that overlap
    enough, one to one; and then what is left alone.
    """
    yield from ((pair.first, pair.second) for pair in matching.pairs)
    first = {mark.id: mark for mark in matching.only_first}
    second = {mark.id: mark for mark in matching.only_second}
    across = match_overlap(_on_one_layer(first), _on_one_layer(second), threshold)
    yield from ((first[pair.first.id], second[pair.second.id]) for pair in across.pairs)
    yield from ((first[mark.id], None) for mark in across.only_first)
    yield from ((None, second[mark.id]) for mark in across.only_second)


def _on_one_layer(marks: Mapping[str, Mark]) -> list[Mark]:
    return [replace(mark, layer=ALL_LAYERS) for mark in marks.values()]


def behind_figure(measured: Measured, article: ArticleMarks, threshold: Fraction) -> Iterator[Place]:
    """Yield the places of one article that went into a figure, or were left out of it for a missing value."""
    who = _present(measured.annotators, article)
    if len(who) < 2:
        return
    marks = _of(article, measured.layer)
    if measured.of_pair:
        places = _pair_places(measured.part, marks, who, threshold)
    else:
        places = _unit_places(measured.part, marks, measured.annotators, who, threshold)
    for place in places:
        yield place if measured.part is not Part.VALUES else _with_values(place, measured.field)


def behind_cell(table: Table, cell: Cell, article: ArticleMarks, threshold: Fraction) -> Iterator[Place]:
    """Yield the places of one article that are counted in a cell of a confusion table."""
    who = _present(table.annotators, article)
    if len(who) < 2:
        return
    marks = _of(article, table.layer)
    first, second = ([mark for mark in marks if mark.annotator_id == one] for one in who)
    matching = match_overlap(first, second, threshold)
    if not table.field:
        for one, other in layer_pairs(matching, threshold):
            if (one and (one.layer,), other and (other.layer,)) == cell:
                same = one is not None and other is not None and one.layer == other.layer
                yield Place(article.id, (one, other), same)
        return
    for pair in matching.pairs:
        place = _with_values(Place(article.id, (pair.first, pair.second), same=True), table.field)
        if place.said == cell:
            yield place


def _present(annotators: Group, article: ArticleMarks) -> Group:
    readers = article.readers.union(mark.annotator_id for mark in article.marks)
    return tuple(one for one in annotators if one in readers)


def _of(article: ArticleMarks, layer: str) -> list[Mark]:
    return [mark for mark in article.marks if layer in (ALL_LAYERS, mark.layer)]


def _pair_places(part: Part, marks: list[Mark], who: Group, threshold: Fraction) -> list[Place]:
    first, second = ([mark for mark in marks if mark.annotator_id == one] for one in who)
    if part is Part.EXACT:
        matching = match_exact(first, second)
    else:
        matching = match_overlap(first, second, Fraction(0) if part in _IN_THE_TEXT else threshold)
    places = [
        Place(
            pair.first.article_id,
            (pair.first, pair.second),
            same=part not in _IN_THE_TEXT or pair.first.fragments == pair.second.fragments,
        )
        for pair in matching.pairs
    ]
    if part is not Part.VALUES:
        places += [Place(mark.article_id, (mark, None), same=False) for mark in matching.only_first]
        places += [Place(mark.article_id, (None, mark), same=False) for mark in matching.only_second]
    return sorted(places, key=_start)


def _unit_places(
    part: Part, marks: list[Mark], annotators: Group, who: Group, threshold: Fraction
) -> list[Place]:
    places = []
    least = Fraction(1) if part is Part.EXACT else Fraction(0) if part in _IN_THE_TEXT else threshold
    for layer in sorted({mark.layer for mark in marks}):
        for unit in align([mark for mark in marks if mark.layer == layer], who, same_layer=least):
            if part is Part.VALUES and len(unit.marks) < 2:
                continue
            same = len(unit.marks) == len(who)
            if part in _IN_THE_TEXT:
                same = same and len({mark.fragments for mark in unit.marks}) == 1
            in_order = tuple(unit.mark_of(one) for one in annotators)
            places.append(Place(unit.article_id, in_order, same))
    return sorted(places, key=_start)


def _with_values(place: Place, field: str) -> Place:
    said = tuple(None if mark is None else said_for(field, mark.values) for mark in place.marks)
    given = [one for one in said if one is not None]
    return replace(place, said=said, same=len(given) > 1 and len(set(given)) == 1)


def _start(place: Place) -> int:
    return min(mark.start for mark in place.marks if mark is not None)


__all__ = ["Cell", "Place", "behind_cell", "behind_figure", "layer_pairs", "said_for"]
