"""What became of the rows of a table that was imported, by line."""

from collections.abc import Sequence

from PySide6.QtCore import (
    QAbstractTableModel,
    QCoreApplication,
    QLocale,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QSize,
    Qt,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialogButtonBox,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QTableView,
    QWidget,
)

from annotator.services.importing import ImportReport
from annotator.ui.appearance import Appearance
from annotator.ui.dialogs.base import Dialog
from annotator.ui.texts import counted, isolated, plain_label, tooltip

ENTITIES, LINKS = "entities", "links"
_CONTEXT = "ImportReportDialog"
Index = QModelIndex | QPersistentModelIndex
_NO_PARENT = QModelIndex()


class ImportReportDialog(Dialog):
    """Lists the rows that were set aside.

    If nothing was imported because of them, it is accepted by "Take the good ones".
    """

    def __init__(
        self,
        appearance: Appearance,
        report: ImportReport,
        name: str,
        *,
        kept: bool,
        parent: QWidget | None = None,
    ) -> None:
        """Show what became of the file ``name``; ``kept`` says that its good rows were taken in."""
        super().__init__(appearance, self.tr("Import of annotations"), parent)
        self._report = report
        self._name = isolated(name)
        self._asking = bool(report.refused) and not kept
        self._add_text()
        self.rows = _make_table([*report.refused, *report.unlinked, *report.clashing], self)
        if self.rows.model().rowCount():
            self.column.addWidget(self.rows, 1)
        self._add_choices()
        self.setMinimumWidth(self.in_characters(72).width())
        self.start_at(110, 28)

    def _add_text(self) -> None:
        icon = QLabel()
        theme = self.appearance.theme
        icon.setPixmap(self.appearance.icon("warning", theme.warning).pixmap(QSize(24, 24)))
        row = QHBoxLayout()
        row.setSpacing(14)
        row.addWidget(icon, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(plain_label(self._verdict(), "heading", wrap=True), 1)
        self.column.addLayout(row)
        sentences = "\n".join(self._sentences())
        if sentences:
            self.column.addWidget(plain_label(sentences, wrap=True))

    def _verdict(self) -> str:
        refused, clashing = len(self._report.refused), len(self._report.clashing)
        if self._asking:
            one = self.tr("1 row of {name} does not fit this project. Nothing was taken in so far.")
            many = self.tr("{n} rows of {name} do not fit this project. Nothing was taken in so far.")
            return counted(refused, one, many, name=self._name)
        if refused:
            one = self.tr("1 row of {name} does not fit this project and was set aside.")
            many = self.tr("{n} rows of {name} do not fit this project and were set aside.")
            return counted(refused, one, many, name=self._name)
        if not clashing:
            one = self.tr("1 link in {name} points to what is not here, and was left out.")
            many = self.tr("{n} links in {name} point to what is not here, and were left out.")
            return counted(len(self._report.unlinked), one, many, name=self._name)
        one, many = self._clash_texts()
        return counted(clashing, one, many, name=self._name)

    def _clash_texts(self) -> tuple[str, str]:
        if self._report.table == ENTITIES:
            one = self.tr("1 row of {name} differs from its entity here, which was kept.")
            return one, self.tr("{n} rows of {name} differ from their entities here, which were kept.")
        if self._report.table == LINKS:
            one = self.tr("1 row of {name} differs from its link here, which was kept.")
            return one, self.tr("{n} rows of {name} differ from their links here, which were kept.")
        one = self.tr("1 row of {name} differs from its annotation here, which was kept.")
        return one, self.tr("{n} rows of {name} differ from their annotations here, which were kept.")

    def _sentences(self) -> list[str]:
        report = self._report
        sentences = list(report.notes)
        if report.new:
            sentences.append(self.taken_in(report))
        if report.same:
            one, many = self.tr("1 is here already."), self.tr("{n} are here already.")
            sentences.append(counted(report.same, one, many))
        if report.refused and report.clashing:
            one = self.tr("1 differs from what is here, which is kept.")
            many = self.tr("{n} differ from what is here, which is kept.")
            sentences.append(counted(len(report.clashing), one, many))
        if report.unlinked and (report.refused or report.clashing):
            one = self.tr("1 link points to what is not here.")
            many = self.tr("{n} links point to what is not here.")
            sentences.append(counted(len(report.unlinked), one, many))
        if report.people and not self._asking:
            sentences.append(self.tr("New annotators: {names}.").format(names=", ".join(report.people)))
        return sentences

    @staticmethod
    def taken_in(report: ImportReport) -> str:
        """Return how much was taken in, as sentences."""
        tr = QCoreApplication.translate
        one, many = tr(_CONTEXT, "1 annotation was taken in."), tr(_CONTEXT, "{n} annotations were taken in.")
        link, links = tr(_CONTEXT, "1 link was taken in."), tr(_CONTEXT, "{n} links were taken in.")
        if report.table == ENTITIES:
            one, many = tr(_CONTEXT, "1 entity was taken in."), tr(_CONTEXT, "{n} entities were taken in.")
        elif report.table == LINKS:
            one, many = link, links
        sentences = [counted(report.new, one, many)]
        if report.links:
            sentences.append(counted(report.links, link, links))
        return " ".join(sentences)

    def _add_choices(self) -> None:
        if not self._asking:
            self.add_button(self.tr("Close"), QDialogButtonBox.ButtonRole.RejectRole).setDefault(True)
            return
        self.take_button = self.add_buttons(self.tr("Take the good ones"), self.tr("Take none"))


class _RowsModel(QAbstractTableModel):
    """Lines of a file and a sentence about each."""

    def __init__(self, rows: Sequence[tuple[int, str]], parent: QObject) -> None:
        super().__init__(parent)
        self._rows = rows

    def rowCount(self, parent: Index = _NO_PARENT) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = _NO_PARENT) -> int:
        return 0 if parent.isValid() else 2

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return (self.tr("Line"), self.tr("What is wrong with it"))[section]
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        line, sentence = self._rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return (QLocale().toString(line), sentence)[index.column()]
        if role == Qt.ItemDataRole.ToolTipRole and index.column() == 1:
            return tooltip(sentence)
        if role == Qt.ItemDataRole.TextAlignmentRole and index.column() == 0:
            return int(Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignVCenter)
        return None


def _make_table(rows: Sequence[tuple[int, str]], parent: Dialog) -> QTableView:
    table = QTableView()
    table.setModel(_RowsModel(rows, table))
    table.setAccessibleName(parent.tr("Rows that were set aside"))
    table.setShowGrid(False)
    table.setWordWrap(False)
    table.setTabKeyNavigation(False)
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    table.verticalHeader().hide()
    table.verticalHeader().setDefaultSectionSize(round(parent.fontMetrics().height() * 1.8))
    header = table.horizontalHeader()
    header.setHighlightSections(False)
    header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter)
    header.setSectionResizeMode(0, QHeaderView.ResizeMode.ResizeToContents)
    header.setResizeContentsPrecision(60)
    header.setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
    return table
