"""Every earlier state, worked out from the journal, is the one that was."""

import os
import sqlite3
import tempfile
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import invariant, rule

from annotator.core.errors import NothingToUndo, ProjectReadOnly, UndoConflict
from annotator.services import as_of, history, marking, projects, story
from annotator.storage.project import Project
from tests.storage.helpers import ANN, BOB, add, create, mark, planned, tamper
from tests.storage.test_journal_machine import TwoPeople
from tests.union.people import base, copy_for, take, work

TABLES = (
    *("annotators", "layers", "fields", "choices", "articles", "entities", "annotations", "links"),
    *("readings", "decisions", "comments", "assignments", "intakes", "conflicts"),
)
BOOKKEEPING = {"number", "revision", "updated_at"}


def said(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """Return the rows of all tables without what only keeps the books."""
    connection = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    try:
        found = {}
        for table in TABLES:
            names = [
                name for (name,) in connection.execute("SELECT name FROM pragma_table_info(?)", (table,))
            ]
            columns = ", ".join(f'"{name}"' for name in names if name not in BOOKKEEPING)
            found[table] = connection.execute(f"SELECT {columns} FROM {table} ORDER BY id").fetchall()
        return found
    finally:
        connection.close()


def newest(project: Project) -> int:
    """Return the number of the newest entry."""
    return project.past().newest()


def compare(project: Project, states: dict[int, dict[str, list[tuple[object, ...]]]]) -> None:
    """Hold every state that was to what the journal gives."""
    for seq, expected in states.items():
        with as_of.as_of(project, seq) as (past, found):
            if found.lost:
                assert not found.differing
            else:
                assert found.whole
                assert said(past.path) == expected, f"after {seq}"
                assert newest(past) == seq
            assert projects.check(past.path).findings == []


class EverySnapshot(TwoPeople):
    """Two people in turn; every state on the way is kept, and worked out again at the end."""

    def __init__(self) -> None:
        super().__init__()
        self.states = {0: said(self.path)}

    @invariant()
    def keep(self) -> None:
        self.states[newest(self.project)] = said(self.path)

    @rule()
    def back_and_forth(self) -> None:
        """Undo three times and redo twice, so that ranges move."""
        for call in (history.undo, history.undo, history.undo, history.redo, history.redo):
            try:
                call(self.project)
            except (UndoConflict, NothingToUndo):
                break
            self.keep()

    def teardown(self) -> None:
        try:
            compare(self.project, self.states)
        finally:
            super().teardown()


EXAMPLES = int(os.environ.get("ANNOTATOR_TEST_EXAMPLES", "6"))
TestEverySnapshot = EverySnapshot.TestCase
TestEverySnapshot.settings = settings(max_examples=EXAMPLES, stateful_step_count=20, deadline=None)


@settings(max_examples=6, deadline=None)
@given(st.integers(0, 2**32))
def test_before_and_after_files_were_taken_in_and_taken_out(seed: int) -> None:
    chance = Random(seed)
    with tempfile.TemporaryDirectory() as name:
        lead = base(Path(name) / "lead.annotator")
        copy = copy_for(lead, "bob")
        work(copy, BOB, chance, 8)
        work(lead, ANN, chance, 4)
        states = {}

        def keep() -> None:
            with Project.open(lead, annotator=None, read_only=True) as project:
                states[newest(project)] = said(lead)

        keep()
        take(lead, copy)
        keep()
        for call in ("undo", "redo", "undo", "redo"):
            with Project.open(lead, annotator=ANN) as project:
                project.undo() if call == "undo" else project.redo()
            keep()
        work(lead, ANN, chance, 3)
        keep()
        with Project.open(lead, annotator=ANN) as project:
            compare(project, states)


def test_rows_that_are_nowhere_any_more_are_said_to_be_missing(tmp_path: Path) -> None:
    path = tmp_path / "a.annotator"
    with create(path) as project:
        article = add(project)
        with project.act("import annotations") as change:
            change.insert_annotations([planned(project, article, (at, at + 3)) for at in range(5)])
        imported = newest(project)
        history.undo(project)
        mark(project, article, (20, 25))
        with as_of.as_of(project, imported) as (past, found):
            assert [act.verb for act in found.lost] == ["import annotations"]
            assert past.annotations(article.id) == []
            (sentence,) = as_of.sentences(found)
            assert "undone later and not kept" in sentence
        with as_of.as_of(project, newest(project)) as (past, found):
            assert found.whole


def test_an_entry_that_cannot_be_read_is_said_and_the_rest_is_taken_back(tmp_path: Path) -> None:
    path = tmp_path / "a.annotator"
    with create(path) as project:
        article = add(project)
        before = newest(project)
        annotation = mark(project, article, (0, 6))
        marking.replace(project, replace(annotation, note="x"), "change note")
        broken = newest(project)
    tamper(path, f"UPDATE journal SET changes = '[[[' WHERE seq = {broken}")
    with Project.open(path, annotator=None, read_only=True) as project:
        with as_of.as_of(project, before) as (past, found):
            assert [act.verb for act in found.unreadable] == ["change note"]
            assert past.annotations(article.id) == []
        page = story.Story(project).page()
        assert [entry.readable for entry in page][:2] == [False, True]


def test_foreign_triggers_are_never_run_on_the_copy(tmp_path: Path) -> None:
    path = tmp_path / "a.annotator"
    with create(path) as project:
        add(project)
    tamper(path, "CREATE TRIGGER mine AFTER DELETE ON annotations BEGIN DELETE FROM articles; END")
    with (
        Project.open(path, annotator=ANN) as project,
        pytest.raises(ProjectReadOnly, match="not Annotator’s"),
    ):
        as_of.prepare(project, 0)


def test_a_status_that_did_not_go_along_with_an_undo_stays(tmp_path: Path) -> None:
    """Undoing a mark takes the article's status back only if nobody else has marked; see `undoing`."""
    path = tmp_path / "a.annotator"
    with create(path) as project:
        article = add(project)
        states = {newest(project): said(path)}

        def keep() -> None:
            states[newest(project)] = said(path)

        mark(project, article, (0, 6))
        keep()
        history.undo(project)
        keep()
        history.redo(project)
        keep()
        project.switch_annotator(BOB)
        mark(project, article, (10, 16))
        states[newest(project)] = said(path)
        project.switch_annotator(ANN)
        for call in (history.undo, history.redo, history.undo, history.redo):
            call(project)
            keep()
            assert project.article(article.id).status.value == "in progress"
        compare(project, states)


def test_rows_that_came_back_in_bulk_and_went_one_by_one_go_with_the_others(tmp_path: Path) -> None:
    path = tmp_path / "a.annotator"
    with create(path) as project:
        states = {0: said(path)}
        article = add(project)
        states[newest(project)] = said(path)
        with project.act("remove article") as change:
            change.remove("article", article.id)
        for call in (history.undo, history.undo, history.redo, history.undo):
            states[newest(project)] = said(path)
            call(project)
        states[newest(project)] = said(path)
        compare(project, states)
