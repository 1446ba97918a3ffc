"""The codebook file: TOML to layers."""

import re
import tomllib
from pathlib import Path

from annotator.core.errors import UnreadableInput
from annotator.core.model import Layer

FORMAT = 1

COLOURS = ("amber", "blue", "green")
SHAPES = ("fill", "underline", "dotted", "box")
GRAINS = ("sentence", "word")

RESERVED_IDS = frozenset(("annotation", "article", "paragraph", "character", "statu", "title"))
"""Ids whose plural would be taken for a table or a column that is there already."""

_ID = re.compile(r"[a-z][a-z0-9_]{0,39}")
_FIELDS = ("id", "title", "key", "colour", "shape", "grain")


def read_codebook(path: Path) -> list[Layer]:
    """Return the layers of the codebook at ``path``, in its order.

    Raises:
        UnreadableInput: if it is no codebook, saying what is wrong where.
    """
    try:
        return parse_codebook(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise UnreadableInput(f"The codebook {path.name} cannot be read: {error}.") from error


def parse_codebook(source: str) -> list[Layer]:
    """Return the layers of a codebook's TOML text, in its order.

    Raises:
        UnreadableInput: if it is no codebook, saying what is wrong where.
    """
    try:
        document = tomllib.loads(source)
    except tomllib.TOMLDecodeError as error:
        raise _bad(f"it is not TOML: {error}") from error
    version = document.get("format")
    if version != FORMAT:
        raise _bad(f"its format is {version!r}, and this version of Annotator knows {FORMAT}")
    tables = document.get("layer")
    if not isinstance(tables, list) or not tables:
        raise _bad("it has no [[layer]]")
    layers = [_layer(number, table) for number, table in enumerate(tables, start=1)]
    for name in ("id", "key", "title"):
        values = [str(getattr(layer, name)).casefold() for layer in layers]
        twice = next((value for value in values if values.count(value) > 1), None)
        if twice is not None:
            raise _bad(f"two layers have the {name} “{twice}”")
    return layers


def _layer(number: int, table: object) -> Layer:
    where = f"layer {number}"
    if not isinstance(table, dict):
        raise _bad(f"{where} is not a table")
    values: dict[str, str] = {}
    for name in (*_FIELDS, "guideline"):
        value = table.get(name, "" if name == "guideline" else None)
        if not isinstance(value, str) or (not value.strip() and name != "guideline"):
            raise _bad(f"{where} has no {name}")
        values[name] = value.strip()
    if not _ID.fullmatch(values["id"]) or values["id"] in RESERVED_IDS:
        raise _bad(f"{where} cannot have the id “{values['id']}”")
    if len(values["key"]) != 1 or not values["key"].isalnum():
        raise _bad(f"{where}: its key is one letter or digit, not “{values['key']}”")
    for name, known in (("colour", COLOURS), ("shape", SHAPES), ("grain", GRAINS)):
        if values[name] not in known:
            raise _bad(f"{where}: its {name} is one of {', '.join(known)}, not “{values[name]}”")
    return Layer(**values)


def _bad(reason: str) -> UnreadableInput:
    return UnreadableInput(f"This is not a codebook that can be used: {reason}.")
