"""A long article is painted before all of its annotations are read: nobody can tell from outside."""

import csv
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from annotator.core.spans import Span
from annotator.services import exporting, marking, people, projects, reading
from annotator.services.exporting import ExportOptions
from annotator.ui.main_window import MainWindow
from annotator.ui.shown import FIRST_SCREEN

C = Qt.Key.Key_C
PARAGRAPHS = 400
"""Of a hundred code points each: more than three first screens."""
EVERY = 40
"""So many paragraphs have one annotation between them."""
ALL = PARAGRAPHS // EVERY


def long_text(name: str) -> str:
    return "\n\n".join(f"{name} {number:04} said that " + "word " * 16 for number in range(PARAGRAPHS))


@pytest.fixture
def long_project(tmp_path: Path) -> Path:
    """Two long articles with an annotation in every fortieth paragraph, and a short one."""
    people.remember("Ana")
    path = tmp_path / "long.annotator"
    with projects.create(path, "Ana") as project:
        texts = [long_text("Anna"), long_text("Boris"), "A short one by Clara."]
        report = reading.add_articles(project, [reading.read_clipboard(text) for text in texts])
        for article, name in zip(report.added, ("Anna", "Boris"), strict=False):
            text = project.text(article.id)
            for number in range(0, PARAGRAPHS, EVERY):
                start = text.index(f"{name} {number:04}")
                spans = (Span(start, start + len(name) + 5),)
                marking.add(project, marking.plan(article, text, "actor", spans, project.annotator))
    return path


@pytest.fixture
def window(open_window: Callable[[Path | None], MainWindow], long_project: Path, qtbot: QtBot) -> MainWindow:
    """The window on the short article, at rest."""
    shown = open_window(long_project)
    open_it(shown, 2)
    qtbot.waitUntil(lambda: shown.desk.annotations.model.total() == 0)
    return shown


def open_it(window: MainWindow, number: int) -> None:
    """Open an article and do nothing more: not one event is handled after it."""
    project = window.workspace.project
    assert project is not None
    window.view.setFocus()
    assert window.workspace.open_article(project.articles()[number].id)


def quotes(window: MainWindow) -> list[str]:
    model = window.desk.annotations.model
    return [model.row(row).item.annotation.quote for row in range(model.rowCount())]


def current_quote(window: MainWindow) -> str:
    current = window.workspace.current
    return current.quote if current else ""


def expected(name: str) -> list[str]:
    return [f"{name} {number:04}" for number in range(0, PARAGRAPHS, EVERY)]


def test_the_first_screen_is_painted_with_its_marks_and_the_rest_follows(
    window: MainWindow, qtbot: QtBot
) -> None:
    open_it(window, 0)
    at_hand = {item.annotation.quote for item in window.workspace.at_hand}
    assert window.workspace.reading and "Anna 0000" in at_hand and "Anna 0360" not in at_hand
    assert all(window.view.mark(item.annotation.id) for item in window.workspace.at_hand)
    assert window.status_line.marks.text() == "Reading the annotations…"
    qtbot.waitUntil(lambda: not window.workspace.reading)
    assert quotes(window) == expected("Anna")
    assert window.status_line.marks.text() == f"{ALL} marks"
    assert all(window.view.mark(key) for key in window.workspace.loaded)


def test_asking_for_all_gives_all_at_once(window: MainWindow) -> None:
    open_it(window, 0)
    assert len(window.workspace.loaded) == ALL
    open_it(window, 1)
    window.workspace.select_many(window.workspace.loaded)
    assert len(window.workspace.selected_ids) == ALL
    assert len(window.desk.annotations.selected_ids()) == ALL


def test_c_marks_at_once(window: MainWindow) -> None:
    open_it(window, 0)
    window.view.select(Span(10, 19))
    QTest.keyClick(window.view, C)
    current = window.workspace.current
    assert current is not None and current.layer == "claim"
    assert len(window.workspace.loaded) == ALL + 1 == window.desk.annotations.model.total()
    assert window.view.mark(current.id) is not None


def test_c_beyond_the_first_screen_knows_what_is_marked_there(window: MainWindow) -> None:
    open_it(window, 0)
    start = window.view.text.index("Anna 0360")
    assert start > FIRST_SCREEN
    assert window.workspace.mine_at("actor", (Span(start, start + 9),)) is not None
    window.view.select(Span(start, start + 9), reveal=False)
    QTest.keyClick(window.view, Qt.Key.Key_A)
    assert len(window.workspace.loaded) == ALL
    assert current_quote(window) == "Anna 0360"


def test_backtab_goes_to_the_very_last_mark(window: MainWindow) -> None:
    open_it(window, 0)
    QTest.keyClick(window.view, Qt.Key.Key_Backtab)
    assert current_quote(window) == "Anna 0360"
    open_it(window, 1)
    QTest.keyClick(window.view, Qt.Key.Key_Tab)
    assert current_quote(window) == "Boris 0000"
    assert quotes(window) == expected("Boris")


