"""Salvage: what a damaged project still holds, saved into a new project file.

The damaged file is only copied. Row after row is read from that copy; a row that cannot be
read, or is not what was stored, is taken from a backup if one has it. Rows that are simply not
there were removed by somebody, and no backup brings those back.
"""

import shutil
import sqlite3
import tempfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from annotator.core.errors import NotAProject, ProjectBusy, ProjectDamaged, StorageFull
from annotator.core.ids import new_id, now
from annotator.core.model import Annotator
from annotator.storage import backups, journal
from annotator.storage.creating import part_of, put_in_place, refuse_place, removed_with_sidecars
from annotator.storage.lock import OPEN_FILES, Holder, WriterLock, take
from annotator.storage.migrations import PRESENT, Formats, Step
from annotator.storage.refusals import refusals
from annotator.storage.salvage_mending import Mending
from annotator.storage.salvage_report import Loss, SalvageReport
from annotator.storage.salvage_rows import Judge, Row
from annotator.storage.salvage_source import MAGIC, Scan, Source, Table, make_fresh, open_damaged
from annotator.storage.schema import TRIGGERS
from annotator.storage.sniffing import Place, place, sidecar

__all__ = ["Loss", "SalvageReport", "salvage", "summary"]

Report = Callable[[int, int, str], None]
"""Told how much of how much is done, and what comes next; may raise to stop."""


def salvage(
    path: Path,
    target: Path,
    *,
    annotator: Annotator | None,
    roots: list[Path],
    step: Report,
    formats: Formats = PRESENT,
) -> SalvageReport:
    """Save what can be saved of the damaged project ``path`` into the new file ``target``.

    ``roots`` are the folders in which backups lie. The salvage is the last act of the new
    file's history, by ``annotator``.

    Raises:
        NotFound, NotAProject: if there is nothing of a project in ``path``.
        ProjectBusy: if it is open.
        OutputRefused, StorageFull: if the new file cannot be written; nothing is left behind.
    """
    where = place(path)
    refuse_place(target, force=False)
    report = SalvageReport(where.path, target)
    lock = _take(where, annotator)
    try:
        with (
            tempfile.TemporaryDirectory(prefix="annotator-salvage-") as folder,
            refusals(target, saving=True),
        ):
            copy = _copy(where, Path(folder))
            _Salvage(copy, report, step, formats, annotator).run(roots)
    except OSError as error:
        raise StorageFull(
            f"The salvage could not be written ({error.strerror}); nothing was changed."
        ) from error
    finally:
        lock.release()
    return report


def _take(where: Place, annotator: Annotator | None) -> WriterLock:
    name = where.path.name
    if where.identity in OPEN_FILES:
        raise ProjectBusy(f"“{name}” is open in this program. Close it first; it was not changed.")
    lock = take(where.identity, annotator.name if annotator else "")
    if isinstance(lock, Holder):
        raise ProjectBusy(f"“{name}” is open {lock.described()}. Close it there first; it was not changed.")
    return lock


def _copy(where: Place, folder: Path) -> Path:
    """Copy the file, and the journal of a write that was cut off, into a private folder."""
    copy = folder / "copy"
    shutil.copyfile(where.real, copy)
    with suppress(FileNotFoundError):
        shutil.copyfile(sidecar(where, "-journal"), Path(f"{copy}-journal"))
    return copy


