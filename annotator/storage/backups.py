"""Backups of a project: dated copies on this machine, each verified before it counts.

Every project has a folder of its own, named after the project's id. A backup is a project file
and, beside it, a note that says when it was made, in which state and with what in it. The note
is written last, so a file without one was never finished and is no backup.
"""

import hashlib
import json
import os
import re
import secrets
import shutil
import sqlite3
import time
from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from annotator.core.errors import NotFound, OutputRefused, ProjectDamaged, StorageFull
from annotator.storage.connecting import uri
from annotator.storage.copying import Step, copy_to, no_step
from annotator.storage.creating import removed_with_sidecars, sync_folder
from annotator.storage.lock import STATE_DIR_VARIABLE, Identity
from annotator.storage.refusals import refusals

if TYPE_CHECKING:
    from annotator.storage.project import Project

ALL_OF = timedelta(days=2)
"""So far back every backup is kept."""
DAILY, WEEKLY, MONTHLY = 10, 8, 12
"""Of how many days, weeks and months before that the last backup is kept."""

ENDING = ".annotator"
NOTE = ".json"
_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_PROJECT_FOLDER = re.compile(rf"{_UUID.pattern}|[0-9a-f]{{64}}")
_OURS = re.compile(
    r"\d{4}-\d\d-\d\dT\d\d-\d\d-\d\dZ(-\d+)?(\.annotator|\.json)|\.making\.[^/]*|\.\.making\.[^/]*"
)
_OLD_FORMAT = re.compile(r".*\.format-\d+-before-\d+\.\d+\.annotator")
_STALE = 24 * 60 * 60
_NOT_OPEN = Identity(-1, -1)


class Backup(NamedTuple):
    """A backup that was verified when it was made."""

    path: Path
    at: datetime
    """When it was made; UTC."""
    size: int
    """Bytes."""
    state: str
    """Which state of the project it holds; see `state_of`."""
    articles: int
    annotations: int


class _Held(NamedTuple):
    state: str
    articles: int
    annotations: int


def default_root() -> Path:
    """Return the folder for the backups of all projects, on this machine only."""
    chosen = os.environ.get(STATE_DIR_VARIABLE)
    if chosen:
        return Path(chosen) / "backups"
    from platformdirs import user_data_path

    return user_data_path("annotator", appauthor=False) / "backups"


def folder_of(root: Path, project_id: str) -> Path:
    """Return where in ``root`` the backups of a project lie; an id is never taken as a path."""
    if _UUID.fullmatch(project_id):
        return root / project_id
    return root / hashlib.sha256(project_id.encode("utf-8", "replace")).hexdigest()


def state_of(project: "Project") -> str:
    """Return which state a project is in: two states that are equal hold the same.

    That is the number and time of the newest act. Whatever changes a project, undo and redo
    too, appends an act, so this moves on with every change and survives reopening; the time
    tells apart two copies of one project that went on separately.
    """
    acts = project.history(limit=1)
    return f"{acts[0].seq} {acts[0].at}" if acts else "0"


def make(project: "Project", root: Path, moment: datetime, step: Step = no_step) -> Backup | None:
    """Back a project up as it is at ``moment``, unless a backup holds this state already.

    Older backups are thinned after that; see `to_keep`.

    Raises:
        OutputRefused: if the folder cannot be used.
        StorageFull: if there is no room; nothing is left behind.
        ProjectDamaged: if the project has texts that are not what was stored: no backup of
            that may take the place of a sound one.
    """
    folder = folder_of(root, project.properties().get("id", ""))
    present = kept(folder)
    if any(backup.state == state_of(project) for backup in present):
        return None
    try:
        _make_private(root, folder)
        _remove_stale(folder)
        _refuse_narrow(folder, project.size())
        with refusals(folder):
            made = _write(project, folder, moment, step)
        thin(folder, moment)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise OutputRefused(
            f"No backup could be written into “{root}” ({reason}). The project itself is saved as always."
        ) from error
    return made


def kept(folder: Path) -> list[Backup]:
    """Return the backups in a project's folder, the newest first."""
    with suppress(OSError):
        found = [_read_note(note) for note in folder.iterdir() if note.suffix == NOTE]
        return sorted((each for each in found if each), key=lambda each: (each.at, each.path), reverse=True)
    return []


