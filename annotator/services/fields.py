"""What is recorded for an annotation besides its span: the values of its fields, and its links."""

import re
from collections.abc import Collection, Iterable, Sequence
from contextlib import AbstractContextManager
from dataclasses import replace
from decimal import Decimal, InvalidOperation
from typing import NamedTuple

from annotator.core.codebook import (
    ANCHOR,
    DATE,
    KIND,
    NO,
    RULE,
    SPEAKER,
    UNATTRIBUTED,
    VALUE,
    YES,
    Codebook,
    Field,
    FieldType,
)
from annotator.core.errors import InvalidValue, NotFound
from annotator.core.ids import new_id
from annotator.core.model import Annotation, Link, Value, with_field
from annotator.core.text import normalise, single_line
from annotator.storage.journal import Act
from annotator.storage.project import Project
from annotator.storage.transaction import Transaction

LONGEST = 100_000
"""Characters that a text field takes."""

_BETWEEN_THOUSANDS = re.compile(r"(?<=\d)\s(?=\d{3}(?!\d))")

BY_HAND = "by hand"
"""The rule of a date value that a person typed."""


class Aim(NamedTuple):
    """What a link is to point to; exactly one of the three is given."""

    target_id: str = ""
    entity_id: str = ""
    value: str = ""


NOBODY = Aim(value=UNATTRIBUTED)
"""The aim of a speaker who is known not to be named."""


def links_by_annotation(project: Project, article_id: str) -> dict[str, list[Link]]:
    """Return the links of an article's annotations by the annotation's id, each in its field's order."""
    found: dict[str, list[Link]] = {}
    for link in project.links(article_id):
        found.setdefault(link.annotation_id, []).append(link)
    return found


def checked(field: Field, value: Value) -> Value:
    """Return ``value`` in the form in which it is stored; empty stays empty.

    Raises:
        InvalidValue: if the field does not take it, saying what was expected.
    """
    if field.linking:
        raise InvalidValue(f"“{field.title}” takes a link, not a value.")
    if field.type is FieldType.CHOICES:
        wanted = (value,) if isinstance(value, str) and value else tuple(value)
        for one in wanted:
            _known_choice(field, one)
        return tuple(choice.id for choice in field.choices if choice.id in wanted)
    if not isinstance(value, str):
        raise InvalidValue(f"“{field.title}” takes one value, not {len(value)}.")
    if field.type is FieldType.TEXT:
        return _text(field, value)
    value = single_line(value)
    if not value:
        return ""
    if field.type is FieldType.CHOICE:
        _known_choice(field, value)
    elif field.type is FieldType.YES_NO and value not in (YES, NO):
        raise InvalidValue(f"“{field.title}” is {YES} or {NO}, not “{value[:60]}”.")
    elif field.type is FieldType.NUMBER:
        return _number(field, value)
    elif field.type is FieldType.EDTF:
        from annotator.formats import edtf_values

        return edtf_values.check(value)
    return value


def _known_choice(field: Field, value: str) -> None:
    if field.choice(value) is None:
        known = ", ".join(choice.id for choice in field.choices if not choice.retired)
        raise InvalidValue(f"“{value[:60]}” is no value of “{field.title}”; it is one of {known}.")


def _text(field: Field, value: str) -> str:
    text = normalise(value).text.strip()
    if len(text) > LONGEST:
        raise InvalidValue(f"“{field.title}” takes up to {LONGEST:,} characters; this has {len(text):,}.")
    return text


def _number(field: Field, value: str) -> str:
    try:
        number = Decimal(_BETWEEN_THOUSANDS.sub("", value).replace("−", "-"))
    except InvalidOperation:
        number = Decimal("NaN")
    if not number.is_finite():
        raise InvalidValue(f"“{field.title}” is a number such as 12 or -3.5, not “{value[:60]}”.")
    return str(number)


def takes_choice(book: Codebook, layer_id: str, field_id: str, value: str) -> bool:
    """Say whether a codebook has a field with this choice, so that it can be proposed."""
    field = book.field(layer_id, field_id)
    return field is not None and field.type is FieldType.CHOICE and field.choice(value) is not None


