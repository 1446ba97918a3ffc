"""The list view of both panels: keys, focus and the pointer behave the same in both."""

from PySide6.QtCore import QEvent, QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QWidget

_OPENING = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class RowList(QListView):
    """A list of uniform rows, without frame, that says what a person wants of a row."""

    opened = Signal(QModelIndex)
    """Enter was pressed on a row."""
    delete_pressed = Signal()
    menu_wanted = Signal(QModelIndex, QPoint)
    """A context menu, by mouse or key, at a point of the screen."""
    left_upwards = Signal()
    """Up was pressed in the first row."""
    left = Signal()
    """The focus went elsewhere (not to a menu)."""
    refitted = Signal()
    """Width or font changed: rows may need another height."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        """Make a list; ``name`` is what a screen reader calls it."""
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setProperty("role", "bare")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)

    def event(self, event: QEvent) -> bool:
        """Keep Enter and Delete for the rows, where the window has shortcuts on them."""
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and _is_plain(event)
            and event.key() in (*_OPENING, Qt.Key.Key_Delete)
        ):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open with Enter, remove with Delete, leave upwards from the first row."""
        plain = _is_plain(event)
        if plain and event.key() in _OPENING and self.currentIndex().isValid():
            self.opened.emit(self.currentIndex())
        elif plain and event.key() == Qt.Key.Key_Delete:
            self.delete_pressed.emit()
        elif plain and event.key() == Qt.Key.Key_Up and self.currentIndex().row() <= 0:
            self.left_upwards.emit()
        else:
            super().keyPressEvent(event)
            return
        event.accept()

    def keyboardSearch(self, search: str) -> None:
        """Do nothing: the filter field is for searching, letters are the window's keys."""

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Ask for the menu of the row under the pointer, or of the current row."""
        if event.reason() is QContextMenuEvent.Reason.Keyboard:
            index = self.currentIndex()
            place = self.visualRect(index).center() if index.isValid() else QPoint(0, 0)
        else:
            place = event.pos()
            index = self.indexAt(place)
        if index.isValid():
            self.menu_wanted.emit(index, self.viewport().mapToGlobal(place))

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Say so when the focus really went elsewhere."""
        super().focusOutEvent(event)
        if event.reason() not in (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason):
            self.left.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Ask whether the rows still fit."""
        self.refitted.emit()
        super().resizeEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Ask whether the rows still fit the font."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self.refitted.emit()


def _is_plain(event: QKeyEvent) -> bool:
    return event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
