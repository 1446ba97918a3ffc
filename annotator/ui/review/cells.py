"""The small parts of the comparison: a person's sign, a quote with its edges, a key on a button."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontInfo,
    QFontMetrics,
    QPainter,
    QPaintEvent,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
)
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from annotator.ui.appearance import Appearance
from annotator.ui.persons import person_colour
from annotator.ui.review.faces import Face
from annotator.ui.review.table import Piece
from annotator.ui.texts import tooltip

_LARGER = 1.18
"""The reading face looks smaller than that of the interface."""


def paint_sign(painter: QPainter, box: QRectF, face: Face, appearance: Appearance, font: QFont) -> None:
    """Draw a person's initials on their colour, in a box with round corners."""
    theme = appearance.theme
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(person_colour(face.colour, dark=theme.dark))
    painter.drawRoundedRect(box, box.height() / 3, box.height() / 3)
    bold = QFont(font)
    bold.setBold(True)
    painter.setFont(bold)
    painter.setPen(theme.panel)
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, face.initials)
    painter.restore()


def sign_width(font: QFont, face: Face) -> int:
    """Return how wide the sign of a person is in a font."""
    bold = QFont(font)
    bold.setBold(True)
    metrics = QFontMetrics(bold)
    return max(metrics.horizontalAdvance(face.initials) + 10, metrics.height() + 4)


class Sign(QWidget):
    """A person's initials on their colour; the name stands beside it."""

    def __init__(self, face: Face, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._face, self._appearance = face, appearance
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Return a size with room for the initials."""
        font = self._appearance.ui_font(0.9)
        return QSize(sign_width(font, self._face), self.fontMetrics().height() + 2)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw it."""
        painter = QPainter(self)
        paint_sign(painter, QRectF(self.rect()), self._face, self._appearance, self._appearance.ui_font(0.9))
        painter.end()


class QuoteText(QWidget):
    """A quote in the reading face; what not all have marked is bold and underlined."""

    def __init__(
        self, pieces: Sequence[Piece], whole: str, appearance: Appearance, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._appearance = appearance
        self._document = QTextDocument(self)
        self._document.setDocumentMargin(0)
        self._document.setDefaultFont(appearance.reading_font(_pixels(appearance) * _LARGER))
        self._fill(pieces)
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setAccessibleName(whole)
        self.setToolTip(tooltip(whole))

    def _fill(self, pieces: Sequence[Piece]) -> None:
        theme = self._appearance.theme
        common, alone = QTextCharFormat(), QTextCharFormat()
        common.setForeground(theme.text)
        alone.setForeground(theme.text)
        alone.setFontWeight(QFont.Weight.Bold)
        alone.setFontUnderline(True)
        cursor = QTextCursor(self._document)
        for piece in pieces:
            cursor.insertText(" ".join(piece.text.split("\n")), alone if piece.alone else common)

    def hasHeightForWidth(self) -> bool:
        """Say that a narrower column makes it higher."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height of all lines."""
        self._document.setTextWidth(max(width, 40))
        return round(self._document.size().height()) + 2

    def sizeHint(self) -> QSize:
        """Ask for little: the column decides."""
        return QSize(80, self.heightForWidth(max(self.width(), 80)))

    def minimumSizeHint(self) -> QSize:
        """Never less than a few words wide."""
        return QSize(60, 20)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the text in the width there is."""
        painter = QPainter(self)
        self._document.setTextWidth(max(self.width(), 40))
        self._document.drawContents(painter)
        painter.end()


def _pixels(appearance: Appearance) -> int:
    return QFontInfo(appearance.ui_font()).pixelSize()


class KeyButton(QPushButton):
    """A button that shows its key behind its words."""

    def __init__(self, words: str, key: str, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._key, self._appearance = key, appearance
        self.setProperty("compact", True)
        self.setAutoDefault(False)
        self.say(words)

    def say(self, words: str) -> None:
        """Show other words."""
        self.words = words
        self.setText(f"{words}  {self._key}")
        self.setAccessibleName(words)


def line_colour(appearance: Appearance, strength: float) -> QColor:
    """Return the colour of dividing lines, clearer or fainter."""
    colour = QColor(appearance.theme.edge)
    colour.setAlphaF(strength)
    return colour


__all__ = ["KeyButton", "QuoteText", "Sign", "line_colour", "paint_sign", "sign_width"]
