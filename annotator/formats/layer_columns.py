"""The columns of the layers' own tables: what every layer has, and what its fields add.

The names of the default fields' columns are fixed, whatever the codebook says. A field that a
codebook adds gets columns at the end, named after its id; see `base_name`.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache

from annotator.core.codebook import (
    ACTOR,
    ANCHOR,
    CLAIM,
    DATE,
    ENTITY,
    RULE,
    SPEAKER,
    VALUE,
    Field,
    FieldType,
    Layer,
)


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its stable name, and what a cell of it says."""

    name: str
    meaning: str


class Shape(Enum):
    """What the columns of a field say, in this order."""

    VALUE = 1
    """Its value; several choices as a list."""
    DAYS = 2
    """A value in EDTF, its first and its last day."""
    DATE = 3
    """What linked dates are: EDTF, first day, last day, the words in the article."""
    NAMES = 4
    """The names of linked entities."""
    MENTIONS = 5
    """The names of linked entities, and the words that were linked."""
    SPEAKER = 6
    """A linked entity's name and kind, the words that were linked, and its role."""
    MENTIONED = 7
    """The name, kind, role, country and Wikidata id of the entity."""
    ENTITY_ID = 8
    """The id of a linked entity."""
    CONFIRMED = 9
    """Whether a person confirmed the value."""


_OF_VALUES = frozenset({Shape.VALUE, Shape.DAYS, Shape.CONFIRMED})


@dataclass(frozen=True, slots=True)
class Part:
    """The columns that one field fills."""

    field: str
    shape: Shape
    columns: tuple[Column, ...]

    def takes(self, field: Field) -> bool:
        """Say whether a field of the codebook is of the sort that these columns are for."""
        if self.shape in _OF_VALUES:
            return not field.linking
        return field.type is (FieldType.DATE if self.shape is Shape.DATE else FieldType.ENTITY)


@dataclass(frozen=True, slots=True)
class LayerColumns:
    """A layer's table: fixed columns, those of the default fields between them, and those that are added."""

    head: tuple[Column, ...]
    parts: tuple[Part, ...]
    tail: tuple[Column, ...]
    ids: tuple[Part, ...]
    added: tuple[Part, ...]

    @property
    def columns(self) -> tuple[Column, ...]:
        """All columns in their order."""
        return (
            *self.head,
            *_flat(self.parts),
            *self.tail,
            *_flat(self.ids),
            LINKS_COLUMN,
            *_flat(self.added),
        )


def _flat(parts: Collection[Part]) -> Iterator[Column]:
    for part in parts:
        yield from part.columns


def _one(name: str, meaning: str, shape: Shape = Shape.VALUE) -> Part:
    return Part(name, shape, (Column(name, meaning),))


def _date(field: str, name: str, what: str) -> Part:
    return Part(
        field,
        Shape.DATE,
        (
            Column(
                field, f"when {what}, as EDTF: the value of the date it is linked to, or one that was typed"
            ),
            Column(f"{name}_first_day", "the first day of that; empty if it is open or not known"),
            Column(f"{name}_last_day", "the last day of that; empty if it is open or not known"),
            Column(f"{name}_text", "the words of the article that say so; empty if it was typed"),
        ),
    )


