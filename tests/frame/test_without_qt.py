"""All but the window works where Qt is not installed."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

BLOCK = """
import sys

class Blocked:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in {"PySide6", "shiboken6"}:
            raise ImportError(f"{name} is blocked")

sys.meta_path.insert(0, Blocked())
"""

IMPORT_ALL = """
import importlib
from pathlib import Path

for file in sorted(Path("annotator").rglob("*.py")):
    name = ".".join(file.with_suffix("").parts).removesuffix(".__init__")
    if name.split(".")[1:2] not in (["ui"], ["__main__"]):
        importlib.import_module(name)
        print(name)
"""

COMMAND = """
sys.argv = ["annotator", *sys.argv[1:]]
from annotator.main import main
main()
"""


def run(program: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", BLOCK + program, *arguments], cwd=ROOT, capture_output=True, text=True
    )


def test_everything_but_the_window_imports() -> None:
    done = run(IMPORT_ALL)
    assert done.returncode == 0, done.stderr
    imported = set(done.stdout.split())
    assert {"annotator.main", "annotator.cli", "annotator.services", "annotator.storage"} <= imported


def test_the_block_itself_blocks() -> None:
    done = run("import PySide6.QtCore")
    assert "PySide6 is blocked" in done.stderr


def test_the_command_line_works(tmp_path: Path) -> None:
    project = tmp_path / "a.annotator"
    made = run(COMMAND, "new", str(project), "--annotator", "Ada")
    assert made.returncode == 0, made.stderr
    assert run(COMMAND, "info", str(project)).returncode == 0
