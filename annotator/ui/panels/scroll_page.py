"""A page of a panel that is scrolled where it is too long."""

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

_AROUND = 8


class ScrollContent(QWidget):
    """What is scrolled: exactly as high as its lines are at the width that there is."""

    def minimumSizeHint(self) -> QSize:
        """Return the least width; a height for that width would leave room below at every other."""
        return QSize(super().minimumSizeHint().width(), 0)


class ScrollPage(QScrollArea):
    """Scrolls its content up and down, without a frame and in the colour of the panel."""

    def __init__(self, content: ScrollContent) -> None:
        """Show ``content``."""
        super().__init__()
        self.content = content
        self.setWidget(content)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.viewport().setAutoFillBackground(False)
        content.setAutoFillBackground(False)

    def reveal(self, part: QWidget) -> None:
        """Scroll so that all of ``part`` is seen, or at least its beginning."""
        if not self.content.isAncestorOf(part):
            return
        layout = self.content.layout()
        if layout is not None:
            layout.activate()
        place = QRect(part.mapTo(self.content, QPoint(0, 0)), part.size()).adjusted(0, -_AROUND, 0, _AROUND)
        bar, height = self.verticalScrollBar(), self.viewport().height()
        if place.height() > height or place.top() < bar.value():
            bar.setValue(place.top())
        elif place.bottom() > bar.value() + height:
            bar.setValue(place.bottom() - height)
