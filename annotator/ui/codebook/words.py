"""What things of the codebook are called on the screen."""

from PySide6.QtCore import QCoreApplication

from annotator.core.codebook import Codebook, FieldType
from annotator.services.codebook_drafts import KINDS_PLACE, Place
from annotator.services.codebooks import Effect
from annotator.ui.texts import counted, isolated


def _tr(text: str) -> str:
    return QCoreApplication.translate("CodebookEditor", text)


def type_titles() -> dict[FieldType, str]:
    """Return what the types of fields are called, in the order in which they are offered."""
    return {
        FieldType.TEXT: _tr("Text"),
        FieldType.CHOICE: _tr("Choice: one value"),
        FieldType.CHOICES: _tr("Choices: several values"),
        FieldType.YES_NO: _tr("Yes or no"),
        FieldType.NUMBER: _tr("Number"),
        FieldType.ENTITY: _tr("Entity: an actor, marked or not"),
        FieldType.DATE: _tr("Date: a marked date, or one that is typed"),
        FieldType.EDTF: _tr("Date value: of the marked words themselves"),
    }


def colour_titles() -> dict[str, str]:
    """Return the names of the hues."""
    return {
        "amber": _tr("Amber"),
        "blue": _tr("Blue"),
        "green": _tr("Green"),
        "vermilion": _tr("Vermilion"),
        "purple": _tr("Purple"),
        "sky": _tr("Sky"),
        "yellow": _tr("Yellow"),
        "grey": _tr("Grey"),
    }


def shape_titles() -> dict[str, str]:
    """Return the names of the shapes."""
    return {
        "fill": _tr("Fill"),
        "underline": _tr("Underline"),
        "dotted": _tr("Dots"),
        "box": _tr("Box"),
    }


def grain_titles() -> dict[str, str]:
    """Return what a layer's key may take when nothing is selected."""
    return {"sentence": _tr("The sentence"), "word": _tr("The word")}


def quoted(title: str) -> str:
    """Return a title in quotation marks, safe from the direction of the sentence around it."""
    return _tr("“{title}”").format(title=isolated(title))


def place_in_words(book: Codebook, place: Place) -> str:
    """Say what a place is: “Layer”, “Field of Claim”, “Value of Mode”."""
    layer, field = book.layer(place.layer), book.field(place.layer, place.field)
    if place == KINDS_PLACE:
        return _tr("Kinds of entity")
    if place.above == KINDS_PLACE:
        return _tr("Kind of entity")
    if place.choice and field:
        return _tr("Value of {title}").format(title=quoted(field.title))
    if place.field and layer:
        return _tr("Field of {title}").format(title=quoted(layer.title))
    return _tr("Layer") if place.layer else _tr("Codebook")


def effect_in_words(old: Codebook, effect: Effect) -> str:
    """Say how much was recorded with something that a new codebook lacks."""
    place = Place(effect.missing.layer, effect.missing.field, effect.missing.choice)
    layer, field = old.layer(place.layer), old.field(place.layer, place.field)
    if place.above == KINDS_PLACE:
        one, more = _tr("1 entity is of the kind {value}."), _tr("{n} entities are of the kind {value}.")
        return counted(effect.number, one, more, value=quoted(old.kind_title(place.choice)))
    if field is None:
        one, more = _tr("1 annotation is on the layer {layer}."), _tr("{n} annotations are on {layer}.")
        return counted(effect.number, one, more, layer=quoted(layer.title if layer else place.layer))
    if place.choice:
        choice = field.choice(place.choice)
        one, more = _tr("{field}: 1 annotation has {value}."), _tr("{field}: {n} annotations have {value}.")
        value = quoted(choice.title if choice else place.choice)
        return counted(effect.number, one, more, field=quoted(field.title), value=value)
    one = _tr("{layer}: 1 annotation has something in {field}.")
    more = _tr("{layer}: {n} annotations have something in {field}.")
    names = {"layer": quoted(layer.title if layer else place.layer), "field": quoted(field.title)}
    return counted(effect.number, one, more, **names)
