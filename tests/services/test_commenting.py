"""Comments through the services: threads, their state, and who may change what."""

from dataclasses import replace

import pytest

from annotator.core.errors import InvalidValue, NotAllowed, NotFound
from annotator.core.ids import new_id
from annotator.core.model import Annotation, Annotator, Article
from annotator.core.review import Comment, ThreadState
from annotator.core.spans import Span
from annotator.services import commenting, history, marking, reviewing
from annotator.services.commenting import Thread
from annotator.storage.project import Project
from tests.storage.helpers import add, person

ANN, BEN = person("Ann"), person("Ben")


def mark(project: Project, article: Article, start: int, end: int, who: Annotator = ANN) -> Annotation:
    project.switch_annotator(who)
    made = marking.plan(article, project.text(article.id), "claim", [Span(start, end)], project.annotator)
    marking.add(project, made)
    return made


def the_thread(project: Project) -> Thread:
    (thread,) = commenting.threads(project)
    return thread


def said(thread: Thread) -> list[str]:
    return [one.text for one in thread.comments]


def test_a_thread_on_somebody_elses_annotation(project: Project, article: Article) -> None:
    marked = mark(project, article, 3, 9, BEN)
    project.switch_annotator(ANN)
    commenting.comment(project, article.id, marked.id, "  Is this\r\nreally a claim?  ")
    thread = the_thread(project)
    assert said(thread) == ["Is this\nreally a claim?"]
    assert (thread.annotation, thread.quote, thread.state) == (marked, marked.quote, ThreadState.OPEN)
    project.switch_annotator(BEN)
    commenting.comment(project, article.id, marked.id, "Yes.")
    assert said(the_thread(project)) == ["Is this\nreally a claim?", "Yes."]
    assert [one.annotator_id for one in the_thread(project).comments] == [
        person.id for person in (project.switch_annotator(ANN), project.switch_annotator(BEN))
    ]


def test_resolving_reopening_and_answering(project: Project, article: Article) -> None:
    commenting.comment(project, article.id, "", "The date is missing.")
    assert commenting.waiting(project) == {(article.id, ""): 1}
    commenting.resolve(project, the_thread(project), "Added.")
    assert the_thread(project).state is ThreadState.RESOLVED
    assert not commenting.waiting(project)
    with pytest.raises(NotAllowed, match="resolved already"):
        commenting.resolve(project, the_thread(project), "  ")
    commenting.reopen(project, the_thread(project))
    assert the_thread(project).open
    with pytest.raises(NotAllowed, match="open already"):
        commenting.reopen(project, the_thread(project))
    commenting.resolve(project, the_thread(project))
    commenting.comment(project, article.id, "", "It is still not there.")
    assert the_thread(project).open, "an answer to a resolved thread is to be seen"
    assert said(the_thread(project)) == ["The date is missing.", "Added.", "", "", "It is still not there."]


def test_each_is_an_act_that_can_be_undone(project: Project, article: Article) -> None:
    commenting.comment(project, article.id, "", "One")
    commenting.resolve(project, the_thread(project))
    commenting.reopen(project, the_thread(project), "No")
    first = the_thread(project).comments[0]
    commenting.edit(project, first.id, "Two")
    commenting.remove(project, the_thread(project).comments[-1].id)
    verbs = [act.verb for act in project.history()][:5]
    assert verbs == ["remove comment", "edit comment", "reopen thread", "resolve thread", "comment"]
    states = []
    for _ in range(5):
        history.undo(project)
        states += [(said(one), one.state.value) for one in commenting.threads(project)]
    assert states == [
        (["Two", "", "No"], "open"),
        (["One", "", "No"], "open"),
        (["One", ""], "resolved"),
        (["One"], "open"),
    ]


def test_an_answer_is_newer_than_what_it_answers(project: Project, article: Article) -> None:
    ahead = "2999-01-01T00:00:00.000Z"
    with project.act("comment") as change:
        change.insert(Comment(new_id(), article.id, text="From the future", created_at=ahead))
    commenting.resolve(project, the_thread(project), "Read.")
    assert said(the_thread(project)) == ["From the future", "Read."]
    assert the_thread(project).state is ThreadState.RESOLVED
    commenting.reopen(project, the_thread(project), "Or not.")
    assert said(the_thread(project))[-1] == "Or not."
    assert the_thread(project).open


