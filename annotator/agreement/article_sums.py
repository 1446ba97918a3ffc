"""What one article adds to a report of agreement: sums, so that its marks need not be kept."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import combinations

from annotator.agreement.characters import Category, character_tally
from annotator.agreement.continuum import Continuum, continuum_of
from annotator.agreement.marks import Mark, Values
from annotator.agreement.matching import Matching, match_exact, match_overlap
from annotator.agreement.measured import ALL_LAYERS, ArticleMarks, ComparedField, Group, Said
from annotator.agreement.places import layer_pairs, said_for
from annotator.agreement.segmenting import SegmentSums, coding_sums, relevance_sums, segment_sums
from annotator.agreement.span_scores import Matches
from annotator.agreement.tally import Row
from annotator.agreement.unitizing import UnitizingSums, unitizing_sums
from annotator.agreement.units import align

FieldKey = tuple[str, str]
"""The id of a layer, and that of one of its fields."""
Fields = Mapping[str, Sequence[ComparedField]]
"""The compared fields, by layer."""


@dataclass(slots=True)
class GroupSums:
    """What one article adds for two of its readers, or for all of them if they are more.

    Rows of ``values`` have a place for each of ``readers``, those of ``characters`` in any order. ``exact``
    and ``overlap`` are by layer; for more than two readers they have the numbers of every two.
    """

    readers: Group
    length: int = 0
    """Code points of the article."""
    exact: dict[str, list[Matches]] = field(default_factory=dict)
    overlap: dict[str, list[Matches]] = field(default_factory=dict)
    characters: dict[str, Counter[Row[Category]]] = field(default_factory=dict)
    unitizing: UnitizingSums = field(default_factory=lambda: UnitizingSums(0))
    segments: dict[str, SegmentSums] = field(default_factory=dict)
    relevance: SegmentSums = field(default_factory=lambda: SegmentSums(0))
    coding: SegmentSums = field(default_factory=lambda: SegmentSums(0))
    values: dict[FieldKey, Counter[Row[Said]]] = field(default_factory=dict)
    layers: Counter[Row[Said]] = field(default_factory=Counter)

    def characters_of(self, layer: str) -> Counter[Row[Category]]:
        """Return the tally of characters for a layer, also if nobody marked anything on it."""
        return self.characters.get(layer) or character_tally(self._unmarked(), self.readers)

    def segments_of(self, layer: str) -> SegmentSums:
        """Return the sums of segments for a layer, also if nobody marked anything on it."""
        return self.segments.get(layer) or segment_sums(self._unmarked())

    def _unmarked(self) -> Continuum:
        return Continuum(self.length, dict.fromkeys(self.readers, ()))


def article_sums(
    article: ArticleMarks, readers: Group, fields: Fields, threshold: Fraction
) -> list[GroupSums]:
    """Return what an article adds: for every two of its readers, and last for all if they are more.

    ``readers`` are those who have read it, in the order in which pairs are made. Fewer than two add nothing.
    """
    marks: dict[str, list[Mark]] = {reader: [] for reader in readers}
    for mark in article.marks:
        marks[mark.annotator_id].append(mark)
    found = [
        _of_pair(marks[first], marks[second], (first, second), fields, threshold)
        for first, second in combinations(readers, 2)
    ]
    if len(readers) > 2:
        found.append(_of_all(article.marks, readers, found, fields, threshold))
    layers = sorted({mark.layer for mark in article.marks})
    for sums in found:
        _add_text(sums, article.length, marks, layers)
    return found


def _of_pair(
    first: list[Mark], second: list[Mark], pair: Group, fields: Fields, threshold: Fraction
) -> GroupSums:
    matching = match_overlap(first, second, threshold)
    sums = GroupSums(pair, exact=_matches(match_exact(first, second)), overlap=_matches(matching))
    pairs = Counter((one.first.layer, one.first.values, one.second.values) for one in matching.pairs)
    for (layer, *both), count in pairs.items():
        _add_values(sums, layer, both, count, fields)
    sums.layers.update((_layer(one), _layer(other)) for one, other in layer_pairs(matching, threshold))
    return sums


def _of_all(
    marks: Iterable[Mark], readers: Group, pairs: Sequence[GroupSums], fields: Fields, threshold: Fraction
) -> GroupSums:
    sums = GroupSums(readers)
    for pair in pairs:
        for of_pair, own in ((pair.exact, sums.exact), (pair.overlap, sums.overlap)):
            for layer, several in of_pair.items():
                own.setdefault(layer, []).extend(several)
    by_layer: dict[str, list[Mark]] = defaultdict(list)
    for mark in marks:
        by_layer[mark.layer].append(mark)
    for layer, on_layer in by_layer.items():
        for unit in align(on_layer, readers, same_layer=threshold):
            values = {mark.annotator_id: mark.values for mark in unit.marks}
            if len(values) > 1:
                _add_values(sums, layer, [values.get(reader, ()) for reader in readers], 1, fields)
    return sums


def _matches(matching: Matching) -> dict[str, list[Matches]]:
    """Return the numbers of marks by layer, and for all layers."""
    matched = Counter(pair.first.layer for pair in matching.pairs)
    first = Counter(mark.layer for mark in matching.only_first) + matched
    second = Counter(mark.layer for mark in matching.only_second) + matched
    found = {layer: [Matches(first[layer], second[layer], matched[layer])] for layer in first | second}
    found[ALL_LAYERS] = [Matches(first.total(), second.total(), matched.total())]
    return found


def _add_values(sums: GroupSums, layer: str, values: Sequence[Values], count: int, fields: Fields) -> None:
    """Add what annotators say for the fields of one place, or of ``count`` alike."""
    for one in fields.get(layer, ()):
        row = tuple(said_for(one.id, each) for each in values)
        if any(row):
            sums.values.setdefault((layer, one.id), Counter())[row] += count


def _add_text(
    sums: GroupSums, length: int, by_annotator: Mapping[str, Sequence[Mark]], layers: Sequence[str]
) -> None:
    """Add what is counted in the text itself: characters and units."""
    sums.length = length
    marks = [mark for reader in sums.readers for mark in by_annotator[reader]]
    whole = continuum_of(length, marks, sums.readers)
    sums.unitizing = unitizing_sums(whole)
    sums.relevance = relevance_sums(whole)
    for name, continuum in ((ALL_LAYERS, whole), *_by_layer(whole, layers)):
        segments = sums.segments[name] = segment_sums(continuum)
        # They tally the characters as well, but not where units of several layers overlap.
        sums.characters[name] = (
            character_tally(continuum, sums.readers) if segments.overlap else segments.characters
        )
    if len(sums.readers) == 2:
        sums.coding = coding_sums(whole)


def _by_layer(whole: Continuum, layers: Sequence[str]) -> Iterator[tuple[str, Continuum]]:
    for layer in layers:
        yield (
            layer,
            Continuum(
                whole.length,
                {
                    reader: tuple(unit for unit in units if unit.category == layer)
                    for reader, units in whole.readings.items()
                },
            ),
        )


def _layer(mark: Mark | None) -> Said | None:
    return None if mark is None else (mark.layer,)


__all__ = ["FieldKey", "Fields", "GroupSums", "article_sums"]
