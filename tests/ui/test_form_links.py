"""The link fields of the form: chips in their order, reached, followed and removed by key and mouse."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from annotator.core.codebook import UNATTRIBUTED
from annotator.services import entities
from annotator.services.fields import Aim
from annotator.ui.appearance import Appearance
from annotator.ui.panels.form.link_field import LinkField
from annotator.ui.panels.inspector import Inspector
from annotator.ui.workspace import Workspace
from tests.ui.form_helpers import links, mark, proposed, row

LONG = "Ministry of Foreign Affairs of the Russian Federation and of its Representations"
ARABIC = "وزارة الخارجية"
Keys = Qt.Key


@pytest.fixture
def inspector(qtbot: QtBot, workspace: Workspace, appearance: Appearance) -> Iterator[Inspector]:
    """The inspector in a window as wide as the panel is."""
    window = QWidget()
    column = QVBoxLayout(window)
    column.setContentsMargins(0, 0, 0, 0)
    made = Inspector(workspace, appearance)
    elsewhere = QLineEdit()
    elsewhere.setObjectName("elsewhere")
    column.addWidget(made)
    column.addWidget(elsewhere)
    window.resize(320, 900)
    qtbot.addWidget(window)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    yield made


@pytest.fixture
def claim(workspace: Workspace) -> str:
    """A claim that points to nothing yet."""
    key = mark(workspace, "claim", "A last paragraph about nothing much at all.")
    for field in ("speaker", "event_date", "statement_date"):
        if workspace.known.links_of(key, field):
            workspace.set_links([key], field, [])
    workspace.select(key)
    return key


@pytest.fixture
def actors(workspace: Workspace) -> list[str]:
    """Three actors: by another word than its name, with a long name, and in Arabic."""
    return [
        mark(workspace, "actor", "Moscow", "Government of Russia"),
        mark(workspace, "actor", "Jane Doe", LONG),
        mark(workspace, "actor", "council", ARABIC),
    ]


def field(inspector: Inspector, name: str) -> LinkField:
    box = row(inspector, name).box
    assert isinstance(box, LinkField)
    return box


def targets(workspace: Workspace, claim: str, name: str) -> list[str]:
    return [link.target_id for link in links(workspace, claim, name)]


def test_chips_show_names_and_the_words_that_mean_them(
    qtbot: QtBot, inspector: Inspector, workspace: Workspace, actors: list[str], claim: str
) -> None:
    workspace.set_links([claim], "about", [Aim(target_id=key) for key in actors])
    box = field(inspector, "about")
    assert [chip.accessibleName() for chip in box.chips] == [
        "Government of Russia “Moscow”",
        f"{LONG} “Jane Doe”",
        f"{ARABIC} “council”",
    ]
    assert LONG in box.chips[1].toolTip()
    page = inspector.form.parentWidget()
    assert page is not None
    qtbot.waitUntil(lambda: box.chips[1].width() > 100)
    assert page.width() <= inspector.width()
    qtbot.waitUntil(lambda: all(box.rect().contains(chip.geometry()) for chip in box.chips))


def test_a_name_that_is_what_stands_in_the_text_is_said_once(
    inspector: Inspector, workspace: Workspace, claim: str
) -> None:
    actor = mark(workspace, "actor", "Jane Doe", "Jane Doe")
    workspace.set_links([claim], "speaker", [Aim(target_id=actor)])
    workspace.select(claim)
    assert [chip.accessibleName() for chip in field(inspector, "speaker").chips] == ["Jane Doe"]


def test_a_field_is_one_stop_and_arrows_go_from_chip_to_chip(
    qtbot: QtBot, inspector: Inspector, workspace: Workspace, actors: list[str], claim: str
) -> None:
    workspace.set_links([claim], "targets", [Aim(target_id=key) for key in actors])
    assert inspector.edit_field("targets")
    box = field(inspector, "targets")
    assert box.chips[0].hasFocus()
    qtbot.keyClick(box.chips[0], Keys.Key_Right)
    assert box.chips[1].hasFocus()
    qtbot.keyClick(box.chips[1], Keys.Key_Tab)
    focused = QApplication.focusWidget()
    assert focused is field(inspector, "about").add_button
    qtbot.keyClick(focused, Keys.Key_Backtab)
    back = QApplication.focusWidget()
    assert back is not None
    assert box.isAncestorOf(back)


def test_delete_removes_the_chip_that_has_the_focus(
    qtbot: QtBot, inspector: Inspector, workspace: Workspace, actors: list[str], claim: str
) -> None:
    workspace.set_links([claim], "about", [Aim(target_id=key) for key in actors])
    inspector.edit_field("about")
    box = field(inspector, "about")
    qtbot.keyClick(box.chips[0], Keys.Key_Right)
    qtbot.keyClick(box.chips[1], Keys.Key_Delete)
    assert targets(workspace, claim, "about") == [actors[0], actors[2]]
    assert box.chips[1].hasFocus()
    qtbot.keyClick(box.chips[1], Keys.Key_Backspace)
    qtbot.keyClick(QApplication.focusWidget(), Keys.Key_Left)
    qtbot.keyClick(box.chips[0], Keys.Key_Delete)
    assert targets(workspace, claim, "about") == []
    assert box.add_button.hasFocus()
    workspace.undo()
    assert targets(workspace, claim, "about") == [actors[0]]
    assert len(box.chips) == 1


def test_the_cross_of_a_chip_removes_it(
    qtbot: QtBot, inspector: Inspector, workspace: Workspace, actors: list[str], claim: str
) -> None:
    workspace.set_links([claim], "about", [Aim(target_id=actors[0])])
    chip = field(inspector, "about").chips[0]
    qtbot.waitUntil(lambda: chip.width() > 40)
    qtbot.mouseClick(chip, Qt.MouseButton.LeftButton, pos=QPoint(chip.width() - 11, chip.height() // 2))
    assert targets(workspace, claim, "about") == []
    assert workspace.current_id == claim


@pytest.mark.parametrize("way", ["key", "mouse"])
def test_a_chip_leads_to_its_place_in_the_article(
    qtbot: QtBot, inspector: Inspector, workspace: Workspace, actors: list[str], claim: str, way: str
) -> None:
    workspace.set_links([claim], "about", [Aim(target_id=actors[0])])
    chip = field(inspector, "about").chips[0]
    with qtbot.waitSignal(inspector.escaped):
        if way == "key":
            inspector.edit_field("about")
            qtbot.keyClick(chip, Keys.Key_Return)
        else:
            qtbot.mouseClick(chip, Qt.MouseButton.LeftButton, pos=QPoint(12, chip.height() // 2))
    assert workspace.current_id == actors[0]


def test_an_entity_without_a_mention_leads_to_where_it_is_mentioned(
    qtbot: QtBot, inspector: Inspector, workspace: Workspace, actors: list[str], claim: str
) -> None:
    entity = workspace.known.links_of(actors[0], "entity")[0].entity_id
    workspace.set_links([claim], "targets", [Aim(entity_id=entity)])
    inspector.edit_field("targets")
    chip = field(inspector, "targets").chips[0]
    assert chip.accessibleName() == "Government of Russia"
    qtbot.keyClick(chip, Keys.Key_Return)
    assert workspace.current_id == actors[0]


@pytest.mark.parametrize("name", ["about", "event_date"])
def test_adding_asks_for_what_to_link_to(
    qtbot: QtBot, inspector: Inspector, workspace: Workspace, claim: str, name: str
) -> None:
    inspector.edit_field(name)
    box = field(inspector, name)
    with qtbot.waitSignal(inspector.pick_wanted) as asked:
        qtbot.keyClick(box.add_button, Keys.Key_Return)
    assert asked.args == [name, box]
    with qtbot.waitSignal(inspector.pick_wanted):
        qtbot.mouseClick(box.add_button, Qt.MouseButton.LeftButton)


def test_unattributed_is_a_value_of_the_speaker(
    qtbot: QtBot, inspector: Inspector, workspace: Workspace, claim: str
) -> None:
    box = field(inspector, "speaker")
    inspector.edit_field("speaker")
    qtbot.keyClick(box.add_button, Keys.Key_Right)
    assert box.nobody_button.hasFocus()
    qtbot.keyClick(box.nobody_button, Keys.Key_Return)
    assert [link.value for link in links(workspace, claim, "speaker")] == [UNATTRIBUTED]
    assert [chip.accessibleName() for chip in box.chips] == ["Unattributed"]
    assert not box.nobody_button.isVisible()
    assert not field(inspector, "about").nobody_button.isVisible()


def test_a_date_shows_its_value_and_its_words(inspector: Inspector, workspace: Workspace, claim: str) -> None:
    date = mark(workspace, "date", "August")
    workspace.set_value([date], "value", "2025-08")
    workspace.set_links([claim], "event_date", [Aim(target_id=date)])
    workspace.set_links([claim], "statement_date", [Aim(value="2025-09-18")])
    workspace.select(claim)
    assert [chip.accessibleName() for chip in field(inspector, "event_date").chips] == ["2025-08 “August”"]
    assert [chip.accessibleName() for chip in field(inspector, "statement_date").chips] == ["2025-09-18"]
    workspace.set_value([date], "value", "2024-08")
    assert field(inspector, "event_date").chips[0].accessibleName() == "2024-08 “August”"


def test_a_proposed_link_is_said_to_be_one_and_confirmed_with_enter(
    qtbot: QtBot, inspector: Inspector, workspace: Workspace
) -> None:
    actor = mark(workspace, "actor", "Jane Doe", "Jane Doe")
    claim = proposed(workspace, "claim", "We did not agree")
    assert [link.proposed for link in links(workspace, claim, "speaker")] == [True]
    workspace.select(claim)
    inspector.edit_field("speaker")
    chip = field(inspector, "speaker").chips[0]
    assert chip.accessibleName() == "Jane Doe, proposed"
    qtbot.keyClick(chip, Keys.Key_Return)
    assert [link.proposed for link in links(workspace, claim, "speaker")] == [False]
    assert targets(workspace, claim, "speaker") == [actor]
    assert workspace.current_id == claim
    assert chip.accessibleName() == "Jane Doe"


def test_a_renamed_entity_is_shown_by_its_new_name(
    inspector: Inspector, workspace: Workspace, actors: list[str], claim: str
) -> None:
    workspace.set_links([claim], "about", [Aim(target_id=actors[0])])
    entity = workspace.known.roster.get(workspace.known.links_of(actors[0], "entity")[0].entity_id)
    assert entity is not None
    workspace.do(lambda project: entities.edit(project, replace(entity, name="Kremlin")))
    assert field(inspector, "about").chips[0].accessibleName() == "Kremlin “Moscow”"


def test_links_of_several_are_changed_together(
    qtbot: QtBot, inspector: Inspector, workspace: Workspace, actors: list[str], claim: str
) -> None:
    other = mark(workspace, "claim", "The council met on Monday.")
    workspace.set_links([claim], "about", [Aim(target_id=actors[0])])
    workspace.select_many([claim, other])
    box = field(inspector, "about")
    assert box.chips == []
    assert row(inspector, "about").box.accessibleName() == "About, several values"
    inspector.edit_field("about")
    qtbot.keyClick(QApplication.focusWidget(), Keys.Key_Delete)
    assert targets(workspace, claim, "about") == []
    assert inspector.editable_ids == tuple(
        sorted((claim, other), key=lambda key: workspace.loaded[key].annotation.start)
    )


def test_layers_with_nothing_in_common_show_no_fields(
    inspector: Inspector, workspace: Workspace, actors: list[str], claim: str
) -> None:
    workspace.select_many([claim, actors[0]])
    assert inspector.several_form.rows == {}
    assert "2 annotations selected" in inspector.several.words()
