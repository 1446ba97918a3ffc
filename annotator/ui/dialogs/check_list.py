"""A short list of things to tick."""

from collections.abc import Iterable

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QAbstractItemView, QListWidget, QListWidgetItem, QSizePolicy, QWidget

from annotator.ui.texts import tooltip

_KEY = Qt.ItemDataRole.UserRole


class CheckList(QListWidget):
    """Items with boxes; Space ticks the current one. `ticked` gives their keys."""

    changed = Signal()
    """Something was ticked or unticked."""

    def __init__(self, name: str, rows: int, parent: QWidget | None = None) -> None:
        """Make an empty list, called ``name`` for screen readers, that shows up to ``rows`` rows."""
        super().__init__(parent)
        self._rows = rows
        self.setAccessibleName(name)
        self.setUniformItemSizes(True)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.itemChanged.connect(lambda _: self.changed.emit())

    def fill(self, items: Iterable[tuple[str, str]], *, ticked: bool) -> None:
        """Show ``items``, each a key and what to call it, all of them ticked or none."""
        state = Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked
        self.blockSignals(True)
        self.clear()
        for key, title in items:
            item = QListWidgetItem(title, self)
            item.setData(_KEY, key)
            item.setToolTip(tooltip(title))
            item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(state)
        self.blockSignals(False)
        self.updateGeometry()

    def set_icon(self, row: int, icon: QIcon) -> None:
        """Put an icon before the words of a row."""
        self.blockSignals(True)
        self.item(row).setIcon(icon)
        self.blockSignals(False)
        self.updateGeometry()

    def ticked(self) -> frozenset[str]:
        """Return the keys of the items that are ticked."""
        items = (self.item(row) for row in range(self.count()))
        return frozenset(item.data(_KEY) for item in items if item.checkState() is Qt.CheckState.Checked)

    def all_ticked(self) -> bool:
        """Say whether every item is ticked."""
        return len(self.ticked()) == self.count()

    def show_only(self, words: str) -> None:
        """Hide the items that lack one of ``words``."""
        wanted = words.casefold().split()
        for row in range(self.count()):
            item = self.item(row)
            item.setHidden(not all(word in item.text().casefold() for word in wanted))

    def sizeHint(self) -> QSize:
        """Ask for as many rows as there are, up to the number given."""
        self.ensurePolished()
        height = max(self.sizeHintForRow(0), self.fontMetrics().height() + 12)
        return QSize(200, height * max(1, min(self.count(), self._rows)) + 8)

    def minimumSizeHint(self) -> QSize:
        """Never squeeze the rows."""
        return QSize(80, self.sizeHint().height())
