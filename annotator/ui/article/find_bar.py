"""Find in the article: a bar below it, its matches highlighted, one of them selected."""

import re

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QToolButton, QWidget

from annotator.core.spans import Span
from annotator.ui.appearance import Appearance
from annotator.ui.article.view import ArticleView


def find_all(text: str, words: str) -> list[Span]:
    """Return every match of ``words`` in ``text``, in code points.

    Upper and lower case are the same; any white space matches any other, so that a phrase
    is found over a line end or a no-break space; straight quotes match typographic ones.
    """
    words = words.strip()
    if not words:
        return []
    pieces = [_loosened(piece) for piece in words.split()]
    return [Span(*match.span()) for match in re.finditer(r"\s+".join(pieces), text, re.IGNORECASE)]


def _loosened(piece: str) -> str:
    escaped = re.escape(piece)
    return escaped.replace("'", "['’‘ʼ]").replace('"', '["“”„«»]')


class FindBar(QWidget):
    """A field, the number of matches, and the way from one to the next."""

    closed = Signal()

    def __init__(self, appearance: Appearance, view: ArticleView, parent: QWidget | None = None) -> None:
        """Serve ``view``."""
        super().__init__(parent)
        self.setObjectName("findBar")
        self._view = view
        self._matches: list[Span] = []
        self._at = -1
        self._from = 0
        self.field = QLineEdit()
        self.field.setPlaceholderText(self.tr("Find in this article"))
        self.field.setAccessibleName(self.tr("Find in this article"))
        self.field.setClearButtonEnabled(True)
        self.field.setMaximumWidth(360)
        self.count = QLabel()
        self.count.setTextFormat(Qt.TextFormat.PlainText)
        self.count.setProperty("role", "muted")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(16, 8, 16, 8)
        layout.setSpacing(8)
        layout.addWidget(self.field, 1)
        for icon, text, call in (
            ("up", self.tr("Previous match (Shift+F3)"), self.previous),
            ("down", self.tr("Next match (F3)"), self.next),
        ):
            layout.addWidget(self._button(appearance, icon, text, call))
        layout.addWidget(self.count)
        layout.addStretch(1)
        layout.addWidget(
            self._button(appearance, "close", self.tr("Close the find bar (Esc)"), self.close_bar)
        )
        self.field.textChanged.connect(self._search)
        for place in (self.field, view):
            place.installEventFilter(self)
        self.hide()

    def _button(self, appearance: Appearance, icon: str, text: str, call: object) -> QToolButton:
        button = QToolButton()
        button.setIcon(appearance.icon(icon))
        button.setToolTip(text)
        button.setAccessibleName(text)
        button.setAutoRaise(True)
        button.clicked.connect(call)
        appearance.changed.connect(lambda: button.setIcon(appearance.icon(icon)))
        return button

    def open_bar(self) -> None:
        """Show the bar with the selected text filled in, and put the caret into it."""
        span = self._view.selection()
        chosen = self._view.text[span.start : span.end] if span else ""
        self._from = span.start if span else self._view.caret()
        self.show()
        if chosen and "\n" not in chosen and len(chosen) < 80:
            self.field.setText(chosen)
        self._search()
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()

    def close_bar(self) -> None:
        """Hide the bar; the match stays selected, so that C marks it."""
        self.hide()
        self._view.set_found([])
        self._view.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.closed.emit()

    def search_again(self) -> None:
        """Another article is shown: look for the same words there."""
        self._from = 0
        self._at = -1
        if self.isVisible():
            self._search()

    def next(self) -> None:
        """Go to the next match, from the last to the first, and into the text: C marks it at once."""
        self._step(1)
        self._enter_text()

    def previous(self) -> None:
        """Go to the match before, and into the text."""
        self._step(-1)
        self._enter_text()

    def _enter_text(self) -> None:
        if self._matches:
            self._view.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter and Shift+Enter step through the matches, Esc closes: also from the text, where F3 leads."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if watched is self._view and (event.key() != Qt.Key.Key_Escape or not self._is_first_to_go()):
                return super().eventFilter(watched, event)
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._step(-1 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1)
                return True
            if event.key() == Qt.Key.Key_Escape:
                self.close_bar()
                return True
        return super().eventFilter(watched, event)

    def _is_first_to_go(self) -> bool:
        """Say whether Esc in the text is about the bar: not while a link is being drawn there."""
        return self.isVisible() and not self._view.handle.dragging

    def _search(self) -> None:
        self._matches = find_all(self._view.text, self.field.text())
        self._view.set_found(self._matches)
        self._at = -1
        if self._matches:
            first = next((n for n, span in enumerate(self._matches) if span.start >= self._from), 0)
            self._go(first)
        self._say()

    def _step(self, direction: int) -> None:
        if not self.field.text().strip():
            self.open_bar()
            return
        if not self._matches or not self.isVisible():
            self._matches = find_all(self._view.text, self.field.text())
        if self._matches:
            self._go(self._following(direction))
        self._say()

    def _following(self, direction: int) -> int:
        """Return the match after (or before) the selection: the caret may have moved since."""
        here = self._view.selection()
        if here in self._matches:
            return (self._matches.index(here) + direction) % len(self._matches)
        caret = self._view.caret()
        after = next((n for n, span in enumerate(self._matches) if span.start >= caret), 0)
        if direction > 0 and after == self._at and self._matches[after].start == caret:
            # It was marked, which leaves the caret where it begins; go on from it.
            return after + 1
        return after if direction > 0 else after - 1

    def _go(self, number: int) -> None:
        self._at = number % len(self._matches)
        self._view.select(self._matches[self._at])

    def _say(self) -> None:
        if not self.field.text().strip():
            self.count.clear()
        elif not self._matches:
            self.count.setText(self.tr("Not in this article"))
        else:
            self.count.setText(self.tr("{at} of {all}").format(at=self._at + 1, all=len(self._matches)))
