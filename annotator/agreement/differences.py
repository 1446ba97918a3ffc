"""What kind of difference there is between the marks of a unit.

The kinds, in the order in which they are named and shown:

*Only one has it*: an annotator who has read the article has no mark in the unit. (With more than two
annotators: some have one, some do not.)

*Other boundaries*: the fragments of the marks are not all the same, code point for code point.

*Other layer*: the marks are not all on the same layer.

*Other speaker*, *other date value*, *other field*: two marks on the same layer do not say the same for a
field. To say nothing where another says something is a difference too. For a field with several values, all
of them have to be the same. Marks on different layers have different fields, so what they say is not
compared.

*Same*: none of these.
"""

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

from annotator.agreement.marks import Mark
from annotator.agreement.units import Unit
from annotator.core.codebook import CLAIM, DATE, SPEAKER, VALUE

LayerField = tuple[str, str]
"""The id of a layer and that of one of its fields: two layers can have a field of the same id."""

SPEAKER_FIELDS: frozenset[LayerField] = frozenset({(CLAIM, SPEAKER)})
"""The fields that hold a speaker in every codebook."""
DATE_FIELDS: frozenset[LayerField] = frozenset({(DATE, VALUE)})
"""The fields that hold a date in every codebook; others depend on the codebook, such as links to dates."""


class Kind(StrEnum):
    """A kind of difference; the order of the members is the order in which they are shown."""

    ONLY_ONE = "only one has it"
    OTHER_BOUNDARIES = "other boundaries"
    OTHER_LAYER = "other layer"
    OTHER_SPEAKER = "other speaker"
    OTHER_DATE = "other date value"
    OTHER_FIELD = "other field"
    SAME = "same"


ORDER = {kind: place for place, kind in enumerate(Kind)}


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing in which the marks of a unit are not the same; ``field`` is the id of the field, if any."""

    kind: Kind
    field: str = ""


def differences(
    unit: Unit,
    date_fields: Collection[LayerField] = DATE_FIELDS,
    speaker_fields: Collection[LayerField] = SPEAKER_FIELDS,
) -> tuple[Difference, ...]:
    """Return in what the marks of a unit differ: by kind, and fields of one kind by their ids.

    Nothing means that they are the same, or that only one person has read the article: see `Unit.compared`.
    """
    marks = unit.marks
    found: list[Difference] = []
    if len(marks) < len(unit.readers):
        found.append(Difference(Kind.ONLY_ONE))
    first = marks[0]
    if any(mark.fragments != first.fragments for mark in marks):
        found.append(Difference(Kind.OTHER_BOUNDARIES))
    if any(mark.layer != first.layer for mark in marks):
        found.append(Difference(Kind.OTHER_LAYER))
        fields = {
            one for layer in {mark.layer for mark in marks} for one in _fields(_on(marks, layer), layer)
        }
    else:
        fields = _fields(marks, first.layer)
    if fields:
        named = {Difference(_kind(one, date_fields, speaker_fields), one[1]) for one in fields}
        found.extend(sorted(named, key=lambda one: (ORDER[one.kind], one.field)))
    return tuple(found)


def leading(found: tuple[Difference, ...]) -> Kind:
    """Return the kind by which a unit is sorted and shown: its first difference, or `Kind.SAME`."""
    return found[0].kind if found else Kind.SAME


def _on(marks: tuple[Mark, ...], layer: str) -> tuple[Mark, ...]:
    """Return the marks on a layer."""
    return tuple(mark for mark in marks if mark.layer == layer)


def _fields(marks: tuple[Mark, ...], layer: str) -> set[LayerField]:
    """Return the fields for which marks on one layer do not all say the same."""
    values = marks[0].values
    if all(mark.values == values for mark in marks):
        return set()
    said = [dict(mark.values) for mark in marks]
    fields = {field for one in said for field in one}
    return {(layer, field) for field in fields if len({one.get(field) for one in said}) > 1}


def _kind(
    field: LayerField, date_fields: Collection[LayerField], speaker_fields: Collection[LayerField]
) -> Kind:
    """Return what a difference in a field is called."""
    if field in speaker_fields:
        return Kind.OTHER_SPEAKER
    if field in date_fields:
        return Kind.OTHER_DATE
    return Kind.OTHER_FIELD
