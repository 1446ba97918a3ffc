"""The places that point to an entity, as rows."""

from collections.abc import Sequence

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from annotator.core.codebook import ACTOR, ENTITY, Codebook
from annotator.services.entities import CONTEXT, Mention
from annotator.ui.entities.in_context import InContext
from annotator.ui.entities.words import role_of
from annotator.ui.panels.matching import one_line

Index = QModelIndex | QPersistentModelIndex


class MentionsModel(QAbstractListModel):
    """Mentions in reading order, article by article."""

    def __init__(self, parent: QObject | None = None) -> None:
        """Make an empty model."""
        super().__init__(parent)
        self._book = Codebook("", ())
        self._mentions: list[Mention] = []

    def set_mentions(self, mentions: Sequence[Mention], book: Codebook) -> None:
        """Replace all rows."""
        self.beginResetModel()
        self._mentions, self._book = list(mentions), book
        self.endResetModel()

    def mention(self, row: int) -> Mention:
        """Return what ``row`` shows."""
        return self._mentions[row]

    def mentions(self) -> Sequence[Mention]:
        """Return all of them."""
        return self._mentions

    def facts(self, mention: Mention) -> list[str]:
        """Return what stands below the place: the article, and how it points to the entity."""
        return [one_line(mention.title), role_of(mention, self._book)]

    def rowCount(self, parent: Index | None = None) -> int:
        """Return the number of mentions."""
        return 0 if parent is not None and parent.isValid() else len(self._mentions)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return a mention's quote, or what a screen reader says."""
        if not index.isValid() or index.row() >= len(self._mentions):
            return None
        mention = self._mentions[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return one_line(mention.annotation.quote)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            quote = one_line(mention.annotation.quote)
            context = in_context(mention).spoken()
            return ", ".join(piece for piece in (quote, *self.facts(mention), context) if piece)
        return None


def in_context(mention: Mention) -> InContext:
    """Return a mention as it is drawn."""
    return InContext.cut(mention.before, mention.annotation.quote, mention.after, CONTEXT)


def is_mention(mention: Mention) -> bool:
    """Say whether it is an actor annotation's own entity, unlike a claim's speaker."""
    return mention.annotation.layer == ACTOR and mention.link.field == ENTITY
