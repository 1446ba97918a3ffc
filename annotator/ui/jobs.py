"""Work that takes time: one plain service function, run on a thread of its own.

The function takes a `Progress` and nothing of Qt, so the command line runs the same one.
The window goes on painting; what the job says comes back as signals on the window's thread.
"""

from collections.abc import Callable
from threading import Event

from PySide6.QtCore import QObject, QThread, Signal

from annotator.core.errors import AnnotatorError, Cancelled
from annotator.services.progress import Progress


class _Reporter(Progress):
    """Hands progress on to the window, and stops the work when the person asked for it."""

    def __init__(self, job: "Job") -> None:
        self._job = job

    def step(self, done: int, total: int, what: str) -> None:
        if self._job.cancel_asked:
            raise Cancelled(self._job.tr("Stopped; the project is as it was before."))
        self._job.progressed.emit(done, total, what)


class Job(QThread):
    """One piece of work; give it a parent, connect, `start`."""

    progressed = Signal(int, int, str)
    """Steps done, steps in all (0 if not known), and what is being done."""
    succeeded = Signal(object)
    """The function's result."""
    refused = Signal(str)
    """A sentence that says what went wrong."""
    cancelled = Signal()

    def __init__(self, work: Callable[[Progress], object], parent: QObject | None = None) -> None:
        """Prepare to run ``work``."""
        super().__init__(parent)
        self._work = work
        self._cancel = Event()

    @property
    def cancel_asked(self) -> bool:
        """Say whether `cancel` was called."""
        return self._cancel.is_set()

    def cancel(self) -> None:
        """Ask the work to stop at its next step."""
        self._cancel.set()

    def run(self) -> None:
        """Do the work; called by `start` on the new thread."""
        try:
            result = self._work(_Reporter(self))
        except Cancelled:
            self.cancelled.emit()
        except AnnotatorError as error:
            self.refused.emit(str(error))
        else:
            self.succeeded.emit(result)
