"""The sign of a person, or of gold: initials on their colour where they are shown, in it where not."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QIcon, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QToolButton, QWidget

from annotator.ui.appearance import Appearance
from annotator.ui.article.bands import gold_colour, star
from annotator.ui.persons import Person, person_colour
from annotator.ui.texts import tooltip
from annotator.ui.theme import Theme

WIDE, HIGH = 28, 18
_RADIUS = 5.0


def paint_chip(
    painter: QPainter, place: QRectF, person: Person | None, theme: Theme, font: QFont, *, on: bool
) -> None:
    """Draw the chip of a person; None draws that of gold."""
    colour = person_colour(person.hue, dark=theme.dark) if person else gold_colour(theme)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen if on else QPen(theme.edge, 1))
    painter.setBrush(QColor(colour) if on else Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(place.adjusted(0.5, 0.5, -0.5, -0.5), _RADIUS, _RADIUS)
    ink = theme.panel if on else colour
    if person is None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ink)
        painter.drawPolygon(star(place.adjusted(3, 3, -3, -3)))
        return
    painter.setPen(ink)
    painter.setFont(font)
    painter.drawText(place, Qt.AlignmentFlag.AlignCenter, person.initials)


def chip_icon(person: Person | None, appearance: Appearance, ratio: float) -> QIcon:
    """Return the chip as an icon; None is gold."""
    picture = QPixmap(round(WIDE * ratio), round(HIGH * ratio))
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    font = appearance.ui_font(0.75, bold=True)
    paint_chip(painter, QRectF(0, 0, WIDE, HIGH), person, appearance.theme, font, on=True)
    painter.end()
    icon = QIcon(picture)
    # The chip of one's own row, which cannot be unticked, is no paler than the others.
    icon.addPixmap(picture, QIcon.Mode.Disabled)
    return icon


class ChipButton(QToolButton):
    """A chip that can be pressed: filled while the person's annotations are shown."""

    def __init__(
        self, person: Person | None, spoken: str, appearance: Appearance, parent: QWidget | None = None
    ) -> None:
        """Make the button for a person, or for gold; ``spoken`` says what it shows."""
        super().__init__(parent)
        self.person = person
        self._appearance = appearance
        self.setCheckable(True)
        self.setAutoRaise(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAccessibleName(spoken)
        self.setToolTip(tooltip(spoken))

    def sizeHint(self) -> QSize:
        """Return room for three letters and the outline of the focus."""
        return QSize(WIDE + 6, HIGH + 6)

    def minimumSizeHint(self) -> QSize:
        """Return the same: nothing is cut off."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the chip, and a line around it while it has the keyboard or the pointer."""
        painter = QPainter(self)
        theme = self._appearance.theme
        place = QRectF(self.rect()).adjusted(3, 3, -3, -3)
        font = self._appearance.ui_font(0.75, bold=True)
        paint_chip(painter, place, self.person, theme, font, on=self.isChecked())
        if self.hasFocus() or self.underMouse():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.accent if self.hasFocus() else theme.edge, 1.5))
            painter.drawRoundedRect(place.adjusted(-2, -2, 2, 2), _RADIUS + 2, _RADIUS + 2)
        painter.end()
