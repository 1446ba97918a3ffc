"""The list of annotations, worked with real keys and clicks over a real project."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QAccessible, QHelpEvent
from PySide6.QtWidgets import QApplication, QToolTip
from pytestqt.qtbot import QtBot

from annotator.core.codebook import Layer
from annotator.core.model import Annotation
from annotator.core.spans import Span
from annotator.services import codebooks, projects
from annotator.ui.appearance import Appearance
from annotator.ui.panels.annotations_model import AnnotationOrder
from annotator.ui.panels.annotations_panel import AnnotationsPanel
from annotator.ui.workspace import Workspace

ACCESSIBLE = Qt.ItemDataRole.AccessibleTextRole
NO_KEYS, CONTROL, SHIFT = (
    Qt.KeyboardModifier.NoModifier,
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
)


@pytest.fixture
def panel(qtbot: QtBot, workspace: Workspace, appearance: Appearance) -> Iterator[AnnotationsPanel]:
    """The panel over the first article, no annotations yet."""
    made = AnnotationsPanel(workspace, appearance)
    made.resize(300, 420)
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()
    made.activateWindow()
    yield made


def mark(workspace: Workspace, layer: str, words: str, note: str = "", tags: tuple[str, ...] = ()) -> str:
    """Mark the first place of ``words`` in the article; return the annotation's id."""
    start = workspace.text.index(words)
    made = next(one for one in workspace.layers if one.id == layer)
    annotation = workspace.mark(made, (Span(start, start + len(words)),))
    assert isinstance(annotation, Annotation)
    if note:
        workspace.set_note(annotation.id, note)
    if tags:
        workspace.set_tags(annotation.id, tags)
    return annotation.id


@pytest.fixture
def marks(workspace: Workspace) -> list[str]:
    """Four annotations, in another order than that of the text."""
    return [
        mark(workspace, "date", "August", tags=("relative",)),
        mark(workspace, "claim", "We did not agree", note="Compare with Tuesday."),
        mark(workspace, "actor", "Jane Doe"),
        mark(workspace, "claim", "It didn’t pay 12.5 percent"),
    ]


def rows(panel: AnnotationsPanel) -> list[str]:
    return [panel.model.index(row, 0).data() for row in range(panel.model.rowCount())]


def spoken(panel: AnnotationsPanel, annotation_id: str) -> str:
    return str(panel.model.index_of(annotation_id).data(ACCESSIBLE))


def click(
    qtbot: QtBot, panel: AnnotationsPanel, annotation_id: str, keys: Qt.KeyboardModifier = NO_KEYS
) -> None:
    view = panel.list_view
    place = view.visualRect(panel.model.index_of(annotation_id)).center()
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, keys, place)


def test_rows_stand_in_the_order_of_the_text(panel: AnnotationsPanel, marks: list[str]) -> None:
    assert rows(panel) == ["We did not agree", "Jane Doe", "August", "It didn’t pay 12.5 percent"]


def test_a_longer_annotation_comes_before_the_one_inside_it(
    panel: AnnotationsPanel, workspace: Workspace
) -> None:
    mark(workspace, "actor", "Moscow")
    mark(workspace, "claim", "Moscow denied the report")
    assert rows(panel) == ["Moscow denied the report", "Moscow"]


def test_a_row_says_what_it_shows(panel: AnnotationsPanel, workspace: Workspace, marks: list[str]) -> None:
    assert spoken(panel, marks[1]) == (
        "Claim: We did not agree, paragraph 2, by Ana, "
        "note Compare with Tuesday., Proposed, not confirmed: mode, stance, negated, statement date"
    )
    assert spoken(panel, marks[0]) == (
        "Date: August, paragraph 2, by Ana, tags relative, Proposed, not confirmed: kind"
    )


def test_a_screen_reader_hears_the_rows(panel: AnnotationsPanel, marks: list[str]) -> None:
    view = QAccessible.queryAccessibleInterface(panel.list_view)
    assert view.role() == QAccessible.Role.List
    assert view.text(QAccessible.Text.Name) == "List of annotations"
    heard = [view.child(place).text(QAccessible.Text.Name) for place in range(view.childCount())]
    assert heard[1] == "Actor: Jane Doe, paragraph 2, by Ana"
    assert len(heard) == 4


def test_empty_states_say_what_belongs_here(panel: AnnotationsPanel, workspace: Workspace) -> None:
    assert panel.nothing_yet.isVisible()
    assert "No annotations yet" in panel.nothing_yet.words()
    workspace.show_article(None)
    assert panel.nothing_yet.words() == "The annotations of the article you open are listed here."


