"""The field for the people to whom something is handed out."""

from PySide6.QtWidgets import QWidget

from annotator.ui.appearance import Appearance
from annotator.ui.panels.tags_field import TagsField

_END = ";"


class NamesField(TagsField):
    """Names as chips. Enter, a semicolon and leaving the field end one; a comma may be part of it."""

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        """Make an empty field."""
        super().__init__(appearance, parent)
        self.setAccessibleName(self.tr("To whom"))
        self.line.setAccessibleName(self.tr("To whom"))

    def _typed(self, text: str) -> None:
        if _END in text:
            *whole, text = text.split(_END)
            self.line.setText(text.lstrip())
            self._add(*whole)
        if text.strip():
            self._offer(text.strip())
        else:
            self.line.popup.hide()

    def _rebuild(self) -> None:
        super()._rebuild()
        for chip in self.chips():
            chip.setAccessibleName(self.tr("To {name}, Delete removes them").format(name=chip.tag))

    def _show_prompt(self) -> None:
        self.line.setPlaceholderText(
            "" if self._tags else self.tr("A name, or several, each ended with Enter")
        )
