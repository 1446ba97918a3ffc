"""The codebook file."""

from pathlib import Path

import pytest

from annotator.assets import resource
from annotator.core.codebook import Choice, Codebook, Field, FieldType, Layer
from annotator.core.errors import UnreadableInput
from annotator.formats.codebook import fault, parse_codebook, read_codebook, write_codebook
from tests.storage.helpers import CODEBOOK

LAYER = """
[[layer]]
id = "claim"
title = "Claim"
key = "C"
colour = "amber"
shape = "fill"
grain = "sentence"
"""
ACTOR = LAYER.replace("claim", "actor").replace("Claim", "Actor").replace('"C"', '"A"')
DATE = LAYER.replace("claim", "date").replace("Claim", "Date").replace('"C"', '"D"')
ALL = ACTOR + DATE + LAYER
"""The last one is the claim, so that fields can be added to it."""

MODE = """
[[layer.field]]
id = "mode"
title = "Mode"
type = "choice"
key = "M"
"""
CHOICE = """
[[layer.field.choice]]
id = "direct"
title = "Direct"
"""


def test_the_default_codebook() -> None:
    book = read_codebook(resource("codebook.toml"))
    layers = book.layers
    assert book.title
    assert [layer.id for layer in layers] == ["claim", "actor", "date"]
    assert [layer.key for layer in layers] == ["C", "A", "D"]
    assert [layer.colour for layer in layers] == ["amber", "blue", "green"]
    assert [layer.shape for layer in layers] == ["fill", "underline", "dotted"]
    assert [layer.grain for layer in layers] == ["sentence", "word", "word"]
    assert all(len(layer.guideline) > 200 and "\n" not in layer.guideline for layer in layers)
    assert all(field.guideline for layer in layers for field in layer.fields)
    assert all(choice.definition for choice in book.entity_kinds)
    assert {"person", "organisation", "government", "armed_group", "media", "place", "other"} == {
        kind.id for kind in book.entity_kinds
    }
    assert {(layer.id, field.id) for layer in layers for field in layer.fields if field.required} == {
        *(("claim", "speaker"), ("claim", "mode"), ("actor", "entity")),
    }


def test_a_codebook_without_fields_and_guidelines_is_fine() -> None:
    book = parse_codebook("format = 1\n" + ALL)
    assert [(layer.id, layer.guideline, layer.fields) for layer in book.layers] == [
        *(("actor", "", ()), ("date", "", ()), ("claim", "", ())),
    ]


@pytest.mark.parametrize(
    "source, reason",
    [
        ("format = ", "not TOML"),
        (ALL, "format is None"),
        ("format = 3\n" + ALL, "format is 3"),
        ("format = 1\n", "no \\[\\[layer\\]\\]"),
        ("format = 1\nlayer = [1]", "layer 1 is not a table"),
        ("format = 1\nlayer = 1", "is not a list of tables"),
        ("format = 1\n" + LAYER, "lacks the layer “actor”, which every codebook has"),
        ("format = 1\n" + ALL + LAYER, "two layers have the id"),
        ("format = 1\n" + ALL + LAYER.replace('"claim"', '"event"'), "two layers have the title"),
        ("format = 1\n" + ALL + LAYER.replace('"claim"', '"event"').replace("Claim", "Event"), "the key"),
        ("format = 1\n" + ALL.replace('"C"', '"N"'), "does something else in the article"),
        ("format = 1\n" + ALL.replace('"claim"', '"=claim"'), "cannot have the id"),
        ("format = 1\n" + ALL.replace('"claim"', '"article"'), "cannot have the id"),
        ("format = 1\n" + ALL.replace('"C"', '"Cl"'), "its key is one letter"),
        ("format = 1\n" + ALL.replace("amber", "puce"), "its colour is one of amber"),
        ("format = 1\n" + ALL.replace("fill", "blink"), "its shape is one of"),
        ("format = 1\n" + ALL.replace("sentence", "page"), "its grain is one of"),
        ("format = 1\n" + ALL.replace('title = "Claim"', "title = 3"), "layer 3 has no title"),
        ("format = 2\n" + ALL + MODE, r"type “choice” and has no \[\[choice\]\]"),
        ("format = 2\n" + ALL + MODE + CHOICE + CHOICE, "two values of “Mode” have the id “direct”"),
        ("format = 2\n" + ALL + (MODE + CHOICE) * 2, "two fields of “Claim” have the id “mode”"),
        ("format = 2\n" + ALL + MODE.replace("choice", "colour"), "its type is one of text, choice"),
        ("format = 2\n" + ALL + MODE.replace("choice", "text") + CHOICE, r"type “text” and has \[\[choice"),
        ("format = 2\n" + ALL + MODE.replace('"mode"', '"Mode 1"') + CHOICE, "cannot have the id “Mode 1”"),
        ("format = 2\n" + ALL + MODE + CHOICE.replace('"direct"', '"d.x"'), "cannot have the id “d.x”"),
        ("format = 2\n" + ALL + MODE.replace('"M"', '"a"') + CHOICE, "the key “a” of the field “Mode”"),
        ("format = 2\n" + ALL + MODE + "lines = 0\n" + CHOICE, "its lines are a number from 1 to 20"),
        ("format = 2\n" + ALL + MODE + "required = 1\n" + CHOICE, "“required” is true or false"),
    ],
)
def test_what_is_wrong_is_said(source: str, reason: str) -> None:
    with pytest.raises(UnreadableInput, match=reason):
        parse_codebook(source)


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(UnreadableInput, match=r"none\.toml"):
        read_codebook(tmp_path / "none.toml")


FULL = Codebook(
    "Ours “and” = \\ theirs 😀",
    (
        *CODEBOOK.layers,
        Layer(
            *("frame", "قالب", "Z", "sky", "box", "sentence", 'Two\n\nparagraphs, one "quoted".'),
            fields=(
                Field("tone", "Tone", FieldType.CHOICES, (Choice("a", "A", "def\tinition", True),), "g", "Q"),
                Field("n", "Number", FieldType.NUMBER, required=True, retired=True),
                Field("yes", "Yes", FieldType.YES_NO, lines=1),
                Field("who", "Who", FieldType.ENTITY, several=True),
                Field("long", "Long", FieldType.TEXT, lines=20),
            ),
            retired=True,
        ),
    ),
    (Choice("person", "Person", retired=True), Choice("other", "Other", "None of these.")),
    "Read this first.",
)


@pytest.mark.parametrize("book", [CODEBOOK, FULL, read_codebook(resource("codebook.toml"))])
def test_what_is_written_reads_the_same(book: Codebook) -> None:
    assert fault(book) is None
    assert parse_codebook(write_codebook(book)) == book
