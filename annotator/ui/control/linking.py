"""Linking: what a mark is linked to, by one key, by a click, or by dragging a line.

The pickers are loaded when one is first wanted, or by the room when the article has been painted.
"""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, QRect, QRectF, Qt
from PySide6.QtWidgets import QApplication, QMenu, QWidget
from shiboken6 import isValid

from annotator.core.codebook import ACTOR, DATE, ENTITY, VALUE, Field, FieldType
from annotator.core.model import Annotation
from annotator.services.fields import Aim
from annotator.ui.article.connectors import Arrow
from annotator.ui.article.handle import fitting
from annotator.ui.texts import shortened

if TYPE_CHECKING:
    from annotator.ui.main_window import MainWindow
    from annotator.ui.panels.inspector import Inspector
    from annotator.ui.pickers.date_card import DateCard
    from annotator.ui.pickers.picker import Picker
    from annotator.ui.pickers.popup import Popup
    from annotator.ui.pickers.sources import Offer

_CHOOSING = (FieldType.CHOICE, FieldType.CHOICES, FieldType.YES_NO)


class Linking(QObject):
    """Opens the pickers, and draws the links of the selected mark."""

    def __init__(self, window: "MainWindow") -> None:
        """Connect the fields' actions, the article view and the inspector of ``window``."""
        super().__init__(window)
        self._window = window
        self._workspace = window.workspace
        self._view = window.view
        self._actions = window.actions_
        self._picker: Picker | None = None
        self._card: DateCard | None = None
        self._back: QWidget | None = None
        self._for: str | None = None
        """The annotation that a popup is about."""
        self._armed: tuple[str, Field] | None = None
        """The annotation and field that a click on a mark in the text is for."""
        self._connect()
        self._connect_fields()

    def _connect(self) -> None:
        workspace, view, actions = self._workspace, self._view, self._actions
        workspace.codebook_changed.connect(lambda: actions.set_codebook(workspace.known.codebook))
        actions.layers_changed.connect(self._connect_fields)
        actions["confirm"].triggered.connect(self.confirm)
        view.addAction(actions["confirm"])
        for signal in (workspace.selection_changed, workspace.article_changed, workspace.codebook_changed):
            signal.connect(self._draw)
        workspace.annotations_changed.connect(lambda _: self._draw())
        workspace.annotations_changed.connect(lambda _: self._close_if_gone())
        workspace.article_changed.connect(lambda: self._leave(back=False))
        view.verticalScrollBar().valueChanged.connect(lambda _: self._place())
        view.link_dropped.connect(self._dropped)
        view.key_unused.connect(self._explain)
        view.selected.connect(self._disarm)
        self._window.marking.marked.connect(self._marked)
        self._window.marking.divert = self._clicked
        self._window.desk.with_inspector(self._connect_inspector)

    def _connect_inspector(self, inspector: "Inspector") -> None:
        inspector.pick_wanted.connect(self.pick)
        inspector.confirm_wanted.connect(self.confirm)
        inspector.published_wanted.connect(self._ask_published)

    def _connect_fields(self) -> None:
        for key in self._actions.field_keys:
            self._actions[f"field:{key}"].triggered.connect(lambda _=False, it=key: self._go_to(it))

    # --- popups ------------------------------------------------------------------------

    @property
    def picker(self) -> "Picker":
        """The list at a mark, made when it is first needed."""
        if self._picker is None:
            from annotator.ui.pickers.picker import Picker

            self._picker = Picker(self._window.appearance, self._window)
            self._picker.closed.connect(self._closed)
        return self._picker

    @property
    def date_card(self) -> "DateCard":
        """The card at a date, made when it is first needed."""
        if self._card is None:
            from annotator.ui.pickers.date_card import DateCard

            self._card = DateCard(self._workspace, self._window.appearance, self._window)
            self._card.closed.connect(self._closed)
        return self._card

    def _popups(self) -> "list[Popup]":
        return [popup for popup in (self._picker, self._card) if popup is not None and popup.isVisible()]

    def _place(self) -> None:
        for popup in self._popups():
            popup.place()

    def _leave(self, *, back: bool) -> None:
        for popup in self._popups():
            popup.leave(back=back)

    def _closed(self, back: bool) -> None:
        if back:
            self._disarm()
            # The form may have been made anew by the choice.
            there = self._back is not None and isValid(self._back) and self._back.isVisible()
            target = self._back if self._back is not None and there else self._view
            target.setFocus(Qt.FocusReason.PopupFocusReason)
        elif not self._view.hasFocus():
            self._disarm()

    def _close_if_gone(self) -> None:
        if self._for is not None and self._for not in self._workspace.loaded:
            self._for = None
            self._leave(back=True)

    def _disarm(self) -> None:
        self._armed = None

    def _open(self, offer: "Offer", annotation: Annotation, anchor: QWidget | QRect | None = None) -> None:
        self._leave(back=False)
        self._remember(annotation, anchor)
        self.picker.ask(offer, lambda: self._anchor(annotation, anchor))

    def _open_card(self, annotation: Annotation, anchor: QWidget | QRect | None = None) -> None:
        self._leave(back=False)
        self._remember(annotation, anchor)
        self.date_card.ask(annotation, lambda: self._anchor(annotation, anchor))

    def _remember(self, annotation: Annotation, anchor: QWidget | QRect | None) -> None:
        self._disarm()
        self._for = annotation.id
        focused = QApplication.focusWidget()
        self._back = focused if anchor is not None else self._view

    def _anchor(self, annotation: Annotation, anchor: QWidget | QRect | None) -> QRect:
        """Return where a popup belongs, in the window's coordinates: at the mark, unless told otherwise."""
        window, port = self._window, self._view.viewport()
        if isinstance(anchor, QWidget) and isValid(anchor) and anchor.isVisible():
            return QRect(anchor.mapTo(window, QPoint()), anchor.size())
        if isinstance(anchor, QRect):
            return QRect(window.mapFromGlobal(anchor.topLeft()), anchor.size())
        around = QRectF()
        for fragment in annotation.fragments:
            for rect in self._view.rects_of(fragment):
                around = around.united(rect)
        shown = around.toAlignedRect().intersected(port.rect())
        if shown.isEmpty():
            shown = QRect(int(self._view.gutter_right), port.height() // 3, 1, 1)
        return QRect(port.mapTo(window, shown.topLeft()), shown.size())

    # --- after marking -----------------------------------------------------------------

    def _marked(self, annotation: Annotation) -> None:
        """Ask at once who an actor is, and whether a date is right; not with a tool in hand.

        Whoever marks one after another by dragging would find a list where the next words are.
        """
        if any(self._actions[f"tool:{layer.id}"].isChecked() for layer in self._actions.layers):
            return
        if annotation.layer == ACTOR and self._workspace.known.codebook.field(ACTOR, ENTITY):
            from annotator.ui.pickers.sources import EntityOffer

            self._open(EntityOffer(self._workspace, annotation), annotation)
        elif annotation.layer == DATE and self._workspace.known.codebook.field(DATE, VALUE):
            self._open_card(annotation)

    # --- by keyboard -------------------------------------------------------------------

    def _go_to(self, key: str) -> None:
        """Go to the field of the selected annotation that has ``key``."""
        current = self._workspace.current
        layer = self._workspace.layer(current.layer) if current else None
        found = next((one for one in layer.shown if one.key == key), None) if layer else None
        if found is not None:
            self.pick(found.id, None)

    def pick(self, field_id: str, anchor: QWidget | QRect | None = None) -> None:
        """Let a value of a field of the selected annotation be picked.

        The list opens at ``anchor``, a widget or a place on the screen, else at the mark. What is written,
        not picked, is written in the form.
        """
        current = self._changeable()
        field = self._workspace.known.codebook.field(current.layer, field_id) if current else None
        if current is None or field is None:
            return
        from annotator.ui.pickers.links import ActorOffer, DateOffer
        from annotator.ui.pickers.sources import ChoiceOffer, EntityOffer

        if (current.layer, field_id) == (ACTOR, ENTITY):
            self._open(EntityOffer(self._workspace, current), current, anchor)
        elif field.type is FieldType.ENTITY:
            self._open(ActorOffer(self._workspace, current, field), current, anchor)
        elif field.type is FieldType.DATE:
            self._open(DateOffer(self._workspace, current, field), current, anchor)
        elif field.type in _CHOOSING:
            self._open(ChoiceOffer(self._workspace, current, field), current, anchor)
        else:
            self._write(current, field)
            return
        if field.linking:
            self._armed = (current.id, field)

    def _write(self, current: Annotation, field: Field) -> None:
        """Put the keyboard into the form's own field."""
        self._actions["right_panel"].setChecked(True)
        if self._window.desk.inspector.edit_field(field.id):
            return
        if (current.layer, field.id) == (DATE, VALUE):
            self._open_card(current)

    def _ask_published(self) -> None:
        """Ask for the publication date from which the selected date is worked out."""
        current = self._changeable()
        if current is not None and current.layer == DATE:
            self._open_card(current, self._window.desk.inspector)

    def confirm(self) -> None:
        """Confirm everything that is proposed for the selected annotation, and say what that was."""
        current = self._changeable()
        if current is None:
            return
        known = self._workspace.known
        links = [link.field for link in known.links.get(current.id, ()) if link.proposed]
        wanted = current.proposed.union(links)
        layer = known.layer(current.layer)
        titles = [field.title.lower() for field in (layer.fields if layer else ()) if field.id in wanted]
        if not wanted:
            self._tell(self.tr("Nothing is proposed for this annotation; there is nothing to confirm."))
        elif self._workspace.confirm([current.id]):
            self._tell(self.tr("Confirmed: {fields}.").format(fields=", ".join(titles)))

    def _changeable(self) -> Annotation | None:
        """Return the selected annotation if it can be changed; else say why not."""
        current = self._workspace.current
        if self._workspace.read_only:
            self._say(
                self.tr("This project is open for reading only; nothing can be marked or linked in it.")
            )
        elif current is None:
            self._say(self.tr("Select an annotation first, with a click or with Tab."))
        elif not self._workspace.is_mine(current):
            name = self._workspace.annotator_name(current.annotator_id)
            self._say(self.tr("This annotation is {name}’s; only they can change it.").format(name=name))
        else:
            return current
        return None

    def _explain(self, key: str) -> None:
        """Say why a key does nothing that would go to a field, or would mark."""
        found = self._actions.fields_of_key(key)
        marks = any(layer.key == key for layer in self._actions.layers)
        if self._workspace.article is None or not (found or (marks and self._workspace.read_only)):
            return
        current = self._changeable()
        layer = self._workspace.layer(current.layer) if current else None
        if layer is not None:
            titles = ", ".join(dict.fromkeys(field.title for _, field in found))
            sentence = self.tr("{key} goes to {fields}; the layer “{layer}” has no such field.")
            self._say(sentence.format(key=key, fields=titles, layer=layer.title))

    def _tell(self, sentence: str) -> None:
        """Say quietly what was done: in the status line, and to a screen reader."""
        self._window.status_line.tell(sentence)
        self._view.announce(sentence)

    def _say(self, sentence: str) -> None:
        self._workspace.said.emit("info", sentence)

    # --- by mouse ----------------------------------------------------------------------

    def _clicked(self, key: str) -> bool:
        """Take the mark that was clicked after a field's key; False if the click was not about that."""
        armed, self._armed = self._armed, None
        target = self._workspace.loaded.get(key)
        source = self._workspace.loaded.get(armed[0]) if armed else None
        if armed is None or target is None or source is None or key == armed[0]:
            return False
        field, mark = armed[1], target.annotation
        if (source.annotation.layer, field.id) == (ACTOR, ENTITY):
            entity = self._workspace.known.entity_of(mark) if mark.layer == ACTOR else None
            return entity is not None and self._workspace.assign([armed[0]], entity)
        layer = self._workspace.layer(source.annotation.layer)
        if layer is None or field not in fitting(layer, mark.layer):
            return False
        self._link(armed[0], field, key)
        return True

    def _dropped(self, source: str, target: str, place: QPoint) -> None:
        """Offer the fields that a dragged line can be for."""
        item, end = self._workspace.loaded.get(source), self._workspace.loaded.get(target)
        layer = self._workspace.layer(item.annotation.layer) if item else None
        if end is None or layer is None:
            self._say(self.tr("Nothing was linked: let go over an actor or a date that is marked."))
            return
        found = fitting(layer, end.annotation.layer)
        if len(found) == 1:
            self._link(source, found[0], target)
            return
        menu = QMenu(self._view)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for field in found:
            action = menu.addAction(f"{field.title}\t{field.key}".rstrip())
            action.triggered.connect(lambda _=False, it=field: self._link(source, it, target))
        menu.setActiveAction(menu.actions()[0])
        menu.popup(place)

    def _link(self, source: str, field: Field, target: str) -> None:
        if self._workspace.add_link(source, field.id, Aim(target_id=target)):
            quote = self._workspace.loaded[target].annotation.quote
            self._tell(self.tr("{field}: {quote}").format(field=field.title, quote=shortened(quote, 60)))
        self._view.setFocus()

    # --- what is drawn -----------------------------------------------------------------

    def _draw(self) -> None:
        """Draw the links of the selected mark to other marks."""
        current = self._workspace.current
        layer = self._workspace.layer(current.layer) if current else None
        if current is None or layer is None:
            self._view.set_arrows(None, ())
            return
        arrows = []
        for link in self._workspace.known.links.get(current.id, ()):
            field = layer.field(link.field)
            if field is not None and link.target_id in self._workspace.loaded:
                sign = field.key or field.title[:1].upper()
                arrows.append(Arrow(link.target_id, sign, field.title, link.proposed))
        self._view.set_arrows(current.id, arrows)
