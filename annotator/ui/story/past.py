"""The window on an earlier state: a bar that says so for as long as it is shown, and the way back."""

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QBoxLayout

from annotator.core.errors import AnnotatorError
from annotator.services import as_of
from annotator.services.as_of import Copy
from annotator.ui.dialogs.message import Banner
from annotator.ui.story import words

if TYPE_CHECKING:
    from annotator.ui.main_window import MainWindow


class PastView(QObject):
    """Shows a copy of then in a window, and takes it away when something else is opened."""

    def __init__(self, window: "MainWindow") -> None:
        """Show nothing yet."""
        super().__init__(window)
        self._window = window
        self.copy: Copy | None = None
        """What is shown."""
        self.bar = Banner(window.appearance)
        self.bar.setAccessibleName(self.tr("The project as it was"))
        centre = window.centralWidget()
        layout = centre.layout() if centre is not None else None
        if isinstance(layout, QBoxLayout):
            layout.insertWidget(layout.indexOf(window.banner), self.bar)
        window.workspace.project_changed.connect(self._left)

    def show(self, copy: Copy, moment: datetime) -> bool:
        """Open a copy of then; what was selected stays so if it was there."""
        window, workspace = self._window, self._window.workspace
        article = workspace.article.id if workspace.article else ""
        selected = workspace.current_id
        try:
            project = copy.open()
        except AnnotatorError as error:
            copy.close()
            window.projects.say("error", str(error))
            return False
        window.projects.backups.stop()
        window.banner.clear()
        workspace.use(project)
        self.copy = copy
        here = {one.id for one in project.articles()}
        first = article if article in here else next(iter(window.desk.articles.shown_ids()), None)
        if first:
            workspace.open_article(first)
            workspace.select(selected)
            window.view.setFocus()
        self._say(moment)
        return True

    def _say(self, moment: datetime) -> None:
        when = f"{words.day_in_words(moment)}, {words.time_in_words(moment)}"
        sentence = self.tr("As it was on {when} — for reading only.").format(when=when)
        missing = as_of.sentences(self.copy.found) if self.copy is not None else []
        self.bar.say(
            "warning",
            " ".join([sentence, *missing]),
            action=self.tr("Back to the present"),
            act=self.back,
            closable=False,
        )

    def back(self) -> None:
        """Open the project as it is now."""
        copy = self.copy
        if copy is None:
            return
        article = self._window.workspace.article
        if not self._window.projects.open_path(copy.source):
            self.bar.show()
        elif article is not None and article.id in self._window.desk.articles.shown_ids():
            self._window.workspace.open_article(article.id)

    def _left(self) -> None:
        copy, project = self.copy, self._window.workspace.project
        if copy is not None and (project is None or project.path != copy.path):
            self.copy = None
            self.bar.clear()
            copy.close()


def past_view(window: "MainWindow") -> PastView:
    """Return what shows earlier states in a window; made when it is first wanted."""
    found = window.findChild(PastView)
    return found if isinstance(found, PastView) else PastView(window)


def home_of(window: "MainWindow", path: Path) -> Path:
    """Return where files made from the project open as ``path`` go: beside the one whose past it is."""
    found = window.findChild(PastView)
    copy = found.copy if isinstance(found, PastView) else None
    return copy.source if copy is not None and copy.path == path else path
