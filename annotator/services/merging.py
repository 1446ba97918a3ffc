"""What entities take over from each other when they are merged, and give back when they are split off.

The one that is kept goes before the others, and these go in the order in which they were made:

- its name stays; the names and aliases of the others become aliases behind its own, none of them twice;
- its kind, role, country and Wikidata id stay where it has them; else the first of the others' is taken over;
- the notes are put one below the other, none of them twice.

The others keep their own values, so that nothing of them is lost. What the one that is kept had before is
in the journal: what it has only from an entity that is split off goes back with that one.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Final, NamedTuple

from annotator.core.lists import split_list
from annotator.core.model import Entity
from annotator.storage.journal import OPEN, Act, Change
from annotator.storage.project import Project

MERGE: Final = "merge entities"
"""The verb of the acts that merge."""

VALUES: Final = ("kind", "role", "country", "wikidata")
"""The fields of which an entity has one value, and keeps its own when it is merged."""

_PAGE = 2_000
"""Acts that are read from the journal at a time."""
_SUBJECTS = 3
_BETWEEN_NOTES = "\n\n"


class Earlier(NamedTuple):
    """What the act that merged an entity into another changed in that other one."""

    known: bool
    """Whether the journal has that act."""
    aliases: frozenset[str] = frozenset()
    """The aliases that it got by the act."""
    values: frozenset[str] = frozenset()
    """The fields of `VALUES` that were empty before."""
    note: bool = False
    """Whether its note was changed."""


UNKNOWN: Final = Earlier(known=False)


def united(kept: Entity, others: Sequence[Entity]) -> Entity:
    """Return ``kept`` with what it takes over from ``others``."""
    aliases = dict.fromkeys((*kept.aliases, *(name for other in others for name in other.names)))
    aliases.pop(kept.name, None)
    notes = dict.fromkeys(one.note for one in (kept, *others) if one.note)
    whole = replace(kept, aliases=tuple(aliases), note=_BETWEEN_NOTES.join(notes))
    return _with_values(whole, {field: _first(field, (kept, *others)) for field in VALUES})


def differing(kept: Entity, others: Sequence[Entity]) -> tuple[str, ...]:
    """Return the fields of `VALUES` in which one of ``others`` says something else than stays."""
    whole = united(kept, others)
    return tuple(
        field
        for field in VALUES
        if any(_value(other, field) not in ("", _value(whole, field)) for other in others)
    )


def subject(kept: Entity, others: Sequence[Entity]) -> str:
    """Return what the history calls the merging of ``others`` into ``kept``."""
    names = [other.name for other in others[:_SUBJECTS]] + ["…"] * (len(others) > _SUBJECTS)
    return f"{', '.join(names)} → {kept.name}"


def earlier(project: Project, merged: Entity) -> Earlier:
    """Return what merging an entity gave to the one that it was merged into.

    It is not known if the merging came with an import, or the journal was lost.
    """
    for act in _mergings(project):
        try:
            changes = {one.id: one for one in project.changes(act) if isinstance(one, Change)}
        except ValueError:  # A damaged row of the journal says nothing.
            continue
        own = changes.get(merged.id)
        if own is not None and own.after and own.after.get("merged_into") == merged.merged_into:
            return _read(changes.get(merged.merged_into))
    return UNKNOWN


def without(kept: Entity, leaving: Entity, before: Earlier, staying: Sequence[Entity]) -> Entity:
    """Return ``kept`` without what it has only from ``leaving``.

    ``staying`` are the entities that remain merged into it; what they have too stays, and where a
    value goes the first of theirs comes in its place. If what was ``before`` is not known, only the
    name of the leaving entity goes.
    """
    if not before.known:
        return replace(kept, aliases=tuple(one for one in kept.aliases if one != leaving.name))
    names = {name for one in staying for name in one.names}
    gone = {name for name in leaving.names if name in before.aliases and name not in names}
    values = {
        field: _first(field, staying)
        for field in before.values
        if _value(leaving, field) and _value(kept, field) == _value(leaving, field)
    }
    note = kept.note
    if before.note and all(one.note != leaving.note for one in staying):
        note = _note_without(note, leaving.note)
    aliases = tuple(alias for alias in kept.aliases if alias not in gone)
    return _with_values(replace(kept, aliases=aliases, note=note), values)


def _mergings(project: Project) -> Iterable[Act]:
    """Yield the acts that merged and still stand, the newest first."""
    last: int | None = None
    while page := project.history(limit=_PAGE, before=last):
        yield from (act for act in page if (act.verb, act.kind, act.undone) == (MERGE, "do", OPEN))
        last = page[-1].seq


def _read(change: Change | None) -> Earlier:
    before: Mapping[str, object] = (change.before if change else None) or {}
    after: Mapping[str, object] = (change.after if change else None) or {}
    had, has = (frozenset(split_list(str(image.get("aliases") or ""))) for image in (before, after))
    empty = frozenset(field for field in VALUES if field in before and not before[field])
    return Earlier(known=True, aliases=has - had, values=empty, note="note" in before)


def _first(field: str, entities: Iterable[Entity]) -> str:
    return next((value for one in entities if (value := _value(one, field))), "")


def _with_values(entity: Entity, values: Mapping[str, str]) -> Entity:
    kind, role, country, wikidata = (values.get(field, _value(entity, field)) for field in VALUES)
    return replace(entity, kind=kind, role=role, country=country, wikidata=wikidata)


def _value(entity: Entity, field: str) -> str:
    return str(getattr(entity, field))


def _note_without(note: str, part: str) -> str:
    """Return a note without a part that merging put into it, if that is still there as it was."""
    if not part:
        return note
    around = f"{_BETWEEN_NOTES}{note}{_BETWEEN_NOTES}"
    before, found, after = around.rpartition(f"{_BETWEEN_NOTES}{part}{_BETWEEN_NOTES}")
    return f"{before}{_BETWEEN_NOTES}{after}".strip("\n") if found else note
