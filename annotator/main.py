"""The entry point ``annotator``: the command line, and the window when one is wanted."""

import gc
import importlib
import sys
from collections.abc import Sequence
from pathlib import Path

from annotator.cli.display import library_problem, window_problem
from annotator.cli.ending import BAD, ended, said

_ENDING = ".annotator"
_BEFORE_QT = (
    *("annotator.services.settings", "annotator.services.projects", "annotator.services.people"),
    *("annotator.services.marking", "annotator.services.articles", "annotator.services.history"),
    *("annotator.services.backups", "annotator.services.proposing"),
)
"""What the window works with from the start. PySide6 reads through the source of every module that is
imported after it, so what has nothing to do with Qt comes first."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run what the command line asks for and return the exit code."""
    given = sys.argv[1:] if arguments is None else list(arguments)
    if _is_window_alone(given):
        # The commands would come to the same; the window need not wait for them to be loaded.
        return ended(lambda: _show(Path(given[0]) if given else None, [], None, sample=False))
    from annotator.cli.group import make_group
    from annotator.cli.opening import open_command
    from annotator.cli.running import run

    group = make_group()
    group.for_paths = open_command(_show)
    group.add_command(group.for_paths)
    return run(group, given)


def prepare() -> None:
    """Get ready to load the window: the one place that knows in which order that is quick."""
    # What is made while the program starts stays; looking through it for garbage is in vain.
    gc.disable()
    for name in _BEFORE_QT:
        importlib.import_module(name)


def _is_window_alone(given: Sequence[str]) -> bool:
    """Say whether nothing is asked for but the window, on one project file or the start page."""
    match given:
        case []:
            return True
        case [name]:
            return name.endswith(_ENDING) and not name.startswith("-") and Path(name).is_file()
        case _:
            return False


def _show(project: Path | None, files: list[Path], annotator_name: str | None, *, sample: bool) -> int:
    """Show the window until it is closed; say why if none can be shown."""
    problem = window_problem()
    if problem is not None:
        return said(problem, BAD)
    prepare()
    try:
        from annotator.ui import app
    except ImportError as error:
        if not (error.name or "").startswith(("PySide6", "shiboken6")) and ".so" not in str(error):
            raise
        return said(library_problem(str(error)), BAD)
    return app.run(project, files, annotator_name, sample=sample)
