"""A project that two have read and a third reviews."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from annotator.services import people
from annotator.ui.main_window import MainWindow
from annotator.ui.review.control import Review
from tests.ui.review import hand


@pytest.fixture
def project_path(tmp_path: Path) -> Path:
    """Ann and Ben have read two articles; Lea reviews."""
    people.remember("Lea")
    return hand.two_readers(tmp_path / "test.annotator")


@pytest.fixture
def reviewing(window: MainWindow) -> Review:
    """The review, begun with its key."""
    hand.press("R", modifier=Qt.KeyboardModifier.ControlModifier)
    return hand.review_of(window)
