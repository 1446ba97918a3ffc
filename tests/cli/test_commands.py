"""What each command does, says, and returns."""

import csv
import io
import json
import re
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from annotator import __version__
from annotator.storage import schema
from tests.cli.conftest import ROOT, Annotator, environment
from tests.storage.helpers import tamper

RUSSIAN = "Москва заявила, что договор больше не действует, а адвокаты говорят иное.\n"


def sentence(done: subprocess.CompletedProcess[str]) -> str:
    """Return what was said on standard error, which has to be one line, with exit code 2 and no output."""
    assert done.returncode == 2
    assert done.stdout == ""
    line = done.stderr.removesuffix("\n")
    assert line
    assert "\n" not in line
    return line


def test_version(annotator: Annotator) -> None:
    assert annotator("--version").stdout == f"Annotator {__version__}\n"


def test_help_lists_every_command_and_each_has_examples(annotator: Annotator) -> None:
    done = annotator("--help")
    assert done.returncode == 0
    for command in ("new", "import", "info", "articles", "export", "codebook", "check", "open"):
        assert f"\n  {command} " in done.stdout
        of_command = annotator(command, "--help").stdout
        assert f"Usage: annotator {command}" in of_command
        assert f"\n    annotator {command}" in of_command
    assert "Exit codes: 0" in done.stdout


class TestNew:
    def test_a_project_is_made(self, annotator: Annotator, tmp_path: Path) -> None:
        done = annotator("new", "treaty", "--annotator", "Ada", "--title", "The treaty")
        assert (done.returncode, done.stdout, done.stderr) == (0, "Made treaty.annotator.\n", "")
        info = json.loads(annotator("info", "treaty.annotator", "--json").stdout)
        assert (info["title"], info["articles"], info["annotations"]) == ("The treaty", 0, 0)
        assert [layer["id"] for layer in info["layers"]] == ["claim", "actor", "date"]

    def test_the_sample(self, annotator: Annotator) -> None:
        assert annotator("new", "try", "--sample", "--annotator", "Ada").returncode == 0
        assert json.loads(annotator("info", "try.annotator", "--json").stdout)["annotations"] == 118

    def test_any_ending_is_kept(self, annotator: Annotator, tmp_path: Path) -> None:
        annotator("new", "treaty.db", "--annotator", "Ada")
        assert (tmp_path / "treaty.db").exists()

    def test_nothing_is_overwritten(self, annotator: Annotator, tmp_path: Path) -> None:
        (tmp_path / "a.annotator").write_text("mine")
        assert "a.annotator" in sentence(annotator("new", "a.annotator", "--annotator", "Ada"))
        assert (tmp_path / "a.annotator").read_text() == "mine"

    def test_somebody_has_to_be_named(self, annotator: Annotator, tmp_path: Path) -> None:
        assert "--annotator" in sentence(annotator("new", "a"))
        assert list(tmp_path.glob("*.annotator")) == []
        assert annotator("new", "a", env={"ANNOTATOR_NAME": "Ada"}).returncode == 0
        assert annotator("--annotator", "Ada", "new", "b").returncode == 0

    def test_a_folder_that_is_not_there(self, annotator: Annotator) -> None:
        assert "no folder" in sentence(annotator("new", "none/a", "--annotator", "Ada"))


