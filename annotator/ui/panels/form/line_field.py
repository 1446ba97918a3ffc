"""The editors of numbers and of dates as values: a line that keeps what it cannot take, and says why."""

from PySide6.QtCore import QEvent, QSize, QTimer
from PySide6.QtGui import QFocusEvent, QHideEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from annotator.core.codebook import Field
from annotator.core.errors import InvalidValue
from annotator.services.fields import checked
from annotator.ui.appearance import Appearance
from annotator.ui.panels.form.box import ENTER, FieldBox, several_values
from annotator.ui.panels.form.draft_edit import PAUSE, Save


class _Line(QLineEdit):
    """A line that tells its field when it is left, and leaves Enter and Esc to it."""

    def __init__(self, box: "LineField") -> None:
        super().__init__()
        self._box = box
        self.setProperty("bare", True)

    def event(self, event: QEvent) -> bool:
        """Leave undo and redo to the window when there is no typing to take back."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            undo = event.matches(QKeySequence.StandardKey.Undo) and not self.isUndoAvailable()
            redo = event.matches(QKeySequence.StandardKey.Redo) and not self.isRedoAvailable()
            if undo or redo:
                event.ignore()
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take in what was typed with Enter; the frame takes Enter and Esc from there."""
        if event.key() in ENTER:
            self._box.take()
            event.ignore()
            return
        super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Take in what was typed."""
        super().focusOutEvent(event)
        self._box.take()

    def hideEvent(self, event: QHideEvent) -> None:
        """Take in what was typed."""
        super().hideEvent(event)
        self._box.take()


class LineField(FieldBox):
    """A value of one line. What the field does not take stays in it, with the sentence that says why."""

    def __init__(self, field: Field, appearance: Appearance, save: Save, drafts: dict[str, str]) -> None:
        """Make the editor of ``field``; ``save`` takes the ids, parted by spaces, and the value."""
        super().__init__(field, appearance)
        self._save = save
        self._drafts = drafts
        self._fault = ""
        self._taking = False
        self.line = _Line(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(6, 1, 6, 1)
        row.addWidget(self.line)
        self._row = row
        self.setFocusProxy(self.line)
        self.watch(self.line)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE)
        self._pause.timeout.connect(self._save_if_sound)
        self.line.textEdited.connect(self._typed)

    @property
    def target(self) -> QWidget:
        """The line."""
        return self.line

    @property
    def pending(self) -> bool:
        """Whether something typed is not in the project."""
        return self.line.isModified() and self.line.text().strip() != self.state.value

    @property
    def message(self) -> str:
        """Why the value was refused."""
        return self._fault

    @property
    def is_fault(self) -> bool:
        """Whether the value was refused."""
        return bool(self._fault)

    def sizeHint(self) -> QSize:
        """Return a size of one line."""
        return QSize(120, self.line_height)

    def minimumSizeHint(self) -> QSize:
        """Return a size at which a date is still to be read."""
        return QSize(80, self.line_height)

    # --- showing -----------------------------------------------------------------------

    def show_value(self) -> None:
        """Show the value; what is being typed stays, and what was refused for it comes back."""
        state = self.state
        self.line.setPlaceholderText(several_values() if state.mixed else "")
        self.line.setReadOnly(state.fixed)
        edge = 0 if state.fixed else 6
        self._row.setContentsMargins(edge, 1, edge, 1)
        if self._shown_key != state.key:
            self._shown_key = state.key
            self._fill(str(state.value))
            draft = self._drafts.get(state.key)
            if draft is not None:
                self.line.setText(draft)
                self.line.setModified(True)
                self._check()
        elif not self.line.isModified() and self.line.text() != state.value:
            self._fill(str(state.value))
        self.below_changed.emit()

    _shown_key = ""

    def _fill(self, value: str) -> None:
        self.line.setText(value)
        self.line.setModified(False)
        self._pause.stop()
        self._fault = ""

    # --- typing ------------------------------------------------------------------------

    def _typed(self) -> None:
        self._pause.start()
        if self._fault:
            self._fault = ""
            self.below_changed.emit()
            self.update()
        self.pending_changed.emit()

    def _check(self) -> str | None:
        """Return what was typed as it is stored; None if it is refused, and why is shown then."""
        try:
            value = str(checked(self.field, self.line.text()))
        except InvalidValue as error:
            self._fault = str(error)
            return None
        self._fault = ""
        return value

    def _save_if_sound(self) -> None:
        """Save at a pause; a value that is not finished yet is no reason to complain."""
        value = self._check()
        self._fault = ""
        if value is not None and self.line.isModified():
            self._keep(value)

    def take(self) -> None:
        """Save what was typed, or say why it cannot be."""
        self._pause.stop()
        if self._taking or not self.line.isModified() or not self.state.ids:
            return
        self._taking = True
        try:
            self._take()
        finally:
            self._taking = False
        self.below_changed.emit()
        self.update()
        self.pending_changed.emit()

    def _take(self) -> None:
        key = self.state.key
        value = self._check()
        if value is None or not self._keep(value):
            self._drafts[key] = self.line.text()
            return
        self._drafts.pop(key, None)
        if self.state.key == key:  # Saving is heard of, and may have led to another one.
            self._fill(value)

    def _keep(self, value: str) -> bool:
        saved = (value == self.state.value and not self.state.mixed) or self._save(self.state.key, value)
        self.pending_changed.emit()
        return saved

    def flush(self) -> None:
        """Save what is half typed."""
        self.take()
