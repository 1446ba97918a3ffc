"""A layout of cells that are all as wide as the widest, in as many columns as there is room for."""

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QStyle, QWidget

_GAP = 4


class EvenGrid(QLayout):
    """Rows of equal cells; where the columns do not fit, there are half as many, and half of those."""

    def __init__(self, parent: QWidget, columns: int) -> None:
        """Make an empty grid of at most ``columns`` columns."""
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self._most = columns
        self.setContentsMargins(0, 0, 0, 0)

    def addItem(self, item: QLayoutItem) -> None:
        """Append a cell."""
        self._items.append(item)
        self.invalidate()

    def count(self) -> int:
        """Return the number of cells."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        """Return a cell, or None."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        """Take a cell out and return it, or None."""
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        """Take all the width there is."""
        return Qt.Orientation.Horizontal

    def hasHeightForWidth(self) -> bool:
        """Say that a narrower grid is a higher one."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height of all rows in ``width``, in pixels."""
        columns = self._columns(width)
        rows = -(-len(self._items) // columns)
        return rows * self._cell().height() + max(rows - 1, 0) * _GAP

    def sizeHint(self) -> QSize:
        """Return the size with all columns."""
        width = self._most * self._cell().width() + (self._most - 1) * _GAP
        return QSize(width, self.heightForWidth(width))

    def minimumSize(self) -> QSize:
        """Return the size of the narrowest grid: two cells side by side, if there ever are two."""
        least = min(self._most, 2)
        return QSize(least * self._cell().width() + (least - 1) * _GAP, self._cell().height())

    def setGeometry(self, rect: QRect) -> None:
        """Put the cells in their places, in reading direction."""
        super().setGeometry(rect)
        columns, height = self._columns(rect.width()), self._cell().height()
        width = (rect.width() - (columns - 1) * _GAP) // columns
        parent = self.parentWidget()
        direction = parent.layoutDirection() if parent else Qt.LayoutDirection.LeftToRight
        for number, item in enumerate(self._items):
            row, column = divmod(number, columns)
            corner = rect.topLeft() + QPoint(column * (width + _GAP), row * (height + _GAP))
            item.setGeometry(QStyle.visualRect(direction, rect, QRect(corner, QSize(width, height))))

    def _cell(self) -> QSize:
        size = QSize(1, 1)
        for item in self._items:
            size = size.expandedTo(item.sizeHint())
        return size

    def _columns(self, width: int) -> int:
        columns = self._most
        while columns > 2 and columns * self._cell().width() + (columns - 1) * _GAP > width:
            columns //= 2
        return columns
