"""The bar above the panels: the tools, undo and redo, find, review, export, and who annotates."""

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QAction, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QToolButton, QWidget

from annotator.core.codebook import Layer
from annotator.ui.actions import Actions
from annotator.ui.appearance import Appearance

_NAME_LENGTH = 28
_SHORTEST = 4
_WORDS = Qt.ToolButtonStyle.ToolButtonTextBesideIcon
_NO_WORDS = Qt.ToolButtonStyle.ToolButtonIconOnly


class ToolButton(QToolButton):
    """A highlighting tool: its layer's name and key; in the layer's hue while it is in hand."""

    def __init__(self, action: QAction, layer: Layer, appearance: Appearance) -> None:
        super().__init__()
        self._layer = layer
        self._appearance = appearance
        self._shown = "{name}  {key}"
        self.setToolButtonStyle(_WORDS)
        self.setIconSize(QSize(20, 20))
        self.setProperty("tool", True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setDefaultAction(action)
        action.changed.connect(self._name)
        self._name()

    def shorten(self, shortness: int) -> None:
        """Show name and key (0), the key (1), or only the icon (2)."""
        self._shown = "{key}" if shortness else "{name}  {key}"
        self.setToolButtonStyle(_NO_WORDS if shortness > 1 else _WORDS)
        self._name()

    def _name(self) -> None:
        self.setText(self._shown.format(name=self.defaultAction().iconText(), key=self._layer.key))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the layer's fill and line under a tool in hand, then the button as it is."""
        if self.isChecked():
            colours = self._appearance.theme.layer(self._layer.colour)
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colours.fill)
            box = QRectF(self.rect()).adjusted(2, 2, -2, -2)
            painter.drawRoundedRect(box, 5, 5)
            painter.setBrush(colours.stroke)
            painter.drawRoundedRect(QRectF(box.left() + 6, box.bottom() - 3, box.width() - 12, 2), 1, 1)
            painter.end()
        super().paintEvent(event)


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
        self._tool_row = QHBoxLayout()
        self._tool_row.setSpacing(4)
        layout.addLayout(self._tool_row)
        self.tools: list[ToolButton] = []
        self._fill_tools(actions, appearance)
        actions.layers_changed.connect(lambda: self._fill_tools(actions, appearance))
        layout.addSpacing(12)
        for name in ("undo", "redo"):
            layout.addWidget(self._button(actions[name], words=False))
        layout.addSpacing(12)
        layout.addWidget(self._button(actions["find"], words=False))
        layout.addStretch(1)
        self._worded = [
            self._button(actions["add"], words=True, label=self.tr("Add articles")),
            self._button(actions["review"], words=True, label=self.tr("Review")),
            self._button(actions["export"], words=True, label=self.tr("Export")),
        ]
        for other in self._worded:
            layout.addWidget(other)
        layout.addSpacing(12)
        self.annotator = self._annotator_button(actions["annotator"], appearance)
        layout.addWidget(self.annotator)
        layout.addWidget(self._button(actions["right_panel"], words=False))

    def _fill_tools(self, actions: Actions, appearance: Appearance) -> None:
        """Show a tool for each layer, in place of those there were."""
        for old in self.tools:
            self._tool_row.removeWidget(old)
            old.hide()
            old.deleteLater()
        self.tools = [self._tool(actions, layer, appearance) for layer in actions.layers]
        for button in self.tools:
            self._tool_row.addWidget(button)
        self._needed: list[int] = []
        self._shortness = -1
        if self.isVisible():
            self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave words out where there is no room for them, rather than cut them off."""
        super().resizeEvent(event)
        self._fit()

    def event(self, event: QEvent) -> bool:
        """Measure again after the font changed."""
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._needed = []
        return super().event(event)

    def _fit(self) -> None:
        if not self._needed:
            self._needed = [self._measured(shortness) for shortness in range(_SHORTEST + 1)]
        room = self.width()
        fitting = next((n for n, needed in enumerate(self._needed) if needed <= room), _SHORTEST)
        self._shorten(fitting)

    def _measured(self, shortness: int) -> int:
        self._shorten(shortness)
        layout = self.layout()
        if layout is None:
            return 0
        layout.invalidate()
        return layout.sizeHint().width()

    def _shorten(self, shortness: int) -> None:
        """Leave out more words: first of the buttons on the right, then the name, then of the tools."""
        if shortness == self._shortness:
            return
        self._shortness = shortness
        for button in self._worded:
            button.setToolButtonStyle(_NO_WORDS if shortness >= 1 else _WORDS)
        self.annotator.setToolButtonStyle(_NO_WORDS if shortness >= 2 else _WORDS)
        for tool in self.tools:
            tool.shorten(max(0, shortness - 2))

    def _tool(self, actions: Actions, layer: Layer, appearance: Appearance) -> ToolButton:
        """Make a button that marks the selection, or with none takes the tool in hand."""
        tool, mark = actions[f"tool:{layer.id}"], actions[f"mark:{layer.id}"]
        button = ToolButton(tool, layer, appearance)
        tip = self.tr(
            "{mark}: select text and press {key}. Or take the tool here and mark by dragging, until Esc."
        )
        button.setToolTip(tip.format(mark=mark.text(), key=layer.key))
        button.setAccessibleName(tool.text())
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
        self._needed = []
        self.annotator.setToolTip(self.tr("{name} annotates. Click to change.").format(name=name or text))
        self.annotator.setAccessibleName(self.tr("Who annotates: {name}").format(name=name or text))
        if self.isVisible():
            self._fit()
