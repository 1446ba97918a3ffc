"""The button with the menu that says in which order a list stands."""

from collections.abc import Mapping
from typing import Generic, TypeVar

from PySide6.QtCore import QCoreApplication, QObject, Qt, Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from annotator.ui.appearance import Appearance

Order = TypeVar("Order")


def drop_down(button: QToolButton, menu: QMenu) -> None:
    """Let ``button`` open ``menu`` below itself, without the arrow that takes room from the sign."""
    button.clicked.connect(lambda: menu.popup(button.mapToGlobal(button.rect().bottomLeft())))
    button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)


class SortSignals(QObject):
    """Holds the signal of a `SortMenu`; a generic class cannot be a `QObject` itself."""

    changed = Signal()


class SortMenu(Generic[Order]):
    """A choice of orders, and whether they ascend."""

    def __init__(
        self,
        orders: Mapping[Order, str],
        appearance: Appearance,
        parent: QWidget,
        *,
        descending: frozenset[Order] = frozenset(),
    ) -> None:
        """Offer ``orders`` with their words; the first is the one at first.

        ``descending`` are those that descend until one asks otherwise.
        """
        self.signals = SortSignals(parent)
        self.button = QToolButton(parent)
        self.menu = QMenu(self.button)
        drop_down(self.button, self.menu)
        appearance.dress(self.button, "sort")
        self._descending_first = descending
        self._words = dict(orders)
        self.order: Order = next(iter(orders))
        self.descending = self.order in descending
        self._order_group, self._way_group = QActionGroup(self.menu), QActionGroup(self.menu)
        self._actions: dict[Order, QAction] = {}
        for order, words in orders.items():
            self._actions[order] = self._add(words, self._order_group)
            self._actions[order].triggered.connect(lambda checked=False, order=order: self.choose(order))
        self.menu.addSeparator()
        self._ways = {
            False: self._add(_tr("Ascending"), self._way_group),
            True: self._add(_tr("Descending"), self._way_group),
        }
        for way, action in self._ways.items():
            action.triggered.connect(lambda checked=False, way=way: self.choose(self.order, descending=way))
        keep = self.button.sizePolicy()
        keep.setRetainSizeWhenHidden(True)
        self.button.setSizePolicy(keep)
        self._show()

    def choose(self, order: Order, *, descending: bool | None = None) -> None:
        """Sort by ``order``, in its usual direction if none is given."""
        self.order = order
        self.descending = order in self._descending_first if descending is None else descending
        self._show()
        self.signals.changed.emit()

    def _add(self, words: str, group: QActionGroup) -> QAction:
        action = self.menu.addAction(words)
        action.setCheckable(True)
        group.addAction(action)
        return action

    def _show(self) -> None:
        self._actions[self.order].setChecked(True)
        self._ways[self.descending].setChecked(True)
        spoken = _tr("Sorted by {order}").format(order=self._words[self.order].lower())
        self.button.setToolTip(spoken)
        self.button.setAccessibleName(spoken)


def _tr(text: str) -> str:
    return QCoreApplication.translate("SortMenu", text)
