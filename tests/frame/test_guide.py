"""The guide's table of keys is the one the window has."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_the_keys_in_the_guide_are_those_of_the_window():
    done = subprocess.run(
        [sys.executable, "-m", "scripts.screenshots", "--check-keys"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode == 0, done.stdout + done.stderr
