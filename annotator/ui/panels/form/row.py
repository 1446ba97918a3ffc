"""One line of a form: label, key, editor, the sign of a proposal, and what stands under it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QWidget

from annotator.core.codebook import Field, FieldType
from annotator.ui.appearance import Appearance
from annotator.ui.panels.form.box import FieldBox
from annotator.ui.panels.form.date_value_field import DateValueField
from annotator.ui.panels.form.small import ProposalSign, key_cap
from annotator.ui.panels.form.states import FieldState
from annotator.ui.panels.form.still import show_if
from annotator.ui.texts import plain_label, tooltip

_GAP = 8


class FieldRow(QWidget):
    """A field with everything around it. Shown only where there is something to say or to fill in."""

    published_wanted = Signal()

    def __init__(self, box: FieldBox, appearance: Appearance) -> None:
        """Put label and signs around ``box``."""
        super().__init__()
        self.box = box
        self.field: Field = box.field
        self.sign = ProposalSign(appearance, self.field.title)
        self.sign.clicked.connect(box.confirm_wanted)
        self._needed = plain_label("", "needed")
        self.heading = self._make_heading()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(_GAP)
        self._grid.setVerticalSpacing(4)
        self._below: QLabel | None = None
        self._published: QPushButton | None = None
        self._note: QLabel | None = None
        self._lay_out()
        box.below_changed.connect(self._show_below)

    @property
    def stacked(self) -> bool:
        """Whether the label stands above the editor: a text of several lines needs the width."""
        return self.field.type is FieldType.TEXT and self.field.lines > 1

    def _make_heading(self) -> QWidget:
        heading = QWidget()
        line = QHBoxLayout(heading)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(4)
        self._label = plain_label(self.field.title, "field", wrap=not self.stacked)
        self._label.setBuddy(self.box)
        self._label.setToolTip(tooltip(self.field.guideline))
        self._label.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        line.addWidget(self._label, 0 if self.field.required else 1)
        if self.field.required:
            line.addWidget(self._needed, 1)
        if self.field.key:
            line.addWidget(key_cap(self.field.key.upper()))
        return heading

    def _lay_out(self) -> None:
        box = QWidget()
        line = QHBoxLayout(box)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(4)
        line.addWidget(self.box, 1)
        line.addWidget(self.sign, 0, Qt.AlignmentFlag.AlignTop)
        self.sign.setFixedHeight(self.box.line_height)
        self._grid.setColumnStretch(1, 1)
        if self.stacked:
            self._grid.addWidget(self.heading, 0, 0, 1, 2)
            self._grid.addWidget(box, 1, 0, 1, 2)
        else:
            self._grid.addWidget(self.heading, 0, 0, Qt.AlignmentFlag.AlignTop)
            self._grid.addWidget(box, 0, 1)
            # The heading is as high as a line of the editor, so that both have one base line.
            self.heading.setMinimumHeight(self.box.line_height)

    def heading_width(self) -> int:
        """Return the width that the label and its signs ask for on one line."""
        label = self._label.fontMetrics().horizontalAdvance(self.field.title) + 2
        needed = self._needed.fontMetrics().horizontalAdvance("*") + 4 if self.field.required else 0
        return label + needed + (24 if self.field.key else 0)

    def set_heading_width(self, width: int) -> None:
        """Give the label's column a width, the same for all rows of a form."""
        if not self.stacked:
            self.heading.setFixedWidth(width)

    # --- showing -----------------------------------------------------------------------

    def show_state(self, state: FieldState) -> None:
        """Show a state of the field."""
        before = self.box.state
        self.box.show_state(state)
        hidden = state.empty and (state.fixed or self.field.retired)
        show_if(self, not hidden)
        if state == before:
            return
        show_if(self.sign, state.proposed)
        self._needed.setText("*" if self.field.required else "")
        self._needed.setProperty("missing", state.empty)
        self._show_below()
        self._say()

    def _say(self) -> None:
        """Tell screen readers in words what the signs say."""
        state, title = self.box.state, self.field.title
        parts = [title]
        if self.field.required:
            parts.append(self.tr("required"))
        if state.proposed:
            parts.append(self.tr("proposed"))
        if state.mixed:
            parts.append(self.tr("several values"))
        about = "\n".join(part for part in (self.field.guideline, self.box.meaning) if part)
        self.box.say(", ".join(parts), about)

    def show_note(self, shown: bool) -> None:
        """Show the guideline and the meaning of the value, or hide them."""
        self.sign.show_tick(shown)
        words = "\n".join(part for part in (self.field.guideline, self.box.meaning) if part)
        if not shown or not words:
            if self._note is not None:
                self._note.hide()
            return
        if self._note is None:
            self._note = plain_label("", "field-note", wrap=True)
            self._note.setIndent(0)
            self._grid.addWidget(self._note, 4, 0, 1, 2)
        self._note.setText(words)
        self._note.show()

    @property
    def note(self) -> str:
        """The words of the guideline that are shown; empty while they are hidden."""
        return self._note.text() if self._note is not None and not self._note.isHidden() else ""

    @property
    def below(self) -> str:
        """The words that stand under the field."""
        return self._below.text() if self._below is not None and not self._below.isHidden() else ""

    @property
    def published_button(self) -> QPushButton | None:
        """The button that asks for the publication date, where it is shown."""
        return self._published if self._published is not None and not self._published.isHidden() else None

    def _show_below(self) -> None:
        words = self.box.message
        if words and self._below is None:
            self._below = plain_label("", "field-below", wrap=True)
            self._below.setIndent(0)
            self._grid.addWidget(self._below, 2, 0 if self.stacked else 1)
        if self._below is not None:
            role = "field-fault" if self.box.is_fault else "field-below"
            if self._below.property("role") != role:
                self._below.setProperty("role", role)
                self._below.style().unpolish(self._below)
                self._below.style().polish(self._below)
            self._below.setText(words)
            show_if(self._below, bool(words))
            if self.box.is_fault:
                self.box.say(f"{self.field.title}: {words}", self.field.guideline)
        self._show_published()

    def _show_published(self) -> None:
        wanted = isinstance(self.box, DateValueField) and self.box.wants_published
        if wanted and self._published is None:
            self._published = QPushButton(self.tr("Set the publication date…"))
            self._published.clicked.connect(self.published_wanted)
            self._published.setProperty("compact", True)
            self._grid.addWidget(self._published, 3, 1, Qt.AlignmentFlag.AlignLeft)
            QWidget.setTabOrder(self.box.target, self._published)
        if self._published is not None:
            show_if(self._published, wanted)
