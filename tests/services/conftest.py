"""A project with an article, to try things on."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from annotator.core.model import Article
from annotator.storage.project import Project
from tests.storage import helpers


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where the test's project lies."""
    return tmp_path / "a.annotator"


@pytest.fixture
def project(path: Path) -> Iterator[Project]:
    """A new project, open for editing by Ann."""
    with helpers.create(path) as opened:
        yield opened


@pytest.fixture
def article(project: Project) -> Article:
    """An article in the project."""
    return helpers.add(project)
