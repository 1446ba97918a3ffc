"""What the editor of a field shows: the value of one annotation, or what several have in common."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from annotator.core.codebook import ANCHOR, RULE, UNATTRIBUTED, VALUE, Field
from annotator.core.model import Annotation, Link, Value
from annotator.services.fields import Aim, aim_of
from annotator.ui.shown import Shown

_WORDS = 200
"""Characters of a mention that a chip takes up; it shows as much as there is room for."""


def _tr(text: str) -> str:
    return QCoreApplication.translate("FormStates", text)


@dataclass(frozen=True, slots=True)
class LinkView:
    """One link as a chip shows it."""

    aim: Aim
    name: str
    """The entity's name, the date's value, or empty where only the words are known."""
    words: str = ""
    """The words that are marked, where they say something else than the name."""
    proposed: bool = False
    place_id: str = ""
    """The annotation to which the chip leads; empty if there is none."""

    @property
    def spoken(self) -> str:
        """All of it, for tool tips and screen readers."""
        quoted = _tr("“{words}”").format(words=self.words) if self.words else ""
        return " ".join(part for part in (self.name, quoted) if part)


@dataclass(frozen=True, slots=True)
class FieldState:
    """Everything that the editor of a field needs to know."""

    ids: tuple[str, ...] = ()
    """The annotations that a change changes."""
    value: Value = ""
    links: tuple[LinkView, ...] = ()
    proposed: bool = False
    mixed: bool = False
    """The annotations have different values; ``value`` and ``links`` are empty then."""
    fixed: bool = False
    """It is shown and cannot be changed."""
    rule: str = ""
    """Of a date's value: the code of the rule that gave it."""
    anchor: str = ""
    """Of a date's value: the publication date from which it was worked out."""
    published: bool = False
    """The publication date of the article is known."""

    @property
    def key(self) -> str:
        """What half-typed words are kept under."""
        return " ".join(self.ids)

    @property
    def empty(self) -> bool:
        """Whether there is nothing to show."""
        return not (self.value or self.links or self.mixed)


def shared_fields(space: Shown, annotations: Sequence[Annotation]) -> tuple[Field, ...]:
    """Return the fields that all of ``annotations`` have, the same by id and type."""
    layers = {one.layer: space.layer(one.layer) for one in annotations}
    known = [layer for layer in layers.values() if layer is not None]
    if not known or len(known) < len(layers):
        return ()
    first, *others = known
    return tuple(
        field
        for field in first.fields
        if all((same := layer.field(field.id)) and same.type is field.type for layer in others)
    )


def state_of(space: Shown, annotations: Sequence[Annotation], field: Field, *, fixed: bool) -> FieldState:
    """Return what a field of ``annotations`` shows."""
    ids = tuple(one.id for one in annotations)
    if field.linking:
        return _links(space, ids, field, fixed=fixed)
    values = {one.value(field.id) for one in annotations}
    mixed = len(values) > 1
    single = annotations[0] if len(annotations) == 1 and field.id == VALUE else None
    return FieldState(
        ids,
        "" if mixed else annotations[0].value(field.id),
        proposed=not fixed and any(field.id in one.proposed for one in annotations),
        mixed=mixed,
        fixed=fixed,
        rule=single.text(RULE) if single else "",
        anchor=single.text(ANCHOR) if single else "",
        published=bool(space.article and space.article.published),
    )


def _links(space: Shown, ids: tuple[str, ...], field: Field, *, fixed: bool) -> FieldState:
    found = [space.known.links_of(id_, field.id) for id_ in ids]
    aims = {tuple(aim_of(link) for link in links) for links in found}
    mixed = len(aims) > 1
    return FieldState(
        ids,
        links=() if mixed else tuple(view_of(space, link) for link in found[0]),
        proposed=not fixed and any(link.proposed for links in found for link in links),
        mixed=mixed,
        fixed=fixed,
    )


def view_of(space: Shown, link: Link) -> LinkView:
    """Return a link as its chip shows it."""
    aim = aim_of(link)
    if link.target_id:
        return _target(space, aim, proposed=link.proposed)
    if link.entity_id:
        name = space.known.roster.name(link.entity_id) or _tr("(no longer there)")
        return LinkView(aim, name, proposed=link.proposed, place_id=_first_mention(space, link))
    name = _tr("Unattributed") if link.value == UNATTRIBUTED else link.value
    return LinkView(aim, name, proposed=link.proposed)


def _target(space: Shown, aim: Aim, *, proposed: bool) -> LinkView:
    item = space.loaded.get(aim.target_id)
    if item is None:
        return LinkView(aim, _tr("(no longer there)"), proposed=proposed)
    target = item.annotation
    entity = space.known.entity_of(target)
    name = entity.name if entity else target.text(VALUE)
    words = " ".join(target.quote[:_WORDS].split())
    return LinkView(aim, name, "" if words == name else words, proposed, target.id)


def _first_mention(space: Shown, link: Link) -> str:
    """Return the first annotation in the article that mentions the entity of ``link``, but for its own."""
    wanted = space.known.roster.get(link.entity_id)
    if wanted is None:
        return ""
    found = [
        item.annotation
        for item in space.loaded.values()
        if item.annotation.id != link.annotation_id and space.known.entity_of(item.annotation) == wanted
    ]
    return min(found, key=lambda one: one.start).id if found else ""
