"""The editor of yes or no: three states side by side, for nothing is said until somebody says it."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QStyle

from annotator.core.codebook import NO, YES, Field
from annotator.ui.appearance import Appearance
from annotator.ui.panels.form.box import CLEARING, FieldBox, several_values
from annotator.ui.panels.matching import folded

_INSET = 3
_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1}


class YesNoField(FieldBox):
    """Yes, No, Not said: by their first letter, the arrows, Delete for the last, or a click."""

    def __init__(self, field: Field, appearance: Appearance) -> None:
        """Make the editor of ``field``."""
        super().__init__(field, appearance)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._parts = ((YES, self.tr("Yes")), (NO, self.tr("No")), ("", self.tr("Not said")))

    @property
    def words(self) -> str:
        """The state in words."""
        if self.state.mixed:
            return several_values()
        return next((words for value, words in self._parts if value == self.state.value), "")

    def choose(self, value: str) -> None:
        """Say yes, no, or nothing."""
        self.set_or_confirm(value)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose by letter or arrow; say nothing with Delete."""
        letter = folded(event.text()) if event.text().isprintable() else ""
        plain = not event.modifiers() & Qt.KeyboardModifier.ControlModifier
        by_letter = [value for value, words in self._parts[:2] if letter and folded(words).startswith(letter)]
        if self.state.fixed:
            super().keyPressEvent(event)
            return
        if event.key() in CLEARING:
            self.choose("")
        elif event.key() in _STEPS:
            self._step(_STEPS[Qt.Key(event.key())])
        elif by_letter and plain:
            self.choose(by_letter[0])
        else:
            super().keyPressEvent(event)
            return
        event.accept()

    def _step(self, step: int) -> None:
        values = [value for value, _ in self._parts]
        here = -1 if self.state.mixed else values.index(str(self.state.value))
        self.choose(values[max(0, min(2, here + step))])

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose what is under the pointer."""
        if event.button() != Qt.MouseButton.LeftButton or self.state.fixed:
            return
        place = event.position().toPoint()
        found = next((value for rect, value, _ in self._segments() if rect.contains(place)), None)
        if found is not None:
            self.choose(found)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Draw the frame anew."""
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Draw the frame anew."""
        super().focusOutEvent(event)
        self.update()

    # --- look --------------------------------------------------------------------------

    def sizeHint(self) -> QSize:
        """Return a size of one line."""
        return QSize(160, self.line_height)

    def minimumSizeHint(self) -> QSize:
        """Return a size at which the words are still told apart."""
        return QSize(96, self.line_height)

    def _segments(self) -> list[tuple[QRect, str, str]]:
        """Return the places of the three states, as wide as their words ask for."""
        inner = self.rect().adjusted(_INSET, _INSET, -_INSET, -_INSET)
        wanted = [self.fontMetrics().horizontalAdvance(words) + 12 for _, words in self._parts]
        spare = (inner.width() - sum(wanted)) / len(wanted)
        segments, left = [], float(inner.left())
        for (value, words), width in zip(self._parts, wanted, strict=True):
            right = left + width + spare
            rect = QRect(round(left), inner.top(), round(right) - round(left), inner.height())
            segments.append((QStyle.visualRect(self.layoutDirection(), self.rect(), rect), value, words))
            left = right
        return segments

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the three states, the one that holds on a darker ground."""
        theme = self.appearance.theme
        painter = QPainter(self)
        self.paint_frame(painter)
        if self.state.fixed:
            painter.setPen(theme.text)
            start = QStyle.visualAlignment(
                self.layoutDirection(), Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
            )
            painter.drawText(self.rect(), start, self.words)
            painter.end()
            return
        for rect, value, words in self._segments():
            holds = not self.state.mixed and value == self.state.value
            if holds and value:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(theme.chosen)
                painter.drawRoundedRect(rect, 4, 4)
            painter.setPen(theme.text if holds and value else theme.muted)
            shown = self.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, rect.width() - 4)
            painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, shown)
        painter.end()
