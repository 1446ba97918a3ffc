"""Taking in colleagues' files: first a look at what they bring, then all of it in one act.

Nothing of a file is believed: it is read by a process of its own as foreign data, and each row
is held against our texts and our codebook. Rows are joined by id and revision, so that a file
taken in twice, or files in another order, give the same project.
"""

from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path

from annotator.core.errors import (
    InvalidValue,
    NotAllowed,
    OutputRefused,
    ProjectDamaged,
    ProjectReadOnly,
    StorageFull,
)
from annotator.services import backups
from annotator.services.progress import QUIET, Progress
from annotator.services.union.planning import Union
from annotator.services.union.report import (
    ArticleCount,
    Claim,
    Clash,
    Conflict,
    Contribution,
    Count,
    Difference,
    FileReport,
    Incoming,
    Others,
    OtherText,
    Rename,
    SetAside,
    Taken,
)
from annotator.storage.foreign.copy import private_copy
from annotator.storage.foreign.reader import DEFAULT, Limits
from annotator.storage.project import Project
from annotator.storage.rows import ANNOTATOR, ARTICLE
from annotator.storage.taking_in import MERGED, VERB, Ours, Plan

__all__ = [
    "ArticleCount",
    "Claim",
    "Clash",
    "Conflict",
    "Contribution",
    "Count",
    "Difference",
    "FileReport",
    "Incoming",
    "OtherText",
    "Others",
    "Rename",
    "SetAside",
    "Taken",
    "look",
    "take_in",
]


_NAME = ANNOTATOR.columns.index("name")


def look(
    project: Project, paths: Sequence[Path], progress: Progress = QUIET, limits: Limits = DEFAULT
) -> Incoming:
    """Return what taking in some files would do; nothing is changed.

    Can run on `Project.again` in another thread; `take_in` may be called with the first one then.

    Raises:
        NotFound, NotAProject, ProjectTooNew, ProjectDamaged, ProjectBusy: a file that is no sound
            project, or not all of it.
        UnreadableInput: a file that is too large, or open here: the project itself.
        InvalidValue: if no file was named.
        StorageFull: if there is no room for the copies that are read.
        Cancelled: if ``progress`` stops it.
    """
    if not paths:
        raise InvalidValue("Name at least one file to take in.")
    with ExitStack() as stack:
        copies = [
            stack.enter_context(private_copy(path, lambda done, total: progress.step(done, total, "copying")))
            for path in paths
        ]
        union = Union(project)
        for copy in sorted(copies, key=lambda one: one.sha256):  # the same result, however they are named
            union.read(copy, progress, limits)
        return union.result(list(zip(paths, copies, strict=True)))


def take_in(project: Project, incoming: Incoming, own: bool = False, progress: Progress = QUIET) -> Taken:
    """Take in what `look` found, in one act that undo takes out again.

    With ``own``, also what the files claim to be changed or removed by the present annotator.

    Raises:
        NotAllowed: if the project was changed since `look`, or somebody else annotates; look again.
        ProjectError: if the project cannot be changed.
        Cancelled: if ``progress`` stops it; nothing was changed.
    """
    if project.read_only:
        raise ProjectReadOnly(f"{project.read_only_reason} Nothing was taken in.".lstrip())
    if incoming.union.annotator_id != project.annotator.id:
        raise NotAllowed("Somebody else annotates now; look at the files again. Nothing was taken in.")
    plan = incoming.union.plan(project, own=own)
    counts = _counts(project.ours(), plan)
    clashes = tuple(clash for report in incoming.files for clash in report.clashes)
    if plan.is_empty:
        return Taken(None, counts, ())
    progress.step(0, 0, "writing")
    notes = _back_up_first(project, progress)
    subject = ", ".join(report.name for report in incoming.files)
    with project.act(VERB, subject) as change:
        change.take_in(plan)
        progress.step(0, 0, "writing")
    return Taken(change.act, counts, clashes, notes)


def _counts(ours: Ours, plan: Plan) -> dict[str, Count]:
    kinds = (ANNOTATOR, ARTICLE, *MERGED)
    counts = {kind.name: Count() for kind in kinds}
    for kind in kinds:
        count = counts[kind.name]
        for id_, row in plan.rows.get(kind, {}).items():
            present = ours.row(kind, id_)
            if row is None:
                count.removed += 1
            elif present is None:
                count.new += 1
            elif kind is not ANNOTATOR or row[_NAME] != present[_NAME]:
                count.changed += 1
    return counts


def _back_up_first(project: Project, progress: Progress) -> tuple[str, ...]:
    """Back the project up before much changes at once; that it failed is said, and no reason to stop."""
    try:
        backups.back_up(project, progress=progress)
    except (OutputRefused, StorageFull, ProjectDamaged) as error:
        return (str(error),)
    return ()