class TestImportingArticles:
    def test_files_and_folders(self, annotator: Annotator, empty: Path, tmp_path: Path) -> None:
        done = annotator("import", empty, ROOT / "sample_articles", "--annotator", "Bob")
        assert (done.returncode, done.stderr) == (0, "")
        assert done.stdout == "10 articles added, 0 there already, 0 not added.\n"
        again = annotator(
            "import", empty, ROOT / "sample_articles" / "05-war-crimes-hearing.txt", "--annotator", "Bob"
        )
        assert again.returncode == 0
        assert again.stdout == "0 articles added, 1 there already, 0 not added.\n"
        assert "the same file is there already" in again.stderr

    def test_a_guess_needs_a_word(self, annotator: Annotator, empty: Path, tmp_path: Path) -> None:
        (tmp_path / "old.txt").write_bytes(RUSSIAN.encode("cp1251"))
        said = sentence(annotator("import", empty, "old.txt", "--annotator", "Ada"))
        assert "windows-1251" in said
        assert "--accept-guess" in said
        assert "--charset" in said
        done = annotator("import", empty, "old.txt", "--annotator", "Ada", "--charset", "cp1251", "--json")
        assert done.returncode == 0
        (added,) = json.loads(done.stdout)["articles"]["added"]
        assert (added["charset"], added["title"]) == (
            "windows-1251",
            "Москва заявила, что договор больше не действует, а адвокаты говорят…",
        )

    def test_a_guess_can_be_accepted(self, annotator: Annotator, empty: Path, tmp_path: Path) -> None:
        (tmp_path / "old.txt").write_bytes(RUSSIAN.encode("cp1251"))
        assert annotator("import", empty, "old.txt", "--annotator", "Ada", "--accept-guess").returncode == 0

    def test_replaced_bytes_are_said(self, annotator: Annotator, empty: Path, tmp_path: Path) -> None:
        (tmp_path / "cut.txt").write_bytes((RUSSIAN + "я").encode()[:-1])
        assert "charset" in sentence(annotator("import", empty, "cut.txt", "--annotator", "Ada"))
        done = annotator("import", empty, "cut.txt", "--annotator", "Ada", "--charset", "utf-8")
        assert "1 byte could not be read" in done.stderr
        assert done.returncode == 0

    def test_some_good_some_bad(self, annotator: Annotator, empty: Path, tmp_path: Path) -> None:
        (tmp_path / "good.txt").write_text("The story.")
        (tmp_path / "bad.txt").write_text("%PDF-1.7")
        done = annotator("import", empty, "good.txt", "bad.txt", "--annotator", "Ada")
        assert done.returncode == 1
        assert done.stdout == "1 article added, 0 there already, 1 not added.\n"
        assert done.stderr.startswith("bad.txt: It is a PDF")

    @pytest.mark.parametrize(
        "arguments, part",
        [
            (["none.txt"], "no none.txt"),
            (["empty.annotator"], "not an article"),
            (["."], "no articles"),
            (["a.txt", "--charset", "klingon"], "klingon"),
            ([], "PATHS"),
        ],
    )
    def test_bad_use(
        self, annotator: Annotator, empty: Path, tmp_path: Path, arguments: list[str], part: str
    ) -> None:
        if "a.txt" in arguments:
            (tmp_path / "a.txt").write_text("The story.")
        assert part in sentence(annotator("import", empty, *arguments, "--annotator", "Ada"))


