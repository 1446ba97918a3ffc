"""The command line as a person calls it: another process, real exit codes."""

import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from annotator.services import entities, fields, projects
from annotator.services.fields import Aim
from annotator.services.sample import create_sample

ROOT = Path(__file__).resolve().parents[2]

Result = subprocess.CompletedProcess[str]
Annotator = Callable[..., Result]


def environment(changes: Mapping[str, str | None] | None = None) -> dict[str, str]:
    """Return the test's environment with the package importable, and changes; None takes a variable out."""
    result = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"}
    for name, value in (changes or {}).items():
        if value is None:
            result.pop(name, None)
        else:
            result[name] = value
    return result


@pytest.fixture
def annotator(tmp_path: Path) -> Annotator:
    """Run ``annotator`` with arguments in the test's folder."""

    def run(*arguments: str | Path, env: Mapping[str, str | None] | None = None) -> Result:
        done = subprocess.run(
            [sys.executable, "-m", "annotator", *map(str, arguments)],
            cwd=tmp_path,
            env=environment(env),
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        assert "Traceback" not in done.stderr, done.stderr
        return done

    return run


@pytest.fixture
def sample(tmp_path: Path) -> Path:
    """The sample project of Ada."""
    path = tmp_path / "sample.annotator"
    create_sample(path, "Ada").close()
    return path


@pytest.fixture
def empty(tmp_path: Path) -> Path:
    """An empty project of Ada."""
    path = tmp_path / "empty.annotator"
    projects.create(path, "Ada").close()
    return path


@pytest.fixture
def recorded(sample: Path) -> Path:
    """The sample, with the mode of its first claim and an entity as the claim's speaker."""
    with projects.open_project(sample, "Ada") as project:
        article = project.articles()[0]
        claim = next(one for one in project.annotations(article.id) if one.layer == "claim")
        entity = entities.planned("Ada Byron; Countess", "person")
        entities.create(project, entity)
        fields.set_value(project, [claim.id], "mode", "direct")
        fields.set_links(project, [claim.id], "speaker", [Aim(entity_id=entity.id)])
    return sample
