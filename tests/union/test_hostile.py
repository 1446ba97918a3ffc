"""Files that are damaged or do harm: refused with a sentence, or only what is sound comes in."""

import os
import shutil
import sqlite3
from pathlib import Path
from random import Random

import pytest

from annotator.core.errors import AnnotatorError, NotAProject, ProjectBusy, ProjectDamaged, ProjectTooNew
from annotator.services import projects, taking_in
from annotator.services.taking_in import Incoming
from annotator.storage.foreign.reader import Limits
from annotator.storage.project import Project
from tests.storage import helpers
from tests.storage.helpers import ANN, BOB, digest, rows, tamper
from tests.union.people import base, copy_for, dump, take

MUTATIONS = 50
OFF = "PRAGMA writable_schema = ON; PRAGMA ignore_check_constraints = ON;"


@pytest.fixture
def lead(tmp_path: Path) -> Path:
    return base(tmp_path / "lead.annotator")


@pytest.fixture
def bob(lead: Path) -> Path:
    """Bob's copy, with three marks and a link of his own."""
    path = copy_for(lead, "bob")
    with Project.open(path, annotator=BOB) as project:
        (article,) = project.articles()
        for start in (5, 50, 90):
            helpers.mark(project, article, (start, start + 9))
        helpers.entity(project, "Someone")
    return path


def refused(lead: Path, bob: Path, error: type[AnnotatorError], words: str) -> None:
    """See that a file is refused, and that neither file was touched and nothing is left beside them."""
    before, theirs, beside = digest(lead), digest(bob), sorted(bob.parent.iterdir())
    with Project.open(lead, annotator=ANN) as project:
        with pytest.raises(error, match=words) as found:
            taking_in.look(project, [bob])
        sentence = str(found.value)
    assert sentence.endswith(".") and bob.name in sentence
    assert digest(lead) == before and digest(bob) == theirs
    assert sorted(bob.parent.iterdir()) == beside


def looked(lead: Path, bob: Path, limits: Limits | None = None) -> Incoming:
    with Project.open(lead, annotator=ANN) as project:
        return taking_in.look(project, [bob], limits=limits or Limits())


def in_place_of(bob: Path, table: str, sql: str) -> None:
    """Put something else where a table was."""
    tamper(bob, f"PRAGMA foreign_keys = OFF; ALTER TABLE {table} RENAME TO old_{table}; {sql}")


def test_triggers_never_run(lead: Path, bob: Path) -> None:
    tamper(bob, "CREATE TRIGGER evil AFTER INSERT ON annotations BEGIN DELETE FROM articles; END")
    incoming, _ = take(lead, bob)
    assert incoming.files[0].annotations.new == 3
    assert rows(lead, "SELECT count(*) FROM sqlite_schema WHERE name = 'evil'") == [(0,)]
    assert projects.check(lead).findings == []


@pytest.mark.parametrize(
    "sql",
    [
        "CREATE VIEW articles AS SELECT * FROM old_articles",
        "CREATE VIEW articles AS WITH RECURSIVE r (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM r)"
        " SELECT n AS id FROM r",
        "CREATE VIRTUAL TABLE articles USING fts5 (id, title)",
        "CREATE TABLE articles (id TEXT, title TEXT AS (hex(zeroblob(400000000))))",
        "CREATE TABLE articles (id TEXT)",
        "",
    ],
    ids=["view", "endless view", "virtual table", "computed column", "fewer columns", "no table"],
)
def test_what_is_no_table_of_ours_is_refused(lead: Path, bob: Path, sql: str) -> None:
    in_place_of(bob, "articles", sql)
    refused(lead, bob, ProjectDamaged, "articles")


def test_a_file_that_is_not_sqlite(lead: Path, bob: Path) -> None:
    bob.write_text("Dear all, here is the project.")
    refused(lead, bob, NotAProject, "text file")
    bob.write_bytes(b"")
    refused(lead, bob, NotAProject, "empty")


def test_a_database_of_another_program(lead: Path, bob: Path) -> None:
    tamper(bob, "PRAGMA application_id = 7")
    refused(lead, bob, NotAProject, "another program")


def test_a_newer_format(lead: Path, bob: Path) -> None:
    tamper(bob, "PRAGMA user_version = 99")
    refused(lead, bob, ProjectTooNew, "newer version")


def test_a_file_that_breaks_off(lead: Path, bob: Path) -> None:
    bob.write_bytes(bob.read_bytes()[:-5000])
    refused(lead, bob, ProjectDamaged, "not whole")


@pytest.mark.parametrize("ending", ["-wal", "-journal"])
def test_a_file_of_which_a_part_lies_beside_it(lead: Path, bob: Path, ending: str) -> None:
    bob.with_name(bob.name + ending).write_bytes(b"something")
    refused(lead, bob, ProjectBusy, "not complete")


def test_the_project_itself(lead: Path) -> None:
    with Project.open(lead, annotator=ANN) as project, pytest.raises(AnnotatorError, match="open here"):
        taking_in.look(project, [lead])