class TestImportingTables:
    def test_out_and_in_again(self, annotator: Annotator, sample: Path, empty: Path) -> None:
        assert annotator("export", sample, "-o", "all.csv").returncode == 0
        annotator("import", empty, ROOT / "sample_articles", "--annotator", "Bob")
        done = annotator("import", empty, "all.csv", "--annotator", "Bob")
        assert (done.returncode, done.stderr) == (0, "")
        assert done.stdout == "all.csv: 118 annotations imported, 0 there already, 0 clashing, 0 left out.\n"
        again = json.loads(annotator("import", empty, "all.csv", "--annotator", "Bob", "--json").stdout)
        assert again["annotations"][0] | {"notes": []} == {
            "file": "all.csv",
            "table": "annotations",
            "imported": True,
            "new": 0,
            "same": 118,
            "clashing": [],
            "refused": [],
            "links": 0,
            "unlinked": [],
            "new_annotators": [],
            "notes": [],
        }

    def test_articles_and_their_annotations_in_one_call(
        self, annotator: Annotator, sample: Path, empty: Path
    ) -> None:
        annotator("export", sample, "--layer", "claim", "-o", "claims.csv")
        done = annotator("import", empty, "claims.csv", ROOT / "sample_articles", "--annotator", "Bob")
        assert done.returncode == 0
        assert "49 annotations imported" in done.stdout

    def test_rows_that_do_not_fit_are_listed(
        self, annotator: Annotator, sample: Path, tmp_path: Path
    ) -> None:
        annotator("export", sample, "--layer", "date", "-o", "dates.csv")
        table = tmp_path / "dates.csv"
        rows = table.read_text("utf-8-sig").replace('"date"', '"event"', 1)
        table.write_text(rows.replace("01a", "01b"), "utf-8")
        with sqlite3.connect(sample) as connection:
            before = connection.execute("SELECT count(*) FROM annotations").fetchone()
        done = annotator("import", sample, "dates.csv", "--annotator", "Ada")
        assert done.returncode == 1
        assert done.stderr.startswith("dates.csv, line 2: There is no layer “event”")
        assert "nothing was imported" in done.stdout
        with sqlite3.connect(sample) as connection:
            assert connection.execute("SELECT count(*) FROM annotations").fetchone() == before
        kept = annotator("import", sample, "dates.csv", "--keep-good", "--annotator", "Ada")
        assert kept.returncode == 1
        assert "1 left out" in kept.stdout

    def test_all_tables_in_one_call(
        self, annotator: Annotator, recorded: Path, empty: Path, tmp_path: Path
    ) -> None:
        names = ("claims", "actors", "dates", "entities", "links")
        for name in names:
            assert annotator("export", recorded, "--table", name, "-o", f"{name}.csv").returncode == 0
        annotator("import", empty, ROOT / "sample_articles", "--annotator", "Bob")
        alone = annotator("import", empty, "claims.csv", "--annotator", "Bob")
        assert alone.returncode == 1
        assert "claims.csv, line 2: A link was not made. The entity that “Speaker” points to" in alone.stderr
        assert re.search(r"^claims.csv: 49 annotations imported.*[0-9] links? not made.$", alone.stdout)
        before = json.loads(annotator("info", recorded, "--json").stdout)["entities"]
        done = annotator("import", empty, *(f"{name}.csv" for name in names), "--annotator", "Bob")
        assert (done.returncode, done.stderr) == (0, "")
        assert re.search(
            rf"^entities.csv: {before} entit(y|ies) imported, 0 there", done.stdout, re.MULTILINE
        )
        assert "claims.csv: 0 annotations imported, 49 there already" in done.stdout
        assert json.loads(annotator("info", empty, "--json").stdout)["entities"] == before
        for name in ("entities", "actors"):
            assert annotator("export", empty, name, "-o", f"again-{name}.csv").returncode == 0
        again = (tmp_path / "again-entities.csv").read_bytes()
        assert again == (tmp_path / "entities.csv").read_bytes()

    def test_one_table_that_cannot_be_read_keeps_all_out(
        self, annotator: Annotator, sample: Path, empty: Path, tmp_path: Path
    ) -> None:
        annotator("export", sample, "-o", "all.csv")
        annotator("import", empty, ROOT / "sample_articles", "--annotator", "Bob")
        (tmp_path / "a.csv").write_text("a,b\n1,2\n")
        done = annotator("import", empty, "all.csv", "a.csv", "--annotator", "Bob")
        assert done.returncode == 2
        assert "Nothing of the other tables was imported either." in done.stderr
        assert json.loads(annotator("info", empty, "--json").stdout)["annotations"] == 0

    def test_a_file_that_is_no_table(self, annotator: Annotator, sample: Path, tmp_path: Path) -> None:
        (tmp_path / "a.csv").write_text("a,b\n1,2\n")
        assert "not a table of annotations" in sentence(
            annotator("import", sample, "a.csv", "--annotator", "Ada")
        )


class TestLooking:
    def test_info(self, annotator: Annotator, sample: Path) -> None:
        done = annotator("info", sample)
        assert done.returncode == 0
        assert "Annotations:   118" in done.stdout
        assert "Ada" in done.stdout
        found = json.loads(annotator("info", sample, "--json").stdout)
        assert found["by_layer"] == {"claim": 49, "actor": 37, "date": 32}
        assert found["annotators"] == ["Ada", "Lena Fuchs", "Tomás Reyes"]

    def test_articles(self, annotator: Annotator, sample: Path) -> None:
        lines = annotator("articles", sample).stdout.splitlines()
        assert len(lines) == 10
        assert lines[0].startswith("in progress  2025-09-18  C11 A12 D7")
        assert "ناجون" in "\n".join(lines)
        found = json.loads(annotator("articles", sample, "--json").stdout)
        assert (found[0]["claims"], found[0]["status"], found[0]["language"]) == (11, "in progress", "en")

    def test_a_terminal_that_cannot_show_arabic(self, sample: Path) -> None:
        done = subprocess.run(
            [sys.executable, "-m", "annotator", "articles", sample],
            env=environment({"PYTHONIOENCODING": "koi8-r:strict"}),
            capture_output=True,
            encoding="koi8-r",
            check=False,
        )
        assert (done.returncode, done.stderr) == (0, "")
        assert "?????" in done.stdout
        assert "Россия" in done.stdout

    @pytest.mark.parametrize("command", ["info", "articles", "check", "export", "import"])
    def test_what_is_no_project(self, annotator: Annotator, tmp_path: Path, command: str) -> None:
        (tmp_path / "text").write_text("not a database, but long enough to look at " * 5)
        (tmp_path / "a.txt").write_text("The story.")
        more = {"export": ["-o", "x.csv"], "import": ["a.txt", "--annotator", "Ada"]}.get(command, [])
        for path in ("none.annotator", "text", "."):
            done = annotator(command, path, *more)
            assert done.returncode in (1, 2)
            assert done.stdout + done.stderr
        assert not (tmp_path / "x.csv").exists()


