from pathlib import Path

import pytest

from annotator.core.errors import InvalidValue, NothingToUndo
from annotator.services import articles, people, projects, settings
from annotator.storage.project import Project
from tests.storage.helpers import ANN, CODEBOOK, add, create, mark


def test_nobody_is_known_at_first() -> None:
    assert people.who() is None


def test_the_name_given_comes_first_then_the_environment_then_the_settings(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def name(given: str | None = None) -> str:
        person = people.who(given)
        assert person is not None
        return person.name

    people.remember("Kept")
    assert name() == "Kept"
    monkeypatch.setenv(people.NAME_VARIABLE, "From outside")
    assert name() == "From outside"
    assert name("Given") == "Given"
    monkeypatch.setenv(people.NAME_VARIABLE, "")
    assert name() == "Kept"


def test_the_person_of_the_settings_is_one_person_everywhere() -> None:
    kept = people.remember("Ann")
    assert settings.load().annotator_id == kept.id
    for given in (None, "Ann", " ann "):
        person = people.who(given)
        assert person is not None
        assert person.id == kept.id
    other = people.who("Bob")
    assert other is not None
    assert other.id != kept.id
    assert people.remember("Ann").id == kept.id
    assert people.remember("Bob").id != kept.id


@pytest.mark.parametrize("name", ["", "  ", "\n", "x" * 121])
def test_a_name_that_is_none_is_refused(name: str, tmp_path: Path) -> None:
    with create(tmp_path / "a.annotator") as project:
        for use in (
            people.who,
            people.remember,
            lambda n: people.rename(project, n),
            lambda n: people.switch(project, n),
        ):
            with pytest.raises(InvalidValue, match="name"):
                use(name)
        assert project.annotator == ANN


def test_a_name_is_one_clean_line() -> None:
    person = people.who(" Ann\n\t de  la Mare\0")
    assert person is not None
    assert person.name == "Ann de la Mare�"


def test_the_account_has_a_name_or_none(monkeypatch: pytest.MonkeyPatch) -> None:
    assert isinstance(people.account_name(), str)
    monkeypatch.setenv("LOGNAME", "somebody-who-has-no-account")
    assert people.account_name() == "somebody-who-has-no-account"


def test_somebody_whom_the_project_knows_is_taken_by_name(tmp_path: Path) -> None:
    path = tmp_path / "a.annotator"
    with projects.create(path, "Ann", codebook=CODEBOOK) as project:
        article = add(project)
        mine = mark(project, article, (0, 6))
    with projects.open_project(path, " ANN ") as project:
        assert project.annotator.id == mine.annotator_id
        people.switch(project, "Bob")
        mark(project, article, (1, 6))
        assert people.switch(project, "Ann").id == mine.annotator_id
        assert people.switch(project, "Carol").id not in {one.id for one in project.annotators()}


def test_a_name_corrected_is_the_same_person(tmp_path: Path) -> None:
    with projects.create(tmp_path / "a.annotator", "Anm", codebook=CODEBOOK) as project:
        article = add(project)
        annotation = mark(project, article, (0, 6))
        act = people.rename(project, "Ann")
        assert (act.verb, act.subject, act.touched) == (
            "rename annotator",
            "Anm",
            (("annotator", annotation.annotator_id),),
        )
        assert project.annotator.name == "Ann"
        assert [one.name for one in project.annotators()] == ["Ann"]
        assert project.annotations(article.id) == [annotation]
        people.rename(project, "ANN")
        assert project.annotator.name == "ANN"


def test_a_name_is_not_corrected_to_that_of_somebody_else(tmp_path: Path) -> None:
    with projects.create(tmp_path / "a.annotator", "Ann", codebook=CODEBOOK) as project:
        add(project)
        people.switch(project, "Bob")
        with pytest.raises(InvalidValue, match="already somebody named “ann”"):
            people.rename(project, "ann")
        assert project.annotator.name == "Bob"


def test_somebody_who_did_nothing_yet_can_be_renamed(tmp_path: Path) -> None:
    with projects.create(tmp_path / "a.annotator", "Anm", codebook=CODEBOOK) as project:
        people.rename(project, "Ann")
        assert [one.name for one in project.annotators()] == ["Ann"]
        add(project)
        assert [one.name for one in project.annotators()] == ["Ann"]


def test_whoever_annotates_next_has_their_own_undo(project_with_mark: Project) -> None:
    project = project_with_mark
    people.switch(project, "Bob")
    with pytest.raises(NothingToUndo):
        project.undo()
    articles.edit(project, project.articles()[0].id, title="Bob's title")
    people.switch(project, "Ann")
    assert project.undo().verb == "mark"


@pytest.fixture
def project_with_mark(tmp_path: Path):
    with projects.create(tmp_path / "a.annotator", "Ann", codebook=CODEBOOK) as project:
        mark(project, add(project), (0, 6))
        yield project
