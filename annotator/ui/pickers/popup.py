"""What all pickers have in common: they float at a mark, and never stand in the way of the article."""

from collections.abc import Callable

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtWidgets import QApplication, QFrame, QVBoxLayout, QWidget

from annotator.ui.appearance import Appearance

_GAP = 10
_EDGE = 8


class Popup(QFrame):
    """A card over the window that has the keyboard until Esc, a choice, or a click elsewhere."""

    closed = Signal(bool)
    """It is gone; True if it was left by key or choice, so that the focus has to go somewhere."""

    def __init__(self, appearance: Appearance, parent: QWidget) -> None:
        """Make a hidden card over ``parent``, the window."""
        super().__init__(parent)
        self._appearance = appearance
        self._over = parent
        self._anchor: Callable[[], QRect] | None = None
        self.setProperty("role", "picker")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(12, 10, 12, 10)
        self.column.setSpacing(6)
        self.hide()
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._focus_moved)

    def open_at(self, anchor: Callable[[], QRect], focus: QWidget) -> None:
        """Show the card at ``anchor`` (in the window's coordinates), and put the keyboard in ``focus``."""
        self._anchor = anchor
        self.place()
        self.show()
        self.raise_()
        focus.setFocus(Qt.FocusReason.PopupFocusReason)

    def place(self) -> None:
        """Go below the anchor, or above it where there is no room; never over it."""
        if self._anchor is None:
            return
        self.adjustSize()
        size = self.size()
        around = self._over.rect().adjusted(_EDGE, _EDGE, -_EDGE, -_EDGE)
        here = self._anchor()
        below, above = here.bottom() + _GAP, here.top() - _GAP - size.height()
        fits_below = below + size.height() <= around.bottom()
        y = below if fits_below or above < around.top() else above
        y = max(around.top(), min(y, around.bottom() - size.height()))
        start = here.right() - size.width() if self.isRightToLeft() else here.left()
        x = max(around.left(), min(start - _EDGE, around.right() - size.width()))
        self.move(x, y)

    def leave(self, *, back: bool) -> None:
        """Close the card; ``back`` if the keyboard is to go back to where it was."""
        if self.isHidden():
            return
        self.hide()
        self.closed.emit(back)

    def _focus_moved(self, _: QWidget | None, now: QWidget | None) -> None:
        # None: another program is in front; the card waits.
        if not self.isHidden() and now is not None and now is not self and not self.isAncestorOf(now):
            self.leave(back=False)
