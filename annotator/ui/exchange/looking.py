"""Looking into colleagues' files for the window: what cannot be read is set aside, the others go on."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from annotator.core.errors import AnnotatorError, Cancelled
from annotator.services import taking_in
from annotator.services.progress import Progress
from annotator.services.projects import Project
from annotator.services.taking_in import Incoming


@dataclass(frozen=True, slots=True)
class Looked:
    """What was found in some files."""

    incoming: Incoming | None
    """None if not one of them can be read."""
    refused: tuple[tuple[str, str], ...] = ()
    """The names of files that cannot be read, each with a sentence that says why."""


def look(project: Project, paths: Sequence[Path], progress: Progress) -> Looked:
    """Look into files; only if one of them is refused is each looked into alone, to tell which.

    Raises:
        Cancelled: if ``progress`` stops it.
    """
    try:
        return Looked(taking_in.look(project, paths, progress))
    except Cancelled:
        raise
    except AnnotatorError as error:
        if len(paths) == 1:
            return Looked(None, ((paths[0].name, str(error)),))
    good: list[Path] = []
    refused: list[tuple[str, str]] = []
    for path in paths:
        alone = look(project, [path], progress)
        refused += alone.refused
        if alone.incoming is not None:
            good.append(path)
    if not good:
        return Looked(None, tuple(refused))
    together = look(project, good, progress) if refused else Looked(taking_in.look(project, good, progress))
    return Looked(together.incoming, (*refused, *together.refused))
