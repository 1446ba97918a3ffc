"""How one codebook differs from another, in words."""

from PySide6.QtCore import QCoreApplication

from annotator.core.codebook import Codebook, Field, Layer
from annotator.services.codebook_drafts import BOOK, KINDS_PLACE, Place, thing_at
from annotator.services.codebook_faults import Change, Difference
from annotator.ui.codebook.words import colour_titles, grain_titles, quoted, shape_titles, type_titles
from annotator.ui.texts import counted

_FLAGS = frozenset({"required", "several", "retired"})
_LONG = frozenset({"guideline", "definition"})


def _tr(text: str) -> str:
    return QCoreApplication.translate("CodebookEditor", text)


def difference_in_words(old: Codebook, new: Codebook, difference: Difference) -> str:
    """Say in a sentence one thing in which ``new`` differs from ``old``."""
    place = difference.place
    match difference.change:
        case Change.NEW:
            return _new(new, place)
        case Change.GONE:
            return _gone(old, new, place)
        case Change.ORDER:
            return _order(new, place)
    return _part(old, new, place, difference.part)


def _path(book: Codebook, place: Place) -> str:
    """Return the titles that lead to a place: “Claim” ▸ “Mode”."""
    titles = []
    while place not in (BOOK, KINDS_PLACE):
        thing = thing_at(book, place)
        titles.append(quoted(thing.title if thing else place.choice or place.field or place.layer))
        place = place.above
    return " ▸ ".join(reversed(titles))


def _new(new: Codebook, place: Place) -> str:
    thing, above = thing_at(new, place), _path(new, place.above)
    title = quoted(thing.title if thing else "")
    if isinstance(thing, Layer):
        one, more = _tr("New layer {title} with 1 field."), _tr("New layer {title} with {n} fields.")
        return counted(len(thing.shown), one, more, title=title)
    if isinstance(thing, Field):
        sentence = _tr("{above}: new field {title} ({type}).")
        return sentence.format(above=above, title=title, type=type_titles()[thing.type])
    if place.above == KINDS_PLACE:
        return _tr("New kind of entity {title}.").format(title=title)
    return _tr("{above}: new value {title}.").format(above=above, title=title)


def _gone(old: Codebook, new: Codebook, place: Place) -> str:
    thing, above = thing_at(old, place), _path(new, place.above)
    if isinstance(thing, Layer):
        sentence = _tr("No layer {title} any more.")
    elif isinstance(thing, Field):
        sentence = _tr("{above}: no field {title} any more.")
    elif place.above == KINDS_PLACE:
        sentence = _tr("No kind of entity {title} any more.")
    else:
        sentence = _tr("{above}: no value {title} any more.")
    return sentence.format(above=above, title=quoted(thing.title if thing else ""))


def _order(new: Codebook, place: Place) -> str:
    if place == BOOK:
        return _tr("The layers are in another order.")
    if place == KINDS_PLACE:
        return _tr("The kinds of entity are in another order.")
    values = _tr("{path}: the values are in another order.")
    fields = _tr("{path}: the fields are in another order.")
    return (values if place.field else fields).format(path=_path(new, place))


def _part(old: Codebook, new: Codebook, place: Place, part: str) -> str:
    path = _tr("The codebook") if place == BOOK else _path(new, place)
    before = getattr(old if place == BOOK else thing_at(old, place), part)
    after = getattr(new if place == BOOK else thing_at(new, place), part)
    if part in _LONG:
        long = {
            "guideline": _tr("{path}: another guideline."),
            "definition": _tr("{path}: another definition."),
        }
        return long[part].format(path=path)
    if part in _FLAGS:
        return _flag(part, on=bool(after)).format(path=path)
    sentences = {
        "title": _tr("{path}: the title is {after}, not {before}."),
        "key": _tr("{path}: the key is {after}, not {before}."),
        "colour": _tr("{path}: the colour is {after}, not {before}."),
        "shape": _tr("{path}: the shape is {after}, not {before}."),
        "grain": _tr("{path}: with nothing selected, the key takes {after}, not {before}."),
        "type": _tr("{path}: takes {after}, not {before}."),
        "lines": _tr("{path}: the lines are {after}, not {before}."),
    }
    return sentences[part].format(path=path, before=_shown(part, before), after=_shown(part, after))


def _flag(part: str, *, on: bool) -> str:
    sentences = {
        "required": (_tr("{path}: required."), _tr("{path}: not required any more.")),
        "several": (_tr("{path}: takes more than one."), _tr("{path}: takes only one.")),
        "retired": (_tr("{path}: retired."), _tr("{path}: not retired any more.")),
    }
    return sentences[part][0 if on else 1]


def _shown(part: str, value: object) -> str:
    """Return a value of a part as the forms call it."""
    if value == "":
        return _tr("none")
    if part == "title":
        return quoted(str(value))
    word = str(getattr(value, "value", value))
    titles = {
        "colour": colour_titles(),
        "shape": shape_titles(),
        "grain": grain_titles(),
        "type": {type_.value: title for type_, title in type_titles().items()},
    }
    return titles.get(part, {}).get(word, word)
