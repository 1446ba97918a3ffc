"""What a salvage saved, from where, and what is lost."""

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialogButtonBox, QPlainTextEdit, QWidget

from annotator.services.salvaging import SalvageReport
from annotator.ui.appearance import Appearance
from annotator.ui.dialogs.base import Dialog
from annotator.ui.texts import counted, isolated, plain_label


class SalvageReportDialog(Dialog):
    """Lists what could not be saved; all of it can be copied as text."""

    def __init__(self, appearance: Appearance, report: SalvageReport, parent: QWidget | None = None) -> None:
        """Show ``report``."""
        super().__init__(appearance, self.tr("Salvage"), parent)
        self._report = report
        self.add_heading(self._verdict(), self._sources())
        self.column.addWidget(plain_label(self.tr("What is lost"), "section"))
        self.losses = QPlainTextEdit()
        self.losses.setReadOnly(True)
        self.losses.setTabChangesFocus(True)
        self.losses.setPlainText(self._losses())
        self.losses.setAccessibleName(self.tr("What is lost"))
        self.column.addWidget(self.losses, 1)
        advice = self.tr(
            "The damaged file was not changed. Keep it until you have looked through the new one."
        )
        self.column.addWidget(plain_label(advice, "muted", wrap=True))
        self.copy_button = self.add_button(self.tr("Copy as text"), QDialogButtonBox.ButtonRole.ActionRole)
        self.copy_button.clicked.connect(self._copy)
        self.add_button(self.tr("Go to the new project"), QDialogButtonBox.ButtonRole.AcceptRole)
        self.setMinimumWidth(self.in_characters(72).width())
        self.start_at(96, 30)

    def _verdict(self) -> str:
        number = len(self._report.lost) + self._report.left_out
        name = isolated(self._report.damaged.name)
        one = self.tr("All but 1 thing in {name} was saved.")
        many = self.tr("Most of {name} was saved; {n} things were not.")
        return counted(number, one, many, name=name)

    def _sources(self) -> str:
        read, more = sum(self._report.from_file.values()), sum(self._report.from_backup.values())
        pieces = [
            counted(
                read, self.tr("1 row was read from the file."), self.tr("{n} rows were read from the file.")
            )
        ]
        if self._report.backup is None:
            pieces.append(self.tr("There is no backup of it on this computer."))
        elif more:
            one, many = self.tr("1 row comes from a backup."), self.tr("{n} rows come from a backup.")
            pieces.append(counted(more, one, many))
        return " ".join(pieces)

    def _losses(self) -> str:
        lines = [loss.sentence for loss in self._report.lost]
        if self._report.left_out:
            lines.append(counted(self._report.left_out, self.tr("and 1 more"), self.tr("and {n} more")))
        return "\n".join(lines)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(f"{self._verdict()}\n{self._sources()}\n\n{self._losses()}\n")
        self.copy_button.setText(self.tr("Copied"))
