"""A quote within its context in one line, the quote in bold and always to be seen."""

from html import escape
from typing import NamedTuple

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QTextDocument, QTextOption

from annotator.ui.panels.matching import one_line

_QUOTE_SHARE = 0.6
"""Of the line, that a long quote may take."""
_BEFORE_SHARE = 0.4
"""Of what the quote leaves, that goes to what stands before it."""
_SPARE = 4
"""Pixels: pieces measured one by one may be a little wider side by side."""


class InContext(NamedTuple):
    """A place in a text."""

    before: str
    quote: str
    after: str

    @classmethod
    def cut(cls, before: str, quote: str, after: str, limit: int) -> "InContext":
        """Return a place whose context was cut off after ``limit`` code points, perhaps within a word."""
        if len(before) >= limit:
            before = "…" + (before.split(maxsplit=1)[1:] or [before])[0]
        if len(after) >= limit:
            after = (after.rsplit(maxsplit=1)[:1] or [after])[0] + "…"
        return cls(before, quote, after)

    def spoken(self) -> str:
        """Return the line as a screen reader says it."""
        return one_line(f"{self.before}{self.quote}{self.after}")


def paint_in_context(
    painter: QPainter, rect: QRect, place: InContext, font: QFont, quiet: QColor, strong: QColor
) -> None:
    """Draw one line in ``rect``: what stands around in ``quiet``, the quote bold in ``strong``.

    It is laid out as one text, so that scripts that read from right to left stay in order.
    """
    if rect.width() <= 0:
        return
    document = QTextDocument()
    document.setDocumentMargin(0)
    document.setDefaultFont(font)
    option = QTextOption(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignAbsolute)
    option.setWrapMode(QTextOption.WrapMode.NoWrap)
    document.setDefaultTextOption(option)
    before, quote, after = _fitted(place, font, rect.width() - _SPARE)
    document.setHtml(
        f'<div style="white-space: pre; color: {quiet.name()}">{escape(before)}'
        f'<b style="color: {strong.name()}">{escape(quote)}</b>{escape(after)}</div>'
    )
    document.setTextWidth(rect.width())
    painter.save()
    painter.setClipRect(rect)
    painter.translate(rect.left(), rect.top() + (rect.height() - document.size().height()) / 2)
    document.drawContents(painter)
    painter.restore()


def _fitted(place: InContext, font: QFont, width: int) -> tuple[str, str, str]:
    bold = QFont(font)
    bold.setBold(True)
    plain_metrics, bold_metrics = QFontMetrics(font), QFontMetrics(bold)
    quote = one_line(place.quote)
    quote_room = round(width * _QUOTE_SHARE)
    quote = bold_metrics.elidedText(quote, Qt.TextElideMode.ElideMiddle, quote_room)
    rest = width - bold_metrics.horizontalAdvance(quote)
    before, after = _spaced(place)
    wanted = plain_metrics.horizontalAdvance(before), plain_metrics.horizontalAdvance(after)
    room = min(wanted[0], max(round(rest * _BEFORE_SHARE), rest - wanted[1]))
    before = plain_metrics.elidedText(before, Qt.TextElideMode.ElideLeft, room)
    after = plain_metrics.elidedText(
        after, Qt.TextElideMode.ElideRight, rest - plain_metrics.horizontalAdvance(before)
    )
    return before, quote, after


def _spaced(place: InContext) -> tuple[str, str]:
    """Return what stands around in one line each, the space beside the quote kept."""
    before, after = one_line(place.before), one_line(place.after)
    return (
        before + " " if place.before[-1:].isspace() else before,
        " " + after if place.after[:1].isspace() else after,
    )
