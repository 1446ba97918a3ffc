"""Which values an annotation may have: those of its layer's fields, and no others."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from annotator.core.codebook import ANCHOR, DATE, NO, RULE, YES, Field, FieldType, Layer
from annotator.core.errors import InvalidValue, ProjectDamaged
from annotator.core.model import Annotation
from annotator.core.model import Value as FieldValue
from annotator.storage.kind import Image
from annotator.storage.rows import NO_FIELDS, parse_fields

BESIDE: Mapping[str, frozenset[str]] = {DATE: frozenset({RULE, ANCHOR})}
"""What annotations of a layer keep among their values without its being a field."""


def refuse_unknown(annotation: Annotation, layer: Layer) -> None:
    """Refuse a value of a field that the layer does not have.

    Raises:
        InvalidValue: if there is one.
    """
    names = {name for name, _ in annotation.fields} | annotation.proposed
    for name in sorted(names):
        if not takes(layer, name):
            raise InvalidValue(
                f"There is no field “{name}” for values of “{layer.title}”; nothing was saved."
            )


def takes(layer: Layer, name: str) -> bool:
    """Say whether annotations of a layer may have a value of this name."""
    if name in BESIDE.get(layer.id, ()):
        return True
    field = layer.field(name)
    return field is not None and not field.linking


def fitted(annotation: Annotation, present: Image, layers: Mapping[str, Layer]) -> Annotation:
    """Return a changed annotation without the values that its layer does not take.

    What was stored stays, also where the codebook does not know it, unless the layer is another now.

    Raises:
        ProjectDamaged: if the values that are stored cannot be read; they would be written over.
    """
    stored = _stored_names(present)
    layer = layers.get(annotation.layer)
    if layer is None or not (annotation.fields or annotation.proposed):
        return annotation
    before = layers.get(str(present["layer"]))
    moved = annotation.layer != present["layer"]
    kept = []
    for name, value in annotation.fields:
        if moved:
            wanted = before is not None and _means_the_same(before, layer, name, value)
        else:
            wanted = name in stored or takes(layer, name)
        if wanted:
            kept.append((name, value))
    return replace(
        annotation,
        fields=tuple(kept),
        proposed=annotation.proposed & {name for name, _ in kept},
    )


def links_kept(old: Layer | None, new: Layer | None) -> frozenset[str]:
    """Return the linking fields that two layers have in common."""
    if old is None or new is None:
        return frozenset()
    same = (one for one in new.fields if one.linking and (was := old.field(one.id)) and was.type is one.type)
    return frozenset(one.id for one in same)


def faults(field: Field, value: FieldValue) -> Iterator[str]:
    """Yield in what way a stored value is none of its field, as half sentences."""
    if (field.type is FieldType.CHOICES) == isinstance(value, str):
        yield f"its value of “{field.id}” is {'one text' if isinstance(value, str) else 'a list'}"
        return
    if field.type in (FieldType.CHOICE, FieldType.CHOICES):
        for one in (value,) if isinstance(value, str) else value:
            if field.choice(one) is None:
                yield f"its value “{one[:60]}” of “{field.id}” is not in the codebook"
    elif field.type is FieldType.YES_NO and value not in (YES, NO):
        yield f"its value of “{field.id}” is neither {YES} nor {NO}"


def _stored_names(present: Image) -> frozenset[str]:
    if present["fields"] == NO_FIELDS:
        return frozenset()
    try:
        return frozenset(name for name, _ in parse_fields(str(present["fields"])))
    except InvalidValue as error:
        raise ProjectDamaged(
            "The values of this annotation cannot be read, so it was left as it is;"
            " “annotator check” lists what is broken."
        ) from error


def _means_the_same(old: Layer, new: Layer, name: str, value: FieldValue) -> bool:
    was, now = old.field(name), new.field(name)
    if was is None or now is None or was.type is not now.type or now.linking:
        return False
    return not list(faults(now, value))