def to_keep(moments: Iterable[datetime], now: datetime) -> set[datetime]:
    """Return which of the backups made at ``moments`` (UTC) are to be kept at ``now``.

    All of the last two days and any from the future (a clock was wrong); before that the last
    one of each of 10 days, 8 weeks and 12 months in which there is any. A period without
    backups does not count, so a long pause takes none away. The newest of all is always kept.
    """
    newest_first = sorted(set(moments), reverse=True)
    keep = {moment for moment in newest_first if moment > now - ALL_OF}
    older = [moment for moment in newest_first if moment not in keep]
    for number, period in ((DAILY, _day), (WEEKLY, _week), (MONTHLY, _month)):
        last: dict[tuple[int, ...], datetime] = {}
        for moment in older:
            last.setdefault(period(moment), moment)
        keep.update(list(last.values())[:number])
    return keep | set(newest_first[:1])


def thin(folder: Path, now: datetime) -> None:
    """Delete the backups that are not to be kept, never the newest."""
    present = kept(folder)
    keep = to_keep((backup.at for backup in present), now)
    for backup in present[1:]:
        if backup.at not in keep:
            _delete(backup.path)


def verified(path: Path, step: Step = no_step) -> None:
    """Make sure that a backup is still whole: its structure and every text.

    Raises:
        NotFound: if it is not there any more.
        ProjectDamaged: if it is not whole.
    """
    if not path.is_file():
        raise NotFound(f"The backup “{path.name}” is not there any more.")
    with refusals(path):
        connection = reading(path)
        try:
            finding = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
            if finding != "ok":
                raise ProjectDamaged(f"The backup “{path.name}” is damaged. Take an older one.")
            _verify_texts(connection, f"The backup “{path.name}” is damaged", step)
        finally:
            connection.close()


def restore(path: Path, target: Path, step: Step = no_step, *, force: bool = False) -> None:
    """Write a copy of a backup to ``target``, verified before and after; the backup stays.

    Raises:
        NotFound, ProjectDamaged: if the backup is gone or not whole (any more).
        OutputRefused, StorageFull: if the copy cannot be written.
    """
    verified(path, step)
    with refusals(path):
        connection = reading(path)
        try:
            copy_to(connection, _NOT_OPEN, target, force=force, step=step)
        finally:
            connection.close()


def size_of(roots: Iterable[Path]) -> int:
    """Return how many bytes the backups of all projects take, old formats' included."""
    total = 0
    for path in _everything(roots):
        with suppress(OSError):
            total += path.stat().st_size
    return total


def delete_project(folder: Path) -> None:
    """Delete all backups of one project.

    Raises:
        OutputRefused: if some cannot be deleted.
    """
    _delete_all(_of_project(folder), [folder])


def delete_everything(roots: Iterable[Path]) -> None:
    """Delete the backups of all projects, and nothing that is not a backup of ours.

    Raises:
        OutputRefused: if some cannot be deleted.
    """
    roots = list(roots)
    folders = [folder for root in roots for folder in project_folders(root)]
    _delete_all(_everything(roots), [*folders, *roots])


def project_folders(root: Path) -> list[Path]:
    """Return the folders in which the backups of projects lie."""
    with suppress(OSError):
        return [each for each in root.iterdir() if _PROJECT_FOLDER.fullmatch(each.name) and each.is_dir()]
    return []


def reading(path: Path) -> sqlite3.Connection:
    """Return a connection to a file that nobody writes to; nothing is made or changed beside it.

    Raises:
        sqlite3.Error: if it cannot be opened.
    """
    connection = sqlite3.connect(f"{uri(path.absolute())}?mode=ro&immutable=1", uri=True)
    for setting in ("query_only = ON", "trusted_schema = OFF", "cell_size_check = ON", "mmap_size = 0"):
        connection.execute(f"PRAGMA {setting}")
    return connection


def _write(project: "Project", folder: Path, moment: datetime, step: Step) -> Backup:
    part = folder / f".making.{secrets.token_hex(4)}"
    with removed_with_sidecars(part):
        project.copy_to(part, step=step)
        part.chmod(0o600)
        held = _look_into(part, project.path.name, step)
        path = _free_name(folder, moment)
        part.rename(path)
    backup = Backup(path, moment, path.stat().st_size, *held)
    try:
        _write_note(backup)
    except OSError:
        path.unlink(missing_ok=True)
        raise
    sync_folder(folder)
    return backup


