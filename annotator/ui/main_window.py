"""The window: puts the parts together and decides nothing."""

from pathlib import Path

from PySide6.QtCore import QByteArray, QEvent, Qt, QTimer
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QResizeEvent
from PySide6.QtWidgets import QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from annotator.core.codebook import Layer
from annotator.services.settings import Settings
from annotator.ui.actions import Actions
from annotator.ui.appearance import Appearance
from annotator.ui.article.find_bar import FindBar
from annotator.ui.article.view import ArticleView
from annotator.ui.control.articles import Articles
from annotator.ui.control.entities import Entities
from annotator.ui.control.linking import Linking
from annotator.ui.control.marking import Marking
from annotator.ui.control.output import Output
from annotator.ui.control.projects import Projects
from annotator.ui.control.viewing import Viewing
from annotator.ui.desk import Desk
from annotator.ui.dialogs.message import Banner
from annotator.ui.start_page import StartPage
from annotator.ui.status_line import StatusLine
from annotator.ui.top_bar import TopBar
from annotator.ui.workspace import Workspace

LOOK_EVERY = 60_000
"""Milliseconds between two looks at whether the file is still where it was."""


class MainWindow(QMainWindow):
    """One window, on one project or on the start page."""

    def __init__(self, appearance: Appearance, settings: Settings, layers: list[Layer]) -> None:
        """Build the window; ``layers`` are the ones that have keys and tools."""
        super().__init__()
        self.setObjectName("mainWindow")
        self.setWindowTitle("Annotator")
        self.setAcceptDrops(True)
        self.setMinimumSize(560, 420)
        self.resize(1280, 800)
        self.settings = settings
        self.appearance = appearance
        self.workspace = Workspace(self)
        self.actions_ = Actions(self, appearance, layers)
        self.view = ArticleView(appearance)
        self.find_bar = FindBar(appearance, self.view)
        self.desk = Desk(self.workspace, self.view, self.find_bar, appearance)
        self.start_page = StartPage(appearance)
        self.banner = Banner(appearance)
        self.top_bar = TopBar(self.actions_, appearance)
        self.status_line = StatusLine(self.workspace, self.view, self.actions_)
        self._lay_out()
        self._control()
        self.desk.inspector.pending_changed.connect(self.status_line.set_pending)
        self.workspace.project_changed.connect(self._show_project)
        self.workspace.article_changed.connect(self._name_window)
        self._restore()
        self._show_project()
        self._look = QTimer(self, interval=LOOK_EVERY)
        self._look.timeout.connect(self.workspace.look_for_changes)
        self._look.start()

    def _lay_out(self) -> None:
        self.stack = QStackedWidget()
        self.stack.addWidget(self.start_page)
        self.stack.addWidget(self.desk)
        centre = QWidget()
        column = QVBoxLayout(centre)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for part in (self.top_bar, self.banner, self.stack, self.status_line):
            column.addWidget(part, 1 if part is self.stack else 0)
        self.setCentralWidget(centre)

    def _control(self) -> None:
        self.projects = Projects(self)
        self.actions_.fill_menu_bar(self.menuBar(), {"open": self.projects.recent_menu})
        self.articles = Articles(self)
        self.output = Output(self)
        self.entities = Entities(self)
        self.marking = Marking(self.workspace, self.view, self.actions_, self.appearance)
        self.viewing = Viewing(self)
        self.linking = Linking(self)

    def _show_project(self) -> None:
        has_project = self.workspace.project is not None
        self.stack.setCurrentWidget(self.desk if has_project else self.start_page)
        for part in (self.top_bar, self.status_line):
            part.setVisible(has_project)
        self._name_window()

    def _name_window(self) -> None:
        project = self.workspace.project
        if project is None:
            self.setWindowTitle("Annotator")
            return
        name = project.path.name
        suffix = self.tr(" (reading only)") if project.read_only else ""
        self.setWindowTitle(self.tr("{name}{suffix} — Annotator").format(name=name, suffix=suffix))

    # --- what is left as it was --------------------------------------------------------

    def _restore(self) -> None:
        kept = self.settings.window
        geometry = kept.get("geometry")
        if isinstance(geometry, str):
            self.restoreGeometry(QByteArray.fromBase64(geometry.encode("ascii")))
        self.desk.restore(kept)
        self.actions_["left_panel"].setChecked(self.desk.left_shown)
        self.actions_["right_panel"].setChecked(self.desk.right_shown)
        self.view.set_zoom(self.settings.zoom)

    def keep(self) -> None:
        """Remember the window's place, its panels and the zoom."""
        kept = dict(self.settings.window)
        kept["geometry"] = self.saveGeometry().toBase64().toStdString()
        kept.update(self.desk.kept())
        self.projects.update_settings(window=kept, zoom=self.view.zoom, theme=self.appearance.mode)

    # --- events ------------------------------------------------------------------------

    def closeEvent(self, event: QCloseEvent) -> None:
        """Put half-typed words into the project, remember the window, close the project."""
        if not self.projects.may_close():
            event.ignore()
            return
        self.desk.flush()
        self.keep()
        self.workspace.close()
        event.accept()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Below 1000 pixels the right panel lies over the article."""
        super().resizeEvent(event)
        # Not inside the event: a widget that changes its parent while its old one is being
        # resized leaves Qt with a wrong list of children.
        QTimer.singleShot(0, self, lambda: self.desk.adapt(self.width()))

    def changeEvent(self, event: QEvent) -> None:
        """Look at the file when the window becomes active again."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.ActivationChange and self.isActiveWindow():
            QTimer.singleShot(0, self.workspace.look_for_changes)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files: a project to open, articles to add."""
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Open the project or add the articles that were dropped."""
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
        # Not inside the drag: a dialog here would hold up the program that is the source.
        QTimer.singleShot(0, lambda: self.projects.open_paths(paths))
