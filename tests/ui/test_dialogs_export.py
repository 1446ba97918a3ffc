"""Export: what the choices mean, the preview, and where the file goes."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QComboBox, QFileDialog, QLabel
from pytestqt.qtbot import QtBot

from annotator.core.errors import InvalidValue
from annotator.core.ids import now
from annotator.core.model import Annotator
from annotator.core.spans import Span
from annotator.services import commenting, exporting, marking, reviewing
from annotator.services.exporting import ExportOptions, Preview
from annotator.ui.appearance import Appearance
from annotator.ui.dialogs.export_table import ExportTableDialog
from annotator.ui.workspace import Workspace

LEFT = Qt.MouseButton.LeftButton
BORIS = Annotator("b", "Boris", "", "")


@pytest.fixture
def dialog(
    qtbot: QtBot, appearance: Appearance, workspace: Workspace, tmp_path: Path
) -> Iterator[ExportTableDialog]:
    """On a real project with two marks in its first article."""
    project = workspace.project
    assert project is not None
    claim, actor = workspace.layer("claim"), workspace.layer("actor")
    assert claim is not None
    assert actor is not None
    assert workspace.mark(claim, (Span(0, 25),))
    assert workspace.mark(actor, (Span(4, 11),))
    made = ExportTableDialog(
        appearance,
        tables=exporting.table_names(project),
        articles=project.articles(),
        shown=workspace.article.id if workspace.article else None,
        layers=workspace.layers,
        annotators=[*workspace.annotators.values(), BORIS],
        preview=lambda options: exporting.preview(project, options),
        folder=tmp_path,
        stem="treaty",
    )
    qtbot.addWidget(made)
    made.show()
    yield made
    made.done(0)


def choose(qtbot: QtBot, box: QComboBox, text: str) -> None:
    qtbot.keyClick(box, Qt.Key.Key_Home)
    while box.currentText() != text:
        before = box.currentIndex()
        qtbot.keyClick(box, Qt.Key.Key_Down)
        assert box.currentIndex() > before, text


def tick(qtbot: QtBot, check_list, row: int) -> None:
    check_list.setFocus()
    check_list.setCurrentRow(row)
    qtbot.keyClick(check_list, Qt.Key.Key_Space)


def summary(dialog: ExportTableDialog) -> str:
    dialog.show_preview()
    return "\n".join(label.text() for label in dialog.findChildren(QLabel))


def test_untouched_it_leaves_nothing_out(dialog: ExportTableDialog) -> None:
    assert dialog.options() == ExportOptions()
    assert "2 rows, 30 columns" in summary(dialog)


def test_the_first_rows_are_those_of_the_file(dialog: ExportTableDialog) -> None:
    header = [
        dialog.rows.model().headerData(column, Qt.Orientation.Horizontal)
        for column in range(dialog.rows.model().columnCount())
    ]
    quote = header.index("quote")
    assert [dialog.rows.cell(row, quote) for row in range(2)] == ["The council met on Monday", "council"]


def test_a_table_by_keyboard_changes_the_preview(qtbot: QtBot, dialog: ExportTableDialog) -> None:
    choose(qtbot, dialog.table, "Actors")
    assert dialog.options().table == "actors"
    qtbot.waitUntil(lambda: dialog.rows.model().rowCount() == 1, timeout=2000)
    assert not dialog.layers.isVisible()
    assert dialog.annotators.isVisible()
    choose(qtbot, dialog.table, "Articles")
    qtbot.waitUntil(lambda: dialog.rows.model().rowCount() == 2, timeout=2000)
    assert not dialog.annotators.isVisible()


def test_entities_are_those_of_the_whole_project(qtbot: QtBot, dialog: ExportTableDialog) -> None:
    qtbot.keyClick(dialog.which.shown_button, Qt.Key.Key_Space)
    tick(qtbot, dialog.annotators, 0)
    choose(qtbot, dialog.table, "Entities")
    assert not dialog.which.isVisible()
    assert not dialog.annotators.isVisible()
    assert dialog.options() == ExportOptions("entities")
    choose(qtbot, dialog.table, "Links")
    assert dialog.which.isVisible()
    assert dialog.layers.isVisible()
    assert dialog.options().annotator_ids == frozenset({"b"})
    assert "No rows" in summary(dialog)


@pytest.fixture
def reviewed(workspace: Workspace) -> Workspace:
    """Boris has marked the first word of the first article; Ana accepts that, and comments."""
    project, article = workspace.project, workspace.article
    assert project is not None
    assert article is not None
    me = project.annotator
    project.switch_annotator(Annotator("b", "Boris", now(), now()))
    made = marking.plan(article, workspace.text, "claim", [Span(0, 3)], project.annotator)
    marking.add(project, made)
    project.switch_annotator(me)
    case = next(one for one in reviewing.cases(project) if made.id in one.ids)
    reviewing.accept(project, case, [made.id])
    commenting.comment(project, article.id, made.id, "Only one word?")
    return workspace


def test_whose_annotations_by_mouse(qtbot: QtBot, dialog: ExportTableDialog, reviewed: Workspace) -> None:
    assert "3 rows" in summary(dialog)
    qtbot.mouseClick(dialog.whose.mine_button, LEFT)
    assert dialog.options() == ExportOptions(whose="mine")
    assert not dialog.annotators.isVisible()
    assert "2 rows" in summary(dialog)
    qtbot.mouseClick(dialog.whose.gold_button, LEFT)
    assert dialog.options() == ExportOptions(whose="gold")
    assert dialog.annotators.isVisible()
    assert "1 row," in summary(dialog)
    qtbot.keyClick(dialog.whose.gold_button, Qt.Key.Key_Up)
    qtbot.keyClick(dialog.whose.mine_button, Qt.Key.Key_Up)
    assert dialog.options() == ExportOptions()


def test_the_tables_of_the_review(qtbot: QtBot, dialog: ExportTableDialog, reviewed: Workspace) -> None:
    qtbot.mouseClick(dialog.whose.mine_button, LEFT)
    tick(qtbot, dialog.layers, 1)
    for title, table in (("Decisions", "decisions"), ("Comments", "comments")):
        choose(qtbot, dialog.table, title)
        assert dialog.options() == ExportOptions(table)
        assert "1 row," in summary(dialog)
        assert not any(part.isVisible() for part in (dialog.whose, dialog.annotators, dialog.layers))
    choose(qtbot, dialog.table, "Differences")
    assert dialog.options() == ExportOptions("differences", layers=frozenset({"claim", "date"}))
    assert (dialog.whose.isVisible(), dialog.annotators.isVisible()) == (False, True)
    choose(qtbot, dialog.table, "Claims")
    assert dialog.options() == ExportOptions("claims", whose="mine"), "what was chosen before still is"


def test_layers_and_annotators(qtbot: QtBot, dialog: ExportTableDialog) -> None:
    tick(qtbot, dialog.layers, 1)
    assert dialog.options().layers == frozenset({"claim", "date"})
    assert "1 row," in summary(dialog)
    tick(qtbot, dialog.layers, 1)
    assert dialog.options().layers is None
    tick(qtbot, dialog.annotators, 0)
    assert dialog.options().annotator_ids == frozenset({"b"})
    assert "No rows" in summary(dialog)


def test_layers_do_not_narrow_another_table(qtbot: QtBot, dialog: ExportTableDialog) -> None:
    tick(qtbot, dialog.layers, 0)
    tick(qtbot, dialog.annotators, 0)
    choose(qtbot, dialog.table, "Claims")
    assert dialog.options().layers is None
    choose(qtbot, dialog.table, "Articles")
    assert dialog.options().annotator_ids is None


def test_the_open_article_or_chosen_ones(
    qtbot: QtBot, dialog: ExportTableDialog, workspace: Workspace
) -> None:
    assert workspace.project is not None
    first, second = (article.id for article in workspace.project.articles())
    qtbot.keyClick(dialog.which.shown_button, Qt.Key.Key_Space)
    assert dialog.options().article_ids == frozenset({first})
    assert "2 rows" in summary(dialog)
    qtbot.keyClick(dialog.which.chosen_button, Qt.Key.Key_Space)
    assert dialog.which.list.isVisible()
    assert dialog.options().article_ids == frozenset()
    tick(qtbot, dialog.which.list, 1)
    assert dialog.options().article_ids == frozenset({second})
    assert "No rows" in summary(dialog)
    qtbot.keyClick(dialog.which.all_button, Qt.Key.Key_Space)
    assert dialog.options().article_ids is None


def test_a_box_by_mouse(qtbot: QtBot, dialog: ExportTableDialog) -> None:
    rect = dialog.layers.visualItemRect(dialog.layers.item(0))
    place = QPoint(rect.left() + 16, rect.center().y())
    qtbot.mouseClick(dialog.layers.viewport(), LEFT, pos=place)
    assert dialog.options().layers == frozenset({"actor", "date"})


def test_delimiter_and_mark(qtbot: QtBot, dialog: ExportTableDialog) -> None:
    choose(qtbot, dialog.delimiter, "Semicolon")
    qtbot.keyClick(dialog.bom, Qt.Key.Key_Space)
    assert dialog.options().delimiter == ";"
    assert not dialog.options().bom


def test_what_cannot_be_previewed_cannot_be_saved(
    qtbot: QtBot, appearance: Appearance, tmp_path: Path
) -> None:
    def refuse(_: ExportOptions) -> Preview:
        raise InvalidValue("There is no such table; nothing was written.")

    made = ExportTableDialog(
        appearance,
        tables=["annotations"],
        articles=[],
        shown=None,
        layers=[],
        annotators=[],
        preview=refuse,
        folder=tmp_path,
        stem="x",
    )
    qtbot.addWidget(made)
    made.show()
    assert not made.save_button.isEnabled()
    assert any("nothing was written" in label.text() for label in made.findChildren(QLabel))


def answer_file_dialog(monkeypatch: pytest.MonkeyPatch, chosen: str) -> list[str]:
    """Stand in for the system's own file dialog; returns where the suggestions will be put."""
    suggested: list[str] = []

    def get(_parent, _title, start, _filters):
        suggested.append(start)
        return chosen, ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", get)
    return suggested


