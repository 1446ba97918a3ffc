"""``annotator hand-out`` as a person calls it."""

import json
from pathlib import Path

import pytest

from annotator.services import projects
from tests.cli.conftest import Annotator


def assigned(path: Path) -> tuple[str, set[str], int]:
    """Return for whom a file is, its articles, and how many annotations are in it."""
    with projects.open_project(path, "Reader", read_only=True) as project:
        (assignment,) = project.assignments()
        names = {one.id: one.name for one in project.annotators()}
        marks = sum(len(project.annotations(one.id)) for one in project.articles())
        return names[assignment.assignee_id], set(assignment.article_ids), marks


def test_a_blind_file_for_one(annotator: Annotator, sample: Path, tmp_path: Path) -> None:
    done = annotator("hand-out", sample, "--to", "Ben", "--due", "2026-12-24", "--annotator", "Ada")
    assert done.returncode == 0, done.stderr
    file = tmp_path / "sample for Ben.annotator"
    assert "sample for Ben.annotator for Ben: 10 articles." in done.stdout
    who, ids, marks = assigned(file)
    assert (who, len(ids), marks) == ("Ben", 10, 0)
    assert annotator("check", file).returncode == 0
    again = annotator("take-in", sample, file, "--annotator", "Ada")
    assert again.returncode == 0, again.stderr
    assert "nothing that is not in the project already" in again.stdout


def test_shared_out_the_same_way_every_time(annotator: Annotator, sample: Path, tmp_path: Path) -> None:
    results = []
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        done = annotator(
            *("hand-out", sample, "--to", "Ben", "--to", "Cid", "--to", "Dee", "--overlap", "20"),
            *("--seed", "7", "--folder", name, "--json", "--annotator", "Ada"),
        )
        assert done.returncode == 0, done.stderr
        made = json.loads(done.stdout)
        results.append({one["assignee"]: one["article_ids"] for one in made})
        for one in made:
            assert assigned(Path(tmp_path / one["file"]))[1] == set(one["article_ids"])
    assert results[0] == results[1]
    assert sorted(map(len, results[0].values())) == [4, 4, 4]
    assert len({id_ for ids in results[0].values() for id_ in ids}) == 10


def test_with_annotations(annotator: Annotator, recorded: Path, tmp_path: Path) -> None:
    done = annotator("hand-out", recorded, "--to", "Ben", "--with", "Ada", "--reviews", "--annotator", "Ada")
    assert done.returncode == 0, done.stderr
    assert " annotations." in done.stdout
    assert assigned(tmp_path / "sample for Ben.annotator")[2] > 0


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--to", "Ben", "--to", "ben"), "named twice"),
        (("--to", "Ben", "--article", "nothing"), "no article with the id"),
        (("--to", "Ben", "--overlap", "20"), "at least 2 people"),
        (("--to", "Ben", "--due", "soon"), "no day"),
        (("--to", "Ben", "--with", "Zoe"), "Nobody called"),
        (("--to", "Ben", "--folder", "nowhere"), "no folder"),
    ],
)
def test_what_cannot_be_done_is_said_and_nothing_is_made(
    annotator: Annotator, sample: Path, tmp_path: Path, arguments: tuple[str, ...], words: str
) -> None:
    done = annotator("hand-out", sample, *arguments, "--annotator", "Ada")
    assert done.returncode == 2
    assert words in done.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["sample.annotator"]


def test_a_file_that_is_there_is_written_over_only_with_force(
    annotator: Annotator, sample: Path, tmp_path: Path
) -> None:
    there = tmp_path / "sample for Ben.annotator"
    there.write_text("mine")
    refused = annotator("hand-out", sample, "--to", "Ben", "--annotator", "Ada")
    assert refused.returncode == 2
    assert there.read_text() == "mine"
    assert annotator("hand-out", sample, "--to", "Ben", "--force", "--annotator", "Ada").returncode == 0
    assert assigned(there)[0] == "Ben"
