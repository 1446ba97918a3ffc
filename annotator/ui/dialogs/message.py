"""Sentences to a person, and questions with verbs on the buttons; all text is plain."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QKeyEvent
from PySide6.QtWidgets import (
    QDialogButtonBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from annotator.ui.appearance import Appearance
from annotator.ui.dialogs.base import Dialog
from annotator.ui.texts import plain_label

KINDS = ("info", "warning", "error")
"""What a message may be: news, something to mind, something that was refused."""


def _colour(appearance: Appearance, kind: str) -> QColor:
    theme = appearance.theme
    return {"warning": theme.warning, "error": theme.danger}.get(kind, theme.muted)


class Choice(NamedTuple):
    """A button of a question."""

    key: str
    """What `ask` returns if it is pressed."""
    verb: str
    danger: bool = False
    """Whether it takes something away: it is then not what Enter presses."""


class MessageDialog(Dialog):
    """One sentence, if need be an explanation, and a button for each choice."""

    def __init__(
        self,
        appearance: Appearance,
        kind: str,
        sentence: str,
        *,
        explanation: str = "",
        choices: Sequence[Choice] = (),
        leave: str = "",
        parent: QWidget | None = None,
    ) -> None:
        """``choices`` stand beside ``leave`` ("Cancel" if there are choices, else "Close")."""
        super().__init__(appearance, "Annotator", parent)
        self.chosen = ""
        self._add_text(kind, sentence, explanation)
        for number, choice in enumerate(choices):
            self._add_choice(choice, primary=number == 0)
        word = leave or (self.tr("Cancel") if choices else self.tr("Close"))
        self.leave_button = self.add_button(word, QDialogButtonBox.ButtonRole.RejectRole)
        if not choices or choices[0].danger:
            self.leave_button.setDefault(True)
            self.leave_button.setFocus()
        self.setMinimumWidth(self.in_characters(62).width())
        self.fit()

    def _add_text(self, kind: str, sentence: str, explanation: str) -> None:
        icon = QLabel()
        ink = _colour(self.appearance, kind)
        icon.setPixmap(self.appearance.icon(kind, ink).pixmap(QSize(24, 24)))
        words = QVBoxLayout()
        words.setSpacing(8)
        words.addWidget(_selectable(plain_label(sentence, "heading", wrap=True)))
        if explanation:
            words.addWidget(_selectable(plain_label(explanation, wrap=True)))
        row = QHBoxLayout()
        row.setSpacing(14)
        row.addWidget(icon, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        self.column.addLayout(row)
        self.column.addStretch(1)

    def _add_choice(self, choice: Choice, *, primary: bool) -> None:
        roles = QDialogButtonBox.ButtonRole
        calm = primary and not choice.danger
        role = roles.AcceptRole if calm else roles.ActionRole
        button = self.add_button(choice.verb, role, danger=choice.danger)
        button.clicked.connect(lambda: self._choose(choice.key))

    def _choose(self, key: str) -> None:
        self.chosen = key
        self.accept()


def _selectable(label: QLabel) -> QLabel:
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label


def tell(
    appearance: Appearance, parent: QWidget | None, kind: str, sentence: str, explanation: str = ""
) -> None:
    """Show a sentence in a dialog, for what cannot be said in a `Banner`; ``kind`` is one of `KINDS`."""
    MessageDialog(appearance, kind, sentence, explanation=explanation, parent=parent).exec()


def ask(
    appearance: Appearance,
    parent: QWidget | None,
    question: str,
    choices: Sequence[Choice],
    *,
    explanation: str = "",
    leave: str = "",
) -> str:
    """Ask, and return the key of the choice; empty if the person left without one."""
    dialog = MessageDialog(
        appearance,
        "warning" if any(choice.danger for choice in choices) else "info",
        question,
        explanation=explanation,
        choices=choices,
        leave=leave,
        parent=parent,
    )
    dialog.exec()
    return dialog.chosen


class Banner(QFrame):
    """A sentence across the window that stays until it is closed or another takes its place."""

    closed = Signal()
    """It is not shown any more."""

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._appearance = appearance
        self._kind = "info"
        self._act: Callable[[], object] | None = None
        self._icon = QLabel()
        self._text = _selectable(plain_label("", wrap=True))
        self._text.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.action_button = QPushButton()
        self.close_button = QToolButton()
        self.close_button.setToolTip(self.tr("Close this message"))
        self.close_button.setAccessibleName(self.tr("Close this message"))
        appearance.dress(self.close_button, "close")
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.clear)
        self._lay_out()
        self.action_button.clicked.connect(self._run)
        self.close_button.clicked.connect(self.clear)
        appearance.changed.connect(self._draw)
        self.hide()

    @property
    def text(self) -> str:
        """The sentence that is shown; empty if none is."""
        return self._text.text() if not self.isHidden() else ""

    @property
    def kind(self) -> str:
        """The kind of the sentence that is or was shown last."""
        return self._kind

    def say(
        self,
        kind: str,
        sentence: str,
        *,
        action: str = "",
        act: Callable[[], object] | None = None,
        closable: bool = True,
        seconds: float = 0,
    ) -> None:
        """Show ``sentence``.

        ``kind`` is one of `KINDS`; ``action`` is the verb on a button that calls ``act`` and closes
        the banner; with ``seconds`` it goes away by itself.
        """
        self._kind = kind if kind in KINDS else "info"
        self._act = act
        self._text.setText(sentence)
        self.action_button.setText(action)
        self.action_button.setVisible(bool(action))
        self.close_button.setVisible(closable)
        self._timer.stop()
        if seconds:
            self._timer.start(round(seconds * 1000))
        self._draw()
        self.show()
        self._announce(sentence)

    def clear(self) -> None:
        """Take the sentence away."""
        self._timer.stop()
        if not self.isHidden():
            self.hide()
            self.closed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Close with Escape while the focus is inside."""
        if event.key() == Qt.Key.Key_Escape and not self.close_button.isHidden():
            self.clear()
        else:
            super().keyPressEvent(event)

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 6, 8, 6)
        row.setSpacing(10)
        row.addWidget(self._icon)
        row.addWidget(self._text, 1)
        row.addWidget(self.action_button)
        row.addWidget(self.close_button)

    def _draw(self) -> None:
        self.setProperty("banner", self._kind)
        ink = _colour(self._appearance, self._kind)
        self._icon.setPixmap(self._appearance.icon(self._kind, ink).pixmap(QSize(20, 20)))
        self.style().unpolish(self)
        self.style().polish(self)

    def _run(self) -> None:
        act = self._act
        self.clear()
        if act is not None:
            act()

    def _announce(self, sentence: str) -> None:
        """Let a screen reader say it: the focus stays where it is."""
        # Only here: PySide6 makes all enumerations of a class when it is first named.
        from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent

        event = QAccessibleAnnouncementEvent(self, sentence)
        if self._kind == "error":
            event.setPoliteness(QAccessible.AnnouncementPoliteness.Assertive)
        QAccessible.updateAccessibility(event)