_PLACE = (
    Column("article", "the article’s title"),
    Column("outlet", "who published the article"),
    Column("url", "where the article was published"),
    Column("published", "when the article was published: YYYY, YYYY-MM or YYYY-MM-DD; empty if not known"),
    Column("paragraph", "the number of the paragraph in which it starts; the first is 1"),
    Column("sentence", "the number of the sentence of the article in which it starts; the first is 1"),
    Column("start", "the first code point of it, counted from 0"),
    Column("end", "the code point after its last one"),
    Column("fragments", "the pieces it is made of, as start-end, parted by “; ”; nearly always one"),
    Column("quote", "the words that are marked; several pieces are joined by “ … ”"),
)
_VERDICTS = "accept, change or reject, or “changed since” if it says something else now"
REVIEW_COLUMNS = (
    Column("review", f"what the decision that stands says of it: {_VERDICTS}; empty if nobody has decided"),
    Column("reviewer", "the name of whoever made that decision"),
    Column("reason", "the reason that they gave"),
    Column("gold", "yes if it is part of the agreed result, no if it is not; empty if nobody has decided"),
)
_TAIL = (
    Column(
        "unconfirmed", "the ids of the fields that a program filled in and nobody has confirmed, as a list"
    ),
    Column("tags", "the tags, as a list"),
    Column("note", "the annotator’s note"),
    Column("annotator", "the name of the person who made it"),
    Column("created", "when it was made, in UTC"),
    Column("updated", "when it was last changed, in UTC"),
    Column("text_sha256", "the SHA-256 of the article’s text in UTF-8, to which the positions refer"),
    Column("article_id", "the article’s id, a UUID"),
    Column("annotator_id", "that person’s id, a UUID"),
    Column("origin", "where it came from: hand, imported, suggestion or propagated"),
    Column("origin_detail", "more about that, such as the suggester and its version"),
    *REVIEW_COLUMNS,
)
LINKS_COLUMN = Column("links", "its links, as a list; what an item says is described below")

_CLAIM_PARTS = (
    _one("summary", "the claim in the analyst’s words"),
    _one("mode", "how the article gives it: direct, indirect, paraphrase or outlet (its own voice)"),
    _one("stance", "what the speaker does with it: asserts, denies, doubts, promises, threatens or reports"),
    _one("certainty", "how sure the words are: certain, probable or possible"),
    _one("negated", "yes if the words say that something is not so; else no"),
    _one("status", "what checking found: unchecked, supported, disputed, refuted or not_checkable"),
    _one("status_source", "where the evidence for that is"),
    _one("status_reason", "why it leads to that"),
    Part(
        SPEAKER,
        Shape.SPEAKER,
        (
            Column(
                "speaker_entity",
                "who makes the claim, by the name of the entity; “unattributed” if the article names nobody; "
                "empty if nobody has looked",
            ),
            Column("speaker_kind", "that entity’s kind, such as person or government"),
            Column("speaker_mention", "the words of the article that name the speaker"),
            Column("speaker_role", "that entity’s role or description"),
        ),
    ),
    Part(
        "reported_by",
        Shape.NAMES,
        (
            Column(
                "reported_by",
                "through whom the article has it, the nearest to the speaker first, as a list of names",
            ),
        ),
    ),
    Part(
        "targets", Shape.NAMES, (Column("targets", "to whom or against whom it is said, as a list of names"),)
    ),
    Part("about", Shape.NAMES, (Column("about", "whom it is about, as a list of names"),)),
    _date("event_date", "event", "what is claimed happened or will"),
    _date("statement_date", "statement", "it was said"),
)
_ACTOR_PARTS = (
    Part(
        ENTITY,
        Shape.MENTIONED,
        (
            Column("entity", "who is meant: the name of the entity"),
            Column("entity_kind", "its kind, such as person or government"),
            Column("entity_role", "its role or description"),
            Column("entity_country", "its country"),
            Column("entity_wikidata", "its id in Wikidata"),
        ),
    ),
    _one("refers", "how the words refer to it: name, office, pronoun, metonymy or description"),
)
_DATE_PARTS = (
    Part(
        VALUE,
        Shape.DAYS,
        (
            Column("value", "the date as EDTF"),
            Column("first_day", "its first day; empty if it is open or not known"),
            Column("last_day", "its last day; empty if it is open or not known"),
        ),
    ),
    _one("kind", "what sort of date it is: point, interval, duration, recurring or vague"),
    _one(RULE, "the rule that gave the value, or “by hand”"),
    _one(ANCHOR, "the day from which that rule counted"),
    Part(
        VALUE,
        Shape.CONFIRMED,
        (Column("confirmed", "yes if a person gave or confirmed the value, no if only a program did"),),
    ),
)
_PARTS = {CLAIM: _CLAIM_PARTS, ACTOR: _ACTOR_PARTS, DATE: _DATE_PARTS}
_IDS = {
    CLAIM: (
        Part(SPEAKER, Shape.ENTITY_ID, (Column("speaker_entity_id", "the id of the speaker’s entity"),)),
    ),
    ACTOR: (Part(ENTITY, Shape.ENTITY_ID, (Column("entity_id", "the id of the entity"),)),),
}
_BESIDE_FIELDS = {DATE: (RULE, ANCHOR)}
"""What an annotation of a layer keeps beside the fields of the codebook."""

