"""What the review says: kinds of differences, decisions, and the values of an annotation in words."""

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QCoreApplication

from annotator.agreement.differences import Kind
from annotator.core.codebook import UNATTRIBUTED, YES, Field, FieldType, Layer
from annotator.core.model import Annotation, Link
from annotator.core.review import Decision
from annotator.services.reviewing import Case, State
from annotator.ui.date_words import value_in_words
from annotator.ui.panels.matching import one_line
from annotator.ui.panels.phrases import moment_in_words, number
from annotator.ui.review.faces import Faces
from annotator.ui.review.pile import Which
from annotator.ui.shown import Shown

_MENTION = 120
"""Code points of a mention that are shown for a name."""
NO_VALUE = "—"


def _tr(text: str) -> str:
    return QCoreApplication.translate("Review", text)


def kind_in_words(kind: Kind) -> str:
    """Return what a kind of difference is called."""
    words = {
        Kind.ONLY_ONE: _tr("Not marked by all"),
        Kind.OTHER_BOUNDARIES: _tr("Other boundaries"),
        Kind.OTHER_LAYER: _tr("Other layer"),
        Kind.OTHER_SPEAKER: _tr("Other speaker"),
        Kind.OTHER_DATE: _tr("Other date"),
        Kind.OTHER_FIELD: _tr("Other field"),
        Kind.SAME: _tr("All agree"),
    }
    return words[kind]


def differences_in_words(space: Shown, case: Case) -> str:
    """Return in what a case's annotations differ: Other boundaries, Mode, Stance."""
    if not case.differences:
        return kind_in_words(Kind.SAME)
    layers = [layer for one in case.annotations if (layer := space.layer(one.layer)) is not None]
    pieces: list[str] = []
    for one in case.differences:
        title = field_title(layers, one.field) if one.kind is Kind.OTHER_FIELD else ""
        pieces.append(_tr("Other {field}").format(field=title.lower()) if title else kind_of(case, one.kind))
    return " · ".join(dict.fromkeys(pieces))


def kind_of(case: Case, kind: Kind) -> str:
    """Return what a kind is called for this case: of many who have read it, how many have marked it."""
    if kind is Kind.ONLY_ONE:
        if len(case.annotations) == 1:
            return _tr("Only one has it")
        return _tr("{some} of {all} have it").format(some=len(case.annotations), all=len(case.unit.readers))
    return kind_in_words(kind)


def field_title(layers: Iterable[Layer], field_id: str) -> str:
    """Return what a field is called; its id if no layer has it."""
    found = (field.title for layer in layers if (field := layer.field(field_id)) is not None)
    return next(found, field_id)


def value_words(space: Shown, annotation: Annotation, links: Sequence[Link], field: Field) -> str:
    """Return the value of a field in words; empty if there is none."""
    if field.linking:
        own = [link for link in links if link.field == field.id]
        words = ", ".join(dict.fromkeys(name for link in own if (name := link_words(space, link))))
        proposed = any(link.proposed for link in own)
    else:
        value = annotation.value(field.id)
        several = [value] if isinstance(value, str) else list(value)
        words = ", ".join(_one_value(field, one) for one in several if one)
        proposed = field.id in annotation.proposed
    return _tr("{value} (proposed)").format(value=words) if words and proposed else words


def _one_value(field: Field, value: str) -> str:
    if field.type in (FieldType.CHOICE, FieldType.CHOICES):
        choice = field.choice(value)
        return choice.title if choice else value
    if field.type is FieldType.YES_NO:
        return _tr("Yes") if value == YES else _tr("No")
    if field.type is FieldType.EDTF:
        return value_in_words(value)
    return value


