"""Who annotates: asked for at the first start, changed later."""

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QCompleter,
    QFormLayout,
    QLineEdit,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from annotator.core.text import single_line
from annotator.ui.appearance import Appearance
from annotator.ui.dialogs.base import CONTROL, Dialog, field_label
from annotator.ui.texts import counted, isolated, plain_label

LONGEST = 120
"""Characters of a name."""

_INDENT = 26


class Person(NamedTuple):
    """Somebody who annotates in the project."""

    name: str
    annotations: int


class FirstNameDialog(Dialog):
    """Asks for the annotator's name at the first start; `name` has it when it was accepted."""

    def __init__(self, appearance: Appearance, account_name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(appearance, self.tr("Who annotates?"), parent)
        self.add_heading(
            self.tr("Who annotates?"),
            self.tr("Every annotation carries the name of the person who made it. You can change it later."),
        )
        self.field = QLineEdit(single_line(account_name)[:LONGEST])
        self.field.setMaxLength(LONGEST)
        self.field.selectAll()
        form = QFormLayout()
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapAllRows)
        form.setVerticalSpacing(4)
        form.addRow(field_label(self.tr("Your &name"), self.field), self.field)
        self.column.addLayout(form)
        self.accept_button = self.add_buttons(self.tr("Begin"))
        self.field.textChanged.connect(self._check)
        self.setMinimumWidth(self.in_characters(56).width())
        self.fit()
        self._check()
        self.field.setFocus()

    @property
    def name(self) -> str:
        """The name as it will be stored."""
        return single_line(self.field.text())

    def _check(self) -> None:
        self.accept_button.setEnabled(bool(self.name))


class ChangeNameDialog(Dialog):
    """Tells the two reasons for another name apart: another person, or a name that was wrong.

    After it was accepted, `choice` is ``switch`` or ``rename``, and `name` the name.
    """

    def __init__(
        self,
        appearance: Appearance,
        current: str,
        people: Sequence[Person],
        parent: QWidget | None = None,
    ) -> None:
        """Ask; ``people`` are all who annotate in the project, ``current`` among them."""
        super().__init__(appearance, self.tr("Who annotates"), parent)
        self._current = current
        self._people = {person.name.casefold(): person for person in people}
        self._others = [person for person in people if person.name != current]
        self.switch_button = QRadioButton(self.tr("Someone else annotates from now on"))
        self.rename_button = QRadioButton(self.tr("It is still me; correct my name"))
        self.switch_field = self._make_switch_field()
        self.rename_field = QLineEdit(current)
        self.rename_field.setMaxLength(LONGEST)
        self.rename_field.setAccessibleName(self.tr("Corrected name"))
        self._fault = plain_label("", "fault", wrap=True)
        self._lay_out()
        self.accept_button = self.add_buttons(self.tr("Switch"))
        self.switch_button.toggled.connect(self._choose)
        self.switch_field.currentTextChanged.connect(self._check)
        self.rename_field.textChanged.connect(self._check)
        self.switch_button.setChecked(True)
        self.setMinimumWidth(self.in_characters(60).width())
        self.fit()
        self._choose()
        self.switch_field.setFocus()

    @property
    def choice(self) -> str:
        """``switch`` if somebody else annotates from now on, ``rename`` if the name was wrong."""
        return "switch" if self.switch_button.isChecked() else "rename"

    @property
    def name(self) -> str:
        """The name as it will be stored."""
        typed = self.switch_field.currentText() if self.choice == "switch" else self.rename_field.text()
        return single_line(typed)

    def _make_switch_field(self) -> QComboBox:
        field = QComboBox()
        field.setEditable(True)
        field.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        field.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        field.setMinimumContentsLength(24)
        field.setAccessibleName(self.tr("Name of the other annotator"))
        for person in self._others:
            field.addItem(person.name)
            field.setItemData(field.count() - 1, self._marked(person), Qt.ItemDataRole.ToolTipRole)
        field.setCurrentIndex(-1)
        completer = field.completer()
        if completer is not None:
            completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        entry = field.lineEdit()
        if entry is not None:
            entry.setMaxLength(LONGEST)
            entry.setPlaceholderText(self.tr("A name from this project, or a new one"))
        return field

    def _marked(self, person: Person) -> str:
        return counted(person.annotations, self.tr("1 annotation"), self.tr("{n} annotations"))

    def _lay_out(self) -> None:
        mine = self._people.get(self._current.casefold(), Person(self._current, 0))
        name = isolated(self._current)
        now = self.tr("Now it is {name}, with {annotations} in this project.")
        self.add_heading(self.tr("Who annotates?"), now.format(name=name, annotations=self._marked(mine)))
        group = QButtonGroup(self)
        group.addButton(self.switch_button)
        group.addButton(self.rename_button)
        keeps = self.tr("What is annotated so far keeps the name {name}.").format(name=name)
        changes = self.tr("The name changes on all that you annotated: {annotations}.").format(
            annotations=self._marked(mine)
        )
        self.column.addLayout(_option(self.switch_button, self.switch_field, keeps))
        self.column.addLayout(_option(self.rename_button, self.rename_field, changes))
        self.column.addWidget(self._fault)

    def _choose(self) -> None:
        switching = self.choice == "switch"
        self.switch_field.setEnabled(switching)
        self.rename_field.setEnabled(not switching)
        field: QWidget = self.switch_field if switching else self.rename_field
        if self.isVisible():
            field.setFocus()
        self.accept_button.setText(self.tr("Switch") if switching else self.tr("Correct the name"))
        self._check()

    def _check(self) -> None:
        known = self._people.get(self.name.casefold())
        fault = ""
        if self.name == self._current and self.choice == "switch":
            fault = self.tr("{name} annotates already.").format(name=isolated(self.name))
        elif self.choice == "rename" and known is not None and known.name != self._current:
            fault = self.tr("{name} is someone else in this project; choose another name.").format(
                name=isolated(known.name)
            )
        self._fault.setText(fault)
        self._fault.setVisible(bool(fault))
        self.accept_button.setEnabled(bool(self.name) and not fault and self.name != self._current)
        self.grow()


def _option(button: QRadioButton, field: QWidget, explanation: str) -> QVBoxLayout:
    below = QVBoxLayout()
    below.setContentsMargins(_INDENT, 0, 0, 0)
    below.setSpacing(4)
    below.addWidget(field)
    below.addWidget(plain_label(explanation, "muted", wrap=True))
    option = QVBoxLayout()
    option.setSpacing(CONTROL)
    option.addWidget(button)
    option.addLayout(below)
    return option
