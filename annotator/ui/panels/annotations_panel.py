"""The list of the shown article's annotations, below the inspector.

It is the accessible twin of the highlights in the article: whatever can be seen there can
be read, reached and removed here with the keyboard alone.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import partial

from PySide6.QtCore import QEvent, QItemSelection, QModelIndex, QObject, QPoint, Qt, Signal
from PySide6.QtCore import QItemSelectionModel as SelectionModel
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QMenu,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from annotator.core.errors import ProjectError
from annotator.services import commenting
from annotator.ui.appearance import Appearance
from annotator.ui.panels.annotations_delegate import AnnotationDelegate
from annotator.ui.panels.annotations_model import AnnotationOrder, AnnotationsModel, People
from annotator.ui.panels.empty_state import EmptyState
from annotator.ui.panels.filter_field import FilterField
from annotator.ui.panels.flow_layout import FlowLayout
from annotator.ui.panels.gist import gist_of
from annotator.ui.panels.phrases import number
from annotator.ui.panels.row_list import RowList
from annotator.ui.panels.sort_menu import SortMenu
from annotator.ui.panels.toggles import LayerToggles
from annotator.ui.texts import isolated, plain_label, shortened
from annotator.ui.workspace import Workspace

_LEAST_FILTER = 150
"""Pixels of a filter field in which its placeholder can be read."""
_MANY = 200
"""From this number of changes on, one new list is cheaper than that many changed rows."""


class AnnotationsPanel(QWidget):
    """Lists, sorts and filters the annotations; its selection is the workspace's."""

    jump_requested = Signal(str)
    """Enter or a double click on an annotation: the article is wanted at this place."""

    def __init__(self, workspace: Workspace, appearance: Appearance, parent: QWidget | None = None) -> None:
        """Follow ``workspace``."""
        super().__init__(parent)
        self._workspace = workspace
        self._appearance = appearance
        self._following = False
        self.setProperty("role", "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(self.tr("Annotations"))
        self.setMinimumWidth(200)
        people = People(workspace.annotator_name, self._my_id)
        self.model = AnnotationsModel(people, partial(gist_of, workspace), self)
        self.filter_field = FilterField(
            self.tr("Filter annotations"),
            self.tr("Filter annotations by quote, speaker, entity, date, note, tag or annotator"),
            appearance,
        )
        self.layer_toggles = LayerToggles(appearance)
        self.sort = SortMenu(self._orders(), appearance, self)
        self.list_view = RowList(self.tr("List of annotations"))
        self.list_view.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.list_view.setItemDelegate(AnnotationDelegate(appearance, self))
        self.list_view.setModel(self.model)
        self.nothing_yet = EmptyState()
        self.no_match = EmptyState()
        self.show_all_button = self.no_match.add_button(self.tr("Show all annotations"))
        self._pages = QStackedWidget()
        self._lay_out()
        self._connect()
        self._project_changed()

    def take_filter_focus(self) -> None:
        """Put the keyboard into the filter field, its text selected."""
        self.filter_field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.filter_field.selectAll()

    def selected_ids(self) -> list[str]:
        """Return the ids of the selected rows, from top to bottom."""
        rows: list[int] = []
        selection = self.list_view.selectionModel().selection()
        for place in range(selection.count()):
            part = selection.at(place)
            rows.extend(range(part.top(), part.bottom() + 1))
        return [self.model.id_at(row) for row in sorted(rows)]

    # --- making it ---------------------------------------------------------------------

    def _orders(self) -> dict[AnnotationOrder, str]:
        return {
            AnnotationOrder.PLACE: self.tr("Place in the article"),
            AnnotationOrder.LAYER: self.tr("Layer"),
            AnnotationOrder.TIME: self.tr("Time made"),
            AnnotationOrder.ANNOTATOR: self.tr("Annotator"),
        }

    def _lay_out(self) -> None:
        self._tally = plain_label("", "muted")
        self._filters = self._make_filters()
        top = QHBoxLayout()
        top.setSpacing(4)
        top.addWidget(plain_label(self.tr("Annotations"), "section"))
        top.addSpacing(4)
        top.addWidget(self._tally, 1)
        top.addWidget(self.sort.button)
        head = QVBoxLayout()
        head.setContentsMargins(12, 8, 12, 8)
        head.setSpacing(8)
        head.addLayout(top)
        head.addWidget(self._filters)
        for page in (self.list_view, self.nothing_yet, self.no_match):
            self._pages.addWidget(page)
        # The pages for what is empty would else keep a low window from showing the rest.
        self._pages.setMinimumHeight(64)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self._pages, 1)

    def _make_filters(self) -> QWidget:
        """Put the toggles and the filter field on one line, where it is long enough for both."""
        filters = QWidget()
        line = FlowLayout(filters, 8, stretch_last=True)
        line.addWidget(self.layer_toggles)
        line.addWidget(self.filter_field)
        self.filter_field.setMinimumWidth(_LEAST_FILTER)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        filters.setSizePolicy(policy)
        return filters

    def _connect(self) -> None:
        self.filter_field.textChanged.connect(self._filter)
        self.filter_field.down_pressed.connect(self._enter_list)
        self.filter_field.entered.connect(self._enter_list)
        self.layer_toggles.changed.connect(self._filter_layers)
        self.sort.signals.changed.connect(self._sort)
        self.show_all_button.clicked.connect(self._show_all)
        view = self.list_view
        view.selectionModel().selectionChanged.connect(self._selected)
        view.opened.connect(self._jump)
        view.doubleClicked.connect(self._jump)
        view.clicked.connect(self._clicked)
        view.delete_pressed.connect(self.remove_selected)
        view.left_upwards.connect(self.take_filter_focus)
        view.menu_wanted.connect(self._show_menu)
        view.installEventFilter(self)
        self._appearance.changed.connect(view.viewport().update)
        workspace = self._workspace
        workspace.project_changed.connect(self._project_changed)
        workspace.codebook_changed.connect(self._codebook_changed)
        workspace.article_changed.connect(self._empty)
        workspace.article_read.connect(self._reload)
        workspace.history_changed.connect(self._show_waiting)
        workspace.annotations_changed.connect(self._annotations_changed)
        workspace.entities_changed.connect(self._entities_changed)
        workspace.people_changed.connect(self._people_changed)
        workspace.selection_changed.connect(self._follow)

    # --- following the workspace -------------------------------------------------------

    def _my_id(self) -> str:
        me = self._workspace.annotator
        return me.id if me else ""

    def _project_changed(self) -> None:
        self._show_layers()
        self._reload()

    def _show_layers(self) -> None:
        self.layer_toggles.set_layers(self._workspace.layers)
        self.layer_toggles.chain(self.sort.button, self.filter_field)

    def _codebook_changed(self) -> None:
        """Show layers by their new names, colours and shapes."""
        self._show_layers()
        if self._workspace.article is not None and not self._workspace.reading:
            self._reload()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Have the rows there before a key is pressed on them."""
        if event.type() == QEvent.Type.KeyPress:
            self._workspace.catch_up()
        return super().eventFilter(watched, event)

    def _empty(self) -> None:
        """Show no rows of another article while those of this one are still to come."""
        with self._unheard():
            self.model.set_article("", (), self._workspace.layers)
        self._pages.setCurrentWidget(self.list_view)

    def _reload(self) -> None:
        workspace = self._workspace
        with self._unheard():
            self.model.set_article(workspace.text, workspace.shown_items(), workspace.layers)
        self._show_waiting()
        self._show_state()
        self._follow()

    def _show_waiting(self) -> None:
        """Show on which annotations a thread of comments is open."""
        project, article = self._workspace.project, self._workspace.article
        try:
            found = commenting.waiting(project, article.id) if project and article else ()
        except ProjectError:
            found = ()  # The next act says what is wrong with the file.
        if self.model.set_waiting(frozenset(annotation_id for _, annotation_id in found if annotation_id)):
            self.list_view.viewport().update()

    def _annotations_changed(self, annotation_ids: list[str]) -> None:
        if not annotation_ids or len(annotation_ids) > _MANY:
            self._reload()
            return
        with self._unheard():
            for annotation_id in annotation_ids:
                self.model.update_annotation(annotation_id, self._workspace.shown_item(annotation_id))
        # What another row says of its speaker may have changed with this one.
        self.list_view.viewport().update()
        self._show_state()
        self._follow()

    def _people_changed(self) -> None:
        if self._workspace.article is not None and not self._workspace.reading:
            self._reload()

    def _entities_changed(self) -> None:
        with self._unheard():
            self.model.forget_gists()
        self.list_view.viewport().update()
        self._show_state()
        self._follow()

    @contextmanager
    def _unheard(self) -> Iterator[None]:
        """Let rows and selection change without taking that for a person's choice."""
        before, self._following = self._following, True
        try:
            yield
        finally:
            self._following = before

    def _follow(self) -> None:
        """Select the rows of what the workspace has selected."""
        if self._following:
            return
        wanted = self._workspace.selected_ids
        if wanted == set(self.selected_ids()):
            return
        with self._unheard():
            self._select_rows(wanted)

    def _select_rows(self, wanted: Iterable[str]) -> None:
        selection = QItemSelection()
        indexes = [index for key in wanted if (index := self.model.index_of(key)).isValid()]
        for index in indexes:
            selection.select(index, index)
        chosen = self.list_view.selectionModel()
        if len(indexes) == 1:
            chosen.setCurrentIndex(indexes[0], SelectionModel.SelectionFlag.NoUpdate)
            self.list_view.scrollTo(indexes[0])
        chosen.select(selection, SelectionModel.SelectionFlag.ClearAndSelect)

    # --- a person's choice -------------------------------------------------------------

    def _selected(self) -> None:
        if self._following:
            return
        ids = self.selected_ids()
        with self._unheard():
            if len(ids) > 1:
                self._workspace.select_many(ids)
            else:
                self._workspace.select(ids[0] if ids else None)

    def _clicked(self, index: QModelIndex) -> None:
        """Show the place again if the row was selected already."""
        annotation_id = self.model.id_at(index.row())
        if self.selected_ids() == [annotation_id]:
            with self._unheard():
                self._workspace.select(annotation_id)

    def _jump(self, index: QModelIndex) -> None:
        annotation_id = self.model.id_at(index.row())
        self._workspace.select(annotation_id)
        self.jump_requested.emit(annotation_id)

    def remove_selected(self) -> None:
        """Remove what is selected, and go to the row that comes after it."""
        ids = self.selected_ids()
        if not ids or self._workspace.read_only:
            return
        row = self.model.row_of(ids[0])
        if self._workspace.remove(ids) and self.model.rowCount():
            following = self.model.id_at(min(row, self.model.rowCount() - 1))
            self._workspace.select(following, reveal=False)

    def _show_menu(self, index: QModelIndex, place: QPoint) -> None:
        menu = self.menu_for(self.model.id_at(index.row()))
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(place)

    def menu_for(self, annotation_id: str) -> QMenu:
        """Return the context menu of a row; what cannot be done is not in it."""
        menu = QMenu(self)
        show = menu.addAction(self.tr("Show in the article"))
        show.triggered.connect(lambda: self._jump(self.model.index_of(annotation_id)))
        chosen = [item for key in self.selected_ids() if (item := self._workspace.loaded.get(key))]
        mine = all(self._workspace.is_mine(item.annotation) for item in chosen)
        if chosen and mine and not self._workspace.read_only:
            words = self.tr("Remove the annotation")
            if len(chosen) > 1:
                words = self.tr("Remove {count} annotations").format(count=number(len(chosen)))
            menu.addSeparator()
            menu.addAction(words).triggered.connect(self.remove_selected)
        return menu

    # --- filter and order --------------------------------------------------------------

    def _filter(self, words: str) -> None:
        with self._unheard():
            self.model.set_words(words)
        self._show_state()
        self._follow()

    def _filter_layers(self) -> None:
        with self._unheard():
            self.model.set_hidden_layers(self.layer_toggles.hidden_layers())
        self._show_state()
        self._follow()

    def _sort(self) -> None:
        with self._unheard():
            self.model.set_order(self.sort.order, descending=self.sort.descending)
        self._follow()

    def _show_all(self) -> None:
        self.filter_field.clear()
        self.layer_toggles.show_all()
        self.list_view.setFocus()

    def _enter_list(self) -> None:
        self._workspace.catch_up()
        if self.model.rowCount() == 0:
            return
        if not self.list_view.currentIndex().isValid():
            self.list_view.setCurrentIndex(self.model.index(0, 0))
        self.list_view.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_state(self) -> None:
        """Show list or empty state, and how many annotations there are."""
        total, rows = self.model.total(), self.model.rowCount()
        self.layer_toggles.show_counts(self.model.counts())
        for part in (self._filters, self.filter_field, self.layer_toggles, self.sort.button):
            part.setVisible(total > 0)
        if total == 0:
            self._say_nothing_yet()
            self._pages.setCurrentWidget(self.nothing_yet)
        elif rows == 0:
            words = isolated(shortened(self.filter_field.text(), 60))
            sentence = self.tr("No annotation on the chosen layers.")
            if words:
                sentence = self.tr("No annotation on the chosen layers has “{words}”.").format(words=words)
            self.no_match.say(self.tr("Nothing found"), sentence)
            self._pages.setCurrentWidget(self.no_match)
        else:
            self._pages.setCurrentWidget(self.list_view)
        tally = self.tr("{rows} of {total}").format(rows=number(rows), total=number(total))
        self._tally.setText(tally if rows != total else "")

    def _say_nothing_yet(self) -> None:
        if self._workspace.article is None:
            self.nothing_yet.say("", self.tr("The annotations of the article you open are listed here."))
            return
        if self._workspace.loaded:
            sentence = self.tr("Others have marked here, which is not shown. {keys} shows it.")
            self.nothing_yet.say(self.tr("No annotations of yours"), sentence.format(keys="Ctrl+Shift+P"))
            return
        if self._workspace.read_only:
            self.nothing_yet.say("", self.tr("This article has no annotations."))
            return
        self.nothing_yet.say(
            self.tr("No annotations yet"),
            self.tr("They are listed here as you make them, in the order of the text."),
        )
