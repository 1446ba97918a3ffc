"""Linking with the mouse: dragging a line, picking and clicking; and what is drawn of it."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu

from annotator.services import reading
from annotator.services.fields import Aim
from tests.ui.hand import CTRL, ESC, click, drag, linked, mark, place_of, press, span_of

ARABIC = "قال المتحدث أحمد علي إن الاتفاق لن يوقع أبدا.\n\nوصلت الوفود إلى جنيف يوم الاثنين."


@pytest.fixture
def claim(window):
    """A claim without links between two actors and a date; it is selected."""
    mark(window, "actor", "Jane Doe")
    mark(window, "actor", "Moscow")
    mark(window, "date", "August")
    key = mark(window, "claim", "It didn’t pay 12.5 percent")
    for field in ("speaker", "event_date"):
        assert window.workspace.set_links([key], field, [])
    return key


def handle(window, key, *, right_to_left=False):
    """Return the middle of the handle at the end of a mark."""
    rect = window.view.rects_of(window.view.mark(key).fragments[-1])[-1]
    x = rect.left() if right_to_left else rect.right()
    return QPoint(round(x), round(rect.bottom() + 6))


def choose(title):
    """Choose from the menu that is open; return what it offered."""
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    titles = [action.text().split("\t")[0] for action in menu.actions()]
    for _ in range(titles.index(title)):
        QTest.keyClick(menu, Qt.Key.Key_Down)
    QTest.keyClick(menu, Qt.Key.Key_Return)
    return titles


def test_a_line_dragged_to_an_actor_offers_the_fields_that_fit(window, claim):
    drag(window, handle(window, claim), place_of(window, "Jane Doe"))
    assert choose("Reported by") == ["Speaker", "Reported by", "Directed at", "About"]
    assert linked(window, claim) == {"reported_by": ["Jane Doe"]}
    drag(window, handle(window, claim), place_of(window, "August"))
    assert choose("Statement date") == ["Event date", "Statement date"]
    assert linked(window, claim) == {"reported_by": ["Jane Doe"], "statement_date": ["August"]}
    assert window.workspace.current_id == claim and window.view.hasFocus()
    for _ in range(2):
        press("Z", modifier=CTRL)
    assert linked(window, claim) == {}


def test_with_ctrl_the_line_starts_in_the_claim_itself(window, claim):
    drag(window, place_of(window, "12.5"), place_of(window, "Moscow"), CTRL)
    choose("Speaker")
    assert linked(window, claim) == {"speaker": ["Moscow"]}


def test_without_ctrl_a_drag_in_the_claim_selects_text(window, claim):
    drag(window, place_of(window, "pay"), place_of(window, "12.5"))
    assert window.view.has_selection() and linked(window, claim) == {}


def test_while_dragging_the_mark_under_the_line_is_outlined_and_esc_cancels(window, claim):
    actor = next(one.id for one in window.workspace.own() if one.quote == "Jane Doe")
    drag(window, handle(window, claim), place_of(window, "Jane Doe"), release=False)
    assert window.view.state.aimed == actor
    press(ESC)
    assert window.view.state.aimed is None and window.workspace.current_id == claim
    QTest.mouseRelease(window.view.viewport(), Qt.MouseButton.LeftButton, pos=place_of(window, "Jane Doe"))
    assert QApplication.activePopupWidget() is None and linked(window, claim) == {}


def test_a_line_let_go_over_nothing_says_what_it_needs(window, claim):
    said = []
    window.workspace.said.connect(lambda kind, sentence: said.append(sentence))
    drag(window, handle(window, claim), place_of(window, "last paragraph"))
    assert "over an actor or a date" in said[-1] and linked(window, claim) == {}


def test_after_the_key_a_click_on_an_actor_takes_it(window, claim):
    press("S")
    click(window, "Jane Doe")
    assert linked(window, claim) == {"speaker": ["Jane Doe"]}
    assert window.workspace.current_id == claim and not window.linking.picker.isVisible()
    click(window, "Moscow")
    assert window.workspace.current.quote == "Moscow", "only the one click is for the field"
    assert linked(window, claim) == {"speaker": ["Jane Doe"]}


def test_a_click_that_does_not_fit_or_comes_later_only_picks(window, claim):
    press("S")
    click(window, "August")
    assert window.workspace.current.quote == "August" and linked(window, claim) == {}
    window.workspace.select(claim)
    press("S")
    click(window, "last paragraph")
    click(window, "Jane Doe")
    assert window.workspace.current.quote == "Jane Doe" and linked(window, claim) == {}


def test_a_click_into_the_article_leaves_the_picker_after_marking(window):
    window.view.select(span_of(window, "Moscow"), reveal=False)
    press("A")
    click(window, "nothing much")
    assert not window.linking.picker.isVisible() and window.view.hasFocus()
    window.view.select(span_of(window, "Jane Doe"), reveal=False)
    press("A")
    assert window.linking.picker.isVisible()
    click(window, "Moscow")
    assert window.workspace.current.quote == "Moscow"
    assert all(linked(window, one.id) == {} for one in window.workspace.own())


def test_the_handle_stands_at_the_left_end_in_arabic(window):
    space = window.workspace
    [article] = reading.add_articles(space.project, [reading.read_clipboard(ARABIC)]).added
    space.refresh()
    space.open_article(article.id)
    mark(window, "actor", "أحمد علي")
    key = mark(window, "claim", "الاتفاق لن يوقع أبدا")
    space.set_links([key], "speaker", [])
    drag(window, handle(window, key, right_to_left=True), place_of(window, "أحمد علي"))
    choose("Speaker")
    assert linked(window, key) == {"speaker": ["أحمد علي"]}


# --- what is drawn ------------------------------------------------------------------------


def image(window):
    return window.view.viewport().grab().toImage()


def test_links_are_drawn_for_the_selected_claim_and_hide_no_text(window, claim):
    window.view.put_caret(0)
    bare = image(window)
    ids = {one.quote: one.id for one in window.workspace.own()}
    for field, quote in (("speaker", "Jane Doe"), ("about", "Moscow"), ("event_date", "August")):
        assert window.workspace.add_link(claim, field, Aim(target_id=ids[quote]))
    drawn = image(window)
    assert drawn != bare
    gutter = round(window.view.gutter_right)
    changed = [y for y in range(bare.height()) if bare.pixel(9, y) != drawn.pixel(9, y)]
    top = window.view.rects_of(span_of(window, "Jane Doe"))[0].top()
    assert changed and min(changed) >= top - 2, "the line down the gutter begins at the first target"
    for y in range(bare.height()):
        for x in range(gutter, bare.width()):
            before = bare.pixelColor(x, y).lightness()
            if before < 70:
                assert drawn.pixelColor(x, y).lightness() <= before + 24, f"text at {x}, {y} is hidden"
    window.workspace.select(None)
    assert image(window).pixel(9, changed[0]) == bare.pixel(9, changed[0])


def test_a_claim_with_links_far_away_paints_only_what_is_seen(window):
    space = window.workspace
    lines = [f"Person{n} Smith spoke about the matter at some length." for n in range(1, 6_000)]
    [article] = reading.add_articles(space.project, [reading.read_clipboard("\n\n".join(lines))]).added
    space.refresh()
    space.open_article(article.id)
    asked = []
    actors = [mark(window, "actor", f"Person{n} Smith") for n in (2, 3, 2_000, 5_990)]
    key = mark(window, "claim", "Person1 Smith spoke about the matter")
    space.set_links([key], "about", [Aim(target_id=one) for one in actors])
    window.view.verticalScrollBar().setValue(0)
    window.view.put_caret(0)
    real = window.view._connectors._rects_of

    def rects_of(span):
        asked.append(span)
        return real(span)

    window.view._connectors._rects_of = rects_of
    image(window)
    here = {window.view.text[slice(*span)].split()[0] for span in asked}
    assert here == {"Person1", "Person2", "Person3"}
    assert image(window).pixelColor(9, window.view.viewport().height() - 2) != window.appearance.theme.page
