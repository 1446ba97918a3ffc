"""The codebook of a project: changing it without losing what was recorded with the old one."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from annotator.core.codebook import Choice, Codebook, Field, FieldType, Layer, Missing, missing
from annotator.core.errors import InvalidValue
from annotator.formats.codebook import fault, read_codebook, write_codebook
from annotator.formats.output import whole_file
from annotator.services.fields import checked
from annotator.storage.journal import Act
from annotator.storage.project import Project

ENTITIES = "entity"
KINDS = "kind"
"""`Missing.layer` and `Missing.field` of a kind of entity, which is on no layer."""


class Effect(NamedTuple):
    """What a new codebook lacks, and how many annotations have it, or entities if it is a kind of them."""

    missing: Missing
    number: int
    other_type: bool = False
    """The field is there, of a type that does not take what is recorded; it cannot be changed so."""


def effects(project: Project, new: Codebook) -> list[Effect]:
    """Return what ``new`` would take away that annotations have; nothing is changed.

    Raises:
        ProjectError: if the file cannot be read.
    """
    old = project.codebook()
    found = [*_kinds(project, old, new)]
    lacking = list(missing(old, new))
    changed = _types(old, new)
    if not lacking and not changed:
        return found
    used = project.field_uses()
    found += [Effect(one, number) for one in lacking if (number := _uses(used, one))]
    for layer, field in changed:
        whole = Missing(layer.id, field.id)
        found = [one for one in found if (one.missing.layer, one.missing.field) != (layer.id, field.id)]
        values = [value for of, name, value in used if (of, name) == (layer.id, field.id) and value]
        kept = not field.linking and all(_takes(layer.field(field.id), field, value) for value in values)
        if not kept and _uses(used, whole):
            found.append(Effect(whole, _uses(used, whole), other_type=True))
    return found


def put(project: Project, new: Codebook) -> Act:
    """Make ``new`` the project's codebook; what it lacks and annotations have is kept, as retired.

    Raises:
        InvalidValue: if the codebook cannot be used, saying why, or gives a field another type that does
            not take what is recorded in it.
        ProjectError: if it cannot be saved.
    """
    kept = new
    for effect in effects(project, new):
        if effect.other_type or _is_of_another_type(kept, effect.missing):
            raise InvalidValue(_OTHER_TYPE.format(effect=effect))
        kept = _with_retired(kept, project.codebook(), effect.missing)
    problem = fault(kept)
    if problem is not None:
        raise InvalidValue(f"This codebook cannot be used: {problem}. Nothing was changed.")
    with project.act("change codebook", kept.title) as change:
        change.put_codebook(kept)
    return change.act


def read(path: Path) -> Codebook:
    """Return the codebook in a TOML file, or that of another project.

    Raises:
        NotFound, UnreadableInput, ProjectError: if there is none to be read there.
    """
    from annotator.services import projects

    if projects.is_project(path):
        with Project.open(path, annotator=None, read_only=True) as other:
            return other.codebook()
    return read_codebook(path)


def export(project: Project, path: Path, *, force: bool = False) -> None:
    """Write the project's codebook as a TOML file, whole or not at all.

    Raises:
        OutputRefused: if the file is there and ``force`` is not given, or cannot be written.
    """
    export_book(project, project.codebook(), path, force=force)


def export_book(project: Project, book: Codebook, path: Path, *, force: bool = False) -> None:
    """Write a codebook that is perhaps not the project's yet as a TOML file, whole or not at all.

    Raises:
        OutputRefused: if the file is there and ``force`` is not given, or is the project's own file.
    """
    with whole_file(path, protected=project.path, force=force) as file:
        file.write(write_codebook(book).encode("utf-8"))


_OTHER_TYPE = (
    "The field “{effect.missing.field}” of “{effect.missing.layer}” has values that its new type does not"
    " take. Retire it, and add a field with another id. Nothing was changed."
)


def _kinds(project: Project, old: Codebook, new: Codebook) -> Iterator[Effect]:
    """Yield the kinds of entity that ``new`` lacks and entities have."""
    kept = {kind.id for kind in new.entity_kinds}
    lacking = [kind.id for kind in old.entity_kinds if kind.id not in kept]
    used = Counter(entity.kind for entity in project.entities()) if lacking else Counter()
    for id_ in lacking:
        if used[id_]:
            yield Effect(Missing(ENTITIES, KINDS, id_), used[id_])


def _types(old: Codebook, new: Codebook) -> list[tuple[Layer, Field]]:
    """Return the fields that have another type in ``new``, both or neither linking, with their old layer."""
    found = []
    for layer in old.layers:
        for was in layer.fields:
            field = new.field(layer.id, was.id)
            if field and was.type is not field.type and was.linking == field.linking:
                found.append((layer, field))
    return found


def _takes(old: Field | None, new: Field, value: str) -> bool:
    """Say whether a value that was recorded with a field of one type is one of the other type too."""
    if old is None or FieldType.CHOICES in (old.type, new.type):
        return False
    try:
        return checked(new, value) == value
    except InvalidValue:
        return False


def _is_of_another_type(new: Codebook, lacking: Missing) -> bool:
    """Say whether a field that counts as missing is there, with links instead of values or the reverse."""
    return bool(lacking.field and not lacking.choice and new.field(lacking.layer, lacking.field))


def _uses(used: Counter[tuple[str, str, str]], one: Missing) -> int:
    return used[(one.layer, one.field, one.choice)]


def _with_retired(new: Codebook, old: Codebook, lacking: Missing) -> Codebook:
    """Return ``new`` with what it lacks taken over from ``old``, retired."""
    if (lacking.layer, lacking.field) == (ENTITIES, KINDS):
        kept = (replace(kind, retired=True) for kind in old.entity_kinds if kind.id == lacking.choice)
        return replace(new, entity_kinds=(*new.entity_kinds, *kept))
    layer = old.layer(lacking.layer)
    if layer is None:
        return new
    if not lacking.field:
        return replace(new, layers=(*new.layers, replace(layer, retired=True)))
    field = layer.field(lacking.field)
    if field is None:
        return new
    return replace(new, layers=tuple(_layers_with(new, layer, field, lacking.choice)))


def _layers_with(new: Codebook, layer: Layer, field: Field, choice_id: str) -> Iterator[Layer]:
    for one in new.layers:
        if one.id != layer.id:
            yield one
        elif not choice_id:
            others = tuple(other for other in one.fields if other.id != field.id)
            yield replace(one, fields=(*others, replace(field, retired=True)))
        else:
            choice = field.choice(choice_id)
            yield replace(one, fields=tuple(_with_choice(other, field.id, choice) for other in one.fields))


def _with_choice(field: Field, field_id: str, choice: Choice | None) -> Field:
    if field.id != field_id or choice is None:
        return field
    return replace(field, choices=(*field.choices, replace(choice, retired=True)))
