"""What the mouse does in the article: clicks pick marks, drags mark text or move edges."""

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QMouseEvent

from annotator.core.errors import InvalidSpan
from annotator.core.spans import Fragments, with_edge_moved
from annotator.core.words import grapheme_end, grapheme_start, snap, word_at
from annotator.ui.article.marks import Mark

if TYPE_CHECKING:
    from annotator.ui.article.view import ArticleView

GRIP = 5.0
"""Pixels on both sides of an edge that take hold of it."""
REST = 250
"""Milliseconds the pointer has to rest before what is under it is shown."""
_CLICK = 4
"""Pixels the pointer may move in a click."""


class Pointer:
    """The mouse's side of one article view."""

    def __init__(self, view: "ArticleView") -> None:
        """Serve ``view``."""
        self._view = view
        self.tool_in_hand = False
        self._pressed_at: QPointF | None = None
        self._edge: tuple[str, int, str] | None = None
        self._before: Fragments = ()
        self._doubled = False
        self._place = QPointF()
        self._rest = view.later(REST, self._rested)

    @property
    def dragging_edge(self) -> bool:
        """Say whether an edge of a mark is being dragged."""
        return self._edge is not None

    def press(self, event: QMouseEvent) -> bool:
        """Take hold of an edge or remember the place; True if Qt is not to see the press."""
        self._rest.stop()
        self._view.pointed.emit((), event.globalPosition())
        if event.button() is not Qt.MouseButton.LeftButton:
            # A right click must not drop the selection that its menu is about.
            return event.button() is Qt.MouseButton.RightButton
        self._pressed_at = event.position()
        self._doubled = False
        if event.position().x() < self._view.gutter_right - 4:
            return True
        self._edge = self._edge_at(event.position())
        if self._edge is None:
            return False
        mark = self._view.mark(self._edge[0])
        self._before = mark.fragments if mark else ()
        return True

    def move(self, event: QMouseEvent) -> bool:
        """Drag the edge that is held, else watch; True if Qt is not to see the move."""
        if self._edge is not None:
            self._drag_edge(event)
            return True
        self._place = event.position()
        if event.buttons() == Qt.MouseButton.NoButton:
            self._set_cursor(event.position())
            self._rest.start()
            return True
        return self._pressed_at is not None and self._pressed_at.x() < self._view.gutter_right - 4

    def release(self, event: QMouseEvent) -> None:
        """Finish the drag of an edge, a selection, or a click."""
        if event.button() is not Qt.MouseButton.LeftButton:
            return
        pressed, self._pressed_at = self._pressed_at, None
        if self._edge is not None:
            self._drop_edge()
            return
        if self._doubled or pressed is None:
            self._doubled = False
            return
        moved = (event.position() - pressed).manhattanLength() > _CLICK
        if moved and self._view.has_selection():
            self._selected(event)
        elif not moved:
            self._clicked(event.position())

    def double_click(self) -> None:
        """The release that follows belongs to a double click, not to a click."""
        self._doubled = True

    def leave(self) -> None:
        """The pointer left the view."""
        self._rest.stop()
        self._hover(())
        self._view.pointed.emit((), QPointF())

    def _selected(self, event: QMouseEvent) -> None:
        exact = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        span = self._view.selection() if exact else self._view.snapped_selection()
        if self.tool_in_hand:
            self._view.drag_marked.emit(span, exact)
        else:
            self._view.selected.emit()

    def _clicked(self, place: QPointF) -> None:
        """Pick the mark under the pointer; the one below it if that is picked already."""
        in_gutter = place.x() < self._view.gutter_right - 4
        under = self._view.marks_in_gutter(place.y(), place.x()) if in_gutter else self._view.marks_at(place)
        if not under:
            self._view.picked.emit("")
            return
        current = self._view.state.current
        at = under.index(current) + 1 if current in under else 0
        self._view.picked.emit(under[at % len(under)])

    def _rested(self) -> None:
        place = self._place
        in_gutter = place.x() < self._view.gutter_right - 4
        under = tuple(self._view.marks_in_bands(place) if in_gutter else self._view.marks_at(place))
        self._hover(under)
        self._view.pointed.emit(under, QPointF(self._view.viewport().mapToGlobal(place.toPoint())))

    def _hover(self, under: tuple[str, ...]) -> None:
        if frozenset(under) != self._view.state.hovered:
            self._view.state.hovered = frozenset(under)
            self._view.viewport().update()

    def _set_cursor(self, place: QPointF) -> None:
        shape = Qt.CursorShape.IBeamCursor
        if place.x() < self._view.gutter_right - 4:
            shape = Qt.CursorShape.ArrowCursor
        elif self._view.handle.is_at(place):
            shape = Qt.CursorShape.CrossCursor
        elif self._edge_at(place):
            shape = Qt.CursorShape.SplitHCursor
        viewport = self._view.viewport()
        if viewport.cursor().shape() is not shape:
            viewport.setCursor(shape)

    def _edge_at(self, place: QPointF) -> tuple[str, int, str] | None:
        """Return (id, fragment, "start" or "end") of the current mark's edge at ``place``."""
        key = self._view.state.current
        mark = self._view.mark(key) if key else None
        if mark is None or not mark.mine or self.tool_in_hand or self._view.fixed:
            return None
        return _grip(self._view, mark, place)

    def _drag_edge(self, event: QMouseEvent) -> None:
        if self._edge is None:
            return
        key, number, edge = self._edge
        position = self._view.position_at(event.position())
        if not event.modifiers() & Qt.KeyboardModifier.AltModifier:
            position = snapped_edge(self._view.text, self._before, number, edge, position)
        try:
            fragments = with_edge_moved(self._before, number, edge, position)
        except InvalidSpan:
            return
        mark = self._view.mark(key)
        if mark is not None and mark.fragments != fragments:
            self._view.put(replace(mark, fragments=fragments))

    def _drop_edge(self) -> None:
        edge, self._edge = self._edge, None
        mark = self._view.mark(edge[0]) if edge else None
        if mark is None:
            return
        fragments = mark.fragments
        if fragments != self._before:
            self._view.edges_moved.emit(mark.id, fragments)


