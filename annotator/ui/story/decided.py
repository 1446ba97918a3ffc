"""Decisions in a history: one line for each annotation that was decided about."""

from collections.abc import Iterable
from itertools import groupby

from PySide6.QtCore import QCoreApplication

from annotator.core.review import Verdict
from annotator.services.story import MADE, REMOVED, Said
from annotator.ui.story.words import LONG, Line, about_in_words, line_of
from annotator.ui.texts import isolated, shortened

_DECISION = "decision"


def _tr(text: str) -> str:
    return QCoreApplication.translate("Story", text)


def lines_of(several: Iterable[Said], *, named: bool) -> list[tuple[Line, Said]]:
    """Return the lines that changes are shown as, each with a change that it says; a decision has one."""
    found: list[tuple[Line, Said]] = []
    for (kind, _), group in groupby(several, key=_sort):
        members = list(group)
        line = _of_decision(members) if kind == _DECISION else None
        if line is not None:
            found.append((line, members[0]))
        else:
            found += [(line_of(one, named=named), one) for one in members]
    return found


def _sort(one: Said) -> tuple[str, str]:
    return one.kind, one.id


def _of_decision(members: list[Said]) -> Line | None:
    """Return a decision as one line; None where what was decided stays, and only its reason is another."""
    about = about_in_words(members[0]) or _tr("something")
    before = _decided(members, {one.field: one.before for one in members if one.field})
    after = _decided(members, {one.field: one.after for one in members if one.field})
    whole = next((one.what for one in members if not one.field), "")
    if whole == MADE and after:
        return Line(_tr("{about}: {decision}").format(about=about, decision=after))
    if whole == REMOVED and before:
        return Line(_tr("{about}: reopened; it was {decision}").format(about=about, decision=before))
    return Line(about, before, after, pair=True) if before and after else None


def _decided(members: list[Said], values: dict[str, str]) -> str:
    """Return what was decided, by the values of its fields; empty where the verdict is not told."""
    gold, reason = values.get("gold_id", ""), values.get("reason", "")
    match values.get("verdict", ""):
        case Verdict.REJECT:
            words = _tr("rejected")
        case Verdict.ACCEPT if gold in ("", members[0].about):
            words = _tr("accepted")
        case Verdict.ACCEPT:
            words = _tr("accepted, with the text “{gold}”")
        case Verdict.CHANGE if gold == members[0].about:
            words = _tr("gives way to one with the same text")
        case Verdict.CHANGE:
            words = _tr("gives way to “{gold}”")
        case _:
            return ""
    words = words.format(gold=isolated(shortened(gold, LONG)))
    said = isolated(shortened(reason, LONG))
    return _tr("{decision} ({reason})").format(decision=words, reason=said) if reason else words
