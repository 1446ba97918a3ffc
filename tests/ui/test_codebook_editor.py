"""The editor of the codebook in the real window, worked with keys and mouse."""

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QPushButton

from annotator.core.codebook import Choice, Field, FieldType
from annotator.services import codebooks, fields, projects
from annotator.services.codebook_drafts import BOOK, KINDS_PLACE, Draft, Place, id_from
from annotator.services.codebook_faults import differences, problems
from annotator.ui.codebook.difference_words import difference_in_words
from annotator.ui.codebook.editor import CodebookDialog
from annotator.ui.codebook.lists import SentencesDialog
from tests.ui.hand import CTRL, ENTER, ESC, mark, press, span_of

LEFT = Qt.MouseButton.LeftButton
ALT = Qt.KeyboardModifier.AltModifier
DELETE, INSERT, TAB, UP, DOWN = (
    Qt.Key.Key_Delete,
    Qt.Key.Key_Insert,
    Qt.Key.Key_Tab,
    Qt.Key.Key_Up,
    Qt.Key.Key_Down,
)


@pytest.fixture
def closing(qtbot):
    """Give a dialog the keyboard before a function works it; a failure ends it, or it would wait for ever."""

    def wrapped(work):
        def run(dialog):
            try:
                qtbot.waitUntil(lambda: QApplication.activeWindow() is dialog)
                work(dialog)
                qtbot.waitUntil(lambda: not dialog.isVisible())
            except BaseException:
                QDialog.done(dialog, 0)
                raise

        return run

    return wrapped


@pytest.fixture
def edit(window, answer, closing, qtbot):
    """Open the editor as a person does, and let functions work it and what it asks."""

    def open_it(*works):
        answer(*map(closing, works))
        window.actions_["codebook"].trigger()
        window.activateWindow()
        qtbot.waitUntil(lambda: QApplication.activeWindow() is window)

    return open_it


def go_to(dialog: CodebookDialog, place: Place) -> None:
    """Click the row of a place, its branch opened."""
    above = place.above
    while above != BOOK:
        dialog.outline.item(above).setExpanded(True)
        above = above.above
    item = dialog.outline.item(place)
    dialog.outline.scrollToItem(item)
    rect = dialog.outline.visualItemRect(item)
    QTest.mouseClick(dialog.outline.viewport(), LEFT, pos=rect.center())
    assert dialog.place == place


def type_over(line, words: str) -> None:
    line.setFocus()
    line.selectAll()
    press(words)


def by_letter(dialog: CodebookDialog, letter: str, qtbot) -> None:
    """Press the button that Alt and a letter press; it goes down for a moment before it does anything."""
    before = dialog.place
    press(letter, modifier=ALT)
    qtbot.waitUntil(lambda: dialog.place != before)


def click(button) -> None:
    assert button.isEnabled(), button.text()
    QTest.mouseClick(button, LEFT)


def plain(sentence: str) -> str:
    """Return a sentence without the marks that keep names of other scripts apart in it."""
    return sentence.replace("\u2068", "").replace("\u2069", "")


def save(dialog: CodebookDialog) -> None:
    click(dialog.save_button)


def choose_type(dialog: CodebookDialog, type_: FieldType) -> None:
    combo = dialog.forms.field.type
    combo.setFocus()
    press(Qt.Key.Key_Home)
    while combo.currentData() != type_:
        before = combo.currentIndex()
        press(DOWN)
        assert combo.currentIndex() > before
    combo.activated.emit(combo.currentIndex())


def file_chosen(monkeypatch: pytest.MonkeyPatch, which: str, path: Path) -> None:
    monkeypatch.setattr(QFileDialog, which, lambda *_: (str(path), ""))


def stored(window):
    """The codebook that a second reader finds in the file."""
    with projects.open_project(window.workspace.project.path, "Reader", read_only=True) as project:
        return project.codebook()


