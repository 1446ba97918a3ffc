"""One tag as a small rounded field that can be taken away."""

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QStyle, QWidget

from annotator.ui.appearance import Appearance
from annotator.ui.panels.matching import one_line
from annotator.ui.texts import tooltip

_PAD_X, _PAD_Y, _CROSS, _GAP = 8, 3, 8, 6
_WIDEST = 160
_REMOVING = (Qt.Key.Key_Delete, Qt.Key.Key_Backspace, Qt.Key.Key_Return, Qt.Key.Key_Enter)
_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}


class TagChip(QAbstractButton):
    """Shows a tag; `clicked` means that it is to go: by its cross, Delete, Backspace, Enter or Space."""

    step_wanted = Signal(int)
    """An arrow key: -1 to the chip before, 1 to the one after, in reading direction."""

    def __init__(
        self, tag: str, appearance: Appearance, *, removable: bool, parent: QWidget | None = None
    ) -> None:
        """Show ``tag``, with a cross if it is ``removable``."""
        super().__init__(parent)
        self.tag = tag
        self._appearance = appearance
        self._removable = removable
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if removable else Qt.FocusPolicy.NoFocus)
        spoken = self.tr("Tag {tag}, press Delete to remove it") if removable else self.tr("Tag {tag}")
        self.setAccessibleName(spoken.format(tag=tag))
        self.setToolTip(tooltip(tag) if self._text_width() > _WIDEST else "")
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def sizeHint(self) -> QSize:
        """Return a size with room for the tag, up to a limit."""
        width = min(self._text_width(), _WIDEST) + 2 * _PAD_X
        cross = _CROSS + _GAP if self._removable else 0
        return QSize(width + cross, self.fontMetrics().height() + 2 * _PAD_Y)

    def minimumSizeHint(self) -> QSize:
        """Return a size at which a few letters are left."""
        return QSize(min(self.sizeHint().width(), 48), self.sizeHint().height())

    def hitButton(self, pos: QPoint) -> bool:
        """Take clicks on the cross only; elsewhere a click gives the focus."""
        return self._removable and self._mirrored(self._cross()).adjusted(-_GAP, -20, _GAP, 20).contains(pos)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Remove, or go to the neighbour."""
        if event.key() in _REMOVING and self._removable:
            self.click()
        elif event.key() in _STEPS:
            mirrored = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
            step = _STEPS[Qt.Key(event.key())]
            self.step_wanted.emit(-step if mirrored else step)
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the field, the tag and the cross."""
        theme = self._appearance.theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        focused = self.hasFocus()
        painter.setPen(QPen(theme.accent, 2) if focused else Qt.PenStyle.NoPen)
        painter.setBrush(theme.chosen)
        inset = 1 if focused else 0
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(inset, inset, -inset, -inset), 6, 6)
        end = _CROSS + _GAP if self._removable else 0
        place = self._mirrored(self.rect().adjusted(_PAD_X, 0, -_PAD_X - end, 0))
        metrics = self.fontMetrics()
        text = metrics.elidedText(one_line(self.tag), Qt.TextElideMode.ElideRight, place.width())
        painter.setPen(theme.text)
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter, text)
        if self._removable:
            painter.setPen(QPen(theme.text if self.underMouse() else theme.muted, 1.5))
            cross = QRectF(self._mirrored(self._cross())).adjusted(0.5, 0.5, -0.5, -0.5)
            painter.drawLine(cross.topLeft(), cross.bottomRight())
            painter.drawLine(cross.topRight(), cross.bottomLeft())
        painter.end()

    def _text_width(self) -> int:
        return self.fontMetrics().horizontalAdvance(one_line(self.tag)) + 1

    def _cross(self) -> QRect:
        middle = self.height() // 2
        return QRect(self.width() - _PAD_X - _CROSS + 1, middle - _CROSS // 2, _CROSS, _CROSS)

    def _mirrored(self, rect: QRect) -> QRect:
        return QStyle.visualRect(self.layoutDirection(), self.rect(), rect)
