"""What the lists of the Entities panel draw in each row: a line, and smaller facts below it."""

from collections.abc import Iterable

from PySide6.QtCore import QObject, QRect, QSize
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from annotator.ui.appearance import Appearance
from annotator.ui.panels.row_paint import LEADING, RowFonts, RowPainter, row_size
from annotator.ui.panels.sorted_rows import Index
from annotator.ui.theme import Theme


class TwoLineDelegate(QStyledItemDelegate):
    """Rows of one height; subclasses say what stands in the two lines."""

    def __init__(self, appearance: Appearance, parent: QObject | None = None) -> None:
        """Draw in the colours of ``appearance``."""
        super().__init__(parent)
        self._appearance = appearance
        self._fonts: RowFonts | None = None

    @property
    def theme(self) -> Theme:
        """The colours to draw in."""
        return self._appearance.theme

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the height that all rows have."""
        return row_size(self._fonts_for(option), 1)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw the row."""
        fonts = self._fonts_for(option)
        painter.save()
        painter.setLayoutDirection(option.direction)
        row = RowPainter(painter, option, self.theme)
        row.background(chosen=row.selected)
        first = QRect(row.content.topLeft(), QSize(row.content.width(), fonts.main_metrics.height()))
        self.draw_first(row, first, fonts, index)
        second = QRect(first)
        second.setHeight(fonts.small_metrics.height())
        second.moveTop(first.bottom() + 1 + LEADING)
        row.facts(self.facts(index), second, fonts)
        painter.restore()

    def draw_first(self, row: RowPainter, place: QRect, fonts: RowFonts, index: Index) -> None:
        """Draw the upper line into ``place``."""
        raise NotImplementedError

    def facts(self, index: Index) -> Iterable[str]:
        """Return the pieces of the lower line."""
        raise NotImplementedError

    def _fonts_for(self, option: QStyleOptionViewItem) -> RowFonts:
        if self._fonts is None or self._fonts.main != option.font:
            self._fonts = RowFonts.of(option.font)
        return self._fonts
