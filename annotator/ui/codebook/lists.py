"""A dialog that lists sentences and asks whether to go on."""

from collections.abc import Sequence

from PySide6.QtWidgets import QAbstractItemView, QListWidget, QListWidgetItem, QWidget

from annotator.ui.appearance import Appearance
from annotator.ui.dialogs.base import Dialog

_MOST_SHOWN = 12


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
        self.list.setWordWrap(True)
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        for sentence in sentences:
            self.list.addItem(QListWidgetItem(sentence))
        self.column.addWidget(self.list, 1)
        self.primary = self.add_buttons(verb)
        self.start_at(84, 14 + 2 * min(len(sentences), _MOST_SHOWN))
        self.primary.setFocus()
