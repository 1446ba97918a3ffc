"""The lines from the selected mark to what its links point to.

They run where no text is: down the gutter, and in the gap between two lines. A sign in the
gutter with the field's key says which link it is, so that no colour has to. Only what is near
the visible blocks is looked at; a link that points out of view only goes on up or down.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPainterPath, QPen

from annotator.core.spans import Span
from annotator.ui.article.marks import Mark
from annotator.ui.theme import Theme

TRUNK = 9.0
"""The x of the line down the gutter at its usual width; see `ReadingStyle.gutter`."""
_GAP = 5.0
"""Pixels from a mark's box down to the line that runs below it."""
_BEND = 4.0
_FAR = 100_000.0
_MOST_LETTERS = 2


@dataclass(frozen=True, slots=True)
class Arrow:
    """One link of the selected mark to another mark."""

    target: str
    """The id of the mark it points to."""
    sign: str
    """The field's key, or the first letter of its title."""
    title: str
    proposed: bool = False


@dataclass(slots=True)
class _Stop:
    """A line of the text to which links lead."""

    y: float
    runs: list[tuple[QRectF, Mark, Arrow]] = field(default_factory=list)


class Connectors:
    """Draws the arrows of one mark."""

    def __init__(
        self, rects_of: Callable[[Span], list[QRectF]], mark_of: Callable[[str], Mark | None]
    ) -> None:
        """Draw between marks that ``mark_of`` knows, whose boxes in the viewport ``rects_of`` returns."""
        self._rects_of = rects_of
        self._mark_of = mark_of
        self.source: str | None = None
        self.arrows: tuple[Arrow, ...] = ()

    def show(self, source: str | None, arrows: Sequence[Arrow]) -> None:
        """Draw other arrows from now on."""
        self.source, self.arrows = source, tuple(arrows)

    def paint(self, painter: QPainter, theme: Theme, seen: Span, gutter: float, font: QFont) -> None:
        """Draw what lies between the first and last code point ``seen``."""
        source = self._mark_of(self.source) if self.source else None
        if source is None or not self.arrows:
            return
        home = self._home(source, seen)
        stops: dict[float, _Stop] = {}
        ends = [home]
        for arrow in self.arrows:
            mark = self._mark_of(arrow.target)
            if mark is None:
                continue
            rect = self._first_rect(mark, seen)
            if rect is None:
                ends.append(_FAR if mark.fragments[0].start >= seen.end else -_FAR)
                continue
            stop = stops.setdefault(round(rect.center().y()), _Stop(rect.center().y()))
            stop.runs.append((rect, mark, arrow))
            ends.append(rect.center().y())
        scale = gutter / 40.0
        trunk = TRUNK * scale
        self._trunk(painter, theme, trunk, (min(ends), max(ends)), home, gutter)
        for stop in stops.values():
            for rect, mark, arrow in stop.runs:
                self._run(painter, theme.layer(mark.layer.colour).stroke, trunk, rect, arrow)
            self._sign(painter, theme, trunk, stop, font)

    def _home(self, source: Mark, seen: Span) -> float:
        """Return the height of the source's first line, or a place far above or below it."""
        rect = self._first_rect(source, seen)
        if rect is not None:
            return rect.center().y()
        start, end = source.fragments[0].start, source.fragments[-1].end
        if start < seen.start < end:
            return -_FAR
        return _FAR if start >= seen.end else -_FAR

    def _first_rect(self, mark: Mark, seen: Span) -> QRectF | None:
        start = mark.fragments[0].start
        if not seen.start <= start < seen.end:
            return None
        rects = self._rects_of(Span(start, mark.fragments[0].end))
        return rects[0] if rects else None

    def _trunk(
        self,
        painter: QPainter,
        theme: Theme,
        x: float,
        ends: tuple[float, float],
        home: float,
        gutter: float,
    ) -> None:
        painter.setPen(QPen(theme.edge, 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawLine(QPointF(x, ends[0]), QPointF(x, ends[1]))
        if abs(home) < _FAR:
            painter.drawLine(QPointF(x, home), QPointF(gutter - 10, home))

    def _run(self, painter: QPainter, colour: QColor, trunk: float, rect: QRectF, arrow: Arrow) -> None:
        """Draw the line from the gutter below the text to the target, and up into its underline."""
        stroke = QColor(colour)
        stroke.setAlphaF(0.75)
        pen = QPen(stroke, 1.0)
        if arrow.proposed:
            pen.setDashPattern([3, 3])
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        y = rect.bottom() + _GAP
        x = rect.left() + min(8.0, rect.width() / 2)
        path = QPainterPath(QPointF(trunk, rect.center().y()))
        path.lineTo(trunk, y - _BEND)
        path.quadTo(QPointF(trunk, y), QPointF(trunk + _BEND, y))
        path.lineTo(x - _BEND, y)
        path.quadTo(QPointF(x, y), QPointF(x, rect.bottom() + 1))
        painter.drawPath(path)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        painter.drawEllipse(QPointF(x, rect.bottom() + 1.5), 2.0, 2.0)

    def _sign(self, painter: QPainter, theme: Theme, trunk: float, stop: _Stop, font: QFont) -> None:
        """Draw the keys of the fields whose links lead to this line."""
        signs = list(dict.fromkeys(arrow.sign for _, _, arrow in stop.runs))
        words = "".join(signs[:_MOST_LETTERS]) + ("+" if len(signs) > _MOST_LETTERS else "")
        metrics = QFontMetricsF(font)
        wide = max(metrics.horizontalAdvance(words) + 6, metrics.height())
        box = QRectF(0, 0, wide, metrics.height())
        box.moveCenter(QPointF(max(trunk, wide / 2 + 1), stop.y))
        painter.setPen(QPen(theme.edge, 1))
        painter.setBrush(theme.page)
        painter.drawRoundedRect(box, 4, 4)
        painter.setPen(theme.text)
        painter.setFont(font)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, words)
