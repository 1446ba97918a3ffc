"""A dialog that lists sentences and asks whether to go on."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QSize, Qt
from PySide6.QtGui import QPainter, QStaticText, QTextOption
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from annotator.ui.appearance import Appearance
from annotator.ui.dialogs.base import Dialog
from annotator.ui.leaning import direction_of, lean

_MOST_SHOWN = 12
_BESIDE, _ABOVE = 10, 6
"""Pixels around the words of a row."""
Index = QModelIndex | QPersistentModelIndex


class _Wrapped(QStyledItemDelegate):
    """Draws each row as high as its sentence is: Qt's own cuts off what wraps onto a third line."""

    def __init__(self, appearance: Appearance, view: QAbstractItemView) -> None:
        super().__init__(view)
        self._appearance = appearance
        self._view = view

    def _words(self, option: QStyleOptionViewItem, index: Index) -> QStaticText:
        sentence = str(index.data())
        words = QStaticText(sentence)
        words.setTextFormat(Qt.TextFormat.PlainText)
        # Each sentence runs in its own direction, whichever way the window does.
        rtl = self._view.isRightToLeft()
        side = Qt.AlignmentFlag.AlignRight if rtl else Qt.AlignmentFlag.AlignLeft
        how = QTextOption(side | Qt.AlignmentFlag.AlignAbsolute)
        how.setTextDirection(direction_of(sentence))
        how.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        words.setTextOption(how)
        words.setTextWidth(self._view.viewport().width() - 2 * _BESIDE)
        words.prepare(font=option.font)
        return words

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the height of the sentence in the width of the list."""
        self.initStyleOption(option, index)
        return QSize(0, round(self._words(option, index).size().height()) + 2 * _ABOVE)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw a row."""
        self.initStyleOption(option, index)
        option.text = ""
        self._view.style().drawControl(QStyle.ControlElement.CE_ItemViewItem, option, painter, self._view)
        painter.save()
        painter.setFont(option.font)
        painter.setPen(self._appearance.theme.text)
        painter.drawStaticText(option.rect.topLeft() + QPoint(_BESIDE, _ABOVE), self._words(option, index))
        painter.restore()


class SentencesDialog(Dialog):
    """What is about to happen, a sentence in each row; accepted if the person wants it."""

    def __init__(
        self,
        appearance: Appearance,
        heading: str,
        explanation: str,
        sentences: Sequence[str],
        verb: str,
        parent: QWidget | None = None,
    ) -> None:
        """``verb`` is what the accepting button says."""
        super().__init__(appearance, self.tr("Codebook"), parent)
        self.add_heading(heading, explanation)
        self.list = QListWidget()
        self.list.setAccessibleName(heading)
        self.list.setItemDelegate(_Wrapped(appearance, self.list))
        self.list.setResizeMode(QListView.ResizeMode.Adjust)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        for sentence in sentences:
            self.list.addItem(QListWidgetItem(sentence))
        self.column.addWidget(self.list, 1)
        self.primary = self.add_buttons(verb)
        lean(self)
        self.start_at(84, 14 + 2 * min(len(sentences), _MOST_SHOWN))
        self.primary.setFocus()
