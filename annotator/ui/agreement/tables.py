"""One figure for every two annotators side by side, and who said what where the other said something else."""

from PySide6.QtCore import QLocale, Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHBoxLayout,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from annotator.agreement.measured import Measured, Table
from annotator.core.codebook import Codebook
from annotator.services.agreeing import Agreement
from annotator.ui.agreement import words
from annotator.ui.agreement.figures import whose, worth_showing
from annotator.ui.dialogs.base import CONTROL
from annotator.ui.texts import plain_label, tooltip

_DATA = Qt.ItemDataRole.UserRole
_CENTRE = Qt.AlignmentFlag.AlignCenter
NO_VALUE = "–"


class _Grid(QTableWidget):
    """A small table; Enter or a click opens a cell."""

    opened = Signal(object)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.itemActivated.connect(self._open)
        self.itemClicked.connect(self._open)

    def put(self, row: int, column: int, text: str, data: object, said: str) -> None:
        """Show a cell, what it opens, and what is said of it to those who do not see the table."""
        item = QTableWidgetItem(text)
        item.setData(_DATA, data)
        item.setTextAlignment(_CENTRE)
        item.setToolTip(tooltip(said))
        item.setData(Qt.ItemDataRole.AccessibleTextRole, said)
        if data is None:
            item.setFlags(Qt.ItemFlag.ItemIsEnabled)
        self.setItem(row, column, item)

    def begin(self, rows: list[str], columns: list[str]) -> None:
        """Show an empty table with these heads."""
        self.clear()
        self.setRowCount(len(rows))
        self.setColumnCount(len(columns))
        self.setVerticalHeaderLabels(rows)
        self.setHorizontalHeaderLabels(columns)

    def fit(self) -> None:
        """Give each column the room that it needs, and the same to all of them."""
        self.resizeColumnsToContents()
        width = max((self.columnWidth(place) for place in range(self.columnCount())), default=0) + 8
        for place in range(self.columnCount()):
            self.setColumnWidth(place, width)

    def _open(self, item: QTableWidgetItem) -> None:
        if item.data(_DATA) is not None:
            self.opened.emit(item.data(_DATA))


