"""The small signs of a form: the cap of a key, and the mark of a proposal with its tick."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QAbstractButton, QLabel, QSizePolicy, QWidget

from annotator.ui.appearance import Appearance
from annotator.ui.texts import plain_label

_SIGN = 20


def key_cap(letter: str) -> QLabel:
    """Return a label that shows a key as a small cap."""
    label = plain_label(letter, "keycap")
    label.setAlignment(Qt.AlignmentFlag.AlignCenter)
    label.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
    return label


class ProposalSign(QAbstractButton):
    """A question mark beside what is proposed; under the pointer it becomes the tick that confirms."""

    def __init__(self, appearance: Appearance, title: str, parent: QWidget | None = None) -> None:
        """Make the sign of the field ``title``."""
        super().__init__(parent)
        self._appearance = appearance
        self._ready = False
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(self.tr("{field}: proposed, confirm").format(field=title))
        self.setToolTip(self.tr("Proposed. Click to confirm, or press Enter in the field."))
        self.setFixedWidth(_SIGN)
        appearance.changed.connect(self.update)

    def show_tick(self, ready: bool) -> None:
        """Show the tick also without the pointer: the field beside it has the focus."""
        if ready != self._ready:
            self._ready = ready
            self.update()

    def sizeHint(self) -> QSize:
        """Return a size on the grid."""
        return QSize(_SIGN, _SIGN)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the question mark, or the tick."""
        theme = self._appearance.theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect = QRectF(0, 0, _SIGN - 4, _SIGN - 4)
        rect.moveCenter(QRectF(self.rect()).center())
        over = self.underMouse()
        if over or self._ready:
            painter.setPen(Qt.PenStyle.NoPen if over else QPen(theme.edge, 1.0))
            painter.setBrush(theme.accent if over else Qt.BrushStyle.NoBrush)
            painter.drawEllipse(rect)
            painter.setPen(QPen(theme.on_accent if over else theme.text, 1.5))
            middle = rect.center()
            points = (QPointF(-3.5, 0.25), QPointF(-1, 2.75), QPointF(3.75, -2.5))
            painter.drawPolyline(QPolygonF([middle + point for point in points]))
        else:
            painter.setFont(self._appearance.ui_font(0.9, bold=True))
            painter.setPen(theme.muted)
            painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, "?")
        painter.end()
