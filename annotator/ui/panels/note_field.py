"""The field for the note of an annotation, saved as one types."""

from PySide6.QtWidgets import QFrame, QWidget

from annotator.ui.panels.form.draft_edit import DraftEdit, Save

_LEAST_LINES, _MOST_LINES = 2, 10


class NoteField(DraftEdit):
    """A note in several lines, in a frame of its own."""

    def __init__(self, save: Save, parent: QWidget | None = None) -> None:
        """Make an empty field that saves with ``save``, by the annotation's id."""
        super().__init__(save, _LEAST_LINES, _MOST_LINES, parent)
        self.setProperty("field", True)
        self.setObjectName("noteField")

    def show_note(self, annotation_id: str | None, note: str) -> None:
        """Show the note of an annotation, as `show_text` does."""
        self.show_text(annotation_id, note)

    def set_fixed(self, fixed: bool) -> None:
        """Only show the note, to be read and copied, or let it be changed."""
        if fixed == self.isReadOnly():
            return
        super().set_fixed(fixed)
        # What cannot be written in does not look like a field.
        self.setProperty("field", not fixed)
        self.style().unpolish(self)
        self.style().polish(self)
        # The frame carries the padding, and the style neither takes it away nor brings it back.
        self.setFrameShape(QFrame.Shape.NoFrame if fixed else QFrame.Shape.StyledPanel)
        self.updateGeometry()
