"""Salvage: a damaged project into a new one, and files that look like conflicted copies."""

from pathlib import Path

from annotator.services import backups, people
from annotator.services.progress import QUIET, Progress
from annotator.storage import conflicts
from annotator.storage import salvage as storage_salvage
from annotator.storage.project import Project
from annotator.storage.salvage import Loss, SalvageReport

__all__ = ["Loss", "SalvageReport", "conflict_copies", "salvage"]


def salvage(
    damaged: Path, target: Path, annotator_name: str | None = None, progress: Progress = QUIET
) -> SalvageReport:
    """Save what can be saved of a damaged project into the new file ``target``.

    The damaged file is never changed. What it does not give comes from the newest backup, and
    what neither has is in the report.

    Raises:
        NotFound, NotAProject: if there is nothing of a project to be found.
        ProjectBusy: if the damaged file is open.
        OutputRefused, StorageFull: if the new file cannot be written; nothing is left behind.
        Cancelled: if ``progress`` stops it; nothing is left behind.
    """
    return storage_salvage.salvage(
        damaged,
        target,
        annotator=people.who(annotator_name),
        roots=backups.roots(),
        step=progress.step,
    )


def conflict_copies(project: Project) -> list[Path]:
    """Return files beside a project that look like a sync program's conflicted copies of it."""
    return conflicts.conflict_copies(project.path, project.properties().get("id", ""))
