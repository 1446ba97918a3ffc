"""Whose annotations are painted, listed, clicked and stepped through, in the real window."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from annotator.services import projects, reading
from tests.ui.conftest import STORY
from tests.ui.hand import caret_in, click, mark, place_of, press, span_of
from tests.ui.people.conftest import put_marks
from tests.ui.people.hand import (
    author,
    chip,
    click_chip,
    gutter_shows,
    indicator,
    listed,
    ready,
    stepped_through,
)

MINE = {"We did not agree", "Jane Doe"}
BENS = {"We did not agree", "in August", "Moscow"}
EVERYONES = MINE | BENS | {"The council", "A last paragraph", "on Monday"}


def test_who_has_marks_sees_only_those_at_first(shared):
    assert listed(shared) == MINE
    assert set(stepped_through(shared)) == MINE
    assert shared.status_line.marks.text() == "2 marks"
    assert not any(gutter_shows(shared, "Ben Ho", words) for words in BENS)
    press(Qt.Key.Key_Escape)
    click(shared, "Moscow")
    assert shared.workspace.current is None


def test_who_has_made_nothing_yet_sees_everyones(open_window, shared_path, monkeypatch):
    with projects.open_project(shared_path, "Dora"):
        pass
    monkeypatch.setenv("ANNOTATOR_NAME", "Dora")
    window = ready(open_window(shared_path))
    assert window.top_bar.annotator.text() == "Dora"
    assert listed(window) == EVERYONES
    mark(window, "actor", "U.S. mission")
    assert listed(window) == {*EVERYONES, "U.S. mission"}, "they stay when the first mark is made"


def test_a_chip_shows_one_person_and_hides_them_again(shared):
    assert indicator(shared).isVisible()
    assert not chip(shared, "Ben Ho").isChecked()
    click_chip(shared, "Ben Ho")
    assert chip(shared, "Ben Ho").isChecked()
    assert not chip(shared, "Cem Ak").isChecked()
    assert listed(shared) == MINE | BENS
    assert set(stepped_through(shared)) == MINE | BENS
    assert shared.status_line.marks.text() == "5 marks"
    assert gutter_shows(shared, "Ben Ho", "Moscow")
    assert not gutter_shows(shared, "Cem Ak", "The council")
    click(shared, "Moscow")
    assert shared.workspace.current.quote == "Moscow"
    click_chip(shared, "Ben Ho")
    assert listed(shared) == MINE
    assert shared.workspace.current is None, "what is not shown is not selected"
    assert not gutter_shows(shared, "Ben Ho", "Moscow")


def test_the_caret_and_the_place_stay_when_people_are_switched(shared):
    shared.resize(1000, 420)
    shared.view.set_zoom(200)
    QApplication.processEvents()
    bar = shared.view.verticalScrollBar()
    caret_in(shared, "Moscow")
    bar.setValue(bar.maximum() // 2)
    before = bar.value()
    click_chip(shared, "Ben Ho")
    assert before > 0
    assert bar.value() == before
    assert span_of(shared, "Moscow").start + 1 == shared.view.caret()


def test_each_has_a_lane_and_a_click_in_it_picks_theirs(shared):
    for name in ("Ben Ho", "Cem Ak"):
        click_chip(shared, name)
    assert gutter_shows(shared, "Ana", "We did not agree")
    assert gutter_shows(shared, "Ben Ho", "We did not agree")
    assert not gutter_shows(shared, "Cem Ak", "We did not agree")
    height = place_of(shared, "We did not agree").y()
    authors = []
    for x in range(round(shared.view.gutter_right) - 19, round(shared.view.gutter_right) - 6):
        QTest.mouseClick(shared.view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(x, height))
        current = shared.workspace.current
        if current is not None:
            authors.append(shared.workspace.annotator_name(current.annotator_id))
        press(Qt.Key.Key_Escape)
    assert set(authors) == {"Ana", "Ben Ho"}
    assert authors == sorted(authors, reverse=True), "one's own lane is next to the text"


def test_what_two_marked_alike_is_one_shape_in_the_text_and_two_marks(shared):
    def picture():
        rect = shared.view.rects_of(span_of(shared, "We did not agree"))[0].toAlignedRect()
        return shared.view.viewport().grab(rect.adjusted(-2, -2, 2, 4)).toImage()

    alone = picture()
    click_chip(shared, "Ben Ho")
    assert picture() == alone
    click(shared, "We did not agree")
    first = shared.workspace.current
    click(shared, "We did not agree")
    second = shared.workspace.current
    assert shared.workspace.is_mine(first)
    assert shared.workspace.annotator_name(second.annotator_id) == "Ben Ho"


def test_where_only_ones_own_are_shown_the_gutter_is_as_it_was(shared, open_window, project_path):
    narrow = shared.view.gutter_right
    click_chip(shared, "Ben Ho")
    assert shared.view.gutter_right > narrow
    click_chip(shared, "Ben Ho")
    assert shared.view.gutter_right == narrow == 40


def test_others_marks_cannot_be_changed_and_it_is_said_why(shared, qtbot):
    click_chip(shared, "Ben Ho")
    shared.view.setFocus()
    click(shared, "Moscow")
    key = shared.workspace.current_id
    before = shared.workspace.project.annotation(key)
    said = []
    shared.workspace.said.connect(lambda _, sentence: said.append(sentence))
    QTest.keyClick(shared.view, Qt.Key.Key_Delete)
    QTest.keyClick(
        shared.view,
        Qt.Key.Key_Right,
        Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.ShiftModifier,
    )
    shared.view.select(span_of(shared, "denied"))
    press("F")
    assert shared.workspace.project.annotation(key) == before
    assert len(said) == 3
    assert all("Ben Ho" in sentence or "somebody else" in sentence for sentence in said), said
    assert "only its author can change it" in shared.desk.inspector.why_fixed.text()
    assert "Ben Ho" in shared.desk.inspector.facts.text()
    assert (
        shared.desk.inspector.note_field.isReadOnly() or not shared.desk.inspector.remove_button.isVisible()
    )


def test_the_card_at_the_pointer_says_whose_a_mark_is_also_in_the_gutter(shared, qtbot):
    click_chip(shared, "Ben Ho")
    seen = []
    shared.view.pointed.connect(lambda under, _: seen.append(under))
    right = round(shared.view.gutter_right)
    height = place_of(shared, "Moscow").y()
    for x in range(right - 25, right - 4):
        QTest.mouseMove(shared.view.viewport(), QPoint(x, height))
        with qtbot.waitSignal(shared.view.pointed):
            pass
    found = {key for under in seen for key in under}
    assert {shared.workspace.loaded[key].annotation.quote for key in found} == {"Moscow"}
    row = shared.marking._card_row(found.pop())
    assert row.annotator == "Ben Ho"


def test_going_to_a_hidden_mark_shows_its_author(shared):
    key = next(
        item.annotation.id
        for item in shared.workspace.loaded.values()
        if item.annotation.quote == "The council"
    )
    said = []
    shared.workspace.said.connect(lambda _, sentence: said.append(sentence))
    shared.workspace.select(key)
    assert shared.workspace.current_id == key
    assert chip(shared, "Cem Ak").isChecked()
    assert said == ["The annotations of Cem Ak are shown now."]


def test_the_choice_is_kept_for_the_project_and_the_person(open_window, shared_path, tmp_path):
    window = ready(open_window(shared_path))
    click_chip(window, "Cem Ak")
    window.close()
    again = ready(open_window(shared_path))
    assert chip(again, "Cem Ak").isChecked()
    assert not chip(again, "Eva").isChecked()
    assert listed(again) == MINE | {"The council", "A last paragraph"}
    other = tmp_path / "other.annotator"
    with projects.create(other, "Ana") as project:
        reading.add_articles(project, [reading.read_clipboard(STORY)])
        put_marks(project)
    assert again.projects.open_path(other)
    ready(again)
    assert listed(again) == MINE


def test_a_new_mark_of_ones_own_is_shown_among_others(shared):
    click_chip(shared, "Ben Ho")
    mark(shared, "actor", "U.S. mission")
    assert "U.S. mission" in listed(shared)
    assert gutter_shows(shared, "Ana", "U.S. mission")
    shared.workspace.undo()
    assert listed(shared) == MINE | BENS


def test_an_article_of_which_all_is_anothers_is_empty_and_says_what_to_do(shared):
    shared.workspace.remove(
        [
            key
            for key, item in shared.workspace.loaded.items()
            if item.annotation.annotator_id == author(shared, "Ana")
        ]
    )
    assert listed(shared) == set()
    page = shared.desk.annotations.nothing_yet
    assert page.isVisible()
    said = " ".join(label.text() for label in page.findChildren(QLabel))
    assert "Others have marked here, which is not shown. Ctrl+Shift+P shows it." in said
    said = " ".join(label.text() for label in shared.desk.inspector.empty.findChildren(QLabel))
    assert "Select words in the article" in said
