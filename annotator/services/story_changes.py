"""What one entry of the journal changed, with names for ids: what was said before, and after."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from annotator.core.errors import InvalidValue
from annotator.services.story_names import Names
from annotator.storage.journal import Change
from annotator.storage.kind import Image
from annotator.storage.rows import STAMPS, parse_fields

MADE = "made"
REMOVED = "removed"
CHANGED = "changed"
CONFIRMED = "confirmed"

_SHOWN = {
    "article": ("title", "byline", "outlet", "url", "published", "language", "status"),
    "annotator": ("name",),
    "entity": ("name", "kind", "aliases", "role", "country", "wikidata", "note", "merged_into"),
    "reading": ("status",),
    "decision": ("verdict", "gold_id", "reason"),
    "comment": ("text", "state"),
    "assignment": ("assignee_id", "due", "note"),
    "intake": ("name",),
    "layer": ("title", "key", "colour", "shape", "grain", "guideline", "retired"),
    "field": ("title", "type", "guideline", "key", "required", "several", "lines", "retired"),
    "choice": ("title", "definition", "retired"),
}
"""The columns that mean something to a person, by kind, in the order in which they are shown."""
_SAID_WHEN_MADE = frozenset({"reading", "decision", "comment", "assignment"})
"""Kinds of which what they say is told when they are made, not only that they were."""
_HIDDEN = frozenset({"tombstone"})


@dataclass(frozen=True, slots=True)
class Said:
    """One thing that was made, removed, changed or confirmed; words are for the window to find."""

    kind: str
    """Of what: ``annotation``, ``link``, ``article``, ``entity``, ``decision``, ``comment`` and so on."""
    id: str
    what: str
    """`MADE`, `REMOVED`, `CHANGED` or `CONFIRMED`."""
    field: str = ""
    """The column or field that was changed; empty for the whole thing."""
    title: str = ""
    """What the codebook calls the field, if it is one of the codebook's."""
    before: str = ""
    after: str = ""
    about: str = ""
    """A quote, name or title by which a person knows the thing."""
    layer: str = ""
    """The title of the annotation's layer."""
    annotation_id: str = ""
    article_id: str = ""


def said(changes: Iterable[Change], names: Names, *, back: bool = False) -> list[Said]:
    """Return what changes mean; with ``back`` they were taken back: before and after change places."""
    found: list[Said] = []
    changes = list(changes)
    for change in changes:
        names.learn(change)
    for change in changes:
        if back:
            change = Change(change.kind, change.id, change.after, change.before)
        if change.kind in _HIDDEN:
            continue
        teller = {"annotation": _of_annotation, "link": _of_link}.get(change.kind, _of_other)
        found += teller(change, names)
    return _without_doubles(_joined(found))


def _of_annotation(change: Change, names: Names) -> Iterator[Said]:
    whole = change.after or {} if change.before is None else change.before if change.after is None else {}
    image = {**names.image("annotation", change.id), **whole}
    layer_id = str(image.get("layer") or "")
    base = Said(
        *("annotation", change.id, CHANGED),
        about=str(image.get("quote") or ""),
        layer=names.layer(layer_id),
        annotation_id=change.id,
        article_id=str(image.get("article_id") or ""),
    )
    before, after = change.before or {}, change.after or {}
    if change.before is None or change.after is None:
        yield replace(base, what=MADE if change.before is None else REMOVED)
    for column in ("layer", "quote", "note", "tags"):
        old, new = _text(before, column), _text(after, column)
        if column in ("layer", "quote") and (change.before is None or change.after is None):
            continue
        if old != new:
            pair = (names.layer(old), names.layer(new)) if column == "layer" else (old, new)
            yield replace(base, field=column, before=pair[0], after=pair[1])
    if "fragments" in before and "fragments" in after and "quote" not in after:
        yield replace(
            base, field="fragments", before=_text(before, "fragments"), after=_text(after, "fragments")
        )
    yield from _of_values(base, layer_id, before, after, names)


def _of_values(base: Said, layer_id: str, before: Image, after: Image, names: Names) -> Iterator[Said]:
    old, new = _fields(before), _fields(after)
    for id_ in sorted(old.keys() | new.keys()):
        if old.get(id_) != new.get(id_):
            yield replace(
                base,
                field=id_,
                title=names.field_title(layer_id, id_),
                before=names.value(layer_id, id_, old[id_]) if id_ in old else "",
                after=names.value(layer_id, id_, new[id_]) if id_ in new else "",
            )
    if "proposed" in before and "proposed" in after:
        for id_ in sorted(_items(before) - _items(after)):
            if old.get(id_) == new.get(id_):
                yield replace(base, what=CONFIRMED, field=id_, title=names.field_title(layer_id, id_))


