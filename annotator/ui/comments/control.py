"""What the actions about comments do: the panel of all threads, and writing in one."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from annotator.ui.comments.panel import CommentsPanel, Place

if TYPE_CHECKING:
    from annotator.ui.main_window import MainWindow


def write(window: "MainWindow") -> None:
    """Write a comment on the annotation that is selected, whosever it is, or else on the article shown."""
    article, current = window.workspace.article, window.workspace.current
    if article is None:
        return
    panel = _shown(window)
    panel.write_on(Place(article.id, current.id if current else ""))


def show(window: "MainWindow") -> None:
    """Show all threads, ready to go through them."""
    if window.workspace.project is not None:
        _shown(window).go_through()


def panel_of(window: "MainWindow") -> CommentsPanel | None:
    """Return the panel of a window; None if it was never wanted."""
    return window.findChild(CommentsPanel, options=Qt.FindChildOption.FindDirectChildrenOnly)


def _shown(window: "MainWindow") -> CommentsPanel:
    panel = panel_of(window) or _made(window)
    panel.show()
    panel.raise_()
    panel.activateWindow()
    return panel


def _made(window: "MainWindow") -> CommentsPanel:
    panel = CommentsPanel(
        window.workspace, window.appearance, window.actions_, window.projects.run_job, window
    )
    panel.place_wanted.connect(lambda place, go: _show_place(window, place, go=go))
    return panel


def _show_place(window: "MainWindow", place: Place, *, go: bool) -> None:
    """Show what a thread is about; with ``go`` the person goes there."""
    workspace = window.workspace
    if not workspace.open_article(place.article_id):
        return
    workspace.select(place.annotation_id if place.annotation_id in workspace.loaded else None)
    if go:
        window.activateWindow()
        window.raise_()
        window.view.setFocus()
