"""Small helpers for text on the screen: plain labels, shortened and isolated names."""

from html import escape

from PySide6.QtCore import QLocale, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

_FIRST_STRONG_ISOLATE, _POP_ISOLATE = "\u2068", "\u2069"


def isolated(text: str) -> str:
    """Return ``text`` so that its direction does not stir up the sentence around it.

    For names of any script that are put into a sentence: without this an Arabic title
    moves the full stop and the numbers beside it (Unicode UAX #9, FSI and PDI).
    """
    return f"{_FIRST_STRONG_ISOLATE}{text}{_POP_ISOLATE}" if text else ""


def shortened(text: str, length: int) -> str:
    """Return ``text`` on one line, at most ``length`` characters, the rest as an ellipsis."""
    # A text may be a megabyte; only its beginning is looked at.
    line = " ".join(text[: 4 * length + 100].split())
    return line if len(line) <= length else line[: length - 1].rstrip() + "…"


def counted(number: int, one: str, many: str, **names: str) -> str:
    """Return ``one`` or ``many``, whichever goes with ``number``.

    ``{n}`` in it becomes the number, and what else stands in braces its value of ``names``.
    """
    return (one if number == 1 else many).format(n=QLocale().toString(number), **names)


def plain_label(text: str = "", role: str = "", *, wrap: bool = False) -> QLabel:
    """Return a label that shows ``text`` as it is, whatever markup it may hold.

    ``role`` is one of the style sheet's: display, title, heading, section, muted, fault, caution.
    """
    label = QLabel()
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setText(text)
    label.setWordWrap(wrap)
    if role:
        label.setProperty("role", role)
    return label


class ElidedLabel(QLabel):
    """A label on one line that gives way to its neighbours; the whole text is in its tool tip."""

    def __init__(
        self,
        text: str = "",
        role: str = "",
        mode: Qt.TextElideMode = Qt.TextElideMode.ElideRight,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._mode = mode
        self._whole = ""
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        if role:
            self.setProperty("role", role)
        self.setText(text)

    def setText(self, text: str) -> None:
        """Show ``text``, line breaks made spaces."""
        self._whole = " ".join(text.split())
        super().setText(self._whole)
        self._say_whole()

    def minimumSizeHint(self) -> QSize:
        """Return a size that lets the label shrink to an ellipsis."""
        return QSize(self.fontMetrics().horizontalAdvance("…"), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show the tool tip only where something is left out."""
        super().resizeEvent(event)
        self._say_whole()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw as much as there is room for."""
        # Only here: PySide6 makes the enumerations of a class when it is first named, and this has hundreds.
        from PySide6.QtWidgets import QStyle, QStyleOption

        painter = QPainter(self)
        option = QStyleOption()
        option.initFrom(self)
        rect = self.contentsRect()
        line = self.fontMetrics().elidedText(self._whole, self._mode, rect.width())
        flags = QStyle.visualAlignment(self.layoutDirection(), self.alignment())
        self.style().drawItemText(
            painter, rect, flags.value, option.palette, self.isEnabled(), line, self.foregroundRole()
        )
        painter.end()

    def _say_whole(self) -> None:
        fits = self.fontMetrics().horizontalAdvance(self._whole) <= self.contentsRect().width()
        self.setToolTip("" if fits else tooltip(self._whole))


def tooltip(text: str) -> str:
    """Return ``text`` for a tool tip: shown as it is, and wrapped where it is long.

    Qt takes a tip for markup when it looks like some, so it is made markup that says the same.
    """
    return f"<qt>{escape(text)}</qt>" if text else ""
