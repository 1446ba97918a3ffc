"""The codebook as a tree: its layers, their fields, the values of those; and the kinds of entity."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QFrame,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeWidget,
    QTreeWidgetItem,
    QWidget,
)

from annotator.core.codebook import Choice, Field, Layer
from annotator.services.codebook_drafts import BOOK, KINDS_PLACE, TAKES_CHOICES, Draft, Place
from annotator.ui.appearance import Appearance
from annotator.ui.layer_glyph import layer_icon
from annotator.ui.texts import isolated, tooltip

_PLACE = Qt.ItemDataRole.UserRole
_QUIET = Qt.ItemDataRole.UserRole + 1
Index = QModelIndex | QPersistentModelIndex
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2)


class _Rows(QStyledItemDelegate):
    """Draws the words in the colour that each row has: the style sheet knows only one for all."""

    def __init__(self, appearance: Appearance, parent: QWidget) -> None:
        super().__init__(parent)
        self._appearance = appearance

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw a row."""
        self.initStyleOption(option, index)
        words, option.text = option.text, ""
        style = option.widget.style() if option.widget else QApplication.style()
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, option, painter, option.widget)
        option.text = words
        room = style.subElementRect(QStyle.SubElement.SE_ItemViewItemText, option, option.widget)
        theme = self._appearance.theme
        painter.save()
        painter.setFont(option.font)
        painter.setPen(theme.muted if index.data(_QUIET) else theme.text)
        # Isolated, or the ellipsis of an Arabic title would stand before its first word.
        line = option.fontMetrics.elidedText(isolated(words), Qt.TextElideMode.ElideRight, room.width())
        side = Qt.AlignmentFlag.AlignLeading if index.column() == 0 else Qt.AlignmentFlag.AlignTrailing
        painter.drawText(room, side | Qt.AlignmentFlag.AlignVCenter, line)
        painter.restore()


class Outline(QTreeWidget):
    """Shows a draft; what is chosen in it is shown in the form."""

    place_chosen = Signal(object)
    """The `Place` that a person went to."""
    edit_wanted = Signal()
    """Enter or F2: on to the form."""
    move_wanted = Signal(int)
    remove_wanted = Signal()
    add_wanted = Signal()
    """Insert: one more of what is chosen."""

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        """Make it empty; see `show_draft`."""
        super().__init__(parent)
        self._appearance = appearance
        self._draft: Draft | None = None
        self._items: dict[Place, QTreeWidgetItem] = {}
        self._open: set[Place] = set()
        self.setObjectName("codebookOutline")
        self.setAccessibleName(self.tr("Layers, fields and values"))
        self.setColumnCount(2)
        self.setItemDelegate(_Rows(appearance, self))
        self.setHeaderHidden(True)
        self.setRootIsDecorated(True)
        self.setIndentation(18)
        self.setIconSize(QSize(16, 16))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setUniformRowHeights(True)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        header = self.header()
        header.setStretchLastSection(False)
        header.setMinimumSectionSize(12)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        self.currentItemChanged.connect(self._changed)
        self.itemExpanded.connect(lambda item: self._open.add(item.data(0, _PLACE)))
        self.itemCollapsed.connect(lambda item: self._open.discard(item.data(0, _PLACE)))
        appearance.changed.connect(self._draw_again)

    @property
    def place(self) -> Place:
        """The place that is chosen."""
        item = self.currentItem()
        return item.data(0, _PLACE) if item else BOOK

    def show_draft(self, draft: Draft, place: Place) -> None:
        """Show a draft as it is now, with ``place`` chosen."""
        self._draft = draft
        above = place.above
        while above != BOOK:
            self._open.add(above)
            above = above.above
        bar = self.verticalScrollBar()
        at = bar.value()
        self.blockSignals(True)
        self.clear()
        self._items.clear()
        self._add(self.invisibleRootItem(), BOOK, draft.book.title or self.tr("This codebook"))
        for layer in draft.book.layers:
            self._add_layer(layer)
        kinds = self._add(self.invisibleRootItem(), KINDS_PLACE, self.tr("Kinds of entity"))
        for kind in draft.book.entity_kinds:
            self._add_thing(kinds, KINDS_PLACE._replace(choice=kind.id), kind)
        for one, item in self._items.items():
            item.setExpanded(one in self._open)
        self.setCurrentItem(self._items.get(place) or self._items[BOOK])
        self.blockSignals(False)
        bar.setValue(at)
        self.scrollTo(self.currentIndex())

    def item(self, place: Place) -> QTreeWidgetItem:
        """Return the row of a place."""
        return self._items[place]

    def _add_layer(self, layer: Layer) -> None:
        place = Place(layer.id)
        item = self._add_thing(self.invisibleRootItem(), place, layer)
        colours = self._appearance.theme.layer("grey" if layer.retired else layer.colour)
        item.setIcon(0, layer_icon(layer.shape, colours, self.devicePixelRatioF()))
        for field in layer.fields:
            inside = Place(layer.id, field.id)
            row = self._add_thing(item, inside, field)
            for choice in field.choices if field.type in TAKES_CHOICES else ():
                self._add_thing(row, inside._replace(choice=choice.id), choice)

    def _add_thing(
        self, above: QTreeWidgetItem, place: Place, thing: Layer | Field | Choice
    ) -> QTreeWidgetItem:
        item = self._add(above, place, thing.title or self.tr("(no title)"))
        if not isinstance(thing, Choice):
            item.setText(1, thing.key)
            item.setData(1, _QUIET, True)
        if self._draft is not None and self._draft.is_retired(place):
            item.setData(0, _QUIET, True)
            font = item.font(0)
            font.setItalic(True)
            item.setFont(0, font)
            if thing.retired:
                item.setText(0, self.tr("{title} (retired)").format(title=isolated(item.text(0))))
                item.setText(1, "")
        return item

    def _add(self, above: QTreeWidgetItem, place: Place, title: str) -> QTreeWidgetItem:
        item = QTreeWidgetItem(above, [title, ""])
        item.setData(0, _PLACE, place)
        item.setToolTip(0, tooltip(title))
        self._items[place] = item
        return item

    def drawBranches(self, painter: QPainter, rect: QRect, index: Index) -> None:
        """Draw the sign for open or closed, from right to left the other way round."""
        painter.save()
        if self.isRightToLeft():
            middle = rect.left() + self.indentation() / 2
            painter.translate(2 * middle, 0)
            painter.scale(-1, 1)
        super().drawBranches(painter, rect, index)
        painter.restore()

    def _draw_again(self) -> None:
        if self._draft is not None:
            self.show_draft(self._draft, self.place)

    def _changed(self, current: QTreeWidgetItem | None) -> None:
        if current is not None:
            self.place_chosen.emit(current.data(0, _PLACE))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move with Alt and the arrows, add with Insert, remove with Delete, go on with Enter."""
        key, alt = event.key(), event.modifiers() == Qt.KeyboardModifier.AltModifier
        if alt and key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.move_wanted.emit(-1 if key == Qt.Key.Key_Up else 1)
        elif key == Qt.Key.Key_Delete:
            self.remove_wanted.emit()
        elif key == Qt.Key.Key_Insert:
            self.add_wanted.emit()
        elif key in _ENTER:
            self.edit_wanted.emit()
        else:
            super().keyPressEvent(event)
            return
        event.accept()
