"""The choice of whose annotations are shown."""

from typing import TYPE_CHECKING

from annotator.ui.people.card import PeopleCard

if TYPE_CHECKING:
    from annotator.ui.main_window import MainWindow


def show(window: "MainWindow") -> None:
    """Open the card with everyone whose annotations can be shown; close it if it is open."""
    card = window.findChild(PeopleCard)
    if not isinstance(card, PeopleCard):
        card = PeopleCard(window.workspace, window.appearance, window)
        card.closed.connect(lambda back: window.view.setFocus() if back else None)
    if card.isVisible():
        card.leave(back=True)
    else:
        card.open_over(window.status_line)
