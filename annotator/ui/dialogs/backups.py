"""The backups of a project: when, how large, what they hold; where they go, and whether."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QLocale, QSize, Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QDialogButtonBox,
    QFileDialog,
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QWidget,
)

from annotator.core.errors import AnnotatorError
from annotator.services import backups, settings
from annotator.services.backups import Backup
from annotator.ui.appearance import Appearance
from annotator.ui.dialogs.base import CONTROL, Dialog
from annotator.ui.dialogs.message import Choice, ask
from annotator.ui.jobs import Job
from annotator.ui.texts import ElidedLabel, counted, plain_label


class BackupsDialog(Dialog):
    """Lists backups; accepted with `chosen` set if a copy of one is to be opened."""

    def __init__(
        self,
        appearance: Appearance,
        project_id: str,
        back_up: Callable[[], Job | None],
        change_settings: Callable[..., None],
        parent: QWidget | None = None,
    ) -> None:
        """Show the backups of the project ``project_id``; ``back_up`` begins one more."""
        super().__init__(appearance, self.tr("Backups"), parent)
        self.chosen: Backup | None = None
        self._project_id = project_id
        self._back_up = back_up
        self._change = change_settings
        self._found: list[Backup] = []
        self.add_heading(
            self.tr("Backups of this project"),
            self.tr("Copies on this computer, each verified, made at opening and every half hour of work."),
        )
        self.list_view = self._make_list()
        self.column.addWidget(self.list_view, 1)
        self.total = plain_label(role="muted", wrap=True)
        self.column.addWidget(self.total)
        self.on = QCheckBox(self.tr("&Back up projects on this computer"))
        self.column.addWidget(self.on)
        self.place = ElidedLabel(role="muted", mode=Qt.TextElideMode.ElideMiddle)
        self.choose_button = QPushButton(self.tr("Another &folder…"))
        self.usual_button = QPushButton(self.tr("&Usual folder"))
        self._add_place()
        self._add_buttons()
        self._connect()
        self.refresh()
        self.setMinimumWidth(self.in_characters(72).width())
        self.start_at(88, 30)

    def _make_list(self) -> QTreeWidget:
        view = QTreeWidget()
        view.setHeaderLabels([self.tr("When"), self.tr("Size"), self.tr("What it holds")])
        view.setAccessibleName(self.tr("Backups of this project"))
        view.setRootIsDecorated(False)
        view.setUniformRowHeights(True)
        view.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        header = view.header()
        header.setStretchLastSection(True)
        for column in (0, 1):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.ResizeToContents)
        return view

    def _add_place(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(CONTROL)
        row.addWidget(self.place, 1)
        row.addWidget(self.usual_button)
        row.addWidget(self.choose_button)
        self.column.addLayout(row)

    def _add_buttons(self) -> None:
        roles = QDialogButtonBox.ButtonRole
        self.open_button = self.add_button(self.tr("&Open a copy…"), roles.AcceptRole)
        self.now_button = self.add_button(self.tr("Back up &now"), roles.ActionRole)
        self.delete_button = self.add_button(self.tr("&Delete all…"), roles.ActionRole, danger=True)
        self.add_button(self.tr("Close"), roles.RejectRole)

    def _connect(self) -> None:
        self.list_view.itemSelectionChanged.connect(self._adapt)
        self.list_view.itemActivated.connect(lambda *_: self.accept())
        self.on.toggled.connect(self._switch)
        self.choose_button.clicked.connect(self._choose_folder)
        self.usual_button.clicked.connect(lambda: self._set_folder(""))
        self.now_button.clicked.connect(self._begin)
        self.delete_button.clicked.connect(self._delete)

    def refresh(self) -> None:
        """Read the backups and the settings again."""
        kept = settings.load()
        self._found = backups.kept(self._project_id)
        self.list_view.clear()
        self.list_view.addTopLevelItems([self._item(each) for each in self._found])
        model = self.list_view.model()
        self.list_view.setCurrentIndex(model.index(0, 0))
        self.total.setText(self._total())
        self.on.setChecked(kept.backups)
        where = self.tr("Folder: {path}").format(path=backups.folder())
        self.place.setText(where)
        self.usual_button.setVisible(bool(kept.backups_folder))
        self._adapt()

    def accept(self) -> None:
        """Take the backup that is selected; without one stay."""
        row = self.list_view.currentIndex().row()
        if 0 <= row < len(self._found):
            self.chosen = self._found[row]
            super().accept()

    def _item(self, backup: Backup) -> QTreeWidgetItem:
        locale = QLocale()
        moment = backup.at.astimezone()
        articles = counted(backup.articles, self.tr("1 article"), self.tr("{n} articles"))
        marks = counted(backup.annotations, self.tr("1 annotation"), self.tr("{n} annotations"))
        item = QTreeWidgetItem(
            [f"{moment:%Y-%m-%d %H:%M}", locale.formattedDataSize(backup.size, 1), f"{articles}, {marks}"]
        )
        metrics = self.list_view.fontMetrics()
        item.setSizeHint(0, QSize(metrics.horizontalAdvance(item.text(0)) + 32, metrics.height() + 12))
        item.setTextAlignment(1, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        return item

    def _total(self) -> str:
        locale = QLocale()
        if not self._found:
            own = self.tr("There is no backup of this project yet.")
        else:
            size = locale.formattedDataSize(sum(each.size for each in self._found), 1)
            one, many = self.tr("1 backup, {size}."), self.tr("{n} backups, {size}.")
            own = counted(len(self._found), one, many, size=size)
        every = self.tr("Backups of all projects take {size}.")
        return f"{own} {every.format(size=locale.formattedDataSize(backups.size(), 1))}"

    def _adapt(self) -> None:
        self.open_button.setEnabled(self.list_view.currentIndex().isValid())
        self.now_button.setEnabled(self.on.isChecked())

    def _switch(self, on: bool) -> None:
        self._change(backups=on)
        self._adapt()

    def _choose_folder(self) -> None:
        title = self.tr("Folder for backups")
        chosen = QFileDialog.getExistingDirectory(self, title, str(Path.home()))
        if chosen:
            self._set_folder(chosen)

    def _set_folder(self, folder: str) -> None:
        self._change(backups_folder=folder)
        self.refresh()

    def _begin(self) -> None:
        job = self._back_up()
        if job is None:
            return
        self.now_button.setEnabled(False)
        job.refused.connect(self._refused)
        job.finished.connect(self.refresh)

    def _refused(self, sentence: str) -> None:
        self.total.setText(sentence)

    def _delete(self) -> None:
        choices = [
            Choice("own", self.tr("Delete those of this project"), danger=True),
            Choice("all", self.tr("Delete those of all projects"), danger=True),
        ]
        explanation = self.tr("They are gone for good; the projects themselves are not touched.")
        question = self.tr("Delete all backups?")
        answer = ask(self.appearance, self, question, choices, explanation=explanation)
        if not answer:
            return
        try:
            backups.delete([self._project_id] if answer == "own" else None)
        except AnnotatorError as error:
            self.refresh()
            self.total.setText(str(error))
        else:
            self.refresh()
