"""Rows of the project file as objects of the domain, and back.

An *image* is a row as a dictionary from column to value: what the journal keeps.
"""

import json
import sqlite3
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from annotator.core.errors import InvalidValue
from annotator.core.lists import format_fragments, join_list, parse_fragments, split_list
from annotator.core.model import Annotation, Annotator, Article, Entity, Link, Origin, Status
from annotator.core.model import Value as FieldValue
from annotator.core.review import Assignment, Comment, Decision, Intake, Reading
from annotator.core.spans import Fragments, Span
from annotator.storage.kind import Kind, Row, Value
from annotator.storage.review_rows import (
    ASSIGNMENT,
    COMMENT,
    DECISION,
    INTAKE,
    READING,
    REVIEWS,
    TOMBSTONE,
    Review,
)

Thing = Annotation | Article | Annotator | Entity | Link | Review

STAMPS = frozenset({"updated_at", "revision"})
"""Columns that are not content: undo does not compare them."""


class Stored(NamedTuple):
    """An annotation as it is in the file, and what its row has wrong in itself, if anything."""

    annotation: Annotation
    fault: str | None


class BadText(str):
    """A cell whose bytes are not UTF-8, with U+FFFD where they are not."""


def fetch_all(
    connection: sqlite3.Connection, sql: str, parameters: Iterable[Value] | Mapping[str, Value] = ()
) -> list[tuple[Value, ...]]:
    """Return all rows of a query, also those after a cell whose bytes are not UTF-8.

    Such a cell comes as `BadText`. Python's sqlite3 would give up at it and lose what follows.
    """
    bound = parameters if isinstance(parameters, Mapping) else tuple(parameters)
    try:
        return connection.execute(sql, bound).fetchall()
    except sqlite3.OperationalError as error:
        if "decode" not in str(error).lower():
            raise
    before = connection.text_factory
    connection.text_factory = _lenient
    try:
        return connection.execute(sql, bound).fetchall()
    finally:
        connection.text_factory = before


def _lenient(raw: bytes) -> str:
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return BadText(raw.decode("utf-8", "replace"))


def _annotation_values(thing: Annotation) -> Row:
    fragments = thing.fragments
    return (
        *(thing.id, thing.article_id, thing.layer, thing.annotator_id),
        *(fragments[0].start, fragments[-1].end, format_fragments(fragments), thing.quote),
        *(thing.note, join_list(thing.tags), thing.origin.value, thing.origin_detail),
        *(thing.created_at, thing.updated_at, thing.revision),
        *(format_fields(thing.fields), join_list(sorted(thing.proposed)), thing.copy_of),
    )


def _article_values(thing: Article) -> Row:
    return (
        *(thing.id, thing.title, thing.text_sha256, thing.length, thing.byline, thing.outlet),
        *(thing.url, thing.published, thing.language, thing.status.value, thing.source_name),
        *(thing.source_sha256, thing.charset, thing.replaced, thing.previous_id, thing.annotator_id),
        *(thing.created_at, thing.updated_at, thing.revision),
    )


def _annotator_values(thing: Annotator) -> Row:
    return (thing.id, thing.name, thing.created_at, thing.updated_at, thing.revision)


def _entity_values(thing: Entity) -> Row:
    return (
        *(thing.id, thing.name, thing.kind, join_list(thing.aliases), thing.role, thing.country),
        *(thing.wikidata, thing.note, thing.merged_into or None, thing.annotator_id),
        *(thing.created_at, thing.updated_at, thing.revision),
    )


def _link_values(thing: Link) -> Row:
    return (
        *(thing.id, thing.annotation_id, thing.field, thing.position, thing.target_id or None),
        *(thing.entity_id or None, thing.value or None, int(thing.proposed), thing.annotator_id),
        *(thing.created_at, thing.updated_at, thing.revision),
    )


