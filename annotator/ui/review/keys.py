"""The keys of the review: single letters, for all that is decided is decided with one hand."""

from typing import NamedTuple

from PySide6.QtCore import QCoreApplication, QObject, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget


def _tr(text: str) -> str:
    return QCoreApplication.translate("Review", text)


class Key(NamedTuple):
    """One thing that a key does."""

    name: str
    keys: tuple[str, ...]
    words: str
    shown: str = ""
    """How the keys are written on the sheet, if not one by one."""


COLUMNS = 9
"""So many columns have a key."""


def review_keys() -> list[Key]:
    """Return what the keys do while the review is shown."""
    return [
        Key("accept", tuple(str(n) for n in range(1, COLUMNS + 1)), _tr("Accept that column"), "1–9"),
        Key("both", ("B",), _tr("Accept both, or all of them")),
        Key("change", ("E",), _tr("Change: edit a copy of the chosen column")),
        Key("reject", ("X",), _tr("Reject, with a reason")),
        Key("skip", ("S",), _tr("Skip")),
        Key("comment", ("M",), _tr("Comment on it")),
        Key("reopen", ("O",), _tr("Open the decision again")),
        Key("next", ("N",), _tr("Next case")),
        Key("previous", ("P",), _tr("Previous case")),
        Key("agreeing", ("A",), _tr("Accept all that agree")),
        Key("blind", ("H",), _tr("Hide or show who is who")),
        Key("gold", ("G",), _tr("Show the gold in the article, or what is compared")),
    ]


def sheet_rows() -> tuple[str, list[tuple[str, str]]]:
    """Return the group of the review for the sheet of shortcuts."""
    rows = [(key.words, key.shown or ", ".join(key.keys)) for key in review_keys()]
    columns = (_tr("Choose another column"), _tr("Left, Right"))
    return _tr("In the review"), [*rows, columns]


class Keys(QObject):
    """The actions of the review by name; those of the columns are ``accept:0`` and so on."""

    def __init__(self, window: QWidget) -> None:
        """Make them, off, and add them to the window."""
        super().__init__(window)
        self._actions: dict[str, QAction] = {}
        for key in review_keys():
            if key.name == "accept":
                for number, keys in enumerate(key.keys):
                    self._make(window, f"accept:{number}", (keys,), key.words)
            else:
                self._make(window, key.name, key.keys, key.words)

    def _make(self, window: QWidget, name: str, keys: tuple[str, ...], words: str) -> None:
        action = QAction(words, window)
        action.setObjectName(f"review:{name}")
        action.setShortcuts([QKeySequence(one) for one in keys])
        action.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
        action.setEnabled(False)
        window.addAction(action)
        self._actions[name] = action

    def __getitem__(self, name: str) -> QAction:
        """Return an action."""
        return self._actions[name]

    def switch(self, on: bool) -> None:
        """Let the keys work, or not."""
        for action in self._actions.values():
            action.setEnabled(on)
