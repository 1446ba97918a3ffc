"""Which articles are handed out: all, those that nobody has yet, the one shown, or those that are ticked."""

from collections.abc import Collection, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QRadioButton, QVBoxLayout, QWidget

from annotator.core.model import Article
from annotator.ui.appearance import Appearance
from annotator.ui.dialogs.check_list import CheckList
from annotator.ui.panels.filter_field import FilterField
from annotator.ui.panels.matching import one_line
from annotator.ui.texts import ElidedLabel, counted

_ROWS = 7
_INDENT = 26


class WhichArticles(QWidget):
    """The choice; `ids` says what it is."""

    changed = Signal()

    def __init__(
        self,
        appearance: Appearance,
        articles: Sequence[Article],
        shown: str | None,
        handed_out: Collection[str],
    ) -> None:
        """Offer ``articles``; ``shown`` is in the window, ``handed_out`` were given to somebody before."""
        super().__init__()
        self._articles = articles
        self._shown = next((one for one in articles if one.id == shown), None)
        self._left = [one.id for one in articles if one.id not in handed_out]
        number = len(articles)
        self.all_button = QRadioButton(counted(number, self.tr("The only one"), self.tr("All {n}")))
        left = self.tr("Those not handed out yet: {n}")
        self.left_button = QRadioButton(counted(len(self._left), left, left))
        self.shown_button = QRadioButton(self.tr("The one that is open"))
        self.chosen_button = QRadioButton(self.tr("These:"))
        self.filter = FilterField(self.tr("Find an article"), self.tr("Find an article"), appearance)
        self.list = CheckList(self.tr("Articles to hand out"), _ROWS)
        self._group = QButtonGroup(self)
        self._lay_out()
        self.all_button.setChecked(True)
        self._group.buttonToggled.connect(lambda _, on: self._choose() if on else None)
        self.filter.textChanged.connect(self.list.show_only)
        self.filter.down_pressed.connect(self.list.setFocus)
        self.list.changed.connect(self.changed)

    def ids(self) -> tuple[str, ...]:
        """Return the ids of the articles chosen, in their order in the project."""
        if self.chosen_button.isChecked():
            ticked = self.list.ticked()
            return tuple(one.id for one in self._articles if one.id in ticked)
        if self.shown_button.isChecked() and self._shown is not None:
            return (self._shown.id,)
        if self.left_button.isChecked():
            return tuple(self._left)
        return tuple(one.id for one in self._articles)

    def _choose(self) -> None:
        choosing = self.chosen_button.isChecked()
        if choosing and self.list.count() == 0:
            # Only now: a list of ten thousand titles takes a moment.
            self.list.fill(((one.id, one_line(one.title)) for one in self._articles), ticked=False)
        self.list.setVisible(choosing)
        self.filter.setVisible(choosing and len(self._articles) > _ROWS)
        self.changed.emit()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        for button in (self.all_button, self.left_button, self.shown_button):
            self._group.addButton(button)
            column.addWidget(button)
        title = ElidedLabel(self._shown.title if self._shown else "", "muted")
        title.setContentsMargins(_INDENT, 0, 0, 4)
        title.setVisible(self._shown is not None)
        column.addWidget(title)
        self._group.addButton(self.chosen_button)
        column.addWidget(self.chosen_button)
        some = 0 < len(self._left) < len(self._articles)
        self.left_button.setVisible(some)
        self.shown_button.setVisible(self._shown is not None and len(self._articles) > 1)
        title.setVisible(self.shown_button.isVisibleTo(self))
        self.chosen_button.setVisible(len(self._articles) > 1)
        column.addWidget(self.filter)
        column.addWidget(self.list)
        self.filter.hide()
        self.list.hide()
