"""Calling an article done: not by accident while required fields are empty."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from annotator.core.model import Status
from annotator.services import completeness
from annotator.services.completeness import Gap

if TYPE_CHECKING:
    from annotator.ui.main_window import MainWindow
    from annotator.ui.panels.missing import MissingPanel


class Completing(QObject):
    """Sets the status of articles, and shows what is missing before one is done."""

    def __init__(self, window: "MainWindow") -> None:
        """Follow what happens to the article; the list is made when it is first needed."""
        super().__init__(window)
        self._window = window
        self._workspace = window.workspace
        self._panel: MissingPanel | None = None
        workspace = self._workspace
        workspace.article_changed.connect(self._hide)
        workspace.annotations_changed.connect(lambda _: self._follow())
        workspace.codebook_changed.connect(self._follow)
        workspace.articles_changed.connect(lambda _: self._follow())

    @property
    def panel(self) -> "MissingPanel":
        """The list of what is missing, below the article; hidden until something is."""
        if self._panel is None:
            from annotator.ui.panels.missing import MissingPanel

            panel = self._panel = MissingPanel(self._workspace, self._window.appearance)
            self._window.desk.add_below(panel)
            panel.gap_wanted.connect(self._go_to)
            panel.done_wanted.connect(self._done_anyway)
            panel.confirm_wanted.connect(self._confirm)
            panel.closed.connect(self._back)
        return self._panel

    def _hide(self) -> None:
        if self._panel is not None:
            self._panel.hide()

    def set_status(self, article_id: str, status: Status) -> None:
        """Say how far an article is; if it is to be done and something is missing, show that instead."""
        self._window.desk.flush()
        project = self._workspace.project
        if status is Status.DONE and project is not None and completeness.of_article(project, article_id):
            if self._workspace.open_article(article_id):
                self.panel.show_gaps(self._gaps())
                self.panel.enter()
            # The action has taken its tick already.
            self._window.viewing.refresh()
            return
        self._workspace.set_status(article_id, status)
        self._close_with_focus()

    def _gaps(self) -> list[Gap]:
        known = self._workspace.known
        own = sorted(self._workspace.own(), key=lambda one: (one.start, one.end))
        return completeness.gaps(known.codebook, own, known.links)

    def _follow(self) -> None:
        """Let the list shrink as gaps are filled; it goes once the article is done."""
        if self._panel is None or self._panel.isHidden():
            return
        article = self._workspace.article
        if article is None or article.status is Status.DONE:
            self._close_with_focus()
            return
        had_focus = self.panel.list.hasFocus()
        self.panel.show_gaps(self._gaps())
        if had_focus:
            self.panel.enter()

    def _go_to(self, gap: Gap) -> None:
        """Select the annotation and put the keyboard into the field."""
        self._window.actions_["right_panel"].setChecked(True)
        self._workspace.select(gap.annotation.id)
        if not self._window.desk.inspector.edit_field(gap.field.id):
            self._window.view.setFocus()

    def _confirm(self) -> None:
        proposed = [gap for gap in self._gaps() if gap.proposed]
        self._workspace.confirm(
            dict.fromkeys(gap.annotation.id for gap in proposed), {gap.field.id for gap in proposed}
        )
        self.panel.enter()

    def _done_anyway(self) -> None:
        article = self._workspace.article
        self._window.desk.flush()
        self._close_with_focus()
        if article is not None:
            self._workspace.set_status(article.id, Status.DONE)

    def _back(self) -> None:
        self._hide()
        self._window.view.setFocus()

    def _close_with_focus(self) -> None:
        """Hide the list; a keyboard that was in it goes on in the article."""
        if self._panel is None:
            return
        inside = self._panel.isAncestorOf(self._window.focusWidget() or self._window)
        self._panel.hide()
        if inside:
            self._window.view.setFocus()
