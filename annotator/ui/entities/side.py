"""The left half of the Entities panel: which entities there are."""

from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager

from PySide6.QtCore import QEvent, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from annotator.ui.appearance import Appearance
from annotator.ui.entities.delegate import EntityDelegate
from annotator.ui.entities.eliding_box import ElidingBox
from annotator.ui.entities.model import NUMBERS, EntitiesModel, EntityOrder, Show
from annotator.ui.panels.empty_state import EmptyState
from annotator.ui.panels.filter_field import FilterField
from annotator.ui.panels.phrases import number
from annotator.ui.panels.row_list import RowList
from annotator.ui.panels.row_selection import Choices, select_rows, selected_ids
from annotator.ui.panels.sort_menu import SortMenu
from annotator.ui.texts import isolated, plain_label, shortened

_TYPED_LENGTH = 60

Change = Callable[[], None]


class EntityFilter(FilterField):
    """The filter; it leaves undo and redo to the window when nothing was typed."""

    def event(self, event: QEvent) -> bool:
        """Let undo and redo through where there is no typing to take back."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            undo = event.matches(QKeySequence.StandardKey.Undo) and not self.isUndoAvailable()
            redo = event.matches(QKeySequence.StandardKey.Redo) and not self.isRedoAvailable()
            if undo or redo:
                event.ignore()
                return True
        return super().event(event)


class EntityRows(RowList):
    """The rows; letters typed here go to the filter, F2 to the name."""

    typed = Signal(str)
    rename_wanted = Signal()

    def keyboardSearch(self, search: str) -> None:
        """Hand what is typed on to the filter."""
        if search.strip():
            self.typed.emit(search)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Rename with F2; the rest as in every list."""
        if event.key() == Qt.Key.Key_F2:
            self.rename_wanted.emit()
            event.accept()
            return
        super().keyPressEvent(event)


