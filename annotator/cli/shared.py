"""What the commands share: options, progress, JSON, and the project they work on."""

import json
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click

from annotator.core.errors import ProjectReadOnly
from annotator.services.progress import QUIET, Progress

if TYPE_CHECKING:
    from annotator.services.projects import Project

Command = TypeVar("Command", bound=Callable[..., object])

_EVERY = 0.1  # seconds between two updates of the progress line


class PathArgument(click.Path):
    """A path as a `Path`; that it exists is looked at by whoever opens it."""

    name = "path"

    def __init__(self) -> None:
        super().__init__(path_type=Path)


PATH = PathArgument()


def examples(*lines: str) -> str:
    """Return the text that a command's help ends with, a line each."""
    return "\b\nExamples:\n" + "\n".join(f"  {line}" for line in lines)


def project_argument(command: Command) -> Command:
    """Add the argument PROJECT."""
    return click.argument("project", type=PATH)(command)


def annotator_option(command: Command) -> Command:
    """Add the option ``--annotator``."""
    return click.option(
        "--annotator",
        "annotator_name",
        metavar="NAME",
        help="Who annotates. Without it: the variable ANNOTATOR_NAME, else the name given in the window.",
    )(command)


def json_option(command: Command) -> Command:
    """Add the option ``--json``."""
    return click.option("--json", "as_json", is_flag=True, help="Write JSON, for scripts.")(command)


def annotator_named(own: str | None) -> str | None:
    """Return the annotator's name given to the command, else the one given before the command."""
    context = click.get_current_context()
    before = context.find_root().params.get("annotator_name")
    return own if own is not None else before


def as_of_option(command: Command) -> Command:
    """Add the option ``--as-of``."""
    return click.option(
        "--as-of",
        "moment",
        metavar="TIME",
        help="The project as it was then: 2026-11-17 (its end) or 2026-11-17T18:00, in local time;"
        " with a Z at the end in UTC.",
    )(command)


@contextmanager
def reading(path: Path, moment: str | None = None) -> Iterator["Project"]:
    """Open a project for reading, as it is or as it was at a moment; a window may have it open meanwhile."""
    from annotator.services import projects  # not before it is needed: help and version are quick

    with projects.open_project(path, annotator_named(None), read_only=True) as project:
        if moment is None:
            yield project
            return
        from annotator.services import as_of

        seq = as_of.seq_at(project, as_of.moment_from(moment))
        with as_of.as_of(project, seq) as (past, found):
            for sentence in as_of.sentences(found):
                note(sentence)
            yield past


@contextmanager
def writing(path: Path, annotator_name: str | None) -> Iterator["Project"]:
    """Open a project for changing it.

    Raises:
        ProjectReadOnly: if it cannot be changed, with the reason.
    """
    from annotator.services import projects

    with projects.open_project(path, annotator_named(annotator_name)) as project:
        if project.read_only:
            raise ProjectReadOnly(f"{project.read_only_reason} Nothing was changed.")
        yield project


def write_json(document: object) -> None:
    """Write ``document`` to standard output as JSON in UTF-8, whatever the terminal's charset."""
    text = json.dumps(document, ensure_ascii=False, indent=2)
    click.echo(text.encode("utf-8", "replace") + b"\n", nl=False)


def note(sentence: str) -> None:
    """Write a line that is not part of the result."""
    click.echo(sentence, err=True)


class _Line(Progress):
    """One line on a terminal that says how far the work is."""

    def __init__(self) -> None:
        self._next = 0.0
        self._width = 0

    def step(self, done: int, total: int, what: str) -> None:
        moment = time.monotonic()
        if moment < self._next:
            return
        self._next = moment + _EVERY
        amount = f"{done:,} of {total:,}" if total else f"{done:,}"
        self._show(f"{amount}  {what}"[:70])

    def clear(self) -> None:
        if self._width:
            self._show("")

    def _show(self, line: str) -> None:
        click.echo(f"\r{line.ljust(self._width)}\r{line}", err=True, nl=False)
        self._width = len(line)


@contextmanager
def progress() -> Iterator[Progress]:
    """Show how far long work is, if standard error is a terminal."""
    if not sys.stderr.isatty():
        yield QUIET
        return
    line = _Line()
    try:
        yield line
    finally:
        line.clear()
