"""Who annotates: the first name, another person, a corrected name."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from annotator.ui.appearance import Appearance
from annotator.ui.dialogs.annotator_name import ChangeNameDialog, FirstNameDialog, Person

LEFT = Qt.MouseButton.LeftButton
ARABIC = "تقرير عن عمليات"
PEOPLE = [Person("Anna", 42), Person("Борис", 1), Person(ARABIC, 0)]


@pytest.fixture
def change(qtbot: QtBot, appearance: Appearance) -> ChangeNameDialog:
    dialog = ChangeNameDialog(appearance, "Anna", PEOPLE)
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def clear(qtbot: QtBot, field) -> None:
    qtbot.keyClick(field, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(field, Qt.Key.Key_Delete)


def words(dialog) -> str:
    return "\n".join(label.text() for label in dialog.findChildren(QLabel) if label.isVisibleTo(dialog))


def test_the_accounts_name_is_filled_in_and_typed_over(qtbot: QtBot, appearance: Appearance) -> None:
    dialog = FirstNameDialog(appearance, "anna")
    qtbot.addWidget(dialog)
    dialog.show()
    assert dialog.name == "anna"
    assert dialog.accept_button.isEnabled()
    dialog.field.clear()
    qtbot.keyClicks(dialog.field, "  Anna   Petrova ")
    assert dialog.name == "Anna Petrova"
    qtbot.keyClick(dialog.field, Qt.Key.Key_Return)
    assert dialog.result() == 1


def test_an_empty_name_is_not_taken(qtbot: QtBot, appearance: Appearance) -> None:
    dialog = FirstNameDialog(appearance)
    qtbot.addWidget(dialog)
    dialog.show()
    assert not dialog.accept_button.isEnabled()
    qtbot.keyClicks(dialog.field, "   ")
    qtbot.keyClick(dialog.field, Qt.Key.Key_Return)
    assert dialog.isVisible()


def test_it_lists_the_others_and_says_what_stays(qtbot: QtBot, change: ChangeNameDialog) -> None:
    assert [change.switch_field.itemText(n) for n in range(change.switch_field.count())] == [
        "Борис",
        ARABIC,
    ]
    assert change.switch_field.itemData(0, Qt.ItemDataRole.ToolTipRole) == "1 annotation"
    assert "42 annotations" in words(change)
    assert not change.accept_button.isEnabled()


def test_someone_else_from_now_on(qtbot: QtBot, change: ChangeNameDialog) -> None:
    qtbot.keyClicks(change.switch_field, "Clara")
    assert (change.choice, change.name) == ("switch", "Clara")
    assert change.accept_button.text() == "Switch"
    qtbot.mouseClick(change.accept_button, LEFT)
    assert change.result() == 1


def test_the_present_person_cannot_be_switched_to(qtbot: QtBot, change: ChangeNameDialog) -> None:
    qtbot.keyClicks(change.switch_field, "Anna")
    assert not change.accept_button.isEnabled()
    assert "annotates already" in words(change)


def test_correcting_a_name(qtbot: QtBot, change: ChangeNameDialog) -> None:
    qtbot.keyClick(change.rename_button, Qt.Key.Key_Space)
    assert change.choice == "rename"
    assert change.rename_field.isEnabled()
    assert not change.switch_field.isEnabled()
    assert not change.accept_button.isEnabled()
    clear(qtbot, change.rename_field)
    qtbot.keyClicks(change.rename_field, "Anna Petrova")
    assert (change.choice, change.name) == ("rename", "Anna Petrova")
    assert change.accept_button.isEnabled()
    assert change.accept_button.text() == "Correct the name"


def test_a_corrected_name_is_not_that_of_another(qtbot: QtBot, change: ChangeNameDialog) -> None:
    qtbot.keyClick(change.rename_button, Qt.Key.Key_Space)
    clear(qtbot, change.rename_field)
    change.rename_field.insert("борис")
    assert not change.accept_button.isEnabled()
    assert "someone else" in words(change)


def test_only_the_case_of_the_own_name_can_be_corrected(qtbot: QtBot, change: ChangeNameDialog) -> None:
    qtbot.keyClick(change.rename_button, Qt.Key.Key_Space)
    clear(qtbot, change.rename_field)
    qtbot.keyClicks(change.rename_field, "ANNA")
    assert change.accept_button.isEnabled()


def test_long_names_are_not_cut_off(qtbot: QtBot, appearance: Appearance) -> None:
    name = "Notes on a very long name that somebody gave to this thing, eighty characters long"
    dialog = ChangeNameDialog(appearance, name, [Person(name, 3), *PEOPLE])
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.keyClick(dialog.rename_button, Qt.Key.Key_Space)
    clear(qtbot, dialog.rename_field)
    qtbot.keyClicks(dialog.rename_field, "anna")
    qtbot.waitUntil(lambda: all(_whole(label) for label in dialog.findChildren(QLabel)), timeout=2000)
    assert dialog.width() < 900


def _whole(label: QLabel) -> bool:
    return label.isHidden() or not label.text() or label.height() >= label.heightForWidth(label.width())