class TestExporting:
    def test_a_file(self, annotator: Annotator, sample: Path, tmp_path: Path) -> None:
        done = annotator("export", sample, "claims", "-o", "claims.csv")
        assert (done.returncode, done.stdout, done.stderr) == (0, "Wrote 49 rows to claims.csv.\n", "")
        assert (tmp_path / "claims.csv").read_bytes().startswith(b"\xef\xbb\xbf")

    def test_standard_output(self, annotator: Annotator, sample: Path) -> None:
        done = annotator(
            "export", sample, "--table", "articles", "-o", "-", "--no-bom", "--delimiter", "semicolon"
        )
        rows = list(csv.DictReader(io.StringIO(done.stdout, newline=""), delimiter=";"))
        assert (len(rows), rows[0]["actors"]) == (10, "12")
        assert done.stderr == ""

    def test_an_existing_file_needs_force(self, annotator: Annotator, sample: Path, tmp_path: Path) -> None:
        (tmp_path / "a.csv").write_text("old")
        assert "is there already" in sentence(annotator("export", sample, "-o", "a.csv"))
        assert (tmp_path / "a.csv").read_text() == "old"
        assert annotator("export", sample, "-o", "a.csv", "--force").returncode == 0
        assert len((tmp_path / "a.csv").read_text()) > 1000

    def test_never_the_project(self, annotator: Annotator, sample: Path) -> None:
        before = sample.read_bytes()
        assert "project itself" in sentence(annotator("export", sample, "-o", sample, "--force"))
        assert sample.read_bytes() == before

    def test_choosing(self, annotator: Annotator, sample: Path) -> None:
        article = json.loads(annotator("articles", sample, "--json").stdout)[0]["id"]
        done = annotator(
            *("export", sample, "-o", "a.csv", "--layer", "claim", "--layer", "date"),
            *("--by", "ada", "--article", article),
        )
        assert done.stdout.startswith("Wrote 18 rows")

    @pytest.mark.parametrize(
        "arguments, part",
        [
            (["events", "-o", "a.csv"], "no table “events”"),
            (["--layer", "x", "-o", "a.csv"], "no layer “x”"),
            (["--by", "Eve", "-o", "a.csv"], "Eve"),
            (["--article", "x", "-o", "a.csv"], "no article"),
            (["articles", "--by", "Ada", "-o", "a.csv"], "--by"),
            (["entities", "--by", "Ada", "-o", "a.csv"], "--by"),
            (["entities", "--article", "x", "-o", "a.csv"], "--article"),
            (["--delimiter", "pipe", "-o", "a.csv"], "pipe"),
            ([], "-o"),
            (["-o", ""], "folder"),
            (["-o", "none/a.csv"], "no folder"),
            (["-o", "/dev/null", "--force"], "device"),
        ],
    )
    def test_bad_use(
        self, annotator: Annotator, sample: Path, tmp_path: Path, arguments: list[str], part: str
    ) -> None:
        assert part in sentence(annotator("export", sample, *arguments))
        assert not (tmp_path / "a.csv").exists()

    def test_the_reader_of_the_output_may_stop(self, sample: Path, tmp_path: Path) -> None:
        process = subprocess.Popen(
            [sys.executable, "-m", "annotator", "export", str(sample), "-o", "-"],
            env=environment(),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        said = process.stderr.read().decode()
        process.stderr.close()
        assert process.wait() == 2
        assert said == "The output was closed before all of it was written.\n"


class TestCodebook:
    def test_it_is_shown(self, annotator: Annotator, sample: Path) -> None:
        done = annotator("codebook", sample)
        assert (done.returncode, done.stderr) == (0, "")
        assert "Direct quote (direct)" in done.stdout
        assert "Speaker (speaker): entity, required" in done.stdout
        layers = json.loads(annotator("codebook", sample, "--json").stdout)["layers"]
        assert [layer["id"] for layer in layers] == ["claim", "actor", "date"]

    def test_out_and_in(self, annotator: Annotator, recorded: Path, tmp_path: Path) -> None:
        done = annotator("codebook", recorded, "--export", "book.toml")
        assert (done.returncode, done.stdout) == (0, "Wrote the codebook to book.toml.\n")
        assert "is there already" in sentence(annotator("codebook", recorded, "--export", "book.toml"))
        assert annotator("codebook", recorded, "--export", "book.toml", "--force").returncode == 0
        same = annotator("codebook", recorded, "--import", "book.toml", "--annotator", "Ada")
        assert (same.returncode, same.stderr) == (0, "")

    def test_what_it_would_touch_is_said_and_kept(
        self, annotator: Annotator, recorded: Path, tmp_path: Path
    ) -> None:
        annotator("codebook", recorded, "--export", "book.toml")
        book = (tmp_path / "book.toml").read_text("utf-8")
        (tmp_path / "less.toml").write_text(book.replace('id = "direct"', 'id = "quoted"'), "utf-8")
        tried = annotator("codebook", recorded, "--import", "less.toml", "--dry-run")
        assert tried.returncode == 1
        assert re.match("claim ▸ mode ▸ direct: [0-9]+ annotations? ha.+ it, so it is kept", tried.stdout)
        assert "(quoted)" not in annotator("codebook", recorded).stdout
        done = annotator("codebook", recorded, "--import", "less.toml", "--annotator", "Ada", "--json")
        assert done.returncode == 1
        (kept,) = json.loads(done.stdout)["kept"]
        assert kept["choice"] == "direct"
        assert kept["number"] >= 1
        shown = annotator("codebook", recorded).stdout
        assert "(quoted)" in shown
        assert "Direct quote (direct), retired" in shown

    @pytest.mark.parametrize(
        "arguments, part",
        [
            (["--import", "none.toml"], "no none.toml"),
            (["--import", "bad.toml"], "not a codebook"),
            (["--import", "bad.toml", "--export", "x.toml"], "two things"),
            (["--dry-run"], "--import"),
        ],
    )
    def test_bad_use(
        self, annotator: Annotator, sample: Path, tmp_path: Path, arguments: list[str], part: str
    ) -> None:
        (tmp_path / "bad.toml").write_text("format = 2\n")
        assert part in sentence(annotator("codebook", sample, *arguments, "--annotator", "Ada"))


class TestChecking:
    def test_a_sound_project(self, annotator: Annotator, sample: Path) -> None:
        done = annotator("check", sample)
        assert (done.returncode, done.stderr) == (0, "")
        assert "118 annotations" in done.stdout
        assert "nothing is wrong" in done.stdout

    def test_what_is_found_is_listed(self, annotator: Annotator, sample: Path) -> None:
        with sqlite3.connect(sample) as connection:
            connection.execute("UPDATE annotations SET quote = 'something else' WHERE number = 3")
        connection.close()
        done = annotator("check", sample)
        assert done.returncode == 1
        assert "annotation" in done.stdout
        found = json.loads(annotator("check", sample, "--json").stdout)
        assert not found["sound"]
        assert found["findings"]


class TestBadUse:
    @pytest.mark.parametrize(
        "arguments, part",
        [
            (["exprot"], "no command and no file “exprot”"),
            (["--nope"], "--nope"),
            (["info"], "PROJECT"),
            (["info", "a", "b"], "b"),
            (["open", "none.annotator"], "no file “none.annotator”"),
            (["open", "--nope"], "--nope"),
        ],
    )
    def test_it_is_said_in_a_sentence(self, annotator: Annotator, arguments: list[str], part: str) -> None:
        assert part in sentence(annotator(*arguments))

    def test_two_projects(self, annotator: Annotator, sample: Path, empty: Path) -> None:
        assert "one project" in sentence(annotator(sample, empty))


def test_a_damaged_text_keeps_nobody_from_exporting_the_rest(annotator: Annotator, sample: Path) -> None:
    whole = annotator("export", sample, "-o", "-").stdout
    frozen = schema.TRIGGERS["texts_are_frozen"]
    flip = "UPDATE texts SET text = replace(text, 'STRASBOURG', 'STRAZBOURG')"
    tamper(sample, f"DROP TRIGGER texts_are_frozen; {flip}; {frozen}")
    for table in ("annotations", "claims", "articles"):
        result = annotator("export", sample, table, "-o", f"{table}.csv")
        assert result.returncode == 1
        assert "“Russian deputies vote to quit Europe’s anti-torture treaty” is damaged" in result.stderr
    with (sample.parent / "annotations.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    before = list(csv.DictReader(io.StringIO(whole.removeprefix("\ufeff"))))
    assert [row["quote"] for row in rows] == [row["quote"] for row in before]
    damaged = [row for row in rows if row["title"].startswith("Russian deputies")]
    assert len(damaged) == 30
    assert {row["context_before"] + row["paragraph"] for row in damaged} == {""}
    assert all(row["paragraph"] for row in rows if row not in damaged)
    with (sample.parent / "articles.csv").open(encoding="utf-8-sig", newline="") as file:
        assert [row["paragraphs"] == "" for row in csv.DictReader(file)] == [True] + [False] * 9
