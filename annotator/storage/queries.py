"""Everything that is read from a project, and the SQL for it."""

import json
import re
import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from annotator.core.model import Annotator, Article, Entity, Link
from annotator.storage.kind import Kind, Row, Value
from annotator.storage.rows import (
    ANNOTATION_COLUMNS,
    ANNOTATOR_COLUMNS,
    ARTICLE_COLUMNS,
    ENTITY_COLUMNS,
    LINK_COLUMNS,
    Stored,
    annotator,
    entity,
    fetch_all,
    link,
    parse_fields,
    stored_annotation,
)
from annotator.storage.rows import article as article_from

_READING_ORDER = 'start, "end" DESC, layer, id'
"""Marks at one place stand in the order of their ids, not in that in which they were taken in."""
_GROUP = 4_000
"""About how many annotations are read at a time when all of them are."""
_LINK = ", ".join(f"l.{column}" for column in LINK_COLUMNS.split(", "))
_LINK_ORDER = "l.annotation_id, l.field, l.position, l.number"
_WORD = re.compile(r"\w+")


class AnnotationRow(NamedTuple):
    """One annotation as it is stored, for tables: ``fragments`` and ``tags`` as text."""

    id: str
    article_id: str
    layer: str
    annotator_id: str
    start: int
    end: int
    fragments: str
    quote: str
    note: str
    tags: str
    origin: str
    origin_detail: str
    created_at: str
    updated_at: str
    revision: int
    fields: str
    proposed: str
    copy_of: str = ""


class Usage(NamedTuple):
    """How much points to an entity."""

    entity_id: str
    mentions: int
    """Actor annotations whose entity it is."""
    links: int
    """Other links that point to it, without a mention in between."""
    articles: int
    """Articles in which it is mentioned or linked to."""


@dataclass(frozen=True, slots=True)
class AnnotationFilter:
    """Which annotations are wanted; None means all.

    Reviewers' changed copies are not among them, unless they are named in ``ids``.
    """

    article_ids: frozenset[str] | None = None
    layers: frozenset[str] | None = None
    annotator_ids: frozenset[str] | None = None
    ids: frozenset[str] | None = None


def data_version(connection: sqlite3.Connection) -> int:
    """Return a number that changes when another connection changes the file."""
    return int(connection.execute("PRAGMA data_version").fetchone()[0])


def has_acted(connection: sqlite3.Connection, annotator_id: str) -> bool:
    """Say whether somebody has ever done something in this file, unlike one who was only taken in."""
    found = connection.execute(
        "SELECT EXISTS (SELECT 1 FROM journal WHERE annotator_id = ?)", (annotator_id,)
    ).fetchone()
    return bool(found[0])


def size(connection: sqlite3.Connection) -> int:
    """Return the size of the file in bytes, without looking at the file from outside."""
    pages = connection.execute("PRAGMA page_count").fetchone()[0]
    return int(pages * connection.execute("PRAGMA page_size").fetchone()[0])


def article(connection: sqlite3.Connection, article_id: str) -> Article | None:
    """Return the article with this id."""
    return article_where(connection, "id", article_id)


def article_where(connection: sqlite3.Connection, column: str, value: str) -> Article | None:
    """Return the oldest article with this value in a column."""
    found = fetch_all(
        connection,
        f"SELECT {ARTICLE_COLUMNS} FROM articles WHERE {column} = ? ORDER BY number LIMIT 1",
        (value,),
    )
    return article_from(found[0]) if found else None


def articles(connection: sqlite3.Connection) -> list[Article]:
    """Return all articles as they were added."""
    found = fetch_all(connection, f"SELECT {ARTICLE_COLUMNS} FROM articles ORDER BY number")
    return [article_from(row) for row in found]


def annotations(connection: sqlite3.Connection, article_id: str, before: int | None = None) -> list[Stored]:
    """Return an article's annotations in reading order; with ``before``, those that start before it."""
    where = "article_id = ?"
    values: list[Value] = [article_id]
    if before is not None:
        where += " AND start < ?"
        values.append(before)
    found = fetch_all(
        connection,
        f"SELECT {ANNOTATION_COLUMNS} FROM annotations WHERE {where} ORDER BY {_READING_ORDER}",
        values,
    )
    return [stored_annotation(row) for row in found]


