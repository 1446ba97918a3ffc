"""How annotators are told apart on the screen: by initials, and by a colour that goes with them.

The initials are the sign; the colour helps the eye and never stands alone. The hues follow Okabe
and Ito's palette for colour-blind readers, changed in lightness until text in them has a contrast
of 4.5:1 on a panel; tests/ui/review/test_persons.py holds that.
"""

import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from PySide6.QtGui import QColor

from annotator.core.model import Annotator

_LIGHT = ("#1f4f9e", "#9a3a00", "#00654c", "#8b2d72", "#5b5100", "#0b5d74", "#6a3da3", "#6d3f2c")
_DARK = ("#92b6f6", "#f2a27c", "#70d1af", "#e7a5d1", "#d6c95f", "#80d0e2", "#c5a9f4", "#d8b19d")
_UNNAMED = {False: "#56534b", True: "#c0bdb7"}
_WORD = re.compile(r"\w+")
_LONGEST = 2


class Person(NamedTuple):
    """An annotator as the window shows them."""

    id: str
    name: str
    initials: str
    """Unique among the people they are shown with."""
    hue: int
    """For `person_colour`."""


def people_of(annotators: Iterable[Annotator] | Mapping[str, Annotator]) -> dict[str, Person]:
    """Return annotators by id, with initials that are unique among them, in the order of their names.

    Not in that of their ids, which are drawn: where the same people work in another project, or in one
    that is made anew, each has the same colour.
    """
    known = annotators.values() if isinstance(annotators, Mapping) else annotators
    ordered = sorted(known, key=lambda one: (one.name.casefold(), one.id))
    signs = unique_initials({one.id: one.name for one in ordered})
    return {one.id: Person(one.id, one.name, signs[one.id], number) for number, one in enumerate(ordered)}


def initials(name: str) -> str:
    """Return the first letters of the first and the last word of a name: Jane van Doe → JD, Ann → AN.

    A name without letters or digits has a question mark.
    """
    words: list[str] = _WORD.findall(name)
    if not words:
        return "?"
    if len(words) == 1:
        return words[0][:_LONGEST].upper()
    return (words[0][0] + words[-1][0]).upper()


def unique_initials(names: Mapping[str, str]) -> dict[str, str]:
    """Return initials by id, each different from all others; ``names`` are by id.

    Whoever comes first keeps the usual ones. Those after take the next letter of their last word that
    makes a difference, or else a number.
    """
    taken: set[str] = set()
    found: dict[str, str] = {}
    for key, name in names.items():
        sign = next(one for one in _candidates(name) if one not in taken)
        taken.add(sign)
        found[key] = sign
    return found


def _candidates(name: str) -> Iterable[str]:
    usual = initials(name)
    yield usual
    words = _WORD.findall(name) or [usual]
    yield from (f"{usual[0]}{letter}".upper() for letter in words[-1][1:])
    number = 2
    while True:
        yield f"{usual}{number}"
        number += 1


def person_colour(index: int, *, dark: bool) -> QColor:
    """Return the colour of a person: for text on a panel, or behind text in the panel's colour.

    With more people than colours they come again; -1 is the colour of one who is not told apart.
    """
    if index < 0:
        return QColor(_UNNAMED[dark])
    colours = _DARK if dark else _LIGHT
    return QColor(colours[index % len(colours)])


__all__ = ["Person", "initials", "people_of", "person_colour", "unique_initials"]
