"""A report of agreement: every measure, for each layer, each pair of annotators and all of them.

Articles go in one at a time, are reduced to sums, and are forgotten: a project of a million annotations needs
no more memory than its articles' sums. What a figure was worked out from is found again when somebody asks
(`annotator.agreement.places`).
"""

from collections.abc import Callable, Iterable, Iterator

from annotator.agreement.article_sums import GroupSums, article_sums
from annotator.agreement.distances import Bounds, DateDistance
from annotator.agreement.group_figures import GroupFigures, Task
from annotator.agreement.measured import (
    ALL_LAYERS,
    ArticleMarks,
    ComparedField,
    Group,
    Measure,
    Measured,
    Options,
    Part,
    Report,
    groups_of,
)

_PARTS = tuple(Part)
_MEASURES = tuple(Measure)


class Collector:
    """Takes in articles one by one, and works out the figures."""

    def __init__(
        self,
        annotators: Iterable[str],
        layers: Iterable[str],
        fields: Iterable[ComparedField],
        bounds: Bounds,
        options: Options,
    ) -> None:
        """Begin a report.

        ``annotators`` are all who may come, in the order in which pairs are made: the first of each two is
        the reference of precision and recall. ``layers`` and ``fields`` are in the order in which they are
        reported. ``bounds`` reads dates; see `DateDistance`.
        """
        self._rank = {one: place for place, one in enumerate(annotators)}
        self._layers = tuple(layers)
        self._fields: dict[str, list[ComparedField]] = {}
        for one in fields:
            self._fields.setdefault(one.layer, []).append(one)
        self._options = options
        self._distance = DateDistance(bounds)
        self._sums: dict[str, list[GroupSums]] = {}
        self._read_by_one: list[str] = []
        self._present: set[str] = set()
        self._marks = 0
        self._planned: list[Task] | None = None

    def add(self, article: ArticleMarks) -> None:
        """Take in an article."""
        found = article.readers.union(mark.annotator_id for mark in article.marks)
        readers = tuple(sorted(found, key=self._place))
        self._present.update(readers)
        self._planned = None
        if len(readers) < 2:
            self._read_by_one.append(article.id)
            return
        self._marks += len(article.marks)
        self._sums[article.id] = article_sums(article, readers, self._fields, self._options.threshold)

    @property
    def annotators(self) -> Group:
        """Who has read something so far, in order."""
        return tuple(sorted(self._present, key=self._place))

    @property
    def samples(self) -> int:
        """How many samples the intervals are drawn from."""
        return self._options.samples_for(len(self._tasks()), len(self._sums))

    @property
    def total(self) -> int:
        """How many figures there are."""
        return len(self._tasks())

    def figures(self) -> Iterator[Measured]:
        """Work out one figure after another; none if fewer than two annotators have read anything."""
        samples = self.samples
        for task in self._tasks():
            yield task.measured(samples)

    def report(self, step: Callable[[int, int], None] = lambda done, total: None) -> Report:
        """Return the report; ``step`` is told how many of how many figures are done, and may raise."""
        figures: list[Measured] = []
        total = self.total
        step(0, total)
        for figure in self.figures():
            figures.append(figure)
            step(len(figures), total)
        return Report(
            options=self._options,
            samples=self.samples,
            annotators=self.annotators,
            layers=self._layers,
            figures=tuple(figures),
            tables=tuple(table for work in self._work() for table in work.tables()),
            articles=tuple(self._sums),
            read_by_one=tuple(self._read_by_one),
            marks=self._marks,
        )

    def _tasks(self) -> list[Task]:
        if self._planned is None:
            tasks = [task for work in self._work() for task in work.tasks()]
            # Sorting is stable: figures of one kind stay in the order of the groups.
            self._planned = sorted(tasks, key=self._order)
        return self._planned

    def _order(self, task: Task) -> tuple[int, int, int, int]:
        layer, part, field, measure = task.subject
        layers = (ALL_LAYERS, *self._layers)
        fields = ["", *(one.id for one in self._fields.get(layer, ()))]
        return layers.index(layer), _PARTS.index(part), fields.index(field), _MEASURES.index(measure)

    def _work(self) -> Iterator[GroupFigures]:
        annotators = self.annotators
        for group in groups_of(annotators) if len(annotators) > 1 else ():
            yield GroupFigures(
                group,
                self._of_group(group),
                self._layers,
                self._fields,
                self._distance,
                self._options.seed,
            )

    def _place(self, annotator_id: str) -> tuple[int, str]:
        return self._rank.get(annotator_id, len(self._rank)), annotator_id

    def _of_group(self, group: Group) -> dict[str, GroupSums]:
        """Return the sums of the articles that at least two of a group have read."""
        pair = len(group) == 2
        found = {}
        for article_id, several in self._sums.items():
            # For all annotators, the sums of all who have read the article: they come last.
            one = next((sums for sums in several if sums.readers == group), None) if pair else several[-1]
            if one is not None:
                found[article_id] = one
        return found


__all__ = ["Collector"]
