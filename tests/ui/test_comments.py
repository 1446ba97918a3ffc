"""Comments in the whole window, with real keys and mouse."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from annotator.core.spans import Span
from annotator.services import commenting, marking, projects
from annotator.ui.comments import control
from annotator.ui.comments.panel import Place
from tests.ui import hand

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
LEFT = Qt.MouseButton.LeftButton
ENTER, ESC = Qt.Key.Key_Return, Qt.Key.Key_Escape
QUESTION = "Is this a claim?"


@pytest.fixture
def bens(project_path, story):
    """What Ben has marked in the first article, with a thread of his own, and one on the other article."""
    with projects.open_project(project_path, "Ben") as project:
        first, second = project.articles()
        start = story.index("We did not agree")
        span = [Span(start, start + 16)]
        made = marking.plan(first, story, "claim", span, project.annotator)
        marking.add(project, made)
        commenting.comment(project, first.id, made.id, QUESTION)
        commenting.comment(project, second.id, "", "Who wrote this?")
        thread = commenting.thread_on(project, second.id)
        assert thread is not None
        commenting.resolve(project, thread, "Nobody knows.")
    return made


@pytest.fixture
def panel(qtbot, bens, window):
    """The panel, opened by its key with nothing selected, all of it read."""
    QTest.keyClick(window.view, Qt.Key.Key_D, CTRL | SHIFT)
    return ready(qtbot, window)


def ready(qtbot, window):
    panel = control.panel_of(window)
    qtbot.waitUntil(lambda: panel is not None and panel.isActiveWindow() and panel.settled)
    return panel


def rows(panel):
    model = panel.side.model
    return [model.data(model.index(row, 0)) for row in range(model.rowCount())]


def stored(window):
    """Return the threads as a second reader finds them: their texts and how they stand."""
    with projects.open_project(window.workspace.project.path, "Reader", read_only=True) as project:
        found = commenting.threads(project)
    return [([one.text for one in thread.comments], thread.state.value) for thread in found]


def said(panel):
    return [card.words.text() for card in panel.conversation.cards]


def has_focus(widget):
    return QApplication.focusWidget() is widget


def choose(box, place):
    """Choose an entry of a box with the keyboard."""
    box.setFocus()
    QTest.keyClick(box, Qt.Key.Key_Home)
    for _ in range(place):
        QTest.keyClick(box, Qt.Key.Key_Down)


def send(panel, text, modifier=CTRL):
    QTest.keyClicks(panel.composer.edit, text)
    QTest.keyClick(panel.composer.edit, ENTER, modifier)


def test_the_key_opens_the_article_s_open_threads(panel, window, bens):
    assert rows(panel) == [QUESTION]
    assert has_focus(panel.side.list_view)
    assert said(panel) == [QUESTION]
    assert panel.conversation.state_words.text() == "Open"
    assert window.workspace.current_id == bens.id
    spoken = panel.side.model.data(panel.side.model.index(0, 0), Qt.ItemDataRole.AccessibleTextRole)
    assert spoken.startswith(f"“{bens.quote}”, {QUESTION}, Open, Ben, ")


def test_answering_and_resolving_by_keys(qtbot, panel, window):
    QTest.keyClick(window.view, Qt.Key.Key_M, CTRL | SHIFT)
    assert has_focus(panel.composer.edit)
    QTest.keyClick(panel.composer.edit, ENTER, CTRL)
    assert stored(window)[0] == ([QUESTION], "open"), "nothing is typed, so nothing is said"
    send(panel, "Yes, it is")
    assert stored(window)[0] == ([QUESTION, "Yes, it is"], "open")
    assert said(panel) == [QUESTION, "Yes, it is"]
    assert panel.composer.text == ""
    assert panel.side.current() is not None
    send(panel, "Done", CTRL | SHIFT)
    assert stored(window)[0] == ([QUESTION, "Yes, it is", "Done"], "resolved")
    assert panel.conversation.state_words.text() == "Resolved"
    assert rows(panel) == [], "only open threads are listed, and the one in hand is shown on"
    send(panel, "No")
    assert stored(window)[0][1] == "open"
    qtbot.waitUntil(lambda: panel.settled)
    assert rows(panel) == ["No"]


def test_resolving_and_opening_again_by_mouse(panel, window):
    QTest.mouseClick(panel.composer.turn_button, LEFT)
    assert stored(window)[0] == ([QUESTION, ""], "resolved")
    assert panel.composer.turn_button.text() == "Open again"
    QTest.mouseClick(panel.composer.turn_button, LEFT)
    assert stored(window)[0] == ([QUESTION, "", ""], "open")
    assert panel.conversation.cards[1].accessibleName().startswith("Ana, resolved this, ")


def test_undo_takes_a_comment_back_in_both_windows(qtbot, panel, window):
    panel.composer.edit.setFocus()
    send(panel, "Yes")
    QTest.keyClick(panel.side.list_view, Qt.Key.Key_Z, CTRL)
    qtbot.waitUntil(lambda: panel.settled)
    assert said(panel) == [QUESTION]
    assert stored(window)[0] == ([QUESTION], "open")
    window.activateWindow()
    QTest.keyClick(window.view, Qt.Key.Key_Z, CTRL | SHIFT)
    qtbot.waitUntil(lambda: said(panel) == [QUESTION, "Yes"])


def test_a_thread_on_ones_own_and_on_the_article(qtbot, bens, window, story):
    key = hand.mark(window, "actor", "Jane Doe")
    window.workspace.select(key)
    QTest.keyClick(window.view, Qt.Key.Key_M, CTRL | SHIFT)
    panel = ready(qtbot, window)
    assert panel.conversation.quote.text_view.toPlainText() == "Jane Doe"
    send(panel, "Which Jane Doe?")
    window.activateWindow()
    window.workspace.select(None)
    QTest.keyClick(window.view, Qt.Key.Key_M, CTRL | SHIFT)
    assert panel.conversation.about.text() == "The whole article"
    send(panel, "Read twice")
    qtbot.waitUntil(lambda: panel.settled)
    assert rows(panel) == ["Read twice", QUESTION, "Which Jane Doe?"]
    assert [texts for texts, _ in stored(window)[:3]] == [["Read twice"], [QUESTION], ["Which Jane Doe?"]]


def test_filters_by_place_state_and_words(panel, window):
    choose(panel.side.where_box, 1)
    assert rows(panel) == [QUESTION]
    assert panel.side.where_box.currentText() == "Whole project (2)"
    choose(panel.side.which_box, 1)
    assert rows(panel) == ["Nobody knows."]
    choose(panel.side.which_box, 2)
    assert rows(panel) == [QUESTION, "Nobody knows."]
    for words, found in (("wrote ben", ["Nobody knows."]), ("did not agree", [QUESTION]), ("xyz", [])):
        panel.side.take_filter_focus()
        QTest.keyClicks(panel.side.filter_field, words)
        assert rows(panel) == found, words
    assert panel.side.no_match.words() == "Nothing found\nNo comment has “\u2068xyz\u2069”."
    QTest.mouseClick(panel.side.show_all_button, LEFT)
    assert rows(panel) == [QUESTION, "Nobody knows."]


def test_click_shows_the_place_and_enter_goes_there(qtbot, panel, window):
    QTest.mouseClick(panel.side.show_all_button, LEFT)
    panel.side.show_all()
    second = window.workspace.project.articles()[1]
    view = panel.side.list_view
    QTest.mouseClick(view.viewport(), LEFT, pos=view.visualRect(view.model().index(1, 0)).center())
    assert window.workspace.article.id == second.id
    assert panel.isActiveWindow()
    assert said(panel) == ["Who wrote this?", "Nobody knows."]
    QTest.keyClick(view, Qt.Key.Key_Up)
    assert window.workspace.article.id != second.id
    QTest.keyClick(view, ENTER)
    qtbot.waitUntil(window.isActiveWindow)
    assert has_focus(window.view)
    assert window.workspace.current.quote == "We did not agree"


def test_selecting_in_the_text_shows_the_thread(panel, window, bens):
    window.workspace.select(None)
    panel.side.choose("")
    panel.side.show_all()
    second = next(
        thread for thread in commenting.threads(window.workspace.project) if not thread.annotation_id
    )
    panel.write_on(Place(second.article.id))
    assert said(panel) == ["Who wrote this?", "Nobody knows."]
    window.workspace.select(bens.id)
    assert said(panel) == [QUESTION]


def test_half_typed_words_stay_with_their_thread(panel, window, bens):
    first = bens.article_id
    panel.write_on(Place(first, bens.id))
    QTest.keyClicks(panel.composer.edit, "Half a thou")
    QTest.keyClick(panel.composer.edit, ESC)
    assert has_focus(panel.side.list_view)
    panel.write_on(Place(first))
    assert panel.composer.text == ""
    QTest.keyClicks(panel.composer.edit, "Another")
    QTest.keyClick(panel.composer.edit, ESC)
    QTest.keyClick(panel.side.list_view, ESC)
    assert not panel.isVisible()
    panel.show()
    panel.write_on(Place(first, bens.id))
    assert panel.composer.text == "Half a thou"
    panel.composer.edit.selectAll()
    QTest.keyClick(panel.composer.edit, Qt.Key.Key_Delete)
    panel.write_on(Place(first))
    assert panel.composer.text == "Another"
    panel.write_on(Place(first, bens.id))
    assert panel.composer.text == "", "what was rubbed out does not come back"
    assert stored(window)[0] == ([QUESTION], "open")


def test_half_typed_words_are_said_when_the_project_is_closed(panel, window, bens, project_path):
    panel.write_on(Place(bens.article_id, bens.id))
    QTest.keyClicks(panel.composer.edit, "Half a thou")
    panel.write_on(Place(bens.article_id))
    QTest.keyClicks(panel.composer.edit, "And ano")
    window.actions_["close"].trigger()
    assert not panel.isVisible()
    with projects.open_project(project_path, "Reader", read_only=True) as project:
        found = {thread.annotation_id: thread.comments[-1].text for thread in commenting.threads(project)[:2]}
    assert found == {"": "And ano", bens.id: "Half a thou"}


def test_half_typed_words_outlive_the_annotation_that_they_are_about(qtbot, window, project_path):
    key = hand.mark(window, "actor", "Jane Doe")
    window.workspace.select(key)
    QTest.keyClick(window.view, Qt.Key.Key_M, CTRL | SHIFT)
    panel = ready(qtbot, window)
    QTest.keyClicks(panel.composer.edit, "Which one")
    window.workspace.remove([key])
    window.actions_["close"].trigger()
    with projects.open_project(project_path, "Reader", read_only=True) as project:
        (thread,) = commenting.threads(project)
    assert (thread.annotation_id, thread.comments[0].text) == ("", "Which one")


def test_changing_and_removing_ones_own(panel, window):
    assert not panel.conversation.cards[0].change_button.isVisible(), "it is Ben's"
    assert not panel.conversation.cards[0].remove_button.isVisible()
    panel.composer.edit.setFocus()
    send(panel, "Yess")
    QTest.mouseClick(panel.conversation.cards[1].change_button, LEFT)
    assert has_focus(panel.composer.edit)
    assert panel.composer.reply_button.text() == "Save the change"
    QTest.keyClick(panel.composer.edit, Qt.Key.Key_Backspace)
    QTest.keyClick(panel.composer.edit, ENTER, CTRL)
    assert said(panel) == [QUESTION, "Yes"]
    QTest.mouseClick(panel.conversation.cards[1].change_button, LEFT)
    QTest.keyClicks(panel.composer.edit, " and no")
    QTest.mouseClick(panel.composer.cancel_button, LEFT)
    assert said(panel) == [QUESTION, "Yes"]
    assert panel.composer.text == ""
    QTest.mouseClick(panel.conversation.cards[1].remove_button, LEFT)
    assert said(panel) == [QUESTION]
    assert stored(window)[0] == ([QUESTION], "open")


def test_a_thread_outlives_its_annotation(qtbot, bens, window):
    key = hand.mark(window, "actor", "Jane Doe")
    window.workspace.select(key)
    QTest.keyClick(window.view, Qt.Key.Key_M, CTRL | SHIFT)
    panel = ready(qtbot, window)
    send(panel, "Who?")
    window.workspace.remove([key])
    qtbot.waitUntil(lambda: panel.settled)
    assert panel.conversation.about.text().startswith("The annotation was removed since")
    assert panel.conversation.quote.text_view.toPlainText() == "Jane Doe"
    send(panel, "Gone", CTRL | SHIFT)
    assert stored(window)[1] == (["Who?", "Gone"], "resolved")


def test_a_project_without_comments_says_what_belongs_here(qtbot, window):
    QTest.keyClick(window.view, Qt.Key.Key_D, CTRL | SHIFT)
    panel = ready(qtbot, window)
    assert panel.none_chosen.words().startswith("No comments yet\nAsk about an annotation")
    QTest.mouseClick(panel.side.article_button, LEFT)
    assert has_focus(panel.composer.edit)
    send(panel, "First")
    assert stored(window) == [(["First"], "open")]


def test_a_colleague_s_comment_keeps_its_state_when_it_is_too_long(panel, window):
    panel.composer.edit.setFocus()
    panel.composer.edit.setPlainText("x" * (commenting.LONGEST + 1))
    QTest.keyClick(panel.composer.edit, ENTER, CTRL)
    assert "10,001" in panel.banner.text
    assert len(panel.composer.text) == commenting.LONGEST + 1, "what was typed is still there"
    assert stored(window)[0] == ([QUESTION], "open")


def test_reading_only(qtbot, bens, open_window, project_path):
    with projects.open_project(project_path, "Somebody"):
        window = open_window(project_path)
        assert window.workspace.read_only
        QTest.keyClick(window.view, Qt.Key.Key_D, CTRL | SHIFT)
        panel = ready(qtbot, window)
        assert said(panel) == [QUESTION]
        assert not panel.composer.isVisible()
        assert not panel.side.article_button.isVisible()
        assert panel.why_fixed.isVisible()


def test_what_a_screen_reader_calls_them(panel):
    side = panel.side
    parts = (side.list_view, side.filter_field, side.where_box, side.which_box, panel.composer.edit)
    assert [part.accessibleName() for part in parts] == [
        "List of threads",
        "Find a comment by its words, the quote, or a name",
        "Where the threads are",
        "Which threads are listed",
        "Write a comment",
    ]


def test_the_list_of_annotations_has_a_sign_for_an_open_thread(panel, window, bens):
    model = window.desk.annotations.model

    def spoken():
        return model.data(model.index_of(bens.id), Qt.ItemDataRole.AccessibleTextRole)

    assert model.row(model.row_of(bens.id)).waiting
    assert spoken().endswith("has an open comment")
    QTest.mouseClick(panel.composer.turn_button, LEFT)
    assert not model.row(model.row_of(bens.id)).waiting
    assert not spoken().endswith("has an open comment")
