"""Codebooks as files, and the codebooks of other projects, in the real editor."""

from annotator.services import codebooks, fields, projects
from annotator.services.codebook_drafts import BOOK, Draft, Place
from tests.ui.codebook.hand import (
    DELETE,
    click,
    file_chosen,
    go_to,
    plain,
    save,
    stored,
    type_over,
)
from tests.ui.hand import ENTER, ESC, mark, press


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
