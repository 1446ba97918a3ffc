"""Dates, moments and places as the panels say them, in the reader's language."""

from functools import lru_cache

from PySide6.QtCore import QCoreApplication, QDate, QDateTime, QLocale, Qt

from annotator.core.model import Annotation, Origin, Status
from annotator.core.text import Paragraphs
from annotator.ui.texts import isolated


def _tr(text: str) -> str:
    return QCoreApplication.translate("Phrases", text)


@lru_cache(maxsize=4096)
def day_short(value: str) -> str:
    """Return a publication date for a narrow row: ``2025-09-18`` → 18 Sep 2025.

    ``2025-09`` and ``2025`` stay as exact as they are; what is no date is returned as it is.
    """
    locale = QLocale()
    day = QDate.fromString(value, "yyyy-MM-dd")
    if day.isValid():
        return locale.toString(day, "d MMM yyyy")
    month = QDate.fromString(value, "yyyy-MM")
    return locale.toString(month, "MMM yyyy") if month.isValid() else value


@lru_cache(maxsize=4096)
def day_in_words(value: str) -> str:
    """Return a publication date in full: ``2025-09-18`` → 18 September 2025."""
    locale = QLocale()
    day = QDate.fromString(value, "yyyy-MM-dd")
    if day.isValid():
        return locale.toString(day, "d MMMM yyyy")
    month = QDate.fromString(value, "yyyy-MM")
    return locale.toString(month, "MMMM yyyy") if month.isValid() else value


def moment_in_words(stamp: str) -> str:
    """Return a stored moment (ISO 8601, UTC) in local time: today 14:03, or 18 Sep 2025, 14:03."""
    moment = QDateTime.fromString(stamp, Qt.DateFormat.ISODateWithMs)
    if not moment.isValid():
        return stamp
    local = moment.toLocalTime()
    clock = QLocale().toString(local.time(), QLocale.FormatType.ShortFormat)
    if local.date() == QDate.currentDate():
        return _tr("today\u00a0{time}").format(time=clock)
    day = QLocale().toString(local.date(), "d MMM yyyy")
    return _tr("{day}, {time}").format(day=day, time=clock)


@lru_cache(maxsize=1)
def paragraphs_of(text: str) -> Paragraphs:
    """Return the paragraphs of the text shown; both right panels ask, and a long text takes 10 ms."""
    return Paragraphs(text)


def number(value: int) -> str:
    """Return a number with the separators of the reader's language."""
    return QLocale().toString(value)


def status_in_words(status: Status) -> str:
    """Return how far the work on an article is, in words."""
    words = {Status.TO_DO: _tr("to do"), Status.IN_PROGRESS: _tr("in progress"), Status.DONE: _tr("done")}
    return words[status]


def damage_in_words(reason: str) -> str:
    """Return the sentence about an annotation that does not fit its text.

    ``reason`` is half a sentence, as `annotator.core.model.damage` gives it.
    """
    sentence = _tr("This annotation does not fit the text: {reason}. It is kept as it was stored.")
    return sentence.format(reason=reason)


def place_in_words(annotation: Annotation, paragraph: int) -> str:
    """Return where an annotation is: Paragraph 5 · characters 1204–1289, as in the tables."""
    pieces = [_tr("Paragraph {number}").format(number=number(paragraph))]
    pieces.append(_tr("characters {start}–{end}").format(start=annotation.start, end=annotation.end))
    if len(annotation.fragments) > 1:
        pieces.append(_tr("{count} fragments").format(count=number(len(annotation.fragments))))
    return " · ".join(pieces)


def made_in_words(annotation: Annotation, name: str) -> str:
    """Return by whom and how an annotation was made; ``name`` is empty for oneself."""
    detail = isolated(annotation.origin_detail)
    origins = {
        Origin.HAND: _tr("by hand"),
        Origin.IMPORTED: _tr("imported from {detail}") if detail else _tr("imported"),
        Origin.SUGGESTION: _tr("suggested by {detail}") if detail else _tr("from a suggestion"),
        Origin.PROPAGATED: _tr("carried over from {detail}") if detail else _tr("carried over"),
    }
    who = _tr("Made by {name}").format(name=name) if name else _tr("Made by you")
    return f"{who} · {origins[annotation.origin].format(detail=detail)}"


def times_in_words(annotation: Annotation) -> str:
    """Return when an annotation was made, and when it was last changed, if it was."""
    made = _tr("Made {moment}").format(moment=moment_in_words(annotation.created_at))
    if annotation.updated_at == annotation.created_at:
        return made
    changed = _tr("changed {moment}").format(moment=moment_in_words(annotation.updated_at))
    return f"{made} · {changed}"
