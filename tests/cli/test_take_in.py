"""``annotator take-in``: what it says, what it changes, and how it ends."""

import json
import shutil
from pathlib import Path

import pytest

from annotator.core.spans import Span
from annotator.services import commenting, entities, marking, projects
from tests.cli.conftest import Annotator
from tests.storage.helpers import digest, tamper


@pytest.fixture
def bob(sample: Path) -> Path:
    """Bob's copy of the sample, with one claim more."""
    path = sample.with_name("bob.annotator")
    shutil.copy(sample, path)
    with projects.open_project(path, "Bob") as project:
        article = project.articles()[0]
        text = project.text(article.id)
        marking.add(project, marking.plan(article, text, "claim", (Span(0, 20),), project.annotator))
    return path


def test_a_dry_run_says_what_would_come_and_changes_nothing(
    annotator: Annotator, sample: Path, bob: Path
) -> None:
    before = digest(sample)
    done = annotator("take-in", sample, bob, "--dry-run", "--annotator", "Ada")
    assert done.returncode == 0
    assert "Bob, new in this project: annotation: 1 new, 0 changed, 0 removed" in done.stdout
    assert "Nothing was changed." in done.stdout
    assert digest(sample) == before


def test_it_takes_in_once_and_the_second_time_there_is_nothing(
    annotator: Annotator, sample: Path, bob: Path
) -> None:
    done = annotator("take-in", sample, bob, "--annotator", "Ada")
    assert done.returncode == 0
    assert "Taken in: annotation: 1 new, 0 changed, 0 removed." in done.stdout
    again = annotator("take-in", sample, bob, "--annotator", "Ada", "--json")
    document = json.loads(again.stdout)
    assert document["taken_in"] is False
    assert document["files"][0]["taken_before"] is True
    assert projects.check(sample).findings == []


def test_a_text_that_differs_is_exit_code_1(annotator: Annotator, sample: Path, bob: Path) -> None:
    tamper(
        bob,
        "UPDATE annotations SET quote = 'other' WHERE number = (SELECT max(number) FROM annotations)",
    )
    done = annotator("take-in", sample, bob, "--annotator", "Ada", "--json")
    assert done.returncode == 1
    (aside,) = json.loads(done.stdout)["files"][0]["set_aside"]
    assert "quote" in aside["reason"]


@pytest.mark.parametrize(
    ("damage", "words"),
    [
        ("PRAGMA user_version = 99", "newer version"),
        ("PRAGMA application_id = 5", "another program"),
        ("PRAGMA foreign_keys = OFF; DROP TABLE links; CREATE VIEW links AS SELECT 1", "“links”"),
    ],
)
def test_a_file_that_cannot_be_trusted_is_one_sentence_and_exit_code_2(
    annotator: Annotator, sample: Path, bob: Path, damage: str, words: str
) -> None:
    tamper(bob, damage)
    before = digest(sample)
    done = annotator("take-in", sample, bob, "--annotator", "Ada")
    assert done.returncode == 2
    assert words in done.stderr and done.stderr.count("\n") == 1
    assert done.stdout == ""
    assert digest(sample) == before


def test_a_file_that_changes_a_third_person_s_work_says_so_and_is_exit_code_1(
    annotator: Annotator, sample: Path, bob: Path
) -> None:
    cid = sample.with_name("cid.annotator")
    shutil.copy(bob, cid)
    annotator("take-in", sample, bob, "--annotator", "Ada")
    with projects.open_project(cid, "Cid") as project:
        article = project.articles()[0]
        text = project.text(article.id)
        for start in (30, 60, 90):
            spans = (Span(start, start + 9),)
            marking.add(project, marking.plan(article, text, "claim", spans, project.annotator))
    tamper(
        cid,
        "UPDATE annotations SET note = 'by whom', revision = 7"
        " WHERE annotator_id = (SELECT id FROM annotators WHERE name = 'Bob');"
        " UPDATE annotators SET name = 'ADA', revision = 9 WHERE name = 'Bob'",
    )
    done = annotator("take-in", sample, cid, "--annotator", "Ada")
    assert done.returncode == 1
    assert "It also changes 1 and removes 0 annotations of Bob; ask them if that is right." in done.stderr
    assert "It calls Bob “ADA”. The name stays as it is here" in done.stderr
    assert "Taken in: annotations: 3 new, 1 changed, 0 removed." in done.stdout


def test_names_are_shown_without_signs_of_direction_and_the_words_say_what_came_in(
    annotator: Annotator, sample: Path, bob: Path
) -> None:
    annotator("take-in", sample, bob, "--annotator", "Ada")
    with projects.open_project(sample, "Ada") as project:
        entities.create(project, entities.planned("Someone"))
    with projects.open_project(bob, "Bob") as project:
        entities.create(project, entities.planned("Some\u202eone"))
        commenting.comment(project, project.articles()[0].id, "", "look")
    tamper(
        bob,
        "UPDATE annotators SET name = 'B' || char(8238) || 'en', revision = 9 WHERE name = 'Bob';"
        " UPDATE articles SET title = char(8238) || title",
    )
    done = annotator("take-in", sample, bob, "--annotator", "Ada")
    assert done.returncode == 0
    assert "\u202e" not in done.stdout + done.stderr
    assert "renamed: Bob is Ben from now on" in done.stdout
    assert "Taken in: comment: 1 new, 0 changed, 0 removed." in done.stdout
    assert "Taken in: annotation" not in done.stdout
    assert "1 entity seems to be the same as one of ours" in done.stdout


def test_a_file_that_is_not_there(annotator: Annotator, sample: Path, tmp_path: Path) -> None:
    done = annotator("take-in", sample, tmp_path / "nowhere.annotator", "--annotator", "Ada")
    assert done.returncode == 2
    assert "There is no file" in done.stderr


def test_its_help_names_it(annotator: Annotator) -> None:
    assert "take-in" in annotator("--help").stdout
    assert "--dry-run" in annotator("take-in", "--help").stdout