ANNOTATION = Kind(
    "annotation",
    "annotations",
    (
        *("id", "article_id", "layer", "annotator_id", "start", "end", "fragments", "quote", "note", "tags"),
        *("origin", "origin_detail", "created_at", "updated_at", "revision", "fields", "proposed"),
        "copy_of",
    ),
    True,
    _annotation_values,
)
ARTICLE = Kind(
    "article",
    "articles",
    (
        *("id", "title", "text_sha256", "length", "byline", "outlet", "url", "published", "language"),
        *("status", "source_name", "source_sha256", "charset", "replaced", "previous_id", "annotator_id"),
        *("created_at", "updated_at", "revision"),
    ),
    True,
    _article_values,
)
ANNOTATOR = Kind(
    "annotator",
    "annotators",
    ("id", "name", "created_at", "updated_at", "revision"),
    False,
    _annotator_values,
)
ENTITY = Kind(
    "entity",
    "entities",
    (
        *("id", "name", "kind", "aliases", "role", "country", "wikidata", "note", "merged_into"),
        *("annotator_id", "created_at", "updated_at", "revision"),
    ),
    True,
    _entity_values,
)
LINK = Kind(
    "link",
    "links",
    (
        *("id", "annotation_id", "field", "position", "target_id", "entity_id", "value", "proposed"),
        *("annotator_id", "created_at", "updated_at", "revision"),
    ),
    True,
    _link_values,
)


def _from_tables(thing: object) -> Row:
    raise TypeError("rows of the codebook and of conflicts are made of no object")


LAYER = Kind(
    "layer",
    "layers",
    (
        *("id", "position", "title", "key", "colour", "shape", "grain", "guideline", "retired"),
        *("updated_at", "revision"),
    ),
    False,
    _from_tables,
)
FIELD = Kind(
    "field",
    "fields",
    (
        *("id", "layer", "position", "name", "title", "type", "guideline", "key", "required", "several"),
        *("lines", "retired", "updated_at", "revision"),
    ),
    False,
    _from_tables,
)
CHOICE = Kind(
    "choice",
    "choices",
    ("id", "field", "position", "name", "title", "definition", "retired", "updated_at", "revision"),
    False,
    _from_tables,
)
CODEBOOK = (LAYER, FIELD, CHOICE)
"""The kinds whose rows make up the codebook, those first that others refer to."""

CONFLICT = Kind(
    "conflict",
    "conflicts",
    ("id", "kind", "row_id", "article_id", "content", "annotator_id", "updated_at", "revision"),
    True,
    _from_tables,
)

KINDS = {
    kind.name: kind
    for kind in (ANNOTATION, ARTICLE, ANNOTATOR, ENTITY, LINK, *CODEBOOK, *REVIEWS, TOMBSTONE, CONFLICT)
}
_KIND_OF: dict[type, Kind] = {
    **{Annotation: ANNOTATION, Article: ARTICLE, Annotator: ANNOTATOR, Entity: ENTITY, Link: LINK},
    **{Reading: READING, Decision: DECISION, Comment: COMMENT, Assignment: ASSIGNMENT, Intake: INTAKE},
}


def kind_of(thing: Thing) -> Kind:
    """Return the kind that a thing is of."""
    return _KIND_OF[type(thing)]


ANNOTATION_COLUMNS = (
    'id, article_id, layer, annotator_id, start, "end", fragments, quote, note, tags,'
    " origin, origin_detail, created_at, updated_at, revision, fields, proposed, copy_of"
)
ARTICLE_COLUMNS = ", ".join(ARTICLE.columns)
ANNOTATOR_COLUMNS = ", ".join(ANNOTATOR.columns)
ENTITY_COLUMNS = ", ".join(ENTITY.columns)
LINK_COLUMNS = ", ".join(LINK.columns)

NO_FIELDS = "{}"
"""What an annotation without values has in its column ``fields``."""

_NONE: frozenset[str] = frozenset()
_ORIGINS = {origin.value: origin for origin in Origin}
_STATUSES = {status.value: status for status in Status}


def stored_annotation(row: tuple[Value, ...]) -> Stored:
    """Return the annotation in a row of `ANNOTATION_COLUMNS`, whatever state the row is in."""
    (id_, article_id, layer, annotator_id, start, end, fragments_text, quote, note, tags, *rest) = row
    origin, origin_detail, created_at, updated_at, revision, fields_text, proposed, copy_of = rest
    fault = None
    fields: tuple[tuple[str, FieldValue], ...] = ()
    fragments: Fragments
    if fragments_text == f"{start}-{end}":
        fragments = (Span(int(start or 0), int(end or 0)),)
    else:
        fragments, fault = _fragments(str(fragments_text), int(start or 0), int(end or 0))
    if fields_text != NO_FIELDS:
        try:
            fields = parse_fields(str(fields_text))
        except InvalidValue:
            fault = fault or "the values of its fields cannot be read"
    if BadText in map(type, row):
        fault = fault or "some of its stored bytes are not text"
    annotation = Annotation(
        *(str(id_), str(article_id), str(layer), str(annotator_id), fragments, str(quote), str(note)),
        tags=split_list(str(tags)),
        origin=_ORIGINS.get(str(origin), Origin.HAND),
        origin_detail=str(origin_detail),
        created_at=str(created_at),
        updated_at=str(updated_at),
        revision=int(revision or 1),
        fields=fields,
        proposed=frozenset(split_list(str(proposed))) if proposed else _NONE,
        copy_of=str(copy_of),
    )
    return Stored(annotation, fault)


