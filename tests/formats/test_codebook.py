"""The codebook file."""

from pathlib import Path

import pytest

from annotator.assets import resource
from annotator.core.errors import UnreadableInput
from annotator.formats.codebook import parse_codebook, read_codebook

LAYER = """
[[layer]]
id = "claim"
title = "Claim"
key = "C"
colour = "amber"
shape = "fill"
grain = "sentence"
"""


def test_the_default_codebook() -> None:
    layers = read_codebook(resource("codebook.toml"))
    assert [layer.id for layer in layers] == ["claim", "actor", "date"]
    assert [layer.key for layer in layers] == ["C", "A", "D"]
    assert [layer.colour for layer in layers] == ["amber", "blue", "green"]
    assert [layer.shape for layer in layers] == ["fill", "underline", "dotted"]
    assert [layer.grain for layer in layers] == ["sentence", "word", "word"]
    assert all(len(layer.guideline) > 200 and "\n" not in layer.guideline for layer in layers)


def test_a_layer_without_guideline_is_fine() -> None:
    (layer,) = parse_codebook("format = 1\n" + LAYER)
    assert (layer.id, layer.guideline) == ("claim", "")


@pytest.mark.parametrize(
    "source, reason",
    [
        ("format = ", "not TOML"),
        (LAYER, "format is None"),
        ("format = 2\n" + LAYER, "format is 2"),
        ("format = 1\n", "no \\[\\[layer\\]\\]"),
        ("format = 1\nlayer = [1]", "layer 1 is not a table"),
        ("format = 1\n" + LAYER + LAYER, "two layers have the id"),
        ("format = 1\n" + LAYER + LAYER.replace('"claim"', '"event"').replace("Claim", "Event"), "the key"),
        ("format = 1\n" + LAYER.replace('"claim"', '"=claim"'), "cannot have the id"),
        ("format = 1\n" + LAYER.replace('"claim"', '"article"'), "cannot have the id"),
        ("format = 1\n" + LAYER.replace('"C"', '"Cl"'), "its key is one letter"),
        ("format = 1\n" + LAYER.replace("amber", "puce"), "its colour is one of amber"),
        ("format = 1\n" + LAYER.replace("fill", "blink"), "its shape is one of"),
        ("format = 1\n" + LAYER.replace("sentence", "page"), "its grain is one of"),
        ("format = 1\n" + LAYER.replace('title = "Claim"', "title = 3"), "layer 1 has no title"),
    ],
)
def test_what_is_wrong_is_said(source: str, reason: str) -> None:
    with pytest.raises(UnreadableInput, match=reason):
        parse_codebook(source)


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(UnreadableInput, match=r"none\.toml"):
        read_codebook(tmp_path / "none.toml")
