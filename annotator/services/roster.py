"""The entities of a project in memory."""

from collections.abc import Iterable

from annotator.core.model import Entity
from annotator.core.text import single_line


class Roster:
    """A project's entities in memory, each reached also by those that were merged into it."""

    def __init__(self, entities: Iterable[Entity] = ()) -> None:
        self.by_id: dict[str, Entity] = {}
        self.put(entities)

    def put(self, entities: Iterable[Entity]) -> None:
        """Take in entities that are new or were changed."""
        self.by_id.update((entity.id, entity) for entity in entities)

    def drop(self, entity_id: str) -> None:
        """Forget an entity that is no longer there."""
        self.by_id.pop(entity_id, None)

    def get(self, entity_id: str) -> Entity | None:
        """Return the entity that an id stands for now: the one it was merged into, if it was."""
        entity = self.by_id.get(entity_id)
        seen = {entity_id}
        while entity is not None and entity.merged_into and entity.merged_into not in seen:
            seen.add(entity.merged_into)
            following = self.by_id.get(entity.merged_into)
            if following is None:
                break
            entity = following
        return entity

    def name(self, entity_id: str) -> str:
        """Return the name of the entity that an id stands for; empty if there is none."""
        entity = self.get(entity_id)
        return entity.name if entity else ""

    def live(self) -> list[Entity]:
        """Return the entities that were not merged into another, in the order in which they were made."""
        return [entity for entity in self.by_id.values() if self.is_live(entity)]

    def is_live(self, entity: Entity) -> bool:
        """Say whether an entity stands for itself."""
        found = self.get(entity.id)
        return found is not None and found.id == entity.id

    def same(self, entity_id: str) -> frozenset[str]:
        """Return all ids that stand for the same entity as this one."""
        found = self.get(entity_id)
        if found is None:
            return frozenset()
        return frozenset(id_ for id_ in self.by_id if (one := self.get(id_)) and one.id == found.id)

    def named(self, name: str) -> list[Entity]:
        """Return the live entities that have this name or alias, letter case aside."""
        wanted = single_line(name).casefold()
        return [one for one in self.live() if wanted in (known.casefold() for known in one.names)]
