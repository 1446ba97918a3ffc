"""Starts the window: application, look, translations, and what happens to surprises."""

import gc
import importlib
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
from annotator.core.errors import InvalidValue
from annotator.services import people, projects, settings
from annotator.ui.appearance import Appearance
from annotator.ui.main_window import MainWindow

_AHEAD = (
    *("annotator.ui.article.view", "annotator.ui.panels.articles_panel", "annotator.ui.room", "filelock"),
    *("annotator.ui.panels.inspector", "annotator.ui.panels.annotations_panel"),
)
"""What the first project will need, in pieces so small that nobody who types meanwhile waits for one."""
_PAUSE = 50
"""Milliseconds between two of them."""

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
    window = _unstyled(application)
    window.show_face()
    window.appearance.style()
    return window


def _unstyled(application: QApplication) -> MainWindow:
    kept = settings.load()
    appearance = Appearance(application, kept.theme, application)
    return MainWindow(appearance, kept, list(projects.default_codebook().marking))


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
    window = _unstyled(application)
    sys.excepthook = _on_surprise(window)
    window.projects.annotator_name = annotator_name
    wanted = sample or project is not None or bool(files)
    at_once = wanted and not files and _knows_who(annotator_name)
    if at_once:
        # Before the window is shown: nothing is then seen that gives way to something else at once.
        window.projects.start(project, [], sample=sample)
    window.show_face()
    window.appearance.style()
    window.show()
    QTimer.singleShot(0, _collect_again)
    if not wanted:
        QTimer.singleShot(_PAUSE, window, lambda: _load_ahead(window, _AHEAD))
    if wanted and not at_once:
        # There may be a dialog, which belongs to a window that is to be seen.
        QTimer.singleShot(0, lambda: window.projects.start(project, files, sample=sample))
    return application.exec()


def _knows_who(annotator_name: str | None) -> bool:
    """Say whether a project can be opened without asking for a name."""
    try:
        return people.who(annotator_name) is not None
    except InvalidValue:
        return False


def _load_ahead(window: MainWindow, names: Sequence[str]) -> None:
    """Load modules one after another while the start page is looked at; then make what shows a project."""
    if names:
        importlib.import_module(names[0])
        QTimer.singleShot(_PAUSE, window, lambda: _load_ahead(window, names[1:]))
    elif window.make_ahead():
        QTimer.singleShot(_PAUSE, window, lambda: _load_ahead(window, ()))


def _collect_again() -> None:
    """Collect garbage from now on, but not look again and again through what the start has made."""
    gc.freeze()
    gc.enable()


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
            from annotator.ui.dialogs.message import tell

            said.add(sentence)
            QTimer.singleShot(0, window, lambda: tell(window.appearance, window, "error", sentence))

    return hook
