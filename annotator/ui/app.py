"""Starts the window: application, look, translations, and what happens to surprises."""

import logging
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QLibraryInfo, QLocale, QTimer, QTranslator
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication

from annotator import __version__
from annotator.assets import resource
from annotator.services import projects, settings
from annotator.ui.appearance import Appearance
from annotator.ui.dialogs.message import tell
from annotator.ui.main_window import MainWindow

log = logging.getLogger("annotator")


def make_application(arguments: Sequence[str] = ("annotator",)) -> QApplication:
    """Return the application object, named and with its translations."""
    application = QApplication(list(arguments))
    application.setApplicationName("annotator")
    application.setApplicationDisplayName("Annotator")
    application.setApplicationVersion(__version__)
    application.setDesktopFileName("annotator-desktop")
    application.setWindowIcon(QIcon(str(resource("app-icon.svg"))))
    _translate(application)
    return application


def _translate(application: QApplication) -> None:
    """Load our words, and Qt's own for its standard dialogs, in the language of the system.

    English has a file too: it holds the plural forms.
    """
    locale = QLocale()
    ours = QTranslator(application)
    folder = str(resource("translations"))
    if ours.load(locale, "annotator", "_", folder) or ours.load("annotator_en", folder):
        application.installTranslator(ours)
    qts = QTranslator(application)
    if qts.load(locale, "qtbase", "_", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
        application.installTranslator(qts)


def make_window(application: QApplication) -> MainWindow:
    """Return the main window as the settings have it, not yet shown."""
    kept = settings.load()
    appearance = Appearance(application, kept.theme, application)
    window = MainWindow(appearance, kept, list(projects.default_codebook().marking))
    appearance.style()
    return window


def run(project: Path | None, files: list[Path], annotator_name: str | None, *, sample: bool = False) -> int:
    """Show the window until it is closed.

    Args:
        project: the project to open, if any.
        files: articles to add to it.
        annotator_name: who annotates; None takes the environment, then the settings, then asks.
        sample: open the sample project, made anew if there is none yet.

    Returns:
        The exit code.
    """
    application = make_application(sys.argv[:1] or ["annotator"])
    window = make_window(application)
    sys.excepthook = _on_surprise(window)
    window.projects.annotator_name = annotator_name
    window.show()
    # After the first paint: the window is there while the project is still being opened.
    QTimer.singleShot(0, lambda: window.projects.start(project, files, sample=sample))
    return application.exec()


def _on_surprise(
    window: MainWindow,
) -> Callable[[type[BaseException], BaseException, TracebackType | None], None]:
    """Return a hook for what nobody caught: it is logged, said once, and work goes on.

    Nothing can be half saved by it: a change is one transaction or none.
    """
    said: set[str] = set()

    def hook(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            QApplication.quit()
            return
        log.error("Uncaught", exc_info=(kind, error, trace))
        sentence = window.tr(
            "Something went wrong that the program did not expect ({what}). What was saved before is safe; "
            "please report it with the details from the terminal."
        ).format(what=kind.__name__)
        if sentence not in said:
            said.add(sentence)
            QTimer.singleShot(0, window, lambda: tell(window.appearance, window, "error", sentence))

    return hook