def snapped_edge(text: str, fragments: Fragments, number: int, edge: str, position: int) -> int:
    """Return ``position`` moved to the word edge that a mark with this edge would snap to."""
    span = fragments[number]
    fixed = span.end if edge == "start" else span.start
    low, high = min(position, fixed), max(position, fixed)
    snapped = snap(text, low, high)
    if snapped is None:
        return position
    return snapped.end if position >= fixed else snapped.start


def next_stop(text: str, here: int, step: int, edge: str, *, by_word: bool) -> int:
    """Return where an edge goes from ``here``: to the next word's edge, or by one visible character."""
    if not by_word:
        there = max(0, min(len(text), here + step))
        return grapheme_end(text, there) if step > 0 else grapheme_start(text, there)
    at = here
    while 0 <= at + (0 if step > 0 else -1) < len(text):
        at += step
        span = word_at(text, at)
        if span is None:
            continue
        stop = span.end if edge == "end" else span.start
        if (stop - here) * step > 0:
            return stop
    return here


def _grip(view: "ArticleView", mark: Mark, place: QPointF) -> tuple[str, int, str] | None:
    for number, fragment in enumerate(mark.fragments):
        rects = view.rects_of(fragment)
        if not rects:
            continue
        first, last = rects[0], rects[-1]
        begins, ends = first.left(), last.right()
        if view.reads_right_to_left(fragment.start):
            begins, ends = first.right(), last.left()
        for edge, rect, x in (("start", first, begins), ("end", last, ends)):
            if abs(place.x() - x) <= GRIP and rect.top() - 2 <= place.y() <= rect.bottom() + 4:
                return mark.id, number, edge
    return None