def annotation(connection: sqlite3.Connection, annotation_id: str) -> Stored | None:
    """Return the annotation with this id."""
    found = fetch_all(
        connection, f"SELECT {ANNOTATION_COLUMNS} FROM annotations WHERE id = ?", (annotation_id,)
    )
    return stored_annotation(found[0]) if found else None


def annotators(connection: sqlite3.Connection) -> list[Annotator]:
    """Return all annotators by name."""
    found = fetch_all(connection, f"SELECT {ANNOTATOR_COLUMNS} FROM annotators ORDER BY name, id")
    return [annotator(row) for row in found]


def entities(connection: sqlite3.Connection) -> list[Entity]:
    """Return all entities in the order in which they were made, merged ones too."""
    found = fetch_all(connection, f"SELECT {ENTITY_COLUMNS} FROM entities ORDER BY created_at, number")
    return [entity(row) for row in found]


def entity_with(connection: sqlite3.Connection, id_: str) -> Entity | None:
    """Return the entity with this id."""
    found = fetch_all(connection, f"SELECT {ENTITY_COLUMNS} FROM entities WHERE id = ?", (id_,))
    return entity(found[0]) if found else None


def usage(connection: sqlite3.Connection) -> list[Usage]:
    """Return for each entity that something points to how much does, also through those merged into it."""
    found = connection.execute(
        "WITH RECURSIVE known (id, live) AS (SELECT id, id FROM entities WHERE merged_into IS NULL"
        " UNION SELECT e.id, k.live FROM known k JOIN entities e ON e.merged_into = k.id)"
        " SELECT k.live, sum(n.layer = 'actor' AND l.field = 'entity'),"
        " sum(NOT (n.layer = 'actor' AND l.field = 'entity')), count(DISTINCT n.article_id)"
        " FROM links l JOIN known k ON k.id = l.entity_id JOIN annotations n ON n.id = l.annotation_id"
        " GROUP BY k.live"
    )
    return [Usage(*row) for row in found]


def field_uses(connection: sqlite3.Connection) -> Counter[tuple[str, str, str]]:
    """Return how many annotations each layer has, each field of it, and each value of a field.

    The keys are layer, field and value; an empty field stands for the layer as a whole, an empty
    value for the field as a whole. This reads all annotations.
    """
    uses: Counter[tuple[str, str, str]] = Counter()
    for layer, number in connection.execute("SELECT layer, count(*) FROM annotations GROUP BY layer"):
        uses[(layer, "", "")] = number
    found = connection.execute(
        "SELECT layer, fields, count(*) FROM annotations WHERE fields <> '{}' GROUP BY layer, fields"
    )
    for layer, text, number in found:
        for name, value in parse_fields(text):
            uses[(layer, name, "")] += number
            for one in (value,) if isinstance(value, str) else value:
                uses[(layer, name, one)] += number
    linked = connection.execute(
        "SELECT n.layer, l.field, count(DISTINCT n.id) FROM links l"
        " JOIN annotations n ON n.id = l.annotation_id GROUP BY n.layer, l.field"
    )
    for layer, name, number in linked:
        uses[(layer, name, "")] += number
    return uses


def links(connection: sqlite3.Connection, article_id: str) -> list[Link]:
    """Return all links of an article's annotations."""
    found = fetch_all(
        connection,
        f"SELECT {_LINK} FROM annotations n CROSS JOIN links l ON l.annotation_id = n.id"
        f" WHERE n.article_id = ? ORDER BY {_LINK_ORDER}",
        (article_id,),
    )
    return [link(row) for row in found]


def links_where(connection: sqlite3.Connection, column: str, value: str) -> list[Link]:
    """Return the links with this value in a column."""
    found = fetch_all(
        connection, f"SELECT {_LINK} FROM links l WHERE l.{column} = ? ORDER BY {_LINK_ORDER}", (value,)
    )
    return [link(row) for row in found]


