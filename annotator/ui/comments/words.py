"""How threads of comments are put into words."""

import unicodedata

from PySide6.QtCore import QCoreApplication, Qt

from annotator.core.review import Comment, ThreadState
from annotator.services.commenting import Thread
from annotator.ui.panels.matching import one_line
from annotator.ui.texts import counted

_RIGHT_TO_LEFT = frozenset({"R", "AL"})


def _tr(text: str) -> str:
    return QCoreApplication.translate("Comments", text)


def state_in_words(state: ThreadState) -> str:
    """Return how a thread stands."""
    return _tr("Open") if state is ThreadState.OPEN else _tr("Resolved")


def sign_of(state: ThreadState) -> str:
    """Return the name of the icon beside that word."""
    return "comment" if state is ThreadState.OPEN else "done"


def comments_in_words(number: int) -> str:
    """Return a number of comments."""
    return counted(number, _tr("1 comment"), _tr("{n} comments"))


def place_of(thread: Thread) -> str:
    """Return what a thread is about, in one line: the words marked, or the whole article."""
    if not thread.annotation_id:
        return _tr("The whole article")
    quote = f"“{one_line(thread.quote)}”"
    return _tr("{quote} (removed since)").format(quote=quote) if thread.removed else quote


def last_words(thread: Thread) -> str:
    """Return in one line what was said last; what only resolves or opens says nothing."""
    said = next((one.text for one in reversed(thread.comments) if one.text), "")
    return one_line(said)


def deed_of(comment: Comment, before: ThreadState | None) -> str:
    """Return what a comment did to its thread, which stood as ``before``; empty if it did nothing."""
    if before is None or comment.state is before:
        return ""
    return _tr("resolved this") if comment.state is ThreadState.RESOLVED else _tr("opened this again")


def direction_of(text: str, otherwise: Qt.LayoutDirection) -> Qt.LayoutDirection:
    """Return in which direction ``text`` reads: as its first letter does (UAX #9, P2 and P3)."""
    for char in text[:2_000]:
        kind = unicodedata.bidirectional(char)
        if kind == "L":
            return Qt.LayoutDirection.LeftToRight
        if kind in _RIGHT_TO_LEFT:
            return Qt.LayoutDirection.RightToLeft
    return otherwise
