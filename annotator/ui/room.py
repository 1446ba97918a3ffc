"""All that an open project is worked on with: bars, panels, and what their actions do."""

from threading import Thread
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer

from annotator.services import proposing
from annotator.ui.article.find_bar import FindBar
from annotator.ui.article.view import ArticleView
from annotator.ui.control.articles import Articles
from annotator.ui.control.codebook import CodebookControl
from annotator.ui.control.entities import Entities
from annotator.ui.control.linking import Linking
from annotator.ui.control.marking import Marking
from annotator.ui.control.output import Output
from annotator.ui.desk import Desk
from annotator.ui.status_line import StatusLine
from annotator.ui.top_bar import TopBar

if TYPE_CHECKING:
    from annotator.ui.main_window import MainWindow

_SETTLED = 400
"""Milliseconds after which the first article has been painted, and there is time for what comes next."""


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
    """

    articles: Articles
    output: Output
    marking: Marking
    entities: Entities
    linking: Linking
    codebook: CodebookControl

    def __init__(self, window: "MainWindow") -> None:
        """Make the parts, as they were left; the window lays them out and then calls `control`."""
        workspace, appearance = window.workspace, window.appearance
        self.view = ArticleView(appearance)
        self.find_bar = FindBar(appearance, self.view)
        self.desk = Desk(workspace, self.view, self.find_bar, appearance)
        self.top_bar = TopBar(window.actions_, appearance)
        self.status_line = StatusLine(workspace, self.view, window.actions_)
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
        window.viewing.serve(self)
        QTimer.singleShot(_SETTLED, window, lambda: Thread(target=proposing.warm_up).start())
        self.desk.inspector.pending_changed.connect(self.status_line.set_pending)
