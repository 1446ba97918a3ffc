"""The check of a project: everything that can be verified is, and the project is only read.

The check works on a snapshot, so that it neither writes to the project nor keeps others from
writing: in memory for most files, in a private temporary folder for large ones.
"""

import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from annotator.core.errors import AnnotatorError, ProjectDamaged, StorageFull
from annotator.storage.check_report import CheckReport
from annotator.storage.check_rows import RowChecks
from annotator.storage.copying import backup
from annotator.storage.judging import CHECKED_AT_OPEN
from annotator.storage.migrations import PRESENT, Formats
from annotator.storage.opening import connect_reading, refuse_unreadable
from annotator.storage.refusals import refusals
from annotator.storage.schema import APPLICATION_ID, difference
from annotator.storage.sniffing import Place, place, sniff

Step = Callable[[int, int, str], None]
"""Told how much of how much is done, and what comes next; may raise to stop."""

_DAMAGE = ("SQLITE_CORRUPT", "SQLITE_NOTADB")
_OPCODES = 1_000_000
_LINES = 100
"""How many of SQLite's own findings are listed."""


def check(path: Path, step: Step, formats: Formats = PRESENT) -> CheckReport:
    """Verify a project file and report what was checked and what was found.

    Another program may write to it meanwhile. A damaged file is a finding, not a refusal.

    Raises:
        NotFound, NotAProject, ProjectTooNew, ProjectBusy, ProjectReadOnly: if there is nothing to check.
        StorageFull: if there is no room for the snapshot of a large file.
    """
    where = place(path)
    report = CheckReport(where.path)
    try:
        head = sniff(where, formats.newest)
    except ProjectDamaged as error:
        report.add("file", where.path.name, str(error))
        return report
    refuse_unreadable(where, head, "", formats)
    try:
        with _snapshot(where, step) as snapshot:
            _Checks(snapshot, report, step, formats).run()
    except ProjectDamaged as error:  # so badly that it cannot even be opened
        report.add("structure", where.path.name, str(error))
    except sqlite3.DatabaseError as error:
        if not _is_damage(error):
            with refusals(where.path):
                raise
        _add_unreadable(report, where.path.name, error)
    return report


