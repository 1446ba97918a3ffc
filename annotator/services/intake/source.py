"""One file that is imported."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from annotator.core.errors import InvalidValue, UnreadableInput
from annotator.core.text import single_line
from annotator.formats.csv_in import CsvTable, Record
from annotator.formats.csv_kinds import Kind
from annotator.services.intake.report import ImportReport
from annotator.services.progress import Progress

_STEP = 2000


@dataclass(slots=True)
class Source:
    """A file that is open, what it is a table of, and what became of its rows so far."""

    path: Path
    table: CsvTable
    kind: Kind
    report: ImportReport
    stamp: tuple[int, int]
    line_of: dict[str, int] = field(default_factory=dict)
    """The lines of the ids in it."""
    left_out: set[int] = field(default_factory=set)
    """The lines of rows that are not inserted."""
    unlinked: set[int] = field(default_factory=set)
    """The lines of rows whose links are not looked at: refused, or clashing."""

    @property
    def name(self) -> str:
        """The file's name on one line."""
        return single_line(self.path.name)

    def records(self, progress: Progress, what: str) -> Iterator[Record]:
        """Yield its rows, and say now and then how far it is."""
        for count, record in enumerate(self.table.records(self.kind.columns), start=1):
            if count % _STEP == 1:
                progress.step(count - 1, 0, what)
            yield record

    def refuse(self, line: int, error: InvalidValue) -> None:
        """List a row that does not fit."""
        self.left_out.add(line)
        self.unlinked.add(line)
        self.report.refused.append((line, str(error)))

    def clash(self, line: int, sentence: str) -> None:
        """List a row that the project has otherwise."""
        self.left_out.add(line)
        self.unlinked.add(line)
        self.report.clashing.append((line, sentence))

    def same(self, line: int) -> None:
        """Count a row that is there already."""
        self.left_out.add(line)
        self.report.same += 1

    def refuse_twice(self, id_: str, line: int, column: str) -> None:
        """Let pass an id that the file has not had so far.

        Raises:
            InvalidValue: if an earlier line has it.
        """
        before = self.line_of.setdefault(id_, line)
        if before != line:
            raise InvalidValue(f"Its {column} is that of line {before} too.")

    def changed(self) -> UnreadableInput:
        """Return the refusal for a file that somebody changes meanwhile."""
        return UnreadableInput(
            f"{self.path.name} was changed while it was read. Nothing of it was imported; try again."
        )


def cells_of(record: Record) -> tuple[str, ...]:
    """Return the cells of a row.

    Raises:
        InvalidValue: if it has not as many as the header.
    """
    if record.fault:
        raise InvalidValue(record.fault)
    return record.cells
