"""Articles to read."""

from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def samples() -> list[Path]:
    """The sample articles."""
    return sorted((ROOT / "sample_articles").iterdir())
