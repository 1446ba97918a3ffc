"""File ▸ Take in colleagues' work…: looks, shows, takes in, and says what came of it."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QFileDialog

from annotator.services import entities, taking_in
from annotator.services.progress import Progress
from annotator.services.projects import ENDING, Project
from annotator.services.taking_in import Incoming, Taken
from annotator.services.union.report import Clash
from annotator.ui.dialogs.message import Choice, ask
from annotator.ui.entities.words import merging_in_words
from annotator.ui.exchange import looking
from annotator.ui.exchange.looking import Looked
from annotator.ui.exchange.take_in_dialog import TakeInDialog
from annotator.ui.exchange.taken_dialog import TakenDialog

if TYPE_CHECKING:
    from annotator.ui.main_window import MainWindow


def _tr(text: str) -> str:
    return QCoreApplication.translate("TakeIn", text)


def show(window: "MainWindow") -> None:
    """Ask for files, and show what they bring."""
    project = window.workspace.project
    if project is None or window.workspace.read_only:
        return
    filters = _tr("Projects (*{ending});;All files (*)").format(ending=ENDING)
    title, folder = _tr("Take in colleagues’ work"), str(project.path.parent)
    chosen, _ = QFileDialog.getOpenFileNames(window, title, folder, filters)
    if chosen:
        begin(window, [Path(one) for one in chosen])


def begin(window: "MainWindow", paths: Sequence[Path]) -> None:
    """Look into files as a job, and show what they bring; nothing is changed by that."""
    project = window.workspace.project
    if project is None or window.workspace.read_only:
        return
    window.desk.flush()

    def work(progress: Progress) -> Looked:
        with project.again() as second:
            return looking.look(second, paths, progress)

    job = window.projects.run_job(_tr("Looking into the files"), work)
    job.succeeded.connect(lambda found: _ask(window, project, cast("Looked", found)))


def _ask(window: "MainWindow", project: Project, looked: Looked) -> None:
    if window.workspace.project is not project:  # another one was opened meanwhile
        return
    dialog = TakeInDialog(window.appearance, looked, project.annotator.name, window)
    if dialog.exec() and looked.incoming is not None and window.workspace.project is project:
        _take_in(window, project, looked.incoming, own=dialog.own)


def _take_in(window: "MainWindow", project: Project, incoming: Incoming, *, own: bool) -> None:
    window.desk.flush()

    def work(progress: Progress) -> Taken:
        with project.again() as second:
            return taking_in.take_in(second, incoming, own, progress)

    job = window.projects.run_job(_tr("Taking in colleagues’ work"), work)
    job.succeeded.connect(lambda taken: _tell(window, project, cast("Taken", taken)))


def _tell(window: "MainWindow", project: Project, taken: Taken) -> None:
    if window.workspace.project is not project:
        return
    window.workspace.absorb()
    if taken.act is None:
        window.projects.say("info", _tr("There was nothing to take in."))
        return
    names = {one.id: one.name for one in window.workspace.annotators.values()}
    dialog = TakenDialog(window.appearance, taken, lambda clash: _merge(window, clash), names, window)
    dialog.exec()
    if dialog.review_wanted:
        window.actions_["review"].trigger()


def _merge(window: "MainWindow", clash: Clash) -> bool:
    """Ask which of two entities stays, and merge the other into it."""
    known = window.workspace.known
    pair = [found for one in (clash.ours, clash.theirs) if (found := known.roster.by_id.get(one.id))]
    if len(pair) < 2:
        return False

    ours, theirs = pair
    choices = [
        Choice(ours.id, _tr("Keep the one that was here")),
        Choice(theirs.id, _tr("Keep the one from the file")),
    ]
    project = window.workspace.project
    mentions = len(project.mentioning([theirs.id])) if project else 0
    explanation = merging_in_words([theirs], ours, mentions)
    kept_id = ask(window.appearance, window, _tr("Which one stays?"), choices, explanation=explanation)
    if not kept_id:
        return False
    other = theirs.id if kept_id == ours.id else ours.id
    return window.workspace.do(lambda project: entities.merge(project, kept_id, other)) is not None