def test_saving_suggests_a_name_and_gives_the_target(
    qtbot: QtBot, dialog: ExportTableDialog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    suggested = answer_file_dialog(monkeypatch, str(tmp_path / "mine.csv"))
    choose(qtbot, dialog.table, "Claims")
    qtbot.mouseClick(dialog.save_button, LEFT)
    assert suggested == [str(tmp_path / "treaty-claims.csv")]
    assert dialog.result() == 1
    assert dialog.target == tmp_path / "mine.csv"


def test_a_name_without_an_ending_gets_one(
    qtbot: QtBot, dialog: ExportTableDialog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer_file_dialog(monkeypatch, str(tmp_path / "mine"))
    qtbot.mouseClick(dialog.save_button, LEFT)
    assert dialog.target == tmp_path / "mine.csv"


def test_a_file_that_the_ending_would_replace_is_asked_about(
    qtbot: QtBot, dialog: ExportTableDialog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, answer
) -> None:
    (tmp_path / "mine.csv").write_text("dear to somebody")
    answer_file_dialog(monkeypatch, str(tmp_path / "mine"))
    answer(lambda question: qtbot.keyClick(question, Qt.Key.Key_Escape))
    qtbot.mouseClick(dialog.save_button, LEFT)
    assert dialog.isVisible()
    assert dialog.target is None
    answer(lambda question: qtbot.mouseClick(_verb(question, "Replace it"), LEFT))
    qtbot.mouseClick(dialog.save_button, LEFT)
    assert dialog.target == tmp_path / "mine.csv"


def _verb(question, text: str):
    from PySide6.QtWidgets import QPushButton

    return next(button for button in question.findChildren(QPushButton) if button.text() == text)


def test_leaving_the_file_dialog_goes_back(
    qtbot: QtBot, dialog: ExportTableDialog, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer_file_dialog(monkeypatch, "")
    qtbot.mouseClick(dialog.save_button, LEFT)
    assert dialog.isVisible()
    assert dialog.target is None
    assert QApplication.activeModalWidget() is None
