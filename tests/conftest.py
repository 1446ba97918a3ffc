"""What every test runs under: no display needed, and nothing of this machine's user touched."""

import os
from pathlib import Path

import hypothesis
import pytest

# Enough to find what breaks often. ANNOTATOR_TEST_EXAMPLES=1000 looks longer.
hypothesis.settings.register_profile(
    "here", max_examples=int(os.environ.get("ANNOTATOR_TEST_EXAMPLES", "40"))
)
hypothesis.settings.load_profile("here")

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


@pytest.fixture(autouse=True)
def own_home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Settings, locks and documents of each test lie in a folder of its own."""
    home = tmp_path_factory.mktemp("home")
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("ANNOTATOR_CONFIG_DIR", str(home / "config"))
    monkeypatch.setenv("ANNOTATOR_STATE_DIR", str(home / "state"))
    monkeypatch.setenv("XDG_DOCUMENTS_DIR", str(home))
    monkeypatch.delenv("ANNOTATOR_NAME", raising=False)
    return home
