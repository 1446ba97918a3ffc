"""How the Entities panel puts numbers, kinds and places into words."""

from PySide6.QtCore import QCoreApplication

from annotator.core.codebook import ACTOR, ENTITY, REFERS, Codebook
from annotator.core.model import Entity
from annotator.services.entities import Mention, Parting
from annotator.services.merging import differing
from annotator.ui.texts import counted, isolated, shortened

NAME_LENGTH = 60
"""Characters of a name inside a sentence; the rest becomes an ellipsis."""


def _tr(text: str) -> str:
    return QCoreApplication.translate("Entities", text)


def quoted(name: str) -> str:
    """Return a name in quotation marks, short enough for a sentence."""
    return f"“{isolated(shortened(name, NAME_LENGTH))}”"


def mentions_in_words(number: int) -> str:
    """Return a number of mentions."""
    return counted(number, _tr("1 mention"), _tr("{n} mentions"))


def links_in_words(number: int) -> str:
    """Return a number of links from claims."""
    return counted(number, _tr("1 link"), _tr("{n} links"))


def articles_in_words(number: int) -> str:
    """Return a number of articles."""
    return counted(number, _tr("1 article"), _tr("{n} articles"))


def merging_in_words(others: list[Entity], kept: Entity, mentions: int) -> str:
    """Return what merging ``others`` into ``kept`` does; ``mentions`` come over from the others."""
    names = {"kept": quoted(kept.name), "mentions": mentions_in_words(mentions)}
    if len(others) == 1:
        sentence = _tr("{name} becomes an alias of {kept}; {mentions}.")
        sentence = sentence.format(name=quoted(others[0].name), **names)
    else:
        sentence = _tr("{number} entities become aliases of {kept}; {mentions}.")
        sentence = sentence.format(number=len(others), **names)
    fields = ", ".join(map(field_in_words, differing(kept, others)))
    if not fields:
        return sentence
    staying = _tr("They differ in: {fields}; the one that stays keeps its own.")
    if len(others) > 1:
        staying = _tr(
            "They differ in: {fields}; the one that stays keeps its own, or takes the oldest one’s."
        )
    return f"{sentence} {staying.format(fields=fields)}"


def field_in_words(field: str) -> str:
    """Return what a field of an entity is called inside a sentence."""
    titles = {
        "kind": _tr("kind"),
        "role": _tr("role"),
        "country": _tr("country"),
        "wikidata": _tr("Wikidata id"),
    }
    return titles.get(field, field)


def parting_in_words(parting: Parting) -> str:
    """Return what splitting an entity off has done."""
    names = {"name": quoted(parting.entity.name), "kept": quoted(parting.kept[0].name)}
    if parting.known:
        sentence = _tr(
            "{name} stands for itself again; {kept} keeps what it had before and what others gave it."
        )
    else:
        sentence = _tr(
            "{name} stands for itself again. What {kept} had before the two were merged is not recorded, so "
            "only the name went back: look through its aliases, role, country, Wikidata id and note."
        )
    return sentence.format(**names)


def role_of(mention: Mention, book: Codebook) -> str:
    """Return how a place points to the entity: ``name``, ``pronoun``; or ``Speaker of a claim``."""
    layer = book.layer(mention.annotation.layer)
    if mention.annotation.layer == ACTOR and mention.link.field == ENTITY:
        field = layer.field(REFERS) if layer else None
        value = mention.annotation.text(REFERS)
        choice = field.choice(value) if field else None
        return choice.title if choice else value
    field = layer.field(mention.link.field) if layer else None
    return _tr("{field} of: {layer}").format(
        field=field.title if field else mention.link.field,
        layer=layer.title if layer else mention.annotation.layer,
    )
