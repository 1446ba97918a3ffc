"""Our project as it would be after what was taken in so far: nothing is written yet."""

from collections import defaultdict
from collections.abc import Iterator

from annotator.storage.kind import Kind, Row
from annotator.storage.review_rows import COMMENT, TOMBSTONE
from annotator.storage.rows import ARTICLE, ENTITY, LINK
from annotator.storage.taking_in import Ours, Rows

_POINTERS = {
    LINK: ("annotation_id", "target_id", "entity_id"),
    ENTITY: ("merged_into",),
    COMMENT: ("article_id",),
    ARTICLE: ("title", "text_sha256"),
}
"""The columns by which rows of a kind are looked for."""


class State:
    """Rows as they are to be, laid over those that the project has."""

    def __init__(self, ours: Ours) -> None:
        self.ours = ours
        self.rows: defaultdict[Kind, Rows] = defaultdict(dict)
        """What differs from the project: None for a row that goes."""
        self._pointing: dict[tuple[str, str], defaultdict[str, dict[str, None]]] = {
            (kind.name, column): defaultdict(dict)
            for kind, columns in _POINTERS.items()
            for column in columns
        }

    def fork(self, ours: Ours) -> "State":
        """Return a copy that can go its own way."""
        copy = State(ours)
        for kind, rows in self.rows.items():
            copy.rows[kind].update(rows)
            for row in rows.values():
                if row is not None:
                    copy.put(kind, row)
        return copy

    def get(self, kind: Kind, id_: str) -> Row | None:
        """Return a row as it is to be; None if there is to be none."""
        rows = self.rows[kind]
        return rows[id_] if id_ in rows else self.ours.row(kind, id_)

    def put(self, kind: Kind, row: Row) -> None:
        """Let a row be as it is given."""
        id_ = str(row[0])
        self.rows[kind][id_] = row
        for column in _POINTERS.get(kind, ()):
            value = row[kind.columns.index(column)]
            if value:
                self._pointing[kind.name, column][str(value)][id_] = None

    def remove(self, kind: Kind, id_: str) -> None:
        """Let there be no such row."""
        if self.ours.row(kind, id_) is None:
            self.rows[kind].pop(id_, None)
        else:
            self.rows[kind][id_] = None

    def reset(self, kind: Kind, id_: str) -> None:
        """Let a row be as the project has it."""
        self.rows[kind].pop(id_, None)

    def where(self, kind: Kind, column: str, value: str) -> list[Row]:
        """Return the rows that are to be and have this value in one of the columns to look for, by id."""
        place = kind.columns.index(column)
        over = self.rows[kind]
        found = {
            str(row[0]): row for row in self.ours.rows_where(kind, column, value) if str(row[0]) not in over
        }
        for id_ in self._pointing[kind.name, column].get(value, ()):
            row = over.get(id_)
            if row is not None and row[place] == value:
                found[id_] = row
        return [found[id_] for id_ in sorted(found)]

    def changed(self, kind: Kind) -> Iterator[Row]:
        """Yield the rows of a kind that are to be and differ from the project."""
        for row in list(self.rows[kind].values()):
            if row is not None:
                yield row

    def bury(self, tombstone: Row) -> None:
        """Note that a row was removed; the newest such note is kept."""
        present = self.get(TOMBSTONE, str(tombstone[0]))
        if present is None or _lasting(tombstone) > _lasting(present):
            self.rows[TOMBSTONE][str(tombstone[0])] = tombstone

    def unbury(self, id_: str) -> None:
        """Forget that a row was removed: it is there again."""
        if self.get(TOMBSTONE, id_) is not None:
            self.remove(TOMBSTONE, id_)

    def tidy(self) -> None:
        """Forget what turned out as the project has it already."""
        for kind, rows in self.rows.items():
            for id_ in [id_ for id_, row in rows.items() if row == self.ours.row(kind, id_)]:
                del rows[id_]


def _lasting(tombstone: Row) -> tuple[int, str, str]:
    _, _, annotator_id, deleted_at, revision = tombstone
    return int(revision or 0), str(deleted_at), str(annotator_id)