def _look_into(part: Path, name: str, step: Step) -> _Held:
    """Verify every text of a copy by its hash, and return what it holds."""
    connection = reading(part)
    try:
        _verify_texts(connection, f"No backup of “{name}” was made, so that the last good one stays", step)
        act = connection.execute("SELECT seq, at FROM journal ORDER BY seq DESC LIMIT 1").fetchone()
        counts = (
            connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
            for table in ("articles", "annotations")
        )
        return _Held(f"{act[0]} {act[1]}" if act else "0", *counts)
    finally:
        connection.close()


def _verify_texts(connection: sqlite3.Connection, beginning: str, step: Step) -> None:
    total = connection.execute("SELECT count(*) FROM texts").fetchone()[0]
    rows = connection.execute("SELECT sha256, CAST(text AS BLOB) FROM texts")
    for done, (sha256, raw) in enumerate(rows, 1):
        step(done, total)
        if hashlib.sha256(raw).hexdigest() != sha256:
            raise ProjectDamaged(
                f"{beginning}: a text in it is not what was stored. “annotator check” lists what is broken."
            )


def _free_name(folder: Path, moment: datetime) -> Path:
    stem = f"{moment.astimezone(UTC):%Y-%m-%dT%H-%M-%SZ}"
    number = 1
    while os.path.lexists(path := folder / f"{stem}{f'-{number}' if number > 1 else ''}{ENDING}"):
        number += 1
    return path


def _write_note(backup: Backup) -> None:
    note = backup.path.with_suffix(NOTE)
    part = note.with_name(f".making.{secrets.token_hex(4)}")
    document = {
        "at": backup.at.astimezone(UTC).isoformat(),
        "size": backup.size,
        "state": backup.state,
        "articles": backup.articles,
        "annotations": backup.annotations,
    }
    try:
        with part.open("x", encoding="utf-8") as file:
            part.chmod(0o600)
            json.dump(document, file)
            file.flush()
            os.fsync(file.fileno())
        part.replace(note)
    finally:
        part.unlink(missing_ok=True)


def _read_note(note: Path) -> Backup | None:
    path = note.with_suffix(ENDING)
    try:
        found = json.loads(note.read_text(encoding="utf-8"))
        at = datetime.fromisoformat(found["at"]).astimezone(UTC)
        size, articles, annotations = (int(found[key]) for key in ("size", "articles", "annotations"))
        if path.stat().st_size != size:
            return None
        return Backup(path, at, size, str(found["state"]), articles, annotations)
    except (OSError, ValueError, KeyError, TypeError, OverflowError, RecursionError):
        return None


def _make_private(root: Path, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    for each in (root, folder):
        each.chmod(0o700)


def _refuse_narrow(folder: Path, size: int) -> None:
    """Leave at least as much room on the disk as the backup takes."""
    if shutil.disk_usage(folder).free < 2 * size:
        raise StorageFull(
            f"No backup was made: there is too little room in “{folder.parent}”. Free some space, or choose"
            " another folder under File, Backups. The project itself is saved as always."
        )


def _remove_stale(folder: Path) -> None:
    """Remove what a process that was killed left unfinished, after a day."""
    for entry in folder.iterdir():
        if entry.name.startswith((".making.", "..making.")) and time.time() - entry.stat().st_mtime > _STALE:
            entry.unlink(missing_ok=True)


def _delete(path: Path) -> None:
    path.unlink(missing_ok=True)
    path.with_suffix(NOTE).unlink(missing_ok=True)


def _of_project(folder: Path) -> Iterator[Path]:
    with suppress(OSError):
        yield from [each for each in folder.iterdir() if _OURS.fullmatch(each.name)]


def _everything(roots: Iterable[Path]) -> Iterator[Path]:
    for root in roots:
        for folder in project_folders(root):
            yield from _of_project(folder)
        with suppress(OSError):
            yield from [each for each in root.iterdir() if _OLD_FORMAT.fullmatch(each.name)]


def _delete_all(files: Iterable[Path], folders: Iterable[Path]) -> None:
    refused = []
    for path in files:
        try:
            path.unlink(missing_ok=True)
        except OSError:
            refused.append(path)
    for folder in folders:
        with suppress(OSError):  # something that is not ours lies in it
            folder.rmdir()
    if refused:
        raise OutputRefused(f"{len(refused)} files could not be deleted, the first is “{refused[0]}”.")


def _day(moment: datetime) -> tuple[int, ...]:
    return (moment.year, moment.month, moment.day)


def _week(moment: datetime) -> tuple[int, ...]:
    return tuple(moment.isocalendar()[:2])


def _month(moment: datetime) -> tuple[int, ...]:
    return (moment.year, moment.month)
