"""The check of the documents finds what it is there for."""

from pathlib import Path

import pytest

from scripts.check_docs import ROOT, given_away, problems, project_files


@pytest.fixture
def project(tmp_path: Path) -> Path:
    decisions = tmp_path / "docs" / "decisions"
    decisions.mkdir(parents=True)
    (tmp_path / "CHANGELOG.md").write_text("# Changelog\n\n## [Unreleased]\n")
    (tmp_path / "README.md").write_text(
        "# Title\n\n[a guide](docs/guide.md#two-words), ![a picture](docs/a%20b.png) and [out](https://example.org)\n"
        "Run `annotator new`.\n\n```\n[not](a-link.md)\n```\n"
    )
    (tmp_path / "docs" / "a b.png").write_bytes(b"\x89PNG\xff")
    (tmp_path / "docs" / "guide.md").write_text("# Guide\n\n## Two *words*\n\n[up](../README.md)\n")
    (decisions / "README.md").write_text("- [one](0001-one.md)\n")
    (decisions / "0001-one.md").write_text("# One\n")
    return tmp_path


def found(project: Path, commands: tuple[str, ...] = ("new",)) -> list[str]:
    files = [path for path in project.rglob("*") if path.is_file()]
    return list(problems(project, files, commands))


def test_a_sound_project_has_no_problems(project: Path) -> None:
    assert found(project) == []


@pytest.mark.parametrize(
    ("file", "text", "problem"),
    [
        ("docs/guide.md", "[there](gone.md)\n", "docs/guide.md: there is no gone.md"),
        ("docs/guide.md", "![there](gone.png)\n", "docs/guide.md: there is no gone.png"),
        ("docs/guide.md", '<img alt="x" src="gone.svg">\n', "docs/guide.md: there is no gone.svg"),
        ("docs/guide.md", "[out](../../outside.md)\n", "docs/guide.md: there is no ../../outside.md"),
        ("docs/more.md", "[there](guide.md#three)\n", "docs/more.md: guide.md has no heading for #three"),
        ("CHANGELOG.md", "# Changelog\n\n## 1.0\n", "CHANGELOG.md: there is no section Unreleased"),
        (
            "docs/decisions/0002-b.md",
            "# Two\n",
            "docs/decisions/README.md: 0002-b.md is not in the index",
        ),
    ],
)
def test_each_fault_is_named(project: Path, file: str, text: str, problem: str) -> None:
    readme = project / "README.md"
    readme.write_text(readme.read_text().replace("#two-words", ""))
    (project / file).write_text(text)
    assert found(project) == [problem]


def test_a_gap_in_the_numbers_of_the_decisions_is_named(project: Path) -> None:
    decisions = project / "docs" / "decisions"
    (decisions / "0003-three.md").write_text("# Three\n")
    (decisions / "README.md").write_text("- [one](0001-one.md)\n- [three](0003-three.md)\n")
    assert found(project) == ["docs/decisions/0003-three.md: its number should be 0002"]


def test_a_command_that_no_document_shows_is_named(project: Path) -> None:
    assert found(project, ("new", "ne")) == ["docs: `annotator ne` is in no document"]


@pytest.mark.parametrize(
    "line",
    [
        "see /" + "home/somebody/notes.txt",
        "built in /" + "Users/somebody/annotator",
        "--find-links https://" + "py" + "pi.org/simple",
        "https://files.python" + "hosted.org/packages/aa/bb",
    ],
)
def test_machine_paths_and_registries_are_named(line: str) -> None:
    assert [fault.split(":")[0] for fault in given_away(f"fine\n{line}\n")] == ["2"]


@pytest.mark.parametrize("line", ["~/a.annotator", "/home/" + "you/a.annotator", "docs/home/page.md"])
def test_paths_that_stand_for_anybodys_are_fine(line: str) -> None:
    assert list(given_away(line)) == []


def test_no_file_of_this_project_gives_anything_away() -> None:
    given = {
        str(path): faults
        for path in project_files(ROOT)
        if (faults := list(given_away(path.read_text("utf-8", errors="ignore"))))
    }
    assert given == {}
