"""The dialog with the history of an annotation, an article, or the whole project."""

from typing import NamedTuple

from PySide6.QtWidgets import QComboBox, QDialogButtonBox, QHBoxLayout, QStackedWidget, QWidget

from annotator.core.codebook import Layer
from annotator.core.errors import AnnotatorError
from annotator.services.projects import Project
from annotator.services.story import ANNOTATION, ARTICLE, ENTITY, PROJECT, Brought, Entry, Said, Story
from annotator.ui.appearance import Appearance
from annotator.ui.dialogs.base import CONTROL, Dialog, field_label
from annotator.ui.panels.empty_state import EmptyState
from annotator.ui.story.tree import StoryTree
from annotator.ui.texts import isolated, shortened

_PAGE = 60


class Subject(NamedTuple):
    """Something that has a history."""

    about: str
    """`ANNOTATION`, `ARTICLE`, `ENTITY` or `PROJECT`."""
    id: str = ""
    name: str = ""


class HistoryDialog(Dialog):
    """Who changed what and when; accepted with `wanted` set if the person goes to a place."""

    def __init__(
        self,
        appearance: Appearance,
        project: Project,
        layers: list[Layer],
        subjects: list[Subject],
        parent: QWidget | None = None,
    ) -> None:
        """Show the history of the first of ``subjects``; the others can be chosen."""
        super().__init__(appearance, self.tr("History"), parent)
        self.wanted: tuple[str, str] | None = None
        """The annotation and the article to go to."""
        self.past_wanted = False
        """Whether the person wants to see the project as it was."""
        self._project = project
        self._layers = layers
        self._subjects = subjects
        self._story = Story(project)
        self._oldest: int | None = None
        self._complete = False
        self.add_heading(
            self.tr("Who changed what, and when"),
            self.tr("The newest first. Enter goes to the annotation; the right arrow unfolds an entry."),
        )
        self.choice = QComboBox()
        self._add_choice()
        self.tree = StoryTree(appearance)
        self.empty = EmptyState(
            self.tr("Nothing is recorded of this yet."),
            self.tr("Every change made from now on will be listed here, with the values before and after."),
        )
        self.stack = QStackedWidget()
        self.stack.addWidget(self.tree)
        self.stack.addWidget(self.empty)
        self.column.addWidget(self.stack, 1)
        roles = QDialogButtonBox.ButtonRole
        self.past_button = self.add_button(self.tr("&The project as it was…"), roles.ActionRole)
        self.close_button = self.add_button(self.tr("Close"), roles.RejectRole)
        self._connect()
        self.choose(0)
        self.setMinimumWidth(self.in_characters(60).width())
        self.start_at(96, 36)
        self.tree.setFocus()

    def _add_choice(self) -> None:
        self.choice.addItems([self._title(subject) for subject in self._subjects])
        row = QHBoxLayout()
        row.setSpacing(CONTROL)
        row.addWidget(field_label(self.tr("History &of:"), self.choice))
        row.addWidget(self.choice, 1)
        self.choice.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.column.addLayout(row)

    def _title(self, subject: Subject) -> str:
        frames = {
            ANNOTATION: self.tr("This annotation: “{name}”"),
            ARTICLE: self.tr("This article: “{name}”"),
            ENTITY: self.tr("The entity “{name}”"),
        }
        frame = frames.get(subject.about, self.tr("The whole project"))
        return frame.format(name=isolated(shortened(subject.name, 60)))

    def _connect(self) -> None:
        self.choice.currentIndexChanged.connect(self.choose)
        self.tree.rows_of = self._rows
        self.tree.wanted.connect(self._go)
        self.tree.more_wanted.connect(self.load_more)
        self.past_button.clicked.connect(self._want_past)

    def choose(self, index: int) -> None:
        """Show the history of another subject."""
        subject = self._subjects[index]
        self._story = Story(self._project, subject.about, subject.id)
        self._oldest, self._complete = None, False
        self.tree.clear()
        self.load_more()
        self.stack.setCurrentWidget(self.tree if self.tree.topLevelItemCount() else self.empty)
        day = self.tree.topLevelItem(0)
        if day is not None:
            self.tree.setCurrentItem(day.child(0) or day)
            self.tree.scrollToItem(day)

    def load_more(self) -> None:
        """Read the next page, if there is one."""
        if self._complete:
            return
        self._complete = True  # what is added moves the list, which asks for more
        try:
            entries = self._story.page(self._oldest, _PAGE)
        except AnnotatorError as error:
            self.empty.say(self.tr("The history cannot be read."), str(error))
            return
        named = self._subjects[self.choice.currentIndex()].about != ANNOTATION
        self.tree.add(entries, self._layers, named=named)
        if entries:
            self._oldest = entries[-1].seq
        self._complete = len(entries) < _PAGE

    def _rows(self, entry: Entry, group: Brought) -> list[Said]:
        try:
            return self._story.rows(entry, group)
        except AnnotatorError:
            return []  # the entry itself stays to be read

    def _go(self, annotation_id: str, article_id: str) -> None:
        self.wanted = (annotation_id, article_id)
        self.accept()

    def _want_past(self) -> None:
        self.past_wanted = True
        self.accept()


def subjects_of(annotation: tuple[str, str] | None, article: tuple[str, str] | None) -> list[Subject]:
    """Return what may be chosen, from ids and names: the narrowest first."""
    found = []
    if annotation is not None:
        found.append(Subject(ANNOTATION, *annotation))
    if article is not None:
        found.append(Subject(ARTICLE, *article))
    return [*found, Subject(PROJECT)]
