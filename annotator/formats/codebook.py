"""The codebook file: TOML to a codebook, and back."""

import re
import tomllib
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

from annotator.core.codebook import ACTOR, CLAIM, DATE, Choice, Codebook, Field, FieldType, Layer
from annotator.core.errors import UnreadableInput

FORMAT = 2
"""What is written. Format 1 had layers without fields, and is still read."""

COLOURS = ("amber", "blue", "green", "vermilion", "purple", "sky", "yellow", "grey")
SHAPES = ("fill", "underline", "dotted", "box")
GRAINS = ("sentence", "word")

RESERVED_IDS = frozenset(
    ("annotation", "article", "paragraph", "character", "statu", "title", "entitie", "link", "entity")
)
"""Ids whose plural would be taken for a table or a column that is there already."""

RESERVED_KEYS = frozenset("NF")
"""Letters that do something else in the article."""

NEEDED = (CLAIM, ACTOR, DATE)
"""The layers that every codebook has."""

_ID = re.compile(r"[a-z][a-z0-9_]{0,39}")
_TEXTS = ("id", "key", "title", "colour", "shape", "grain")

_Table = Mapping[str, object]


def read_codebook(path: Path) -> Codebook:
    """Return the codebook in the file at ``path``.

    Raises:
        UnreadableInput: if it is no codebook, saying what is wrong where.
    """
    try:
        return parse_codebook(path.read_text("utf-8-sig"))
    except (OSError, UnicodeDecodeError) as error:
        raise UnreadableInput(f"The codebook {path.name} cannot be read: {error}.") from error


def parse_codebook(source: str) -> Codebook:
    """Return the codebook in a TOML text.

    Raises:
        UnreadableInput: if it is no codebook, saying what is wrong where.
    """
    try:
        document = tomllib.loads(source)
    except tomllib.TOMLDecodeError as error:
        raise _bad(f"it is not TOML: {error}") from error
    version = document.get("format")
    if version not in (1, FORMAT):
        raise _bad(f"its format is {version!r}, and this program reads formats 1 and {FORMAT}")
    tables = _tables(document, "layer", "it")
    if not tables:
        raise _bad("it has no [[layer]]")
    book = Codebook(
        title=_text(document, "title", "it", needed=False),
        layers=tuple(_layer(number, table) for number, table in enumerate(tables, start=1)),
        entity_kinds=_choices(document, "entity_kind", "it"),
        guideline=_text(document, "guideline", "it", needed=False),
    )
    problem = fault(book)
    if problem is not None:
        raise _bad(problem)
    return book


def fault(book: Codebook) -> str | None:
    """Say why a codebook cannot be used, as half a sentence; None if it can."""
    groups: list[tuple[str, Sequence[Layer | Field | Choice]]] = [
        ("layers", book.layers),
        ("kinds of entity", book.entity_kinds),
    ]
    for layer in book.layers:
        groups.append((f"fields of “{layer.title}”", layer.fields))
        groups += [(f"values of “{one.title}”", one.choices) for one in layer.fields]
    for what, things in groups:
        twice = _twice([thing.id for thing in things])
        if twice is not None:
            return f"two {what} have the id “{twice}”"
        twice = _twice([thing.title.casefold() for thing in things if not thing.retired])
        if twice is not None:
            return f"two {what} have the title “{twice}”"
    missing = [id_ for id_ in NEEDED if book.layer(id_) is None]
    if missing:
        return f"it lacks the layer “{missing[0]}”, which every codebook has"
    return _fault_of_keys(book)


def _fault_of_keys(book: Codebook) -> str | None:
    taken = {layer.key.upper(): f"marks “{layer.title}”" for layer in book.marking}
    if len(taken) < len(book.marking):
        twice = _twice([layer.key.upper() for layer in book.marking])
        return f"two layers have the key “{twice}”"
    for layer in book.marking:
        if layer.key.upper() in RESERVED_KEYS:
            return f"the key “{layer.key}” of the layer “{layer.title}” does something else in the article"
        seen = dict(taken)
        for one in layer.shown:
            key = one.key.upper()
            if key and (key in seen or key in RESERVED_KEYS):
                use = seen.get(key, "does something else in the article")
                return f"the key “{one.key}” of the field “{one.title}” already {use}"
            if key:
                seen[key] = f"goes to “{one.title}”"
    return None


def write_codebook(book: Codebook) -> str:
    """Return a codebook as TOML; `parse_codebook` gives the same codebook back."""
    import tomli_w

    document: dict[str, object] = {"format": FORMAT, "title": book.title}
    if book.guideline:
        document["guideline"] = book.guideline
    document["entity_kind"] = [_choice_table(one) for one in book.entity_kinds]
    document["layer"] = [_layer_table(layer) for layer in book.layers]
    return tomli_w.dumps(document, multiline_strings=False)


