"""The reports: a project's check, and the rows of an import that were set aside."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from annotator.services.importing import ImportReport
from annotator.services.projects import CheckReport
from annotator.ui.appearance import Appearance
from annotator.ui.dialogs.check_report import CheckReportDialog
from annotator.ui.dialogs.import_report import ImportReportDialog

LEFT = Qt.MouseButton.LeftButton


def words(widget: QWidget) -> str:
    return "\n".join(label.text() for label in widget.findChildren(QLabel))


@pytest.fixture
def report() -> CheckReport:
    made = CheckReport(Path("/data/x.annotator"))
    made.count("articles", 12)
    made.count("annotations", 340)
    made.count("something new", 5)
    return made


def test_a_sound_project(qtbot: QtBot, appearance: Appearance, report: CheckReport) -> None:
    dialog = CheckReportDialog(appearance, report, "x.annotator")
    qtbot.addWidget(dialog)
    dialog.show()
    assert "sound" in words(dialog)
    assert "340" in words(dialog)
    assert "something new" in words(dialog)
    assert not dialog.findings.isVisible()


def test_findings_are_listed_and_copied(qtbot: QtBot, appearance: Appearance, report: CheckReport) -> None:
    report.add("annotation", "annotation 17", "The stored quote is <b>not</b> what the text says.")
    report.left_out = 2
    dialog = CheckReportDialog(appearance, report, "x.annotator")
    qtbot.addWidget(dialog)
    dialog.show()
    assert "3 things in \u2068x.annotator\u2069 are not as they should be." in words(dialog)
    assert "annotation 17: The stored quote is <b>not</b>" in dialog.findings.toPlainText()
    assert "and 2 more" in dialog.findings.toPlainText()
    qtbot.mouseClick(dialog.copy_button, LEFT)
    copied = QGuiApplication.clipboard().text()
    assert copied == dialog.text()
    for part in ("3 things", "340", "annotation 17"):
        assert part in copied
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


def import_dialog(qtbot: QtBot, appearance: Appearance, report: ImportReport, *, kept: bool):
    dialog = ImportReportDialog(appearance, report, "claims.csv", kept=kept)
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def cells(dialog: ImportReportDialog) -> list[tuple[str, str]]:
    model = dialog.rows.model()
    return [(model.index(row, 0).data(), model.index(row, 1).data()) for row in range(model.rowCount())]


REFUSED = [(7, "There is no article “x”."), (19, "The quote is not what the text says.")]


def test_bad_rows_are_listed_by_line_and_asked_about(qtbot: QtBot, appearance: Appearance) -> None:
    dialog = import_dialog(qtbot, appearance, ImportReport(refused=REFUSED, imported=False), kept=False)
    assert "2 rows" in words(dialog)
    assert "Nothing was taken in so far" in words(dialog)
    assert cells(dialog) == [("7", REFUSED[0][1]), ("19", REFUSED[1][1])]
    qtbot.mouseClick(dialog.take_button, LEFT)
    assert dialog.result() == 1


def test_taking_none(qtbot: QtBot, appearance: Appearance) -> None:
    dialog = import_dialog(qtbot, appearance, ImportReport(refused=REFUSED[:1], imported=False), kept=False)
    none = next(each for each in dialog.findChildren(QPushButton) if each.text() == "Take none")
    qtbot.mouseClick(none, LEFT)
    assert dialog.result() == 0
    assert not dialog.isVisible()


def test_after_the_good_ones_were_taken_nothing_is_asked(qtbot: QtBot, appearance: Appearance) -> None:
    done = ImportReport(new=40, same=1, refused=REFUSED, people=["Clara"])
    dialog = import_dialog(qtbot, appearance, done, kept=True)
    for part in ("were set aside", "40 annotations were taken in", "1 is here already", "Clara"):
        assert part in words(dialog)
    assert [each.text() for each in dialog.findChildren(QPushButton) if each.text()] == ["Close"]


def test_only_clashes(qtbot: QtBot, appearance: Appearance) -> None:
    done = ImportReport(new=3, clashing=[(4, "It was changed here since.")])
    dialog = import_dialog(qtbot, appearance, done, kept=False)
    assert "differs from its annotation here, which was kept" in words(dialog)
    assert cells(dialog) == [("4", "It was changed here since.")]
    assert not hasattr(dialog, "take_button")
