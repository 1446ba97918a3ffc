"""Turns the program's own SVG line icons into icons of any colour."""

from collections.abc import Iterable
from functools import cache

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from annotator.assets import resource

_SIZES = (16, 20, 24)
"""Logical pixels at which the window shows icons."""


def line_icon(name: str, colour: QColor, disabled: QColor, ratios: Iterable[float]) -> QIcon:
    """Return the icon ``resources/icons/NAME.svg`` drawn in ``colour``.

    ``ratios`` are the device pixel ratios at which it has to be sharp.

    Raises:
        FileNotFoundError: if there is no such icon.
    """
    icon = QIcon()
    for mode, ink in ((QIcon.Mode.Normal, colour), (QIcon.Mode.Disabled, disabled)):
        renderer = _renderer(name, ink)
        # Ascending: where two ratios give the same number of pixels, Qt keeps the first.
        for ratio in sorted(set(ratios)):
            for size in _SIZES:
                icon.addPixmap(_drawn(renderer, size, ratio), mode)
    return icon


def line_pixmap(name: str, colour: QColor, size: int, ratio: float) -> QPixmap:
    """Return the icon as a pixmap of ``size`` logical pixels, for labels and own drawing.

    Raises:
        FileNotFoundError: if there is no such icon.
    """
    return _drawn(_renderer(name, colour), size, ratio)


def _renderer(name: str, colour: QColor) -> QSvgRenderer:
    return QSvgRenderer(QByteArray(_source(name).replace("currentColor", colour.name()).encode("utf-8")))


def _drawn(renderer: QSvgRenderer, size: int, ratio: float) -> QPixmap:
    pixels = round(size * ratio)
    pixmap = QPixmap(pixels, pixels)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    renderer.render(painter, QRectF(0, 0, pixels, pixels))
    painter.end()
    pixmap.setDevicePixelRatio(ratio)
    return pixmap


@cache
def _source(name: str) -> str:
    return resource("icons", f"{name}.svg").read_text(encoding="utf-8")
