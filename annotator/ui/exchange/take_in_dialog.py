"""Before anything is taken in: what colleagues' files bring, for a person to read."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QCheckBox,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from annotator.core.names import clean_name
from annotator.services.taking_in import FileReport
from annotator.ui.appearance import Appearance
from annotator.ui.dialogs.base import CONTROL, Dialog
from annotator.ui.exchange.incoming_words import Heading, as_text, outline
from annotator.ui.exchange.looking import Looked
from annotator.ui.exchange.words import annotations_in_words, files_in_words, names_in_words
from annotator.ui.texts import counted, isolated, plain_label, tooltip


class TakeInDialog(Dialog):
    """Shows what was found; accepted if it is to be taken in. `own` says whether all of it."""

    def __init__(
        self, appearance: Appearance, looked: Looked, annotator: str, parent: QWidget | None = None
    ) -> None:
        """Show what was ``looked`` at for ``annotator``, who takes it in."""
        super().__init__(appearance, self.tr("Take in colleagues’ work"), parent)
        self._looked = looked
        self._reports = looked.incoming.files if looked.incoming else []
        self._headings = self._outline(annotator)
        self._add_verdict()
        self.tree = self._make_tree()
        self.column.addWidget(self.tree, 1)
        claims = len(looked.incoming.own) if looked.incoming else 0
        self.own_box = QCheckBox(
            counted(
                claims,
                self.tr("Also take in the &change made in my own name elsewhere"),
                self.tr("Also take in the {n} &changes made in my own name elsewhere"),
            )
        )
        self._add_own(claims)
        news = looked.incoming is not None and looked.incoming.is_news
        self._may_take = news or claims > 0
        roles = QDialogButtonBox.ButtonRole
        if self._may_take:
            self.take_button = self.add_button(self.tr("Take in"), roles.AcceptRole)
            self.take_button.setEnabled(news)
            self.own_box.toggled.connect(lambda on: self.take_button.setEnabled(news or on))
        self.copy_button = self.add_button(self.tr("Copy as text"), roles.ActionRole)
        self.copy_button.clicked.connect(lambda: QGuiApplication.clipboard().setText(self.text()))
        self.copy_button.setVisible(bool(self._headings))
        leave = self.add_button(self.tr("Cancel") if self._may_take else self.tr("Close"), roles.RejectRole)
        if not self._may_take:
            leave.setDefault(True)
        self.setMinimumWidth(min(self.in_characters(72).width(), 620))
        self.start_at(104, 34 if self._headings else 12)
        (self.tree if self._headings else leave).setFocus()

    @property
    def own(self) -> bool:
        """Whether changes made elsewhere in one's own name are to be taken in, too."""
        return self.own_box.isChecked()

    def accept(self) -> None:
        """Leave, if there is anything to take in."""
        if self._may_take and self.take_button.isEnabled():
            super().accept()

    def text(self) -> str:
        """Return all of it as text."""
        return f"{self._verdict()}\n\n{as_text(self._headings)}\n"

    # --- the words ---------------------------------------------------------------------

    def _outline(self, annotator: str) -> list[Heading]:
        found = [
            Heading(
                self.tr("{file} cannot be read").format(file=isolated(clean_name(name))),
                [Heading(clean_name(sentence))],
                mind=True,
            )
            for name, sentence in self._looked.refused
        ]
        for report in self._reports:
            lines = outline(report, annotator) or [Heading(self.tr("Everything in it is here already."))]
            again = self.tr("{file} (taken in before)") if report.taken_before else "{file}"
            found.append(Heading(again.format(file=isolated(report.name)), lines))
        return found

    def _verdict(self) -> str:
        refused, read = len(self._looked.refused), len(self._reports)
        if not read:
            one = self.tr("The file cannot be read. Nothing was changed.")
            many = self.tr("None of the {n} files can be read. Nothing was changed.")
            return counted(refused, one, many)
        if self._looked.incoming is None or not self._looked.incoming.is_news:
            return self.tr("There is nothing new to take in.")
        one, many = self.tr("1 file cannot be read."), self.tr("{n} files cannot be read.")
        left = counted(refused, one, many) if refused else ""
        return f"{self._brings(self._reports)} {left}".strip()

    def _brings(self, reports: Sequence[FileReport]) -> str:
        people = {one.annotator.id: one.annotator.name for report in reports for one in report.people}
        number = sum(
            one.annotations.new + one.annotations.changed + one.annotations.removed for one in reports
        )
        words = {"files": files_in_words(len(reports)), "annotations": annotations_in_words(number)}
        if not number:
            return self.tr("There is news in {files}, but of no annotation.").format(**words)
        frame = self.tr("{files} with news of {annotations}, by {people}.")
        return frame.format(**words, people=names_in_words(people.values()))

    def _add_verdict(self) -> None:
        bad = bool(self._looked.refused) or any(one.needs_a_look for one in self._reports)
        theme = self.appearance.theme
        picture = self.appearance.icon("warning" if bad else "info", theme.warning if bad else theme.muted)
        icon = QLabel()
        icon.setPixmap(picture.pixmap(QSize(24, 24)))
        words = QVBoxLayout()
        words.setSpacing(4)
        words.addWidget(plain_label(self._verdict(), "heading", wrap=True))
        if self._looked.incoming is not None and self._looked.incoming.is_news:
            explanation = self.tr(
                "Nothing is changed before you say so. All of it comes in at once, and one Undo takes it out."
            )
            words.addWidget(plain_label(explanation, "muted", wrap=True))
        row = QHBoxLayout()
        row.setSpacing(14)
        row.addWidget(icon, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        self.column.addLayout(row)

    def _add_own(self, claims: int) -> None:
        hint = plain_label(
            self.tr(
                "Tick this if you worked in that file yourself, on another computer. If not, somebody else"
                " changed your annotations, and yours stay as they are."
            ),
            "muted",
            wrap=True,
        )
        part = QVBoxLayout()
        part.setSpacing(CONTROL // 2)
        part.addWidget(self.own_box)
        part.addWidget(hint)
        self.own_box.setVisible(claims > 0)
        hint.setVisible(claims > 0)
        if claims:
            self.column.addLayout(part)

    # --- the outline -------------------------------------------------------------------

    def _make_tree(self) -> QTreeWidget:
        tree = QTreeWidget()
        tree.setAccessibleName(self.tr("What the files bring"))
        tree.setHeaderHidden(True)
        tree.setWordWrap(True)
        tree.setTextElideMode(Qt.TextElideMode.ElideRight)
        tree.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        tree.setVerticalScrollMode(QTreeWidget.ScrollMode.ScrollPerPixel)
        sign = self.appearance.icon("warning", self.appearance.theme.warning)

        def item(heading: Heading) -> QTreeWidgetItem:
            made = QTreeWidgetItem([isolated(heading.text)])
            made.setToolTip(0, tooltip(heading.text))
            if heading.mind:
                made.setIcon(0, sign)
            made.addChildren([item(line) for line in heading.lines])
            return made

        def unfold(node: QTreeWidgetItem, heading: Heading) -> None:
            node.setExpanded(heading.open)
            for place, line in enumerate(heading.lines):
                child = node.child(place)
                if child is not None and line.lines:
                    unfold(child, line)

        for heading in self._headings:
            top = item(heading)
            tree.addTopLevelItem(top)
            unfold(top, heading)
        first = tree.topLevelItem(0)
        if first is not None:
            tree.setCurrentItem(first)
        tree.setVisible(bool(self._headings))
        return tree
