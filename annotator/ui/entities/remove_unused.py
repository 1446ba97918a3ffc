"""Which of the entities that nothing points to are to be removed."""

from collections.abc import Sequence

from PySide6.QtWidgets import QDialogButtonBox, QWidget

from annotator.core.codebook import Codebook
from annotator.core.model import Entity
from annotator.ui.appearance import Appearance
from annotator.ui.dialogs.base import Dialog
from annotator.ui.dialogs.check_list import CheckList
from annotator.ui.panels.matching import one_line
from annotator.ui.texts import counted

_ROWS = 12


class RemoveUnusedDialog(Dialog):
    """A list to untick what is to stay."""

    def __init__(
        self,
        appearance: Appearance,
        unused: Sequence[Entity],
        book: Codebook,
        parent: QWidget | None = None,
    ) -> None:
        """Show ``unused``, all ticked."""
        super().__init__(appearance, self.tr("Remove unused entities"), parent)
        self.add_heading(
            self.tr("Remove unused entities"),
            self.tr("Nothing in the project points to these. Untick what is to stay; undo brings them back."),
        )
        self.list = CheckList(self.tr("Unused entities"), _ROWS)
        self.list.ensurePolished()  # Rows that are measured before stay too low.
        self.list.fill(((one.id, _words(one, book)) for one in unused), ticked=True)
        self.list.changed.connect(self._count)
        self.column.addWidget(self.list)
        self.remove_button = self.add_button("", QDialogButtonBox.ButtonRole.AcceptRole)
        self.add_button(self.tr("Cancel"), QDialogButtonBox.ButtonRole.RejectRole)
        self._count()
        self.setMinimumWidth(self.in_characters(64).width())
        self.fit()
        self.list.setCurrentRow(0)
        self.list.setFocus()

    def chosen(self) -> list[str]:
        """Return the ids of what is to be removed."""
        return sorted(self.list.ticked())

    def _count(self) -> None:
        number = len(self.list.ticked())
        self.remove_button.setText(
            counted(number, self.tr("Remove 1 entity"), self.tr("Remove {n} entities"))
        )
        self.remove_button.setEnabled(number > 0)


def _words(entity: Entity, book: Codebook) -> str:
    kind = book.kind_title(entity.kind)
    return f"{one_line(entity.name)} · {kind}" if kind else one_line(entity.name)