def test_a_new_mark_is_one_new_row(qtbot: QtBot, panel: AnnotationsPanel, workspace: Workspace) -> None:
    mark(workspace, "claim", "Moscow denied the report")
    with (
        qtbot.assertNotEmitted(panel.model.modelReset),
        qtbot.waitSignal(panel.model.rowsInserted) as inserted,
    ):
        mark(workspace, "actor", "Jane Doe")
    assert list(inserted.args[1:]) == [0, 0]
    assert panel.layer_toggles.button("actor").text().strip() == "1"


def test_undo_and_redo_are_one_row_each(
    qtbot: QtBot, panel: AnnotationsPanel, workspace: Workspace, marks: list[str]
) -> None:
    with qtbot.assertNotEmitted(panel.model.modelReset):
        workspace.undo()
        assert rows(panel) == ["We did not agree", "Jane Doe", "August"]
        workspace.redo()
    assert rows(panel) == ["We did not agree", "Jane Doe", "August", "It didn’t pay 12.5 percent"]


def test_a_click_selects_and_shows_the_place(
    qtbot: QtBot, panel: AnnotationsPanel, workspace: Workspace, marks: list[str]
) -> None:
    with qtbot.waitSignal(workspace.selection_changed):
        click(qtbot, panel, marks[2])
    assert workspace.current_id == marks[2]
    assert workspace.reveal
    with qtbot.waitSignal(workspace.selection_changed):
        click(qtbot, panel, marks[2])
    assert workspace.current_id == marks[2]


def test_the_list_follows_the_selection_in_the_article(
    qtbot: QtBot, panel: AnnotationsPanel, workspace: Workspace, marks: list[str]
) -> None:
    told: list[str | None] = []
    workspace.selection_changed.connect(lambda: told.append(workspace.current_id))
    workspace.select(marks[0])
    assert panel.selected_ids() == [marks[0]]
    assert panel.list_view.currentIndex().data() == "August"
    workspace.select(None)
    assert panel.selected_ids() == []
    assert told == [marks[0], None]


def test_arrows_go_through_the_annotations_and_enter_jumps(
    qtbot: QtBot, panel: AnnotationsPanel, workspace: Workspace, marks: list[str]
) -> None:
    panel.take_filter_focus()
    qtbot.keyClick(panel.filter_field, Qt.Key.Key_Down)
    assert panel.list_view.hasFocus()
    assert workspace.current_id == marks[1]
    qtbot.keyClick(panel.list_view, Qt.Key.Key_Down)
    assert workspace.current_id == marks[2]
    with qtbot.waitSignal(panel.jump_requested) as jump:
        qtbot.keyClick(panel.list_view, Qt.Key.Key_Return)
    assert jump.args == [marks[2]]


def test_several_are_selected_and_removed_in_one_act(
    qtbot: QtBot, panel: AnnotationsPanel, workspace: Workspace, marks: list[str]
) -> None:
    click(qtbot, panel, marks[1])
    click(qtbot, panel, marks[0], SHIFT)
    assert workspace.selected_ids == {marks[1], marks[2], marks[0]}
    assert workspace.current_id is None
    click(qtbot, panel, marks[2], CONTROL)
    assert workspace.selected_ids == {marks[1], marks[0]}
    qtbot.keyClick(panel.list_view, Qt.Key.Key_Delete)
    assert rows(panel) == ["Jane Doe", "It didn’t pay 12.5 percent"]
    workspace.undo()
    assert rows(panel) == ["We did not agree", "Jane Doe", "August", "It didn’t pay 12.5 percent"]


def test_after_delete_the_next_row_is_selected(
    qtbot: QtBot, panel: AnnotationsPanel, workspace: Workspace, marks: list[str]
) -> None:
    panel.list_view.setFocus()
    workspace.select(marks[2])
    qtbot.keyClick(panel.list_view, Qt.Key.Key_Delete)
    assert workspace.current_id == marks[0]
    workspace.select(marks[3])
    qtbot.keyClick(panel.list_view, Qt.Key.Key_Delete)
    assert workspace.current_id == marks[0]
    qtbot.keyClick(panel.list_view, Qt.Key.Key_Delete)
    qtbot.keyClick(panel.list_view, Qt.Key.Key_Delete)
    assert rows(panel) == []
    assert workspace.selected_ids == frozenset()
    assert panel.nothing_yet.isVisible()


