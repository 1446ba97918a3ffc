"""Everything about one entity, to be read and changed."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QLabel,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from annotator.core.errors import InvalidValue
from annotator.core.model import Entity
from annotator.services import entities
from annotator.ui.appearance import Appearance
from annotator.ui.dialogs.base import field_label
from annotator.ui.entities.alias_field import AliasField
from annotator.ui.entities.eliding_box import ElidingBox
from annotator.ui.entities.line_field import LineField
from annotator.ui.panels.note_field import NoteField
from annotator.ui.texts import isolated, plain_label, shortened
from annotator.ui.workspace import Workspace

LINES = ("name", "role", "country", "wikidata")
"""The fields of one line."""


class EntityForm(QWidget):
    """The fields of an entity, saved as one goes."""

    escaped = Signal()
    """Esc was pressed in a field: the list is wanted."""

    def __init__(self, workspace: Workspace, appearance: Appearance, parent: QWidget | None = None) -> None:
        """Make an empty form that saves through ``workspace``."""
        super().__init__(parent)
        self._workspace = workspace
        self._entity: Entity | None = None
        self._kept_aliases: dict[str, tuple[str, ...]] = {}
        self._row = 0
        self.lines = {name: LineField(self._check(name), self._saver(name)) for name in LINES}
        self.kind = ElidingBox(self.tr("Kind"))
        self.aliases = AliasField(appearance)
        self.note = NoteField(self._saver("note"))
        self.says = {name: plain_label("", "fault", wrap=True) for name in LINES}
        self.namesake = plain_label("", "caution", wrap=True)
        self._grid = QGridLayout()
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(8)
        self._grid.setColumnStretch(1, 1)
        self._add(self.tr("Name"), self.lines["name"], self.lines["name"], self.says["name"], self.namesake)
        self._add(self.tr("Kind"), self.kind, self.kind)
        self._add(self.tr("Aliases"), self.aliases, self.aliases.line)
        self._add(self.tr("Role"), self.lines["role"], self.lines["role"], self.says["role"])
        self._add(self.tr("Country"), self.lines["country"], self.lines["country"], self.says["country"])
        self._add(
            self.tr("Wikidata id"), self.lines["wikidata"], self.lines["wikidata"], self.says["wikidata"]
        )
        self._add(self.tr("Note"), self.note, self.note)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(self._grid)
        column.addStretch(1)

    def _add(self, title: str, part: QWidget, buddy: QWidget, *below: QLabel) -> None:
        label = field_label(title, buddy)
        label.setProperty("role", "muted")
        # Beside the first line of a field that has several.
        around = max(0, (self.lines["name"].sizeHint().height() - label.sizeHint().height()) // 2)
        label.setContentsMargins(0, around, 0, 0)
        self._grid.addWidget(label, self._row, 0, Qt.AlignmentFlag.AlignTop)
        self._grid.addWidget(part, self._row, 1)
        self._row += 1
        for sentence in below:
            sentence.hide()
            self._grid.addWidget(sentence, self._row, 1)
            self._row += 1

    def _connect(self) -> None:
        for name, field in self.lines.items():
            field.refused.connect(lambda sentence, says=self.says[name]: _say(says, sentence))
            field.escaped.connect(self.escaped)
        self.kind.activated.connect(self._choose_kind)
        self.aliases.edited.connect(self._save_aliases)
        self.aliases.escaped.connect(self.escaped)
        self.note.escaped.connect(self.escaped)

    # --- showing -----------------------------------------------------------------------

    def show_entity(self, entity: Entity | None) -> None:
        """Show an entity, or its new state; what was typed for another one is saved first."""
        before = self._entity.id if self._entity else ""
        key = entity.id if entity else ""
        if key != before:
            self.flush()
        self._entity = entity
        for name, field in self.lines.items():
            field.show_value(key, getattr(entity, name) if entity else "")
        self._fill_kinds(entity.kind if entity else "")
        self.aliases.set_tags(self._kept_aliases.get(key, entity.aliases if entity else ()))
        self.note.show_note(key or None, entity.note if entity else "")
        self._warn_of_namesake()

    def set_fixed(self, fixed: bool) -> None:
        """Only show the values, or let them be changed."""
        for field in self.lines.values():
            field.setReadOnly(fixed)
        self.kind.setEnabled(not fixed)
        self.aliases.set_read_only(fixed)
        self.note.set_fixed(fixed)

    def flush(self) -> None:
        """Put half-typed words into the project."""
        for field in self.lines.values():
            field.flush()
        self.aliases.flush()
        if self._entity and self._entity.id in self._kept_aliases:
            self._save_aliases()
        self.note.flush()

    def forget(self) -> None:
        """Show nothing, and forget what was not saved: the project is closed."""
        self.show_entity(None)
        self._kept_aliases.clear()
        for field in self.lines.values():
            field.forget()
        self.note.forget()

    def edit_name(self) -> None:
        """Put the keyboard into the name, all of it selected."""
        self.lines["name"].setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.lines["name"].selectAll()

    def _fill_kinds(self, present: str) -> None:
        book = self._workspace.known.codebook
        offered = [
            (kind.title, kind.id) for kind in book.entity_kinds if not kind.retired or kind.id == present
        ]
        if present and all(present != id_ for _, id_ in offered):
            offered.append((present, present))
        wanted = [(self.tr("Not said yet"), ""), *offered]
        if wanted != [(self.kind.itemText(at), self.kind.itemData(at)) for at in range(self.kind.count())]:
            self.kind.clear()
            for title, id_ in wanted:
                self.kind.addItem(title, id_)
            for at, kind in enumerate(book.entity_kinds, 1):
                if at < self.kind.count() and self.kind.itemData(at) == kind.id:
                    self.kind.setItemData(at, kind.definition, Qt.ItemDataRole.ToolTipRole)
        self.kind.setCurrentIndex(max(0, self.kind.findData(present)))

    def _warn_of_namesake(self) -> None:
        entity = self._entity
        others = self._workspace.known.roster.named(entity.name) if entity else []
        same = next((other for other in others if entity and other.id != entity.id), None)
        sentence = ""
        if same is not None:
            sentence = self.tr("“{name}” has this name too. If they are one, merge them.").format(
                name=isolated(shortened(same.name, 60))
            )
        _say(self.namesake, sentence)

    # --- saving ------------------------------------------------------------------------

    def _check(self, field: str) -> Callable[[str], str]:
        def check(value: str) -> str:
            if self._entity is None:
                return ""
            try:
                entities.checked(_changed(self._entity, field, value), self._workspace.known.codebook)
            except InvalidValue as error:
                return str(error)
            return ""

        return check

    def _saver(self, field: str) -> Callable[[str, str], bool]:
        return lambda key, value: self._save(key, field, value)

    def _save(self, key: str, field: str, value: str | tuple[str, ...]) -> bool:
        entity = self._workspace.known.roster.by_id.get(key)
        if entity is None:
            return False
        changed = _changed(entity, field, value)
        return self._workspace.do(lambda project: entities.edit(project, changed)) is not None

    def _choose_kind(self, at: int) -> None:
        entity, kind = self._entity, self.kind.itemData(at)
        if entity is not None and kind != entity.kind and not self._save(entity.id, "kind", kind):
            self._fill_kinds(entity.kind)

    def _save_aliases(self) -> None:
        if self._entity is None:
            return
        key, aliases = self._entity.id, self.aliases.tags
        self._kept_aliases[key] = aliases
        if self._save(key, "aliases", aliases):
            self._kept_aliases.pop(key, None)
            present = self._workspace.known.roster.by_id.get(key)
            if present is not None and self._entity.id == key:
                self.aliases.set_tags(present.aliases)


class FormArea(QScrollArea):
    """The form, as high as it needs to be, and to be scrolled where there is less room."""

    def __init__(self, content: QWidget) -> None:
        """Show ``content``."""
        super().__init__()
        self.setWidget(content)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        content.setObjectName("entityForm")
        self.viewport().setAutoFillBackground(False)
        content.setAutoFillBackground(False)
        # Its own least height is that of its least width, at which the aliases take a line each.
        content.setMinimumHeight(1)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Ask for other room when the form needs more or less: a sentence came, a note grew."""
        if event.type() == QEvent.Type.LayoutRequest:
            self.updateGeometry()
        return super().eventFilter(watched, event)

    def minimumSizeHint(self) -> QSize:
        """Return a size at which two fields can be seen."""
        content = self.widget()
        wide = content.minimumSizeHint().width() if content else 0
        return QSize(wide, 6 * self.fontMetrics().lineSpacing())

    def sizeHint(self) -> QSize:
        """Ask for all the room that the form needs."""
        content = self.widget()
        layout = content.layout() if content else None
        if content is None or layout is None:
            return super().sizeHint()
        wide = content.sizeHint().width()
        return QSize(wide, layout.totalHeightForWidth(max(self.viewport().width(), wide)))


def _changed(entity: Entity, field: str, value: str | tuple[str, ...]) -> Entity:
    if not isinstance(value, str):
        return replace(entity, aliases=value)
    match field:
        case "name":
            return replace(entity, name=value)
        case "kind":
            return replace(entity, kind=value)
        case "role":
            return replace(entity, role=value)
        case "country":
            return replace(entity, country=value)
        case "wikidata":
            return replace(entity, wikidata=value)
        case _:
            return replace(entity, note=value)


def _say(label: QLabel, sentence: str) -> None:
    label.setText(sentence)
    label.setVisible(bool(sentence))
