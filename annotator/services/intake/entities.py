"""Rows of the table of entities. They are few, so those that are new are kept until they are inserted."""

from dataclasses import replace

from annotator.core.errors import InvalidValue
from annotator.core.model import Entity
from annotator.formats.csv_entities import parse_entity
from annotator.services import entities
from annotator.services.intake.people import People
from annotator.services.intake.source import Source, cells_of
from annotator.services.progress import Progress
from annotator.storage.project import Project

_CONTENT = {
    **{"name": "name", "kind": "kind", "aliases": "aliases", "role": "role", "country": "country"},
    **{"wikidata": "Wikidata id", "note": "note", "merged_into": "merging", "annotator_id": "annotator"},
    "created_at": "date of creation",
}


class EntityRows:
    """Judges rows of entities against the project."""

    def __init__(self, project: Project, people: People) -> None:
        self._people = people
        self._book = project.codebook()
        self._known = {one.id: one for one in project.entities()}
        self._new: dict[str, tuple[Source, int, Entity]] = {}

    def judge(self, source: Source, progress: Progress) -> None:
        """Sort all rows of a file into new, same, clashing and refused."""
        for record in source.records(progress, "checking"):
            try:
                entity = self._fitted(cells_of(record))
                source.refuse_twice(entity.id, record.line, "entity_id")
                self._sort(source, record.line, entity)
            except InvalidValue as error:
                source.refuse(record.line, error)

    def finish(self) -> None:
        """Refuse what was merged into an entity that neither is here nor comes, or in a circle."""
        left = dict(self._new)
        sound: set[str] = set()
        while ready := [id_ for id_, (_, _, one) in left.items() if self._has_parent(one, sound)]:
            sound.update(ready)
            for id_ in ready:
                del left[id_]
        for id_, (source, line, _) in left.items():
            error = InvalidValue("The entity that it was merged into is neither in the project nor imported.")
            source.refuse(line, error)
            source.report.new -= 1
            del self._new[id_]
        self._note_unknown_kinds()

    def has(self, entity_id: str) -> bool:
        """Say whether an entity is in the project, or comes."""
        return entity_id in self._known or entity_id in self._new

    def authors(self) -> set[str]:
        """Return the ids of those who made what is new."""
        return {one.annotator_id for _, _, one in self._new.values()}

    def new(self) -> list[Entity]:
        """Return the new entities."""
        return [one for _, _, one in self._new.values()]

    def _fitted(self, cells: tuple[str, ...]) -> Entity:
        row = parse_entity(cells)
        # A kind that the codebook does not know any more is no reason to lose the entity.
        sound = entities.checked(replace(row.entity, kind=""), self._book)
        person = self._people.id(row.annotator_id, row.annotator, row.entity.created_at)
        return replace(sound, kind=row.entity.kind, annotator_id=person)

    def _sort(self, source: Source, line: int, entity: Entity) -> None:
        known = self._known.get(entity.id)
        elsewhere = self._new.get(entity.id)
        if known is not None:
            word = _difference(known, entity)
            if word:
                source.clash(line, f"The project has this entity with another {word}; it was kept as it is.")
            else:
                source.same(line)
        elif elsewhere is None:
            self._new[entity.id] = (source, line, entity)
            source.report.new += 1
        elif _difference(elsewhere[2], entity):
            raise InvalidValue(f"It is otherwise in line {elsewhere[1]} of {elsewhere[0].name}.")
        else:
            source.same(line)

    def _has_parent(self, entity: Entity, sound: set[str]) -> bool:
        into = entity.merged_into
        return not into or into in self._known or into in sound

    def _note_unknown_kinds(self) -> None:
        kinds = {kind.id for kind in self._book.entity_kinds}
        unknown: dict[int, tuple[Source, set[str]]] = {}
        for source, _, entity in self._new.values():
            if entity.kind and entity.kind not in kinds:
                unknown.setdefault(id(source), (source, set()))[1].add(entity.kind)
        for source, names in unknown.values():
            source.report.notes.append(
                f"{source.name} has kinds of entity that are not in the codebook: {', '.join(sorted(names))}."
            )


def _difference(ours: Entity, theirs: Entity) -> str:
    for name, word in _CONTENT.items():
        if getattr(ours, name) != getattr(theirs, name):
            return word
    return ""
