"""What was handed out to whom, and how far it is."""

from dataclasses import dataclass
from pathlib import Path

from annotator.core.errors import AnnotatorError
from annotator.core.model import Status
from annotator.core.review import Assignment
from annotator.storage.project import Project


@dataclass(frozen=True, slots=True)
class Task:
    """What somebody was handed out, as it stands in one project."""

    assignment: Assignment
    """The newest one to them."""
    by: str
    """The name of who handed it out; empty if that is not known."""
    total: int
    """How many of its articles are in this project."""
    left: int
    """How many of those they are not done with."""


def done_by(project: Project) -> dict[str, frozenset[str]]:
    """Return by annotator's id which articles they said they are done with."""
    found: dict[str, set[str]] = {}
    for one in project.readings():
        if one.status is Status.DONE:
            found.setdefault(one.annotator_id, set()).add(one.article_id)
    return {annotator_id: frozenset(ids) for annotator_id, ids in found.items()}


def task(project: Project) -> Task | None:
    """Return what was handed out last to the present annotator, if anything was by somebody else."""
    me = project.annotator.id
    mine = [one for one in project.assignments() if one.assignee_id == me != one.annotator_id]
    if not me or not mine:
        return None
    newest = max(mine, key=lambda one: (one.created_at, one.id))
    names = {one.id: one.name for one in project.annotators()}
    articles = {one.id for one in project.articles()} & set(newest.article_ids)
    left = articles - done_by(project).get(me, frozenset())
    return Task(newest, names.get(newest.annotator_id, ""), len(articles), len(left))


def meant_for(project: Project) -> str:
    """Return for whom this file was made, by name; empty if it is nobody's, or everybody's.

    It is a handed-out file if all of its articles were handed out to one person. Whoever has worked
    in it already, the present annotator too, need not be told for whom it is.
    """
    names = {one.id: one.name for one in project.annotators()}
    given = project.assignments()
    people = {one.assignee_id for one in given}
    covered = {id_ for one in given for id_ in one.article_ids}
    if project.annotator.id in names or len(people) != 1 or not given:
        return ""
    if any(one.id not in covered for one in project.articles()):
        return ""
    return names.get(people.pop(), "")


def meant_for_file(path: Path) -> str:
    """Return for whom the file at ``path`` was made, as `meant_for`; empty if it cannot be read."""
    try:
        with Project.open(path, annotator=None, read_only=True) as project:
            return meant_for(project)
    except AnnotatorError:
        return ""
