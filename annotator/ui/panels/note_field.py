"""The field for the note of an annotation, saved as one types."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QHideEvent, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QFrame, QTextEdit, QWidget

from annotator.core.text import normalise

PAUSE = 800
"""Milliseconds without typing after which a note is saved."""
_MARGIN = 3
_LEAST_LINES, _MOST_LINES = 2, 10

Save = Callable[[str, str], bool]
"""Saves a note for an annotation's id; says whether the project has it now."""


def tidy(note: str) -> str:
    """Return a note in the form in which it is stored."""
    return normalise(note).text.strip()


class NoteField(QTextEdit):
    """A note in several lines. What was typed is saved at each pause, and never lost.

    A note that could not be saved (a full disk) is kept, shown again with its annotation,
    and tried again at the next occasion.
    """

    escaped = Signal()
    pending_changed = Signal(bool)
    """Whether something typed is not in the project yet."""

    def __init__(self, save: Save, parent: QWidget | None = None) -> None:
        """Make an empty field that saves with ``save``."""
        super().__init__(parent)
        self._save = save
        self._id: str | None = None
        self._stored = ""
        self._shown = ""
        self._drafts: dict[str, str] = {}
        self._pending = False
        self._saving = False
        self.setAcceptRichText(False)
        self.setProperty("field", True)
        self.document().setDocumentMargin(_MARGIN)
        self.setTabChangesFocus(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE)
        self._pause.timeout.connect(self.flush)
        self.textChanged.connect(self._changed)

    @property
    def pending(self) -> bool:
        """Whether something typed is not in the project yet."""
        return self._pending

    def show_note(self, annotation_id: str | None, note: str) -> None:
        """Show the note of an annotation, or its new note if it is shown already.

        What was typed for another annotation is saved first; what is being typed for this
        one stays.
        """
        if annotation_id != self._id:
            self.flush()
            self._id, self._stored = annotation_id, note
            draft = self._drafts.get(annotation_id or "")
            self._fill(note)
            if draft is not None:
                self.setPlainText(draft)
        elif note != self._stored:
            self._stored = note
            if not self._is_dirty() and tidy(self._typed()) != note:
                self._fill(note)
        self._tell()

    def flush(self) -> None:
        """Save what was typed; nothing happens if nothing changed."""
        self._pause.stop()
        if self._id is None or self._saving or not self._is_dirty():
            return
        typed, annotation_id = self._typed(), self._id
        note = tidy(typed)
        self._saving = True
        try:
            saved = note == self._stored or self._save(annotation_id, note)
        finally:
            self._saving = False
        if not saved:
            self._drafts[annotation_id] = typed
            return
        self._drafts.pop(annotation_id, None)
        if self._id == annotation_id:  # Saving is heard of, and may have led to another one.
            self._stored, self._shown = note, typed
        self._tell()

    def set_fixed(self, fixed: bool) -> None:
        """Only show the note, to be read and copied, or let it be changed."""
        if fixed == self.isReadOnly():
            return
        self.setReadOnly(fixed)
        if fixed:
            flags = Qt.TextInteractionFlag
            self.setTextInteractionFlags(flags.TextSelectableByKeyboard | flags.TextSelectableByMouse)
        # What cannot be written in does not look like a field.
        self.setProperty("field", not fixed)
        self.style().unpolish(self)
        self.style().polish(self)
        # The frame carries the padding, and the style neither takes it away nor brings it back.
        self.setFrameShape(QFrame.Shape.NoFrame if fixed else QFrame.Shape.StyledPanel)
        self.viewport().setAutoFillBackground(not fixed)
        self.document().setDocumentMargin(0 if fixed else _MARGIN)
        self.updateGeometry()

    def forget(self) -> None:
        """Forget notes that could not be saved: the project they belong to is closed."""
        self._drafts.clear()

    # --- typing ------------------------------------------------------------------------

    def _typed(self) -> str:
        # toPlainText() would turn no-break spaces into spaces.
        return self.document().toRawText().replace("\u2029", "\n").replace("\u2028", "\n")

    def _is_dirty(self) -> bool:
        return self._id is not None and self._typed() != self._shown

    def _fill(self, note: str) -> None:
        self.blockSignals(True)
        self.setPlainText(note)
        self.blockSignals(False)
        self._shown = self._typed()
        self._pause.stop()
        self.updateGeometry()

    def _changed(self) -> None:
        if self._is_dirty():
            self._pause.start()
        self._tell()
        self.updateGeometry()

    def _tell(self) -> None:
        pending = self._is_dirty() and tidy(self._typed()) != self._stored
        if pending is not self._pending:
            self._pending = pending
            self.pending_changed.emit(pending)

    def event(self, event: QEvent) -> bool:
        """Leave undo and redo to the window when there is no typing to take back."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            document = self.document()
            undo = event.matches(QKeySequence.StandardKey.Undo) and not document.isUndoAvailable()
            redo = event.matches(QKeySequence.StandardKey.Redo) and not document.isRedoAvailable()
            if undo or redo:
                event.ignore()
                return True
            if event.key() == Qt.Key.Key_Escape:
                event.accept()
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave with Esc; nothing typed is taken back by it."""
        if event.key() == Qt.Key.Key_Escape:
            self.flush()
            self.escaped.emit()
            event.accept()
            return
        super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Save what was typed."""
        super().focusOutEvent(event)
        self.flush()

    def hideEvent(self, event: QHideEvent) -> None:
        """Save what was typed."""
        super().hideEvent(event)
        self.flush()

    # --- size --------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Take as many lines as the note has, within limits."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()

    def sizeHint(self) -> QSize:
        """Return a size with room for the lines of the note, ten at most."""
        needed = self.document().size().height() + self._around()
        most = self._height(_MOST_LINES)
        return QSize(160, round(min(max(needed, self.minimumSizeHint().height()), most)))

    def minimumSizeHint(self) -> QSize:
        """Return a size with room for two lines, or one that cannot be written in."""
        return QSize(80, self._height(1 if self.isReadOnly() else _LEAST_LINES))

    def _height(self, lines: int) -> int:
        text = lines * self.fontMetrics().lineSpacing() + 2 * self.document().documentMargin()
        return round(text) + self._around()

    def _around(self) -> int:
        margins = self.contentsMargins()
        return margins.top() + margins.bottom()
