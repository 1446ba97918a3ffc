"""The left panel: the articles of the project, to be found, sorted and opened."""

from collections.abc import Mapping

from PySide6.QtCore import QModelIndex, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QMenu, QStackedWidget, QToolButton, QVBoxLayout, QWidget

from annotator.core.errors import AnnotatorError, NotFound
from annotator.core.model import Status
from annotator.ui.appearance import Appearance
from annotator.ui.panels.articles_delegate import ArticleDelegate
from annotator.ui.panels.articles_model import NEWEST_FIRST, ArticleOrder, ArticlesModel
from annotator.ui.panels.empty_state import EmptyState
from annotator.ui.panels.filter_field import FilterField
from annotator.ui.panels.phrases import number, status_in_words
from annotator.ui.panels.row_list import RowList
from annotator.ui.panels.sort_menu import SortMenu, drop_down
from annotator.ui.panels.toggles import StatusFilter
from annotator.ui.texts import isolated, plain_label, shortened
from annotator.ui.workspace import Workspace

SEARCH_PAUSE = 180
"""Milliseconds without typing after which the texts are searched too."""


class ArticlesPanel(QWidget):
    """Lists the articles; says by signals what a person wants of one, and changes nothing itself."""

    article_chosen = Signal(str)
    details_requested = Signal(str)
    status_requested = Signal(str, object)
    """Article id and `Status`."""
    remove_requested = Signal(str)
    add_requested = Signal()
    paste_requested = Signal()

    def __init__(self, workspace: Workspace, appearance: Appearance, parent: QWidget | None = None) -> None:
        """Follow ``workspace``."""
        super().__init__(parent)
        self._workspace = workspace
        self._appearance = appearance
        self.setProperty("role", "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(self.tr("Articles"))
        self.setMinimumWidth(200)
        self.model = ArticlesModel(self._counts, workspace.all_counts, self)
        self.filter_field = FilterField(
            self.tr("Filter articles"), self.tr("Filter articles by title, outlet, date or text"), appearance
        )
        self.status_filter = StatusFilter(appearance)
        self.sort = SortMenu(self._orders(), appearance, self, descending=NEWEST_FIRST)
        self.add_button = self._add_button()
        self.list_view = RowList(self.tr("List of articles"))
        self._delegate = ArticleDelegate(appearance, lambda: workspace.layers, self)
        self.list_view.setItemDelegate(self._delegate)
        self.list_view.setModel(self.model)
        self.nothing_yet = self._nothing_yet()
        self.no_match = EmptyState()
        self.show_all_button = self.no_match.add_button(self.tr("Show all articles"))
        self._pages = QStackedWidget()
        self._searching = QTimer(self)
        self._searching.setSingleShot(True)
        self._searching.setInterval(SEARCH_PAUSE)
        self._lay_out()
        self._connect()
        self._reload()

    def take_filter_focus(self) -> None:
        """Put the keyboard into the filter field, its text selected."""
        self.filter_field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.filter_field.selectAll()

    def shown_ids(self) -> list[str]:
        """Return the ids of the articles as listed now: where "next article" goes along."""
        return self.model.shown_ids()

    # --- making it ---------------------------------------------------------------------

    def _orders(self) -> dict[ArticleOrder, str]:
        return {
            ArticleOrder.ADDED: self.tr("Order added"),
            ArticleOrder.TITLE: self.tr("Title"),
            ArticleOrder.OUTLET: self.tr("Outlet"),
            ArticleOrder.PUBLISHED: self.tr("Date published"),
            ArticleOrder.STATUS: self.tr("Status"),
            ArticleOrder.MARKS: self.tr("Number of annotations"),
            ArticleOrder.CHANGED: self.tr("Last changed"),
        }

    def _add_button(self) -> QToolButton:
        button = QToolButton()
        self._appearance.dress(button, "plus")
        button.setToolTip(self.tr("Add articles"))
        button.setAccessibleName(self.tr("Add articles"))
        menu = QMenu(button)
        menu.addAction(self.tr("Add articles…")).triggered.connect(self.add_requested)
        menu.addAction(self.tr("New article from clipboard")).triggered.connect(self.paste_requested)
        drop_down(button, menu)
        return button

    def _nothing_yet(self) -> EmptyState:
        page = EmptyState(
            self.tr("No articles yet"),
            self.tr("Add text or Markdown files (Ctrl+I), drop them on the window, or paste (Ctrl+Shift+V)."),
        )
        self.add_files_button = page.add_button(self.tr("Add articles…"), primary=True)
        self.paste_button = page.add_button(self.tr("New article from clipboard"))
        return page

    def _lay_out(self) -> None:
        heading = plain_label(self.tr("Articles"), "section")
        self._tally = plain_label("", "muted")
        top = QHBoxLayout()
        top.setSpacing(4)
        top.addWidget(heading)
        top.addSpacing(4)
        top.addWidget(self._tally, 1)
        top.addWidget(self.sort.button)
        top.addWidget(self.add_button)
        self._head = QWidget()
        head = QVBoxLayout(self._head)
        head.setContentsMargins(12, 8, 12, 8)
        head.setSpacing(8)
        head.addLayout(top)
        head.addWidget(self.filter_field)
        head.addWidget(self.status_filter)
        for page in (self.list_view, self.nothing_yet, self.no_match):
            self._pages.addWidget(page)
        # The pages for what is empty would else keep a low window from showing the rest.
        self._pages.setMinimumHeight(64)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._head)
        column.addWidget(self._pages, 1)

    def _connect(self) -> None:
        self.filter_field.textChanged.connect(self._filter)
        self.filter_field.down_pressed.connect(self._enter_list)
        self.filter_field.entered.connect(self._open_first)
        self.status_filter.chosen.connect(self._filter_status)
        self.sort.signals.changed.connect(self._sort)
        self._searching.timeout.connect(self._search)
        view = self.list_view
        view.opened.connect(self._open)
        view.clicked.connect(self._open)
        view.menu_wanted.connect(self._show_menu)
        view.delete_pressed.connect(self._remove)
        view.left_upwards.connect(self.take_filter_focus)
        view.left.connect(self._follow)
        view.refitted.connect(self._refit)
        for button, signal in (
            (self.add_files_button, self.add_requested),
            (self.paste_button, self.paste_requested),
        ):
            button.clicked.connect(signal)
        self.show_all_button.clicked.connect(self._show_all)
        self._appearance.changed.connect(view.viewport().update)
        self._workspace.project_changed.connect(self._project_changed)
        self._workspace.articles_changed.connect(self._articles_changed)
        self._workspace.article_read.connect(self._follow)

    # --- following the workspace -------------------------------------------------------

    def _counts(self, article_id: str) -> Mapping[str, int]:
        try:
            return self._workspace.counts(article_id)
        except AnnotatorError:
            return {}  # While painting; what is wrong with the file is said where it is acted on.

    def _project_changed(self) -> None:
        self.filter_field.clear()
        self.add_button.setVisible(not self._workspace.read_only)
        self.list_view.viewport().update()

    def _articles_changed(self, article_ids: list[str]) -> None:
        if not article_ids:
            self._reload()
            return
        for article_id in article_ids:
            self._update(article_id)
        self._show_state()

    def _reload(self) -> None:
        project = self._workspace.project
        try:
            articles = project.articles() if project is not None else []
        except AnnotatorError as error:
            self._workspace.said.emit("error", str(error))
            return
        self.model.set_articles(articles, self._workspace.layers)
        if self.filter_field.text():
            self._searching.start()
        self._show_state()
        self._follow()

    def _update(self, article_id: str) -> None:
        project = self._workspace.project
        if project is None:
            return
        try:
            self.model.update_article(project.article(article_id))
        except NotFound:
            self.model.remove_article(article_id)
        except AnnotatorError as error:
            self._workspace.said.emit("error", str(error))

    def _follow(self) -> None:
        """Make the article that the window shows the current row."""
        article = self._workspace.article
        self.model.set_shown(article.id if article else None)
        index = self.model.index_of(article.id) if article else QModelIndex()
        self.list_view.setCurrentIndex(index)
        if index.isValid():
            self.list_view.scrollTo(index)

    # --- filter and order --------------------------------------------------------------

    def _filter(self, words: str) -> None:
        self.model.set_words(words)
        if len(words.strip()) > 1:
            self._searching.start()
        else:
            self._searching.stop()
        self._after_filter()

    def _search(self) -> None:
        words = self.filter_field.text().strip()
        self.model.set_text_hits(self._workspace.search(words) if words else [])
        self._after_filter()

    def _filter_status(self, status: Status | None) -> None:
        self.model.set_status(status)
        self._after_filter()

    def _after_filter(self) -> None:
        self._show_state()
        if self.filter_field.text():
            self.list_view.scrollToTop()
        else:
            self._follow()

    def _sort(self) -> None:
        self.model.set_order(self.sort.order, descending=self.sort.descending)
        self._follow()

    def _show_all(self) -> None:
        self.filter_field.clear()
        self.status_filter.choose(None)
        self.filter_field.setFocus()

    def _show_state(self) -> None:
        """Show list or empty state, and how many articles there are."""
        total, rows = self.model.total(), self.model.rowCount()
        self.status_filter.show_counts(self.model.status_counts())
        for part in (self.filter_field, self.status_filter, self.sort.button):
            part.setVisible(total > 0)
        if total == 0:
            self._pages.setCurrentWidget(self.nothing_yet)
        elif rows == 0:
            self._say_no_match()
            self._pages.setCurrentWidget(self.no_match)
        else:
            self._pages.setCurrentWidget(self.list_view)
        writable = not self._workspace.read_only
        self.add_files_button.setVisible(writable)
        self.paste_button.setVisible(writable)
        tally = self.tr("{rows} of {total}").format(rows=number(rows), total=number(total))
        self._tally.setText(tally if rows != total else "")

    def _say_no_match(self) -> None:
        words = shortened(self.filter_field.text(), 60)
        if words:
            sentence = self.tr("No article has “{words}” in its title, outlet, byline, date or text.")
            self.no_match.say(self.tr("Nothing found"), sentence.format(words=isolated(words)))
        else:
            self.no_match.say(self.tr("Nothing here"), self.tr("No article has this status."))

    # --- keys, pointer, menu -----------------------------------------------------------

    def _enter_list(self) -> None:
        if self.model.rowCount() == 0:
            return
        if not self.list_view.currentIndex().isValid() or self.filter_field.text():
            self.list_view.setCurrentIndex(self.model.index(0, 0))
        self.list_view.setFocus(Qt.FocusReason.OtherFocusReason)

    def _open_first(self) -> None:
        if self.filter_field.text() and self.model.rowCount():
            self._open(self.model.index(0, 0))

    def _open(self, index: QModelIndex) -> None:
        self.article_chosen.emit(self.model.id_at(index.row()))

    def _remove(self) -> None:
        index = self.list_view.currentIndex()
        if index.isValid() and not self._workspace.read_only:
            self.remove_requested.emit(self.model.id_at(index.row()))

    def _show_menu(self, index: QModelIndex, place: QPoint) -> None:
        menu = self.menu_for(self.model.id_at(index.row()))
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(place)

    def menu_for(self, article_id: str) -> QMenu:
        """Return the context menu of an article; what cannot be done is not in it."""
        menu = QMenu(self)
        menu.addAction(self.tr("Open")).triggered.connect(lambda: self.article_chosen.emit(article_id))
        menu.addAction(self.tr("Title, outlet, date…")).triggered.connect(
            lambda: self.details_requested.emit(article_id)
        )
        if self._workspace.read_only:
            return menu
        menu.addSeparator()
        article = self.model.article(article_id)
        for status in Status:
            words = status_in_words(status)
            action = menu.addAction(self.tr("Set to “{status}”").format(status=words))
            action.setCheckable(True)
            action.setChecked(article is not None and article.status is status)
            self._ask_for_status(action, article_id, status)
        menu.addSeparator()
        menu.addAction(self.tr("Remove…")).triggered.connect(lambda: self.remove_requested.emit(article_id))
        return menu

    def _ask_for_status(self, action: QAction, article_id: str, status: Status) -> None:
        action.triggered.connect(lambda: self.status_requested.emit(article_id, status))

    def _refit(self) -> None:
        if self._delegate.fit(self.list_view.viewport().width(), self.list_view.font()):
            self.list_view.scheduleDelayedItemsLayout()
