"""The inspector: what is typed is saved once, at the right moment, and never lost."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from annotator.core.model import Annotation
from annotator.core.spans import Span
from annotator.services import projects
from annotator.ui.appearance import Appearance
from annotator.ui.panels.inspector import Inspector
from annotator.ui.workspace import Workspace


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
    window.resize(320, 560)
    qtbot.addWidget(window)
    with qtbot.waitExposed(window):
        window.show()
    window.activateWindow()
    yield made


@pytest.fixture
def acts(workspace: Workspace) -> list[None]:
    """One item for each act that was saved since."""
    saved: list[None] = []
    workspace.history_changed.connect(lambda: saved.append(None))
    return saved


def mark(workspace: Workspace, layer: str, words: str) -> str:
    start = workspace.text.index(words)
    made = next(one for one in workspace.layers if one.id == layer)
    annotation = workspace.mark(made, (Span(start, start + len(words)),))
    assert isinstance(annotation, Annotation)
    return annotation.id


@pytest.fixture
def claim(workspace: Workspace) -> str:
    return mark(workspace, "claim", "We did not agree")


@pytest.fixture
def actor(workspace: Workspace) -> str:
    return mark(workspace, "actor", "Jane Doe")


def stored(workspace: Workspace, annotation_id: str) -> Annotation:
    """Return the annotation as it is in the file."""
    assert workspace.project is not None
    found = workspace.project.annotation(annotation_id)
    assert found is not None
    return found


def leave(inspector: Inspector) -> None:
    elsewhere = inspector.window().findChild(QLineEdit, "elsewhere")
    assert elsewhere is not None
    elsewhere.setFocus()


def test_it_shows_what_is_selected(inspector: Inspector, workspace: Workspace, claim: str) -> None:
    workspace.select(claim)
    assert inspector.quote.text_view.toPlainText() == "We did not agree"
    assert inspector.layer_chooser.combo.currentText() == "Claim"
    start = stored(workspace, claim).start
    place, made, times = inspector.facts.text().split("\n")
    assert place == f"Paragraph 2 · characters {start}–{start + 16}"
    assert made == "Made by you · by hand"
    assert times.startswith("Made today")
    assert not inspector.banner.isVisible()
    assert not inspector.why_fixed.isVisible()


def test_fragments_are_joined_and_counted(inspector: Inspector, workspace: Workspace, claim: str) -> None:
    second = workspace.text.index("and we will")
    first = stored(workspace, claim).fragments[0]
    workspace.set_fragments(claim, (first, Span(second, second + 11)), "add fragment")
    workspace.select(claim)
    assert inspector.quote.text_view.toPlainText() == "We did not agree … and we will"
    assert "2 fragments" in inspector.facts.text()


def test_a_long_quote_scrolls_after_six_lines(
    inspector: Inspector, workspace: Workspace, claim: str, qtbot: QtBot
) -> None:
    whole = workspace.mark(workspace.layers[0], (Span(0, len(workspace.text)),))
    assert whole is not None
    workspace.select(whole.id)
    view = inspector.quote.text_view
    qtbot.waitUntil(lambda: view.verticalScrollBar().maximum() > 0)
    assert view.height() < 9 * view.fontMetrics().lineSpacing()
    workspace.select(claim)
    qtbot.waitUntil(lambda: view.verticalScrollBar().maximum() == 0)
    assert view.height() < 3 * view.fontMetrics().lineSpacing()


def test_one_note_is_one_act_at_the_pause(
    qtbot: QtBot, inspector: Inspector, workspace: Workspace, claim: str, acts: list[None]
) -> None:
    workspace.select(claim)
    inspector.take_focus()
    with qtbot.waitSignal(workspace.history_changed):
        qtbot.keyClicks(inspector.note_field, "Check this")
        before_the_pause = len(acts), inspector.pending
    assert before_the_pause == (0, True)
    assert stored(workspace, claim).note == "Check this"
    assert (len(acts), inspector.pending) == (1, False)
    workspace.undo()
    assert stored(workspace, claim).note == ""
    assert inspector.note_field.toPlainText() == ""


def test_a_space_at_the_end_is_not_eaten_while_one_types(
    qtbot: QtBot, inspector: Inspector, workspace: Workspace, claim: str, acts: list[None]
) -> None:
    workspace.select(claim)
    inspector.take_focus()
    with qtbot.waitSignal(workspace.history_changed):
        qtbot.keyClicks(inspector.note_field, "Check ")
    assert stored(workspace, claim).note == "Check"
    qtbot.keyClicks(inspector.note_field, "this")
    leave(inspector)
    assert stored(workspace, claim).note == "Check this"


def test_leaving_the_field_saves_at_once(
    qtbot: QtBot, inspector: Inspector, workspace: Workspace, claim: str, acts: list[None]
) -> None:
    workspace.select(claim)
    inspector.take_focus()
    qtbot.keyClicks(inspector.note_field, "Wichtig")
    leave(inspector)
    assert stored(workspace, claim).note == "Wichtig"
    assert len(acts) == 1


def test_selecting_another_annotation_saves_for_the_one_before(
    qtbot: QtBot, inspector: Inspector, workspace: Workspace, claim: str, actor: str
) -> None:
    workspace.select(claim)
    inspector.take_focus()
    qtbot.keyClicks(inspector.note_field, "half a wor")
    workspace.select(actor)
    assert stored(workspace, claim).note == "half a wor"
    assert stored(workspace, actor).note == ""
    assert inspector.note_field.toPlainText() == ""


@pytest.mark.parametrize("other", ["none", "several"])
def test_selecting_none_or_several_saves_too(
    qtbot: QtBot, inspector: Inspector, workspace: Workspace, claim: str, actor: str, other: str
) -> None:
    workspace.select(claim)
    inspector.take_focus()
    qtbot.keyClicks(inspector.note_field, "half")
    if other == "none":
        workspace.select(None)
    else:
        workspace.select_many([claim, actor])
    assert stored(workspace, claim).note == "half"


def test_flush_saves_note_and_tag(
    qtbot: QtBot, inspector: Inspector, workspace: Workspace, claim: str
) -> None:
    workspace.select(claim)
    inspector.take_focus()
    qtbot.keyClicks(inspector.note_field, "note")
    qtbot.keyClicks(inspector.tags_field.line, "tag")
    inspector.flush()
    assert stored(workspace, claim).note == "note"
    assert stored(workspace, claim).tags == ("tag",)


def test_nothing_is_saved_where_nothing_changed(
    qtbot: QtBot, inspector: Inspector, workspace: Workspace, claim: str, actor: str, acts: list[None]
) -> None:
    workspace.select(claim)
    inspector.take_focus()
    qtbot.keyClicks(inspector.note_field, "ab")
    qtbot.keyClick(inspector.note_field, Qt.Key.Key_Backspace)
    qtbot.keyClick(inspector.note_field, Qt.Key.Key_Backspace)
    leave(inspector)
    workspace.select(actor)
    inspector.flush()
    workspace.select(None)
    assert acts == []


def test_a_note_that_a_field_cannot_show_exactly_is_left_alone(
    inspector: Inspector, workspace: Workspace, claim: str, acts: list[None]
) -> None:
    note = "12\u00a0km\u2028e\u0301 \u202eabc"
    workspace.set_note(claim, note)
    kept = stored(workspace, claim).note
    acts.clear()
    workspace.select(claim)
    inspector.take_focus()
    leave(inspector)
    workspace.select(None)
    assert acts == []
    assert stored(workspace, claim).note == kept


def test_escape_takes_nothing_back(
    qtbot: QtBot, inspector: Inspector, workspace: Workspace, claim: str
) -> None:
    workspace.select(claim)
    inspector.take_focus()
    qtbot.keyClicks(inspector.note_field, "kept")
    with qtbot.waitSignal(inspector.escaped):
        qtbot.keyClick(inspector.note_field, Qt.Key.Key_Escape)
    assert inspector.note_field.toPlainText() == "kept"
    assert stored(workspace, claim).note == "kept"


def test_a_note_that_cannot_be_saved_is_kept_and_tried_again(
    qtbot: QtBot, inspector: Inspector, workspace: Workspace, claim: str, actor: str
) -> None:
    too_long = "word " * 20_000 + "word"
    workspace.select(claim)
    inspector.take_focus()
    inspector.note_field.setPlainText(too_long)
    with qtbot.waitSignal(workspace.said):
        workspace.select(actor)
    assert stored(workspace, claim).note == ""
    assert inspector.note_field.toPlainText() == ""
    workspace.select(claim)
    assert inspector.note_field.toPlainText() == too_long
    assert inspector.pending
    inspector.note_field.selectAll()
    qtbot.keyClick(inspector.note_field, Qt.Key.Key_Delete)
    qtbot.keyClicks(inspector.note_field, "shorter")
    inspector.flush()
    assert stored(workspace, claim).note == "shorter"
    workspace.select(actor)
    workspace.select(claim)
    assert inspector.note_field.toPlainText() == "shorter"


def test_typing_of_an_input_method_is_saved_when_it_is_committed(
    qapp: QApplication, qtbot: QtBot, inspector: Inspector, workspace: Workspace, claim: str
) -> None:
    workspace.select(claim)
    inspector.take_focus()
    event = QInputMethodEvent()
    event.setCommitString("注意")
    qapp.sendEvent(inspector.note_field, event)
    inspector.flush()
    assert stored(workspace, claim).note == "注意"


def test_a_change_of_the_note_elsewhere_is_shown(
    inspector: Inspector, workspace: Workspace, claim: str
) -> None:
    workspace.select(claim)
    workspace.set_note(claim, "from elsewhere")
    assert inspector.note_field.toPlainText() == "from elsewhere"
    workspace.undo()
    assert inspector.note_field.toPlainText() == ""


def test_the_layer_is_chosen_with_the_keyboard(
    qtbot: QtBot, inspector: Inspector, workspace: Workspace, claim: str
) -> None:
    workspace.select(claim)
    qtbot.keyClick(inspector.layer_chooser.combo, Qt.Key.Key_Down)
    assert stored(workspace, claim).layer == "actor"
    assert workspace.current_id == claim
    workspace.undo()
    assert inspector.layer_chooser.combo.currentText() == "Claim"


def test_choosing_a_layer_saves_the_note_first(
    qtbot: QtBot, inspector: Inspector, workspace: Workspace, claim: str
) -> None:
    workspace.select(claim)
    inspector.take_focus()
    qtbot.keyClicks(inspector.note_field, "half")
    qtbot.keyClick(inspector.layer_chooser.combo, Qt.Key.Key_Down)
    assert stored(workspace, claim).note == "half"
    assert stored(workspace, claim).layer == "actor"


@pytest.mark.parametrize("separator", [",", ";", "،", "；"])
def test_separators_end_a_tag(
    qtbot: QtBot, inspector: Inspector, workspace: Workspace, claim: str, acts: list[None], separator: str
) -> None:
    workspace.select(claim)
    line = inspector.tags_field.line
    qtbot.keyClicks(line, "war crimes")
    line.insert(separator)
    line.textEdited.emit(line.text())  # As typed; QTest types Latin-1 only.
    assert stored(workspace, claim).tags == ("war crimes",)
    qtbot.keyClicks(line, " treaty")
    assert stored(workspace, claim).tags == ("war crimes",)
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert stored(workspace, claim).tags == ("war crimes", "treaty")
    assert len(acts) == 2
    assert line.text() == ""
    assert [chip.tag for chip in inspector.tags_field.chips()] == ["war crimes", "treaty"]


def test_pasted_tags_are_one_act_and_none_comes_twice(
    qtbot: QtBot, qapp: QApplication, inspector: Inspector, workspace: Workspace, claim: str, acts: list[None]
) -> None:
    workspace.select(claim)
    qapp.clipboard().setText("one, two; One,, three")
    inspector.tags_field.line.paste()
    assert len(acts) == 1
    leave(inspector)
    inspector.flush()
    assert stored(workspace, claim).tags == ("one", "two", "three")


def test_a_half_typed_tag_belongs_to_the_annotation_it_was_typed_for(
    qtbot: QtBot, inspector: Inspector, workspace: Workspace, claim: str, actor: str
) -> None:
    workspace.select(claim)
    qtbot.keyClicks(inspector.tags_field.line, "half")
    workspace.select(actor)
    assert stored(workspace, claim).tags == ("half",)
    assert stored(workspace, actor).tags == ()
    assert inspector.tags_field.line.text() == ""
    assert inspector.tags_field.chips() == []


def test_chips_are_reached_and_removed_with_the_keyboard(
    qtbot: QtBot, inspector: Inspector, workspace: Workspace, claim: str
) -> None:
    workspace.set_tags(claim, ("one", "two", "three"))
    workspace.select(claim)
    field = inspector.tags_field
    field.line.setFocus()
    qtbot.keyClick(field.line, Qt.Key.Key_Backspace)
    assert stored(workspace, claim).tags == ("one", "two", "three")
    assert field.chips()[2].hasFocus()
    qtbot.keyClick(field.chips()[2], Qt.Key.Key_Left)
    assert field.chips()[1].hasFocus()
    qtbot.keyClick(field.chips()[1], Qt.Key.Key_Delete)
    assert stored(workspace, claim).tags == ("one", "three")
    assert field.chips()[0].hasFocus()
    qtbot.keyClick(field.chips()[0], Qt.Key.Key_Tab)
    assert field.chips()[1].hasFocus()
    qtbot.keyClick(field.chips()[1], Qt.Key.Key_Tab)
    assert field.line.hasFocus()


def test_a_click_removes_a_tag_only_on_its_cross(
    qtbot: QtBot, inspector: Inspector, workspace: Workspace, claim: str
) -> None:
    workspace.set_tags(claim, ("one",))
    workspace.select(claim)
    chip = inspector.tags_field.chips()[0]
    middle = chip.height() // 2
    qtbot.mouseClick(chip, Qt.MouseButton.LeftButton, pos=QPoint(10, middle))
    assert stored(workspace, claim).tags == ("one",)
    cross = QPoint(chip.width() - 10, middle)
    qtbot.mouseClick(chip, Qt.MouseButton.LeftButton, pos=cross)
    assert stored(workspace, claim).tags == ()


def test_known_tags_are_offered_and_taken_with_enter(
    qtbot: QtBot, inspector: Inspector, workspace: Workspace, claim: str, acts: list[None]
) -> None:
    inspector.set_known_tags(["war crimes", "treaty", "Warsaw"])
    workspace.select(claim)
    field = inspector.tags_field
    field.line.setFocus()
    qtbot.keyClicks(field.line, "wa")
    assert field.line.popup.isVisible()
    qtbot.keyClick(field.line.popup, Qt.Key.Key_Down)
    qtbot.keyClick(field.line.popup, Qt.Key.Key_Return)
    assert stored(workspace, claim).tags == ("war crimes",)
    assert field.line.text() == ""
    assert len(acts) == 1


def test_tags_of_the_article_are_offered_without_being_told(
    qtbot: QtBot, inspector: Inspector, workspace: Workspace, claim: str, actor: str
) -> None:
    workspace.set_tags(actor, ("metonymy",))
    workspace.select(claim)
    line = inspector.tags_field.line
    line.setFocus()
    qtbot.keyClick(line, Qt.Key.Key_Down)
    assert line.popup.isVisible()
    qtbot.keyClick(line.popup, Qt.Key.Key_Down)
    qtbot.keyClick(line.popup, Qt.Key.Key_Tab)
    assert stored(workspace, claim).tags == ("metonymy",)


def test_escape_closes_the_offers_and_keeps_what_was_typed(
    qtbot: QtBot, inspector: Inspector, workspace: Workspace, claim: str
) -> None:
    inspector.set_known_tags(["war crimes"])
    workspace.select(claim)
    line = inspector.tags_field.line
    line.setFocus()
    qtbot.keyClicks(line, "wa")
    with qtbot.assertNotEmitted(inspector.escaped):
        qtbot.keyClick(line.popup, Qt.Key.Key_Escape)
    assert not line.popup.isVisible()
    assert line.text() == "wa"
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert stored(workspace, claim).tags == ("wa",)


def test_enter_without_a_chosen_offer_takes_what_was_typed(
    qtbot: QtBot, inspector: Inspector, workspace: Workspace, claim: str
) -> None:
    inspector.set_known_tags(["war crimes"])
    workspace.select(claim)
    line = inspector.tags_field.line
    line.setFocus()
    qtbot.keyClicks(line, "wa")
    qtbot.keyClick(line.popup, Qt.Key.Key_Return)
    assert stored(workspace, claim).tags == ("wa",)
    assert not line.popup.isVisible()


def test_others_annotations_are_read_only_and_say_why(
    qtbot: QtBot, inspector: Inspector, workspace: Workspace, claim: str, acts: list[None]
) -> None:
    workspace.set_note(claim, "my note")
    workspace.set_tags(claim, ("mine",))
    workspace.switch_annotator("Boris")
    acts.clear()
    workspace.select(claim)
    assert "Ana" in inspector.why_fixed.text()
    assert "only its author can change it" in inspector.why_fixed.text()
    assert not inspector.layer_chooser.combo.isVisible()
    assert not inspector.remove_button.isVisible()
    assert not inspector.tags_field.line.isVisible()
    qtbot.keyClicks(inspector.note_field, "more")
    qtbot.keyClick(inspector.note_field, Qt.Key.Key_Delete)
    inspector.flush()
    assert stored(workspace, claim).note == "my note"
    assert acts == []
    assert "Made by \u2068Ana\u2069" in inspector.facts.text()


def test_fields_of_others_that_are_empty_are_not_shown(
    inspector: Inspector, workspace: Workspace, claim: str, actor: str
) -> None:
    workspace.switch_annotator("Boris")
    workspace.select(claim)
    assert not inspector.note_field.isVisible()
    assert not inspector.tags_field.isVisible()
    workspace.switch_annotator("Ana")
    workspace.select(claim)
    assert inspector.note_field.isVisible()
    assert not inspector.note_field.isReadOnly()


def test_a_project_for_reading_says_so(
    inspector: Inspector, workspace: Workspace, claim: str, project_path: Path
) -> None:
    article = workspace.article
    assert article is not None
    workspace.use(projects.open_project(project_path, "Ana", read_only=True))
    workspace.open_article(article.id)
    workspace.select(claim)
    assert inspector.why_fixed.text() == "This project is open for reading only."
    assert not inspector.layer_chooser.combo.isVisible()


def test_damage_is_said_in_a_banner(
    inspector: Inspector, workspace: Workspace, claim: str, project_path: Path
) -> None:
    article = workspace.article
    assert article is not None
    workspace.use(None)
    with closing(sqlite3.connect(project_path)) as file, file:
        file.execute("UPDATE annotations SET quote = '<b>other</b>' WHERE id = ?", (claim,))
    workspace.use(projects.open_project(project_path, "Ana"))
    workspace.open_article(article.id)
    workspace.select(claim)
    assert inspector.banner.isVisible()
    assert "the stored quote is not what the text says" in inspector.banner_text.text()
    assert inspector.quote.text_view.toPlainText() == "<b>other</b>"


def test_several_are_removed_together(
    qtbot: QtBot, inspector: Inspector, workspace: Workspace, claim: str, actor: str
) -> None:
    workspace.select_many([claim, actor])
    assert "2 annotations selected" in inspector.several.words()
    assert not inspector.note_field.isVisible()
    qtbot.mouseClick(inspector.remove_several_button, Qt.MouseButton.LeftButton)
    assert workspace.loaded == {}
    workspace.undo()
    assert set(workspace.loaded) == {claim, actor}


def test_several_with_those_of_others_cannot_be_removed(
    inspector: Inspector, workspace: Workspace, claim: str
) -> None:
    workspace.switch_annotator("Boris")
    own = mark(workspace, "date", "August")
    workspace.select_many([claim, own])
    assert not inspector.remove_several_button.isVisible()
    assert "1 of them were made by others" in inspector.several.words()


def test_the_bin_removes_the_annotation(
    qtbot: QtBot, inspector: Inspector, workspace: Workspace, claim: str
) -> None:
    workspace.select(claim)
    qtbot.mouseClick(inspector.remove_button, Qt.MouseButton.LeftButton)
    assert workspace.loaded == {}
    assert inspector.empty.isVisible()


def test_the_empty_state_says_what_to_do(inspector: Inspector, workspace: Workspace) -> None:
    assert "press C for claim, A for actor, D for date" in inspector.empty.words()
    mark(workspace, "claim", "We did not agree")
    assert "Click a mark in the article" in inspector.empty.words()
    workspace.show_article(None)
    assert inspector.empty.words() == "Open an article to see and make annotations."


def test_tab_goes_through_the_fields_in_reading_order(
    qtbot: QtBot, inspector: Inspector, workspace: Workspace, claim: str
) -> None:
    workspace.set_tags(claim, ("one",))
    workspace.select(claim)
    workspace.confirm([claim])
    inspector.layer_chooser.combo.setFocus()
    order = [
        inspector.remove_button,
        inspector.quote.text_view,
        *(row.box.target for row in inspector.form.rows.values()),
        inspector.tags_field.chips()[0],
        inspector.tags_field.line,
        inspector.note_field,
    ]
    for expected in order:
        focused = QApplication.focusWidget()
        assert focused is not None
        qtbot.keyClick(focused, Qt.Key.Key_Tab)
        assert QApplication.focusWidget() is expected


def test_every_control_has_a_name(inspector: Inspector, workspace: Workspace, claim: str) -> None:
    workspace.set_tags(claim, ("one",))
    workspace.select(claim)
    for control in (
        inspector.layer_chooser.combo,
        inspector.remove_button,
        inspector.quote.text_view,
        inspector.note_field,
        inspector.tags_field.line,
        *inspector.tags_field.chips(),
    ):
        assert control.accessibleName()
