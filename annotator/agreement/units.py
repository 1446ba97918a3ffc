"""Units: which marks of several annotators are about the same, for reviewing them side by side.

A unit holds one mark of each annotator at most, all of one article. Each mark is in one unit. Units are made
in three steps, within each article:

1. *Same layer, same fragments.* Such marks are one unit.
2. *Same layer, similar place.* Of all pairs of marks of different annotators on one layer whose similarity is
   at or above `SAME_LAYER`, the most similar comes first. The two units that it connects become one, if no
   annotator has a mark in both, and if every mark of the one is similar enough to every mark of the other.
3. *Other layer, same or similar place.* Likewise, for pairs on different layers and the threshold
   `OTHER_LAYER`.

Similarity is intersection over union, in code points (see `annotator.agreement.overlap`). Of pairs that are
equally similar, that comes first whose marks say the same in more fields, and then the one that stands first
in the text. So the outcome does not depend on the order in which the marks come.

An annotator who has marked the same place twice on one layer has two marks in two units: one with the others'
marks (the one that says what they say, if there is such a one), and one by itself unless another has marked
it twice too. The same goes for an annotator's marks that overlap each other.

Units are for reading and deciding. The figures of agreement are worked out from pairs of annotators
(`annotator.agreement.matching`), not from units.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from hashlib import sha256
from operator import attrgetter

from annotator.agreement.marks import Mark, Reading, agreeing, canonical, readers
from annotator.agreement.overlap import HALF, checked_threshold, overlapping_within, reaches
from annotator.core.spans import Fragments

SAME_LAYER = Fraction(3, 10)
"""From which similarity marks of one layer may be one unit."""
OTHER_LAYER = HALF
"""From which similarity marks of different layers may be one unit."""
KEY_DIGITS = 20

_PRECISION = 64
"""Bits of a similarity when pairs are put in order: different fractions of less than 2**32 code points stay
different, and equal ones equal."""
_PLACE = attrgetter("start", "end")
_ANNOTATOR = attrgetter("annotator_id")


@dataclass(frozen=True, slots=True)
class Unit:
    """What several annotators have marked in one place, one mark each.

    ``start`` and ``end`` are code points and enclose all marks; ``marks`` and ``readers`` are in the order of
    the annotators' ids.
    """

    article_id: str
    marks: tuple[Mark, ...]
    readers: tuple[str, ...]
    start: int
    end: int

    @property
    def missing(self) -> tuple[str, ...]:
        """The annotators who have read the article and have no mark here."""
        having = {mark.annotator_id for mark in self.marks}
        return tuple(reader for reader in self.readers if reader not in having)

    @property
    def compared(self) -> bool:
        """At least two have read the article; else nobody has agreed or disagreed with anybody."""
        return len(self.readers) > 1

    @property
    def key(self) -> str:
        """A short hash of the ids of the marks: the same for the same marks, in every project.

        A mark more or less makes another unit, with another key.
        """
        ids = "".join(f"{len(id_)}:{id_}" for id_ in sorted(mark.id for mark in self.marks))
        return sha256(ids.encode()).hexdigest()[:KEY_DIGITS]

    def mark_of(self, annotator_id: str) -> Mark | None:
        """Return the mark of an annotator, if there is one."""
        return next((mark for mark in self.marks if mark.annotator_id == annotator_id), None)


def compare(
    marks: Iterable[Mark],
    readings: Iterable[Reading] = (),
    *,
    same_layer: Fraction = SAME_LAYER,
    other_layer: Fraction = OTHER_LAYER,
    least_readers: int = 2,
) -> tuple[Unit, ...]:
    """Return the units of many articles, by the article's id and the place in it.

    Articles with fewer than ``least_readers`` readers are left out: what only one person has read cannot be
    compared. With 1, the units of these come too; `Unit.compared` tells them apart.

    Raises:
        InvalidValue: if a threshold is not from 0 to 1.
    """
    of_article: dict[str, list[Mark]] = defaultdict(list)
    for mark in marks:
        of_article[mark.article_id].append(mark)
    who = readers((mark for several in of_article.values() for mark in several), readings)
    return tuple(
        unit
        for article_id in sorted(of_article)
        if len(who[article_id]) >= least_readers
        for unit in align(of_article[article_id], who[article_id], same_layer, other_layer)
    )


def align(
    marks: Iterable[Mark],
    readers: Iterable[str] = (),
    same_layer: Fraction = SAME_LAYER,
    other_layer: Fraction = OTHER_LAYER,
) -> tuple[Unit, ...]:
    """Return the units of the marks of one article, by their place in it.

    ``readers`` are the annotators who have read it; those who have marks in it count as such anyway.

    Raises:
        InvalidValue: if a threshold is not from 0 to 1.
    """
    checked_threshold(same_layer)
    checked_threshold(other_layer)
    ordered = sorted(marks, key=canonical)
    marking = {mark.annotator_id for mark in ordered}
    who = tuple(sorted(marking.union(readers)))
    groups = list(_same_place(ordered))
    # What everyone has marked alike is finished; only the rest has to be looked at for overlaps.
    finished = [group for group in groups if len(group) == len(marking)]
    if len(finished) < len(groups):
        rest = [group for group in groups if len(group) < len(marking)]
        finished.extend(_Merging(rest, same_layer, other_layer).merged())
    units = [_unit(group, who) for group in finished]
    # What starts and ends together stays in the order of its marks, for sorting is stable.
    return tuple(sorted(units, key=_PLACE))


def _unit(marks: Sequence[Mark], readers: tuple[str, ...]) -> Unit:
    """Return marks of different annotators as a unit."""
    in_order = tuple(sorted(marks, key=_ANNOTATOR))
    start = min([mark.start for mark in in_order])
    end = max([mark.end for mark in in_order])
    return Unit(in_order[0].article_id, in_order, readers, start, end)


def _same_place(ordered: Sequence[Mark]) -> Iterator[list[Mark]]:
    """Yield the groups of the first step, in the order of the first mark of each place."""
    places: dict[tuple[Fragments, str], list[Mark]] = {}
    for mark in ordered:
        places.setdefault((mark.fragments, mark.layer), []).append(mark)
    for marks in places.values():
        if len(marks) == 1 or len({mark.annotator_id for mark in marks}) == len(marks):
            yield marks
        else:
            yield from _without_duplicates(marks)


def _without_duplicates(marks: Sequence[Mark]) -> Iterator[list[Mark]]:
    """Yield groups of marks of one place, one of each annotator at most; those that agree most together."""
    pairs = sorted(
        (-agreeing(one.values, other.values), i, j)
        for i, one in enumerate(marks)
        for j, other in enumerate(marks[:i])
        if one.annotator_id != other.annotator_id
    )
    groups = _Groups([[mark] for mark in marks])
    for _, i, j in pairs:
        groups.merge(i, j)
    yield from groups.marks()


class _Groups:
    """Groups of marks that become one, as long as no annotator is in both."""

    def __init__(self, groups: Sequence[Sequence[Mark]]) -> None:
        self._first = groups
        self._group_of = list(range(len(groups)))
        self._members = {index: [index] for index in range(len(groups))}
        self._annotators = [{mark.annotator_id for mark in group} for group in groups]

    def disjoint(self, i: int, j: int) -> bool:
        """Say whether the groups that ``i`` and ``j`` are in now have no annotator in common."""
        return self._annotators[self._group_of[i]].isdisjoint(self._annotators[self._group_of[j]])

    def members(self, i: int) -> Sequence[int]:
        """Return what the group that ``i`` is in now is made of."""
        return self._members[self._group_of[i]]

    def merge(self, i: int, j: int) -> None:
        """Make one of the groups that ``i`` and ``j`` are in now, if they have no annotator in common."""
        if not self.disjoint(i, j):
            return
        kept, gone = sorted((self._group_of[i], self._group_of[j]))
        for member in self._members[gone]:
            self._group_of[member] = kept
        self._members[kept] += self._members.pop(gone)
        self._annotators[kept] |= self._annotators[gone]

    def marks(self) -> Iterator[list[Mark]]:
        """Yield the marks of each group."""
        for members in self._members.values():
            yield [mark for member in members for mark in self._first[member]]


class _Merging:
    """The second and third step, on the groups of the first that are not finished.

    The marks of a group have the same place and layer, so its first mark stands for all of them.
    """

    def __init__(self, groups: Sequence[Sequence[Mark]], same_layer: Fraction, other_layer: Fraction) -> None:
        self._first = groups
        self._groups = _Groups(groups)
        self._thresholds = {False: same_layer, True: other_layer}
        self._similar: set[tuple[int, int]] = set()

    def merged(self) -> Iterator[list[Mark]]:
        """Yield the marks of each unit."""
        edges = sorted(self._edges())
        self._similar = {(i, j) for *_, i, j in edges}
        for *_, i, j in edges:
            if self._groups.disjoint(i, j) and self._all_similar(i, j):
                self._groups.merge(i, j)
        return self._groups.marks()

    def _edges(self) -> Iterator[tuple[bool, int, int, int, int]]:
        """Yield the pairs of groups that are similar enough, with what puts the best first."""
        heads = [group[0] for group in self._first]
        for i, j, shared in overlapping_within(heads):
            if not self._groups.disjoint(i, j):
                continue
            union = heads[i].size + heads[j].size - shared
            other_layer = heads[i].layer != heads[j].layer
            if reaches(shared, union, self._thresholds[other_layer]):
                yield other_layer, -((shared << _PRECISION) // union), -self._agreeing(i, j), i, j

    def _agreeing(self, i: int, j: int) -> int:
        """Return for how many fields those two marks of two groups that agree most say the same."""
        return max(agreeing(one.values, other.values) for one in self._first[i] for other in self._first[j])

    def _all_similar(self, i: int, j: int) -> bool:
        """Say whether each mark of the group that ``i`` is in is similar enough to each of that of ``j``."""
        return all(
            (min(one, other), max(one, other)) in self._similar
            for one in self._groups.members(i)
            for other in self._groups.members(j)
        )
