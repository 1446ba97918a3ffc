"""Text can be read over any pile of colours that the window may paint under it."""

import re
from collections.abc import Iterator
from itertools import product

import pytest
from PySide6.QtGui import QColor, QFont

from annotator.assets import resource
from annotator.core.colour import (
    SHAPE_CONTRAST,
    TEXT_CONTRAST,
    Rgb,
    Rgba,
    blend,
    contrast,
    luminance,
    stacked,
)
from annotator.ui.appearance import style_sheet
from annotator.ui.theme import DARK, LAYER_COLOURS, LIGHT, Theme

THEMES = pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])


def rgb(colour: QColor) -> Rgb:
    return colour.red(), colour.green(), colour.blue()


def rgba(colour: QColor) -> Rgba:
    return *rgb(colour), colour.alphaF()


def piles(theme: Theme) -> Iterator[tuple[tuple[str, ...], Rgb]]:
    """Up to four layers, each plain or chosen, in any order, then a match and a selection.

    Of the piles that look the same, one is enough.
    """
    fills = {name: rgba(theme.layer(name).fill) for name in LAYER_COLOURS}
    fills |= {f"{name}, chosen": rgba(theme.layer(name).fill_strong) for name in LAYER_COLOURS}
    tops = {(): [], ("find",): [rgba(theme.find)], ("selection",): [rgba(theme.selection)]}
    tops["find", "selection"] = [rgba(theme.find), rgba(theme.selection)]
    level: dict[Rgb, tuple[str, ...]] = {rgb(theme.page): ()}
    for depth in range(5):
        if depth:
            piled = product(level.items(), fills.items())
            level = {blend(fill, colour): (*names, name) for (colour, names), (name, fill) in piled}
        for colour, names in level.items():
            for top, over in tops.items():
                yield (*names, *top), stacked(over, colour)


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [
        ((0, 0, 0), (255, 255, 255), 21.0),
        ((255, 255, 255), (255, 255, 255), 1.0),
        ((0x76, 0x76, 0x76), (255, 255, 255), 4.54),
        ((0, 0, 255), (255, 255, 255), 8.59),
        ((255, 0, 0), (0, 0, 0), 5.25),
    ],
)
def test_contrast_agrees_with_published_values(one: Rgb, other: Rgb, ratio: float) -> None:
    assert contrast(one, other) == pytest.approx(ratio, abs=0.01)
    assert contrast(other, one) == contrast(one, other)


def test_blending_and_luminance() -> None:
    assert blend((200, 100, 0, 0.0), (10, 20, 30)) == (10, 20, 30)
    assert blend((200, 100, 0, 1.0), (10, 20, 30)) == (200, 100, 0)
    assert blend((200, 100, 0, 0.5), (100, 200, 50)) == (150, 150, 25)
    assert stacked([(0, 0, 0, 0.5), (255, 255, 255, 0.5)], (255, 255, 255)) == (192, 192, 192)
    assert luminance((255, 255, 255)) == pytest.approx(1.0)
    assert luminance((0, 255, 0)) == pytest.approx(0.7152)


@THEMES
def test_article_text_over_every_pile_of_up_to_four_layers(theme: Theme) -> None:
    text = rgb(theme.text)
    worst = min(((contrast(text, behind), names) for names, behind in piles(theme)), key=lambda pair: pair[0])
    assert worst[0] >= TEXT_CONTRAST, worst


@THEMES
@pytest.mark.parametrize("background", ["page", "panel", "raised", "hover", "chosen"])
def test_interface_text_on_what_it_stands_on(theme: Theme, background: str) -> None:
    behind = rgb(getattr(theme, background))
    for ink in ("text", "muted", "accent", "danger", "warning"):
        assert contrast(rgb(getattr(theme, ink)), behind) >= TEXT_CONTRAST, ink


@THEMES
def test_primary_button_fields_and_focus(theme: Theme) -> None:
    assert contrast(rgb(theme.on_accent), rgb(theme.accent)) >= TEXT_CONTRAST
    for background in (theme.page, theme.panel, theme.raised):
        assert contrast(rgb(theme.edge), rgb(background)) >= SHAPE_CONTRAST
        assert contrast(rgb(theme.accent), rgb(background)) >= SHAPE_CONTRAST


@THEMES
@pytest.mark.parametrize("name", LAYER_COLOURS)
def test_layer_strokes_and_names(theme: Theme, name: str) -> None:
    layer = theme.layer(name)
    for background in (theme.page, theme.panel, theme.raised, theme.chosen):
        assert contrast(rgb(layer.stroke), rgb(background)) >= SHAPE_CONTRAST
        assert contrast(rgb(layer.text), rgb(background)) >= TEXT_CONTRAST
    for fill in (layer.fill, layer.fill_strong):
        chip = blend(rgba(fill), rgb(theme.panel))
        assert contrast(rgb(layer.text), chip) >= TEXT_CONTRAST
    assert contrast(rgb(layer.stroke), blend(rgba(layer.fill_strong), rgb(theme.page))) >= SHAPE_CONTRAST
    assert layer.fill_strong.alphaF() > layer.fill.alphaF()


@THEMES
def test_an_unknown_hue_is_grey(theme: Theme) -> None:
    assert theme.layer("tartan") is theme.layer("grey")


@THEMES
def test_every_colour_of_the_style_sheet_is_the_themes(theme: Theme) -> None:
    sheet = style_sheet(theme, QFont(), "Serif")
    assert "$" not in sheet.replace("dollar sign", "")
    pictures = set(re.findall(r'url\("([^"]+)"\)', sheet))
    assert pictures
    known = {getattr(theme, name).name() for name in ("text", "muted", "faint", "on_accent")}
    for picture in pictures:
        with open(picture, encoding="utf-8") as file:  # noqa: PTH123 - the path is as Qt will read it
            assert set(re.findall(r"#[0-9a-fA-F]{6}", file.read())) <= known, picture


def test_every_icon_is_a_line_drawing_in_the_colour_of_the_text() -> None:
    icons = sorted(resource("icons").glob("*.svg"))
    assert len(icons) > 30
    for icon in icons:
        source = icon.read_text(encoding="utf-8")
        assert 'viewBox="0 0 20 20"' in source, icon.name
        assert 'stroke-width="1.5"' in source, icon.name
        assert not re.search(r"#[0-9a-fA-F]{3}", source), icon.name
