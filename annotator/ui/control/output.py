"""Export to CSV, and annotations back in from CSV."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog

from annotator.services.progress import Progress
from annotator.ui.texts import counted, isolated

if TYPE_CHECKING:
    from annotator.services.exporting import ExportOptions, Written
    from annotator.services.importing import ImportReport
    from annotator.ui.main_window import MainWindow


class Output(QObject):
    """What goes out as a table, and comes back as one."""

    def __init__(self, window: "MainWindow") -> None:
        """Connect the actions."""
        super().__init__(window)
        self._window = window
        self._workspace = window.workspace
        window.actions_["export"].triggered.connect(lambda: self.export())
        window.actions_["take_in"].triggered.connect(lambda: self.take_in())

    def export(self) -> None:
        """Ask what to export and where to, then write it as a job."""
        project = self._workspace.project
        if project is None:
            return
        from annotator.services import exporting
        from annotator.ui.dialogs.export_table import ExportTableDialog
        from annotator.ui.story.past import home_of

        self._window.desk.flush()
        dialog = ExportTableDialog(
            self._window.appearance,
            tables=exporting.table_names(project),
            articles=project.articles(),
            shown=self._workspace.article.id if self._workspace.article else None,
            layers=self._workspace.layers,
            annotators=list(self._workspace.annotators.values()),
            preview=lambda options: exporting.preview(project, options),
            folder=home_of(self._window, project.path).parent,
            stem=project.path.stem,
            parent=self._window,
        )
        if dialog.exec() and dialog.target is not None:
            self._write(dialog.options(), dialog.target)

    def _write(self, options: "ExportOptions", target: Path) -> None:
        project = self._workspace.project
        if project is None:
            return

        from annotator.services import exporting

        def work(progress: Progress) -> "Written":
            with project.again() as second:
                return exporting.export_table(second, options, target, force=True, progress=progress)

        job = self._window.projects.run_job(self.tr("Exporting"), work)
        job.succeeded.connect(lambda rows: self._exported(rows, target))

    def _exported(self, written: "Written", target: Path) -> None:
        rows = counted(written.rows, self.tr("1 row"), self.tr("{n} rows"))
        sentence = self.tr("{rows} written to {path}.").format(rows=rows, path=target)
        if written.damaged:
            titles = ", ".join(isolated(title) for title in written.damaged)
            damaged = self.tr(
                "The text of these articles is damaged, so their rows lack paragraph, sentence and context:"
                " {titles}."
            ).format(titles=titles)
            sentence = f"{sentence} {damaged}"
        self._window.projects.say("warning" if written.damaged else "info", sentence)

    def take_in(self) -> None:
        """Ask for tables and take them in together: all of their rows, or none without asking."""
        if self._workspace.read_only:
            return
        filters = self.tr("Tables (*.csv *.tsv *.txt);;All files (*)")
        title = self.tr("Import tables from CSV")
        chosen, _ = QFileDialog.getOpenFileNames(self._window, title, "", filters)
        if chosen:
            self._read([Path(one) for one in chosen], keep_good=False)

    def _read(self, paths: list[Path], *, keep_good: bool) -> None:
        project = self._workspace.project
        if project is None:
            return
        from annotator.services import importing

        self._window.desk.flush()

        def work(progress: Progress) -> "list[ImportReport]":
            with project.again() as second:
                return importing.import_tables(second, paths, keep_good, progress)

        job = self._window.projects.run_job(self.tr("Importing tables"), work)
        job.succeeded.connect(lambda reports: self._taken_in(reports, paths, keep_good=keep_good))

    def _taken_in(self, reports: "list[ImportReport]", paths: list[Path], *, keep_good: bool) -> None:
        self._workspace.absorb()
        from annotator.ui.dialogs.import_report import ImportReportDialog

        if all(report.quiet for report in reports):
            pieces = [ImportReportDialog.taken_in(report) for report in reports]
            same = sum(report.same for report in reports)
            if same:
                pieces.append(
                    counted(same, self.tr("1 was here already."), self.tr("{n} were here already."))
                )
            self._window.projects.say("info", " ".join(dict.fromkeys(pieces)))
            return
        for report, path in zip(reports, paths, strict=True):
            if report.quiet:
                continue
            dialog = ImportReportDialog(
                self._window.appearance, report, path.name, kept=keep_good, parent=self._window
            )
            if dialog.exec() and not keep_good:
                self._read(paths, keep_good=True)
                return
