"""A studio for pictures: the real window in a home of its own, worked with real keys and mouse.

`house` has to be entered before Qt is started; `Studio` then opens the window, works it and
keeps what it looks like.
"""

import json
import os
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from PySide6.QtCore import QCoreApplication, QEvent, QLocale, QPoint, QRect, Qt, QTimer
from PySide6.QtGui import QCursor, QFont, QImage, QImageWriter, QPainter, QPixmap
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from annotator.core.spans import Span
from annotator.services import settings
from annotator.ui.app import make_application, make_window
from annotator.ui.main_window import MainWindow

ANNOTATOR = "Maya Lindqvist"
"""Who annotates in the pictures."""
WIDTH, HEIGHT = 1280, 800
_SCREEN = {"name": "studio", "x": 0, "y": 0, "width": 1920, "height": 1200, "logicalDpi": 96, "dpr": 1}
_CORNER = QPoint(1900, 1190)
_COMMONEST, _MOST_COLOURS = 64, 256
_PATIENCE = 60.0
"""Seconds that one thing may take."""

CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


@contextmanager
def house() -> Iterator[Path]:
    """Give this process a home folder of its own, so that no picture shows anybody's machine."""
    with TemporaryDirectory(prefix="annotator-pictures-") as name:
        home = Path(name) / "maya"
        (home / "Documents").mkdir(parents=True)
        screen = Path(name) / "screen.json"
        screen.write_text(json.dumps({"screens": [_SCREEN]}), "utf-8")
        os.environ.update(
            QT_QPA_PLATFORM=f"offscreen:configfile={screen}",
            HOME=str(home),
            ANNOTATOR_CONFIG_DIR=str(home / "config"),
            ANNOTATOR_STATE_DIR=str(home / "state"),
            ANNOTATOR_NAME=ANNOTATOR,
            XDG_CONFIG_HOME=str(home / "config"),
            TZ="UTC",
        )
        time.tzset()
        yield home


