"""The head of a table as it will be in the file."""

from collections.abc import Sequence

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QAbstractItemView, QTableView, QWidget

from annotator.ui.texts import shortened, tooltip

Index = QModelIndex | QPersistentModelIndex
_NO_PARENT = QModelIndex()

_CELL_LENGTH = 200
_LINE_END = " ↵ "
_WIDEST, _WIDEST_ID = 34, 15
"""Characters of a column at most; the whole cell is in its tool tip. Ids and hashes say little to people."""


class _PreviewModel(QAbstractTableModel):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._columns: Sequence[str] = ()
        self._rows: Sequence[Sequence[str]] = ()

    def show(self, columns: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
        self.beginResetModel()
        self._columns, self._rows = columns, rows
        self.endResetModel()

    def rowCount(self, parent: Index = _NO_PARENT) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = _NO_PARENT) -> int:
        return 0 if parent.isValid() else len(self._columns)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self._columns[section]
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        cell = self._rows[index.row()][index.column()]
        if role == Qt.ItemDataRole.DisplayRole:
            return shortened(cell.strip("\n").replace("\n", _LINE_END), _CELL_LENGTH)
        if role == Qt.ItemDataRole.ToolTipRole and len(cell) > _WIDEST_ID - 6:
            return tooltip(cell[:2000])
        return None


class PreviewTable(QTableView):
    """Shows columns and rows; a line end in a cell is shown as ↵, for each row is one line high."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = _PreviewModel(self)
        self.setModel(self._model)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter)
        self.setAccessibleName(self.tr("The first rows as they will be in the file"))

    def show_rows(self, columns: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
        """Show the head of a table; the place that was looked at is kept where there still is one."""
        place = self.horizontalScrollBar().value()
        self._model.show(columns, rows)
        self.verticalHeader().setDefaultSectionSize(round(self.fontMetrics().height() * 1.8))
        letter = self.fontMetrics().averageCharWidth()
        self.resizeColumnsToContents()
        for column, name in enumerate(columns):
            widest = letter * (_WIDEST_ID if name.endswith(("_id", "_sha256")) else _WIDEST)
            self.setColumnWidth(column, min(widest, self.columnWidth(column) + 12))
        self.horizontalScrollBar().setValue(place)

    def cell(self, row: int, column: int) -> str:
        """Return what a cell shows."""
        return str(self._model.index(row, column).data())
