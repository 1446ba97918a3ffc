"""The inspector: everything about the selected annotation, to be read and changed."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from annotator.core.model import Annotation
from annotator.services.marking import Loaded
from annotator.ui.appearance import Appearance
from annotator.ui.panels.empty_state import EmptyState
from annotator.ui.panels.form.form import Form
from annotator.ui.panels.form.still import held
from annotator.ui.panels.layer_chooser import LayerChooser
from annotator.ui.panels.note_field import NoteField
from annotator.ui.panels.phrases import (
    damage_in_words,
    made_in_words,
    paragraphs_of,
    place_in_words,
    times_in_words,
)
from annotator.ui.panels.quote_view import QuoteView
from annotator.ui.panels.scroll_page import ScrollContent, ScrollPage
from annotator.ui.panels.several_page import SeveralPage, labelled
from annotator.ui.panels.tags_field import TagsField
from annotator.ui.texts import isolated, plain_label
from annotator.ui.workspace import Workspace


class Inspector(QWidget):
    """Shows the workspace's selection; what a person changes here is saved as they go."""

    escaped = Signal()
    """Esc was pressed in a field: the article is wanted."""
    pending_changed = Signal(bool)
    """Whether something half-typed is not in the project yet."""
    pick_wanted = Signal(str, QWidget)
    """A linking field's id, and the widget at which the choice of what to link to is to appear."""
    confirm_wanted = Signal()
    """All that is proposed for the one annotation that is selected is to be confirmed."""
    published_wanted = Signal()
    """The publication date of the article is needed."""

    def __init__(self, workspace: Workspace, appearance: Appearance, parent: QWidget | None = None) -> None:
        """Follow ``workspace``."""
        super().__init__(parent)
        self._workspace = workspace
        self._appearance = appearance
        self._id: str | None = None
        self._selected: frozenset[str] = frozenset()
        self._kept_tags: dict[str, tuple[str, ...]] = {}
        self._known_tags: tuple[str, ...] = ()
        self.setProperty("role", "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(self.tr("Selected annotation"))
        self.setMinimumWidth(200)
        self.layer_chooser = LayerChooser(appearance)
        self.remove_button = QToolButton()
        self.banner_text = plain_label("", "caution", wrap=True)
        self.banner = self._make_banner()
        self.why_fixed = plain_label("", "muted", wrap=True)
        self.quote = QuoteView(appearance)
        self.note_field = NoteField(self._save_note)
        self.tags_field = TagsField(appearance)
        self.facts = plain_label("", "muted", wrap=True)
        self.empty = EmptyState()
        self.form = Form(workspace, appearance)
        """The fields of the one annotation that is selected."""
        self._several_page = SeveralPage(workspace, appearance)
        self.several = self._several_page.head
        self.remove_several_button = self._several_page.remove_button
        self.several_form = self._several_page.form
        """The fields that the selected annotations share, while there are several."""
        self.several_tags = self._several_page.tags_field
        self.several_note = self._several_page.note_field
        self._single = self._make_single()
        self._pages = QStackedWidget()
        self._lay_out()
        self._connect()
        self._project_changed()

    @property
    def pending(self) -> bool:
        """Whether something half-typed is not in the project yet."""
        return self.note_field.pending or self.form.pending or self._several_page.pending

    @property
    def shown_form(self) -> Form | None:
        """The form that is to be seen, if one is."""
        page = self._pages.currentWidget()
        return (
            self.form if page is self._single else self.several_form if page is self._several_page else None
        )

    @property
    def editable_ids(self) -> tuple[str, ...]:
        """The annotations that a change in the form changes."""
        form = self.shown_form
        return form.ids if form is not None else ()

    def edit_field(self, field_id: str) -> bool:
        """Put the keyboard into a field; says whether it is there and can be changed."""
        form = self.shown_form
        return form is not None and form.focus_field(field_id)

    def flush(self) -> None:
        """Save half-typed words: to be called before another article, undo, export and closing."""
        self.form.flush()
        self._several_page.flush()
        self.note_field.flush()
        self.tags_field.flush()
        if self._id in self._kept_tags:
            self._set_tags()

    def take_focus(self) -> None:
        """Put the keyboard where one writes: into the note, of one annotation or of several."""
        page = self._pages.currentWidget()
        reason = Qt.FocusReason.ShortcutFocusReason
        if page is self._single:
            self.note_field.setFocus(reason)
        elif page is not self._several_page or not self._several_page.take_focus():
            self.setFocus(reason)

    def set_known_tags(self, tags: list[str]) -> None:
        """Say which tags to offer while one types, beside those of the article shown."""
        self._known_tags = tuple(tags)
        self._several_page.set_known_tags(tags)

    # --- making it ---------------------------------------------------------------------

    def _make_banner(self) -> QFrame:
        banner = QFrame()
        banner.setProperty("banner", "warning")
        self._warning_sign = plain_label()
        line = QHBoxLayout(banner)
        line.setContentsMargins(8, 8, 8, 8)
        line.setSpacing(8)
        line.addWidget(self._warning_sign, 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(self.banner_text, 1)
        self._appearance.changed.connect(self._draw_sign)
        self._draw_sign()
        return banner

    def _draw_sign(self) -> None:
        icon = self._appearance.icon("warning", self._appearance.theme.warning)
        self._warning_sign.setPixmap(icon.pixmap(QSize(16, 16), self.devicePixelRatioF()))

    def _make_single(self) -> ScrollPage:
        self._appearance.dress(self.remove_button, "trash")
        self.remove_button.setToolTip(self.tr("Remove the annotation"))
        self.remove_button.setAccessibleName(self.tr("Remove the annotation"))
        self.note_field.setAccessibleName(self.tr("Note"))
        self.facts.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        top = QHBoxLayout()
        top.setSpacing(4)
        top.addWidget(self.layer_chooser, 1)
        top.addWidget(self.remove_button)
        content = ScrollContent()
        column = QVBoxLayout(content)
        column.setContentsMargins(12, 8, 12, 8)
        column.setSpacing(12)
        column.addLayout(top)
        for part in (self.banner, self.quote, self.why_fixed):
            column.addWidget(part)
        self._note_part = labelled(self.tr("Note"), self.note_field, self.note_field)
        self._tags_part = labelled(self.tr("Tags"), self.tags_field, self.tags_field.line)
        column.addWidget(self.form)
        column.addWidget(self._tags_part)
        column.addWidget(self._note_part)
        column.addWidget(self.facts)
        column.addStretch(1)
        self.form.set_before(self.quote.text_view)
        return ScrollPage(content)

    def _lay_out(self) -> None:
        for page in (self._single, self._several_page, self.empty):
            self._pages.addWidget(page)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._pages)

    def _connect(self) -> None:
        self.layer_chooser.chosen.connect(self._set_layer)
        self.tags_field.edited.connect(self._set_tags)
        self.tags_field.entered.connect(self._offer_tags)
        self.note_field.escaped.connect(self.escaped)
        self.tags_field.escaped.connect(self.escaped)
        self.note_field.pending_changed.connect(self._tell_pending)
        self._several_page.escaped.connect(self.escaped)
        self._several_page.pending_changed.connect(self._tell_pending)
        for form in (self.form, self.several_form):
            self._connect_form(form)
        self.remove_button.clicked.connect(self._remove)
        self.remove_several_button.clicked.connect(self._remove)
        workspace = self._workspace
        workspace.project_changed.connect(self._project_changed)
        workspace.article_changed.connect(self._show)
        workspace.annotations_changed.connect(self._annotations_changed)
        workspace.selection_changed.connect(self._show)
        workspace.entities_changed.connect(self._show)
        workspace.codebook_changed.connect(self._codebook_changed)

    def _connect_form(self, form: Form) -> None:
        form.escaped.connect(self.escaped)
        form.pending_changed.connect(self._tell_pending)
        form.pick_wanted.connect(self.pick_wanted)
        if form is self.form:
            form.confirm_wanted.connect(self.confirm_wanted)
        else:
            form.confirm_wanted.connect(lambda: self._workspace.confirm(form.ids))
        form.published_wanted.connect(self.published_wanted)
        form.jump_wanted.connect(self._jump)
        page = self._single if form is self.form else self._several_page
        form.row_shown.connect(page.reveal)

    def _tell_pending(self) -> None:
        self.pending_changed.emit(self.pending)

    # --- following the workspace -------------------------------------------------------

    def _project_changed(self) -> None:
        if self._workspace.project is None:
            self.note_field.forget()
            self._kept_tags.clear()
            self.form.forget()
            self._several_page.forget()
        self._codebook_changed()

    def _codebook_changed(self) -> None:
        self.layer_chooser.set_layers(self._workspace.layers)
        self._show()

    def _annotations_changed(self, annotation_ids: list[str]) -> None:
        selected = self._workspace.selected_ids
        links = self._workspace.known.links
        # What a chip shows is an annotation too.
        seen = selected.union(link.target_id for key in selected for link in links.get(key, ()))
        if not annotation_ids or not selected or seen.intersection(annotation_ids):
            self._show()

    def _show(self) -> None:
        selected = self._workspace.selected_ids
        if selected != self._selected:
            # Saved first: saving is heard of here, and what is shown then must be what is stored.
            self._selected = selected
            self.form.flush()
            self._several_page.flush()
        item = self._workspace.current_item
        if item is not None and len(selected) <= 1:
            with held(self._single.content.layout()):
                self._show_one(item)
            self._several_page.clear()
            self._pages.setCurrentWidget(self._single)
            return
        self._leave_one()
        self.form.show_annotations([], fixed=True)
        if len(selected) > 1:
            self._several_page.show_selection()
            self._pages.setCurrentWidget(self._several_page)
        else:
            self._several_page.clear()
            self._say_what_to_do()
            self._pages.setCurrentWidget(self.empty)

    def _leave_one(self) -> None:
        self.tags_field.flush()
        self.note_field.show_note(None, "")
        self._id = None

    def _show_one(self, item: Loaded) -> None:
        annotation = item.annotation
        if annotation.id != self._id:
            self.tags_field.flush()
        self.note_field.show_note(annotation.id, annotation.note)
        other = annotation.id != self._id
        self._id = annotation.id
        self.tags_field.set_tags(self._kept_tags.get(annotation.id, annotation.tags))
        layer = self._workspace.layer(annotation.layer)
        self.quote.show_quote(annotation.quote, layer.colour if layer else "")
        self._show_damage(item.damage)
        self._show_rights(annotation)
        self._show_facts(annotation)
        if other:
            self._single.verticalScrollBar().setValue(0)

    def _show_damage(self, damage: str | None) -> None:
        self.banner.setVisible(bool(damage))
        self.banner_text.setText(damage_in_words(damage) if damage else "")

    def _show_rights(self, annotation: Annotation) -> None:
        """Let the fields be changed, or say why they cannot be."""
        why = self._why_fixed(annotation)
        self.why_fixed.setText(why)
        self.why_fixed.setVisible(bool(why))
        self.layer_chooser.show_layer(annotation.layer, editable=not why)
        self.remove_button.setVisible(not why)
        self.note_field.set_fixed(bool(why))
        self.tags_field.set_read_only(bool(why))
        self.form.show_annotations([annotation], fixed=bool(why))
        # An empty field that cannot be filled says nothing.
        self._note_part.setVisible(not why or bool(annotation.note))
        self._tags_part.setVisible(not why or bool(annotation.tags))

    def _why_fixed(self, annotation: Annotation) -> str:
        project = self._workspace.project
        if project is None or project.read_only:
            reason = project.read_only_reason if project else ""
            return reason or self.tr("This project is open for reading only.")
        if not self._workspace.is_mine(annotation):
            name = isolated(self._workspace.annotator_name(annotation.annotator_id))
            return self.tr("{name} made this annotation; only its author can change it.").format(name=name)
        return ""

    def _show_facts(self, annotation: Annotation) -> None:
        mine = self._workspace.is_mine(annotation)
        name = "" if mine else isolated(self._workspace.annotator_name(annotation.annotator_id))
        lines = (
            place_in_words(annotation, paragraphs_of(self._workspace.text).number(annotation.start)),
            made_in_words(annotation, name),
            times_in_words(annotation),
        )
        self.facts.setText("\n".join(line for line in lines if line))

    def _say_what_to_do(self) -> None:
        workspace = self._workspace
        if workspace.article is None:
            self.empty.say("", self.tr("Open an article to see and make annotations."))
            return
        title = self.tr("No annotation selected")
        if workspace.has_annotations or workspace.read_only:
            sentence = self.tr("Click a mark in the article, or go from one to the next with Tab.")
            self.empty.say(title, sentence)
            return
        keys = ", ".join(
            self.tr("{key} for {layer}").format(key=layer.key, layer=layer.title.lower())
            for layer in workspace.layers
        )
        sentence = self.tr("Select words in the article and press {keys}. What you make is shown here.")
        self.empty.say(title, sentence.format(keys=keys))

    def _jump(self, annotation_id: str) -> None:
        """Go to an annotation in the article, and read on there."""
        self._workspace.select(annotation_id)
        self.escaped.emit()

    # --- changes -----------------------------------------------------------------------

    def _save_note(self, annotation_id: str, note: str) -> bool:
        self._workspace.set_note(annotation_id, note)
        item = self._workspace.loaded.get(annotation_id)
        return item is not None and item.annotation.note == note

    def _set_tags(self) -> None:
        if self._id is None:
            return
        annotation_id, tags = self._id, self.tags_field.tags
        self._kept_tags[annotation_id] = tags
        self._workspace.set_tags(annotation_id, tags)
        item = self._workspace.loaded.get(annotation_id)
        if item is not None and item.annotation.tags == tags:
            del self._kept_tags[annotation_id]

    def _offer_tags(self) -> None:
        here = (tag for item in self._workspace.loaded.values() for tag in item.annotation.tags)
        self.tags_field.set_known({*self._known_tags, *here})

    def _set_layer(self, layer_id: str) -> None:
        if self._id is not None:
            self.flush()
            self._workspace.set_layer(self._id, layer_id)

    def _remove(self) -> None:
        self.flush()
        self._workspace.remove(list(self._workspace.selected_ids))
