"""What the editor calls things, and what it says is wrong or different."""

from dataclasses import replace

from PySide6.QtCore import Qt

from annotator.core.codebook import Choice, Field, FieldType
from annotator.services.codebook_drafts import BOOK, KINDS_PLACE, Draft, Place, id_from
from annotator.services.codebook_faults import differences, problems
from annotator.ui.codebook.difference_words import difference_in_words
from annotator.ui.leaning import direction_of
from tests.ui.codebook.hand import (
    INSERT,
    go_to,
    plain,
    save,
    stored,
    type_over,
)
from tests.ui.hand import press


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


def test_a_sentence_runs_as_its_own_words_do_not_as_the_names_in_it():
    right, left = Qt.LayoutDirection.RightToLeft, Qt.LayoutDirection.LeftToRight
    assert direction_of("“⁨الحقل⁩”: the title is new.") is left
    assert direction_of("“⁨Claim⁩”: العنوان جديد.") is right
    assert direction_of("12 ⁨الحقل⁩ – ") is left
