"""Backups while the window is open, the dialog about them, salvage, and conflicted copies."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from annotator.core.errors import AnnotatorError
from annotator.services import backups, people
from annotator.services.backups import Backup
from annotator.services.progress import Progress
from annotator.ui.jobs import Job
from annotator.ui.texts import counted, isolated

if TYPE_CHECKING:
    from annotator.services.salvaging import SalvageReport
    from annotator.ui.control.projects import Projects
    from annotator.ui.main_window import MainWindow

EVERY = timedelta(minutes=30)
"""How much time passes between two backups of a project that changes."""
AFTER_OPENING = 1_500
"""Milliseconds after opening until the first look: opening itself has the disk for itself."""
_LOOK_EVERY = 60_000
MANY = 50
"""From this number of annotations on, their removal waits for a backup."""


class Backups(QObject):
    """Makes backups beside the work, never in its way."""

    def __init__(self, window: "MainWindow", owner: "Projects") -> None:
        """Watch the project that is open."""
        super().__init__(owner)
        self._window = window
        self._owner = owner
        self._job: Job | None = None
        self._last: datetime | None = None
        self._opened = QTimer(self, singleShot=True, interval=AFTER_OPENING)
        self._opened.timeout.connect(self._after_opening)
        self._clock = QTimer(self, interval=_LOOK_EVERY)
        self._clock.timeout.connect(self._look)
        window.workspace.project_changed.connect(self._project_changed)
        window.actions_["backups"].triggered.connect(lambda: self.show())

    # --- backing up --------------------------------------------------------------------

    def stop(self) -> None:
        """Stop and wait for what runs beside the work; the project is about to be closed."""
        self._opened.stop()
        self._clock.stop()
        if self._job is not None:
            self._job.cancel()
            self._job.wait()
            self._job = None

    def start(self) -> Job | None:
        """Back the project up on a thread of its own, if anything changed since the last time."""
        project = self._window.workspace.project
        if project is None or project.read_only or self._job is not None:
            return None

        def work(progress: Progress) -> Backup | None:
            with project.again() as second:
                return backups.back_up(second, progress=progress)

        job = Job(work, self)
        self._job = job
        self._last = datetime.now(UTC)
        job.succeeded.connect(lambda _: self._window.status_line.set_notice(""))
        job.refused.connect(self._window.status_line.set_notice)
        job.finished.connect(lambda: self._finished(job))
        job.finished.connect(job.deleteLater)
        job.start()
        return job

    def before(self, then: Callable[[], object]) -> None:
        """Back up what changed, then call ``then``, which changes much at once; also if that failed."""
        job = self.start()
        if job is None:
            then()
        else:
            job.finished.connect(then)

    def _finished(self, job: Job) -> None:
        if self._job is job:
            self._job = None

    def _project_changed(self) -> None:
        self._last = None
        if self._window.workspace.project is None:
            self._opened.stop()
            self._clock.stop()
        else:
            self._opened.start()
            self._clock.start()

    def _look(self) -> None:
        if self._last is None or datetime.now(UTC) - self._last >= EVERY:
            self.start()

    def _after_opening(self) -> None:
        self.start()
        self._hint_at_copies()

    # --- conflicted copies -------------------------------------------------------------

    def _hint_at_copies(self) -> None:
        """Name files that a sync program seems to have put beside the project."""
        from annotator.services import salvaging

        project = self._window.workspace.project
        if project is None:
            return
        try:
            found = salvaging.conflict_copies(project)
        except AnnotatorError:
            return  # only a hint; what is wrong with the project is said elsewhere
        if not found:
            return
        names = ", ".join(isolated(path.name) for path in found[:3])
        one = self.tr(
            "Beside this project lies {names}, which looks like a conflicted copy that a sync program made."
            " Nothing was merged: look into it, and bring what is only there over with Export and Import."
        )
        many = self.tr(
            "Beside this project lie {n} files that look like conflicted copies that a sync program made"
            " ({names}). Nothing was merged: look into them, and bring what is only there over with Export"
            " and Import."
        )
        sentence = counted(len(found), one, many, names=names)
        before = self._window.banner.text
        self._owner.say("warning", f"{before} {sentence}".strip())

    # --- the dialog --------------------------------------------------------------------

    def show(self) -> None:
        """Show the backups of the project."""
        from annotator.ui.dialogs.backups import BackupsDialog

        project = self._window.workspace.project
        if project is None:
            return
        self._window.desk.flush()
        project_id = project.properties().get("id", "")
        dialog = BackupsDialog(
            self._window.appearance, project_id, self.start, self._owner.update_settings, self._window
        )
        if dialog.exec() and dialog.chosen is not None:
            self._open_copy(dialog.chosen)

    def _open_copy(self, backup: Backup) -> None:
        project = self._window.workspace.project
        if project is None:
            return
        moment = backup.at.astimezone()
        name = self.tr("{name} as of {date}").format(name=project.path.stem, date=f"{moment:%Y-%m-%d %H.%M}")
        start = project.path.with_name(name + project.path.suffix)
        target = self._owner.ask_target(self.tr("Open a copy of the backup"), start)
        if target is None:
            return
        job = self._owner.run_job(
            self.tr("Copying the backup"),
            lambda progress: backups.open_copy(backup.path, target, force=True, progress=progress),
        )
        job.succeeded.connect(self._owner.open_path)

    # --- salvage -----------------------------------------------------------------------

    def offer_salvage(self, sentence: str, path: Path | None) -> None:
        """Say that a project is damaged, with a button that saves what can be saved."""
        if path is None:
            self._owner.say("error", sentence)
            return
        verb = self.tr("Salvage into a new project…")
        self._window.banner.say("error", sentence, action=verb, act=lambda: self.salvage(path))

    def salvage(self, path: Path) -> None:
        """Ask where to, save what can be saved of a damaged project, and open that."""
        from annotator.services import salvaging

        start = path.with_name(self.tr("{name} salvaged").format(name=path.stem) + path.suffix)
        target = self._owner.ask_target(self.tr("Salvage into a new project"), start)
        if target is None:
            return
        person = people.who(self._owner.annotator_name)
        name = person.name if person else None
        job = self._owner.run_job(
            self.tr("Salvaging"), lambda progress: salvaging.salvage(path, target, name, progress)
        )
        job.succeeded.connect(self._salvaged)

    def _salvaged(self, report: "SalvageReport") -> None:
        from annotator.ui.dialogs.salvage_report import SalvageReportDialog

        if not report.complete:
            SalvageReportDialog(self._window.appearance, report, self._window).exec()
        if self._owner.open_path(report.target) and report.complete:
            self._owner.say("info", self.tr("Everything was saved into the new project; this is it."))
