"""The article: a page with its marks painted under the text, and what can be done to them.

All positions that go in or out are code points of the stored text.
"""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QTextBlock,
)
from PySide6.QtWidgets import QWidget

from annotator.core.model import Article
from annotator.core.spans import Fragments, Span
from annotator.ui.appearance import Appearance
from annotator.ui.article.bands import Bands, Lane
from annotator.ui.article.connectors import Arrow, Connectors
from annotator.ui.article.document import LINE_HEIGHT, ReadingStyle
from annotator.ui.article.geometry import BlockMarks, Geometry
from annotator.ui.article.handle import Handle
from annotator.ui.article.index import SpanIndex
from annotator.ui.article.marks import Highlighted, Mark
from annotator.ui.article.order import in_reading_order, neighbour, stepped
from annotator.ui.article.page import Page, moved
from annotator.ui.article.painter import MarkPainter
from annotator.ui.article.pointer import Pointer


class ArticleView(Page):
    """Shows one article and its marks; says what the person did, changes nothing itself."""

    picked = Signal(str)
    """A mark was clicked, or reached with Tab; empty when nothing is selected any more."""
    drag_marked = Signal(object, bool)
    """A span was dragged with a tool in hand; True if exactly this is meant (Alt held)."""
    selected = Signal()
    """The person selected text with the mouse and let go."""
    edges_moved = Signal(str, object)
    """An edge of a mark was dragged: the mark's id and its new fragments."""
    pointed = Signal(object, object)
    """The marks under the resting pointer (tuple of ids) and the pointer's global place."""
    menu_wanted = Signal(object)
    """A context menu was asked for at this global place."""
    escaped = Signal()
    link_dropped = Signal(str, str, object)
    """A link was dragged from a mark to another (or to nothing, then empty), and the global place."""
    key_unused = Signal(str)
    """A letter was pressed that does nothing at present."""
    all_wanted = Signal()
    """The marks are about to be gone through in order: whoever has not given all, `complete` it now."""

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        """Make an empty view."""
        self._marks: dict[str, Mark] = {}
        self._index = SpanIndex()
        self._found: list[Span] = []
        self.state = Highlighted()
        self._lanes: tuple[Lane, ...] = ()
        self._bands: Bands | None = None
        super().__init__(appearance, parent)
        self._geometry = self._new_geometry()
        self.fixed = False
        """Whether marks cannot be changed: the project is open for reading only."""
        self._pointer = Pointer(self)
        self.handle = Handle(self)
        self._connectors = Connectors(self.rects_of, self._marks.get)

    def _remade(self) -> None:
        self._geometry = self._new_geometry()

    def _new_geometry(self) -> Geometry:
        return Geometry(self.document(), self._offsets, self._index, self._marks.__getitem__)

    def _made_style(self) -> ReadingStyle:
        """Make room in the gutter for those whose marks are shown."""
        style = super()._made_style()
        self._bands = None
        if not self._lanes:
            return style
        # The gutter grows less than the text, as it does with one person's marks.
        scale = max(1.0, self._zoom / 125)
        size = style.font.pixelSize()
        self._bands = Bands(self._lanes, self._appearance.ui_font(0.75 * scale), scale, size * LINE_HEIGHT)
        return style._replace(gutter=max(style.gutter, self._bands.width))

    def _resized(self) -> None:
        self._geometry.forget()

    def _retheme(self) -> None:
        self._painter = MarkPainter(self._appearance.theme, self._marks.__getitem__, self.state)
        super()._retheme()

    def show_article(
        self, article: Article | None, text: str, marks: Iterable[Mark], lanes: Sequence[Lane] = ()
    ) -> None:
        """Show another article with its marks, from its top; None shows nothing. See `set_lanes`."""
        self._article, self._text = article, text
        self._lanes = tuple(lanes)
        self._marks.clear()
        self._index.clear()
        self._found = []
        self.state.current, self.state.hovered, self.state.many = None, frozenset(), frozenset()
        for mark in marks:
            self._marks[mark.id] = mark
            self._index.put(mark.id, mark.fragments)
        self._rebuild()
        self.verticalScrollBar().setValue(0)

    def complete(self, marks: Iterable[Mark]) -> None:
        """Take in all marks of the article, of which so far those of the first screen are shown."""
        everything = {mark.id: mark for mark in marks}
        if everything == self._marks:
            return
        self._marks.clear()
        self._marks.update(everything)
        self._index.clear()
        for mark in everything.values():
            self._index.put(mark.id, mark.fragments)
        self._geometry.forget()
        self.viewport().update()

    def set_lanes(self, lanes: Sequence[Lane]) -> None:
        """Show in the gutter whose marks they are, a lane for each; with none, only their layers."""
        if tuple(lanes) == self._lanes:
            return
        self._lanes = tuple(lanes)
        self._widen_gutter()
        self._geometry.forget()
        self.viewport().update()

    def put(self, mark: Mark, *, at_once: bool = False) -> None:
        """Show a new mark, or a changed one; ``at_once`` before this returns, and nothing else."""
        self._forget(self._index.fragments(mark.id))
        self._marks[mark.id] = mark
        self._index.put(mark.id, mark.fragments)
        area = self._forget(mark.fragments)
        if at_once:
            self.viewport().repaint(area)

    def drop(self, key: str) -> None:
        """Take a mark out of view."""
        self._forget(self._index.drop(key))
        self._marks.pop(key, None)
        if self.state.current == key:
            self.state.current = None

    def mark(self, key: str) -> Mark | None:
        """Return the mark with this id, if it is shown."""
        return self._marks.get(key)

    def set_current(self, key: str | None, many: frozenset[str] = frozenset()) -> None:
        """Let one mark stand out, and ``many`` more if several are selected."""
        self.state.current, self.state.many = key, many
        self.viewport().update()

    def set_arrows(self, source: str | None, arrows: Sequence[Arrow]) -> None:
        """Draw lines from one mark to those its links point to."""
        if source or self._connectors.source:
            self._connectors.show(source, arrows)
            self.viewport().update()

    def set_found(self, spans: list[Span]) -> None:
        """Show the matches of a search."""
        self._found = spans
        self.viewport().update()

    def rects_of(self, span: Span) -> list[QRectF]:
        """Return the boxes of ``span`` in the viewport, one or more a line; only what is laid out."""
        result = []
        for block in self._blocks_of(span):
            origin = block.layout().position() - QPointF(0, self.verticalScrollBar().value())
            result += [rect.translated(origin) for rect in self._geometry.rects(block, *span)]
        return result

    def marks_at(self, point: QPointF) -> list[str]:
        """Return the ids of the marks under a place in the viewport, innermost first."""
        return self._marks_where(lambda rect, offset: rect.adjusted(-2, -3, 2, 5).contains(point - offset))

    def marks_in_gutter(self, y: float, x: float) -> list[str]:
        """Return the ids of the marks that the gutter shows at a place in the viewport.

        Beside the lanes of several people, those of everyone at this height.
        """
        found = self._marks_where(lambda rect, offset: rect.top() - 4 <= y - offset.y() <= rect.bottom() + 4)
        lane = self._bands.lane_at(x, self._style.gutter) if self._bands else None
        if self._bands is None or lane is None:
            return found
        return [key for key in found if lane in self._bands.lanes_of(self._marks[key])]

    def marks_in_bands(self, point: QPointF) -> list[str]:
        """Return the ids of the marks whose band is at a place in the viewport; none without bands."""
        return self.marks_in_gutter(point.y(), point.x()) if self._bands else []

    def _marks_where(self, hit: Callable[[QRectF, QPointF], bool]) -> list[str]:
        found: set[str] = set()
        for block in self._visible_blocks():
            origin = block.layout().position() - QPointF(0, self.verticalScrollBar().value())
            boxes = self._geometry.marks(block).boxes
            found |= {box.key for box in boxes if any(hit(rect, origin) for rect in box.rects)}
        return sorted(found, key=lambda key: (self._length(key), not self._marks[key].mine, key))

    def _length(self, key: str) -> int:
        return sum(end - start for start, end in self._marks[key].fragments)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the marks of the visible blocks, then the text over them."""
        painter = QPainter(self.viewport())
        try:
            self._paint_under(painter, QRectF(event.rect()))
        finally:
            # Qt crashes if an error leaves a painter at work on the viewport.
            painter.end()
        if self._article is None:
            self._paint_nothing()
            return
        super().paintEvent(event)

    def _paint_under(self, painter: QPainter, clip: QRectF) -> None:
        """Draw what lies under the text: the header, the marks, the matches of a search."""
        offset = self.verticalScrollBar().value()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._header and offset < self._header.height:
            self._header.paint(painter, self._appearance.theme, -offset)
        painter.setFont(self.font())
        blocks = list(self._visible_blocks(clip.top(), clip.bottom()))
        for block in blocks:
            marks = self._geometry.marks(block)
            origin = block.layout().position() - QPointF(0, offset)
            if marks.boxes:
                self._painter.paint_block(painter, marks, origin, clip)
                self._paint_gutter(painter, block, marks, origin)
            if self._found:
                self._painter.paint_find(painter, self._found_rects(block), origin)
        if blocks and self._connectors.arrows:
            start = self._offsets.from_qt(blocks[0].position())
            end = self._offsets.from_qt(blocks[-1].position() + blocks[-1].length() - 1, up=True)
            theme, font = self._appearance.theme, self._appearance.ui_font(0.75)
            self._connectors.paint(painter, theme, Span(start, end), self._style.gutter, font)
        self.handle.paint(painter, self._appearance.theme)

    def _paint_gutter(self, painter: QPainter, block: QTextBlock, marks: BlockMarks, origin: QPointF) -> None:
        if self._bands is None:
            self._painter.paint_gutter(painter, marks, origin, self._style.gutter)
            return
        room = block.layout().boundingRect().height() + self._style.paragraph_gap
        mark_of, theme = self._marks.__getitem__, self._appearance.theme
        placed = self._bands.laid_out(marks, mark_of, room)
        self._bands.paint(painter, theme, placed, origin, self._style.gutter, mark_of, self.state)

    def _paint_nothing(self) -> None:
        """Say what belongs here while no article is open."""
        painter = QPainter(self.viewport())
        painter.setPen(self._appearance.theme.muted)
        words = self.tr("No article is open.\nChoose one on the left, or add some with Ctrl+I.")
        area = self.viewport().rect().adjusted(24, 24, -24, -24)
        painter.drawText(area, Qt.AlignmentFlag.AlignCenter.value | Qt.TextFlag.TextWordWrap.value, words)
        painter.end()

    def _found_rects(self, block: QTextBlock) -> Iterator[QRectF]:
        start = self._offsets.from_qt(block.position())
        end = self._offsets.from_qt(block.position() + block.length() - 1, up=True)
        for span in self._found_between(start, end):
            yield from self._geometry.rects(block, *span)

    def _found_between(self, start: int, end: int) -> list[Span]:
        first = bisect_left(self._found, (start,))
        last = bisect_left(self._found, (end,))
        return self._found[max(0, first - 1) : last]

    def _forget(self, fragments: Fragments | None) -> QRect:
        """Let the blocks of ``fragments`` be measured and painted anew, and nothing else; return where."""
        if not fragments:
            return QRect()
        start, end = fragments[0].start, fragments[-1].end
        self._geometry.forget_range(start, end)
        layout = self.document().documentLayout()
        first = layout.blockBoundingRect(self.document().findBlock(self._offsets.to_qt(start)))
        last = layout.blockBoundingRect(self.document().findBlock(self._offsets.end_to_qt(end)))
        top = int(first.top()) - self.verticalScrollBar().value() - 16
        area = QRect(0, top, self.viewport().width(), int(last.bottom() - first.top()) + 32)
        self.viewport().update(area)
        return area

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin a selection, a tool's mark, or the drag of a link or an edge."""
        if self.handle.press(event):
            return
        if not self._pointer.press(event):
            self._let_go_under(event)
            super().mousePressEvent(moved(event, self.on_a_line(event.position())))

    def _let_go_under(self, event: QMouseEvent) -> None:
        """Drop the selection that is pressed on: Qt would begin to drag its text away."""
        selection = self.selection()
        extends = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
        if (
            selection
            and not extends
            and selection.start <= self.position_at(event.position()) <= selection.end
        ):
            self.clear_selection()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Go on with what the press began; else see what is under the pointer."""
        if not self.handle.move(event) and not self._pointer.move(event):
            super().mouseMoveEvent(moved(event, self.on_a_line(event.position())))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Finish what the press began; a click picks the mark under it."""
        if self.handle.release(event):
            return
        if self._pointer.dragging_edge:
            self._pointer.release(event)
            return
        super().mouseReleaseEvent(moved(event, self.on_a_line(event.position())))
        self._pointer.release(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Select a word, by our own rules: Qt would take "don" from "don't"."""
        if event.button() is Qt.MouseButton.LeftButton:
            self.select_word(self.position_at(event.position()))
            self._pointer.double_click()
            self.selected.emit()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Ask for the menu of what is under the pointer, or at the caret."""
        if event.reason() is QContextMenuEvent.Reason.Mouse:
            under = self.marks_at(QPointF(self.viewport().mapFromGlobal(event.globalPos())))
            if under and not self.has_selection():
                self.picked.emit(under[0])
            self.menu_wanted.emit(event.globalPos())
        else:
            self.menu_wanted.emit(self.viewport().mapToGlobal(self.cursorRect().bottomLeft()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Tab and Shift+Tab go from mark to mark, Esc lets go; the rest moves the caret."""
        if event.key() in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
            self.step_marks(-1 if event.key() == Qt.Key.Key_Backtab else 1)
            return
        if event.key() == Qt.Key.Key_Escape:
            if not self.handle.cancel():
                self.clear_selection()
                self.escaped.emit()
            return
        if event.text().isalpha() and event.modifiers() == Qt.KeyboardModifier.NoModifier:
            self.key_unused.emit(event.text().upper())
        super().keyPressEvent(event)

    def focusNextPrevChild(self, next: bool) -> bool:
        """Keep Tab for the marks; F6 goes to the next panel."""
        return False

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the caret when the article is reached by keyboard."""
        super().focusInEvent(event)
        self.viewport().update()

    def leaveEvent(self, event: QEvent) -> None:
        """Nothing is under the pointer any more."""
        self._pointer.leave()
        super().leaveEvent(event)

    def set_tool_in_hand(self, in_hand: bool) -> None:
        """Let a drag with the mouse mark at once, instead of offering the layers."""
        self._pointer.tool_in_hand = in_hand

    def following(self, key: str) -> str | None:
        """Return the mark after ``key`` in reading order, or else the one before; None if alone."""
        return neighbour(self._reading_order(), key)

    def step_marks(self, direction: int) -> None:
        """Pick the next or previous mark in reading order, from the current one or the caret."""
        key = stepped(self._reading_order(), self.state.current, self.caret(), direction)
        if key is not None:
            self.picked.emit(key)

    def _reading_order(self) -> list[Mark]:
        self.all_wanted.emit()
        return in_reading_order(self._marks.values())
