"""What can be done with entities: each act is one step of the window's undo."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from annotator.core.model import Entity
from annotator.core.text import single_line
from annotator.services import entities
from annotator.services.entities import Parting
from annotator.services.projects import Act, Project
from annotator.ui.appearance import Appearance
from annotator.ui.dialogs.base import Dialog
from annotator.ui.entities.chooser import EntityChooser, Offers
from annotator.ui.entities.model import EntitiesModel
from annotator.ui.entities.remove_unused import RemoveUnusedDialog
from annotator.ui.entities.words import merging_in_words, parting_in_words, quoted
from annotator.ui.texts import counted
from annotator.ui.workspace import Workspace


class Changes(QObject):
    """Asks what has to be asked, and lets the workspace do it."""

    def __init__(self, workspace: Workspace, appearance: Appearance, window: QWidget) -> None:
        """Dialogs open over ``window``."""
        super().__init__(window)
        self._workspace = workspace
        self._appearance = appearance
        self._window = window

    def new(self, name: str) -> Entity | None:
        """Add an entity, called what was typed or else something to be typed over."""
        wanted = entities.planned(single_line(name) or self.tr("New entity"))
        done = self._workspace.do(lambda project: entities.create(project, wanted))
        return wanted if done else None

    def merge(self, chosen: Sequence[Entity], model: EntitiesModel) -> str:
        """Ask into which entity ``chosen`` are to be merged, and do it; returns its id, or nothing.

        One is merged into any other, several into one of themselves.
        """
        known = self._workspace.known
        one = chosen[0] if len(chosen) == 1 else None
        ids = {entity.id for entity in (known.roster.live() if one else chosen)} - {one.id if one else ""}

        def outcome(kept: Entity) -> str:
            others = [entity for entity in chosen if entity.id != kept.id]
            counts = [row.mentions for other in others if (row := model.count(other.id))]
            return merging_in_words(others, kept, sum(counts))

        title = self.tr("Merge {name} into").format(name=quoted(one.name)) if one else ""
        kept = self._choose(title or self.tr("Which one stays?"), self.tr("Merge"), ids, outcome)
        if kept is None:
            return ""
        kept_id, others = kept.id, [other.id for other in chosen if other.id != kept.id]
        act = self._workspace.do(lambda project: entities.merge(project, kept_id, *others))
        return kept_id if act else ""

    def split_off(self, merged_id: str) -> str:
        """Take back a merging; returns the id of the entity that stands for itself again, or nothing."""
        partings: list[Parting] = []

        def split(project: Project) -> Act:
            partings.append(entities.parting(project, merged_id))
            return entities.part(project, partings[0])

        if self._workspace.do(split) is None:
            return ""
        self._workspace.said.emit("info", parting_in_words(partings[0]))
        return merged_id

    def split(self, entity: Entity, annotation_ids: Sequence[str]) -> bool:
        """Ask which entity some mentions of ``entity`` mean instead, and let them mean it."""
        ids = {one.id for one in self._workspace.known.roster.live()} - {entity.id}

        def outcome(other: Entity) -> str:
            one = self.tr("1 mention of {name} becomes a mention of {other}.")
            many = self.tr("{n} mentions of {name} become mentions of {other}.")
            names = {"name": quoted(entity.name), "other": quoted(other.name)}
            return counted(len(annotation_ids), one, many, **names)

        other = self._choose(
            self.tr("Split off as another entity"), self.tr("Split off"), ids, outcome, new_allowed=True
        )
        if other is None or not annotation_ids:
            return False
        act = self._workspace.do(lambda project: entities.split_mentions(project, annotation_ids, other))
        return act is not None

    def remove(self, entity_ids: Sequence[str]) -> bool:
        """Remove entities that nothing points to."""
        return self._workspace.do(lambda project: entities.remove(project, entity_ids)) is not None

    def remove_unused(self, unused: Sequence[Entity]) -> None:
        """Ask which of the unused entities are to go, and remove them."""
        if not unused:
            return
        dialog = RemoveUnusedDialog(self._appearance, unused, self._workspace.known.codebook, self._window)
        if self._ask(dialog):
            self.remove(dialog.chosen())

    def why_used(self, entity: Entity) -> str:
        """Return the sentence that refuses to remove an entity."""
        sentence = self.tr(
            "{name} stays: something points to it. Merge it into another entity, or split its mentions off."
        )
        return sentence.format(name=quoted(entity.name))

    def _choose(
        self,
        title: str,
        verb: str,
        ids: set[str],
        outcome: Callable[[Entity], str],
        *,
        new_allowed: bool = False,
    ) -> Entity | None:
        known = self._workspace.known
        offers = Offers(known.roster, known.index, known.codebook, ids)
        dialog = EntityChooser(
            self._appearance, title, verb, offers, outcome, new_allowed=new_allowed, parent=self._window
        )
        return dialog.entity if self._ask(dialog) else None

    def _ask(self, dialog: Dialog) -> bool:
        """Show a dialog; after it the panel is in front again, not the main window."""
        accepted = bool(dialog.exec())
        self._window.activateWindow()
        return accepted
