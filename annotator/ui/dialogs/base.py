"""What all dialogs have in common: margins, a heading, verbs on the buttons."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QPushButton, QVBoxLayout, QWidget

from annotator.ui.appearance import Appearance
from annotator.ui.texts import plain_label

MARGIN = 24
GROUP = 16
CONTROL = 8


class Dialog(QDialog):
    """A dialog with a column for its content (`column`) and a row of buttons under it."""

    def __init__(self, appearance: Appearance, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.appearance = appearance
        self.setWindowTitle(title)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN - 4)
        self.column.setSpacing(GROUP)
        self._box: QDialogButtonBox | None = None

    def exec(self) -> int:
        """Show the dialog and wait for its end.

        What was chosen can be asked until the caller goes back to the event loop; then the
        dialog is deleted, or each one ever shown would stay with its parent.
        """
        result = super().exec()
        self.deleteLater()
        return result

    def add_heading(self, text: str, explanation: str = "") -> None:
        """Begin the dialog with what it is about, and a sentence that explains."""
        block = QVBoxLayout()
        block.setSpacing(4)
        block.addWidget(plain_label(text, "title", wrap=True))
        if explanation:
            block.addWidget(plain_label(explanation, "muted", wrap=True))
        self.column.addLayout(block)

    def add_button(
        self, text: str, role: QDialogButtonBox.ButtonRole, *, danger: bool = False
    ) -> QPushButton:
        """Add a button; the platform decides about the order.

        A button of the accepting role is the primary one, and what Enter presses; one of
        ``danger`` takes something away.
        """
        if self._box is None:
            self._box = QDialogButtonBox()
            self._box.accepted.connect(self.accept)
            self._box.rejected.connect(self.reject)
            row = self._box.layout()
            if row is not None:
                row.setSpacing(CONTROL)
            self.column.addWidget(self._box)
        primary = role is QDialogButtonBox.ButtonRole.AcceptRole
        button = QPushButton(text)
        # Before the button is shown anywhere, for the style sheet looks only once.
        button.setProperty("primary", primary)
        button.setProperty("danger", danger)
        button.setAutoDefault(primary)
        self._box.addButton(button, role)
        button.setDefault(primary)
        return button

    def add_buttons(self, verb: str, cancel: str = "") -> QPushButton:
        """Add the primary button, called ``verb``, and one to leave; returns the primary one."""
        primary = self.add_button(verb, QDialogButtonBox.ButtonRole.AcceptRole)
        self.add_button(cancel or self.tr("Cancel"), QDialogButtonBox.ButtonRole.RejectRole)
        return primary

    def in_characters(self, columns: float, lines: float = 0) -> QSize:
        """Return the size of that many average characters and lines, for sensible first sizes."""
        metrics = self.fontMetrics()
        return QSize(round(metrics.averageCharWidth() * columns), round(metrics.lineSpacing() * lines))

    def fit(self) -> None:
        """Make the dialog as high as its text needs at its width, so that it ends where the text ends."""
        self.ensurePolished()
        width = max(self.minimumWidth(), self.column.minimumSize().width())
        self.resize(width, self.column.heightForWidth(width))

    def grow(self) -> None:
        """Make the dialog higher if its text needs that now, never lower under a person's hand."""
        needed = self.column.heightForWidth(self.width())
        if needed > self.height():
            self.resize(self.width(), needed)

    def start_at(self, columns: float, lines: float) -> None:
        """Open at a size of so many characters and lines, but never larger than the screen."""
        room = self.screen().availableGeometry().size()
        wanted = self.in_characters(columns, lines)
        self.resize(min(wanted.width(), room.width() - 40), min(wanted.height(), room.height() - 60))


def field_label(text: str, buddy: QWidget) -> QLabel:
    """Return a label that belongs to ``buddy`` and gives it its accessible name."""
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setBuddy(buddy)
    buddy.setAccessibleName(text.replace("&", ""))
    return label
