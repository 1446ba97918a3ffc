"""The three panels of an open project: articles, the article, its annotations."""

from collections.abc import Mapping

from PySide6.QtCore import QByteArray, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from annotator.ui.appearance import Appearance
from annotator.ui.article.find_bar import FindBar
from annotator.ui.article.view import ArticleView
from annotator.ui.panels.annotations_panel import AnnotationsPanel
from annotator.ui.panels.articles_panel import ArticlesPanel
from annotator.ui.panels.inspector import Inspector
from annotator.ui.workspace import Workspace

NARROW = 1000
"""Pixels of window below which the right panel lies over the article."""
TINY = 760
"""Pixels of window below which the articles panel makes room too."""
LEFT, RIGHT = 270, 360


class Desk(QWidget):
    """Lays the panels out, hides and shows them, and remembers how they were left."""

    panels_changed = Signal()
    """A panel was shown or hidden because the window's width changed."""

    def __init__(
        self, workspace: Workspace, view: ArticleView, find_bar: FindBar, appearance: Appearance
    ) -> None:
        """Make the panels around ``view``."""
        super().__init__()
        self.view = view
        self.articles = ArticlesPanel(workspace, appearance)
        self.inspector = Inspector(workspace, appearance)
        self.annotations = AnnotationsPanel(workspace, appearance)
        self.right = self._right()
        self._across = QSplitter(Qt.Orientation.Horizontal)
        self._across.setChildrenCollapsible(False)
        self._across.setHandleWidth(1)
        for part in (self.articles, self._centre(find_bar), self.right):
            self._across.addWidget(part)
        for number, stretch in enumerate((0, 1, 0)):
            self._across.setStretchFactor(number, stretch)
        self._sizes = [LEFT, RIGHT]
        self._across.setSizes([LEFT, 650, RIGHT])
        self._across.splitterMoved.connect(self._remember_sizes)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._across)
        self._narrow = self._tiny = False
        self._wanted = {"left": True, "right": True}
        workspace.leaving.connect(self.flush)
        self.inspector.escaped.connect(self._read_on)
        self.annotations.jump_requested.connect(self._read_on)

    def _right(self) -> QSplitter:
        column = QSplitter(Qt.Orientation.Vertical)
        column.setObjectName("rightPanel")
        column.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column.setChildrenCollapsible(False)
        column.setHandleWidth(1)
        column.addWidget(self.inspector)
        column.addWidget(self.annotations)
        column.setStretchFactor(1, 1)
        column.setSizes([460, 260])
        column.setMinimumWidth(240)
        return column

    def _centre(self, find_bar: FindBar) -> QWidget:
        centre = QWidget()
        column = QVBoxLayout(centre)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.view, 1)
        column.addWidget(find_bar)
        self._below = column
        return centre

    def add_below(self, part: QWidget) -> None:
        """Put a part below the article."""
        self._below.addWidget(part)

    # --- panels ------------------------------------------------------------------------

    def show_left(self, shown: bool) -> None:
        """Show or hide the articles panel."""
        if not self._tiny:
            self._wanted["left"] = shown
        self.articles.setVisible(shown)

    def show_right(self, shown: bool) -> None:
        """Show or hide the annotations panel."""
        if not self._narrow:
            self._wanted["right"] = shown
        self.right.setVisible(shown)
        if shown and self._narrow:
            self._lay_over()

    @property
    def left_shown(self) -> bool:
        """Whether the articles panel is to be seen."""
        return not self.articles.isHidden()

    @property
    def right_shown(self) -> bool:
        """Whether the annotations panel is to be seen."""
        return not self.right.isHidden()

    def adapt(self, width: int) -> None:
        """Make room for the article.

        In a narrow window the right panel lies over the article when it is called for; in a tiny one
        the left panel is hidden too until it is called for.
        """
        narrow, tiny = width < NARROW, width < TINY
        if narrow != self._narrow:
            self._narrow = narrow
            # The panel's own background shows as a line where it lies over the article.
            self.right.setContentsMargins(int(narrow), 0, 0, 0)
            if narrow:
                self.right.setParent(self)
                self.right.hide()
            else:
                self._across.addWidget(self.right)
                self.right.setVisible(self._wanted["right"])
                self._across.refresh()
                left, right = self._sizes[0] or LEFT, self._sizes[-1] or RIGHT
                self._across.setSizes([left, max(300, width - left - right), right])
        if tiny != self._tiny:
            self._tiny = tiny
            self.articles.setVisible(not tiny and self._wanted["left"])
        if narrow:
            self._lay_over()
        self.panels_changed.emit()

    def _remember_sizes(self) -> None:
        """Note how wide the panels are while they lie beside the article; a hidden one keeps its width."""
        if not self._narrow:
            sizes = self._across.sizes()
            self._sizes = [sizes[0] or self._sizes[0], sizes[-1] or self._sizes[-1]]

    def _lay_over(self) -> None:
        wide = min(RIGHT, self.width() - 48)
        self.right.setGeometry(self.width() - wide, 0, wide, self.height())
        self.right.raise_()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the overlay at its edge."""
        super().resizeEvent(event)
        if self._narrow:
            self._lay_over()

    def step_panel(self, direction: int) -> None:
        """Move the keyboard to the next panel: articles, article, inspector, annotations."""
        stops = [
            part
            for part in (self.articles.list_view, self.view, self.inspector, self.annotations.list_view)
            if part.isVisibleTo(self)
        ]
        here = next(
            (n for n, part in enumerate(stops) if part.hasFocus() or part.isAncestorOf(_focused(self))), 1
        )
        target = stops[(here + direction) % len(stops)]
        if target is self.inspector:
            self.inspector.take_focus()
        else:
            target.setFocus(Qt.FocusReason.TabFocusReason)

    def _read_on(self) -> None:
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def flush(self) -> None:
        """Put half-typed words into the project."""
        self.inspector.flush()

    # --- as it was left ----------------------------------------------------------------

    def kept(self) -> dict[str, str | int | float | bool]:
        """Return what is to be remembered."""
        state: dict[str, str | int | float | bool] = {
            "left": self._wanted["left"],
            "right": self._wanted["right"],
            "right_split": self.right.saveState().toBase64().toStdString(),
        }
        if not self._narrow:
            self._remember_sizes()
            state["across"] = self._across.saveState().toBase64().toStdString()
        state["left_width"], state["right_width"] = self._sizes[0], self._sizes[-1]
        return state

    def restore(self, kept: Mapping[str, str | int | float | bool]) -> None:
        """Put the panels as they were left."""
        for name, splitter in (("across", self._across), ("right_split", self.right)):
            value = kept.get(name)
            if isinstance(value, str):
                splitter.restoreState(QByteArray.fromBase64(value.encode("ascii")))
        widths = kept.get("left_width"), kept.get("right_width")
        self._sizes = [wide if isinstance(wide, int) else 0 for wide in widths]
        self.show_left(bool(kept.get("left", True)))
        self.show_right(bool(kept.get("right", True)))


def _focused(widget: QWidget) -> QWidget:
    return widget.window().focusWidget() or widget
