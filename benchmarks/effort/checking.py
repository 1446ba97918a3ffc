"""Whether a project file has exactly what was to be recorded."""

from collections.abc import Iterator
from pathlib import Path

from annotator.core.model import Annotation, Link
from annotator.services import entities, projects
from annotator.storage.project import Project
from benchmarks.effort.truth import CHOICES, Truth, Wanted

_FIELDS = {"claim": CHOICES, "actor": (), "date": ("value", "kind")}
Recorded = tuple[str, tuple[tuple[int, int], ...], tuple[tuple[str, str], ...], tuple[tuple[str, str], ...]]
"""Layer, fragments by code points, values and links, both sorted."""


def faults(path: Path, truth: Truth) -> list[str]:
    """Return what the project has that it should not have, and what it lacks; nothing if it is right."""
    with projects.open_project(path, read_only=True) as project:
        article = next(one for one in project.articles() if one.source_name == truth.article)
        found = {_found(project, one) for one in project.annotations(article.id)}
        open_still = list(_unconfirmed(project, project.annotations(article.id)))
        kinds = {one.name: one.kind for one in project.entities()}
    wanted = {_wanted(one) for one in truth.marks}
    result = [f"missing: {one}" for one in sorted(wanted - found)]
    result += [f"not wanted: {one}" for one in sorted(found - wanted)]
    result += [f"nobody confirmed {one}" for one in open_still]
    if kinds != dict(truth.kinds):
        result.append(f"the entities are {kinds}")
    return result


def _wanted(one: Wanted) -> Recorded:
    links = sorted((field, aim) for field, aims in one.links.items() for aim in aims)
    places = tuple((span.start, span.end) for span in one.fragments)
    return one.layer, places, tuple(sorted(one.values.items())), tuple(links)


def _found(project: Project, one: Annotation) -> Recorded:
    values = [(name, one.text(name)) for name in _FIELDS[one.layer]]
    links = [(link.field, _aim(project, link)) for link in project.links_of(one.id)]
    places = tuple((span.start, span.end) for span in one.fragments)
    return one.layer, places, tuple(sorted(values)), tuple(sorted(links))


def _aim(project: Project, link: Link) -> str:
    """Return what a link means, as the truth has it: an entity's name, a date's place, or a value."""
    target = project.annotation(link.target_id) if link.target_id else None
    if target is not None and target.layer == "date":
        return f"{target.start}:{target.end}"
    entity = link.entity_id
    if target is not None:
        entity = next((one.entity_id for one in project.links_of(target.id) if one.field == "entity"), "")
    return entities.roster(project).name(entity) or link.value


def _unconfirmed(project: Project, annotations: list[Annotation]) -> Iterator[str]:
    """Yield what is still a proposal of that which counts."""
    for one in annotations:
        fields = one.proposed.intersection(_FIELDS[one.layer])
        fields |= {link.field for link in project.links_of(one.id) if link.proposed}
        if fields:
            yield f"{', '.join(sorted(fields))} of “{one.quote}”"
