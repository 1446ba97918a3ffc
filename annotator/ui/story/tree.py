"""The list of a history: days, under each what was done, under that what it changed."""

from collections.abc import Callable, Iterable

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QPointF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QKeyEvent, QPainter, QResizeEvent, QTextCharFormat, QTextLayout, QTextOption
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeWidget,
    QTreeWidgetItem,
    QWidget,
)

from annotator.core.codebook import Layer
from annotator.services.story import Brought, Entry, Said
from annotator.ui.appearance import Appearance
from annotator.ui.story import words
from annotator.ui.story.decided import lines_of
from annotator.ui.story.words import Line
from annotator.ui.texts import counted, isolated

_PAD = 4
_OPENING = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
Index = QModelIndex | QPersistentModelIndex


class Row(QTreeWidgetItem):
    """A row with what it shows. Kept here, for Qt would make plain lists of tuples in its own data."""

    def __init__(
        self,
        parent: "QTreeWidget | QTreeWidgetItem",
        text: str,
        *,
        line: Line | None = None,
        said: Said | None = None,
        entry: Entry | None = None,
        group: Brought | None = None,
        head: tuple[str, str, str] | None = None,
    ) -> None:
        """``head`` is time, name and act of an entry; ``text`` says all of it for those who hear it."""
        super().__init__(parent, [text])
        self.line = line
        self.said = said
        self.entry = entry
        self.group = group
        self.head = head


