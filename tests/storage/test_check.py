"""What a check verifies, what it finds, and that it leaves the project alone."""

from dataclasses import replace
from pathlib import Path

import pytest

from annotator.core.errors import Cancelled, NotAProject, NotFound, ProjectBusy, ProjectTooNew
from annotator.core.model import Article
from annotator.services import marking, projects
from annotator.services.progress import Progress
from annotator.storage import check, judging
from annotator.storage.project import Project
from tests.storage.helpers import TEXT, add, create, digest, mark, names, planned, python, rows, tamper


def make(path: Path) -> None:
    with create(path) as project:
        article = add(project)
        for start in range(5):
            mark(project, article, (start, start + 6), (start + 20, start + 25))
        annotation = mark(project, article, (0, 6), layer="actor")
        marking.replace(project, replace(annotation, tags=("a;b", "c")), "change tags")
        gone = mark(project, article, (1, 2))
        marking.remove(project, [gone.id])
        other = add(project, "Another text of the council. " * 40, "Another")
        with project.act("import annotations") as change:
            change.insert_annotations([planned(project, other, (start, start + 3)) for start in range(60)])
        project.undo()


def test_a_sound_project_has_no_findings_and_everything_was_looked_at(path: Path) -> None:
    make(path)
    before = digest(path)
    report = projects.check(path)
    assert (report.findings, report.sound, report.path) == ([], True, path)
    assert report.checked == {
        **{"pages": rows(path, "PRAGMA page_count")[0][0], "tables and indexes": 46, "layers": 3},
        **{"annotators": 1, "fields": 10, "choices": 8, "texts": 2, "articles": 2},
        **{"annotations": 6, "fragments": 11, "tags": 2},
        **{"tombstones": 61, "journal": 14, "search indexes": 2},
    }
    assert digest(path) == before
    assert names(path.parent) == [path.name]


def without(trigger: str, script: str) -> str:
    return f"DROP TRIGGER {trigger}; {script}"


FINDINGS: list[tuple[str, str, str]] = [
    (
        "UPDATE annotations SET start = 1 WHERE number = 1",
        "annotation",
        "start and end are not those of its frag",
    ),
    (
        "UPDATE annotations SET fragments = '1-9' WHERE number = 1",
        "annotation",
        "start and end are not those",
    ),
    ("UPDATE annotations SET fragments = '0-6;  20-25' WHERE number = 1", "annotation", "unusual form"),
    ("UPDATE annotations SET fragments = 'nonsense' WHERE number = 1", "annotation", "cannot be read"),
    (
        "UPDATE annotations SET fragments = '0-6; 6-25' WHERE number = 1",
        "annotation",
        "touches or overlaps the fragment before it",
    ),
    (
        "UPDATE annotations SET fragments = '0-6; 20-9999', \"end\" = 9999 WHERE number = 1",
        "annotation",
        "does not lie in a text of",
    ),
    (
        "UPDATE annotations SET quote = 'forged' WHERE number = 1",
        "annotation",
        "the stored quote is not what the text says",
    ),
    (
        "UPDATE annotations SET quote = CAST(X'4DFF' AS TEXT) WHERE number = 1",
        "annotation",
        "stored bytes are not text",
    ),
    (
        "UPDATE annotations SET note = CAST(X'FF' AS TEXT) WHERE number = 1",
        "annotation",
        "bytes are not text",
    ),
    (
        "UPDATE annotations SET tags = 'a;b' WHERE number = 1",
        "annotation",
        "list of tags has an unusual form",
    ),
    (
        "PRAGMA foreign_keys = OFF; UPDATE annotations SET layer = 'x' WHERE number = 1",
        "annotation",
        "codebook",
    ),
    (
        "PRAGMA foreign_keys = OFF; UPDATE annotations SET article_id = 'x' WHERE number = 1",
        "reference",
        "refers to articles that are not there",
    ),
    (
        "PRAGMA foreign_keys = OFF; UPDATE annotations SET annotator_id = 'x' WHERE number = 1",
        "reference",
        "refers to annotators that are not there",
    ),
    ("PRAGMA foreign_keys = OFF; DELETE FROM layers WHERE id = 'claim'", "reference", "refers to layers"),
    ("UPDATE articles SET length = 7 WHERE number = 1", "article", "is said to have 7 characters and has"),
    (
        "UPDATE articles SET outlet = CAST(X'FF' AS TEXT) WHERE number = 1",
        "article",
        "bytes that are not text",
    ),
    (
        "PRAGMA foreign_keys = OFF; UPDATE articles SET text_sha256 = 'x' WHERE number = 1",
        "article",
        "is missing",
    ),
    ("DELETE FROM project WHERE key = 'id'", "project", "does not say its id"),
    ("UPDATE annotators SET name = CAST(X'FF' AS TEXT)", "project", "name of an annotator cannot be read"),
    (
        "INSERT INTO tombstones SELECT id, 'annotation', '', '', 9 FROM annotations WHERE number = 1",
        "tombstone",
        "is there and noted as deleted",
    ),
    ("INSERT INTO tombstones VALUES ('x', 'idea', '', '', 1)", "tombstone", "Something unknown"),
    ("UPDATE journal SET changes = '[{' WHERE seq = 3", "journal", "Entry 3 of the journal cannot be read"),
    (
        'UPDATE journal SET changes = \'[{"kind":"idea","id":"","before":null,"after":null}]\' WHERE seq = 3',
        "journal",
        "speaks of something unknown",
    ),
    ("UPDATE journal SET changes = '{}' WHERE seq = 3", "journal", "cannot be read"),
    ("UPDATE journal SET payload = NULL", "journal", "has lost, or kept too much"),
    ("UPDATE journal SET payload = X'00' WHERE payload IS NOT NULL", "journal", "rows for redoing"),
    ("UPDATE journal SET target = NULL WHERE kind = 'undo'", "journal", "does not say what it undoes"),
    ("UPDATE journal SET target = 999 WHERE kind = 'undo'", "reference", "refers to journal"),
    ("DROP INDEX annotations_place", "schema", "The index annotations_place is missing"),
    ("CREATE TABLE extra (a)", "schema", "The table extra is not one of a project's"),
    ("DROP TABLE tombstones", "table", "The table tombstones is missing"),
    ("ALTER TABLE layers ADD COLUMN icon TEXT", "table", "The table layers has another form"),
    (
        without("annotations_fts_update", "UPDATE annotations SET note = 'not indexed' WHERE number = 1"),
        "search index",
        "annotations_fts does not match",
    ),
    ("DELETE FROM texts_fts_data WHERE id > 10", "search index", "texts_fts does not match"),
    (
        without("texts_are_frozen", "UPDATE texts SET text = replace(text, 'council', 'cabinet')"),
        "text",
        "its checksum differs",
    ),
    (
        without("texts_are_frozen", "UPDATE texts SET text = replace(text, 'council', 'cabinet')"),
        "article",
        "annotations (6) cannot be checked without its text",
    ),
]


