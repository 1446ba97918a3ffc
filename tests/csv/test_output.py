"""Files are written whole or not at all, and never over what must stay."""

import os
import resource
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from annotator.core.errors import Cancelled, OutputRefused, StorageFull
from annotator.formats.output import whole_file


@pytest.fixture
def protected(tmp_path: Path) -> Path:
    path = tmp_path / "p.annotator"
    path.write_bytes(b"SQLite format 3\0 and so on")
    return path


def write(target: Path, protected: Path, data: bytes = b"new", *, force: bool = False) -> None:
    with whole_file(target, protected=protected, force=force) as stream:
        stream.write(data)


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def test_a_new_file(tmp_path: Path, protected: Path) -> None:
    write(tmp_path / "t.csv", protected)
    assert (tmp_path / "t.csv").read_bytes() == b"new"
    assert names(tmp_path) == {"t.csv", "p.annotator"}


def test_an_existing_file_is_left_unless_forced(tmp_path: Path, protected: Path) -> None:
    target = tmp_path / "t.csv"
    target.write_bytes(b"old")
    with pytest.raises(OutputRefused, match=r"t\.csv is there already"):
        write(target, protected)
    assert target.read_bytes() == b"old"
    write(target, protected, force=True)
    assert target.read_bytes() == b"new"


@pytest.mark.parametrize("error", [Cancelled("stopped"), KeyboardInterrupt(), ValueError("bug")])
def test_whatever_goes_wrong_the_old_file_stays(
    tmp_path: Path, protected: Path, error: BaseException
) -> None:
    target = tmp_path / "t.csv"
    target.write_bytes(b"old")
    with pytest.raises(type(error)), whole_file(target, protected=protected, force=True) as stream:
        stream.write(b"x" * 1_000_000)
        raise error
    assert target.read_bytes() == b"old"
    assert names(tmp_path) == {"t.csv", "p.annotator"}


@pytest.mark.parametrize("force", [False, True])
def test_the_project_is_never_the_target(tmp_path: Path, protected: Path, force: bool) -> None:
    before = protected.read_bytes()
    (tmp_path / "soft").symlink_to(protected)
    (tmp_path / "hard").hardlink_to(protected)
    (tmp_path / "sub").mkdir()
    for target in (
        "p.annotator",
        "soft",
        "hard",
        "sub/../p.annotator",
        "p.annotator-journal",
        "p.annotator-wal",
    ):
        with pytest.raises(OutputRefused, match="project itself"):
            write(tmp_path / target, protected, force=force)
    assert protected.read_bytes() == before
    assert names(tmp_path) == {"p.annotator", "soft", "hard", "sub"}


def test_nor_is_another_project(tmp_path: Path, protected: Path) -> None:
    other = tmp_path / "other.annotator"
    other.write_bytes(protected.read_bytes())
    with pytest.raises(OutputRefused, match="another project"):
        write(other, protected, force=True)
    assert other.read_bytes() == protected.read_bytes()


def test_a_link_is_followed(tmp_path: Path, protected: Path) -> None:
    (tmp_path / "sub").mkdir()
    real = tmp_path / "sub" / "real.csv"
    real.write_bytes(b"old")
    (tmp_path / "t.csv").symlink_to(real)
    write(tmp_path / "t.csv", protected, force=True)
    assert real.read_bytes() == b"new"
    assert (tmp_path / "t.csv").is_symlink()


@pytest.mark.parametrize("target", ["none/t.csv", ".", "a\0b", "p.annotator/t.csv", "x" * 300 + ".csv"])
def test_places_that_are_none(tmp_path: Path, protected: Path, target: str) -> None:
    with pytest.raises(OutputRefused):
        write(tmp_path / target, protected, force=True)
    assert names(tmp_path) == {"p.annotator"}


def test_a_device_is_no_file(tmp_path: Path, protected: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(OutputRefused, match="not a file"):
        write(tmp_path / "pipe", protected, force=True)


def test_a_loop_of_links(tmp_path: Path, protected: Path) -> None:
    (tmp_path / "a").symlink_to(tmp_path / "b")
    (tmp_path / "b").symlink_to(tmp_path / "a")
    with pytest.raises(OutputRefused):
        write(tmp_path / "a", protected, force=True)


def test_a_long_name_has_room_for_the_ending(tmp_path: Path, protected: Path) -> None:
    name = "я" * 120 + ".csv"
    write(tmp_path / name, protected)
    assert (tmp_path / name).read_bytes() == b"new"


def test_a_disk_that_takes_no_more(tmp_path: Path, protected: Path) -> None:
    target = tmp_path / "t.csv"
    target.write_bytes(b"old")
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    before = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, hard))
    try:
        with pytest.raises(StorageFull, match="disk is full"):
            write(target, protected, b"x" * 1_000_000, force=True)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        signal.signal(signal.SIGXFSZ, before)
    assert target.read_bytes() == b"old"
    assert names(tmp_path) == {"t.csv", "p.annotator"}


KILLED = """
import os, signal, sys
from pathlib import Path
from annotator.formats.output import whole_file
target = Path(sys.argv[1])
with whole_file(target, protected=target.with_name("p.annotator"), force=True) as stream:
    stream.write(b"x" * 1_000_000)
    stream.flush()
    os.kill(os.getpid(), signal.SIGKILL)
"""


def test_what_a_kill_leaves_behind_goes_with_the_next_export(tmp_path: Path, protected: Path) -> None:
    target = tmp_path / "t.csv"
    target.write_bytes(b"old")
    mine = tmp_path / "t.csv.mine.part"
    mine.write_bytes(b"not ours")
    done = subprocess.run([sys.executable, "-c", KILLED, str(target)], check=False)
    assert done.returncode == -signal.SIGKILL
    assert target.read_bytes() == b"old"
    assert len(names(tmp_path)) == 4
    write(target, protected, force=True)
    assert names(tmp_path) == {"t.csv", "p.annotator", "t.csv.mine.part"}


def test_an_export_that_is_under_way_is_not_disturbed(tmp_path: Path, protected: Path) -> None:
    target = tmp_path / "t.csv"
    with whole_file(target, protected=protected) as stream:
        stream.write(b"first")
        write(target, protected, b"second")
        stream.write(b" and last")
    assert target.read_bytes() == b"first and last"
