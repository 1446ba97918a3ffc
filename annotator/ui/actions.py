"""Every action of the window, in one table: its words, keys, icon and menu.

Menus, the top bar, context menus and the sheet of shortcuts are all made from here, so none
of them can name a key that does something else, or nothing.
"""

from collections.abc import Callable, Iterator

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMenu, QMenuBar, QWidget

from annotator.core.codebook import Codebook, Field, Layer
from annotator.ui.action_specs import SEPARATOR, Spec, mark_specs, menu_specs
from annotator.ui.action_specs import words as _tr
from annotator.ui.appearance import Appearance


class Actions(QObject):
    """The window's actions by name; ``actions["undo"]``."""

    layers_changed = Signal()
    """The actions of the layers and fields were made anew: another codebook."""

    def __init__(self, window: QWidget, appearance: Appearance, layers: list[Layer]) -> None:
        """Make all actions and add them to ``window``; the layers' own come from the codebook."""
        super().__init__(window)
        self._window = window
        self._appearance = appearance
        self._by_name: dict[str, QAction] = {}
        self._needs: dict[str, str] = {}
        self._words: dict[str, str] = {}
        self._menus: list[tuple[str, list[str]]] = []
        self.layers = layers
        self._mark_menu: QMenu | None = None
        self._mark_names: list[str] = []
        for title, specs in menu_specs().items():
            if title == _tr("&Mark"):
                specs = mark_specs()
                self._mark_names = [self._make(spec) for spec in specs]
                self._menus.append((title, []))
                continue
            self._menus.append((title, [self._make(spec) for spec in specs]))
        self._group(["theme_system", "theme_light", "theme_dark"])
        # In the article only: elsewhere Return belongs to what has the focus.
        self._by_name["confirm"].setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        self._make_dynamic()

    def __getitem__(self, name: str) -> QAction:
        """Return the action called ``name``."""
        return self._by_name[name]

    def _layer_specs(self) -> Iterator[Spec]:
        for layer in self.layers:
            text = _tr("Mark {layer}").format(layer=layer.title.lower())
            yield Spec(f"mark:{layer.id}", text, (layer.key,), _icon_of(layer), needs="article_write")
        for layer in self.layers:
            text = _tr("Mark exactly the selection as {layer}").format(layer=layer.title.lower())
            yield Spec(f"exact:{layer.id}", text, (f"Alt+{layer.key}",), needs="article_write")
        yield Spec(SEPARATOR, "")
        for layer in self.layers:
            text = _tr("{layer} tool: mark by dragging").format(layer=layer.title)
            yield Spec(
                f"tool:{layer.id}", text, (f"Shift+{layer.key}",), _icon_of(layer), True, "article_write"
            )

    def set_codebook(self, book: Codebook) -> None:
        """Make the actions of the layers and fields anew, if ``book`` has others."""
        layers = list(book.marking)
        if layers == self.layers:
            return
        for name in [name for name in self._by_name if _is_dynamic(name)]:
            action = self._by_name.pop(name)
            self._window.removeAction(action)
            action.deleteLater()
            del self._needs[name], self._words[name]
        self.layers = layers
        self._make_dynamic()
        if self._mark_menu is not None:
            self._mark_menu.clear()
            self._fill_menu(self._mark_menu, self._names_of_marking(), {})
        self.layers_changed.emit()

    def fields_of_key(self, key: str) -> list[tuple[Layer, Field]]:
        """Return the fields that a key goes to, each with its layer."""
        return [(layer, field) for layer in self.layers for field in layer.shown if field.key == key]

    @property
    def field_keys(self) -> list[str]:
        """The distinct keys of all fields, in the order of the codebook."""
        return list(dict.fromkeys(field.key for layer in self.layers for field in layer.shown if field.key))

    def _make_dynamic(self) -> None:
        names = [self._make(spec) for spec in self._layer_specs()]
        self._field_names = [self._make(spec) for spec in self._field_specs()]
        self._layer_names = names
        marking = next(shown for title, shown in self._menus if title == _tr("&Mark"))
        marking[:] = self._names_of_marking()
        self._name_layers()

    def _names_of_marking(self) -> list[str]:
        return [*self._layer_names, *self._mark_names, SEPARATOR, *self._field_names]

    def _field_specs(self) -> Iterator[Spec]:
        for key in self.field_keys:
            titles = dict.fromkeys(field.title for _, field in self.fields_of_key(key))
            text = _tr("{fields}…").format(fields=" / ".join(titles))
            yield Spec(f"field:{key}", text, (key,), needs=f"field:{key}")

    def _name_layers(self) -> None:
        for layer in self.layers:
            self._by_name[f"mark:{layer.id}"].setIconText(layer.title)
            self._by_name[f"tool:{layer.id}"].setIconText(layer.title)

    def _make(self, spec: Spec) -> str:
        if spec.name == SEPARATOR:
            return SEPARATOR
        action = QAction(spec.text, self._window)
        action.setObjectName(spec.name)
        action.setShortcuts([QKeySequence(keys) for keys in spec.keys])
        action.setCheckable(spec.checkable)
        if spec.keys:
            shown = QKeySequence(spec.keys[0]).toString(QKeySequence.SequenceFormat.NativeText)
            action.setToolTip(f"{spec.text.rstrip('…')} ({shown})")
        if spec.icon:
            self._appearance.dress(action, spec.icon)
        self._window.addAction(action)
        self._by_name[spec.name] = action
        self._needs[spec.name] = spec.needs
        self._words[spec.name] = spec.text.rstrip("…")
        return spec.name

    def _group(self, names: list[str]) -> None:
        group = QActionGroup(self)
        for name in names:
            group.addAction(self._by_name[name])

    def fill_menu_bar(self, bar: QMenuBar, extra: dict[str, QMenu]) -> None:
        """Add all menus; ``extra`` menus are put after the action they are named for."""
        for title, names in self._menus:
            menu = bar.addMenu(title)
            if title == _tr("&Mark"):
                self._mark_menu = menu
            self._fill_menu(menu, names, extra)

    def _fill_menu(self, menu: QMenu, names: list[str], extra: dict[str, QMenu]) -> None:
        fields: QMenu | None = None
        for name in names:
            if name == SEPARATOR:
                menu.addSeparator()
            elif _is_field(name):
                fields = fields or menu.addMenu(_tr("Fields of the annotation"))
                fields.addAction(self._by_name[name])
            else:
                menu.addAction(self._by_name[name])
            if name in extra:
                menu.addMenu(extra[name])

    def enable(self, granted: set[str], withheld: Callable[[str], bool] = lambda _: False) -> None:
        """Enable the actions whose need is among ``granted``; those without a need always are.

        Those whose names are ``withheld`` are not, whatever is granted.
        """
        for name, need in self._needs.items():
            if name not in ("undo", "redo"):
                self._by_name[name].setEnabled((not need or need in granted) and not withheld(name))

    def sheet(self) -> list[tuple[str, list[tuple[str, str]]]]:
        """Return every action that has a key: (menu, [(what it does, keys)])."""
        result = []
        for title, names in self._menus:
            rows = self._rows_of_sheet([name for name in names if not _is_field(name)])
            if rows:
                result.append((title.replace("&", ""), rows))
        fields = self._rows_of_sheet(self._field_names)
        if fields:
            result.append((_tr("Fields of the selected annotation"), fields))
        in_text = [
            (_tr("Next mark"), _keys("Tab")),
            (_tr("Previous mark"), _keys("Shift+Tab")),
            (_tr("Put the tool down; let the selection go"), _keys("Esc")),
            (_tr("Larger or smaller text"), _tr("Ctrl+wheel")),
        ]
        # Only here: the sheet is seldom asked for, the review not always.
        from annotator.ui.review.keys import sheet_rows

        return [*result, (_tr("In the article"), in_text), sheet_rows()]

    def _rows_of_sheet(self, names: list[str]) -> list[tuple[str, str]]:
        rows = []
        for name in names:
            if name == SEPARATOR or not self._by_name[name].shortcuts():
                continue
            keys = [
                keys.toString(QKeySequence.SequenceFormat.NativeText)
                for keys in self._by_name[name].shortcuts()
            ]
            rows.append((self._words[name], ", ".join(keys)))
        return rows


def _keys(keys: str) -> str:
    return QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText)


def _icon_of(layer: Layer) -> str:
    return layer.id if layer.id in ("claim", "actor", "date") else "tag"


def _is_field(name: str) -> bool:
    return name.startswith("field:")


def _is_dynamic(name: str) -> bool:
    return name.partition(":")[0] in ("mark", "exact", "tool", "field") and ":" in name
