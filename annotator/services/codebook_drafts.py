"""A codebook while somebody works on it: nothing changes in the project until it is put there."""

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from typing import NamedTuple

from annotator.core.codebook import (
    ACTOR,
    CLAIM,
    DATE,
    ENTITY,
    KIND,
    SPEAKER,
    VALUE,
    Choice,
    Codebook,
    Field,
    FieldType,
    Layer,
    missing,
)
from annotator.core.text import single_line
from annotator.formats.codebook import COLOURS, GRAINS, NEEDED, RESERVED_IDS, RESERVED_KEYS, SHAPES
from annotator.services.codebooks import ENTITIES, KINDS
from annotator.suggest.folding import romanised

__all__ = ["COLOURS", "GRAINS", "SHAPES", "Draft", "Place"]

BUILT_ON = frozenset({(CLAIM, SPEAKER), (ACTOR, ENTITY), (DATE, VALUE), (DATE, KIND)})
"""Layer and field ids of the fields on which the program itself builds."""

TAKES_CHOICES = frozenset({FieldType.CHOICE, FieldType.CHOICES})
LONGEST_ID = 40


class Place(NamedTuple):
    """Where something is in a codebook: a layer, a field of one, a value of a field; none is the book itself.

    The kinds of entity are at `KINDS_PLACE`, and are its values.
    """

    layer: str = ""
    field: str = ""
    choice: str = ""

    @property
    def above(self) -> "Place":
        """The place of what this is a part of."""
        if self.choice:
            return Place(self.layer, self.field)
        return Place(self.layer) if self.field and self != KINDS_PLACE else BOOK


BOOK = Place()
KINDS_PLACE = Place(ENTITIES, KINDS)


