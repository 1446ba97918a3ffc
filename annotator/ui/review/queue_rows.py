"""The rows of the queue, and how they are drawn."""

from collections.abc import Sequence
from typing import Final, NamedTuple, cast

from PySide6.QtCore import QObject, QRect, QRectF, QSize, QStringListModel, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from annotator.core.codebook import Layer
from annotator.services.reviewing import Case, State
from annotator.ui.appearance import Appearance
from annotator.ui.layer_glyph import paint_layer_glyph
from annotator.ui.panels.matching import one_line
from annotator.ui.panels.row_paint import GLYPH, GRID, LEADING, RowFonts, RowPainter, row_size
from annotator.ui.panels.sorted_rows import Index
from annotator.ui.review.cells import paint_sign, sign_width
from annotator.ui.review.faces import Face, Faces
from annotator.ui.review.pile import place_of
from annotator.ui.review.words import differences_in_words, state_in_words
from annotator.ui.shown import Shown

_BETWEEN: Final = 2 * GRID
_SIGN = 14
_QUOTE = 160


class QueueRow(NamedTuple):
    """What is drawn of a case."""

    quote: str
    layer: Layer | None
    words: str
    title: str
    faces: tuple[Face, ...]
    state: State


class QueueModel(QStringListModel):
    """The cases that are shown; a row is put into words when it is drawn.

    A list view asks for the number of rows again and again; a `QStringListModel` of empty strings answers
    without Python, which 10,000 rows make necessary.
    """

    def __init__(self, space: Shown, faces: Faces, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._space, self._faces = space, faces
        self.cases: list[Case] = []

    def show_cases(self, cases: Sequence[Case]) -> None:
        """Show other cases."""
        before = len(self.cases)
        self.cases = list(cases)
        if len(cases) != before:
            self.setStringList([""] * len(cases))
        elif cases:
            self.dataChanged.emit(self.index(0), self.index(len(cases) - 1))

    def row_of(self, case: Case) -> int:
        """Return the row that shows a case, or -1."""
        return place_of(self.cases, case)

    def row(self, number: int) -> QueueRow:
        """Return what a row shows."""
        case = self.cases[number]
        first = case.annotations[0]
        who = self._faces.in_order(one.annotator_id for one in case.annotations)
        return QueueRow(
            one_line(first.quote, _QUOTE),
            self._space.layer(first.layer),
            differences_in_words(self._space, case),
            one_line(case.article.title),
            tuple(self._faces.of(one) for one in dict.fromkeys(who)),
            case.state,
        )

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return a row in words, for screen readers and tool tips."""
        if not index.isValid() or index.row() >= len(self.cases):
            return None
        if role not in (
            Qt.ItemDataRole.DisplayRole,
            Qt.ItemDataRole.AccessibleTextRole,
            Qt.ItemDataRole.ToolTipRole,
        ):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return ""
        row = self.row(index.row())
        names = ", ".join(face.name for face in row.faces)
        return f"{row.words}: {row.quote} – {names} – {row.title} – {state_in_words(row.state)}"

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let rows be chosen and nothing else."""
        return Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemNeverHasChildren


class QueueDelegate(QStyledItemDelegate):
    """In what they differ, the quote, who has marked it; a tick where it is decided."""

    def __init__(self, appearance: Appearance, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._appearance = appearance
        self._fonts: RowFonts | None = None

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the height that all rows have."""
        return row_size(self._fonts_for(option), 2)

    def _fonts_for(self, option: QStyleOptionViewItem) -> RowFonts:
        if self._fonts is None or self._fonts.main != option.font:
            self._fonts = RowFonts.of(option.font)
        return self._fonts

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw the row."""
        model = cast(QueueModel, index.model())
        if index.row() >= len(model.cases):
            return
        shown = model.row(index.row())
        fonts = self._fonts_for(option)
        painter.save()
        row = RowPainter(painter, option, self._appearance.theme)
        row.background(chosen=row.selected)
        line = QRect(row.content.topLeft(), QSize(row.content.width(), fonts.main_metrics.height()))
        self._state(row, line, shown.state)
        row.line(shown.words, self._without_end(line, shown), fonts)
        line.moveTop(line.bottom() + 1)
        self._glyph(row, line, shown.layer)
        quote = QRect(line)
        quote.setLeft(line.left() + GLYPH + _BETWEEN)
        row.line(shown.quote, quote, fonts, colour=self._appearance.theme.text)
        small = QRect(line.left(), line.bottom() + 1 + LEADING, line.width(), fonts.small_metrics.height())
        rest = self._people(row, small, shown.faces, fonts)
        row.line(shown.title, rest, fonts, small=True)
        painter.restore()

    def _without_end(self, line: QRect, shown: QueueRow) -> QRect:
        return line if shown.state is State.OPEN else line.adjusted(0, 0, -_SIGN - GRID, 0)

    def _state(self, row: RowPainter, line: QRect, state: State) -> None:
        if state is State.OPEN:
            return
        name, colour = ("done", row.theme.text) if state is State.DECIDED else ("warning", row.theme.warning)
        place = QRect(line.right() - _SIGN, line.top() + (line.height() - _SIGN) // 2, _SIGN, _SIGN)
        icon = self._appearance.icon(name, colour)
        icon.paint(row.painter, row.mirrored(place), Qt.AlignmentFlag.AlignCenter)

    def _glyph(self, row: RowPainter, line: QRect, layer: Layer | None) -> None:
        sign = QRect(0, 0, GLYPH, GLYPH)
        sign.moveCenter(QRect(line.left(), line.top(), GLYPH, line.height()).center())
        colours = row.theme.layer(layer.colour if layer else "")
        paint_layer_glyph(row.painter, row.mirrored(sign), layer.shape if layer else "", colours)

    def _people(self, row: RowPainter, line: QRect, faces: tuple[Face, ...], fonts: RowFonts) -> QRect:
        left = line.left()
        font = self._appearance.ui_font(0.8)
        for face in faces:
            wide = sign_width(font, face)
            if left + wide > line.right() - 40:
                break
            box = row.mirrored(QRect(left, line.top(), wide, line.height()))
            paint_sign(row.painter, QRectF(box), face, self._appearance, font)
            left += wide + 3
        return QRect(left + _BETWEEN, line.top(), line.right() - left - _BETWEEN, line.height())
