"""The field for tags: chips, and a line in which one types the next one."""

import re
from collections.abc import Iterable
from typing import Final

from PySide6.QtCore import QEvent, QObject, QRect, QRectF, QStringListModel, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QCompleter, QLineEdit, QListView, QSizePolicy, QWidget

from annotator.core.text import single_line
from annotator.ui.appearance import Appearance
from annotator.ui.panels.flow_layout import FlowLayout
from annotator.ui.panels.form.box import quiet_edge
from annotator.ui.panels.tag_chip import TagChip

_SEPARATORS: Final = re.compile("[,;،؛、，；]")
"""Comma and semicolon, also those of Arabic and Chinese."""
_MARGIN = 5
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_LINE_STYLE = "QLineEdit, QLineEdit:focus { border: none; padding: 2px 2px; background: transparent; }"


class TagLine(QLineEdit):
    """The line at the end of the chips, with the list of tags that it offers."""

    entered = Signal()
    """Enter was pressed, and not to take an offer."""
    left = Signal()
    """The focus went elsewhere."""
    back_wanted = Signal()
    """A step back over the beginning of the line, to the last chip."""
    offer_wanted = Signal()
    """Down was pressed: show which tags there are."""
    escaped = Signal()

    def __init__(self) -> None:
        """Make an empty line."""
        super().__init__()
        self.popup = QListView()
        """The list of offers; a completer fills it."""

    def offered(self) -> str:
        """Return the offer that is chosen in the list, if it is open."""
        index = self.popup.currentIndex()
        return str(index.data()) if self.popup.isVisible() and index.isValid() else ""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take the keys that concern the chips; the rest is typing.

        The completer hands the keys of its list on to here first, and acts on those that
        are ignored: it takes the chosen offer at Enter, and closes the list at Esc.
        """
        at_start = self.cursorPosition() == 0 and not self.hasSelectedText()
        if event.key() in _ENTER:
            if self.offered():
                event.ignore()
                return
            self.entered.emit()
        elif event.key() == Qt.Key.Key_Escape:
            if self.popup.isVisible():
                event.ignore()
                return
            self.escaped.emit()
        elif event.key() == Qt.Key.Key_Down:
            self.offer_wanted.emit()
        elif at_start and event.key() in (Qt.Key.Key_Backspace, Qt.Key.Key_Left):
            self.back_wanted.emit()
        else:
            super().keyPressEvent(event)
            return
        event.accept()

    def event(self, event: QEvent) -> bool:
        """Keep the keys of the line, where the window has shortcuts on them."""
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.key() in (*_ENTER, Qt.Key.Key_Escape, Qt.Key.Key_Down)
        ):
            event.accept()
            return True
        return super().event(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Keep what was typed."""
        super().focusOutEvent(event)
        if event.reason() is not Qt.FocusReason.PopupFocusReason:
            self.left.emit()


