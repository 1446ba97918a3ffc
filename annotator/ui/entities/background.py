"""Reading beside the window's work: what was asked for last is what comes."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from annotator.services.progress import Progress
from annotator.services.projects import Project
from annotator.ui.jobs import Job
from annotator.ui.shown import Shown

Run = Callable[[str, Callable[[Progress], object]], Job]
"""Starts a job under a label and shows its progress where it takes long."""
Read = Callable[[Project], object]


class Latest(QObject):
    """Reads through a connection of its own; one reading at a time, the newest wish next."""

    came = Signal(object)
    """What was read, in answer to what was asked for last."""

    _got = Signal(object, object, object)
    _ended = Signal(object)

    def __init__(self, workspace: Shown, run: Run, label: str, parent: QObject) -> None:
        """Read the project of ``workspace``; ``label`` says what is done, should it take long."""
        super().__init__(parent)
        self._workspace = workspace
        self._run = run
        self._label = label
        self._wanted: Read | None = None
        self._busy = False
        self._got.connect(self._take)
        self._ended.connect(self._over)

    @property
    def settled(self) -> bool:
        """Whether all that was asked for has come."""
        return not self._busy

    def ask(self, read: Read) -> None:
        """Read with ``read``; the answer to an earlier question does not come any more."""
        self._wanted = read
        if not self._busy:
            self._begin()

    def forget(self) -> None:
        """Let no answer come to what was asked."""
        self._wanted = None

    def _begin(self) -> None:
        project, read = self._workspace.project, self._wanted
        if project is None or read is None:
            return
        self._busy = True

        def work(_: Progress) -> None:
            # Said from in here: the job may be over before anybody listens to its own signals.
            try:
                with project.again() as second:
                    self._got.emit(read, project, read(second))
            finally:
                self._ended.emit(read)

        self._run(self._label, work)

    def _take(self, read: Read, project: Project, result: object) -> None:
        if self._wanted is read and self._workspace.project is project:
            self._wanted = None
            self.came.emit(result)

    def _over(self, read: Read) -> None:
        self._busy = False
        if self._wanted is not None and self._wanted is not read:
            self._begin()
        else:
            self._wanted = None