def _items(image: Image) -> frozenset[str]:
    return frozenset(item for item in _text(image, "proposed").split("; ") if item)


def _fields(image: Image) -> dict[str, object]:
    try:
        return dict(parse_fields(_text(image, "fields") or "{}"))
    except InvalidValue:
        return {}


def _of_link(change: Change, names: Names) -> Iterator[Said]:
    whole = {**names.image("link", change.id), **(change.before or {}), **(change.after or {})}
    annotation_id, field_id = _text(whole, "annotation_id"), _text(whole, "field")
    annotation = names.image("annotation", annotation_id)
    layer_id = _text(annotation, "layer")
    base = Said(
        *("link", change.id, CHANGED, field_id, names.field_title(layer_id, field_id)),
        about=_text(annotation, "quote"),
        layer=names.layer(layer_id),
        annotation_id=annotation_id,
        article_id=_text(annotation, "article_id"),
    )
    before = names.aim({**whole, **change.before}) if change.before is not None else ""
    after = names.aim({**whole, **change.after}) if change.after is not None else ""
    if before != after:
        yield replace(base, before=before, after=after)
    elif (change.before or {}).get("proposed") == 1 and (change.after or {}).get("proposed") == 0:
        yield replace(base, what=CONFIRMED)


def _of_other(change: Change, names: Names) -> Iterator[Said]:
    before, after = change.before or {}, change.after or {}
    image = {**names.image(change.kind, change.id), **before, **after}
    base = Said(
        *(change.kind, change.id, CHANGED),
        about=_about(change.kind, image, names),
        annotation_id=_text(image, "annotation_id"),
        article_id=change.id if change.kind == "article" else _text(image, "article_id"),
    )
    made, removed = change.before is None, change.after is None
    if made or removed:
        yield replace(base, what=MADE if made else REMOVED)
        if change.kind not in _SAID_WHEN_MADE:
            return
    for column in _SHOWN.get(change.kind, ()):
        if column in STAMPS:
            continue
        old, new = (_shown(one, column, names) for one in (before, after))
        if old != new:
            yield replace(base, field=column, before=old, after=new)


def _about(kind: str, image: Image, names: Names) -> str:
    if kind in ("reading", "comment", "decision"):
        annotation_id = _text(image, "annotation_id")
        quote = names.quote(annotation_id) if annotation_id else ""
        return quote or _text(image, "quote") or names.article(_text(image, "article_id"))
    if kind == "assignment":
        return names.person(_text(image, "assignee_id"))
    return _text(image, "title") or _text(image, "name")


def _shown(image: Image, column: str, names: Names) -> str:
    value = _text(image, column)
    match column:
        case "merged_into":
            return names.entity(value) if value else ""
        case "gold_id":
            return names.quote(value) if value else ""
        case "assignee_id":
            return names.person(value) if value else ""
        case "kind":
            return names.book.kind_title(value) if value else ""
    return value


def _text(image: Image, column: str) -> str:
    value = image.get(column)
    return "" if value is None else str(value)


def _joined(found: list[Said]) -> list[Said]:
    """Return links of one field as one change: what it had before, and what it has after."""
    result: list[Said] = []
    places: dict[tuple[str, str], int] = {}
    for one in found:
        key = (one.annotation_id, one.field)
        if one.kind != "link" or one.what != CHANGED:
            result.append(one)
        elif key in places:
            other = result[places[key]]
            result[places[key]] = replace(
                other, before=_listed(other.before, one.before), after=_listed(other.after, one.after)
            )
        else:
            places[key] = len(result)
            result.append(one)
    return [one for one in result if one.kind != "link" or one.what != CHANGED or one.before != one.after]


def _listed(one: str, other: str) -> str:
    return "; ".join(part for part in (one, other) if part)


def _without_doubles(found: list[Said]) -> list[Said]:
    """Leave out how far somebody is where the article's status says the same."""
    articles = {one.article_id for one in found if one.kind == "article" and one.field == "status"}
    return [one for one in found if one.kind != "reading" or one.article_id not in articles]
