"""The field in which one types what a list is to show."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from annotator.ui.appearance import Appearance

_DOWN = (Qt.Key.Key_Down, Qt.Key.Key_PageDown)
_PADDING = 6
"""The style sheet's padding, which a field with a sign has twice."""
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class FilterField(QLineEdit):
    """A line with a funnel; Esc empties it, Down goes to the list below."""

    down_pressed = Signal()
    entered = Signal()
    """Enter was pressed."""

    def __init__(self, prompt: str, name: str, appearance: Appearance, parent: QWidget | None = None) -> None:
        """Make a field that says ``prompt`` while it is empty and is called ``name``."""
        super().__init__(parent)
        self.setPlaceholderText(prompt)
        self.setAccessibleName(name)
        self.setClearButtonEnabled(True)
        self._sign = QAction(self)
        self._sign.setEnabled(False)
        self.addAction(self._sign, QLineEdit.ActionPosition.LeadingPosition)
        self._pull_text()
        self._appearance = appearance
        appearance.changed.connect(self._draw_sign)
        self._draw_sign()

    def event(self, event: QEvent) -> bool:
        """Keep Esc while there is something to empty."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            mine = event.key() in _ENTER or (event.key() == Qt.Key.Key_Escape and self.text())
            if mine:
                event.accept()
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take Down, Enter and Esc; the rest is typing."""
        if event.key() in _DOWN:
            self.down_pressed.emit()
        elif event.key() in _ENTER:
            self.entered.emit()
        elif event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        else:
            super().keyPressEvent(event)
            return
        event.accept()

    def changeEvent(self, event: QEvent) -> None:
        """Keep the sign beside the text when the reading direction changes."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LayoutDirectionChange:
            self._pull_text()

    def _pull_text(self) -> None:
        mirrored = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        self.setTextMargins(0 if mirrored else -_PADDING, 0, -_PADDING if mirrored else 0, 0)

    def _draw_sign(self) -> None:
        self._sign.setIcon(self._appearance.icon("filter", self._appearance.theme.muted))
