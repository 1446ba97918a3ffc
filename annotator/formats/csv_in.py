"""Reads CSV, ours or re-saved by a spreadsheet, row by row, with the line each row begins at."""

import codecs
import csv
import io
import os
import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, NamedTuple

from annotator.core.errors import UnreadableInput
from annotator.core.text import single_line
from annotator.formats import charsets
from annotator.formats.columns import DELIMITERS
from annotator.formats.defusing import undefuse

MAX_CELL = 100_000_000
"""Code points of one cell. Python's own limit is 131,072, which a long quotation can pass."""

_HEADER_BYTES = 1 << 16
_SEPARATOR_LINE = re.compile(r"sep=(.)\r?\n")
_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))


class Record(NamedTuple):
    """One row: the line of the file it begins at (from 1), and its cells, or what is wrong with it."""

    line: int
    cells: tuple[str, ...]
    fault: str = ""


class CsvTable:
    """An open CSV file whose header is read.

    Attributes:
        header: the names of its columns, in lower case.
        delimiter: what parts its cells.
    """

    def __init__(self, stream: BinaryIO, name: str, charset: str | None) -> None:
        self._stream = stream
        self._name = name
        head = stream.read(_HEADER_BYTES)
        mark = next((codec for mark, codec in _MARKS if head.startswith(mark)), "")
        self._codec = charsets.codec(charsets.canonical(charset)) if charset else mark or "utf-8"
        first_lines = codecs.getincrementaldecoder(self._codec)("replace").decode(head)
        self._skipped = 0
        separator = _SEPARATOR_LINE.match(first_lines)
        if separator:
            self._skipped = 1
            first_lines = first_lines[separator.end() :]
        self.delimiter = separator[1] if separator else _delimiter(first_lines)
        self.header = self._read_header()

    def records(self, wanted: Sequence[str]) -> Iterator[Record]:
        """Yield each row's cells for the columns ``wanted``, undefused, from the first row on.

        A column that the file does not have gives empty cells. Can be called again.

        Raises:
            UnreadableInput: if the file stops being a CSV, naming the line.
        """
        places = [self.header.index(name) if name in self.header else -1 for name in wanted]
        width = len(self.header)
        rows = self._rows()
        next(rows, None)  # the header
        for line, row in rows:
            if len(row) != width and not _only_padded(row, width):
                yield Record(line, (), f"It has {len(row)} cells where the header has {width}.")
                continue
            cells = [row[place] if place >= 0 else "" for place in places]
            yield Record(line, tuple([undefuse(cell) if "'" in cell else cell for cell in cells]))

    def stamp(self) -> tuple[int, int]:
        """Return size and time of change of the file, to tell whether somebody changes it."""
        found = os.fstat(self._stream.fileno())
        return found.st_size, found.st_mtime_ns

    def _read_header(self) -> tuple[str, ...]:
        _, row = next(self._rows(), (0, []))
        header = tuple(undefuse(cell).strip().lower() for cell in row)
        if not any(header):
            raise self._unreadable("it is empty")
        twice = next((name for name in header if name and header.count(name) > 1), None)
        if twice is not None:
            raise self._unreadable(f"it has two columns called “{twice}”")
        return header

    def _rows(self) -> Iterator[tuple[int, list[str]]]:
        """Yield the line at which each row begins, and its cells, the header first."""
        csv.field_size_limit(MAX_CELL)
        self._stream.seek(0)
        text = io.TextIOWrapper(self._stream, encoding=self._codec, newline="")
        before = 0
        try:
            lines = self._without_zeros(text)
            for _ in range(self._skipped):
                next(lines, "")
            reader = csv.reader(lines, delimiter=self.delimiter, strict=True)
            for row in reader:
                line, before = before + 1, reader.line_num
                if row:
                    yield line + self._skipped, row
        except csv.Error as error:
            reason = f"the row that begins at line {before + 1 + self._skipped} is broken ({error})"
            raise self._unreadable(reason) from error
        except UnicodeError as error:
            reason = f"after line {before + self._skipped} there are bytes that are not {self._codec}"
            hint = "save it as “CSV UTF-8”, or name its charset"
            raise self._unreadable(f"{reason}; {hint}") from error
        finally:
            text.detach()

    def _without_zeros(self, lines: Iterable[str]) -> Iterator[str]:
        for number, line in enumerate(lines, start=1):
            if "\0" in line:
                raise self._unreadable(f"line {number} has a zero byte in it")
            yield line

    def _unreadable(self, reason: str) -> UnreadableInput:
        return UnreadableInput(f"{self._name} cannot be read as CSV: {reason}. Nothing of it was imported.")


@contextmanager
def open_csv(path: Path, charset: str | None = None) -> Iterator[CsvTable]:
    """Open the CSV file at ``path`` and read its header.

    UTF-8 with or without byte order mark, or UTF-16 with one, unless ``charset`` says otherwise.

    Raises:
        UnreadableInput: if there is no such file, or it is no CSV.
        InvalidValue: if there is no such charset.
    """
    try:
        with path.open("rb") as stream:
            yield CsvTable(stream, single_line(path.name), charset)
    except OSError as error:
        reason = error.strerror or str(error)
        raise UnreadableInput(f"{path.name} cannot be read: {reason}. Nothing of it was imported.") from error


def _delimiter(first_lines: str) -> str:
    """Return the delimiter that parts the header into the most cells; a comma if none does."""
    header = re.split(r"[\r\n]", first_lines.lstrip("\ufeff"), maxsplit=1)[0]
    return max(DELIMITERS.values(), key=header.count)


def _only_padded(row: list[str], width: int) -> bool:
    """Say whether a row is only longer than the header by empty cells, as some programs write it."""
    return len(row) > width and not any(row[width:])
