"""Words in a window that runs the other way: where they stand, and in which direction they run."""

from unicodedata import bidirectional

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget


def lean(part: QWidget) -> None:
    """Let all labels of ``part`` stand at its leading side.

    Qt puts the words of a label where their own script begins: without this, English words would
    stand on the left of a window that runs from right to left, apart from the fields they name.
    """
    side = Qt.AlignmentFlag.AlignRight if part.isRightToLeft() else Qt.AlignmentFlag.AlignLeft
    for label in part.findChildren(QLabel):
        label.setAlignment(
            (label.alignment() & Qt.AlignmentFlag.AlignVertical_Mask) | side | Qt.AlignmentFlag.AlignAbsolute
        )


def direction_of(text: str) -> Qt.LayoutDirection:
    """Return the direction of ``text``, by its first letter that has one and is not isolated.

    Source: the Unicode bidirectional algorithm (UAX #9), rules P2 and P3.
    """
    depth = 0
    for letter in text:
        kind = bidirectional(letter)
        if kind in ("LRI", "RLI", "FSI"):
            depth += 1
        elif kind == "PDI":
            depth = max(depth - 1, 0)
        elif depth == 0 and kind in ("L", "R", "AL"):
            right = kind != "L"
            return Qt.LayoutDirection.RightToLeft if right else Qt.LayoutDirection.LeftToRight
    return Qt.LayoutDirection.LeftToRight
