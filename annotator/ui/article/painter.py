"""Draws the marks of visible blocks: fills, underlines in lanes, bridges, and the gutter.

Everything is drawn under the text, so the text stays as sharp as without marks; that it
also stays readable is held by the contrast test over all stacks of fills.
"""

from collections.abc import Callable, Iterable
from functools import cache

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPixmap

from annotator.ui.article.geometry import BlockMarks, Box
from annotator.ui.article.marks import BOX, DOTTED, FILL, Highlighted, Mark
from annotator.ui.theme import LayerColours, Theme

LANE = 3.0
"""Pixels from one underline to the one stacked below it."""
RADIUS = 3.0
_ABOVE, _BELOW = 2.5, 3.5
_PALE_OTHERS = 0.45
_GUTTER_STEP = 6.0


class MarkPainter:
    """Draws marks in one theme; made anew when the theme changes."""

    def __init__(self, theme: Theme, mark_of: Callable[[str], Mark], state: Highlighted) -> None:
        """Make a painter; ``mark_of`` looks a mark up by id, ``state`` is read at each paint."""
        self._theme = theme
        self._mark_of = mark_of
        self._state = state

    def paint_block(self, painter: QPainter, marks: BlockMarks, origin: QPointF, clip: QRectF) -> None:
        """Draw one block's marks; ``origin`` is the block's place, ``clip`` the visible part."""
        fills = [box for box in marks.boxes if self._mark_of(box.key).layer.shape == FILL]
        lines = [box for box in marks.boxes if self._mark_of(box.key).layer.shape != FILL]
        for box in fills:
            if not box.echo or self._stands_out(box.key):
                self._fill(painter, box, origin, clip)
        for box in lines:
            if not box.echo or self._stands_out(box.key):
                self._line(painter, box, origin, clip)
        for box in marks.boxes:
            if self._state.is_selected(box.key):
                self._outline(painter, box, origin)

    def paint_gutter(self, painter: QPainter, marks: BlockMarks, origin: QPointF, right: float) -> None:
        """Draw the block's marks in the gutter, which ends at x = ``right``."""
        columns = {FILL: 0, BOX: 1, "underline": 1, DOTTED: 2}
        for box in marks.boxes:
            if not box.rects:
                continue
            mark = self._mark_of(box.key)
            x = right - 8 - columns.get(mark.layer.shape, 1) * _GUTTER_STEP
            top = min(rect.top() for rect in box.rects) + origin.y()
            bottom = max(rect.bottom() for rect in box.rects) + origin.y()
            self._gutter_mark(painter, mark, x, top, bottom)
        if marks.left_over:
            painter.setPen(self._theme.muted)
            top = origin.y() + (marks.boxes[0].rects[0].top() if marks.boxes and marks.boxes[0].rects else 0)
            place = QRectF(0, top, right - 8 - 3 * _GUTTER_STEP + 4, 18)
            flags = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(place, flags, f"+{len(marks.left_over)}")

    def paint_find(self, painter: QPainter, rects: Iterable[QRectF], origin: QPointF) -> None:
        """Draw boxes behind the matches of a search."""
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.find)
        for rect in rects:
            painter.drawRoundedRect(rect.translated(origin).adjusted(-1, -1, 1, 2), RADIUS, RADIUS)

    def _colours(self, mark: Mark) -> LayerColours:
        return self._theme.layer(mark.layer.colour)

    def _stroke(self, mark: Mark) -> QColor:
        stroke = QColor(self._colours(mark).stroke)
        if not mark.mine:
            stroke.setAlphaF(stroke.alphaF() * _PALE_OTHERS)
        return stroke

    def _stands_out(self, key: str) -> bool:
        return self._state.is_selected(key) or key in self._state.hovered

    def _tone(self, mark: Mark) -> QColor:
        colours = self._colours(mark)
        strong = self._stands_out(mark.id)
        tone = QColor(colours.fill_strong if strong else colours.fill)
        if not mark.mine and not strong:
            tone.setAlphaF(tone.alphaF() * _PALE_OTHERS)
        return tone

    def _fill(self, painter: QPainter, box: Box, origin: QPointF, clip: QRectF) -> None:
        """Draw a claim: a soft fill; a nested one lower by a step, with an edge of its own."""
        mark = self._mark_of(box.key)
        inset = box.lane * 2.0
        painter.setBrush(self._tone(mark))
        edge = QColor(self._stroke(mark))
        edge.setAlphaF(edge.alphaF() * 0.55)
        painter.setPen(QPen(edge, 1) if box.lane else Qt.PenStyle.NoPen)
        for rect in box.rects:
            place = rect.translated(origin).adjusted(-1.5, inset - _ABOVE, 1.5, _BELOW - inset)
            if place.intersects(clip):
                painter.drawRoundedRect(place, RADIUS, RADIUS)
        self._bridge(painter, mark, box, origin, middle=True)

    def _line(self, painter: QPainter, box: Box, origin: QPointF, clip: QRectF) -> None:
        """Draw an actor or a date: a pale fill and an underline in the box's lane."""
        mark = self._mark_of(box.key)
        tone = self._tone(mark)
        stroke = self._stroke(mark)
        ratio = painter.device().devicePixelRatio()
        for rect in box.rects:
            place = rect.translated(origin)
            if not place.adjusted(0, -8, 0, 16).intersects(clip):
                continue
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(tone)
            painter.drawRoundedRect(place.adjusted(-0.5, 0, 0.5, 1), 2, 2)
            if mark.layer.shape == BOX:
                painter.setPen(QPen(stroke, 1.5))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                grow = box.lane * 1.5
                painter.drawRoundedRect(place.adjusted(-1 - grow, -1 - grow, 1 + grow, 2 + grow), 2, 2)
                continue
            y = place.bottom() + 0.5 + box.lane * LANE
            under = QRectF(place.left(), y, place.width(), 2.0)
            if mark.layer.shape == DOTTED:
                painter.drawTiledPixmap(under.adjusted(0, -0.25, 0, 0.25), _dots(stroke.rgba(), ratio))
            else:
                painter.fillRect(under, stroke)
        self._bridge(painter, mark, box, origin, middle=False)

    def _bridge(self, painter: QPainter, mark: Mark, box: Box, origin: QPointF, *, middle: bool) -> None:
        """Draw the thin dashes that join the fragments of one annotation over the gap."""
        if not box.bridges:
            return
        pen = QPen(self._stroke(mark), 1.2)
        pen.setDashPattern([3, 3])
        painter.setPen(pen)
        for rect in box.bridges:
            place = rect.translated(origin)
            y = place.bottom() + (_BELOW - 1 if middle else 1.5 + box.lane * LANE)
            painter.drawLine(QPointF(place.left() + 2, y), QPointF(place.right() - 2, y))

    def _outline(self, painter: QPainter, box: Box, origin: QPointF) -> None:
        """Draw the 2 px outline of a selected mark, one shape around neighbouring lines."""
        mark = self._mark_of(box.key)
        shape = QPainterPath()
        shape.setFillRule(Qt.FillRule.WindingFill)
        for rect in box.rects:
            line = QPainterPath()
            line.addRoundedRect(
                rect.translated(origin).adjusted(-2, -_ABOVE - 0.5, 2, _BELOW + 0.5), RADIUS + 1, RADIUS + 1
            )
            shape = shape.united(line)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        pen = QPen(self._colours(mark).stroke, 2)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.setPen(pen)
        painter.drawPath(shape)

    def _gutter_mark(self, painter: QPainter, mark: Mark, x: float, top: float, bottom: float) -> None:
        stroke = self._stroke(mark)
        selected = self._state.is_selected(mark.id)
        if mark.layer.shape == FILL:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(stroke)
            wide = 4.0 if selected else 3.0
            painter.drawRoundedRect(QRectF(x - wide / 2, top, wide, max(bottom - top, 4)), 1.5, 1.5)
            return
        wide = 2.5 if selected else 1.5
        if mark.layer.shape == DOTTED:
            dots = _dots(stroke.rgba(), painter.device().devicePixelRatio(), upright=True)
            painter.drawTiledPixmap(QRectF(x - 1.25, top, 2.5, max(bottom - top, 5)), dots)
            return
        painter.fillRect(QRectF(x - wide / 2, top, wide, max(bottom - top, 4)), stroke)


@cache
def _dots(rgba: int, ratio: float, *, upright: bool = False) -> QPixmap:
    """Return a tile with one dot: a dotted line from it is ten times faster than with a pen."""
    wide, high = (2.5, 5.0) if upright else (5.0, 2.5)
    tile = QPixmap(round(wide * ratio), round(high * ratio))
    tile.fill(Qt.GlobalColor.transparent)
    tile.setDevicePixelRatio(ratio)
    painter = QPainter(tile)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor.fromRgba(rgba))
    painter.drawEllipse(QRectF(0.1, 0.1, 2.4, 2.4))
    painter.end()
    return tile
