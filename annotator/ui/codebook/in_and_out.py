"""Codebooks as files: one is written, one is read in, or that of another project is adopted."""

from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from annotator.core.codebook import Codebook
from annotator.core.errors import AnnotatorError
from annotator.services import codebooks
from annotator.services.codebook_faults import differences
from annotator.services.projects import Project
from annotator.ui.appearance import Appearance
from annotator.ui.codebook.difference_words import difference_in_words
from annotator.ui.codebook.lists import SentencesDialog
from annotator.ui.dialogs import message
from annotator.ui.texts import isolated, shortened

_TITLE = 48
"""Characters of a codebook's title that a heading shows."""


class InAndOut(QObject):
    """Asks for files on behalf of the editor; changes nothing itself."""

    taken_over = Signal(object)
    """A person wants this `Codebook` in the place of the one that is edited."""
    refused = Signal(str)
    """Why a file was not read or not written."""
    written = Signal(str)
    """Where the codebook now stands as a file."""

    def __init__(self, appearance: Appearance, editor: QWidget) -> None:
        """Ask over ``editor``."""
        super().__init__(editor)
        self._appearance = appearance
        self._editor = editor

    def take_over(self, present: Codebook, folder: str) -> None:
        """Ask for a file or another project, show how its codebook differs from ``present``, and offer it."""
        filters = self.tr("Codebooks and projects (*.toml *.annotator);;All files (*)")
        chosen, _ = QFileDialog.getOpenFileName(self._editor, self.tr("Import a codebook"), folder, filters)
        if not chosen:
            return
        try:
            other = codebooks.read(Path(chosen))
        except AnnotatorError as error:
            self.refused.emit(str(error))
            return
        found = [difference_in_words(present, other, one) for one in differences(present, other)]
        if not found:
            same = self.tr("That codebook is the same as this one.")
            message.tell(self._appearance, self._editor, "info", same)
        elif self._agrees_to(other, found):
            self.taken_over.emit(other)

    def _agrees_to(self, other: Codebook, found: list[str]) -> bool:
        title = isolated(shortened(other.title, _TITLE)) or self.tr("this codebook")
        dialog = SentencesDialog(
            self._appearance,
            self.tr("Take over “{title}”?").format(title=title),
            self.tr(
                "This is what would be different. Nothing changes in the project until you save the codebook."
            ),
            found,
            self.tr("Take over"),
            self._editor,
        )
        return bool(dialog.exec())

    def write(self, project: Project, book: Codebook, folder: str) -> None:
        """Ask for a file and write ``book`` into it."""
        name = str(Path(folder) / "codebook.toml")
        filters = self.tr("Codebooks (*.toml)")
        chosen, _ = QFileDialog.getSaveFileName(self._editor, self.tr("Export the codebook"), name, filters)
        if not chosen:
            return
        path = Path(chosen)
        path = path if path.suffix else path.with_name(f"{path.name}.toml")
        try:
            # The system's dialog has asked about a file that is there; one whose name was completed is not
            # written over.
            codebooks.export_book(project, book, path, force=path == Path(chosen))
        except AnnotatorError as error:
            self.refused.emit(str(error))
            return
        self.written.emit(str(path))
