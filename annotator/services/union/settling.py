"""What follows when all rows are in: nothing may point to what is not there."""

from collections.abc import Callable

from annotator.services.union.fitting import Fitting
from annotator.services.union.joining import Joiner
from annotator.storage.kind import Kind, Row
from annotator.storage.review_rows import COMMENT, DECISION, TOMBSTONE
from annotator.storage.rows import ANNOTATION, ENTITY, LINK

_MERGED = ENTITY.columns.index("merged_into")
_OF, _TARGET, _MENTIONED = (LINK.columns.index(name) for name in ("annotation_id", "target_id", "entity_id"))
_FIELD, _POSITION, _CREATED = (LINK.columns.index(name) for name in ("field", "position", "created_at"))
_COPY_OF = ANNOTATION.columns.index("copy_of")

Report = Callable[[Kind, str, str], None]
"""Told the kind and id of a row that cannot come in, and half a sentence why."""


def settle(joiner: Joiner, fitting: Fitting, report: Report) -> None:
    """Bring what is to be into a sound state; the result does not depend on the order of files."""
    settlement = _Settlement(joiner, fitting, report)
    settlement.places()
    settlement.entities_wanted()
    settlement.links()
    settlement.entities_gone()
    settlement.circles()
    settlement.positions()
    settlement.comments()
    joiner.state.tidy()


class _Settlement:
    def __init__(self, joiner: Joiner, fitting: Fitting, report: Report) -> None:
        self._joiner = joiner
        self._state = joiner.state
        self._fitting = fitting
        self._report = report

    def places(self) -> None:
        """Leave copies and decisions that are about an annotation of another article."""
        for kind in (ANNOTATION, DECISION):
            for row in self._state.changed(kind):
                if kind is ANNOTATION and not row[_COPY_OF]:
                    continue
                reason = self._fitting.place_fault(kind, row)
                if reason is not None:
                    self._take_back(kind, row, reason)

    def entities_wanted(self) -> None:
        """Bring back removed entities that something mentions which comes in: nobody loses a link by it."""
        wanted = [str(row[_MENTIONED]) for row in self._state.changed(LINK) if row[_MENTIONED]]
        wanted += [str(row[_MERGED]) for row in self._state.changed(ENTITY) if row[_MERGED]]
        while wanted:
            id_ = wanted.pop()
            if self._state.get(ENTITY, id_) is not None:
                continue
            row = self._joiner.spared(id_)
            if row is None:
                continue
            self._state.put(ENTITY, row)
            self._joiner.doomed.add(id_)
            if row[_MERGED]:
                wanted.append(str(row[_MERGED]))
        for row in self._state.changed(ENTITY):
            if row[_MERGED] and self._state.get(ENTITY, str(row[_MERGED])) is None:
                self._state.put(ENTITY, _unmerged(row))

    def links(self) -> None:
        """Leave links that do not fit, and take away those whose target went."""
        for row in self._affected_links():
            reason = self._fitting.link_fault(row)
            if reason is None:
                continue
            id_ = str(row[0])
            ours = self._state.ours.row(LINK, id_)
            new = ours is None
            if ours is not None and ours != row and self._fitting.link_fault(ours) is None:
                self._state.reset(LINK, id_)
            else:
                self._state.remove(LINK, id_)
            if not new or self._state.get(ANNOTATION, str(row[_OF])) is not None:
                self._report(LINK, id_, reason)

    def _affected_links(self) -> list[Row]:
        found = {str(row[0]): row for row in self._state.changed(LINK)}
        for id_ in list(self._state.rows[ANNOTATION]):
            if self._state.ours.row(ANNOTATION, id_) is not None:
                for column in ("annotation_id", "target_id"):
                    found.update((str(row[0]), row) for row in self._state.where(LINK, column, id_))
        return [found[id_] for id_ in sorted(found)]

    def entities_gone(self) -> None:
        """Remove entities that were removed elsewhere, but those that are mentioned.

        The note that one of those was removed stays: it goes when nothing mentions it any more.
        """
        doomed = {id_ for id_ in self._joiner.doomed if self._is_buried(id_)}
        for row in list(self._state.changed(ENTITY)):
            if not self._is_buried(str(row[0])):
                self._state.unbury(str(row[0]))
        kept = {id_ for id_ in doomed if self._state.where(LINK, "entity_id", id_)}
        growing = True
        while growing:
            more = {
                id_
                for id_ in doomed - kept
                if any(
                    str(row[0]) not in doomed or str(row[0]) in kept
                    for row in self._state.where(ENTITY, "merged_into", id_)
                )
            }
            kept |= more
            growing = bool(more)
        for id_ in sorted(doomed - kept):
            gone = self._state.get(ENTITY, id_)
            if gone is not None:
                self._joiner.keep_spare(gone)
            self._state.remove(ENTITY, id_)

    def _is_buried(self, id_: str) -> bool:
        row, tombstone = self._state.get(ENTITY, id_), self._state.get(TOMBSTONE, id_)
        return row is not None and tombstone is not None and _revision(row) <= _revision(tombstone)

    def circles(self) -> None:
        """Let no entity be merged into itself through others: the one with the smallest id stands alone.

        It is merged after all once another version of one of them has opened the circle.
        """
        for row in self._joiner.kept_apart():
            if self._state.get(ENTITY, str(row[_MERGED])) is not None:
                self._state.put(ENTITY, row)
        for row in list(self._state.changed(ENTITY)):
            path = [str(row[0])]
            present = self._state.get(ENTITY, path[0])
            while present is not None and present[_MERGED] and present[_MERGED] not in path:
                path.append(str(present[_MERGED]))
                present = self._state.get(ENTITY, path[-1])
            if present is not None and present[_MERGED]:
                first = min(path[path.index(str(present[_MERGED])) :])
                alone = self._state.get(ENTITY, first)
                if alone is not None:
                    self._joiner.note(alone)
                    self._state.put(ENTITY, _unmerged(alone))

    def positions(self) -> None:
        """Number the links of a field from 1 on again, where some came or went."""
        places = set()
        for id_ in list(self._state.rows[LINK]):
            row = self._state.rows[LINK][id_] or self._state.ours.row(LINK, id_)
            if row is not None:
                places.add((str(row[_OF]), str(row[_FIELD])))
        for annotation_id, field in sorted(places):
            rows = [
                row for row in self._state.where(LINK, "annotation_id", annotation_id) if row[_FIELD] == field
            ]
            rows.sort(key=lambda row: (int(row[_POSITION] or 0), str(row[_CREATED]), str(row[0])))
            for position, row in enumerate(rows, 1):
                if row[_POSITION] != position:
                    self._state.put(LINK, (*row[:_POSITION], position, *row[_POSITION + 1 :]))

    def comments(self) -> None:
        """Leave comments that say nothing."""
        for row in list(self._state.changed(COMMENT)):
            reason = self._fitting.comment_fault(row)
            if reason is not None:
                self._take_back(COMMENT, row, reason)

    def _take_back(self, kind: Kind, row: Row, reason: str) -> None:
        self._state.reset(kind, str(row[0]))
        self._report(kind, str(row[0]), reason)


def _unmerged(row: Row) -> Row:
    return (*row[:_MERGED], None, *row[_MERGED + 1 :])


def _revision(row: Row) -> int:
    return int(row[-1] or 0)
