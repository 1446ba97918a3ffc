"""The small sign of a layer: the shape that its annotations have in the article.

A fill is a bar, an underline and a dotted underline lie under a pale field, a box is an
outline; so a layer is known by its shape where colours cannot be told apart.
"""

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QSizePolicy, QWidget

from annotator.ui.theme import LayerColours

_ASPECT = 0.62
_LINE = 2.0


def paint_layer_glyph(painter: QPainter, rect: QRect | QRectF, shape: str, colours: LayerColours) -> None:
    """Draw a layer's sign in the middle of ``rect``.

    ``shape`` is ``fill``, ``underline``, ``dotted`` or ``box``; any other counts as ``box``.
    """
    room = QRectF(rect)
    width = min(room.width(), room.height() / _ASPECT)
    box = QRectF(0, 0, width, width * _ASPECT)
    box.moveCenter(room.center())
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    if shape == "fill":
        painter.setPen(QPen(colours.stroke, 1))
        painter.setBrush(colours.fill_strong)
        painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 2.5, 2.5)
    elif shape in ("underline", "dotted"):
        painter.setBrush(colours.fill)
        painter.drawRoundedRect(box.adjusted(0, 0, 0, -_LINE - 1), 2, 2)
        _underline(painter, box, colours, dotted=shape == "dotted")
    else:
        painter.setPen(QPen(colours.stroke, 1.5))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(box.adjusted(0.75, 0.75, -0.75, -0.75), 2, 2)
    painter.restore()


def _underline(painter: QPainter, box: QRectF, colours: LayerColours, *, dotted: bool) -> None:
    y = box.bottom() - _LINE / 2
    if not dotted:
        painter.fillRect(QRectF(box.left(), y - _LINE / 2, box.width(), _LINE), colours.stroke)
        return
    painter.setBrush(colours.stroke)
    dots = 4
    step = (box.width() - _LINE) / (dots - 1)
    for dot in range(dots):
        painter.drawEllipse(QRectF(box.left() + dot * step, y - _LINE / 2, _LINE, _LINE))


def layer_icon(shape: str, colours: LayerColours, ratio: float, size: int = 16) -> QIcon:
    """Return the sign as an icon of ``size`` logical pixels, sharp at device pixel ratio ``ratio``."""
    pixmap = QPixmap(round(size * ratio), round(size * ratio))
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    paint_layer_glyph(painter, QRectF(0, 0, size, size), shape, colours)
    painter.end()
    return QIcon(pixmap)


class LayerGlyph(QWidget):
    """A layer's sign as a widget, for rows of labels. What it says is said by the label beside it."""

    def __init__(self, shape: str, colours: LayerColours, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shape = shape
        self._colours = colours
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Return a size that goes with the text beside it."""
        height = max(12, round(self.fontMetrics().height() * 0.75))
        return QSize(round(height / _ASPECT), height)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the sign."""
        painter = QPainter(self)
        paint_layer_glyph(painter, self.rect(), self._shape, self._colours)
        painter.end()
