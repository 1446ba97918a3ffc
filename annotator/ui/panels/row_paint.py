"""What the rows of both lists are drawn with: background, focus, lines of text."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem

from annotator.ui.texts import isolated
from annotator.ui.theme import Theme

GRID = 4
INSET, PAD_X, PAD_Y = GRID, 2 * GRID, 2 * GRID
"""Around a row's coloured box; and inside it."""
GLYPH = 14
"""Side of the square that a row's leading glyph stands in."""
LEADING = 2
"""Between the main and the small text."""
_RADIUS = 6
_REMEMBERED = 2_000


@dataclass(frozen=True, slots=True)
class RowFonts:
    """The two sizes of text in a row, and what they measure."""

    main: QFont
    small: QFont
    main_metrics: QFontMetrics
    small_metrics: QFontMetrics
    _elided: dict[tuple[str, int, bool], str] = field(default_factory=dict)

    @classmethod
    def of(cls, base: QFont) -> "RowFonts":
        """Derive them from the view's font, which may belong to an option that goes away."""
        main, small = QFont(base), QFont(base)
        if base.pointSizeF() > 0:
            small.setPointSizeF(base.pointSizeF() * 0.9)
        else:
            small.setPixelSize(max(1, round(base.pixelSize() * 0.9)))
        return cls(main, small, QFontMetrics(main), QFontMetrics(small))

    def elided(self, text: str, width: int, *, small: bool) -> str:
        """Return as much of ``text`` as fits; remembered, for the same rows are drawn again and again."""
        key = (text, width, small)
        found = self._elided.get(key)
        if found is None:
            if len(self._elided) > _REMEMBERED:
                self._elided.clear()
            metrics = self.small_metrics if small else self.main_metrics
            found = self._elided[key] = metrics.elidedText(text, Qt.TextElideMode.ElideRight, width)
        return found

    def height(self, main_lines: int) -> int:
        """Return the height of a row of ``main_lines`` and one small line below them."""
        text = main_lines * self.main_metrics.height() + LEADING + self.small_metrics.height()
        return text + 2 * PAD_Y


class RowPainter:
    """Draws into one row, left to right or mirrored; made for one paint of one row."""

    def __init__(self, painter: QPainter, option: QStyleOptionViewItem, theme: Theme) -> None:
        """Draw with ``painter`` where ``option`` says."""
        self.painter = painter
        self.theme = theme
        self._option = option
        self.box: QRect = option.rect.adjusted(INSET, 1, -INSET, -1)
        self.content = QRect(option.rect).adjusted(INSET + PAD_X, PAD_Y, -INSET - PAD_X, -PAD_Y)

    def mirrored(self, rect: QRect) -> QRect:
        """Return where ``rect`` lies when the window reads from right to left."""
        return QStyle.visualRect(self._option.direction, self._option.rect, rect)

    def background(self, *, chosen: bool) -> None:
        """Fill the row if it is chosen or under the pointer; outline it if it has the focus."""
        state = self._option.state
        hovered = bool(state & QStyle.StateFlag.State_MouseOver)
        self.painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if chosen or hovered:
            self.painter.setPen(Qt.PenStyle.NoPen)
            self.painter.setBrush(self.theme.chosen if chosen else self.theme.hover)
            self.painter.drawRoundedRect(QRectF(self.box), _RADIUS, _RADIUS)
        if state & QStyle.StateFlag.State_HasFocus:
            self.painter.setPen(QPen(self.theme.accent, 2))
            self.painter.setBrush(Qt.BrushStyle.NoBrush)
            self.painter.drawRoundedRect(QRectF(self.box).adjusted(1, 1, -1, -1), _RADIUS - 1, _RADIUS - 1)

    @property
    def selected(self) -> bool:
        """Whether the row is selected."""
        return bool(self._option.state & QStyle.StateFlag.State_Selected)

    def line(
        self,
        text: str,
        rect: QRect,
        fonts: RowFonts,
        *,
        small: bool = False,
        colour: QColor | None = None,
    ) -> None:
        """Draw one line of text, elided where ``rect`` ends; ``small`` text is muted.

        The text reads in its own direction, but begins where the window's lines begin.
        """
        colour = colour or (self.theme.muted if small else self.theme.text)
        self._draw(text, rect, fonts, colour, small=small, own_direction=True)

    def proposal(self, place: QRect, fonts: RowFonts) -> None:
        """Draw the sign of what is only proposed: a question mark in a dashed box."""
        side = min(GLYPH, place.height())
        box = QRect(0, 0, side, side)
        box.moveCenter(place.center())
        box = self.mirrored(box)
        self.painter.setPen(QPen(self.theme.muted, 1, Qt.PenStyle.DashLine))
        self.painter.setBrush(Qt.BrushStyle.NoBrush)
        self.painter.drawRoundedRect(QRectF(box).adjusted(0.5, 0.5, -0.5, -0.5), 3, 3)
        bold = QFont(fonts.small)
        bold.setBold(True)
        self.painter.setFont(bold)
        self.painter.setPen(self.theme.text)
        self.painter.drawText(box, Qt.AlignmentFlag.AlignCenter, "?")

    def facts(self, pieces: Iterable[str], rect: QRect, fonts: RowFonts) -> None:
        """Draw small pieces in the window's direction, each of them in its own."""
        self._draw(joined(pieces), rect, fonts, self.theme.muted, small=True, own_direction=False)

    def _draw(
        self, text: str, rect: QRect, fonts: RowFonts, colour: QColor, *, small: bool, own_direction: bool
    ) -> None:
        if not text or rect.width() <= 0:
            return
        elided = fonts.elided(text, rect.width(), small=small)
        self.painter.setFont(fonts.small if small else fonts.main)
        self.painter.setPen(colour)
        direction = self._option.direction
        base = Qt.LayoutDirection.LayoutDirectionAuto if own_direction else direction
        self.painter.setLayoutDirection(base)
        to_left = direction == Qt.LayoutDirection.RightToLeft
        side = Qt.AlignmentFlag.AlignRight if to_left else Qt.AlignmentFlag.AlignLeft
        flags = side | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter
        self.painter.drawText(self.mirrored(rect), int(flags) | Qt.TextFlag.TextSingleLine.value, elided)


def joined(pieces: Iterable[str]) -> str:
    """Return the pieces that are not empty, in one line, each in its own direction."""
    return " · ".join(isolated(piece) for piece in pieces if piece)


def advance(metrics: QFontMetrics, text: str) -> int:
    """Return the pixels that ``text`` needs; Qt's own figure may be a fraction short."""
    return metrics.horizontalAdvance(text) + 1


def row_size(fonts: RowFonts, main_lines: int) -> QSize:
    """Return a row's size; the width is the view's affair."""
    return QSize(80, fonts.height(main_lines))
