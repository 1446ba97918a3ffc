"""View, find and help: zoom, panels, themes, the sheet of shortcuts; which actions are enabled."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from annotator.services import history
from annotator.ui.wording import act_in_words

if TYPE_CHECKING:
    from annotator.ui.main_window import MainWindow
    from annotator.ui.room import Room

_ZOOM_STEP = 10


class Viewing(QObject):
    """What changes the window and not the project, and undo, which changes both."""

    went_back = Signal(object)
    """Undo or redo has done this act."""

    def __init__(self, window: "MainWindow") -> None:
        """Connect the actions of the Edit, View and Help menus."""
        super().__init__(window)
        self._window = window
        self._actions = window.actions_
        self.withheld: Callable[[str], bool] = lambda _: False
        """Says of an action, by its name, that it is off for now, whatever could be done; then `refresh`."""
        self._connect_actions()
        workspace = window.workspace
        for signal in (workspace.project_changed, workspace.article_changed, workspace.selection_changed):
            signal.connect(self.refresh)
        workspace.articles_changed.connect(lambda _: self.refresh())
        workspace.history_changed.connect(self._name_history)
        self._actions.layers_changed.connect(self.refresh)
        self.refresh()
        self._name_history()

    def _connect_actions(self) -> None:
        window, actions = self._window, self._actions
        self._bind(
            {
                "undo": self._undo,
                "redo": self._redo,
                "shortcuts": self._show_shortcuts,
                "about": self._show_about,
            }
        )
        for mode in ("system", "light", "dark"):
            action = actions[f"theme_{mode}"]
            action.setChecked(window.appearance.mode == mode)
            action.triggered.connect(lambda _=False, chosen=mode: window.appearance.set_mode(chosen))

    def _bind(self, calls: Mapping[str, Callable[[], object]]) -> None:
        for name, call in calls.items():
            self._actions[name].triggered.connect(lambda _=False, run=call: run())

    def serve(self, room: "Room") -> None:
        """Connect the actions to the article and the panels, once there are any."""
        actions, view, find_bar, desk = self._actions, room.view, room.find_bar, room.desk
        plain: dict[str, Callable[[], object]] = {
            "copy": view.copy,
            "find": find_bar.open_bar,
            "find_next": find_bar.next,
            "find_previous": find_bar.previous,
            "zoom_in": lambda: view.set_zoom(view.zoom + _ZOOM_STEP),
            "zoom_out": lambda: view.set_zoom(view.zoom - _ZOOM_STEP),
            "zoom_reset": lambda: view.set_zoom(100),
            "next_panel": lambda: desk.step_panel(1),
            "previous_panel": lambda: desk.step_panel(-1),
            "filter_articles": self._filter_articles,
            "note": self._write_note,
        }
        self._bind(plain)
        actions["left_panel"].setChecked(desk.left_shown)
        actions["right_panel"].setChecked(desk.right_shown)
        desk.panels_changed.connect(lambda: actions["left_panel"].setChecked(desk.left_shown))
        desk.panels_changed.connect(lambda: actions["right_panel"].setChecked(desk.right_shown))
        actions["left_panel"].toggled.connect(desk.show_left)
        actions["right_panel"].toggled.connect(desk.show_right)
        self._window.workspace.article_changed.connect(find_bar.search_again)

    # --- undo --------------------------------------------------------------------------

    def _undo(self) -> None:
        self._show_touched(self._window.workspace.undo())

    def _redo(self) -> None:
        self._show_touched(self._window.workspace.redo())

    def _show_touched(self, act: history.Act | None) -> None:
        """Go where undo or redo changed something, so that nothing happens unseen."""
        workspace = self._window.workspace
        if act is None:
            return
        if act.article_id and (workspace.article is None or workspace.article.id != act.article_id):
            workspace.open_article(act.article_id)
        touched = [key for kind, key in act.touched if kind == "annotation" and workspace.shown_item(key)]
        if touched:
            workspace.select(touched[0])
        self.went_back.emit(act)

    def _name_history(self) -> None:
        """Name what undo and redo would do, in the menu and in the tool tips."""
        project = self._window.workspace.project
        for name, bare, with_act, find in (
            ("undo", self.tr("Undo"), self.tr("Undo {act}"), history.undoable),
            ("redo", self.tr("Redo"), self.tr("Redo {act}"), history.redoable),
        ):
            act = find(project) if project is not None and not project.read_only else None
            layers = self._window.workspace.layers
            text = with_act.format(act=act_in_words(act.verb, act.subject, layers)) if act else bare
            action = self._actions[name]
            action.setEnabled(act is not None)
            action.setText(text)
            keys = action.shortcut().toString(action.shortcut().SequenceFormat.NativeText)
            action.setToolTip(f"{text} ({keys})")

    # --- enabling ----------------------------------------------------------------------

    def refresh(self) -> None:
        """Enable what can be done now."""
        workspace = self._window.workspace
        granted: set[str] = set()
        if workspace.project is not None:
            granted.add("project")
            if not workspace.read_only:
                granted.add("write")
            if workspace.article is not None:
                granted.add("article")
        if {"write", "article"} <= granted:
            granted.add("article_write")
            if workspace.selected_ids:
                granted.add("selected")
        if workspace.current is not None:
            granted.add("one")
            if "write" in granted and workspace.is_mine(workspace.current):
                granted.add("mine")
                layer = workspace.layer(workspace.current.layer)
                granted.update(f"field:{field.key}" for field in (layer.shown if layer else ()) if field.key)
        self._actions.enable(granted, self.withheld)
        done = workspace.article is not None and workspace.article.status == "done"
        self._actions["done"].setChecked(done)

    # --- the rest ----------------------------------------------------------------------

    def _filter_articles(self) -> None:
        self._actions["left_panel"].setChecked(True)
        self._window.desk.articles.take_filter_focus()

    def _write_note(self) -> None:
        self._actions["right_panel"].setChecked(True)
        self._window.desk.inspector.take_focus()

    def _show_about(self) -> None:
        from annotator.ui.dialogs.about import AboutDialog

        AboutDialog(self._window.appearance, self._window).exec()

    def _show_shortcuts(self) -> None:
        from annotator.ui.dialogs.shortcuts import ShortcutsDialog

        ShortcutsDialog(self._window.appearance, self._actions.sheet(), self._window).exec()
