"""What was handed out: the files just made, and everything before."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from PySide6.QtCore import QDate, QLocale, Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QDialogButtonBox, QHeaderView, QWidget

from annotator.core.review import Assignment
from annotator.services.assignments import done_by
from annotator.services.handing_out import HandedOut
from annotator.services.projects import Project
from annotator.ui.appearance import Appearance
from annotator.ui.dialogs.base import Dialog
from annotator.ui.dialogs.preview_table import PreviewTable
from annotator.ui.exchange.words import annotations_in_words, articles_in_words, files_in_words
from annotator.ui.texts import isolated, plain_label

_DATE = len("2025-09-18")


class FilesMadeDialog(Dialog):
    """Lists files that were just made, and shows them in their folder."""

    def __init__(
        self, appearance: Appearance, made: Sequence[HandedOut], parent: QWidget | None = None
    ) -> None:
        """Show what was ``made``, all in one folder."""
        super().__init__(appearance, self.tr("Hand out"), parent)
        self.folder = made[0].path.parent if made else Path()
        self.add_heading(
            self.tr("{files} made").format(files=files_in_words(len(made))),
            self.tr(
                "Send each to its colleague. What comes back goes in with File ▸ Take in colleagues’ work…"
            ),
        )
        self.table = PreviewTable()
        self.table.setAccessibleName(self.tr("Files that were made"))
        self.table.show_rows(
            [self.tr("To whom"), self.tr("What"), self.tr("File")],
            [[one.assignee, self._what(one), one.path.name] for one in made],
        )
        self.table.horizontalHeader().setSectionResizeMode(2, QHeaderView.ResizeMode.Stretch)
        self.column.addWidget(self.table, 1)
        self.column.addWidget(plain_label(str(self.folder), "muted", wrap=True))
        roles = QDialogButtonBox.ButtonRole
        self.folder_button = self.add_button(self.tr("Show in folder"), roles.ActionRole)
        close = self.add_button(self.tr("Close"), roles.RejectRole)
        close.setDefault(True)
        close.setFocus()
        self.folder_button.clicked.connect(self._show_folder)
        self.start_at(100, 20)

    def _what(self, one: HandedOut) -> str:
        articles = articles_in_words(one.articles)
        return f"{articles}, {annotations_in_words(one.annotations)}" if one.annotations else articles

    def _show_folder(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self.folder)))


class EarlierDialog(Dialog):
    """Lists all assignments of a project, the newest first, with how far each is."""

    def __init__(self, appearance: Appearance, project: Project, parent: QWidget | None = None) -> None:
        """Read and show them."""
        super().__init__(appearance, self.tr("Handed out before"), parent)
        self.add_heading(
            self.tr("Handed out before"),
            self.tr("An article counts as done once that is taken back in, or said in this project."),
        )
        found = sorted(project.assignments(), key=lambda one: (one.created_at, one.id), reverse=True)
        self.table = PreviewTable()
        self.table.setAccessibleName(self.tr("Handed out before"))
        if found:
            names = {one.id: one.name for one in project.annotators()}
            done = done_by(project)
            self.table.show_rows(self._columns(), [self._row(one, names, done) for one in found])
            self.column.addWidget(self.table, 1)
        else:
            empty = self.tr("Nothing was handed out from this project yet.")
            self.column.addWidget(plain_label(empty, wrap=True), 1)
        close = self.add_button(self.tr("Close"), QDialogButtonBox.ButtonRole.RejectRole)
        close.setDefault(True)
        if not found:
            close.setFocus()
        self.start_at(132, 24)

    def _columns(self) -> list[str]:
        return [
            *(self.tr("To whom"), self.tr("Done"), self.tr("Until"), self.tr("Handed out")),
            *(self.tr("Annotations"), self.tr("By"), self.tr("Note")),
        ]

    def _row(
        self, one: Assignment, names: Mapping[str, str], done: Mapping[str, frozenset[str]]
    ) -> list[str]:
        finished = len(done.get(one.assignee_id, frozenset()) & set(one.article_ids))
        far = isolated(self.tr("{done} of {all}").format(done=finished, all=len(one.article_ids)))
        kind = self.tr("blind") if one.blind else self.tr("with annotations")
        return [
            *(names.get(one.assignee_id, "?"), far, _day(one.due), _day(one.created_at[:_DATE])),
            *(kind, names.get(one.annotator_id, "?"), one.note),
        ]


def _day(text: str) -> str:
    day = QDate.fromString(text, Qt.DateFormat.ISODate)
    return isolated(QLocale().toString(day, "d MMM yyyy")) if day.isValid() else ""
