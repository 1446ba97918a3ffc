"""What has to do with colleagues: handing out, taking in, reviewing, comments, agreement, history.

Each is loaded when it is first asked for: most sessions begin with reading, and each import
costs start-up time.
"""

import importlib
from collections.abc import Callable
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QObject

if TYPE_CHECKING:
    from annotator.ui.exchange.assigned import Assigned
    from annotator.ui.main_window import MainWindow

_ACTIONS = {
    "hand_out": ("annotator.ui.exchange.hand_out", "show"),
    "colleagues": ("annotator.ui.exchange.take_in", "show"),
    "review": ("annotator.ui.review.control", "toggle"),
    "people": ("annotator.ui.people.control", "show"),
    "comment": ("annotator.ui.comments.control", "write"),
    "comments": ("annotator.ui.comments.control", "show"),
    "history": ("annotator.ui.story.control", "show"),
    "as_of": ("annotator.ui.story.control", "as_of"),
    "agreement": ("annotator.ui.agreement.control", "show"),
}
"""Where the function is that an action calls, with the window."""


class Colleagues(QObject):
    """Connects these actions."""

    def __init__(self, window: "MainWindow") -> None:
        """Connect them; nothing of what they need is loaded."""
        super().__init__(window)
        self._window = window
        for name in _ACTIONS:
            window.actions_[name].triggered.connect(lambda _=False, wanted=name: self.run(wanted))
        self._assigned: Assigned | None = None
        window.workspace.project_changed.connect(self._say_assigned)

    def _say_assigned(self) -> None:
        """Say what was handed out to the annotator, if anything ever was to anybody."""
        project = self._window.workspace.project
        if self._assigned is None and (project is None or not project.assignments()):
            return
        if self._assigned is None:
            from annotator.ui.exchange.assigned import Assigned

            self._assigned = Assigned(self._window)
        self._assigned.opened()

    def run(self, name: str) -> None:
        """Do what the action ``name`` is for."""
        module, function = _ACTIONS[name]
        call = getattr(importlib.import_module(module), function)
        cast("Callable[[MainWindow], None]", call)(self._window)
