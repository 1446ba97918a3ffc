"""The program as a person meets it: a process, an X server, a window manager, real keys and mouse.

Run by `make e2e`, which brings the server. Nothing of the program is imported here: what it
did is read from its project file, by its own command line, as any other program would.
"""

import csv
import io
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import pytest

pytestmark = pytest.mark.x11

PATIENCE = 30
"""Seconds that anything may take on a slow machine; nothing waits longer than it has to."""
WIDTH, HEIGHT = 1200, 760
# One paragraph that fills the page: wherever the pointer is in the column, there are words under it.
WORDS = "The envoy “Jane Doe” 😀 left the U.S. mission on Monday, the ministry said, and didn’t return. "
BEGINNING = "On Tuesday the council met again and heard what its envoy had to say about the treaty. "
STORY = BEGINNING + (WORDS * 40).strip()
LINE = HEIGHT // 2 + 60
"""A height in the window at which there is a line of the story."""
LEFT, RIGHT = 480, 640
"""Two places across the column of text."""


class Mark(NamedTuple):
    """A row of the exported table."""

    layer: str
    start: int
    end: int
    quote: str
    annotator: str


def annotator(*arguments: object, code: int = 0) -> str:
    """Run the command line; return what it wrote."""
    done = subprocess.run(
        [sys.executable, "-m", "annotator", *map(str, arguments)],
        capture_output=True,
        timeout=PATIENCE,
        check=False,
    )
    assert done.returncode == code, done.stderr.decode()
    return done.stdout.decode("utf-8")


def marks(path: Path) -> list[Mark]:
    """Read the project as another program does while the window has it open."""
    table = csv.DictReader(io.StringIO(annotator("export", path, "-o", "-", "--no-bom"), newline=""))
    return [
        Mark(row["layer"], int(row["start"]), int(row["end"]), row["quote"], row["annotator"])
        for row in table
    ]


def await_marks(path: Path, number: int, *, or_more: bool = False) -> list[Mark]:
    """Read the project until it has so many marks; a reading is a process, so it needs no pause."""
    deadline = time.monotonic() + PATIENCE
    while True:
        found = marks(path)
        if len(found) == number or (or_more and len(found) > number):
            return found
        assert time.monotonic() < deadline, f"Of {number} marks, the project has only: {found}"


def title_pattern(title: str) -> str:
    """Return the regular expression that finds ``title``, as xdotool reads it."""
    return re.sub(r"([.?()])", r"\\\1", title)


def xdotool(*words: object, fails: bool = False) -> str:
    """Press keys, move the mouse, find windows; what fails has no answer, if it may."""
    done = subprocess.run(
        ["xdotool", *map(str, words)], capture_output=True, text=True, timeout=PATIENCE, check=False
    )
    assert fails or done.returncode == 0, f"xdotool {words}: {done.stderr}"
    return done.stdout.strip() if done.returncode == 0 else ""


