"""The floor of memory: Qt's own widget with the same text, laid out. Prints the peak memory."""

import sqlite3
import sys

from PySide6.QtWidgets import QApplication, QTextEdit

from benchmarks.children.settling import laid_out, settle
from benchmarks.measuring import peak_memory

if __name__ == "__main__":
    connection = sqlite3.connect(f"file:{sys.argv[1]}?mode=ro", uri=True)
    text = connection.execute("SELECT text FROM texts").fetchone()[0]
    application = QApplication([])
    view = QTextEdit()
    view.setReadOnly(True)
    view.resize(1280, 800)
    view.setPlainText(text)
    view.show()
    settle()
    laid_out(view)
    print(peak_memory())
