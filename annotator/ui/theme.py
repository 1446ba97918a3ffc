"""The colours of the window, light and dark.

The hues of the layers follow Okabe and Ito's palette for colour-blind readers, changed in
lightness until text stays readable over any pile of them; tests/ui/test_theme_contrast.py
holds that. Fills are translucent and go towards a colour that text can still be read on,
however many lie on top of each other.
"""

from collections.abc import Mapping
from typing import NamedTuple

from PySide6.QtGui import QColor


class LayerColours(NamedTuple):
    """The colours of one layer."""

    fill: QColor
    """Behind the text; translucent."""
    fill_strong: QColor
    """Behind the text of the selected annotation; translucent."""
    stroke: QColor
    """Underlines, outlines, and marks in the gutter."""
    text: QColor
    """Coloured text, such as the layer's name, on the page, a panel, or its own fill."""


class Theme(NamedTuple):
    """One set of colours for everything the window draws."""

    name: str
    dark: bool
    page: QColor
    """Behind the article."""
    panel: QColor
    """Behind the side panels, bars and dialogs."""
    raised: QColor
    """Fields, menus, cards: what lies above a panel."""
    line: QColor
    """Dividing lines; they carry no meaning."""
    edge: QColor
    """Outlines of fields and boxes that a person has to find."""
    hover: QColor
    """Behind what the pointer is over."""
    chosen: QColor
    """Behind the chosen row of a list, and a checked button."""
    text: QColor
    muted: QColor
    """Text of second importance; still readable."""
    faint: QColor
    """Disabled text and decoration only."""
    accent: QColor
    """Focus and the primary button."""
    on_accent: QColor
    danger: QColor
    warning: QColor
    selection: QColor
    """Behind selected text, over the layers' fills; translucent."""
    find: QColor
    """Behind what was searched for, over the layers' fills; translucent."""
    layers: Mapping[str, LayerColours]

    def layer(self, colour: str) -> LayerColours:
        """Return the colours for a hue name of the codebook; an unknown name is grey."""
        return self.layers.get(colour, self.layers["grey"])


LAYER_COLOURS = ("amber", "blue", "green", "vermilion", "purple", "sky", "yellow", "grey")
"""The hue names that a codebook may use."""


def _clear(name: str, alpha: float) -> QColor:
    colour = QColor(name)
    colour.setAlphaF(alpha)
    return colour


def _layer(fill: str, alpha: float, strong: float, stroke: str, text: str) -> LayerColours:
    return LayerColours(_clear(fill, alpha), _clear(fill, strong), QColor(stroke), QColor(text))


LIGHT = Theme(
    name="light",
    dark=False,
    page=QColor("#fbfaf6"),
    panel=QColor("#f2f0ea"),
    raised=QColor("#fefdfb"),
    line=QColor("#dfdbd1"),
    edge=QColor("#8f897d"),
    hover=QColor("#e8e5dd"),
    chosen=QColor("#dddce6"),
    text=QColor("#23211d"),
    muted=QColor("#5e5a52"),
    faint=QColor("#8f897d"),
    accent=QColor("#4a4c9e"),
    on_accent=QColor("#ffffff"),
    danger=QColor("#a3301c"),
    warning=QColor("#7a5000"),
    selection=_clear("#6d70c9", 0.30),
    find=_clear("#f08cb8", 0.55),
    layers={
        "amber": _layer("#f0aa28", 0.30, 0.52, "#a86400", "#7d4b00"),
        "blue": _layer("#2f86c9", 0.13, 0.28, "#0068a8", "#00568f"),
        "green": _layer("#1fa37a", 0.13, 0.28, "#00805a", "#006546"),
        "vermilion": _layer("#dd6a2a", 0.16, 0.32, "#b84600", "#8f3800"),
        "purple": _layer("#c06aa8", 0.16, 0.32, "#a2487f", "#853967"),
        "sky": _layer("#56b4e9", 0.22, 0.42, "#1b7bb2", "#0f5c86"),
        "yellow": _layer("#ecdc3c", 0.36, 0.62, "#8c7a00", "#655900"),
        "grey": _layer("#8a867c", 0.16, 0.32, "#716d64", "#56534b"),
    },
)

DARK = Theme(
    name="dark",
    dark=True,
    page=QColor("#1c1c1e"),
    panel=QColor("#232326"),
    raised=QColor("#2b2b2f"),
    line=QColor("#3a3a3f"),
    edge=QColor("#7f7e82"),
    hover=QColor("#313136"),
    chosen=QColor("#363744"),
    text=QColor("#dddbd6"),
    muted=QColor("#aaa8a4"),
    faint=QColor("#7f7e82"),
    accent=QColor("#a9aef2"),
    on_accent=QColor("#17171c"),
    danger=QColor("#f09a8a"),
    warning=QColor("#e3b75f"),
    selection=_clear("#555ba8", 0.55),
    find=_clear("#93416a", 0.80),
    layers={
        "amber": _layer("#7a500c", 0.45, 0.78, "#d99a2b", "#edbf6e"),
        "blue": _layer("#1e5c92", 0.36, 0.70, "#5aa7e0", "#8ac2ee"),
        "green": _layer("#1d6a50", 0.36, 0.70, "#3fb58a", "#74d0ad"),
        "vermilion": _layer("#82401f", 0.40, 0.72, "#e0794a", "#f2a684"),
        "purple": _layer("#7a3f68", 0.40, 0.72, "#cf85b4", "#dca3c8"),
        "sky": _layer("#265a7a", 0.40, 0.72, "#6fbfee", "#93cff3"),
        "yellow": _layer("#665c0c", 0.42, 0.75, "#cdbd3c", "#d9cd68"),
        "grey": _layer("#585652", 0.40, 0.72, "#9c9993", "#c0bdb7"),
    },
)
