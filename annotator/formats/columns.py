"""The tables that are written as CSV, and the meaning of each of their columns.

These names are a public format: they are documented in ``docs/csv.md``, which a test holds to
this file, and what was written by one version is read by the next.
"""

from collections.abc import Collection, Sequence

from annotator.core.codebook import Layer
from annotator.core.errors import InvalidValue
from annotator.formats.layer_columns import REVIEW_COLUMNS, Column, layer_columns
from annotator.formats.review_columns import (
    AGREEMENT,
    AGREEMENT_COLUMNS,
    COMMENT_COLUMNS,
    COMMENTS,
    DECISION_COLUMNS,
    DECISIONS,
    DIFFERENCE_COLUMNS,
    DIFFERENCES,
)

CONTEXT = 80
"""Code points of context before and after a quote."""

ANNOTATIONS = "annotations"
ARTICLES = "articles"
ENTITIES = "entities"
LINKS = "links"


ANNOTATION_COLUMNS = (
    Column("annotation_id", "the annotation’s id, a UUID; the same in every copy of the project"),
    Column("layer", "the layer’s id, such as claim, actor or date"),
    Column("article_id", "the article’s id, a UUID"),
    Column("title", "the article’s title"),
    Column("outlet", "who published the article"),
    Column("url", "where the article was published"),
    Column("published", "when the article was published: YYYY, YYYY-MM or YYYY-MM-DD; empty if not known"),
    Column("language", "the article’s language, as a tag such as en or uk"),
    Column("paragraph", "the number of the paragraph in which the annotation starts; the first is 1"),
    Column("start", "the first code point of the annotation, counted from 0"),
    Column("end", "the code point after its last one"),
    Column("fragments", "the pieces it is made of, as start-end, parted by “; ”; nearly always one"),
    Column("quote", "the words that are marked; several pieces are joined by “ … ”"),
    Column("context_before", f"up to {CONTEXT} code points of the text before it"),
    Column("context_after", f"up to {CONTEXT} code points of the text after it"),
    Column("note", "the annotator’s note"),
    Column("tags", "the tags, parted by “; ”; a semicolon or backslash inside one has a backslash in front"),
    Column("annotator", "the name of the person who made it"),
    Column("annotator_id", "that person’s id, a UUID"),
    Column("origin", "where it came from: hand, imported, suggestion or propagated"),
    Column("origin_detail", "more about that, such as the suggester and its version"),
    Column("created", "when it was made, in UTC"),
    Column("updated", "when it was last changed, in UTC"),
    Column("text_sha256", "the SHA-256 of the article’s text in UTF-8, to which the positions refer"),
    Column("values", "the values of its fields, as a list of field=value; links are in a table of their own"),
    Column(
        "unconfirmed", "the ids of the fields whose value a program gave and nobody has confirmed, as a list"
    ),
    *REVIEW_COLUMNS,
)

ENTITY_COLUMNS = (
    Column("entity_id", "the entity’s id, a UUID; the same in every copy of the project"),
    Column("name", "its name"),
    Column("kind", "the id of its kind, such as person or government; empty if nobody has said"),
    Column("aliases", "other names for it, as a list"),
    Column("role", "its role or description"),
    Column("country", "its country"),
    Column("wikidata", "its id in Wikidata, such as Q7747"),
    Column("note", "a note about it"),
    Column("merged_into", "the id of the entity that it turned out to be; else empty"),
    Column("merged_into_name", "the name of the one that stands for it in the other tables; else empty"),
    Column(
        "mentions", "how many actor annotations mention it or one that was merged into it; 0 if it was merged"
    ),
    Column("linked", "how many other links name it without a mention, counted in the same way"),
    Column("annotator", "the name of the person who made it"),
    Column("annotator_id", "that person’s id, a UUID"),
    Column("created", "when it was made, in UTC"),
    Column("updated", "when it was last changed, in UTC"),
)

LINK_COLUMNS = (
    Column("link_id", "the link’s id, a UUID; the same in every copy of the project"),
    Column("article", "the article’s title"),
    Column("layer", "the layer of the annotation that it begins at"),
    Column("quote", "the words of that annotation"),
    Column("field", "the id of the field that it is a value of"),
    Column("position", "its place among the values of that field; the first is 1"),
    Column("target", "the words of the annotation that it points to, if it points to one"),
    Column("entity", "the name of the entity that is meant, directly or by the annotation it points to"),
    Column("value", "a date as EDTF where none is marked, or unattributed"),
    Column("proposed", "yes if a program proposed it and nobody has confirmed it; else no"),
    Column("annotation_id", "the id of the annotation that it begins at"),
    Column("target_id", "the id of the annotation that it points to; empty if to none"),
    Column("entity_id", "the id of the entity that it points to itself; empty if to none"),
    Column("annotator", "the name of the person who made it"),
    Column("created", "when it was made, in UTC"),
    Column("updated", "when it was last changed, in UTC"),
    Column("article_id", "the article’s id, a UUID"),
)

