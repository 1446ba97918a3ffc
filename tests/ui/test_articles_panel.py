"""The left panel, worked with real keys and clicks over a real project."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QAction, QHelpEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu, QToolTip, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from annotator.core.model import Article, Status
from annotator.core.spans import Span
from annotator.services import projects
from annotator.ui.appearance import Appearance
from annotator.ui.panels.articles_delegate import ArticleDelegate
from annotator.ui.panels.articles_model import ArticleOrder, ArticlesModel
from annotator.ui.panels.articles_panel import ArticlesPanel
from annotator.ui.panels.row_list import RowList
from annotator.ui.workspace import Workspace

ACCESSIBLE = Qt.ItemDataRole.AccessibleTextRole


@pytest.fixture
def panel(qtbot: QtBot, workspace: Workspace, appearance: Appearance) -> Iterator[ArticlesPanel]:
    """The panel over two articles with metadata, in a window with another field beside it."""
    first, second = ids_of(workspace)
    workspace.edit_article(first, {"title": "Čapek on robots", "outlet": "Wire", "published": "2025-09-18"})
    workspace.edit_article(second, {"title": "A hearing", "outlet": "Ledger", "byline": "Ana Ruiz"})
    window = QWidget()
    column = QVBoxLayout(window)
    made = ArticlesPanel(workspace, appearance)
    elsewhere = QLineEdit()
    elsewhere.setObjectName("elsewhere")
    column.addWidget(made)
    column.addWidget(elsewhere)
    window.resize(280, 480)
    qtbot.addWidget(window)
    with qtbot.waitExposed(window):
        window.show()
    window.activateWindow()
    yield made


def ids_of(workspace: Workspace) -> list[str]:
    assert workspace.project is not None
    return [article.id for article in workspace.project.articles()]


def titles(panel: ArticlesPanel) -> list[str]:
    return [panel.model.index(row, 0).data() for row in range(panel.model.rowCount())]


def spoken(panel: ArticlesPanel, row: int) -> str:
    return str(panel.model.index(row, 0).data(ACCESSIBLE))


def entry(menu: QMenu, words: str) -> QAction:
    return next(action for action in menu.actions() if words in action.text())


def click_row(qtbot: QtBot, panel: ArticlesPanel, row: int) -> None:
    view = panel.list_view
    place = view.visualRect(panel.model.index(row, 0)).center()
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)


def test_the_article_that_is_shown_is_the_current_row(
    qtbot: QtBot, panel: ArticlesPanel, workspace: Workspace
) -> None:
    assert titles(panel) == ["Čapek on robots", "A hearing"]
    assert panel.list_view.currentIndex().row() == 0
    with qtbot.waitSignal(workspace.article_read):
        workspace.open_article(ids_of(workspace)[1])
    assert panel.list_view.currentIndex().row() == 1
    assert spoken(panel, 1) == "A hearing, Ledger, to do, open"


def test_a_row_says_everything_that_it_shows(panel: ArticlesPanel, workspace: Workspace) -> None:
    claim = workspace.layers[0]
    workspace.mark(claim, (Span(0, 3),))
    workspace.mark(claim, (Span(4, 11),))
    assert spoken(panel, 0) == "Čapek on robots, Wire, 18 September 2025, in progress, Claim: 2, open"


@pytest.mark.parametrize(
    ("typed", "left"),
    [
        ("capek", ["Čapek on robots"]),
        ("LEDGER", ["A hearing"]),
        ("ruiz hear", ["A hearing"]),
        ("2025-09", ["Čapek on robots"]),
        ("september", ["Čapek on robots"]),
        ("e", ["Čapek on robots", "A hearing"]),
        ("hearing wire", []),
    ],
)
def test_the_filter_finds_metadata_as_one_types(
    qtbot: QtBot, panel: ArticlesPanel, typed: str, left: list[str]
) -> None:
    qtbot.keyClicks(panel.filter_field, typed)
    assert titles(panel) == left


def test_hits_in_the_text_come_after_a_pause_and_are_marked(qtbot: QtBot, panel: ArticlesPanel) -> None:
    qtbot.keyClicks(panel.filter_field, "mission")
    assert titles(panel) == []
    assert panel.no_match.isVisible()
    qtbot.waitUntil(lambda: panel.model.rowCount() == 1)
    assert "found in the text" in spoken(panel, 0)
    assert panel.list_view.isVisible()
    qtbot.keyClick(panel.filter_field, Qt.Key.Key_Escape)
    assert titles(panel) == ["Čapek on robots", "A hearing"]
    assert "found in the text" not in spoken(panel, 0)


def test_hits_of_other_words_do_not_stay(qtbot: QtBot, panel: ArticlesPanel) -> None:
    qtbot.keyClicks(panel.filter_field, "mission")
    qtbot.waitUntil(lambda: panel.model.rowCount() == 1)
    panel.filter_field.selectAll()
    qtbot.keyClicks(panel.filter_field, "zz")
    assert titles(panel) == []


def test_down_goes_from_the_filter_to_the_list_and_enter_opens(qtbot: QtBot, panel: ArticlesPanel) -> None:
    panel.take_filter_focus()
    qtbot.keyClicks(panel.filter_field, "a")
    qtbot.keyClick(panel.filter_field, Qt.Key.Key_Down)
    assert panel.list_view.hasFocus()
    assert panel.list_view.currentIndex().row() == 0
    qtbot.keyClick(panel.list_view, Qt.Key.Key_Down)
    with qtbot.waitSignal(panel.article_chosen) as chosen:
        qtbot.keyClick(panel.list_view, Qt.Key.Key_Return)
    assert chosen.args == [panel.shown_ids()[1]]
    qtbot.keyClick(panel.list_view, Qt.Key.Key_Up)
    qtbot.keyClick(panel.list_view, Qt.Key.Key_Up)
    assert panel.filter_field.hasFocus()


def test_enter_in_the_filter_opens_the_first_hit(qtbot: QtBot, panel: ArticlesPanel) -> None:
    panel.take_filter_focus()
    qtbot.keyClicks(panel.filter_field, "hear")
    with qtbot.waitSignal(panel.article_chosen) as chosen:
        qtbot.keyClick(panel.filter_field, Qt.Key.Key_Return)
    assert chosen.args == [panel.shown_ids()[0]]


def test_arrows_only_look_around(qtbot: QtBot, panel: ArticlesPanel, workspace: Workspace) -> None:
    panel.list_view.setFocus()
    with qtbot.assertNotEmitted(panel.article_chosen):
        qtbot.keyClick(panel.list_view, Qt.Key.Key_Down)
    assert panel.list_view.currentIndex().row() == 1
    elsewhere = panel.window().findChild(QLineEdit, "elsewhere")
    assert elsewhere is not None
    elsewhere.setFocus()
    assert panel.list_view.currentIndex().row() == 0


def test_a_click_opens(qtbot: QtBot, panel: ArticlesPanel, workspace: Workspace) -> None:
    with qtbot.waitSignal(panel.article_chosen) as chosen:
        click_row(qtbot, panel, 1)
    assert chosen.args == [ids_of(workspace)[1]]


def test_the_status_filter_counts_and_leaves_one_status(
    qtbot: QtBot, panel: ArticlesPanel, workspace: Workspace
) -> None:
    workspace.set_status(ids_of(workspace)[1], Status.DONE)
    done = panel.status_filter.button(Status.DONE)
    assert done.text().strip() == "1"
    assert done.accessibleName() == "Only articles done: 1"
    qtbot.mouseClick(done, Qt.MouseButton.LeftButton)
    assert titles(panel) == ["A hearing"]
    workspace.set_status(ids_of(workspace)[1], Status.TO_DO)
    assert titles(panel) == []
    assert panel.no_match.isVisible()
    qtbot.mouseClick(panel.show_all_button, Qt.MouseButton.LeftButton)
    assert titles(panel) == ["Čapek on robots", "A hearing"]
    assert panel.status_filter.button(None).isChecked()


@pytest.mark.parametrize(
    ("order", "descending", "first"),
    [
        (ArticleOrder.ADDED, False, "Čapek on robots"),
        (ArticleOrder.ADDED, True, "A hearing"),
        (ArticleOrder.TITLE, False, "A hearing"),
        (ArticleOrder.OUTLET, True, "Čapek on robots"),
        (ArticleOrder.PUBLISHED, False, "Čapek on robots"),
        (ArticleOrder.PUBLISHED, True, "Čapek on robots"),
        (ArticleOrder.STATUS, True, "Čapek on robots"),
        (ArticleOrder.MARKS, True, "Čapek on robots"),
        (ArticleOrder.MARKS, False, "A hearing"),
        (ArticleOrder.CHANGED, False, "A hearing"),
    ],
)
def test_orders(
    panel: ArticlesPanel, workspace: Workspace, order: ArticleOrder, descending: bool, first: str
) -> None:
    workspace.mark(workspace.layers[0], (Span(0, 3),))
    panel.sort.choose(order, descending=descending)
    assert titles(panel)[0] == first
    assert workspace.article is not None
    assert panel.model.id_at(panel.list_view.currentIndex().row()) == workspace.article.id


@pytest.mark.qt_log_ignore("This plugin does not support grabbing the keyboard", extend=True)
def test_the_menu_of_the_sort_button_sorts(qtbot: QtBot, panel: ArticlesPanel) -> None:
    qtbot.mouseClick(panel.sort.button, Qt.MouseButton.LeftButton)
    menu = panel.sort.menu
    assert menu.isVisible()
    qtbot.keyClick(menu, Qt.Key.Key_Down)
    qtbot.keyClick(menu, Qt.Key.Key_Down)
    qtbot.keyClick(menu, Qt.Key.Key_Return)
    assert titles(panel) == ["A hearing", "Čapek on robots"]
    assert panel.sort.button.accessibleName() == "Sorted by title"
    panel.sort.choose(ArticleOrder.PUBLISHED)
    assert entry(menu, "Descending").isChecked()


def test_a_mark_moves_one_row_and_resets_nothing(
    qtbot: QtBot, panel: ArticlesPanel, workspace: Workspace
) -> None:
    workspace.mark(workspace.layers[0], (Span(0, 3),))
    panel.sort.choose(ArticleOrder.MARKS)
    workspace.open_article(ids_of(workspace)[1])
    workspace.mark(workspace.layers[0], (Span(0, 3),))
    assert titles(panel) == ["A hearing", "Čapek on robots"]
    with qtbot.assertNotEmitted(panel.model.modelReset), qtbot.waitSignal(panel.model.dataChanged):
        workspace.mark(workspace.layers[1], (Span(4, 8),))
    assert "Claim: 1, Actor: 1" in spoken(panel, 0)
    assert panel.list_view.currentIndex().row() == 0


def test_a_removed_article_goes_and_comes_back_with_undo(panel: ArticlesPanel, workspace: Workspace) -> None:
    workspace.remove_article(ids_of(workspace)[0])
    assert titles(panel) == ["A hearing"]
    workspace.undo()
    assert sorted(titles(panel)) == ["A hearing", "Čapek on robots"]


def test_a_project_without_articles_says_what_to_do(
    qtbot: QtBot, panel: ArticlesPanel, workspace: Workspace
) -> None:
    for article_id in ids_of(workspace):
        workspace.remove_article(article_id)
    assert panel.nothing_yet.isVisible()
    assert not panel.filter_field.isVisible()
    with qtbot.waitSignal(panel.add_requested):
        qtbot.mouseClick(panel.add_files_button, Qt.MouseButton.LeftButton)
    with qtbot.waitSignal(panel.paste_requested):
        qtbot.mouseClick(panel.paste_button, Qt.MouseButton.LeftButton)


def test_nothing_found_repeats_the_words(qtbot: QtBot, panel: ArticlesPanel) -> None:
    qtbot.keyClicks(panel.filter_field, "qqq")
    assert "“\u2068qqq\u2069”" in panel.no_match.words()
    assert "qqq" not in titles(panel)


def test_the_context_menu_asks_for_what_a_person_wants(
    qtbot: QtBot, panel: ArticlesPanel, workspace: Workspace
) -> None:
    first = ids_of(workspace)[0]
    menu = panel.menu_for(first)
    assert [action.isChecked() for action in menu.actions() if action.isCheckable()] == [True, False, False]
    for words, signal, args in (
        ("Open", panel.article_chosen, [first]),
        ("Title, outlet", panel.details_requested, [first]),
        ("done", panel.status_requested, [first, Status.DONE]),
        ("Remove", panel.remove_requested, [first]),
    ):
        with qtbot.waitSignal(signal) as asked:
            entry(menu, words).trigger()
        assert asked.args == args


def test_delete_asks_for_the_removal_of_the_current_article(
    qtbot: QtBot, panel: ArticlesPanel, workspace: Workspace
) -> None:
    panel.list_view.setFocus()
    qtbot.keyClick(panel.list_view, Qt.Key.Key_Down)
    with qtbot.waitSignal(panel.remove_requested) as asked:
        qtbot.keyClick(panel.list_view, Qt.Key.Key_Delete)
    assert asked.args == [ids_of(workspace)[1]]


def test_a_project_for_reading_offers_no_changes(
    qtbot: QtBot, panel: ArticlesPanel, workspace: Workspace, project_path: Path
) -> None:
    workspace.use(projects.open_project(project_path, "Ana", read_only=True))
    first = ids_of(workspace)[0]
    words = [action.text() for action in panel.menu_for(first).actions()]
    assert words == ["Open", "Title, outlet, date…"]
    assert not panel.add_button.isVisible()
    panel.list_view.setCurrentIndex(panel.model.index(0, 0))
    with qtbot.assertNotEmitted(panel.remove_requested):
        qtbot.keyClick(panel.list_view, Qt.Key.Key_Delete)


def test_markup_in_a_title_is_shown_as_it_is(
    qapp: QApplication, panel: ArticlesPanel, workspace: Workspace
) -> None:
    workspace.edit_article(ids_of(workspace)[0], {"title": "<img src=x> & <b>bold</b>"})
    view = panel.list_view
    place = view.visualRect(panel.model.index(0, 0)).center()
    event = QHelpEvent(QEvent.Type.ToolTip, place, view.viewport().mapToGlobal(QPoint(place)))
    qapp.sendEvent(view.viewport(), event)
    assert "&lt;img src=x&gt;" in QToolTip.text()
    assert "<img" not in QToolTip.text()
    QToolTip.hideText()


def test_counts_are_fetched_for_painted_rows_only(qtbot: QtBot, appearance: Appearance) -> None:
    asked: set[str] = set()

    def counts(article_id: str) -> dict[str, int]:
        asked.add(article_id)
        return {"claim": 1}

    model = ArticlesModel(counts, dict)
    model.set_articles(
        [Article(id=str(number), title="A title", text_sha256="", length=1) for number in range(10_000)], []
    )
    view = RowList("Articles")
    view.setItemDelegate(ArticleDelegate(appearance, list, view))
    view.setModel(model)
    view.resize(280, 400)
    qtbot.addWidget(view)
    with qtbot.waitExposed(view):
        view.show()
    qtbot.waitUntil(lambda: len(asked) > 0)
    assert model.rowCount() == 10_000
    assert len(asked) < 60
