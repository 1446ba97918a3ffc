"""The comparison: what each reader has marked in one place, side by side, and what is decided about it."""

from PySide6.QtCore import QRect, QRectF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFont, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from annotator.ui.appearance import Appearance
from annotator.ui.review.cells import KeyButton, QuoteText, Sign, line_colour
from annotator.ui.review.table import Column, Row, Table
from annotator.ui.review.words import NO_VALUE
from annotator.ui.texts import ElidedLabel, isolated, plain_label

_NARROWEST = 112
"""Pixels of a column below which the comparison is scrolled sideways."""
_TITLES = 84
_PAD = 10


class Comparison(QScrollArea):
    """A grid of columns, one of them chosen; Left and Right choose another."""

    accepted = Signal(int)
    """The button of a column was pressed; the column's number from 0."""
    chosen_changed = Signal(int)
    stepped = Signal(int)
    """Down (1) or Up (-1) was pressed."""

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._appearance = appearance
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(self.tr("Comparison"))
        self.setMinimumHeight(120)
        self._grid: _Grid | None = None
        self._shown: tuple[Table, bool] | None = None
        self.chosen = 0
        appearance.changed.connect(self._again)

    @property
    def columns(self) -> tuple[Column, ...]:
        """What is compared."""
        return self._shown[0].columns if self._shown else ()

    def show_table(self, table: Table | None, *, may_decide: bool) -> None:
        """Show a case, its first marked column chosen; None shows nothing."""
        same = self._shown is not None and table is not None and _readers(self._shown[0]) == _readers(table)
        self._shown = (table, may_decide) if table is not None else None
        if not same:
            marked = [n for n, one in enumerate(self.columns) if one.annotation is not None]
            self.chosen = marked[0] if marked else 0
        self._again()

    def _again(self) -> None:
        at = self.verticalScrollBar().value() if self._grid is not None else 0
        self._grid = _Grid(*self._shown, self._appearance, self) if self._shown else None
        self.setWidget(self._grid if self._grid is not None else QWidget())
        self.verticalScrollBar().setValue(at if self._shown else 0)
        self._say_chosen()

    def choose(self, number: int) -> None:
        """Choose a column: what is changed, or commented on."""
        if 0 <= number < len(self.columns) and number != self.chosen:
            self.chosen = number
            self._say_chosen()
            self.chosen_changed.emit(number)

    def _say_chosen(self) -> None:
        if self._grid is not None:
            self._grid.update()
            if 0 <= self.chosen < len(self.columns):
                self.setAccessibleDescription(_spoken(self._shown[0], self.chosen) if self._shown else "")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose a column, go on to another case, or scroll."""
        key = event.key()
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(key), 0)
        if step:
            mirrored = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
            self.choose(self.chosen + (-step if mirrored else step))
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.stepped.emit(1 if key == Qt.Key.Key_Down else -1)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show where the keyboard is."""
        super().focusInEvent(event)
        self._say_chosen()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Show that it is elsewhere."""
        super().focusOutEvent(event)
        self._say_chosen()


class _Grid(QWidget):
    """The widgets of one case; draws the lines between them and the box of the chosen column."""

    def __init__(self, table: Table, may_decide: bool, appearance: Appearance, owner: Comparison) -> None:
        super().__init__()
        self._owner, self._appearance, self._table = owner, appearance, table
        self.setObjectName("comparisonGrid")
        self._heads: list[QWidget] = []
        self._lines: list[QWidget] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(16, 8, 16, 12)
        self._grid.setHorizontalSpacing(2 * _PAD)
        self._grid.setVerticalSpacing(9)
        self._grid.setColumnMinimumWidth(0, _TITLES)
        for number, column in enumerate(table.columns, 1):
            self._grid.setColumnStretch(number, 2 if column.annotation is not None else 1)
            self._grid.setColumnMinimumWidth(number, _NARROWEST)
            head = self._head(number - 1, column, may_decide)
            self._heads.append(head)
            self._grid.addWidget(head, 0, number, Qt.AlignmentFlag.AlignTop)
        self._add_quotes(table)
        for place, row in enumerate(table.rows, 2):
            self._add_row(place, row)
        self._grid.setRowStretch(len(table.rows) + 2, 1)

    def _head(self, number: int, column: Column, may_decide: bool) -> QWidget:
        head = QWidget()
        lines = QVBoxLayout(head)
        lines.setContentsMargins(0, 4, 0, 2)
        lines.setSpacing(5)
        who = QHBoxLayout()
        who.setSpacing(7)
        name = ElidedLabel(column.face.name)
        name.setFont(self._appearance.ui_font(bold=True))
        who.addWidget(Sign(column.face, self._appearance))
        who.addWidget(name, 1)
        lines.addLayout(who)
        lines.addLayout(self._act(number, column, may_decide))
        return head

    def _act(self, number: int, column: Column, may_decide: bool) -> QHBoxLayout:
        """Return the button that accepts a column, and what was decided about it."""
        line = QHBoxLayout()
        line.setSpacing(8)
        if column.annotation is not None and not column.is_copy and may_decide and number < 9:
            button = KeyButton(self.tr("Accept"), str(number + 1), self._appearance)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.setAccessibleName(self.tr("Accept {name}").format(name=column.face.name))
            button.clicked.connect(lambda: self._owner.accepted.emit(number))
            button.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
            line.addWidget(button)
        words = column.verdict or (self.tr("stands for it") if column.is_copy else "")
        label = ElidedLabel(words, "" if words else "muted")
        line.addWidget(label, 1)
        return line

    def _add_quotes(self, table: Table) -> None:
        self._add_title(1, self.tr("Quote"), differs=table.quotes_differ)
        for number, column in enumerate(table.columns, 1):
            if column.annotation is None:
                label = plain_label(self.tr("did not mark it"), "muted", wrap=True)
                label.setFont(_leaning(label))
                self._grid.addWidget(label, 1, number, Qt.AlignmentFlag.AlignTop)
                continue
            quote = QuoteText(column.quote, column.annotation.quote, self._appearance)
            self._grid.addWidget(quote, 1, number)

    def _add_row(self, place: int, row: Row) -> None:
        self._add_title(place, row.title, differs=row.differs, quiet=row.quiet)
        for number, (words, column) in enumerate(zip(row.cells, self._table.columns, strict=True), 1):
            if column.annotation is None:
                continue
            quiet = row.quiet or not words or not row.differs
            cell = plain_label(words or NO_VALUE, "muted" if quiet else "", wrap=True)
            if row.differs:
                cell.setFont(self._appearance.ui_font(bold=True))
            if not words:
                cell.setAccessibleName(self.tr("no value"))
            cell.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
            self._grid.addWidget(cell, place, number, Qt.AlignmentFlag.AlignTop)

    def _add_title(self, place: int, title: str, *, differs: bool, quiet: bool = False) -> None:
        label = QLabel()
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setText(self.tr("≠ {field}").format(field=title) if differs else title)
        label.setWordWrap(True)
        label.setProperty("role", "" if differs else "muted")
        if differs:
            label.setFont(self._appearance.ui_font(bold=True))
            label.setAccessibleName(self.tr("{field}, differs").format(field=title))
        self._lines.append(label)
        self._grid.addWidget(label, place, 0, Qt.AlignmentFlag.AlignTop)

    def column_box(self, number: int) -> QRect:
        """Return where a column lies."""
        head = self._heads[number].geometry()
        bottom = min(self.height() - 4, self.childrenRect().bottom() + _PAD)
        return QRect(head.left() - _PAD, head.top() - 2, head.width() + 2 * _PAD, bottom - head.top() + 2)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose the column under the pointer."""
        for number in range(len(self._heads)):
            if self.column_box(number).contains(event.position().toPoint()):
                self._owner.choose(number)
        self._owner.setFocus(Qt.FocusReason.MouseFocusReason)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the lines between the rows, and the box around the chosen column."""
        painter = QPainter(self)
        painter.setPen(QPen(line_colour(self._appearance, 0.35), 1))
        for label in self._lines:
            y = label.geometry().top() - 5
            painter.drawLine(16, y, self.width() - 16, y)
        if 0 <= self._owner.chosen < len(self._heads):
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            focused = self._owner.hasFocus()
            theme = self._appearance.theme
            painter.setPen(QPen(theme.accent if focused else theme.edge, 2 if focused else 1))
            box = QRectF(self.column_box(self._owner.chosen)).adjusted(1, 1, -1, -1)
            painter.drawRoundedRect(box, 6, 6)
        painter.end()


def _leaning(label: QLabel) -> QFont:
    font = label.font()
    font.setItalic(True)
    return font


def _readers(table: Table) -> list[tuple[str, bool]]:
    return [(one.annotation.id if one.annotation else one.face.name, one.is_copy) for one in table.columns]


def _spoken(table: Table, number: int) -> str:
    """Return a column for a screen reader."""
    column = table.columns[number]
    if column.annotation is None:
        return isolated(column.face.name)
    said = [f"{row.title}: {row.cells[number]}" for row in table.rows if row.cells[number]]
    return "; ".join([isolated(column.face.name), column.annotation.quote, *said, column.verdict])