class EntitySide(QWidget):
    """Search, filter, order and the list itself. Says which entities are chosen, by id."""

    chosen = Signal()
    """Other entities are selected than before; see `selected_ids`."""
    escaped = Signal()
    menu_wanted = Signal(QPoint)

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        """Make an empty list."""
        super().__init__(parent)
        self._choices = Choices()
        self.model = EntitiesModel(self)
        self.filter_field = EntityFilter(
            self.tr("Find an entity"), self.tr("Find an entity by name, alias, role or country"), appearance
        )
        self.show_box = ElidingBox(self.tr("Which entities are listed"))
        self.sort = SortMenu(self._orders(), appearance, self, descending=NUMBERS)
        self.list_view = EntityRows(self.tr("List of entities"))
        self.list_view.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.list_view.setItemDelegate(EntityDelegate(appearance, self))
        self.list_view.setModel(self.model)
        self.no_match = EmptyState()
        self.show_all_button = self.no_match.add_button(self.tr("Show all entities"))
        self.new_button = QPushButton(self.tr("New entity"))
        self.unused_button = QPushButton(self.tr("Remove unused…"))
        self._tally = plain_label("", "muted")
        self._pages = QStackedWidget()
        self._lay_out()
        self._connect(appearance)

    def _orders(self) -> dict[EntityOrder, str]:
        return {
            EntityOrder.NAME: self.tr("Name"),
            EntityOrder.KIND: self.tr("Kind"),
            EntityOrder.MENTIONS: self.tr("Mentions"),
            EntityOrder.ARTICLES: self.tr("Articles"),
        }

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(4)
        top.addWidget(plain_label(self.tr("Entities"), "section"))
        top.addSpacing(4)
        top.addWidget(self._tally, 1)
        top.addWidget(self.sort.button)
        head = QVBoxLayout()
        head.setContentsMargins(12, 8, 12, 8)
        head.setSpacing(8)
        head.addLayout(top)
        head.addWidget(self.filter_field)
        head.addWidget(self.show_box)
        for page in (self.list_view, self.no_match):
            self._pages.addWidget(page)
        self._pages.setMinimumHeight(64)
        foot = QHBoxLayout()
        foot.setContentsMargins(12, 8, 12, 12)
        foot.setSpacing(8)
        foot.addWidget(self.new_button, 1)
        foot.addWidget(self.unused_button, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self._pages, 1)
        column.addLayout(foot)

    def _connect(self, appearance: Appearance) -> None:
        self.filter_field.textChanged.connect(
            lambda words: self._rearrange(lambda: self.model.set_words(words))
        )
        self.filter_field.down_pressed.connect(self.enter_list)
        self.filter_field.entered.connect(self.enter_list)
        self.show_box.activated.connect(self._choose_show)
        self.sort.signals.changed.connect(self._sort)
        self.show_all_button.clicked.connect(self.show_all)
        view = self.list_view
        view.selectionModel().selectionChanged.connect(lambda: self._selection_changed())
        view.left_upwards.connect(self.take_filter_focus)
        view.typed.connect(self._type)
        view.menu_wanted.connect(lambda _, place: self.menu_wanted.emit(place))
        appearance.changed.connect(view.viewport().update)

    # --- what is chosen ----------------------------------------------------------------

    def selected_ids(self) -> list[str]:
        """Return the ids of the selected entities, from top to bottom."""
        return selected_ids(self.list_view, self.model)

    def select(self, entity_ids: Iterable[str]) -> None:
        """Select entities; a filter that hides the only one of them is let go."""
        wanted = list(entity_ids)
        if len(wanted) == 1 and self.model.entity(wanted[0]) and self.model.row_of(wanted[0]) < 0:
            self.show_all(focus=False)
        with self.unheard():
            select_rows(self.list_view, self.model, wanted)
        self.chosen.emit()

    def unheard(self) -> AbstractContextManager[None]:
        """Let rows change without taking that for a person's choice."""
        return self._choices.unheard()

    def _selection_changed(self) -> None:
        if self._choices.heard:
            self.chosen.emit()

    def keep_selection(self, change: Change) -> None:
        """Change rows; the selection stays with the entities that have one still."""
        before = self.selected_ids()
        place = self.list_view.verticalScrollBar().value()
        with self.unheard():
            change()
            if self.selected_ids() != before:
                select_rows(self.list_view, self.model, before)
                self.list_view.verticalScrollBar().setValue(place)
        self.show_numbers()
        if self.selected_ids() != before:
            self.chosen.emit()

    # --- filter and order --------------------------------------------------------------

    def _rearrange(self, change: Change) -> None:
        self.keep_selection(change)
        chosen = self.selected_ids()
        if len(chosen) == 1:
            self.list_view.scrollTo(self.model.index_of(chosen[0]))

    def _sort(self) -> None:
        self._rearrange(lambda: self.model.set_order(self.sort.order, descending=self.sort.descending))

    def _choose_show(self, at: int) -> None:
        show = Show(self.show_box.itemData(at))
        self._rearrange(lambda: self.model.set_show(show))

    def show_all(self, *, focus: bool = True) -> None:
        """Let all filters go."""
        self.filter_field.clear()
        self._rearrange(lambda: self.model.set_show(Show.ALL))
        if focus:
            self.list_view.setFocus()

    def _type(self, text: str) -> None:
        self.filter_field.setFocus(Qt.FocusReason.OtherFocusReason)
        self.filter_field.end(False)
        self.filter_field.insert(text)

    def take_filter_focus(self) -> None:
        """Put the keyboard into the filter field, its text selected."""
        self.filter_field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.filter_field.selectAll()

    def enter_list(self) -> None:
        """Put the keyboard into the list, and choose the first entity if none is chosen."""
        if self.model.rowCount() == 0:
            return
        if not self.selected_ids():
            self.select([self.model.id_at(0)])
        self.list_view.setFocus(Qt.FocusReason.OtherFocusReason)

    # --- what is shown -----------------------------------------------------------------

    def show_numbers(self) -> None:
        """Show how many entities there are, and the list or why it is empty."""
        numbers = self.model.numbers()
        words = {
            Show.ALL: self.tr("All entities ({n})"),
            Show.UNUSED: self.tr("Unused ({n})"),
            Show.HERE: self.tr("In the article shown ({n})"),
            Show.NO_KIND: self.tr("Without a kind ({n})"),
        }
        for at, (show, text) in enumerate(words.items()):
            if self.show_box.count() <= at:
                self.show_box.addItem("", show.value)
            self.show_box.setItemText(at, text.format(n=number(numbers[show])))
        self.show_box.setCurrentIndex(self.show_box.findData(self.model.show.value))
        rows, total = self.model.rowCount(), self.model.total()
        tally = self.tr("{rows} of {total}").format(rows=number(rows), total=number(total))
        self._tally.setText(tally if rows != total else "")
        self.unused_button.setEnabled(numbers[Show.UNUSED] > 0)
        typed = isolated(shortened(self.filter_field.text(), _TYPED_LENGTH))
        sentence = (
            self.tr("No entity has “{words}”.") if typed else self.tr("No entity is to be listed here.")
        )
        self.no_match.say(self.tr("Nothing found"), sentence.format(words=typed))
        self._pages.setCurrentWidget(self.list_view if rows else self.no_match)

    def sizeHint(self) -> QSize:
        """Ask for the width of a name and its numbers."""
        return QSize(self.fontMetrics().averageCharWidth() * 44, 480)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave with Esc."""
        if event.key() == Qt.Key.Key_Escape:
            self.escaped.emit()
            event.accept()
            return
        super().keyPressEvent(event)
