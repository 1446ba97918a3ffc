"""Terminals, Ctrl+C, full disks, and machines without display, Qt, or Qt's system libraries."""

import os
import pty
import resource
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from annotator.core.ids import new_id
from annotator.core.model import Annotation
from annotator.core.spans import Span
from annotator.services import projects
from tests.cli.conftest import ROOT, Annotator, environment

NO_DISPLAY: dict[str, str | None] = {"DISPLAY": None, "WAYLAND_DISPLAY": None, "QT_QPA_PLATFORM": None}
HEADLESS = ("new", "import", "info", "articles", "export", "codebook", "check")


@pytest.fixture
def large(sample: Path) -> Path:
    """The sample project with enough annotations for a table that no pipe holds."""
    with projects.open_project(sample, "Ada") as project:
        article = project.articles()[0]
        text = project.text(article.id)
        with project.act("import annotations") as change:
            change.insert_annotations(
                [
                    Annotation(
                        new_id(),
                        article.id,
                        "actor",
                        project.annotator.id,
                        (Span(at, at + 9),),
                        text[at : at + 9],
                    )
                    for at in range(3000)
                ]
            )
    return sample


def start(*arguments: str | Path) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "annotator", *map(str, arguments)],
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )


def test_ctrl_c_is_an_end_in_one_sentence(large: Path) -> None:
    process = start("export", large, "-o", "-")
    assert process.stdout is not None
    assert process.stdout.read(3) == b"\xef\xbb\xbf"  # it writes, and the pipe is full before it is done
    process.send_signal(signal.SIGINT)
    _, said = process.communicate()
    assert process.returncode == 130
    assert said == b"Stopped; what was under way was not kept.\n"


def test_a_full_disk_is_a_sentence_and_the_old_file_stays(large: Path, tmp_path: Path) -> None:
    target = tmp_path / "a.csv"
    target.write_text("old")
    done = subprocess.run(
        [sys.executable, "-m", "annotator", "export", str(large), "-o", str(target), "--force"],
        env=environment(),
        capture_output=True,
        encoding="utf-8",
        check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (50_000, 50_000)),
    )
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert "disk is full" in done.stderr
    assert target.read_text() == "old"
    assert not list(tmp_path.glob("*.part"))


def test_progress_is_shown_on_a_terminal_only(large: Path, tmp_path: Path) -> None:
    master, slave = pty.openpty()
    command = [sys.executable, "-m", "annotator", "export", str(large), "-o", "a.csv"]
    done = subprocess.run(
        command, cwd=tmp_path, env=environment(), stdout=subprocess.PIPE, stderr=slave, check=False
    )
    os.close(slave)
    shown = os.read(master, 10_000).decode()
    os.close(master)
    assert done.returncode == 0
    assert done.stdout == b"Wrote 3,118 rows to a.csv.\n"
    assert "of 3,118" in shown
    assert shown.rsplit("\r", 1)[1].strip() == ""


def one_sentence(done: subprocess.CompletedProcess[str]) -> str:
    assert done.returncode == 2
    assert done.stdout == ""
    assert done.stderr.count("\n") == 1
    assert all(command in done.stderr for command in HEADLESS)
    return done.stderr


@pytest.mark.parametrize("arguments", [[], ["open"], ["sample.annotator"], ["open", "sample.annotator"]])
def test_without_a_display(annotator: Annotator, sample: Path, arguments: list[str]) -> None:
    assert "no display" in one_sentence(annotator(*arguments, env=NO_DISPLAY))


def test_a_display_that_does_not_answer(annotator: Annotator) -> None:
    said = one_sentence(annotator(env={**NO_DISPLAY, "DISPLAY": ":7777"}))
    assert ":7777" in said or "apt-get" in said


def test_a_wayland_display_that_does_not_answer(annotator: Annotator, tmp_path: Path) -> None:
    one_sentence(annotator(env={**NO_DISPLAY, "WAYLAND_DISPLAY": str(tmp_path / "none")}))


@pytest.fixture
def without_libraries(tmp_path: Path) -> str:
    """A path for modules with a PySide6 as it is where system libraries are missing."""
    package = tmp_path / "fake" / "PySide6"
    plugins = package / "Qt" / "plugins" / "platforms"
    plugins.mkdir(parents=True)
    (plugins / "libqxcb.so").write_bytes(b"not a library")
    missing = "libEGL.so.1: cannot open shared object file: No such file or directory"
    (package / "__init__.py").write_text(f"raise ImportError({missing!r})\n")
    return os.pathsep.join((str(package.parent), str(ROOT)))


def test_qt_libraries_that_cannot_be_imported(annotator: Annotator, without_libraries: str) -> None:
    said = one_sentence(annotator(env={"PYTHONPATH": without_libraries, "QT_QPA_PLATFORM": "offscreen"}))
    assert "libEGL.so.1" in said
    assert "apt-get install" in said
    assert "libxcb-cursor0" in said


def test_a_platform_plugin_that_cannot_be_loaded(annotator: Annotator, without_libraries: str) -> None:
    said = one_sentence(annotator(env={**NO_DISPLAY, "PYTHONPATH": without_libraries, "DISPLAY": ":7777"}))
    assert "libqxcb.so" in said
    assert "apt-get install" in said


BLOCKED = """
import sys
class Blocked:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in {"PySide6", "shiboken6"}:
            raise ImportError(f"{name} is blocked")
sys.meta_path.insert(0, Blocked())
from annotator.main import main
sys.exit(main(sys.argv[1:]))
"""


def test_without_pyside_all_but_the_window_works(tmp_path: Path) -> None:
    def run(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-c", BLOCKED, *map(str, arguments)],
            cwd=tmp_path,
            env=environment(),
            capture_output=True,
            encoding="utf-8",
            check=False,
        )

    assert run("new", "a", "--annotator", "Ada").returncode == 0
    assert run("import", "a.annotator", ROOT / "sample_articles", "--annotator", "Ada").returncode == 0
    assert run("info", "a.annotator").returncode == 0
    assert run("articles", "a.annotator").returncode == 0
    assert run("export", "a.annotator", "articles", "-o", "a.csv").returncode == 0
    assert run("check", "a.annotator").returncode == 0
    assert "PySide6 is not installed" in one_sentence(run())


def test_reading_goes_on_while_somebody_else_has_the_project(
    annotator: Annotator, sample: Path, tmp_path: Path
) -> None:
    (tmp_path / "a.txt").write_text("The story.")
    with projects.open_project(sample, "Ada") as held:
        assert not held.read_only
        assert annotator("info", sample).returncode == 0
        assert annotator("export", sample, "-o", "a.csv").returncode == 0
        assert annotator("check", sample).returncode == 0
        done = annotator("import", sample, "a.txt", "--annotator", "Bob")
        assert done.returncode == 2
        assert "Ada" in done.stderr
    assert annotator("import", sample, "a.txt", "--annotator", "Bob").returncode == 0
