"""The three panels of an open project: articles, the article, its annotations.

What is in the right panel, the inspector and the list of annotations, is made when somebody asks for
it, or by the room once the article is painted, which can be read and marked before. Its place is
kept from the start, so nothing moves when it comes.
"""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QByteArray, Qt, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from annotator.ui.appearance import Appearance
from annotator.ui.article.find_bar import FindBar
from annotator.ui.article.view import ArticleView
from annotator.ui.panels.articles_panel import ArticlesPanel
from annotator.ui.workspace import Workspace

if TYPE_CHECKING:
    from annotator.ui.panels.annotations_panel import AnnotationsPanel
    from annotator.ui.panels.inspector import Inspector

NARROW = 1000
"""Pixels of window below which the right panel lies over the article."""
TINY = 760
"""Pixels of window below which the articles panel makes room too."""
LEFT, RIGHT = 270, 360
QUEUE, DECK = 300, 372
"""The width of a review's queue, and the height of what it shows below the article."""
_SHARES = (2, 1)
"""Of a higher window, what the inspector gets and what the list of annotations."""


class Desk(QWidget):
    """Lays the panels out, hides and shows them, and remembers how they were left."""

    panels_changed = Signal()
    """A panel was shown or hidden because the window's width changed."""
    _inspector_made = Signal(object)

    def __init__(
        self, workspace: Workspace, view: ArticleView, find_bar: FindBar, appearance: Appearance
    ) -> None:
        """Make the panels around ``view``; the right one has nothing in it yet."""
        super().__init__()
        self._workspace, self._appearance = workspace, appearance
        self.view = view
        self.articles = ArticlesPanel(workspace, appearance)
        self._inspector: Inspector | None = None
        self._annotations: AnnotationsPanel | None = None
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
        self._review: tuple[QWidget, QWidget] | None = None
        """What stands in the place of the articles, and what below the article, while there is a review."""
        self._before: dict[str, bool] = {}
        self.was_shown = False
        """Whether the panels have been laid out, so that there is something to remember."""
        workspace.leaving.connect(self.flush)

    def _right(self) -> QSplitter:
        column = QSplitter(Qt.Orientation.Vertical)
        column.setObjectName("rightPanel")
        column.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column.setChildrenCollapsible(False)
        column.setHandleWidth(1)
        for _ in range(2):
            column.addWidget(_KeptPlace())
        for number, share in enumerate(_SHARES):
            column.setStretchFactor(number, share)
        column.setSizes([480, 240])
        column.setMinimumWidth(240)
        return column

    def _centre(self, find_bar: FindBar) -> QWidget:
        centre = QWidget()
        column = QVBoxLayout(centre)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._reading = QSplitter(Qt.Orientation.Vertical)
        self._reading.setChildrenCollapsible(False)
        self._reading.setHandleWidth(1)
        self._reading.addWidget(self.view)
        column.addWidget(self._reading, 1)
        column.addWidget(find_bar)
        self._below = column
        return centre

    def add_below(self, part: QWidget) -> None:
        """Put a part below the article."""
        self._below.addWidget(part)

    # --- what is in the right panel ----------------------------------------------------

    @property
    def inspector(self) -> "Inspector":
        """The inspector, above the list of annotations."""
        return self._make_inspector() if self._inspector is None else self._inspector

    @property
    def annotations(self) -> "AnnotationsPanel":
        """The list of the article's annotations."""
        return self._make_annotations() if self._annotations is None else self._annotations

    def make_part(self) -> bool:
        """Make a part of the right panel that is not there yet; returns whether more are to be made."""
        if self._inspector is None:
            self._make_inspector()
        elif self._annotations is None:
            self._make_annotations()
        return self._annotations is None

    def _make_inspector(self) -> "Inspector":
        from annotator.ui.panels.inspector import Inspector

        made = self._inspector = Inspector(self._workspace, self._appearance)
        made.escaped.connect(self._read_on)
        self._put(0, made)
        self._inspector_made.emit(made)
        return made

    def _make_annotations(self) -> "AnnotationsPanel":
        from annotator.ui.panels.annotations_panel import AnnotationsPanel

        made = self._annotations = AnnotationsPanel(self._workspace, self._appearance)
        made.jump_requested.connect(self._read_on)
        self._put(1, made)
        return made

    def _put(self, number: int, part: QWidget) -> None:
        """Put a part where its place is kept."""
        sizes = self.right.sizes()
        kept = self.right.replaceWidget(number, part)
        if kept is not None:
            kept.deleteLater()
        self.right.setStretchFactor(number, _SHARES[number])
        if self.was_shown:
            self.right.setSizes(sizes)
        self._keep_tab_order(part)

    def _keep_tab_order(self, part: QWidget) -> None:
        """Let Tab come to ``part`` before what is outside the desk; Qt has put it behind all of it.

        Qt knows the last of a compound widget's parts by its focus proxy. The chain itself is not
        walked: asking Qt for the next widget makes that one belong to the widget that was asked,
        and goes away with it.
        """
        inside = [one for one in part.findChildren(QWidget) if _takes_focus(one)]
        outside = [
            one
            for one in self.window().findChildren(QWidget)
            if _takes_focus(one) and one.window() is self.window() and not self.isAncestorOf(one)
        ]
        if not inside:
            return
        part.setFocusProxy(inside[0])
        last = part
        for one in outside:
            QWidget.setTabOrder(last, one)
            last = one
        part.setFocusProxy(cast("QWidget", None))  # Qt takes none; its stubs forget to say so

    def with_inspector(self, call: Callable[["Inspector"], object]) -> None:
        """Call with the inspector: now if it is there, else as soon as it is."""
        if self._inspector is not None:
            call(self._inspector)
        else:
            self._inspector_made.connect(call)

    # --- panels ------------------------------------------------------------------------

    def show_left(self, shown: bool) -> None:
        """Show or hide the articles panel."""
        if not self._tiny:
            self._wanted["left"] = shown
        self._left.setVisible(shown)

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
        return not self._left.isHidden()

    @property
    def right_shown(self) -> bool:
        """Whether the annotations panel is to be seen."""
        return not self.right.isHidden()

    @property
    def _left(self) -> QWidget:
        """What stands on the left: the articles, or the queue of a review."""
        return self._review[0] if self._review else self.articles

    def _left_stops(self) -> tuple[QWidget, ...]:
        """Return where the keyboard stops on its way through the panels, from the left to the article."""
        if self._review is None:
            return self.articles.list_view, self.view
        queue, comparison = self._review
        return queue.focusProxy() or queue, self.view, comparison.focusProxy() or comparison

    # --- the review --------------------------------------------------------------------

    def begin_review(self, queue: QWidget, comparison: QWidget) -> None:
        """Put a queue in the place of the articles, a comparison below the article; hide the right panel."""
        if self._review is not None:
            return
        self._before = dict(self._wanted)
        self._remember_sizes()
        sizes = self._across.sizes()
        self._across.replaceWidget(0, queue)
        self.articles.setParent(self)
        self.articles.hide()
        self._reading.addWidget(comparison)
        self._review = queue, comparison
        self._wanted = {"left": True, "right": False}
        self.right.hide()
        for part in self._review:
            part.show()
        queue.setVisible(not self._tiny)
        self._across.setSizes([max(sizes[0], QUEUE), *sizes[1:]])
        self._reading.setSizes([max(200, self.height() - DECK), DECK])
        self.panels_changed.emit()

    def end_review(self) -> None:
        """Put everything where it was before."""
        if self._review is None:
            return
        queue, comparison = self._review
        self._review = None
        self._across.replaceWidget(0, self.articles)
        for part in (queue, comparison):
            part.setParent(self)
            part.hide()
        self._wanted, self._before = self._before, {}
        self.articles.setVisible(self._wanted["left"] and not self._tiny)
        self.right.setVisible(self._wanted["right"] and not self._narrow)
        left, right = self._sizes[0] or LEFT, self._sizes[-1] or RIGHT
        if not self._narrow:
            self._across.setSizes([left, max(300, self.width() - left - right), right])
        self.panels_changed.emit()

    def put_beside(self, beside: bool) -> None:
        """Put the comparison of a review beside the article, where there is room for both, or below it."""
        wanted = Qt.Orientation.Horizontal if beside else Qt.Orientation.Vertical
        if self._reading.orientation() is not wanted:
            self._reading.setOrientation(wanted)
            half = self._reading.width() // 2
            self._reading.setSizes([half, half] if beside else [max(200, self.height() - DECK), DECK])

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
            self._left.setVisible(not tiny and self._wanted["left"])
        if narrow:
            self._lay_over()
        self.panels_changed.emit()

    def _remember_sizes(self) -> None:
        """Note how wide the panels are while they lie beside the article; a hidden one keeps its width."""
        if not self._narrow:
            sizes = self._across.sizes()
            left = sizes[0] if self._review is None else 0
            self._sizes = [left or self._sizes[0], sizes[-1] or self._sizes[-1]]

    def _lay_over(self) -> None:
        wide = min(RIGHT, self.width() - 48)
        self.right.setGeometry(self.width() - wide, 0, wide, self.height())
        self.right.raise_()

    def showEvent(self, event: QShowEvent) -> None:
        """Note that the panels have their sizes now."""
        super().showEvent(event)
        self.was_shown = True

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the overlay at its edge."""
        super().resizeEvent(event)
        if self._narrow:
            self._lay_over()

    def step_panel(self, direction: int) -> None:
        """Move the keyboard to the next panel: articles, article, inspector, annotations."""
        parts = (*self._left_stops(), self.inspector, self.annotations.list_view)
        stops = [part for part in parts if part.isVisibleTo(self)]
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
        if self._inspector is not None:
            self._inspector.flush()

    # --- as it was left ----------------------------------------------------------------

    def kept(self) -> dict[str, str | int | float | bool]:
        """Return what is to be remembered."""
        wanted = self._before or self._wanted
        state: dict[str, str | int | float | bool] = {
            "left": wanted["left"],
            "right": wanted["right"],
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


class _KeptPlace(QWidget):
    """Stands where a part of the right panel will be."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setMinimumSize(200, 120)


def _focused(widget: QWidget) -> QWidget:
    return widget.window().focusWidget() or widget


def _takes_focus(widget: QWidget) -> bool:
    return widget.focusPolicy() != Qt.FocusPolicy.NoFocus
