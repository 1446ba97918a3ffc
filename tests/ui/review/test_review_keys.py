"""A whole review in the real window, by keyboard alone."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from annotator.core.review import Verdict
from annotator.services import gold, projects
from annotator.services.projects import Project
from annotator.services.reviewing import State
from tests.ui.review.hand import press, progress, quotes, shown, texts

CTRL, ALT, SHIFT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.ShiftModifier,
)
ESC, ENTER = Qt.Key.Key_Escape, Qt.Key.Key_Return
LEFT, RIGHT, UP, DOWN = Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down


def decided(window) -> dict[str, tuple[Verdict, str, str]]:
    """What another reader finds in the file: quote → verdict, the quote of what is gold for it, reason."""
    with projects.open_project(window.workspace.project.path, "Reader", read_only=True) as project:
        return {
            _quote(project, one.annotation_id) + " " + _who(project, one.annotation_id): (
                one.verdict,
                _quote(project, one.gold_id),
                one.reason,
            )
            for one in project.decisions()
        }


def _quote(project: Project, annotation_id: str) -> str:
    found = project.annotation(annotation_id) if annotation_id else None
    return found.quote if found else ""


def _who(project: Project, annotation_id: str) -> str:
    found = project.annotation(annotation_id)
    assert found is not None
    return next(one.name for one in project.annotators() if one.id == found.annotator_id)


def gold_quotes(window) -> set[str]:
    with projects.open_project(window.workspace.project.path, "Reader", read_only=True) as project:
        return {_quote(project, one) for one in gold.gold_ids(project)}


def test_it_begins_with_the_first_difference(window, reviewing):
    assert reviewing.active and window.actions_["review"].isChecked()
    assert quotes(reviewing) == [
        *("The council met on Monday", "Jane Doe", "She doubted it", "the hearing"),
        *("Moscow", "February 2022"),
    ]
    assert shown(reviewing) == "The council met on Monday"
    assert progress(reviewing) == "0 of 4 differences decided"
    assert "Other boundaries" in texts(reviewing.deck)
    assert not window.desk.articles.isVisible() and not window.desk.right.isVisible()


def test_differences_and_what_agrees_are_counted_apart(window, reviewing):
    place, queue = reviewing.deck.place, reviewing.queue
    assert place.text() == "Difference 1 of 4 undecided"
    press("2")
    assert (place.text(), progress(reviewing)) == (
        "Difference 1 of 3 undecided",
        "1 of 4 differences decided",
    )
    reviewing.step(3)
    assert (shown(reviewing), place.text()) == ("Moscow", "Agreement 1 of 2 undecided")
    queue.which.setFocus()
    press(Qt.Key.Key_End)
    assert place.text() == "Agreement 1 of 2"
    reviewing.step(-1)
    assert place.text() == "Difference 4 of 4"


def test_a_whole_review_by_keyboard_alone(window, reviewing):
    press("2")
    assert (shown(reviewing), progress(reviewing)) == ("Jane Doe", "1 of 4 differences decided")
    press("X", "a pronoun would do", ENTER)
    assert (shown(reviewing), progress(reviewing)) == ("She doubted it", "2 of 4 differences decided")
    press("B")
    assert (shown(reviewing), progress(reviewing)) == ("the hearing", "3 of 4 differences decided")
    assert window.workspace.article.id == reviewing.case.article.id, "the article follows"
    press(RIGHT, "E")
    assert window.workspace.current.quote == "the hearing" and window.workspace.current.copy_of
    press(RIGHT, modifier=ALT | SHIFT)
    assert window.workspace.current.quote == "the hearing.\n\nNobody"
    press(ESC)
    assert reviewing.case is None
    assert progress(reviewing) == "4 of 4 differences decided"
    assert any("All 4 differences are decided" in words for words in texts(reviewing.deck))
    said = decided(window)
    assert said["council met on Monday Ben"] == (Verdict.ACCEPT, "council met on Monday", "")
    assert said["The council met on Monday Ann"] == (Verdict.CHANGE, "council met on Monday", "")
    assert said["Jane Doe Ann"] == (Verdict.REJECT, "", "a pronoun would do")
    assert said["She doubted it Ann"] == (Verdict.ACCEPT, "She doubted it", "")
    assert said["the hearing Ben"][0] is Verdict.CHANGE
    assert said["the hearing Ben"][1] == "the hearing.\n\nNobody"
    assert gold_quotes(window) == {"council met on Monday", "She doubted it", "the hearing.\n\nNobody"}
    press("R", modifier=CTRL)
    assert not reviewing.active and window.desk.articles.isVisible()


def test_letters_that_mark_decide_nothing_else_here(window, reviewing):
    before = window.workspace.project.all_counts()
    window.view.setFocus()
    window.view.select(reviewing.case.annotations[0].envelope)
    press("C", "D", "F", "T")
    assert window.workspace.project.all_counts() == before
    assert window.workspace.project.decisions() == []
    press("N")
    assert shown(reviewing) == "Jane Doe", "and the keys of the review work from the article too"
    press("R", modifier=CTRL)
    press("N", "2")
    assert window.workspace.project.decisions() == [], "outside the review they decide nothing"
    assert not reviewing.active


def test_next_previous_and_skip_decide_nothing(window, reviewing):
    press("N", "S", "P")
    assert shown(reviewing) == "Jane Doe"
    press(DOWN)
    assert shown(reviewing) == "She doubted it"
    press(UP, UP)
    assert shown(reviewing) == "The council met on Monday"
    assert window.workspace.project.decisions() == []


def test_a_reason_can_be_given_up_and_none_is_not_taken(window, reviewing):
    press("X")
    assert reviewing.deck.asking and reviewing.deck.reason.hasFocus()
    press(ENTER)
    assert reviewing.deck.asking, "a rejection needs a reason"
    press("not so", ESC)
    assert not reviewing.deck.asking and window.workspace.project.decisions() == []
    press("1")
    assert progress(reviewing) == "1 of 4 differences decided"


def test_whoever_did_not_mark_it_cannot_be_accepted(window, reviewing):
    press("N", "2")
    assert shown(reviewing) == "Jane Doe" and window.workspace.project.decisions() == []
    told = " ".join(texts(window))
    assert "Ben did not mark this. To agree with that, reject what was marked: X." in told
    assert "did not mark it" in texts(reviewing.deck)


def test_a_decision_is_reopened(window, reviewing):
    press("1")
    reviewing.queue.which.setFocus()
    press(DOWN)
    assert quotes(reviewing) == ["The council met on Monday"], "only what is decided"
    reviewing.deck.comparison.setFocus()
    assert any(words.startswith("Accepted: \u2068Ann\u2069 · you, today") for words in texts(reviewing.deck))
    press("O")
    assert window.workspace.project.decisions() == []
    assert progress(reviewing) == "0 of 4 differences decided"
    assert shown(reviewing) == "The council met on Monday"


def test_undo_and_redo_bring_the_case_back(window, reviewing):
    press("1")
    press("N", "N")
    assert shown(reviewing) == "the hearing"
    press("Z", modifier=CTRL)
    assert shown(reviewing) == "The council met on Monday"
    assert (progress(reviewing), reviewing.case.state) == ("0 of 4 differences decided", State.OPEN)
    assert window.workspace.article.id == reviewing.case.article.id
    press("N", "N")
    press("Y", modifier=CTRL)
    assert (shown(reviewing), reviewing.case.state) == ("The council met on Monday", State.DECIDED)
    assert progress(reviewing) == "1 of 4 differences decided"


def test_undo_takes_a_changed_copy_back(window, reviewing):
    press("E")
    copy = window.workspace.current_id
    press(ESC)
    assert progress(reviewing) == "1 of 4 differences decided"
    press("Z", modifier=CTRL)
    assert window.workspace.project.annotation(copy) is None
    assert (shown(reviewing), progress(reviewing)) == (
        "The council met on Monday",
        "0 of 4 differences decided",
    )


def test_a_copy_that_is_removed_leaves_the_case_open(window, reviewing):
    press("E")
    window.desk.inspector.remove_button.click()
    assert window.workspace.project.decisions() == []
    assert (shown(reviewing), reviewing.case.state) == ("The council met on Monday", State.OPEN)
    press("1")
    assert progress(reviewing) == "1 of 4 differences decided"


def test_enter_in_the_article_ends_the_change_and_goes_on(window, reviewing):
    press("E")
    assert window.view.hasFocus() and window.desk.right.isVisible()
    press(ENTER)
    assert shown(reviewing) == "Jane Doe" and not window.desk.right.isVisible()


def test_esc_in_a_field_of_the_copy_ends_the_change(window, reviewing):
    press("E")
    window.desk.inspector.note_field.setFocus()
    press("as Ben has it", ESC)
    assert shown(reviewing) == "Jane Doe"
    (copy,) = [one for case in reviewing.pile.all if (one := case.copy)]
    assert copy.note == "as Ben has it"


def test_all_that_agree_in_one_step(qtbot, window, reviewing, answer):
    seen: list[str] = []

    def accept(dialog):
        seen.extend(dialog.list.item(row).text() for row in range(dialog.list.count()))
        qtbot.waitUntil(dialog.list.hasFocus)
        QTest.keyClick(dialog.list, ENTER)

    answer(accept)
    press("A")
    assert [words.partition("  ·")[0] for words in seen] == ["Moscow", "February 2022"]
    assert gold_quotes(window) == {"Moscow", "February 2022"}
    assert progress(reviewing) == "0 of 4 differences decided", "they are no differences"
    assert quotes(reviewing) == ["The council met on Monday", "Jane Doe", "She doubted it", "the hearing"]
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    press("Z", modifier=CTRL)
    assert gold_quotes(window) == set()
    assert len(quotes(reviewing)) == 6


def test_what_is_unticked_is_not_accepted(window, reviewing, answer):
    def untick(dialog):
        dialog.list.setCurrentRow(0)
        QTest.keyClick(dialog.list, Qt.Key.Key_Space)
        QTest.keyClick(dialog.list, ENTER)

    answer(untick)
    press("A")
    assert gold_quotes(window) == {"February 2022"}


def test_reading_only_looks_and_does_not_decide(open_window, project_path):
    with projects.open_project(project_path, "Lea"):
        window = open_window(project_path)
        press("R", modifier=CTRL)
        from tests.ui.review.hand import review_of

        review = review_of(window)
        assert shown(review) == "The council met on Monday"
        press("1", "B", "X", "E", "O")
        assert not review.deck.asking and review.copy_id is None
        assert window.workspace.project.decisions() == []
        assert any("look at everything, but not decide" in words for words in texts(review.deck))
        window.close()


def test_the_sheet_of_shortcuts_has_the_keys(window):
    groups = dict(window.actions_.sheet())
    rows = dict(groups["In the review"])
    assert (rows["Accept that column"], rows["Reject, with a reason"]) == ("1–9", "X")