@pytest.mark.parametrize(
    ("typed", "left"),
    [
        ("agree", ["We did not agree"]),
        ("TUESDAY", ["We did not agree"]),
        ("relat", ["August"]),
        ("12.5 pay", ["It didn’t pay 12.5 percent"]),
        ("ana", ["We did not agree", "Jane Doe", "August", "It didn’t pay 12.5 percent"]),
        ("zzz", []),
    ],
)
def test_the_filter_finds_quote_note_tag_and_annotator(
    qtbot: QtBot, panel: AnnotationsPanel, marks: list[str], typed: str, left: list[str]
) -> None:
    qtbot.keyClicks(panel.filter_field, typed)
    assert rows(panel) == left
    assert panel.no_match.isVisible() is (not left)


def test_a_change_takes_the_filter_into_account(
    qtbot: QtBot, panel: AnnotationsPanel, workspace: Workspace, marks: list[str]
) -> None:
    qtbot.keyClicks(panel.filter_field, "urgent")
    assert rows(panel) == []
    workspace.set_note(marks[2], "Urgent")
    assert rows(panel) == ["Jane Doe"]
    workspace.set_note(marks[2], "")
    assert rows(panel) == []


def test_layer_toggles_hide_layers_and_count_all(
    qtbot: QtBot, panel: AnnotationsPanel, workspace: Workspace, marks: list[str]
) -> None:
    claim = panel.layer_toggles.button("claim")
    assert claim.accessibleName() == "Show annotations on the layer Claim: 2"
    qtbot.mouseClick(claim, Qt.MouseButton.LeftButton)
    assert rows(panel) == ["Jane Doe", "August"]
    assert claim.text().strip() == "2"
    mark(workspace, "claim", "A last paragraph")
    assert rows(panel) == ["Jane Doe", "August"]
    assert claim.text().strip() == "3"
    claim.setFocus()
    qtbot.keyClick(claim, Qt.Key.Key_Space)
    assert "A last paragraph" in rows(panel)


def test_selecting_what_is_filtered_out_shows_nothing_selected(
    qtbot: QtBot, panel: AnnotationsPanel, workspace: Workspace, marks: list[str]
) -> None:
    qtbot.keyClicks(panel.filter_field, "agree")
    workspace.select(marks[2])
    assert panel.selected_ids() == []
    assert workspace.current_id == marks[2]
    panel.filter_field.clear()
    assert panel.selected_ids() == [marks[2]]


def test_orders(panel: AnnotationsPanel, workspace: Workspace, marks: list[str]) -> None:
    workspace.select(marks[0])
    panel.sort.choose(AnnotationOrder.LAYER)
    assert rows(panel) == ["We did not agree", "It didn’t pay 12.5 percent", "Jane Doe", "August"]
    panel.sort.choose(AnnotationOrder.TIME)
    assert rows(panel)[0] == "August"
    panel.sort.choose(AnnotationOrder.PLACE, descending=True)
    assert rows(panel) == ["It didn’t pay 12.5 percent", "August", "Jane Doe", "We did not agree"]
    assert panel.selected_ids() == [marks[0]]
    assert workspace.current_id == marks[0]


def test_a_changed_layer_moves_the_row_and_keeps_it_selected(
    qtbot: QtBot, panel: AnnotationsPanel, workspace: Workspace, marks: list[str]
) -> None:
    panel.sort.choose(AnnotationOrder.LAYER)
    workspace.select(marks[0])
    with qtbot.assertNotEmitted(panel.model.modelReset):
        workspace.set_layer(marks[0], "claim")
    assert rows(panel) == ["We did not agree", "August", "It didn’t pay 12.5 percent", "Jane Doe"]
    assert panel.selected_ids() == [marks[0]]
    assert panel.layer_toggles.button("date").text().strip() == "0"


def test_others_are_named_and_cannot_be_removed_here(
    qtbot: QtBot, panel: AnnotationsPanel, workspace: Workspace, marks: list[str]
) -> None:
    workspace.switch_annotator("Boris")
    assert ", by Ana" in spoken(panel, marks[0])
    workspace.select(marks[0])
    assert [action.text() for action in panel.menu_for(marks[0]).actions()] == ["Show in the article"]
    with qtbot.waitSignal(workspace.said) as said:
        qtbot.keyClick(panel.list_view, Qt.Key.Key_Delete)
    assert said.args is not None
    assert said.args[0] == "error"
    assert len(rows(panel)) == 4
    assert panel.selected_ids() == [marks[0]]


