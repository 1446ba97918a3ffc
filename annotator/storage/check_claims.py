"""The checks of the codebook, of entities, and of what annotations have of them: values and links."""

import sqlite3
from collections.abc import Callable, Iterator

from annotator.core.codebook import Codebook, Field, FieldType, Layer
from annotator.core.lists import join_list
from annotator.core.model import Annotation, Link
from annotator.storage import codebook_rows, entity_rules
from annotator.storage.check_report import CheckReport
from annotator.storage.codebook_rows import ENTITY_KIND, ITSELF
from annotator.storage.kind import Image, Kind
from annotator.storage.link_rules import unfit
from annotator.storage.rows import (
    CHOICE,
    ENTITY,
    FIELD,
    LAYER,
    LINK_COLUMNS,
    BadText,
    entity,
    fetch_all,
    format_fields,
    link,
)
from annotator.storage.value_rules import faults, takes

Step = Callable[[int, int, str], None]

_EACH = 500
_TYPES = frozenset(kind.value for kind in FieldType)
_FLAGS = ("retired", "required", "several")


class ClaimChecks:
    """Reads the codebook, the entities and the links of a snapshot and reports what does not fit."""

    def __init__(self, connection: sqlite3.Connection, report: CheckReport, step: Step) -> None:
        self._connection = connection
        self._report = report
        self._step = step
        self._book: Codebook | None = None

    @property
    def book(self) -> Codebook:
        """The codebook, as far as it can be read."""
        if self._book is None:
            self._book = codebook_rows.read(self._connection)
        return self._book

    def codebook(self) -> None:
        """Check the rows of the codebook."""
        found = {kind: self._images(kind) for kind in (LAYER, FIELD, CHOICE)}
        for kind, images in found.items():
            self._report.count(kind.table, len(images))
            for image in images:
                for reason in _row_faults(kind, image):
                    self._add("codebook", f"{kind.name} {image['id']}", f"The {kind.name} {reason}.")
        layers = {str(image["id"]) for image in found[LAYER]} | {""}
        fields = {str(image["id"]) for image in found[FIELD]} | {ENTITY_KIND}
        for image in found[FIELD]:
            if image["layer"] not in layers:
                where = f"field {image['id']}"
                self._add("codebook", where, f"The field is of a layer “{image['layer']}” that is not there.")
        for image in found[CHOICE]:
            if image["field"] not in fields:
                where = f"choice {image['id']}"
                self._add(
                    "codebook", where, f"The choice is of a field “{image['field']}” that is not there."
                )

    def entities(self) -> None:
        """Check the entities: their names, kinds and lists, and what they were merged into."""
        kinds = {kind.id for kind in self.book.entity_kinds} | {""}
        columns = ENTITY.columns
        for row in fetch_all(self._connection, f"SELECT {', '.join(columns)} FROM entities ORDER BY number"):
            self._report.count("entities", 1)
            one = entity(row)
            reasons = []
            if BadText in map(type, row):
                reasons.append("holds bytes that are not text")
            if not one.name.strip():
                reasons.append("has no name")
            if one.kind not in kinds:
                reasons.append(f"is of the kind “{one.kind}”, which is not in the codebook")
            if join_list(one.aliases) != row[columns.index("aliases")]:
                reasons.append("has a list of aliases in an unusual form")
            if one.merged_into and entity_rules.in_circle(self._connection, one.id):
                reasons.append("was merged, through others, into itself")
            for reason in reasons:
                self._add("entity", f"entity {one.id}", f"The entity “{one.name}” {reason}.")

    def links(self) -> None:
        """Check the links: their fields, aims and places."""
        total = int(self._connection.execute("SELECT count(*) FROM links").fetchone()[0])
        layers = {layer.id: layer for layer in self.book.layers}
        columns = ", ".join(f"l.{column}" for column in LINK_COLUMNS.split(", "))
        rows = fetch_all(
            self._connection,
            f"SELECT {columns}, n.layer, n.article_id, n.annotator_id, t.layer, t.article_id FROM links l"
            " JOIN annotations n ON n.id = l.annotation_id LEFT JOIN annotations t ON t.id = l.target_id"
            " ORDER BY l.annotation_id, l.field, l.position, l.number",
        )
        expected: dict[tuple[str, str], int] = {}
        for done, (*row, layer_id, article_id, author_id, target_layer, target_article) in enumerate(rows, 1):
            one = link(tuple(row))
            self._report.count("links", 1)
            if done % _EACH == 0 or done == total:
                self._step(done, total, "links")
            reasons = list(_link_faults(one, layers.get(str(layer_id)), str(target_layer or "")))
            if BadText in map(type, row):
                reasons.append("holds bytes that are not text")
            if one.annotator_id != author_id:
                reasons.append("is by somebody else than its annotation")
            if one.target_id and target_article is not None and target_article != article_id:
                reasons.append("points into another article")
            before = expected.get((one.annotation_id, one.field), 0)
            expected[one.annotation_id, one.field] = one.position
            if one.position <= before:
                reasons.append(f"says that it is in place {one.position}, as another one does")
            for reason in reasons:
                self._add("link", f"link {one.id}", f"The link of “{one.field}” {reason}.")

    def annotation(self, one: Annotation, fields_text: str, proposed_text: str) -> Iterator[str]:
        """Yield what is wrong with the values of an annotation whose row can be read, as half sentences."""
        if format_fields(one.fields) != fields_text:
            yield "its values have an unusual form"
        if join_list(sorted(one.proposed)) != proposed_text:
            yield "its list of proposed values has an unusual form"
        layer = self.book.layer(one.layer)
        self._report.count("values", len(one.fields))
        for name, value in one.fields:
            field = layer.field(name) if layer else None
            if layer is not None and not takes(layer, name):
                yield f"its layer has no field “{name}” for values"
            elif field is not None:
                yield from faults(field, value)
        for name in sorted(one.proposed - {name for name, _ in one.fields}):
            yield f"“{name}” is said to be proposed, and has no value"

    def _images(self, kind: Kind) -> list[Image]:
        return [kind.image(row) for row in fetch_all(self._connection, kind.select_sql)]

    def _add(self, kind: str, where: str, sentence: str) -> None:
        self._report.add(kind, where, sentence)


def _row_faults(kind: Kind, image: Image) -> Iterator[str]:
    if BadText in map(type, image.values()):
        yield "holds bytes that are not text"
    if not image["title"] and image["id"] != ITSELF:
        yield "has no title"
    if kind is FIELD and image["type"] not in _TYPES:
        yield f"is of the type “{image['type']}”, which is none"
    owner = {LAYER: "", FIELD: image.get("layer"), CHOICE: image.get("field")}[kind]
    name = image["id"] if kind is LAYER else image["name"]
    if image["id"] != (f"{owner}.{name}" if owner else name):
        yield f"should have the id “{owner}.{name}”"
    for flag in _FLAGS:
        if image.get(flag, 0) not in (0, 1):
            yield f"is “{flag}” neither with 0 nor with 1"


def _link_faults(one: Link, layer: Layer | None, target_layer: str) -> Iterator[str]:
    field: Field | None = layer.field(one.field) if layer else None
    if layer is None:
        return  # said of the annotation
    if field is None or not field.linking:
        yield f"is of a field that “{layer.id}” does not have for links"
        return
    reason = unfit(layer.id, field, one, target_layer)
    if reason is not None and not (one.target_id and not target_layer):
        yield f"does not fit: the field {reason}"
    if not one.aim:
        yield "points to nothing"
