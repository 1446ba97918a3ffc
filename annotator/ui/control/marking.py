"""Marking: selections, tools and keys become annotations; edges and fragments change."""

from collections.abc import Callable, Iterable

from PySide6.QtCore import QObject, QPoint, QPointF, QRect, QSize, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from annotator.core.codebook import Layer
from annotator.core.errors import InvalidSpan
from annotator.core.model import Annotation
from annotator.core.sentences import claim_at
from annotator.core.spans import Fragments, Span, with_added, with_edge_moved, with_removed
from annotator.core.words import snap, word_at
from annotator.services import proposing
from annotator.services.marking import Loaded
from annotator.ui.actions import Actions
from annotator.ui.appearance import Appearance
from annotator.ui.article.marks import Mark
from annotator.ui.article.mini_bar import MiniBar
from annotator.ui.article.pointer import next_stop
from annotator.ui.article.view import ArticleView
from annotator.ui.hover_card import HoverCard, HoverRow
from annotator.ui.panels.gist import gist_of
from annotator.ui.people.lanes import lanes_of
from annotator.ui.workspace import Workspace


class Marking(QObject):
    """Joins the article view to the workspace."""

    marked = Signal(object)
    """An annotation that was just made and is selected now."""

    def __init__(
        self, workspace: Workspace, view: ArticleView, actions: Actions, appearance: Appearance
    ) -> None:
        """Connect the view's signals and the actions of the Mark menu."""
        super().__init__(view)
        self._workspace = workspace
        self._view = view
        self._actions = actions
        self._tool: Layer | None = None
        self.bar = MiniBar(appearance, view.viewport())
        self._card = HoverCard(appearance, view.window())
        self.divert: Callable[[str], bool] = lambda _: False
        """Asked before a click picks a mark; True if the click meant something else."""
        self.paused = False
        """Nothing is offered to be marked: the article is being reviewed."""
        self._connect()
        self._connect_layers()
        actions.layers_changed.connect(self._connect_layers)

    def _connect(self) -> None:
        view, workspace, actions = self._view, self._workspace, self._actions
        view.picked.connect(self._picked)
        view.drag_marked.connect(self._drag_marked)
        view.selected.connect(self._show_bar)
        view.edges_moved.connect(lambda key, fragments: workspace.set_fragments(key, fragments, "move edge"))
        view.pointed.connect(self._pointed)
        view.menu_wanted.connect(self._show_menu)
        view.escaped.connect(self._escaped)
        view.selectionChanged.connect(self._selection_changed)
        view.verticalScrollBar().valueChanged.connect(self.bar.hide)
        view.verticalScrollBar().valueChanged.connect(self._card.hide)
        view.all_wanted.connect(workspace.catch_up)
        view.verticalScrollBar().valueChanged.connect(workspace.catch_up)
        view.zoom_changed.connect(workspace.catch_up)
        workspace.article_changed.connect(self._open_article)
        workspace.article_read.connect(self._complete)
        workspace.people_changed.connect(self._complete)
        workspace.annotations_changed.connect(self._annotations_changed)
        workspace.previewed.connect(self._preview)
        workspace.selection_changed.connect(self._show_selection)
        actions["let_go"].triggered.connect(lambda: self.take_tool(None))
        actions["add_fragment"].triggered.connect(self.add_fragment)
        actions["cut_fragment"].triggered.connect(self.cut_fragment)
        actions["remove"].triggered.connect(self.remove)
        for edge in ("start", "end"):
            for side, step in (("right", 1), ("left", -1)):
                self._bind_edge(f"{edge}_{side}", edge, step, by_word=True)
                self._bind_edge(f"{edge}_{side}_1", edge, step, by_word=False)

    def _connect_layers(self) -> None:
        """Let the layers' actions mark; they are made anew when the codebook has other layers."""
        self.take_tool(None, focus=False)
        actions = self._actions
        for layer in actions.layers:
            actions[f"mark:{layer.id}"].triggered.connect(lambda _=False, it=layer: self.mark(it))
            actions[f"exact:{layer.id}"].triggered.connect(
                lambda _=False, it=layer: self.mark(it, exact=True)
            )
            actions[f"tool:{layer.id}"].triggered.connect(
                lambda on, it=layer: self.take_tool(it if on else None)
            )
        self.bar.set_actions([actions[f"mark:{layer.id}"] for layer in actions.layers], QAction.trigger)

    def _bind_edge(self, name: str, edge: str, step: int, *, by_word: bool) -> None:
        self._actions[name].triggered.connect(lambda: self.move_edge(edge, step, by_word=by_word))

    # --- marking -----------------------------------------------------------------------

    def mark(self, layer: Layer, *, exact: bool = False) -> None:
        """Mark the selection; with nothing selected, what the layer takes at the caret."""
        view = self._view
        if view.has_selection():
            span = view.selection() if exact else view.snapped_selection()
            self._mark(layer, (span,) if span else None)
        else:
            self._mark(layer, self._at_caret(layer))

    def _at_caret(self, layer: Layer) -> Fragments | None:
        """Return the whole date, name or quotation at the caret; else the word or sentence there."""
        view, article = self._view, self._workspace.article
        language = article.language if article else ""
        found = proposing.expression_at(view.text, view.caret(), layer.id, language)
        if found is not None:
            return found
        at = claim_at if layer.grain == "sentence" else word_at
        span = at(view.text, view.caret())
        return (span,) if span else None

    def _mark(self, layer: Layer, fragments: Fragments | None) -> None:
        self.bar.hide()
        if self._workspace.read_only or self._workspace.article is None:
            return
        if fragments is None:
            self._workspace.said.emit(
                "info", self.tr("There is no word here to mark; select some text first.")
            )
            return
        present = self._workspace.mine_at(layer.id, fragments)
        if present is not None:
            self._workspace.select(present.id, reveal=False)
            self._say(self.tr("This is marked as {layer} already.").format(layer=layer.title.lower()))
            return
        annotation = self._workspace.mark(layer, fragments)
        if annotation is None:
            return
        self._view.clear_selection(fragments[0].start)
        self._workspace.select(annotation.id, reveal=False)
        self._view.announce(
            self.tr("Marked as {layer}: {quote}").format(layer=layer.title, quote=annotation.quote)
        )
        self.marked.emit(annotation)

    def take_tool(self, layer: Layer | None, *, focus: bool = True) -> None:
        """Take a tool in hand, or put it down."""
        self._tool = layer
        self._view.set_tool_in_hand(layer is not None)
        for other in self._actions.layers:
            self._actions[f"tool:{other.id}"].setChecked(layer is not None and other.id == layer.id)
        if layer is not None and self._view.has_selection():
            self.mark(layer)
        if layer is not None and focus:
            self._view.setFocus()

    def _drag_marked(self, span: Span | None, exact: bool) -> None:
        if self._tool is not None:
            self._mark(self._tool, (span,) if span else None)

    def remove(self) -> None:
        """Remove what is selected and go on to the mark that follows it."""
        ids = list(self._workspace.selected_ids)
        if not ids:
            return
        following = self._view.following(ids[0]) if len(ids) == 1 else None
        if self._workspace.remove(ids) and following:
            self._workspace.select(following, reveal=False)

    # --- fragments and edges -----------------------------------------------------------

    def add_fragment(self) -> None:
        """Add the selection to the current annotation as a further fragment."""
        self._change_fragments(with_added, "add fragment")

    def cut_fragment(self) -> None:
        """Take the selection away from the current annotation."""
        self._change_fragments(self._cut, "take fragment away")

    def _cut(self, fragments: Fragments, removed: Span) -> Fragments:
        """Return what is left, without the spaces and punctuation around the cut."""
        left = with_removed(fragments, removed)
        text = self._view.text
        trimmed = [span if span in fragments else snap(text, *span) for span in left]
        return tuple(span for span in trimmed if span is not None)

    def _change_fragments(self, change: Callable[[Fragments, Span], Fragments], verb: str) -> None:
        current = self._own_current()
        if current is None:
            return
        span = self._view.snapped_selection()
        if span is None:
            self._say(self.tr("Select the text first; then add it to the annotation or take it away."))
            return
        fragments = change(current.fragments, span)
        if not fragments:
            self._say(self.tr("Nothing of the annotation would be left; remove it with Delete instead."))
            return
        if fragments == current.fragments:
            self._say(self.tr("The selection changes nothing in this annotation."))
            return
        self._view.clear_selection(span.start)
        self._workspace.set_fragments(current.id, fragments, verb)

    def move_edge(self, edge: str, step: int, *, by_word: bool) -> None:
        """Move the start or end of the current annotation by a word or a character."""
        current = self._own_current()
        if current is None:
            return
        number = 0 if edge == "start" else len(current.fragments) - 1
        here = current.start if edge == "start" else current.end
        there = next_stop(self._view.text, here, step, edge, by_word=by_word)
        try:
            fragments = with_edge_moved(current.fragments, number, edge, there)
        except InvalidSpan:
            return
        span = fragments[number] if number < len(fragments) else fragments[-1]
        crossed = (
            there >= current.fragments[number].end
            if edge == "start"
            else there <= current.fragments[number].start
        )
        if crossed or fragments == current.fragments:
            return
        self._workspace.set_fragments(current.id, fragments, "move edge")
        self._view.reveal(span)

    def _own_current(self) -> Annotation | None:
        current = self._workspace.current
        if current is None:
            self._say(self.tr("Select an annotation first, with a click or with Tab."))
            return None
        if self._workspace.read_only:
            self._say(self.tr("The project is open for reading only; nothing was changed."))
            return None
        if not self._workspace.is_mine(current):
            name = self._workspace.annotator_name(current.annotator_id)
            self._say(self.tr("This annotation is {name}’s; only they can change it.").format(name=name))
            return None
        return current

    def _say(self, sentence: str) -> None:
        self._workspace.said.emit("info", sentence)

    # --- what is shown -----------------------------------------------------------------

    def _mark_of(self, annotation: Annotation) -> Mark | None:
        layer = self._workspace.layer(annotation.layer)
        if layer is None:
            return None
        mine, golden = self._workspace.is_mine(annotation), annotation.id in self._workspace.gold_here
        return Mark(annotation.id, layer, annotation.fragments, mine, annotation.annotator_id, golden)

    def _marks_of(self, items: Iterable[Loaded]) -> list[Mark]:
        sound = [item.annotation for item in self._workspace.shown_items(items) if item.damage is None]
        return [mark for annotation in sound if (mark := self._mark_of(annotation))]

    def _complete(self) -> None:
        """Show all marks that are to be seen, in place of those of the first screen or of other people."""
        if self._workspace.article is not None:
            self._view.set_lanes(lanes_of(self._workspace))
            self._view.complete(self._marks_of(self._workspace.loaded.values()))

    def _open_article(self) -> None:
        """Show another article before anything else is done: it is what the person waits for."""
        self._show_article(self._workspace.at_hand)
        self._view.viewport().repaint()

    def _show_article(self, items: Iterable[Loaded]) -> None:
        self.bar.hide()
        self._card.hide()
        self._view.fixed = self._workspace.read_only
        space = self._workspace
        self._view.show_article(space.article, space.text, self._marks_of(items), lanes_of(space))

    def _preview(self, annotation: Annotation) -> None:
        """Show a mark before it is saved: painting must not wait for the disk."""
        mark = self._mark_of(annotation)
        if mark is not None:
            self._view.put(mark, at_once=True)

    def _annotations_changed(self, touched: list[str]) -> None:
        if not touched:
            self._show_marks_again()
            return
        for key in touched:
            item = self._workspace.shown_item(key)
            mark = self._mark_of(item.annotation) if item and item.damage is None else None
            if mark is None:
                self._view.drop(key)
            else:
                self._view.put(mark)

    def _show_marks_again(self) -> None:
        place = self._view.verticalScrollBar().value()
        self._show_article(self._workspace.loaded.values())
        self._view.verticalScrollBar().setValue(place)

    def _show_selection(self) -> None:
        workspace = self._workspace
        self._view.set_current(workspace.current_id, workspace.selected_ids)
        current = workspace.current
        if current is not None and workspace.reveal and workspace.loaded[current.id].damage is None:
            self._view.reveal(current.envelope)
            layer = workspace.layer(current.layer)
            title = layer.title if layer else current.layer
            self._view.announce(
                self.tr("{layer} by {name}: {quote}").format(
                    layer=title, name=workspace.annotator_name(current.annotator_id), quote=current.quote
                )
            )

    def _picked(self, key: str) -> None:
        if self.divert(key):
            return
        if key:
            self._workspace.select(key)
        elif self._workspace.selected_ids:
            self._workspace.select(None, reveal=False)

    def _escaped(self) -> None:
        self.bar.hide()
        if self._tool is not None:
            self.take_tool(None)
        else:
            self._workspace.select(None, reveal=False)

    def _selection_changed(self) -> None:
        if not self._view.has_selection():
            self.bar.hide()

    def _show_bar(self) -> None:
        span = self._view.snapped_selection()
        rects = self._view.rects_of(span) if span else []
        if not rects or self._workspace.read_only or self._tool is not None or self.paused:
            return
        around = QRect()
        for rect in rects:
            around = around.united(rect.toAlignedRect())
        self.bar.show_at(around, self._view.viewport().rect())

    def _pointed(self, under: tuple[str, ...], place: QPointF) -> None:
        if not under or self.bar.isVisible():
            self._card.hide()
            return
        rows = [row for key in under if (row := self._card_row(key))]
        self._card.show_near(rows, QRect(place.toPoint() + QPoint(-24, -8), QSize(48, 24)))

    def _card_row(self, key: str) -> HoverRow | None:
        item = self._workspace.loaded.get(key)
        layer = self._workspace.layer(item.annotation.layer) if item else None
        if item is None or layer is None:
            return None
        annotation = item.annotation
        return HoverRow(
            layer_title=layer.title,
            shape=layer.shape,
            colour=layer.colour,
            quote=annotation.quote,
            annotator=self._workspace.annotator_name(annotation.annotator_id),
            note=annotation.note,
            damage=item.damage or "",
            gist=gist_of(self._workspace, annotation),
        )

    def _show_menu(self, place: QPoint) -> None:
        menu = QMenu(self._view)
        layers = self._actions.layers
        for layer in layers:
            menu.addAction(self._actions[f"mark:{layer.id}"])
        menu.addSeparator()
        if self._workspace.current is not None:
            for name in ("confirm", "add_fragment", "cut_fragment", "note"):
                menu.addAction(self._actions[name])
            self._add_layer_menu(menu, self._workspace.current)
            menu.addAction(self._actions["remove"])
            menu.addSeparator()
        for name in ("copy", "find"):
            menu.addAction(self._actions[name])
        menu.exec(place)
        menu.deleteLater()

    def _add_layer_menu(self, menu: QMenu, current: Annotation) -> None:
        if self._workspace.read_only or not self._workspace.is_mine(current):
            return
        change = menu.addMenu(self.tr("Change layer to"))
        for layer in self._actions.layers:
            if layer.id != current.layer:
                action = change.addAction(layer.title)
                action.triggered.connect(
                    lambda _=False, it=layer: self._workspace.set_layer(current.id, it.id)
                )
