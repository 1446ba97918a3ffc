"""All figures of a report: by layer, what is compared, and measure; each with its interval and number."""

from itertools import groupby

from PySide6.QtCore import QLocale, QModelIndex, QPersistentModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeWidget,
    QTreeWidgetItem,
    QWidget,
)

from annotator.agreement.measured import Group, Measured, Report
from annotator.core.codebook import Codebook
from annotator.services.agreeing import Agreement
from annotator.ui.agreement import words
from annotator.ui.appearance import Appearance
from annotator.ui.texts import tooltip

_FIGURE = Qt.ItemDataRole.UserRole
_QUIET = Qt.ItemDataRole.UserRole + 1
_VALUE, _INTERVAL, _ITEMS = 2, 3, 4
_AT_END = Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignVCenter
_SHARES = (0.32, 0.22, 0.21, 0.15, 0.1)
"""Of the width, for each column."""


class _QuietDelegate(QStyledItemDelegate):
    """Paints what is said in passing, or is undefined, in the quiet colour."""

    def __init__(self, appearance: Appearance, parent: QWidget) -> None:
        super().__init__(parent)
        self._appearance = appearance

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        if not index.data(_QUIET):
            super().paint(painter, option, index)
            return
        shown = QStyleOptionViewItem(option)
        self.initStyleOption(shown, index)
        style, widget = shown.widget.style(), shown.widget
        # The colour of words is the style sheet's, so they are drawn here, where the style would draw them.
        margin = style.pixelMetric(QStyle.PixelMetric.PM_FocusFrameHMargin, shown, widget) + 1
        room = style.subElementRect(QStyle.SubElement.SE_ItemViewItemText, shown, widget)
        room.adjust(margin, 0, -margin, 0)
        line = shown.fontMetrics.elidedText(shown.text, Qt.TextElideMode.ElideRight, room.width())
        size = QSize(shown.fontMetrics.horizontalAdvance(line), shown.fontMetrics.height())
        place = QStyle.alignedRect(shown.direction, shown.displayAlignment, size, room)
        shown.text = ""
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, shown, painter, widget)
        painter.save()
        painter.setPen(self._appearance.theme.muted)
        painter.setFont(shown.font)
        painter.drawText(place.left(), place.top() + shown.fontMetrics.ascent(), line)
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(super().sizeHint(option, index).width(), round(option.fontMetrics.height() * 1.7))


