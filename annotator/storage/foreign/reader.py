"""The rows of a received file, as a process of its own writes them out."""

import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from annotator.core.errors import ProjectDamaged
from annotator.storage.foreign import child
from annotator.storage.foreign.copy import Received
from annotator.storage.kind import Image, Value

_MEGABYTE = 1024 * 1024
_KEPT = ("SYSTEMROOT", "WINDIR")
"""All that the process gets of our environment: Windows needs it to start anything."""


@dataclass(frozen=True, slots=True)
class Limits:
    """How much a received file may cost."""

    seconds: int = 120
    """Of processor time for the process."""
    clock: int = 1200
    """Seconds after which it is stopped, however little it does; our own work counts as well."""
    megabytes: int = 1024
    """Of memory."""
    line: int = 64 * _MEGABYTE
    """Bytes of one row."""
    script: Path = Path(child.__file__)
    """What the process runs."""

    def output(self, size: int) -> int:
        """Return how many bytes may come out of a file of ``size`` bytes."""
        return 16 * _MEGABYTE + 8 * size


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a received file: any JSON values, in the columns that its format has."""

    table: str
    cells: Image


@dataclass(frozen=True, slots=True)
class Bad:
    """A row that could not be read."""

    table: str
    id: str
    reason: str
    """Half a sentence."""


class Foreign:
    """Reads the rows of a received file, once, in the order of `child.TABLES`."""

    def __init__(self, received: Received, stream: IO[bytes], limits: Limits) -> None:
        self._received = received
        self._stream = stream
        self._limits = limits
        self.format = 0
        """Its format; known after the first row."""

    def rows(self) -> Iterator[Row | Bad]:
        """Yield every row.

        Raises:
            ProjectDamaged: if it is no sound project, or reading it failed in whatever way.
        """
        number = 0
        for what, rest in self._lines():
            match what, rest:
                case "format", [int(version)]:
                    self.format = version
                case "row", [str(table), list(cells)]:
                    number += 1
                    yield self._row(table, cells)
                case "bad", [str(table), str(id_), str(reason)] if table in child.TABLES:
                    number += 1
                    yield Bad(table, id_[:100], reason[:200])
                case "refused", [str(reason)]:
                    raise self._refused(f"{reason[:300]}, so nothing of it was taken in")
                case "end", [int(rows)] if rows == number:
                    return
                case _:
                    raise self._broken()
        raise self._broken()

    def _row(self, table: str, cells: list[object]) -> Row:
        columns = child.columns_of(table, self.format) if table in child.TABLES else ()
        image: Image = {}
        if not columns or len(columns) != len(cells):
            raise self._broken()
        for column, cell in zip(columns, cells, strict=True):
            image[column] = _plain(cell)
        return Row(table, image)

    def _lines(self) -> Iterator[tuple[str, list[object]]]:
        left = self._limits.output(self._received.size)
        while line := self._stream.readline(self._limits.line + 1):
            left -= len(line)
            if len(line) > self._limits.line or left < 0:
                raise self._refused("holds more than its size allows, so nothing of it was taken in")
            try:
                found = json.loads(line)
            except (ValueError, RecursionError) as error:
                raise self._broken() from error
            if not isinstance(found, list) or not found or not isinstance(found[0], str):
                raise self._broken()
            yield found[0], found[1:]

    def _broken(self) -> ProjectDamaged:
        return self._refused("could not be read to its end, so nothing of it was taken in")

    def _refused(self, reason: str) -> ProjectDamaged:
        return ProjectDamaged(f"“{self._received.name}” {reason}. Ask for another copy of it.")


def _plain(cell: object) -> Value:
    """Return a cell; one that no column of ours takes, such as a float, as a text that none takes either."""
    if isinstance(cell, bool) or not isinstance(cell, str | int | None):
        return "\0"
    return cell


DEFAULT = Limits()


@contextmanager
def reading(received: Received, limits: Limits = DEFAULT) -> Iterator[Foreign]:
    """Start the process that reads a received file; at the end of the block it is gone."""
    environment = {name: os.environ[name] for name in _KEPT if name in os.environ}
    process = subprocess.Popen(  # noqa: S603 - our own script, run by our own interpreter
        [
            *(sys.executable, "-I", str(limits.script), str(received.path)),
            *(str(limits.seconds), str(limits.megabytes)),
        ],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        cwd=received.path.parent,
        env=environment,
    )
    watch = threading.Timer(limits.clock, process.kill)
    watch.daemon = True
    watch.start()
    try:
        if process.stdout is None:
            raise RuntimeError("a process without output")
        with process.stdout as stream:
            yield Foreign(received, stream, limits)
    finally:
        watch.cancel()
        process.kill()
        process.wait()
