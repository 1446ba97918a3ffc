"""The editor of several choices: a flat button with a list to tick."""

from annotator.ui.panels.form.choice_field import PickBox
from annotator.ui.panels.matching import folded


class ChoicesField(PickBox):
    """Any of several values. A letter opens the list at the first value that begins with it."""

    is_several = True

    def take(self, id_: str) -> None:
        """Add a choice, or take it away if it is there."""
        now = self.chosen
        wanted = tuple(one for one in now if one != id_) if id_ in now else (*now, id_)
        # In the codebook's order, as they are stored.
        self.changed.emit(tuple(one.id for one in self.field.choices if one.id in wanted))

    def by_letter(self, letter: str) -> None:
        """Open the list at the first value that begins with ``letter``."""
        self.open_list()
        offered = self.offered
        row = next((n for n, one in enumerate(offered) if folded(one.title).startswith(folded(letter))), -1)
        if row >= 0:
            self.popup.view.setCurrentIndex(self.popup.view.model().index(row, 0))
