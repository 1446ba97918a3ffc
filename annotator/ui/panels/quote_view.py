"""The quote of the selected annotation, as a passage in the face of the article."""

import math

from PySide6.QtCore import QEvent, QObject, QRectF, QSize, Qt
from PySide6.QtGui import QFontInfo, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QTextEdit, QWidget

from annotator.ui.appearance import Appearance

_MOST_LINES = 6
_LONGEST = 4_000
"""Code points that are shown; a whole article may be marked."""
_BAR, _GAP = 3, 10
_SCALE = 1.12
"""How much larger than the interface's letters a serif has to be to look as large."""


class _Passage(QTextEdit):
    """Text to be read and copied, as high as it needs up to six lines."""

    def __init__(self) -> None:
        super().__init__()
        self._fitting = False
        self.setReadOnly(True)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByKeyboard | Qt.TextInteractionFlag.TextSelectableByMouse
        )
        self.setTabChangesFocus(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.viewport().setAutoFillBackground(False)
        self.document().setDocumentMargin(0)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def fit(self) -> None:
        """Take the height that the text needs; the scroll bar is there only for more than that.

        Left to itself the bar comes while the height is still a short one, takes its width
        from the lines, and so makes itself needed.
        """
        if self._fitting:
            return
        self._fitting = True
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        needed, whole = self._height_of_lines()
        if needed < whole:
            self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
            needed, whole = self._height_of_lines()
        self.setFixedHeight(max(math.ceil(needed), self.fontMetrics().lineSpacing()))
        self._fitting = False

    def _height_of_lines(self) -> tuple[float, float]:
        """Return the heights of the first six lines and of all; scripts differ in height."""
        document = self.document()
        whole = document.size().height()  # Also lays the lines out.
        left, block = _MOST_LINES, document.firstBlock()
        while block.isValid():
            layout = block.layout()
            if layout.lineCount() > left:
                last = layout.lineAt(left - 1)
                return layout.position().y() + last.y() + last.height(), whole
            left -= layout.lineCount()
            block = block.next()
            if left == 0 and block.isValid():
                return block.layout().position().y(), whole
        return whole, whole

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the height to the new width."""
        super().resizeEvent(event)
        self.fit()

    def minimumSizeHint(self) -> QSize:
        """Return a small size: the panel may be narrow."""
        return QSize(80, self.fontMetrics().lineSpacing())


class QuoteView(QWidget):
    """The passage, with a bar in its layer's colour at its side."""

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        """Make it empty."""
        super().__init__(parent)
        self._appearance = appearance
        self._colour = ""
        self._shown = ""
        self.text_view = _Passage()
        self.text_view.setAccessibleName(self.tr("Quote"))
        line = QHBoxLayout(self)
        line.setContentsMargins(_BAR + _GAP, 0, 0, 0)
        line.addWidget(self.text_view)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.text_view.installEventFilter(self)
        appearance.changed.connect(self._dress)
        self._dress()

    def show_quote(self, quote: str, colour: str) -> None:
        """Show ``quote``; ``colour`` is the hue name of its layer."""
        self._colour = colour
        shown = quote if len(quote) <= _LONGEST else quote[:_LONGEST] + "…"
        if shown != self._shown:
            self._shown = shown
            self.text_view.setPlainText(shown)
            self.text_view.fit()
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the bar; in the colour of the focus while the passage has it."""
        theme = self._appearance.theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        focused = self.text_view.hasFocus()
        painter.setBrush(theme.accent if focused else theme.layer(self._colour).stroke)
        mirrored = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        left = self.width() - _BAR if mirrored else 0
        painter.drawRoundedRect(QRectF(left, 0, _BAR, self.height()), 1.5, 1.5)
        painter.end()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Draw the bar anew when the focus comes or goes."""
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            self.update()
        return super().eventFilter(watched, event)

    def _dress(self) -> None:
        pixels = QFontInfo(self._appearance.ui_font()).pixelSize() * _SCALE
        self.text_view.setFont(self._appearance.reading_font(pixels))
        self.text_view.fit()
        self.update()
