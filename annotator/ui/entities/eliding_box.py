"""A combo box for narrow places."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import (
    QComboBox,
    QListView,
    QSizePolicy,
    QStyle,
    QStyleOptionComboBox,
    QStylePainter,
    QWidget,
)

from annotator.ui.texts import tooltip

_LEAST = 4
"""Characters that are still shown in the narrowest box."""


class ElidingBox(QComboBox):
    """Ends its text with an ellipsis where there is no room; the list below is as wide as its items.

    A wheel that passes over it scrolls what is around, and chooses nothing.
    """

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        """Make an empty box that a screen reader calls ``name``."""
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(_LEAST)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        below = QListView()
        below.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setView(below)
        self.currentTextChanged.connect(lambda _: self._say_whole())

    def sizeHint(self) -> QSize:
        """Ask for room for the longest item."""
        least = super().sizeHint()
        metrics = self.fontMetrics()
        texts = [self.itemText(at) for at in range(self.count())]
        more = max((metrics.horizontalAdvance(text) for text in texts), default=0)
        return QSize(
            max(least.width(), least.width() - metrics.averageCharWidth() * _LEAST + more), least.height()
        )

    def showPopup(self) -> None:
        """Show the items whole where the screen has room for them."""
        view = self.view()
        most = self.screen().availableGeometry().width() // 2
        view.setMinimumWidth(min(most, view.sizeHintForColumn(0) + 2 * view.frameWidth() + 24))
        super().showPopup()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Let what is around scroll."""
        event.ignore()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Say the whole text where it is cut now."""
        super().resizeEvent(event)
        self._say_whole()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw as much of the text as there is room for."""
        painter = QStylePainter(self)
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)
        option.currentText = self.shown_text()
        painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)
        painter.end()

    def shown_text(self) -> str:
        """Return what is drawn."""
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        field = QStyle.SubControl.SC_ComboBoxEditField
        room = self.style().subControlRect(QStyle.ComplexControl.CC_ComboBox, option, field, self)
        return self.fontMetrics().elidedText(
            self.currentText(), Qt.TextElideMode.ElideRight, room.width() - 2
        )

    def _say_whole(self) -> None:
        text = self.currentText()
        self.setToolTip(tooltip(text) if self.shown_text() != text else "")
