"""The sheet of keyboard shortcuts, made from the window's own actions."""

from collections.abc import Sequence
from itertools import chain, combinations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialogButtonBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from annotator.ui.appearance import Appearance
from annotator.ui.dialogs.base import Dialog
from annotator.ui.texts import plain_label

Group = tuple[str, Sequence[tuple[str, str]]]
"""The title of a group, and for each shortcut what it does and its keys, as they are shown."""


class ShortcutsDialog(Dialog):
    """All shortcuts in two columns, with a field that leaves those with a word in them."""

    def __init__(
        self, appearance: Appearance, groups: Sequence[Group], parent: QWidget | None = None
    ) -> None:
        super().__init__(appearance, self.tr("Keyboard shortcuts"), parent)
        self._groups = groups
        self.filter = QLineEdit()
        self.filter.setPlaceholderText(self.tr("Find a shortcut"))
        self.filter.setAccessibleName(self.tr("Find a shortcut"))
        self.filter.setClearButtonEnabled(True)
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self.column.addWidget(self.filter)
        self.column.addWidget(self._area, 1)
        self.add_button(self.tr("Close"), QDialogButtonBox.ButtonRole.RejectRole)
        self.filter.textChanged.connect(self._fill)
        self._fill("")
        self.start_at(120, 46)

    def _fill(self, wanted: str) -> None:
        sheet = QWidget()
        row = QHBoxLayout(sheet)
        row.setContentsMargins(0, 0, 12, 0)
        row.setSpacing(48)
        found = _matching(self._groups, wanted.casefold().split())
        for groups in _two_columns(found) if found else ():
            column = QVBoxLayout()
            column.setSpacing(20)
            for title, shortcuts in groups:
                column.addLayout(_group(title, shortcuts))
            column.addStretch(1)
            row.addLayout(column, 1)
        if not found:
            row.addWidget(
                plain_label(self.tr("No shortcut has these words in it."), "muted"),
                1,
                Qt.AlignmentFlag.AlignTop,
            )
        self._area.setWidget(sheet)


def _matching(groups: Sequence[Group], words: Sequence[str]) -> list[Group]:
    result: list[Group] = []
    for title, shortcuts in groups:
        kept = [
            (text, keys)
            for text, keys in shortcuts
            if all(word in f"{title} {text} {keys}".casefold() for word in words)
        ]
        if kept:
            result.append((title, kept))
    return result


def _two_columns(groups: Sequence[Group]) -> tuple[Sequence[Group], Sequence[Group]]:
    """Share ``groups`` out, each column in order, so that the two come out most alike in length."""
    places = range(len(groups))
    lengths = [len(shortcuts) + 2 for _, shortcuts in groups]
    shares = chain.from_iterable(combinations(places, size) for size in range(1, len(groups) + 1))
    # The first group stays on the left, where one begins to read.
    left = min(
        (share for share in shares if 0 in share),
        key=lambda share: abs(2 * sum(lengths[at] for at in share) - sum(lengths)),
    )
    return [groups[at] for at in left], [groups[at] for at in places if at not in left]


def _group(title: str, shortcuts: Sequence[tuple[str, str]]) -> QGridLayout:
    side = Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignTop
    grid = QGridLayout()
    grid.setHorizontalSpacing(16)
    grid.setVerticalSpacing(6)
    grid.setColumnStretch(0, 1)
    grid.addWidget(plain_label(title, "section"), 0, 0, 1, 2)
    for number, (text, keys) in enumerate(shortcuts, start=1):
        grid.addWidget(plain_label(text, wrap=True), number, 0)
        grid.addWidget(plain_label(keys, "muted"), number, 1, side)
    return grid
