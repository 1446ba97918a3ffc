"""After colleagues' work was taken in: how much, and what is to be done about it."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QDialogButtonBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from annotator.services.taking_in import Taken
from annotator.services.union.report import Clash
from annotator.ui.appearance import Appearance
from annotator.ui.dialogs.base import CONTROL, Dialog
from annotator.ui.exchange.incoming_words import changes_in_words, counts_in_words, quoted
from annotator.ui.exchange.words import annotations_in_words
from annotator.ui.texts import counted, isolated, plain_label

_MOST = 100
"""Pairs shown; whoever has more goes through the list of entities."""


class TakenDialog(Dialog):
    """Says what was taken in; `review_wanted` if the person goes on to the differences."""

    def __init__(
        self,
        appearance: Appearance,
        taken: Taken,
        merge: Callable[[Clash], bool],
        names: Mapping[str, str],
        parent: QWidget | None = None,
    ) -> None:
        """Show what was ``taken`` in.

        ``merge`` asks about two entities and merges them, and returns whether that was done;
        ``names`` are those of the annotators by their ids.
        """
        super().__init__(appearance, self.tr("Taken in"), parent)
        self.review_wanted = False
        self._merge = merge
        self._names = names
        self.merge_buttons: list[QPushButton] = []
        self._add_words(taken)
        if taken.proposals:
            self._add_pairs(taken)
        else:
            self.column.addStretch(1)
        roles = QDialogButtonBox.ButtonRole
        self.review_button = self.add_button(self.tr("Review the differences"), roles.ActionRole)
        self.review_button.clicked.connect(self._review)
        close = self.add_button(self.tr("Close"), roles.RejectRole)
        close.setDefault(True)
        close.setFocus()
        self.setMinimumWidth(min(self.in_characters(70).width(), 600))
        if taken.proposals:
            self.start_at(88, 28)
        else:
            self.fit()

    def _add_words(self, taken: Taken) -> None:
        total = taken.counts["annotation"]
        number = total.new + total.changed + total.removed
        one = self.tr("{annotations} taken in: {changes}.")
        heading = one.format(annotations=annotations_in_words(number), changes=changes_in_words(total))
        if not number:
            heading = self.tr("It was taken in.")
        icon = QLabel()
        icon.setPixmap(self.appearance.icon("done", self.appearance.theme.muted).pixmap(QSize(24, 24)))
        words = QVBoxLayout()
        words.setSpacing(CONTROL)
        words.addWidget(plain_label(heading, "heading", wrap=True))
        rest = counts_in_words(taken.counts)
        if rest:
            words.addWidget(plain_label(" · ".join(rest), "muted", wrap=True))
        words.addWidget(plain_label(self.tr("Edit ▸ Undo takes all of it out again."), "muted", wrap=True))
        for sentence in taken.notes:
            words.addWidget(plain_label(sentence, "caution", wrap=True))
        row = QHBoxLayout()
        row.setSpacing(14)
        row.addWidget(icon, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        self.column.addLayout(row)

    def _add_pairs(self, taken: Taken) -> None:
        number = len(taken.proposals)
        one = self.tr("1 entity has the name of another: are they the same?")
        many = self.tr("{n} entities have the names of others: are they the same?")
        self.column.addWidget(plain_label(counted(number, one, many), "section", wrap=True))
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, CONTROL, 0)
        column.setSpacing(CONTROL)
        for clash in taken.proposals[:_MOST]:
            column.addLayout(self._pair(clash))
        if number > _MOST:
            more = self.tr("{n} more pairs are in the list of entities.").format(n=number - _MOST)
            column.addWidget(plain_label(more, "muted", wrap=True))
        column.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(inside)
        self.column.addWidget(area, 1)

    def _pair(self, clash: Clash) -> QHBoxLayout:
        author = isolated(self._names.get(clash.theirs.annotator_id, "")) or self.tr("the file")
        frame = self.tr("{ours} here, {theirs} from {author}")
        if clash.ours.name == clash.theirs.name:
            frame = self.tr("{ours}, both here and from {author}")
        words = frame.format(ours=quoted(clash.ours.name), theirs=quoted(clash.theirs.name), author=author)
        label = plain_label(words, wrap=True)
        button = QPushButton(self.tr("Merge…"))
        button.setAccessibleName(self.tr("Merge: {pair}").format(pair=words))
        button.setAutoDefault(False)
        button.clicked.connect(lambda: self._try(button, clash))
        self.merge_buttons.append(button)
        row = QHBoxLayout()
        row.setSpacing(14)
        row.addWidget(label, 1)
        row.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        return row

    def _try(self, button: QPushButton, clash: Clash) -> None:
        if self._merge(clash):
            button.setEnabled(False)
            button.setText(self.tr("Merged"))
        self.activateWindow()

    def _review(self) -> None:
        self.review_wanted = True
        self.accept()
