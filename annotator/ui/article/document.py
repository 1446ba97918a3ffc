"""The Qt document of an article, and the sizes it is set in."""

import re
from typing import NamedTuple

from PySide6.QtCore import QObject
from PySide6.QtGui import (
    QFont,
    QFontMetricsF,
    QTextBlockFormat,
    QTextCursor,
    QTextDocument,
    QTextOption,
)

MEASURE = 71
"""Characters a line, as in a well-set book (60 to 75)."""
LINE_HEIGHT = 1.6
"""From one line to the next, in sizes of the font: 1.5 and a little, for underlines in lanes."""
BASE_SIZE = 17
"""Pixels of the reading face at 100 %."""
GUTTER = 40
"""Pixels left of the text in which marks are shown, at 100 %."""

_BLANK_LINES = re.compile(r"\n(?:[^\S\n]*\n)+")
_SAMPLE = "the council said in february that it had not been told of the decision "


class ReadingStyle(NamedTuple):
    """Fonts and sizes of the article at one zoom, in device-independent pixels."""

    font: QFont
    zoom: int
    measure: float
    gutter: float
    right: float
    paragraph_gap: float
    line_percent: float
    """The line height in per cent of the font's own, as Qt wants it."""

    @classmethod
    def at_zoom(cls, face: QFont, zoom: int) -> "ReadingStyle":
        """Return the style for ``zoom`` per cent of the base size in the family of ``face``."""
        font = QFont(face)
        font.setPixelSize(round(BASE_SIZE * zoom / 100))
        metrics = QFontMetricsF(font)
        measure = metrics.horizontalAdvance(_SAMPLE) / len(_SAMPLE) * MEASURE
        return cls(
            font=font,
            zoom=zoom,
            measure=measure,
            gutter=GUTTER * max(1.0, zoom / 125),
            right=24.0,
            paragraph_gap=round(font.pixelSize() * 0.95),
            line_percent=max(100.0, 100.0 * LINE_HEIGHT * font.pixelSize() / metrics.height()),
        )


def build(text: str, style: ReadingStyle, top: float, parent: QObject) -> QTextDocument:
    """Return a document of the display ``text``; ``top`` pixels stay free for the header.

    It is filled before any view has it: Qt then lays it out as it is needed, which makes
    opening a million characters a matter of milliseconds.
    """
    document = QTextDocument(parent)
    document.setUndoRedoEnabled(False)
    document.setDocumentMargin(0)
    document.setDefaultFont(style.font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    document.setDefaultTextOption(option)
    set_margins(document, style, top)
    _fill(document, text, style)
    return document


def set_margins(document: QTextDocument, style: ReadingStyle, top: float) -> None:
    """Set the free space around the text."""
    frame = document.rootFrame()
    layout = frame.frameFormat()
    layout.setTopMargin(top)
    layout.setLeftMargin(style.gutter)
    layout.setRightMargin(style.right)
    layout.setBottomMargin(96)
    frame.setFrameFormat(layout)


def _fill(document: QTextDocument, text: str, style: ReadingStyle) -> None:
    """Insert ``text``; blank lines between paragraphs become a gap of less than a line."""
    cursor = QTextCursor(document)
    body = QTextBlockFormat()
    body.setLineHeight(style.line_percent, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
    blank = QTextBlockFormat()
    blank.setLineHeight(style.paragraph_gap, QTextBlockFormat.LineHeightTypes.FixedHeight.value)
    gaps = list(_BLANK_LINES.finditer(text))
    if not gaps:
        body.setBottomMargin(style.paragraph_gap / 2)
    cursor.beginEditBlock()
    cursor.setBlockFormat(body)
    position = 0
    for gap in gaps:
        cursor.insertText(text[position : gap.start()])
        lines = gap[0][:-1].split("\n")[1:]
        for line in lines:
            cursor.insertBlock(blank)
            if line:
                cursor.insertText(line)
        cursor.insertBlock(body)
        position = gap.end()
    cursor.insertText(text[position:])
    cursor.endEditBlock()
