"""Tags and note of several annotations that are selected together, with real keys and clicks."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from annotator.ui.appearance import Appearance
from annotator.ui.panels.inspector import Inspector
from annotator.ui.panels.tag_chip import TagChip
from annotator.ui.workspace import Workspace
from tests.ui.form_helpers import leave, mark, stored

LEFT, Key = Qt.MouseButton.LeftButton, Qt.Key


@pytest.fixture
def inspector(qtbot: QtBot, workspace: Workspace, appearance: Appearance) -> Iterator[Inspector]:
    """The inspector in a window with another field beside it."""
    window = QWidget()
    column = QVBoxLayout(window)
    made = Inspector(workspace, appearance)
    elsewhere = QLineEdit()
    elsewhere.setObjectName("elsewhere")
    column.addWidget(made)
    column.addWidget(elsewhere)
    window.resize(360, 900)
    qtbot.addWidget(window)
    with qtbot.waitExposed(window):
        window.show()
    window.activateWindow()
    yield made


@pytest.fixture
def three(workspace: Workspace, inspector: Inspector) -> list[str]:
    """A claim with two tags and a note, another with one of them and another note, an actor with none."""
    ids = [
        mark(workspace, "claim", "We did not agree"),
        mark(workspace, "claim", "we will not agree"),
        mark(workspace, "actor", "Jane Doe"),
    ]
    workspace.set_tags(ids[0], ("vote", "Law"))
    workspace.set_tags(ids[1], ("Vote",))
    workspace.set_note(ids[0], "One")
    workspace.set_note(ids[1], "Two")
    workspace.select_many(ids)
    return ids


def tags(workspace: Workspace, ids: list[str]) -> list[tuple[str, ...]]:
    return [stored(workspace, id_).tags for id_ in ids]


def notes(workspace: Workspace, ids: list[str]) -> list[str]:
    return [stored(workspace, id_).note for id_ in ids]


def chip(inspector: Inspector, tag: str) -> TagChip:
    found = [one for one in inspector.several_tags.chips() if one.tag.casefold() == tag.casefold()]
    assert len(found) == 1 and found[0].isVisible()
    return found[0]


def test_it_says_which_tags_all_have_and_which_only_some(
    inspector: Inspector, workspace: Workspace, three: list[str]
) -> None:
    assert [one.tag for one in inspector.several_tags.chips()] == ["vote", "Law"]
    assert chip(inspector, "vote").share == (2, 3)
    assert chip(inspector, "vote").accessibleName() == (
        "Tag vote, on 2 of 3 annotations, press Enter to give it to all, Delete to take it away from all"
    )
    workspace.select_many(three[:2])
    assert chip(inspector, "vote").share is None
    assert chip(inspector, "vote").accessibleName() == "Tag vote, press Delete to remove it"
    assert chip(inspector, "Law").share == (1, 2)


def test_layers_without_a_common_field_are_told_of(
    inspector: Inspector, workspace: Workspace, three: list[str]
) -> None:
    assert inspector.several_form.rows == {}
    assert "Their layers have no field in common; tags and note can be changed" in inspector.several.words()
    workspace.select_many(three[:2])
    assert inspector.several_form.rows
    assert "no field in common" not in inspector.several.words()


def test_a_typed_tag_is_given_to_all_and_undone_at_once(
    qtbot: QtBot, inspector: Inspector, workspace: Workspace, three: list[str]
) -> None:
    before = tags(workspace, three)
    line = inspector.several_tags.line
    qtbot.mouseClick(line, LEFT)
    qtbot.keyClicks(line, "new")
    qtbot.keyClick(line, Key.Key_Return)
    assert tags(workspace, three) == [("vote", "Law", "new"), ("Vote", "new"), ("new",)]
    assert chip(inspector, "new").share is None
    assert line.text() == "" and line.hasFocus()
    workspace.undo()
    assert tags(workspace, three) == before
    workspace.redo()
    assert tags(workspace, three)[2] == ("new",)


@pytest.mark.parametrize("way", ["Enter", "Space", "click", "typed"])
def test_a_tag_that_some_have_is_given_to_all(
    qtbot: QtBot, inspector: Inspector, workspace: Workspace, three: list[str], way: str
) -> None:
    before = tags(workspace, three)
    one = chip(inspector, "vote")
    if way == "click":
        qtbot.mouseClick(one, LEFT, pos=QPoint(14, one.height() // 2))
    elif way == "typed":
        qtbot.keyClicks(inspector.several_tags.line, "VOTE,")
    else:
        one.setFocus()
        qtbot.keyClick(one, Key.Key_Return if way == "Enter" else Key.Key_Space)
        assert chip(inspector, "vote").hasFocus(), "the keyboard stays where it was"
    assert [own[0].casefold() for own in tags(workspace, three)] == ["vote"] * 3
    assert tags(workspace, three)[0] == ("vote", "Law") and tags(workspace, three)[1] == ("Vote",)
    assert chip(inspector, "vote").share is None
    workspace.undo()
    assert tags(workspace, three) == before


@pytest.mark.parametrize("way", ["Delete", "cross"])
def test_a_tag_is_taken_from_all_that_have_it(
    qtbot: QtBot, inspector: Inspector, workspace: Workspace, three: list[str], way: str
) -> None:
    before = tags(workspace, three)
    one = chip(inspector, "vote")
    if way == "cross":
        qtbot.mouseClick(one, LEFT, pos=QPoint(one.width() - 12, one.height() // 2))
    else:
        one.setFocus()
        qtbot.keyClick(one, Key.Key_Delete)
    assert tags(workspace, three) == [("Law",), (), ()]
    workspace.undo()
    assert tags(workspace, three) == before
    assert chip(inspector, "vote").share == (2, 3)


def test_from_right_to_left_the_cross_is_on_the_other_side(
    qtbot: QtBot, inspector: Inspector, workspace: Workspace, three: list[str]
) -> None:
    inspector.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    one = chip(inspector, "vote")
    qtbot.mouseClick(one, LEFT, pos=QPoint(12, one.height() // 2))
    assert tags(workspace, three) == [("Law",), (), ()]


def test_different_notes_stay_until_something_is_typed(
    qtbot: QtBot, inspector: Inspector, workspace: Workspace, three: list[str]
) -> None:
    note = inspector.several_note
    assert note.placeholderText() == "(several notes)" and note.toPlainText() == ""
    inspector.take_focus()
    assert note.hasFocus()
    leave(inspector)
    workspace.select(three[2])
    assert notes(workspace, three) == ["One", "Two", ""]
    workspace.select_many(three)
    note.setFocus()
    qtbot.keyClicks(note, "Same ")
    assert inspector.pending
    leave(inspector)
    assert notes(workspace, three) == ["Same"] * 3
    assert note.placeholderText() == "" and note.toPlainText().strip() == "Same"
    workspace.undo()
    assert notes(workspace, three) == ["One", "Two", ""]
    assert note.toPlainText() == "" and note.placeholderText() == "(several notes)"


def test_a_note_that_all_have_is_shown_and_can_be_taken_away(
    qtbot: QtBot, inspector: Inspector, workspace: Workspace, three: list[str]
) -> None:
    workspace.set_note(three[1], "One")
    workspace.select_many(three[:2])
    note = inspector.several_note
    assert note.toPlainText() == "One"
    note.setFocus()
    note.selectAll()
    qtbot.keyClick(note, Key.Key_Delete)
    qtbot.keyClick(note, Key.Key_Escape)
    assert notes(workspace, three) == ["", "", ""]
    workspace.undo()
    assert notes(workspace, three) == ["One", "One", ""]


@pytest.mark.parametrize("way", ["other", "none", "more", "undo", "flush"])
def test_what_is_half_typed_goes_to_those_it_was_typed_for(
    qtbot: QtBot, inspector: Inspector, workspace: Workspace, three: list[str], way: str
) -> None:
    workspace.select_many(three[:2])
    qtbot.keyClicks(inspector.several_note, "Same")
    qtbot.keyClicks(inspector.several_tags.line, "half")
    if way == "other":
        workspace.select(three[2])
    elif way == "none":
        workspace.select(None)
    elif way == "more":
        workspace.select_many(three)
    elif way == "undo":
        workspace.leaving.connect(inspector.flush)
        workspace.undo()
        workspace.redo()
    else:
        inspector.flush()
    assert notes(workspace, three) == ["Same", "Same", ""]
    assert tags(workspace, three) == [("vote", "Law", "half"), ("Vote", "half"), ()]


def test_of_several_only_ones_own_tags_and_notes_are_changed(
    qtbot: QtBot, inspector: Inspector, workspace: Workspace, three: list[str]
) -> None:
    workspace.switch_annotator("Boris")
    workspace.select_many(three)
    assert not inspector.several_note.isVisible() and not inspector.several_tags.isVisible()
    own = [mark(workspace, "date", "August"), mark(workspace, "date", "Monday")]
    workspace.select_many([*three, *own])
    qtbot.keyClicks(inspector.several_tags.line, "mine;")
    assert tags(workspace, own) == [("mine",)] * 2
    assert tags(workspace, three)[2] == ()
    assert "changes your own only: 2" in inspector.several.words()


def test_tags_that_cannot_be_saved_stay_in_the_line(
    qtbot: QtBot, inspector: Inspector, workspace: Workspace, three: list[str], project_path: Path
) -> None:
    assert workspace.project is not None
    said: list[str] = []
    workspace.said.connect(lambda _, sentence: said.append(sentence))
    line = inspector.several_tags.line
    with closing(sqlite3.connect(project_path)) as other:
        other.execute("BEGIN IMMEDIATE")
        qtbot.keyClicks(line, "kept")
        qtbot.keyClick(line, Key.Key_Return)
        assert said and line.text() == "kept"
        workspace.select(None)
        assert line.text() == ""
        workspace.select_many(three)
        assert line.text() == "kept"
        other.rollback()
    qtbot.keyClick(line, Key.Key_Return)
    assert all(own[-1] == "kept" for own in tags(workspace, three))


def test_a_tag_of_eighty_letters_fits_at_every_size(
    qapp: QApplication, inspector: Inspector, workspace: Workspace, three: list[str]
) -> None:
    workspace.set_tags(three[0], ("w" * 80,))
    workspace.select_many(three)
    inspector.window().resize(260, 700)
    qapp.processEvents()
    field = inspector.several_tags
    assert all(field.rect().contains(one.geometry()) for one in field.chips())
    assert "w" * 80 in chip(inspector, "w" * 80).toolTip()
