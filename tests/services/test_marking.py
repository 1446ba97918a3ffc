from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.core.errors import InvalidSpan, InvalidValue, NotAllowed, NotFound
from annotator.core.model import Article
from annotator.core.spans import Span, merged, quote
from annotator.services import history, marking, people, projects
from annotator.storage.project import Project
from tests.storage.helpers import ANN, CODEBOOK, TEXT, add, mark
from tests.storage.helpers import article as new_article


@pytest.fixture
def project(tmp_path: Path):
    with projects.create(tmp_path / "a.annotator", "Ann", codebook=CODEBOOK) as opened:
        yield opened


@pytest.fixture
def article(project: Project) -> Article:
    return add(project)


@given(st.lists(st.tuples(st.integers(0, len(TEXT) - 1), st.integers(1, 20)), min_size=1, max_size=4))
def test_a_plan_quotes_the_text(pairs: list[tuple[int, int]]) -> None:
    spans = merged(Span(start, min(start + size, len(TEXT))) for start, size in pairs)
    where = new_article()
    annotation = marking.plan(where, TEXT, "claim", spans, ANN)
    assert annotation.fragments == spans
    assert annotation.quote == " … ".join(TEXT[start:end] for start, end in spans)
    assert (annotation.article_id, annotation.layer, annotation.annotator_id) == (where.id, "claim", ANN.id)
    assert annotation.created_at == annotation.updated_at != ""
    assert marking.loaded(annotation, TEXT).damage is None


@pytest.mark.parametrize(
    "spans", [[], [(3, 3)], [(5, 4)], [(-1, 4)], [(0, len(TEXT) + 1)], [(0, 3), (3, 5)], [(5, 8), (0, 2)]]
)
def test_a_plan_for_what_does_not_fit_is_refused(spans: list[tuple[int, int]]) -> None:
    with pytest.raises(InvalidSpan, match="cannot be marked"):
        marking.plan(new_article(), TEXT, "claim", [Span(*span) for span in spans], ANN)


def test_each_mark_has_an_id_of_its_own() -> None:
    where = new_article()
    made = {marking.plan(where, TEXT, "claim", [Span(0, 6)], ANN).id for _ in range(100)}
    assert len(made) == 100


def test_what_was_marked_is_loaded_with_the_text(project: Project, article: Article) -> None:
    later = mark(project, article, (10, 16))
    first = mark(project, article, (0, 6), layer="actor")
    loaded = marking.load(project, article.id, TEXT)
    assert loaded == [marking.Loaded(first, None), marking.Loaded(later, None)]


def test_with_another_text_everything_is_damaged(project: Project, article: Article) -> None:
    mark(project, article, (0, 6))
    (loaded,) = marking.load(project, article.id, TEXT[1:])
    assert loaded.damage == "the stored quote is not what the text says at this place"
    (loaded,) = marking.load(project, article.id, "short")
    assert loaded.damage is not None
    assert "0–6 does not lie in a text of 5" in loaded.damage


@pytest.mark.parametrize("verb", sorted(marking.VERBS))
def test_a_change_is_named_by_its_verb(project: Project, article: Article, verb: str) -> None:
    annotation = mark(project, article, (0, 6))
    act = marking.replace(project, replace(annotation, note=verb), verb)
    assert (act.verb, act.subject, act.article_id) == (verb, "claim", article.id)
    assert act.touched == (("annotation", annotation.id),)
    undoable = history.undoable(project)
    assert undoable is not None
    assert undoable.verb == verb


def test_a_verb_that_there_is_not_is_a_bug(project: Project, article: Article) -> None:
    with pytest.raises(ValueError, match="not a way"):
        marking.replace(project, mark(project, article, (0, 6)), "polish")


def test_edges_and_fragments_are_changed_with_the_quote(project: Project, article: Article) -> None:
    annotation = mark(project, article, (0, 6))
    for spans, verb in (
        ((Span(0, 9),), "move edge"),
        ((Span(0, 9), Span(12, 18)), "add fragment"),
        ((Span(12, 18),), "take fragment away"),
    ):
        marking.replace(project, replace(annotation, fragments=spans, quote=quote(TEXT, spans)), verb)
        (found,) = project.annotations(article.id)
        assert (found.fragments, found.quote) == (spans, quote(TEXT, spans))


def test_notes_and_tags_are_stored_clean(project: Project, article: Article) -> None:
    annotation = mark(project, article, (0, 6))
    typed = replace(annotation, note=" One.\r\nTwo\0 \ud83d", tags=("  a  b ", "", "c;d", "c;d", "\n"))
    marking.replace(project, typed, "change note")
    (found,) = project.annotations(article.id)
    assert found.note == "One.\nTwo� �"
    assert found.tags == ("a b", "c;d")


def test_a_note_has_a_limit(project: Project, article: Article) -> None:
    annotation = mark(project, article, (0, 6))
    with pytest.raises(InvalidValue, match="up to 100,000 characters"):
        marking.replace(project, replace(annotation, note="x" * 100_001), "change note")


def test_several_are_removed_at_once_or_none(project: Project, article: Article) -> None:
    marks = [mark(project, article, (start, start + 5)) for start in range(3)]
    people.switch(project, "Bob")
    theirs = mark(project, article, (0, 3))
    people.switch(project, "Ann")
    with pytest.raises(NotAllowed, match="This annotation is by Bob"):
        marking.remove(project, [marks[0].id, theirs.id])
    with pytest.raises(NotFound):
        marking.remove(project, [marks[0].id, "none"])
    assert len(project.annotations(article.id)) == 4
    act = marking.remove(project, [marks[0].id, marks[2].id, marks[0].id])
    assert (act.verb, act.subject, act.article_id) == ("remove mark", "claim", article.id)
    assert [one.id for one in project.annotations(article.id)] == [theirs.id, marks[1].id]
    project.undo()
    assert len(project.annotations(article.id)) == 4


def test_removing_across_layers_and_articles(project: Project, article: Article) -> None:
    other = add(project, "Another text", "Another")
    ids = [mark(project, article, (0, 6)).id, mark(project, other, (0, 6), layer="date").id]
    act = marking.remove(project, ids)
    assert (act.subject, act.article_id) == ("", "")
    assert set(act.touched) == {("annotation", id_) for id_ in ids}
