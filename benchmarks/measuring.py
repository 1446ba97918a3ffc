"""Times, medians, ratios: what every benchmark gives back."""

import gc
import json
import os
import re
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True, slots=True)
class Figure:
    """One line of the table. Times are in milliseconds, memory is in megabytes (10^6 bytes)."""

    group: str
    what: str
    size: str
    value: float
    """The median."""
    unit: str = "ms"
    p99: float | None = None
    floor: float | None = None
    """The median of the floor, in the same unit."""
    floor_is: str = ""
    aim: float | None = None
    """The most that the ratio should be, or without a floor the value and its p99."""
    count: int = 1
    """How many times it was measured."""

    @property
    def ratio(self) -> float | None:
        """The median over the floor's."""
        return self.value / self.floor if self.floor else None

    @property
    def met(self) -> bool | None:
        """Whether the aim is met; None without an aim."""
        if self.aim is None:
            return None
        if self.ratio is not None:
            return self.ratio <= self.aim
        return max(self.value, self.p99 or 0) <= self.aim


def timed(call: Callable[[], object]) -> float:
    """Return how many milliseconds a call takes."""
    start = time.perf_counter()
    call()
    return (time.perf_counter() - start) * 1000


def interleaved(
    ours: Callable[[], float], floor: Callable[[], float], times: int, *, warm: int = 1
) -> tuple[list[float], list[float]]:
    """Call both in turns, so that whatever else the machine does meets both; drop the first ``warm``."""
    measured: list[float] = []
    floors: list[float] = []
    for _ in range(warm + times):
        gc.collect()
        floors.append(floor())
        gc.collect()
        measured.append(ours())
    return measured[warm:], floors[warm:]


def percentile(values: Sequence[float], share: float) -> float:
    """Return the smallest value that ``share`` of all values do not exceed."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, max(0, -int(-share * len(ordered) // 1) - 1))]


def middle(values: Sequence[float]) -> float:
    """Return the median."""
    return median(values)


def peak_memory() -> float:
    """Return the most memory this process has had so far, in megabytes.

    Where Linux tells it, that is of this program alone; what `getrusage` says includes the
    process that started it, until the moment that it became this one.
    """
    status = Path("/proc/self/status")
    if status.exists():
        found = re.search(r"^VmHWM:\s+(\d+) kB$", status.read_text(), re.MULTILINE)
        if found:
            return int(found[1]) * 1024 / 1e6
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / 1e6 if sys.platform == "darwin" else peak * 1024 / 1e6


def environment(folder: Path) -> dict[str, str]:
    """Return an environment in which the program keeps its settings and locks in ``folder``."""
    return {
        **os.environ,
        "ANNOTATOR_CONFIG_DIR": str(folder / "config"),
        "ANNOTATOR_STATE_DIR": str(folder / "state"),
        "ANNOTATOR_NAME": "Benchmark",
        "QT_QPA_PLATFORM": "offscreen",
        "PYTHONDONTWRITEBYTECODE": "",
    }


def child(module: str, *arguments: str | int | Path, folder: Path) -> object:
    """Run ``benchmarks.children.MODULE`` and return what it prints as JSON on its last line.

    Raises:
        subprocess.CalledProcessError: if it fails; what it said is on standard error.
    """
    command = [sys.executable, "-m", f"benchmarks.children.{module}", *map(str, arguments)]
    done = subprocess.run(
        command, cwd=ROOT, env=environment(folder), stdout=subprocess.PIPE, text=True, check=True
    )
    return json.loads(done.stdout.splitlines()[-1])