def test_a_thread_stays_when_its_annotation_goes(project: Project, article: Article) -> None:
    marked = mark(project, article, 3, 9)
    commenting.comment(project, article.id, marked.id, "Why?")
    marking.remove(project, [marked.id])
    thread = the_thread(project)
    assert (thread.annotation, thread.removed, thread.quote) == (None, True, marked.quote)
    commenting.resolve(project, thread, "Gone.")
    thread = the_thread(project)
    assert (said(thread), thread.state) == (["Why?", "Gone."], ThreadState.RESOLVED)
    assert {one.quote for one in thread.comments} == {marked.quote}


def test_the_quote_follows_the_annotation(project: Project, article: Article) -> None:
    marked = mark(project, article, 3, 9)
    commenting.comment(project, article.id, marked.id, "Too long")
    text = project.text(article.id)
    shorter = replace(marked, fragments=(Span(3, 5),), quote=text[3:5])
    marking.replace(project, shorter, "move edge")
    assert the_thread(project).quote == text[3:5]
    assert the_thread(project).comments[0].quote == text[3:9]


def test_in_the_order_of_the_text(project: Project, article: Article) -> None:
    other = add(project, "Another text about something else.")
    late, early = mark(project, article, 20, 25), mark(project, article, 3, 9)
    longer, gone = mark(project, article, 3, 12), mark(project, article, 0, 2)
    for article_id, annotation_id in (
        (other.id, ""),
        (article.id, gone.id),
        (article.id, late.id),
        (article.id, early.id),
        (article.id, longer.id),
        (article.id, ""),
    ):
        commenting.comment(project, article_id, annotation_id, "x")
    marking.remove(project, [gone.id])
    wanted = [(article.id, id_) for id_ in ("", longer.id, early.id, late.id, gone.id)]
    assert [one.key for one in commenting.threads(project)] == [*wanted, (other.id, "")]
    assert [one.key for one in commenting.threads(project, article.id)] == wanted
    assert commenting.thread_on(project, article.id, "unknown") is None


def test_only_ones_own_are_changed(project: Project, article: Article) -> None:
    commenting.comment(project, article.id, "", "Mine")
    comment = the_thread(project).comments[0]
    project.switch_annotator(BEN)
    with pytest.raises(NotAllowed, match="This comment is by Ann"):
        commenting.edit(project, comment.id, "Not mine")
    with pytest.raises(NotAllowed, match="This comment is by Ann"):
        commenting.remove(project, comment.id)
    commenting.resolve(project, the_thread(project))
    assert said(the_thread(project)) == ["Mine", ""]


def test_what_is_refused(project: Project, article: Article) -> None:
    other = add(project, "Another text about something else.")
    marked = mark(project, other, 0, 5)
    for annotation_id in (marked.id, "nothing"):
        with pytest.raises(NotFound, match="not there any more"):
            commenting.comment(project, article.id, annotation_id, "x")
    with pytest.raises(NotFound):
        commenting.comment(project, "nothing", "", "x")
    with pytest.raises(InvalidValue, match="write it first"):
        commenting.comment(project, article.id, "", " \n\t")
    with pytest.raises(InvalidValue, match="10,001"):
        commenting.comment(project, article.id, "", "x" * 10_001)
    commenting.comment(project, article.id, "", "x" * 10_000)
    thread = the_thread(project)
    with pytest.raises(InvalidValue, match="needs words"):
        commenting.edit(project, thread.comments[0].id, " ")
    commenting.remove(project, thread.comments[0].id)
    with pytest.raises(NotFound, match="thread is not there"):
        commenting.resolve(project, thread)
    with pytest.raises(NotFound, match="comment is not there"):
        commenting.edit(project, thread.comments[0].id, "y")
    assert commenting.threads(project) == []


def test_a_comment_is_no_disagreement(project: Project, article: Article) -> None:
    first = mark(project, article, 3, 9)
    mark(project, article, 3, 9, BEN)
    before = [(case.key, case.differences, case.state) for case in reviewing.cases(project)]
    commenting.comment(project, article.id, first.id, "Are we sure?")
    commenting.comment(project, article.id, "", "All of it?")
    project.switch_annotator(person("Lea"))
    commenting.comment(project, article.id, first.id, "A third who only asks has not read anything.")
    assert [(case.key, case.differences, case.state) for case in reviewing.cases(project)] == before
    assert [case.differences for case in reviewing.cases(project)] == [()]
