"""Draws a row of the list of entities."""

from typing import cast

from PySide6.QtCore import QEvent, QRect
from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import QAbstractItemView, QStyleOptionViewItem, QToolTip

from annotator.ui.entities.model import EntitiesModel
from annotator.ui.entities.two_lines import TwoLineDelegate
from annotator.ui.panels.matching import one_line
from annotator.ui.panels.row_paint import RowFonts, RowPainter
from annotator.ui.panels.sorted_rows import Index
from annotator.ui.texts import shortened, tooltip

_TIP_LENGTH = 400


class EntityDelegate(TwoLineDelegate):
    """The name; below, muted, its kind and how much points to it."""

    def draw_first(self, row: RowPainter, place: QRect, fonts: RowFonts, index: Index) -> None:
        """Draw the name."""
        entity = cast(EntitiesModel, index.model()).entity_at(index.row())
        row.line(one_line(entity.name), place, fonts)

    def facts(self, index: Index) -> list[str]:
        """Return the kind, and what points to it."""
        model = cast(EntitiesModel, index.model())
        return model.facts(model.entity_at(index.row()))

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