class _Checks:
    """The checks of one snapshot, in order."""

    def __init__(
        self, connection: sqlite3.Connection, report: CheckReport, step: Step, formats: Formats
    ) -> None:
        self._connection = connection
        self._report = report
        self._step = step
        self._formats = formats
        self._name = report.path.name

    def run(self) -> None:
        """Do all of them; where tables are missing, only those that make sense."""
        stages: list[tuple[str, Callable[[], None]]] = [
            ("file", self._head),
            ("structure", self._structure),
            ("tables", self._schema),
        ]
        rows = RowChecks(self._connection, self._report, self._step)
        for name, stage in stages:
            self._stage(name, stage)
        if any(finding.kind == "table" for finding in self._report.findings):
            return
        self._stage("references", self._references)
        for name, stage in rows.stages():
            self._stage(name, stage)
        self._stage("search index", self._search_index)

    def _stage(self, name: str, stage: Callable[[], None]) -> None:
        self._step(0, 0, name)
        try:
            stage()
        except sqlite3.DatabaseError as error:
            if not _is_damage(error):
                raise
            _add_unreadable(self._report, name, error)

    def _head(self) -> None:
        application = self._connection.execute("PRAGMA application_id").fetchone()[0]
        version = self._connection.execute("PRAGMA user_version").fetchone()[0]
        if application != APPLICATION_ID:
            self._report.add("file", self._name, "The head of the file does not say that it is a project.")
        if version != self._formats.newest:
            self._report.add("file", self._name, f"The head of the file names the format {version}.")
        self._report.count("pages", self._connection.execute("PRAGMA page_count").fetchone()[0])

    def _structure(self) -> None:
        with self._stoppable("structure"):
            found = self._connection.execute(f"PRAGMA integrity_check({_LINES})").fetchall()
        for (line,) in found:
            if line != "ok":
                self._report.add("structure", self._name, f"SQLite finds: {' '.join(str(line).split())}.")

    def _schema(self) -> None:
        found = difference(self._connection, self._formats.schema())
        self._report.count("tables and indexes", len(self._formats.schema()))
        unknown = {(item.type, item.name) for item in found.unknown}
        missing = {(item.type, item.name) for item in found.missing}
        for type_, name in sorted(missing):
            sentence = "has another form than it should" if (type_, name) in unknown else "is missing"
            kind = "table" if name in found.broken_tables else "schema"
            self._report.add(kind, name, f"The {type_} {name} {sentence}.")
        for type_, name in sorted(unknown - missing):
            self._report.add("schema", name, f"The {type_} {name} is not one of a project's.")

    def _references(self) -> None:
        with self._stoppable("references"):
            found = self._connection.execute("PRAGMA foreign_key_check").fetchall()
        for table, rowid, parent, _ in found:
            self._report.add(
                "reference",
                f"{table} {rowid}",
                f"Row {rowid} of {table} refers to {parent} that are not there.",
            )

    def _search_index(self) -> None:
        present = {row[0] for row in self._connection.execute("SELECT name FROM sqlite_schema")}
        for index in ("texts_fts", "annotations_fts"):
            if index not in present:
                continue
            try:
                with self._stoppable("search index"):
                    self._connection.execute(
                        f"INSERT INTO {index} ({index}, rank) VALUES ('integrity-check', 1)"
                    )
            except sqlite3.DatabaseError as error:
                if not _is_damage(error):
                    raise
                self._report.add(
                    "search index", index, f"The search index {index} does not match what it indexes."
                )
            self._report.count("search indexes", 1)

    @contextmanager
    def _stoppable(self, what: str) -> Iterator[None]:
        """Let the person stop a single long statement of SQLite's."""
        stopped: list[AnnotatorError] = []

        def ask() -> int:
            try:
                self._step(0, 0, what)
            except AnnotatorError as error:  # SQLite swallows it here; it goes on below
                stopped.append(error)
                return 1
            return 0

        self._connection.set_progress_handler(ask, _OPCODES)
        try:
            yield
        except sqlite3.OperationalError:
            if stopped:
                raise stopped[0] from None
            raise
        finally:
            self._connection.set_progress_handler(None, 0)


@contextmanager
def _snapshot(where: Place, step: Step) -> Iterator[sqlite3.Connection]:
    """Give a connection to a private copy of the file as it is at this moment."""
    with refusals(where.path):
        original = connect_reading(where)
    try:
        size = original.execute("PRAGMA page_count").fetchone()[0]
        size *= original.execute("PRAGMA page_size").fetchone()[0]
        if size <= CHECKED_AT_OPEN:
            copy = sqlite3.connect(":memory:", isolation_level=None)
            original.backup(copy)
            original.close()
            try:
                yield _careful(copy)
            finally:
                copy.close()
        else:
            with _snapshot_on_disk(original, step) as copy:
                yield copy
    finally:
        original.close()


@contextmanager
def _snapshot_on_disk(original: sqlite3.Connection, step: Step) -> Iterator[sqlite3.Connection]:
    with tempfile.TemporaryDirectory(prefix="annotator-check-") as folder:
        part = Path(folder) / "snapshot"
        try:
            backup(original, part, lambda done, total: step(done, total, "copy"))
        except sqlite3.OperationalError as error:
            if error.sqlite_errorname.startswith(("SQLITE_FULL", "SQLITE_IOERR_WRITE")):
                raise StorageFull(
                    f"There is no room for the copy that a check works on, in “{tempfile.gettempdir()}”."
                    " Free some space there and try again; the project was not touched."
                ) from error
            raise
        original.close()
        copy = sqlite3.connect(part, isolation_level=None)
        try:
            yield _careful(copy)
        finally:
            copy.close()


def _careful(copy: sqlite3.Connection) -> sqlite3.Connection:
    for setting in ("trusted_schema = OFF", "cell_size_check = ON", "mmap_size = 0"):
        copy.execute(f"PRAGMA {setting}")
    return copy


def _is_damage(error: sqlite3.Error) -> bool:
    return getattr(error, "sqlite_errorname", "").startswith(_DAMAGE)


def _add_unreadable(report: CheckReport, where: str, error: sqlite3.Error) -> None:
    report.add("structure", where, f"A part of the file cannot be read ({error}).")
