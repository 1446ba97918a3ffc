"""The editor of a text: it grows with what is typed, and saves as one types."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from annotator.core.codebook import Field
from annotator.ui.appearance import Appearance
from annotator.ui.panels.form.box import ENTER, FieldBox, several_values
from annotator.ui.panels.form.draft_edit import MARGIN, DraftEdit, Save

_MOST_LINES = 8
_PAD = 5


class _Edit(DraftEdit):
    """A text that takes Enter for itself only if it has several lines."""

    def __init__(self, save: Save, lines: int, box: FieldBox) -> None:
        super().__init__(save, lines, max(lines, _MOST_LINES), box)
        self._box = box
        self._single = lines == 1
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setProperty("bare", True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Save and confirm with Enter; with Shift it is a new line."""
        plain = not event.modifiers() & Qt.KeyboardModifier.ShiftModifier
        if event.key() in ENTER and plain and (self._single or self._box.state.proposed):
            self.flush()
            if self._box.state.proposed:
                self._box.confirm_wanted.emit()
            event.accept()
            return
        super().keyPressEvent(event)


class TextField(FieldBox):
    """A text of one or more lines."""

    def __init__(self, field: Field, appearance: Appearance, save: Save, drafts: dict[str, str]) -> None:
        """Make the editor of ``field``; ``save`` takes the ids, parted by spaces, and the text."""
        super().__init__(field, appearance)
        self.edit = _Edit(save, field.lines, self)
        self.edit.keep_drafts_in(drafts)
        self.edit.escaped.connect(self.escaped)
        self.edit.pending_changed.connect(self.pending_changed)
        column = QVBoxLayout(self)
        column.addWidget(self.edit)
        self._column = column
        self._set_margins(_PAD)
        self.setFocusProxy(self.edit)
        self.watch(self.edit)

    @property
    def pending(self) -> bool:
        """Whether something typed is not in the project yet."""
        return self.edit.pending

    @property
    def target(self) -> QWidget:
        """The text."""
        return self.edit

    def flush(self) -> None:
        """Save what is half typed."""
        self.edit.flush()

    def show_value(self) -> None:
        """Show the text; what is being typed stays."""
        state = self.state
        self.edit.setPlaceholderText(several_values() if state.mixed else "")
        self.edit.show_text(state.key or None, str(state.value))
        self.edit.set_fixed(state.fixed)
        self._set_margins(0 if state.fixed else _PAD)

    def _set_margins(self, side: int) -> None:
        """Leave so much room above and below that one line is as high as all other fields."""
        spare = max(2, self.line_height - self.edit.fontMetrics().lineSpacing() - 2 * MARGIN)
        self._column.setContentsMargins(side, spare // 2, side, spare - spare // 2)
