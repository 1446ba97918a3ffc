"""Marking in the real window with real keys and mouse: the reason the program exists."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QToolButton

from annotator.core.spans import Span
from annotator.services import projects, reading

CTRL, SHIFT, ALT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)


def span_of(text, words, after=0):
    start = text.index(words, after)
    return Span(start, start + len(words))


def point_in(window, words, *, at=0.5, after=0):
    """Return the middle of ``words`` in the viewport, or another fraction of their width."""
    rects = window.view.rects_of(span_of(window.view.text, words, after))
    rect = rects[0]
    return QPoint(round(rect.left() + rect.width() * at), round(rect.center().y()))


def drag(window, start, end, modifier=Qt.KeyboardModifier.NoModifier):
    """Drag the mouse over the text, as a hand does: press, several moves, release."""
    port = window.view.viewport()
    QTest.mousePress(port, Qt.MouseButton.LeftButton, modifier, start)
    steps = 6
    for step in range(1, steps + 1):
        place = start + (end - start) * step / steps
        QTest.mouseMove(port, place)
    QTest.mouseRelease(port, Qt.MouseButton.LeftButton, modifier, end)


def drag_over(window, words, modifier=Qt.KeyboardModifier.NoModifier, *, inside=0):
    """Select ``words`` with the mouse; ``inside`` pixels are left out at both ends."""
    rect = window.view.rects_of(span_of(window.view.text, words))[0]
    y = round(rect.center().y())
    drag(window, QPoint(round(rect.left()) + inside, y), QPoint(round(rect.right()) - inside, y), modifier)


def click(window, words, **where):
    QTest.mouseClick(window.view.viewport(), Qt.MouseButton.LeftButton, pos=point_in(window, words, **where))


def stored(window):
    """What a second reader finds in the file: (layer, quote, fragments), in reading order."""
    path = window.workspace.project.path
    with projects.open_project(path, "Reader", read_only=True) as project:
        article = window.workspace.article.id
        return [(a.layer, a.quote, a.fragments) for a in project.annotations(article)]


def quotes(window):
    return [(layer, quote) for layer, quote, _ in stored(window)]


@pytest.mark.parametrize(("key", "layer"), [("C", "claim"), ("A", "actor"), ("D", "date")])
def test_a_selection_and_one_key_mark(window, key, layer):
    drag_over(window, "Jane Doe")
    QTest.keyClick(window.view, key)
    assert stored(window) == [(layer, "Jane Doe", (span_of(window.view.text, "Jane Doe"),))]
    assert window.workspace.current.quote == "Jane Doe"
    assert window.status_line.saved.text() == "All changes saved"


def test_the_mark_snaps_to_words_and_alt_marks_exactly(window):
    drag_over(window, "Jane Doe", inside=4)
    QTest.keyClick(window.view, "A")
    window.view.select(Span(*span_of(window.view.text, "ssion.")))
    QTest.keyClick(window.view, "C", ALT)
    assert quotes(window) == [("actor", "Jane Doe"), ("claim", "ssion.")]


def test_with_nothing_selected_c_takes_the_sentence_and_a_and_d_the_word(window):
    text = window.view.text
    click(window, "Monday")
    for key in "CAD":
        window.view.put_caret(text.index("Monday") + 2)
        QTest.keyClick(window.view, key)
    assert sorted(quotes(window)) == [
        ("actor", "Monday"),
        ("claim", "The council met on Monday"),
        ("date", "Monday"),
    ]


def test_words_after_an_emoji_are_marked_where_they_stand(window):
    for words in ("didn’t", "12.5", "U.S.", "😀", "nothing much"):
        window.view.select(span_of(window.view.text, words))
        QTest.keyClick(window.view, "C")
    assert quotes(window) == [("claim", words) for words in ("😀", "didn’t", "12.5", "U.S.", "nothing much")]


def test_a_tool_marks_one_drag_after_another_until_esc(window):
    QTest.keyClick(window.view, "A", SHIFT)
    assert window.actions_["tool:actor"].isChecked()
    drag_over(window, "council")
    drag_over(window, "Moscow")
    QTest.keyClick(window.view, Qt.Key.Key_Escape)
    assert not window.actions_["tool:actor"].isChecked()
    drag_over(window, "report")
    assert quotes(window) == [("actor", "council"), ("actor", "Moscow")]


def test_a_tool_button_takes_the_tool_in_hand(window):
    button = window.top_bar.tools[0]
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    drag_over(window, "met on Monday")
    assert quotes(window) == [("claim", "met on Monday")]
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    drag_over(window, "council")
    assert len(stored(window)) == 1


def test_the_small_bar_at_the_selection_marks(window):
    drag_over(window, "the report")
    bar = window.marking.bar
    assert bar.isVisible()
    buttons = bar.findChildren(QToolButton)
    QTest.mouseClick(buttons[2], Qt.MouseButton.LeftButton)
    assert quotes(window) == [("date", "the report")]
    assert not bar.isVisible()


def test_an_interrupted_claim_gets_a_second_fragment_and_loses_it(window):
    text = window.view.text
    drag_over(window, "We did not agree")
    QTest.keyClick(window.view, "C")
    window.view.select(span_of(text, "and we will not agree"))
    QTest.keyClick(window.view, "F")
    both = (span_of(text, "We did not agree"), span_of(text, "and we will not agree"))
    assert stored(window) == [("claim", "We did not agree … and we will not agree", both)]
    window.view.select(span_of(text, "and we will not agree"))
    QTest.keyClick(window.view, "F", SHIFT)
    assert stored(window) == [("claim", "We did not agree", both[:1])]


def test_the_last_fragment_cannot_be_taken_away(window):
    drag_over(window, "We did not agree")
    QTest.keyClick(window.view, "C")
    window.view.select(span_of(window.view.text, "We did not agree"))
    QTest.keyClick(window.view, "F", SHIFT)
    assert quotes(window) == [("claim", "We did not agree")]
    assert "Delete" in window.banner.text


def test_clicking_again_goes_to_the_next_mark_under_the_pointer(window):
    for words in ("“We did not agree,” Jane Doe said in August", "Jane Doe said", "Jane"):
        window.view.select(span_of(window.view.text, words))
        QTest.keyClick(window.view, "C")
    QTest.keyClick(window.view, Qt.Key.Key_Escape)
    seen = []
    for _ in range(4):
        click(window, "Jane")
        seen.append(window.workspace.current.quote)
    assert seen == ["Jane", "Jane Doe said", "“We did not agree,” Jane Doe said in August", "Jane"]


def test_tab_goes_through_the_marks_and_delete_removes(window):
    for words in ("Moscow", "council", "August"):
        window.view.select(span_of(window.view.text, words))
        QTest.keyClick(window.view, "A")
    QTest.keyClick(window.view, Qt.Key.Key_Escape)
    window.view.put_caret(0)
    seen = []
    for _ in range(3):
        QTest.keyClick(window.view, Qt.Key.Key_Tab)
        seen.append(window.workspace.current.quote)
    QTest.keyClick(window.view, Qt.Key.Key_Backtab, SHIFT)
    seen.append(window.workspace.current.quote)
    assert seen == ["council", "August", "Moscow", "August"]
    QTest.keyClick(window.view, Qt.Key.Key_Delete)
    assert quotes(window) == [("actor", "council"), ("actor", "Moscow")]


def test_edges_move_by_word_and_by_character_with_the_keyboard(window):
    drag_over(window, "Jane Doe")
    QTest.keyClick(window.view, "A")
    QTest.keyClick(window.view, Qt.Key.Key_Right, ALT | SHIFT)
    assert quotes(window) == [("actor", "Jane Doe said")]
    QTest.keyClick(window.view, Qt.Key.Key_Left, ALT | CTRL)
    assert quotes(window) == [("actor", "agree,” Jane Doe said")]
    QTest.keyClick(window.view, Qt.Key.Key_Right, ALT | CTRL)
    QTest.keyClick(window.view, Qt.Key.Key_Up, ALT | SHIFT)
    assert quotes(window) == [("actor", "Jane Doe sai")]


def test_an_edge_is_dragged_with_the_mouse(window):
    drag_over(window, "Jane Doe")
    QTest.keyClick(window.view, "A")
    rect = window.view.rects_of(span_of(window.view.text, "Jane Doe"))[0]
    y = round(rect.center().y())
    target = window.view.rects_of(span_of(window.view.text, "said"))[0]
    drag(window, QPoint(round(rect.right()), y), QPoint(round(target.center().x()), y))
    assert quotes(window) == [("actor", "Jane Doe said")]
    QTest.keyClick(window, "Z", CTRL)
    assert quotes(window) == [("actor", "Jane Doe")]


def test_a_double_click_selects_a_whole_word(window):
    for words in ("didn’t", "12.5"):
        port = window.view.viewport()
        QTest.mouseDClick(port, Qt.MouseButton.LeftButton, pos=point_in(window, words, at=0.2))
        assert window.view.text[slice(*window.view.selection())] == words


def test_undo_and_redo_name_what_they_do_and_survive_reopening(window, open_window):
    drag_over(window, "Jane Doe")
    QTest.keyClick(window.view, "A")
    drag_over(window, "Moscow")
    QTest.keyClick(window.view, "C")
    QTest.keyClick(window.view, Qt.Key.Key_Delete)
    path = window.workspace.project.path
    window.close()
    again = open_window(path)
    undo = again.actions_["undo"]
    names: list[str] = []
    while undo.isEnabled() and len(names) < 10:
        names.append(undo.text())
        QTest.keyClick(again, "Z", CTRL)
    assert names[:3] == ["Undo remove claim", "Undo mark claim", "Undo mark actor"]
    assert again.workspace.project.articles() == []
    while again.actions_["redo"].isEnabled():
        QTest.keyClick(again, "Z", CTRL | SHIFT)
    assert quotes(again) == [("actor", "Jane Doe")]


def test_the_first_mark_moves_the_article_to_in_progress_and_undo_moves_it_back(window):
    assert window.workspace.article.status == "todo"
    drag_over(window, "Jane Doe")
    QTest.keyClick(window.view, "A")
    assert window.workspace.article.status == "in progress"
    QTest.keyClick(window, "Z", CTRL)
    assert window.workspace.article.status == "todo"


def test_typing_a_note_marks_nothing(window):
    drag_over(window, "Jane Doe")
    QTest.keyClick(window.view, "A")
    QTest.keyClick(window.view, "N")
    focused = window.focusWidget()
    QTest.keyClicks(focused, "A dated claim? CAD")
    window.close()
    path = window.settings.recent[0]
    with projects.open_project(path, "Reader", read_only=True) as project:
        found = project.annotations(project.articles()[0].id)
    assert [(a.layer, a.note) for a in found] == [("actor", "A dated claim? CAD")]


def test_copy_gives_the_stored_text(window, qapp):
    window.view.select(span_of(window.view.text, "report. 😀 It"))
    QTest.keyClick(window.view, "C", CTRL)
    assert qapp.clipboard().text() == "report. 😀 It"


def test_changing_the_layer_from_the_context_menu(window):
    drag_over(window, "Moscow")
    QTest.keyClick(window.view, "C")
    window.workspace.set_layer(window.workspace.current_id, "actor")
    assert quotes(window) == [("actor", "Moscow")]
    assert window.view.mark(window.workspace.current_id).layer.id == "actor"


def test_in_arabic_the_edges_are_on_the_sides_where_the_words_begin_and_end(window):
    project = window.workspace.project
    text = "قال المتحدث باسم المجلس إن الاتفاق باق.\n\nنفت موسكو ذلك."
    added = reading.add_articles(project, [reading.read_clipboard(text)]).added[0]
    window.workspace.refresh()
    window.workspace.open_article(added.id)
    window.view.select(span_of(text, "المتحدث"))
    QTest.keyClick(window.view, "A")
    left_edge = window.view.rects_of(span_of(text, "المتحدث"))[0]
    target = window.view.rects_of(span_of(text, "المجلس"))[0]
    y = round(left_edge.center().y())
    drag(window, QPoint(round(left_edge.left()), y), QPoint(round(target.center().x()), y))
    assert stored(window) == [("actor", "المتحدث باسم المجلس", (span_of(text, "المتحدث باسم المجلس"),))]


def test_the_match_of_a_search_is_marked_at_once(window):
    QTest.keyClick(window, "F", CTRL)
    QTest.keyClicks(window.find_bar.field, "agree")
    QTest.keyClick(window, Qt.Key.Key_F3)
    assert window.focusWidget() is window.view
    QTest.keyClick(window.focusWidget(), "C")
    second = window.view.text.index("agree", window.view.text.index("agree") + 1)
    assert stored(window) == [("claim", "agree", (Span(second, second + 5),))]


def test_the_same_words_are_not_marked_twice(window):
    for _ in range(2):
        window.view.select(span_of(window.view.text, "Moscow"))
        QTest.keyClick(window.view, "A")
    assert quotes(window) == [("actor", "Moscow")]
    assert "already" in window.banner.text
    window.view.select(span_of(window.view.text, "Moscow"))
    QTest.keyClick(window.view, "C")
    assert len(stored(window)) == 2


def test_a_press_on_the_selection_begins_a_new_one(window):
    window.view.select(span_of(window.view.text, "Jane Doe said in August"))
    drag_over(window, "Doe said")
    assert window.view.text[slice(*window.view.selection())] == "Doe said"


def test_what_is_left_of_a_fragment_ends_with_a_word(window):
    window.view.select(span_of(window.view.text, "Moscow denied the report"))
    QTest.keyClick(window.view, "C")
    window.view.select(span_of(window.view.text, "the report"))
    QTest.keyClick(window.view, "F", SHIFT)
    assert quotes(window) == [("claim", "Moscow denied")]