class Draft:
    """A codebook that is being changed, beside the one that the project has."""

    def __init__(self, saved: Codebook) -> None:
        """Begin with the codebook of the project."""
        self.saved = saved
        self.book = saved
        self.removed: set[Place] = set()
        """What the project has and the draft takes away; it is shown as retired until then."""

    @property
    def changed(self) -> bool:
        """Whether there is something to save."""
        return self.wanted() != Draft(self.saved).wanted()

    def wanted(self) -> Codebook:
        """Return the codebook as it is to be: without what was removed, fields with what their type has."""
        return Codebook(
            single_line(self.book.title),
            tuple(
                replace(layer, fields=self._wanted_fields(layer))
                for layer in self.book.layers
                if Place(layer.id) not in self.removed
            ),
            self._wanted_choices(KINDS_PLACE, self.book.entity_kinds),
            self.book.guideline.strip(),
        )

    def _wanted_fields(self, layer: Layer) -> tuple[Field, ...]:
        return tuple(
            replace(
                one,
                choices=self._wanted_choices(Place(layer.id, one.id), one.choices)
                if one.type in TAKES_CHOICES
                else (),
                several=one.several and one.linking,
                lines=one.lines if one.type is FieldType.TEXT else 1,
            )
            for one in layer.fields
            if Place(layer.id, one.id) not in self.removed
        )

    def _wanted_choices(self, of: Place, choices: Iterable[Choice]) -> tuple[Choice, ...]:
        return tuple(one for one in choices if of._replace(choice=one.id) not in self.removed)

    # --- asking ------------------------------------------------------------------------

    def thing(self, place: Place) -> Layer | Field | Choice | None:
        """Return what is at a place; None for the book and for the kinds of entity as a whole."""
        return thing_at(self.book, place)

    def is_new(self, place: Place) -> bool:
        """Say whether the project does not have this yet, so that its id still follows its title."""
        return thing_at(self.saved, place) is None

    def is_touched(self, place: Place, part: str) -> bool:
        """Say whether ``part``, an attribute, of what is at a place is not as the project has it."""
        saved = thing_at(self.saved, place)
        return saved is None or getattr(saved, part, None) != getattr(self.thing(place), part, None)

    def is_retired(self, place: Place) -> bool:
        """Say whether something is no longer offered, or part of something that is not."""
        found = self.thing(place)
        return bool(found and (found.retired or (place.above != BOOK and self.is_retired(place.above))))

    def is_needed(self, place: Place) -> bool:
        """Say whether the program builds on this, so that it has to stay."""
        return not place.choice and (
            (not place.field and place.layer in NEEDED) or (place.layer, place.field) in BUILT_ON
        )

    def siblings(self, place: Place) -> Sequence[Layer | Field | Choice]:
        """Return what stands beside a place, with what is at it, in order."""
        return _parts(self.book, place.above)

    # --- changing ----------------------------------------------------------------------

    def retitle(self, place: Place, title: str) -> Place:
        """Give something another title; returns its place, which is another one while it is new."""
        self._put(place, replace(self._at(place), title=single_line(title)))
        if not self.is_new(place):
            return place
        taken = {one.id for one in self.siblings(place)} - {place[_depth(place)]}
        return self._rename(place, id_from(title, taken, _KINDS_OF_THINGS[_depth(place)]))

    def change(self, place: Place, thing: Layer | Field | Choice) -> None:
        """Put ``thing``, which has the same id and title, where it was."""
        self._put(place, thing)

    def add(self, above: Place, title: str) -> Place:
        """Add a layer to the book, a field to a layer or a value to a field, last; returns its place."""
        parts = _parts(self.book, above)
        title = _free_title(title, parts)
        depth = 2 if above.field else 1 if above.layer else 0
        id_ = id_from(title, {one.id for one in parts}, _KINDS_OF_THINGS[depth])
        made: Layer | Field | Choice
        if depth == 0:
            colours = [layer.colour for layer in self.book.marking]
            colour = min(COLOURS, key=lambda one: (colours.count(one), COLOURS.index(one)))
            made = Layer(id_, title, self._free_key(title), colour, "box", "word")
        else:
            made = Field(id_, title, FieldType.TEXT) if depth == 1 else Choice(id_, title)
        self.book = _with_parts(self.book, above, [*parts, made])
        return _inside(above, id_)

    def remove(self, place: Place) -> None:
        """Take something away: what is new at once, what the project has when the draft is saved."""
        if self.is_needed(place):
            return
        if self.is_new(place):
            id_ = place[_depth(place)]
            self.book = _with_parts(
                self.book, place.above, [one for one in self.siblings(place) if one.id != id_]
            )
            return
        self.removed.add(place)
        self._put(place, replace(self._at(place), retired=True))

    def use_again(self, place: Place) -> None:
        """Offer again what was retired or removed."""
        self.removed.discard(place)
        self._put(place, replace(self._at(place), retired=False))

    def move(self, place: Place, by: int) -> bool:
        """Move something up (-1) or down (1) among what stands beside it; says whether there was room."""
        parts = list(self.siblings(place))
        at = next(n for n, one in enumerate(parts) if one.id == place[_depth(place)])
        to = at + by
        if not 0 <= to < len(parts):
            return False
        parts[at], parts[to] = parts[to], parts[at]
        self.book = _with_parts(self.book, place.above, parts)
        return True

    def describe(self, title: str, guideline: str) -> None:
        """Give the codebook itself a title and a guideline."""
        self.book = replace(self.book, title=title, guideline=guideline)

    def adopt(self, other: Codebook) -> None:
        """Take over another codebook; what it lacks of the project's counts as removed."""
        self.book, self.removed = other, set()
        lacking = [Place(one.layer, one.field, one.choice) for one in missing(self.saved, other)]
        kinds = {one.id for one in other.entity_kinds}
        lacking += [
            KINDS_PLACE._replace(choice=one.id) for one in self.saved.entity_kinds if one.id not in kinds
        ]
        for place in lacking:
            gone = thing_at(self.saved, place)
            if gone is not None and self.thing(place) is None:
                parts = [*_parts(self.book, place.above), replace(gone, retired=True)]
                self.book = _with_parts(self.book, place.above, parts)
                self.removed.add(place)

    def _free_key(self, title: str) -> str:
        """Return a key that no layer and no field has: a letter of the title if one is free."""
        taken = set(RESERVED_KEYS) | {layer.key.upper() for layer in self.book.layers}
        taken |= {one.key.upper() for layer in self.book.layers for one in layer.fields}
        letters = [one for one in title.upper() if one.isascii() and one.isalpha()]
        return next((one for one in [*letters, *"QXYZJUIOHTPLVW123456789"] if one not in taken), "")

    def _at(self, place: Place) -> Layer | Field | Choice:
        found = self.thing(place)
        if found is None:
            raise KeyError(place)
        return found

    def _put(self, place: Place, thing: Layer | Field | Choice) -> None:
        id_ = place[_depth(place)]
        parts = [thing if one.id == id_ else one for one in self.siblings(place)]
        self.book = _with_parts(self.book, place.above, parts)

    def _rename(self, place: Place, id_: str) -> Place:
        self._put(place, replace(self._at(place), id=id_))
        return _inside(place.above, id_)