def test_a_layer_of_ones_own_marks_at_once(window, edit):
    def work(dialog):
        click(dialog.add_layer_button)
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
        assert not dialog.remove_button.isEnabled()
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
        assert dialog.remove_button.isEnabled()
        click(dialog.remove_button)
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
            assert not dialog.remove_button.isEnabled()
            assert "builds on this" in dialog.remove_button.toolTip()
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


def test_out_as_a_file_and_in_again(window, edit, monkeypatch, tmp_path):
    target = tmp_path / "book.toml"
    before = stored(window)
    file_chosen(monkeypatch, "getSaveFileName", target)
    file_chosen(monkeypatch, "getOpenFileName", target)

    def change(dialog):
        click(dialog.export_button)
        go_to(dialog, Place("claim", "certainty"))
        press(DELETE)
        go_to(dialog, Place("claim", "mode"))
        type_over(dialog.form.title_line, "Manner")
        save(dialog)

    edit(change)
    assert codebooks.read(target) == before
    seen: list[str] = []

    def take(dialog):
        click(dialog.import_button)
        save(dialog)

    def agree(dialog):
        seen.extend(plain(dialog.list.item(row).text()) for row in range(dialog.list.count()))
        press(ENTER)

    edit(take, agree)
    assert "“Claim” ▸ “Mode”: the title is “Mode”, not “Manner”." in seen
    assert any("new field “Certainty”" in one for one in seen)
    assert stored(window) == before


def test_the_codebook_of_another_project_is_adopted(window, edit, monkeypatch, tmp_path):
    other = tmp_path / "other.annotator"
    with projects.create(other, "Ben") as project:
        draft = Draft(project.codebook())
        draft.add(BOOK, "Frame")
        draft.remove(Place("claim", "mode", "paraphrase"))
        codebooks.put(project, draft.wanted())
    key = mark(window, "claim", "we will not agree")
    assert window.workspace.set_value([key], "mode", "paraphrase")
    file_chosen(monkeypatch, "getOpenFileName", other)

    def work(dialog):
        click(dialog.import_button)
        assert dialog.draft.is_retired(Place("claim", "mode", "paraphrase"))
        save(dialog)

    edit(work, lambda dialog: press(ENTER), lambda dialog: press(ENTER))
    book = stored(window)
    assert book.layer("frame").title == "Frame"
    assert book.field("claim", "mode").choice("paraphrase").retired
    assert fields.takes_choice(book, "claim", "mode", "paraphrase")


def test_a_file_that_is_no_codebook_is_said(window, edit, monkeypatch, tmp_path):
    bad = tmp_path / "bad.toml"
    bad.write_text("x = 1")
    file_chosen(monkeypatch, "getOpenFileName", bad)

    def work(dialog):
        click(dialog.import_button)
        assert "not a codebook" in dialog.say_label.text()
        press(ESC)

    edit(work)


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
        for button in (dialog.add_layer_button, dialog.add_field_button, dialog.add_value_button):
            assert not button.isEnabled()
        assert not dialog.save_button.isVisible()
        press(ESC)

    answer(closing(work))
    window.actions_["codebook"].trigger()


def test_ids_are_made_from_titles_and_fixed_once_saved(window, edit):
    assert id_from("Été à Paris!", (), "field") == "ete_a_paris"
    assert id_from("Тон утверждения", (), "field") == "ton_utverzhdeniia"
    assert id_from("اللهجة", {"field"}, "field") == "field_2"
    assert id_from("3 things", {"value_3_things"}, "value") == "value_3_things_2"
    assert id_from("Article", (), "layer") == "article_2"

    def work(dialog):
        go_to(dialog, Place("claim", "mode", "direct"))
        press(INSERT)
        press("Тон")
        assert dialog.place.choice == "ton"
        type_over(dialog.form.title_line, "Hearsay")
        go_to(dialog, Place("claim", "mode"))
        type_over(dialog.form.title_line, "Manner")
        save(dialog)

    edit(work)
    field = stored(window).field("claim", "mode")
    assert field.title == "Manner"
    assert field.choices[-1] == Choice("hearsay", "Hearsay")


