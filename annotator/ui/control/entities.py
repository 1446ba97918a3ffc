"""Entities in the window: the panel of all of them, and marking all mentions of one."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from annotator.core.codebook import ACTOR
from annotator.core.model import Annotation, Entity
from annotator.core.text import single_line
from annotator.services import entities
from annotator.services.entities import Mention
from annotator.ui.texts import counted

if TYPE_CHECKING:
    from annotator.ui.entities.panel import EntitiesPanel
    from annotator.ui.main_window import MainWindow

_AFTER = 40
"""Code points after a name from which its kind is guessed."""


class Entities(QObject):
    """Opens the panel, and what it asks for."""

    def __init__(self, window: "MainWindow") -> None:
        """Connect the actions; the panel is made when it is first wanted."""
        super().__init__(window)
        self._window = window
        self._workspace = window.workspace
        self.panel: EntitiesPanel | None = None
        """None until it was opened once."""
        window.actions_["entities"].triggered.connect(lambda: self.open())
        window.actions_["mark_all"].triggered.connect(lambda: self.mark_all_of_selected())

    def open(self, entity_id: str = "") -> None:
        """Show the panel, with one entity chosen if there is one to choose."""
        if self._workspace.project is None:
            return
        if self.panel is None:
            self.panel = self._make_panel()
        chosen = entity_id or self._selected_entity_id()
        self.panel.show()
        self.panel.raise_()
        self.panel.activateWindow()
        if chosen:
            self.panel.show_entity(chosen)
        self.panel.side.enter_list()

    def _make_panel(self) -> "EntitiesPanel":
        # Only here: most sessions begin with reading, and each import costs start-up time.
        from annotator.ui.entities.panel import EntitiesPanel

        window = self._window
        panel = EntitiesPanel(
            self._workspace, window.appearance, window.actions_, window.projects.run_job, window
        )
        panel.place_wanted.connect(self._show_place)
        panel.mark_all_wanted.connect(lambda entity: self.mark_all(entity, parent=panel, everywhere=True))
        return panel

    def _selected_entity_id(self) -> str:
        current = self._workspace.current
        entity = self._workspace.known.entity_of(current) if current else None
        return entity.id if entity else ""

    def _show_place(self, mention: Mention, go: bool) -> None:
        """Show where an entity is mentioned; with ``go`` the person goes there."""
        workspace, window = self._workspace, self._window
        if not workspace.open_article(mention.annotation.article_id):
            return
        workspace.select(mention.annotation.id)
        if go:
            window.activateWindow()
            window.raise_()
            window.view.setFocus()

    # --- marking all mentions ----------------------------------------------------------

    def mark_all_of_selected(self) -> None:
        """Mark all mentions of the actor that is selected in the article."""
        current = self._workspace.current
        if current is None or current.layer != ACTOR:
            self._say(self.tr("Select an actor first; then all of its mentions can be marked."))
            return
        entity = self._workspace.known.entity_of(current)
        if entity is not None:
            self.mark_all(entity, current.quote)
        elif self._workspace.is_mine(current):
            self._mark_all_of_new(current)
        else:
            self._say(self.tr("Nobody has said yet who this is; only its annotator can."))

    def _mark_all_of_new(self, annotation: Annotation) -> None:
        from annotator.suggest.mentions import kind_guess

        after = self._workspace.text[annotation.end : annotation.end + _AFTER]
        kind = kind_guess(annotation.quote, after)
        known = {choice.id for choice in self._workspace.known.codebook.entity_kinds if not choice.retired}
        entity = entities.planned(single_line(annotation.quote), kind if kind in known else "")
        self.mark_all(entity, mentioned_by=annotation)

    def mark_all(
        self,
        entity: Entity,
        quote: str = "",
        *,
        everywhere: bool = False,
        mentioned_by: Annotation | None = None,
        parent: QWidget | None = None,
    ) -> None:
        """Look for an entity's names, ask which places are right, and mark those in one act.

        ``quote`` is looked for too; ``mentioned_by`` is an annotation that is to mention the entity
        as well, because the entity is new.
        """
        from annotator.services import mentions
        from annotator.ui.dialogs.mark_all import MarkAllDialog, Wanted

        project = self._workspace.project
        if project is None or self._workspace.read_only:
            return
        self._window.desk.flush()
        names = dict.fromkeys(filter(None, map(single_line, (*entity.names, quote))))
        wanted = Wanted(entity, tuple(names), project, self._workspace.article, everywhere)
        above = parent or self._window
        dialog = MarkAllDialog(self._window.appearance, wanted, above)
        accepted = dialog.exec()
        above.activateWindow()
        if not accepted:
            return
        chosen = dialog.chosen()
        too = [mentioned_by.id] if mentioned_by else []
        if self._workspace.do(lambda project: mentions.mark(project, chosen, entity, too)) is None:
            return
        articles = len({place.article.id for place in chosen})
        pieces = {
            "mentions": counted(len(chosen), self.tr("1 mention"), self.tr("{n} mentions")),
            "articles": counted(articles, self.tr("1 article"), self.tr("{n} articles")),
        }
        self._say(self.tr("{mentions} marked in {articles}.").format(**pieces))

    def _say(self, sentence: str) -> None:
        self._workspace.said.emit("info", sentence)
