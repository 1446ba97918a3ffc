"""The small bar that appears at a selection: one button for each layer."""

from collections.abc import Callable

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame, QHBoxLayout, QToolButton, QWidget

from annotator.ui.appearance import Appearance


class MiniBar(QFrame):
    """Floats over the article; never takes the keyboard focus, so keys go on working."""

    def __init__(self, appearance: Appearance, parent: QWidget) -> None:
        """Make a hidden bar over ``parent``."""
        super().__init__(parent)
        self._appearance = appearance
        self.setObjectName("miniBar")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName(self.tr("Mark the selection"))
        self._layout = QHBoxLayout(self)
        self._layout.setContentsMargins(4, 4, 4, 4)
        self._layout.setSpacing(2)
        self.hide()

    def set_actions(self, actions: list[QAction], run: Callable[[QAction], None]) -> None:
        """Show a button for each action; ``run`` is called with the one that was clicked."""
        while (item := self._layout.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.deleteLater()
        for action in actions:
            button = QToolButton(self)
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
            button.setIcon(action.icon())
            button.setText(f"{action.iconText()}  {action.shortcut().toString()}")
            button.setToolTip(action.toolTip())
            button.setAutoRaise(True)
            button.clicked.connect(lambda _=False, chosen=action: self._run(chosen, run))
            action.changed.connect(lambda b=button, a=action: b.setIcon(a.icon()))
            self._layout.addWidget(button)
        self.adjustSize()

    def _run(self, action: QAction, run: Callable[[QAction], None]) -> None:
        self.hide()
        run(action)

    def show_at(self, selection: QRect, bounds: QRect) -> None:
        """Appear below ``selection``, or above it where there is no room, within ``bounds``."""
        size = self.sizeHint()
        x = max(
            bounds.left() + 8,
            min(selection.center().x() - size.width() // 2, bounds.right() - size.width() - 8),
        )
        y = selection.bottom() + 8
        if y + size.height() > bounds.bottom() - 8:
            y = max(bounds.top() + 8, selection.top() - size.height() - 8)
        self.resize(size)
        self.move(QPoint(x, y))
        self.show()
        self.raise_()
