"""The handle at the end of the selected mark, from which a link is dragged to another mark."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QMouseEvent, QPainter, QPen

from annotator.core.codebook import ACTOR, DATE, ENTITY, Field, FieldType, Layer
from annotator.ui.article.marks import Mark
from annotator.ui.theme import Theme

if TYPE_CHECKING:
    from annotator.ui.article.view import ArticleView

RADIUS = 4.5
_REACH = 6.5
"""Pixels from the handle's middle that take hold of it."""
_BELOW = 6.0
"""Pixels from a mark's box down to the handle's middle: in the gap between two lines."""
_STARTS = 4
"""Pixels after which a press is a drag."""


def fitting(layer: Layer, target_layer: str) -> list[Field]:
    """Return the fields of a layer that can point to a mark of another."""
    wanted = {ACTOR: FieldType.ENTITY, DATE: FieldType.DATE}.get(target_layer)
    return [one for one in _linkable(layer) if one.type is wanted]


def _linkable(layer: Layer) -> Iterator[Field]:
    # Which entity an actor is, is picked, not drawn: it points to no mark.
    return (one for one in layer.shown if one.linking and (layer.id, one.id) != (ACTOR, ENTITY))


class Handle:
    """The dragging of links in one article view."""

    def __init__(self, view: "ArticleView") -> None:
        """Serve ``view``."""
        self._view = view
        self._from: str | None = None
        self._pressed = QPointF()
        self._at = QPointF()
        self._moving = False

    @property
    def dragging(self) -> bool:
        """Whether a link is being dragged."""
        return self._from is not None

    def _source(self) -> Mark | None:
        """Return the mark that links can be dragged from: the current one, if it is one's own."""
        key = self._view.state.current
        mark = self._view.mark(key) if key else None
        if mark is None or not mark.mine or self._view.fixed or not any(_linkable(mark.layer)):
            return None
        return mark

    def _middle(self) -> QPointF | None:
        mark = self._source()
        rects = self._view.rects_of(mark.fragments[-1]) if mark else []
        if mark is None or not rects:
            return None
        x = rects[-1].right()
        if self._view.reads_right_to_left(mark.fragments[-1].end):
            x = rects[-1].left()
        return QPointF(x, rects[-1].bottom() + _BELOW)

    def is_at(self, place: QPointF) -> bool:
        """Say whether the handle is under the pointer."""
        middle = self._middle()
        if middle is None:
            return False
        off = place - middle
        return off.x() ** 2 + off.y() ** 2 <= _REACH**2

    # --- the mouse ---------------------------------------------------------------------

    def press(self, event: QMouseEvent) -> bool:
        """Take hold of the handle, or with Ctrl of the mark itself; True if it was."""
        if event.button() is not Qt.MouseButton.LeftButton:
            return False
        source = self._source()
        held = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        on_mark = source is not None and source.id in self._view.marks_at(event.position())
        if source is None or not (self.is_at(event.position()) or (held and on_mark)):
            return False
        self._from, self._moving = source.id, False
        self._pressed = self._at = event.position()
        return True

    def move(self, event: QMouseEvent) -> bool:
        """Draw the line to the pointer, and outline the mark under it if it fits."""
        if self._from is None:
            return False
        self._at = event.position()
        self._moving = self._moving or (self._at - self._pressed).manhattanLength() > _STARTS
        self._view.state.aimed = self._target(self._at) if self._moving else None
        self._view.viewport().update()
        return True

    def release(self, event: QMouseEvent) -> bool:
        """Link to the mark under the pointer."""
        if self._from is None:
            return False
        source, moved = self._from, self._moving
        target = self._target(event.position())
        self.cancel()
        if moved:
            self._view.link_dropped.emit(source, target or "", event.globalPosition().toPoint())
        return True

    def cancel(self) -> bool:
        """Let go; True if something was dragged."""
        was, self._from, self._moving = self._from is not None, None, False
        self._view.state.aimed = None
        if was:
            self._view.viewport().update()
        return was

    def _target(self, place: QPointF) -> str | None:
        source = self._view.mark(self._from) if self._from else None
        if source is None:
            return None
        for key in self._view.marks_at(place):
            mark = self._view.mark(key)
            if mark is not None and key != source.id and fitting(source.layer, mark.layer.id):
                return key
        return None

    # --- what is drawn -----------------------------------------------------------------

    def paint(self, painter: QPainter, theme: Theme) -> None:
        """Draw the handle under the text, and the line that is being dragged."""
        middle = self._middle()
        if middle is None:
            return
        stroke = theme.accent
        if self._moving:
            start = middle if self._from == self._view.state.current else self._pressed
            painter.setPen(QPen(stroke, 1.5))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawLine(start, self._at)
            painter.drawEllipse(self._at, 2.5, 2.5)
        source = self._source()
        if source is not None:
            stroke = theme.layer(source.layer.colour).stroke
        painter.setPen(QPen(stroke, 1.5))
        painter.setBrush(theme.page)
        painter.drawEllipse(middle, RADIUS, RADIUS)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(stroke)
        painter.drawEllipse(QRectF(middle.x() - 1.5, middle.y() - 1.5, 3, 3))
