"""The editor of a date's value: EDTF, with the days it covers and where it comes from."""

import sys

from PySide6.QtCore import QTimer

from annotator.services.proposing import NEEDS_PUBLISHED
from annotator.ui.date_words import days_in_words, rule_in_words, source_in_words, value_in_words
from annotator.ui.panels.form.line_field import LineField


class DateValueField(LineField):
    """A date as EDTF. Under it stands what it means, or why it was refused."""

    @property
    def message(self) -> str:
        """Why the value was refused, or the value in words, its rule, and its first and last day."""
        if self._fault:
            return self._fault
        state = self.state
        if self.line.isModified() and self.line.text().strip() != state.value:
            return ""
        value = str(state.value)
        if not value:
            return rule_in_words(state.rule) if state.rule != NEEDS_PUBLISHED or not state.published else ""
        # The library that knows EDTF takes a quarter of a second to load: not while one waits.
        if "edtf" not in sys.modules:
            QTimer.singleShot(0, self, self._say_days)
            return self._in_words(value, "")
        return self._in_words(value, days_in_words(value))

    @property
    def wants_published(self) -> bool:
        """Whether the value cannot be worked out before the publication date is known."""
        state = self.state
        return state.rule == NEEDS_PUBLISHED and not (state.value or state.published or state.fixed)

    @property
    def meaning(self) -> str:
        """What the rule means that gave the value."""
        return rule_in_words(self.state.rule) if self.state.value else ""

    def _in_words(self, value: str, days: str) -> str:
        words = value_in_words(value)
        source = source_in_words(self.state.rule, self.state.anchor)
        first = self.tr("{date}, {source}").format(date=words, source=source) if source else words
        return "\n".join(line for line in (first, "" if days == words else days) if line)

    def _say_days(self) -> None:
        days_in_words(str(self.state.value))
        self.below_changed.emit()
