"""The right half of the Entities panel: one entity, what can be done with it, and its mentions."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QMenu, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from annotator.core.model import Entity
from annotator.ui.appearance import Appearance
from annotator.ui.entities.form import EntityForm, FormArea
from annotator.ui.entities.mentions_list import MentionsList
from annotator.ui.entities.model import EntitiesModel
from annotator.ui.panels.flow_layout import FlowLayout
from annotator.ui.panels.matching import one_line
from annotator.ui.texts import shortened
from annotator.ui.workspace import Workspace

_NAME_LENGTH = 60


class EntityCard(QWidget):
    """Buttons, form and mentions of one entity."""

    split_merged = Signal(str)
    """The id of an entity that was merged into this one and is to stand for itself again."""
    escaped = Signal()

    def __init__(self, workspace: Workspace, appearance: Appearance, parent: QWidget | None = None) -> None:
        """Show nothing yet."""
        super().__init__(parent)
        self._entity: Entity | None = None
        self._fixed = False
        self.form = EntityForm(workspace, appearance, self)
        self.mentions = MentionsList(workspace, appearance, self)
        self.mark_all_button = QPushButton(self.tr("Mark all mentions…"))
        self.merge_button = QPushButton(self.tr("Merge into…"))
        self.split_button = QPushButton(self.tr("Split off again"))
        self.split_menu = QMenu(self.split_button)
        self.split_button.setMenu(self.split_menu)
        self.remove_button = QPushButton(self.tr("Remove"))
        self._buttons = QWidget()
        self._lay_out()
        self.form.escaped.connect(self.escaped)

    def _lay_out(self) -> None:
        line = FlowLayout(self._buttons, 8)
        line.setContentsMargins(24, 12, 24, 4)
        for button in (self.mark_all_button, self.merge_button, self.split_button, self.remove_button):
            line.addWidget(button)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self._buttons.setSizePolicy(policy)
        inside = QWidget()
        around = QVBoxLayout(inside)
        around.setContentsMargins(24, 12, 24, 16)
        around.addWidget(self.form)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._buttons)
        column.addWidget(FormArea(inside))
        rule = QFrame()
        rule.setProperty("role", "rule")
        column.addWidget(rule)
        column.addWidget(self.mentions, 1)

    def set_fixed(self, fixed: bool) -> None:
        """Only show the entity, or let it be changed."""
        self._fixed = fixed
        self.form.set_fixed(fixed)
        self._buttons.setVisible(not fixed)

    def show_entity(self, entity: Entity | None, model: EntitiesModel) -> None:
        """Show an entity, or its new state."""
        self._entity = entity
        self.form.show_entity(entity)
        self.split_menu.clear()
        merged = model.merged(entity.id) if entity else []
        for one in merged:
            action = self.split_menu.addAction(shortened(one_line(one.name), _NAME_LENGTH).replace("&", "&&"))
            action.triggered.connect(lambda _=False, id_=one.id: self.split_merged.emit(id_))
        self.split_button.setVisible(bool(merged))
        self.merge_button.setEnabled(model.total() > 1)
        self.show_numbers(model)

    def show_numbers(self, model: EntitiesModel) -> None:
        """Allow what the numbers allow."""
        unused = self._entity is not None and model.is_unused(self._entity.id)
        self.remove_button.setEnabled(unused)
        tip = "" if unused else self.tr("Only an entity that nothing points to can be removed.")
        self.remove_button.setToolTip(tip)
