"""Marking all mentions of an entity: which names, where, and a preview to untick what is wrong."""

from collections.abc import Sequence
from typing import NamedTuple, cast

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QDialogButtonBox,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QRadioButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from annotator.core.errors import AnnotatorError
from annotator.core.model import Article, Entity
from annotator.services import mentions
from annotator.services.mentions import Candidate
from annotator.services.progress import Progress
from annotator.services.projects import Project
from annotator.ui.appearance import Appearance
from annotator.ui.dialogs.base import CONTROL, Dialog
from annotator.ui.dialogs.check_list import CheckList
from annotator.ui.dialogs.progress import JobProgress
from annotator.ui.entities.places import Places
from annotator.ui.entities.words import quoted
from annotator.ui.jobs import Job
from annotator.ui.panels.matching import one_line
from annotator.ui.texts import counted, plain_label

_NAME_ROWS = 4
_LEAST_WIDE = 52
"""Characters: room for a name, a little of its context, and what is said of it."""


class Wanted(NamedTuple):
    """Whose mentions are looked for, and where one may look."""

    entity: Entity
    names: tuple[str, ...]
    """Names to look for, the entity's own and what was selected; all are ticked at first."""
    project: Project
    article: Article | None
    """The article shown; without one all are looked through."""
    everywhere: bool = False
    """Whether to begin with all articles."""


