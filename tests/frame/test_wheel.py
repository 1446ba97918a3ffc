"""What is built works where it is installed, away from the checkout."""

import configparser
import json
import os
import shutil
import subprocess
import sys
import sysconfig
import tarfile
from pathlib import Path

import pytest

import annotator

ROOT = Path(__file__).resolve().parents[2]

LOOK = """
import json, annotator
from annotator import assets
resources = assets.resource()
print(json.dumps({
    "package": annotator.__file__,
    "resources": sorted(str(p.relative_to(resources)) for p in resources.rglob("*") if p.is_file()),
    "samples": sorted(p.name for p in assets.samples().iterdir()),
    "places": [str(assets.resource()), str(assets.samples())],
}))
"""


def build(target: str, folder: Path) -> Path:
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", target, "-d", str(folder)],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    (made,) = folder.iterdir()
    return made


class Installed:
    """The wheel in a prefix of its own, with the packages of the present environment."""

    def __init__(self, prefix: Path) -> None:
        self.prefix = prefix
        paths = sysconfig.get_paths("venv", vars={"base": str(prefix), "platbase": str(prefix)})
        self.packages = Path(paths["purelib"])
        self.scripts = Path(paths["scripts"])

    def run(self, *command: str) -> str:
        environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
        environment["PYTHONPATH"] = str(self.packages)
        environment["ANNOTATOR_STATE_DIR"] = environment["ANNOTATOR_CONFIG_DIR"] = str(self.prefix / "state")
        done = subprocess.run(command, cwd=self.prefix, env=environment, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
        return done.stdout


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Installed:
    folder = tmp_path_factory.mktemp("wheel")
    wheel = build("wheel", folder / "dist")
    prefix = folder / "prefix"
    options = "--quiet --disable-pip-version-check --no-deps --no-index --ignore-installed --no-compile"
    subprocess.run(
        [sys.executable, "-m", "pip", "install", *options.split(), "--prefix", str(prefix), str(wheel)],
        check=True,
        capture_output=True,
        cwd=folder,
    )
    return Installed(prefix)


def test_it_finds_its_resources_and_samples(installed: Installed) -> None:
    seen = json.loads(installed.run(sys.executable, "-c", LOOK))
    assert Path(seen["package"]).is_relative_to(installed.packages)
    assert all(Path(place).is_relative_to(installed.packages) for place in seen["places"])
    resources = ROOT / "resources"
    assert seen["resources"] == sorted(
        str(path.relative_to(resources)) for path in resources.rglob("*") if path.is_file()
    )
    assert {Path(name).parts[0] for name in seen["resources"]} >= {
        "icons",
        "styles",
        "fonts",
        "codebook.toml",
    }
    assert seen["samples"] == sorted(path.name for path in (ROOT / "sample_articles").iterdir())


def test_its_command_makes_and_describes_a_project(installed: Installed) -> None:
    command = shutil.which("annotator", path=str(installed.scripts))
    assert command is not None
    assert annotator.__version__ in installed.run(command, "--version")
    installed.run(command, "new", "a.annotator", "--annotator", "Ada")
    shown = json.loads(installed.run(sys.executable, "-m", "annotator", "info", "a.annotator", "--json"))
    assert shown


def test_the_desktop_gets_an_entry_a_file_type_and_an_icon(installed: Installed) -> None:
    share = installed.prefix / "share"
    (file,) = (share / "applications").iterdir()
    entry = configparser.ConfigParser(interpolation=None)
    entry.read(file, "utf-8")
    described = entry["Desktop Entry"]
    assert shutil.which(described["Exec"].split()[0], path=str(installed.scripts))
    icons = {path.stem for path in (share / "icons" / "hicolor").rglob("apps/*")}
    assert icons == {described["Icon"]}
    (types,) = (share / "mime" / "packages").iterdir()
    assert f'type="{described["MimeType"].strip(";")}"' in types.read_text("utf-8")


def test_the_source_archive_is_complete(tmp_path: Path) -> None:
    with tarfile.open(build("sdist", tmp_path / "dist")) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    expected = {"pyproject.toml", "LICENSE", "README.md", "CHANGELOG.md", "Makefile", "requirements/dev.txt"}
    for folder in ("annotator", "resources", "sample_articles", "tests", "docs", "scripts"):
        files = (path for path in (ROOT / folder).rglob("*") if path.is_file())
        expected |= {str(path.relative_to(ROOT)) for path in files if "__pycache__" not in path.parts}
    assert expected <= names
    assert not {name for name in names if name.startswith(".venv")}