class TagsField(QWidget):
    """Tags as chips. Comma, semicolon, Enter and leaving the field end a tag."""

    edited = Signal()
    """A person added or removed a tag; `tags` are those to keep."""
    escaped = Signal()
    entered = Signal()
    """A person is about to type: the time to say which tags are known."""

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        """Make an empty field."""
        super().__init__(parent)
        self._appearance = appearance
        self._tags: tuple[str, ...] = ()
        self._known: list[str] = []
        self._read_only = False
        self._chips: list[TagChip] = []
        self.line = TagLine()
        self.line.setStyleSheet(_LINE_STYLE)
        self.line.setAccessibleName(self.tr("Add a tag"))
        self.line.installEventFilter(self)
        self.line.setMinimumWidth(48)
        self._layout = FlowLayout(self, 4, stretch_last=True)
        self._layout.setContentsMargins(_MARGIN, _MARGIN, _MARGIN, _MARGIN)
        self._layout.addWidget(self.line)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setAccessibleName(self.tr("Tags"))
        self._offers = QStringListModel(self)
        self.completer = self._make_completer()
        self.line.textEdited.connect(self._typed)
        self.line.entered.connect(self.flush)
        self.line.left.connect(self._leave)
        self.line.back_wanted.connect(self._to_last_chip)
        self.line.offer_wanted.connect(self._offer)
        self.line.escaped.connect(self.escaped)
        appearance.changed.connect(self.update)
        self._show_prompt()

    @property
    def tags(self) -> tuple[str, ...]:
        """The tags as chips; what is half typed is not among them, see `flush`."""
        return self._tags

    def set_tags(self, tags: Iterable[str]) -> None:
        """Show ``tags``; what is half typed stays."""
        wanted = tuple(tags)
        if wanted != self._tags:
            self._tags = wanted
            self._rebuild()

    def set_known(self, tags: Iterable[str]) -> None:
        """Say which tags to offer while one types."""
        self._known = sorted(set(tags), key=str.casefold)
        self._update_offers()

    def set_read_only(self, read_only: bool) -> None:
        """Only show the tags, or let them be changed."""
        if read_only != self._read_only:
            self._read_only = read_only
            self.line.setVisible(not read_only)
            around = 0 if read_only else _MARGIN
            self._layout.setContentsMargins(around, around, around, around)
            self._rebuild()

    def flush(self) -> None:
        """Make a tag of what is half typed."""
        self.line.popup.hide()
        typed = self.line.text()
        if typed:
            self.line.clear()
            self._add(typed)

    def chips(self) -> list[TagChip]:
        """Return the chips, in order."""
        return list(self._chips)

    # --- typing ------------------------------------------------------------------------

    def _make_completer(self) -> QCompleter:
        completer = QCompleter(self._offers, self)
        completer.setPopup(self.line.popup)
        completer.setWidget(self.line)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.activated.connect(self._take_offer)
        return completer

    def _typed(self, text: str) -> None:
        if _SEPARATORS.search(text):
            *whole, rest = _SEPARATORS.split(text)
            self.line.setText(rest.lstrip())
            self._add(*whole)
            text = rest
        if text.strip():
            self._offer(text.strip())
        else:
            self.line.popup.hide()

    def _offer(self, prefix: str = "") -> None:
        self.completer.setCompletionPrefix(prefix)
        if self.completer.completionCount() == 0:
            self.line.popup.hide()
            return
        margin = self._layout.contentsMargins().bottom()
        place = QRect(0, 0, max(160, self.line.width()), self.line.height() + margin)
        self.completer.complete(place)

    def _leave(self) -> None:
        offered = self.line.offered()
        self.line.popup.hide()
        if offered:
            self._take_offer(offered)
        else:
            self.flush()

    def _take_offer(self, tag: str) -> None:
        self.line.clear()
        self._add(tag)

    def _add(self, *texts: str) -> None:
        present = {tag.casefold() for tag in self._tags}
        added: dict[str, str] = {}
        for tag in map(single_line, texts):
            if tag and tag.casefold() not in present:
                added.setdefault(tag.casefold(), tag)
        if added:
            self._change((*self._tags, *added.values()))

    def _change(self, tags: tuple[str, ...]) -> None:
        self._tags = tags
        self._rebuild()
        self.edited.emit()

    # --- chips -------------------------------------------------------------------------

    def _rebuild(self) -> None:
        # Asked first: a new chip may come to stand between that one and the line.
        before = self._stop_before_line()
        for chip in self._chips:
            self._layout.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        self._chips = [self._make_chip(tag) for tag in self._tags]
        for place, chip in enumerate(self._chips):
            self._layout.insert_widget(place, chip)
            chip.installEventFilter(self)
            chip.clicked.connect(self._remove_one)
            chip.step_wanted.connect(self._step)
            chip.show()
            QWidget.setTabOrder(before, chip)
            before = chip
        self._update_offers()
        self._show_prompt()
        self.updateGeometry()

    def _make_chip(self, tag: str) -> TagChip:
        return TagChip(tag, self._appearance, removable=not self._read_only, parent=self)

    def _stop_before_line(self) -> QWidget:
        """Return what has the focus before the line; Qt puts nothing behind what cannot have it."""
        stop: QWidget | None = self.line.previousInFocusChain()
        while stop is not None and stop is not self.line:
            if stop.focusPolicy() is not Qt.FocusPolicy.NoFocus and stop not in self._chips:
                return stop
            stop = stop.previousInFocusChain()
        return self.line

    def _remove_one(self) -> None:
        place = self._place_of(self.sender())
        if place is None:
            return
        self._change(self._tags[:place] + self._tags[place + 1 :])
        target: QWidget = self._chips[place - 1] if place > 0 else self.line
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    def _step(self, step: int) -> None:
        place = self._place_of(self.sender())
        if place is None or place + step < 0:
            return
        last = place + step >= len(self._chips)
        target: QWidget = self.line if last else self._chips[place + step]
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    def _place_of(self, chip: QObject) -> int | None:
        return next((place for place, one in enumerate(self._chips) if one is chip), None)

    def _to_last_chip(self) -> None:
        if self._chips:
            self._chips[-1].setFocus(Qt.FocusReason.OtherFocusReason)

    def _update_offers(self) -> None:
        present = {tag.casefold() for tag in self._tags}
        self._offers.setStringList([tag for tag in self._known if tag.casefold() not in present])

    def _show_prompt(self) -> None:
        self.line.setPlaceholderText("" if self._tags else self.tr("Add a tag"))

    # --- look --------------------------------------------------------------------------

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Draw the frame anew when the focus comes or goes."""
        if watched is self.line and event.type() == QEvent.Type.FocusIn:
            self.entered.emit()
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            QTimer.singleShot(0, self, self.update)
        return super().eventFilter(watched, event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Let a click beside the chips go to the line."""
        if not self._read_only:
            self.line.setFocus(Qt.FocusReason.MouseFocusReason)
        super().mousePressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the frame of a field; none where nothing can be typed."""
        if self._read_only:
            return
        theme = self._appearance.theme
        focused = self.line.hasFocus() or any(chip.hasFocus() for chip in self._chips)
        width = 2.0 if focused else 1.0
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.accent if focused else quiet_edge(theme), width))
        painter.setBrush(theme.raised)
        inset = width / 2
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(inset, inset, -inset, -inset), 6, 6)
        painter.end()
