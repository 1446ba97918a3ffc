"""The fields of the form: what keys and mouse put into them is saved, and half-typed words are never lost."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from annotator.core.codebook import Choice, Field, FieldType
from annotator.services import codebooks
from annotator.ui.appearance import Appearance
from annotator.ui.panels.form.choice_field import PickBox
from annotator.ui.panels.form.line_field import LineField
from annotator.ui.panels.form.text_field import TextField
from annotator.ui.panels.inspector import Inspector
from annotator.ui.workspace import Workspace
from tests.ui.form_helpers import leave, mark, proposed, row, stored

Keys = Qt.Key


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
    window.resize(320, 900)
    qtbot.addWidget(window)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    yield made


@pytest.fixture
def claim(workspace: Workspace) -> str:
    """A claim with nothing recorded for it."""
    key = mark(workspace, "claim", "A last paragraph about nothing much at all.")
    book = workspace.known.codebook.layer("claim")
    assert book is not None
    for field in book.fields:
        if field.linking and workspace.known.links_of(key, field.id):
            workspace.set_links([key], field.id, [])
        elif not field.linking and stored(workspace, key).value(field.id):
            workspace.set_value([key], field.id, "")
    workspace.select(key)
    return key


@pytest.fixture
def more_fields(workspace: Workspace) -> None:
    """Two more fields of a claim: a number, and several choices."""
    book = workspace.known.codebook
    topics = tuple(
        Choice(name.lower(), name, f"About {name.lower()}.") for name in ("Army", "Courts", "Cities")
    )
    extra = (
        Field("toll", "Toll", FieldType.NUMBER),
        Field("topics", "Topics", FieldType.CHOICES, topics),
    )
    layers = tuple(
        replace(layer, fields=(*layer.fields, *extra)) if layer.id == "claim" else layer
        for layer in book.layers
    )
    assert workspace.do(lambda project: codebooks.put(project, replace(book, layers=layers)))


def pick(inspector: Inspector, field: str) -> PickBox:
    box = row(inspector, field).box
    assert isinstance(box, PickBox)
    box.setFocus()
    return box


def text(inspector: Inspector, field: str) -> TextField:
    box = row(inspector, field).box
    assert isinstance(box, TextField)
    box.edit.setFocus()
    return box


def line(inspector: Inspector, field: str) -> LineField:
    box = row(inspector, field).box
    assert isinstance(box, LineField)
    box.line.setFocus()
    return box


def test_the_fields_come_in_the_codebooks_order_with_their_keys(
    inspector: Inspector, workspace: Workspace, claim: str
) -> None:
    layer = workspace.layer("claim")
    assert layer is not None
    assert list(inspector.form.rows) == [field.id for field in layer.shown]
    tops = [one.mapTo(inspector, QPoint(0, 0)).y() for one in inspector.form.rows.values()]
    assert tops == sorted(tops)
    speaker = row(inspector, "speaker").box
    assert speaker.accessibleName() == "Speaker, required"
    assert row(inspector, "stance").box.accessibleName() == "Stance"


def test_a_letter_chooses_and_the_next_time_the_next(
    qtbot: QtBot, inspector: Inspector, workspace: Workspace, claim: str
) -> None:
    box = pick(inspector, "stance")
    qtbot.keyClick(box, "d")
    assert stored(workspace, claim).value("stance") == "denies"
    qtbot.keyClick(box, "d")
    assert stored(workspace, claim).value("stance") == "doubts"
    qtbot.keyClick(box, "d")
    assert stored(workspace, claim).value("stance") == "denies"
    qtbot.keyClick(box, "x")
    assert stored(workspace, claim).value("stance") == "denies"
    assert box.hasFocus()
    qtbot.keyClick(box, Keys.Key_Delete)
    assert stored(workspace, claim).value("stance") == ""


def test_arrows_go_from_one_choice_to_the_next(
    qtbot: QtBot, inspector: Inspector, workspace: Workspace, claim: str
) -> None:
    box = pick(inspector, "mode")
    qtbot.keyClick(box, Keys.Key_Down)
    qtbot.keyClick(box, Keys.Key_Down)
    assert stored(workspace, claim).value("mode") == "indirect"
    qtbot.keyClick(box, Keys.Key_Up)
    qtbot.keyClick(box, Keys.Key_Up)
    assert stored(workspace, claim).value("mode") == "direct"


def test_the_list_is_opened_and_taken_from_by_mouse(
    qtbot: QtBot, inspector: Inspector, workspace: Workspace, claim: str
) -> None:
    box = pick(inspector, "mode")
    qtbot.mouseClick(box, Qt.MouseButton.LeftButton)
    view = box.popup.view
    assert view.isVisible()
    third = view.visualRect(view.model().index(2, 0))
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=third.center())
    assert stored(workspace, claim).value("mode") == "paraphrase"
    assert not box.popup.isVisible()


def test_escape_in_the_list_changes_nothing(
    qtbot: QtBot, inspector: Inspector, workspace: Workspace, claim: str
) -> None:
    box = pick(inspector, "mode")
    qtbot.keyClick(box, Keys.Key_Space)
    assert box.popup.isVisible()
    qtbot.keyClick(box.popup.view, Keys.Key_Down)
    qtbot.keyClick(box.popup.view, Keys.Key_Escape)
    assert not box.popup.isVisible()
    assert stored(workspace, claim).value("mode") == ""


def test_several_choices_are_ticked_and_kept_in_the_codebooks_order(
    qtbot: QtBot, inspector: Inspector, workspace: Workspace, claim: str, more_fields: None
) -> None:
    box = pick(inspector, "topics")
    qtbot.keyClick(box, Keys.Key_Space)
    view = box.popup.view
    qtbot.keyClick(view, Keys.Key_Down)
    qtbot.keyClick(view, Keys.Key_Space)
    qtbot.keyClick(view, Keys.Key_Up)
    qtbot.keyClick(view, Keys.Key_Space)
    assert stored(workspace, claim).value("topics") == ("army", "courts")
    assert box.popup.isVisible()
    assert box.words == "Army, Courts"
    qtbot.keyClick(view, Keys.Key_Space)
    qtbot.keyClick(view, Keys.Key_Return)
    assert stored(workspace, claim).value("topics") == ("courts",)
    assert not box.popup.isVisible()


def test_yes_no_and_not_said(qtbot: QtBot, inspector: Inspector, workspace: Workspace, claim: str) -> None:
    box = row(inspector, "negated").box
    box.setFocus()
    seen = []
    for key in ("y", "n", Keys.Key_Right, Keys.Key_Left, Keys.Key_Backspace):
        qtbot.keyClick(box, key)
        seen.append(stored(workspace, claim).value("negated"))
    assert seen == ["yes", "no", "", "no", ""]
    qtbot.mouseClick(box, Qt.MouseButton.LeftButton, pos=QPoint(12, box.height() // 2))
    assert stored(workspace, claim).value("negated") == "yes"


def test_a_text_is_one_act_at_the_pause_and_the_caret_stays(
    qtbot: QtBot, inspector: Inspector, workspace: Workspace, claim: str
) -> None:
    box = text(inspector, "summary")
    with qtbot.waitSignal(workspace.history_changed):
        qtbot.keyClicks(box.edit, "One two ")
        qtbot.keyClick(box.edit, Keys.Key_Home)
        place = box.edit.textCursor().position()
        assert inspector.pending
    assert stored(workspace, claim).value("summary") == "One two"
    assert box.edit.textCursor().position() == place
    assert box.edit.hasFocus()
    assert not inspector.pending


@pytest.mark.parametrize("way", ["leave", "other", "none", "several", "flush", "undo", "article"])
def test_a_half_typed_word_is_never_lost(
    qtbot: QtBot, inspector: Inspector, workspace: Workspace, claim: str, way: str
) -> None:
    other = mark(workspace, "claim", "The council met on Monday.")
    workspace.select(claim)
    box = text(inspector, "status_source")
    qtbot.keyClicks(box.edit, "half a wor")
    if way == "leave":
        leave(inspector)
    elif way == "other":
        workspace.select(other)
        assert row(inspector, "status_source").box.state.value == ""
        assert stored(workspace, other).value("status_source") == ""
    elif way == "none":
        workspace.select(None)
    elif way == "several":
        workspace.select_many([claim, other])
    elif way == "article":
        workspace.leaving.connect(inspector.flush)
        workspace.show_article(None)
    elif way == "undo":
        workspace.leaving.connect(inspector.flush)
        workspace.undo()
        workspace.redo()
    else:
        inspector.flush()
    assert stored(workspace, claim).value("status_source") == "half a wor"


def test_a_text_that_cannot_be_saved_comes_back(
    qtbot: QtBot, inspector: Inspector, workspace: Workspace, claim: str
) -> None:
    other = mark(workspace, "claim", "The council met on Monday.")
    workspace.select(claim)
    box = text(inspector, "summary")
    too_long = "word " * 20_000 + "word"
    box.edit.setPlainText(too_long)
    with qtbot.waitSignal(workspace.said):
        workspace.select(other)
    assert box.edit.toPlainText() == ""
    workspace.select(claim)
    assert box.edit.toPlainText() == too_long
    assert inspector.pending


def test_a_refused_date_stays_with_the_sentence_and_nothing_is_saved(
    qtbot: QtBot, inspector: Inspector, workspace: Workspace
) -> None:
    date = mark(workspace, "date", "Monday")
    workspace.set_value([date], "value", "2025-09-15")
    workspace.select(date)
    box = line(inspector, "value")
    box.line.selectAll()
    qtbot.keyClicks(box.line, "2025-02-30")
    qtbot.keyClick(box.line, Keys.Key_Return)
    assert stored(workspace, date).value("value") == "2025-09-15"
    assert box.line.text() == "2025-02-30"
    assert "that month has 28 days" in row(inspector, "value").below
    assert inspector.pending
    other = mark(workspace, "date", "August")
    workspace.select(other)
    assert box.line.text() != "2025-02-30"
    workspace.select(date)
    assert box.line.text() == "2025-02-30"
    assert "that month has 28 days" in row(inspector, "value").below
    box.line.setFocus()
    qtbot.keyClick(box.line, Keys.Key_Backspace)
    qtbot.keyClick(box.line, Keys.Key_Backspace)
    qtbot.keyClicks(box.line, "28")
    leave(inspector)
    assert stored(workspace, date).value("value") == "2025-02-28"
    assert not inspector.pending


def test_a_date_shows_its_days_and_where_it_comes_from(
    qtbot: QtBot, inspector: Inspector, workspace: Workspace
) -> None:
    article = workspace.article
    assert article is not None
    workspace.edit_article(article.id, {"published": "2025-09-18"})
    date = proposed(workspace, "date", "August")
    workspace.select(date)
    shown = row(inspector, "value")
    qtbot.waitUntil(lambda: "1–31 August 2025" in shown.below)
    assert shown.below.startswith("August 2025, from the publication date")
    assert shown.box.accessibleName() == "Value, proposed"
    box = line(inspector, "value")
    box.line.selectAll()
    qtbot.keyClicks(box.line, "sep 2024")
    qtbot.keyClick(box.line, Keys.Key_Return)
    assert box.line.text() == "2024-09"
    assert shown.below == "September 2024, typed by hand\n1–30 September 2024"
    assert "value" not in stored(workspace, date).proposed


def test_without_a_publication_date_it_is_asked_for(
    qtbot: QtBot, inspector: Inspector, workspace: Workspace
) -> None:
    date = proposed(workspace, "date", "August")
    workspace.select(date)
    shown = row(inspector, "value")
    assert "publication date, which is not known" in shown.below
    assert shown.published_button is not None
    with qtbot.waitSignal(inspector.published_wanted):
        qtbot.mouseClick(shown.published_button, Qt.MouseButton.LeftButton)


def test_a_number_is_checked(
    qtbot: QtBot, inspector: Inspector, workspace: Workspace, claim: str, more_fields: None
) -> None:
    box = line(inspector, "toll")
    qtbot.keyClicks(box.line, "about 12")
    qtbot.keyClick(box.line, Keys.Key_Return)
    assert "is a number such as 12 or -3.5" in row(inspector, "toll").below
    assert stored(workspace, claim).value("toll") == ""
    box.line.selectAll()
    qtbot.keyClicks(box.line, "12.50")
    leave(inspector)
    assert stored(workspace, claim).value("toll") == "12.50"
    assert row(inspector, "toll").below == ""


def test_the_guideline_is_there_while_the_field_has_the_focus(
    qtbot: QtBot, inspector: Inspector, workspace: Workspace, claim: str
) -> None:
    workspace.set_value([claim], "mode", "direct")
    pick(inspector, "mode")
    assert row(inspector, "mode").note == (
        "In what form the article gives the claim.\n"
        "Direct quote: The speaker’s own words, in quotation marks."
    )
    pick(inspector, "stance")
    assert row(inspector, "mode").note == ""
    assert "What the speaker does" in row(inspector, "stance").note
    leave(inspector)
    assert row(inspector, "stance").note == ""


def test_escape_goes_back_to_the_article_from_every_kind_of_field(
    qtbot: QtBot, inspector: Inspector, claim: str, more_fields: None
) -> None:
    for field in ("speaker", "mode", "summary", "negated", "toll", "topics"):
        target = row(inspector, field).box.target
        target.setFocus()
        with qtbot.waitSignal(inspector.escaped):
            qtbot.keyClick(target, Keys.Key_Escape)


def test_enter_confirms_what_is_proposed(qtbot: QtBot, inspector: Inspector, workspace: Workspace) -> None:
    claim = proposed(workspace, "claim", "We did not agree")
    assert "mode" in stored(workspace, claim).proposed
    mode = stored(workspace, claim).value("mode")
    workspace.select(claim)
    assert row(inspector, "mode").sign.isVisible()
    assert "proposed" in row(inspector, "mode").box.accessibleName()
    qtbot.keyClick(pick(inspector, "mode"), Keys.Key_Return)
    assert "mode" not in stored(workspace, claim).proposed
    assert stored(workspace, claim).value("mode") == mode
    assert not row(inspector, "mode").sign.isVisible()
    left = stored(workspace, claim).proposed
    assert left
    one = next(name for name in inspector.form.rows if name in left)
    qtbot.mouseClick(row(inspector, one).sign, Qt.MouseButton.LeftButton)
    assert one not in stored(workspace, claim).proposed


def test_the_button_on_top_confirms_all(qtbot: QtBot, inspector: Inspector, workspace: Workspace) -> None:
    claim = proposed(workspace, "claim", "We did not agree")
    workspace.select(claim)
    inspector.confirm_wanted.connect(lambda: workspace.confirm(inspector.editable_ids))
    qtbot.mouseClick(inspector.form.confirm_button, Qt.MouseButton.LeftButton)
    assert not stored(workspace, claim).proposed
    assert not inspector.form.confirm_bar.isVisible()


def test_the_letter_of_a_proposal_confirms_it(
    qtbot: QtBot, inspector: Inspector, workspace: Workspace
) -> None:
    claim = proposed(workspace, "claim", "We did not agree")
    workspace.select(claim)
    before = stored(workspace, claim).text("mode")
    box = pick(inspector, "mode")
    qtbot.keyClick(box, box.words[0].lower())
    assert stored(workspace, claim).value("mode") == before
    assert "mode" not in stored(workspace, claim).proposed


def test_a_retired_field_is_there_only_with_a_value(
    inspector: Inspector, workspace: Workspace, claim: str
) -> None:
    workspace.set_value([claim], "certainty", "certain")
    book = workspace.known.codebook
    layers = tuple(
        replace(
            layer,
            fields=tuple(replace(one, retired=one.id in ("certainty", "stance")) for one in layer.fields),
        )
        if layer.id == "claim"
        else layer
        for layer in book.layers
    )
    assert workspace.do(lambda project: codebooks.put(project, replace(book, layers=layers)))
    assert inspector.form.rows["certainty"].isVisible()
    assert not inspector.form.rows["stance"].isVisible()


def test_fields_of_others_are_shown_and_not_changed(
    qtbot: QtBot, inspector: Inspector, workspace: Workspace, claim: str
) -> None:
    workspace.set_value([claim], "mode", "direct")
    workspace.set_value([claim], "summary", "Mine.")
    workspace.switch_annotator("Boris")
    workspace.select(claim)
    assert not inspector.form.rows["stance"].isVisible()
    box = pick(inspector, "mode")
    qtbot.keyClick(box, "p")
    qtbot.keyClick(box, Keys.Key_Delete)
    qtbot.mouseClick(box, Qt.MouseButton.LeftButton)
    edit = text(inspector, "summary").edit
    qtbot.keyClicks(edit, "more")
    inspector.flush()
    assert stored(workspace, claim).value("mode") == "direct"
    assert stored(workspace, claim).value("summary") == "Mine."
    assert not inspector.edit_field("mode")


def test_one_change_for_several_at_once(
    qtbot: QtBot, inspector: Inspector, workspace: Workspace, claim: str
) -> None:
    other = mark(workspace, "claim", "The council met on Monday.")
    workspace.set_value([claim], "mode", "direct")
    workspace.set_value([other], "mode", "outlet")
    workspace.select_many([claim, other])
    box = pick(inspector, "mode")
    assert box.words == "(several values)"
    qtbot.keyClick(box, "p")
    assert {stored(workspace, key).value("mode") for key in (claim, other)} == {"paraphrase"}
    assert box.words == "Paraphrase"
    qtbot.keyClicks(text(inspector, "status_source").edit, "both")
    leave(inspector)
    assert {stored(workspace, key).value("status_source") for key in (claim, other)} == {"both"}
    workspace.undo()
    assert {stored(workspace, key).value("status_source") for key in (claim, other)} == {""}
    workspace.undo()
    assert [stored(workspace, key).value("mode") for key in (claim, other)] == ["direct", "outlet"]


def test_of_several_only_ones_own_are_changed(
    qtbot: QtBot, inspector: Inspector, workspace: Workspace, claim: str
) -> None:
    workspace.switch_annotator("Boris")
    own = mark(workspace, "claim", "The council met on Monday.")
    workspace.select_many([claim, own])
    assert "changes your own only: 1" in inspector.several.words()
    qtbot.keyClick(pick(inspector, "certainty"), "c")
    assert stored(workspace, own).value("certainty") == "certain"
    assert stored(workspace, claim).value("certainty") == ""


def test_another_layers_fields_come_and_the_keyboard_goes_through_them(
    qtbot: QtBot, inspector: Inspector, workspace: Workspace, claim: str
) -> None:
    actor = mark(workspace, "actor", "Jane Doe", "Jane Doe")
    workspace.select(actor)
    assert list(inspector.form.rows) == ["entity", "refers"]
    assert inspector.edit_field("refers")
    assert row(inspector, "refers").box.hasFocus()
    qtbot.keyClick(row(inspector, "refers").box, Keys.Key_Tab)
    assert QApplication.focusWidget() is inspector.tags_field.line
    qtbot.keyClick(inspector.tags_field.line, Keys.Key_Backtab)
    assert row(inspector, "refers").box.hasFocus()