_ARTICLE_COLUMNS_BEFORE = (
    Column("article_id", "the article’s id, a UUID; the same in every copy of the project"),
    Column("title", "its title"),
    Column("byline", "who wrote it"),
    Column("outlet", "who published it"),
    Column("url", "where it was published"),
    Column("published", "when it was published: YYYY, YYYY-MM or YYYY-MM-DD; empty if not known"),
    Column("language", "its language, as a tag such as en or uk"),
    Column("status", "how far the work on it is: todo, in progress or done"),
    Column("characters", "how many code points its text has"),
    Column("paragraphs", "how many paragraphs its text has: lines that are not blank"),
)
_ARTICLE_COLUMNS_AFTER = (
    Column("added_by", "the name of the person who added it"),
    Column("source_name", "the name of the file it came from, without its folder; empty if it was pasted"),
    Column("source_sha256", "the SHA-256 of that file; empty if it was pasted"),
    Column("charset", "the charset in which that file was read"),
    Column("replaced", "how many characters could not be read or stored, and are U+FFFD in the text"),
    Column("created", "when it was added, in UTC"),
    Column("updated", "when its metadata or status last changed, in UTC"),
    Column("text_sha256", "the SHA-256 of its text in UTF-8"),
)

ANNOTATION_NAMES = tuple(column.name for column in ANNOTATION_COLUMNS)

DELIMITERS = {"comma": ",", "semicolon": ";", "tab": "\t"}
"""The delimiters on offer, by the names that the command line knows them by."""

REVIEWS = (DECISIONS, COMMENTS, DIFFERENCES, AGREEMENT)
"""The tables of what was said in reviewing; they are for reading, and are not imported."""

_FIXED = {
    ANNOTATIONS: ANNOTATION_COLUMNS,
    ENTITIES: ENTITY_COLUMNS,
    LINKS: LINK_COLUMNS,
    DECISIONS: DECISION_COLUMNS,
    COMMENTS: COMMENT_COLUMNS,
    DIFFERENCES: DIFFERENCE_COLUMNS,
    AGREEMENT: AGREEMENT_COLUMNS,
}
_OTHERS = (ENTITIES, LINKS, ARTICLES, *REVIEWS)


def layer_table(layer_id: str) -> str:
    """Return the name of a layer's table, and of its column of counts: ``claim``: ``claims``."""
    return f"{layer_id}s"


def article_columns(layers: Sequence[Layer]) -> tuple[Column, ...]:
    """Return the columns of the articles table; it counts the annotations of each layer."""
    counts = [Column(layer_table(layer.id), f"how many {layer.id} annotations it has") for layer in layers]
    return (*_ARTICLE_COLUMNS_BEFORE, *counts, *_ARTICLE_COLUMNS_AFTER)


def columns(
    table: str, layers: Sequence[Layer], used: Collection[tuple[str, str]] = ()
) -> tuple[Column, ...]:
    """Return the columns of ``table`` in a project of these ``layers``.

    ``used`` are layer and id of the fields that have values; see `layer_columns`.

    Raises:
        InvalidValue: if there is no such table.
    """
    if table == ARTICLES:
        return article_columns(layers)
    fixed = _FIXED.get(table)
    return fixed or layer_columns(layer_of(table, layers), used).columns


def tables(layers: Sequence[Layer]) -> tuple[str, ...]:
    """Return the names of all tables: annotations, one for each layer, entities, links, articles, reviews."""
    return (ANNOTATIONS, *(layer_table(layer.id) for layer in layers), *_OTHERS)


def layer_of(table: str, layers: Sequence[Layer]) -> Layer:
    """Return the layer whose own table ``table`` is.

    Raises:
        InvalidValue: if there is no such table.
    """
    found = next((layer for layer in layers if layer_table(layer.id) == table), None)
    if found is None:
        raise InvalidValue(f"There is no table “{table}”; there are {', '.join(tables(layers))}.")
    return found


def layers_of(table: str, layers: Sequence[Layer]) -> tuple[str, ...]:
    """Return the ids of the layers whose annotations, or links, are in ``table``; else none.

    Raises:
        InvalidValue: if there is no such table.
    """
    if table in (ANNOTATIONS, LINKS, DIFFERENCES, AGREEMENT):
        return tuple(layer.id for layer in layers)
    return () if table in _OTHERS else (layer_of(table, layers).id,)