ADDED_PREFIX = "field_"
_TELLING = frozenset(
    ("annotation_id", "claim_id", "actor_id", "date_id", "entity_id", "link_id", "characters")
)
"""Columns by which a table is recognised."""
_BOUNDS = ("first_day", "last_day")
_SHAPES = {
    FieldType.EDTF: Shape.DAYS,
    FieldType.DATE: Shape.DATE,
    FieldType.ENTITY: Shape.MENTIONS,
}
_MORE = {Shape.DAYS: _BOUNDS, Shape.DATE: (*_BOUNDS, "text"), Shape.MENTIONS: ("mention",)}


def id_column(layer_id: str) -> str:
    """Return the name of the column with an annotation's own id in the table of its layer."""
    return f"{layer_id}_id" if layer_id in _PARTS else "annotation_id"


def layer_columns(layer: Layer, used: Collection[tuple[str, str]] = ()) -> LayerColumns:
    """Return the columns of a layer's table.

    A retired field that the codebook added has columns only if its layer and id are in ``used``.
    """
    return _layer_columns(layer, frozenset(field for layer_id, field in used if layer_id == layer.id))


@lru_cache(maxsize=256)
def _layer_columns(layer: Layer, used: frozenset[str]) -> LayerColumns:
    fixed = _fixed(layer.id)
    added = tuple(_added(one, fixed) for one in _beyond_default(layer) if not one.retired or one.id in used)
    return LayerColumns(fixed.head, fixed.parts, fixed.tail, fixed.ids, added)


def values_of(layer: Layer) -> dict[str, str]:
    """Return the columns that hold the values of a layer's fields, and which field each is for.

    Links are not among them: those are in the column ``links``.
    """
    found = {}
    columns = layer_columns(layer, [(layer.id, one.id) for one in layer.fields])
    beside = _BESIDE_FIELDS.get(layer.id, ())
    for part in (*columns.parts, *columns.added):
        field = layer.field(part.field)
        known = part.field in beside if field is None else part.takes(field)
        if known and part.shape in (Shape.VALUE, Shape.DAYS):
            found[part.columns[0].name] = part.field
    return found


def beside_fields(layer_id: str) -> tuple[str, ...]:
    """Return what annotations of a layer keep beside the fields of the codebook."""
    return _BESIDE_FIELDS.get(layer_id, ())


def base_name(field_id: str, taken: Collection[str]) -> str:
    """Return the name of an added field's first column: its id.

    If a fixed column of the table is called so, or the ids of another table are, ``field_`` goes in
    front; and so it does where the id begins with that already. So no two fields share a name.
    """
    if field_id in taken or field_id in _TELLING or field_id.startswith(ADDED_PREFIX):
        return f"{ADDED_PREFIX}{field_id}"
    return field_id


@lru_cache(maxsize=64)
def _fixed(layer_id: str) -> LayerColumns:
    head: tuple[Column, ...] = (
        Column(id_column(layer_id), "the annotation’s id, a UUID; the same in every copy of the project"),
    )
    if layer_id not in _PARTS:
        head = (*head, Column("layer", "the layer’s id"))
    return LayerColumns((*head, *_PLACE), _PARTS.get(layer_id, ()), _TAIL, _IDS.get(layer_id, ()), ())


def _beyond_default(layer: Layer) -> Iterator[Field]:
    """Yield the fields that have no fixed column, or are of another sort than that is for."""
    fixed = {part.field: part for part in reversed(_PARTS.get(layer.id, ()))}
    for one in layer.fields:
        part = fixed.get(one.id)
        if part is None or not part.takes(one):
            yield one


def _added(field: Field, fixed: LayerColumns) -> Part:
    shape = _SHAPES.get(field.type, Shape.VALUE)
    name = base_name(field.id, {column.name for column in fixed.columns})
    meaning = f"{field.title} ({field.type.value})"
    more = tuple(Column(f"{name}.{word}", f"{meaning}: {word}") for word in _MORE.get(shape, ()))
    return Part(field.id, shape, (Column(name, meaning), *more))
