"""The queue: which cases there are, how many are decided, and which of them are shown."""

from collections.abc import Iterable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QProgressBar,
    QSizePolicy,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from annotator.agreement.differences import Kind
from annotator.core.model import Article
from annotator.services.reviewing import Case, Progressed
from annotator.ui.appearance import Appearance
from annotator.ui.panels.empty_state import EmptyState
from annotator.ui.panels.phrases import number
from annotator.ui.panels.row_list import RowList
from annotator.ui.review.cells import KeyButton
from annotator.ui.review.faces import Faces
from annotator.ui.review.pile import Wanted, Which
from annotator.ui.review.queue_rows import QueueDelegate, QueueModel
from annotator.ui.review.words import kind_in_words
from annotator.ui.shown import Shown
from annotator.ui.texts import counted, plain_label, shortened

_TITLE = 60


class QueuePanel(QWidget):
    """The left side of the review."""

    chosen = Signal(object)
    """A case was chosen in the list."""
    wanted_changed = Signal()
    blind_wanted = Signal(bool)
    gold_wanted = Signal(bool)
    agreeing_wanted = Signal()
    leave_wanted = Signal()

    def __init__(self, space: Shown, faces: Faces, appearance: Appearance) -> None:
        super().__init__()
        self._space, self._faces, self._appearance = space, faces, appearance
        self.setProperty("role", "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(self.tr("Queue of the review"))
        self.progress = plain_label("", wrap=True)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(self.tr("Differences decided"))
        self.which, self.kind, self.layer, self.annotator, self.article = (QComboBox() for _ in range(5))
        self.more, self.back = QToolButton(), QToolButton()
        self._more_part = QWidget()
        self.model = QueueModel(space, faces, self)
        self.list_view = _QueueList(self.tr("Cases"))
        self.empty = EmptyState()
        self._pages = QStackedWidget()
        self.blind = QCheckBox(self.tr("Hide who is who  H"))
        self.gold = QCheckBox(self.tr("Show the gold  G"))
        self.agreeing = KeyButton(self.tr("Accept all that agree…"), "A", appearance)
        self._name_all()
        self._lay_out()
        self._connect()

    def _name_all(self) -> None:
        for box, name in (
            (self.which, self.tr("Decided or not")),
            (self.kind, self.tr("Kind of difference")),
            (self.layer, self.tr("Layer")),
            (self.annotator, self.tr("Annotator")),
            (self.article, self.tr("Article")),
        ):
            box.setAccessibleName(name)
            if box is self.which:
                box.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
                continue
            if box is self.kind:
                box.setMinimumContentsLength(8)
                box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
                continue
            box.setMinimumContentsLength(6)
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            box.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.blind.setAccessibleName(self.tr("Hide who is who"))
        self.gold.setAccessibleName(self.tr("Show the gold"))
        self._appearance.dress(self.more, "filter")
        self._appearance.dress(self.back, "close")
        self.back.setAutoRaise(True)
        self.back.setToolTip(self.tr("Back to marking (Ctrl+R)"))
        self.back.setAccessibleName(self.tr("Back to marking"))
        self.more.setCheckable(True)
        self.more.setAutoRaise(True)
        self.more.setToolTip(self.tr("Filter by layer, annotator, article"))
        self.more.setAccessibleName(self.tr("Filter by layer, annotator, article"))
        for words, which in (
            (self.tr("Undecided"), Which.UNDECIDED),
            (self.tr("Decided"), Which.DECIDED),
            (self.tr("All"), Which.ALL),
        ):
            self.which.addItem(words, which)
        self.kind.addItem(self.tr("All kinds"), "")
        for kind in Kind:
            self.kind.addItem(kind_in_words(kind), kind)

    def _lay_out(self) -> None:
        head = QVBoxLayout()
        head.setContentsMargins(12, 12, 12, 8)
        head.setSpacing(6)
        title = QHBoxLayout()
        title.addWidget(plain_label(self.tr("Review"), "heading"), 1)
        title.addWidget(self.back)
        head.addLayout(title)
        head.addWidget(self.progress)
        head.addWidget(self.bar)
        line = QHBoxLayout()
        line.setSpacing(6)
        line.addWidget(self.which)
        line.addWidget(self.kind, 1)
        line.addWidget(self.more)
        head.addSpacing(4)
        head.addLayout(line)
        grid = QGridLayout(self._more_part)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(6)
        grid.addWidget(self.layer, 0, 0)
        grid.addWidget(self.annotator, 0, 1)
        grid.addWidget(self.article, 1, 0, 1, 2)
        self._more_part.hide()
        head.addWidget(self._more_part)
        foot = QVBoxLayout()
        foot.setContentsMargins(12, 8, 12, 12)
        foot.setSpacing(8)
        foot.addWidget(self.blind)
        foot.addWidget(self.gold)
        foot.addWidget(self.agreeing)
        self._pages.addWidget(self.list_view)
        self._pages.addWidget(self.empty)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self._pages, 1)
        column.addLayout(foot)

    def _connect(self) -> None:
        self.list_view.setModel(self.model)
        self.list_view.setItemDelegate(QueueDelegate(self._appearance, self.list_view))
        self.list_view.selectionModel().currentChanged.connect(lambda now, _: self._chose(now.row()))
        self.more.toggled.connect(self._more_part.setVisible)
        for box in (self.which, self.kind, self.layer, self.annotator, self.article):
            box.currentIndexChanged.connect(lambda _: self.wanted_changed.emit())
        self.blind.toggled.connect(self.blind_wanted)
        self.gold.toggled.connect(self.gold_wanted)
        self.agreeing.clicked.connect(self.agreeing_wanted)
        self.back.clicked.connect(self.leave_wanted)
        self._appearance.changed.connect(self.list_view.viewport().update)

    def _chose(self, row: int) -> None:
        if 0 <= row < len(self.model.cases):
            self.chosen.emit(self.model.cases[row])

    # --- filters -----------------------------------------------------------------------

    @property
    def wanted(self) -> Wanted:
        """Which cases the filters leave."""
        return Wanted(
            Which(self.which.currentData() or Which.UNDECIDED),
            str(self.kind.currentData() or ""),
            str(self.layer.currentData() or ""),
            str(self.annotator.currentData() or ""),
            str(self.article.currentData() or ""),
        )

    def offer(self, annotators: Iterable[str], articles: Iterable[Article]) -> None:
        """Offer layers, annotators and articles to filter by; what was chosen stays if it can."""
        layers = [(layer.title, layer.id) for layer in self._space.layers]
        people = [(self._faces.of(one).name, one) for one in self._faces.in_order(annotators)]
        titles = [(shortened(one.title, _TITLE) or one.id, one.id) for one in articles]
        _refill(self.layer, self.tr("All layers"), layers)
        _refill(self.annotator, self.tr("All annotators"), people)
        _refill(self.article, self.tr("All articles"), titles)

    def unfilter(self) -> None:
        """Show everything that is undecided again."""
        for box in (self.which, self.kind, self.layer, self.annotator, self.article):
            box.setCurrentIndex(0)

    # --- what is shown -----------------------------------------------------------------

    def show_progress(self, so_far: Progressed, agreeing: int) -> None:
        """Say how many differences are decided, and how many places wait where all agree."""
        sentence = counted(
            so_far.total,
            self.tr("{decided} of 1 difference decided"),
            self.tr("{decided} of {n} differences decided"),
            decided=number(so_far.decided),
        )
        self.progress.setText(sentence if so_far.total else self.tr("No differences"))
        self.bar.setRange(0, max(1, so_far.total))
        self.bar.setValue(so_far.decided if so_far.total else 1)
        self.agreeing.setVisible(agreeing > 0)
        words = counted(agreeing, self.tr("Accept the 1 that agrees…"), self.tr("Accept the {n} that agree…"))
        self.agreeing.say(words)

    def show_cases(self, cases: Sequence[Case], current: Case | None) -> None:
        """Show cases, and which of them is compared."""
        view = self.list_view
        blocked = view.selectionModel().blockSignals(True)
        self.model.show_cases(cases)
        view.selectionModel().blockSignals(blocked)
        self._pages.setCurrentWidget(view if cases else self.empty)
        self.mark(current)

    def mark(self, current: Case | None) -> None:
        """Show which case is compared, without asking for it again."""
        view = self.list_view
        row = self.model.row_of(current) if current is not None else -1
        selection = view.selectionModel()
        blocked = self.blockSignals(True)
        if row < 0:
            selection.clear()
        elif row != view.currentIndex().row() or not selection.hasSelection():
            view.setCurrentIndex(self.model.index(row))
        self.blockSignals(blocked)
        view.viewport().update()

    def say_empty(self, title: str, sentence: str) -> None:
        """Say why no case is shown."""
        self.empty.say(title, sentence)


class _QueueList(RowList):
    """The list; Home, End, Up and Down move, as everywhere."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Stay in the list at its first row."""
        if event.key() == Qt.Key.Key_Up and self.currentIndex().row() <= 0:
            event.accept()
            return
        super().keyPressEvent(event)


def _refill(box: QComboBox, everything: str, items: Iterable[tuple[str, str]]) -> None:
    kept = box.currentData()
    box.blockSignals(True)
    box.clear()
    box.addItem(everything, "")
    for words, key in items:
        box.addItem(words, key)
    box.setCurrentIndex(max(0, box.findData(kept)))
    box.blockSignals(False)