class _Salvage:
    """One salvage, from a private copy to the finished file."""

    def __init__(
        self, copy: Path, report: SalvageReport, step: Report, formats: Formats, annotator: Annotator | None
    ) -> None:
        self._copy = copy
        self._report = report
        self._step = step
        self._annotator = annotator
        self._steps = _steps_for(copy, formats)
        self._fresh = copy.with_name("fresh")
        self._tables = make_fresh(self._fresh, self._steps)

    def run(self, roots: list[Path]) -> None:
        """Read everything, then write the new file."""
        name = self._report.damaged.name
        try:
            source = open_damaged(self._copy, self._fresh, self._tables)
        except ProjectDamaged as error:
            raise NotAProject(f"Nothing of a project could be found in “{name}”. {error}") from error
        try:
            scans = self._scan(source, self._tables)
        finally:
            source.close()
        spare = self._spare(scans, roots)
        if not any(scan.rows for scan in (*scans.values(), *spare.values())):
            raise NotAProject(f"Nothing of a project could be read in “{name}”; no new file was made.")
        part = part_of(self._report.target)
        with removed_with_sidecars(part):
            make_fresh(part, self._steps)
            self._write(part, scans, spare)
            put_in_place(part, self._report.target, force=False)

    def _scan(self, source: Source, tables: dict[str, Table]) -> dict[str, Scan]:
        scans = {}
        for name, table in tables.items():
            self._step(0, 0, name)
            scans[name] = source.scan(table)
        return scans

    def _spare(self, scans: dict[str, Scan], roots: list[Path]) -> dict[str, Scan]:
        """Read the newest sound backup of the same project; nothing if there is none."""
        for backup in _candidates(scans, self._tables, roots):
            with suppress(ProjectDamaged, sqlite3.Error):
                backups.verified(backup.path)
                source = Source(backups.reading(backup.path))
                try:
                    found = self._scan(source, self._tables)
                finally:
                    source.close()
                if _same_project(scans, found, self._tables):
                    self._report.backup = backup.path
                    return found
        return {}

    def _write(self, part: Path, scans: dict[str, Scan], spare: dict[str, Scan]) -> None:
        connection = sqlite3.connect(part, isolation_level=None)
        try:
            connection.execute("PRAGMA synchronous = EXTRA")
            connection.execute("PRAGMA foreign_keys = OFF")
            connection.execute("BEGIN")
            for name in _INDEXING:
                connection.execute(f"DROP TRIGGER {name}")
            judge = Judge(self._tables)
            for name in self._tables:
                self._step(0, 0, name)
                self._fill(connection, judge, name, scans[name], spare.get(name, Scan(missing=True)))
            Mending(connection, self._report, self._tables).run()
            self._sign(connection)
            for index in ("texts_fts", "annotations_fts"):
                connection.execute(f"INSERT INTO {index} ({index}) VALUES ('rebuild')")
            for name in _INDEXING:
                connection.execute(TRIGGERS[name])
            connection.execute("COMMIT")
        finally:
            connection.close()

    def _fill(self, connection: sqlite3.Connection, judge: Judge, name: str, scan: Scan, spare: Scan) -> None:
        """Write one table: rows of the file that are sound, for the others those of the backup."""
        wanted = set(scan.rows) | scan.unreadable
        if scan.missing:
            wanted |= spare.rows.keys()
            if not spare.rows:
                self._report.lose(name, name, f"The table {name} is missing, and no backup has it.")
        elif scan.open_end:
            last = max(scan.rows, default=0)
            rest = {number for number in spare.rows if number > last}
            wanted |= rest
            self._report.lose(
                name,
                name,
                f"After row {last} of {name} the file cannot be read; how much was there is not known.",
            )
        for number in sorted(wanted):
            row = scan.rows.get(number)
            reason = "cannot be read" if row is None else self._insert(connection, judge, name, number, row)
            if not reason:
                self._report.from_file[name] += 1
                continue
            other = spare.rows.get(number)
            if other is not None and not self._insert(connection, judge, name, number, other):
                self._report.from_backup[name] += 1
                continue
            self._report.lose(name, f"{name} {number}", judge.sentence(name, number, row, reason))

    def _insert(
        self, connection: sqlite3.Connection, judge: Judge, name: str, number: int, row: Row
    ) -> str | None:
        """Insert a row that is sound in itself; say what is wrong with any other."""
        values, reason = judge.values(name, row)
        if reason is not None:
            return reason
        table = self._tables[name]
        columns = ", ".join(f'"{column}"' for column in table.columns)
        marks = ", ".join("?" * (1 + len(values)))
        try:
            connection.execute(f"INSERT INTO {name} (rowid, {columns}) VALUES ({marks})", (number, *values))
        except (sqlite3.IntegrityError, sqlite3.DataError, OverflowError) as error:
            return f"does not fit ({error})"
        judge.keep(name, values)
        return None

    def _sign(self, connection: sqlite3.Connection) -> None:
        """Close the history before, and add the act that says what was saved from where."""
        at = now()
        person = self._annotator or Annotator(new_id(), "Salvage", at, at)
        known = connection.execute("SELECT id FROM annotators WHERE name = ?", (person.name,)).fetchone()
        if known is None:
            connection.execute(
                "INSERT OR IGNORE INTO annotators (id, name, created_at, updated_at, revision)"
                " VALUES (?, ?, ?, ?, 1)",
                (person.id, person.name, person.created_at or at, person.updated_at or at),
            )
        properties = dict(connection.execute("SELECT key, value FROM project"))
        for key, value in (("id", new_id()), ("title", self._report.target.stem), ("created_at", at)):
            if not properties.get(key):
                connection.execute("INSERT OR REPLACE INTO project (key, value) VALUES (?, ?)", (key, value))
        connection.execute("INSERT OR IGNORE INTO project (key, value) VALUES ('program_version', '')")
        connection.execute(
            "UPDATE project SET value = ? WHERE key = 'program_version' AND value = ''", ("salvaged",)
        )
        # Undoing across a gap could bring back half of something, so undo begins anew.
        connection.execute("UPDATE journal SET undone = 2, payload = NULL")
        act = journal.Act(
            *(0, at, known[0] if known else person.id, "salvage", summary(self._report), ""),
            undone=journal.CLOSED,
        )
        journal.write(connection, act, [])


