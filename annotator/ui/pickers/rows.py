"""The rows that a picker offers: what they say, what they do, and how they are drawn."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final, Protocol

from PySide6.QtCore import (
    QAbstractListModel,
    QCoreApplication,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
)
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from annotator.core.codebook import Choice
from annotator.ui.appearance import Appearance
from annotator.ui.panels.row_paint import GLYPH, PAD_X, RowFonts, RowPainter, advance, joined

Index = QModelIndex | QPersistentModelIndex
_BADGE: Final = 22
_PAD_Y: Final = 5


@dataclass(frozen=True, slots=True)
class Row:
    """One thing to take."""

    title: str
    take: Callable[[str], object]
    """Called when it is taken, with the kind that was chosen for a new entity, or else nothing."""
    facts: tuple[str, ...] = ()
    """What tells it from the others, muted: kind, role, why it is offered."""
    badge: str = ""
    """The key that takes it, or finds it."""
    new: bool = False
    """It makes a new entity: its kind can be chosen."""
    chosen: bool = False
    """It is what the field has now."""
    guess: bool = False
    """The field has it only as a proposal."""

    def words(self, kind: str = "") -> str:
        """Return what a screen reader says."""
        return ", ".join(part for part in (self.badge, self.title, self.state, kind, *self.facts) if part)

    @property
    def state(self) -> str:
        """In words, whether the field has it now, and whether anybody has confirmed that."""
        if not self.chosen:
            return ""
        proposed = QCoreApplication.translate("Pickers", "proposed")
        return proposed if self.guess else QCoreApplication.translate("Pickers", "chosen now")


class Source(Protocol):
    """What a picker asks for its rows."""

    heading: str
    placeholder: str
    kinds: tuple[Choice, ...]
    """The kinds that a new entity can have."""
    stays: bool
    """The picker stays open after a row was taken."""
    at_once: bool
    """The first letters of the only row that has them take it."""

    def rows(self, query: str) -> Sequence[Row]:
        """Return the rows for what was typed."""
        ...

    def first(self, query: str, rows: Sequence[Row]) -> int:
        """Return which row Enter takes."""
        ...

    def kind(self, query: str) -> str:
        """Return the likeliest kind of a new entity."""
        ...

    def refusal(self, query: str) -> str:
        """Return why nothing can be taken for what was typed."""
        ...

    def remove(self) -> bool:
        """Take the last value away; return whether there was one."""
        ...


class RowModel(QAbstractListModel):
    """The rows at present."""

    def __init__(self) -> None:
        super().__init__()
        self.shown: list[Row] = []
        self.kind = ""
        """The title of the kind that a new entity would get."""

    def fill(self, rows: Sequence[Row]) -> None:
        """Show other rows."""
        self.beginResetModel()
        self.shown = list(rows)
        self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:
        """Return how many there are."""
        return 0 if parent is not None and parent.isValid() else len(self.shown)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return a row's words."""
        row = self.shown[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return row.title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return row.words(self.kind if row.new else "")
        return None


class RowDelegate(QStyledItemDelegate):
    """Key, title, and what is known of it, on one line."""

    def __init__(self, appearance: Appearance, model: RowModel, parent: QObject) -> None:
        """Draw in the colours of ``appearance``."""
        super().__init__(parent)
        self._appearance = appearance
        self._model = model

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the height that all rows have."""
        return QSize(80, option.fontMetrics.height() + 2 * _PAD_Y + 2)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw a row."""
        shown = self._model.shown[index.row()]
        fonts = RowFonts.of(option.font)
        painter.save()
        row = RowPainter(painter, option, self._appearance.theme)
        row.background(chosen=row.selected)
        content = option.rect.adjusted(PAD_X // 2, 0, -2 * PAD_X, 0)
        badge = QRect(content.left(), content.top(), _BADGE, content.height())
        row.line(shown.badge, badge.adjusted(6, 0, 0, 0), fonts, small=True)
        rest = content.adjusted(_BADGE, 0, 0, 0)
        if shown.chosen:
            sign = QRect(rest.right() - GLYPH + 1, rest.top(), GLYPH, rest.height())
            rest.setRight(sign.left() - 6)
            if shown.guess:
                row.proposal(sign, fonts)
            else:
                row.line("✓", sign, fonts, small=True)
        facts = self._facts(shown)
        wide = advance(fonts.small_metrics, joined(facts))
        room = max(rest.width() // 4, rest.width() - advance(fonts.main_metrics, shown.title) - 12)
        wide = min(wide, room)
        row.line(shown.title, rest.adjusted(0, 0, -wide - 12 if wide else 0, 0), fonts)
        row.facts(facts, QRect(rest.right() - wide + 1, rest.top(), wide, rest.height()), fonts)
        painter.restore()

    def _facts(self, row: Row) -> tuple[str, ...]:
        return (*row.facts, f"‹ {self._model.kind} ›") if row.new and self._model.kind else row.facts
