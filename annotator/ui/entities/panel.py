"""The Entities panel: a window of its own beside the article."""

from collections.abc import Callable, Sequence
from typing import cast

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QHideEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QMenu, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from annotator.core.codebook import ACTOR
from annotator.core.model import Entity
from annotator.services import entities
from annotator.services.entities import Mention, Row
from annotator.ui.actions import Actions
from annotator.ui.appearance import Appearance
from annotator.ui.dialogs.message import Banner
from annotator.ui.entities.background import Latest, Run
from annotator.ui.entities.card import EntityCard
from annotator.ui.entities.changes import Changes
from annotator.ui.entities.side import EntitySide
from annotator.ui.panels.empty_state import EmptyState
from annotator.ui.texts import plain_label
from annotator.ui.workspace import Workspace

_SOON = 60
"""Milliseconds in which several changes, or steps through the list, are answered together."""
_SHARED = ("undo", "redo", "entities", "shortcuts")
"""Actions of the main window whose keys work here too."""


class EntitiesPanel(QWidget):
    """All entities at the left, the one that is chosen at the right."""

    place_wanted = Signal(object, bool)
    """A `Mention` to be shown in the article, and whether the person goes there."""
    mark_all_wanted = Signal(object)
    """An `Entity` whose mentions are to be marked."""

    def __init__(
        self,
        workspace: Workspace,
        appearance: Appearance,
        actions: Actions,
        run: Run,
        parent: QWidget,
    ) -> None:
        """Follow ``workspace``; ``run`` starts a job, ``parent`` is the main window."""
        super().__init__(parent, Qt.WindowType.Window)
        self._workspace = workspace
        self._appearance = appearance
        self._stale = True
        self._card_of = ""
        for name in _SHARED:
            self.addAction(actions[name])
        self.changes = Changes(workspace, appearance, self)
        self.counts = Latest(workspace, run, self.tr("Counting mentions"), self)
        self.reading = Latest(workspace, run, self.tr("Reading mentions"), self)
        self._soon = QTimer(self, interval=_SOON, singleShot=True)
        self._soon.timeout.connect(self._read)
        self.banner = Banner(appearance)
        # With their parent from the start: put in later, each would be styled once more.
        self.side = EntitySide(appearance, self)
        self.card = EntityCard(workspace, appearance, self)
        self.several = EmptyState()
        self.merge_several = self.several.add_button(self.tr("Merge them into one…"))
        self.remove_several = self.several.add_button(self.tr("Remove them"))
        self.nothing_yet = EmptyState()
        self.new_first = self.nothing_yet.add_button(self.tr("New entity"))
        self.none_chosen = EmptyState()
        self.none_chosen.say("", self.tr("Choose an entity to see it, and every place that mentions it."))
        self.why_fixed = plain_label("", "muted", wrap=True)
        self._pages = QStackedWidget()
        self._across = QSplitter(Qt.Orientation.Horizontal)
        self._whole = QStackedWidget()
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        self.setObjectName("entitiesPanel")
        self.setProperty("role", "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        for page in (self.card, self.several, self.none_chosen):
            self._pages.addWidget(page)
        right = QWidget()
        right.setObjectName("entityCard")
        right.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        beside = QVBoxLayout(right)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.setSpacing(0)
        self.why_fixed.setContentsMargins(24, 12, 24, 0)
        beside.addWidget(self.why_fixed)
        beside.addWidget(self._pages, 1)
        self._across.setChildrenCollapsible(False)
        self._across.setHandleWidth(1)
        self._across.addWidget(self.side)
        self._across.addWidget(right)
        self._across.setStretchFactor(1, 1)
        self._whole.addWidget(self._across)
        self._whole.addWidget(self.nothing_yet)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.banner)
        column.addWidget(self._whole, 1)
        for state in (self.several, self.none_chosen, self.nothing_yet):
            state.setContentsMargins(12, 12, 12, 12)
        self._first_size()

    def _first_size(self) -> None:
        unit = self.fontMetrics().averageCharWidth()
        room = self.screen().availableGeometry().size()
        self.resize(min(unit * 150, room.width() - 80), min(unit * 100, room.height() - 80))

    def _connect(self) -> None:
        side, card, changes = self.side, self.card, self.changes
        side.chosen.connect(self._show_chosen)
        side.escaped.connect(self.close)
        side.list_view.rename_wanted.connect(self._rename)
        side.list_view.opened.connect(lambda _: self._rename())
        side.list_view.doubleClicked.connect(lambda _: self._rename())
        side.list_view.delete_pressed.connect(self._remove)
        side.menu_wanted.connect(self._show_menu)
        side.new_button.clicked.connect(self._new)
        side.unused_button.clicked.connect(self._remove_unused)
        self.new_first.clicked.connect(self._new)
        self.merge_several.clicked.connect(self._merge)
        self.remove_several.clicked.connect(self._remove)
        card.escaped.connect(side.list_view.setFocus)
        card.merge_button.clicked.connect(self._merge)
        card.remove_button.clicked.connect(self._remove)
        card.mark_all_button.clicked.connect(self._mark_all)
        card.split_merged.connect(lambda id_: self._select_after(changes.split_off(id_)))
        card.mentions.split_wanted.connect(self._split)
        card.mentions.shown.connect(lambda mention: self.place_wanted.emit(mention, False))
        card.mentions.opened.connect(lambda mention: self.place_wanted.emit(mention, True))
        self.counts.came.connect(self._take_counts)
        self.reading.came.connect(self._take_mentions)
        workspace = self._workspace
        workspace.leaving.connect(self.flush)
        workspace.project_changed.connect(self._project_changed)
        workspace.entities_changed.connect(self._entities_changed)
        workspace.codebook_changed.connect(self._entities_changed)
        workspace.article_changed.connect(self._show_here)
        workspace.annotations_changed.connect(lambda _: self._show_here())
        workspace.history_changed.connect(self._anything_changed)
        workspace.articles_changed.connect(lambda _: self._anything_changed())
        workspace.said.connect(self._said)

    # --- from outside ------------------------------------------------------------------

    def flush(self) -> None:
        """Put half-typed words into the project."""
        self.card.form.flush()

    def show_entity(self, entity_id: str) -> None:
        """Choose an entity."""
        self.side.select([entity_id])

    @property
    def settled(self) -> bool:
        """Whether everything that is shown is as it is in the project."""
        return not self._soon.isActive() and self.counts.settled and self.reading.settled

    # --- following the workspace -------------------------------------------------------

    def _project_changed(self) -> None:
        for latest in (self.counts, self.reading):
            latest.forget()
        self._soon.stop()
        self.card.form.forget()
        self.banner.clear()
        self._card_of = ""
        with self.side.unheard():
            self.side.filter_field.clear()
            self.side.model.set_counts(None)
        self._entities_changed()
        self._anything_changed()
        if self._workspace.project is None:
            self.close()

    def _entities_changed(self) -> None:
        known = self._workspace.known
        chosen = self.side.selected_ids()
        self.side.keep_selection(lambda: self.side.model.set_entities(known.roster, known.codebook))
        self._show_here()
        # What was merged into another goes on as that one.
        now = list(dict.fromkeys(found.id for id_ in chosen if (found := known.roster.get(id_))))
        if now != chosen:
            self.side.select(now)
        else:
            self._show_chosen()
        self._show_state()

    def _show_here(self) -> None:
        known = self._workspace.known
        found = (known.roster.get(one.entity_id) for links in known.links.values() for one in links)
        here = frozenset(entity.id for entity in found if entity)
        self.side.keep_selection(lambda: self.side.model.set_here(here))

    def _anything_changed(self) -> None:
        self._stale = True
        if self.isVisible():
            self._soon.start()

    def _show_state(self) -> None:
        workspace, fixed = self._workspace, self._workspace.read_only
        name = workspace.project.path.name if workspace.project else ""
        self.setWindowTitle(self.tr("Entities — {name}").format(name=name))
        self.card.set_fixed(fixed)
        for button in (
            *(self.side.new_button, self.side.unused_button, self.new_first),
            *(self.merge_several, self.remove_several),
        ):
            button.setVisible(not fixed)
        reason = workspace.project.read_only_reason if workspace.project and fixed else ""
        self.why_fixed.setText(reason or self.tr("This project is open for reading only."))
        self.why_fixed.setVisible(fixed)
        if fixed:
            self.nothing_yet.say(self.tr("No entities yet"), self.tr("Nobody has named an actor here."))
        else:
            sentence = self.tr(
                "The people and bodies that your articles speak of are listed here. To put one here, mark "
                "its name in a text with {key} and say who it is. All further mentions can then point to it."
            )
            layer = workspace.layer(ACTOR)
            self.nothing_yet.say(
                self.tr("No entities yet"), sentence.format(key=layer.key if layer and layer.key else "A")
            )
        self._whole.setCurrentWidget(self._across if self.side.model.total() else self.nothing_yet)

    def _said(self, kind: str, sentence: str) -> None:
        if self.isActiveWindow():
            self.banner.say(kind, sentence, seconds=8 if kind == "info" else 0)

    # --- what is read beside -----------------------------------------------------------

    def _read(self) -> None:
        self._stale = False
        self.counts.ask(entities.overview)
        self._read_mentions()

    def _read_mentions(self) -> None:
        chosen = self.side.selected_ids()
        if len(chosen) == 1:
            wanted = chosen[0]
            self.reading.ask(lambda project: (wanted, entities.mentions(project, wanted)))
        else:
            self.reading.forget()

    def _take_counts(self, rows: object) -> None:
        found = cast("list[Row]", rows)
        self.side.keep_selection(lambda: self.side.model.set_counts(found))
        self._show_numbers()

    def _take_mentions(self, result: object) -> None:
        entity_id, found = cast("tuple[str, list[Mention]]", result)
        if self.side.selected_ids() == [entity_id]:
            self.card.mentions.show_mentions(found, same=self._card_of == entity_id)
            self._card_of = entity_id

    # --- what is chosen ----------------------------------------------------------------

    def _chosen(self) -> list[Entity]:
        found = map(self.side.model.entity, self.side.selected_ids())
        return [entity for entity in found if entity is not None]

    def _show_chosen(self) -> None:
        chosen = self._chosen()
        entity = chosen[0] if len(chosen) == 1 else None
        self.card.show_entity(entity, self.side.model)
        if entity is None or entity.id != self._card_of:
            self._card_of = ""
            self.card.mentions.clear()
        if len(chosen) > 1:
            title = self.tr("{n} entities are selected").format(n=len(chosen))
            sentence = self.tr("If they are one and the same, merge them; what mentions them stays as it is.")
            self.several.say(title, "" if self._workspace.read_only else sentence)
        page: QWidget = self.card if entity else self.several if chosen else self.none_chosen
        self._pages.setCurrentWidget(page)
        self._show_numbers()
        if entity is not None and self.isVisible():
            self._soon.start()

    def _show_numbers(self) -> None:
        chosen = self._chosen()
        unused = bool(chosen) and all(self.side.model.is_unused(one.id) for one in chosen)
        self.remove_several.setEnabled(unused)
        self.card.show_numbers(self.side.model)

    # --- acting ------------------------------------------------------------------------

    def _rename(self) -> None:
        if len(self._chosen()) == 1:
            self.card.form.edit_name()

    def _new(self) -> None:
        self.flush()
        made = self.changes.new(self.side.filter_field.text())
        if made is not None:
            self.side.select([made.id])
            self.card.form.edit_name()

    def _merge(self) -> None:
        self.flush()
        chosen = self._chosen()
        if chosen and not self._workspace.read_only:
            self._select_after(self.changes.merge(chosen, self.side.model))

    def _select_after(self, entity_id: str) -> None:
        if entity_id:
            self.side.select([entity_id])
            self.side.list_view.setFocus()

    def _split(self, annotation_ids: Sequence[str]) -> None:
        self.flush()
        chosen = self._chosen()
        if len(chosen) == 1:
            self.changes.split(chosen[0], annotation_ids)

    def _remove(self) -> None:
        chosen = self._chosen()
        if not chosen or self._workspace.read_only:
            return
        self.card.form.flush()
        row = self.side.model.row_of(chosen[0].id)
        used = [one for one in chosen if not self.side.model.is_unused(one.id)]
        if used:
            self._workspace.said.emit("info", self.changes.why_used(used[0]))
            return
        if self.changes.remove([one.id for one in chosen]) and self.side.model.rowCount():
            following = self.side.model.id_at(min(row, self.side.model.rowCount() - 1))
            self._select_after(following)

    def _remove_unused(self) -> None:
        self.flush()
        model = self.side.model
        ids = [entity_id for entity_id in model.live_ids() if model.is_unused(entity_id)]
        found = [entity for id_ in ids if (entity := model.entity(id_))]
        self.changes.remove_unused(sorted(found, key=lambda one: one.name.casefold()))

    def _mark_all(self) -> None:
        self.flush()
        chosen = self._chosen()
        if len(chosen) == 1:
            self.mark_all_wanted.emit(chosen[0])

    def _show_menu(self, place: QPoint) -> None:
        menu = self.menu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(place)

    def menu(self) -> QMenu:
        """Return the context menu of what is chosen; what cannot be done is not in it."""
        menu, chosen, model = QMenu(self), self._chosen(), self.side.model
        if self._workspace.read_only or not chosen:
            return menu
        parts: list[tuple[str, Callable[[], None], bool]] = [
            (self.tr("Rename"), self._rename, len(chosen) == 1),
            (self.tr("Mark all mentions…"), self._mark_all, len(chosen) == 1),
            (self.tr("Merge into…"), self._merge, len(chosen) == 1 and model.total() > 1),
            (self.tr("Merge them into one…"), self._merge, len(chosen) > 1),
            (self.tr("Remove"), self._remove, all(model.is_unused(one.id) for one in chosen)),
        ]
        for words, call, possible in parts:
            if possible:
                menu.addAction(words).triggered.connect(lambda _=False, run=call: run())
        return menu

    # --- events ------------------------------------------------------------------------

    def showEvent(self, event: QShowEvent) -> None:
        """Read what changed while the panel was away."""
        super().showEvent(event)
        if self._stale:
            self._entities_changed()
            self._soon.start()

    def hideEvent(self, event: QHideEvent) -> None:
        """Save what was typed."""
        super().hideEvent(event)
        self.flush()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Save what was typed; the panel is only put away."""
        self.flush()
        super().closeEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Close with Esc; go to the filter with Ctrl+F."""
        control = event.modifiers() == Qt.KeyboardModifier.ControlModifier
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        elif control and event.key() == Qt.Key.Key_F:
            self.side.take_filter_focus()
        else:
            super().keyPressEvent(event)
            return
        event.accept()