def link_words(space: Shown, link: Link) -> str:
    """Return what a link points to: an entity's name, a date, else the words that are marked."""
    if link.entity_id:
        return one_line(space.known.roster.name(link.entity_id) or _tr("(no longer there)"))
    if link.target_id:
        item = space.loaded.get(link.target_id)
        if item is None:
            return _tr("(no longer there)")
        entity = space.known.entity_of(item.annotation)
        if entity is not None:
            return one_line(entity.name)
        date = item.annotation.text("value")
        return value_in_words(date) if date else one_line(item.annotation.quote, _MENTION)
    return _tr("Unattributed") if link.value == UNATTRIBUTED else value_in_words(link.value)


def verdict_in_words(case: Case, annotation: Annotation) -> str:
    """Return what was decided about one annotation of a case; empty if nothing was."""
    decision = case.decisions[case.annotations.index(annotation)]
    if decision is None:
        return ""
    if decision.gold_id == annotation.id:
        return _tr("✓ accepted")
    if not decision.gold_id:
        return _tr("✕ rejected")
    if case.copy is not None and decision.gold_id == case.copy.id:
        return _tr("→ changed")
    others = {one.annotation_id for one in case.decisions if one is not None}
    same = decision.verdict == "accept" and decision.gold_id in others
    return _tr("✓ says the same") if same else _tr("→ replaced")


def decision_in_words(case: Case, faces: Faces) -> str:
    """Return what was decided about a case, by whom and when; empty if nothing was."""
    newest = newest_decision(case)
    if newest is None:
        return ""
    who, when = faces.reviewer(newest.annotator_id), moment_in_words(newest.updated_at)
    return _tr("{what} · {who}, {when}").format(what=_what(case, faces), who=who, when=when)


def _what(case: Case, faces: Faces) -> str:
    pairs = list(zip(case.annotations, case.decisions, strict=True))
    accepted = [one.annotator_id for one, said in pairs if said is not None and said.gold_id == one.id]
    rejected = [one.annotator_id for one, said in pairs if said is not None and not said.gold_id]
    if case.copy is not None:
        base = next((one.annotator_id for one in case.annotations if case.copy.copy_of == one.id), "")
        return _tr("Accepted with changes, from {name}").format(name=faces.listed([base]))
    if accepted and not case.differences:
        return _tr("Accepted, as all agree")
    if accepted and len(accepted) == len(pairs) and len(pairs) > 1:
        return _tr("All accepted")
    if accepted:
        return _tr("Accepted: {names}").format(names=faces.listed(accepted))
    if rejected and len(rejected) == len(pairs):
        return _tr("Rejected")
    return _tr("Rejected: {names}").format(names=faces.listed(rejected)) if rejected else _tr("Decided")


def newest_decision(case: Case) -> Decision | None:
    """Return the decision on a case that was made last."""
    made = [one for one in case.decisions if one is not None]
    return max(made, key=lambda one: (one.updated_at, one.id), default=None)


def place_in_words(shown: Sequence[Case], row: int, which: Which) -> str:
    """Return which of the cases shown the one in ``row`` is: of the differences, or of those that agree.

    The two are counted apart, as progress counts differences only.
    """
    differs = bool(shown[row].differences)
    of_sort = [place for place, case in enumerate(shown) if bool(case.differences) is differs]
    frames = {
        (True, Which.UNDECIDED): _tr("Difference {n} of {all} undecided"),
        (True, Which.DECIDED): _tr("Difference {n} of {all} decided"),
        (True, Which.ALL): _tr("Difference {n} of {all}"),
        (False, Which.UNDECIDED): _tr("Agreement {n} of {all} undecided"),
        (False, Which.DECIDED): _tr("Agreement {n} of {all} decided"),
        (False, Which.ALL): _tr("Agreement {n} of {all}"),
    }
    return frames[differs, which].format(n=number(of_sort.index(row) + 1), all=number(len(of_sort)))


def state_in_words(state: State) -> str:
    """Return how far a case is."""
    words = {
        State.OPEN: _tr("Not decided yet"),
        State.DECIDED: _tr("Decided"),
        State.CHANGED: _tr("Changed since it was decided; decide again"),
    }
    return words[state]
