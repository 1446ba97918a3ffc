"""File ▸ Hand out…: asks, makes the files as a job, and says where they are."""

from pathlib import Path
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QFileDialog, QWidget

from annotator.services import handing_out, people
from annotator.services.handing_out import HandedOut, HandOut
from annotator.services.progress import Progress
from annotator.services.projects import Project
from annotator.ui.appearance import Appearance
from annotator.ui.dialogs.message import Choice, ask
from annotator.ui.exchange.hand_out_dialog import HandOutDialog, Offer
from annotator.ui.exchange.handed_out import EarlierDialog, FilesMadeDialog
from annotator.ui.exchange.words import files_in_words, names_in_words

if TYPE_CHECKING:
    from annotator.ui.main_window import MainWindow


def _tr(text: str) -> str:
    return QCoreApplication.translate("HandOut", text)


def show(window: "MainWindow") -> None:
    """Ask what to hand out to whom, and make the files."""
    project = window.workspace.project
    if project is None or window.workspace.read_only:
        return
    window.desk.flush()
    if not project.articles():
        window.projects.say("info", _tr("There is no article to hand out yet. Add some first."))
        return
    dialog = _Asking(window.appearance, project, _offer(window, project), window)
    if dialog.exec() and dialog.folder is not None:
        _make(window, project, dialog.wanted(), dialog.folder)


def _offer(window: "MainWindow", project: Project) -> Offer:
    article = window.workspace.article
    numbers = people.everyone(project)
    names = {person.id: person.name for person, _ in numbers}
    makers = {one.annotator_id for one in project.entities()} - {project.annotator.id}
    return Offer(
        project.articles(),
        article.id if article else None,
        frozenset(id_ for one in project.assignments() for id_ in one.article_ids),
        [person for person, _ in numbers],
        frozenset(person.id for person, number in numbers if number),
        frozenset(names.get(id_, "") for id_ in makers),
        project.path.parent,
    )


class _Asking(HandOutDialog):
    """The dialog, which asks for a folder before it closes: who gives that up has lost nothing."""

    def __init__(self, appearance: Appearance, project: Project, offer: Offer, parent: QWidget) -> None:
        super().__init__(appearance, offer, parent)
        self._project = project
        self.folder: Path | None = None
        self.earlier_button.clicked.connect(self._show_earlier)

    def accept(self) -> None:
        """Ask where to put the files, and about files that are there; leave if that was said."""
        self.settle()
        if not self.make_button.isEnabled():
            return
        start = str(self.offer.folder)
        chosen = QFileDialog.getExistingDirectory(self, self.tr("Folder for the files"), start)
        if chosen and self._may_replace(Path(chosen)):
            self.folder = Path(chosen)
            super().accept()

    def _may_replace(self, folder: Path) -> bool:
        names = [handing_out.file_name(self._project, one.assignee) for one in self.wanted()]
        there = [name for name in names if (folder / name).exists()]
        if not there:
            return True
        question = self.tr("{files} of the same name would be replaced.")
        choices = [Choice("replace", self.tr("Replace"), danger=True)]
        explanation = names_in_words(there)
        sentence = question.format(files=files_in_words(len(there)))
        return ask(self.appearance, self, sentence, choices, explanation=explanation) == "replace"

    def _show_earlier(self) -> None:
        EarlierDialog(self.appearance, self._project, self).exec()


def _make(window: "MainWindow", project: Project, wanted: list[HandOut], folder: Path) -> None:
    def work(progress: Progress) -> list[HandedOut]:
        with project.again() as second:
            return handing_out.hand_out_all(second, wanted, folder, force=True, progress=progress)

    def made(found: object) -> None:
        window.workspace.absorb()
        FilesMadeDialog(window.appearance, cast("list[HandedOut]", found), window).exec()

    job = window.projects.run_job(_tr("Making the files"), work)
    job.succeeded.connect(made)
