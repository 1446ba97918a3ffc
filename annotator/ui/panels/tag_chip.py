"""One tag as a small rounded field that can be taken away."""

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QStyle, QWidget

from annotator.ui.appearance import Appearance
from annotator.ui.panels.matching import one_line
from annotator.ui.texts import tooltip

_PAD_X, _PAD_Y, _CROSS, _GAP = 8, 3, 8, 6
_WIDEST = 160
_REMOVING = (Qt.Key.Key_Delete, Qt.Key.Key_Backspace, Qt.Key.Key_Return, Qt.Key.Key_Enter)
_FILLING = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)
_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}


class TagChip(QAbstractButton):
    """Shows a tag; `clicked` means that it is to go: by its cross, Delete, Backspace, Enter or Space."""

    step_wanted = Signal(int)
    """An arrow key: -1 to the chip before, 1 to the one after, in reading direction."""

    fill_wanted = Signal()
    """Only some of the annotations have the tag, and all are to have it: by Enter, Space or a click."""

    def __init__(
        self,
        tag: str,
        appearance: Appearance,
        *,
        removable: bool,
        share: tuple[int, int] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        """Show ``tag``, with a cross if it is ``removable``.

        ``share`` says how many of how many annotations have it, if that is not all of them.
        """
        super().__init__(parent)
        self.tag = tag
        self.share = share
        self._appearance = appearance
        self._removable = removable
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if removable else Qt.FocusPolicy.NoFocus)
        self._part = self.tr("{some} of {all}").format(some=share[0], all=share[1]) if share else ""
        self._describe()
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def _describe(self) -> None:
        """Say in words what the chip is, and what can be done with it."""
        if self.share is None:
            spoken = (
                self.tr("Tag {tag}, press Delete to remove it") if self._removable else self.tr("Tag {tag}")
            )
            self.setAccessibleName(spoken.format(tag=self.tag))
            self.setToolTip(tooltip(self.tag) if self._text_width() > _WIDEST else "")
            return
        some, every = self.share
        spoken = self.tr("Tag {tag}, on {some} of {all} annotations")
        if self._removable:
            spoken = self.tr(
                "Tag {tag}, on {some} of {all} annotations, press Enter to give it to all, "
                "Delete to take it away from all"
            )
        self.setAccessibleName(spoken.format(tag=self.tag, some=some, all=every))
        tip = self.tr("{tag}: {some} of {all} annotations have it.")
        if self._removable:
            tip = self.tr("{tag}: {some} of {all} annotations have it. Click to give it to all.")
            self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setToolTip(tooltip(tip.format(tag=self.tag, some=some, all=every)))

    def sizeHint(self) -> QSize:
        """Return a size with room for the tag, up to a limit."""
        width = min(self._text_width(), _WIDEST) + 2 * _PAD_X
        return QSize(width + self._end(), self.fontMetrics().height() + 2 * _PAD_Y)

    def minimumSizeHint(self) -> QSize:
        """Return a size at which a few letters are left."""
        return QSize(min(self.sizeHint().width(), 48), self.sizeHint().height())

    def hitButton(self, pos: QPoint) -> bool:
        """Take clicks on the cross only; elsewhere a click gives the focus."""
        return self._removable and self._mirrored(self._cross()).adjusted(-_GAP, -20, _GAP, 20).contains(pos)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Remove, give to all, or go to the neighbour."""
        if self.share and self._removable and event.key() in _FILLING:
            self.fill_wanted.emit()
        elif event.key() in _REMOVING and self._removable:
            self.click()
        elif event.key() in _STEPS:
            mirrored = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
            step = _STEPS[Qt.Key(event.key())]
            self.step_wanted.emit(-step if mirrored else step)
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Give the tag to all with a click beside the cross, where only some have it."""
        place = event.position().toPoint()
        beside = self.rect().contains(place) and not self.hitButton(place)
        down = self.isDown()
        super().mouseReleaseEvent(event)
        left = event.button() is Qt.MouseButton.LeftButton
        if left and beside and not down and self.share and self._removable:
            self.fill_wanted.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the field, the tag and the cross."""
        theme = self._appearance.theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        focused = self.hasFocus()
        if self.share:  # Outlined and not filled, as all that is not quite there.
            painter.setPen(QPen(theme.muted, 1, Qt.PenStyle.DashLine))
            painter.setBrush(theme.hover if self.underMouse() else Qt.BrushStyle.NoBrush)
        else:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.chosen)
        if focused:
            painter.setPen(QPen(theme.accent, 2))
        inset = 1.0 if focused else 0.5 if self.share else 0.0
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(inset, inset, -inset, -inset), 6, 6)
        end = self._end()
        place = self._mirrored(self.rect().adjusted(_PAD_X, 0, -_PAD_X - end, 0))
        metrics = self.fontMetrics()
        text = metrics.elidedText(one_line(self.tag), Qt.TextElideMode.ElideRight, place.width())
        # Tag and number read in their own direction, also in a window that reads the other way.
        painter.setLayoutDirection(Qt.LayoutDirection.LayoutDirectionAuto)
        painter.setPen(theme.text)
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter, text)
        if self._part:
            painter.setPen(theme.muted)
            part = self.rect().adjusted(
                self.width() - _PAD_X - end + _GAP, 0, -_PAD_X - self._cross_width(), 0
            )
            painter.drawText(self._mirrored(part), Qt.AlignmentFlag.AlignCenter, self._part)
        if self._removable:
            painter.setPen(QPen(theme.text if self.underMouse() else theme.muted, 1.5))
            cross = QRectF(self._mirrored(self._cross())).adjusted(0.5, 0.5, -0.5, -0.5)
            painter.drawLine(cross.topLeft(), cross.bottomRight())
            painter.drawLine(cross.topRight(), cross.bottomLeft())
        painter.end()

    def _text_width(self) -> int:
        return self.fontMetrics().horizontalAdvance(one_line(self.tag)) + 1

    def _cross_width(self) -> int:
        return _CROSS + _GAP if self._removable else 0

    def _end(self) -> int:
        """Return the width of what stands behind the tag: how many have it, and the cross."""
        part = self.fontMetrics().horizontalAdvance(self._part) + 1 + _GAP if self._part else 0
        return part + self._cross_width()

    def _cross(self) -> QRect:
        middle = self.height() // 2
        return QRect(self.width() - _PAD_X - _CROSS + 1, middle - _CROSS // 2, _CROSS, _CROSS)

    def _mirrored(self, rect: QRect) -> QRect:
        return QStyle.visualRect(self.layoutDirection(), self.rect(), rect)
