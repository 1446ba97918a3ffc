"""The floor of starting: an empty Qt window. Prints the monotonic time at which it was painted."""

import time

from PySide6.QtCore import QTimer
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QApplication, QWidget


class Empty(QWidget):
    """Ends the program once it has been painted."""

    said = False

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Say when, once."""
        if not self.said:
            self.said = True
            print(time.monotonic(), flush=True)
            QTimer.singleShot(0, QApplication.quit)


if __name__ == "__main__":
    application = QApplication([])
    window = Empty()
    window.resize(1280, 800)
    window.show()
    application.exec()
