from pathlib import Path

import pytest

from annotator.core.errors import InvalidValue, NotAllowed, NotFound
from annotator.core.model import Article, Status
from annotator.services import articles, people, projects
from annotator.storage.project import Project
from tests.storage.helpers import CODEBOOK, TEXT, add, mark


@pytest.fixture
def project(tmp_path: Path):
    with projects.create(tmp_path / "a.annotator", "Ann", codebook=CODEBOOK) as opened:
        yield opened


@pytest.fixture
def article(project: Project) -> Article:
    return add(project)


def test_metadata_is_edited_and_the_text_is_not(project: Project, article: Article) -> None:
    act = articles.edit(
        project,
        article.id,
        title="  The  council\nspeaks ",
        byline="A. Reporter",
        outlet="The Outlet",
        url="https://example.org/1",
        published="2025-09",
        language="uk",
    )
    found = project.article(article.id)
    assert (found.title, found.byline, found.outlet) == ("The council speaks", "A. Reporter", "The Outlet")
    assert (found.url, found.published, found.language) == ("https://example.org/1", "2025-09", "uk")
    assert (found.revision, found.text_sha256, found.created_at) == (
        2,
        article.text_sha256,
        article.created_at,
    )
    assert (act.verb, act.article_id, act.touched) == ("edit article", article.id, (("article", article.id),))
    assert project.text(article.id) == TEXT


@pytest.mark.parametrize("value", ["", "2025", "2025-09", "2025-09-18", "2024-02-29", "0001-01-01"])
def test_a_date_may_be_partial(project: Project, article: Article, value: str) -> None:
    articles.edit(project, article.id, published=value)
    assert project.article(article.id).published == value


@pytest.mark.parametrize(
    "value",
    [
        "25",
        "2025-9",
        "2025-13",
        "2025-02-30",
        "2025-00",
        "18.09.2025",
        "today",
        "٢٠٢٥",
        "0000",
        "2025-09-18T10",
    ],
)
def test_what_is_no_date_is_refused(project: Project, article: Article, value: str) -> None:
    with pytest.raises(InvalidValue, match="is not a date of the form 2025-09-18"):
        articles.edit(project, article.id, published=value)
    assert project.article(article.id) == article


@pytest.mark.parametrize(
    ("value", "good"), [("en", True), ("zh-Hant", True), ("e", False), ("english!", False)]
)
def test_a_language_is_a_code(project: Project, article: Article, value: str, good: bool) -> None:
    if good:
        articles.edit(project, article.id, language=value)
        assert project.article(article.id).language == value
        return
    with pytest.raises(InvalidValue, match="is not a language code"):
        articles.edit(project, article.id, language=value)


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"title": " \n"}, "needs a title"),
        ({"outlet": "x" * 2001}, "The outlet can have up to 2,000"),
        ({"text": "forged"}, "no “text” that can be edited"),
        ({"status": "done"}, "no “status” that can be edited"),
        ({"id": "x"}, "no “id” that can be edited"),
    ],
)
def test_what_a_field_does_not_take(
    project: Project, article: Article, fields: dict[str, str], sentence: str
) -> None:
    with pytest.raises(InvalidValue, match=sentence):
        articles.edit(project, article.id, **fields)
    assert project.article(article.id) == article


def test_the_status(project: Project, article: Article) -> None:
    for status in (Status.DONE, Status.TO_DO, Status.IN_PROGRESS):
        act = articles.set_status(project, article.id, status)
        assert (act.verb, act.subject) == ("set status", status.value)
        assert project.article(article.id).status is status
    assert articles.set_status(project, article.id, Status.IN_PROGRESS).seq == 0


def test_an_article_goes_with_its_annotations_in_one_act(project: Project, article: Article) -> None:
    marks = [mark(project, article, (0, 6)), mark(project, article, (8, 12))]
    act = articles.remove(project, article.id)
    assert set(act.touched) == {("article", article.id), *(("annotation", one.id) for one in marks)}
    assert project.articles() == []
    project.undo()
    assert [one.id for one in project.annotations(article.id)] == [one.id for one in marks]


def test_an_article_with_annotations_of_somebody_else_stays(project: Project, article: Article) -> None:
    mark(project, article, (0, 6))
    people.switch(project, "Bob")
    mine = mark(project, article, (8, 12))
    with pytest.raises(
        NotAllowed, match="“A council speaks” has annotations by Ann, so it cannot be removed"
    ):
        articles.remove(project, article.id)
    assert mine in project.annotations(article.id)
    assert len(project.annotations(article.id)) == 2


def test_what_is_not_there(project: Project) -> None:
    for call in (
        lambda: articles.edit(project, "none", title="x"),
        lambda: articles.set_status(project, "none", Status.DONE),
        lambda: articles.remove(project, "none"),
    ):
        with pytest.raises(NotFound):
            call()
