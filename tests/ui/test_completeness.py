"""An article is not called done by accident: what is missing is listed until it is filled in."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from annotator.core.codebook import ENTITY, SPEAKER
from annotator.core.model import Status
from annotator.services.fields import NOBODY
from tests.ui.hand import CTRL, ENTER, ESC, click, mark, press

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def panel(window):
    return window.articles.completing.panel


def status(window):
    return window.workspace.project.article(window.workspace.article.id).status


def done(window):
    window.view.setFocus()
    press("d", modifier=CTRL)


def listed(panel):
    texts = (panel.list.item(row).text() for row in range(panel.list.count()))
    return [one.replace("\u2068", "").replace("\u2069", "") for one in texts]


def bare_claim(window, words="we will not agree"):
    """Mark a claim and take away what was proposed for it."""
    key = mark(window, "claim", words)
    assert window.workspace.set_links([key], SPEAKER, [])
    assert window.workspace.set_value([key], "mode", "")
    return key


def test_with_nothing_missing_nothing_is_asked(window, panel):
    mark(window, "date", "August")
    done(window)
    assert not panel.isVisible()
    assert status(window) is Status.DONE
    done(window)
    assert status(window) is not Status.DONE


def test_what_is_missing_is_listed_and_done_anyway_is_possible(window, panel):
    bare_claim(window)
    done(window)
    assert status(window) is not Status.DONE
    assert not window.actions_["done"].isChecked()
    assert listed(panel) == ["Claim “we will not agree”: Speaker, Mode"]
    assert panel.list.hasFocus()
    assert not panel.confirm_button.isVisible()
    QTest.mouseClick(panel.done_button, LEFT)
    assert status(window) is Status.DONE
    assert not panel.isVisible()
    assert window.actions_["done"].isChecked()
    assert window.view.hasFocus()


def test_the_list_shrinks_while_the_gaps_are_filled(window, panel):
    key = bare_claim(window)
    window.workspace.select(None)
    done(window)
    press(ENTER)
    assert window.workspace.current_id == key
    row = window.desk.inspector.form.rows[SPEAKER]
    assert row.isAncestorOf(window.focusWidget())
    assert window.workspace.set_links([key], SPEAKER, [NOBODY])
    assert listed(panel) == ["Claim “we will not agree”: Mode"]
    QTest.mouseClick(panel.list.viewport(), LEFT, pos=panel.list.visualItemRect(panel.list.item(0)).center())
    assert window.desk.inspector.form.rows["mode"].isAncestorOf(window.focusWidget())
    press("d")
    assert window.workspace.project.annotation(key).value("mode") == "direct"
    assert panel.isVisible()
    assert listed(panel) == []
    assert panel.heading.text() == "Nothing is missing any more"
    assert status(window) is not Status.DONE
    done(window)
    assert status(window) is Status.DONE
    assert not panel.isVisible()


def test_what_is_only_proposed_is_confirmed_at_one_stroke(window, panel):
    key = mark(window, "claim", "we will not agree")
    proposed = window.workspace.loaded[key].annotation.proposed
    assert "mode" in proposed
    assert "summary" not in proposed
    done(window)
    assert "Mode (proposed)" in listed(panel)[0]
    QTest.mouseClick(panel.confirm_button, LEFT)
    assert "mode" not in window.workspace.project.annotation(key).proposed
    assert not any("proposed" in one for one in listed(panel))
    assert not panel.confirm_button.isVisible()


def test_only_what_is_required_is_confirmed_there(window, panel):
    actor = mark(window, "actor", "Moscow")
    assert window.workspace.set_links([actor], ENTITY, [])
    key = mark(window, "claim", "We did not agree")
    others = window.workspace.loaded[key].annotation.proposed - {"mode"}
    done(window)
    QTest.mouseClick(panel.confirm_button, LEFT)
    assert window.workspace.project.annotation(key).proposed == others


def test_back_to_the_article_and_on_to_another(window, panel):
    bare_claim(window)
    done(window)
    press(ESC)
    assert not panel.isVisible()
    assert window.view.hasFocus()
    done(window)
    QTest.mouseClick(panel.back_button, LEFT)
    assert window.view.hasFocus()
    done(window)
    other = window.workspace.project.articles()[1]
    window.workspace.open_article(other.id)
    assert not panel.isVisible()
    done(window)
    assert status(window) is Status.DONE


def test_the_list_of_articles_asks_too(window, panel):
    bare_claim(window)
    first = window.workspace.article.id
    window.workspace.open_article(window.workspace.project.articles()[1].id)
    window.desk.articles.status_requested.emit(first, Status.DONE)
    assert window.workspace.article.id == first
    assert panel.isVisible()
    assert status(window) is not Status.DONE


def test_removing_what_lacks_something_empties_the_list(window, panel):
    key = bare_claim(window)
    done(window)
    click(window, "we will not agree")
    assert window.workspace.current_id == key
    press(Qt.Key.Key_Delete)
    assert listed(panel) == []
    window.actions_["undo"].trigger()
    assert len(listed(panel)) == 1
