"""The Comments panel: a window of its own beside the article."""

from typing import NamedTuple, cast

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QHideEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QSplitter, QStackedWidget, QVBoxLayout, QWidget

from annotator.core.errors import AnnotatorError
from annotator.core.model import Annotation, Article
from annotator.core.review import Comment
from annotator.services import commenting
from annotator.services.commenting import Thread
from annotator.ui.actions import Actions
from annotator.ui.appearance import Appearance
from annotator.ui.comments.conversation import Conversation
from annotator.ui.comments.model import id_of
from annotator.ui.comments.side import ThreadSide
from annotator.ui.dialogs.message import Banner
from annotator.ui.entities.background import Latest, Run
from annotator.ui.panels.empty_state import EmptyState
from annotator.ui.texts import plain_label
from annotator.ui.workspace import Workspace

_SOON = 60
"""Milliseconds in which several changes are answered together."""
_SHARED = ("undo", "redo", "comment", "comments", "shortcuts")
"""Actions of the main window whose keys work here too."""


class Place(NamedTuple):
    """What a thread is or can be about."""

    article_id: str
    annotation_id: str = ""
    """Empty for the article as a whole."""


class CommentsPanel(QWidget):
    """All threads at the left, the one that is chosen at the right."""

    place_wanted = Signal(object, bool)
    """A `Place` to be shown in the article, and whether the person goes there."""

    def __init__(
        self, workspace: Workspace, appearance: Appearance, actions: Actions, run: Run, parent: QWidget
    ) -> None:
        """Follow ``workspace``; ``run`` starts a job, ``parent`` is the main window."""
        super().__init__(parent, Qt.WindowType.Window)
        self._workspace = workspace
        self._place: Place | None = None
        self._stale = True
        self._going = False
        self._entering = False
        """Whether the list is to have the keyboard as soon as it is read."""
        for name in _SHARED:
            self.addAction(actions[name])
        self.reading = Latest(workspace, run, self.tr("Reading comments"), self)
        self._soon = QTimer(self, interval=_SOON, singleShot=True)
        self._soon.timeout.connect(self._read)
        self.banner = Banner(appearance)
        self.why_fixed = plain_label("", "muted", wrap=True)
        self.side = ThreadSide(workspace, appearance, self)
        self.conversation = Conversation(workspace, appearance, self)
        self.composer = self.conversation.composer
        self.none_chosen = EmptyState()
        self._pages = QStackedWidget()
        self._across = QSplitter(Qt.Orientation.Horizontal)
        self._lay_out()
        self._connect()
        self._article_changed()
        self._show_state()

    def _lay_out(self) -> None:
        self.setObjectName("commentsPanel")
        self.setProperty("role", "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        right = QWidget()
        right.setObjectName("commentThread")
        right.setProperty("role", "page")
        right.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._pages.addWidget(self.conversation)
        self._pages.addWidget(self.none_chosen)
        self._pages.setCurrentWidget(self.none_chosen)
        self.none_chosen.setContentsMargins(12, 12, 12, 12)
        self.why_fixed.setContentsMargins(24, 12, 24, 0)
        beside = QVBoxLayout(right)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.setSpacing(0)
        beside.addWidget(self.why_fixed)
        beside.addWidget(self._pages, 1)
        self._across.setChildrenCollapsible(False)
        self._across.setHandleWidth(1)
        self._across.addWidget(self.side)
        self._across.addWidget(right)
        self._across.setStretchFactor(1, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.banner)
        column.addWidget(self._across, 1)
        unit = self.fontMetrics().averageCharWidth()
        room = self.screen().availableGeometry().size()
        self.resize(min(unit * 130, room.width() - 80), min(unit * 90, room.height() - 80))

    def _connect(self) -> None:
        side, conversation, composer = self.side, self.conversation, self.composer
        side.chosen.connect(self._chosen)
        side.opened.connect(self._jump)
        side.escaped.connect(self.close)
        side.article_button.clicked.connect(self._write_on_article)
        conversation.jump_wanted.connect(self._jump)
        conversation.change_wanted.connect(lambda one: composer.change(one.id, one.text))
        conversation.remove_wanted.connect(self._remove)
        composer.reply_wanted.connect(self._reply)
        composer.turn_wanted.connect(self._turn)
        composer.save_wanted.connect(self._save)
        composer.left.connect(self._leave_composer)
        self.reading.came.connect(self._take)
        workspace = self._workspace
        workspace.leaving.connect(composer.keep)
        workspace.closing.connect(self._say_drafts)
        workspace.project_changed.connect(self._project_changed)
        workspace.article_changed.connect(self._article_changed)
        workspace.selection_changed.connect(self._follow)
        workspace.history_changed.connect(self._anything_changed)
        workspace.articles_changed.connect(lambda _: self._anything_changed())
        workspace.annotator_changed.connect(self._show_place)
        workspace.people_changed.connect(self._names_changed)
        workspace.said.connect(self._said)

    # --- from outside ------------------------------------------------------------------

    def write_on(self, place: Place) -> None:
        """Show the thread about ``place``, or where it can be begun, ready for writing."""
        self._entering = False
        self._go_to(place)
        if not self._workspace.read_only:
            self.composer.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def go_through(self) -> None:
        """Put the keyboard into the list, as soon as there is one."""
        self._entering = self._stale or not self.settled
        if not self._entering:
            self.side.enter_list()

    @property
    def settled(self) -> bool:
        """Whether everything that is shown is as it is in the project."""
        return not self._soon.isActive() and self.reading.settled

    # --- following the workspace -------------------------------------------------------

    def _project_changed(self) -> None:
        self.reading.forget()
        self._soon.stop()
        self.composer.forget()
        self.banner.clear()
        self._place = None
        self.side.filter_field.clear()
        self.side.take([], "")
        self._article_changed()
        self._show_place()
        self._anything_changed()
        if self._workspace.project is None:
            self.close()

    def _article_changed(self) -> None:
        article = self._workspace.article
        self.side.set_article(article.id if article else "", self._row())
        self.side.article_button.setEnabled(article is not None)

    def _anything_changed(self) -> None:
        self._stale = True
        if self.isVisible():
            self._soon.start()
            self._show_place()

    def _follow(self) -> None:
        """Show the thread about the annotation that is selected in the text, if there is one."""
        current = self._workspace.current
        if self._going or current is None or not self.isVisible():
            return
        place = Place(current.article_id, current.id)
        if self.side.model.with_id(id_of(*place)) is not None:
            self._go_to(place)

    def _names_changed(self) -> None:
        """Show people by the names that they have now, or by a sign if it is hidden who is who."""
        self.side.model.forget_names()
        self._show_place()

    def _read(self) -> None:
        self._stale = False
        self.reading.ask(commenting.threads)

    def _take(self, result: object) -> None:
        self.side.take(cast("list[Thread]", result), self._row())
        self._show_state()
        if self._entering:
            self._entering = False
            self.side.enter_list()

    def _row(self) -> str:
        return id_of(*self._place) if self._place else ""

    # --- what is shown -----------------------------------------------------------------

    def _go_to(self, place: Place) -> None:
        self.composer.keep()
        self._place = place
        self.side.choose(id_of(*place))
        self._show_place()

    def _show_place(self) -> None:
        """Show the thread that is chosen as it is in the project now."""
        found = self._stored()
        if found is None:
            self._place = None
        else:
            article, annotation, thread = found
            if thread is not None:
                self.side.put(thread, self._row())
            self.conversation.show_thread(article, annotation, thread, fixed=self._workspace.read_only)
        self._show_state()

    def _stored(self) -> tuple[Article, Annotation | None, Thread | None] | None:
        """Return article, annotation and thread of the place shown; None if it is not there any more."""
        project, place = self._workspace.project, self._place
        if project is None or place is None:
            return None
        try:
            article = project.article(place.article_id)
            annotation = project.annotation(place.annotation_id) if place.annotation_id else None
            thread = commenting.thread_on(project, *place)
        except AnnotatorError:
            return None
        if place.annotation_id and annotation is None and thread is None:
            return None
        return article, annotation, thread

    def _show_state(self) -> None:
        workspace, fixed = self._workspace, self._workspace.read_only
        name = workspace.project.path.name if workspace.project else ""
        self.setWindowTitle(self.tr("Comments — {name}").format(name=name))
        reason = workspace.project.read_only_reason if workspace.project and fixed else ""
        self.why_fixed.setText(reason or self.tr("This project is open for reading only."))
        self.why_fixed.setVisible(fixed)
        self.side.article_button.setVisible(not fixed)
        if self.side.model.total():
            self.none_chosen.say("", self.tr("Choose a thread to read it, and to answer."))
        elif fixed:
            self.none_chosen.say(self.tr("No comments yet"), self.tr("Nobody has commented in this project."))
        else:
            self.none_chosen.say(
                self.tr("No comments yet"),
                self.tr(
                    "Ask about an annotation, a colleague’s or your own: select it in the text and press "
                    "Ctrl+Shift+M. With nothing selected you ask about the article. Comments travel with the "
                    "project and count as no disagreement."
                ),
            )
        self._pages.setCurrentWidget(self.conversation if self._place else self.none_chosen)

    def _said(self, kind: str, sentence: str) -> None:
        if self.isActiveWindow():
            self.banner.say(kind, sentence, seconds=8 if kind == "info" else 0)

    # --- acting ------------------------------------------------------------------------

    def _chosen(self) -> None:
        thread = self.side.current()
        if thread is None:
            return
        self._go_to(Place(*thread.key))
        self._show_in_text(go=False)

    def _jump(self) -> None:
        thread = self.side.current()
        if thread is not None and self._place is None:
            self._go_to(Place(*thread.key))
        self._show_in_text(go=True)

    def _show_in_text(self, *, go: bool) -> None:
        if self._place is not None:
            self._going = True
            self.place_wanted.emit(self._place, go)
            self._going = False

    def _write_on_article(self) -> None:
        article = self._workspace.article
        if article is not None:
            self.write_on(Place(article.id))

    def _reply(self) -> None:
        place, text = self._place, self.composer.text
        if place is None:
            return
        if self._workspace.do(lambda project: commenting.comment(project, *place, text)) is not None:
            self._sent()

    def _turn(self) -> None:
        found = self._stored()
        thread, text = found[2] if found else None, self.composer.text
        if thread is None:
            return
        turn = commenting.resolve if thread.open else commenting.reopen
        if self._workspace.do(lambda project: turn(project, thread, text)) is not None:
            self._sent()

    def _save(self) -> None:
        comment_id, text = self.composer.key, self.composer.text
        if self._workspace.do(lambda project: commenting.edit(project, comment_id, text)) is not None:
            self._sent()

    def _remove(self, comment: Comment) -> None:
        if self._workspace.do(lambda project: commenting.remove(project, comment.id)) is not None:
            self._show_place()

    def _sent(self) -> None:
        self.composer.sent()
        self.composer.write_in("", None)
        self._show_place()

    def _leave_composer(self) -> None:
        if self.composer.editing:
            self.composer.keep()
        self.composer.write_in("", None)
        self._show_place()
        self.side.enter_list()

    def _say_drafts(self) -> None:
        """Say what is half typed: the project is about to be closed, and no word is to be lost."""
        self.composer.keep()
        project = self._workspace.project
        drafts = {key: text for key, text in self.composer.drafts.items() if text.strip()}
        self.composer.forget()
        if project is None or project.read_only:
            return
        for key, text in drafts.items():
            article_id, parted, annotation_id = key.partition(" ")
            try:
                if parted:
                    gone = annotation_id and project.annotation(annotation_id) is None
                    if gone and commenting.thread_on(project, article_id, annotation_id) is None:
                        annotation_id = ""  # What was to be said is said about the article then.
                    commenting.comment(project, article_id, annotation_id, text)
                else:
                    commenting.edit(project, key, text)
            except AnnotatorError as error:
                self._workspace.said.emit("error", str(error))

    # --- events ------------------------------------------------------------------------

    def showEvent(self, event: QShowEvent) -> None:
        """Read what changed while the panel was away."""
        super().showEvent(event)
        if self._stale:
            self._show_place()
            self._soon.start()

    def hideEvent(self, event: QHideEvent) -> None:
        """Keep what was typed."""
        super().hideEvent(event)
        self.composer.keep()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Keep what was typed; the panel is only put away."""
        self.composer.keep()
        super().closeEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Close with Esc; go to the filter with Ctrl+F."""
        control = event.modifiers() == Qt.KeyboardModifier.ControlModifier
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        elif control and event.key() == Qt.Key.Key_F:
            self.side.take_filter_focus()
        else:
            super().keyPressEvent(event)
            return
        event.accept()
