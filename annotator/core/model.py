"""The things a project holds, as plain immutable values."""

from dataclasses import dataclass, replace
from enum import StrEnum

from annotator.core.spans import Fragments, Span, envelope, fault, quote

Value = str | tuple[str, ...]
"""What a field that is no link holds: text, the id of a choice, ``yes``, a number, EDTF; or choices."""


class Status(StrEnum):
    """How far the work on an article is."""

    TO_DO = "todo"
    IN_PROGRESS = "in progress"
    DONE = "done"


class Origin(StrEnum):
    """Where an annotation came from."""

    HAND = "hand"
    IMPORTED = "imported"
    SUGGESTION = "suggestion"
    PROPAGATED = "propagated"


@dataclass(frozen=True, slots=True)
class Annotator:
    """The person who makes annotations."""

    id: str
    name: str
    created_at: str
    updated_at: str
    revision: int = 1


@dataclass(frozen=True, slots=True)
class Article:
    """One text's metadata. The text itself is fetched apart; it never changes."""

    id: str
    title: str
    text_sha256: str
    length: int
    """Code points of the text."""
    byline: str = ""
    outlet: str = ""
    url: str = ""
    published: str = ""
    """``YYYY``, ``YYYY-MM`` or ``YYYY-MM-DD``, or empty if not known."""
    language: str = ""
    status: Status = Status.TO_DO
    source_name: str = ""
    source_sha256: str = ""
    """SHA-256 of the bytes that were imported; empty for pasted text."""
    charset: str = ""
    replaced: int = 0
    """How many characters the import had to replace with U+FFFD."""
    previous_id: str = ""
    """The article of which this is a newer edition, if any."""
    annotator_id: str = ""
    """Who added it."""
    created_at: str = ""
    updated_at: str = ""
    revision: int = 1


@dataclass(frozen=True, slots=True)
class Annotation:
    """A marked span of an article, by one annotator, on one layer."""

    id: str
    article_id: str
    layer: str
    annotator_id: str
    fragments: Fragments
    quote: str
    note: str = ""
    tags: tuple[str, ...] = ()
    origin: Origin = Origin.HAND
    origin_detail: str = ""
    created_at: str = ""
    updated_at: str = ""
    revision: int = 1
    fields: tuple[tuple[str, Value], ...] = ()
    """The values of its layer's fields that are not links, by the field's id; none is empty."""
    proposed: frozenset[str] = frozenset()
    """The fields whose value a program proposed and no person has confirmed."""
    copy_of: str = ""
    """The annotation of which a reviewer made this changed copy. A copy can be gold, and is nothing else:
    it does not count as something that the reviewer found in the text."""

    def value(self, field: str) -> Value:
        """Return the value of a field; empty if it has none."""
        return next((value for name, value in self.fields if name == field), "")

    def text(self, field: str) -> str:
        """Return the value of a field that holds one thing; empty if it has none."""
        value = self.value(field)
        return value if isinstance(value, str) else "; ".join(value)

    @property
    def start(self) -> int:
        """First code point of the envelope."""
        return self.fragments[0].start

    @property
    def end(self) -> int:
        """Code point after the last one of the envelope."""
        return self.fragments[-1].end

    @property
    def envelope(self) -> Span:
        """The span from the first fragment's start to the last one's end."""
        return envelope(self.fragments)


@dataclass(frozen=True, slots=True)
class Entity:
    """A real-world actor that many actor annotations mention."""

    id: str
    name: str
    kind: str = ""
    """The id of one of the codebook's kinds of entity; empty if nobody has said."""
    aliases: tuple[str, ...] = ()
    role: str = ""
    """Role or description: what a reader would have to be told about them."""
    country: str = ""
    wikidata: str = ""
    """The item's id there, such as ``Q7747``."""
    note: str = ""
    merged_into: str = ""
    """The id of the entity that this one turned out to be; what mentions this one mentions that one."""
    annotator_id: str = ""
    """Who made it."""
    created_at: str = ""
    updated_at: str = ""
    revision: int = 1

    @property
    def names(self) -> tuple[str, ...]:
        """The name, and then the aliases."""
        return (self.name, *self.aliases)


@dataclass(frozen=True, slots=True)
class Link:
    """One value of a linking field: an arrow from an annotation to what the field says.

    Exactly one of ``target_id``, ``entity_id`` and ``value`` is set.
    """

    id: str
    annotation_id: str
    field: str
    position: int = 1
    """Its place among the values of the same field, counted from 1."""
    target_id: str = ""
    """An annotation in the same article: an actor, or a date."""
    entity_id: str = ""
    """An entity that is not mentioned in the text, or not marked; for an actor annotation, its entity."""
    value: str = ""
    """A date as EDTF where none is marked, or ``unattributed`` for a speaker."""
    proposed: bool = False
    """A program proposed it and no person has confirmed it."""
    annotator_id: str = ""
    created_at: str = ""
    updated_at: str = ""
    revision: int = 1

    @property
    def aim(self) -> str:
        """What it points to, whichever of the three that is."""
        return self.target_id or self.entity_id or self.value


def with_field(annotation: Annotation, field: str, value: Value, *, proposed: bool = False) -> Annotation:
    """Return ``annotation`` with a value for ``field``; an empty value takes it away."""
    others = [(name, one) for name, one in annotation.fields if name != field]
    names = annotation.proposed - {field}
    if value:
        others.append((field, value))
        names = names | {field} if proposed else names
    return replace(annotation, fields=tuple(sorted(others, key=lambda pair: pair[0])), proposed=names)


def damage(annotation: Annotation, text: str) -> str | None:
    """Say in what way a stored annotation does not fit its text; None if it fits."""
    reason = fault(annotation.fragments, len(text))
    if reason is not None:
        return reason
    if quote(text, annotation.fragments) != annotation.quote:
        return "the stored quote is not what the text says at this place"
    return None


def with_fragments(annotation: Annotation, fragments: Fragments, text: str) -> Annotation:
    """Return ``annotation`` over other ``fragments``, its quote read from ``text``."""
    return replace(annotation, fragments=fragments, quote=quote(text, fragments))


def with_status_from_marking(article: Article) -> Article:
    """Return ``article`` as it is after a mark was made in it: to do becomes in progress."""
    if article.status is Status.TO_DO:
        return replace(article, status=Status.IN_PROGRESS)
    return article
