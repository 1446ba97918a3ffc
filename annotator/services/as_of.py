"""A project as it was at an earlier moment: for reading, on a private copy; the project is not touched."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from annotator.core.errors import InvalidValue, OutputRefused
from annotator.core.model import Annotator
from annotator.services.progress import QUIET, Progress
from annotator.storage.journal import Act
from annotator.storage.past import Rewound
from annotator.storage.project import Project

__all__ = ["Copy", "Rewound", "as_of", "moment_from", "prepare", "sentences", "seq_at"]


@dataclass(slots=True)
class Copy:
    """An earlier state of a project in a folder of its own, which goes when it is closed."""

    path: Path
    source: Path
    """The project whose past it is."""
    seq: int
    """The last entry of the journal that it has; 0 if it is from before the first."""
    found: Rewound
    """What could not be brought back."""
    annotator: Annotator | None
    folder: "tempfile.TemporaryDirectory[str]"

    def open(self) -> Project:
        """Open it for reading, in the thread that calls this."""
        return Project.open(self.path, annotator=self.annotator, read_only=True)

    def close(self) -> None:
        """Remove it. The second time does nothing."""
        self.folder.cleanup()


def prepare(project: Project, seq: int, name: str = "", progress: Progress = QUIET) -> Copy:
    """Work out a project as it was right after the entry ``seq`` of its journal; 0 is before the first.

    ``name`` is what the copy is called, for titles; that of the project if none is given.

    Raises:
        OutputRefused, StorageFull: if there is no room for a copy.
        ProjectReadOnly: if the file holds what is not Annotator’s.
        Cancelled: if ``progress`` stops it; nothing is left behind.
    """
    try:
        folder = tempfile.TemporaryDirectory(prefix="annotator-", ignore_cleanup_errors=True)
    except OSError as error:
        raise OutputRefused(
            "No folder for temporary files can be written, so the earlier state cannot be worked out."
        ) from error
    target = Path(folder.name, name or project.path.name)
    try:
        found = project.past().copy_as_of(
            target, seq, lambda done, total: progress.step(done, total, "journal")
        )
    except BaseException:
        folder.cleanup()
        raise
    annotator = project.annotator if project.annotator.id else None
    return Copy(target, project.path, seq, found, annotator, folder)


@contextmanager
def as_of(project: Project, seq: int, progress: Progress = QUIET) -> Iterator[tuple[Project, Rewound]]:
    """Open a project as it was after the entry ``seq`` for the block, and say what could not be brought back.

    Raises:
        AnnotatorError: as `prepare` does.
    """
    copy = prepare(project, seq, progress=progress)
    try:
        with copy.open() as past:
            yield past, copy.found
    finally:
        copy.close()


def sentences(found: Rewound) -> list[str]:
    """Return what could not be brought back, a sentence each; none if everything is as it was."""
    result = [
        f"What “{act.verb}” brought in ({_when(act)}) was undone later and not kept, so it is missing here,"
        " and what hung on it."
        for act in found.lost
    ]
    result += [
        f"The entry of “{act.verb}” ({_when(act)}) in the journal cannot be read; what it changed is shown as"
        " it is today."
        for act in found.unreadable
    ]
    if found.differing:
        result.append(
            f"At {found.differing} places the project is not as its journal says; they are shown as the"
            " journal has them."
        )
    return result


def _when(act: Act) -> str:
    return f"{act.at[:16].replace('T', ' ')} UTC"


def seq_at(project: Project, moment: datetime) -> int:
    """Return the number of the newest entry of the journal made at or before a moment; 0 if none was.

    ``moment`` has a time zone.
    """
    utc = moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
    return project.past().moment_of(utc)


def moment_from(text: str) -> datetime:
    """Return the moment that ``text`` names: ISO 8601, with ``Z`` or an offset, else in local time.

    A day alone means its end; a minute or second alone, its end too.

    Raises:
        InvalidValue: if it names none.
    """
    try:
        moment = datetime.fromisoformat(text.strip())
        if len(text.strip()) <= len("2026-11-17"):
            moment = moment.replace(hour=23, minute=59, second=59, microsecond=999_000)
        elif not moment.second and text.count(":") == 1:
            moment = moment.replace(second=59, microsecond=999_000)
        elif not moment.microsecond:
            moment = moment.replace(microsecond=999_000)
        return moment.astimezone(UTC)
    except (ValueError, OverflowError, OSError) as error:
        raise InvalidValue(
            f"“{text[:40]}” is no day or time; write it as 2026-11-17 or 2026-11-17T18:00 (local time), or"
            " with a Z at the end for UTC."
        ) from error
