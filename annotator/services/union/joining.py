"""One row of a colleague's file and ours of the same id: the newest revision is what counts.

The rules do not depend on the order of files. Of two rows with one revision and other contents the
later one stands, whichever came first; the other is noted. What was removed stays removed unless
a row is newer than its removal.
"""

import hashlib
import json
from dataclasses import dataclass
from enum import Enum

from annotator.core.ids import derived_id
from annotator.services.union.state import State
from annotator.storage.kind import Kind, Row
from annotator.storage.review_rows import TOMBSTONE
from annotator.storage.rows import ANNOTATION, CONFLICT, ENTITY, LINK
from annotator.storage.taking_in import MERGED, Ours

KINDS = {kind.name: kind for kind in MERGED}
_STAMPS = frozenset({"updated_at", "revision"})
_FIXED = frozenset({"annotator_id", "article_id", "annotation_id", "field", "copy_of"})
"""What two rows with the same id always have in common."""


class Outcome(Enum):
    """What became of a row."""

    NEW = "new"
    CHANGED = "changed"
    REMOVED = "removed"
    SAME = "same"
    """Ours is the same, or newer, or was removed later."""
    CONFLICT = "conflict"
    """Changed in two places; ours stays."""
    CONFLICT_TAKEN = "conflict taken"
    """Changed in two places; theirs is the later one."""
    OWN = "own"
    """Claimed in the present annotator's own name, and not asked for."""
    FORGED = "forged"
    """It has the id of a row of somebody else, or of another place."""


@dataclass(slots=True)
class _Stamp:
    author: str
    updated_at: str
    revision: int


class Joiner:
    """Lays rows over a project."""

    def __init__(self, state: State, annotator_id: str) -> None:
        self.state = state
        self.annotator_id = annotator_id
        self.own = False
        """Changes in the present annotator's own name are taken as well."""
        self.claims: list[tuple[Kind, Row]] = []
        """Rows and tombstones that were left because they are claimed in that name."""
        self.spare: dict[str, Row] = {}
        """Entities that were removed here, in case something that comes in mentions them."""
        self.doomed: set[str] = set()
        """Entities that were removed elsewhere, and go unless something mentions them."""

    def with_claims(self, ours: Ours) -> "Joiner":
        """Return a copy in which what is claimed in the present annotator's name is taken as well."""
        copy = Joiner(self.state.fork(ours), self.annotator_id)
        copy.own = True
        copy.spare.update(self.spare)
        copy.doomed.update(self.doomed)
        for kind, row in self.claims:
            if kind is TOMBSTONE:
                copy.offer_tombstone(row)
            else:
                copy.offer(kind, row)
        return copy

    def offer(self, kind: Kind, row: Row) -> Outcome:
        """Lay a row over the project, if it is newer than what is there."""
        present = self.state.get(kind, str(row[0]))
        if present is None:
            return self._offer_new(kind, row)
        if _fixed(kind, present) != _fixed(kind, row):
            return Outcome.FORGED
        theirs, ours = _stamp(kind, row), _stamp(kind, present)
        if _content(kind, present) == _content(kind, row):
            later = (theirs.revision, theirs.updated_at) > (ours.revision, ours.updated_at)
            if later and not self._is_own(kind, theirs.author):
                self.state.put(kind, _with_stamps(kind, present, row))
            return Outcome.SAME
        if theirs.revision < ours.revision:
            return Outcome.SAME
        if self._is_own(kind, theirs.author):
            self.claims.append((kind, row))
            return Outcome.OWN
        if theirs.revision > ours.revision:
            self.state.put(kind, row)
            return Outcome.CHANGED
        return self._settle(kind, present, row)

    def offer_tombstone(self, tombstone: Row) -> tuple[Outcome, Row | None]:
        """Remove a row that was removed elsewhere, and return it; whoever did that has to be its author."""
        id_, kind_name, author, _, revision = tombstone
        kind = KINDS.get(str(kind_name))
        if kind is None:
            return Outcome.SAME, None
        present = self.state.get(kind, str(id_))
        if present is None:
            self.state.bury(tombstone)
            return Outcome.SAME, None
        stamp = _stamp(kind, present)
        if int(revision or 0) < stamp.revision:
            return Outcome.SAME, None
        if kind is ENTITY:
            self.state.bury(tombstone)
            self.doomed.add(str(id_))
            return Outcome.SAME, None
        if author != stamp.author:
            return Outcome.FORGED, None
        if self._is_own(kind, str(author)):
            self.claims.append((TOMBSTONE, tombstone))
            return Outcome.OWN, present
        self.state.remove(kind, str(id_))
        self.state.bury(tombstone)
        return Outcome.REMOVED, present

    def _offer_new(self, kind: Kind, row: Row) -> Outcome:
        id_ = str(row[0])
        stamp = _stamp(kind, row)
        tombstone = self.state.get(TOMBSTONE, id_)
        if tombstone is not None:
            rightful = kind is ENTITY or tombstone[2] == stamp.author
            if rightful and int(tombstone[4] or 0) >= stamp.revision:
                if kind is ENTITY:
                    self.keep_spare(row)
                return Outcome.SAME
        if kind is LINK and self._is_own(kind, stamp.author):
            annotation = str(row[kind.columns.index("annotation_id")])
            if self.state.ours.row(ANNOTATION, annotation) is not None:
                self.claims.append((kind, row))
                return Outcome.OWN
        self.state.unbury(id_)
        self.state.put(kind, row)
        return Outcome.NEW

    def keep_spare(self, row: Row) -> None:
        """Keep an entity that was removed, the newest version of it, also for files that come later."""
        known = self.spared(str(row[0]))
        if known is None or _newness(ENTITY, row) > _newness(ENTITY, known):
            self.spare[str(row[0])] = row
            self.note(row)

    def spared(self, id_: str) -> Row | None:
        """Return the newest version of an entity that was removed, if any was kept."""
        if id_ in self.spare:
            return self.spare[id_]
        noted = [row for row in self.state.ours.rows_where(CONFLICT, "row_id", id_) if row[1] == ENTITY.name]
        found = [_noted(row) for row in noted]
        return max(found, key=lambda row: _newness(ENTITY, row), default=None)

    def kept_apart(self) -> list[Row]:
        """Return entities that were kept out of a circle, as they were before."""
        noted = {
            str(row[0]): row for row in (*self.state.ours.all_rows(CONFLICT), *self.state.changed(CONFLICT))
        }
        found = [_noted(row) for row in noted.values() if row[1] == ENTITY.name]
        return [
            row
            for row in found
            if (present := self.state.get(ENTITY, str(row[0]))) is not None
            and _only_merging_differs(present, row)
        ]

    def note(self, row: Row) -> None:
        """Note a version of an entity that does not stand now, and may later."""
        noted = _conflict(ENTITY, row)
        self.state.put(CONFLICT, noted)

    def _settle(self, kind: Kind, present: Row, row: Row) -> Outcome:
        """Decide between two rows that were changed to the same revision."""
        if kind is ENTITY and _only_merging_differs(present, row):
            return Outcome.SAME
        taken = _newness(kind, row) > _newness(kind, present)
        lost = present if taken else row
        noted = _conflict(kind, lost)
        known = self.state.get(CONFLICT, str(noted[0])) is not None
        if not known:
            self.state.put(CONFLICT, noted)
        if taken:
            self.state.put(kind, row)
            return Outcome.CONFLICT_TAKEN
        return Outcome.SAME if known else Outcome.CONFLICT

    def _is_own(self, kind: Kind, author: str) -> bool:
        return kind is not ENTITY and author == self.annotator_id and not self.own