def test_what_is_wrong_and_different_is_said_for_each_place(window):
    book = window.workspace.known.codebook
    assert problems(book) == []
    assert differences(book, book) == []
    draft = Draft(book)
    place = draft.add(Place("claim"), "Weight")
    draft.change(place, Field("weight", "Weight", FieldType.CHOICE))
    assert [(one.place, one.part) for one in problems(draft.wanted())] == [(place, "type")]
    found = differences(book, draft.wanted())
    assert [plain(difference_in_words(book, draft.wanted(), one)) for one in found] == [
        "“Claim”: new field “Weight” (Choice: one value)."
    ]


def test_each_difference_is_a_sentence(window):
    """Every part of a layer, a field and a value, what is new, what is gone, and the order."""
    old = window.workspace.known.codebook
    draft = Draft(old)
    draft.describe("Our book", "In general.")
    draft.move(Place("claim", "mode"), -1)
    draft.move(Place("claim", "mode", "indirect"), -1)
    draft.move(Place("date"), -1)
    draft.move(KINDS_PLACE._replace(choice=old.entity_kinds[1].id), -1)
    layer, mode = draft.book.layer("claim"), Place("claim", "mode")
    assert layer is not None
    draft.change(Place("claim"), replace(layer, colour="purple", shape="box", grain="word", key="7"))
    field = draft.thing(mode)
    assert isinstance(field, Field)
    draft.change(mode, replace(field, required=not field.required, guideline="Other words.", key="8"))
    summary = draft.thing(Place("claim", "summary"))
    assert isinstance(summary, Field)
    draft.change(Place("claim", "summary"), replace(summary, type=FieldType.NUMBER, lines=summary.lines + 1))
    draft.change(
        Place("claim", "mode", "direct"), Choice("direct", "Verbatim", "Word by word.", retired=True)
    )
    draft.add(BOOK, "Frame")
    draft.add(mode, "Hearsay")
    draft.add(KINDS_PLACE, "Ship")
    draft.remove(Place("claim", "certainty"))
    draft.remove(Place("claim", "mode", "paraphrase"))
    draft.remove(KINDS_PLACE._replace(choice="media"))
    new = draft.wanted()
    there = [plain(difference_in_words(old, new, one)) for one in differences(old, new)]
    back = [plain(difference_in_words(new, old, one)) for one in differences(new, old)]
    for sentence in (
        "The codebook: another guideline.",
        "The layers are in another order.",
        "The kinds of entity are in another order.",
        "New layer “Frame” with 0 fields.",
        "New kind of entity “Ship”.",
        "No kind of entity “Media” any more.",
        "“Claim”: the fields are in another order.",
        "“Claim”: the colour is Purple, not Amber.",
        "“Claim”: the key is 7, not C.",
        "“Claim”: with nothing selected, the key takes The word, not The sentence.",
        "“Claim”: no field “Certainty” any more.",
        "“Claim” ▸ “Mode”: the values are in another order.",
        "“Claim” ▸ “Mode”: another guideline.",
        "“Claim” ▸ “Mode”: new value “Hearsay”.",
        "“Claim” ▸ “Mode”: no value “Paraphrase” any more.",
        "“Claim” ▸ “Mode” ▸ “Verbatim”: another definition.",
        "“Claim” ▸ “Mode” ▸ “Verbatim”: retired.",
        "“Claim” ▸ “Mode” ▸ “Verbatim”: the title is “Verbatim”, not “Direct quote”.",
        "“Claim” ▸ “Summary”: takes Number, not Text.",
    ):
        assert sentence in there
    assert "No layer “Frame” any more." in back
    assert "“Claim” ▸ “Mode”: new value “Paraphrase”." in back
    assert all(one.endswith(".") and "{" not in one for one in [*there, *back])
