"""The window: puts the parts together and decides nothing."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QEvent, Qt, QTimer
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QResizeEvent
from PySide6.QtWidgets import QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from annotator.core.codebook import Layer
from annotator.services.settings import Settings
from annotator.ui.actions import Actions
from annotator.ui.appearance import Appearance
from annotator.ui.control.projects import Projects
from annotator.ui.control.viewing import Viewing
from annotator.ui.dialogs.message import Banner
from annotator.ui.workspace import Workspace

if TYPE_CHECKING:
    from annotator.ui.article.find_bar import FindBar
    from annotator.ui.article.view import ArticleView
    from annotator.ui.control.articles import Articles
    from annotator.ui.control.entities import Entities
    from annotator.ui.control.linking import Linking
    from annotator.ui.control.marking import Marking
    from annotator.ui.desk import Desk
    from annotator.ui.room import Room
    from annotator.ui.start_page import StartPage
    from annotator.ui.status_line import StatusLine
    from annotator.ui.top_bar import TopBar

LOOK_EVERY = 60_000
"""Milliseconds between two looks at whether the file is still where it was."""


class MainWindow(QMainWindow):
    """One window, on one project or on the start page.

    It has two faces, the start page and the room for working on a project. Each is loaded and
    made when it is first to be seen: whoever starts with one does not wait for the other.
    """

    def __init__(self, appearance: Appearance, settings: Settings, layers: list[Layer]) -> None:
        """Build the window; ``layers`` are the ones that have keys and tools.

        It is empty until `show_face` is called or a project is opened.
        """
        super().__init__()
        self.setObjectName("mainWindow")
        self.setWindowTitle("Annotator")
        self.setAcceptDrops(True)
        self.setMinimumSize(560, 420)
        self.resize(1280, 800)
        self.settings = settings
        self.appearance = appearance
        self.workspace = Workspace(self)
        self.workspace.people.restore(settings.window.get("people"))
        self.actions_ = Actions(self, appearance, layers)
        self.banner = Banner(appearance)
        self._start_page: StartPage | None = None
        self._room: Room | None = None
        self._lay_out()
        self.projects = Projects(self)
        self.actions_.fill_menu_bar(self.menuBar(), {"open": self.projects.recent_menu})
        self.viewing = Viewing(self)
        # A project is about to be used: all that shows it has to be there to hear of it.
        self.workspace.leaving.connect(lambda: self.room)
        self._restore()
        self._look = QTimer(self, interval=LOOK_EVERY)
        self._look.timeout.connect(self.workspace.look_for_changes)
        self._look.start()

    def _lay_out(self) -> None:
        self.stack = QStackedWidget()
        centre = QWidget()
        self._column = QVBoxLayout(centre)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(self.banner)
        self._column.addWidget(self.stack, 1)
        self.setCentralWidget(centre)

    # --- the two faces -----------------------------------------------------------------

    @property
    def start_page(self) -> "StartPage":
        """What is shown while no project is open."""
        if self._start_page is None:
            from annotator.ui.start_page import StartPage

            self._start_page = StartPage(self.appearance)
            self.stack.addWidget(self._start_page)
            self.projects.serve(self._start_page)
        return self._start_page

    @property
    def room(self) -> "Room":
        """All that an open project is worked on with."""
        if self._room is None:
            from annotator.ui.room import Room

            room = self._room = Room(self)
            self.stack.addWidget(room.desk)
            self._column.insertWidget(0, room.top_bar)
            self._column.addWidget(room.status_line)
            room.control(self)
            self.workspace.project_changed.connect(self.show_face)
            self.workspace.article_changed.connect(self._name_window)
            room.desk.adapt(self.width())
        return self._room

    def make_ahead(self) -> bool:
        """Make a part of the room, unseen, while there is time; returns whether more is to be made."""
        if self._room is None:
            self.room.show_bars(self.workspace.project is not None)
            return True
        return self._room.desk.make_part()

    @property
    def view(self) -> "ArticleView":
        """The article."""
        return self.room.view

    @property
    def find_bar(self) -> "FindBar":
        """The field below the article to search it."""
        return self.room.find_bar

    @property
    def desk(self) -> "Desk":
        """The panels around the article."""
        return self.room.desk

    @property
    def top_bar(self) -> "TopBar":
        """The bar above the desk."""
        return self.room.top_bar

    @property
    def status_line(self) -> "StatusLine":
        """The line below the desk."""
        return self.room.status_line

    @property
    def articles(self) -> "Articles":
        """What the Article menu does."""
        return self.room.articles

    @property
    def marking(self) -> "Marking":
        """What the Mark menu does."""
        return self.room.marking

    @property
    def linking(self) -> "Linking":
        """What the keys of the fields do, and dragging from a mark to another."""
        return self.room.linking

    @property
    def entities(self) -> "Entities":
        """The panel of entities."""
        return self.room.entities

    def show_face(self) -> None:
        """Show the room if a project is open, else the start page."""
        has_project = self.workspace.project is not None
        self.stack.setCurrentWidget(self.desk if has_project else self.start_page)
        if self._room is not None:
            self._room.show_bars(has_project)
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
        for side in ("left", "right"):
            self.actions_[f"{side}_panel"].setChecked(bool(kept.get(side, True)))

    def keep(self) -> None:
        """Remember the window's place, its panels and the zoom."""
        kept = dict(self.settings.window)
        kept["people"] = self.workspace.people.kept()
        kept["geometry"] = self.saveGeometry().toBase64().toStdString()
        zoom = self.settings.zoom
        if self._room is not None and self._room.desk.was_shown:
            kept.update(self._room.desk.kept())
            zoom = self._room.view.zoom
        self.projects.update_settings(window=kept, zoom=zoom, theme=self.appearance.mode)

    # --- events ------------------------------------------------------------------------

    def closeEvent(self, event: QCloseEvent) -> None:
        """Put half-typed words into the project, remember the window, close the project."""
        if not self.projects.may_close():
            event.ignore()
            return
        if self._room is not None:
            self._room.desk.flush()
        self.keep()
        for beside in self.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly):
            if beside.isWindow() and beside.isVisible():
                beside.close()
        self.workspace.close()
        event.accept()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Below 1000 pixels the right panel lies over the article."""
        super().resizeEvent(event)
        # Not inside the event: a widget that changes its parent while its old one is being
        # resized leaves Qt with a wrong list of children.
        QTimer.singleShot(0, self, self._adapt)

    def _adapt(self) -> None:
        if self._room is not None:
            self._room.desk.adapt(self.width())

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
