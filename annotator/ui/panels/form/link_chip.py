"""One link as a chip: the name, the words that mention it, and a cross to take it away."""

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QStyle, QWidget

from annotator.core.codebook import UNATTRIBUTED
from annotator.ui.appearance import Appearance
from annotator.ui.panels.form.states import LinkView
from annotator.ui.panels.matching import one_line
from annotator.ui.texts import tooltip

_PAD_X, _PAD_Y, _CROSS, _GAP = 8, 3, 8, 6


class LinkChip(QAbstractButton):
    """Shows a `LinkView`; `clicked` means: go there."""

    remove_wanted = Signal()
    focused = Signal()

    def __init__(self, appearance: Appearance, parent: QWidget) -> None:
        """Make an empty chip."""
        super().__init__(parent)
        self._appearance = appearance
        self._removable = False
        self._over_cross = False
        self.view: LinkView | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setMouseTracking(True)

    def show_link(self, view: LinkView, *, removable: bool) -> None:
        """Show a link."""
        if (view, removable) == (self.view, self._removable):
            return
        self.view, self._removable = view, removable
        spoken = self.tr("{link}, proposed").format(link=view.spoken) if view.proposed else view.spoken
        self.setAccessibleName(spoken)
        hints = [
            self.tr("Enter goes there.") if view.place_id and not view.proposed else "",
            self.tr("Enter confirms it.") if view.proposed and removable else "",
            self.tr("Delete removes it.") if removable else "",
        ]
        self.setAccessibleDescription(" ".join(hint for hint in hints if hint))
        self.setToolTip(tooltip(view.spoken))
        self.setCursor(Qt.CursorShape.PointingHandCursor if view.place_id else Qt.CursorShape.ArrowCursor)
        self.updateGeometry()
        self.update()

    # --- size --------------------------------------------------------------------------

    def sizeHint(self) -> QSize:
        """Return a size with room for all of it."""
        name, words = self._pieces()
        metrics = self.fontMetrics()
        width = metrics.horizontalAdvance(name) + metrics.horizontalAdvance(words) + 2 * _PAD_X + 1
        return QSize(width + (_GAP if name and words else 0), metrics.height() + 2 * _PAD_Y)

    def minimumSizeHint(self) -> QSize:
        """Return a size at which a few letters are left."""
        return QSize(min(self.sizeHint().width(), 48), self.sizeHint().height())

    def _pieces(self) -> tuple[str, str]:
        if self.view is None:
            return "", ""
        words = one_line(self.view.words)
        return one_line(self.view.name), self.tr("“{words}”").format(words=words) if words else ""

    # --- keys and mouse ----------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave the keys to the field, which knows its chips; Space is a click."""
        if event.key() == Qt.Key.Key_Space:
            super().keyPressEvent(event)
        else:
            event.ignore()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Tell the field."""
        super().focusInEvent(event)
        self.focused.emit()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Light up the cross."""
        over = self._hits_cross(event.position().toPoint())
        if over != self._over_cross:
            self._over_cross = over
            self.update()
        super().mouseMoveEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Remove, where the cross is; go there, elsewhere."""
        if self.isDown() and self._hits_cross(event.position().toPoint()):
            self.setDown(False)
            self.remove_wanted.emit()
            return
        super().mouseReleaseEvent(event)

    def _hits_cross(self, place: QPoint) -> bool:
        return self._removable and self._mirrored(self._cross()).adjusted(-_GAP, -20, _GAP, 20).contains(
            place
        )

    def _cross(self) -> QRect:
        middle = self.height() // 2
        return QRect(self.width() - _PAD_X - _CROSS + 1, middle - _CROSS // 2, _CROSS, _CROSS)

    def _mirrored(self, rect: QRect) -> QRect:
        return QStyle.visualRect(self.layoutDirection(), self.rect(), rect)

    # --- look --------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the chip; its cross while the pointer or the keyboard is on it."""
        if self.view is None:
            return
        theme = self._appearance.theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._draw_ground(painter)
        shows_cross = self._removable and (self.underMouse() or self.hasFocus())
        end = _CROSS + _GAP if shows_cross else 0
        inner = self.rect().adjusted(_PAD_X, 0, -_PAD_X - end, 0)
        self._draw_text(painter, inner)
        if shows_cross:
            painter.setPen(QPen(theme.text if self._over_cross else theme.muted, 1.5))
            cross = QRectF(self._mirrored(self._cross())).adjusted(0.5, 0.5, -0.5, -0.5)
            painter.drawLine(cross.topLeft(), cross.bottomRight())
            painter.drawLine(cross.topRight(), cross.bottomLeft())
        painter.end()

    def _draw_ground(self, painter: QPainter) -> None:
        theme = self._appearance.theme
        proposed = self.view is not None and self.view.proposed
        pen = QPen(Qt.PenStyle.NoPen)
        if self.hasFocus():
            pen = QPen(theme.accent, 2.0)
        elif proposed:
            pen = QPen(theme.edge, 1.0, Qt.PenStyle.CustomDashLine)
            pen.setDashPattern([3, 2])
        painter.setPen(pen)
        hovered = self.underMouse() and not proposed
        fill = theme.hover if hovered else theme.chosen
        painter.setBrush(Qt.BrushStyle.NoBrush if proposed else fill)
        inset = pen.widthF() / 2 if pen.style() is not Qt.PenStyle.NoPen else 0
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(inset, inset, -inset, -inset), 5, 5)

    def _draw_text(self, painter: QPainter, inner: QRect) -> None:
        """Draw name and words each in its own place: their scripts may run against each other."""
        theme = self._appearance.theme
        metrics = self.fontMetrics()
        name, words = self._pieces()
        gap = _GAP if name and words else 0
        room = max(0, inner.width() - gap)
        full = metrics.horizontalAdvance(name)
        # The words give way first, down to nothing where not even a few letters would be left.
        for_name = min(full, room)
        for_words = room - for_name
        if words and for_words < metrics.horizontalAdvance("“mm…"):
            for_words = 0
            for_name = min(full, inner.width()) if name else 0
        start = QStyle.visualAlignment(
            self.layoutDirection(), Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        )
        if not name:
            for_words, gap = inner.width(), 0
        quiet = self.view is not None and self.view.aim.value == UNATTRIBUTED
        painter.setLayoutDirection(Qt.LayoutDirection.LayoutDirectionAuto)
        for text, left, width, colour in (
            (name, inner.left(), for_name, theme.muted if quiet else theme.text),
            (words, inner.left() + for_name + gap, for_words, theme.muted if name else theme.text),
        ):
            if not text or width <= 0:
                continue
            place = QStyle.visualRect(
                self.layoutDirection(), self.rect(), QRect(left, 0, width + 1, self.height())
            )
            painter.setPen(colour)
            painter.drawText(place, start, metrics.elidedText(text, Qt.TextElideMode.ElideRight, width + 1))
