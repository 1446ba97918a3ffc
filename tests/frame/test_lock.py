"""The lock files hold what pyproject.toml asks for, with hashes, and name no index."""

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[2]
SETTINGS = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
RUN = SETTINGS["project"]["dependencies"]
DEV = SETTINGS["project"]["optional-dependencies"]["dev"]
BUILD = SETTINGS["build-system"]["requires"]


def locked(name: str) -> dict[str, str]:
    """Return the packages and versions that a lock file names."""
    text = (ROOT / "requirements" / f"{name}.txt").read_text("utf-8")
    return dict(re.findall(r"^([\w.-]+)==([\w.]+)", text, re.MULTILINE))


@pytest.mark.parametrize(("name", "wanted"), [("run", RUN), ("build", BUILD), ("dev", RUN + BUILD + DEV)])
def test_each_dependency_is_locked_to_a_version_that_suits(name: str, wanted: list[str]) -> None:
    versions = locked(name)
    for requirement in map(Requirement, wanted):
        version = versions[canonicalize_name(requirement.name)]
        assert requirement.specifier.contains(version), f"{requirement} is locked to {version}"


def test_no_package_has_two_versions() -> None:
    together = locked("dev")
    assert locked("run").items() <= together.items()
    assert locked("build").items() <= together.items()


@pytest.mark.parametrize("name", ["run", "build", "dev"])
def test_each_line_is_a_package_with_hashes_and_nothing_else(name: str) -> None:
    text = (ROOT / "requirements" / f"{name}.txt").read_text("utf-8")
    lines = [line for line in text.splitlines() if not line.lstrip().startswith("#")]
    package = r"[a-z0-9.-]+==[\w.]+(?: ; [^\\@]+)? \\"
    digest = r"    --hash=sha256:[0-9a-f]{64}(?: \\)?"
    assert [line for line in lines if not re.fullmatch(f"{package}|{digest}", line)] == []
    starts = [index for index, line in enumerate(lines) if not line.startswith(" ")]
    assert all(lines[index + 1].startswith("    --hash") for index in starts)


def test_qt_is_locked_for_every_system() -> None:
    text = (ROOT / "requirements" / "run.txt").read_text("utf-8")
    block = re.search(r"^pyside6-essentials==.*\n((?:    --hash.*\n)+)", text, re.MULTILINE)
    assert block is not None
    # Linux on two processors, macOS for both, Windows on two.
    assert block[1].count("sha256:") >= 5


def test_what_builds_the_wheel_is_what_the_lock_was_made_from() -> None:
    lines = (ROOT / "requirements" / "build.in").read_text("utf-8").splitlines()
    assert [line for line in lines if not line.startswith("#")] == BUILD
