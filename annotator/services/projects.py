"""Project files: making, opening, describing and copying them."""

from dataclasses import dataclass, replace
from pathlib import Path

from annotator.assets import resource
from annotator.core.codebook import Codebook, Layer
from annotator.core.errors import InvalidValue
from annotator.core.text import single_line
from annotator.formats.codebook import fault, read_codebook
from annotator.services import people
from annotator.services.progress import QUIET, Progress
from annotator.storage import sniffing
from annotator.storage.check_report import CheckReport, Finding
from annotator.storage.journal import Act
from annotator.storage.project import Project

__all__ = [
    "Act",
    "CheckReport",
    "Finding",
    "Project",
    "ProjectInfo",
    "check",
    "create",
    "default_codebook",
    "info",
    "is_project",
    "open_project",
    "save_copy",
]

ENDING = ".annotator"
"""What the names of project files end in; any name will do."""


def default_codebook() -> Codebook:
    """Return the codebook that comes with the program."""
    return read_codebook(resource("codebook.toml"))


def is_project(path: Path) -> bool:
    """Say whether a file is meant as a project: by its name, or because it is a SQLite file."""
    return path.suffix == ENDING or sniffing.is_sqlite(path)


@dataclass(frozen=True, slots=True)
class ProjectInfo:
    """What there is to know about a project at a glance."""

    path: Path
    id: str
    title: str
    created_at: str
    format: int
    program_version: str
    """Of the program that made it."""
    size: int
    """Bytes of the file."""
    articles: int
    annotations: int
    annotators: tuple[str, ...]
    """Their names."""
    entities: int
    layers: tuple[Layer, ...]
    read_only_reason: str


def create(
    path: Path, annotator_name: str | None = None, title: str = "", *, codebook: Codebook | None = None
) -> Project:
    """Make a new project with a codebook, the default one if none is given, and open it.

    Raises:
        InvalidValue: if nobody is named as the annotator.
        OutputRefused: if there is a file of this name already, or none can be made there.
        ProjectError: if the disk is full.
    """
    annotator = people.who(annotator_name)
    if annotator is None:
        raise InvalidValue(_WHO)
    chosen = default_codebook() if codebook is None else codebook
    return Project.create(path, annotator=annotator, codebook=chosen, title=single_line(title))


def open_project(path: Path, annotator_name: str | None = None, *, read_only: bool = False) -> Project:
    """Open a project; see `Project.open` for when it comes back for reading only.

    Raises:
        InvalidValue: if it is to be edited and nobody is named as the annotator.
        NotFound, ProjectError: if it cannot be opened; the sentence says why.
    """
    annotator = people.who(annotator_name)
    if annotator is None and not read_only:
        raise InvalidValue(_WHO)
    project = Project.open(path, annotator=annotator, read_only=read_only)
    if not project.read_only and not any(layer.fields for layer in project.codebook().layers):
        try:
            _give_fields(project)
        except BaseException:
            project.close()
            raise
    return project


def _give_fields(project: Project) -> None:
    """Give a project of the first format, whose codebook had no fields, those that new projects have."""
    old, new = project.codebook(), default_codebook()
    layers = []
    for layer in new.layers:
        known = old.layer(layer.id)
        layers.append(replace(known, fields=layer.fields) if known else layer)
    layers += [layer for layer in old.layers if new.layer(layer.id) is None]
    book = replace(new, layers=tuple(layers))
    if fault(book) is not None:  # letters of own layers are those of fields
        book = replace(book, layers=tuple(_without_keys(layer) for layer in layers))
    with project.act("change codebook", new.title, for_good=True) as change:
        change.put_codebook(book)


def _without_keys(layer: Layer) -> Layer:
    return replace(layer, fields=tuple(replace(field, key="") for field in layer.fields))


def info(project: Project) -> ProjectInfo:
    """Return what there is to know about an open project."""
    properties = project.properties()
    totals = project.totals()
    return ProjectInfo(
        path=project.path,
        id=properties.get("id", ""),
        title=properties.get("title", ""),
        created_at=properties.get("created_at", ""),
        format=project.format,
        program_version=properties.get("program_version", ""),
        size=project.size(),
        articles=totals["articles"],
        annotations=totals["annotations"],
        entities=totals["entities"],
        annotators=tuple(one.name for one in project.annotators()),
        layers=tuple(project.layers()),
        read_only_reason=project.read_only_reason,
    )


def save_copy(project: Project, target: Path, *, force: bool = False, progress: Progress = QUIET) -> None:
    """Write a copy of a project as it is now, also if its file was moved or removed meanwhile.

    Raises:
        OutputRefused: if ``target`` is the project itself, is there and ``force`` is not given, or
            cannot be written.
        StorageFull: if there is no room; nothing is left behind.
        Cancelled: if ``progress`` stops it; nothing is left behind.
    """
    project.copy_to(target, force=force, step=lambda done, total: progress.step(done, total, "pages"))


def check(path: Path, progress: Progress = QUIET) -> CheckReport:
    """Verify everything in a project file that can be verified; the file is only read.

    Raises:
        NotFound, NotAProject, ProjectTooNew, ProjectBusy, ProjectReadOnly: if there is nothing to check.
        StorageFull: if there is no room for the copy that the check of a large file works on.
        Cancelled: if ``progress`` stops it.
    """
    from annotator.storage.check import check as check_file

    return check_file(path, progress.step)


_WHO = "Say who annotates: give a name with --annotator or in the environment variable ANNOTATOR_NAME."
