"""The actions History and The project as it was."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from annotator.core.errors import AnnotatorError
from annotator.services import as_of as past_states
from annotator.services import projects
from annotator.services.as_of import Copy
from annotator.services.progress import Progress
from annotator.ui.story.past import past_view

if TYPE_CHECKING:
    from annotator.ui.main_window import MainWindow


def _tr(text: str) -> str:
    return QCoreApplication.translate("StoryControl", text)


def show(window: "MainWindow") -> None:
    """Show the history of the annotation selected, else of the article, else of the project."""
    from annotator.ui.story.history import HistoryDialog, subjects_of

    workspace = window.workspace
    if workspace.project is None:
        return
    window.desk.flush()
    current, article = workspace.current, workspace.article
    subjects = subjects_of(
        (current.id, current.quote) if current else None, (article.id, article.title) if article else None
    )
    dialog = HistoryDialog(window.appearance, workspace.project, workspace.layers, subjects, window)
    workspace.closing.connect(dialog.reject)
    dialog.finished.connect(dialog.deleteLater)
    if not dialog.exec():
        return
    if dialog.past_wanted:
        as_of(window)
    elif dialog.wanted is not None:
        _go(window, *dialog.wanted)


def _go(window: "MainWindow", annotation_id: str, article_id: str) -> None:
    """Go to an annotation or article that an entry is about, if it is still there."""
    workspace = window.workspace
    project = workspace.project
    if project is None:
        return
    try:
        annotation = project.annotation(annotation_id) if annotation_id else None
        place = annotation.article_id if annotation else article_id
        there = any(one.id == place for one in project.articles())
    except AnnotatorError as error:
        window.projects.say("error", str(error))
        return
    if not there or (annotation_id and annotation is None):
        sentence = _tr("That is no longer in the project; its history is all there is of it.")
        window.projects.say("info", sentence)
    if there and workspace.open_article(place):
        if annotation is not None:
            workspace.select(annotation.id)
        window.view.setFocus()


def as_of(window: "MainWindow") -> None:
    """Ask for a moment, and open the project as it was then, for reading."""
    from annotator.ui.story.moment import MomentDialog

    workspace = window.workspace
    shown = past_view(window).copy
    if workspace.project is None:
        return
    window.desk.flush()
    source = shown.source if shown is not None else workspace.project.path
    try:
        with projects.open_project(source, read_only=True) as project:
            dialog = MomentDialog(window.appearance, project, workspace.layers, window)
            if not dialog.exec():
                return
            seq, moment = dialog.seq, dialog.moment
    except AnnotatorError as error:
        window.projects.say("error", str(error))
        return
    name = f"{source.stem} {moment:%Y-%m-%d %H.%M}{source.suffix}"
    person = workspace.annotator.name if workspace.annotator else None

    def work(progress: Progress) -> Copy:
        return _prepared(source, person, seq, name, progress)

    job = window.projects.run_job(_tr("Working out the project as it was"), work)
    job.succeeded.connect(lambda copy: past_view(window).show(copy, moment))


def _prepared(source: Path, person: str | None, seq: int, name: str, progress: Progress) -> Copy:
    with projects.open_project(source, person, read_only=True) as project:
        return past_states.prepare(project, seq, name, progress)