@pytest.mark.parametrize(("script", "kind", "sentence"), FINDINGS, ids=[item[0][:60] for item in FINDINGS])
def test_each_kind_of_damage_is_found(path: Path, script: str, kind: str, sentence: str) -> None:
    make(path)
    tamper(path, script)
    before = digest(path)
    report = projects.check(path)
    assert any(found.kind == kind and sentence in found.sentence for found in report.findings), (
        report.findings
    )
    assert not report.sound
    assert all(found.sentence.endswith(".") for found in report.findings)
    assert digest(path) == before
    assert names(path.parent) == [path.name]


def test_a_finding_says_where(path: Path) -> None:
    make(path)
    ((id_,),) = rows(path, "SELECT id FROM annotations WHERE number = 3")
    tamper(path, "UPDATE annotations SET note = 'x', quote = 'forged' WHERE number = 3")
    (finding,) = projects.check(path).findings
    assert (finding.kind, finding.where) == ("annotation", f"annotation {id_}")


def test_one_bad_cell_does_not_hide_what_comes_after(path: Path) -> None:
    make(path)
    tamper(
        path,
        "UPDATE annotations SET note = CAST(X'FF' AS TEXT) WHERE number = 1;"
        "UPDATE annotations SET quote = 'forged' WHERE number = 6;",
    )
    report = projects.check(path)
    assert len(report.findings) == 2
    assert report.checked["annotations"] == 6


def flip_bit_in_text(path: Path) -> None:
    content = bytearray(path.read_bytes())
    place = content.index("сказал".encode())
    content[place + 1] ^= 1
    path.write_bytes(content)


def test_a_single_flipped_bit_is_found(path: Path) -> None:
    make(path)
    flip_bit_in_text(path)
    report = projects.check(path)
    assert {found.kind for found in report.findings} >= {"text"}


@pytest.mark.parametrize("damage", ["truncated", "page", "beheaded"])
def test_a_broken_file_is_a_finding(path: Path, damage: str) -> None:
    make(path)
    content = bytearray(path.read_bytes())
    if damage == "truncated":
        content = content[:-4096]
    elif damage == "beheaded":
        content = content[:50]
    else:
        for start in range(4096, len(content), 4096):
            if content[start] == 13:
                content[start : start + 100] = b"\xff" * 100
    path.write_bytes(content)
    before = digest(path)
    report = projects.check(path)
    assert not report.sound
    assert report.findings[0].kind in {"file", "structure"}
    assert digest(path) == before


