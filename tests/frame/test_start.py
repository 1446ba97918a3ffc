"""What the program loads until its window is there: nothing that only a later step needs.

Times depend on the machine; what is imported does not. The real program is started, without a
display, and what it has imported is looked at when its window has been painted.
"""

import os
import subprocess
import sys
from pathlib import Path

from annotator.services import projects, reading

ROOT = Path(__file__).resolve().parents[2]

START = """
import gc
import sys
from annotator.main import main, prepare

prepare()

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication

class Watch(QObject):
    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint and watched.objectName() == "mainWindow":
            QApplication.instance().removeEventFilter(self)
            names = sorted(sys.modules)
            QTimer.singleShot(0, self, lambda: self.end(names))
        return False

    def end(self, names):
        print(*names, sep="\\n")
        print("garbage is collected:", gc.isenabled())
        QApplication.quit()

watch = Watch()
from annotator.ui import app
make = app.make_application

def made(*arguments):
    application = make(*arguments)
    application.installEventFilter(watch)
    return application

app.make_application = made
sys.exit(main(sys.argv[1:]))
"""

NEVER = ("click", "sqlite_utils", "annotator.services.reading", "annotator.services.sample")
"""What the window needs only once somebody asks for it, however it starts."""
DIALOGS = "annotator.ui.dialogs."
AT_ONCE = {"annotator.ui.dialogs.message", "annotator.ui.dialogs.base"}
"""The banner is in one of them, and that on the other."""


def started(tmp_path: Path, *arguments: str | Path) -> set[str]:
    """Start the program, wait for its first picture, and return what it says it has imported."""
    environment = {
        **os.environ,
        "QT_QPA_PLATFORM": "offscreen",
        "ANNOTATOR_CONFIG_DIR": str(tmp_path / "config"),
        "ANNOTATOR_STATE_DIR": str(tmp_path / "state"),
        "ANNOTATOR_NAME": "Ana",
    }
    done = subprocess.run(
        [sys.executable, "-c", START, *map(str, arguments)],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    said = set(done.stdout.splitlines())
    assert "garbage is collected: True" in said
    assert "annotator.ui.main_window" in said
    return said


def dialogs(imported: set[str]) -> set[str]:
    return {name for name in imported if name.startswith(DIALOGS)} - AT_ONCE


def test_the_start_page_does_not_load_what_a_project_needs(tmp_path: Path) -> None:
    imported = started(tmp_path)
    assert "annotator.ui.start_page" in imported
    assert imported.isdisjoint({*NEVER, "filelock", "annotator.ui.room", "annotator.ui.desk"})
    assert not {name for name in imported if name.startswith("annotator.ui.article")}
    assert dialogs(imported) == set()


def test_a_project_does_not_load_the_start_page_and_the_dialogs(tmp_path: Path) -> None:
    path = tmp_path / "a.annotator"
    with projects.create(path, "Ana") as project:
        reading.add_articles(project, [reading.read_clipboard("The council met on Monday.")])
    imported = started(tmp_path, path)
    assert "annotator.ui.article.view" in imported
    assert imported.isdisjoint({*NEVER, "annotator.ui.start_page", "annotator.services.exporting"})
    assert dialogs(imported) == set()
