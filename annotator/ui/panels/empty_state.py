"""What a panel shows while it has nothing to show: what belongs there, and how it gets there."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from annotator.ui.texts import plain_label


class EmptyState(QWidget):
    """A few quiet lines at the top of the free space, with buttons below where they help."""

    def __init__(self, title: str = "", sentence: str = "", parent: QWidget | None = None) -> None:
        """Show ``title`` over ``sentence``."""
        super().__init__(parent)
        self._title = plain_label(title, wrap=True)
        self._sentence = plain_label(sentence, "muted", wrap=True)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(12, 12, 12, 12)
        self._column.setSpacing(8)
        for label in (self._title, self._sentence):
            label.setAlignment(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignTop)
            self._column.addWidget(label)
        self._column.addStretch(1)

    def say(self, title: str, sentence: str) -> None:
        """Show other words."""
        self._title.setText(title)
        self._title.setVisible(bool(title))
        self._sentence.setText(sentence)
        self._sentence.setVisible(bool(sentence))

    def words(self) -> str:
        """Return what is shown."""
        return "\n".join(label.text() for label in (self._title, self._sentence) if label.text())

    def add_button(self, text: str, *, primary: bool = False) -> QPushButton:
        """Add a button below the lines and return it."""
        button = QPushButton(text)
        button.setProperty("primary", primary)
        self._column.insertWidget(self._column.count() - 1, button, 0, Qt.AlignmentFlag.AlignLeading)
        return button
