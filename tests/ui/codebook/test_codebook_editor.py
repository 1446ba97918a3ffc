"""The editor of the codebook in the real window, worked with keys and mouse."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QPushButton

from annotator.core.codebook import FieldType
from annotator.services import projects
from annotator.services.codebook_drafts import BOOK, KINDS_PLACE, Place
from annotator.ui.codebook.editor import CodebookDialog
from annotator.ui.codebook.lists import SentencesDialog
from tests.ui.codebook.hand import (
    ALT,
    DELETE,
    DOWN,
    INSERT,
    LEFT,
    UP,
    by_letter,
    choose_type,
    click,
    go_to,
    plain,
    save,
    stored,
    type_over,
)
from tests.ui.hand import CTRL, ENTER, ESC, mark, press, span_of


def test_a_layer_of_ones_own_marks_at_once(window, edit):
    def work(dialog):
        click(dialog.tools.add_layer_button)
        assert dialog.form.title_line.hasFocus()
        press("Frame of war")
        assert "frame_of_war" in dialog.form.id_label.text()
        type_over(dialog.forms.layer.key, "j")
        click(dialog.forms.layer.colour.button("purple"))
        click(dialog.forms.layer.shape.button("dotted"))
        click(dialog.forms.layer.grain.button("sentence"))
        press(ENTER, modifier=CTRL)

    edit(work)
    layer = stored(window).layer("frame_of_war")
    assert (layer.title, layer.key, layer.colour, layer.shape, layer.grain) == (
        *("Frame of war", "J", "purple", "dotted", "sentence"),
    )
    window.view.select(span_of(window, "Jane Doe"), reveal=False)
    window.view.setFocus()
    press("J")
    assert window.workspace.current.layer == "frame_of_war"
    assert window.workspace.current.quote == "Jane Doe"


def test_six_fields_of_all_sorts_by_keyboard(window, edit, qtbot):
    wanted = {
        "Topic": FieldType.TEXT,
        "Tone": FieldType.CHOICE,
        "Themes": FieldType.CHOICES,
        "Ironic": FieldType.YES_NO,
        "Strength": FieldType.NUMBER,
        "Witnesses": FieldType.ENTITY,
        "Deadline": FieldType.DATE,
    }

    def work(dialog):
        go_to(dialog, Place("claim"))
        for title, type_ in wanted.items():
            by_letter(dialog, "f", qtbot)
            press(title)
            choose_type(dialog, type_)
            if type_ in (FieldType.CHOICE, FieldType.CHOICES):
                for value in ("High", "Low"):
                    by_letter(dialog, "v", qtbot)
                    press(value)
            if type_ is FieldType.ENTITY:
                QTest.mouseClick(
                    dialog.forms.field.several, LEFT, pos=dialog.forms.field.several.rect().center()
                )
        save(dialog)

    edit(work)
    claim = stored(window).layer("claim")
    added = {one.title: one for one in claim.fields[-len(wanted) :]}
    assert {title: one.type for title, one in added.items()} == wanted
    assert [choice.id for choice in added["Tone"].choices] == ["high", "low"]
    assert added["Witnesses"].id == "witnesses"
    key = mark(window, "claim", "we will not agree")
    assert window.workspace.set_value([key], "strength", "12")
    assert window.workspace.set_value([key], "tone", "high")
    assert window.workspace.project.annotation(key).value("tone") == "high"


def test_a_value_in_use_is_kept_as_retired_and_can_be_used_again(window, edit):
    key = mark(window, "claim", "we will not agree")
    assert window.workspace.set_value([key], "mode", "paraphrase")
    heard: list[str] = []
    paraphrase = Place("claim", "mode", "paraphrase")

    def work(dialog):
        go_to(dialog, paraphrase)
        press(DELETE)
        assert "1 annotation has" in dialog.form.retired_text.text()
        save(dialog)

    def agree(dialog):
        assert isinstance(dialog, SentencesDialog)
        heard.extend(plain(dialog.list.item(row).text()) for row in range(dialog.list.count()))
        press(ENTER)

    edit(work, agree)
    assert heard == ["“Mode”: 1 annotation has “Paraphrase”."]
    assert stored(window).field("claim", "mode").choice("paraphrase").retired
    assert window.workspace.project.annotation(key).value("mode") == "paraphrase"

    def again(dialog):
        go_to(dialog, paraphrase)
        assert "(retired)" in dialog.outline.item(paraphrase).text(0)
        assert not dialog.tools.remove_button.isEnabled()
        click(dialog.form.again_button)
        save(dialog)

    edit(again)
    assert not stored(window).field("claim", "mode").choice("paraphrase").retired


def test_saving_can_be_called_off_where_it_touches_something(window, edit, qtbot):
    key = mark(window, "claim", "we will not agree")
    assert window.workspace.set_value([key], "mode", "paraphrase")
    before = stored(window)

    def work(dialog):
        go_to(dialog, Place("claim", "mode"))
        assert dialog.tools.remove_button.isEnabled()
        click(dialog.tools.remove_button)
        save(dialog)
        assert dialog.isVisible()
        dialog.activateWindow()
        qtbot.waitUntil(lambda: QApplication.activeWindow() is dialog)
        press(ESC)

    def leave(dialog):
        click(next(one for one in dialog.findChildren(QPushButton) if one.text() == "Leave without saving"))

    edit(work, lambda dialog: press(ESC), leave)
    assert stored(window) == before


def test_what_nobody_used_goes_and_undo_brings_it_back(window, edit):
    before = stored(window)

    def work(dialog):
        go_to(dialog, Place("claim", "certainty"))
        press(DELETE)
        assert "nothing was recorded" in dialog.form.retired_text.text()
        go_to(dialog, KINDS_PLACE._replace(choice="media"))
        press(DELETE)
        go_to(dialog, Place("claim", "mode", "indirect"))
        press(UP, modifier=ALT)
        save(dialog)

    edit(work)
    after = stored(window)
    assert after.field("claim", "certainty") is None
    assert "media" not in [one.id for one in after.entity_kinds]
    assert [one.id for one in after.field("claim", "mode").choices][:2] == ["indirect", "direct"]
    window.view.setFocus()
    window.actions_["undo"].trigger()
    assert stored(window) == before == window.workspace.known.codebook
    window.actions_["redo"].trigger()
    assert stored(window) == after == window.workspace.known.codebook


def test_clashing_keys_and_titles_are_refused_beside_the_field(window, edit):
    before = stored(window)

    def work(dialog):
        go_to(dialog, Place("claim", "summary"))
        form = dialog.forms.field
        for key, sentence in (
            ("a", "The key A marks “Actor” already."),
            ("s", "The key S goes to “Speaker” already."),
            ("n", "The key N does something else in the article."),
        ):
            type_over(form.key, key)
            assert form.key.text() == key.upper()
            assert plain(form.key.accessibleDescription()) == sentence
            save(dialog)
            assert dialog.isVisible()
            assert form.key.hasFocus()
        type_over(form.key, "q")
        assert form.key.accessibleDescription() == ""
        type_over(form.title_line, "mode")
        assert plain(form.title_line.accessibleDescription()) == (
            "Another field of “Claim” has the title “mode” already."
        )
        go_to(dialog, Place("date"))
        save(dialog)
        assert dialog.place == Place("claim", "summary")
        assert dialog.form.title_line.hasFocus()
        form.title_line.clear()
        press("x", Qt.Key.Key_Backspace)
        assert form.title_line.accessibleDescription() == "It needs a title."
        press("Abstract")
        save(dialog)

    edit(work)
    field = stored(window).field("claim", "summary")
    assert (field.title, field.key) == ("Abstract", "Q")
    assert before.field("claim", "summary").title != "Abstract"


def test_what_the_program_builds_on_cannot_be_removed(window, edit):
    def work(dialog):
        for place in (
            *(Place("claim"), Place("actor"), Place("date"), Place("claim", "speaker")),
            *(Place("actor", "entity"), Place("date", "value"), Place("date", "kind")),
        ):
            go_to(dialog, place)
            assert not dialog.tools.remove_button.isEnabled()
            assert "builds on this" in dialog.tools.remove_button.toolTip()
            press(DELETE)
        go_to(dialog, Place("claim", "speaker"))
        assert not dialog.forms.field.type.isEnabled()
        assert not dialog.draft.changed
        press(ESC)

    edit(work)


def test_a_type_that_does_not_take_what_is_there_is_refused(window, edit):
    key = mark(window, "claim", "we will not agree")
    assert window.workspace.set_value([key], "summary", "in words")
    before = stored(window)

    def work(dialog):
        go_to(dialog, Place("claim", "summary"))
        choose_type(dialog, FieldType.NUMBER)
        save(dialog)
        assert "1 annotation" in dialog.forms.field.type.accessibleDescription()
        choose_type(dialog, FieldType.TEXT)
        assert dialog.forms.field.type.accessibleDescription() == ""
        assert not dialog.draft.changed
        press(ESC)

    edit(work)
    assert stored(window) == before


def test_reading_only_everything_is_seen_and_nothing_changed(open_window, project_path, answer, closing):
    window = open_window(None)
    space = window.workspace
    space.use(projects.open_project(project_path, "Ana", read_only=True))

    def work(dialog: QDialog) -> None:
        assert isinstance(dialog, CodebookDialog)
        for place in (BOOK, Place("claim"), Place("claim", "mode"), Place("claim", "mode", "direct")):
            go_to(dialog, place)
            dialog.form.title_line.setFocus()
            press("x")
        go_to(dialog, Place("claim", "mode"))
        press(INSERT, DELETE)
        press(DOWN, modifier=ALT)
        assert not dialog.draft.changed
        for button in (
            dialog.tools.add_layer_button,
            dialog.tools.add_field_button,
            dialog.tools.add_value_button,
        ):
            assert not button.isEnabled()
        assert not dialog.save_button.isVisible()
        press(ESC)

    answer(closing(work))
    window.actions_["codebook"].trigger()
