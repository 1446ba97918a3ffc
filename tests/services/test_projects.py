from pathlib import Path

import pytest

from annotator.core.errors import InvalidValue, NotFound, OutputRefused
from annotator.services import projects
from tests.storage.helpers import CODEBOOK, add, digest, mark, names


def test_a_new_project_has_the_layers_of_the_default_codebook(tmp_path: Path) -> None:
    with projects.create(tmp_path / "a.annotator", "Ann") as project:
        assert [layer.id for layer in project.layers()] == ["claim", "actor", "date"]
        assert [layer.key for layer in project.layers()] == ["C", "A", "D"]


def test_a_project_needs_somebody_who_annotates(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.annotator"
    with pytest.raises(InvalidValue, match="Say who annotates"):
        projects.create(path)
    assert names(tmp_path) == []
    monkeypatch.setenv("ANNOTATOR_NAME", "Ann")
    projects.create(path).close()
    monkeypatch.delenv("ANNOTATOR_NAME")
    with pytest.raises(InvalidValue):
        projects.open_project(path)
    with projects.open_project(path, read_only=True) as project:
        assert project.read_only


def test_what_there_is_to_know_at_a_glance(tmp_path: Path) -> None:
    path = tmp_path / "a.annotator"
    with projects.create(path, "Ann", "  The\ncouncil ", codebook=CODEBOOK) as project:
        mark(project, add(project), (0, 6))
        info = projects.info(project)
        properties = project.properties()
    assert info == projects.ProjectInfo(
        path=path,
        id=properties["id"],
        title="The council",
        created_at=properties["created_at"],
        format=3,
        program_version=properties["program_version"],
        size=path.stat().st_size,
        articles=1,
        annotations=1,
        annotators=("Ann",),
        entities=0,
        layers=CODEBOOK.layers,
        read_only_reason="",
    )


def test_a_second_opener_is_told_in_the_info(tmp_path: Path) -> None:
    path = tmp_path / "a.annotator"
    with (
        projects.create(path, "Ann", codebook=CODEBOOK),
        projects.open_project(path, "Bob") as second,
    ):
        assert "by Ann" in projects.info(second).read_only_reason


def test_describing_and_opening_change_nothing(tmp_path: Path) -> None:
    path = tmp_path / "a.annotator"
    with projects.create(path, "Ann", codebook=CODEBOOK) as project:
        mark(project, add(project), (0, 6))
    before = digest(path), path.stat().st_mtime_ns
    with projects.open_project(path, "Somebody new") as project:
        projects.info(project)
        project.articles()
        project.undoable()
    assert (digest(path), path.stat().st_mtime_ns) == before
    assert projects.check(path).sound
    assert (digest(path), path.stat().st_mtime_ns) == before


def test_what_cannot_be_done_says_so(tmp_path: Path) -> None:
    path = tmp_path / "a.annotator"
    with pytest.raises(NotFound, match="There is no file"):
        projects.open_project(path, "Ann")
    projects.create(path, "Ann", codebook=CODEBOOK).close()
    with pytest.raises(OutputRefused):
        projects.create(path, "Ann", codebook=CODEBOOK)
    assert projects.check(path).sound
