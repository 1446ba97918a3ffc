"""The article's title, byline, outlet and date, drawn above its first line."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from PySide6.QtCore import QDate, QLocale, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPen

from annotator.core.model import Article
from annotator.ui.article.document import ReadingStyle
from annotator.ui.texts import isolated
from annotator.ui.theme import Theme

_TOP, _GAP, _BOTTOM = 40, 10, 28
_FLAGS = Qt.TextFlag.TextWordWrap.value


def published_in_words(value: str) -> str:
    """Return a publication date for reading: ``2025-09-18`` → 18 September 2025."""
    locale = QLocale()
    parts = value.split("-")
    try:
        numbers = [int(part) for part in parts]
    except ValueError:
        return value
    if len(numbers) == 3 and (date := QDate(*numbers)).isValid():
        return locale.toString(date, "d MMMM yyyy")
    if len(numbers) == 2 and (date := QDate(numbers[0], numbers[1], 1)).isValid():
        return locale.toString(date, "MMMM yyyy")
    return value


def facts(article: Article) -> str:
    """Return byline, outlet, date and site in one line; what is not known is left out."""
    site = urlsplit(article.url).hostname or ""
    pieces = [
        article.byline,
        article.outlet,
        published_in_words(article.published),
        site.removeprefix("www."),
    ]
    # Each isolated: in a line of Arabic, a Latin date would otherwise fall apart.
    return "\u00a0\u00a0·  ".join(isolated(piece) for piece in pieces if piece)


@dataclass(frozen=True, slots=True)
class Header:
    """A laid-out header: what it says, and how high it is at the view's measure."""

    title: str
    facts: str
    title_font: QFont
    facts_font: QFont
    left: float
    width: float
    title_height: float
    facts_height: float
    right_to_left: bool

    @classmethod
    def of(cls, article: Article, style: ReadingStyle, interface: QFont, width: float) -> "Header":
        """Lay out the header of ``article`` for a column of ``width`` pixels."""
        title_font = QFont(style.font)
        title_font.setPixelSize(round(style.font.pixelSize() * 1.65))
        title_font.setWeight(QFont.Weight.DemiBold)
        facts_font = QFont(interface)
        facts_font.setPixelSize(max(12, round(style.font.pixelSize() * 0.77)))
        line = facts(article)
        return cls(
            title=article.title,
            facts=line,
            title_font=title_font,
            facts_font=facts_font,
            left=style.gutter,
            width=width,
            title_height=_height(title_font, article.title, width),
            facts_height=_height(facts_font, line, width) if line else 0,
            right_to_left=article.title.isascii() is False and _starts_right_to_left(article.title),
        )

    @property
    def height(self) -> float:
        """Pixels from the top of the page to the first line of the text."""
        between = _GAP if self.facts else 0
        return _TOP + self.title_height + between + self.facts_height + _BOTTOM

    def paint(self, painter: QPainter, theme: Theme, top: float) -> None:
        """Draw it with its upper edge at ``top``."""
        side = Qt.AlignmentFlag.AlignRight if self.right_to_left else Qt.AlignmentFlag.AlignLeft
        flags = int(side | Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignAbsolute) | _FLAGS
        painter.setFont(self.title_font)
        painter.setPen(theme.text)
        painter.drawText(QRectF(self.left, top + _TOP, self.width, self.title_height + 4), flags, self.title)
        below = top + _TOP + self.title_height + (_GAP if self.facts else 0)
        if self.facts:
            painter.setFont(self.facts_font)
            painter.setPen(theme.muted)
            painter.drawText(QRectF(self.left, below, self.width, self.facts_height + 4), flags, self.facts)
        y = below + self.facts_height + _BOTTOM / 2 - 2
        painter.setPen(QPen(theme.line, 1))
        painter.drawLine(int(self.left), int(y), int(self.left + self.width), int(y))


def _height(font: QFont, text: str, width: float) -> float:
    return QFontMetricsF(font).boundingRect(QRectF(0, 0, width, 1e5), _FLAGS, text).height()


def _starts_right_to_left(text: str) -> bool:
    for character in text:
        if character.isalpha():
            return "\u0590" <= character <= "\u08ff"
    return False
