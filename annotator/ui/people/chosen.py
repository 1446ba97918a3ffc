"""Whose annotations are shown: a choice of each annotator in each project.

One's own are always shown. Those of others are shown once they were switched on: who reads an
article is not to be led by what a colleague found in it. Only whoever has made nothing in a
project yet sees what there is, for else they would see nothing at all.
"""

import json
from collections.abc import Iterable, Mapping
from hashlib import sha256
from os import urandom
from string import ascii_uppercase

from PySide6.QtCore import QCoreApplication

from annotator.core.model import Annotator

_SALT = urandom(16)
PROJECTS = 60
"""Of so many projects is remembered who was shown; of the one chosen for longest ago no more."""
_EVERYONE, _GOLD, _NAMELESS = "*", "+gold", "+nameless"


class Chosen:
    """The choice for the present project, and those for others, to be kept."""

    def __init__(self) -> None:
        """Start with nothing chosen."""
        self._kept: dict[str, str] = {}
        self._key = ""
        self._clear()

    def _clear(self) -> None:
        self.decided = False
        """Whether anybody, or this program, has chosen for the present project."""
        self.everyone = False
        """Whether all are shown, those too who come later."""
        self.ids: frozenset[str] = frozenset()
        """The annotators who are shown, if not everyone is."""
        self.gold = False
        """Whether what the decisions add up to is shown."""
        self.nameless = False
        """Whether it is hidden who is who."""

    def turn_to(self, project_id: str, annotator_id: str) -> None:
        """Go on with what an annotator chose in a project; with empty ids, with nothing chosen."""
        self._clear()
        self._key = f"{project_id}/{annotator_id}" if project_id else ""
        words = self._kept.get(self._key)
        if words is None:
            return
        found = set(words.split())
        self.decided = True
        self.everyone, self.gold = _EVERYONE in found, _GOLD in found
        self.nameless = _NAMELESS in found
        self.ids = frozenset(found - {_EVERYONE, _GOLD, _NAMELESS})

    @property
    def chosen(self) -> frozenset[str] | None:
        """The annotators who are shown; None for everyone."""
        return None if self.everyone else self.ids

    def shows(self, annotator_id: str) -> bool:
        """Say whether the annotations of somebody else are shown."""
        return self.everyone or annotator_id in self.ids

    def choose(
        self, ids: Iterable[str] | None, *, gold: bool | None = None, nameless: bool | None = None
    ) -> None:
        """Show these annotators and no others, None for everyone; and remember that."""
        self.everyone = ids is None
        self.ids = frozenset(ids or ())
        self.gold = self.gold if gold is None else gold
        self.nameless = self.nameless if nameless is None else nameless
        self.decided = True
        signs = {_EVERYONE: self.everyone, _GOLD: self.gold, _NAMELESS: self.nameless}
        self._kept.pop(self._key, None)
        if self._key:
            self._kept[self._key] = " ".join([*(one for one, on in signs.items() if on), *sorted(self.ids)])

    def kept(self) -> str:
        """Return all choices as one text, for `restore`."""
        newest = list(self._kept.items())[-PROJECTS:]
        return json.dumps(dict(newest))

    def restore(self, kept: object) -> None:
        """Take over what `kept` returned; anything else counts as nothing chosen."""
        try:
            found = json.loads(kept) if isinstance(kept, str) else {}
        except (ValueError, RecursionError):
            found = {}
        if isinstance(found, Mapping):
            self._kept = {str(key): words for key, words in found.items() if isinstance(words, str)}


def letters(others: Iterable[Annotator]) -> dict[str, str]:
    """Return a letter for each annotator's id, where it is hidden who is who: A to Z, then A2 to Z2.

    They stay as long as the program runs, and say nothing: neither the alphabet nor who came first
    decides which.
    """
    ordered = sorted((one.id for one in others), key=lambda key: sha256(_SALT + key.encode()).digest())
    rounds = (divmod(number, len(ascii_uppercase)) for number in range(len(ordered)))
    return {
        key: ascii_uppercase[place] + (str(turn + 1) if turn else "")
        for key, (turn, place) in zip(ordered, rounds, strict=True)
    }


def nameless(annotator_id: str, others: Iterable[Annotator]) -> str:
    """Return what somebody is called where it is hidden who is who."""
    words = QCoreApplication.translate("People", "Annotator {letter}")
    return words.format(letter=letters(others).get(annotator_id, "?"))