def test_the_menu_removes_what_is_selected(
    panel: AnnotationsPanel, workspace: Workspace, marks: list[str]
) -> None:
    workspace.select_many(marks[:2])
    menu = panel.menu_for(marks[0])
    next(action for action in menu.actions() if action.text() == "Remove 2 annotations").trigger()
    assert rows(panel) == ["Jane Doe", "It didn’t pay 12.5 percent"]


def test_a_damaged_annotation_says_so(
    qtbot: QtBot,
    qapp: QApplication,
    panel: AnnotationsPanel,
    workspace: Workspace,
    marks: list[str],
    project_path: Path,
) -> None:
    article = workspace.article
    assert article is not None
    workspace.use(None)
    with closing(sqlite3.connect(project_path)) as file, file:
        file.execute("UPDATE annotations SET quote = 'other words' WHERE id = ?", (marks[2],))
    workspace.use(projects.open_project(project_path, "Ana"))
    with qtbot.waitSignal(workspace.article_read):
        workspace.open_article(article.id)
    assert "damaged, the stored quote is not what the text says" in spoken(panel, marks[2])
    view = panel.list_view
    view.repaint()
    place = view.visualRect(panel.model.index_of(marks[2])).center()
    event = QHelpEvent(QEvent.Type.ToolTip, place, view.viewport().mapToGlobal(QPoint(place)))
    qapp.sendEvent(view.viewport(), event)
    assert "This annotation does not fit the text" in QToolTip.text()
    QToolTip.hideText()


def test_ten_thousand_annotations_take_one_more_without_a_reset(
    qtbot: QtBot, panel: AnnotationsPanel, workspace: Workspace, marks: list[str]
) -> None:
    one = workspace.loaded[marks[2]]
    from_one = [one._replace(annotation=_moved(one.annotation, number)) for number in range(10_000)]
    panel.model.set_article("x" * 30_000, from_one, workspace.layers)
    assert panel.model.rowCount() == 10_000
    new = one._replace(annotation=_moved(one.annotation, 5_000, "new"))
    with qtbot.assertNotEmitted(panel.model.modelReset):
        panel.model.update_annotation("new", new)
    assert panel.model.rowCount() == 10_001
    assert abs(panel.model.row_of("new") - 5_000) <= 1


def _moved(annotation: Annotation, number: int, name: str = "") -> Annotation:
    span = Span(2 * number, 2 * number + 1)
    return Annotation(
        *(name or f"id{number}", annotation.article_id, "actor", annotation.annotator_id, (span,), "x")
    )


def test_toggles_and_filter_share_a_line_where_there_is_room(
    qapp: QApplication, panel: AnnotationsPanel, marks: list[str]
) -> None:
    def lines() -> bool:
        qapp.processEvents()
        toggles, field = panel.layer_toggles.geometry(), panel.filter_field.geometry()
        assert not toggles.intersects(field)
        parent = panel.filter_field.parentWidget()
        assert parent is not None and parent.rect().contains(toggles) and parent.rect().contains(field)
        return field.top() < toggles.bottom()

    panel.resize(360, 420)
    assert lines()
    panel.resize(220, 420)
    assert not lines()
    panel.resize(360, 420)
    panel.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    assert lines()
    assert panel.filter_field.x() < panel.layer_toggles.x()


def test_tab_goes_from_the_toggles_to_the_filter_and_into_the_list(
    qtbot: QtBot, panel: AnnotationsPanel, marks: list[str]
) -> None:
    last = panel.layer_toggles.button("date")
    last.setFocus()
    qtbot.keyClick(last, Qt.Key.Key_Tab)
    assert panel.filter_field.hasFocus()
    qtbot.keyClick(panel.filter_field, Qt.Key.Key_Tab)
    assert panel.list_view.hasFocus()


def test_a_layer_that_is_renamed_or_added_is_listed_so_at_once(
    panel: AnnotationsPanel, workspace: Workspace, marks: list[str]
) -> None:
    book = workspace.known.codebook
    claim = book.layers[0]
    more = Layer("place", "Place", "P", "purple", "underline", "word")
    layers = (replace(claim, title="Statement"), *book.layers[1:], more)
    assert workspace.do(lambda project: codebooks.put(project, replace(book, layers=layers)))
    assert spoken(panel, marks[1]).startswith("Statement: We did not agree")
    assert (
        panel.layer_toggles.button("claim").accessibleName() == "Show annotations on the layer Statement: 2"
    )
    assert panel.layer_toggles.button("place").isVisible()
