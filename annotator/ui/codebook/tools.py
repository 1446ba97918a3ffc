"""The buttons below the outline: they add, move and take away."""

from collections.abc import Callable

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QToolButton, QWidget

from annotator.core.codebook import Field
from annotator.services.codebook_drafts import KINDS_PLACE, TAKES_CHOICES, Draft, Place
from annotator.ui.appearance import Appearance
from annotator.ui.panels.flow_layout import FlowLayout

_GAP = 6


class Tools(QWidget):
    """Stand in one line, or in two where it is narrow; say what is wanted, change nothing."""

    layer_wanted = Signal()
    field_wanted = Signal()
    value_wanted = Signal()
    move_wanted = Signal(int)
    """-1 is up, 1 is down."""
    remove_wanted = Signal()

    def __init__(self, appearance: Appearance) -> None:
        """Make the buttons."""
        super().__init__()
        self._appearance = appearance
        self.add_layer_button = self._button(self.tr("Add &layer"), self.layer_wanted.emit)
        self.add_field_button = self._button(self.tr("Add &field"), self.field_wanted.emit)
        self.add_value_button = self._button(self.tr("Add &value"), self.value_wanted.emit)
        self.up_button = self._icon("up", self.tr("Move up (Alt+Up)"), lambda: self.move_wanted.emit(-1))
        self.down_button = self._icon(
            "down", self.tr("Move down (Alt+Down)"), lambda: self.move_wanted.emit(1)
        )
        self.remove_button = self._icon("trash", self.tr("Remove (Delete)"), self.remove_wanted.emit)
        self._line = line = FlowLayout(self, spacing=_GAP)
        for button in (self.add_layer_button, self.add_field_button, self.add_value_button):
            line.addWidget(button)
        line.addWidget(self._group(self.up_button, self.down_button, self.remove_button))

    def minimumSizeHint(self) -> QSize:
        """Return a size with room for two lines: nothing else tells a splitter that there may be two."""
        one = self._line.minimumSize()
        return QSize(one.width(), 2 * one.height() + _GAP)

    def _group(self, *tools: QToolButton) -> QWidget:
        """Return tools that go to the next line together."""
        group = QWidget()
        row = QHBoxLayout(group)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(_GAP)
        for tool in tools:
            row.addWidget(tool)
        return group

    def _button(self, text: str, call: Callable[[], object]) -> QPushButton:
        button = QPushButton(text)
        button.setProperty("compact", True)
        button.setAutoDefault(False)
        button.clicked.connect(lambda: call())
        return button

    def _icon(self, icon: str, text: str, call: Callable[[], object]) -> QToolButton:
        button = QToolButton()
        button.setToolTip(text)
        button.setAccessibleName(text)
        button.setIconSize(QSize(16, 16))
        self._appearance.dress(button, icon)
        button.clicked.connect(lambda: call())
        return button

    def follow(self, draft: Draft, place: Place, *, fixed: bool) -> None:
        """Enable what can be done at ``place``; nothing where all is ``fixed``."""
        self._follow_adding(draft, place, fixed)
        thing = draft.thing(place)
        siblings = [one.id for one in draft.siblings(place)] if thing else []
        at = siblings.index(thing.id) if thing else 0
        self.up_button.setEnabled(not fixed and at > 0)
        self.down_button.setEnabled(not fixed and at < len(siblings) - 1)
        needed = draft.is_needed(place)
        removable = thing is not None and not needed and not thing.retired
        self.remove_button.setEnabled(not fixed and removable)
        builds = self.tr("The program builds on this, so that it cannot be removed.")
        self.remove_button.setToolTip(builds if needed else self.tr("Remove (Delete)"))

    def _follow_adding(self, draft: Draft, place: Place, fixed: bool) -> None:
        above = values_place(place)
        field, kinds = draft.thing(above), above == KINDS_PLACE
        takes = kinds or (isinstance(field, Field) and field.type in TAKES_CHOICES)
        self.add_layer_button.setEnabled(not fixed)
        self.add_field_button.setEnabled(not fixed and draft.book.layer(place.layer) is not None)
        self.add_value_button.setEnabled(not fixed and takes)
        self.add_value_button.setText(self.tr("Add k&ind") if kinds else self.tr("Add &value"))


def values_place(place: Place) -> Place:
    """Return where a value is added when ``place`` is chosen: beside a value, or in a field."""
    return place.above if place.choice else place
