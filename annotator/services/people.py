"""Who annotates: where the name comes from, and what happens when it changes."""

import getpass
import os
from dataclasses import replace

from annotator.core.errors import InvalidValue
from annotator.core.ids import new_id, now
from annotator.core.model import Annotator
from annotator.core.text import single_line
from annotator.services import settings
from annotator.storage.journal import Act
from annotator.storage.project import Project
from annotator.storage.queries import AnnotationFilter

NAME_VARIABLE = "ANNOTATOR_NAME"
LONGEST = 120


def account_name() -> str:
    """Return the name of the account, to be filled in where a name is asked for; maybe empty."""
    try:
        login = getpass.getuser()
    except (OSError, KeyError, ImportError):
        return ""
    return _full_name(login) or login


def who(name: str | None = None) -> Annotator | None:
    """Return who annotates: by the name given, else the environment, else the settings; else None.

    The person of the settings keeps their id, so that they are one person in all projects. In a
    project that knows somebody of this name already, that person is taken instead.

    Raises:
        InvalidValue: if the name given is empty or too long.
    """
    kept = settings.load()
    given = name if name is not None else os.environ.get(NAME_VARIABLE) or kept.annotator_name
    if name is None and not given:
        return None
    chosen = _checked(given)
    same = kept.annotator_id and chosen.casefold() == kept.annotator_name.casefold()
    at = now()
    return Annotator(kept.annotator_id if same else new_id(), chosen, at, at)


def remember(name: str) -> Annotator:
    """Keep a name in the settings as that of the person at this machine.

    Raises:
        InvalidValue: if the name is empty or too long.
    """
    chosen = _checked(name)
    kept = settings.load()
    same = kept.annotator_id and chosen.casefold() == kept.annotator_name.casefold()
    at = now()
    person = Annotator(kept.annotator_id if same else new_id(), chosen, at, at)
    settings.change(annotator_name=chosen, annotator_id=person.id)
    return person


def rename(project: Project, name: str) -> Act:
    """Correct the present annotator's name in a project: the same person, on everything they made.

    Raises:
        InvalidValue: if the name is empty, too long, or that of somebody else in the project.
        ProjectError: if it cannot be saved.
    """
    chosen = _checked(name)
    present = project.annotator
    if any(one.id != present.id and one.name.casefold() == chosen.casefold() for one in project.annotators()):
        raise InvalidValue(
            f"There is already somebody named “{chosen}” in this project; choose another name."
        )
    renamed = replace(present, name=chosen)
    with project.act("rename annotator", present.name) as change:
        change.update(renamed)
    project.switch_annotator(renamed)
    return change.act


def switch(project: Project, name: str) -> Annotator:
    """Let somebody else annotate from now on, and return them as the project knows them.

    Raises:
        InvalidValue: if the name is empty or too long.
    """
    person = who(name)
    if person is None:
        raise InvalidValue("A name is needed.")
    return project.switch_annotator(person)


def everyone(project: Project) -> list[tuple[Annotator, int]]:
    """Return the project's annotators by name, each with the number of their annotations."""
    return [
        (person, project.count_annotations(AnnotationFilter(annotator_ids=frozenset([person.id]))))
        for person in project.annotators()
    ]


def has_marked(project: Project, annotator_id: str) -> bool:
    """Say whether somebody has made any annotations in a project.

    Raises:
        ProjectError: if the file cannot be read.
    """
    return project.has_annotations_of(annotator_id)


def _checked(name: str) -> str:
    clean = single_line(name)
    if not clean:
        raise InvalidValue("An annotator needs a name.")
    if len(clean) > LONGEST:
        raise InvalidValue(f"A name can have up to {LONGEST} characters; this one has {len(clean)}.")
    return clean


def _full_name(login: str) -> str:
    try:
        import pwd

        return pwd.getpwnam(login).pw_gecos.split(",")[0].strip()
    except (ImportError, KeyError, AttributeError):
        return ""
