"""Who is who in a review, or, where the reviewer wants it so, who is not to be known."""

from collections.abc import Iterable
from typing import NamedTuple

from PySide6.QtCore import QCoreApplication

from annotator.ui.people.chosen import letters
from annotator.ui.persons import Person, people_of
from annotator.ui.shown import Shown
from annotator.ui.texts import isolated

_NOBODY = -1


def _tr(text: str) -> str:
    return QCoreApplication.translate("Review", text)


class Face(NamedTuple):
    """What may be shown of an annotator."""

    name: str
    initials: str
    colour: int
    """For `annotator.ui.persons.person_colour`; -1 is the one colour of all who are not to be known."""


class Faces:
    """Names, initials and the order of annotators, with their names or without.

    Without names each has a letter, the same as everywhere in the window, that has nothing to do with
    the alphabetical order of the names. The reviewer's own annotations have the letter after the last.
    """

    def __init__(self, space: Shown) -> None:
        self._space = space
        self._letters: dict[str, str] = {}
        self._people: dict[str, Person] = {}
        self.blind = False

    def refresh(self) -> None:
        """Take in who takes part now."""
        self._people = people_of(self._space.annotators)
        own = self._space.annotator
        others = [one for one in self._space.annotators.values() if own is None or one.id != own.id]
        self._letters = letters(others)
        if own is not None:
            self._letters[own.id] = chr(ord("A") + len(others)) if len(others) < 26 else "?"

    def of(self, annotator_id: str) -> Face:
        """Return what may be shown of an annotator."""
        if self.blind:
            letter = self._letters.get(annotator_id, "?")
            return Face(_tr("Annotator {letter}").format(letter=letter), letter, _NOBODY)
        person = self._people.get(annotator_id)
        if person is None:
            return Face(self._space.annotator_name(annotator_id), "?", _NOBODY)
        return Face(person.name, person.initials, person.hue)

    def reviewer(self, annotator_id: str) -> str:
        """Return who decided something, for a sentence: “you”, or a name, or only that it was a reviewer."""
        me = self._space.annotator
        if me is not None and annotator_id == me.id:
            return _tr("you")
        return _tr("a reviewer") if self.blind else isolated(self._space.annotator_name(annotator_id))

    def in_order(self, annotator_ids: Iterable[str]) -> list[str]:
        """Return annotators in the order of what is shown of them."""
        return sorted(annotator_ids, key=self._place)

    def _place(self, annotator_id: str) -> tuple[int, str, str]:
        if self.blind:
            letter = self._letters.get(annotator_id, "?")
            return len(letter), letter, annotator_id
        return 0, self.of(annotator_id).name.casefold(), annotator_id

    def listed(self, annotator_ids: Iterable[str]) -> str:
        """Return names for a sentence: Ann, Ben."""
        return ", ".join(isolated(self.of(one).name) for one in self.in_order(annotator_ids))
