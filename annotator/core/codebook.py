"""The codebook: which layers there are, which fields each has, and what their values mean."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum

CLAIM = "claim"
ACTOR = "actor"
DATE = "date"
"""The ids of the three layers that every codebook has; their titles, colours and keys are the codebook's."""

ENTITY = "entity"
"""The field of an actor annotation that says which entity it mentions."""
REFERS = "refers"
"""The field of an actor annotation that says how it refers to its entity."""
SPEAKER = "speaker"
"""The field of a claim that says who makes it."""
VALUE = "value"
"""The field of a date annotation that holds its EDTF value."""
KIND = "kind"
"""The field of a date annotation that says what sort of date it is."""
RULE = "rule"
ANCHOR = "anchor"
"""What a date annotation keeps beside its fields: the rule that gave its value, and from which day."""

UNATTRIBUTED = "unattributed"
"""The value of a speaker that is known to be missing, unlike one that nobody has looked for."""


class FieldType(StrEnum):
    """What a field takes."""

    TEXT = "text"
    CHOICE = "choice"
    CHOICES = "choices"
    YES_NO = "yes/no"
    NUMBER = "number"
    EDTF = "date value"
    """A date as EDTF, typed or proposed, kept with the annotation."""
    DATE = "date"
    """A date annotation, or a date typed as EDTF where none is marked."""
    ENTITY = "entity"
    """An actor annotation, or an entity where none is marked."""


LINKING = frozenset({FieldType.DATE, FieldType.ENTITY})
"""The types whose values are links."""

YES = "yes"
NO = "no"


@dataclass(frozen=True, slots=True)
class Choice:
    """One allowed value, with what coders agree it means."""

    id: str
    title: str
    definition: str = ""
    retired: bool = False
    """No longer offered; kept for the annotations that have it."""


@dataclass(frozen=True, slots=True)
class Field:
    """Something that is recorded for each annotation of a layer."""

    id: str
    title: str
    type: FieldType
    choices: tuple[Choice, ...] = ()
    guideline: str = ""
    key: str = ""
    """The letter that goes to this field while an annotation is selected; may be empty."""
    required: bool = False
    several: bool = False
    """A linking field takes more than one value, in order."""
    lines: int = 1
    """How many lines a text field shows."""
    retired: bool = False
    """No longer shown or exported where it is empty; its values are kept."""

    @property
    def linking(self) -> bool:
        """Its values are links, not text."""
        return self.type in LINKING

    def choice(self, id_: str) -> Choice | None:
        """Return the choice with this id."""
        return next((one for one in self.choices if one.id == id_), None)


@dataclass(frozen=True, slots=True)
class Layer:
    """One kind of annotation: claim, actor, date, or one that the codebook adds.

    ``key`` is the letter that marks it, ``colour`` a hue name from the palette,
    ``shape`` one of ``fill``, ``underline``, ``dotted``, ``box``.
    """

    id: str
    title: str
    key: str
    colour: str
    shape: str
    grain: str
    """What the key takes with nothing selected: ``sentence`` or ``word``."""
    guideline: str = ""
    fields: tuple[Field, ...] = ()
    retired: bool = False
    """No longer marked with; kept for the annotations on it."""

    def field(self, id_: str) -> Field | None:
        """Return the field with this id."""
        return next((one for one in self.fields if one.id == id_), None)

    @property
    def shown(self) -> tuple[Field, ...]:
        """The fields that are offered."""
        return tuple(one for one in self.fields if not one.retired)


@dataclass(frozen=True, slots=True)
class Codebook:
    """The layers and their fields, and the kinds that an entity can be of."""

    title: str
    layers: tuple[Layer, ...]
    entity_kinds: tuple[Choice, ...] = ()
    guideline: str = field(default="")

    def layer(self, id_: str) -> Layer | None:
        """Return the layer with this id."""
        return next((one for one in self.layers if one.id == id_), None)

    def field(self, layer_id: str, field_id: str) -> Field | None:
        """Return a field of a layer."""
        layer = self.layer(layer_id)
        return layer.field(field_id) if layer else None

    @property
    def marking(self) -> tuple[Layer, ...]:
        """The layers that are offered for marking."""
        return tuple(one for one in self.layers if not one.retired)

    def kind_title(self, id_: str) -> str:
        """Return what a kind of entity is called; the id itself if the codebook does not know it."""
        return next((one.title for one in self.entity_kinds if one.id == id_), id_)


@dataclass(frozen=True, slots=True)
class Missing:
    """A value that a new codebook does not have any more."""

    layer: str
    field: str = ""
    """Empty if the whole layer is gone."""
    choice: str = ""
    """Empty if the whole field is gone."""


def missing(old: Codebook, new: Codebook) -> Iterator[Missing]:
    """Yield what ``old`` has and ``new`` does not, the widest first: a layer, not its fields too."""
    for layer in old.layers:
        kept = new.layer(layer.id)
        if kept is None:
            yield Missing(layer.id)
            continue
        for one in layer.fields:
            same = kept.field(one.id)
            if same is None or same.linking != one.linking:
                yield Missing(layer.id, one.id)
                continue
            yield from (
                Missing(layer.id, one.id, choice.id)
                for choice in one.choices
                if same.choice(choice.id) is None
            )


def linking_fields(layers: Iterable[Layer]) -> frozenset[tuple[str, str]]:
    """Return layer id and field id of every field whose values are links."""
    return frozenset((layer.id, one.id) for layer in layers for one in layer.fields if one.linking)
