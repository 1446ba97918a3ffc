"""All figures of one group of annotators: of two, or of all together."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from typing import NamedTuple

from annotator.agreement.alpha import alpha
from annotator.agreement.article_sums import Fields, GroupSums
from annotator.agreement.bootstrap import tally_with_interval, with_interval
from annotator.agreement.characters import character_alpha, character_kappa, character_percent
from annotator.agreement.confusion import confusion
from annotator.agreement.distances import DateDistance, jaccard
from annotator.agreement.figure import Figure, Undefined
from annotator.agreement.measured import (
    ALL_LAYERS,
    ComparedField,
    Group,
    Measure,
    Measured,
    Part,
    Said,
    Table,
)
from annotator.agreement.nominal import cohen_kappa, fleiss_kappa, percent
from annotator.agreement.quick_samples import segments_with_interval, unitizing_with_interval
from annotator.agreement.segmenting import SegmentSums, coding_alpha, segment_alpha
from annotator.agreement.span_scores import Matches, f1, precision, recall
from annotator.agreement.tally import Row, Tally, V, summed
from annotator.agreement.unitizing import unitizing_alpha


class Subject(NamedTuple):
    """What a figure is about, but for whose agreement it is."""

    layer: str
    part: Part
    field: str
    measure: Measure


class Task(NamedTuple):
    """A figure that is still to be worked out, with a number of samples."""

    subject: Subject
    measured: Callable[[int], Measured]


class GroupFigures:
    """What is worked out for one group of annotators."""

    def __init__(
        self,
        group: Group,
        articles: Mapping[str, GroupSums],
        layers: Sequence[str],
        fields: Fields,
        distance: DateDistance,
        seed: int,
    ) -> None:
        """Take the sums of the articles that at least two of ``group`` have read."""
        self._group = group
        self._pair = len(group) == 2
        self._articles = articles
        self._ids = tuple(articles)
        self._layers = layers
        self._fields = fields
        self._distance = distance
        self._seed = seed

    def tasks(self) -> Iterator[Task]:
        """Yield how each figure is worked out."""
        # One layer is all layers: the same figures need not be said twice.
        for layer in self._layers if len(self._layers) == 1 else (ALL_LAYERS, *self._layers):
            yield from self._spans(layer)
            yield from self._characters(layer)
            yield from self._unitizing(layer)
        for layer in self._layers:
            for one in self._fields.get(layer, ()):
                yield from self._values(one)

    def tables(self) -> Iterator[Table]:
        """Yield the confusion tables of two annotators, without empty ones."""
        if not self._pair:
            return
        layers = confusion(summed(one.layers for one in self._articles.values()))
        if layers.cells:
            yield Table(ALL_LAYERS, "", self._group, layers)
        for layer in self._layers:
            for one in self._fields.get(layer, ()):
                values = confusion(summed(self._rows(one).values())) if one.tabled else None
                if values is not None and values.cells:
                    yield Table(layer, one.id, self._group, values)

    def _spans(self, layer: str) -> Iterator[Task]:
        exact = {id_: one.exact.get(layer, []) for id_, one in self._articles.items()}
        overlap = {id_: one.overlap.get(layer, []) for id_, one in self._articles.items()}
        scores = {Measure.PRECISION: precision, Measure.RECALL: recall} if self._pair else {}
        for part, matches in ((Part.EXACT, exact), (Part.OVERLAP, overlap)):
            for measure, function in {**scores, Measure.F1: f1}.items():
                yield self._of_matches(Subject(layer, part, "", measure), matches, function)

    def _characters(self, layer: str) -> Iterator[Task]:
        tallies = {id_: one.characters_of(layer) for id_, one in self._articles.items()}
        kappa = {Measure.COHEN: character_kappa} if self._pair else {}
        measures = {Measure.PERCENT: character_percent, **kappa, Measure.ALPHA: character_alpha}
        for measure, function in measures.items():
            yield self._of_tallies(Subject(layer, Part.CHARACTERS, "", measure), tallies, function)

    def _unitizing(self, layer: str) -> Iterator[Task]:
        yield self._alpha_u(Subject(layer, Part.UNITIZING, "", Measure.ALPHA_U))
        about = partial(Subject, layer, Part.UNITIZING, "")
        segments = {id_: one.segments_of(layer) for id_, one in self._articles.items()}
        yield self._of_segments(about(Measure.U_ALPHA), segments, segment_alpha)
        if layer != ALL_LAYERS:
            return
        relevance = {id_: one.relevance for id_, one in self._articles.items()}
        yield self._of_segments(about(Measure.RELEVANCE), relevance, segment_alpha)
        if self._pair:
            coding = {id_: one.coding for id_, one in self._articles.items()}
            yield self._of_segments(about(Measure.CODING), coding, coding_alpha)

    def _values(self, one: ComparedField) -> Iterator[Task]:
        tallies = self._rows(one)
        about = partial(Subject, one.layer, Part.VALUES, one.id)
        yield self._of_tallies(about(Measure.PERCENT), tallies, percent)
        if self._pair:
            yield self._of_tallies(about(Measure.COHEN), tallies, cohen_kappa)
        else:
            yield self._of_tallies(about(Measure.FLEISS), tallies, fleiss_kappa)
        yield self._of_tallies(about(Measure.ALPHA), tallies, alpha)
        if one.several:
            yield self._of_tallies(about(Measure.ALPHA_LISTS), tallies, _alpha_of_lists)
        elif one.date:
            days = {id_: _single(tally) for id_, tally in tallies.items()}
            near = partial(alpha, distance=self._distance)
            yield self._of_tallies(about(Measure.ALPHA_DATES), days, near)

    def _rows(self, one: ComparedField) -> dict[str, Tally[Said]]:
        """Return what was said for a field in each article, with a place in the rows for each annotator."""
        key = one.layer, one.id
        return {
            id_: _in_places(sums.values.get(key, {}), sums.readers, self._group)
            for id_, sums in self._articles.items()
        }

    def _of_matches(
        self,
        subject: Subject,
        by_article: Mapping[str, list[Matches]],
        function: Callable[[Sequence[list[Matches]]], Figure],
    ) -> Task:
        def interval(samples: int) -> Figure:
            return with_interval(by_article, function, samples=samples, seed=self._seed)

        return self._task(subject, lambda: function(list(by_article.values())), interval)

    def _alpha_u(self, subject: Subject) -> Task:
        by_article = {id_: one.unitizing for id_, one in self._articles.items()}
        category = subject.layer or None

        def interval(samples: int) -> Figure:
            return unitizing_with_interval(by_article, category, samples=samples, seed=self._seed)

        return self._task(subject, lambda: unitizing_alpha(list(by_article.values()), category), interval)

    def _of_segments(
        self,
        subject: Subject,
        by_article: Mapping[str, SegmentSums],
        function: Callable[[Sequence[SegmentSums]], Figure],
    ) -> Task:
        def interval(samples: int) -> Figure:
            return segments_with_interval(by_article, function, samples=samples, seed=self._seed)

        return self._task(subject, lambda: function(list(by_article.values())), interval)

    def _of_tallies(
        self, subject: Subject, by_article: Mapping[str, Tally[V]], function: Callable[[Tally[V]], Figure]
    ) -> Task:
        total = summed(by_article.values())

        def interval(samples: int) -> Figure:
            return tally_with_interval(by_article, function, samples=samples, seed=self._seed)

        return self._task(subject, lambda: function(total), interval, total.total())

    def _task(
        self,
        subject: Subject,
        plain: Callable[[], Figure],
        interval: Callable[[int], Figure],
        items: int | None = None,
    ) -> Task:
        """Return how a figure is worked out; of ``items`` those that do not go in are left out."""

        def measured(samples: int) -> Measured:
            figure = plain() if self._articles else Figure.none(Undefined.FEWER_THAN_TWO_ANNOTATORS)
            if samples and figure.value is not None:
                figure = interval(samples)
            left_out = 0 if items is None else items - figure.items
            layer, part, field, measure = subject
            return Measured(part, measure, layer, field, self._group, figure, self._ids, left_out)

        return Task(subject, measured)


def _in_places(tally: Tally[Said], readers: Group, group: Group) -> Tally[Said]:
    """Return a tally with a place for each of ``group``: None for who has not read the article."""
    if readers == group:
        return tally
    places = [readers.index(one) if one in readers else None for one in group]
    spread: Counter[Row[Said]] = Counter()
    for row, count in tally.items():
        spread[tuple(None if place is None else row[place] for place in places)] += count
    return spread


def _alpha_of_lists(tally: Tally[Said]) -> Figure:
    return alpha(tally, jaccard)


def _single(tally: Tally[Said]) -> Counter[Row[str]]:
    """Return a tally of fields that take one value, as that value."""
    found: Counter[Row[str]] = Counter()
    for row, count in tally.items():
        found[tuple(None if said is None else said[0] for said in row)] += count
    return found


__all__ = ["GroupFigures", "Subject", "Task"]
