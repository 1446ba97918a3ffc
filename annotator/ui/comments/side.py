"""The left half of the Comments panel: which threads there are."""

from collections.abc import Callable, Iterable

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from annotator.services.commenting import Thread
from annotator.ui.appearance import Appearance
from annotator.ui.comments.delegate import ThreadDelegate
from annotator.ui.comments.model import ThreadsModel, Where, Which
from annotator.ui.entities.eliding_box import ElidingBox
from annotator.ui.entities.side import EntityFilter, EntityRows
from annotator.ui.panels.empty_state import EmptyState
from annotator.ui.panels.phrases import number
from annotator.ui.panels.row_selection import Choices, select_rows, selected_ids
from annotator.ui.texts import isolated, plain_label, shortened
from annotator.ui.workspace import Workspace

_TYPED_LENGTH = 60


class ThreadSide(QWidget):
    """Where, which, the filter and the list itself. Says which thread is chosen."""

    chosen = Signal()
    """A person chose another thread; see `current`."""
    opened = Signal()
    """Enter or a double click on a thread: the person goes to its place in the text."""
    escaped = Signal()

    def __init__(self, workspace: Workspace, appearance: Appearance, parent: QWidget | None = None) -> None:
        """Make an empty list."""
        super().__init__(parent)
        self._choices = Choices()
        self.model = ThreadsModel(workspace.annotator_name, self)
        self.where_box = ElidingBox(self.tr("Where the threads are"))
        self.which_box = ElidingBox(self.tr("Which threads are listed"))
        self.filter_field = EntityFilter(
            self.tr("Find a comment"),
            self.tr("Find a comment by its words, the quote, or a name"),
            appearance,
        )
        self.list_view = EntityRows(self.tr("List of threads"))
        self.list_view.setItemDelegate(ThreadDelegate(appearance, self))
        self.list_view.setModel(self.model)
        self.no_match = EmptyState()
        self.show_all_button = self.no_match.add_button(self.tr("Show all comments"))
        self.article_button = QPushButton(self.tr("Comment on the article"))
        self._pages = QStackedWidget()
        self._lay_out()
        self._connect(appearance)

    def _lay_out(self) -> None:
        boxes = QHBoxLayout()
        boxes.setSpacing(8)
        boxes.addWidget(self.where_box, 3)
        boxes.addWidget(self.which_box, 2)
        head = QVBoxLayout()
        head.setContentsMargins(12, 8, 12, 8)
        head.setSpacing(8)
        head.addWidget(plain_label(self.tr("Comments"), "section"))
        head.addWidget(self.filter_field)
        head.addLayout(boxes)
        for page in (self.list_view, self.no_match):
            self._pages.addWidget(page)
        self._pages.setMinimumHeight(64)
        foot = QHBoxLayout()
        foot.setContentsMargins(12, 8, 12, 12)
        foot.addWidget(self.article_button, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self._pages, 1)
        column.addLayout(foot)

    def _connect(self, appearance: Appearance) -> None:
        self.filter_field.textChanged.connect(self._type_filter)
        self.filter_field.down_pressed.connect(self.enter_list)
        self.filter_field.entered.connect(self.enter_list)
        self.where_box.activated.connect(self._choose_where)
        self.which_box.activated.connect(self._choose_which)
        self.show_all_button.clicked.connect(self.show_all)
        view = self.list_view
        view.selectionModel().selectionChanged.connect(lambda: self._selection_changed())
        view.opened.connect(lambda _: self.opened.emit())
        view.doubleClicked.connect(lambda _: self.opened.emit())
        view.clicked.connect(lambda _: self._selection_changed())
        view.left_upwards.connect(self.take_filter_focus)
        view.typed.connect(self._type)
        appearance.changed.connect(view.viewport().update)

    # --- what is chosen ----------------------------------------------------------------

    def current(self) -> Thread | None:
        """Return the thread that is chosen."""
        found = selected_ids(self.list_view, self.model)
        return self.model.with_id(found[0]) if found else None

    def choose(self, id_: str) -> None:
        """Select the row of a thread, if it has one; nobody is told."""
        with self._choices.unheard():
            select_rows(self.list_view, self.model, [id_])

    def take(self, threads: Iterable[Thread], chosen: str) -> None:
        """List other threads; ``chosen`` is the one to be selected, by the id of its row."""
        wanted = list(threads)
        self._rearranged(lambda: self.model.set_threads(wanted), chosen)

    def put(self, thread: Thread, chosen: str) -> None:
        """Show a thread as it is now."""
        self._rearranged(lambda: self.model.put(thread), chosen)

    def set_article(self, article_id: str, chosen: str) -> None:
        """List the threads of another article, if it is those of the article that are listed."""
        self._rearranged(lambda: self.model.set_article(article_id), chosen)

    def _rearranged(self, change: Callable[[], None], chosen: str) -> None:
        place = self.list_view.verticalScrollBar().value()
        with self._choices.unheard():
            change()
            select_rows(self.list_view, self.model, [chosen])
        self.list_view.verticalScrollBar().setValue(place)
        self.show_numbers()

    def _selection_changed(self) -> None:
        if self._choices.heard and self.current() is not None:
            self.chosen.emit()

    # --- filters -----------------------------------------------------------------------

    def _kept(self) -> str:
        found = selected_ids(self.list_view, self.model)
        return found[0] if found else ""

    def _type_filter(self, words: str) -> None:
        self._rearranged(lambda: self.model.set_words(words), self._kept())

    def _choose_where(self, at: int) -> None:
        where = Where(self.where_box.itemData(at))
        self._rearranged(lambda: self.model.set_where(where), self._kept())

    def _choose_which(self, at: int) -> None:
        which = Which(self.which_box.itemData(at))
        self._rearranged(lambda: self.model.set_which(which), self._kept())

    def show_all(self) -> None:
        """Let all filters go."""
        self.filter_field.clear()
        self.model.set_where(Where.PROJECT)
        self._rearranged(lambda: self.model.set_which(Which.ALL), self._kept())
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
        """Put the keyboard into the list, and choose the first thread if none is chosen."""
        if self.model.rowCount() == 0:
            self.take_filter_focus()
            return
        if self.current() is None:
            self.choose(self.model.id_at(0))
            self.chosen.emit()
        self.list_view.setFocus(Qt.FocusReason.OtherFocusReason)

    # --- what is shown -----------------------------------------------------------------

    def show_numbers(self) -> None:
        """Show how many threads there are, and the list or why it is empty."""
        model = self.model
        wheres = {
            Where.ARTICLE: (self.tr("This article ({n})"), model.here()),
            Where.PROJECT: (self.tr("Whole project ({n})"), model.total()),
        }
        found = model.numbers()
        whichs = {
            Which.OPEN: (self.tr("Open ({n})"), found[Which.OPEN]),
            Which.RESOLVED: (self.tr("Resolved ({n})"), found[Which.RESOLVED]),
            Which.ALL: (self.tr("All ({n})"), found[Which.ALL]),
        }
        _fill(self.where_box, {key.value: said for key, said in wheres.items()}, model.where.value)
        _fill(self.which_box, {key.value: said for key, said in whichs.items()}, model.which.value)
        self._say_no_match()
        self.show_all_button.setVisible(model.total() > 0)
        self._pages.setCurrentWidget(self.list_view if model.rowCount() else self.no_match)

    def _say_no_match(self) -> None:
        typed = isolated(shortened(self.filter_field.text(), _TYPED_LENGTH))
        if typed:
            self.no_match.say(
                self.tr("Nothing found"), self.tr("No comment has “{words}”.").format(words=typed)
            )
            return
        sentence = {
            Which.OPEN: self.tr("No thread waits for an answer here."),
            Which.RESOLVED: self.tr("No thread is resolved here."),
            Which.ALL: self.tr("Nobody has commented here."),
        }
        self.no_match.say("", sentence[self.model.which])

    def sizeHint(self) -> QSize:
        """Ask for the width of a line that can be read."""
        return QSize(self.fontMetrics().averageCharWidth() * 48, 480)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave with Esc."""
        if event.key() == Qt.Key.Key_Escape:
            self.escaped.emit()
            event.accept()
            return
        super().keyPressEvent(event)


def _fill(box: ElidingBox, items: dict[str, tuple[str, int]], chosen: str) -> None:
    for at, (key, (text, count)) in enumerate(items.items()):
        if box.count() <= at:
            box.addItem("", key)
        box.setItemText(at, text.format(n=number(count)))
    box.setCurrentIndex(box.findData(chosen))
