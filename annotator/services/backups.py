"""Backups: when one is due, where they lie, what they hold, and getting one back."""

from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

from annotator.services import settings
from annotator.services.progress import QUIET, Progress
from annotator.storage import backups
from annotator.storage.backups import Backup
from annotator.storage.project import Project

__all__ = ["Backup", "back_up", "delete", "folder", "kept", "open_copy", "roots", "size"]

FOLDER = "Annotator backups"
"""What the folder is called that is made inside one that a person chose."""


def folder() -> Path:
    """Return the folder into which backups go, as the settings have it."""
    chosen = settings.load().backups_folder
    return Path(chosen) / FOLDER if chosen else backups.default_root()


def roots() -> list[Path]:
    """Return all folders in which backups may lie: the present one, and this machine's own."""
    return list(dict.fromkeys([folder(), backups.default_root()]))


def back_up(project: Project, moment: datetime | None = None, progress: Progress = QUIET) -> Backup | None:
    """Back a project up, unless that is turned off or a backup holds its present state already.

    ``moment`` is the time of the backup; the present if none is given. A project that is open
    for reading only is somebody else's to back up.

    Raises:
        OutputRefused, StorageFull, ProjectDamaged: if no backup could be made; nothing is left behind.
        Cancelled: if ``progress`` stops it.
    """
    if project.read_only or not settings.load().backups:
        return None
    at = moment or datetime.now(UTC)
    return backups.make(project, folder(), at, lambda done, total: progress.step(done, total, "backup"))


def kept(project_id: str) -> list[Backup]:
    """Return all backups of a project, the newest first."""
    found = [each for root in roots() for each in backups.kept(backups.folder_of(root, project_id))]
    return sorted(found, key=lambda each: each.at, reverse=True)


def size() -> int:
    """Return how many bytes the backups of all projects take."""
    return backups.size_of(roots())


def delete(project_ids: Iterable[str] | None = None) -> None:
    """Delete all backups of some projects, or of all.

    Raises:
        OutputRefused: if some cannot be deleted.
    """
    if project_ids is None:
        backups.delete_everything(roots())
        return
    for project_id in project_ids:
        for root in roots():
            backups.delete_project(backups.folder_of(root, project_id))


def open_copy(backup: Path, target: Path, *, force: bool = False, progress: Progress = QUIET) -> Path:
    """Write a copy of a backup to ``target`` and return that; the backup stays as it is.

    Raises:
        NotFound, ProjectDamaged: if the backup is gone, or not whole any more.
        OutputRefused, StorageFull: if the copy cannot be written.
    """
    backups.restore(backup, target, lambda done, total: progress.step(done, total, "copy"), force=force)
    return target
