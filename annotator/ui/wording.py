"""Sentences made of what the journal stores: acts are kept as plain verbs and translated here."""

from PySide6.QtCore import QCoreApplication

from annotator.core.codebook import Layer
from annotator.ui.texts import shortened

_LONGEST = 60
"""Characters of a subject that may name any number of files or people."""


def _tr(text: str) -> str:
    return QCoreApplication.translate("Acts", text)


def act_in_words(verb: str, subject: str, layers: list[Layer]) -> str:
    """Return an act as it stands after "Undo": ``mark claim``, ``set speaker``, ``change note``."""
    title = next((layer.title.lower() for layer in layers if layer.id == subject), subject)
    field = next(
        (one.title.lower() for layer in layers for one in layer.fields if one.id == subject), subject
    )
    phrases = {
        "mark": _tr("mark {what}").format(what=title),
        "remove mark": _tr("remove {what}").format(what=title or _tr("annotation")),
        "change note": _tr("change note"),
        "change tags": _tr("change tags"),
        "change layer": _tr("change layer"),
        "move edge": _tr("move edge"),
        "add fragment": _tr("add fragment"),
        "take fragment away": _tr("take fragment away"),
        "add articles": _tr("add articles"),
        "edit article": _tr("edit article"),
        "set status": _tr("set status"),
        "remove article": _tr("remove article"),
        "import annotations": _tr("import annotations"),
        "rename annotator": _tr("rename annotator"),
        "add annotator": _tr("add annotator"),
        "salvage": _tr("salvage"),
        "set field": _tr("set {what}").format(what=field),
        "link": _tr("set {what}").format(what=field),
        "remove link": _tr("remove {what}").format(what=field),
        "confirm": _tr("confirm what is proposed"),
        "add entity": _tr("add entity {what}").format(what=subject),
        "edit entity": _tr("edit entity {what}").format(what=subject),
        "rename entity": _tr("rename entity {what}").format(what=subject),
        "set entity": _tr("set entity {what}").format(what=subject),
        "merge entities": _tr("merge entities"),
        "split off entity": _tr("split off entity {what}").format(what=subject),
        "remove entity": _tr("remove entity {what}").format(what=subject),
        "mark all mentions": _tr("mark all mentions of {what}").format(what=subject),
        "change codebook": _tr("change the codebook"),
        "hand out": _tr("hand out to {what}").format(what=shortened(subject, _LONGEST)),
        "take in": _tr("take in {what}").format(what=shortened(subject, _LONGEST)),
        "decide": _decided(subject),
        "accept all that agree": _tr("accept all that agree"),
        "reopen decision": _tr("reopen decision"),
        "comment": _tr("comment"),
        "edit comment": _tr("change a comment"),
        "remove comment": _tr("remove a comment"),
        "resolve thread": _tr("resolve a thread of comments"),
        "reopen thread": _tr("reopen a thread of comments"),
    }
    return phrases.get(verb, verb)


def _decided(verdict: str) -> str:
    words = {"accept": _tr("accept"), "change": _tr("accept with changes"), "reject": _tr("reject")}
    return words.get(verdict, _tr("decide"))
