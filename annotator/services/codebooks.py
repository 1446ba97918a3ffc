"""The codebook of a project: changing it without losing what was recorded with the old one."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from annotator.core.codebook import Choice, Codebook, Field, Layer, Missing, missing
from annotator.core.errors import InvalidValue
from annotator.formats.codebook import fault, read_codebook, write_codebook
from annotator.formats.output import whole_file
from annotator.storage.journal import Act
from annotator.storage.project import Project


class Effect(NamedTuple):
    """What a new codebook lacks, and how many annotations have it."""

    missing: Missing
    number: int


def effects(project: Project, new: Codebook) -> list[Effect]:
    """Return what ``new`` would take away that annotations have; nothing is changed.

    Raises:
        ProjectError: if the file cannot be read.
    """
    old = project.codebook()
    lacking = list(missing(old, new))
    if not lacking:
        return []
    used = project.field_uses()
    found = [Effect(one, _uses(used, one)) for one in lacking]
    return [effect for effect in found if effect.number]


def put(project: Project, new: Codebook) -> Act:
    """Make ``new`` the project's codebook; what it lacks and annotations have is kept, as retired.

    Raises:
        InvalidValue: if the codebook cannot be used, saying why.
        ProjectError: if it cannot be saved.
    """
    kept = new
    for effect in effects(project, new):
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
    with whole_file(path, protected=project.path, force=force) as file:
        file.write(write_codebook(project.codebook()).encode("utf-8"))


def _uses(used: Counter[tuple[str, str, str]], one: Missing) -> int:
    return used[(one.layer, one.field, one.choice)]


def _with_retired(new: Codebook, old: Codebook, lacking: Missing) -> Codebook:
    """Return ``new`` with what it lacks taken over from ``old``, retired."""
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
