"""Says which layer an annotation is on, and lets one choose another."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QSizePolicy, QWidget

from annotator.core.codebook import Layer
from annotator.ui.appearance import Appearance
from annotator.ui.layer_glyph import layer_icon
from annotator.ui.texts import ElidedLabel, plain_label

_SIGN = 16


class _Combo(QComboBox):
    """A combo box that a wheel passing over it does not change, and that keeps its letters."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Let the panel scroll instead."""
        event.ignore()

    def event(self, event: QEvent) -> bool:
        """Take letters as choices, where the window has shortcuts on them."""
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.modifiers() == Qt.KeyboardModifier.NoModifier
            and event.text().isprintable()
            and event.text()
        ):
            event.accept()
            return True
        return super().event(event)


class LayerChooser(QWidget):
    """A combo box of the layers; only sign and name where the layer cannot be changed."""

    chosen = Signal(str)
    """The id of the layer that a person chose."""

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        """Make it without layers; see `set_layers`."""
        super().__init__(parent)
        self._appearance = appearance
        self._layers: list[Layer] = []
        self._layer_id = ""
        self.combo = _Combo()
        self.combo.setAccessibleName(self.tr("Layer"))
        self.combo.setIconSize(QSize(_SIGN, _SIGN))
        self.combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.combo.setMinimumContentsLength(6)
        self.combo.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._sign = plain_label()
        self._name = ElidedLabel()
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(8)
        line.addWidget(self.combo)
        line.addWidget(self._sign)
        line.addWidget(self._name, 1)
        self.combo.activated.connect(self._activated)
        appearance.changed.connect(self._draw_signs)

    def set_layers(self, layers: Sequence[Layer]) -> None:
        """Offer ``layers``."""
        if list(layers) == self._layers:
            return
        self._layers = list(layers)
        self.combo.clear()
        for layer in layers:
            self.combo.addItem(layer.title, layer.id)
        self._draw_signs()

    def show_layer(self, layer_id: str, *, editable: bool) -> None:
        """Show ``layer_id`` as the layer; one that the codebook does not have is shown by its id."""
        self._layer_id = layer_id
        layer = self._layer()
        self.combo.setCurrentIndex(self.combo.findData(layer_id))
        self._name.setText(layer.title if layer else layer_id)
        changeable = editable and layer is not None
        self.combo.setVisible(changeable)
        self._sign.setVisible(not changeable)
        self._name.setVisible(not changeable)
        self._draw_sign()

    def _layer(self) -> Layer | None:
        return next((layer for layer in self._layers if layer.id == self._layer_id), None)

    def _activated(self, place: int) -> None:
        layer_id = self._layers[place].id
        if layer_id != self._layer_id:
            self.chosen.emit(layer_id)

    def _draw_signs(self) -> None:
        ratio = self.devicePixelRatioF()
        for place, layer in enumerate(self._layers):
            colours = self._appearance.theme.layer(layer.colour)
            self.combo.setItemIcon(place, layer_icon(layer.shape, colours, ratio, _SIGN))
        self._draw_sign()

    def _draw_sign(self) -> None:
        layer = self._layer()
        colours = self._appearance.theme.layer(layer.colour if layer else "")
        icon = layer_icon(layer.shape if layer else "", colours, self.devicePixelRatioF(), _SIGN)
        self._sign.setPixmap(icon.pixmap(QSize(_SIGN, _SIGN), self.devicePixelRatioF()))

    def changeEvent(self, event: QEvent) -> None:
        """Draw the signs anew where the style changed."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._draw_signs()
