"""What is wrong with a codebook, place by place, and how two codebooks differ, in words."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from annotator.core.codebook import Choice, Codebook, Field, Layer
from annotator.formats.codebook import RESERVED_KEYS, fault
from annotator.services.codebook_drafts import BOOK, KINDS_PLACE, TAKES_CHOICES, Place


class Problem(NamedTuple):
    """Why a codebook cannot be saved."""

    place: Place
    part: str
    """What of it is wrong: ``title``, ``key``, ``type``; empty for all of it."""
    sentence: str


def problems(book: Codebook) -> list[Problem]:
    """Return everything that keeps a codebook from being used, in its order."""
    found = [*_titles(BOOK, book.layers, "layer")]
    for layer in book.layers:
        place = Place(layer.id)
        found += _titles(place, layer.fields, f"field of “{layer.title}”")
        for field in layer.fields:
            inside = Place(layer.id, field.id)
            found += _titles(inside, field.choices, f"value of “{field.title}”")
            found += _choices(inside, field)
    found += _titles(KINDS_PLACE, book.entity_kinds, "kind of entity")
    found += _layer_keys(book)
    for layer in book.marking:
        found += _field_keys(book, layer)
    if not found and (sentence := fault(book)):
        found.append(Problem(BOOK, "", f"This codebook cannot be used: {sentence}."))
    return found


def _titles(above: Place, things: Sequence[Layer | Field | Choice], what: str) -> Iterator[Problem]:
    shown = [one for one in things if not one.retired]
    number = Counter(one.title.casefold() for one in shown)
    for one in shown:
        place = _part(above, one.id)
        if not one.title:
            yield Problem(place, "title", "It needs a title.")
        elif number[one.title.casefold()] > 1:
            yield Problem(place, "title", f"Another {what} has the title “{one.title}” already.")


def _part(above: Place, id_: str) -> Place:
    return Place(id_) if above == BOOK else Place(*([*filter(None, above), id_]))


def _choices(place: Place, field: Field) -> Iterator[Problem]:
    if field.type in TAKES_CHOICES and all(one.retired for one in field.choices) and not field.retired:
        yield Problem(place, "type", "There is nothing to choose from yet: add its values.")


def _layer_keys(book: Codebook) -> Iterator[Problem]:
    for layer in book.marking:
        others = [one.title for one in book.marking if one is not layer and _same(one.key, layer.key)]
        sentence = _key_fault(layer.key)
        if not layer.key:
            sentence = "A layer needs a key: the letter or digit that marks with it."
        elif others:
            sentence = f"The key {layer.key} marks “{others[0]}” already."
        if sentence:
            yield Problem(Place(layer.id), "key", sentence)


def _field_keys(book: Codebook, layer: Layer) -> Iterator[Problem]:
    for field in layer.shown:
        if not field.key:
            continue
        marks = [one.title for one in book.marking if _same(one.key, field.key)]
        others = [one.title for one in layer.shown if one is not field and _same(one.key, field.key)]
        sentence = _key_fault(field.key)
        if marks:
            sentence = f"The key {field.key} marks “{marks[0]}” already."
        elif others:
            sentence = f"The key {field.key} goes to “{others[0]}” already."
        if sentence:
            yield Problem(Place(layer.id, field.id), "key", sentence)


def _same(key: str, other: str) -> bool:
    return key.upper() == other.upper()


def _key_fault(key: str) -> str:
    if key.upper() in RESERVED_KEYS:
        return f"The key {key} does something else in the article."
    return "A key is one letter or digit." if key and not (len(key) == 1 and key.isalnum()) else ""


# --- differences -----------------------------------------------------------------------


def differences(old: Codebook, new: Codebook) -> list[str]:
    """Return how ``new`` differs from ``old``, a sentence for each thing; none if they are the same."""
    found = [*_attributes("The codebook", old, new, ("title", "guideline"))]
    found += _compared("", "layer", old.layers, new.layers)
    found += _compared("", "kind of entity", old.entity_kinds, new.entity_kinds)
    return found


_PARTS = {
    Layer: ("title", "key", "colour", "shape", "grain", "guideline", "retired"),
    Field: ("title", "type", "key", "required", "several", "lines", "guideline", "retired"),
    Choice: ("title", "definition", "retired"),
}
_LONG = frozenset({"guideline", "definition"})
_YES_NO = frozenset({"required", "several", "retired"})
_WORDS = {"grain": "what the key takes"}


def _compared(
    path: str, what: str, old: Sequence[Layer | Field | Choice], new: Sequence[Layer | Field | Choice]
) -> Iterator[str]:
    was, now = {one.id: one for one in old}, {one.id: one for one in new}
    start = f"{path}: " if path else ""
    for one in new:
        name = f"{path} ▸ “{one.title}”" if path else f"“{one.title}”"
        before = was.get(one.id)
        if before is None:
            yield f"{start}new {what} “{one.title}”{_extent(one)}."
            continue
        yield from _attributes(name, before, one, _PARTS[type(one)])
        if isinstance(one, Layer) and isinstance(before, Layer):
            yield from _compared(name, "field", before.fields, one.fields)
        elif isinstance(one, Field) and isinstance(before, Field):
            yield from _compared(name, "value", before.choices, one.choices)
    for one in old:
        if one.id not in now:
            yield f"{start}no {what} “{one.title}” any more."
    both = [one.id for one in old if one.id in now]
    if both != [one.id for one in new if one.id in was]:
        yield f"{start}the order of each {what} is another one."


def _extent(one: Layer | Field | Choice) -> str:
    if isinstance(one, Layer):
        number = len(one.shown)
        return f" with {number} field{'' if number == 1 else 's'}"
    return f" ({one.type.value})" if isinstance(one, Field) else ""


def _attributes(name: str, old: object, new: object, parts: Sequence[str]) -> Iterator[str]:
    for part in parts:
        before, after = getattr(old, part), getattr(new, part)
        if before == after:
            continue
        word = _WORDS.get(part, part)
        if part in _LONG:
            yield f"{name}: another {word}."
        elif part in _YES_NO:
            yield f"{name}: {word if after else f'not {word} any more'}."
        else:
            yield f"{name}: {word} {_shown(before)} → {_shown(after)}."


def _shown(value: object) -> str:
    return str(getattr(value, "value", value)) or "none"