class MarkAllDialog(Dialog):
    """What is found, grouped by article; `chosen` gives what is ticked."""

    def __init__(self, appearance: Appearance, wanted: Wanted, parent: QWidget | None = None) -> None:
        """Look for ``wanted`` at once."""
        super().__init__(appearance, self.tr("Mark all mentions"), parent)
        self._wanted = wanted
        self._job: Job | None = None
        self._search = 0
        self._fresh = True
        self.names = CheckList(self.tr("Names to look for"), _NAME_ROWS)
        self.names.ensurePolished()  # Rows that are measured before stay too low.
        self.here = QRadioButton(self.tr("&This article"))
        self.everywhere = QRadioButton(self.tr("&All articles"))
        self.tree = Places(appearance)
        self.inflected = QCheckBox()
        self.inflected.setToolTip(
            self.tr("What the ending rules of Russian and Ukrainian take for a form of the name.")
        )
        self.state = plain_label("", "muted", wrap=True)
        self.again_button = QPushButton(self.tr("Search again"))
        self._pages = QStackedWidget()
        self._lay_out(wanted)
        self.names.changed.connect(self._look)
        self._scopes.idClicked.connect(lambda _: self._look())
        self.again_button.clicked.connect(self._look)
        self.tree.ticks_changed.connect(self._count)
        self.inflected.clicked.connect(self._tick_inflected)
        self.tree.setMinimumWidth(self.in_characters(_LEAST_WIDE).width())
        self.start_at(96, 40)
        self._look()

    def _lay_out(self, wanted: Wanted) -> None:
        self.add_heading(
            self.tr("Mark all mentions of {name}").format(name=quoted(wanted.entity.name)),
            self.tr("Places that are marked as an actor already are left out."),
        )
        self.names.fill(((name, one_line(name)) for name in wanted.names), ticked=True)
        self._scopes = QButtonGroup(self)
        scope = QHBoxLayout()
        scope.setSpacing(16)
        for button in (self.here, self.everywhere):
            self._scopes.addButton(button)
            scope.addWidget(button)
        scope.addStretch(1)
        self.here.setEnabled(wanted.article is not None)
        self.everywhere.setChecked(wanted.everywhere or wanted.article is None)
        self.here.setChecked(not self.everywhere.isChecked())
        looking = QVBoxLayout()
        looking.setSpacing(CONTROL)
        looking.addWidget(plain_label(self.tr("Names to look for"), "section"))
        looking.addWidget(self.names)
        looking.addLayout(scope)
        self.column.addLayout(looking)
        self._pages.addWidget(self.tree)
        self._pages.addWidget(self._state_page())
        self.column.addWidget(self._pages, 1)
        self.column.addWidget(self.inflected)
        self.mark_button = self.add_button("", QDialogButtonBox.ButtonRole.AcceptRole)
        self.add_button(self.tr("Cancel"), QDialogButtonBox.ButtonRole.RejectRole)

    def _state_page(self) -> QWidget:
        page = QFrame()
        page.setProperty("role", "card")
        column = QVBoxLayout(page)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(CONTROL)
        column.addWidget(self.state)
        column.addWidget(self.again_button, 0, Qt.AlignmentFlag.AlignLeading)
        column.addStretch(1)
        return page

    def chosen(self) -> list[Candidate]:
        """Return the places that are ticked, in reading order."""
        return self.tree.ticked()

    def done(self, result: int) -> None:
        """Leave; a search that still runs is stopped first."""
        self._stop()
        super().done(result)

    # --- looking -----------------------------------------------------------------------

    def _look(self) -> None:
        self._stop()
        self._search += 1
        names = [name for name in self._wanted.names if name in self.names.ticked()]
        if not names:
            self._show([], self.tr("Tick a name to look for."))
            return
        project, article = self._wanted.project, self._wanted.article
        if article is not None and self.here.isChecked():
            try:
                found = mentions.find(project, names, [article.id])
            except AnnotatorError as error:
                self._show([], str(error))
            else:
                self._found(found)
            return

        def work(progress: Progress) -> list[Candidate]:
            with project.again() as second:
                return mentions.find(second, names, None, progress)

        self._run(Job(work, self))

    def _run(self, job: Job) -> None:
        search = self._search
        self._job = job
        self._show([], self.tr("Looking through all articles…"))
        JobProgress(self.appearance, job, self.tr("Looking for mentions"), self)
        job.succeeded.connect(lambda found: self._came(search, found))
        job.refused.connect(lambda sentence: self._ended(search, sentence))
        stopped = self.tr("The search was stopped; nothing was marked.")
        job.cancelled.connect(lambda: self._ended(search, stopped))
        job.start()

    def _stop(self) -> None:
        job, self._job = self._job, None
        if job is not None:  # Also one that has said its result may still be on its last step.
            job.cancel()
            job.wait()

    def _came(self, search: int, found: object) -> None:
        if search == self._search:
            self._found(cast("list[Candidate]", found))

    def _ended(self, search: int, sentence: str) -> None:
        if search == self._search:
            self._show([], sentence, again=True)

    def _found(self, found: Sequence[Candidate]) -> None:
        nothing = self.tr("No further mention in this article.")
        if self.everywhere.isChecked():
            nothing = self.tr("No further mention in any article.")
        self._show(found, "" if found else nothing)
        if self._fresh and found:
            self.tree.setFocus()
            self._fresh = False

    def _show(self, found: Sequence[Candidate], sentence: str, *, again: bool = False) -> None:
        self.tree.fill(found)
        self.state.setText(sentence)
        self.again_button.setVisible(again)
        self._pages.setCurrentIndex(1 if sentence else 0)
        self._count()

    def _tick_inflected(self) -> None:
        """Tick all inflected forms, or none of them."""
        self.tree.tick_inflected(self.inflected.isChecked())
        self._count()

    def _show_inflected(self) -> None:
        ticked, number = self.tree.inflected()
        self.inflected.setText(
            counted(
                number,
                self.tr("&Inflected form too, 1 place to look at"),
                self.tr("&Inflected forms too, {n} places to look at"),
            )
        )
        self.inflected.setVisible(number > 0)
        self.inflected.setChecked(number > 0 and ticked == number)

    def _count(self) -> None:
        self._show_inflected()
        number = len(self.chosen())
        self.mark_button.setText(counted(number, self.tr("Mark 1 mention"), self.tr("Mark {n} mentions")))
        self.mark_button.setEnabled(number > 0)
