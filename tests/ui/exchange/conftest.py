"""A lead's project with colleagues, and the dialogs of files that tests answer."""

import pytest
from PySide6.QtWidgets import QFileDialog


@pytest.fixture
def choose(monkeypatch):
    """Let the next file dialogs of a kind answer with these paths."""

    def prepare(name, *answers):
        waiting = list(answers)

        def answered(*_):
            found = waiting.pop(0)
            if name == "getOpenFileNames":
                return [str(one) for one in found], ""
            return str(found) if name == "getExistingDirectory" else (str(found), "")

        monkeypatch.setattr(QFileDialog, name, answered)

    return prepare


@pytest.fixture
def out(tmp_path):
    """A folder for files that are handed out."""
    folder = tmp_path / "out"
    folder.mkdir()
    return folder
