"""Small buttons with a sign and a count: which articles, and which layers, a list shows."""

from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QButtonGroup, QSizePolicy, QToolButton, QWidget

from annotator.core.codebook import Layer
from annotator.core.model import Status
from annotator.ui.appearance import Appearance
from annotator.ui.layer_glyph import layer_icon
from annotator.ui.panels.flow_layout import FlowLayout
from annotator.ui.panels.phrases import number, status_in_words
from annotator.ui.panels.status_glyph import status_icon
from annotator.ui.texts import tooltip

_SIGN = 14
_SPARE = 6
_GAP = 2


class CountButton(QToolButton):
    """A checkable sign with a number beside it."""

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        """Make a button without sign; see `show_count`."""
        super().__init__(parent)
        self.setCheckable(True)
        self.setFont(appearance.ui_font(0.9))
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.setIconSize(QSize(_SIGN, _SIGN))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Return a size without the room that the style leaves at both ends: four fit in a narrow panel."""
        size = super().sizeHint()
        return size - QSize(_SPARE if self.text() else 0, 0)

    def minimumSizeHint(self) -> QSize:
        """Return the same size: nothing is to be cut off."""
        return self.sizeHint()

    def show_count(self, text: str, spoken: str) -> None:
        """Show ``text``, and say ``spoken`` to those who hover or listen."""
        # Some styles set the text so close to the sign that they touch.
        beside = self.toolButtonStyle() is Qt.ToolButtonStyle.ToolButtonTextBesideIcon
        self.setText(f"\u2009{text}" if beside else text)
        self.setAccessibleName(spoken)
        self.setToolTip(tooltip(spoken))


class _Toggles(QWidget):
    """Buttons in a line, or in several where there is no room."""

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._appearance = appearance
        self._line = FlowLayout(self, _GAP)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        appearance.changed.connect(self._draw_signs)

    def sizeHint(self) -> QSize:
        """Return the size of all buttons on one line."""
        items = (self._line.itemAt(at) for at in range(self._line.count()))
        sizes = [item.sizeHint() for item in items if item is not None and not item.isEmpty()]
        width = sum(size.width() for size in sizes) + _GAP * max(0, len(sizes) - 1)
        return QSize(width, max((size.height() for size in sizes), default=0))

    def _draw_signs(self) -> None:
        raise NotImplementedError

    def event(self, event: QEvent) -> bool:
        """Draw the signs anew on a screen with other pixels."""
        if event.type() == QEvent.Type.DevicePixelRatioChange:
            self._draw_signs()
        return super().event(event)


class StatusFilter(_Toggles):
    """All articles, or those of one status."""

    chosen = Signal(object)
    """A `Status`, or None for all."""

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        """Make the four buttons; all articles are shown at first."""
        super().__init__(appearance, parent)
        self._buttons: dict[Status | None, CountButton] = {}
        self._group = QButtonGroup(self)
        for status in (None, *Status):
            button = self._buttons[status] = CountButton(appearance)
            self._group.addButton(button)
            self._line.addWidget(button)
            button.clicked.connect(self._choosing(status))
        self._buttons[None].setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
        self._buttons[None].setChecked(True)
        self.setAccessibleName(self.tr("Status of the articles to show"))
        self.show_counts(dict.fromkeys(Status, 0))
        self._draw_signs()

    def button(self, status: Status | None) -> CountButton:
        """Return the button for ``status``, or for all."""
        return self._buttons[status]

    def choose(self, status: Status | None) -> None:
        """Choose as if the button had been pressed."""
        self._buttons[status].setChecked(True)
        self.chosen.emit(status)

    def show_counts(self, counts: Mapping[Status, int]) -> None:
        """Show how many articles there are of each status."""
        every = sum(counts.values())
        text = self.tr("All {count}").format(count=number(every))
        self._buttons[None].show_count(text, self.tr("All articles: {count}").format(count=number(every)))
        for status, count in counts.items():
            spoken = self.tr("Only articles {status}: {count}")
            words = spoken.format(status=status_in_words(status), count=number(count))
            self._buttons[status].show_count(number(count), words)

    def _choosing(self, status: Status | None) -> Callable[[], None]:
        return lambda: self.chosen.emit(status)

    def _draw_signs(self) -> None:
        theme = self._appearance.theme
        for status, button in self._buttons.items():
            if status is not None:
                button.setIcon(status_icon(status, theme.muted, _SIGN, self.devicePixelRatioF()))


class LayerToggles(_Toggles):
    """Which layers the list of annotations shows; all at first."""

    changed = Signal()

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        """Make no buttons yet; see `set_layers`."""
        super().__init__(appearance, parent)
        self._layers: list[Layer] = []
        self._buttons: dict[str, CountButton] = {}
        self.setAccessibleName(self.tr("Layers to show"))

    def set_layers(self, layers: Sequence[Layer]) -> None:
        """Show a button for each of ``layers``; those that stay keep their state."""
        if list(layers) == self._layers:
            return
        hidden = self.hidden_layers()
        self._layers = list(layers)
        for button in self._buttons.values():
            self._line.removeWidget(button)
            button.deleteLater()
        self._buttons = {}
        for layer in layers:
            button = self._buttons[layer.id] = CountButton(self._appearance, self)
            button.setChecked(layer.id not in hidden)
            button.clicked.connect(self.changed)
            self._line.addWidget(button)
            button.show()
        self.show_counts({})
        self._draw_signs()

    def chain(self, before: QWidget, after: QWidget) -> None:
        """Let Tab come from ``before`` to the buttons, made late, and from them to ``after``."""
        stops = (before, *self._buttons.values(), after)
        for one, following in pairwise(stops):
            QWidget.setTabOrder(one, following)

    def button(self, layer_id: str) -> CountButton:
        """Return the button of a layer."""
        return self._buttons[layer_id]

    def hidden_layers(self) -> frozenset[str]:
        """Return the ids of the layers that are not to be shown."""
        return frozenset(key for key, button in self._buttons.items() if not button.isChecked())

    def show_all(self) -> None:
        """Check all buttons."""
        for button in self._buttons.values():
            button.setChecked(True)
        self.changed.emit()

    def show_counts(self, counts: Mapping[str, int]) -> None:
        """Show how many annotations there are on each layer."""
        for layer in self._layers:
            count = number(counts.get(layer.id, 0))
            words = self.tr("Show annotations on the layer {layer}: {count}")
            self._buttons[layer.id].show_count(count, words.format(layer=layer.title, count=count))

    def _draw_signs(self) -> None:
        for layer in self._layers:
            colours = self._appearance.theme.layer(layer.colour)
            icon: QIcon = layer_icon(layer.shape, colours, self.devicePixelRatioF(), _SIGN)
            self._buttons[layer.id].setIcon(icon)
