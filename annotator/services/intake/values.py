"""The values of an annotation's fields, from the cells of a table to what is stored."""

from annotator.core.codebook import Field, FieldType, Layer
from annotator.core.errors import InvalidValue
from annotator.core.model import Value
from annotator.core.text import normalise
from annotator.formats.csv_annotations import CsvAnnotation
from annotator.formats.csv_cells import shown
from annotator.formats.layer_columns import beside_fields
from annotator.services import fields


def values_in(row: CsvAnnotation, layer: Layer) -> tuple[tuple[str, Value], ...]:
    """Return the values of a row's fields as they are stored.

    Raises:
        InvalidValue: if the codebook has no such field, or it does not take its value.
    """
    found: list[tuple[str, Value]] = []
    for name, items in row.values:
        field = layer.field(name)
        if field is not None and not field.linking:
            value = _taken(field, items)
        elif field is None and name in beside_fields(layer.id) and len(items) == 1:
            value = normalise(items[0]).text.strip()
        else:
            raise InvalidValue(f"“{layer.title}” has no field “{shown(name)}” for values in this project.")
        if value:
            found.append((name, value))
    return tuple(sorted(found))


def unconfirmed_in(row: CsvAnnotation, layer: Layer, values: tuple[tuple[str, Value], ...]) -> frozenset[str]:
    """Return which of these values are only proposals; links say it of themselves.

    Raises:
        InvalidValue: if something is named that is no field.
    """
    for name in row.unconfirmed:
        if layer.field(name) is None and name not in beside_fields(layer.id):
            raise InvalidValue(
                f"Its “unconfirmed” names “{shown(name)}”, which is no field of “{layer.title}”."
            )
    return frozenset(name for name, _ in values if name in row.unconfirmed)


def _taken(field: Field, items: tuple[str, ...]) -> Value:
    if field.type is FieldType.CHOICES:
        fields.checked(field, items)
        return tuple(dict.fromkeys(items))  # in the order in which they were stored
    if len(items) != 1:
        raise InvalidValue(f"“{field.title}” takes one value, not {len(items)}.")
    return fields.checked(field, items[0].replace("\r\n", "\n"))
