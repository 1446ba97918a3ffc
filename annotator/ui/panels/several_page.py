"""What the inspector shows while several annotations are selected: fields that they share, tags and note."""

from collections.abc import Iterable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from annotator.core.model import Annotation
from annotator.services import several
from annotator.ui.appearance import Appearance
from annotator.ui.panels.empty_state import EmptyState
from annotator.ui.panels.form.form import Form
from annotator.ui.panels.form.still import held, show_if
from annotator.ui.panels.note_field import NoteField
from annotator.ui.panels.phrases import number
from annotator.ui.panels.scroll_page import ScrollContent, ScrollPage
from annotator.ui.panels.shared_tags_field import SharedTagsField
from annotator.ui.texts import plain_label
from annotator.ui.workspace import Workspace


class SeveralPage(ScrollPage):
    """Says how many are selected, lets them be removed, and changes all of one's own in one act."""

    escaped = Signal()
    pending_changed = Signal()

    def __init__(self, workspace: Workspace, appearance: Appearance) -> None:
        """Make the page, empty."""
        self._workspace = workspace
        self._ids: tuple[str, ...] = ()
        """The annotations that tags and note are changed of."""
        self._half_typed: dict[tuple[str, ...], str] = {}
        """Tags that could not be saved, by the annotations they were typed for."""
        self._known_tags: tuple[str, ...] = ()
        self.head = EmptyState()
        self.remove_button = self.head.add_button("")
        self.form = Form(workspace, appearance)
        self.tags_field = SharedTagsField(appearance)
        self.note_field = NoteField(self._save_note)
        super().__init__(self._lay_out())
        self.tags_field.change_wanted.connect(self._change_tags)
        self.tags_field.entered.connect(self._offer_tags)
        self.tags_field.escaped.connect(self.escaped)
        self.note_field.escaped.connect(self.escaped)
        self.note_field.pending_changed.connect(lambda _: self.pending_changed.emit())

    def _lay_out(self) -> ScrollContent:
        self.note_field.setAccessibleName(self.tr("Note of all of them"))
        self.tags_field.setAccessibleName(self.tr("Tags of all of them"))
        self._tags_part = labelled(self.tr("Tags"), self.tags_field, self.tags_field.line)
        self._note_part = labelled(self.tr("Note"), self.note_field, self.note_field)
        content = ScrollContent()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        below = QVBoxLayout()
        below.setContentsMargins(12, 0, 12, 8)
        below.setSpacing(12)
        for part in (self.form, self._tags_part, self._note_part):
            below.addWidget(part)
        column.addLayout(below)
        column.addStretch(1)
        self.form.set_before(self.remove_button)
        return content

    # --- half-typed words --------------------------------------------------------------

    @property
    def pending(self) -> bool:
        """Whether something typed is not in the project yet."""
        return self.form.pending or self.note_field.pending

    def flush(self) -> None:
        """Save what is half typed."""
        # The tags first: what is saved is shown at once, and the line is not kept by annotation as the rest.
        self.tags_field.flush()
        self.note_field.flush()
        self.form.flush()

    def forget(self) -> None:
        """Forget what could not be saved: the project is closed."""
        self.form.forget()
        self.note_field.forget()
        self._half_typed.clear()
        self.tags_field.line.clear()

    def set_known_tags(self, tags: Iterable[str]) -> None:
        """Say which tags to offer while one types, beside those of the article shown."""
        self._known_tags = tuple(tags)

    # --- showing -----------------------------------------------------------------------

    def clear(self) -> None:
        """Show nothing."""
        self.form.show_annotations([], fixed=True)
        self._show_common((), fixed=True)

    def take_focus(self) -> bool:
        """Put the keyboard into the note, or on the button; says whether there was either."""
        reason = Qt.FocusReason.ShortcutFocusReason
        for target in (self.note_field, self.remove_button):
            if target.isVisibleTo(self) and not (target is self.note_field and self.note_field.isReadOnly()):
                target.setFocus(reason)
                return True
        return False

    def show_selection(self) -> None:
        """Show what is selected in the workspace."""
        workspace = self._workspace
        chosen = [workspace.loaded[key] for key in workspace.selected_ids if key in workspace.loaded]
        annotations = sorted((item.annotation for item in chosen), key=lambda one: (one.start, one.id))
        mine = [one for one in annotations if workspace.is_mine(one)]
        self.form.show_annotations(mine, fixed=workspace.read_only)
        with held(self.content.layout()):
            self._show_common(mine, fixed=workspace.read_only)
        others = len(annotations) - len(mine)
        count = number(len(annotations))
        self.head.say(
            self.tr("{count} annotations selected").format(count=count), self._sentence(len(mine), others)
        )
        self.remove_button.setText(self.tr("Remove {count} annotations").format(count=count))
        self.remove_button.setVisible(not workspace.read_only and not others)

    def _show_common(self, annotations: Sequence[Annotation], *, fixed: bool) -> None:
        """Show the tags of ``annotations``, and the note where all have the same."""
        ids = tuple(one.id for one in annotations)
        if ids != self._ids:
            self._change_over(ids)
        notes = {one.note for one in annotations}
        mixed = len(notes) > 1
        self.note_field.setPlaceholderText(self.tr("(several notes)") if mixed else "")
        about = self.tr("What is typed replaces the notes of all.") if mixed else ""
        self.note_field.setAccessibleDescription(about)
        self.note_field.show_note(" ".join(ids) or None, "" if mixed else "".join(notes))
        self.note_field.set_fixed(fixed)
        self.tags_field.set_read_only(fixed)
        self.tags_field.show_shared([one.tags for one in annotations])
        some_note = any(notes)
        show_if(self._note_part, bool(ids) and (not fixed or some_note))
        show_if(self._tags_part, bool(ids) and (not fixed or bool(self.tags_field.tags)))

    def _change_over(self, ids: tuple[str, ...]) -> None:
        """Keep a half-typed tag for the annotations that it was typed for."""
        left = self.tags_field.line.text()
        if left and self._ids:
            self._half_typed[self._ids] = left
        self._ids = ids
        self.tags_field.line.setText(self._half_typed.pop(ids, ""))

    def _sentence(self, mine: int, others: int) -> str:
        if self._workspace.read_only:
            return self.tr("This project is open for reading only.")
        if not others:
            return self._what_changes()
        sentence = self.tr("{others} of them were made by others, who alone can remove them.")
        sentence = sentence.format(others=number(others))
        if not mine:
            return sentence
        changed = self.tr("What you change here changes your own only: {count}.").format(count=number(mine))
        return f"{sentence} {changed} {self._what_is_shared()}".rstrip()

    def _what_changes(self) -> str:
        changed = self.tr("What you change here changes all of them.")
        return f"{changed} {self._what_is_shared()}".rstrip()

    def _what_is_shared(self) -> str:
        """Say why there are no fields, if there are none."""
        if self.form.rows:
            return ""
        return self.tr("Their layers have no field in common; tags and note can be changed together.")

    # --- changes -----------------------------------------------------------------------

    def _save_note(self, key: str, note: str) -> bool:
        ids = key.split()
        act = self._workspace.do(lambda project: several.set_note(project, ids, note), ids)
        return act is not None

    def _change_tags(self, added: list[str], removed: list[str]) -> None:
        ids = self._ids
        act = self._workspace.do(
            lambda project: several.retag(project, ids, added=added, removed=removed), list(ids)
        )
        if act is not None or not added:
            return
        # What could not be saved is to be seen, and tried again; others may be selected by now.
        if ids == self._ids:
            self.tags_field.line.setText(", ".join(added))
        else:
            self._half_typed[ids] = ", ".join(added)

    def _offer_tags(self) -> None:
        here = (tag for item in self._workspace.loaded.values() for tag in item.annotation.tags)
        self.tags_field.set_known({*self._known_tags, *here})


def labelled(words: str, field: QWidget, buddy: QWidget) -> QWidget:
    """Return ``field`` below its label, which leads to ``buddy``."""
    part = QWidget()
    label: QLabel = plain_label(words, "section")
    label.setBuddy(buddy)
    column = QVBoxLayout(part)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(4)
    column.addWidget(label)
    column.addWidget(field)
    return part
