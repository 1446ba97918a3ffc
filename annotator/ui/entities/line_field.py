"""A field of one line that is saved when a person is done with it, and never lost."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QHideEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLineEdit, QWidget

from annotator.core.text import single_line
from annotator.ui.panels.form.draft_edit import PAUSE

Check = Callable[[str], str]
"""Says what is wrong with a value; empty if nothing is."""
Save = Callable[[str, str], bool]
"""Saves a value for the id of what is shown; says whether the project has it now."""
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class LineField(QLineEdit):
    """Saved with Enter, on leaving and at each pause. A refused value stays, and why it was is said.

    What could not be saved is kept, and shown again with what it was typed for.
    """

    refused = Signal(str)
    """The sentence about what is in the field; empty when nothing is wrong (any more)."""
    escaped = Signal()
    """Esc was pressed, and nothing was typed that it could take back."""

    def __init__(self, check: Check, save: Save, parent: QWidget | None = None) -> None:
        """Make an empty field."""
        super().__init__(parent)
        self._check = check
        self._save = save
        self._id = ""
        self._stored = ""
        self._drafts: dict[str, str] = {}
        self._saving = False
        self._fault = ""
        self._pause = QTimer(self, interval=PAUSE, singleShot=True)
        self._pause.timeout.connect(self._save_if_sound)
        self.textEdited.connect(lambda _: self._typed())
        self.editingFinished.connect(self.flush)

    @property
    def pending(self) -> bool:
        """Whether something typed is not in the project yet."""
        return bool(self._id) and single_line(self.text()) != self._stored

    def show_value(self, key: str, value: str) -> None:
        """Show the value of something, or its new value; what is being typed for it stays."""
        if key != self._id:
            self.flush()
            self._id, self._stored = key, value
            draft = self._drafts.get(key)
            self._fill(value if draft is None else draft)
            self._complain("" if draft is None else self._check(draft))
        elif value != self._stored:
            typing = self.pending
            self._stored = value
            if not typing:
                self._fill(value)

    def _typed(self) -> None:
        self._complain("")
        self._pause.start()

    def _save_if_sound(self) -> None:
        """Save at a pause; what is typed stays as it is, and is no reason to complain if unfinished."""
        key, typed = self._id, self.text()
        if self.pending and not self._saving and not self.isReadOnly() and not self._check(typed):
            self._keep(key, typed)

    def _keep(self, key: str, typed: str) -> bool:
        """Put what was typed into the project, or keep it until that is possible."""
        self._drafts[key] = typed
        self._saving = True
        try:
            saved = self._save(key, typed)
        finally:
            self._saving = False
        if saved:
            self._drafts.pop(key, None)
        return saved

    def flush(self) -> None:
        """Save what was typed; a value that is refused stays, and says why."""
        self._pause.stop()
        if not self._id or self._saving or self.isReadOnly():
            return
        if not self.pending:
            self._drafts.pop(self._id, None)
            if self.text() != self._stored:
                self._fill(self._stored)
            return
        key, typed = self._id, self.text()
        sentence = self._check(typed)
        if sentence:
            self._drafts[key] = typed
        elif self._keep(key, typed) and self._id == key:
            self._fill(self._stored)
        if self._id == key:
            self._complain(sentence)

    def forget(self) -> None:
        """Forget values that were not saved: what they belong to is closed."""
        self._drafts.clear()

    def _fill(self, text: str) -> None:
        """Show ``text``; undo in the field does not go back behind it."""
        place = self.cursorPosition()
        self.setText(text)
        self.setCursorPosition(min(place, len(text)) if self.hasFocus() else 0)

    def _complain(self, sentence: str) -> None:
        if sentence == self._fault:
            return
        self._fault = sentence
        self.setProperty("fault", bool(sentence))
        self.style().unpolish(self)
        self.style().polish(self)
        self.refused.emit(sentence)

    def event(self, event: QEvent) -> bool:
        """Keep Enter and Esc; leave undo and redo to the window when nothing was typed."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            undo = event.matches(QKeySequence.StandardKey.Undo) and not self.isUndoAvailable()
            redo = event.matches(QKeySequence.StandardKey.Redo) and not self.isRedoAvailable()
            if undo or redo:
                event.ignore()
                return True
            if event.key() in (*_ENTER, Qt.Key.Key_Escape):
                event.accept()
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take back with Esc what is not saved, or leave with it."""
        if event.key() != Qt.Key.Key_Escape:
            super().keyPressEvent(event)
            return
        if self.pending:
            self._pause.stop()
            self._drafts.pop(self._id, None)
            self._fill(self._stored)
            self._complain("")
        else:
            self.escaped.emit()
        event.accept()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Save what was typed, also when only the window loses the focus."""
        super().focusOutEvent(event)
        self.flush()

    def hideEvent(self, event: QHideEvent) -> None:
        """Save what was typed."""
        super().hideEvent(event)
        self.flush()
