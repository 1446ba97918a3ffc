"""The field for the other names of an entity."""

from PySide6.QtWidgets import QWidget

from annotator.ui.appearance import Appearance
from annotator.ui.panels.tags_field import TagsField

_END = ";"


class AliasField(TagsField):
    """Names as chips. Enter, a semicolon and leaving the field end one; a comma may be part of it."""

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        """Make an empty field."""
        super().__init__(appearance, parent)
        self.setAccessibleName(self.tr("Aliases"))

    def _typed(self, text: str) -> None:
        if _END in text:
            *whole, rest = text.split(_END)
            self.line.setText(rest.lstrip())
            self._add(*whole)

    def _rebuild(self) -> None:
        super()._rebuild()
        for chip in self.chips():
            spoken = (
                self.tr("Alias {name}") if self._read_only else self.tr("Alias {name}, Delete removes it")
            )
            chip.setAccessibleName(spoken.format(name=chip.tag))

    def _show_prompt(self) -> None:
        self.line.setPlaceholderText("" if self._tags else self.tr("Other names, each ended with Enter"))
