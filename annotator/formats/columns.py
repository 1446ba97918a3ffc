"""The tables that are written as CSV, and the meaning of each of their columns.

These names are a public format: they are documented in ``docs/csv.md``, which a test holds to
this file, and what was written by one version is read by the next.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from annotator.core.errors import InvalidValue
from annotator.core.model import Layer

CONTEXT = 80
"""Code points of context before and after a quote."""

ANNOTATIONS = "annotations"
ARTICLES = "articles"


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its stable name, and what a cell of it says."""

    name: str
    meaning: str


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


def layer_table(layer_id: str) -> str:
    """Return the name of a layer's table, and of its column of counts: ``claim``: ``claims``."""
    return f"{layer_id}s"


def article_columns(layers: Sequence[Layer]) -> tuple[Column, ...]:
    """Return the columns of the articles table; it counts the annotations of each layer."""
    counts = [Column(layer_table(layer.id), f"how many {layer.id} annotations it has") for layer in layers]
    return (*_ARTICLE_COLUMNS_BEFORE, *counts, *_ARTICLE_COLUMNS_AFTER)


def columns(table: str, layers: Sequence[Layer]) -> tuple[Column, ...]:
    """Return the columns of ``table`` in a project of these ``layers``."""
    return article_columns(layers) if table == ARTICLES else ANNOTATION_COLUMNS


def tables(layers: Sequence[Layer]) -> tuple[str, ...]:
    """Return the names of all tables: annotations, one for each layer, articles."""
    return (ANNOTATIONS, *(layer_table(layer.id) for layer in layers), ARTICLES)


def layers_of(table: str, layers: Sequence[Layer]) -> tuple[str, ...]:
    """Return the ids of the layers that are in ``table``; none for the articles.

    Raises:
        InvalidValue: if there is no such table.
    """
    if table == ARTICLES:
        return ()
    if table == ANNOTATIONS:
        return tuple(layer.id for layer in layers)
    found = tuple(layer.id for layer in layers if layer_table(layer.id) == table)
    if not found:
        raise InvalidValue(f"There is no table “{table}”; there are {', '.join(tables(layers))}.")
    return found