@pytest.mark.parametrize(
    ("content", "kind"),
    [(None, NotFound), (b"", NotAProject), (b"a text", NotAProject)],
)
def test_what_is_no_project_is_refused(path: Path, content: bytes | None, kind: type[Exception]) -> None:
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(kind):
        projects.check(path)


def test_a_newer_project_is_refused(path: Path) -> None:
    make(path)
    tamper(path, "PRAGMA user_version = 4")
    with pytest.raises(ProjectTooNew):
        projects.check(path)


def test_an_open_project_can_be_checked_and_keeps_its_lock(
    project: Project, article: Article, path: Path
) -> None:
    code = """
import sqlite3, sys
connection = sqlite3.connect(sys.argv[1], timeout=0, isolation_level=None)
try:
    connection.execute("BEGIN IMMEDIATE")
except sqlite3.OperationalError as error:
    print(error.sqlite_errorname)
"""
    with project.act("mark") as change:
        change.insert(planned(project, article, (0, 6)))
        report = projects.check(path)
        with python(code, path) as other:
            assert other.communicate()[0] == "SQLITE_BUSY\n"
    assert report.findings == []
    assert "annotations" not in report.checked, "it saw what was not committed"
    assert projects.check(path).checked["annotations"] == 1


WRITE = """
import sys
from pathlib import Path
from annotator.storage.project import Project
from tests.storage.helpers import ANN, mark
project = Project.open(Path(sys.argv[1]), annotator=ANN)
article = project.articles()[0]
for line in sys.stdin:
    for number in range(20):
        mark(project, article, (number, number + 5))
    print("done", flush=True)
"""


@pytest.mark.parametrize("small", [True, False])
def test_another_process_writes_during_the_check(
    path: Path, monkeypatch: pytest.MonkeyPatch, small: bool
) -> None:
    if not small:
        monkeypatch.setattr(check, "CHECKED_AT_OPEN", 0)
        monkeypatch.setattr(judging, "CHECKED_AT_OPEN", 0)
    with create(path) as project:
        add(project, TEXT * 30)
    with python(WRITE, path) as writer:
        assert writer.stdin is not None
        assert writer.stdout is not None
        stages = []

        class Disturb(Progress):
            def step(self, done: int, total: int, what: str) -> None:
                if what not in stages and what != "copy":
                    stages.append(what)
                    writer.stdin.write("\n")  # type: ignore[union-attr]  # asserted above
                    writer.stdin.flush()  # type: ignore[union-attr]
                    assert writer.stdout.readline() == "done\n"  # type: ignore[union-attr]

        report = projects.check(path, Disturb())
        writer.stdin.close()
    assert report.findings == []
    assert len(stages) >= 8
    assert rows(path, "SELECT count(*) FROM annotations") == [(20 * len(stages),)]


def test_a_large_file_is_checked_in_a_folder_that_goes(
    path: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    make(path)
    monkeypatch.setattr(check, "CHECKED_AT_OPEN", 0)
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(temporary))
    seen: list[int] = []

    class Look(Progress):
        def step(self, done: int, total: int, what: str) -> None:
            seen.extend(entry.stat().st_mode & 0o777 for entry in temporary.iterdir())

    report = projects.check(path, Look())
    assert report.findings == []
    assert set(seen) == {0o700}
    assert list(temporary.iterdir()) == []


@pytest.mark.parametrize("at", ["structure", "texts", "annotations", "search index"])
def test_a_check_can_be_stopped(path: Path, at: str) -> None:
    make(path)

    class Stop(Progress):
        def step(self, done: int, total: int, what: str) -> None:
            if what == at:
                raise Cancelled("Stopped.")

    with pytest.raises(Cancelled):
        projects.check(path, Stop())
    assert names(path.parent) == [path.name]


def test_a_single_long_statement_can_be_stopped(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make(path)
    monkeypatch.setattr(check, "_OPCODES", 1)
    asked: list[str] = []

    class Stop(Progress):
        def step(self, done: int, total: int, what: str) -> None:
            asked.append(what)
            if asked.count("structure") > 5:
                raise Cancelled("Stopped.")

    with pytest.raises(Cancelled):
        projects.check(path, Stop())


def test_very_many_findings_are_counted(path: Path) -> None:
    with create(path) as project:
        article = add(project)
        with project.act("import annotations") as change:
            change.insert_annotations([planned(project, article, (0, 6)) for _ in range(1100)])
    tamper(path, "UPDATE annotations SET quote = 'forged'")
    report = projects.check(path)
    assert (len(report.findings), report.left_out) == (1000, 100)


def test_a_file_in_use_in_wal_mode_is_refused(path: Path) -> None:
    make(path)
    tamper(path, "PRAGMA journal_mode = WAL")
    path.with_name(path.name + "-wal").write_bytes(b"x" * 100)
    with pytest.raises(ProjectBusy):
        projects.check(path)
