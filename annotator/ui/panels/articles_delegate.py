"""Draws a row of the list of articles."""

from collections.abc import Callable, Mapping, Sequence
from typing import Final, cast

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QRect, QRectF, QSize
from PySide6.QtGui import QFont, QFontMetrics, QHelpEvent, QPainter, QTextLayout
from PySide6.QtWidgets import QAbstractItemView, QStyledItemDelegate, QStyleOptionViewItem, QToolTip

from annotator.core.codebook import Layer
from annotator.core.model import Article
from annotator.ui.appearance import Appearance
from annotator.ui.layer_glyph import paint_layer_glyph
from annotator.ui.panels.articles_model import ArticlesModel
from annotator.ui.panels.matching import one_line
from annotator.ui.panels.phrases import day_short, number, status_in_words
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
from annotator.ui.panels.status_glyph import draw_status
from annotator.ui.texts import tooltip

_BETWEEN: Final = 2 * GRID
_COUNT_GLYPH = 11
_WIDE_IN_CHARACTERS = 46
"""From this width on a title has one line; below it has two."""


class ArticleDelegate(QStyledItemDelegate):
    """The title over outlet, date and counts; a narrow row gives the title a second line."""

    def __init__(
        self, appearance: Appearance, layers: Callable[[], Sequence[Layer]], parent: QObject | None = None
    ) -> None:
        """Draw in the colours of ``appearance``; ``layers`` are those of the project."""
        super().__init__(parent)
        self._appearance = appearance
        self._layers = layers
        self._fonts: RowFonts | None = None
        self._wide = False

    def fit(self, width: int, font: QFont) -> bool:
        """Prepare for a list of ``width`` pixels; say whether rows have another height now."""
        before = self._fonts, self._wide
        if self._fonts is None or self._fonts.main != font:
            self._fonts = RowFonts.of(font)
        self._wide = width >= self._fonts.main_metrics.averageCharWidth() * _WIDE_IN_CHARACTERS
        return before != (self._fonts, self._wide)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the height that all rows have."""
        return row_size(self._fonts_for(option), 1 if self._wide else 2)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw status, title, outlet and date, and the counts."""
        shown = cast(ArticlesModel, index.model()).row(index.row())
        article = shown.article
        fonts = self._fonts_for(option)
        painter.save()
        row = RowPainter(painter, option, self._appearance.theme)
        row.background(chosen=shown.shown)
        first = QRect(row.content.topLeft(), QSize(row.content.width(), fonts.main_metrics.height()))
        self._status(row, first, article)
        first.setLeft(first.left() + GLYPH + _BETWEEN)
        last = QRect(first.left(), 0, first.width(), fonts.small_metrics.height())
        last.moveBottom(row.content.bottom())
        counts_begin = self._counts(row, last, shown.counts, fonts)
        if counts_begin < last.right():
            last.setRight(counts_begin - 2 * GRID)
        if self._wide:
            if shown.in_text:
                last.setRight(self._in_text(row, last, fonts))
            row.line(one_line(article.title), first, fonts)
            row.facts(_facts(article), last, fonts)
        else:
            self._narrow(row, first, last, article, fonts, shown.in_text)
        painter.restore()

    def helpEvent(
        self, event: QHelpEvent, view: QAbstractItemView, option: QStyleOptionViewItem, index: Index
    ) -> bool:
        """Show the whole title, and the status in words."""
        if event.type() != QEvent.Type.ToolTip or not index.isValid():
            return super().helpEvent(event, view, option, index)
        article = cast(ArticlesModel, index.model()).row(index.row()).article
        lines = [one_line(article.title), joined(_facts(article)), status_in_words(article.status)]
        QToolTip.showText(event.globalPos(), "<br>".join(tooltip(line) for line in lines if line), view)
        return True

    def _fonts_for(self, option: QStyleOptionViewItem) -> RowFonts:
        if self._fonts is None:
            self._fonts = RowFonts.of(option.font)
        return self._fonts

    def _status(self, row: RowPainter, title: QRect, article: Article) -> None:
        circle = QRect(0, 0, GLYPH - 2, GLYPH - 2)
        circle.moveCenter(QRect(title.left(), title.top(), GLYPH, title.height()).center())
        draw_status(row.painter, QRectF(row.mirrored(circle)), article.status, row.theme.muted)

    def _narrow(
        self, row: RowPainter, first: QRect, last: QRect, article: Article, fonts: RowFonts, found: bool
    ) -> None:
        """Draw a title of two lines over what fits of the facts; or of one line, and more facts."""
        top, rest = _two_lines(one_line(article.title), fonts.main, first.width())
        row.line(top, first, fonts)
        second = first.translated(0, first.height())
        if found:
            second.setRight(self._in_text(row, second, fonts))
        outlet, day = facts = _facts(article)
        if rest:
            row.line(rest, second, fonts)
            fits = advance(fonts.small_metrics, joined(facts)) <= last.width()
            row.facts(facts if fits or not day else [day], last, fonts)
        else:
            second.translate(0, LEADING)
            row.facts([outlet or day], second, fonts)
            row.facts([day if outlet else ""], last, fonts)

    def _counts(self, row: RowPainter, line: QRect, counts: Mapping[str, int], fonts: RowFonts) -> int:
        """Draw sign and number of each layer at the end of ``line``; return where the first begins.

        A layer without annotations is paler; an article without any has no counts.
        """
        if not any(counts.values()):
            return line.right() + 1
        layers = self._layers()
        metrics = fonts.small_metrics
        texts = [number(counts.get(layer.id, 0)) for layer in layers]
        least = advance(metrics, "00" if self._wide else "0")
        widths = [_COUNT_GLYPH + GRID + max(least, advance(metrics, text)) for text in texts]
        start = x = max(line.left(), line.right() + 1 - sum(widths) - GRID * (len(widths) - 1))
        for layer, text, width in zip(layers, texts, widths, strict=True):
            if x + width > line.right() + 1:
                break
            sign = QRect(x, line.top() + (line.height() - _COUNT_GLYPH) // 2, _COUNT_GLYPH, _COUNT_GLYPH)
            row.painter.setOpacity(1.0 if counts.get(layer.id) else 0.45)
            paint_layer_glyph(row.painter, row.mirrored(sign), layer.shape, row.theme.layer(layer.colour))
            row.painter.setOpacity(1.0)
            place = QRect(x + _COUNT_GLYPH + GRID, line.top(), width - _COUNT_GLYPH - GRID, line.height())
            row.line(text, place, fonts, small=True)
            x += width + GRID
        return start

    def _in_text(self, row: RowPainter, line: QRect, fonts: RowFonts) -> int:
        """Draw "in text", on the colour of found words, at the end of ``line``; return what is left."""
        text = QCoreApplication.translate("ArticlesPanel", "in text")
        width = advance(fonts.small_metrics, text) + 2 * GRID
        height = fonts.small_metrics.height()
        box = QRect(line.right() + 1 - width, line.top() + (line.height() - height) // 2, width, height)
        row.painter.setPen(row.theme.find)
        row.painter.setBrush(row.theme.find)
        row.painter.drawRoundedRect(QRectF(row.mirrored(box)), 3, 3)
        row.line(text, box.adjusted(GRID, 0, 0, 0), fonts, small=True, colour=row.theme.text)
        return box.left() - _BETWEEN


def _two_lines(text: str, font: QFont, width: int) -> tuple[str, str]:
    """Return how ``text`` breaks into a first line of ``width`` pixels and the rest."""
    if width <= 0 or QFontMetrics(font).horizontalAdvance(text) <= width:
        return text, ""
    layout = QTextLayout(text, font)
    layout.beginLayout()
    line = layout.createLine()
    line.setLineWidth(width)
    layout.endLayout()
    # Qt counts UTF-16 units here.
    units = text.encode("utf-16-le")
    cut = 2 * (line.textStart() + line.textLength())
    return units[:cut].decode("utf-16-le", "replace").rstrip(), units[cut:].decode("utf-16-le", "replace")


def _facts(article: Article) -> list[str]:
    """Return outlet and date; the file's name stands in where neither is known."""
    outlet, day = one_line(article.outlet), day_short(article.published)
    return [outlet or ("" if day else one_line(article.source_name)), day]
