"""The line below: whether all is saved, how many marks, where the caret is, the zoom."""

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout, QLabel, QToolButton, QWidget

from annotator.core.text import Paragraphs
from annotator.ui.actions import Actions
from annotator.ui.article.view import ArticleView
from annotator.ui.texts import ElidedLabel, counted
from annotator.ui.workspace import Workspace

TOLD = 8_000
"""Milliseconds that a sentence about what was just done stays."""


class StatusLine(QWidget):
    """Says quietly how things stand; the saved state only after the commit returned."""

    def __init__(
        self, workspace: Workspace, view: ArticleView, actions: Actions, parent: QWidget | None = None
    ) -> None:
        """Watch ``workspace`` and ``view``."""
        super().__init__(parent)
        self.setObjectName("statusLine")
        self._workspace = workspace
        self._view = view
        self._paragraphs = Paragraphs("")
        self.saved = self._label()
        self.marks = self._label()
        self.place = self._label()
        self.zoom = self._label()
        self.told = self._label()
        self.task = self._label()
        """What was handed out to the present annotator."""
        self._telling = QTimer(self, singleShot=True, interval=TOLD)
        self._telling.timeout.connect(self.told.clear)
        self._told_of: str | None = None
        workspace.selection_changed.connect(self._forget_told)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(16, 4, 8, 4)
        layout.setSpacing(16)
        for label in (self.saved, self.marks, self.place, self.task, self.told):
            layout.addWidget(label)
        self.notice = ElidedLabel(role="caution")
        layout.addWidget(self.notice, 1)
        layout.addWidget(self.zoom)
        help_button = QToolButton()
        help_button.setDefaultAction(actions["shortcuts"])
        help_button.setAutoRaise(True)
        help_button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        layout.addWidget(help_button)
        self._pending = False
        workspace.saved_changed.connect(self._show_saved)
        workspace.project_changed.connect(self._show_saved)
        workspace.project_changed.connect(lambda: self.set_notice(""))
        workspace.article_changed.connect(self._show_marks)
        workspace.article_read.connect(self._read_article)
        workspace.annotations_changed.connect(lambda _: self._show_marks())
        workspace.people_changed.connect(self._show_marks)
        view.cursorPositionChanged.connect(self._show_place)
        view.zoom_changed.connect(lambda _: self._show_zoom())
        self._show_saved()
        self._read_article()

    def _label(self) -> QLabel:
        label = QLabel()
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setProperty("role", "muted")
        return label

    def add(self, part: QWidget) -> None:
        """Put a part before the zoom."""
        layout = self.layout()
        if isinstance(layout, QHBoxLayout):
            layout.insertWidget(layout.indexOf(self.zoom), part)

    def tell(self, sentence: str) -> None:
        """Say for a while what was just done."""
        self._told_of = self._workspace.current_id
        self.told.setText(sentence)
        self._telling.start()

    def _forget_told(self) -> None:
        """Take away what was said of one annotation when another is selected."""
        if self._workspace.current_id != self._told_of:
            self.told.clear()

    def set_pending(self, pending: bool) -> None:
        """Say that words were typed that are not in the project yet."""
        self._pending = pending
        self._show_saved()

    def set_notice(self, sentence: str) -> None:
        """Say quietly something to mind, until another takes its place."""
        self.notice.setText(sentence)
        self.notice.setAccessibleName(sentence)

    def _show_saved(self) -> None:
        workspace = self._workspace
        if workspace.project is None:
            text = ""
        elif workspace.read_only:
            text = self.tr("Open for reading only")
        elif workspace.unsaved:
            text = self.tr("The last change is not saved")
        elif workspace.saving or self._pending:
            text = self.tr("Saving…")
        else:
            text = self.tr("All changes saved")
        self.saved.setText(text)
        self.saved.setToolTip(workspace.unsaved)

    def _read_article(self) -> None:
        self._paragraphs = Paragraphs(self._workspace.text)
        self._show_marks()
        self._show_place()
        self._show_zoom()

    def _show_marks(self) -> None:
        if self._workspace.reading:
            self.marks.setText(self.tr("Reading the annotations…"))
            return
        shown = self._workspace.article is not None
        number = sum(1 for _ in self._workspace.shown_items())
        marks = counted(number, self.tr("1 mark"), self.tr("{n} marks"))
        self.marks.setText(marks if shown else "")

    def _show_place(self) -> None:
        shown = self._workspace.article is not None
        number = self._paragraphs.number(self._view.caret()) if shown else 0
        self.place.setText(self.tr("paragraph {number}").format(number=number) if shown else "")

    def _show_zoom(self) -> None:
        shown = self._workspace.article is not None
        self.zoom.setText(self.tr("{zoom} %").format(zoom=self._view.zoom) if shown else "")
