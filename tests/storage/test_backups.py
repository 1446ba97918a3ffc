"""Backups: made only when something changed, verified, thinned, deleted, and gone back to."""

import os
import shutil
import stat
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.core.errors import NotFound, OutputRefused, ProjectDamaged, StorageFull
from annotator.storage import backups
from annotator.storage.project import Project
from tests.storage.helpers import ANN, add, create, image, mark, names, rows, tamper

NOW = datetime(2026, 3, 29, 12, 0, tzinfo=UTC)
moments = st.integers(0, 21_000).map(lambda hours: datetime(2024, 1, 1, tzinfo=UTC) + timedelta(hours=hours))


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Where the backups of all projects lie."""
    return tmp_path / "kept"


def folder(root: Path, project: Project) -> Path:
    return backups.folder_of(root, project.properties()["id"])


def test_a_backup_holds_everything_and_only_its_owner_may_read_it(project: Project, root: Path) -> None:
    mark(project, add(project), (0, 6))
    made = backups.make(project, root, NOW)
    assert made is not None
    assert (made.articles, made.annotations, made.at) == (1, 1, NOW)
    assert made.path.name == "2026-03-29T12-00-00Z.annotator"
    assert image(made.path, revisions=True) == image(project.path, revisions=True)
    assert backups.kept(folder(root, project)) == [made]
    if os.name == "posix":
        assert stat.S_IMODE(made.path.stat().st_mode) == 0o600
        assert stat.S_IMODE(made.path.with_suffix(".json").stat().st_mode) == 0o600
        assert stat.S_IMODE(made.path.parent.stat().st_mode) == 0o700
    assert len(names(made.path.parent)) == 2


def test_only_what_changed_is_backed_up_also_after_reopening(path: Path, root: Path) -> None:
    with create(path) as project:
        article = add(project)
        assert backups.make(project, root, NOW) is not None
        assert backups.make(project, root, NOW) is None
    with Project.open(path, annotator=ANN) as project:
        assert backups.make(project, root, NOW + timedelta(hours=1)) is None
        mark(project, article, (0, 6))
        project.undo()
        assert backups.make(project, root, NOW + timedelta(hours=2)) is not None
        project.redo()
        assert backups.make(project, root, NOW + timedelta(hours=3)) is not None
        assert len(backups.kept(folder(root, project))) == 3


def test_names_are_never_taken_twice(project: Project, root: Path) -> None:
    article = add(project)
    made = []
    for start in (0, 10, 20):
        mark(project, article, (start, start + 5))
        made.append(backups.make(project, root, NOW))
    assert len({each.path for each in made if each}) == 3


def test_a_damaged_project_does_not_take_the_place_of_a_sound_backup(path: Path, root: Path) -> None:
    with create(path) as project:
        article = add(project)
        sound = backups.make(project, root, NOW)
        mark(project, article, (0, 6))
    content = bytearray(path.read_bytes())
    content[content.index("Мнение".encode())] ^= 1
    path.write_bytes(content)
    with Project.open(path, annotator=ANN) as project:
        with pytest.raises(ProjectDamaged, match="No backup"):
            backups.make(project, root, NOW + timedelta(days=400))
        assert backups.kept(folder(root, project)) == [sound]
        assert len(names(folder(root, project))) == 2


def test_what_was_never_finished_or_was_cut_off_is_no_backup(project: Project, root: Path) -> None:
    add(project)
    made = backups.make(project, root, NOW)
    assert made is not None
    own = folder(root, project)
    shutil.copy(made.path, own / "2026-03-30T12-00-00Z.annotator")
    assert backups.kept(own) == [made]
    made.path.write_bytes(made.path.read_bytes()[:-4096])
    assert backups.kept(own) == []


def test_a_full_disk_and_a_folder_that_is_none_are_said(
    project: Project, root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    add(project)
    with monkeypatch.context() as patch:
        patch.setattr(shutil, "disk_usage", lambda _: shutil._ntuple_diskusage(1, 1, 1000))
        with pytest.raises(StorageFull, match="too little room"):
            backups.make(project, root, NOW)
    (tmp_path / "file").write_text("mine")
    with pytest.raises(OutputRefused, match="No backup could be written"):
        backups.make(project, tmp_path / "file", NOW)


def test_a_copy_of_a_backup_is_a_project_again(project: Project, root: Path, tmp_path: Path) -> None:
    article = add(project)
    made = backups.make(project, root, NOW)
    assert made is not None
    before = image(project.path)
    mark(project, article, (0, 6))
    backups.restore(made.path, tmp_path / "again.annotator")
    assert image(tmp_path / "again.annotator") == before
    assert made.path.exists()
    with pytest.raises(OutputRefused):
        backups.restore(made.path, tmp_path / "again.annotator")


def test_a_backup_that_went_bad_is_refused(project: Project, root: Path, tmp_path: Path) -> None:
    add(project)
    made = backups.make(project, root, NOW)
    assert made is not None
    content = bytearray(made.path.read_bytes())
    content[content.index("Мнение".encode())] ^= 1
    made.path.write_bytes(content)
    with pytest.raises(ProjectDamaged, match="is damaged"):
        backups.restore(made.path, tmp_path / "again.annotator")
    made.path.unlink()
    with pytest.raises(NotFound):
        backups.restore(made.path, tmp_path / "again.annotator")
    assert "again.annotator" not in names(tmp_path)


def test_deleting_takes_backups_and_nothing_else(path: Path, tmp_path: Path, root: Path) -> None:
    with create(path) as one, create(tmp_path / "other.annotator") as two:
        for project in (one, two):
            add(project)
            backups.make(project, root, NOW)
        (root / "letter.txt").write_text("mine")
        (folder(root, two) / "note.txt").write_text("mine")
        assert backups.size_of([root]) > 2 * 4096
        backups.delete_project(folder(root, one))
        assert backups.kept(folder(root, one)) == []
        assert len(backups.kept(folder(root, two))) == 1
        backups.delete_everything([root])
        assert backups.size_of([root]) == 0
        assert names(root) == sorted(["letter.txt", folder(root, two).name])
        assert names(folder(root, two)) == ["note.txt"]


@pytest.mark.parametrize("bad", ["../../outside", "/etc", "", "a" * 5000, "x\0y"])
def test_an_id_is_never_a_path(path: Path, root: Path, bad: str) -> None:
    assert backups.folder_of(root, bad).parent == root
    assert len(backups.folder_of(root, bad).name) == 64


def test_thinning_deletes_files_and_keeps_the_newest(project: Project, root: Path) -> None:
    article = add(project)
    for hour in range(6):
        mark(project, article, (hour, hour + 3))
        backups.make(project, root, NOW + timedelta(hours=hour))
    own = folder(root, project)
    assert len(backups.kept(own)) == 6
    backups.thin(own, NOW + timedelta(days=30))
    (left,) = backups.kept(own)
    assert left.at == NOW + timedelta(hours=5)
    assert len(names(own)) == 2
    assert rows(left.path, "SELECT count(*) FROM annotations") == [(6,)]


@given(st.lists(moments, max_size=60), moments)
def test_thinning_never_takes_the_newest_nor_what_is_fresh(made: list[datetime], now: datetime) -> None:
    keep = backups.to_keep(made, now)
    assert keep <= set(made)
    assert {each for each in made if each > now - timedelta(days=2)} <= keep
    if made:
        assert max(made) in keep
    older = keep - {each for each in made if each > now - timedelta(days=2)}
    assert len(older) <= 10 + 8 + 12 + 1


@given(st.lists(moments, max_size=60), moments)
def test_thinning_twice_is_thinning_once(made: list[datetime], now: datetime) -> None:
    keep = backups.to_keep(made, now)
    assert backups.to_keep(keep, now) == keep


@given(st.lists(moments, min_size=1, max_size=60), st.integers(0, 900))
def test_thinning_every_day_leaves_the_last_of_a_month(made: list[datetime], days: int) -> None:
    keep = set(made)
    start = max(made)
    for day in range(0, days + 1, 30):
        keep = backups.to_keep(keep, start + timedelta(days=day))
    months = sorted({(each.year, each.month) for each in made}, reverse=True)[:12]
    for month in months:
        assert max(each for each in made if (each.year, each.month) == month) in keep


def test_a_year_of_backups_thins_to_the_rule() -> None:
    made = [NOW - timedelta(hours=hour) for hour in range(24 * 400)]
    keep = backups.to_keep(made, NOW)
    assert sum(each > NOW - timedelta(days=2) for each in keep) == 48
    older = sorted({each.date() for each in keep if each <= NOW - timedelta(days=2)}, reverse=True)
    assert older[:10] == [(NOW - timedelta(days=day)).date() for day in range(2, 12)]
    assert len({(each.year, each.month) for each in keep}) == 12


def test_the_clock_that_jumped_ahead_takes_nothing_away(project: Project, root: Path) -> None:
    article = add(project)
    backups.make(project, root, NOW)
    mark(project, article, (0, 6))
    backups.make(project, root, NOW + timedelta(days=3650))
    mark(project, article, (8, 12))
    last = backups.make(project, root, NOW + timedelta(hours=1))
    assert last in backups.kept(folder(root, project))
    assert len(backups.kept(folder(root, project))) == 3


def test_triggers_in_a_backup_run_for_nobody(project: Project, root: Path, tmp_path: Path) -> None:
    add(project)
    made = backups.make(project, root, NOW)
    assert made is not None
    tamper(made.path, "CREATE TRIGGER t AFTER INSERT ON annotations BEGIN DELETE FROM articles; END")
    backups.restore(made.path, tmp_path / "again.annotator")
    with Project.open(tmp_path / "again.annotator", annotator=ANN) as again:
        assert again.read_only
