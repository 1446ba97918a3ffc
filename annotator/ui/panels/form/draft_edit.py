"""A field for text that is saved as one types, and from which no word is ever lost."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QHideEvent, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QTextEdit, QWidget

from annotator.core.text import normalise

PAUSE = 800
"""Milliseconds without typing after which a text is saved."""
MARGIN = 3

Save = Callable[[str, str], bool]
"""Saves a text for a key; says whether the project has it now."""


def tidy(text: str) -> str:
    """Return a text in the form in which it is stored."""
    return normalise(text).text.strip()


class DraftEdit(QTextEdit):
    """A text in several lines. What was typed is saved at each pause, and never lost.

    A key says what the text belongs to. A text that could not be saved (a full disk) is kept,
    shown again with its key, and tried again at the next occasion.
    """

    escaped = Signal()
    pending_changed = Signal(bool)
    """Whether something typed is not in the project yet."""

    def __init__(self, save: Save, least: int, most: int, parent: QWidget | None = None) -> None:
        """Make an empty field of ``least`` to ``most`` lines that saves with ``save``."""
        super().__init__(parent)
        self._save = save
        self._least, self._most = least, most
        self._key: str | None = None
        self._stored = ""
        self._shown = ""
        self._drafts: dict[str, str] = {}
        self._pending = False
        self._saving = False
        self.setAcceptRichText(False)
        self.document().setDocumentMargin(MARGIN)
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

    def keep_drafts_in(self, drafts: dict[str, str]) -> None:
        """Keep what could not be saved in ``drafts``, which outlives the field."""
        self._drafts = drafts

    def show_text(self, key: str | None, text: str) -> None:
        """Show the text of a key, or its new text if it is shown already.

        What was typed for another key is saved first; what is being typed for this one stays.
        """
        if key != self._key:
            self.flush()
            self._key, self._stored = key, text
            draft = self._drafts.get(key or "")
            self._fill(text)
            if draft is not None:
                self.setPlainText(draft)
        elif text != self._stored:
            self._stored = text
            if not self._is_dirty() and tidy(self._typed()) != text:
                self._fill(text)
        self._tell()

    def flush(self) -> None:
        """Save what was typed; nothing happens if nothing changed."""
        self._pause.stop()
        if self._key is None or self._saving or not self._is_dirty():
            return
        typed, key = self._typed(), self._key
        text = tidy(typed)
        self._saving = True
        try:
            saved = text == self._stored or self._save(key, text)
        finally:
            self._saving = False
        if not saved:
            self._drafts[key] = typed
            return
        self._drafts.pop(key, None)
        if self._key == key:  # Saving is heard of, and may have led to another one.
            self._stored, self._shown = text, typed
        self._tell()

    def set_fixed(self, fixed: bool) -> None:
        """Only show the text, to be read and copied, or let it be changed."""
        if fixed == self.isReadOnly():
            return
        self.setReadOnly(fixed)
        if fixed:
            flags = Qt.TextInteractionFlag
            self.setTextInteractionFlags(flags.TextSelectableByKeyboard | flags.TextSelectableByMouse)
        self.viewport().setAutoFillBackground(not fixed)
        self.document().setDocumentMargin(0 if fixed else MARGIN)
        self.updateGeometry()

    def forget(self) -> None:
        """Forget texts that could not be saved: the project they belong to is closed."""
        self._drafts.clear()

    # --- typing ------------------------------------------------------------------------

    def _typed(self) -> str:
        # toPlainText() would turn no-break spaces into spaces.
        return self.document().toRawText().replace("\u2029", "\n").replace("\u2028", "\n")

    def _is_dirty(self) -> bool:
        return self._key is not None and self._typed() != self._shown

    def _fill(self, text: str) -> None:
        self.blockSignals(True)
        self.setPlainText(text)
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
        """Take as many lines as the text has, within limits."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()

    def sizeHint(self) -> QSize:
        """Return a size with room for the lines of the text, up to the limit."""
        needed = self.document().size().height() + self._around()
        most = self._height(self._most)
        return QSize(160, round(min(max(needed, self.minimumSizeHint().height()), most)))

    def minimumSizeHint(self) -> QSize:
        """Return a size with room for the fewest lines, or one that cannot be written in."""
        return QSize(80, self._height(1 if self.isReadOnly() else self._least))

    def _height(self, lines: int) -> int:
        text = lines * self.fontMetrics().lineSpacing() + 2 * self.document().documentMargin()
        return round(text) + self._around()

    def _around(self) -> int:
        margins = self.contentsMargins()
        return margins.top() + margins.bottom()