def _fragments(text: str, start: int, end: int) -> tuple[Fragments, str | None]:
    try:
        fragments = parse_fragments(text)
    except InvalidValue:
        return (Span(start, end),), "its list of fragments cannot be read"
    if (fragments[0].start, fragments[-1].end) != (start, end):
        return fragments, "its start and end are not those of its fragments"
    return fragments, None


def article(row: tuple[Value, ...]) -> Article:
    """Return the article in a row of `ARTICLE_COLUMNS`."""
    (id_, title, text_sha256, length, byline, outlet, url, published, language, status, *rest) = row
    source_name, source_sha256, charset, replaced, previous_id, annotator_id, *stamps = rest
    created_at, updated_at, revision = stamps
    return Article(
        id=str(id_),
        title=str(title),
        text_sha256=str(text_sha256),
        length=int(length or 0),
        byline=str(byline),
        outlet=str(outlet),
        url=str(url),
        published=str(published),
        language=str(language),
        status=_STATUSES.get(str(status), Status.TO_DO),
        source_name=str(source_name),
        source_sha256=str(source_sha256),
        charset=str(charset),
        replaced=int(replaced or 0),
        previous_id=str(previous_id),
        annotator_id=str(annotator_id),
        created_at=str(created_at),
        updated_at=str(updated_at),
        revision=int(revision or 1),
    )


def annotator(row: tuple[Value, ...]) -> Annotator:
    """Return the annotator in a row of `ANNOTATOR_COLUMNS`."""
    id_, name, created_at, updated_at, revision = row
    return Annotator(str(id_), str(name), str(created_at), str(updated_at), int(revision or 1))


def entity(row: tuple[Value, ...]) -> Entity:
    """Return the entity in a row of `ENTITY_COLUMNS`."""
    id_, name, kind, aliases, role, country, wikidata, note, merged_into, annotator_id, *stamps = row
    created_at, updated_at, revision = stamps
    return Entity(
        *(str(id_), str(name), str(kind), split_list(str(aliases)), str(role), str(country)),
        *(str(wikidata), str(note), str(merged_into or ""), str(annotator_id)),
        *(str(created_at), str(updated_at), int(revision or 1)),
    )


def link(row: tuple[Value, ...]) -> Link:
    """Return the link in a row of `LINK_COLUMNS`."""
    id_, annotation_id, field, position, target_id, entity_id, value, proposed, annotator_id, *stamps = row
    created_at, updated_at, revision = stamps
    return Link(
        *(str(id_), str(annotation_id), str(field), int(position or 1), str(target_id or "")),
        *(str(entity_id or ""), str(value or ""), bool(proposed), str(annotator_id)),
        *(str(created_at), str(updated_at), int(revision or 1)),
    )


def format_fields(fields: Iterable[tuple[str, FieldValue]]) -> str:
    """Return the values of an annotation's fields as a JSON object: text, or a list of choices."""
    found = {name: value for name, value in fields if value}
    if not found:
        return NO_FIELDS
    return _encode(dict(sorted(found.items())))


def parse_fields(text: str) -> tuple[tuple[str, FieldValue], ...]:
    """Return the values in a text that `format_fields` made.

    Raises:
        InvalidValue: if it is anything else.
    """
    try:
        found = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise InvalidValue("The values of an annotation are not a JSON object.") from error
    if not isinstance(found, dict):
        raise InvalidValue("The values of an annotation are not a JSON object.")
    return tuple(sorted([(name, _field_value(value)) for name, value in found.items()]))


def _field_value(value: object) -> FieldValue:
    if isinstance(value, str):
        return value
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        return tuple(value)
    raise InvalidValue("A value of an annotation is neither text nor a list of texts.")


_encode = json.JSONEncoder(ensure_ascii=False).encode
