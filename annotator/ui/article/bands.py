"""The gutter where several people's marks are shown: a lane for each, with their initials.

The first lane is next to the text. A mark's shape in its lane is that of its layer: a bar, a
line, or dots. Signs stand in a column of their own, so that they can be read beside any lane.
"""

from collections.abc import Callable, Mapping, Sequence
from math import cos, pi, sin
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QGuiApplication, QPainter, QPolygonF

from annotator.ui.article.block_bands import Band, BlockBands, placed_signs
from annotator.ui.article.geometry import BlockMarks
from annotator.ui.article.marks import BOX, FILL, Highlighted, Mark
from annotator.ui.theme import Theme

MOST = 6
"""Lanes with a sign of their own; the marks of all further people share one more."""
GOLD = "+gold"
"""The lane of what is gold."""
STEP = 7.0
"""Pixels from one lane to the next at the usual size."""
BESIDE_TEXT = 9.0
"""Pixels from the end of the gutter to the middle of the first lane."""
_SIGN_GAP = 7.0


def gold_colour(theme: Theme) -> QColor:
    """Return the colour of gold in a theme."""
    return theme.layer("yellow").stroke


class Lane(NamedTuple):
    """One annotator in the gutter."""

    key: str
    """The annotator's id, or `GOLD`."""
    sign: str
    """The initials; none for gold, which has a star."""
    light: QColor
    dark: QColor

    def colour(self, theme: Theme) -> QColor:
        """Return the lane's colour in a theme."""
        return self.dark if theme.dark else self.light


class Bands:
    """Lays out and paints the gutter for a set of people; made anew for another set or size."""

    def __init__(self, lanes: Sequence[Lane], font: QFont, scale: float, line: float) -> None:
        """``scale`` is the size of the gutter, ``line`` the height of a line of the text in pixels."""
        self.lanes = tuple(lanes[:MOST])
        self.more = len(lanes) - len(self.lanes)
        self._place: Mapping[str, int] = {lane.key: number for number, lane in enumerate(lanes)}
        self._font = font
        self._scale = scale
        self._line = line
        metrics = QFontMetricsF(font)
        self._high = metrics.ascent() + 1.0
        words = [lane.sign for lane in self.lanes] + ["+9"]
        self._wide = max(metrics.horizontalAdvance(word) for word in words)

    @property
    def width(self) -> float:
        """The pixels that the whole gutter takes."""
        across = len(self.lanes) + (1 if self.more else 0)
        return 4.0 + self._wide + _SIGN_GAP + (across * STEP + BESIDE_TEXT) * self._scale

    def lanes_of(self, mark: Mark) -> list[int]:
        """Return the numbers of the lanes that show a mark."""
        keys = [GOLD] if mark.gold else []
        return [min(self._place[key], MOST) for key in (*keys, mark.who) if key in self._place]

    def lane_at(self, x: float, right: float) -> int | None:
        """Return the number of the lane at ``x``, where the gutter ends at ``right``; None beside them."""
        number = round((right - BESIDE_TEXT * self._scale - x) / (STEP * self._scale))
        across = len(self.lanes) + (1 if self.more else 0)
        return number if 0 <= number < across else None

    def laid_out(self, marks: BlockMarks, mark_of: Callable[[str], Mark], room: float) -> BlockBands:
        """Return what stands beside a block that has ``room`` pixels of height; kept with its marks."""
        if marks.bands is None:
            bands = [
                Band(box.key, lane, min(r.top() for r in box.rects), max(r.bottom() for r in box.rects))
                for box in marks.boxes
                if box.rects
                for lane in self.lanes_of(mark_of(box.key))
            ]
            mirrored = QGuiApplication.layoutDirection() is Qt.LayoutDirection.RightToLeft
            left_over = len(marks.left_over)
            signs = placed_signs(bands, self._line, self._high, room, left_over, mirrored=mirrored)
            marks.bands = BlockBands(bands, signs)
        return marks.bands

    def paint(
        self,
        painter: QPainter,
        theme: Theme,
        laid_out: BlockBands,
        origin: QPointF,
        right: float,
        mark_of: Callable[[str], Mark],
        state: Highlighted,
    ) -> None:
        """Draw what stands beside a block at ``origin``; the gutter ends at x = ``right``."""
        for band in laid_out.bands:
            x = right - (BESIDE_TEXT + band.lane * STEP) * self._scale
            colour = self.lanes[band.lane].colour(theme) if band.lane < MOST else theme.muted
            place = QRectF(x, band.top + origin.y(), 0, max(band.bottom - band.top, 5.0))
            _bar(painter, mark_of(band.key), place, colour, chosen=state.is_selected(band.key))
        painter.setFont(self._font)
        edge = right - (BESIDE_TEXT + (len(self.lanes) + (1 if self.more else 0)) * STEP) * self._scale
        for sign in laid_out.signs:
            place = QRectF(0, sign.top + origin.y(), edge + STEP * self._scale - _SIGN_GAP, self._high)
            if sign.lane < 0 or sign.lane >= MOST:
                words = f"+{sign.more or self.more}"
                _word(painter, place, words, theme.muted)
            elif self.lanes[sign.lane].sign:
                lane = self.lanes[sign.lane]
                _word(painter, place, lane.sign, lane.colour(theme))
            else:
                _star(painter, place, self.lanes[sign.lane].colour(theme))


def _bar(painter: QPainter, mark: Mark, place: QRectF, colour: QColor, *, chosen: bool) -> None:
    """Draw one mark: a bar for a claim, a line for an actor, dots for a date."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    if mark.layer.shape == FILL:
        wide = 5.0 if chosen else 3.0
        painter.drawRoundedRect(place.adjusted(-wide / 2, 0, wide / 2, 0), 1.5, 1.5)
        return
    if mark.layer.shape == "dotted":
        radius = 2.0 if chosen else 1.4
        y = place.top() + radius
        while y <= place.bottom():
            painter.drawEllipse(QPointF(place.left(), y), radius, radius)
            y += 5.0
        return
    wide = 3.0 if chosen or mark.layer.shape == BOX else 1.6
    painter.fillRect(place.adjusted(-wide / 2, 0, wide / 2, 0), colour)


def _word(painter: QPainter, place: QRectF, words: str, colour: QColor) -> None:
    painter.setPen(colour)
    flags = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextDontClip
    painter.drawText(place, flags.value, words)


def _star(painter: QPainter, place: QRectF, colour: QColor) -> None:
    square = QRectF(place.right() - place.height(), place.top(), place.height(), place.height())
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    painter.drawPolygon(star(square))


def star(place: QRectF) -> QPolygonF:
    """Return the star that stands for gold, as large as ``place`` allows."""
    radius = min(place.width(), place.height()) / 2
    corners = []
    for number in range(10):
        turn, reach = number * pi / 5, radius if number % 2 == 0 else radius * 0.45
        corners.append(
            QPointF(place.center().x() + reach * sin(turn), place.center().y() - reach * cos(turn))
        )
    return QPolygonF(corners)
