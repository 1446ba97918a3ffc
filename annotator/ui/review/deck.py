"""Below the article: in what a case differs, the comparison, and what can be decided about it."""

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QStackedWidget, QVBoxLayout, QWidget

from annotator.ui.appearance import Appearance
from annotator.ui.panels.empty_state import EmptyState
from annotator.ui.panels.flow_layout import FlowLayout
from annotator.ui.review.cells import KeyButton
from annotator.ui.review.comparison import Comparison
from annotator.ui.review.table import Table
from annotator.ui.texts import isolated, plain_label

BUTTONS = ("both", "change", "reject", "skip", "comment", "reopen")
_DECIDING = frozenset({"both", "change", "reject", "reopen"})


class Deck(QWidget):
    """Says what was pressed; decides nothing."""

    pressed = Signal(str)
    """One of `BUTTONS`."""
    reason_given = Signal(str)
    edited = Signal()
    """The person is done with editing the copy."""

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._appearance = appearance
        self.setProperty("role", "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(self.tr("Comparison of annotations"))
        self.setMinimumSize(280, 200)
        self.heading = plain_label("", "heading", wrap=True)
        self.place = plain_label("", "muted")
        self.state = plain_label("", "muted", wrap=True)
        self.reason_said = plain_label("", "", wrap=True)
        self.fixed = plain_label("", "caution", wrap=True)
        self.comparison = Comparison(appearance)
        self.buttons = {
            name: KeyButton(words, key, appearance)
            for name, words, key in (
                ("both", self.tr("Accept both"), "B"),
                ("change", self.tr("Change…"), "E"),
                ("reject", self.tr("Reject…"), "X"),
                ("skip", self.tr("Skip"), "S"),
                ("comment", self.tr("Comment"), "M"),
                ("reopen", self.tr("Reopen"), "O"),
            )
        }
        self.reason = _ReasonField()
        self.empty = EmptyState()
        self._pages = QStackedWidget()
        self._feet = QStackedWidget()
        self._edited_words = plain_label("", wrap=True)
        self.done_button = KeyButton(self.tr("Done"), self.tr("Esc"), appearance)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        head = QVBoxLayout()
        head.setContentsMargins(16, 10, 16, 4)
        head.setSpacing(2)
        first = QHBoxLayout()
        first.setSpacing(12)
        first.addWidget(self.heading, 1)
        first.addWidget(self.place, 0, Qt.AlignmentFlag.AlignTop)
        head.addLayout(first)
        for label in (self.state, self.reason_said, self.fixed):
            head.addWidget(label)
        case = QWidget()
        column = QVBoxLayout(case)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self.comparison, 1)
        for foot in (self._button_foot(), self._reason_foot(), self._edit_foot()):
            self._feet.addWidget(foot)
        column.addWidget(self._feet)
        self._case = case
        self._pages.addWidget(case)
        self._pages.addWidget(self.empty)
        self._pages.setCurrentWidget(self.empty)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._pages)

    def _button_foot(self) -> QWidget:
        foot = _Foot()
        line = FlowLayout(foot, spacing=8)
        line.setContentsMargins(16, 8, 16, 10)
        for name in BUTTONS:
            line.addWidget(self.buttons[name])
        return foot

    def _reason_foot(self) -> QWidget:
        foot = _Foot()
        line = QHBoxLayout(foot)
        line.setContentsMargins(16, 8, 16, 10)
        line.setSpacing(8)
        label = plain_label(self.tr("Why is it rejected?"))
        label.setBuddy(self.reason)
        self.reason.setAccessibleName(self.tr("Why is it rejected?"))
        self.reject_button = KeyButton(self.tr("Reject"), self.tr("Enter"), self._appearance)
        self.keep_button = KeyButton(self.tr("Cancel"), self.tr("Esc"), self._appearance)
        line.addWidget(label)
        line.addWidget(self.reason, 1)
        line.addWidget(self.reject_button)
        line.addWidget(self.keep_button)
        return foot

    def _edit_foot(self) -> QWidget:
        foot = _Foot()
        line = QHBoxLayout(foot)
        line.setContentsMargins(16, 8, 16, 10)
        line.setSpacing(8)
        # The button first: in a narrow window the inspector lies over the other end.
        line.addWidget(self.done_button)
        line.addWidget(self._edited_words, 1)
        return foot

    def _connect(self) -> None:
        for name, button in self.buttons.items():
            button.clicked.connect(lambda _=False, it=name: self.pressed.emit(it))
        self.reason.returnPressed.connect(self._give_reason)
        self.reject_button.clicked.connect(self._give_reason)
        self.keep_button.clicked.connect(self.stop_asking)
        self.reason.escaped.connect(self.stop_asking)
        self.done_button.clicked.connect(self.edited)

    def _give_reason(self) -> None:
        words = self.reason.text().strip()
        if words:
            self.reason_given.emit(words)
        else:
            self.reason.setPlaceholderText(self.tr("Say in a few words why; nothing is decided yet"))
            self.reason.setFocus()

    # --- what is shown -----------------------------------------------------------------

    def show_nothing(self, title: str, sentence: str) -> None:
        """Say why there is no case to compare."""
        self.comparison.show_table(None, may_decide=False)
        self.empty.say(title, sentence)
        self._pages.setCurrentWidget(self.empty)

    def show_case(self, table: Table, heading: str, place: str, *, fixed: str) -> None:
        """Show a case; ``fixed`` says why nothing can be decided, if so."""
        self._pages.setCurrentWidget(self._case)
        self.heading.setText(heading)
        self.place.setText(place)
        self.fixed.setText(fixed)
        self.fixed.setVisible(bool(fixed))
        self.stop_asking(focus=False)
        self.comparison.show_table(table, may_decide=not fixed)
        marked = sum(one.annotation is not None and not one.is_copy for one in table.columns)
        both, every = self.tr("Accept both"), self.tr("Accept all {n}").format(n=marked)
        self.buttons["both"].say(both if marked == 2 else every)
        self.buttons["both"].setVisible(marked > 1)

    def show_state(self, state: str, reason: str, *, caution: bool) -> None:
        """Say what is decided, and why."""
        self.state.setText(state)
        _give_role(self.state, "caution" if caution else "muted")
        self.reason_said.setText(self.tr("“{reason}”").format(reason=isolated(reason)) if reason else "")
        self.reason_said.setVisible(bool(reason))

    def allow(self, *, deciding: bool, reopening: bool) -> None:
        """Let the buttons be pressed that do something."""
        for name in _DECIDING:
            self.buttons[name].setEnabled(deciding)
        self.buttons["reopen"].setEnabled(deciding and reopening)

    def ask_reason(self) -> None:
        """Ask in a line why it is rejected."""
        self.reason.clear()
        self.reason.setPlaceholderText("")
        self._feet.setCurrentIndex(1)
        self.reason.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def asking(self) -> bool:
        """Whether the reason is being asked for."""
        return self._feet.currentIndex() == 1

    def stop_asking(self, *, focus: bool = True) -> None:
        """Show the buttons again."""
        had = self.reason.hasFocus()
        self._feet.setCurrentIndex(0)
        if focus or had:
            self.comparison.setFocus(Qt.FocusReason.OtherFocusReason)

    def begin_editing(self, words: str) -> None:
        """Say that the copy is being edited, and how to come back."""
        self._edited_words.setText(words)
        self._feet.setCurrentIndex(2)

    def end_editing(self) -> None:
        """Show the buttons again."""
        self._feet.setCurrentIndex(0)


class _Foot(QWidget):
    """A line of buttons that is as high as its lines need."""

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        layout = self.layout()
        return layout.heightForWidth(width) if layout is not None and layout.hasHeightForWidth() else -1

    def sizeHint(self) -> QSize:
        hint = super().sizeHint()
        needed = self.heightForWidth(max(self.width(), 100))
        return QSize(hint.width(), max(hint.height(), needed))


class _ReasonField(QLineEdit):
    """One line; Esc leaves it."""

    escaped = Signal()

    def event(self, event: QEvent) -> bool:
        """Keep Esc and Enter, on which the window may have shortcuts."""
        keys = (Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Enter)
        override = event.type() == QEvent.Type.ShortcutOverride
        if override and isinstance(event, QKeyEvent) and event.key() in keys:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave with Esc."""
        if event.key() == Qt.Key.Key_Escape:
            self.escaped.emit()
        else:
            super().keyPressEvent(event)


def _give_role(widget: QWidget, role: str) -> None:
    if widget.property("role") != role:
        widget.setProperty("role", role)
        widget.style().unpolish(widget)
        widget.style().polish(widget)
