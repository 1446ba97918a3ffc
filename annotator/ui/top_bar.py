"""The bar above the panels: the tools, undo and redo, find, export, and who annotates."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QToolButton, QWidget

from annotator.ui.actions import Actions
from annotator.ui.appearance import Appearance

_NAME_LENGTH = 28


class TopBar(QFrame):
    """A quiet row of buttons; each is an action that the menus have too."""

    def __init__(self, actions: Actions, appearance: Appearance, parent: QWidget | None = None) -> None:
        """Make the bar."""
        super().__init__(parent)
        self.setObjectName("topBar")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(12, 6, 12, 6)
        layout.setSpacing(4)
        layout.addWidget(self._button(actions["left_panel"], words=False))
        layout.addSpacing(12)
        self.tools = [self._tool(actions, layer.id, layer.key) for layer in actions.layers]
        for button in self.tools:
            layout.addWidget(button)
        layout.addSpacing(12)
        for name in ("undo", "redo"):
            layout.addWidget(self._button(actions[name], words=False))
        layout.addSpacing(12)
        layout.addWidget(self._button(actions["find"], words=False))
        layout.addStretch(1)
        layout.addWidget(self._button(actions["add"], words=True, label=self.tr("Add articles")))
        layout.addWidget(self._button(actions["export"], words=True, label=self.tr("Export")))
        layout.addSpacing(12)
        self.annotator = self._annotator_button(actions["annotator"], appearance)
        layout.addWidget(self.annotator)
        layout.addWidget(self._button(actions["right_panel"], words=False))

    def _tool(self, actions: Actions, layer_id: str, key: str) -> QToolButton:
        """Make a button that marks the selection, or with none takes the tool in hand."""
        tool, mark = actions[f"tool:{layer_id}"], actions[f"mark:{layer_id}"]
        button = QToolButton()
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.setIconSize(QSize(20, 20))
        button.setDefaultAction(tool)
        button.setText(f"{tool.iconText()}  {key}")
        tool.changed.connect(lambda: button.setText(f"{tool.iconText()}  {key}"))
        tip = self.tr(
            "{mark}: select text and press {key}. Or take the tool here and mark by dragging, until Esc."
        )
        button.setToolTip(tip.format(mark=mark.text(), key=key))
        button.setAccessibleName(tool.text())
        button.setProperty("tool", True)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        return button

    def _button(self, action: QAction, *, words: bool, label: str | None = None) -> QToolButton:
        button = QToolButton()
        button.setDefaultAction(action)
        button.setIconSize(QSize(20, 20))
        button.setAccessibleName(action.text())
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        if words:
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
            button.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        if label:
            button.setText(label)
            action.changed.connect(lambda: button.setText(label))
        return button

    def _annotator_button(self, action: QAction, appearance: Appearance) -> QToolButton:
        """Make the button that shows a name: not the action's words, so it is no default action."""
        button = QToolButton()
        button.setIconSize(QSize(20, 20))
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        appearance.dress(button, "user")
        button.clicked.connect(action.trigger)
        return button

    def set_annotator(self, name: str) -> None:
        """Show who annotates."""
        shown = name if len(name) <= _NAME_LENGTH else name[: _NAME_LENGTH - 1] + "…"
        text = shown or self.tr("No annotator yet")
        self.annotator.setText(text)
        self.annotator.setToolTip(self.tr("{name} annotates. Click to change.").format(name=name or text))
        self.annotator.setAccessibleName(self.tr("Who annotates: {name}").format(name=name or text))
