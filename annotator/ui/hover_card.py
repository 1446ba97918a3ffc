"""The card that says what lies under the pointer.

It never takes the focus and lets the mouse through, so it cannot get between a person and
the text; everything on it can also be reached from the list of annotations.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFrame, QGridLayout, QVBoxLayout, QWidget

from annotator.ui.appearance import Appearance
from annotator.ui.layer_glyph import LayerGlyph
from annotator.ui.panels.gist import NOTHING, Gist
from annotator.ui.texts import plain_label, shortened

_WIDTH_IN_CHARACTERS = 46
_QUOTE_LENGTH = 180
_NOTE_LENGTH = 160
_GIST_LENGTH = 160
_MOST_ROWS = 6
_GAP = 8


@dataclass(frozen=True, slots=True)
class HoverRow:
    """What the card says about one annotation."""

    layer_title: str
    shape: str
    colour: str
    """A hue name of the palette, as in the codebook."""
    quote: str
    annotator: str
    note: str = ""
    damage: str = ""
    """Half a sentence if the annotation does not fit its text, else empty."""
    gist: Gist = NOTHING
    """Its speaker, entity or date, and what is only proposed."""


class HoverCard(QFrame):
    """A small card beside the text, one entry for each annotation under the pointer."""

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        flags = Qt.WindowType.ToolTip | Qt.WindowType.FramelessWindowHint
        super().__init__(parent, flags | Qt.WindowType.WindowDoesNotAcceptFocus)
        self._appearance = appearance
        self._rows: tuple[HoverRow, ...] = ()
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setProperty("role", "hovercard")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(12, 10, 12, 10)
        self._layout.setSpacing(10)
        self._layout.setSizeConstraint(QVBoxLayout.SizeConstraint.SetFixedSize)
        appearance.changed.connect(self._draw_again)

    @property
    def rows(self) -> tuple[HoverRow, ...]:
        """What the card says at present."""
        return self._rows

    def show_near(self, rows: Sequence[HoverRow], place: QRect) -> None:
        """Show ``rows`` below ``place`` (in global coordinates), or above where there is no room.

        With no rows the card is hidden.
        """
        if not rows:
            self.hide()
            return
        if tuple(rows) != self._rows:
            self._rows = tuple(rows)
            self._fill()
        self.adjustSize()
        self.move(_position(place, self.sizeHint()))
        self.show()

    def _draw_again(self) -> None:
        if self._rows:
            self._fill()

    def _fill(self) -> None:
        while (item := self._layout.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for row in self._rows[:_MOST_ROWS]:
            self._layout.addWidget(self._entry(row))
        left_over = len(self._rows) - _MOST_ROWS
        if left_over > 0:
            self._layout.addWidget(plain_label(self.tr("and {n} more").format(n=left_over), "muted"))

    def _entry(self, row: HoverRow) -> QWidget:
        entry = QWidget(self)
        grid = QGridLayout(entry)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(2)
        grid.setColumnStretch(1, 1)
        colours = self._appearance.theme.layer(row.colour)
        title = plain_label(row.layer_title)
        title.setFont(self._appearance.ui_font(bold=True))
        palette = title.palette()
        palette.setColor(title.foregroundRole(), colours.text)
        title.setPalette(palette)
        grid.addWidget(LayerGlyph(row.shape, colours, entry), 0, 0, Qt.AlignmentFlag.AlignVCenter)
        grid.addWidget(title, 0, 1)
        who = plain_label(shortened(row.annotator, 28), "muted")
        grid.addWidget(who, 0, 2, Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignVCenter)
        width = self.fontMetrics().averageCharWidth() * _WIDTH_IN_CHARACTERS
        lines = [(self.tr("“{quote}”").format(quote=shortened(row.quote, _QUOTE_LENGTH)), "")]
        if row.gist.words:
            gist = replace(row.gist, words=shortened(row.gist.words, _GIST_LENGTH))
            lines.append((gist.in_words, ""))
        if row.gist.others:
            lines.append((shortened(row.gist.others_in_words, _GIST_LENGTH), "muted"))
        if row.note:
            lines.append((shortened(row.note, _NOTE_LENGTH), "muted"))
        if row.damage:
            lines.append((self.tr("Damaged: {reason}.").format(reason=row.damage), "fault"))
        for number, (text, role) in enumerate(lines, start=1):
            label = plain_label(text, role, wrap=True)
            label.setFixedWidth(width)
            grid.addWidget(label, number, 1, 1, 2)
        return entry


def _position(place: QRect, size: QSize) -> QPoint:
    """Return where the card goes: below ``place`` or above it, wholly on the screen."""
    screen = QGuiApplication.screenAt(place.center()) or QGuiApplication.primaryScreen()
    room = screen.availableGeometry()
    below = place.bottom() + _GAP
    above = place.top() - _GAP - size.height()
    y = above if below + size.height() > room.bottom() and above >= room.top() else below
    x = max(room.left() + _GAP, min(place.left(), room.right() - _GAP - size.width()))
    return QPoint(x, max(room.top(), min(y, room.bottom() - size.height())))
