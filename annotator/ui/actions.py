"""Every action of the window, in one table: its words, keys, icon and menu.

Menus, the top bar, context menus and the sheet of shortcuts are all made from here, so none
of them can name a key that does something else, or nothing.
"""

from collections.abc import Iterator
from typing import NamedTuple

from PySide6.QtCore import QCoreApplication, QObject, Qt, Signal
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMenu, QMenuBar, QWidget

from annotator.core.codebook import Codebook, Field, Layer
from annotator.ui.appearance import Appearance

SEPARATOR = "-"


class Spec(NamedTuple):
    """How an action is to be made."""

    name: str
    text: str
    keys: tuple[str, ...] = ()
    icon: str = ""
    checkable: bool = False
    needs: str = ""
    """What it is disabled without: ``project``, ``write``, ``article``, ``mine`` or nothing."""


def _tr(text: str) -> str:
    return QCoreApplication.translate("Actions", text)


def _specs() -> dict[str, list[Spec]]:
    """Return the actions by menu; the names of the menus are already translated."""
    return {
        _tr("&File"): [
            Spec("new", _tr("New project…"), ("Ctrl+N",), "new"),
            Spec("open", _tr("Open project…"), ("Ctrl+O",), "open"),
            Spec("sample", _tr("Explore the sample project"), (), "sample"),
            Spec(SEPARATOR, ""),
            Spec("add", _tr("Add articles…"), ("Ctrl+I",), "import", needs="write"),
            Spec("add_folder", _tr("Add a folder of articles…"), (), "folder", needs="write"),
            Spec("paste", _tr("New article from clipboard"), ("Ctrl+Shift+V",), "clipboard", needs="write"),
            Spec("take_in", _tr("Import tables from CSV…"), (), needs="write"),
            Spec(SEPARATOR, ""),
            Spec("export", _tr("Export…"), ("Ctrl+E",), "export", needs="project"),
            Spec("save_copy", _tr("Save a copy as…"), ("Ctrl+Shift+S",), needs="project"),
            Spec("check", _tr("Check the project…"), (), needs="project"),
            Spec("backups", _tr("Backups…"), (), needs="project"),
            Spec(SEPARATOR, ""),
            Spec("close", _tr("Close project"), ("Ctrl+W",), needs="project"),
            Spec("quit", _tr("Quit"), ("Ctrl+Q",)),
        ],
        _tr("&Edit"): [
            Spec("undo", _tr("Undo"), ("Ctrl+Z",), "undo"),
            Spec("redo", _tr("Redo"), ("Ctrl+Shift+Z", "Ctrl+Y"), "redo"),
            Spec(SEPARATOR, ""),
            Spec("copy", _tr("Copy the selected text"), ("Ctrl+C",), needs="article"),
            Spec(SEPARATOR, ""),
            Spec("find", _tr("Find in the article"), ("Ctrl+F",), "find", needs="article"),
            Spec("find_next", _tr("Next match"), ("F3",), needs="article"),
            Spec("find_previous", _tr("Previous match"), ("Shift+F3",), needs="article"),
            Spec(SEPARATOR, ""),
            Spec("codebook", _tr("Codebook…"), ("Ctrl+Shift+B",), needs="project"),
        ],
        _tr("&Mark"): [],
        _tr("A&rticle"): [
            Spec("details", _tr("Title, outlet, date…"), ("Ctrl+Return",), "article", needs="article"),
            Spec("done", _tr("Done with this article"), ("Ctrl+D",), "done", True, "article_write"),
            Spec("todo", _tr("Set back to “to do”"), (), "todo", needs="article_write"),
            Spec(SEPARATOR, ""),
            Spec("next_article", _tr("Next article"), ("Ctrl+PgDown",), "down", needs="article"),
            Spec("previous_article", _tr("Previous article"), ("Ctrl+PgUp",), "up", needs="article"),
            Spec(SEPARATOR, ""),
            Spec("remove_article", _tr("Remove this article…"), (), "trash", needs="article_write"),
        ],
        _tr("&View"): [
            Spec("zoom_in", _tr("Larger text"), ("Ctrl++", "Ctrl+="), needs="article"),
            Spec("zoom_out", _tr("Smaller text"), ("Ctrl+-",), needs="article"),
            Spec("zoom_reset", _tr("Text at its usual size"), ("Ctrl+0",), needs="article"),
            Spec(SEPARATOR, ""),
            Spec("left_panel", _tr("Articles panel"), ("F9",), "left-panel", True, "project"),
            Spec("right_panel", _tr("Annotations panel"), ("F10",), "right-panel", True, "project"),
            Spec("next_panel", _tr("Go to the next panel"), ("F6",), needs="project"),
            Spec("previous_panel", _tr("Go to the previous panel"), ("Shift+F6",), needs="project"),
            Spec("filter_articles", _tr("Filter the articles"), ("Ctrl+L",), "filter", needs="project"),
            Spec(SEPARATOR, ""),
            Spec("entities", _tr("Entities"), ("Ctrl+Shift+E",), "user", needs="project"),
            Spec(SEPARATOR, ""),
            Spec("theme_system", _tr("Colours as the system has them"), (), "", True),
            Spec("theme_light", _tr("Light colours"), (), "sun", True),
            Spec("theme_dark", _tr("Dark colours"), (), "moon", True),
        ],
        _tr("&Help"): [
            Spec("shortcuts", _tr("Keyboard shortcuts"), ("?", "F1"), "keyboard"),
            Spec("annotator", _tr("Who annotates…"), (), "user"),
            Spec("about", _tr("About Annotator"), (), "info"),
        ],
    }


