"""What the check of a project verified, and what it found."""

from PySide6.QtCore import QLocale, QSize, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QDialogButtonBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from annotator.services.projects import CheckReport
from annotator.ui.appearance import Appearance
from annotator.ui.dialogs.base import GROUP, Dialog
from annotator.ui.texts import counted, isolated, plain_label


class CheckReportDialog(Dialog):
    """Shows a `CheckReport`; all of it can be copied as text."""

    def __init__(
        self, appearance: Appearance, report: CheckReport, name: str, parent: QWidget | None = None
    ) -> None:
        """Show what was found in the project called ``name``."""
        super().__init__(appearance, self.tr("Check of the project"), parent)
        self._report = report
        self._name = name
        self._add_verdict()
        counts = QVBoxLayout()
        counts.setSpacing(6)
        counts.addWidget(plain_label(self.tr("What was checked"), "section"))
        counts.addLayout(self._counts())
        self.column.addLayout(counts)
        self.findings = QPlainTextEdit()
        if report.findings:
            self._add_findings()
        else:
            self.column.addStretch(1)
        copy = self.add_button(self.tr("Copy as text"), QDialogButtonBox.ButtonRole.ActionRole)
        copy.clicked.connect(self._copy)
        self.copy_button = copy
        close = self.add_button(self.tr("Close"), QDialogButtonBox.ButtonRole.RejectRole)
        close.setDefault(True)
        close.setFocus()
        self.setMinimumWidth(self.in_characters(72).width())
        if report.findings:
            self.start_at(96, 34)
        else:
            self.fit()

    def text(self) -> str:
        """Return the whole report as text."""
        lines = [self._verdict(), ""]
        lines += [f"{self._what(what)}: {number}" for what, number in self._report.checked.items()]
        if self._report.findings:
            lines += ["", self._findings_text()]
        return "\n".join(lines) + "\n"

    def _verdict(self) -> str:
        name = isolated(self._name)
        if self._report.sound:
            return self.tr("Everything in {name} is sound.").format(name=name)
        number = len(self._report.findings) + self._report.left_out
        one = self.tr("1 thing in {name} is not as it should be.")
        many = self.tr("{n} things in {name} are not as they should be.")
        return counted(number, one, many, name=name)

    def _add_verdict(self) -> None:
        sound = self._report.sound
        theme = self.appearance.theme
        ink = theme.muted if sound else theme.warning
        picture = self.appearance.icon("done" if sound else "warning", ink)
        icon = QLabel()
        icon.setPixmap(picture.pixmap(QSize(24, 24)))
        row = QHBoxLayout()
        row.setSpacing(14)
        row.addWidget(icon, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(plain_label(self._verdict(), "heading", wrap=True), 1)
        self.column.addLayout(row)

    def _counts(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(GROUP)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(3, 1)
        side = Qt.AlignmentFlag.AlignTrailing
        for place, (what, number) in enumerate(self._report.checked.items()):
            row, half = divmod(place, 2)
            grid.addWidget(plain_label(QLocale().toString(number)), row, 2 * half, side)
            grid.addWidget(plain_label(self._what(what), "muted"), row, 2 * half + 1)
        return grid

    def _what(self, what: str) -> str:
        """Return what was counted, in the reader's language."""
        known = {
            "pages": self.tr("pages of the file"),
            "tables and indexes": self.tr("tables and indexes"),
            "annotators": self.tr("annotators"),
            "layers": self.tr("layers"),
            "texts": self.tr("texts, by their hashes"),
            "articles": self.tr("articles"),
            "annotations": self.tr("annotations, by their places and quotes"),
            "tombstones": self.tr("traces of what was removed"),
            "journal": self.tr("entries of the history"),
            "search index": self.tr("entries of the search index"),
        }
        return known.get(what, what)

    def _add_findings(self) -> None:
        self.findings.setReadOnly(True)
        self.findings.setTabChangesFocus(True)
        self.findings.setPlainText(self._findings_text())
        self.findings.setAccessibleName(self.tr("What was found"))
        advice = self.tr("Nothing was changed. Keep a copy of the file as it is before you go on.")
        part = QVBoxLayout()
        part.setSpacing(6)
        part.addWidget(plain_label(self.tr("What was found"), "section"))
        part.addWidget(self.findings, 1)
        part.addWidget(plain_label(advice, "muted", wrap=True))
        self.column.addLayout(part, 1)

    def _findings_text(self) -> str:
        lines = [f"{finding.where}: {finding.sentence}" for finding in self._report.findings]
        if self._report.left_out:
            one, many = self.tr("and 1 more"), self.tr("and {n} more")
            lines.append(counted(self._report.left_out, one, many))
        return "\n".join(lines)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.text())
        self.copy_button.setText(self.tr("Copied"))
