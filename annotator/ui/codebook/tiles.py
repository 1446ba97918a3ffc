"""A few things to choose one from, each drawn and named: colours, shapes, what a key takes."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QButtonGroup, QSizePolicy, QToolButton, QWidget

from annotator.ui.codebook.even_grid import EvenGrid

_SIGN = 20


class Tiles(QWidget):
    """One of several tiles is chosen; the arrow keys go from one to the next."""

    chosen = Signal()
    """A person chose another one."""

    def __init__(self, titles: Mapping[str, str], columns: int, parent: QWidget | None = None) -> None:
        """Offer ``titles``, what each value is called, at most ``columns`` in a row."""
        super().__init__(parent)
        self.setObjectName("tiles")
        self._group = QButtonGroup(self)
        self._buttons: dict[str, QToolButton] = {}
        grid = EvenGrid(self, columns)
        for value, title in titles.items():
            button = QToolButton()
            # Styles leave no room between icon and words.
            button.setText(f" {title}")
            button.setProperty("tile", True)
            button.setCheckable(True)
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
            button.setIconSize(QSize(_SIGN, _SIGN))
            self._group.addButton(button)
            self._buttons[value] = button
            grid.addWidget(button)
        self._shown = ""
        self._group.buttonToggled.connect(self._toggled)

    @property
    def value(self) -> str:
        """The value that is chosen."""
        return next((value for value, one in self._buttons.items() if one.isChecked()), self._shown)

    def button(self, value: str) -> QToolButton:
        """Return the tile of a value."""
        return self._buttons[value]

    def show_value(self, value: str) -> None:
        """Choose a value without saying so."""
        self._shown = value
        if value in self._buttons:
            self._buttons[value].setChecked(True)
            self._be_one_stop()

    def draw(self, icon: Callable[[str], QIcon]) -> None:
        """Draw each tile's icon anew."""
        for value, button in self._buttons.items():
            button.setIcon(icon(value))

    def set_fixed(self, fixed: bool) -> None:
        """Let the choice be seen and not changed."""
        for button in self._buttons.values():
            button.setEnabled(not fixed)

    def name(self, title: str) -> None:
        """Give each tile an accessible name that begins with what is chosen here."""
        for button in self._buttons.values():
            button.setAccessibleName(f"{title}: {button.text().strip()}")

    def _toggled(self, _: QToolButton, on: bool) -> None:
        if on and self.value != self._shown:
            self._shown = self.value
            self._be_one_stop()
            self.chosen.emit()

    def _be_one_stop(self) -> None:
        """Let Tab come to the chosen tile: by itself Qt goes to the one that had the keyboard last."""
        for button in self._buttons.values():
            stop = button.isChecked()
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus if stop else Qt.FocusPolicy.ClickFocus)
            if stop:
                self.setFocusProxy(button)
