"""The circle that says how far the work on an article is: empty, half full, full."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPen, QPixmap

from annotator.core.model import Status

_STROKE = 1.5


def draw_status(painter: QPainter, rect: QRectF, status: Status, colour: QColor) -> None:
    """Draw the circle for ``status``, as large as ``rect`` has room for."""
    side = min(rect.width(), rect.height())
    circle = QRectF(0, 0, side - _STROKE, side - _STROKE)
    circle.moveCenter(rect.center())
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(colour, _STROKE))
    painter.setBrush(colour if status is Status.DONE else QColor(Qt.GlobalColor.transparent))
    painter.drawEllipse(circle)
    if status is Status.IN_PROGRESS:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        painter.drawPie(circle, 90 * 16, 180 * 16)
    painter.restore()


def status_icon(status: Status, colour: QColor, size: int, ratio: float) -> QIcon:
    """Return the circle as an icon of ``size`` logical pixels, sharp at ``ratio``."""
    pixmap = QPixmap(round(size * ratio), round(size * ratio))
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    draw_status(painter, QRectF(1, 1, size - 2, size - 2), status, colour)
    painter.end()
    return QIcon(pixmap)
