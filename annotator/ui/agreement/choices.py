"""What is compared: articles, layers, annotators, and from which overlap on."""

from collections.abc import Sequence
from fractions import Fraction

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QDoubleSpinBox, QPushButton, QScrollArea, QVBoxLayout, QWidget

from annotator.agreement.measured import Options
from annotator.core.codebook import Layer
from annotator.core.model import Annotator, Article
from annotator.services.comparing import Scope
from annotator.ui.appearance import Appearance
from annotator.ui.dialogs.base import CONTROL, GROUP, field_label
from annotator.ui.dialogs.check_list import CheckList
from annotator.ui.layer_glyph import layer_icon
from annotator.ui.texts import plain_label

_ARTICLES, _LAYERS, _PEOPLE = 5, 4, 4


class Choices(QWidget):
    """Lists to tick, the threshold, and the button that begins."""

    wanted = Signal()
    """Measure what is chosen."""

    def __init__(
        self,
        articles: Sequence[Article],
        layers: Sequence[Layer],
        people: Sequence[Annotator],
        appearance: Appearance,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.articles = CheckList(self.tr("Articles"), _ARTICLES)
        self.articles.fill(((one.id, one.title) for one in articles), ticked=True)
        self.layers = CheckList(self.tr("Layers"), _LAYERS)
        self.layers.fill(((one.id, one.title) for one in layers), ticked=True)
        for row, layer in enumerate(layers):
            colours = appearance.theme.layer(layer.colour)
            self.layers.set_icon(row, layer_icon(layer.shape, colours, self.devicePixelRatioF()))
        self.people = CheckList(self.tr("Annotators"), _PEOPLE)
        self.people.fill(((one.id, one.name) for one in people), ticked=True)
        self.threshold = QDoubleSpinBox()
        self.threshold.setRange(0, 1)
        self.threshold.setSingleStep(0.05)
        self.threshold.setValue(0.5)
        self.threshold.lineEdit().setTextMargins(CONTROL, 0, CONTROL, 0)
        self.threshold.setToolTip(
            self.tr("Characters that both cover, divided by those that either covers; 0 is any character.")
        )
        self.intervals = QCheckBox(self.tr("95 % intervals"))
        self.intervals.setChecked(True)
        self.intervals.setToolTip(self.tr("Drawn from samples of whole articles; takes most of the time."))
        self.button = QPushButton(self.tr("Measure"))
        self.button.setProperty("primary", True)
        self.button.clicked.connect(self.wanted)
        for one in (self.articles, self.layers, self.people):
            one.changed.connect(self._follow)
        self._lay_out()

    def scope(self) -> Scope:
        """Return what was chosen; where everything is ticked, nothing is left out."""
        return Scope(
            None if self.articles.all_ticked() else self.articles.ticked(),
            None if self.layers.all_ticked() else self.layers.ticked(),
            None if self.people.all_ticked() else self.people.ticked(),
        )

    def options(self) -> Options:
        """Return how it is to be measured."""
        threshold = Fraction(round(self.threshold.value() * 100), 100)
        return Options(threshold, None if self.intervals.isChecked() else 0)

    def _follow(self) -> None:
        ready = self.articles.ticked() and self.layers.ticked() and len(self.people.ticked()) > 1
        self.button.setEnabled(bool(ready))
        self.button.setToolTip("" if ready else self.tr("Tick articles, layers, and two annotators."))

    def _lay_out(self) -> None:
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, CONTROL, 0)
        column.setSpacing(CONTROL // 2)
        for title, one in (
            (self.tr("Articles"), self.articles),
            (self.tr("Layers"), self.layers),
            (self.tr("Annotators"), self.people),
        ):
            column.addWidget(plain_label(title, "section"))
            column.addWidget(one)
            column.addSpacing(CONTROL)
        column.addWidget(field_label(self.tr("&Overlap at least"), self.threshold))
        column.addWidget(self.threshold)
        column.addSpacing(CONTROL)
        column.addWidget(self.intervals)
        column.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(inner)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, GROUP, 0)
        whole.setSpacing(GROUP // 2)
        whole.addWidget(area, 1)
        # As wide as the lists, which leave room for a scroll bar.
        last = QVBoxLayout()
        last.setContentsMargins(0, 0, CONTROL, 0)
        last.addWidget(self.button)
        whole.addLayout(last)
