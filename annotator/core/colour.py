"""Contrast between colours, after the definitions in WCAG 2.2.

Colours are triples of 8-bit sRGB values; alpha is a number from 0 to 1.
The formulas are those of "relative luminance" and "contrast ratio" in the glossary of
WCAG 2.2 (https://www.w3.org/TR/WCAG22/#dfn-relative-luminance, #dfn-contrast-ratio), with the
threshold 0.04045 of IEC 61966-2-1, which the recommendation's notes name as the right one.
"""

from collections.abc import Iterable

Rgb = tuple[int, int, int]
"""Red, green and blue, each 0 to 255."""

Rgba = tuple[int, int, int, float]
"""Red, green and blue, each 0 to 255, and alpha, 0 to 1."""

TEXT_CONTRAST = 4.5
"""What text has to reach against what is behind it (success criterion 1.4.3, level AA)."""

SHAPE_CONTRAST = 3.0
"""What lines and symbols have to reach (success criterion 1.4.11)."""


def luminance(colour: Rgb) -> float:
    """Return the relative luminance of ``colour``: 0 for black, 1 for white."""
    red, green, blue = (_linear(channel) for channel in colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: Rgb, other: Rgb) -> float:
    """Return the contrast ratio of two opaque colours, from 1 to 21, in either order."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def blend(over: Rgba, under: Rgb) -> Rgb:
    """Return what is seen where ``over`` is painted on the opaque ``under``."""
    alpha = over[3]
    red, green, blue = (
        round(top * alpha + bottom * (1 - alpha)) for top, bottom in zip(over[:3], under, strict=True)
    )
    return red, green, blue


def stacked(layers: Iterable[Rgba], page: Rgb) -> Rgb:
    """Return what is seen after painting ``layers`` on ``page``, one after the other."""
    seen = page
    for layer in layers:
        seen = blend(layer, seen)
    return seen


def _linear(channel: int) -> float:
    value = channel / 255
    return value / 12.92 if value <= 0.04045 else float(((value + 0.055) / 1.055) ** 2.4)