def _mark_specs() -> list[Spec]:
    return [
        Spec("let_go", _tr("Put the tool down"), (), needs="write"),
        Spec(SEPARATOR, ""),
        Spec(
            "add_fragment",
            _tr("Add the selection to this annotation"),
            ("+", "F"),
            "link-fragment",
            needs="mine",
        ),
        Spec(
            "cut_fragment",
            _tr("Take the selection away from it"),
            ("-", "Shift+F"),
            "cut-fragment",
            needs="mine",
        ),
        Spec(SEPARATOR, ""),
        Spec("end_right", _tr("End one word further"), ("Alt+Shift+Right",), needs="mine"),
        Spec("end_left", _tr("End one word earlier"), ("Alt+Shift+Left",), needs="mine"),
        Spec("end_right_1", _tr("End one character further"), ("Alt+Shift+Down",), needs="mine"),
        Spec("end_left_1", _tr("End one character earlier"), ("Alt+Shift+Up",), needs="mine"),
        Spec("start_right", _tr("Start one word further"), ("Alt+Ctrl+Right", "Alt+]"), needs="mine"),
        Spec("start_left", _tr("Start one word earlier"), ("Alt+Ctrl+Left", "Alt+["), needs="mine"),
        Spec("start_right_1", _tr("Start one character further"), ("Alt+Ctrl+Down",), needs="mine"),
        Spec("start_left_1", _tr("Start one character earlier"), ("Alt+Ctrl+Up",), needs="mine"),
        Spec(SEPARATOR, ""),
        Spec("confirm", _tr("Confirm what is proposed"), ("Return", "Enter"), "done", needs="mine"),
        Spec("mark_all", _tr("Mark all mentions of this actor…"), ("Ctrl+M",), "actor", needs="one"),
        Spec("note", _tr("Write a note"), ("N",), "note", needs="one"),
        Spec("remove", _tr("Remove the annotation"), ("Delete", "Backspace"), "trash", needs="selected"),
    ]


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
        for title, specs in _specs().items():
            if title == _tr("&Mark"):
                specs = _mark_specs()
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

    def enable(self, granted: set[str]) -> None:
        """Enable the actions whose need is among ``granted``; those without a need always are."""
        for name, need in self._needs.items():
            if name not in ("undo", "redo"):
                self._by_name[name].setEnabled(not need or need in granted)

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
        return [*result, (_tr("In the article"), in_text)]

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
