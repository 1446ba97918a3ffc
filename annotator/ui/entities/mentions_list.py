"""Every place that points to the entity shown, with its context."""

from collections.abc import Sequence
from typing import cast

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QRect, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from annotator.services.entities import Mention
from annotator.ui.appearance import Appearance
from annotator.ui.entities.in_context import paint_in_context
from annotator.ui.entities.mentions_model import Index, MentionsModel, in_context, is_mention
from annotator.ui.entities.two_lines import TwoLineDelegate
from annotator.ui.panels.empty_state import EmptyState
from annotator.ui.panels.phrases import number
from annotator.ui.panels.row_list import RowList
from annotator.ui.panels.row_paint import RowFonts, RowPainter
from annotator.ui.texts import plain_label
from annotator.ui.workspace import Workspace


class MentionDelegate(TwoLineDelegate):
    """The quote in its context; below, muted, the article and how it refers."""

    def draw_first(self, row: RowPainter, place: QRect, fonts: RowFonts, index: Index) -> None:
        """Draw the quote in its context."""
        mention = cast(MentionsModel, index.model()).mention(index.row())
        theme = self.theme
        where = row.mirrored(place)
        paint_in_context(row.painter, where, in_context(mention), fonts.main, theme.muted, theme.text)

    def facts(self, index: Index) -> list[str]:
        """Return the article, and how the mention refers."""
        model = cast(MentionsModel, index.model())
        return model.facts(model.mention(index.row()))


class MentionsList(QWidget):
    """The list, its heading, and the button that gives some of it to another entity."""

    shown = Signal(object)
    """A `Mention` was clicked: it is to be seen in the article."""
    opened = Signal(object)
    """Enter or a double click on a `Mention`: the person goes there."""
    split_wanted = Signal(list)
    """The ids of the annotations that are to mean another entity."""

    def __init__(self, workspace: Workspace, appearance: Appearance, parent: QWidget | None = None) -> None:
        """Make an empty list."""
        super().__init__(parent)
        self._workspace = workspace
        self.model = MentionsModel(self)
        self.list_view = RowList(self.tr("Mentions"))
        self.list_view.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.list_view.setItemDelegate(MentionDelegate(appearance, self))
        self.list_view.setModel(self.model)
        self.split_button = QPushButton(self.tr("Split off as another entity…"))
        self.nothing = EmptyState()
        self._pages = QStackedWidget()
        self._tally = plain_label("", "muted")
        self._lay_out()
        view = self.list_view
        view.opened.connect(lambda index: self.opened.emit(self.model.mention(index.row())))
        view.doubleClicked.connect(lambda index: self.opened.emit(self.model.mention(index.row())))
        view.clicked.connect(self._clicked)
        view.selectionModel().selectionChanged.connect(lambda: self._enable())
        self.split_button.clicked.connect(lambda: self.split_wanted.emit(self.splittable()))
        appearance.changed.connect(view.viewport().update)

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setContentsMargins(24, 8, 24, 8)
        top.setSpacing(8)
        top.addWidget(plain_label(self.tr("Mentions"), "section"))
        top.addWidget(self._tally, 1)
        top.addWidget(self.split_button)
        for page in (self.list_view, self.nothing):
            self._pages.addWidget(page)
        # Three mentions are worth more than a form without scroll bar.
        self._pages.setMinimumHeight(9 * self.fontMetrics().lineSpacing())
        pages = QHBoxLayout()
        pages.setContentsMargins(12, 0, 12, 8)
        pages.addWidget(self._pages)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(top)
        column.addLayout(pages, 1)

    def show_mentions(self, mentions: Sequence[Mention], *, same: bool) -> None:
        """Show what points to an entity; ``same`` keeps place and selection, for it is the same one."""
        kept = {one.link.id for one in self.selected()} if same else set()
        place = self.list_view.verticalScrollBar().value() if same else 0
        here = self.list_view.currentIndex().row() if same else -1
        self.model.set_mentions(mentions, self._workspace.known.codebook)
        chosen = self.list_view.selectionModel()
        if 0 <= here < len(mentions):
            chosen.setCurrentIndex(self.model.index(here), QItemSelectionModel.SelectionFlag.NoUpdate)
        for row, one in enumerate(mentions):
            if one.link.id in kept:
                chosen.select(self.model.index(row), QItemSelectionModel.SelectionFlag.Select)
        self.list_view.verticalScrollBar().setValue(place)
        self._tally.setText(number(len(mentions)) if mentions else "")
        self.nothing.say(
            "",
            self.tr("Nothing mentions it yet. Mark its name in a text with A, or mark all mentions at once."),
        )
        self._pages.setCurrentWidget(self.list_view if mentions else self.nothing)
        self._enable()

    def clear(self) -> None:
        """Show nothing, until it is known what there is."""
        self.model.set_mentions([], self._workspace.known.codebook)
        self._tally.setText("")
        self._pages.setCurrentWidget(self.list_view)
        self._enable()

    def selected(self) -> list[Mention]:
        """Return the mentions that are selected, in reading order."""
        rows = sorted(index.row() for index in self.list_view.selectionModel().selectedIndexes())
        return [self.model.mention(row) for row in rows]

    def splittable(self) -> list[str]:
        """Return the ids of the selected annotations, if each of them can mean another entity."""
        chosen = self.selected()
        if self._workspace.read_only or not all(map(self._may_split, chosen)):
            return []
        return list(dict.fromkeys(one.annotation.id for one in chosen))

    def _may_split(self, mention: Mention) -> bool:
        return is_mention(mention) and self._workspace.is_mine(mention.annotation)

    def _enable(self) -> None:
        chosen = self.selected()
        self.split_button.setVisible(not self._workspace.read_only and bool(self.model.mentions()))
        self.split_button.setEnabled(bool(self.splittable()))
        why = ""
        if not chosen:
            why = self.tr("Select the mentions that mean another entity.")
        elif not all(map(is_mention, chosen)):
            why = self.tr("What a claim says of the entity is changed in the claim.")
        elif not self.splittable():
            why = self.tr("Some of these mentions are by somebody else; only they can change them.")
        self.split_button.setToolTip(why)

    def _clicked(self, index: QModelIndex) -> None:
        if QGuiApplication.keyboardModifiers() == Qt.KeyboardModifier.NoModifier:
            self.shown.emit(self.model.mention(index.row()))