def mentioning(connection: sqlite3.Connection, entity_ids: Iterable[str]) -> list[tuple[Link, Stored]]:
    """Return every link to one of some entities, with the annotation that it is of, in reading order."""
    columns = ", ".join(f"n.{column}" for column in ANNOTATION_COLUMNS.split(", "))
    found = fetch_all(
        connection,
        f"SELECT {_LINK}, {columns} FROM json_each(?) e CROSS JOIN links l ON l.entity_id = e.value"
        " JOIN annotations n ON n.id = l.annotation_id JOIN articles a ON a.id = n.article_id"
        " ORDER BY a.number, n.start, n.number",
        (_json_list(frozenset(entity_ids)),),
    )
    width = len(LINK_COLUMNS.split(", "))
    return [(link(row[:width]), stored_annotation(row[width:])) for row in found]


def rows_of(connection: sqlite3.Connection, kind: Kind, article_id: str | None) -> list[Row]:
    """Return the rows of a kind as they were added; with an article's id, those that are about it."""
    where, values = ("1", ()) if article_id is None else ("article_id = ?", (article_id,))
    columns = ", ".join(kind.columns)
    return fetch_all(connection, f"SELECT {columns} FROM {kind.table} WHERE {where} ORDER BY number", values)


def copies(connection: sqlite3.Connection, annotation_id: str) -> list[Stored]:
    """Return the changed copies that reviewers made of an annotation."""
    found = fetch_all(
        connection,
        f"SELECT {ANNOTATION_COLUMNS} FROM annotations WHERE copy_of = ? AND copy_of <> '' ORDER BY number",
        (annotation_id,),
    )
    return [stored_annotation(row) for row in found]


def counts(connection: sqlite3.Connection, article_id: str) -> dict[str, int]:
    """Return an article's numbers of annotations by layer, without changed copies."""
    sql = "SELECT layer, count(*) FROM annotations WHERE {} GROUP BY layer"
    found: dict[str, int] = dict(connection.execute(sql.format("article_id = ?"), (article_id,)))
    # Apart, by the index of the copies: with the condition in one query all rows would be read.
    copied = connection.execute(sql.format("+article_id = ? AND copy_of <> ''"), (article_id,))
    for layer, number in copied:
        found[layer] -= number
    return {layer: number for layer, number in found.items() if number}


def all_counts(connection: sqlite3.Connection) -> dict[str, dict[str, int]]:
    """Return all articles' numbers of annotations by layer, without changed copies.

    In one pass over an index, and one over that of the copies.
    """
    ids = [row[0] for row in connection.execute("SELECT id FROM layers ORDER BY position, id")]
    sums = "".join(", sum(layer = ?)" for _ in ids)
    found = connection.execute(f"SELECT article_id{sums} FROM annotations GROUP BY article_id", ids)
    every = {article_id: dict(zip(ids, numbers, strict=True)) for article_id, *numbers in found}
    copied = "SELECT article_id, layer FROM annotations WHERE copy_of <> ''"
    for (article_id, layer), number in Counter(connection.execute(copied)).items():
        every[article_id][layer] -= number
    return {
        article_id: {layer: number for layer, number in numbers.items() if number}
        for article_id, numbers in every.items()
    }


def totals(connection: sqlite3.Connection) -> dict[str, int]:
    """Return the numbers of rows in the tables that people ask for."""
    return {
        table: connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
        for table in ("articles", "annotations", "annotators", "entities", "links")
    }


def properties(connection: sqlite3.Connection) -> dict[str, str]:
    """Return the rows of the table ``project``."""
    return {str(key): str(value) for key, value in fetch_all(connection, "SELECT key, value FROM project")}


def search_articles(connection: sqlite3.Connection, words: str) -> list[str]:
    """Return the ids of articles with all of ``words`` in their text, each as the beginning of a word."""
    terms = " ".join(f'"{word}"*' for word in _WORD.findall(words))
    if not terms:
        return []
    found = connection.execute(
        "SELECT a.id FROM texts_fts f JOIN texts t ON t.number = f.rowid"
        " JOIN articles a ON a.text_sha256 = t.sha256 WHERE texts_fts MATCH ? ORDER BY a.number",
        (terms,),
    )
    return [row[0] for row in found]