def _layer_table(layer: Layer) -> dict[str, object]:
    table: dict[str, object] = {name: getattr(layer, name) for name in _TEXTS}
    if layer.guideline:
        table["guideline"] = layer.guideline
    if layer.retired:
        table["retired"] = True
    if layer.fields:
        table["field"] = [_field_table(one) for one in layer.fields]
    return table


def _field_table(one: Field) -> dict[str, object]:
    table: dict[str, object] = {"id": one.id, "title": one.title, "type": one.type.value}
    for name in ("key", "guideline"):
        if getattr(one, name):
            table[name] = getattr(one, name)
    for name in ("required", "several", "retired"):
        if getattr(one, name):
            table[name] = True
    if one.lines != 1:
        table["lines"] = one.lines
    if one.choices:
        table["choice"] = [_choice_table(choice) for choice in one.choices]
    return table


def _choice_table(choice: Choice) -> dict[str, object]:
    table: dict[str, object] = {"id": choice.id, "title": choice.title}
    if choice.definition:
        table["definition"] = choice.definition
    if choice.retired:
        table["retired"] = True
    return table


def _layer(number: int, table: _Table) -> Layer:
    where = f"layer {number}"
    values = {name: _text(table, name, where) for name in _TEXTS}
    if not _ID.fullmatch(values["id"]) or values["id"] in RESERVED_IDS:
        raise _bad(f"{where} cannot have the id “{values['id']}”")
    _check_key(values["key"], where)
    for name, known in (("colour", COLOURS), ("shape", SHAPES), ("grain", GRAINS)):
        if values[name] not in known:
            raise _bad(f"{where}: its {name} is one of {', '.join(known)}, not “{values[name]}”")
    fields = _tables(table, "field", where)
    return Layer(
        **values,
        guideline=_text(table, "guideline", where, needed=False),
        fields=tuple(_field(values["id"], place, one) for place, one in enumerate(fields, start=1)),
        retired=_flag(table, "retired", where),
    )


def _field(layer: str, number: int, table: _Table) -> Field:
    where = f"field {number} of “{layer}”"
    id_ = _text(table, "id", where)
    if not _ID.fullmatch(id_):
        raise _bad(f"{where} cannot have the id “{id_}”")
    type_ = _text(table, "type", where)
    if type_ not in (known.value for known in FieldType):
        raise _bad(f"{where}: its type is one of {', '.join(FieldType)}, not “{type_}”")
    choices = _choices(table, "choice", where)
    takes_choices = type_ in (FieldType.CHOICE, FieldType.CHOICES)
    if takes_choices != bool(choices):
        raise _bad(f"{where} is of the type “{type_}” and has {'' if choices else 'no '}[[choice]]")
    key = _text(table, "key", where, needed=False)
    if key:
        _check_key(key, where)
    lines = table.get("lines", 1)
    if not isinstance(lines, int) or not 1 <= lines <= 20:
        raise _bad(f"{where}: its lines are a number from 1 to 20")
    return Field(
        *(id_, _text(table, "title", where), FieldType(type_), choices),
        guideline=_text(table, "guideline", where, needed=False),
        key=key,
        required=_flag(table, "required", where),
        several=_flag(table, "several", where),
        lines=lines,
        retired=_flag(table, "retired", where),
    )


def _choices(table: _Table, name: str, where: str) -> tuple[Choice, ...]:
    result = []
    for number, one in enumerate(_tables(table, name, where), start=1):
        place = f"{name} {number} of {where}"
        id_ = _text(one, "id", place)
        if not _ID.fullmatch(id_):
            raise _bad(f"{place} cannot have the id “{id_}”")
        definition = _text(one, "definition", place, needed=False)
        result.append(Choice(id_, _text(one, "title", place), definition, _flag(one, "retired", place)))
    return tuple(result)


def _check_key(key: str, where: str) -> None:
    if len(key) != 1 or not key.isalnum():
        raise _bad(f"{where}: its key is one letter or digit, not “{key}”")


def _tables(table: _Table, name: str, where: str) -> Sequence[_Table]:
    found = table.get(name, [])
    if not isinstance(found, list):
        raise _bad(f"“{name}” of {where} is not a list of tables: write [[{name}]]")
    for number, one in enumerate(found, start=1):
        if not isinstance(one, dict):
            raise _bad(f"{name} {number} is not a table")
    return found


def _text(table: _Table, name: str, where: str, *, needed: bool = True) -> str:
    value = table.get(name, None if needed else "")
    if not isinstance(value, str) or (needed and not value.strip()):
        raise _bad(f"{where} has no {name}")
    return value.strip()


def _flag(table: _Table, name: str, where: str) -> bool:
    value = table.get(name, False)
    if not isinstance(value, bool):
        raise _bad(f"{where}: “{name}” is true or false")
    return value


def _twice(values: Sequence[str]) -> str | None:
    counts = Counter(values)
    return next((value for value in values if counts[value] > 1), None)


def _bad(reason: str) -> UnreadableInput:
    return UnreadableInput(f"This is not a codebook that can be used: {reason}.")