def test_a_pipe(lead: Path, tmp_path: Path) -> None:
    pipe = tmp_path / "pipe.annotator"
    os.mkfifo(pipe)
    with Project.open(lead, annotator=ANN) as project, pytest.raises(NotAProject, match="pipe"):
        taking_in.look(project, [pipe])


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ("note = CAST(x'ff41' AS TEXT)", "not text"),
        ("revision = 9223372036854775807", "revision"),
        ('start = -5, "end" = 4', "start"),
        ('"end" = 9223372036854775807', "end"),
        ("quote = quote || 'x'", "quote"),
        ("start = start + 1, fragments = (start + 1) || '-' || \"end\"", "quote"),
        ("layer = 'nothing'", "codebook"),
        ("article_id = 'nowhere'", "article"),
        ("annotator_id = 'nobody'", "who made it"),
        ("fields = '{\"mode\": 5}'", "cannot be read"),
        ('fields = \'{"mode": "shouted"}\'', "not in the codebook"),
        ('fields = \'{"unheard": "of"}\'', "no field"),
        ("note = 'a' || char(0) || 'b'", "note"),
        ("updated_at = 'yesterday'", "updated_at"),
        ("tags = 'a;;b'", "form"),
    ],
)
def test_a_row_that_is_not_sound_is_set_aside_and_the_others_come_in(
    lead: Path, bob: Path, change: str, reason: str
) -> None:
    mine = f"annotator_id = '{BOB.id}'"
    which = f"number = (SELECT min(number) FROM annotations WHERE {mine})"
    tamper(bob, f"{OFF} UPDATE annotations SET {change} WHERE {which}")
    incoming, _ = take(lead, bob)
    (report,) = incoming.files
    (one,) = report.set_aside
    assert one.kind == "annotation" and reason in one.reason
    assert report.annotations.new == 2
    assert rows(lead, f"SELECT count(*) FROM annotations WHERE {mine}") == [(2,)]
    assert projects.check(lead).findings == []


def test_a_value_of_many_megabytes_is_refused(lead: Path, bob: Path) -> None:
    tamper(bob, "UPDATE annotations SET note = CAST(zeroblob(30000000) AS TEXT) WHERE number = 2")
    refused(lead, bob, ProjectDamaged, "damaged")


def test_thousands_of_tables_are_refused_or_read(lead: Path, bob: Path) -> None:
    tables = "".join(f"CREATE TABLE t{number} (a);" for number in range(3_000))
    tamper(bob, f"BEGIN; {tables} COMMIT;")
    try:
        take(lead, bob)
    except ProjectDamaged as error:
        assert "bob" in str(error)
    assert projects.check(lead).findings == []


SCRIPTS = {
    "crash": "import os, signal; os.kill(os.getpid(), signal.SIGSEGV)",
    "hang": "import time\nwhile True: time.sleep(1)",
    "flood": "while True: print('[\"format\", 3]')",
    "one endless line": "import sys\nwhile True: sys.stdout.write('x' * 100000)",
    "nothing": "",
    "no JSON": "print('hello')",
    "deep": "print('[' * 100000)",
    "other rows": 'print(\'["format", 3]\\n["row", "annotations", [1, 2]]\')',
    "other table": 'print(\'["format", 3]\\n["row", "journal", []]\')',
    "wrong count": 'print(\'["format", 3]\\n["end", 7]\')',
    "no end": "print('[\"format\", 3]')",
}


@pytest.mark.parametrize("script", SCRIPTS.values(), ids=SCRIPTS.keys())
def test_a_process_that_does_anything_else_is_one_sentence(
    lead: Path, bob: Path, tmp_path: Path, script: str
) -> None:
    path = tmp_path / "child.py"
    path.write_text(script)
    before = digest(lead)
    limits = Limits(seconds=1, line=100_000, clock=3, script=path)
    with pytest.raises(ProjectDamaged, match=r"bob\.annotator.* nothing of it was taken in"):
        looked(lead, bob, limits)
    assert digest(lead) == before


def test_a_flipped_bit_in_their_text_does_not_reach_ours(lead: Path, bob: Path) -> None:
    tamper(bob, "DROP TRIGGER texts_are_frozen; UPDATE texts SET text = replace(text, 'MOSCOW', 'MOSCOV')")
    before = rows(lead, "SELECT * FROM texts")
    incoming, _ = take(lead, bob)
    assert incoming.files[0].annotations.new == 3, "they fit our text"
    assert rows(lead, "SELECT * FROM texts") == before
    assert projects.check(lead).findings == []


def test_files_with_flipped_bits(lead: Path, bob: Path, tmp_path: Path) -> None:
    """Each is refused with a sentence, or taken in with sound rows alone; ours are as they were."""
    chance = Random(4)
    sound = bob.read_bytes()
    ours = {table: set(found) for table, found in dump(lead).items()}
    hurt = tmp_path / "hurt.annotator"
    fine = refusals = 0
    target = tmp_path / "target.annotator"
    for _ in range(MUTATIONS):
        raw = bytearray(sound)
        for _ in range(chance.choice((1, 1, 3, 20))):
            raw[chance.randrange(len(raw))] ^= 1 << chance.randrange(8)
        hurt.write_bytes(raw)
        shutil.copy(lead, target)
        with Project.open(target, annotator=ANN) as project:
            try:
                incoming = taking_in.look(project, [hurt])
            except AnnotatorError as error:
                assert str(error).endswith(".")
                refusals += 1
                continue
            taking_in.take_in(project, incoming)
        fine += 1
        found = {table: set(rows_) for table, rows_ in dump(target).items()}
        for table in ("articles", "annotations", "readings", "decisions", "comments"):
            mine = {row for row in ours[table] if ANN.id in row}
            assert mine <= found[table], "nobody else's file changes what Ann made"
        assert projects.check(target).findings == []
    assert fine and refusals


def test_a_file_with_a_sound_schema_and_broken_pages_is_refused(lead: Path, bob: Path) -> None:
    page = sqlite3.connect(bob).execute("SELECT rootpage FROM sqlite_schema WHERE name = 'annotations'")
    (number,) = page.fetchone()
    raw = bytearray(bob.read_bytes())
    raw[(number - 1) * 4096 : (number - 1) * 4096 + 100] = b"\xff" * 100
    bob.write_bytes(raw)
    refused(lead, bob, ProjectDamaged, "damaged")