def summary(report: SalvageReport) -> str:
    """Return in one line what was saved from where, as the history keeps it."""
    read = ", ".join(f"{table} {number}" for table, number in report.from_file.items() if number)
    line = f"from the damaged file: {read or 'nothing'}"
    if any(report.from_backup.values()):
        more = ", ".join(f"{table} {number}" for table, number in report.from_backup.items() if number)
        line += f"; from a backup: {more}"
    return f"{line}; lost: {len(report.lost) + report.left_out}"


_INDEXING = tuple(name for name in TRIGGERS if "_fts_" in name)


def _steps_for(copy: Path, formats: Formats) -> tuple[Step, ...]:
    """Return the steps to the format that the head names; to the newest if it cannot be read."""
    with copy.open("rb") as file:
        head = file.read(100)
    format_ = int.from_bytes(head[60:64], "big") if head.startswith(MAGIC) else 0
    if not 1 <= format_ <= formats.newest:
        format_ = formats.newest
    return tuple(step for step in formats.steps if step.format <= format_)


def _candidates(scans: dict[str, Scan], tables: dict[str, Table], roots: list[Path]) -> list[backups.Backup]:
    """Return the backups that may be of this project, the newest of each project first."""
    id_ = _project_id(scans["project"], tables["project"])
    folders = [folder for root in roots for folder in backups.project_folders(root)]
    if id_:
        named = [backups.folder_of(root, id_) for root in roots]
        folders = [folder for folder in folders if folder in named]
    found = [backups.kept(folder) for folder in folders]
    if id_:
        return sorted((each for some in found for each in some), key=lambda each: each.at, reverse=True)
    return [some[0] for some in found if some]


def _project_id(scan: Scan, table: Table) -> str:
    place_of = {name: number for number, name in enumerate(table.columns)}
    for row in scan.rows.values():
        key, value = row[place_of["key"]], row[place_of["value"]]
        if key == b"id" and isinstance(value, bytes):
            return value.decode("utf-8", "replace")
    return ""


def _same_project(scans: dict[str, Scan], spare: dict[str, Scan], tables: dict[str, Table]) -> bool:
    id_ = _project_id(scans["project"], tables["project"])
    if id_:
        return id_ == _project_id(spare["project"], tables["project"])
    for name in ("articles", "annotations", "annotators"):
        at = tables[name].columns.index("id")
        ours, theirs = ({row[at] for row in each[name].rows.values()} for each in (scans, spare))
        if ours & theirs:
            return True
    return False
