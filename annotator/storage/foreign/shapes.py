"""What a cell of a received file may be at all, before anybody asks what it means."""

import re
from collections.abc import Callable, Mapping
from datetime import date
from functools import lru_cache
from sys import intern

from annotator.core.text import normalise
from annotator.storage.foreign import child
from annotator.storage.foreign.reader import Bad, Row
from annotator.storage.kind import Image, Value

NEWEST_REVISION = 1_000_000_000
"""A row with a higher one was not made by working; ours could not go on from it."""

_NUMBER = 2**31
_SHORT, _LONG = 300, 1_000_000
_TEXT = 20_000_000
_TIME = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})T(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]\.[0-9]{3}Z")
_FIRST_DAY, _LAST_DAY = "1970-01-01", "2199-12-31"
_HASH = re.compile("[0-9a-f]{64}")

_DEFAULTS: Mapping[str, Mapping[str, Value]] = {
    "layers": {"retired": 0, "updated_at": "", "revision": 1},
    "annotations": {"fields": "{}", "proposed": "", "copy_of": ""},
}
"""What columns hold that older formats do not have."""


def _is_text(cell: Value, longest: int) -> bool:
    if not isinstance(cell, str) or len(cell) > longest:
        return False
    if cell.isascii() and cell.isprintable():
        return True
    return normalise(f".{cell}").text == f".{cell}"


def _id(cell: Value) -> bool:
    return (
        _is_text(cell, _SHORT) and isinstance(cell, str) and cell.isprintable() and cell.strip() == cell != ""
    )


def _id_or_nothing(cell: Value) -> bool:
    return cell == "" or _id(cell)


def _id_or_null(cell: Value) -> bool:
    return cell is None or _id(cell)


def _short(cell: Value) -> bool:
    return _is_text(cell, 10_000)


def _long(cell: Value) -> bool:
    return _is_text(cell, _LONG)


def _any_length(cell: Value) -> bool:
    return _is_text(cell, _TEXT)


def _long_or_null(cell: Value) -> bool:
    return cell is None or _long(cell)


def _time(cell: Value) -> bool:
    """Say whether a cell is a moment as `core.ids.now` writes it: others do not sort among ours."""
    found = _TIME.fullmatch(cell) if isinstance(cell, str) else None
    return found is not None and _is_day(found[1])


@lru_cache(4096)
def _is_day(day: str) -> bool:
    try:
        return _FIRST_DAY <= date.fromisoformat(day).isoformat() <= _LAST_DAY
    except ValueError:
        return False


def _time_or_nothing(cell: Value) -> bool:
    return cell == "" or _time(cell)


def _hash(cell: Value) -> bool:
    return isinstance(cell, str) and _HASH.fullmatch(cell) is not None


def _hash_or_nothing(cell: Value) -> bool:
    return cell == "" or _hash(cell)


def _number(cell: Value) -> bool:
    return isinstance(cell, int) and 0 <= cell < _NUMBER


def _flag(cell: Value) -> bool:
    return isinstance(cell, int) and cell in (0, 1)


def _revision(cell: Value) -> bool:
    return isinstance(cell, int) and 1 <= cell <= NEWEST_REVISION


def _one_of(*allowed: str) -> Callable[[Value], bool]:
    return frozenset(allowed).__contains__


_ANYWHERE: dict[str, Callable[[Value], bool]] = {
    **dict.fromkeys(("id", "article_id", "annotator_id", "layer", "assignee_id"), _id),
    **dict.fromkeys(("copy_of", "previous_id", "gold_id"), _id_or_nothing),
    **dict.fromkeys(("merged_into", "target_id", "entity_id"), _id_or_null),
    **dict.fromkeys(("created_at", "updated_at", "deleted_at"), _time),
    **dict.fromkeys(("start", "end", "length", "replaced", "position", "lines"), _number),
    **dict.fromkeys(("retired", "required", "several", "blind"), _flag),
    **dict.fromkeys(("quote", "fragments"), _any_length),
    **dict.fromkeys(("note", "guideline", "definition", "fields", "article_ids", "reason"), _long),
    "revision": _revision,
    "source_sha256": _hash_or_nothing,
    "text_sha256": _hash,
    "sha256": _hash,
    "status": _one_of("todo", "in progress", "done"),
    "verdict": _one_of("accept", "change", "reject"),
    "state": _one_of("open", "resolved"),
    "origin": _one_of("hand", "imported", "suggestion", "propagated"),
}
_IN: dict[tuple[str, str], Callable[[Value], bool]] = {
    ("texts", "text"): _any_length,
    ("comments", "text"): _long,
    ("comments", "annotation_id"): _id_or_nothing,
    ("decisions", "annotation_id"): _id,
    ("links", "annotation_id"): _id,
    ("links", "value"): _long_or_null,
    ("links", "proposed"): _flag,
    ("links", "field"): _id,
    ("choices", "field"): _id,
    ("fields", "layer"): _id_or_nothing,
    ("layers", "updated_at"): _time_or_nothing,
    ("fields", "updated_at"): _time_or_nothing,
    ("choices", "updated_at"): _time_or_nothing,
    ("project", "key"): _id,
}
_RULES: dict[str, dict[str, Callable[[Value], bool]]] = {
    table: {name: _IN.get((table, name)) or _ANYWHERE.get(name, _short) for name, _ in columns}
    for table, (_, columns) in child.TABLES.items()
}
_TIMES = (_time, _time_or_nothing)
_NOTHING = "nothing that can stand there"
_REPEATED = ("article_id", "annotator_id", "layer", "annotation_id", "field", "origin", "fields")


def sound(row: Row) -> Image | Bad:
    """Return the cells of a row with all columns of the newest format, or what is wrong with it."""
    rules = _RULES[row.table]
    cells = row.cells
    for name, rule in rules.items():
        if name in cells:
            if not rule(cells[name]):
                reason = "no time in UTC between 1970 and 2199" if rule in _TIMES else _NOTHING
                return _bad(row, f"its “{name}” is {reason}")
        else:
            cells[name] = _DEFAULTS[row.table][name]
    for name in _REPEATED:
        cell = cells.get(name)
        if isinstance(cell, str):
            cells[name] = intern(cell)
    return cells


def _bad(row: Row, reason: str) -> Bad:
    id_ = row.cells.get("id", row.cells.get("sha256", ""))
    shown = "".join(one for one in str(id_)[:100] if one.isprintable())
    return Bad(row.table, shown, reason)
