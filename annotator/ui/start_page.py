"""What the window shows while no project is open."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from annotator.ui.appearance import Appearance
from annotator.ui.recent_list import ROW_INDENT, RecentList, RecentProject
from annotator.ui.texts import plain_label

__all__ = ["RecentProject", "StartPage"]

_SIDE_BY_SIDE = 760
"""Width in pixels at a normal font from which the recent projects stand beside the actions."""
_WIDEST = 940


class ActionCard(QPushButton):
    """A wide button with an icon, a title, what it does in a line, and its key."""

    def __init__(self, appearance: Appearance, icon: str, title: str, hint: str) -> None:
        super().__init__()
        self._appearance = appearance
        self._icon_name = icon
        self.setProperty("role", "action")
        self.setAccessibleName(title)
        self.setAccessibleDescription(hint)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._icon = QLabel()
        self._key = plain_label("", "muted")
        top = QHBoxLayout()
        top.setSpacing(14)
        top.addWidget(plain_label(title, "action"), 1)
        top.addWidget(self._key)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addLayout(top)
        words.addWidget(plain_label(hint, "muted", wrap=True))
        row = self._row = QHBoxLayout(self)
        row.setContentsMargins(16, 12, 16, 12)
        row.setSpacing(14)
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        for label in self.findChildren(QLabel):
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self._draw()
        appearance.changed.connect(self._draw)

    def set_key(self, key: str) -> None:
        """Show the key that does the same."""
        self._key.setText(key)

    def sizeHint(self) -> QSize:
        """Return what the labels inside ask for; a button would only ask for its text."""
        return self._row.sizeHint()

    def minimumSizeHint(self) -> QSize:
        """Return the least that shows all labels."""
        return self._row.minimumSize()

    def hasHeightForWidth(self) -> bool:
        """The hint wraps, so a narrow card is a high one."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height at which nothing is cut off."""
        return self._row.heightForWidth(width)

    def _draw(self) -> None:
        self._icon.setPixmap(self._appearance.icon(self._icon_name).pixmap(QSize(20, 20)))


class StartPage(QWidget):
    """New, open, the sample, and the projects that were open before."""

    new_requested = Signal()
    open_requested = Signal()
    sample_requested = Signal()
    recent_chosen = Signal(str)
    recent_removed = Signal(str)

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._appearance = appearance
        self.setProperty("role", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.new_card = ActionCard(
            appearance,
            "new",
            self.tr("New project"),
            self.tr("One file for your articles and your marks"),
        )
        self.open_card = ActionCard(
            appearance,
            "open",
            self.tr("Open…"),
            self.tr("A project you have, or one you were sent"),
        )
        self.sample_card = ActionCard(
            appearance,
            "sample",
            self.tr("Explore the sample project"),
            self.tr("Articles to try it on, the first marked in part"),
        )
        self.recent = RecentList(appearance)
        self._nothing_yet = plain_label(
            self.tr(
                "Projects that you open are listed here. Start with a new one, or look around in the sample."
            ),
            "muted",
            wrap=True,
        )
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._lay_out()
        self.new_card.clicked.connect(self.new_requested)
        self.open_card.clicked.connect(self.open_requested)
        self.sample_card.clicked.connect(self.sample_requested)
        self.recent.chosen.connect(self.recent_chosen)
        self.recent.removed.connect(self.recent_removed)
        self.set_recent([])

    def set_recent(self, projects: Sequence[RecentProject]) -> None:
        """List ``projects``, the last one opened first."""
        self.recent.set_projects(projects)
        self.recent.setVisible(bool(projects))
        self._nothing_yet.setVisible(not projects)

    def set_keys(self, new: str = "", open_: str = "", sample: str = "") -> None:
        """Show the keys of the three actions, as the menus write them."""
        self.new_card.set_key(new)
        self.open_card.set_key(open_)
        self.sample_card.set_key(sample)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the two columns under one another where there is no room for both."""
        super().resizeEvent(event)
        self._outer.setContentsMargins(32, max(24, event.size().height() // 9), 32, 24)
        self._arrange()

    def _arrange(self) -> None:
        wide = self.width() >= _SIDE_BY_SIDE * self._font_scale()
        direction = QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom
        if self._columns.direction() != direction:
            self._columns.setDirection(direction)
            self._columns.setSpacing(56 if wide else 24)

    def _font_scale(self) -> float:
        return max(1.0, self.fontMetrics().height() / 18)

    def _lay_out(self) -> None:
        body = QWidget()
        body.setMaximumWidth(round(_WIDEST * self._font_scale()))
        self._columns.setSpacing(56)
        self._columns.addLayout(self._actions(), 5)
        self._columns.addLayout(self._recents(), 6)
        inner = QVBoxLayout(body)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(32)
        inner.addLayout(self._greeting())
        inner.addLayout(self._columns, 1)
        inner.addWidget(
            plain_label(
                self.tr("You can also drop a project or articles on this window."), "muted", wrap=True
            )
        )
        content = QWidget()
        outer = QHBoxLayout(content)
        outer.setContentsMargins(32, 40, 32, 24)
        outer.addStretch(1)
        outer.addWidget(body, 100)
        outer.addStretch(1)
        self._outer = outer
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        # A viewport of our own: to learn what Qt's is, PySide6 would load all classes of widgets.
        port = QWidget()
        area.setViewport(port)
        area.setWidget(content)
        for part in (port, content):
            part.setAutoFillBackground(False)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(area)

    def _greeting(self) -> QVBoxLayout:
        title = plain_label("Annotator", "display-serif")
        column = QVBoxLayout()
        column.setSpacing(4)
        column.addWidget(title)
        column.addWidget(
            plain_label(self.tr("Mark claims, actors and dates in what you read."), "muted", wrap=True)
        )
        return column

    def _actions(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(10)
        column.addWidget(plain_label(self.tr("Start"), "section"))
        for card in (self.new_card, self.open_card, self.sample_card):
            column.addWidget(card)
        column.addStretch(1)
        return column

    def _recents(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(10)
        heading = plain_label(self.tr("Recent projects"), "section")
        for label in (heading, self._nothing_yet):
            label.setContentsMargins(ROW_INDENT, 0, 0, 0)
        column.addWidget(heading)
        column.addWidget(self._nothing_yet)
        column.addWidget(self.recent, 100)
        column.addStretch(1)
        return column
