"""Project files: making, opening, copying and checking them; who annotates; settings."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QStandardPaths, QTimer
from PySide6.QtWidgets import QFileDialog, QMenu

from annotator.core.errors import AnnotatorError, ProjectDamaged
from annotator.services import people, projects, settings
from annotator.services.progress import Progress
from annotator.services.projects import ENDING, CheckReport, Project
from annotator.ui.control.backups import Backups
from annotator.ui.jobs import Job
from annotator.ui.texts import counted, isolated, shortened

if TYPE_CHECKING:
    from annotator.ui.main_window import MainWindow
    from annotator.ui.start_page import StartPage


class Projects(QObject):
    """What the File menu does with whole projects."""

    def __init__(self, window: "MainWindow") -> None:
        """Connect the actions."""
        super().__init__(window)
        self._window = window
        self._workspace = window.workspace
        self.annotator_name: str | None = None
        """Given on the command line; None takes the environment, then the settings, then asks."""
        self._jobs: list[Job] = []
        self._page: StartPage | None = None
        self.backups = Backups(window, self)
        self.recent_menu = QMenu(self.tr("Open recent"), window)
        self.recent_menu.aboutToShow.connect(self._fill_recent_menu)
        self._connect_actions()
        self._workspace.said.connect(self.say)
        self._workspace.project_changed.connect(self._name_annotator)
        self._workspace.annotator_changed.connect(self._name_annotator)

    def _connect_actions(self) -> None:
        window, actions = self._window, self._window.actions_
        for name, call in {
            "new": self.new,
            "open": self.open,
            "sample": self.open_sample,
            "save_copy": self.save_copy,
            "check": self.check,
            "close": self.close,
            "quit": window.close,
            "annotator": self.change_annotator,
        }.items():
            actions[name].triggered.connect(lambda _=False, run=call: run())

    def serve(self, page: "StartPage") -> None:
        """Connect the start page, once there is one."""
        actions = self._window.actions_
        self._page = page
        page.new_requested.connect(self.new)
        page.open_requested.connect(self.open)
        page.sample_requested.connect(self.open_sample)
        page.recent_chosen.connect(lambda path: self.open_path(Path(path)))
        page.recent_removed.connect(self._forget)
        page.set_keys(new=actions["new"].shortcut().toString(), open_=actions["open"].shortcut().toString())
        self._refresh_recent()

    # --- opening -----------------------------------------------------------------------

    def start(self, project: Path | None, files: list[Path], *, sample: bool) -> None:
        """Do what the command line asked for."""
        if sample:
            self.open_sample(again=True)
        elif project is not None:
            self.open_path(project)
        if files:
            self.open_paths(files)

    def open_paths(self, paths: list[Path]) -> None:
        """Open the project among ``paths``, or add them as articles to the one that is open."""
        found = [path for path in paths if path.is_file() and projects.is_project(path)]
        rest = [path for path in paths if path not in found]
        if found and not self._take_or_open(found):
            return
        if rest and self._workspace.project is None and not self.new(rest[0]):
            return
        if rest:
            self._window.articles.add_paths(rest)

    def _take_or_open(self, found: list[Path]) -> bool:
        """Take in projects that were dropped on an open one, or open the first; whether to go on."""
        present = self._workspace.project
        if present is None or present.read_only or _same_file(present.path, found[0]):
            return self.open_path(found[0])
        from annotator.ui.dialogs.message import Choice, ask

        one = self.tr("{name} is a project. What is to be done with it?")
        many = self.tr("{n} projects were dropped, {name} and others. What is to be done with them?")
        question = counted(len(found), one, many, name=isolated(found[0].name))
        explanation = self.tr(
            "What a colleague did can be taken into the project that is open; you see first what it brings."
        )
        choices = [
            Choice("take", self.tr("Take in")),
            Choice(
                "open", self.tr("Open {name} instead").format(name=isolated(shortened(found[0].name, 30)))
            ),
        ]
        answer = ask(self._window.appearance, self._window, question, choices, explanation=explanation)
        if answer == "take":
            from annotator.ui.exchange import take_in

            take_in.begin(self._window, found)
        return bool(answer) and (answer == "take" or self.open_path(found[0]))

    def open_path(self, path: Path) -> bool:
        """Open a project file; says why if it cannot be opened."""
        name = self._name(path)
        if name is None:
            return False
        present = self._workspace.project
        if present is not None and _same_file(present.path, path):
            return True
        project = self._attempt(lambda: projects.open_project(path, name), path)
        if project is None:
            self._refresh_recent()
            return False
        self._use(project)
        return True

    def new(self, beside: Path | None = None) -> bool:
        """Ask where to put a new project, and make it; returns whether there is one now."""
        folder = beside.parent if beside else _documents()
        start = folder / ((beside.stem if beside else self.tr("New project")) + ENDING)
        path = self.ask_target(self.tr("New project"), start)
        name = self._name() if path else None
        if path is None or name is None:
            return False
        project = self._attempt(lambda: projects.create(path, name))
        if project is None:
            return False
        self._use(project)
        return True

    def open(self) -> None:
        """Ask for a project file and open it."""
        kept = self._window.settings.recent
        folder = Path(kept[0]).parent if kept else _documents()
        filters = self.tr("Projects (*{ending});;All files (*)").format(ending=ENDING)
        chosen, _ = QFileDialog.getOpenFileName(self._window, self.tr("Open project"), str(folder), filters)
        if chosen:
            self.open_path(Path(chosen))

    def open_sample(self, *, again: bool = False) -> bool:
        """Open a fresh copy of the sample project; with ``again`` the one that is there already."""
        name = self._name()
        if name is None:
            return False
        folder = _documents() / "Annotator"
        path = folder / f"{self.tr('Sample project')}{ENDING}"
        if again and path.exists():
            return self.open_path(path)
        number = 2
        while path.exists():
            path = folder / f"{self.tr('Sample project')} {number}{ENDING}"
            number += 1
        project = self._attempt(lambda: _make_sample(path, name))
        if project is None:
            return False
        self._use(project)
        return True

    def _use(self, project: Project) -> None:
        self.backups.stop()
        self._window.banner.clear()
        self._workspace.use(project)
        self.update_settings_from(settings.remember_project(project.path))
        self._refresh_recent()
        if project.read_only_reason:
            self._window.banner.say("warning", project.read_only_reason)
        # The panel has read the list of articles already; in a large project that takes a while.
        first = next(iter(self._window.desk.articles.shown_ids()), None)
        if first is not None:
            self._workspace.open_article(first)
            self._window.view.setFocus()

    def close(self) -> None:
        """Close the project and show the start page."""
        self.backups.stop()
        self._window.banner.clear()
        self._workspace.use(None)
        self._refresh_recent()

    def may_close(self) -> bool:
        """Say whether the window may close; a job that is running is stopped first."""
        self.backups.stop()
        for job in self._jobs:
            job.cancel()
        for job in list(self._jobs):
            job.wait()
        return True

    # --- copies and checks -------------------------------------------------------------

    def save_copy(self) -> None:
        """Ask where to put a copy of the project, and write it."""
        project = self._workspace.project
        if project is None:
            return
        self._window.desk.flush()
        from annotator.ui.story.past import home_of

        home = home_of(self._window, project.path)
        start = home.with_name(self.tr("{name} copy").format(name=project.path.stem) + ENDING)
        target = self.ask_target(self.tr("Save a copy as"), start)
        if target is not None and self._workspace.save_copy(target, force=True):
            sentence = self.tr("A copy was written to {path}.").format(path=target)
            self.say("info", sentence)

    def check(self) -> None:
        """Verify every span, hash, link and index of the project, as a job."""
        project = self._workspace.project
        if project is None:
            return
        self._window.desk.flush()
        job = self.run_job(
            self.tr("Checking the project"), lambda progress: projects.check(project.path, progress)
        )
        job.succeeded.connect(self._show_check)

    def _show_check(self, report: CheckReport) -> None:
        from annotator.ui.dialogs.check_report import CheckReportDialog

        project = self._workspace.project
        name = project.path.name if project else ""
        CheckReportDialog(self._window.appearance, report, name, self._window).exec()

    def run_job(self, label: str, work: Callable[[Progress], object]) -> Job:
        """Run ``work`` on a thread, with its progress shown.

        Returns the job; it starts when the caller has returned to the event loop, so that nothing
        that it says is said before somebody listens.
        """
        from annotator.ui.dialogs.progress import JobProgress

        job = Job(work, self)
        self._jobs.append(job)
        JobProgress(self._window.appearance, job, label, self._window)
        job.refused.connect(lambda sentence: self.say("error", sentence))
        job.cancelled.connect(lambda: self.say("info", self.tr("Stopped; the project is as it was before.")))
        job.finished.connect(lambda: self._jobs.remove(job))
        job.finished.connect(job.deleteLater)
        QTimer.singleShot(0, job, job.start)
        return job

    # --- who annotates -----------------------------------------------------------------

    def _name(self, path: Path | None = None) -> str | None:
        """Return who annotates; asks the first time, None if the person does not say.

        For whom the file at ``path`` was made, if anybody, is proposed then.
        """
        known = people.who(self.annotator_name)
        if known is not None:
            return known.name
        from annotator.services import assignments
        from annotator.ui.dialogs.annotator_name import FirstNameDialog

        proposed = (assignments.meant_for_file(path) if path else "") or people.account_name()
        dialog = FirstNameDialog(self._window.appearance, proposed, self._window)
        if not dialog.exec():
            return None
        person = people.remember(dialog.name)
        return person.name

    def change_annotator(self) -> None:
        """Let somebody else annotate, or correct the present annotator's name."""
        from annotator.ui.dialogs.annotator_name import ChangeNameDialog, FirstNameDialog, Person

        workspace = self._workspace
        if workspace.project is None or workspace.annotator is None:
            dialog = FirstNameDialog(self._window.appearance, self._name_or_account(), self._window)
            if dialog.exec():
                people.remember(dialog.name)
                self.annotator_name = None
            return
        everyone = [Person(person.name, number) for person, number in people.everyone(workspace.project)]
        appearance = self._window.appearance
        change = ChangeNameDialog(appearance, workspace.annotator.name, everyone, self._window)
        if not change.exec():
            return
        self._window.desk.flush()
        act = workspace.rename_annotator if change.choice == "rename" else workspace.switch_annotator
        if act(change.name):
            people.remember(change.name)
        self.annotator_name = None

    def _name_or_account(self) -> str:
        known = people.who(self.annotator_name)
        return known.name if known else people.account_name()

    # --- words and settings ------------------------------------------------------------

    def say(self, kind: str, sentence: str) -> None:
        """Say a sentence across the window; mere information goes away by itself."""
        self._window.banner.say(kind, sentence, seconds=8 if kind == "info" else 0)

    def _attempt(self, call: Callable[[], Project], path: Path | None = None) -> Project | None:
        try:
            return call()
        except ProjectDamaged as error:
            self.backups.offer_salvage(str(error), path)
            return None
        except AnnotatorError as error:
            self.say("error", str(error))
            return None

    def ask_target(self, title: str, start: Path) -> Path | None:
        """Ask where a project file is to be made; None if the person does not say."""
        filters = self.tr("Projects (*{ending})").format(ending=ENDING)
        chosen, _ = QFileDialog.getSaveFileName(self._window, title, str(start), filters)
        if not chosen:
            return None
        path = Path(chosen)
        return path if path.suffix else path.with_suffix(ENDING)

    def confirm(self, question: str, verb: str, explanation: str = "") -> bool:
        """Ask before something that takes much away; the button says what will happen."""
        from annotator.ui.dialogs.message import Choice, ask

        choice = Choice("yes", verb, danger=True)
        answer = ask(self._window.appearance, self._window, question, [choice], explanation=explanation)
        return answer == "yes"

    def update_settings(self, **values: object) -> None:
        """Change and keep settings."""
        self.update_settings_from(settings.change(**values))

    def update_settings_from(self, kept: settings.Settings) -> None:
        """Take over settings that a service wrote."""
        self._window.settings = kept

    def _name_annotator(self) -> None:
        person = self._workspace.annotator
        self._window.top_bar.set_annotator(person.name if person else "")

    def _forget(self, path: str) -> None:
        self.update_settings_from(settings.forget_project(Path(path)))
        self._refresh_recent()

    def _refresh_recent(self) -> None:
        if self._page is None:
            return
        from annotator.ui.recent_list import RecentProject

        recent = [
            RecentProject(path, missing=not Path(path).exists()) for path in self._window.settings.recent
        ]
        self._page.set_recent(recent)

    def _fill_recent_menu(self) -> None:
        self.recent_menu.clear()
        for path in self._window.settings.recent:
            action = self.recent_menu.addAction(Path(path).name)
            action.setToolTip(path)
            action.setEnabled(Path(path).exists())
            action.triggered.connect(lambda _=False, it=path: self.open_path(Path(it)))
        if self.recent_menu.isEmpty():
            self.recent_menu.addAction(self.tr("No project was opened yet")).setEnabled(False)


def _make_sample(path: Path, name: str) -> Project:
    from annotator.services import sample

    path.parent.mkdir(parents=True, exist_ok=True)
    return sample.create_sample(path, name)


def _documents() -> Path:
    return Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation))


def _same_file(one: Path, other: Path) -> bool:
    try:
        return one.samefile(other)
    except OSError:
        return False
