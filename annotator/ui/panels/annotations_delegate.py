"""Draws a row of the list of annotations."""

from typing import Final, cast

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QRect, QSize, Qt
from PySide6.QtGui import QColor, QHelpEvent, QPainter
from PySide6.QtWidgets import QAbstractItemView, QStyledItemDelegate, QStyleOptionViewItem, QToolTip

from annotator.core.codebook import Layer
from annotator.core.model import Annotation
from annotator.ui.appearance import Appearance
from annotator.ui.layer_glyph import paint_layer_glyph
from annotator.ui.panels.annotations_model import AnnotationRow, AnnotationsModel
from annotator.ui.panels.gist import Gist
from annotator.ui.panels.matching import one_line
from annotator.ui.panels.phrases import damage_in_words, number
from annotator.ui.panels.row_paint import (
    GLYPH,
    GRID,
    LEADING,
    RowFonts,
    RowPainter,
    advance,
    joined,
    row_size,
)
from annotator.ui.panels.sorted_rows import Index
from annotator.ui.texts import shortened, tooltip

_BETWEEN: Final = 2 * GRID
_SIGN = 14
_TIP_LENGTH = 400
_GIST_SHARE = 0.66
"""Of the second line, at most: a long name leaves room for where the annotation is."""


def _tr(text: str) -> str:
    return QCoreApplication.translate("AnnotationsPanel", text)


class AnnotationDelegate(QStyledItemDelegate):
    """The quote with its layer's sign; below, who or when, and muted where it is and what was added to it."""

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
        shown = cast(AnnotationsModel, index.model()).row(index.row())
        fonts = self._fonts_for(option)
        painter.save()
        row = RowPainter(painter, option, self._appearance.theme)
        row.background(chosen=row.selected)
        content = row.content
        first = QRect(content.topLeft(), QSize(content.width(), fonts.main_metrics.height()))
        self._sign(row, first, shown.layer)
        first.setLeft(first.left() + GLYPH + _BETWEEN)
        second = QRect(first)
        if shown.waiting:
            first.setRight(first.right() - _SIGN - GRID)
            end = QRect(first.right() + 1 + GRID, first.top(), _SIGN, first.height())
            self._icon(row, end, "comment", row.theme.accent)
        row.line(one_line(shown.item.annotation.quote), first, fonts)
        second.setHeight(fonts.small_metrics.height())
        second.moveTop(first.bottom() + 1 + LEADING)
        self._second(row, second, shown, fonts)
        painter.restore()

    def helpEvent(
        self, event: QHelpEvent, view: QAbstractItemView, option: QStyleOptionViewItem, index: Index
    ) -> bool:
        """Show more of the quote, the note, and what is wrong with the annotation."""
        if event.type() != QEvent.Type.ToolTip or not index.isValid():
            return super().helpEvent(event, view, option, index)
        shown = cast(AnnotationsModel, index.model()).row(index.row())
        item, annotation = shown.item, shown.item.annotation
        lines = [
            damage_in_words(item.damage) if item.damage else "",
            shortened(annotation.quote, _TIP_LENGTH),
            shown.gist.in_words,
            shown.gist.others_in_words,
            shortened(annotation.note, _TIP_LENGTH),
            _tr("A comment on this is open.") if shown.waiting else "",
        ]
        text = "".join(f"<p>{tooltip(line)}</p>" for line in lines if line)
        QToolTip.showText(event.globalPos(), text, view)
        return True

    def _fonts_for(self, option: QStyleOptionViewItem) -> RowFonts:
        if self._fonts is None or self._fonts.main != option.font:
            self._fonts = RowFonts.of(option.font)
        return self._fonts

    def _sign(self, row: RowPainter, first: QRect, layer: Layer | None) -> None:
        sign = QRect(0, 0, GLYPH, GLYPH)
        sign.moveCenter(QRect(first.left(), first.top(), GLYPH, first.height()).center())
        colours = row.theme.layer(layer.colour if layer else "")
        paint_layer_glyph(row.painter, row.mirrored(sign), layer.shape if layer else "", colours)

    def _second(self, row: RowPainter, line: QRect, shown: AnnotationRow, fonts: RowFonts) -> None:
        rest = QRect(line)
        annotation = shown.item.annotation
        if shown.item.damage:
            self._icon(row, rest, "warning", row.theme.warning)
            text = _tr("Damaged")
            place = self._cut(rest, advance(fonts.small_metrics, text), 0)
            row.line(text, place, fonts, small=True, colour=row.theme.warning)
        self._gist(row, rest, shown.gist, fonts)
        pieces = _facts(annotation, shown.paragraph, shown.author)
        kept = _SIGN + GRID if annotation.note else 0
        row.facts(pieces, self._cut(rest, advance(fonts.small_metrics, joined(pieces)), kept), fonts)
        if annotation.note:
            self._icon(row, rest, "note", row.theme.muted)
            row.line(one_line(annotation.note), rest, fonts, small=True)

    def _gist(self, row: RowPainter, rest: QRect, gist: Gist, fonts: RowFonts) -> None:
        """Draw who speaks, who is meant, or when; and the sign of a proposal."""
        if not gist.words:
            return
        sign = _SIGN + GRID if gist.proposed else 0
        most = round(rest.width() * _GIST_SHARE)
        place = QRect(rest)
        place.setWidth(min(advance(fonts.small_metrics, gist.words), most - sign))
        shown = fonts.elided(gist.words, place.width(), small=True)
        place.setWidth(min(place.width(), advance(fonts.small_metrics, shown)))
        row.line(gist.words, place, fonts, small=True, colour=row.theme.text)
        if gist.proposed:
            row.proposal(QRect(place.right() + 1 + GRID, rest.top(), _SIGN, rest.height()), fonts)
        rest.setLeft(place.right() + 1 + sign + _BETWEEN)

    def _cut(self, rest: QRect, width: int, kept: int) -> QRect:
        """Cut a piece off the beginning of ``rest``, which keeps at least ``kept`` pixels."""
        place = QRect(rest)
        place.setWidth(min(width, rest.width() - kept))
        rest.setLeft(place.right() + 1 + _BETWEEN)
        return place

    def _icon(self, row: RowPainter, rest: QRect, name: str, colour: QColor) -> None:
        if rest.width() < _SIGN:
            return
        place = QRect(rest.left(), rest.top() + (rest.height() - _SIGN) // 2, _SIGN, _SIGN)
        icon = self._appearance.icon(name, colour)
        icon.paint(row.painter, row.mirrored(place), Qt.AlignmentFlag.AlignCenter)
        rest.setLeft(rest.left() + _SIGN + GRID)


def _facts(annotation: Annotation, paragraph: int, author: str) -> list[str]:
    tags = ", ".join(one_line(tag) for tag in annotation.tags)
    return [_tr("¶ {number}").format(number=number(paragraph)), one_line(author), tags]
