"""The page: an article's text as it is set, its header, its zoom, and positions in it.

All positions that go in or out are code points of the stored text; see `offsets` for the
one place that converts. The text is never read back from the widget.
"""

from bisect import bisect_right
from collections.abc import Callable, Iterator

from PySide6.QtCore import QEvent, QMimeData, QPointF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QMouseEvent,
    QPalette,
    QResizeEvent,
    QTextBlock,
    QTextCursor,
    QWheelEvent,
)
from PySide6.QtWidgets import QFrame, QTextEdit, QWidget

from annotator.core.model import Article
from annotator.core.spans import Span
from annotator.core.words import snap, word_at
from annotator.ui.appearance import Appearance
from annotator.ui.article.document import ReadingStyle, build, set_margins
from annotator.ui.article.header import Header
from annotator.ui.article.offsets import OffsetMap, display

SMALLEST_ZOOM, LARGEST_ZOOM = 60, 300


class Page(QTextEdit):
    """Shows one text in a centred column; knows nothing of marks."""

    zoom_changed = Signal(int)

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        """Make an empty page."""
        super().__init__(parent)
        self._appearance = appearance
        self._zoom = 100
        self._style = ReadingStyle.at_zoom(appearance.reading_font(17), 100)
        self._article: Article | None = None
        self._header: Header | None = None
        self._text = ""
        self._offsets = OffsetMap([], [])
        self._set_up()
        appearance.changed.connect(self._retheme)

    def _remade(self) -> None:
        """Another document is shown: another text, or another size. For the class that draws marks."""

    def _resized(self) -> None:
        """The document is laid out for another width."""

    def _set_up(self) -> None:
        self.setReadOnly(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setCursorWidth(2)
        self.setAccessibleName(self.tr("Article"))
        self.setAcceptDrops(False)
        self.setMinimumWidth(280)
        self.viewport().setMouseTracking(True)
        self.viewport().setCursor(Qt.CursorShape.IBeamCursor)
        self.setObjectName("article")
        self.setAutoFillBackground(True)
        self._retheme()

    @property
    def text(self) -> str:
        """The stored text of the article shown."""
        return self._text

    @property
    def article(self) -> Article | None:
        """The article shown."""
        return self._article

    def set_header(self, article: Article) -> None:
        """Show changed metadata of the article that is open."""
        self._article = article
        self._lay_out_header()
        self.viewport().update()

    def announce(self, sentence: str) -> None:
        """Let a screen reader say ``sentence``: highlights are not in its tree."""
        from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent

        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, sentence))

    def caret(self) -> int:
        """Return the caret's code point."""
        return self._offsets.from_qt(self.textCursor().position())

    def has_selection(self) -> bool:
        """Say whether any text is selected."""
        return self.textCursor().hasSelection()

    def selection(self) -> Span | None:
        """Return exactly what is selected; None if nothing is."""
        cursor = self.textCursor()
        if not cursor.hasSelection():
            return None
        span = self._offsets.span_from_qt(cursor.selectionStart(), cursor.selectionEnd())
        return span if span.start < span.end else None

    def snapped_selection(self) -> Span | None:
        """Return what is selected, grown to whole words and trimmed."""
        span = self.selection()
        return snap(self._text, *span) if span else None

    def select(self, span: Span, *, reveal: bool = True) -> None:
        """Select ``span`` and bring it into view."""
        cursor = self.textCursor()
        cursor.setPosition(self._offsets.to_qt(span.start))
        cursor.setPosition(self._offsets.end_to_qt(span.end), QTextCursor.MoveMode.KeepAnchor)
        self.setTextCursor(cursor)
        if reveal:
            self.reveal(span)

    def put_caret(self, position: int) -> None:
        """Put the caret at a code point, with nothing selected."""
        cursor = self.textCursor()
        cursor.setPosition(self._offsets.to_qt(position))
        self.setTextCursor(cursor)

    def clear_selection(self, position: int | None = None) -> None:
        """Select nothing; the caret goes to ``position`` or stays at the selection's end."""
        cursor = self.textCursor()
        self.put_caret(self._offsets.from_qt(cursor.selectionEnd()) if position is None else position)

    def select_word(self, position: int) -> None:
        """Select the word at a code point."""
        span = word_at(self._text, position)
        if span:
            self.select(span, reveal=False)

    def reveal(self, span: Span) -> None:
        """Scroll as little as needed to show ``span`` with some lines around it."""
        cursor = QTextCursor(self.document())
        cursor.setPosition(self._offsets.end_to_qt(span.end))
        bottom = self.cursorRect(cursor).bottom()
        cursor.setPosition(self._offsets.to_qt(span.start))
        top = self.cursorRect(cursor).top()
        room = self.viewport().height()
        margin = min(80, room // 5)
        bar = self.verticalScrollBar()
        if top < margin or bottom - top > room - 2 * margin:
            bar.setValue(bar.value() + top - margin)
        elif bottom > room - margin:
            bar.setValue(bar.value() + bottom - room + margin)

    def reads_right_to_left(self, position: int) -> bool:
        """Say whether the paragraph at a code point runs from right to left."""
        block = self.document().findBlock(self._offsets.to_qt(position))
        return block.textDirection() is Qt.LayoutDirection.RightToLeft

    def position_at(self, point: QPointF) -> int:
        """Return the code point nearest to a place in the viewport."""
        return self._offsets.from_qt(self.cursorForPosition(self.on_a_line(point).toPoint()).position())

    def on_a_line(self, point: QPointF) -> QPointF:
        """Return ``point``, or where it is in the leading under a line, the place above it on the line.

        Qt takes the leading of a line for the beginning of the next one.
        """
        block = self.cursorForPosition(point.toPoint()).block()
        layout = block.layout()
        y = point.y() + self.verticalScrollBar().value() - layout.position().y()
        lines = range(layout.lineCount())
        number = bisect_right(lines, y - 1, key=lambda at: layout.lineAt(at).y()) - 1
        if not 0 <= number < len(lines) - 1:
            return point
        bottom = layout.lineAt(number).naturalTextRect().bottom()
        return QPointF(point.x(), point.y() - (y - bottom) - 1) if y > bottom - 1 else point

    def _visible_blocks(self, top: float = 0, bottom: float | None = None) -> Iterator[QTextBlock]:
        """Yield the blocks between two heights of the viewport; all of it by default."""
        if self._article is None:
            return
        offset = self.verticalScrollBar().value()
        low = offset + top
        high = offset + (self.viewport().height() if bottom is None else bottom)
        block = self.cursorForPosition(QPointF(0, top).toPoint()).block()
        layout = self.document().documentLayout()
        while block.isValid():
            box = layout.blockBoundingRect(block)
            if box.top() > high + 16:
                return
            if box.bottom() >= low - 16:
                yield block
            block = block.next()

    def _blocks_of(self, span: Span) -> Iterator[QTextBlock]:
        block = self.document().findBlock(self._offsets.to_qt(span.start))
        end = self._offsets.end_to_qt(span.end)
        while block.isValid() and block.position() <= end:
            yield block
            block = block.next()

    def later(self, milliseconds: int, call: Callable[[], None]) -> QTimer:
        """Return a stopped single-shot timer of this view that makes ``call``."""
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(milliseconds)
        timer.timeout.connect(call)
        return timer

    @property
    def gutter_right(self) -> float:
        """The x in the viewport at which the gutter ends and the text begins."""
        return self._style.gutter

    @property
    def zoom(self) -> int:
        """Per cent."""
        return self._zoom

    def set_zoom(self, zoom: int) -> None:
        """Set the size of the text in per cent, within 60 and 300."""
        zoom = max(SMALLEST_ZOOM, min(LARGEST_ZOOM, zoom))
        if zoom == self._zoom:
            return
        top = self.position_at(QPointF(self._style.gutter + 4, 4)) if self._article else 0
        cursor = self.textCursor()
        anchor, position = cursor.anchor(), cursor.position()
        self._zoom = zoom
        self._rebuild()
        restored = self.textCursor()
        restored.setPosition(anchor)
        restored.setPosition(position, QTextCursor.MoveMode.KeepAnchor)
        self.setTextCursor(restored)
        self._scroll_to_top(top)
        self.zoom_changed.emit(zoom)

    def _scroll_to_top(self, position: int) -> None:
        if position == 0:
            self.verticalScrollBar().setValue(0)
            return
        cursor = QTextCursor(self.document())
        cursor.setPosition(self._offsets.to_qt(position))
        bar = self.verticalScrollBar()
        bar.setValue(bar.value() + self.cursorRect(cursor).top())

    def _rebuild(self) -> None:
        """Make the document anew: another text, or another size."""
        self._style = self._made_style()
        shown, self._offsets = display(self._text)
        self._place_column()
        self._header = self._made_header()
        top = self._header.height if self._header else 48
        document = build(shown, self._style, top, self)
        # Qt deletes the document before, for the view is its parent.
        self.setDocument(document)
        self._remade()
        self.viewport().update()

    def _made_style(self) -> ReadingStyle:
        """Return the fonts and sizes for the present zoom."""
        return ReadingStyle.at_zoom(self._appearance.reading_font(17), self._zoom)

    def _widen_gutter(self) -> None:
        """Take over another width of the gutter; the text stays the same."""
        style = self._made_style()
        if style.gutter == self._style.gutter:
            return
        self._style = style
        self._place_column()
        self._header = self._made_header()
        set_margins(self.document(), self._style, self._header.height if self._header else 48)

    def _place_column(self) -> None:
        """Centre the text column: viewport margins, so that a wider window lays out nothing anew."""
        wide = self._style.gutter + self._style.measure + self._style.right
        room = self.width() - self.verticalScrollBar().sizeHint().width()
        side = max(0, int((room - wide) / 2))
        margins = self.viewportMargins()
        if (margins.left(), margins.right()) != (side, side):
            self.setViewportMargins(side, 0, side, 0)

    def _column_width(self) -> float:
        wide = self.viewport().width() - self._style.gutter - self._style.right
        return max(80.0, min(self._style.measure + 4, wide))

    def _made_header(self) -> Header | None:
        if self._article is None:
            return None
        return Header.of(self._article, self._style, self.font(), self._column_width())

    def _lay_out_header(self) -> None:
        before = self._header.height if self._header else 0
        self._header = self._made_header()
        if self._header is not None and self._header.height != before:
            set_margins(self.document(), self._style, self._header.height)

    def _retheme(self) -> None:
        theme = self._appearance.theme
        palette = self.palette()
        for role, colour in (
            (QPalette.ColorRole.Base, theme.page),
            (QPalette.ColorRole.Window, theme.page),
            (QPalette.ColorRole.Text, theme.text),
            (QPalette.ColorRole.Highlight, theme.selection),
            (QPalette.ColorRole.HighlightedText, theme.text),
        ):
            palette.setColor(role, colour)
        self.setPalette(palette)
        # The style sheet has frozen the viewport's own palette by now.
        self.viewport().setPalette(palette)
        self.viewport().update()

    def event(self, event: QEvent) -> bool:
        """Centre the column before Qt resizes the viewport: else all is laid out twice for nothing."""
        if event.type() == QEvent.Type.Resize:
            self._place_column()
        return super().event(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay the header out for the new width."""
        super().resizeEvent(event)
        self._resized()
        self._lay_out_header()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll; with Ctrl, zoom."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            step = 10 if event.angleDelta().y() > 0 else -10
            if event.angleDelta().y():
                self.set_zoom(self._zoom + step)
            event.accept()
            return
        super().wheelEvent(event)

    def createMimeDataFromSelection(self) -> QMimeData:
        """Copy the stored text of the selection, not what Qt makes of it."""
        span = self.selection()
        # Made by Qt, for the clipboard outlives the interpreter; asked for its text once, because
        # Qt fills it only then and would write over ours.
        data = super().createMimeDataFromSelection()
        data.text()
        data.clear()
        data.setText(self._text[span.start : span.end] if span else "")
        return data


def moved(event: QMouseEvent, place: QPointF) -> QMouseEvent:
    """Return the event as if it had happened at ``place`` of the viewport."""
    if place == event.position():
        return event
    shift = place - event.position()
    return QMouseEvent(
        event.type(),
        place,
        event.scenePosition() + shift,
        event.globalPosition() + shift,
        event.button(),
        event.buttons(),
        event.modifiers(),
        event.pointingDevice(),
    )
