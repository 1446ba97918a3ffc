"""What is still missing in the article before it is done: a list that shrinks while one fills it in."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from annotator.services.completeness import Gap
from annotator.ui.appearance import Appearance
from annotator.ui.layer_glyph import layer_icon
from annotator.ui.leaning import lean
from annotator.ui.shown import Shown
from annotator.ui.texts import counted, isolated, plain_label, shortened, tooltip

_GAP = Qt.ItemDataRole.UserRole
_LEAST_ROWS, _MOST_ROWS = 2, 5
_SHARE = 6
"""What part of the height of the window the rows may take: a sixth of it, or the article would be gone."""
_WORDS = 32
"""Characters of an annotation that a row shows."""
_TITLE, _WHOLE = 24, 1000
"""Characters of a title that a row shows, and its tool tip."""
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class _List(QListWidget):
    """One row for each annotation that lacks something; Enter or a click goes there."""

    wanted = Signal(object)
    """The `Gap` to be filled."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "bare")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAccessibleName(self.tr("What is missing"))
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setIconSize(QSize(16, 16))
        self.itemClicked.connect(self._want)

    def sizeHint(self) -> QSize:
        """Return the height of the rows, but not of more than a few, and fewer in a low window."""
        height = self.sizeHintForRow(0) if self.count() else self.fontMetrics().lineSpacing()
        most = max(_LEAST_ROWS, min(_MOST_ROWS, self.window().height() // _SHARE // max(height, 1)))
        rows = min(max(self.count(), 1), most)
        return QSize(200, rows * height + 2 * self.frameWidth() + 4)

    minimumSizeHint = sizeHint

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go to the row's gap with Enter."""
        if event.key() in _ENTER:
            self._want(self.currentItem())
            event.accept()
        else:
            super().keyPressEvent(event)

    def _want(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            self.wanted.emit(item.data(_GAP))


class MissingPanel(QFrame):
    """Lies below the article while something is missing and the person has called it done."""

    gap_wanted = Signal(object)
    """The `Gap` to go to."""
    done_wanted = Signal()
    """The article is to be called done, whatever is missing."""
    confirm_wanted = Signal()
    """What is proposed for required fields is to be confirmed."""
    closed = Signal()

    def __init__(self, space: Shown, appearance: Appearance, parent: QWidget | None = None) -> None:
        """Make it, hidden."""
        super().__init__(parent)
        self._space = space
        self._appearance = appearance
        self.setObjectName("missingPanel")
        self.heading = plain_label("", "heading", wrap=True)
        self.rest = plain_label("", "muted", wrap=True)
        self.list = _List()
        self.back_button = self._button(self.tr("Back to the article"))
        self.confirm_button = self._button(self.tr("Confirm all that is proposed"))
        self.done_button = self._button(self.tr("Done anyway"))
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        for button in (self.done_button, self.confirm_button, self.back_button):
            buttons.addWidget(button)
        buttons.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 12, 24, 12)
        column.setSpacing(8)
        column.addWidget(self.heading)
        column.addWidget(self.list)
        column.addWidget(self.rest)
        column.addLayout(buttons)
        self.list.wanted.connect(self.gap_wanted)
        self.done_button.clicked.connect(self.done_wanted)
        self.confirm_button.clicked.connect(self.confirm_wanted)
        self.back_button.clicked.connect(self.closed)
        appearance.changed.connect(self._draw)
        lean(self)
        self.hide()

    def _button(self, text: str) -> QPushButton:
        button = QPushButton(text)
        button.setProperty("compact", True)
        return button

    def show_gaps(self, gaps: Sequence[Gap]) -> None:
        """Show what is missing now; with nothing missing the article can simply be called done."""
        rows = _by_annotation(gaps)
        self.heading.setText(self._heading(len(rows)))
        at = self.list.currentRow()
        self.list.clear()
        for found in rows:
            item = QListWidgetItem(self._in_words(found, _TITLE))
            item.setData(_GAP, found[0])
            item.setToolTip(tooltip(self._in_words(found, _WHOLE)))
            self.list.addItem(item)
        self.list.setVisible(bool(rows))
        self.list.setCurrentRow(min(max(at, 0), len(rows) - 1))
        self.list.updateGeometry()
        proposed = any(gap.proposed for gap in gaps)
        self.rest.setText(self.tr("What is proposed counts once a person has confirmed it."))
        self.rest.setVisible(proposed)
        self.confirm_button.setVisible(proposed)
        self.done_button.setText(self.tr("Done anyway") if rows else self.tr("Done with this article"))
        self._draw()
        self.show()

    def enter(self) -> None:
        """Put the keyboard into the list, or on the button if there is nothing in it."""
        target = self.list if self.list.count() else self.done_button
        target.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go back to the article with Escape, press the focused button with Enter."""
        focused = self.focusWidget()
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        elif event.key() in _ENTER and isinstance(focused, QPushButton):
            focused.click()
        else:
            super().keyPressEvent(event)
            return
        event.accept()

    def _heading(self, number: int) -> str:
        if not number:
            return self.tr("Nothing is missing any more")
        one = self.tr("Not done yet: 1 annotation lacks something")
        return counted(number, one, self.tr("Not done yet: {n} annotations lack something"))

    def _in_words(self, gaps: Sequence[Gap], most: int) -> str:
        """Say what an annotation lacks; of a long title, at most ``most`` characters."""
        annotation = gaps[0].annotation
        layer = self._space.layer(annotation.layer)
        proposed, plain = self.tr("{field} (proposed)"), "{field}"
        fields = self.tr(", ").join(
            (proposed if gap.proposed else plain).format(field=isolated(shortened(gap.field.title, most)))
            for gap in gaps
        )
        return self.tr("{layer} “{words}”: {fields}").format(
            layer=isolated(shortened(layer.title if layer else annotation.layer, most)),
            words=isolated(shortened(annotation.quote, _WORDS)),
            fields=fields,
        )

    def _draw(self) -> None:
        """Draw the signs of the layers in the colours of now."""
        for row in range(self.list.count()):
            item = self.list.item(row)
            gap = item.data(_GAP)
            layer = self._space.layer(gap.annotation.layer)
            if layer is not None:
                colours = self._appearance.theme.layer(layer.colour)
                item.setIcon(layer_icon(layer.shape, colours, self.devicePixelRatioF()))


def _by_annotation(gaps: Sequence[Gap]) -> list[list[Gap]]:
    found: dict[str, list[Gap]] = {}
    for gap in gaps:
        found.setdefault(gap.annotation.id, []).append(gap)
    return list(found.values())
