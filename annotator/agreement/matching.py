"""Which mark of one annotator answers to which mark of another: one to one, optimal, in any order the same.

Marks are matched within one article and one layer only. Each mark is in one pair at most, so a duplicate or a
nested mark needs a partner of its own or stays without one. There are two rules:

*Exact* (`match_exact`): two marks can be a pair if their fragments are the same, code point for code point.

*By overlap* (`match_overlap`): two marks can be a pair if their similarity, the code points they share
divided by the code points that at least one of them covers, is at or above a threshold; the threshold 0 asks
for one shared code point.

Among all one-to-one matchings the one is taken that, in this order,

1. has the most pairs;
2. has the greatest total similarity;
3. has the most fields for which both marks of a pair say the same.

The number of pairs comes first because precision, recall and F1 count pairs: anything else would make these
figures depend on something that they do not show, and would call an annotator's mark unmatched although a
partner for it was left. The price is that two marks with the same fragments are not always a pair: where each
of them is the only possible partner of a third and a fourth mark, two pairs are made rather than one. By the
exact rule they always are.

Total similarity is added up in whole numbers (over a common denominator), so no tie is decided by rounding.
What is still equal after the third rule is decided by where the marks are and what they say. Ids only choose
among marks that are the same in place, layer and values, so no figure depends on them; nor on which of the
two annotators comes first.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import lcm

from annotator.agreement.assignment import UNASSIGNED, assign
from annotator.agreement.marks import Content, Mark, agreeing, canonical, content
from annotator.agreement.overlap import HALF, checked_threshold, overlapping, reaches
from annotator.core.spans import Fragments


@dataclass(frozen=True, slots=True)
class Pair:
    """Two marks that answer to each other; ``shared`` and ``union`` are counted in code points."""

    first: Mark
    second: Mark
    shared: int
    union: int

    @property
    def similarity(self) -> Fraction:
        """Intersection over union."""
        return Fraction(self.shared, self.union)


@dataclass(frozen=True, slots=True)
class Matching:
    """The marks of two annotators as pairs, and what is left on each side; by article and place."""

    pairs: tuple[Pair, ...]
    only_first: tuple[Mark, ...]
    only_second: tuple[Mark, ...]


_Edges = dict[int, dict[int, int]]
"""The code points that can-be pairs share, by the index of the first mark and that of the second."""


def match_exact(first: Sequence[Mark], second: Sequence[Mark]) -> Matching:
    """Match the marks of two annotators by the exact rule; any number of articles and layers."""
    ordered = _ordered(first), _ordered(second)
    places: dict[tuple[str, str, Fragments], tuple[list[int], list[int]]] = {}
    for side, marks in enumerate(ordered):
        for index, mark in enumerate(marks):
            place = places.setdefault((mark.article_id, mark.layer, mark.fragments), ([], []))
            place[side].append(index)
    pairs: list[tuple[int, int, int]] = []
    for rows, columns in places.values():
        if len(rows) == len(columns) == 1:
            pairs.append((rows[0], columns[0], ordered[0][rows[0]].size))
        elif rows and columns:
            pairs.extend(_match_duplicates(*ordered, rows, columns))
    return _matching(*ordered, pairs)


def match_overlap(first: Sequence[Mark], second: Sequence[Mark], threshold: Fraction = HALF) -> Matching:
    """Match the marks of two annotators by overlap; any number of articles and layers.

    Raises:
        InvalidValue: if the threshold is not from 0 to 1.
    """
    checked_threshold(threshold)
    ordered = _ordered(first), _ordered(second)
    edges = _possible(*ordered, threshold)
    pairs: list[tuple[int, int, int]] = []
    for rows, columns in _components(edges):
        if len(rows) == len(columns) == 1:
            pairs.append((rows[0], columns[0], edges[rows[0]][columns[0]]))
        else:
            pairs.extend(_match_component(*ordered, rows, columns, edges))
    return _matching(*ordered, pairs)


def _ordered(marks: Sequence[Mark]) -> list[Mark]:
    """Return marks by article, and within it in the order that does not depend on how they came."""
    of_article: dict[str, list[Mark]] = defaultdict(list)
    for mark in marks:
        of_article[mark.article_id].append(mark)
    return [
        mark for article_id in sorted(of_article) for mark in sorted(of_article[article_id], key=canonical)
    ]


def _possible(first: Sequence[Mark], second: Sequence[Mark], threshold: Fraction) -> _Edges:
    """Return which marks can be a pair by overlap."""
    edges: _Edges = defaultdict(dict)
    sizes = [mark.size for mark in first], [mark.size for mark in second]
    for i, j, shared in overlapping(first, second):
        if first[i].layer != second[j].layer:
            continue
        if reaches(shared, sizes[0][i] + sizes[1][j] - shared, threshold):
            edges[i][j] = shared
    return edges


def _components(edges: _Edges) -> Iterator[tuple[list[int], list[int]]]:
    """Yield the rows and the columns, sorted, of each part that has no possible pair with another part."""
    rows_of: dict[int, list[int]] = defaultdict(list)
    for row, columns in edges.items():
        for column in columns:
            rows_of[column].append(row)
    seen: set[int] = set()
    for start in edges:
        if start in seen:
            continue
        seen.add(start)
        rows, found, waiting = [], set[int](), [start]
        while waiting:
            row = waiting.pop()
            rows.append(row)
            for column in edges[row].keys() - found:
                found.add(column)
                fresh = [other for other in rows_of[column] if other not in seen]
                seen.update(fresh)
                waiting.extend(fresh)
        yield sorted(rows), sorted(found)


def _match_duplicates(
    first: Sequence[Mark], second: Sequence[Mark], rows: list[int], columns: list[int]
) -> list[tuple[int, int, int]]:
    """Match marks of one place and layer, of which an annotator has several.

    Those that say the same are pairs at once. Nothing better can be lost by it: what two marks agree on with
    a third, they agree on with each other.
    """
    size = first[rows[0]].size
    waiting: dict[Content, list[int]] = defaultdict(list)
    for column in reversed(columns):
        waiting[content(second[column])].append(column)
    pairs = []
    rest = []
    for row in rows:
        same = waiting.get(content(first[row]))
        if same:
            pairs.append((row, same.pop(), size))
        else:
            rest.append(row)
    left = sorted(column for several in waiting.values() for column in several)
    if rest and left:
        edges = {row: dict.fromkeys(left, size) for row in rest}
        pairs.extend(_match_component(first, second, rest, left, edges))
    return pairs


def _match_component(
    first: Sequence[Mark], second: Sequence[Mark], rows: list[int], columns: list[int], edges: _Edges
) -> list[tuple[int, int, int]]:
    """Match marks that hang together, by the rules of this module."""
    weights = _weights(first, second, rows, columns, edges)
    if _side([first[row] for row in rows]) <= _side([second[column] for column in columns]):
        chosen = list(enumerate(assign(weights, len(columns))))
    else:
        turned: list[dict[int, int]] = [{} for _ in columns]
        for i, row in enumerate(weights):
            for j, weight in row.items():
                turned[j][i] = weight
        chosen = [(i, j) for j, i in enumerate(assign(turned, len(rows)))]
    return [(rows[i], columns[j], edges[rows[i]][columns[j]]) for i, j in chosen if UNASSIGNED not in (i, j)]


def _weights(
    first: Sequence[Mark], second: Sequence[Mark], rows: list[int], columns: list[int], edges: _Edges
) -> list[dict[int, int]]:
    """Return the weight of each possible pair: similarity over a common denominator, then fields that agree.

    All the fields that may agree together weigh less than the smallest difference in total similarity.
    """
    place = {column: j for j, column in enumerate(columns)}
    unions = {
        (row, column): first[row].size + second[column].size - shared
        for row in rows
        for column, shared in edges[row].items()
    }
    common = lcm(*unions.values())
    unit = 1 + sum(len(first[row].values) for row in rows)
    return [
        {
            place[column]: shared * (common // unions[row, column]) * unit
            + agreeing(first[row].values, second[column].values)
            for column, shared in edges[row].items()
        }
        for row in rows
    ]


def _side(marks: list[Mark]) -> tuple[list[Content], list[str]]:
    """Return by what one of two sides comes first: what its marks are; ids only if both have the same."""
    return [content(mark) for mark in marks], [mark.id for mark in marks]


def _matching(first: Sequence[Mark], second: Sequence[Mark], pairs: list[tuple[int, int, int]]) -> Matching:
    """Return the pairs and what is left, in order."""
    pairs.sort()
    left = {i for i, _, _ in pairs}, {j for _, j, _ in pairs}
    return Matching(
        pairs=tuple(
            Pair(first[i], second[j], shared, first[i].size + second[j].size - shared)
            for i, j, shared in pairs
        ),
        only_first=tuple(mark for i, mark in enumerate(first) if i not in left[0]),
        only_second=tuple(mark for j, mark in enumerate(second) if j not in left[1]),
    )
