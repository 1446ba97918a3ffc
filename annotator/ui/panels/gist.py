"""What matters most about an annotation beside its words: who speaks, who is meant, when."""

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from annotator.core.codebook import ACTOR, CLAIM, DATE, ENTITY, SPEAKER, UNATTRIBUTED, VALUE, Layer
from annotator.core.errors import ProjectError
from annotator.core.model import Annotation, Link
from annotator.ui.panels.matching import one_line
from annotator.ui.shown import Shown

_TELLING = {CLAIM: SPEAKER, ACTOR: ENTITY, DATE: VALUE}
"""By layer, the field that a list shows."""
_WORDS = 200
"""Code points of a mention that are shown for a name."""


def _tr(text: str) -> str:
    return QCoreApplication.translate("Gist", text)


@dataclass(frozen=True, slots=True)
class Gist:
    """The speaker of a claim, the entity of an actor, the value of a date; and what is only proposed."""

    title: str = ""
    """The field's, as the codebook calls it."""
    words: str = ""
    """Empty if nothing is known, or if the layer has no such field."""
    proposed: bool = False
    """No person has confirmed it."""
    others: tuple[str, ...] = ()
    """The titles of the other fields whose value is only proposed."""

    @property
    def in_words(self) -> str:
        """Return all of the first half: Speaker: Jane Doe (proposed)."""
        if not self.words:
            return ""
        sentence = _tr("{field}: {value} (proposed)") if self.proposed else _tr("{field}: {value}")
        return sentence.format(field=self.title, value=self.words)

    @property
    def others_in_words(self) -> str:
        """Return the second half: Proposed, not confirmed: mode, stance."""
        if not self.others:
            return ""
        return _tr("Proposed, not confirmed: {fields}").format(fields=", ".join(self.others))


NOTHING = Gist()


def gist_of(space: Shown, annotation: Annotation) -> Gist:
    """Return the gist of an annotation of the article shown; reads its links and those it points to, no more.

    What cannot be read is left out: this is asked while a list is painted, and the next act says what is
    wrong with the file.
    """
    layer = space.layer(annotation.layer)
    if layer is None:
        return NOTHING
    try:
        return _read(space, annotation, layer)
    except ProjectError:
        return NOTHING


def _read(space: Shown, annotation: Annotation, layer: Layer) -> Gist:
    links = space.known.own_links(annotation.id)
    proposed = annotation.proposed.union(link.field for link in links if link.proposed)
    field = layer.field(_TELLING.get(annotation.layer, ""))
    others = tuple(
        one.title.lower() for one in layer.fields if one.id in proposed and (not field or one.id != field.id)
    )
    if field is None:
        return Gist(others=others)
    if field.linking:
        names = (_name(space, link) for link in links if link.field == field.id)
        words = ", ".join(dict.fromkeys(name for name in names if name))
    else:
        words = one_line(annotation.text(field.id))
    return Gist(field.title, words, bool(words) and field.id in proposed, others)


def _name(space: Shown, link: Link) -> str:
    """Return what a link points to: an entity's name, else the words that are marked."""
    if link.entity_id:
        return one_line(space.known.roster.name(link.entity_id) or "")
    if link.target_id:
        item = space.loaded.get(link.target_id)
        if item is None:
            return _tr("(no longer there)")
        entity = space.known.named(item.annotation)
        return one_line(entity.name if entity else item.annotation.quote, _WORDS)
    return _tr("Unattributed") if link.value == UNATTRIBUTED else one_line(link.value)
