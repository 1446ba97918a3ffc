"""Entities of colleagues' files: in the form in which ours are stored, by the same rules."""

from dataclasses import replace

from annotator.core.codebook import Codebook
from annotator.core.errors import InvalidValue
from annotator.core.model import Entity
from annotator.core.names import clean_name
from annotator.services.entities import checked
from annotator.storage.kind import Row
from annotator.storage.rows import ENTITY, entity

_ANY = Codebook("", ())
"""Which kinds there are is asked elsewhere."""


def cleaned(row: Row, ours: Row | None) -> Row:
    """Return an entity in the form in which it is stored, names without signs that nobody sees.

    A cell that is just as in ``ours`` stays as it is, and so does a row that is not sound.
    """
    one = entity(row)
    if row == ours or ENTITY.values(one) != row:
        return row
    try:
        sound = _checked(one)
    except InvalidValue:
        return row
    stored = ENTITY.values(sound)
    if ours is None:
        return stored
    return tuple(
        theirs if theirs == kept else clean for theirs, kept, clean in zip(row, ours, stored, strict=True)
    )


def unsound(one: Entity) -> str | None:
    """Say what is wrong with an entity's values, as half a sentence; None if nothing is."""
    try:
        _checked(one)
    except InvalidValue as error:
        reason = str(error).rstrip(".")
        return reason[:1].lower() + reason[1:]
    return None


def _checked(one: Entity) -> Entity:
    clean = replace(one, kind="", name=clean_name(one.name), aliases=tuple(map(clean_name, one.aliases)))
    return replace(checked(clean, _ANY), kind=one.kind)
