"""What a hand does in the window: keys go to whatever has the focus, the mouse to the text."""

from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from annotator.core.spans import Span

ENTER, ESC = Qt.Key.Key_Return, Qt.Key.Key_Escape
NONE, CTRL = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier


def span_of(window, words, after=0):
    start = window.view.text.index(words, after)
    return Span(start, start + len(words))


def caret_in(window, words, after=0):
    window.view.put_caret(span_of(window, words, after).start + 1)


def focused() -> QWidget:
    """Return where the keyboard is."""
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def press(*keys, modifier=NONE):
    """Press keys one after another, each where the focus is by then; a text is typed letter by letter."""
    for key in keys:
        for one in key if isinstance(key, str) else [key]:
            if isinstance(one, str) and not one.isascii():
                # QTest knows no letters beyond Latin 1.
                QApplication.sendEvent(focused(), QKeyEvent(QEvent.Type.KeyPress, 0, modifier, one))
            elif isinstance(one, str):
                QTest.keyClicks(focused(), one, modifier)
            else:
                QTest.keyClick(focused(), one, modifier)


def place_of(window, words, after=0):
    rect = window.view.rects_of(span_of(window, words, after))[0]
    return QPoint(round(rect.center().x()), round(rect.center().y()))


def click(window, words):
    QTest.mouseClick(window.view.viewport(), Qt.MouseButton.LeftButton, pos=place_of(window, words))


def drag(window, start, end, modifier=NONE, *, release=True):
    port = window.view.viewport()
    QTest.mousePress(port, Qt.MouseButton.LeftButton, modifier, start)
    for step in range(1, 7):
        QTest.mouseMove(port, start + (end - start) * step / 6)
    if release:
        QTest.mouseRelease(port, Qt.MouseButton.LeftButton, modifier, end)


def mark(window, layer, words):
    """Mark ``words`` and leave what opens; returns the annotation's id."""
    window.view.select(span_of(window, words), reveal=False)
    window.view.setFocus()
    press({"claim": "C", "actor": "A", "date": "D"}[layer])
    key = window.workspace.current_id
    if not window.view.hasFocus():
        press(ESC)
    return key


def rows(window):
    return [row.title for row in window.linking.picker.model.shown]


def linked(window, key):
    """Return what an annotation is linked to: field → words, names or values, as the file has them."""
    space = window.workspace
    found: dict[str, list[str]] = {}
    for link in space.project.links_of(key):
        target = space.project.annotation(link.target_id) if link.target_id else None
        words = target.quote if target else space.known.roster.name(link.entity_id) or link.value
        found.setdefault(link.field, []).append(words)
    return found


def entities(window):
    return {one.name: one.kind for one in window.workspace.project.entities()}
