"""The codebook as rows of the tables ``layers``, ``fields`` and ``choices``, and back.

The id of a field is that of its layer and its own, ``claim.mode``; that of a choice adds a third
part, ``claim.mode.direct``. The kinds of entity are the choices of ``entity.kind``, and the row
``codebook`` of the fields, on no layer, has the title and guideline of the codebook itself.
"""

import sqlite3
from collections.abc import Iterator, Sequence

from annotator.core.codebook import Choice, Codebook, Field, FieldType, Layer
from annotator.storage.journal import Change
from annotator.storage.kind import Image, Kind, Value
from annotator.storage.rows import CHOICE, CODEBOOK, FIELD, LAYER, fetch_all

ENTITY_KIND = "entity.kind"
ITSELF = "codebook"

_TYPES = {kind.value: kind for kind in FieldType}


def images(book: Codebook) -> dict[Kind, dict[str, Image]]:
    """Return the rows that a codebook is made of, by kind and id, without their stamps."""
    itself = Field(ITSELF, book.title, FieldType.TEXT, guideline=book.guideline)
    result: dict[Kind, dict[str, Image]] = {LAYER: {}, FIELD: {}, CHOICE: {}}
    result[FIELD][ITSELF] = _field_image(itself, ITSELF, "", 0)
    for position, layer in enumerate(book.layers, 1):
        result[LAYER][layer.id] = _layer_image(layer, position)
        for place, field in enumerate(layer.fields, 1):
            id_ = f"{layer.id}.{field.id}"
            result[FIELD][id_] = _field_image(field, id_, layer.id, place)
            result[CHOICE].update(_choice_images(field.choices, id_))
    result[CHOICE].update(_choice_images(book.entity_kinds, ENTITY_KIND))
    return result


def read(connection: sqlite3.Connection) -> Codebook:
    """Return the codebook of an open file."""
    choices: dict[str, list[Choice]] = {}
    for field, name, title, definition, retired in fetch_all(
        connection, "SELECT field, name, title, definition, retired FROM choices ORDER BY position, id"
    ):
        choice = Choice(str(name), str(title), str(definition), bool(retired))
        choices.setdefault(str(field), []).append(choice)
    fields: dict[str, list[Field]] = {}
    for id_, layer, *rest in fetch_all(
        connection,
        "SELECT id, layer, name, title, type, guideline, key, required, several, lines, retired"
        " FROM fields ORDER BY position, id",
    ):
        fields.setdefault(str(layer), []).append(_field(rest, tuple(choices.get(str(id_), ()))))
    layers = fetch_all(
        connection,
        "SELECT id, title, key, colour, shape, grain, guideline, retired FROM layers ORDER BY position, id",
    )
    itself = next(iter(fields.get("", ())), None)
    return Codebook(
        title=itself.title if itself else "",
        layers=tuple(_layer(row, tuple(fields.get(str(row[0]), ()))) for row in layers),
        entity_kinds=tuple(choices.get(ENTITY_KIND, ())),
        guideline=itself.guideline if itself else "",
    )


def insert_all(connection: sqlite3.Connection, book: Codebook, at: str) -> None:
    """Write a codebook into a new file that has none."""
    for kind, found in images(book).items():
        stamped = [{**image, "updated_at": at, "revision": 1} for image in found.values()]
        connection.executemany(kind.insert_sql, [[row[name] for name in kind.columns] for row in stamped])


def differences(connection: sqlite3.Connection, book: Codebook, at: str) -> Iterator[Change]:
    """Yield what has to change in an open file for ``book`` to be its codebook, in a safe order."""
    wanted = images(book)
    found = {kind: _stored(connection, kind) for kind in CODEBOOK}
    for kind in CODEBOOK:
        for id_, image in wanted[kind].items():
            present = found[kind].get(id_)
            if present is None:
                yield Change(kind.name, id_, None, image | {"updated_at": at, "revision": 1})
                continue
            after = {column: value for column, value in image.items() if present[column] != value}
            if after:
                after |= {"updated_at": at, "revision": int(present["revision"] or 0) + 1}
                yield Change(kind.name, id_, {column: present[column] for column in after}, after)
    for kind in reversed(CODEBOOK):
        for id_ in sorted(found[kind].keys() - wanted[kind].keys()):
            yield Change(kind.name, id_, found[kind][id_], None)


def _stored(connection: sqlite3.Connection, kind: Kind) -> dict[str, Image]:
    stored = (kind.image(row) for row in fetch_all(connection, kind.select_sql))
    return {str(image["id"]): image for image in stored}


def _layer_image(layer: Layer, position: int) -> Image:
    return {
        **{"id": layer.id, "position": position, "title": layer.title, "key": layer.key},
        **{"colour": layer.colour, "shape": layer.shape, "grain": layer.grain},
        **{"guideline": layer.guideline, "retired": int(layer.retired)},
    }


def _field_image(field: Field, id_: str, layer: str, position: int) -> Image:
    return {
        **{"id": id_, "layer": layer, "position": position, "name": field.id, "title": field.title},
        **{"type": field.type.value, "guideline": field.guideline, "key": field.key},
        **{"required": int(field.required), "several": int(field.several), "lines": field.lines},
        "retired": int(field.retired),
    }


def _choice_images(choices: Sequence[Choice], field: str) -> dict[str, Image]:
    return {
        f"{field}.{choice.id}": {
            **{"id": f"{field}.{choice.id}", "field": field, "position": position, "name": choice.id},
            **{"title": choice.title, "definition": choice.definition, "retired": int(choice.retired)},
        }
        for position, choice in enumerate(choices, 1)
    }


def _layer(row: tuple[Value, ...], fields: tuple[Field, ...]) -> Layer:
    id_, title, key, colour, shape, grain, guideline, retired = row
    return Layer(
        *(str(id_), str(title), str(key), str(colour), str(shape), str(grain), str(guideline)),
        fields,
        bool(retired),
    )


def _field(row: Sequence[Value], choices: tuple[Choice, ...]) -> Field:
    name, title, type_, guideline, key, required, several, lines, retired = row
    return Field(
        *(str(name), str(title), _TYPES.get(str(type_), FieldType.TEXT), choices),
        guideline=str(guideline),
        key=str(key),
        required=bool(required),
        several=bool(several),
        lines=int(lines or 1),
        retired=bool(retired),
    )