def test_undo_at_once_takes_back_the_last_mark_of_the_article(window: MainWindow) -> None:
    open_it(window, 1)
    QTest.keyClick(window.view, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert quotes(window) == expected("Boris")[:-1]
    assert len(window.workspace.loaded) == ALL - 1


def test_going_to_the_end_at_once_shows_the_marks_there(window: MainWindow) -> None:
    open_it(window, 0)
    bar = window.view.verticalScrollBar()
    bar.setValue(bar.maximum())
    assert len(window.workspace.loaded) == ALL and not window.workspace.reading
    assert all(window.view.mark(key) for key in window.workspace.loaded)


def test_f3_at_once_finds_in_the_article_just_opened(window: MainWindow, qtbot: QtBot) -> None:
    window.find_bar.open_bar()
    window.find_bar.field.setText("Boris 0360")
    open_it(window, 1)
    find_next = window.actions_["find_next"].shortcut()
    assert find_next == QKeySequence(Qt.Key.Key_F3)
    QTest.keyClick(window.view, Qt.Key.Key_F3)
    start = window.view.text.index("Boris 0360")
    qtbot.waitUntil(lambda: window.view.selection() == Span(start, start + 10))
    qtbot.waitUntil(lambda: quotes(window) == expected("Boris"))


def test_a_key_in_the_list_finds_the_rows_there(window: MainWindow) -> None:
    open_it(window, 0)
    view = window.desk.annotations.list_view
    view.setFocus()
    QTest.keyClick(view, Qt.Key.Key_Down)
    assert quotes(window) == expected("Anna")
    assert current_quote(window) == "Anna 0000"


def test_an_export_at_once_has_all(window: MainWindow, tmp_path: Path) -> None:
    open_it(window, 0)
    project = window.workspace.project
    assert project is not None and window.workspace.reading
    target = tmp_path / "all.csv"
    exporting.export_table(project, ExportOptions(), target)
    with target.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 2 * ALL


def test_articles_opened_one_after_another_never_mix(window: MainWindow, qtbot: QtBot) -> None:
    panel = window.desk.annotations
    seen: list[tuple[str, list[str]]] = []

    def look() -> None:
        seen.append((window.view.text[:4], quotes(window)))

    panel.model.modelReset.connect(look)
    for number in (0, 1, 0, 2, 1, 0, 1):
        open_it(window, number)
        assert quotes(window) == []
        if number == 2:
            QApplication.processEvents()
    qtbot.waitUntil(lambda: quotes(window) == expected("Boris"))
    assert {text for text, _ in seen} == {"Anna", "Bori", "A sh"}
    assert all(not rows or rows[0].startswith(text) for text, rows in seen)


def test_what_was_selected_before_is_not_in_the_inspector_any_more(window: MainWindow) -> None:
    open_it(window, 0)
    QTest.keyClick(window.view, Qt.Key.Key_Tab)
    note = window.desk.inspector.note_field
    assert note.isVisible()
    open_it(window, 1)
    assert not note.isVisible() and window.workspace.current is None


def test_a_damaged_annotation_below_the_first_screen_is_still_said_and_listed(
    open_window: Callable[[Path | None], MainWindow], long_project: Path, qtbot: QtBot
) -> None:
    with closing(sqlite3.connect(long_project)) as file, file:
        file.execute("UPDATE annotations SET quote = 'other words' WHERE quote = 'Anna 0360'")
        file.execute("UPDATE annotations SET quote = 'more words' WHERE quote = 'Anna 0000'")
    window = open_window(long_project)
    open_it(window, 2)
    said: list[tuple[str, str]] = []
    window.workspace.said.connect(lambda kind, sentence: said.append((kind, sentence)))
    open_it(window, 0)
    qtbot.waitUntil(lambda: not window.workspace.reading)
    damaged = [item for item in window.workspace.loaded.values() if item.damage]
    assert sorted(item.annotation.quote for item in damaged) == ["more words", "other words"]
    assert not any(window.view.mark(item.annotation.id) for item in damaged)
    assert [kind for kind, sentence in said if sentence.startswith("2 annotations")] == ["warning"]
    assert {"other words", "more words"} <= set(quotes(window))


def test_if_the_rest_cannot_be_read_no_part_is_taken_for_the_whole(
    window: MainWindow, long_project: Path, qtbot: QtBot
) -> None:
    open_it(window, 0)
    with closing(sqlite3.connect(long_project)) as file, file:
        file.execute("ALTER TABLE annotations RENAME TO lost")
    said: list[str] = []
    window.workspace.said.connect(lambda kind, _: said.append(kind))
    qtbot.waitUntil(lambda: window.workspace.article is None)
    assert said == ["error"]
    assert window.workspace.loaded == {} and quotes(window) == [] and window.view.text == ""
