"""The right half of the Comments panel: one thread, and where one answers."""

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QToolButton, QVBoxLayout, QWidget

from annotator.core.model import Annotation, Article
from annotator.core.review import Comment, ThreadState
from annotator.services.commenting import Thread
from annotator.ui.appearance import Appearance
from annotator.ui.comments.composer import Composer
from annotator.ui.comments.model import id_of
from annotator.ui.comments.words import deed_of, direction_of, sign_of, state_in_words
from annotator.ui.panels.phrases import moment_in_words
from annotator.ui.panels.quote_view import QuoteView
from annotator.ui.panels.scroll_page import ScrollContent, ScrollPage
from annotator.ui.texts import ElidedLabel, isolated, plain_label
from annotator.ui.workspace import Workspace

_SIGN = 16


class CommentCard(QFrame):
    """One comment: who, when, what; and for one's own, changing and removing it."""

    change_wanted = Signal(object)
    remove_wanted = Signal(object)

    def __init__(self, appearance: Appearance, comment: Comment, name: str, deed: str, *, own: bool) -> None:
        """Show ``comment`` by ``name``; ``deed`` is what it did to the thread, in words."""
        super().__init__()
        self.comment = comment
        when = moment_in_words(comment.created_at)
        said = self.tr("{name} {deed}") if deed else "{name}"
        head = ElidedLabel(said.format(name=isolated(name), deed=deed))
        font = appearance.ui_font()
        font.setWeight(font.Weight.DemiBold)
        head.setFont(font)
        time = plain_label(when, "muted")
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addWidget(head, 1)
        top.addWidget(time)
        self.change_button = self._button(appearance, "note", self.tr("Change this comment"))
        self.remove_button = self._button(appearance, "trash", self.tr("Remove this comment"))
        self.change_button.clicked.connect(lambda: self.change_wanted.emit(comment))
        self.remove_button.clicked.connect(lambda: self.remove_wanted.emit(comment))
        self.change_button.setVisible(own and bool(comment.text))
        self.remove_button.setVisible(own)
        tools = QHBoxLayout()
        tools.setSpacing(0)
        for button in (self.change_button, self.remove_button):
            tools.addWidget(button)
        top.addLayout(tools)
        self.words = _text_label(comment.text, self)
        self.words.setAccessibleName(f"{name}, {when}: {comment.text}")
        self.words.setVisible(bool(comment.text))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addLayout(top)
        column.addWidget(self.words)
        spoken = (name, deed, when, comment.text)
        self.setAccessibleName(", ".join(piece for piece in spoken if piece))

    def _button(self, appearance: Appearance, icon: str, words: str) -> QToolButton:
        button = QToolButton(self)
        button.setIconSize(QSize(_SIGN, _SIGN))
        button.setToolTip(words)
        button.setAccessibleName(words)
        appearance.dress(button, icon)
        return button


