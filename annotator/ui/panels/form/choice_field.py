"""The editor of a choice: one flat button that letters, arrows and a list set."""

from PySide6.QtCore import QPoint, QPointF, QRect, QSize, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QStyle

from annotator.core.codebook import Choice, Field
from annotator.ui.appearance import Appearance
from annotator.ui.panels.form.box import CLEARING, ENTER, FieldBox, several_values
from annotator.ui.panels.form.choice_popup import ChoicePopup
from annotator.ui.panels.matching import folded
from annotator.ui.texts import tooltip

_PAD, _ARROW = 8, 12


class PickBox(FieldBox):
    """A flat button that shows its value and opens a list of what there is to choose."""

    def __init__(self, field: Field, appearance: Appearance) -> None:
        """Make the editor of ``field``."""
        super().__init__(field, appearance)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._popup: ChoicePopup | None = None

    @property
    def offered(self) -> list[Choice]:
        """The choices that are not retired, and of those the ones that are chosen."""
        return [one for one in self.field.choices if not one.retired or one.id in self.chosen]

    @property
    def chosen(self) -> tuple[str, ...]:
        """The ids that are chosen."""
        value = self.state.value
        return value if isinstance(value, tuple) else (value,) if value else ()

    @property
    def words(self) -> str:
        """What the button shows."""
        if self.state.mixed:
            return several_values()
        return ", ".join(self._title(id_) for id_ in self.chosen)

    @property
    def meaning(self) -> str:
        """The definitions of what is chosen."""
        known = [choice for id_ in self.chosen if (choice := self.field.choice(id_)) and choice.definition]
        return "\n".join(f"{choice.title}: {choice.definition}" for choice in known)

    @property
    def popup(self) -> ChoicePopup:
        """The list, made when it is first wanted."""
        if self._popup is None:
            several = self.is_several
            self._popup = ChoicePopup(self.appearance, self.field.title, self, several=several)
            self._popup.taken.connect(self.take)
            self._popup.cleared.connect(self.clear)
            self._popup.closed.connect(self.update)
        return self._popup

    is_several = False

    def take(self, id_: str) -> None:
        """Choose the choice with this id."""
        self.set_or_confirm(id_)

    def clear(self) -> None:
        """Choose nothing."""
        if self.state.value or self.state.mixed:
            self.changed.emit(() if self.is_several else "")

    def open_list(self) -> None:
        """Show what there is to choose."""
        if not self.state.fixed:
            self.popup.open_under(self, self.offered, self.chosen)

    def show_value(self) -> None:
        """Draw the value anew; say it as a tool tip where it is cut off."""
        self.setToolTip(tooltip(self.words) if self._text_width() > self._text_rect().width() else "")
        if self._popup is not None and self._popup.isVisible():
            self._popup.tick(self.chosen)

    def _title(self, id_: str) -> str:
        choice = self.field.choice(id_)
        return choice.title if choice else id_

    # --- keys and mouse ----------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose by letter or arrow, empty with Delete, open the list with Space or Enter."""
        if self.state.fixed:
            super().keyPressEvent(event)
            return
        key, text = event.key(), event.text()
        alt = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        opening = (Qt.Key.Key_Space, Qt.Key.Key_F4, *(() if self.state.proposed else ENTER))
        if key in CLEARING:
            self.clear()
        elif key in opening or (alt and key == Qt.Key.Key_Down):
            self.open_list()
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.step(-1 if key == Qt.Key.Key_Up else 1)
        elif text and text.isprintable() and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.by_letter(text)
        else:
            super().keyPressEvent(event)
            return
        event.accept()

    def step(self, step: int) -> None:
        """Open the list, where arrows do not choose at once."""
        self.open_list()

    def by_letter(self, letter: str) -> None:
        """Choose the next value that begins with ``letter``."""
        offered = [one for one in self.offered if not one.retired]
        here = next((n for n, one in enumerate(offered) if one.id in self.chosen), -1)
        order = [*offered[here + 1 :], *offered[: here + 1]]
        if self.state.proposed and here >= 0:
            # The first press confirms a proposal that begins with the letter.
            order = [offered[here], *order]
        found = next((one for one in order if folded(one.title).startswith(folded(letter))), None)
        if found is not None:
            self.take(found.id)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Open the list."""
        if event.button() == Qt.MouseButton.LeftButton:
            self.open_list()

    # --- look --------------------------------------------------------------------------

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Draw the frame anew."""
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Draw the frame anew."""
        super().focusOutEvent(event)
        self.update()

    def sizeHint(self) -> QSize:
        """Return a size of one line."""
        return QSize(120, self.line_height)

    def minimumSizeHint(self) -> QSize:
        """Return a size at which a few letters are left."""
        return QSize(64, self.line_height)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the frame, the value and the arrow."""
        theme = self.appearance.theme
        painter = QPainter(self)
        self.paint_frame(painter)
        rect = self._text_rect()
        painter.setPen(theme.muted if self.state.mixed else theme.text)
        text = self.fontMetrics().elidedText(self.words, Qt.TextElideMode.ElideRight, rect.width())
        start = QStyle.visualAlignment(
            self.layoutDirection(), Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        )
        painter.drawText(rect, start, text)
        if not self.state.fixed:
            box = QRect(self.width() - _PAD - _ARROW, (self.height() - _ARROW) // 2, _ARROW, _ARROW)
            box = QStyle.visualRect(self.layoutDirection(), self.rect(), box)
            # Drawn, not an icon: between two pixels of a screen at 150 % a picture loses its lines.
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(theme.text if self.underMouse() else theme.muted, 1.25))
            middle = QPointF(box.center()) + QPointF(0.5, 0.5)
            points = (QPointF(-3.5, -1.75), QPointF(0, 1.75), QPointF(3.5, -1.75))
            painter.drawPolyline(QPolygonF([middle + point for point in points]))
        painter.end()

    def _text_rect(self) -> QRect:
        pad = 0 if self.state.fixed else _PAD
        end = 0 if self.state.fixed else _PAD + _ARROW + 4
        inner = QRect(QPoint(pad, 0), QPoint(max(pad, self.width() - end - 1), self.height() - 1))
        return QStyle.visualRect(self.layoutDirection(), self.rect(), inner)

    def _text_width(self) -> int:
        return self.fontMetrics().horizontalAdvance(self.words)


class ChoiceField(PickBox):
    """One value out of several; arrows go from one to the next."""

    def step(self, step: int) -> None:
        """Choose the value before or after the one that is chosen."""
        offered = self.offered
        if not offered:
            return
        here = next((n for n, one in enumerate(offered) if one.id in self.chosen), -1 if step > 0 else 0)
        self.take(offered[max(0, min(len(offered) - 1, here + step))].id)