def with_value(
    annotation: Annotation,
    field: Field,
    value: Value,
    *,
    proposed: bool = False,
    book: Codebook | None = None,
) -> Annotation:
    """Return ``annotation`` with a checked value; a date whose value a person gives says so in its rule.

    With a codebook that has such kinds, the kind of a date follows from the value that a person gives it,
    unless a person has chosen another one.

    Raises:
        InvalidValue: if the field does not take it.
    """
    sound = checked(field, value)
    changed = with_field(annotation, field.id, sound, proposed=proposed)
    if (annotation.layer, field.id) == (DATE, VALUE) and not proposed:
        changed = _typed_date(annotation, changed, sound, book)
    return changed


def _typed_date(before: Annotation, after: Annotation, value: Value, book: Codebook | None) -> Annotation:
    if value == before.value(VALUE):
        return after
    after = with_field(with_field(after, ANCHOR, ""), RULE, BY_HAND if value else "")
    kind = _kind_of(value)
    if not value or book is None or not takes_choice(book, DATE, KIND, kind):
        return after
    derived = before.text(RULE) == BY_HAND and before.value(KIND) == _kind_of(before.value(VALUE))
    if derived or KIND in before.proposed or not before.value(KIND):
        # Not proposed: whoever types 2025-09 has said what kind of date it is.
        after = with_field(after, KIND, kind)
    return after


def _kind_of(value: Value) -> str:
    """Return the kind of a date that has ``value``, as far as the value says it."""
    return "interval" if "/" in str(value) else "point"


def set_value(project: Project, ids: Sequence[str], field_id: str, value: Value) -> Act:
    """Give annotations a value for a field, or take it away with an empty one, in one act.

    Raises:
        InvalidValue: if the field does not take it, or one of the annotations has no such field.
        NotAllowed: if one is somebody else's.
        NotFound: if one is no longer there.
        ProjectError: if it cannot be saved.
    """
    book = project.codebook()
    changed = [
        with_value(annotation, _field(book, annotation, field_id), value, book=book)
        for annotation in _present(project, ids)
    ]
    with _act(project, "set field", changed, field_id) as change:
        for annotation in changed:
            change.update(annotation)
    return change.act


def set_links(project: Project, ids: Sequence[str], field_id: str, aims: Sequence[Aim]) -> Act:
    """Let a linking field of annotations point to ``aims``, in this order, and to nothing else.

    A link that was there and stays is confirmed by it.

    Raises:
        InvalidValue: if the field does not take these, or one of the annotations has no such field.
        NotAllowed: if one is somebody else's.
        NotFound: if one is no longer there, or nothing where an aim points.
        ProjectError: if it cannot be saved.
    """
    book = project.codebook()
    annotations = _present(project, ids)
    wanted = list(dict.fromkeys(aims))
    for annotation in annotations:
        field = _field(book, annotation, field_id)
        wanted = list(dict.fromkeys(_sound(field, aim) for aim in wanted))
        _check_aims(field, wanted)
    with _act(project, "link" if wanted else "remove link", annotations, field_id) as change:
        for annotation in annotations:
            replace_links(project, change, annotation, field_id, wanted)
    return change.act


def add_link(project: Project, annotation_id: str, field_id: str, aim: Aim) -> Act:
    """Add one link: behind the others if the field takes several, else in the place of the one there.

    Proposed links of the field go: a person has said what is meant.

    Raises: as `set_links`.
    """
    field = _field(project.codebook(), _present(project, [annotation_id])[0], field_id)
    kept: list[Aim] = []
    if field.several:
        links = project.links_of(annotation_id)
        kept = [aim_of(link) for link in links if link.field == field_id and not link.proposed]
    return set_links(project, [annotation_id], field_id, [*kept, aim])


def aim_of(link: Link) -> Aim:
    """Return what a link points to."""
    return Aim(link.target_id, link.entity_id, link.value)


