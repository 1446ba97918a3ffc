"""Beside the zoom: whose annotations there are besides one's own, and which of them are shown."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QWidget

from annotator.ui.appearance import Appearance
from annotator.ui.people.lanes import faces_of, is_me
from annotator.ui.people.switching import switch_gold, switch_person
from annotator.ui.persons import Person
from annotator.ui.workspace import Workspace

if TYPE_CHECKING:
    from annotator.ui.people.chip import ChipButton

MOST = 4
"""Chips that are shown; the rest is a number."""


class Indicator(QWidget):
    """A chip for each colleague; pressing it shows or hides their annotations."""

    def __init__(
        self, workspace: Workspace, appearance: Appearance, choose: QAction, parent: QWidget | None = None
    ) -> None:
        """Follow ``workspace``; ``choose`` opens the whole list. Hidden while nobody else is there."""
        super().__init__(parent)
        self._workspace, self._appearance, self._choose = workspace, appearance, choose
        self._faces: list[Person] = []
        self._line = QHBoxLayout(self)
        self._line.setContentsMargins(0, 0, 0, 0)
        self._line.setSpacing(0)
        self.chips: list[ChipButton] = []
        self.opener = self._plain_button()
        self.more = self._plain_button()
        self._line.addWidget(self.opener)
        self._line.addWidget(self.more)
        self.setVisible(False)
        for signal in (workspace.project_changed, workspace.people_changed, workspace.annotator_changed):
            signal.connect(self._show)
        appearance.changed.connect(self.update)

    def _plain_button(self) -> QToolButton:
        button = QToolButton()
        button.setAutoRaise(True)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
        button.setText(self.tr("Others:"))
        button.setAccessibleName(self._choose.text())
        button.setToolTip(self._choose.toolTip())
        button.clicked.connect(self._choose.trigger)
        return button

    def _show(self) -> None:
        space = self._workspace
        faces = [one for one in faces_of(space) if not is_me(space, one)] if space.project else []
        if faces != self._faces:
            self._make_chips(faces)
        for chip in self.chips:
            shown = space.people.shows(chip.person.id) if chip.person else space.people.gold
            chip.setChecked(shown)
        gold = self.chips[-1] if self.chips else None
        if gold is not None:
            gold.setVisible(space.people.gold)
        self.setVisible(bool(faces))

    def _make_chips(self, faces: list[Person]) -> None:
        self._faces = faces
        for old in self.chips:
            self._line.removeWidget(old)
            old.hide()
            old.deleteLater()
        self.chips = [self._chip(person) for person in faces[:MOST]]
        self.chips.append(self._chip(None))
        for place, chip in enumerate(self.chips, start=1):
            self._line.insertWidget(place, chip)
        left_over = len(faces) - MOST
        self.more.setText(self.tr("+{n}").format(n=left_over))
        self.more.setVisible(left_over > 0)

    def _chip(self, person: Person | None) -> "ChipButton":
        # Only here: most people work alone, and each import costs start-up time.
        from annotator.ui.people.chip import ChipButton

        spoken = self.tr("Show what is gold")
        if person is not None:
            spoken = self.tr("Show the annotations of {name}").format(name=person.name)
        chip = ChipButton(person, spoken, self._appearance, self)
        chip.clicked.connect(lambda on: self._pressed(person, on))
        return chip

    def _pressed(self, person: Person | None, on: bool) -> None:
        if person is None:
            switch_gold(self._workspace, on)
        else:
            switch_person(self._workspace, person.id, on)
