"""The editor of a number."""

from annotator.core.codebook import Field
from annotator.ui.appearance import Appearance
from annotator.ui.panels.form.draft_edit import Save
from annotator.ui.panels.form.line_field import LineField


class NumberField(LineField):
    """A number, kept with the digits that were typed."""

    def __init__(self, field: Field, appearance: Appearance, save: Save, drafts: dict[str, str]) -> None:
        """Make the editor of ``field``."""
        super().__init__(field, appearance, save, drafts)
        self.line.setMaxLength(60)