def confirm(project: Project, ids: Sequence[str], field_ids: Collection[str] | None = None) -> Act:
    """Confirm what was proposed for annotations: for some fields, or for all.

    Raises:
        NotAllowed: if one is somebody else's.
        NotFound: if one is no longer there.
        ProjectError: if it cannot be saved.
    """
    annotations = _present(project, ids)
    with _act(project, "confirm", annotations) as change:
        for annotation in annotations:
            left = frozenset() if field_ids is None else annotation.proposed - frozenset(field_ids)
            if left != annotation.proposed:
                change.update(replace(annotation, proposed=left))
            for link in project.links_of(annotation.id):
                if link.proposed and (field_ids is None or link.field in field_ids):
                    change.update(replace(link, proposed=False))
    return change.act


def replace_links(
    project: Project, change: Transaction, annotation: Annotation, field_id: str, aims: Sequence[Aim]
) -> None:
    """Within an act, let a field point to ``aims`` and nothing else; a link that stays is confirmed.

    Whether the field takes them is for the caller to check.

    Raises:
        NotAllowed: if the annotation is somebody else's.
        NotFound: if there is nothing where an aim points.
    """
    present: dict[Aim, Link] = {}
    for link in project.links_of(annotation.id):
        if link.field != field_id:
            continue
        if aim_of(link) in aims and aim_of(link) not in present:
            present[aim_of(link)] = link
        else:
            change.remove("link", link.id)
    for position, aim in enumerate(aims, 1):
        found = present.get(aim)
        if found is None:
            change.insert(link_to(annotation, field_id, aim, position=position))
        else:
            change.update(replace(found, position=position, proposed=False))


def link_to(
    annotation: Annotation, field_id: str, aim: Aim, *, position: int = 1, proposed: bool = False
) -> Link:
    """Return a new link of an annotation; nothing is saved."""
    return Link(
        *(new_id(), annotation.id, field_id, position, aim.target_id, aim.entity_id, aim.value),
        proposed=proposed,
        annotator_id=annotation.annotator_id,
    )


def _check_aims(field: Field, aims: Sequence[Aim]) -> None:
    if not field.linking:
        raise InvalidValue(f"“{field.title}” takes a value, not a link.")
    if len(aims) > 1 and not field.several:
        raise InvalidValue(f"“{field.title}” takes one value, not {len(aims)}.")
    for aim in aims:
        if bool(aim.target_id) + bool(aim.entity_id) + bool(aim.value) != 1:
            raise InvalidValue(f"A link of “{field.title}” points to exactly one thing.")
        if aim.value and field.type is FieldType.ENTITY and (field.id, aim.value) != (SPEAKER, UNATTRIBUTED):
            raise InvalidValue(f"“{field.title}” takes an actor or an entity, not “{aim.value[:60]}”.")
        if aim.entity_id and field.type is FieldType.DATE:
            raise InvalidValue(f"“{field.title}” takes a date, not an entity.")
    if len(aims) > 1 and NOBODY in aims:
        raise InvalidValue(f"“{field.title}” is either {UNATTRIBUTED} or somebody, not both.")


def _sound(field: Field, aim: Aim) -> Aim:
    """Return an aim with its value as it is stored: a typed date in EDTF."""
    if field.type is not FieldType.DATE or not aim.value:
        return aim
    from annotator.formats import edtf_values

    return aim._replace(value=edtf_values.check(aim.value))


def _present(project: Project, ids: Sequence[str]) -> list[Annotation]:
    wanted = list(dict.fromkeys(ids))
    found = [one for one in map(project.annotation, wanted) if one is not None]
    if len(found) != len(wanted):
        raise NotFound("An annotation that was to be changed is no longer there; nothing was changed.")
    return found


def _field(book: Codebook, annotation: Annotation, field_id: str) -> Field:
    field = book.field(annotation.layer, field_id)
    if field is None:
        raise InvalidValue(f"The layer “{annotation.layer}” has no field “{field_id}”; nothing was changed.")
    return field


def _act(
    project: Project, verb: str, annotations: Iterable[Annotation], subject: str = ""
) -> AbstractContextManager[Transaction]:
    articles = {one.article_id for one in annotations}
    return project.act(verb, subject, articles.pop() if len(articles) == 1 else "")
