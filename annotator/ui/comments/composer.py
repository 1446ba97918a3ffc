"""Where a comment is written: what is half typed stays with its thread until it is sent."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from annotator.core.review import ThreadState
from annotator.ui.panels.form.draft_edit import DraftEdit, tidy
from annotator.ui.texts import plain_label

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_LEAST_LINES, _MOST_LINES = 3, 10


class _Edit(DraftEdit):
    """The text; Ctrl+Enter sends it, with Shift it resolves the thread or opens it again."""

    sent = Signal()
    turned = Signal()

    def event(self, event: QEvent) -> bool:
        """Keep Ctrl+Enter, where the window has a shortcut on it."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and _sends(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Send with Ctrl+Enter."""
        if not _sends(event):
            super().keyPressEvent(event)
            return
        with_shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        (self.turned if with_shift else self.sent).emit()
        event.accept()

    @property
    def text(self) -> str:
        """What is typed, as it would be stored."""
        return tidy(self._typed())


class Composer(QWidget):
    """The editor, and what can be done with its text."""

    reply_wanted = Signal()
    """The text is to be said in the thread."""
    turn_wanted = Signal()
    """The thread is to be resolved, or opened again; with the text, if there is any."""
    save_wanted = Signal()
    """The text is to take the place of an earlier comment's."""
    left = Signal()
    """Esc, or changing an earlier comment was given up."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make it empty, for no thread."""
        super().__init__(parent)
        self.drafts: dict[str, str] = {}
        """What is half typed, by what it is for."""
        self._key = ""
        self._editing = False
        self._state: ThreadState | None = None
        self.edit = _Edit(lambda _key, _text: False, _LEAST_LINES, _MOST_LINES)
        self.edit.setProperty("field", True)
        self.edit.keep_drafts_in(self.drafts)
        self.reply_button = QPushButton()
        self.reply_button.setProperty("primary", True)
        self.turn_button = QPushButton()
        self.cancel_button = QPushButton(self.tr("Leave it as it was"))
        self._hint = plain_label("", "muted", wrap=True)
        self._lay_out()
        self.edit.textChanged.connect(self._typed)
        self.edit.sent.connect(self._send)
        self.edit.turned.connect(self._turn)
        self.edit.escaped.connect(self.left)
        self.reply_button.clicked.connect(self._send)
        self.turn_button.clicked.connect(self._turn)
        self.cancel_button.clicked.connect(self.give_up)
        self._show()

    @property
    def key(self) -> str:
        """What the text is for: the id of a thread's row, or of a comment that is changed."""
        return self._key

    @property
    def editing(self) -> bool:
        """Whether an earlier comment is being changed."""
        return self._editing

    @property
    def text(self) -> str:
        """What is typed, as it would be stored."""
        return self.edit.text

    def write_in(self, key: str, state: ThreadState | None) -> None:
        """Write in the thread ``key``, which stands so; None if nobody has said anything there yet."""
        self._editing, self._state = False, state
        self._turn_to(key, "")

    def change(self, key: str, text: str) -> None:
        """Change what was said earlier; ``key`` is the comment's id."""
        self._editing = True
        self._turn_to(key, text)
        self.edit.setFocus(Qt.FocusReason.OtherFocusReason)
        self.edit.moveCursor(self.edit.textCursor().MoveOperation.End)

    def sent(self) -> None:
        """Empty it: what was typed is in the project now."""
        self.drafts.pop(self._key, None)
        key, self._key = self._key, ""
        self.edit.clear()
        self._turn_to(key, "")

    def give_up(self) -> None:
        """Do not change the earlier comment after all."""
        self.sent()
        self.left.emit()

    def keep(self) -> None:
        """Put what is half typed with the other drafts."""
        self.edit.flush()

    def forget(self) -> None:
        """Forget all drafts: they are said, or their project is closed."""
        self.edit.clear()
        self.drafts.clear()

    def _turn_to(self, key: str, text: str) -> None:
        self._key = key
        self.edit.show_text(key, text)
        self._show()

    def _typed(self) -> None:
        if not self.text:
            self.drafts.pop(self._key, None)
        self._show()

    def _send(self) -> None:
        if self.reply_button.isEnabled():
            (self.save_wanted if self._editing else self.reply_wanted).emit()

    def _turn(self) -> None:
        if self.turn_button.isEnabled() and not self._editing:
            self.turn_wanted.emit()

    def _show(self) -> None:
        typed, resolved = bool(self.text), self._state is ThreadState.RESOLVED
        if self._editing:
            reply = self.tr("Save the change")
        elif self._state is None:
            reply = self.tr("Comment")
        else:
            reply = self.tr("Reply and open again") if resolved else self.tr("Reply")
        turn = self.tr("Reply and resolve") if typed else self.tr("Resolve")
        self.reply_button.setText(reply)
        self.reply_button.setEnabled(typed)
        self.turn_button.setText(self.tr("Open again") if resolved else turn)
        self.turn_button.setEnabled(
            not self._editing and self._state is not None and not (resolved and typed)
        )
        self.turn_button.setVisible(not self._editing and self._state is not None)
        self.cancel_button.setVisible(self._editing)
        name = self.tr("Change the comment") if self._editing else self.tr("Write a comment")
        self.edit.setAccessibleName(name)
        self.edit.setPlaceholderText(name)
        hint = self.tr("Ctrl+Enter sends it; with Shift it resolves the thread too.")
        if self._editing or self._state is None:
            hint = self.tr("Ctrl+Enter sends it.")
        elif resolved:
            hint = self.tr("An answer opens the thread again. Ctrl+Enter sends it.")
        self._hint.setText(hint)

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        for button in (self.reply_button, self.turn_button, self.cancel_button):
            buttons.addWidget(button)
        buttons.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.edit)
        column.addLayout(buttons)
        column.addWidget(self._hint)


def _sends(event: QKeyEvent) -> bool:
    return event.key() in _ENTER and bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
