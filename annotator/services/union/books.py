"""What a colleague's codebook has and ours lacks, and where the two differ; ours stays as it is."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from typing import TypeVar

from annotator.core.codebook import Choice, Codebook, Field, FieldType, Layer
from annotator.core.errors import AnnotatorError
from annotator.formats.codebook import COLOURS, GRAINS, NEEDED, SHAPES, fault, parse_codebook, write_codebook
from annotator.services.union.report import Difference
from annotator.storage.kind import Image

_TYPES = {kind.value: kind for kind in FieldType}
_KIND = "entity.kind"
_Part = TypeVar("_Part", Layer, Field, Choice)
_LAYER = ("title", "key", "colour", "shape", "grain", "guideline", "retired")
_FIELD = ("title", "guideline", "key", "required", "several", "lines", "retired")
_CHOICE = ("title", "definition", "retired")


def book_of(layers: Sequence[Image], fields: Sequence[Image], choices: Sequence[Image]) -> Codebook:
    """Return the codebook that rows make up; rows that belong nowhere are passed over."""
    of_field: dict[str, list[Choice]] = {}
    for image in _in_order(choices):
        if image["id"] == f"{image['field']}.{image['name']}":
            one = Choice(
                str(image["name"]), str(image["title"]), str(image["definition"]), bool(image["retired"])
            )
            of_field.setdefault(str(image["field"]), []).append(one)
    of_layer: dict[str, list[Field]] = {}
    for image in _in_order(fields):
        if image["id"] == f"{image['layer']}.{image['name']}" and image["type"] in _TYPES:
            found = tuple(of_field.get(str(image["id"]), ()))
            of_layer.setdefault(str(image["layer"]), []).append(_field(image, found))
    made = tuple(_layer(image, tuple(of_layer.get(str(image["id"]), ()))) for image in _in_order(layers))
    return Codebook("", made, tuple(of_field.get(_KIND, ())))


class Joined:
    """Our codebook with what a colleague's adds to it.

    Each part is looked at alone, with what it has to share with the others: titles and keys. What a
    file costs grows with its size, and not with its square.
    """

    def __init__(self, ours: Codebook, theirs: Codebook, buried: frozenset[str]) -> None:
        self.differences: list[Difference] = []
        self._ours = ours
        self._buried = buried
        self._is_open = fault(ours) is None
        """Ours can be used as it is, so it can be added to."""
        self._layers = {one.id: _Layer(one) for one in ours.layers}
        self._kinds = _Choices(ours.entity_kinds)
        self._titles = {one.title.casefold() for one in ours.marking}
        self._keys = {one.key.upper() for one in ours.marking}
        self._field_keys = {key for one in ours.marking for key in _keys(one)}
        for layer in theirs.layers:
            self._join_layer(layer)
        for kind in theirs.entity_kinds:
            self._join_choice(_KIND, self._kinds, kind, _reads_kind)

    @property
    def book(self) -> Codebook:
        """Our codebook, with what was added."""
        if not self._is_open:
            return self._ours
        layers = tuple(one.made() for one in self._layers.values())
        return replace(self._ours, layers=layers, entity_kinds=tuple(self._kinds.parts.values()))

    def _join_layer(self, theirs: Layer) -> None:
        ours = self._layers.get(theirs.id)
        if ours is None:
            bare = replace(theirs, key="", fields=tuple(replace(one, key="") for one in theirs.fields))
            kept = replace(bare, key=theirs.key)
            variants = (theirs, kept, _retitled(kept), replace(_retitled(kept), retired=True))
            found = self._first(theirs.id, theirs.title, variants, self._takes_layer)
            if found is not None:
                self._put_layer(found)
            return
        self.differences += _differences(theirs.id, ours.layer, theirs, _LAYER)
        for field in theirs.fields:
            self._join_field(ours, field)

    def _takes_layer(self, layer: Layer) -> bool:
        if not layer.retired:
            key = layer.key.upper()
            if layer.title.casefold() in self._titles or key in self._keys | self._field_keys:
                return False
            if self._keys & _keys(layer):
                return False
        return fault(_around(layer)) is None and _can_be_read(_around(layer))

    def _put_layer(self, layer: Layer) -> None:
        self._layers[layer.id] = _Layer(layer)
        if not layer.retired:
            self._titles.add(layer.title.casefold())
            self._keys.add(layer.key.upper())
            self._field_keys |= _keys(layer)

    def _join_field(self, layer: "_Layer", theirs: Field) -> None:
        ours = layer.fields.get(theirs.id)
        where = f"{layer.layer.id}.{theirs.id}"
        if ours is None:
            unkeyed = replace(theirs, key="")
            variants = (theirs, unkeyed, _retitled(unkeyed))
            found = self._first(where, theirs.title, variants, lambda one: self._takes_field(layer, one))
            if found is not None:
                layer.put(found)
                if not (layer.layer.retired or found.retired):
                    self._field_keys |= {found.key.upper()} - {""}
            return
        if ours.field.type is not theirs.type:
            self.differences.append(Difference(where, "type", ours.field.type.value, theirs.type.value))
            return
        self.differences += _differences(where, ours.field, theirs, _FIELD)
        for choice in theirs.choices:
            self._join_choice(where, ours.choices, choice, lambda one: _reads_choice(ours.field, one))

    def _takes_field(self, layer: "_Layer", field: Field) -> bool:
        if not field.retired:
            key = field.key.upper()
            if field.title.casefold() in layer.titles:
                return False
            if key and not layer.layer.retired and (key in layer.keys or key in self._keys):
                return False
        small = _around(replace(layer.layer, fields=(field,)))
        return fault(small) is None and (_can_be_read(small) or not layer.can_be_read)

    def _join_choice(
        self, place: str, choices: "_Choices", theirs: Choice, reads: Callable[[Choice], bool]
    ) -> None:
        where = f"{place}.{theirs.id}"
        ours = choices.parts.get(theirs.id)
        if ours is not None:
            self.differences += _differences(where, ours, theirs, _CHOICE)
            return
        found = self._first(
            where, theirs.title, (theirs, _retitled(theirs)), lambda one: choices.takes(one) and reads(one)
        )
        if found is not None:
            choices.put(found)

    def _first(
        self, where: str, title: str, variants: Sequence[_Part], takes: Callable[[_Part], bool]
    ) -> _Part | None:
        """Return the first variant that can be taken; what was removed here stays removed."""
        found = None
        if self._is_open and where not in self._buried:
            found = next((one for one in variants if takes(one)), None)
        self.differences.append(Difference(where, "missing", "", title, added=found is not None))
        return found


class _Choices:
    """The values of one field, or the kinds of entity, to which others are added."""

    def __init__(self, choices: Sequence[Choice]) -> None:
        self.parts = {one.id: one for one in choices}
        self._titles = {one.title.casefold() for one in choices if not one.retired}

    def takes(self, choice: Choice) -> bool:
        return choice.retired or choice.title.casefold() not in self._titles

    def put(self, choice: Choice) -> None:
        self.parts[choice.id] = choice
        if not choice.retired:
            self._titles.add(choice.title.casefold())


class _Field:
    """A field to which values are added."""

    def __init__(self, field: Field) -> None:
        self.field = field
        self.choices = _Choices(field.choices)

    def made(self) -> Field:
        return replace(self.field, choices=tuple(self.choices.parts.values()))


class _Layer:
    """A layer to which fields are added."""

    def __init__(self, layer: Layer) -> None:
        self.layer = layer
        self.fields: dict[str, _Field] = {}
        self.titles: set[str] = set()
        self.keys: set[str] = set()
        for one in layer.fields:
            self.put(one)

    def put(self, field: Field) -> None:
        self.fields[field.id] = _Field(field)
        if not field.retired:
            self.titles.add(field.title.casefold())
            self.keys |= {field.key.upper()} - {""}

    @cached_property
    def can_be_read(self) -> bool:
        """Ours could be read from a file before anything was added."""
        return _can_be_read(_around(self.layer))

    def made(self) -> Layer:
        return replace(self.layer, fields=tuple(one.made() for one in self.fields.values()))


def _keys(layer: Layer) -> set[str]:
    return {one.key.upper() for one in layer.shown if one.key}


def _around(*layers: Layer, kinds: tuple[Choice, ...] = ()) -> Codebook:
    """Return the smallest codebook with some layers: what every codebook needs is retired in it."""
    ids = {one.id for one in layers}
    needed = (
        Layer(id_, id_, "x", COLOURS[0], SHAPES[0], GRAINS[0], retired=True)
        for id_ in NEEDED
        if id_ not in ids
    )
    return Codebook("-", (*layers, *needed), kinds)


def _reads_choice(field: Field, choice: Choice) -> bool:
    """Say whether a value can be read from a file as one of a field."""
    bare = Field("field", "Field", field.type, (choice,))
    return _can_be_read(
        _around(Layer("layer", "Layer", "x", COLOURS[0], SHAPES[0], GRAINS[0], fields=(bare,)))
    )


def _reads_kind(kind: Choice) -> bool:
    return _can_be_read(_around(kinds=(kind,)))


def _can_be_read(book: Codebook) -> bool:
    try:
        return parse_codebook(write_codebook(book)).layers == book.layers
    except AnnotatorError:
        return False


def _retitled(part: _Part) -> _Part:
    """Return a part under a title that none of ours has."""
    return replace(part, title=f"{part.title} ({part.id})")


def _differences(where: str, ours: _Part, theirs: _Part, names: Sequence[str]) -> Iterator[Difference]:
    for name in names:
        one, other = getattr(ours, name), getattr(theirs, name)
        if one != other:
            yield Difference(where, name, _shown(one), _shown(other))


def _shown(value: object) -> str:
    return {True: "yes", False: "no"}[value] if isinstance(value, bool) else str(value)


def _in_order(images: Sequence[Image]) -> list[Image]:
    return sorted(images, key=lambda image: (int(image["position"] or 0), str(image["id"])))


def _field(image: Mapping[str, object], choices: tuple[Choice, ...]) -> Field:
    return Field(
        *(str(image["name"]), str(image["title"]), _TYPES[str(image["type"])], choices),
        guideline=str(image["guideline"]),
        key=str(image["key"]),
        required=bool(image["required"]),
        several=bool(image["several"]),
        lines=max(1, int(str(image["lines"]))),
        retired=bool(image["retired"]),
    )


def _layer(image: Mapping[str, object], fields: tuple[Field, ...]) -> Layer:
    names = ("id", "title", "key", "colour", "shape", "grain", "guideline")
    id_, title, key, colour, shape, grain, guideline = (str(image[name]) for name in names)
    return Layer(id_, title, key, colour, shape, grain, guideline, fields, bool(image["retired"]))
