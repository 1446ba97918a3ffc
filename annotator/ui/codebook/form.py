"""The form beside the outline: titles above their fields, what is wrong below them."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from annotator.core.codebook import Choice, Field, Layer
from annotator.ui.panels.scroll_page import ScrollContent
from annotator.ui.texts import plain_label

Thing = Layer | Field | Choice
"""What a form may show."""

TITLE, KEY, TYPE = "title", "key", "type"
_NARROW = 200
_AROUND = 20
"""Pixels above and below the lines of a long text."""


class Form(ScrollContent):
    """What all forms have: a head, a note where something is retired, rows with room for a fault."""

    edited = Signal()
    """A person changed something; `changed` has it."""
    use_again_wanted = Signal()

    def __init__(self) -> None:
        """Make the head; subclasses add their rows."""
        super().__init__()
        self.shown: object = None
        """What is shown, so that showing it again does not disturb what is being typed."""
        self._faults: dict[str, tuple[QWidget, QLabel]] = {}
        self._labels: dict[str, QLabel] = {}
        self.kind = _giving_way("section")
        self.title_line = QLineEdit()
        self.id_label = _giving_way("field-note")
        self.retired_bar = self._make_retired_bar()
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(20, 4, 16, 12)
        self.column.setSpacing(14)
        self.column.addWidget(self.kind)
        self.column.addWidget(self.retired_bar)
        title = self.add_row(TITLE, self.tr("Title"), self.title_line)
        title.addWidget(self.id_label)
        self.title_line.textEdited.connect(lambda _: self.edited.emit())

    def _make_retired_bar(self) -> QFrame:
        bar = QFrame()
        bar.setObjectName("retiredBar")
        self.retired_text = _giving_way("")
        self.again_button = QPushButton(self.tr("Use again"))
        self.again_button.setAutoDefault(False)
        self.again_button.clicked.connect(self.use_again_wanted)
        line = QHBoxLayout(bar)
        line.setContentsMargins(12, 8, 8, 8)
        line.addWidget(self.retired_text, 1)
        line.addWidget(self.again_button, 0, Qt.AlignmentFlag.AlignTop)
        bar.hide()
        return bar

    def add_row(self, part: str, title: str, field: QWidget, hint: str = "") -> QVBoxLayout:
        """Add a field under its title, with room for a sentence about what is wrong in it."""
        label = plain_label(title, "section")
        label.setBuddy(field)
        self._labels[part] = label
        field.setAccessibleName(title)
        fault = _giving_way("fault")
        fault.hide()
        self._faults[part] = (field, fault)
        row = QVBoxLayout()
        row.setSpacing(4)
        row.addWidget(label)
        # Aligned where it is narrow: else the layout takes its width for that of the words below.
        narrow = field.maximumWidth() < _NARROW
        row.addWidget(field, 0, Qt.AlignmentFlag.AlignLeading if narrow else Qt.AlignmentFlag(0))
        row.addWidget(fault)
        if hint:
            row.addWidget(plain_label(hint, "field-note", wrap=True))
        self.column.addLayout(row)
        return row

    def hide_title(self) -> None:
        """Leave out the title, where there is none to change."""
        self._labels[TITLE].hide()
        self.title_line.hide()

    def show_title(self, title: str) -> None:
        """Show a title, a long one from its beginning."""
        self.title_line.setText(title)
        self.title_line.setCursorPosition(0)

    def show_retired(self, sentence: str, *, may_return: bool) -> None:
        """Say that what is shown is retired, and offer to use it again; nothing if it is not."""
        self.retired_text.setText(sentence)
        self.again_button.setVisible(may_return)
        self.retired_bar.setVisible(bool(sentence))

    def show_faults(self, sentences: dict[str, str]) -> None:
        """Show beside each field what is wrong in it."""
        for part, (field, label) in self._faults.items():
            sentence = sentences.get(part, "")
            if label.text() == sentence:
                continue
            label.setText(sentence)
            label.setVisible(bool(sentence))
            field.setAccessibleDescription(sentence)
            field.setProperty("fault", bool(sentence))
            field.style().unpolish(field)
            field.style().polish(field)

    def row_of(self, part: str) -> tuple[QWidget, QLabel]:
        """Return a field and the label of what is wrong in it; those of the title if there is no such one."""
        return self._faults.get(part, self._faults[TITLE])

    def focus_part(self, part: str) -> None:
        """Put the keyboard into a field; the title if there is none for ``part``."""
        field, _ = self.row_of(part)
        field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        if isinstance(field, QLineEdit):
            field.selectAll()

    def set_fixed(self, fixed: bool) -> None:
        """Let everything be read and nothing changed."""
        for one in self.findChildren(QLineEdit):
            one.setReadOnly(fixed)
        for text in self.findChildren(QPlainTextEdit):
            text.setReadOnly(fixed)
        for box in self.findChildren(QCheckBox):
            box.setEnabled(not fixed)

    def changed(self, thing: Thing) -> Thing:
        """Return ``thing`` with what the fields hold; the title is `title_line`'s."""
        return thing


def _giving_way(role: str) -> QLabel:
    """Return a label for words of people, which never make the form wider, however long one is."""
    label = plain_label("", role, wrap=True)
    label.setMinimumWidth(1)
    return label


class LongText(QPlainTextEdit):
    """Several lines of text; Tab leaves it."""

    def __init__(self, lines: int) -> None:
        """Show ``lines`` lines, however large the letters are."""
        super().__init__()
        self._lines = lines
        self.setTabChangesFocus(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_text(self, text: str) -> None:
        """Show a text without saying that it was changed."""
        if self.toPlainText() != text:
            self.blockSignals(True)
            self.setPlainText(text)
            self.blockSignals(False)

    def sizeHint(self) -> QSize:
        """Return the size of the lines in the present face."""
        return QSize(200, self.fontMetrics().lineSpacing() * self._lines + _AROUND)

    def minimumSizeHint(self) -> QSize:
        """Return the same height: nothing is squeezed, the page scrolls."""
        return QSize(120, self.sizeHint().height())


def key_line() -> QLineEdit:
    """Return a field for one letter, which it shows as a capital."""
    line = QLineEdit()
    line.setMaxLength(1)
    line.setMaximumWidth(64)
    line.textEdited.connect(lambda text: line.setText(text.strip().upper()))
    return line
