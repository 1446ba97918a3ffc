"""The sample project: what is in it, and that there is something to review."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from annotator.agreement.differences import Kind
from annotator.core.errors import UndoConflict
from annotator.core.model import Status
from annotator.services import commenting, history, reviewing, sample
from annotator.services.projects import check
from annotator.storage.project import Project


@pytest.fixture
def made(tmp_path: Path) -> Iterator[Project]:
    """The sample project, made by Ann."""
    with sample.create_sample(tmp_path / "sample.annotator", "Ann") as project:
        yield project


def marked(project: Project) -> dict[str, Counter[str]]:
    """Return how many annotations each person has in each article, by the beginning of its file's name."""
    names = {one.id: one.name for one in project.annotators()}
    return {
        article.source_name[:2]: Counter(names[one.annotator_id] for one in project.annotations(article.id))
        for article in project.articles()
    }


def test_who_has_marked_what(made: Project) -> None:
    found = {file: dict(counts) for file, counts in marked(made).items() if counts}
    assert found == {
        "01": {"Ann": 30},
        "02": {"Lena Fuchs": 19, "Tomás Reyes": 19},
        "03": {"Lena Fuchs": 23, "Tomás Reyes": 22},
        "05": {"Lena Fuchs": 5},
    }
    assert made.annotator.name == "Ann"
    assert len(made.annotators()) == 3


def test_both_colleagues_have_read_three_articles(made: Project) -> None:
    lena, tomas = (one for one in made.annotators() if one.name != "Ann")
    titles = {one.id: one.source_name[:2] for one in made.articles()}
    done = {
        (titles[one.article_id], one.annotator_id) for one in made.readings() if one.status is Status.DONE
    }
    assert done == {(file, one.id) for file in ("02", "03", "05") for one in (lena, tomas)}
    statuses = {one.source_name[:2]: one.status for one in made.articles()}
    assert {statuses[file] for file in ("02", "03", "05")} == {Status.TO_DO}, "Ann has not read them"


def test_every_kind_of_difference_and_much_agreement(made: Project) -> None:
    cases = reviewing.cases(made)
    kinds = {found.kind for case in cases for found in case.differences}
    assert kinds == {kind for kind in Kind if kind is not Kind.SAME}
    agreed = len(reviewing.agreeing(cases))
    assert agreed > len(cases) / 2
    assert reviewing.progress_of(cases).decided == 0, "deciding is left to whoever explores it"
    nothing = [case for case in cases if case.article.source_name.startswith("05")]
    assert [case.kind for case in nothing] == [Kind.ONLY_ONE] * 5


def test_two_threads_one_of_them_open(made: Project) -> None:
    threads = commenting.threads(made)
    assert [(one.quote, one.state.value, len(one.comments)) for one in threads] == [
        ("last fall", "resolved", 2),
        ("the indispensable signature", "open", 1),
    ]


def test_undo_takes_back_ones_own_and_never_a_colleagues(made: Project) -> None:
    before = marked(made)
    with pytest.raises(UndoConflict, match="has annotations in"):
        while made.undoable():
            history.undo(made)
    assert marked(made) == before | {"01": Counter()}, "the articles stay: others have marked in them"


def test_nothing_is_wrong_with_it(made: Project) -> None:
    path = made.path
    made.close()
    assert check(path).sound


def test_it_is_the_same_for_somebody_who_has_a_colleague_s_name(tmp_path: Path) -> None:
    with sample.create_sample(tmp_path / "other.annotator", "Lena Fuchs") as project:
        assert [one.name for one in project.annotators()] == ["Lena Fuchs", "Tomás Reyes"]
        assert project.annotator.name == "Lena Fuchs"
        assert marked(project)["02"] == {"Lena Fuchs": 19, "Tomás Reyes": 19}