class Conversation(QWidget):
    """What a thread is about, how it stands, what was said, and the editor below."""

    jump_wanted = Signal()
    change_wanted = Signal(object)
    """A `Comment` of one's own that is to be changed."""
    remove_wanted = Signal(object)
    """A `Comment` of one's own that is to be removed."""

    def __init__(self, workspace: Workspace, appearance: Appearance, parent: QWidget | None = None) -> None:
        """Show no thread."""
        super().__init__(parent)
        self._workspace = workspace
        self._appearance = appearance
        self.cards: list[CommentCard] = []
        self._shown: object = None
        self._state: ThreadState | None = None
        self.state_sign = QLabel()
        self.state_words = plain_label("", "action")
        self.title = ElidedLabel("", "muted")
        self.jump_button = QPushButton(self.tr("Show in the text"))
        self.jump_button.setProperty("compact", True)
        self.about = plain_label("", wrap=True)
        self.quote = QuoteView(appearance)
        self.nobody = plain_label(self.tr("Nobody has commented on this yet."), "muted", wrap=True)
        self.composer = Composer()
        self._content = ScrollContent()
        self._page = ScrollPage(self._content)
        self._column = QVBoxLayout(self._content)
        self._lay_out()
        self.jump_button.clicked.connect(self.jump_wanted)
        appearance.changed.connect(self._draw_sign)

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addWidget(self.state_sign)
        top.addWidget(self.state_words)
        top.addWidget(self.title, 1)
        top.addWidget(self.jump_button)
        head = QVBoxLayout()
        head.setContentsMargins(24, 16, 24, 12)
        head.setSpacing(12)
        head.addLayout(top)
        head.addWidget(self.about)
        head.addWidget(self.quote)
        self._column.setContentsMargins(24, 4, 24, 12)
        self._column.setSpacing(16)
        self._column.addWidget(self.nobody)
        self._column.addStretch(1)
        foot = QVBoxLayout()
        foot.setContentsMargins(24, 8, 24, 16)
        foot.addWidget(self.composer)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self._page, 1)
        column.addLayout(foot)

    def show_thread(
        self, article: Article, annotation: Annotation | None, thread: Thread | None, *, fixed: bool
    ) -> None:
        """Show a thread, or with None the place where one can be begun; nobody writes if it is ``fixed``."""
        annotation = thread.annotation if thread else annotation
        annotation_id = thread.annotation_id if thread else annotation.id if annotation else ""
        self._state = thread.state if thread else None
        self.state_words.setText(state_in_words(self._state) if self._state else "")
        self.state_words.setVisible(self._state is not None)
        self._draw_sign()
        self.title.setText(article.title)
        quote = thread.quote if thread else annotation.quote if annotation else ""
        layer = self._workspace.layer(annotation.layer) if annotation else None
        self.quote.setVisible(bool(annotation_id))
        self.quote.show_quote(quote, layer.colour if layer else "grey")
        self._say_about(annotation, removed=bool(thread and thread.removed))
        self._show_cards(thread, fixed=fixed)
        self.composer.setVisible(not fixed)
        if not self.composer.editing or self.composer.key not in {card.comment.id for card in self.cards}:
            self.composer.write_in(id_of(article.id, annotation_id), self._state)

    def _say_about(self, annotation: Annotation | None, *, removed: bool) -> None:
        if removed:
            words = self.tr("The annotation was removed since; this is what it marked.")
        elif annotation is None:
            words = self.tr("The whole article")
        else:
            layer = self._workspace.layer(annotation.layer)
            words = self.tr("{layer} by {name}").format(
                layer=layer.title if layer else annotation.layer,
                name=isolated(self._workspace.annotator_name(annotation.annotator_id)),
            )
        self.about.setText(words)

    def _show_cards(self, thread: Thread | None, *, fixed: bool) -> None:
        comments = thread.comments if thread else ()
        people = tuple(self._workspace.annotator_name(one.annotator_id) for one in comments)
        wanted = (thread.key if thread else None, comments, people, fixed)
        if wanted == self._shown:
            return
        self._shown = wanted
        for card in self.cards:
            self._column.removeWidget(card)
            card.hide()
            card.deleteLater()
        self.cards = []
        before: ThreadState | None = None
        me = self._workspace.annotator
        for place, (comment, name) in enumerate(zip(comments, people, strict=True)):
            own = not fixed and me is not None and comment.annotator_id == me.id
            card = CommentCard(self._appearance, comment, name, deed_of(comment, before), own=own)
            card.change_wanted.connect(self.change_wanted)
            card.remove_wanted.connect(self.remove_wanted)
            self._column.insertWidget(place, card)
            self.cards.append(card)
            before = comment.state
        self.nobody.setVisible(not comments)
        QTimer.singleShot(0, self, self._to_newest)

    def _to_newest(self) -> None:
        if self.cards:
            self._page.reveal(self.cards[-1])

    def _draw_sign(self) -> None:
        state = self._state
        self.state_sign.setVisible(state is not None)
        if state is not None:
            theme = self._appearance.theme
            ink = theme.accent if state is ThreadState.OPEN else theme.muted
            self.state_sign.setPixmap(self._appearance.icon(sign_of(state), ink).pixmap(QSize(_SIGN, _SIGN)))


def _text_label(text: str, parent: QWidget) -> QLabel:
    label = plain_label(text, wrap=True)
    label.setParent(parent)
    label.setLayoutDirection(direction_of(text, parent.layoutDirection()))
    flags = Qt.TextInteractionFlag
    label.setTextInteractionFlags(flags.TextSelectableByMouse | flags.TextSelectableByKeyboard)
    return label
