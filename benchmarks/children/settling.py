"""Waiting until Qt has nothing left to do. Imports nothing of the program's: floors use it too."""

import time

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QTextEdit


def settle(seconds: float = 0.0) -> None:
    """Let Qt do all that it has pending, for at least so long."""
    end = time.perf_counter() + seconds
    while True:
        QApplication.sendPostedEvents()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        QApplication.processEvents()
        if time.perf_counter() >= end:
            return


def laid_out(view: QTextEdit, quiet: float = 0.25, seconds: float = 120.0) -> None:
    """Wait until Qt has laid out the whole document: until its height has not changed for a while."""
    layout = view.document().documentLayout()
    began = changed = time.perf_counter()
    height = -1.0
    while (now := time.perf_counter()) - changed < quiet and now - began < seconds:
        settle()
        if layout.documentSize().height() != height:
            height, changed = layout.documentSize().height(), now
