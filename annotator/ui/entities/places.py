"""The places that a person ticks before they are marked: by article, each with its context."""

from collections.abc import Iterable, Iterator
from typing import Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeWidget,
    QTreeWidgetItem,
)

from annotator.services.mentions import CONTEXT, Candidate
from annotator.ui.appearance import Appearance
from annotator.ui.entities.in_context import InContext, paint_in_context
from annotator.ui.panels.matching import one_line
from annotator.ui.texts import counted, isolated, tooltip

Index = QModelIndex | QPersistentModelIndex
_CANDIDATE: Final = Qt.ItemDataRole.UserRole
_LABEL: Final = Qt.ItemDataRole.UserRole + 1
_LABEL_SHARE = 0.4
"""Of the line, that a label may take."""
_GAP = 12
_TICKED = Qt.CheckState.Checked


class Places(QTreeWidget):
    """Articles and the places in them, each with a box; an article's box is for all of its places."""

    ticks_changed = Signal()
    """Something was ticked or unticked; said once for all the places of an article."""

    def __init__(self, appearance: Appearance) -> None:
        """Make an empty list."""
        super().__init__()
        self._soon = QTimer(self, interval=0, singleShot=True)
        self._soon.timeout.connect(self.ticks_changed)
        self.itemChanged.connect(lambda *_: self._soon.start())
        self.setAccessibleName(self.tr("Places found"))
        self.setHeaderHidden(True)
        self.setUniformRowHeights(True)
        self.setIndentation(20)
        self.setRootIsDecorated(False)
        self.setItemsExpandable(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QTreeWidget.ScrollMode.ScrollPerPixel)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setItemDelegate(_PlaceDelegate(appearance, self))

    def fill(self, found: Iterable[Candidate]) -> None:
        """Show places, ticked but for inflected forms."""
        self.blockSignals(True)
        self.clear()
        groups: dict[str, QTreeWidgetItem] = {}
        for place in found:
            group = groups.get(place.article.id)
            if group is None:
                group = groups[place.article.id] = _item(isolated(one_line(place.article.title)))
                group.setToolTip(0, tooltip(place.article.title))
                group.setFlags(group.flags() | Qt.ItemFlag.ItemIsAutoTristate)
            group.addChild(self._place_item(place))
        for group in groups.values():
            number = group.childCount()
            words = counted(number, self.tr("1 mention"), self.tr("{n} mentions"))
            group.setText(0, f"{group.text(0)} · {isolated(words)}")
        self.addTopLevelItems(list(groups.values()))
        self.expandAll()
        self.blockSignals(False)
        first = next(iter(groups.values()), None)
        child = first.child(0) if first else None
        if child is not None:
            self.setCurrentItem(child)

    def _place_item(self, place: Candidate) -> QTreeWidgetItem:
        spoken = _in_context(place).spoken()
        if not place.form_of:
            return _item(spoken, place)
        form = self.tr("{quote}, inflected form of {name}").format(
            quote=isolated(one_line(place.quote)), name=isolated(one_line(place.form_of))
        )
        item = _item(f"{form}: {spoken}", place)
        item.setData(0, _LABEL, self.tr("inflected form"))
        item.setToolTip(0, tooltip(form))
        item.setCheckState(0, Qt.CheckState.Unchecked)
        return item

    def ticked(self) -> list[Candidate]:
        """Return the places that are ticked."""
        return [item.data(0, _CANDIDATE) for item in self._items() if item.checkState(0) is _TICKED]

    def inflected(self) -> tuple[int, int]:
        """Return how many inflected forms are ticked, and how many there are."""
        found = [item for item in self._items() if item.data(0, _LABEL)]
        return sum(item.checkState(0) is _TICKED for item in found), len(found)

    def tick_inflected(self, on: bool) -> None:
        """Tick all inflected forms, or none; other places stay as they are."""
        self.blockSignals(True)
        for item in self._items():
            if item.data(0, _LABEL):
                item.setCheckState(0, _TICKED if on else Qt.CheckState.Unchecked)
        self.blockSignals(False)
        self.viewport().update()

    def _items(self) -> Iterator[QTreeWidgetItem]:
        groups = (self.topLevelItem(at) for at in range(self.topLevelItemCount()))
        yield from (
            item for group in groups if group for at in range(group.childCount()) if (item := group.child(at))
        )


def _in_context(place: Candidate) -> InContext:
    return InContext.cut(place.before, place.quote, place.after, CONTEXT)


def _item(words: str, place: Candidate | None = None) -> QTreeWidgetItem:
    item = QTreeWidgetItem([words])
    item.setData(0, _CANDIDATE, place)
    item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsUserCheckable)
    item.setCheckState(0, Qt.CheckState.Checked)
    return item


class _PlaceDelegate(QStyledItemDelegate):
    """Draws a place with its quote in bold; an article as the style does."""

    def __init__(self, appearance: Appearance, parent: QTreeWidget) -> None:
        super().__init__(parent)
        self._appearance = appearance
        self._tree = parent

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw the box, then the words."""
        place = index.data(_CANDIDATE)
        if not isinstance(place, Candidate):
            super().paint(painter, option, index)
            return
        whole = QStyleOptionViewItem(option)
        self.initStyleOption(whole, index)
        style, theme = self._tree.style(), self._appearance.theme
        words = style.subElementRect(QStyle.SubElement.SE_ItemViewItemText, whole, self._tree)
        whole.text = ""
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, whole, painter, self._tree)
        painter.setLayoutDirection(whole.direction)
        font = self._tree.font()
        words = self._draw_label(painter, words, whole, str(index.data(_LABEL) or ""))
        paint_in_context(painter, words, _in_context(place), font, theme.muted, theme.text)

    def _draw_label(self, painter: QPainter, words: QRect, option: QStyleOptionViewItem, label: str) -> QRect:
        """Draw the label where the line ends, and return what is left of the line."""
        if not label:
            return words
        metrics = option.fontMetrics
        label = metrics.elidedText(label, Qt.TextElideMode.ElideRight, round(words.width() * _LABEL_SHARE))
        wide = metrics.horizontalAdvance(label) + 1
        at_end = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        place = QStyle.alignedRect(option.direction, at_end, QSize(wide, words.height()), words)
        rest = QSize(words.width() - wide - _GAP, words.height())
        at_start = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        painter.save()
        painter.setFont(self._tree.font())
        painter.setPen(self._appearance.theme.warning)
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextSingleLine, label)
        painter.restore()
        return QStyle.alignedRect(option.direction, at_start, rest, words)