class FiguresTree(QTreeWidget):
    """The figures; Enter or a click asks for the annotations behind one."""

    chosen = Signal(object)
    """A `Measured` is the current one, or None."""
    opened = Signal(object)
    """The annotations behind a `Measured` are wanted."""

    def __init__(self, appearance: Appearance, book: Codebook, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._book = book
        self.setAccessibleName(self.tr("Figures of agreement"))
        self.setHeaderLabels(
            [
                self.tr("Measure"),
                self.tr("Whose"),
                self.tr("Figure"),
                self.tr("95 % interval"),
                self.tr("Items"),
            ]
        )
        head = self.headerItem()
        if head is not None:
            head.setTextAlignment(_ITEMS, _AT_END)
        self.setItemDelegate(_QuietDelegate(appearance, self))
        self.setUniformRowHeights(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.header().setStretchLastSection(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.header().setDefaultAlignment(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter)
        self.currentItemChanged.connect(lambda item, _: self.chosen.emit(_of(item)))
        self.itemActivated.connect(lambda item, _: self._open(item))
        self.itemClicked.connect(lambda item, _: self._open(item))

    def show_report(self, found: Agreement) -> None:
        """Show all figures of a report, the first layer open."""
        self.clear()
        made = found.report
        for layer, of_layer in groupby(worth_showing(made), key=lambda one: one.layer):
            top = QTreeWidgetItem([self.layer_title(layer)])
            font = top.font(0)
            font.setBold(True)
            top.setFont(0, font)
            self.addTopLevelItem(top)
            top.setFirstColumnSpanned(True)
            for (part, field), several in groupby(of_layer, key=lambda one: (one.part, one.field)):
                members = list(several)
                title = self.field_title(layer, field) if field else words.part_name(part)
                self._add_part(top, title, members, found)
        if self.topLevelItemCount():
            first = self.topLevelItem(0)
            if first is not None:
                self._expand(first)
                self.setCurrentItem(first)
        self._fit()

    def layer_title(self, layer_id: str) -> str:
        """Return what a layer is called; all of them without an id."""
        layer = self._book.layer(layer_id)
        return (layer.title if layer else layer_id) or self.tr("All layers together")

    def field_title(self, layer_id: str, field_id: str) -> str:
        """Return what a field is called."""
        field = self._book.field(layer_id, field_id)
        return field.title if field else field_id

    def _add_part(self, top: QTreeWidgetItem, title: str, members: list[Measured], found: Agreement) -> None:
        threshold = found.report.options.threshold
        part = QTreeWidgetItem([f"{title}  ·  {words.counted_and_matched(members[-1], threshold)}"])
        part.setData(0, _QUIET, True)
        part.setToolTip(0, tooltip(words.counted_and_matched(members[-1], threshold)))
        top.addChild(part)
        part.setFirstColumnSpanned(True)
        for one in members:
            part.addChild(self._row(one, found))

    def _row(self, one: Measured, found: Agreement) -> QTreeWidgetItem:
        figure = one.figure
        items = QLocale().toString(figure.items)
        cells = [
            words.measure_name(one.measure),
            whose(found, one.annotators),
            words.value_in_words(figure),
            words.interval_in_words(figure),
            items,
        ]
        row = QTreeWidgetItem(cells)
        row.setData(0, _FIGURE, one)
        row.setData(_VALUE, _QUIET, figure.value is None)
        row.setData(_INTERVAL, _QUIET, True)
        row.setToolTip(0, tooltip(words.explanation(one.measure)))
        row.setToolTip(1, tooltip(cells[1]))
        row.setToolTip(_VALUE, tooltip(cells[_VALUE]))
        row.setTextAlignment(_ITEMS, _AT_END)
        if one.left_out:
            left = self.tr("{n} left out: too few said something").format(n=QLocale().toString(one.left_out))
            row.setToolTip(_ITEMS, tooltip(left))
        rule = words.counted_and_matched(one, found.report.options.threshold)
        said = self.tr("{measure}, {whose}: {value}; interval {interval}; {items} items: {rule}")
        row.setData(
            0,
            Qt.ItemDataRole.AccessibleTextRole,
            said.format(
                measure=cells[0],
                whose=cells[1],
                value=cells[2],
                interval=cells[3] or "–",
                items=items,
                rule=rule,
            ),
        )
        return row

    def _expand(self, item: QTreeWidgetItem) -> None:
        item.setExpanded(True)
        for place in range(item.childCount()):
            part = item.child(place)
            if part is not None:
                part.setExpanded(True)

    def _open(self, item: QTreeWidgetItem) -> None:
        figure = _of(item)
        if figure is not None:
            self.opened.emit(figure)
        elif item.childCount() and not item.isExpanded():
            self._expand(item)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give each column its share of the width."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        width = self.viewport().width()
        for column, share in enumerate(_SHARES):
            self.setColumnWidth(column, round(share * width))


def worth_showing(made: Report) -> list[Measured]:
    """Return the figures of a report, without those of two annotators who share no article."""
    return [one for one in made.figures if one.articles or not one.of_pair]


def whose(found: Agreement, group: Group) -> str:
    """Return whose agreement a figure is of."""
    return " – ".join(found.name(one) for one in group)


def _of(item: QTreeWidgetItem | None) -> Measured | None:
    data = item.data(0, _FIGURE) if item is not None else None
    return data if isinstance(data, Measured) else None
