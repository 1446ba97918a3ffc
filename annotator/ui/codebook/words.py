"""What things of the codebook are called on the screen."""

from PySide6.QtCore import QCoreApplication

from annotator.core.codebook import Codebook, Field, FieldType, Layer
from annotator.services.codebook_drafts import KINDS_PLACE, Place, thing_at
from annotator.services.codebook_faults import Problem, Wrong
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


def problem_in_words(book: Codebook, problem: Problem) -> str:
    """Say what is wrong at a place of ``book``."""
    place, detail = problem.place, problem.detail
    if problem.wrong is Wrong.TITLE_TAKEN:
        return _title_taken(book, place, detail)
    key = _key_at(book, place)
    sentences = {
        Wrong.NO_TITLE: _tr("It needs a title."),
        Wrong.NO_VALUES: _tr("There is nothing to choose from yet: add its values."),
        Wrong.NO_KEY: _tr("A layer needs a key: the letter or digit that marks with it."),
        Wrong.KEY_MARKS: _tr("The key {key} marks {detail} already."),
        Wrong.KEY_GOES_TO: _tr("The key {key} goes to {detail} already."),
        Wrong.KEY_RESERVED: _tr("The key {key} does something else in the article."),
        Wrong.KEY_UNFIT: _tr("A key is one letter or digit."),
        Wrong.TYPE_IN_USE: _tr("{used} This type does not take it: remove the field, and add another one."),
        Wrong.OTHER: _tr("This codebook cannot be used: {used}."),
    }
    return sentences[problem.wrong].format(key=key, detail=quoted(detail), used=detail)


def _title_taken(book: Codebook, place: Place, title: str) -> str:
    layer, field = book.layer(place.layer), book.field(place.layer, place.field)
    if place.above == KINDS_PLACE:
        sentence, of = _tr("Another kind of entity has the title {title} already."), ""
    elif place.choice:
        sentence = _tr("Another value of {of} has the title {title} already.")
        of = field.title if field else place.field
    elif place.field:
        sentence = _tr("Another field of {of} has the title {title} already.")
        of = layer.title if layer else place.layer
    else:
        sentence, of = _tr("Another layer has the title {title} already."), ""
    return sentence.format(title=quoted(title), of=quoted(of))


def _key_at(book: Codebook, place: Place) -> str:
    thing = thing_at(book, place)
    return thing.key if isinstance(thing, Layer | Field) else ""


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
