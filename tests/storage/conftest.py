"""A project and an article to try things on."""

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from annotator.core.model import Article
from annotator.storage.project import Project
from tests.storage import helpers


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where the test's project lies."""
    folder = tmp_path / "work"
    folder.mkdir()
    return folder / "council.annotator"


@pytest.fixture
def project(path: Path) -> Iterator[Project]:
    """A new project, open for editing."""
    with helpers.create(path) as opened:
        yield opened


@pytest.fixture
def article(project: Project) -> Article:
    """An article in the project."""
    return helpers.add(project)


@pytest.fixture
def ordinary() -> Iterator[Path]:
    """A folder that an account without special rights reaches, for tests of rights."""
    helpers.warm_up()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        state = folder / "state"
        work = folder / "work"
        for each in (state, work):
            each.mkdir()
        for each in (folder, state, work):
            each.chmod(0o755)
        if os.geteuid() == 0:
            os.chown(state, 65534, 65534)
            os.chown(work, 65534, 65534)
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("ANNOTATOR_STATE_DIR", str(state))
            yield work
        work.chmod(0o755)
