"""The list at a mark from which one thing is taken: an entity, an actor, a date, a value."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QLineEdit, QListView, QWidget

from annotator.ui.appearance import Appearance
from annotator.ui.pickers.popup import Popup
from annotator.ui.pickers.rows import Row, RowDelegate, RowModel, Source
from annotator.ui.texts import ElidedLabel, plain_label

_WIDE_IN_CHARACTERS = 62
_MOST_ROWS = 10
_MOVES = {
    Qt.Key.Key_Down: 1,
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_PageDown: _MOST_ROWS - 1,
    Qt.Key.Key_PageUp: 1 - _MOST_ROWS,
}


class PickerField(QLineEdit):
    """A line that first offers each key to its picker."""

    pressed = Signal(object)
    """A key; the picker accepts the event if it has taken it."""

    def event(self, event: QEvent) -> bool:
        """Leave undo to the window while nothing was typed; take Tab before Qt moves the focus with it."""
        if isinstance(event, QKeyEvent):
            if event.type() == QEvent.Type.ShortcutOverride and self._is_for_the_window(event):
                return False
            if event.type() == QEvent.Type.KeyPress:
                event.ignore()
                self.pressed.emit(event)
                if event.isAccepted():
                    return True
                event.accept()
        return super().event(event)

    def _is_for_the_window(self, event: QKeyEvent) -> bool:
        """Say whether undo or redo was pressed, and nothing was typed that it could be about."""
        undo = event.matches(QKeySequence.StandardKey.Undo) and not self.isUndoAvailable()
        return undo or (event.matches(QKeySequence.StandardKey.Redo) and not self.isRedoAvailable())


class Picker(Popup):
    """Enter takes the row that is lit, 1 to 9 the row of that number, letters filter."""

    def __init__(self, appearance: Appearance, parent: QWidget) -> None:
        """Make a hidden picker over the window."""
        super().__init__(appearance, parent)
        self.setAccessibleName(self.tr("Pick"))
        self._source: Source | None = None
        self._kind = 0
        self.heading = ElidedLabel("", "section")
        self.field = PickerField()
        self.model = RowModel()
        self.list = self._make_list()
        self.fault = plain_label("", "fault", wrap=True)
        self.hint = ElidedLabel("", "muted")
        self.hint.setFont(appearance.ui_font(0.85))
        for part in (self.heading, self.field, self.list, self.fault, self.hint):
            self.column.addWidget(part)
        self.field.pressed.connect(self._pressed)
        self.field.textEdited.connect(self._typed)
        self.list.clicked.connect(lambda index: self._take(index.row()))

    def _make_list(self) -> QListView:
        view = QListView()
        view.setModel(self.model)
        view.setItemDelegate(RowDelegate(self._appearance, self.model, view))
        view.setProperty("role", "picker")
        view.setAccessibleName(self.tr("What can be picked"))
        view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        view.setMouseTracking(True)
        view.setUniformItemSizes(True)
        view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        view.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        return view

    def ask(self, source: Source, anchor: Callable[[], QRect]) -> None:
        """Offer the rows of ``source`` at a mark."""
        self.leave(back=False)
        self._source = source
        self.heading.setText(source.heading)
        self.setAccessibleName(source.heading)
        self.field.clear()
        self.field.setPlaceholderText(source.placeholder)
        self.field.setAccessibleName(source.heading)
        self.field.setAccessibleDescription(source.placeholder)
        self._fill("")
        self.open_at(anchor, self.field)
        self._announce()

    @property
    def current(self) -> Row | None:
        """The row that Enter takes."""
        at = self.list.currentIndex().row()
        return self.model.shown[at] if 0 <= at < len(self.model.shown) else None

    def _fill(self, query: str) -> None:
        source = self._source
        if source is None:
            return
        rows = list(source.rows(query))
        self._kind = self._kind_at(source.kind(query))
        self._name_kind()
        self.model.fill(rows)
        self.fault.setText("")
        self.fault.hide()
        if rows:
            self._light(min(source.first(query, rows), len(rows) - 1))
        self.list.setVisible(bool(rows))
        self._hint()
        self._measure()

    def _kind_at(self, kind_id: str) -> int:
        kinds = self._source.kinds if self._source else ()
        return next((at for at, kind in enumerate(kinds) if kind.id == kind_id), len(kinds))

    def _name_kind(self) -> None:
        kinds = self._source.kinds if self._source else ()
        chosen = kinds[self._kind].title if self._kind < len(kinds) else self.tr("kind not said")
        self.model.kind = chosen if kinds else ""

    def _measure(self) -> None:
        letter = self.fontMetrics().averageCharWidth()
        wide = min(letter * _WIDE_IN_CHARACTERS, self._over.width() - 48)
        rows = min(len(self.model.shown), _MOST_ROWS)
        high = self.list.sizeHintForRow(0) * rows if rows else 0
        self.list.setFixedSize(QSize(wide, high))
        self.field.setFixedWidth(wide)
        self.fault.setFixedWidth(wide)
        if self.isVisible():
            self.place()

    def _hint(self) -> None:
        row = self.current
        if row is not None and row.new:
            self.hint.setText(self.tr("Enter makes it · Tab changes the kind · Esc leaves it open"))
        elif row is None:
            self.hint.setText(self.tr("Esc leaves it open"))
        else:
            self.hint.setText(self.tr("Enter takes it · type to find others · Esc leaves it open"))

    def _light(self, row: int) -> None:
        index = self.model.index(min(row, len(self.model.shown) - 1), 0) if row >= 0 else QModelIndex()
        self.list.setCurrentIndex(index)
        if index.isValid():
            self.list.scrollTo(index)

    def _announce(self) -> None:
        """Say the row that is lit: the focus stays in the line."""
        row = self.current
        if row is not None:
            words = row.words(self.model.kind if row.new else "")
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self.field, words))

    # --- keys --------------------------------------------------------------------------

    def _typed(self, text: str) -> None:
        self._fill(text)
        source = self._source
        if source is not None and source.at_once and text and len(self.model.shown) == 1:
            self._take(0)
            return
        self._announce()

    def _pressed(self, event: QKeyEvent) -> None:
        if self._handles(event):
            event.accept()

    def _handles(self, event: QKeyEvent) -> bool:
        key, empty = event.key(), not self.field.text()
        if key == Qt.Key.Key_Escape:
            self.leave(back=True)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._enter()
        elif key in _MOVES:
            self._move(_MOVES[Qt.Key(key)])
        elif key in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
            self._tab(-1 if key == Qt.Key.Key_Backtab else 1)
        elif empty and key in (Qt.Key.Key_Left, Qt.Key.Key_Right) and self._is_new():
            self._change_kind(-1 if key == Qt.Key.Key_Left else 1)
        elif empty and key in (Qt.Key.Key_Backspace, Qt.Key.Key_Delete):
            self._remove()
        elif empty and event.text() and event.text() in "0123456789":
            return self._number(event.text())
        else:
            return False
        return True

    def _is_new(self) -> bool:
        return self.current is not None and self.current.new

    def _move(self, step: int) -> None:
        if self.model.shown:
            last = len(self.model.shown) - 1
            at = self.list.currentIndex().row() + step
            if abs(step) == 1:
                at %= last + 1
            self._light(at)
            self._hint()
            self._announce()

    def _tab(self, step: int) -> None:
        """Go to the row of a new entity; there, change its kind."""
        if self._is_new():
            self._change_kind(step)
            return
        new = next((at for at, row in enumerate(self.model.shown) if row.new), None)
        if new is not None:
            self._light(new)
            self._hint()
            self._announce()

    def _change_kind(self, step: int) -> None:
        kinds = self._source.kinds if self._source else ()
        if kinds:
            self._kind = (self._kind + step) % (len(kinds) + 1)
            self._name_kind()
            self.list.viewport().update()
            self._announce()

    def _number(self, digit: str) -> bool:
        at = next((at for at, row in enumerate(self.model.shown) if row.badge == digit), None)
        if at is not None:
            self._take(at)
        return at is not None

    def _remove(self) -> None:
        if self._source is not None and self._source.remove():
            self.leave(back=True)

    def _enter(self) -> None:
        row = self.list.currentIndex().row()
        if self.current is not None:
            self._take(row)
        elif self._source is not None:
            self.fault.setText(self._source.refusal(self.field.text()))
            self.fault.setVisible(bool(self.fault.text()))
            self._measure()

    def _take(self, at: int) -> None:
        source = self._source
        if source is None or not 0 <= at < len(self.model.shown):
            return
        row = self.model.shown[at]
        kinds = source.kinds
        kind = kinds[self._kind].id if row.new and self._kind < len(kinds) else ""
        if source.stays:
            row.take(kind)
            self.field.clear()
            self._fill("")
            self._light(at)
            return
        # First away, then done: what is done may open the next picker.
        self.leave(back=True)
        row.take(kind)
