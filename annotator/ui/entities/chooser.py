"""Choosing an entity by typing, with a sentence that says what will happen."""

from collections.abc import Callable, Collection
from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QLineEdit, QListWidget, QListWidgetItem, QWidget

from annotator.core.codebook import Codebook
from annotator.core.model import Entity
from annotator.core.text import single_line
from annotator.services import entities
from annotator.services.entities import Roster
from annotator.suggest.entities import Index
from annotator.ui.appearance import Appearance
from annotator.ui.dialogs.base import CONTROL, Dialog
from annotator.ui.entities.words import quoted
from annotator.ui.panels.matching import one_line
from annotator.ui.texts import plain_label, tooltip

_MOST = 50
_ENTITY: Final = Qt.ItemDataRole.UserRole
_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_PageUp: -8, Qt.Key.Key_PageDown: 8}


class Offers:
    """What can be chosen, and in which order what is typed offers it."""

    def __init__(self, roster: Roster, index: Index, book: Codebook, ids: Collection[str]) -> None:
        """Offer the entities called ``ids``."""
        self._roster, self._index, self._book = roster, index, book
        self._ids = frozenset(ids)

    def for_words(self, words: str) -> list[Entity]:
        """Return the entities that ``words`` may mean, the likeliest first; all if it is empty."""
        ranked = self._index.rank(words, limit=_MOST + len(self._roster.by_id))
        ids = [match.id for match in ranked if match.id in self._ids][:_MOST]
        return [self._roster.by_id[id_] for id_ in ids]

    def kind(self, entity: Entity) -> str:
        """Return what an entity's kind is called."""
        return self._book.kind_title(entity.kind)


class EntityChooser(Dialog):
    """A line to type in, what it offers below, and what choosing it does."""

    def __init__(
        self,
        appearance: Appearance,
        title: str,
        verb: str,
        offers: Offers,
        outcome: Callable[[Entity], str],
        *,
        new_allowed: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        """``outcome`` says what choosing an entity does; ``verb`` does it."""
        super().__init__(appearance, title, parent)
        self._offers = offers
        self._outcome = outcome
        self._new_allowed = new_allowed
        self.line = QLineEdit()
        self.line.setPlaceholderText(
            self.tr("Type a name, known or new") if new_allowed else self.tr("Type a name")
        )
        self.line.setAccessibleName(title)
        self.list = QListWidget()
        self.list.setAccessibleName(self.tr("Entities to choose from"))
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.list.setUniformItemSizes(True)
        self.sentence = plain_label("", wrap=True)
        self.column.addWidget(plain_label(title, "heading", wrap=True))
        self.column.addWidget(self.line)
        self.column.addWidget(self.list, 1)
        self.column.addWidget(self.sentence)
        self.column.setSpacing(CONTROL)
        # Two lines from the start, so that the dialog does not jump while one chooses.
        self.sentence.setMinimumHeight(2 * self.fontMetrics().lineSpacing() + 4)
        self.sentence.setAlignment(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignTop)
        self.primary = self.add_buttons(verb)
        self.line.textEdited.connect(self._fill)
        self.line.installEventFilter(self)
        self.list.currentItemChanged.connect(lambda: self._say())
        self.list.itemDoubleClicked.connect(lambda _: self.accept())
        self.start_at(60, 26)
        self._fill("")

    @property
    def entity(self) -> Entity | None:
        """What is chosen; it may be new, and is not saved here."""
        item = self.list.currentItem()
        found = item.data(_ENTITY) if item else None
        return found if isinstance(found, Entity) else None

    def accept(self) -> None:
        """Leave with what is chosen, if anything is."""
        if self.entity is not None:
            super().accept()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Move through the list while one types."""
        pressed = watched is self.line and event.type() == QEvent.Type.KeyPress
        if pressed and isinstance(event, QKeyEvent) and event.key() in _STEPS and self.list.count():
            here = self.list.currentRow() + _STEPS[Qt.Key(event.key())]
            self.list.setCurrentRow(max(0, min(here, self.list.count() - 1)))
            return True
        return super().eventFilter(watched, event)

    def _fill(self, typed: str) -> None:
        self.list.clear()
        found = self._offers.for_words(typed)
        for entity in found:
            kind = self._offers.kind(entity)
            words = one_line(entity.name)
            self._add(f"{words} · {kind}" if kind else words, entity)
        name = single_line(typed)
        if self._new_allowed and name and all(name != entity.name for entity in found):
            self._add(self.tr("New entity {name}").format(name=quoted(name)), entities.planned(name))
        self.list.setCurrentRow(0)
        self._say()

    def _add(self, words: str, entity: Entity) -> None:
        item = QListWidgetItem(words, self.list)
        item.setData(_ENTITY, entity)
        item.setToolTip(tooltip(entity.name))

    def _say(self) -> None:
        entity = self.entity
        self.primary.setEnabled(entity is not None)
        if entity is not None:
            self.sentence.setText(self._outcome(entity))
        elif self._new_allowed and not self.line.text().strip():
            self.sentence.setText("")
        else:
            self.sentence.setText(self.tr("No entity here has a name like this."))
