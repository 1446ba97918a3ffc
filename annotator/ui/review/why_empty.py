"""Why there is no case to show, and what a person can do about it."""

from PySide6.QtCore import QCoreApplication

from annotator.ui.review.pile import Pile, Wanted, Which
from annotator.ui.texts import counted


def _tr(text: str) -> str:
    return QCoreApplication.translate("Review", text)


def why_empty(pile: Pile, wanted: Wanted) -> tuple[str, str]:
    """Return why there is nothing to show, and what to do about it."""
    so_far = pile.progress
    left = pile.waiting
    if not pile.readers:
        return (
            _tr("Nobody to compare with yet"),
            _tr(
                "An article is compared when two people have read it. Take in a colleague’s file with"
                " File ▸ Take in colleagues’ work… (Ctrl+Shift+I). Who read an article and marked nothing"
                " in it counts once they set it to done."
            ),
        )
    if wanted.narrow or wanted.which is not Which.UNDECIDED:
        return (
            _tr("Nothing of this sort"),
            _tr("No case fits what is chosen above. Choose “Undecided” and “All kinds” to see more."),
        )
    rest = ""
    if left:
        one = _tr("In 1 place all agree; accept it with A.")
        many = _tr("In {n} places all agree; accept them in one step with A.")
        rest = counted(left, one, many)
    if not so_far.total:
        return _tr("Nothing differs"), rest or _tr("All who read the same articles marked the same.")
    done = counted(so_far.total, _tr("1 difference is decided"), _tr("All {n} differences are decided"))
    if so_far.decided < so_far.total:
        return _tr("Nothing chosen"), _tr("Choose a case in the queue, or press N for the next one.")
    after = _tr("What they add up to is the gold: press G to see it, or export it with Ctrl+E.")
    return done, f"{rest} {after}".strip()