class LineDelegate(QStyledItemDelegate):
    """Draws each row as wrapped text: the old value struck out and quiet, then the new one."""

    def __init__(self, appearance: Appearance, view: QTreeWidget) -> None:
        """Draw in ``view`` with the colours of ``appearance``."""
        super().__init__(view)
        self._appearance = appearance
        self._view = view

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the height that the row's text has at the width of the list."""
        layout = self._laid_out(option.font, index, self._width(index))
        return QSize(80, int(layout.boundingRect().height()) + 2 * _PAD + (6 if self._is_day(index) else 0))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one row."""
        theme = self._appearance.theme
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(option.rect, theme.chosen)
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(option.rect, theme.hover)
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(theme.accent)
            painter.drawRect(option.rect.adjusted(0, 0, -1, -1))
        painter.setPen(theme.text)
        layout = self._laid_out(option.font, index, option.rect.width() - 2 * _PAD)
        top = option.rect.top() + _PAD + (6 if self._is_day(index) else 0)
        layout.draw(painter, QPointF(option.rect.left() + _PAD, top))
        painter.restore()

    def _is_day(self, index: Index) -> bool:
        return not index.parent().isValid()

    def _width(self, index: Index) -> int:
        depth = 1
        parent = index.parent()
        while parent.isValid():
            depth += 1
            parent = parent.parent()
        return max(120, self._view.viewport().width() - depth * self._view.indentation() - 2 * _PAD)

    def _laid_out(self, font: QFont, index: Index, width: int) -> QTextLayout:
        text, formats = self._formatted(font, index)
        layout = QTextLayout(text, font)
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        option.setTextDirection(self._view.layoutDirection())
        if self._view.layoutDirection() is Qt.LayoutDirection.RightToLeft:
            option.setAlignment(Qt.AlignmentFlag.AlignRight)
        layout.setTextOption(option)
        layout.setFormats(formats)
        layout.beginLayout()
        height = 0.0
        while (line := layout.createLine()).isValid():
            line.setLineWidth(width)
            line.setPosition(QPointF(0, height))
            height += line.height()
        layout.endLayout()
        return layout

    def _formatted(self, font: QFont, index: Index) -> tuple[str, list[QTextLayout.FormatRange]]:
        theme = self._appearance.theme
        quiet = QTextCharFormat()
        quiet.setForeground(theme.muted)
        row = self._view.itemFromIndex(index)
        line = row.line if isinstance(row, Row) else None
        head = row.head if isinstance(row, Row) else None
        if line is not None and line.pair:
            old = QTextCharFormat(quiet)
            old.setFontStrikeOut(bool(line.before))
            old.setFontItalic(not line.before)
            new = QTextCharFormat()
            new.setFontItalic(not line.after)
            arrow = " ← " if self._view.layoutDirection() is Qt.LayoutDirection.RightToLeft else " → "
            return _pieces(
                (f"{isolated(line.label)}:  ", quiet),
                (isolated(line.before or words.nothing()), old),
                (arrow, quiet),
                (isolated(line.after or words.nothing()), new),
            )
        strong = QTextCharFormat()
        strong.setFontWeight(QFont.Weight.DemiBold)
        text = str(index.data(Qt.ItemDataRole.DisplayRole))
        if self._is_day(index):
            return _pieces((text, strong))
        if head is not None:
            clock, who, what = head
            return _pieces(
                (f"{clock}   ", quiet), (isolated(who), strong), (f"   {isolated(what)}", QTextCharFormat())
            )
        return _pieces((text, QTextCharFormat()))


def _pieces(*parts: tuple[str, QTextCharFormat]) -> tuple[str, list[QTextLayout.FormatRange]]:
    text, formats = "", []
    for part, how in parts:
        # Qt counts UTF-16 code units here, Python counts code points.
        piece = QTextLayout.FormatRange()
        piece.start = len(text.encode("utf-16-le")) // 2
        piece.length = len(part.encode("utf-16-le")) // 2
        piece.format = how
        formats.append(piece)
        text += part
    return text, formats


class StoryTree(QTreeWidget):
    """Days, entries and what they changed; groups unfold when they are opened."""

    wanted = Signal(str, str)
    """Enter or a double click: the ids of an annotation and its article, either may be empty."""
    more_wanted = Signal()
    """The end of what is shown came in sight."""

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        """Make an empty list."""
        super().__init__(parent)
        self.setAccessibleName(self.tr("History"))
        self.setHeaderHidden(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setUniformRowHeights(False)
        self.setWordWrap(True)
        self.setMouseTracking(True)
        self.setIndentation(18)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setExpandsOnDoubleClick(False)
        self.setItemDelegate(LineDelegate(appearance, self))
        self.rows_of: Callable[[Entry, Brought], list[Said]] = lambda _entry, _group: []
        """What gives the single rows of a group."""
        self.itemExpanded.connect(self._unfold)
        self.itemDoubleClicked.connect(self._activate)
        self.verticalScrollBar().valueChanged.connect(self._look)
        self.currentItemChanged.connect(lambda *_: self._look())

    def add(self, entries: list[Entry], layers: list[Layer], *, named: bool) -> None:
        """Append entries, each under its day; ``named`` says of which thing each change is."""
        for entry in entries:
            moment = words.local(entry.act.at)
            day = self._day(words.day_in_words(moment))
            what = words.headline(entry, layers)
            who = entry.who or self.tr("unknown annotator")
            clock = words.time_in_words(moment)
            item = Row(day, f"{clock} {who}: {what}", entry=entry, head=(clock, who, what))
            for remark in words.remarks(entry):
                QTreeWidgetItem(item, [remark])
            self._add_said(item, entry.said, named=named)
            for group in entry.brought:
                child = Row(item, words.group_in_words(group), entry=entry, group=group)
                child.setChildIndicatorPolicy(QTreeWidgetItem.ChildIndicatorPolicy.ShowIndicator)
            item.setExpanded(bool(entry.said) or not entry.readable or entry.gone)

    def _day(self, title: str) -> QTreeWidgetItem:
        last = self.topLevelItem(self.topLevelItemCount() - 1) if self.topLevelItemCount() else None
        if last is not None and last.text(0) == title:
            return last
        day = QTreeWidgetItem(self, [title])
        day.setExpanded(True)
        return day

    def _add_said(self, parent: QTreeWidgetItem, several: Iterable[Said], *, named: bool) -> None:
        for line, said in lines_of(several, named=named):
            Row(parent, words.spoken(line), line=line, said=said)

    def _unfold(self, item: QTreeWidgetItem) -> None:
        if not isinstance(item, Row) or item.group is None or item.entry is None or item.childCount():
            return
        rows = self.rows_of(item.entry, item.group)
        self._add_said(item, rows, named=True)
        left = item.group.count - len({said.id for said in rows})
        if left > 0:
            one, more = self.tr("1 more is not shown."), self.tr("{n} more are not shown.")
            Row(item, counted(left, one, more))

    def _activate(self, item: QTreeWidgetItem) -> None:
        if not isinstance(item, Row):
            item.setExpanded(not item.isExpanded())
            return
        entry = item.entry if item.group is None else None
        said = item.said or next(iter(entry.said if entry else ()), None)
        if said is None:
            item.setExpanded(not item.isExpanded())
            return
        annotation = said.id if said.kind == "annotation" else said.annotation_id
        self.wanted.emit(annotation, said.article_id)

    def event(self, event: QEvent) -> bool:
        """Keep Enter for the rows, where the window has a shortcut on it."""
        override = event.type() == QEvent.Type.ShortcutOverride
        if override and isinstance(event, QKeyEvent) and event.key() in _OPENING:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go where a row leads with Enter."""
        item = self.currentItem()
        if event.key() in _OPENING and item is not None:
            self._activate(item)
            event.accept()
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Wrap the rows anew."""
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()

    def _look(self) -> None:
        bar = self.verticalScrollBar()
        if bar.value() >= bar.maximum() - bar.pageStep() // 2:
            self.more_wanted.emit()
