"""What is wrong with a codebook, place by place, and how two codebooks differ: codes, no words."""

from collections import Counter
from collections.abc import Iterator, Sequence
from enum import StrEnum
from typing import NamedTuple

from annotator.core.codebook import Choice, Codebook, Field, Layer
from annotator.formats.codebook import RESERVED_KEYS, fault
from annotator.services.codebook_drafts import BOOK, KINDS_PLACE, TAKES_CHOICES, Place


class Wrong(StrEnum):
    """In what way something keeps a codebook from being used; `Problem.detail` has what goes with it."""

    NO_TITLE = "no title"
    TITLE_TAKEN = "title taken"
    """The title."""
    NO_VALUES = "no values"
    NO_KEY = "no key"
    KEY_MARKS = "key marks"
    """The title of the layer that has the key."""
    KEY_GOES_TO = "key goes to"
    """The title of the field that has the key."""
    KEY_RESERVED = "key reserved"
    KEY_UNFIT = "key unfit"
    TYPE_IN_USE = "type in use"
    """The type does not take what was recorded; found when it is saved, not by `problems`."""
    OTHER = "other"
    """What the reader of codebooks says about it."""


class Problem(NamedTuple):
    """Why a codebook cannot be saved."""

    place: Place
    part: str
    """What of it is wrong: ``title``, ``key``, ``type``; empty for all of it."""
    wrong: Wrong
    detail: str = ""
    """What `wrong` says."""


def problems(book: Codebook) -> list[Problem]:
    """Return everything that keeps a codebook from being used, in its order."""
    found = [*_titles(BOOK, book.layers)]
    for layer in book.layers:
        place = Place(layer.id)
        found += _titles(place, layer.fields)
        for field in layer.fields:
            inside = Place(layer.id, field.id)
            found += _titles(inside, field.choices)
            found += _choices(inside, field)
    found += _titles(KINDS_PLACE, book.entity_kinds)
    found += _layer_keys(book)
    for layer in book.marking:
        found += _field_keys(book, layer)
    if not found and (sentence := fault(book)):
        found.append(Problem(BOOK, "", Wrong.OTHER, sentence))
    return found


def _titles(above: Place, things: Sequence[Layer | Field | Choice]) -> Iterator[Problem]:
    shown = [one for one in things if not one.retired]
    number = Counter(one.title.casefold() for one in shown)
    for one in shown:
        place = _part(above, one.id)
        if not one.title:
            yield Problem(place, "title", Wrong.NO_TITLE)
        elif number[one.title.casefold()] > 1:
            yield Problem(place, "title", Wrong.TITLE_TAKEN, one.title)


def _part(above: Place, id_: str) -> Place:
    return Place(id_) if above == BOOK else Place(*([*filter(None, above), id_]))


def _choices(place: Place, field: Field) -> Iterator[Problem]:
    if field.type in TAKES_CHOICES and all(one.retired for one in field.choices) and not field.retired:
        yield Problem(place, "type", Wrong.NO_VALUES)


def _layer_keys(book: Codebook) -> Iterator[Problem]:
    for layer in book.marking:
        others = [one.title for one in book.marking if one is not layer and _same(one.key, layer.key)]
        place = Place(layer.id)
        if not layer.key:
            yield Problem(place, "key", Wrong.NO_KEY)
        elif others:
            yield Problem(place, "key", Wrong.KEY_MARKS, others[0])
        elif wrong := _key_fault(layer.key):
            yield Problem(place, "key", wrong)


def _field_keys(book: Codebook, layer: Layer) -> Iterator[Problem]:
    for field in layer.shown:
        if not field.key:
            continue
        marks = [one.title for one in book.marking if _same(one.key, field.key)]
        others = [one.title for one in layer.shown if one is not field and _same(one.key, field.key)]
        place = Place(layer.id, field.id)
        if marks:
            yield Problem(place, "key", Wrong.KEY_MARKS, marks[0])
        elif others:
            yield Problem(place, "key", Wrong.KEY_GOES_TO, others[0])
        elif wrong := _key_fault(field.key):
            yield Problem(place, "key", wrong)


def _same(key: str, other: str) -> bool:
    return key.upper() == other.upper()


def _key_fault(key: str) -> Wrong | None:
    if key.upper() in RESERVED_KEYS:
        return Wrong.KEY_RESERVED
    return None if len(key) == 1 and key.isalnum() else Wrong.KEY_UNFIT


# --- differences -----------------------------------------------------------------------


class Change(StrEnum):
    """In what way a codebook differs from another one."""

    NEW = "new"
    GONE = "gone"
    ORDER = "order"
    """What is inside a place is in another order."""
    PART = "part"
    """Something of what is at a place is another: `Difference.part`."""


class Difference(NamedTuple):
    """One thing in which a codebook differs from another one."""

    change: Change
    place: Place
    part: str = ""
    """The attribute of the layer, field, value or book that is another one."""


def differences(old: Codebook, new: Codebook) -> list[Difference]:
    """Return how ``new`` differs from ``old``, in the order of ``new``; nothing if they are the same."""
    found = [*_parts(BOOK, old, new, ("title", "guideline"))]
    found += _compared(BOOK, old.layers, new.layers)
    found += _compared(KINDS_PLACE, old.entity_kinds, new.entity_kinds)
    return found


_PARTS = {
    Layer: ("title", "key", "colour", "shape", "grain", "guideline", "retired"),
    Field: ("title", "type", "key", "required", "several", "lines", "guideline", "retired"),
    Choice: ("title", "definition", "retired"),
}


def _compared(
    above: Place, old: Sequence[Layer | Field | Choice], new: Sequence[Layer | Field | Choice]
) -> Iterator[Difference]:
    was, now = {one.id: one for one in old}, {one.id for one in new}
    for one in new:
        place = _part(above, one.id)
        before = was.get(one.id)
        if before is None:
            yield Difference(Change.NEW, place)
            continue
        yield from _parts(place, before, one, _PARTS[type(one)])
        if isinstance(one, Layer) and isinstance(before, Layer):
            yield from _compared(place, before.fields, one.fields)
        elif isinstance(one, Field) and isinstance(before, Field):
            yield from _compared(place, before.choices, one.choices)
    for one in old:
        if one.id not in now:
            yield Difference(Change.GONE, _part(above, one.id))
    if [one.id for one in old if one.id in now] != [one.id for one in new if one.id in was]:
        yield Difference(Change.ORDER, above)


def _parts(place: Place, old: object, new: object, parts: Sequence[str]) -> Iterator[Difference]:
    for part in parts:
        if getattr(old, part) != getattr(new, part):
            yield Difference(Change.PART, place, part)
