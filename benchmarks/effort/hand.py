"""A hand that counts: real key and mouse events for the real window, and how many there were."""

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QKeyEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from annotator.core.spans import Span
from annotator.ui.main_window import MainWindow

Key = Qt.Key | str
ENTER, ESC, TAB, BACKTAB = Qt.Key.Key_Return, Qt.Key.Key_Escape, Qt.Key.Key_Tab, Qt.Key.Key_Backtab
BACKSPACE, UP, DOWN = Qt.Key.Key_Backspace, Qt.Key.Key_Up, Qt.Key.Key_Down
_NONE = Qt.KeyboardModifier.NoModifier
_NAMES: dict[Key, str] = {
    **{ENTER: "Enter", ESC: "Esc", TAB: "Tab", BACKTAB: "Shift+Tab", BACKSPACE: "Backspace"},
    **{UP: "↑", DOWN: "↓"},
}
_MARGIN = 60
"""Pixels from the edge of the page where nobody would click."""
_MOST_NOTCHES = 400


@dataclass(slots=True)
class Count:
    """Key presses and mouse gestures so far; a key with Shift is one press, a drag is one gesture."""

    keys: int = 0
    gestures: int = 0


class Hand:
    """Presses keys where the focus is, and clicks and drags in the text."""

    def __init__(self, window: MainWindow) -> None:
        """Work ``window``, which shows an article."""
        self.window = window
        self.count = Count()
        self.pressed: list[str] = []
        """The keys since the list was last emptied, by name."""

    def press(self, *keys: Key) -> None:
        """Press keys one after another; a text is typed letter by letter."""
        for key in keys:
            for one in key if isinstance(key, str) else (key,):
                self._press(one)

    def _press(self, key: Key) -> None:
        focused = QApplication.focusWidget()
        if focused is None:
            raise RuntimeError("nothing has the keyboard")
        if isinstance(key, Qt.Key):
            QTest.keyClick(focused, key)
        elif key.isascii():
            QTest.keyClicks(focused, key)
        else:
            # QTest knows no letters beyond Latin 1.
            QApplication.sendEvent(focused, QKeyEvent(QEvent.Type.KeyPress, 0, _NONE, key))
        self.count.keys += 1
        self.pressed.append(_NAMES.get(key, str(key)))
        QApplication.processEvents()

    def click(self, position: int) -> None:
        """Put the caret at a character, with one click in its middle."""
        place = self._place(position)
        QTest.mouseClick(self._port, Qt.MouseButton.LeftButton, _NONE, place)
        self.count.gestures += 1
        QApplication.processEvents()

    def press_with_alt(self, key: str) -> None:
        """Press a key with Alt, which is one press."""
        focused = QApplication.focusWidget()
        if focused is None:
            raise RuntimeError("nothing has the keyboard")
        QTest.keyClicks(focused, key, Qt.KeyboardModifier.AltModifier)
        self.count.keys += 1
        self.pressed.append(f"Alt+{key}")
        QApplication.processEvents()

    def drag(self, start: int, end: int) -> None:
        """Select from before one character to before another, with one drag; either may come first."""
        first, last = sorted((start, end))
        self._scroll_to(Span(first, last))
        begin, finish = (self._edge(position, Span(first, last)) for position in (start, end))
        QTest.mousePress(self._port, Qt.MouseButton.LeftButton, _NONE, begin)
        for step in range(1, 5):
            QTest.mouseMove(self._port, begin + (finish - begin) * step / 4)
        QTest.mouseRelease(self._port, Qt.MouseButton.LeftButton, _NONE, finish)
        self.count.gestures += 1
        QApplication.processEvents()

    @property
    def _port(self) -> QWidget:
        return self.window.view.viewport()

    def _place(self, position: int) -> QPoint:
        self._scroll_to(Span(position, position + 1))
        return self.window.view.rects_of(Span(position, position + 1))[0].center().toPoint()

    def _edge(self, position: int, span: Span) -> QPoint:
        view = self.window.view
        if position == span.start:
            rect = view.rects_of(Span(position, position + 1))[0]
            return QPoint(round(rect.left()), round(rect.center().y()))
        rect = view.rects_of(Span(position - 1, position))[-1]
        return QPoint(round(rect.right()), round(rect.center().y()))

    def _scroll_to(self, span: Span) -> None:
        """Turn the wheel until a place is well on the page: that is reading, and is not counted."""
        view = self.window.view
        for _ in range(_MOST_NOTCHES):
            rects = view.rects_of(span)
            top, bottom = rects[0].top(), rects[-1].bottom()
            before = view.verticalScrollBar().value()
            if top < _MARGIN:
                self._wheel(1)
            elif bottom > self._port.height() - _MARGIN:
                self._wheel(-1)
            if view.verticalScrollBar().value() == before:
                return
        raise RuntimeError("the page could not be scrolled there")

    def _wheel(self, notches: int) -> None:
        middle = QPointF(self._port.rect().center())
        event = QWheelEvent(
            *(middle, QPointF(self._port.mapToGlobal(middle.toPoint())), QPoint(), QPoint(0, 30 * notches)),
            *(Qt.MouseButton.NoButton, _NONE, Qt.ScrollPhase.NoScrollPhase, False),
        )
        QApplication.sendEvent(self._port, event)
        QApplication.processEvents()