def article_of(kind: Kind, row: Row) -> str:
    """Return the article that a row is about; empty if its kind does not say."""
    return str(row[kind.columns.index("article_id")]) if "article_id" in kind.columns else ""


def author_of(kind: Kind, row: Row) -> str:
    """Return the id of whoever made a row."""
    return str(row[kind.columns.index("annotator_id")])


def _stamp(kind: Kind, row: Row) -> _Stamp:
    revision = row[kind.columns.index("revision")]
    return _Stamp(author_of(kind, row), str(row[kind.columns.index("updated_at")]), int(revision or 0))


def _fixed(kind: Kind, row: Row) -> list[object]:
    return [value for name, value in zip(kind.columns, row, strict=True) if name in _FIXED]


def _content(kind: Kind, row: Row) -> list[object]:
    """Return what a row says; a link's place among others follows from what others there are."""
    left_out = _STAMPS | {"position"} if kind is LINK else _STAMPS
    return [value for name, value in zip(kind.columns, row, strict=True) if name not in left_out]


def _with_stamps(kind: Kind, present: Row, row: Row) -> Row:
    return tuple(
        theirs if name in _STAMPS else ours
        for name, ours, theirs in zip(kind.columns, present, row, strict=True)
    )


def _newness(kind: Kind, row: Row) -> tuple[int, str, str]:
    stamp = _stamp(kind, row)
    return stamp.revision, stamp.updated_at, _canonical(kind, row)


def _canonical(kind: Kind, row: Row) -> str:
    image = kind.image(row)
    if kind is LINK:
        del image["position"]
    return json.dumps(image, ensure_ascii=False, sort_keys=True)


def _only_merging_differs(one: Row, other: Row) -> bool:
    """Say whether two rows of an entity differ only in that ours was kept out of a circle."""
    place = ENTITY.columns.index("merged_into")
    return one[place] is None and one[:place] + one[place + 1 :] == other[:place] + other[place + 1 :]


def _noted(conflict: Row) -> Row:
    """Return the row of an entity that `_conflict` noted."""
    image = json.loads(str(conflict[4]))
    return tuple(image[name] for name in ENTITY.columns)


def _conflict(kind: Kind, row: Row) -> Row:
    content = _canonical(kind, row)
    digest = hashlib.sha256(content.encode("utf-8")).hexdigest()
    stamp = _stamp(kind, row)
    return (
        *(derived_id("conflict", kind.name, str(row[0]), digest), kind.name, str(row[0])),
        *(article_of(kind, row), content, stamp.author, stamp.updated_at, stamp.revision),
    )
