"""How far annotators agree: the choice on the left, the figures on the right, what is behind one below."""

from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QDialogButtonBox,
    QFileDialog,
    QHBoxLayout,
    QProgressBar,
    QPushButton,
    QSplitter,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from annotator.agreement.measured import Measured, Table
from annotator.agreement.places import Cell
from annotator.core.errors import AnnotatorError
from annotator.core.model import Annotation
from annotator.services import agreeing
from annotator.services.agreeing import Agreement, Found
from annotator.services.progress import Progress
from annotator.services.projects import Project
from annotator.services.tables.agreement import write_csv
from annotator.ui.agreement import words
from annotator.ui.agreement.behind import BehindList
from annotator.ui.agreement.choices import Choices
from annotator.ui.agreement.figures import FiguresTree
from annotator.ui.agreement.tables import Confusions, Pairs
from annotator.ui.dialogs.base import CONTROL, GROUP, Dialog
from annotator.ui.jobs import Job
from annotator.ui.texts import counted, isolated, plain_label

if TYPE_CHECKING:
    from annotator.ui.main_window import MainWindow

_FIGURES, _BEHIND = 420, 200
"""Pixels of height that the figures and what is behind one begin with."""

Behind = Measured | tuple[Table, Cell]


class AgreementDialog(Dialog):
    """Stays open beside the article; a click on a figure lists what is behind it, Enter there goes to it."""

    def __init__(self, window: "MainWindow", project: Project) -> None:
        super().__init__(window.appearance, "", window)
        self.setWindowTitle(self.tr("Agreement"))
        self.setModal(False)
        self.window_ = window
        self._project = project
        self._job: Job | None = None
        self.found: Agreement | None = None
        book = project.codebook()
        self.add_heading(
            self.tr("How far annotators agree"),
            self.tr(
                "Articles that at least two have read are compared. Choose a figure to see what it says."
            ),
        )
        people = sorted(project.annotators(), key=lambda one: one.name.casefold())
        self.choices = Choices(project.articles(), book.layers, people, window.appearance)
        self.figures = FiguresTree(window.appearance, book)
        self.pairs = Pairs(book)
        self.confusions = Confusions(book)
        self.behind = BehindList()
        self.explanation = plain_label("", "muted", wrap=True)
        self.summary = plain_label("", "", wrap=True)
        self.progress = QProgressBar()
        self.progress.setTextVisible(False)
        self.progress.setAccessibleName(self.tr("Measuring agreement"))
        self.stop_button = QPushButton(self.tr("Stop"))
        self.tabs = QTabWidget()
        self._lay_out()
        self._connect()
        self.start_at(170, 44)

    @property
    def busy(self) -> bool:
        """Say whether something is being measured or looked up."""
        return self._job is not None

    def is_about(self, project: Project) -> bool:
        """Say whether it shows this project."""
        return self._project is project

    def begin(self) -> None:
        """Show the dialog and measure everything."""
        self.show()
        self.measure()

    def measure(self) -> None:
        """Measure what is chosen, as a job."""
        scope, options = self.choices.scope(), self.choices.options()
        project = self._project

        def work(progress: Progress) -> Agreement:
            with project.again() as second:
                return agreeing.report(second, scope, options, progress)

        job = self._run(self.tr("Measuring agreement"), work)
        if job is not None:
            self.summary.setText(self.tr("Measuring…"))
            job.succeeded.connect(self._show)
            job.cancelled.connect(self._say_stopped)
            job.refused.connect(self.summary.setText)

    def look_behind(self, wanted: Behind) -> None:
        """List the annotations behind a figure, or a cell of a table."""
        found, project, differing = self.found, self._project, self.behind.differing.isChecked()
        if found is None:
            return

        def work(progress: Progress) -> list[Found]:
            with project.again() as second:
                only = differing and isinstance(wanted, Measured)
                return agreeing.behind(second, found, wanted, differing=only, progress=progress)

        job = self._run(self.tr("Looking up annotations"), work)
        if job is not None:
            self.behind.about(wanted)
            job.succeeded.connect(self._show_places)

    def go_to(self, annotation: Annotation) -> None:
        """Show an annotation in its article."""
        workspace = self.window_.workspace
        if workspace.project is not self._project:
            return
        if workspace.open_article(annotation.article_id):
            workspace.select(annotation.id)

    def done(self, result: int) -> None:
        """Leave; what is under way is stopped."""
        if self._job is not None:
            self._job.cancel()
        super().done(result)
        self.deleteLater()
        self.window_.view.setFocus()

    def _run(self, label: str, work: "object") -> Job | None:
        if self._job is not None or not callable(work):
            return None
        job = self._job = self.window_.projects.run_job(label, work)
        job.progressed.connect(self._step)
        job.finished.connect(self._over)
        self.progress.setRange(0, 0)
        self._busy(True)
        return job

    def _step(self, done: int, total: int, _: str) -> None:
        self.progress.setRange(0, total)
        self.progress.setValue(min(done, total))

    def _over(self) -> None:
        self._job = None
        self._busy(False)

    def _busy(self, busy: bool) -> None:
        had = self.choices.button.hasFocus() or self.stop_button.hasFocus()
        self.progress.setVisible(busy)
        self.stop_button.setVisible(busy)
        self.choices.button.setEnabled(not busy)
        if had:
            (self.stop_button if busy else self.choices.button).setFocus()

    def _show(self, found: Agreement) -> None:
        self.found = found
        self.summary.setText(" ".join(self._sentences(found)))
        self.figures.show_report(found)
        self.pairs.show_report(found)
        self.confusions.show_report(found)
        self.behind.show_places([], found)
        there = bool(found.report.figures)
        self.tabs.setEnabled(there)
        self.copy_button.setEnabled(there)
        self.save_button.setEnabled(there)
        if there:
            self.figures.setFocus()

    def _say_stopped(self) -> None:
        self.summary.setText(self.tr("Stopped; nothing was measured."))

    def _show_places(self, places: list[Found]) -> None:
        if self.found is not None:
            self.behind.show_places(places, self.found)

    def _sentences(self, found: Agreement) -> list[str]:
        made = found.report
        if len(made.annotators) < 2:
            return [
                self.tr(
                    "Fewer than two annotators have read any of these articles, so there is nothing to"
                    " compare. Whoever is done with an article counts as having read it, also without a mark."
                )
            ]
        articles = counted(len(made.articles), self.tr("1 article"), self.tr("{n} articles"))
        marks = counted(made.marks, self.tr("1 annotation"), self.tr("{n} annotations"))
        people = ", ".join(isolated(found.name(one)) for one in made.annotators)
        sentences = [
            self.tr("{articles}, {annotations}, by {people}.").format(
                articles=articles, annotations=marks, people=people
            )
        ]
        if made.read_by_one:
            one = self.tr("1 article that fewer than two have read was left out.")
            many = self.tr("{n} articles that fewer than two have read were left out.")
            sentences.append(counted(len(made.read_by_one), one, many))
        strangers = {one.annotators for one in made.figures if one.of_pair and not one.articles}
        if strangers:
            one = self.tr("1 pair that shares no article is not listed.")
            many = self.tr("{n} pairs that share no article are not listed.")
            sentences.append(counted(len(strangers), one, many))
        if found.damaged:
            one = self.tr("1 annotation that does not fit its text was left out; check the project.")
            many = self.tr("{n} annotations that do not fit their text were left out; check the project.")
            sentences.append(counted(len(found.damaged), one, many))
        if any(one.figure.low is not None for one in made.figures):
            sentences.append(
                counted(
                    made.samples,
                    self.tr("Intervals: 1 sample."),
                    self.tr("Intervals: {n} samples of articles."),
                )
            )
        return sentences

    def _explain(self, one: object) -> None:
        if not isinstance(one, Measured) or self.found is None:
            self.explanation.setText("")
            return
        rule = words.counted_and_matched(one, self.found.report.options.threshold)
        self.explanation.setText(f"{words.explanation(one.measure)} {rule[:1].upper()}{rule[1:]}.")

    def _copy(self) -> None:
        if self.found is None:
            return
        stream = BytesIO()
        write_csv(self.found, stream, delimiter="\t", bom=False)
        QGuiApplication.clipboard().setText(stream.getvalue().decode("utf-8"))
        self.copy_button.setText(self.tr("Copied"))

    def _save(self) -> None:
        found = self.found
        if found is None:
            return
        start = str(self._project.path.with_name(f"{self._project.path.stem}-agreement.csv"))
        filters = self.tr("Tables (*.csv);;All files (*)")
        chosen, _ = QFileDialog.getSaveFileName(self, self.tr("Save the table as"), start, filters)
        if not chosen:
            return
        path = Path(chosen) if Path(chosen).suffix else Path(f"{chosen}.csv")

        def write(stream: BinaryIO) -> None:
            write_csv(found, stream)

        try:
            agreeing.write(self._project, path, write, force=str(path) == chosen)
        except AnnotatorError as error:
            self.summary.setText(str(error))
            return
        number = counted(len(found.report.figures), self.tr("1 figure"), self.tr("{n} figures"))
        self.summary.setText(self.tr("{figures} written to {path}.").format(figures=number, path=path))

    def _connect(self) -> None:
        # Also where the window closes, after which no other project is used.
        self.window_.workspace.closing.connect(self.reject)
        self.choices.wanted.connect(self.measure)
        self.stop_button.clicked.connect(lambda: self._job.cancel() if self._job is not None else None)
        self.figures.chosen.connect(self._explain)
        for one in (self.figures, self.pairs, self.confusions):
            one.opened.connect(self.look_behind)
        self.behind.again.connect(self.look_behind)
        self.behind.wanted.connect(self.go_to)
        self.copy_button.clicked.connect(self._copy)
        self.save_button.clicked.connect(self._save)

    def _lay_out(self) -> None:
        first = QWidget()
        column = QVBoxLayout(first)
        column.setContentsMargins(0, CONTROL, 0, CONTROL)
        column.setSpacing(CONTROL)
        column.addWidget(self.figures, 1)
        column.addWidget(self.explanation)
        self.tabs.addTab(first, self.tr("Figures"))
        self.tabs.addTab(self.pairs, self.tr("Every two"))
        self.tabs.addTab(self.confusions, self.tr("Who said what"))
        under = QSplitter(Qt.Orientation.Vertical)
        under.setChildrenCollapsible(False)
        under.addWidget(self.tabs)
        under.addWidget(self.behind)
        under.setStretchFactor(0, 3)
        under.setStretchFactor(1, 1)
        under.setSizes([_FIGURES, _BEHIND])
        running = QHBoxLayout()
        running.setSpacing(CONTROL)
        running.addWidget(self.summary, 1)
        running.addWidget(self.progress)
        running.addWidget(self.stop_button)
        right = QVBoxLayout()
        right.setSpacing(CONTROL)
        right.addLayout(running)
        right.addWidget(under, 1)
        body = QHBoxLayout()
        body.setSpacing(GROUP)
        body.addWidget(self.choices)
        body.addLayout(right, 1)
        self.choices.setFixedWidth(self.in_characters(34).width())
        self.column.addLayout(body, 1)
        action = QDialogButtonBox.ButtonRole.ActionRole
        self.copy_button = self.add_button(self.tr("Copy as table"), action)
        self.save_button = self.add_button(self.tr("Save as CSV…"), action)
        self.add_button(self.tr("Close"), QDialogButtonBox.ButtonRole.RejectRole)
        self.copy_button.setEnabled(False)
        self.save_button.setEnabled(False)
