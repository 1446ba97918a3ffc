"""The best one-to-one assignment, where some pairs are possible and each has a weight.

The Hungarian algorithm (Kuhn 1955, Munkres 1957) by shortest augmenting paths (Tomizawa 1971; Jonker and
Volgenant 1987), on the pairs that are possible only. In whole numbers throughout, so equal is equal and
nothing is rounded.
"""

from collections.abc import Mapping, Sequence
from heapq import heappop, heappush

UNASSIGNED = -1


def assign(weights: Sequence[Mapping[int, int]], columns: int) -> list[int]:
    """Return the column of each row, or `UNASSIGNED`.

    ``weights[row][column]`` is the weight, 0 or more, of a pair that is possible. No column is given twice.
    As many rows as possible get one; among all ways to do that, the sum of the weights is the greatest there
    is. Between ways that are equal in both, the same input gives the same answer.
    """
    top = max((weight for row in weights for weight in row.values()), default=0)
    penalty = len(weights) * top + 1
    # Each row has a column of its own that stands for "none", dearer than all pairs together.
    costs = [
        {**{column: top - weight for column, weight in row.items()}, columns + index: penalty}
        for index, row in enumerate(weights)
    ]
    work = _Assignment(costs, columns + len(weights))
    for row in range(len(weights)):
        work.add(row)
    return [column if column < columns else UNASSIGNED for column in work.column_of]


class _Assignment:
    """The cheapest assignment of the rows added so far, with the prices that prove that it is the cheapest.

    For every pair, cost - row price - column price >= 0, and = 0 where the pair is assigned.
    """

    def __init__(self, costs: Sequence[Mapping[int, int]], columns: int) -> None:
        self.column_of = [UNASSIGNED] * len(costs)
        self._costs = costs
        self._row_of = [UNASSIGNED] * columns
        self._row_price = [0] * len(costs)
        self._column_price = [0] * columns

    def add(self, root: int) -> None:
        """Assign one more row, along the cheapest path of reassignments (Dijkstra)."""
        distance: dict[int, int] = {}
        came_from: dict[int, int] = {}
        settled: dict[int, int] = {}
        heap: list[tuple[int, int]] = []
        row, so_far = root, 0
        while True:
            base = so_far - self._row_price[row]
            for column, cost in self._costs[row].items():
                if column in settled:
                    continue
                reached = base + cost - self._column_price[column]
                if column not in distance or reached < distance[column]:
                    distance[column] = reached
                    came_from[column] = row
                    heappush(heap, (reached, column))
            so_far, column = heappop(heap)
            while column in settled:
                so_far, column = heappop(heap)
            if self._row_of[column] == UNASSIGNED:
                break
            settled[column] = so_far
            row = self._row_of[column]
        self._reprice(root, settled, so_far)
        self._reassign(column, came_from, root)

    def _reprice(self, root: int, settled: Mapping[int, int], length: int) -> None:
        """Change the prices so that they prove the assignment that `_reassign` makes."""
        self._row_price[root] += length
        for column, distance in settled.items():
            self._row_price[self._row_of[column]] += length - distance
            self._column_price[column] -= length - distance

    def _reassign(self, column: int, came_from: Mapping[int, int], root: int) -> None:
        """Walk the path back from its free column; each row on it takes the column after it."""
        while True:
            row = came_from[column]
            self._row_of[column] = row
            self.column_of[row], column = column, self.column_of[row]
            if row == root:
                return