class Studio:
    """One window, and the folder that its pictures go into."""

    def __init__(self, folder: Path) -> None:
        """Make the application; `open` makes the window."""
        self._folder = folder
        QLocale.setDefault(QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom))
        self.application = make_application()
        self.application.setFont(QFont("Noto Sans", 10))
        self.application.setCursorFlashTime(0)
        self.window: MainWindow
        self.taken: list[Path] = []

    def open(self, mode: str = "light") -> None:
        """Show a new window, on the start page, in place of the one before."""
        if hasattr(self, "window"):
            self.window.close()
            self.window.deleteLater()
            QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        settings.change(window={}, theme=mode, zoom=100)
        self.window = make_window(self.application)
        self.window.show()
        self.window.resize(WIDTH, HEIGHT)
        QTest.qWaitForWindowExposed(self.window)
        self.window.activateWindow()
        self.settle()

    def settle(self, milliseconds: int = 60) -> None:
        """Let everything that is due happen."""
        QTest.qWait(milliseconds)

    def wait_for(self, true: Callable[[], bool], what: str) -> None:
        """Wait until ``true`` holds.

        Raises:
            TimeoutError: if that takes too long; ``what`` says what was waited for.
        """
        until = time.monotonic() + _PATIENCE
        while not true():
            if time.monotonic() > until:
                raise TimeoutError(what)
            self.settle(5)
            time.sleep(0.02)  # `settle` keeps Python to itself, so that a job gets nowhere

    # --- hands -------------------------------------------------------------------------

    def key(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Press a key where the keyboard is."""
        QTest.keyClick(QApplication.focusWidget() or self.window, key, modifiers)
        self.settle()

    def write(self, words: str) -> None:
        """Type words where the keyboard is."""
        QTest.keyClicks(QApplication.focusWidget() or self.window, words)
        self.settle()

    def show_article(self, number: int) -> None:
        """Go to an article of the project; the first is 0."""
        project = self.window.workspace.project
        if project is None:
            raise LookupError("no project is open")
        self.window.workspace.open_article(project.articles()[number].id)
        self.window.view.setFocus()
        self.settle()

    def span(self, words: str) -> Span:
        """Return where ``words`` stand in the article that is shown, brought into view."""
        start = self.window.view.text.index(words)
        found = Span(start, start + len(words))
        self.window.view.reveal(found)
        self.settle()
        return found

    def caret_in(self, words: str) -> None:
        """Put the caret into ``words``, with nothing selected."""
        self.window.view.setFocus()
        self.window.view.put_caret(self.span(words).start + 1)
        self.settle()

    def scroll_to(self, words: str, height: int) -> None:
        """Bring ``words`` to a height in the article's part of the window."""
        view, span = self.window.view, self.span(words)
        bar = view.verticalScrollBar()
        bar.setValue(bar.value() + round(view.rects_of(span)[0].top()) - height)
        self.settle()

    def click(self, words: str) -> None:
        """Click into the middle of ``words``."""
        rect = self.window.view.rects_of(self.span(words))[0].toAlignedRect()
        self._press(Qt.MouseButton.LeftButton, rect.center())
        self.settle()

    def point(self, words: str) -> None:
        """Let the pointer rest on the middle of ``words``."""
        rect = self.window.view.rects_of(self.span(words))[0].toAlignedRect()
        QTest.mouseMove(self.window.view.viewport(), rect.center() - QPoint(3, 0))
        QTest.mouseMove(self.window.view.viewport(), rect.center())
        self.settle(450)

    def drag_over(self, words: str) -> None:
        """Select ``words`` with the mouse, as a hand does."""
        rects = [rect.toAlignedRect() for rect in self.window.view.rects_of(self.span(words))]
        start = QPoint(rects[0].left() + 1, rects[0].center().y())
        end = QPoint(rects[-1].right() - 1, rects[-1].center().y())
        port = self.window.view.viewport()
        QTest.mousePress(port, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, start)
        for step in range(1, 9):
            QTest.mouseMove(port, start + (end - start) * step / 8)
        QTest.mouseRelease(port, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, end)
        self.settle()

    def _press(self, button: Qt.MouseButton, place: QPoint) -> None:
        port = self.window.view.viewport()
        QTest.mouseClick(port, button, Qt.KeyboardModifier.NoModifier, place)

    # --- pictures ----------------------------------------------------------------------

    def take(self, name: str, widget: QWidget | None = None, part: QRect | None = None) -> None:
        """Keep what a widget looks like, the window by default, or a part of it."""
        picture = (widget or self.window).grab(part or QRect(0, 0, -1, -1))
        self.keep(name, picture)

    def take_with(self, name: str, above: QWidget, part: QRect | None = None) -> None:
        """Keep the window with a card or menu ``above`` it, as the screen shows them together."""
        picture = self.window.grab()
        painter = QPainter(picture)
        painter.drawPixmap(above.pos() - self.window.pos(), above.grab())
        painter.end()
        self.keep(name, picture.copy(part) if part else picture)

    def take_dialog(
        self,
        name: str,
        kind: type[QDialog],
        call: Callable[[], object],
        work: Callable[[QDialog], object] = lambda _: None,
    ) -> None:
        """Keep what a dialog looks like: ``call`` opens it, ``work`` works it, then it is left.

        A modal dialog holds up whoever opened it, so it is looked for by a timer.
        """
        taken: list[bool] = []

        def look() -> None:
            shown = QApplication.activeModalWidget()
            if not isinstance(shown, kind):
                return
            timer.stop()
            try:
                QCursor.setPos(_CORNER)  # nothing in the dialog is to look as if pointed at
                self.settle(250)
                work(shown)
                self.settle(250)
                self.take(name, shown)
            finally:
                taken.append(True)
                shown.reject()

        timer = QTimer(interval=30)
        timer.timeout.connect(look)
        timer.start()
        call()
        self.wait_for(lambda: bool(taken) and QApplication.activeModalWidget() is None, f"dialog {name}")
        timer.stop()
        self.window.activateWindow()
        self.window.view.setFocus()
        self.settle()

    def keep(self, name: str, picture: QPixmap) -> None:
        """Write a picture as a small PNG."""
        path = self._folder / f"{name}.png"
        image = _in_few_colours(picture.toImage())
        writer = QImageWriter(str(path), b"png")
        writer.setCompression(100)
        if not writer.write(image):
            raise OSError(f"{path.name}: {writer.errorString()}")
        self.taken.append(path)


def _in_few_colours(picture: QImage) -> QImage:
    """Return a picture in 256 of its colours, a third of the size: the others become the nearest of these."""
    image = picture.convertToFormat(QImage.Format.Format_RGB32)
    pixels = memoryview(image.constBits()).cast("I")
    counts = Counter(pixels)
    palette = [colour for colour, _ in counts.most_common(_COMMONEST)]
    nearest = {colour: min((_apart(colour, one), at) for at, one in enumerate(palette)) for colour in counts}
    # The commonest colours are shades of the background and of grey; the others are chosen where they are
    # missed most, so that a thin green line stays green.
    while len(palette) < _MOST_COLOURS:
        missed = max(counts, key=lambda colour: nearest[colour][0] * counts[colour])
        palette.append(missed)
        for colour, best in nearest.items():
            nearest[colour] = min(best, (_apart(colour, missed), len(palette) - 1))
    width = image.width()
    data = bytes(nearest[pixel][1] for pixel in pixels)
    few = QImage(data, width, image.height(), width, QImage.Format.Format_Indexed8)
    few.setColorTable(palette)
    return few.copy()


def _apart(one: int, other: int) -> int:
    """Return how far two colours lie apart, squared."""
    red = (one >> 16 & 255) - (other >> 16 & 255)
    green = (one >> 8 & 255) - (other >> 8 & 255)
    blue = (one & 255) - (other & 255)
    return red * red + green * green + blue * blue
