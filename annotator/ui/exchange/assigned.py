"""The colleague's side: what was handed out to the person who opens a file, said quietly."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject, QTimer

from annotator.core.errors import AnnotatorError
from annotator.core.model import Status
from annotator.services import assignments, people
from annotator.services.assignments import Task
from annotator.ui.date_words import value_in_words
from annotator.ui.texts import counted, isolated, shortened

if TYPE_CHECKING:
    from annotator.ui.main_window import MainWindow

_NOTE = 200


def _tr(text: str) -> str:
    return QCoreApplication.translate("Assigned", text)


class Assigned(QObject):
    """Says once what is to be done, and goes on counting in the status line."""

    def __init__(self, window: "MainWindow") -> None:
        """Follow the project that is open in ``window``."""
        super().__init__(window)
        self._window = window
        self._soon = QTimer(self, interval=0, singleShot=True)
        self._soon.timeout.connect(self._count)
        self._statuses: dict[str, Status] = {}
        workspace = window.workspace
        workspace.articles_changed.connect(self._articles_changed)
        workspace.annotator_changed.connect(self._soon.start)

    def opened(self) -> None:
        """Say for whom the project is that was just opened, or what is left to do in it."""
        project = self._window.workspace.project
        if project is None or project.read_only:
            self._window.status_line.task.clear()
            return
        name = assignments.meant_for(project)
        if name:
            self._propose(name)
        else:
            self._say()

    def _propose(self, name: str) -> None:
        annotator = self._window.workspace.annotator
        frame = _tr("This file was made for {name}. You annotate as {present}.")
        sentence = frame.format(name=isolated(name), present=isolated(annotator.name if annotator else ""))
        verb = _tr("Annotate as {name}").format(name=isolated(shortened(name, 30)))
        self._window.banner.say("info", sentence, action=verb, act=lambda: self._become(name))

    def _become(self, name: str) -> None:
        self._window.desk.flush()
        if self._window.workspace.switch_annotator(name):
            people.remember(name)
            self._window.projects.annotator_name = None
            self._say()

    def _say(self) -> None:
        task = self._task()
        self._show(task)
        if task is not None:
            self._window.banner.say("info", in_words(task))

    def _articles_changed(self, ids: list[str]) -> None:
        """Count again where a status is another one: each mark changes an article too."""
        project = self._window.workspace.project
        if project is None:
            return
        try:
            found = {id_: project.article(id_).status for id_ in ids}
        except AnnotatorError:
            found = {}  # one of them was removed
        if not found or any(self._statuses.get(id_) is not status for id_, status in found.items()):
            self._soon.start()
        self._statuses |= found

    def _count(self) -> None:
        self._show(self._task())

    def _task(self) -> Task | None:
        project = self._window.workspace.project
        if project is None:
            return None
        try:
            return assignments.task(project)
        except AnnotatorError:
            return None  # only a reminder; what is wrong with the project is said elsewhere

    def _show(self, task: Task | None) -> None:
        label = self._window.status_line.task
        if task is None:
            label.clear()
            label.setToolTip("")
            return
        text = counted(task.left, _tr("1 handed-out article left"), _tr("{n} handed-out articles left"))
        label.setText(text if task.left else _tr("All that was handed out is done"))
        label.setToolTip(in_words(task))


def in_words(task: Task) -> str:
    """Return what was handed out, by whom, until when, and what is left of it."""
    by = isolated(task.by) or _tr("Somebody")
    names = {"by": by, "all": str(task.total), "day": value_in_words(task.assignment.due)}
    if not task.left:
        one = _tr("What {by} handed out to you is done: send this file back to them.")
        sentence = one.format(**names)
    elif task.assignment.due:
        sentence = counted(
            task.left,
            _tr("{by} handed this out to you until {day}: 1 of {all} articles is left to do."),
            _tr("{by} handed this out to you until {day}: {n} of {all} articles are left to do."),
            **names,
        )
    else:
        sentence = counted(
            task.left,
            _tr("{by} handed this out to you: 1 of {all} articles is left to do."),
            _tr("{by} handed this out to you: {n} of {all} articles are left to do."),
            **names,
        )
    note = shortened(task.assignment.note, _NOTE)
    return _tr("{sentence} “{note}”").format(sentence=sentence, note=isolated(note)) if note else sentence
