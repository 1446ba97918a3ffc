"""The list that opens under a choice: each value with what it means."""

from collections.abc import Collection, Sequence

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QGuiApplication,
    QHideEvent,
    QKeyEvent,
    QPainter,
    QPen,
    QStandardItem,
    QStandardItemModel,
)
from PySide6.QtWidgets import (
    QFrame,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from annotator.core.codebook import Choice
from annotator.ui.appearance import Appearance

_PAD_X, _PAD_Y, _MARK, _GAP = 8, 6, 16, 8
_WIDTH, _MOST_ROWS = 296, 9
_WRAP = Qt.TextFlag.TextWordWrap
_MEANING = Qt.ItemDataRole.UserRole + 1
_ID = Qt.ItemDataRole.UserRole

Index = QModelIndex | QPersistentModelIndex


class _Delegate(QStyledItemDelegate):
    """Draws the title, its tick, and the definition in a quieter second line."""

    def __init__(self, appearance: Appearance, parent: QWidget) -> None:
        super().__init__(parent)
        self._appearance = appearance

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        title = option.fontMetrics.height()
        return QSize(_WIDTH, title + self._meaning_height(option, index) + 2 * _PAD_Y)

    def _meaning_height(self, option: QStyleOptionViewItem, index: Index) -> int:
        meaning = index.data(_MEANING)
        if not meaning:
            return 0
        width = _WIDTH - 2 * _PAD_X - _MARK - _GAP
        return option.fontMetrics.boundingRect(QRect(0, 0, width, 1000), _WRAP.value, meaning).height() + 2

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        theme = self._appearance.theme
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        state = option.state
        if state & (QStyle.StateFlag.State_Selected | QStyle.StateFlag.State_MouseOver):
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.chosen if state & QStyle.StateFlag.State_Selected else theme.hover)
            painter.drawRoundedRect(option.rect, 5, 5)
        inner = option.rect.adjusted(_PAD_X, _PAD_Y, -_PAD_X, -_PAD_Y)
        checked = index.data(Qt.ItemDataRole.CheckStateRole)
        direction = option.direction
        height = option.fontMetrics.height()
        mark = QStyle.visualRect(direction, inner, QRect(inner.left(), inner.top(), _MARK, height))
        if checked is not None and Qt.CheckState(checked) is Qt.CheckState.Checked:
            _draw_tick(painter, mark, QPen(theme.text, 1.5))
        inner.adjust(_MARK + _GAP, 0, 0, 0)
        inner = QStyle.visualRect(direction, option.rect, inner)
        start = QStyle.visualAlignment(direction, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        painter.setPen(theme.text)
        title = option.fontMetrics.elidedText(index.data(), Qt.TextElideMode.ElideRight, inner.width())
        painter.drawText(inner, start, title)
        painter.setPen(theme.muted)
        rest = inner.adjusted(0, height + 2, 0, 0)
        painter.drawText(rest, start.value | _WRAP.value, index.data(_MEANING) or "")
        painter.restore()


def _draw_tick(painter: QPainter, rect: QRect, pen: QPen) -> None:
    painter.setPen(pen)
    middle = rect.center()
    painter.drawPolyline([middle + QPoint(-4, 0), middle + QPoint(-1, 3), middle + QPoint(5, -4)])


class ChoicePopup(QFrame):
    """A list of choices over the window. Esc closes it, Enter takes the one that is chosen."""

    taken = Signal(str)
    """The id of the choice that a person took."""
    cleared = Signal()
    """Delete or Backspace: nothing is to be chosen."""
    closed = Signal()

    def __init__(self, appearance: Appearance, name: str, parent: QWidget, *, several: bool = False) -> None:
        """Make the list of the field ``name``; with ``several`` it stays open while one ticks."""
        super().__init__(parent, Qt.WindowType.Popup | Qt.WindowType.FramelessWindowHint)
        self.setAttribute(Qt.WidgetAttribute.WA_WindowPropagation)
        self._several = several
        self.setObjectName("choicePopup")
        self._model = QStandardItemModel(self)
        self.view = QListView()
        self.view.setProperty("role", "bare")
        self.view.setObjectName("choiceList")
        self.view.setModel(self._model)
        self.view.setItemDelegate(_Delegate(appearance, self.view))
        self.view.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.view.setMouseTracking(True)
        self.view.setAccessibleName(name)
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.view.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.view.clicked.connect(self._take)
        self.view.installEventFilter(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(4, 4, 4, 4)
        column.addWidget(self.view)

    def open_under(self, box: QWidget, choices: Sequence[Choice], chosen: Collection[str]) -> None:
        """Show ``choices`` under ``box``, those of ``chosen`` ticked."""
        self._model.clear()
        for choice in choices:
            item = QStandardItem(choice.title)
            item.setData(choice.id, _ID)
            item.setData(choice.definition, _MEANING)
            item.setToolTip("")
            self._model.appendRow(item)
        self.tick(chosen)
        first = next((n for n, choice in enumerate(choices) if choice.id in chosen), 0)
        self.view.setCurrentIndex(self._model.index(first, 0))
        self.setGeometry(self._place(box))
        self.show()
        self.view.setFocus(Qt.FocusReason.PopupFocusReason)

    def tick(self, chosen: Collection[str]) -> None:
        """Put ticks at ``chosen`` and take the others away."""
        for row in range(self._model.rowCount()):
            item = self._model.item(row)
            on = item.data(_ID) in chosen
            item.setCheckState(Qt.CheckState.Checked if on else Qt.CheckState.Unchecked)

    def _place(self, box: QWidget) -> QRect:
        rows = range(min(self._model.rowCount(), _MOST_ROWS))
        height = sum(self.view.sizeHintForRow(row) for row in rows) + 2 * 4 + 2
        corner = box.mapToGlobal(QPoint(0, box.height() + 2))
        width = max(_WIDTH + 2 * 4 + 2, box.width())
        screen = QGuiApplication.screenAt(corner) or box.screen()
        room = screen.availableGeometry()
        left = max(room.left(), min(corner.x(), corner.x() + box.width() - width))
        top = corner.y()
        if top + height > room.bottom():
            top = max(room.top(), box.mapToGlobal(QPoint(0, 0)).y() - height - 2)
        return QRect(left, top, width, min(height, room.height()))

    def _take(self, index: QModelIndex) -> None:
        if not index.isValid():
            return
        taken = str(index.data(_ID))
        if not self._several:
            self.close()
        self.taken.emit(taken)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take the keys of the list."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and self._key(event):
            return True
        return super().eventFilter(watched, event)

    def _key(self, event: QKeyEvent) -> bool:
        key = event.key()
        if key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.close()
            self.cleared.emit()
        elif key == Qt.Key.Key_Space or (key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not self._several):
            self._take(self.view.currentIndex())
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape, Qt.Key.Key_Tab):
            self.close()
        else:
            return False
        return True

    def hideEvent(self, event: QHideEvent) -> None:
        """Tell that it is closed."""
        super().hideEvent(event)
        self.closed.emit()