class Pairs(QWidget):
    """A figure for every two annotators: rows are the first, who is the reference, columns the second."""

    opened = Signal(object)
    """The annotations behind a `Measured` are wanted."""

    def __init__(self, book: Codebook, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._book = book
        self._found: Agreement | None = None
        self.measure = QComboBox()
        self.measure.setAccessibleName(self.tr("Which figure"))
        self.measure.currentIndexChanged.connect(self._show)
        self.grid = _Grid(self.tr("The figure for every two annotators"))
        self.grid.opened.connect(self.opened)
        self._note = plain_label("", "muted", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, CONTROL, 0, CONTROL)
        column.setSpacing(CONTROL)
        column.addWidget(self.measure)
        column.addWidget(self.grid, 1)
        column.addWidget(self._note)

    def show_report(self, found: Agreement) -> None:
        """Offer each figure that there is for two annotators."""
        self._found = found
        kept = self.measure.currentText()
        self.measure.blockSignals(True)
        self.measure.clear()
        seen: dict[tuple[object, ...], None] = {}
        figures = worth_showing(found.report)
        for one in figures:
            if one.of_pair:
                seen[one.layer, one.part, one.field, one.measure] = None
        for layer, part, field, measure in seen:
            key = (layer, part, field, measure)
            sample = next(one for one in figures if _key(one) == key)
            self.measure.addItem(self._title(sample), key)
        self.measure.setCurrentIndex(max(0, self.measure.findText(kept)))
        self.measure.blockSignals(False)
        self._show()

    def _title(self, one: Measured) -> str:
        layer = self._book.layer(one.layer)
        what = words.part_name(one.part)
        if one.field:
            field = self._book.field(one.layer, one.field)
            what = field.title if field else one.field
        name = (layer.title if layer else one.layer) or self.tr("All layers together")
        return f"{name}  ·  {what}  ·  {words.measure_name(one.measure)}"

    def _show(self) -> None:
        found, key = self._found, self.measure.currentData()
        self.grid.begin([], [])
        if found is None or key is None:
            self._note.setText("")
            return
        people = list(found.report.annotators)
        names = [found.name(one) for one in people]
        self.grid.begin(names, names)
        for place in range(len(people)):
            self.grid.put(place, place, "", None, self.tr("the same annotator"))
        shown = None
        for one in worth_showing(found.report):
            if not one.of_pair or _key(one) != tuple(key):
                continue
            shown = one
            first, second = (people.index(each) for each in one.annotators)
            text = words.value_in_words(one.figure)
            items = QLocale().toString(one.figure.items)
            said = self.tr("{whose}: {value}, {items} items").format(
                whose=whose(found, one.annotators), value=text, items=items
            )
            self.grid.put(first, second, text, one, said)
            self.grid.put(second, first, "", None, said)
        self.grid.fit()
        if shown is not None:
            rule = words.counted_and_matched(shown, found.report.options.threshold)
            self._note.setText(f"{words.explanation(shown.measure)} {rule[:1].upper()}{rule[1:]}.")


class Confusions(QWidget):
    """Tables of layers, and of fields with few values, of two annotators at a time."""

    opened = Signal(object)
    """The annotations behind ``(table, cell)`` are wanted."""

    def __init__(self, book: Codebook, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._book = book
        self._found: Agreement | None = None
        self.pair = QComboBox()
        self.pair.setAccessibleName(self.tr("Which two annotators"))
        self.about = QComboBox()
        self.about.setAccessibleName(self.tr("About what"))
        self.grid = _Grid(self.tr("Who said what where the other said something else"))
        self.grid.opened.connect(self.opened)
        self._note = plain_label("", "muted", wrap=True)
        self.pair.currentIndexChanged.connect(self._offer)
        self.about.currentIndexChanged.connect(self._show)
        row = QHBoxLayout()
        row.setSpacing(CONTROL)
        row.addWidget(self.pair, 1)
        row.addWidget(self.about, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, CONTROL, 0, CONTROL)
        column.setSpacing(CONTROL)
        column.addLayout(row)
        column.addWidget(self.grid, 1)
        column.addWidget(self._note)

    def show_report(self, found: Agreement) -> None:
        """Offer the tables of a report."""
        self._found = found
        self.pair.blockSignals(True)
        self.pair.clear()
        for group in dict.fromkeys(table.annotators for table in found.report.tables):
            self.pair.addItem(whose(found, group), group)
        self.pair.blockSignals(False)
        self._offer()

    def _offer(self) -> None:
        kept = self.about.currentText()
        self.about.blockSignals(True)
        self.about.clear()
        for place, table in enumerate(self._tables()):
            if table.annotators == tuple(self.pair.currentData() or ()):
                self.about.addItem(self._title(table), place)
        self.about.setCurrentIndex(max(0, self.about.findText(kept)))
        self.about.blockSignals(False)
        self._show()

    def _tables(self) -> tuple[Table, ...]:
        return self._found.report.tables if self._found is not None else ()

    def _title(self, table: Table) -> str:
        if not table.field:
            return self.tr("Layers")
        layer = self._book.layer(table.layer)
        field = self._book.field(table.layer, table.field)
        return f"{layer.title if layer else table.layer}  ·  {field.title if field else table.field}"

    def _show(self) -> None:
        self.grid.begin([], [])
        place = self.about.currentData()
        if self._found is None or place is None:
            self._note.setText(self.tr("There is nothing to set side by side."))
            return
        table = self._tables()[place]
        heads = [self._value(table, value) for value in table.confusion.values]
        self.grid.begin(heads, heads)
        first, second = (self._found.name(one) for one in table.annotators)
        said = self.tr("{first}: {one}, {second}: {other}: {n}")
        for row, one in enumerate(table.confusion.values):
            for column, other in enumerate(table.confusion.values):
                count = table.confusion.count(one, other)
                number = QLocale().toString(count)
                sentence = said.format(
                    first=first, one=heads[row], second=second, other=heads[column], n=number
                )
                self.grid.put(
                    row, column, number if count else "", (table, (one, other)) if count else None, sentence
                )
        self.grid.fit()
        who = self.tr("Rows are what {first} said, columns what {second} said; – is nothing.")
        rule = words.table_rule(table, self._found.report.options.threshold)
        self._note.setText(f"{who.format(first=first, second=second)} {rule}")

    def _value(self, table: Table, value: tuple[str, ...] | None) -> str:
        if value is None:
            return NO_VALUE
        if not table.field:
            layer = self._book.layer(value[0])
            return layer.title if layer else value[0]
        field = self._book.field(table.layer, table.field)
        choices = [field.choice(one) if field else None for one in value]
        return ", ".join(choice.title if choice else one for choice, one in zip(choices, value, strict=True))


def _key(one: Measured) -> tuple[object, ...]:
    return one.layer, one.part, one.field, one.measure
