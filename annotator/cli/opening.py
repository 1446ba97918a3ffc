"""``annotator open``: the window, for what the command line names."""

from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

import click

from annotator.cli.ending import shown
from annotator.cli.group import WITHOUT_COMMAND
from annotator.cli.shared import PATH, annotator_named, annotator_option, examples
from annotator.core.errors import NotFound
from annotator.formats import registry


class Show(Protocol):
    """Shows the window."""

    def __call__(
        self, project: Path | None, files: list[Path], annotator_name: str | None, *, sample: bool
    ) -> int:
        """Show it on ``project`` with ``files`` to add, and return the exit code."""


def open_command(show: Show) -> click.Command:
    """Return the command that calls ``show``."""

    @click.command(
        "open",
        epilog=examples(
            "annotator open treaty.annotator",
            "annotator treaty.annotator article.txt",
            "annotator",
        ),
    )
    @click.argument("paths", type=PATH, nargs=-1)
    @click.option("--sample", is_flag=True, help="Open the sample project.")
    @annotator_option
    def open_(paths: Sequence[Path] = (), sample: bool = False, annotator_name: str | None = None) -> int:
        """Open the window.

        PATHS are at most one project, and any number of articles (.txt, .md) or folders. The
        word “open” can be left out. Without a path it shows the start page.
        """
        project, files = _sorted_out(paths)
        return show(project, files, annotator_named(annotator_name), sample=sample)

    return open_


def _sorted_out(paths: Sequence[Path]) -> tuple[Path | None, list[Path]]:
    """Return the project among ``paths``, if there is one, and the articles.

    Raises:
        NotFound: if one is not there.
        UsageError: if several are projects.
    """
    missing = next((path for path in paths if not path.exists()), None)
    if missing is not None:
        name = shown(missing)
        if click.get_current_context().meta.get(WITHOUT_COMMAND):
            raise NotFound(
                f"There is no command and no file “{name}”; “annotator --help” lists the commands."
            )
        raise NotFound(f"There is no file “{name}”.")
    files = [path for path in paths if path.is_dir() or registry.format_of(path.name) is not None]
    others = [path for path in paths if path not in files]
    if len(others) > 1:
        raise click.UsageError("One window opens one project; these are several.")
    return (others[0] if others else None), files
