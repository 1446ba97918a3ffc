"""A quote within its context in one line, the quote in bold and always to be seen."""

import re
from bisect import bisect_right
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
_LONG_WORD = 40
"""Characters without a space from which a script is one without spaces, and is cut anywhere."""
_WORD_END, _WORD_START = re.compile(r"(?<=\S)\s"), re.compile(r"(?<=\s)\S")


class InContext(NamedTuple):
    """A place in a text."""

    before: str
    quote: str
    after: str

    @classmethod
    def cut(cls, before: str, quote: str, after: str, limit: int) -> "InContext":
        """Return a place whose context was cut off after ``limit`` code points, perhaps within a word."""
        if len(before) >= limit:
            before = "… " + (before.split(maxsplit=1)[1:] or [before])[0]
        if len(after) >= limit:
            after = (after.rsplit(maxsplit=1)[:1] or [after])[0] + " …"
        return cls(before, quote, after)

    def spoken(self) -> str:
        """Return the line as a screen reader says it."""
        return one_line(f"{self.before}{self.quote}{self.after}")


def paint_in_context(
    painter: QPainter, rect: QRect, place: InContext, font: QFont, quiet: QColor, strong: QColor
) -> None:
    """Draw one line in ``rect``: what stands around in ``quiet``, the quote bold in ``strong``.

    It is laid out as one text in that text's own direction, so that scripts that read from right to
    left stay in order, and begins where the painter's lines begin.
    """
    if rect.width() <= 0:
        return
    document = QTextDocument()
    document.setDocumentMargin(0)
    document.setDefaultFont(font)
    to_left = painter.layoutDirection() is Qt.LayoutDirection.RightToLeft
    side = Qt.AlignmentFlag.AlignRight if to_left else Qt.AlignmentFlag.AlignLeft
    option = QTextOption(side | Qt.AlignmentFlag.AlignAbsolute)
    option.setTextDirection(Qt.LayoutDirection.LayoutDirectionAuto)
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
    before = _last_words(before, plain_metrics, room)
    after = _first_words(after, plain_metrics, rest - plain_metrics.horizontalAdvance(before))
    return before, quote, after


def _first_words(text: str, metrics: QFontMetrics, width: int) -> str:
    """Return as many whole words from the beginning of ``text`` as there is room for, and an ellipsis."""
    if metrics.horizontalAdvance(text) <= width:
        return text
    ends = [match.start() for match in _WORD_END.finditer(text)]
    if not ends or ends[0] > _LONG_WORD:
        return metrics.elidedText(text, Qt.TextElideMode.ElideRight, width)
    most = bisect_right(ends, width, key=lambda end: metrics.horizontalAdvance(f"{text[:end]} …"))
    return f"{text[: ends[most - 1]]} …" if most else _alone(" …", metrics, width)


def _last_words(text: str, metrics: QFontMetrics, width: int) -> str:
    """Return as many whole words from the end of ``text`` as there is room for, after an ellipsis."""
    if metrics.horizontalAdvance(text) <= width:
        return text
    starts = [match.start() for match in _WORD_START.finditer(text)][::-1]
    if not starts or len(text) - starts[0] > _LONG_WORD:
        return metrics.elidedText(text, Qt.TextElideMode.ElideLeft, width)
    most = bisect_right(starts, width, key=lambda start: metrics.horizontalAdvance(f"… {text[start:]}"))
    return f"… {text[starts[most - 1] :]}" if most else _alone("… ", metrics, width)


def _alone(ellipsis: str, metrics: QFontMetrics, width: int) -> str:
    return ellipsis if metrics.horizontalAdvance(ellipsis) <= width else ""


def _spaced(place: InContext) -> tuple[str, str]:
    """Return what stands around in one line each, the space beside the quote kept."""
    before, after = one_line(place.before), one_line(place.after)
    return (
        before + " " if place.before[-1:].isspace() else before,
        " " + after if place.after[:1].isspace() else after,
    )
