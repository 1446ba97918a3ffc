"""What holds for rows before they are written: their times, what never changes, and their order."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TypeVar

from annotator.core.errors import InvalidValue, NotAllowed
from annotator.core.model import Entity
from annotator.storage.kind import Kind
from annotator.storage.rows import Thing

_Stamped = TypeVar("_Stamped", bound=Thing)
_FIXED = {
    "annotation": frozenset({"article_id", "annotator_id", "origin", "origin_detail", "copy_of"}),
    "article": frozenset(
        {"text_sha256", "length", "source_name", "source_sha256", "replaced", "annotator_id"}
    ),
    "annotator": frozenset[str](),
    "entity": frozenset({"annotator_id"}),
    "link": frozenset({"annotation_id", "field", "annotator_id"}),
    "reading": frozenset({"article_id", "annotator_id"}),
    "decision": frozenset({"annotation_id", "article_id", "annotator_id"}),
    "comment": frozenset({"article_id", "annotation_id", "quote", "annotator_id"}),
    "assignment": frozenset({"annotator_id"}),
    "intake": frozenset({"name", "sha256", "project_id", "annotator_id"}),
}
"""Columns that an update must leave alone: where a thing came from, and the frozen text."""


def stamped(thing: _Stamped, at: str) -> _Stamped:
    """Return ``thing`` with the times that it does not have yet."""
    if thing.created_at and thing.updated_at:
        return thing
    return replace(thing, created_at=thing.created_at or at, updated_at=thing.updated_at or at)


def refuse_fixed(kind: Kind, changed: Iterable[str]) -> None:
    """Refuse a change of columns that never change.

    Raises:
        NotAllowed: if one of ``changed`` is one.
    """
    fixed = _FIXED[kind.name].intersection(changed)
    if fixed:
        names = ", ".join(sorted(fixed))
        raise NotAllowed(f"What an {kind.name} was made with never changes ({names}); nothing was saved.")


def merged_last(entities: Sequence[Entity]) -> list[Entity]:
    """Return entities in an order in which each comes after the one that it was merged into.

    Raises:
        InvalidValue: if there is none, because they are merged in a circle.
    """
    left = {entity.id: entity for entity in entities}
    ordered: list[Entity] = []
    while left:
        ready = [entity for entity in left.values() if entity.merged_into not in left]
        if not ready:
            raise InvalidValue("Some entities are merged in a circle; nothing was saved.")
        ordered += ready
        for entity in ready:
            del left[entity.id]
    return ordered