class Program:
    """One running window."""

    def __init__(self, *arguments: object) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "annotator", *map(str, arguments)],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        self.window = ""

    def await_window(self, title: str) -> "Program":
        """Wait for a window with this in its title, give it a known size and the keyboard."""
        wanted = ("--all", "--onlyvisible", "--pid", self.process.pid, "--name", title_pattern(title))
        deadline = time.monotonic() + PATIENCE
        # It fails where there is none yet, and where one goes away while it looks.
        while not (found := xdotool("search", *wanted, fails=True)):
            assert time.monotonic() < deadline, f"There is no window called {title}."
        self.window = found.splitlines()[-1]
        xdotool("windowactivate", "--sync", self.window)
        xdotool("windowfocus", "--sync", self.window)
        return self

    def resize(self) -> "Program":
        """Give the window the size at which the places above lie in the text."""
        xdotool("windowsize", "--sync", self.window, WIDTH, HEIGHT)
        return self

    def key(self, *keys: str) -> None:
        """Press keys, one after another, wherever the keyboard is."""
        xdotool("key", "--clearmodifiers", *keys)

    def drag(self, start: tuple[int, int], end: tuple[int, int]) -> None:
        """Press the button at one place of the window and let go at another."""
        moves: list[object] = []
        for step in range(1, 6):
            x, y = (a + (b - a) * step // 5 for a, b in zip(start, end, strict=True))
            moves += ["mousemove", "--window", self.window, x, y]
        place = ("mousemove", "--window", self.window, *start)
        xdotool(*place, "mousedown", 1, *moves, "mouseup", 1)

    def find(self, words: str) -> None:
        """Select words of the article by looking for them."""
        self.key("ctrl+f")
        xdotool("type", "--clearmodifiers", words)
        self.key("Escape")

    def ends(self) -> tuple[int, str]:
        """Wait for the end; return the exit code and what was written on standard error."""
        _, complaint = self.process.communicate(timeout=PATIENCE)
        return self.process.returncode, complaint.decode()


Start = Callable[..., Program]


@pytest.fixture
def start() -> Iterator[Start]:
    """Start programs; none is left running."""
    running: list[Program] = []

    def begin(*arguments: object) -> Program:
        program = Program(*arguments)
        running.append(program)
        return program

    yield begin
    for program in running:
        if program.process.poll() is None:
            program.process.kill()
        program.process.communicate()


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project with one article, by Ana."""
    path, story = tmp_path / "treaty.annotator", tmp_path / "story.txt"
    story.write_text(STORY + "\n", "utf-8")
    annotator("new", path, "--annotator", "Ana")
    annotator("import", path, story, "--annotator", "Ana")
    return path


@pytest.fixture
def window(start: Start, project: Path) -> Program:
    """The window on that project."""
    return start("open", project, "--annotator", "Ana").await_window(project.name).resize()


def fits(found: Sequence[Mark], text: str = STORY) -> bool:
    """Whether every mark has the words that stand at its place."""
    return all(mark.quote == text[mark.start : mark.end] for mark in found)


def test_dragging_and_three_keys_mark_and_ctrl_z_takes_back(window: Program, project: Path) -> None:
    layers = {"c": "claim", "a": "actor", "d": "date"}
    found: list[Mark] = []
    for number, key in enumerate(layers, start=1):
        # Each on a line of its own: on a mark's edge a drag would move the edge.
        y = LINE + (number - 2) * 60
        window.drag((LEFT, y), (RIGHT, y))
        window.key(key)
        found = await_marks(project, number)
        assert fits(found)
        window.key("Escape")  # leaves open who the actor is, and whether the date is right
    assert [mark.layer for mark in found] == list(layers.values())
    for mark in found:
        assert len(mark.quote) > 10
        assert mark.annotator == "Ana"
        # Whole words, and nothing around them.
        assert mark.quote == mark.quote.strip(" ,“”")
        assert not mark.quote.endswith(".") or mark.quote.endswith("U.S.")
        assert not (STORY[mark.start - 1].isalnum() and mark.quote[0].isalnum())
        assert not (STORY[mark.end].isalnum() and mark.quote[-1].isalnum())
    for left in (2, 1, 0):
        window.key("ctrl+z")
        await_marks(project, left)
    window.key("ctrl+shift+z")
    assert [mark.layer for mark in await_marks(project, 1)] == ["claim"]
    window.key("ctrl+q")
    assert window.ends() == (0, "")


def test_a_tool_marks_one_drag_after_another(window: Program, project: Path) -> None:
    window.key("shift+a")
    for number in (1, 2):
        y = LINE + number * 60
        window.drag((LEFT, y), (RIGHT, y))
        await_marks(project, number)
    window.key("Escape")
    assert [mark.layer for mark in marks(project)] == ["actor", "actor"]


def test_what_is_found_is_marked_where_it_stands(window: Program, project: Path) -> None:
    window.find("didn't return")
    window.key("c")
    window.find("U.S.")
    window.key("a")
    found = await_marks(project, 2)
    assert fits(found)
    assert {(mark.layer, mark.quote) for mark in found} == {("claim", "didn’t return"), ("actor", "U.S.")}


def test_killed_while_marking_no_acknowledged_mark_is_missing(
    start: Start, window: Program, project: Path
) -> None:
    keys = subprocess.Popen(["xdotool", "key", "--delay", "25", *["ctrl+Right", "d", "Escape"] * 200])
    try:
        seen = await_marks(project, 5, or_more=True)
        assert keys.poll() is None, "The keys ended before the kill; there have to be more of them."
        window.process.send_signal(signal.SIGKILL)
        window.process.wait(PATIENCE)
    finally:
        keys.terminate()
        keys.wait(PATIENCE)
        # It may have been stopped with a key held down, which would go on repeating.
        xdotool("keyup", "d", "keyup", "ctrl", "keyup", "Right")
    assert window.process.returncode == -signal.SIGKILL
    annotator("check", project)
    left = marks(project)
    assert set(seen) <= set(left)
    assert fits(left)
    # The stale lock keeps nobody out.
    again = start(project, "--annotator", "Ana").await_window(project.name).resize()
    assert "reading only" not in xdotool("getwindowname", again.window)
    again.find("ministry said")
    again.key("c")
    found = await_marks(project, len(left) + 1)
    assert set(left) < set(found)
    again.key("alt+F4")
    assert again.ends() == (0, "")
    assert sorted(entry.name for entry in project.parent.glob("treaty*")) == [project.name]


def test_closed_while_marking_everything_pressed_before_is_there(window: Program, project: Path) -> None:
    xdotool("key", "--delay", "5", *["ctrl+Right", "a", "Escape"] * 12, "ctrl+q")
    assert window.ends() == (0, "")
    found = marks(project)
    assert len(found) == 12
    assert fits(found)


def test_a_second_window_is_for_reading_only(start: Start, window: Program, project: Path) -> None:
    window.find("Jane Doe")
    window.key("a")
    await_marks(project, 1)
    second = start("open", project, "--annotator", "Boris").await_window(f"{project.name} (reading only)")
    second.find("ministry")
    second.key("c", "a", "d", "Delete")
    second.key("ctrl+q")
    assert second.ends() == (0, "")
    assert [mark.quote for mark in marks(project)] == ["Jane Doe"]
    window.await_window(project.name).find("ministry")
    window.key("c")
    assert len(await_marks(project, 2)) == 2


def test_the_sample_opens_marked_and_can_be_marked(start: Start, own_home: Path) -> None:
    program = start("open", "--sample", "--annotator", "E2E").await_window("Sample project").resize()
    (path,) = own_home.rglob("Sample project*.annotator")
    before = marks(path)
    assert {mark.layer for mark in before} == {"claim", "actor", "date"}
    program.find("anti-torture convention")
    program.key("d")
    found = await_marks(path, len(before) + 1)
    (new,) = set(found) - set(before)
    assert (new.layer, new.quote, new.annotator) == ("date", "anti-torture convention", "E2E")
    program.key("ctrl+z")
    assert await_marks(path, len(before)) == before
    program.key("ctrl+q")
    assert program.ends() == (0, "")


def decisions(path: Path) -> list[dict[str, str]]:
    """Read the table of decisions as another program does while the window has it open."""
    table = annotator("export", path, "decisions", "-o", "-", "--no-bom")
    return list(csv.DictReader(io.StringIO(table, newline="")))


def test_differences_are_decided_by_keys_and_taken_back(start: Start, tmp_path: Path) -> None:
    sample = tmp_path / "sample.annotator"
    annotator("new", sample, "--sample", "--annotator", "Jane Roe")
    program = start(sample, "--annotator", "Jane Roe").await_window(sample.name)
    program.key("ctrl+r")
    deadline = time.monotonic() + PATIENCE
    while not decisions(sample):  # until the differences are there, the key has nothing to decide
        assert time.monotonic() < deadline
        program.key("1")
    first = decisions(sample)
    assert {row["reviewer"] for row in first} == {"Jane Roe"}
    assert "accept" in {row["verdict"] for row in first}
    program.key("ctrl+z")
    while len(decisions(sample)) >= len(first):
        assert time.monotonic() < deadline
    program.key("ctrl+q")
    assert program.ends() == (0, "")
    assert annotator("check", sample)


def test_the_first_start_asks_for_the_name(start: Start, project: Path) -> None:
    program = start(project).await_window("Who annotates?")
    program.key("ctrl+a")
    xdotool("type", "--clearmodifiers", "Jane Roe")
    program.key("Return")
    program.await_window(project.name)
    program.find("Monday")
    program.key("d")
    (mark,) = await_marks(project, 1)
    assert (mark.quote, mark.annotator) == ("Monday", "Jane Roe")
    program.key("alt+F4")
    assert program.ends() == (0, "")


def test_the_question_mark_shows_the_keys(window: Program, project: Path) -> None:
    window.key("question")
    window.await_window("Keyboard shortcuts").key("Escape")
    window.await_window(project.name).find("Monday")
    window.key("d")
    assert [mark.quote for mark in await_marks(project, 1)] == ["Monday"]
    window.key("ctrl+q")
    assert window.ends() == (0, "")


@pytest.mark.parametrize("display", ["", ":4095"], ids=["none", "one that does not answer"])
def test_without_a_display_there_is_one_sentence(project: Path, display: str) -> None:
    environment = {**os.environ, "DISPLAY": display}
    done = subprocess.run(
        [sys.executable, "-m", "annotator", str(project)],
        env=environment,
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )
    assert done.returncode == 2
    assert done.stdout == ""
    assert done.stderr.count("\n") == 1
    assert "display" in done.stderr
    assert "export" in done.stderr
