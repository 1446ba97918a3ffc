"""The editor of the codebook, opened and worked as a person does."""

import pytest
from PySide6.QtWidgets import QApplication, QDialog


@pytest.fixture
def closing(qtbot):
    """Give a dialog the keyboard before a function works it; a failure ends it, or it would wait for ever."""

    def wrapped(work):
        def run(dialog):
            try:
                qtbot.waitUntil(lambda: QApplication.activeWindow() is dialog)
                work(dialog)
                qtbot.waitUntil(lambda: not dialog.isVisible())
            except BaseException:
                QDialog.done(dialog, 0)
                raise

        return run

    return wrapped


@pytest.fixture
def edit(window, answer, closing, qtbot):
    """Open the editor as a person does, and let functions work it and what it asks."""

    def open_it(*works):
        answer(*map(closing, works))
        window.actions_["codebook"].trigger()
        window.activateWindow()
        qtbot.waitUntil(lambda: QApplication.activeWindow() is window)

    return open_it
