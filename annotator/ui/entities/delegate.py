"""Draws a row of the list of entities."""

from typing import cast

from PySide6.QtCore import QEvent, QObject, QRect, QSize
from PySide6.QtGui import QHelpEvent, QPainter
from PySide6.QtWidgets import QAbstractItemView, QStyledItemDelegate, QStyleOptionViewItem, QToolTip

from annotator.ui.appearance import Appearance
from annotator.ui.entities.model import EntitiesModel
from annotator.ui.panels.matching import one_line
from annotator.ui.panels.row_paint import LEADING, RowFonts, RowPainter, row_size
from annotator.ui.panels.sorted_rows import Index
from annotator.ui.texts import shortened, tooltip

_TIP_LENGTH = 400


class EntityDelegate(QStyledItemDelegate):
    """The name; below, muted, its kind and how much points to it."""

    def __init__(self, appearance: Appearance, parent: QObject | None = None) -> None:
        """Draw in the colours of ``appearance``."""
        super().__init__(parent)
        self._appearance = appearance
        self._fonts: RowFonts | None = None

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the height that all rows have."""
        return row_size(self._fonts_for(option), 1)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw the row."""
        model = cast(EntitiesModel, index.model())
        entity = model.entity_at(index.row())
        fonts = self._fonts_for(option)
        painter.save()
        row = RowPainter(painter, option, self._appearance.theme)
        row.background(chosen=row.selected)
        first = QRect(row.content.topLeft(), QSize(row.content.width(), fonts.main_metrics.height()))
        row.line(one_line(entity.name), first, fonts)
        second = QRect(first)
        second.setHeight(fonts.small_metrics.height())
        second.moveTop(first.bottom() + 1 + LEADING)
        row.facts(model.facts(entity), second, fonts)
        painter.restore()

    def helpEvent(
        self, event: QHelpEvent, view: QAbstractItemView, option: QStyleOptionViewItem, index: Index
    ) -> bool:
        """Show the whole name, the aliases and the role."""
        if event.type() != QEvent.Type.ToolTip or not index.isValid():
            return super().helpEvent(event, view, option, index)
        entity = cast(EntitiesModel, index.model()).entity_at(index.row())
        lines = (entity.name, "; ".join(entity.aliases), entity.role)
        tips = (tooltip(shortened(line, _TIP_LENGTH)) for line in lines if line)
        QToolTip.showText(event.globalPos(), "".join(f"<p>{tip}</p>" for tip in tips), view)
        return True

    def _fonts_for(self, option: QStyleOptionViewItem) -> RowFonts:
        if self._fonts is None or self._fonts.main != option.font:
            self._fonts = RowFonts.of(option.font)
        return self._fonts
