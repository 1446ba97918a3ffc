"""The import rules hold, and each of them notices when they do not."""

import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

PLANTED = [
    # what is planted where, and which contracts have to break over it
    ("core/ids.py", "import annotator.services", {"layers"}),
    ("core/ids.py", "import annotator.assets", {"layers"}),
    ("storage/planted.py", "import annotator.formats", {"layers"}),
    ("services/planted.py", "import annotator.ui", {"layers"}),
    ("cli/planted.py", "import annotator.ui", {"layers"}),
    ("stray.py", "", {"layers"}),
    ("core/ids.py", "from PySide6.QtCore import QObject", {"qt-only-in-ui"}),
    ("services/planted.py", "def late() -> None:\n    import PySide6", {"qt-only-in-ui"}),
    ("main.py", "from PySide6.QtWidgets import QApplication", {"qt-not-in-main"}),
    ("formats/planted.py", "import sqlite3", {"sqlite-only-in-storage"}),
    ("agreement/planted.py", "import sqlite3", {"sqlite-only-in-storage"}),
    ("agreement/planted.py", "from PySide6.QtCore import QObject", {"qt-only-in-ui"}),
    ("agreement/planted.py", "import annotator.storage", {"layers"}),
    ("services/planted.py", "def late() -> None:\n    import sqlite_utils", {"sqlite-not-above-storage"}),
    ("ui/planted.py", "import sqlite3", {"sqlite-not-above-storage"}),
    ("ui/planted.py", "from annotator.storage import schema", {"storage-through-services"}),
    ("cli/planted.py", "import annotator.storage", {"storage-through-services"}),
]


def broken(folder: Path) -> set[str]:
    """Return the ids of the contracts that the package in ``folder`` breaks."""
    names = {contract["name"]: contract["id"] for contract in contracts()}
    done = subprocess.run(
        [str(Path(sys.executable).with_name("lint-imports")), "--no-cache"],
        cwd=folder,
        capture_output=True,
        text=True,
    )
    result = {id for name, id in names.items() if f"{name} BROKEN" in done.stdout}
    kept = {id for name, id in names.items() if f"{name} KEPT" in done.stdout}
    assert result | kept == set(names.values()), done.stdout + done.stderr
    assert (done.returncode == 0) == (not result)
    return result


def contracts() -> list[dict[str, str]]:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    return list(settings["tool"]["importlinter"]["contracts"])


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of the package, which wins over the one that is installed."""
    shutil.copytree(ROOT / "annotator", tmp_path / "annotator", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def test_the_rules_hold(copy: Path) -> None:
    assert broken(copy) == set()


@pytest.mark.parametrize(("file", "line", "expected"), PLANTED)
def test_a_planted_violation_is_noticed(copy: Path, file: str, line: str, expected: set[str]) -> None:
    with (copy / "annotator" / file).open("a", encoding="utf-8") as module:
        module.write(f"\n\n{line}\n")
    assert broken(copy) == expected


def test_every_rule_has_a_planted_violation() -> None:
    assert {contract["id"] for contract in contracts()} == set().union(*(ids for _, _, ids in PLANTED))
