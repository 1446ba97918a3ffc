"""Articles: adding them from files, folders and the clipboard; details, status, removing."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QStandardPaths
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog

from annotator.core.errors import AnnotatorError
from annotator.core.model import Article, Status
from annotator.services.progress import Progress
from annotator.ui.control.backups import MANY
from annotator.ui.control.completing import Completing
from annotator.ui.texts import counted

if TYPE_CHECKING:
    from annotator.services.reading import AddReport, Incoming
    from annotator.ui.main_window import MainWindow


class Articles(QObject):
    """What the Article menu and the articles panel do."""

    def __init__(self, window: "MainWindow") -> None:
        """Connect the actions and the panel."""
        super().__init__(window)
        self._window = window
        self._workspace = window.workspace
        self.completing = Completing(window)
        actions, panel = window.actions_, window.desk.articles
        for name, call in {
            "add": self.add_files,
            "add_folder": self.add_folder,
            "paste": self.paste,
            "details": self._details_of_shown,
            "done": self._toggle_done,
            "todo": lambda: self._set_shown_status(Status.TO_DO),
            "next_article": lambda: self._step(1),
            "previous_article": lambda: self._step(-1),
            "remove_article": self._remove_shown,
        }.items():
            actions[name].triggered.connect(lambda _=False, run=call: run())
        panel.article_chosen.connect(self._choose)
        panel.details_requested.connect(self.details)
        panel.status_requested.connect(self.completing.set_status)
        panel.remove_requested.connect(self.remove)
        panel.add_requested.connect(self.add_files)
        panel.paste_requested.connect(self.paste)
        self._workspace.articles_changed.connect(self._header_changed)

    # --- adding ------------------------------------------------------------------------

    def add_files(self) -> None:
        """Ask for files and offer them for adding."""
        filters = self.tr("Articles (*.txt *.md *.markdown);;All files (*)")
        chosen, _ = QFileDialog.getOpenFileNames(self._window, self.tr("Add articles"), _start(), filters)
        if chosen:
            self.add_paths([Path(path) for path in chosen])

    def add_folder(self) -> None:
        """Ask for a folder and offer all articles in it for adding."""
        chosen = QFileDialog.getExistingDirectory(self._window, self.tr("Add a folder of articles"), _start())
        if chosen:
            self.add_paths([Path(chosen)])

    def add_paths(self, paths: list[Path]) -> None:
        """Read files and folders as a job, then show what would be added."""
        if self._refused():
            return
        from annotator.services import reading

        job = self._window.projects.run_job(
            self.tr("Reading articles"), lambda progress: reading.read_paths(paths, progress)
        )
        job.succeeded.connect(self._offer)

    def paste(self) -> None:
        """Offer the clipboard's text as a new article."""
        if self._refused():
            return
        from annotator.services import reading

        text = QGuiApplication.clipboard().text()
        try:
            incoming = reading.read_clipboard(text)
        except AnnotatorError as error:
            self._window.projects.say("info", str(error))
            return
        self._offer([incoming])

    def _refused(self) -> bool:
        if self._workspace.project is None:
            self._window.projects.say("info", self.tr("Open or make a project first; articles go into it."))
            return True
        if self._workspace.read_only:
            self._window.projects.say(
                "warning", self.tr("This project is open for reading only; nothing can be added.")
            )
            return True
        return False

    def _offer(self, incoming: "list[Incoming]") -> None:
        project = self._workspace.project
        if project is None:
            return
        if not incoming:
            self._window.projects.say(
                "info", self.tr("There are no articles (.txt or .md) in what was chosen.")
            )
            return
        from annotator.services import reading
        from annotator.ui.dialogs.import_articles import ImportArticlesDialog

        dialog = ImportArticlesDialog(
            self._window.appearance,
            incoming,
            redecode=reading.redecode,
            find_known=lambda item: reading.known(project, item),
            parent=self._window,
        )
        if dialog.exec():
            self._add(dialog.chosen())

    def _add(self, incoming: "list[Incoming]") -> None:
        project = self._workspace.project
        if project is None or not incoming:
            return
        from annotator.services import reading

        def work(progress: Progress) -> "AddReport":
            with project.again() as second:
                return reading.add_articles(second, incoming, progress)

        job = self._window.projects.run_job(self.tr("Adding articles"), work)
        job.succeeded.connect(self._added)

    def _added(self, report: "AddReport") -> None:
        self._workspace.absorb()
        if report.added:
            self._workspace.open_article(report.added[0].id)
        self._window.projects.say(*self._summary(report))

    def _summary(self, report: "AddReport") -> tuple[str, str]:
        pieces = [
            counted(len(report.added), self.tr("1 article was added."), self.tr("{n} articles were added."))
        ]
        if report.duplicates:
            one = self.tr("1 was here already and was not added again.")
            more = self.tr("{n} were here already and were not added again.")
            pieces.append(counted(len(report.duplicates), one, more))
        for name, sentence in report.refused:
            pieces.append(f"{name}: {sentence}")
        return ("warning" if report.refused else "info"), " ".join(pieces)

    # --- the article shown, or one of the list -----------------------------------------

    def _choose(self, article_id: str) -> None:
        self._workspace.open_article(article_id)

    def _with_shown(self, call: Callable[[Article], None]) -> None:
        if self._workspace.article is not None:
            call(self._workspace.article)

    def _details_of_shown(self) -> None:
        self._with_shown(lambda article: self.details(article.id))

    def details(self, article_id: str) -> None:
        """Show and edit an article's title, byline, outlet, URL, date and language."""
        project = self._workspace.project
        if project is None:
            return
        from annotator.ui.dialogs.article_details import ArticleDetailsDialog

        article = project.article(article_id)
        dialog = ArticleDetailsDialog(
            self._window.appearance, article, read_only=self._workspace.read_only, parent=self._window
        )
        if dialog.exec() and dialog.changes():
            self._workspace.edit_article(article_id, dialog.changes())

    def _toggle_done(self) -> None:
        article = self._workspace.article
        if article is None:
            return
        done = article.status is Status.DONE
        marked = any(self._workspace.counts(article.id).values())
        back = Status.IN_PROGRESS if marked else Status.TO_DO
        self.completing.set_status(article.id, back if done else Status.DONE)

    def _set_shown_status(self, status: Status) -> None:
        self._with_shown(lambda article: self.completing.set_status(article.id, status))

    def _step(self, direction: int) -> None:
        following = self._neighbour(direction)
        if following:
            self._workspace.open_article(following)

    def _neighbour(self, direction: int) -> str | None:
        """Return the article after or before the one shown, as the panel lists them."""
        shown = self._window.desk.articles.shown_ids()
        article = self._workspace.article
        if article is None or article.id not in shown:
            return shown[0] if shown else None
        at = shown.index(article.id) + direction
        return shown[at] if 0 <= at < len(shown) else None

    def _remove_shown(self) -> None:
        self._with_shown(lambda article: self.remove(article.id))

    def remove(self, article_id: str) -> None:
        """Ask, then remove an article with its annotations; undo brings it back."""
        project = self._workspace.project
        if project is None or self._workspace.read_only:
            return
        article = project.article(article_id)
        number = sum(self._workspace.counts(article_id).values())
        one = self.tr("Its 1 annotation goes with it. Undo brings everything back.")
        more = self.tr("Its {n} annotations go with it. Undo brings everything back.")
        explanation = counted(number, one, more) if number else self.tr("Undo brings it back.")
        question = self.tr("Remove “{title}” from the project?").format(title=article.title)
        if self._window.projects.confirm(question, self.tr("Remove the article"), explanation):
            remove = partial(self._workspace.remove_article, article_id)
            if number < MANY:
                remove()
            else:
                self._window.projects.backups.before(remove)

    def _header_changed(self, touched: list[str]) -> None:
        article = self._workspace.article
        if article is not None and article.id in touched:
            self._window.view.set_header(article)


def _start() -> str:
    return QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
