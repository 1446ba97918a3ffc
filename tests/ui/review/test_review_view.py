"""What the review shows: filters, names hidden, gold, empty states, others' changes."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from annotator.agreement.differences import Kind
from annotator.core.model import Status
from annotator.core.spans import Span
from annotator.services import articles, fields, people, projects, reading
from annotator.services.reviewing import State
from annotator.ui.review import showing
from annotator.ui.review.pile import Which
from annotator.ui.review.table import pieces
from tests.ui.review.hand import STORY, Desk, press, progress, quotes, review_of, shown, texts

CTRL = Qt.KeyboardModifier.ControlModifier


def choose(box, key):
    """Choose what stands for ``key`` in a box, with the keys that a person would press."""
    box.setFocus()
    press(Qt.Key.Key_Home)
    for _ in range(box.findData(key)):
        press(Qt.Key.Key_Down)
    assert box.currentData() == key


def begin(window):
    press("R", modifier=CTRL)
    return review_of(window)


def test_the_queue_is_filtered(reviewing):
    queue = reviewing.queue
    choose(queue.kind, Kind.ONLY_ONE)
    assert quotes(reviewing) == ["Jane Doe"] and shown(reviewing) == "Jane Doe"
    choose(queue.kind, Kind.SAME)
    assert quotes(reviewing) == ["Moscow", "February 2022"]
    choose(queue.kind, "")
    queue.more.click()
    choose(queue.layer, "actor")
    assert quotes(reviewing) == ["Jane Doe", "the hearing", "Moscow"]
    choose(
        queue.annotator, next(key for key in reviewing.pile.readers if reviewing.faces.of(key).name == "Ben")
    )
    assert quotes(reviewing) == ["the hearing", "Moscow"]
    choose(queue.article, reviewing.case.article.id)
    assert quotes(reviewing) == ["the hearing"]
    choose(queue.kind, Kind.OTHER_SPEAKER)
    assert quotes(reviewing) == [] and reviewing.case is None
    assert "Nothing of this sort" in texts(reviewing.deck)


def test_decided_and_all_are_shown_when_asked_for(reviewing):
    press("1", "1")
    assert len(quotes(reviewing)) == 4, "what is decided leaves the queue"
    choose(reviewing.queue.which, Which.DECIDED)
    assert quotes(reviewing) == ["The council met on Monday", "Jane Doe"]
    choose(reviewing.queue.which, Which.ALL)
    assert len(quotes(reviewing)) == 6


def test_nobody_is_named_where_it_is_hidden_who_is_who(window, reviewing):
    press("1", "P")
    assert any("Ann" in words for words in texts(window))
    press("H")
    choose(reviewing.queue.which, Which.ALL)
    reviewing.deck.comparison.setFocus()
    press("P", "P", "P")
    assert reviewing.case.state is State.DECIDED
    seen = [*texts(reviewing.deck), *texts(reviewing.queue), *_rows(reviewing)]
    seen += [reviewing.queue.annotator.itemText(n) for n in range(reviewing.queue.annotator.count())]
    names = [
        words for words in seen for name in ("Ann", "Ben") if name in words.replace("Annotator", "").split()
    ]
    assert names == []
    assert {"Annotator A", "Annotator B"} <= set(seen)
    faces = [one.face for one in reviewing.deck.comparison.columns]
    assert len({face.colour for face in faces}) == 1, "and no colour tells them apart"
    press("H")
    assert {"Ann", "Ben"} <= set(texts(reviewing.deck))


def _rows(reviewing):
    model = reviewing.queue.model
    role = Qt.ItemDataRole.AccessibleTextRole
    return [str(model.data(model.index(row), role)) for row in range(len(model.cases))]


def test_the_gold_is_shown_in_the_article(window, reviewing):
    press("2")
    press("G")
    case = next(case for case in reviewing.pile.all if case.state is State.DECIDED)
    golden = next(one for one in case.annotations if one.quote == "council met on Monday")
    marks = [key for key in window.workspace.loaded if window.view.mark(key) is not None]
    assert marks == [golden.id]
    press("G")
    assert sum(window.view.mark(key) is not None for key in window.workspace.loaded) == 7


def test_leaving_shows_again_what_was_shown_before(window):
    before = {key for key in window.workspace.loaded if window.view.mark(key)}
    kept = (window.workspace.people.everyone, window.workspace.people.ids)
    begin(window)
    press("G", "H")
    press("R", modifier=CTRL)
    assert (window.workspace.people.everyone, window.workspace.people.ids) == kept
    assert not window.workspace.people.nameless and not window.workspace.people.gold
    assert {key for key in window.workspace.loaded if window.view.mark(key)} == before


def test_a_click_on_a_mark_goes_to_its_case(window, reviewing):
    press("N", "N")
    port = window.view.viewport()
    rect = window.view.rects_of(Span(STORY.index("Jane"), STORY.index("Jane") + 4))[0]
    QTest.mouseClick(port, Qt.MouseButton.LeftButton, pos=rect.center().toPoint())
    assert shown(reviewing) == "Jane Doe"
    assert window.workspace.current is None, "nothing is selected to be changed"


def test_what_was_changed_since_is_open_again(window, reviewing):
    press("1")
    project = window.workspace.project
    case = next(case for case in reviewing.pile.all if case.state is State.DECIDED)
    lead = project.annotator
    ann = next(one for one in project.annotators() if one.name == "Ann")
    project.switch_annotator(ann)
    fields.set_value(project, [case.annotations[0].id], "mode", "indirect")
    project.switch_annotator(lead)
    window.workspace.refresh()
    assert progress(reviewing) == "0 of 4 differences decided"
    (again,) = [case for case in reviewing.pile.all if case.state is State.CHANGED]
    reviewing.queue.list_view.setFocus()
    press(Qt.Key.Key_Home)
    assert reviewing.case.ids == again.ids
    assert any(
        words.startswith("Changed since it was decided; decide again") for words in texts(reviewing.deck)
    )


def test_all_decided_says_what_to_do(reviewing):
    press("1", "1", "1", "1")
    assert progress(reviewing) == "4 of 4 differences decided"
    said = " ".join(texts(reviewing.deck))
    assert "All 4 differences are decided" in said
    assert "In 2 places all agree; accept them in one step with A." in said


def test_nobody_to_compare_with(open_window, tmp_path):
    people.remember("Lea")
    path = tmp_path / "alone.annotator"
    with projects.create(path, "Lea") as project:
        reading.add_articles(project, [reading.read_clipboard(STORY)])
        Desk(project).mark("Lea", project.articles()[0], "Moscow", "actor")
    review = begin(open_window(path))
    said = " ".join(texts(review.deck))
    assert "Nobody to compare with yet" in said and "Take in colleagues’ work…" in said
    press("1", "B", "X", "E", "S", "M", "O", "N", "P")
    assert review.case is None


def test_nothing_differs(open_window, tmp_path):
    people.remember("Lea")
    path = tmp_path / "alike.annotator"
    with projects.create(path, "Lea") as project:
        reading.add_articles(project, [reading.read_clipboard(STORY)])
        desk = Desk(project)
        for who in ("Ann", "Ben"):
            desk.mark(who, project.articles()[0], "Moscow", "actor")
    review = begin(open_window(path))
    assert progress(review) == "No differences"
    assert "Nothing differs" in texts(review.deck)


def test_who_is_done_and_marked_nothing_has_a_column(open_window, tmp_path):
    people.remember("Lea")
    path = tmp_path / "done.annotator"
    with projects.create(path, "Lea") as project:
        reading.add_articles(project, [reading.read_clipboard(STORY)])
        (article,) = project.articles()
        desk = Desk(project)
        desk.mark("Ann", article, "Moscow", "actor")
        desk.sit("Ben")
        articles.set_status(project, article.id, Status.DONE)
    review = begin(open_window(path))
    assert [one.face.name for one in review.deck.comparison.columns] == ["Ann", "Ben"]
    assert "did not mark it" in texts(review.deck)


def test_rows_that_differ_come_first_and_bear_a_sign(reviewing):
    press("N", "N")
    said = texts(reviewing.deck.comparison)
    assert said.index("≠ Mode") < said.index("Layer")
    assert {"Indirect speech", "Direct quote"} <= set(said)
    assert "Quote" in said, "the boundaries are the same"


def test_own_words_are_shown_and_never_differ(open_window, tmp_path):
    people.remember("Lea")
    path = tmp_path / "words.annotator"
    with projects.create(path, "Lea") as project:
        reading.add_articles(project, [reading.read_clipboard(STORY)])
        desk = Desk(project)
        desk.mark("Ann", project.articles()[0], "She doubted it", summary="one way")
        desk.mark("Ben", project.articles()[0], "She doubted it", summary="another")
    review = begin(open_window(path))
    assert progress(review) == "No differences"
    press("N")
    said = texts(review.deck.comparison)
    assert {"Summary", "one way", "another"} <= set(said)
    assert not any(words.startswith("≠") for words in said)


@pytest.mark.parametrize(
    ("own", "other", "alone"),
    [
        ((0, 15), (4, 15), ["The "]),
        ((4, 15), (0, 15), []),
        ((4, 19), (0, 15), [" 😀 b"]),
        ((0, 3), (16, 19), ["The"]),
    ],
)
def test_the_edges_that_differ_stand_out(own, other, alone):
    text = "The council met 😀 by day"
    first, second = (Span(*own),), (Span(*other),)
    found = pieces(text, first, [first, second])
    assert "".join(one.text for one in found) == text[own[0] : own[1]]
    assert [one.text for one in found if one.alone] == alone


def test_a_long_quote_keeps_its_edges():
    text = "word " * 100
    own, other = (Span(0, 499),), (Span(5, 499),)
    found = pieces(text, own, [own, other])
    assert (found[0].text, found[0].alone) == ("word ", True)
    assert "[…]" in found[1].text and len(found[1].text) < 150


def test_another_project_is_not_reviewed_because_the_last_one_was(open_window, project_path, tmp_path):
    other = tmp_path / "other.annotator"
    with projects.create(other, "Lea") as project:
        reading.add_articles(project, [reading.read_clipboard(STORY)])
        Desk(project).mark("Ann", project.articles()[0], "Moscow", "actor")
    window = open_window(project_path)
    review = begin(window)
    press("G", "H")
    assert window.projects.open_path(other)
    assert not review.active and not window.actions_["review"].isChecked()
    assert window.desk.articles.isVisible() and not window.workspace.people.nameless
    assert window.actions_["mark:claim"].isEnabled()


def test_a_large_project_is_compared_by_a_job(qtbot, window, monkeypatch):
    monkeypatch.setattr(showing, "AT_ONCE", 0)
    review = begin(window)
    assert "Comparing…" in texts(review.deck)
    qtbot.waitUntil(lambda: review.case is not None)
    assert progress(review) == "0 of 4 differences decided"
