"""Turns the program's own SVG line icons into icons of any colour."""

from collections.abc import Iterable
from functools import cache

from PySide6.QtCore import QByteArray, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QIconEngine, QPainter, QPixmap
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
    if name not in _names():
        raise FileNotFoundError(f"There is no icon {name}.svg")
    return QIcon(_LineEngine(name, colour, disabled))


class _LineEngine(QIconEngine):
    """Draws a line icon when it is wanted, and as large as it is wanted.

    A window shows a third of the icons it has, most of them in one mode and one size; drawing
    all when it starts took longer than opening the project.
    """

    def __init__(self, name: str, colour: QColor, disabled: QColor) -> None:
        super().__init__()
        self._name = name
        self._inks = {True: disabled, False: colour}
        self._drawn: dict[tuple[int, float, bool], QPixmap] = {}

    def clone(self) -> QIconEngine:
        """Return another engine for the same icon."""
        return _LineEngine(self._name, self._inks[False], self._inks[True])

    def scaledPixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State, scale: float) -> QPixmap:
        """Return the icon in ``size`` device pixels."""
        pixels = min(size.width(), size.height())
        key = (pixels, scale, mode is QIcon.Mode.Disabled)
        if key not in self._drawn:
            self._drawn[key] = _drawn(_renderer(self._name, self._inks[key[2]]), pixels / scale, scale)
        return self._drawn[key]

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        """Return the icon in ``size`` pixels of a plain screen."""
        return self.scaledPixmap(size, mode, state, 1.0)

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        """Draw the icon."""
        ratio = painter.device().devicePixelRatio()
        painter.drawPixmap(rect, self.scaledPixmap(rect.size() * ratio, mode, state, ratio))


def line_pixmap(name: str, colour: QColor, size: int, ratio: float) -> QPixmap:
    """Return the icon as a pixmap of ``size`` logical pixels, for labels and own drawing.

    Raises:
        FileNotFoundError: if there is no such icon.
    """
    return _drawn(_renderer(name, colour), size, ratio)


def _renderer(name: str, colour: QColor) -> QSvgRenderer:
    return QSvgRenderer(QByteArray(_source(name).replace("currentColor", colour.name()).encode("utf-8")))


def _drawn(renderer: QSvgRenderer, size: float, ratio: float) -> QPixmap:
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
def _names() -> frozenset[str]:
    """Return the names of all icons: to look once costs less than to read each that is not yet shown."""
    return frozenset(file.stem for file in resource("icons").glob("*.svg"))


@cache
def _source(name: str) -> str:
    return resource("icons", f"{name}.svg").read_text(encoding="utf-8")