def count_annotations(connection: sqlite3.Connection, wanted: AnnotationFilter) -> int:
    """Return how many annotations the filter lets through."""
    where, values = _where(wanted)
    if wanted.article_ids is not None:
        where += " AND n.article_id IN (SELECT value FROM json_each(:articles))"
        values = {**values, "articles": _json_list(wanted.article_ids)}
    sql = f"SELECT count(*) FROM annotations n WHERE {where}"
    count = int(connection.execute(sql, values).fetchone()[0])
    if wanted.ids is None:  # counted apart: their index is small, and the rows of all others are not read
        count -= int(connection.execute(f"{sql} AND n.copy_of <> ''", values).fetchone()[0])
    return count


def has_annotations_of(connection: sqlite3.Connection, annotator_id: str) -> bool:
    """Say whether somebody has made any annotations."""
    sql = "SELECT EXISTS (SELECT 1 FROM annotations WHERE annotator_id = ?)"
    return bool(connection.execute(sql, (annotator_id,)).fetchone()[0])


def stream_annotations(connection: sqlite3.Connection, wanted: AnnotationFilter) -> Iterator[AnnotationRow]:
    """Yield annotations in reading order, a group of articles at a time."""
    where, values = _where(wanted)
    sql = stream_sql(where if wanted.ids is not None else f"{where} AND n.copy_of = ''")
    for first, last in _groups(connection, wanted):
        group: dict[str, Value] = {"first": first, "last": last}
        yield from _by_id_at_one_place(map(AnnotationRow._make, fetch_all(connection, sql, values | group)))


def _by_id_at_one_place(rows: Iterable[AnnotationRow]) -> Iterator[AnnotationRow]:
    """Yield rows that come by place; those at one place by their ids, not as they were taken in."""
    waiting: list[AnnotationRow] = []
    for row in rows:
        if waiting:
            last = waiting[-1]
            if row.start != last.start or row.end != last.end or row.layer != last.layer:
                yield from sorted(waiting) if len(waiting) > 1 else waiting
                waiting.clear()
        waiting.append(row)
    yield from sorted(waiting)


def stream_sql(where: str = "1") -> str:
    """Return the query behind `stream_annotations`; its order comes from the index alone."""
    columns = ", ".join(f"n.{column}" for column in ANNOTATION_COLUMNS.split(", "))
    return (
        f"SELECT {columns} FROM articles a CROSS JOIN annotations n ON n.article_id = a.id"
        f" WHERE a.number BETWEEN :first AND :last AND {where}"
        ' ORDER BY a.number, n.start, n."end" DESC, n.layer, n.number'
    )


def _where(wanted: AnnotationFilter) -> tuple[str, dict[str, Value]]:
    parts = ["1"]
    values: dict[str, Value] = {}
    for column, chosen in (
        ("layer", wanted.layers),
        ("annotator_id", wanted.annotator_ids),
        ("id", wanted.ids),
    ):
        if chosen is not None:
            parts.append(f"n.{column} IN (SELECT value FROM json_each(:{column}))")
            values[column] = _json_list(chosen)
    return " AND ".join(parts), values


def _groups(connection: sqlite3.Connection, wanted: AnnotationFilter) -> list[tuple[int, int]]:
    """Return ranges of article numbers that hold about `_GROUP` annotations each."""
    found = connection.execute(
        "SELECT a.number, a.id, count(n.number) FROM articles a"
        " CROSS JOIN annotations n ON n.article_id = a.id GROUP BY a.number"
    )
    groups: list[tuple[int, int]] = []
    size = _GROUP
    for number, article_id, count in found:
        if wanted.article_ids is not None and article_id not in wanted.article_ids:
            size = _GROUP
            continue
        if size + count > _GROUP:
            groups.append((number, number))
            size = count
        else:
            groups[-1] = (groups[-1][0], number)
            size += count
    return groups


def _json_list(values: frozenset[str]) -> str:
    return json.dumps(sorted(values))
