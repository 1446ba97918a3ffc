"""All that an open project is worked on with: bars, panels, and what their actions do."""

import importlib
from collections.abc import Callable
from functools import partial
from threading import Thread
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QWidget

from annotator.services import proposing
from annotator.ui.article.find_bar import FindBar
from annotator.ui.article.view import ArticleView
from annotator.ui.control.articles import Articles
from annotator.ui.control.codebook import CodebookControl
from annotator.ui.control.colleagues import Colleagues
from annotator.ui.control.entities import Entities
from annotator.ui.control.linking import Linking
from annotator.ui.control.marking import Marking
from annotator.ui.control.output import Output
from annotator.ui.desk import Desk
from annotator.ui.people.indicator import Indicator
from annotator.ui.status_line import StatusLine
from annotator.ui.top_bar import TopBar

if TYPE_CHECKING:
    from annotator.ui.main_window import MainWindow

_FOR_MARKING = (
    *("annotator.suggest.claims", "annotator.suggest.mentions", "annotator.suggest.dates"),
    *("annotator.ui.pickers.sources", "annotator.ui.pickers.picker", "annotator.ui.pickers.date_card"),
)
"""What the first mark is made with and may open, the soonest needed first."""
_SETTLED = 400
"""Milliseconds after the first article was painted, when there is time for what takes long to load."""


class Room:
    """The parts of the window that the start page has no use for.

    Attributes:
        view: the article.
        find_bar: the field below it to search it.
        desk: both, between the panels.
        top_bar: the bar above the desk.
        status_line: the line below it.
        articles: what the Article menu and the articles panel do.
        output: export, and annotations from CSV.
        marking: what the Mark menu and the article do.
        entities: the panel of entities, and marking all mentions of one.
        linking: the pickers, and what links are made with.
        codebook: the editor of the codebook.
        colleagues: handing out, taking in, reviewing and what belongs to it.
    """

    articles: Articles
    output: Output
    marking: Marking
    entities: Entities
    linking: Linking
    codebook: CodebookControl
    colleagues: Colleagues

    def __init__(self, window: "MainWindow") -> None:
        """Make the parts, as they were left; the window lays them out and then calls `control`."""
        workspace, appearance = window.workspace, window.appearance
        self.view = ArticleView(appearance)
        self.find_bar = FindBar(appearance, self.view)
        self.desk = Desk(workspace, self.view, self.find_bar, appearance)
        self.top_bar = TopBar(window.actions_, appearance)
        self.status_line = StatusLine(workspace, self.view, window.actions_)
        self.status_line.add(Indicator(workspace, appearance, window.actions_["people"]))
        self.desk.restore(window.settings.window)
        self.view.set_zoom(window.settings.zoom)

    def control(self, window: "MainWindow") -> None:
        """Let the actions and the parts do what they are for."""
        self.articles = Articles(window)
        self.output = Output(window)
        self.marking = Marking(window.workspace, self.view, window.actions_, window.appearance)
        self.entities = Entities(window)
        self.linking = Linking(window)
        self.codebook = CodebookControl(window)
        self.colleagues = Colleagues(window)
        window.viewing.serve(self)
        self.desk.with_inspector(lambda it: it.pending_changed.connect(self.status_line.set_pending))
        _AfterPainting(self.view.viewport(), lambda: self.complete(window))

    def show_bars(self, shown: bool) -> None:
        """Show or hide the bars, which lie outside the desk."""
        self.top_bar.setVisible(shown)
        self.status_line.setVisible(shown)

    def complete(self, window: "MainWindow") -> None:
        """Make what the first picture does without, in pieces: who types meanwhile waits for one at most."""
        steps: list[Callable[[], object]] = [
            lambda: importlib.import_module("annotator.ui.panels.inspector"),
            self.desk.make_part,
            self.desk.make_part,
            *(partial(importlib.import_module, name) for name in _FOR_MARKING),
        ]

        def step() -> None:
            steps.pop(0)()
            if steps:
                QTimer.singleShot(0, window, step)

        step()
        QTimer.singleShot(_SETTLED, window, lambda: Thread(target=proposing.warm_up).start())


class _AfterPainting(QObject):
    """Makes one call when a widget has been painted for the first time."""

    def __init__(self, watched: QWidget, call: Callable[[], None]) -> None:
        super().__init__(watched)
        self._call = call
        watched.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Wait for the painting, which comes after this."""
        if event.type() == QEvent.Type.Paint:
            watched.removeEventFilter(self)
            QTimer.singleShot(0, watched, self._call)
            self.deleteLater()
        return False