_KINDS_OF_THINGS = ("layer", "field", "value")


def id_from(title: str, taken: Collection[str], otherwise: str) -> str:
    """Return an id made from a title, ASCII, not in ``taken``; ``otherwise`` is what it is for.

    Cyrillic is romanised; a title without any letter that can be is called what it is for.
    """
    plain = romanised(title.casefold()).encode("ascii", "ignore").decode("ascii")
    stem = re.sub(r"[^a-z0-9]+", "_", plain).strip("_")
    if not stem:
        stem = otherwise
    elif not stem[0].isalpha():
        stem = f"{otherwise}_{stem}"
    stem = stem[: LONGEST_ID - 4].rstrip("_")
    unusable = {*taken, *(RESERVED_IDS if otherwise == "layer" else ())}
    names = (stem if number == 1 else f"{stem}_{number}" for number in range(1, len(unusable) + 2))
    return next(name for name in names if name not in unusable)


def _free_title(title: str, parts: Iterable[Layer | Field | Choice]) -> str:
    taken = {one.title.casefold() for one in parts}
    number = 1
    while (title if number == 1 else f"{title} {number}").casefold() in taken:
        number += 1
    return title if number == 1 else f"{title} {number}"


def _depth(place: Place) -> int:
    return 2 if place.choice else 1 if place.field else 0


def _inside(above: Place, id_: str) -> Place:
    depth = 2 if above.field else 1 if above.layer else 0
    return Place(*[*above[:depth], id_])


def thing_at(book: Codebook, place: Place) -> Layer | Field | Choice | None:
    """Return what a codebook has at a place; None for the book and for the kinds of entity as a whole."""
    if place in (BOOK, KINDS_PLACE):
        return None
    id_ = place[_depth(place)]
    return next((one for one in _parts(book, place.above) if one.id == id_), None)


def _parts(book: Codebook, place: Place) -> Sequence[Layer | Field | Choice]:
    if place == BOOK:
        return book.layers
    if place == KINDS_PLACE:
        return book.entity_kinds
    if place.field:
        field = book.field(place.layer, place.field)
        return field.choices if field else ()
    layer = book.layer(place.layer)
    return layer.fields if layer else ()


def _with_parts(book: Codebook, place: Place, parts: Sequence[Layer | Field | Choice]) -> Codebook:
    if place == BOOK:
        return replace(book, layers=tuple(one for one in parts if isinstance(one, Layer)))
    choices = tuple(one for one in parts if isinstance(one, Choice))
    if place == KINDS_PLACE:
        return replace(book, entity_kinds=choices)
    layer = book.layer(place.layer)
    if layer is None:
        return book
    if place.field:
        fields = tuple(
            replace(one, choices=choices) if one.id == place.field else one for one in layer.fields
        )
    else:
        fields = tuple(one for one in parts if isinstance(one, Field))
    changed = replace(layer, fields=fields)
    return replace(book, layers=tuple(changed if one.id == layer.id else one for one in book.layers))
