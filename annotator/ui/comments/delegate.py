"""Draws a row of the list of threads."""

from typing import cast

from PySide6.QtCore import QEvent, QPoint, QRect, QSize
from PySide6.QtGui import QHelpEvent, QPainter
from PySide6.QtWidgets import QAbstractItemView, QStyleOptionViewItem, QToolTip

from annotator.ui.comments.model import ThreadsModel
from annotator.ui.comments.words import last_words, place_of, sign_of
from annotator.ui.entities.two_lines import TwoLineDelegate
from annotator.ui.icons import line_pixmap
from annotator.ui.panels.row_paint import GRID, LEADING, RowFonts, RowPainter
from annotator.ui.panels.sorted_rows import Index
from annotator.ui.texts import shortened, tooltip

_SIGN = 16
_BETWEEN = 2 * GRID
_TIP_LENGTH = 600


class ThreadDelegate(TwoLineDelegate):
    """A sign of how it stands and what was said last; below, muted, about what, then by whom and when."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the height that all rows have."""
        size, fonts = super().sizeHint(option, index), self._fonts_for(option)
        return QSize(size.width(), size.height() + fonts.small_metrics.height() + LEADING)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw the row."""
        model = cast(ThreadsModel, index.model())
        thread = model.thread_at(index.row())
        fonts = self._fonts_for(option)
        painter.save()
        painter.setLayoutDirection(option.direction)
        row = RowPainter(painter, option, self.theme)
        row.background(chosen=row.selected)
        first = QRect(row.content.topLeft(), QSize(row.content.width(), fonts.main_metrics.height()))
        self._draw_sign(row, first, sign_of(thread.state), waiting=thread.open)
        first.setLeft(first.left() + _SIGN + _BETWEEN)
        row.line(last_words(thread) or place_of(thread), first, fonts)
        second = _below(first, fonts)
        row.line(place_of(thread), second, fonts, small=True)
        row.facts(model.facts(thread), _below(second, fonts), fonts)
        painter.restore()

    def helpEvent(
        self, event: QHelpEvent, view: QAbstractItemView, option: QStyleOptionViewItem, index: Index
    ) -> bool:
        """Show more of the quote and of what was said last."""
        if event.type() != QEvent.Type.ToolTip or not index.isValid():
            return super().helpEvent(event, view, option, index)
        thread = cast(ThreadsModel, index.model()).thread_at(index.row())
        said = next((one.text for one in reversed(thread.comments) if one.text), "")
        tips = (tooltip(shortened(line, _TIP_LENGTH)) for line in (thread.quote, said) if line)
        QToolTip.showText(event.globalPos(), "".join(f"<p>{tip}</p>" for tip in tips), view)
        return True

    def _draw_sign(self, row: RowPainter, line: QRect, name: str, *, waiting: bool) -> None:
        box = QRect(line.topLeft(), QSize(_SIGN, _SIGN))
        box.moveCenter(QPoint(box.center().x(), line.center().y()))
        ink = self.theme.accent if waiting else self.theme.muted
        device = row.painter.device()
        pixmap = line_pixmap(name, ink, _SIGN, device.devicePixelRatio() if device else 1.0)
        row.painter.drawPixmap(row.mirrored(box).topLeft(), pixmap)


def _below(line: QRect, fonts: RowFonts) -> QRect:
    """Return where the small line below ``line`` goes."""
    below = QRect(line)
    below.setHeight(fonts.small_metrics.height())
    below.moveTop(line.bottom() + 1 + LEADING)
    return below
