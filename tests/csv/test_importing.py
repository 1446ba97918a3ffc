"""Tables in: nothing is lost, nothing is moved, and what does not fit is listed by its line."""

import csv
import io
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from annotator.core.errors import Cancelled, ProjectReadOnly, UnreadableInput
from annotator.core.model import Annotation, Status
from annotator.formats.columns import ANNOTATION_NAMES
from annotator.services import history, projects
from annotator.services.exporting import ExportOptions, export_table
from annotator.services.importing import ImportReport, import_csv
from annotator.services.progress import Progress
from annotator.services.projects import Project
from tests.csv.conftest import EASY, HARD, Add, put_article

Rows = list[dict[str, str]]


@pytest.fixture
def other(make_project: Callable[..., Project]) -> Project:
    """Another project with the same articles, by somebody else."""
    project = make_project("other.annotator", "Bob")
    put_article(project, EASY, "The other way round")
    put_article(project, HARD, "Another title")
    return project


@pytest.fixture
def exported(project: Project, hard_annotations: list[Annotation], tmp_path: Path) -> Path:
    target = tmp_path / "exported.csv"
    export_table(project, ExportOptions(), target)
    return target


def read(path: Path) -> Rows:
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


def write(path: Path, rows: Rows, *, delimiter: str = ",", encoding: str = "utf-8-sig") -> Path:
    stream = io.StringIO(newline="")
    writer = csv.DictWriter(stream, list(rows[0]), delimiter=delimiter)
    writer.writeheader()
    writer.writerows(rows)
    path.write_bytes(stream.getvalue().encode(encoding))
    return path


def everything(project: Project) -> dict[str, Annotation]:
    """All annotations by id, with their article told by its text."""
    found = [one for article in project.articles() for one in project.annotations(article.id)]
    text_of = {article.id: article.text_sha256 for article in project.articles()}
    return {one.id: replace(one, article_id=text_of[one.article_id], revision=1) for one in found}


def test_what_was_exported_comes_back_whole(project: Project, other: Project, exported: Path) -> None:
    report = import_csv(other, exported)
    assert (report.new, report.same, report.clashing, report.refused) == (7, 0, [], [])
    assert report.people == ["Ada"]
    assert everything(other) == everything(project)
    assert {one.name for one in other.annotators()} == {"Ada", "Bob"}


def test_and_out_again_it_is_the_same_file(
    project: Project, other: Project, exported: Path, tmp_path: Path
) -> None:
    import_csv(other, exported)
    again = tmp_path / "again.csv"
    export_table(other, ExportOptions(), again)
    about_article = {"article_id", "title", "outlet", "url", "published", "language"}
    keep = [name for name in ANNOTATION_NAMES if name not in about_article]
    first, second = (
        {row["annotation_id"]: [row[name] for name in keep] for row in read(p)} for p in (exported, again)
    )
    assert first == second


def test_twice_is_the_same_as_once(project: Project, other: Project, exported: Path) -> None:
    import_csv(other, exported)
    before = everything(other)
    report = import_csv(other, exported)
    assert (report.new, report.same, report.clashing, report.refused) == (0, 7, [], [])
    assert everything(other) == before
    assert import_csv(project, exported).same == 7


def test_it_is_one_act_that_can_be_undone(other: Project, exported: Path) -> None:
    import_csv(other, exported)
    act = history.undoable(other)
    assert act is not None
    assert (act.verb, act.subject) == ("import annotations", "exported.csv")
    before = everything(other)
    history.undo(other)
    assert everything(other) == {}
    history.redo(other)
    assert everything(other) == before


def test_articles_with_imported_annotations_are_in_progress(other: Project, exported: Path) -> None:
    import_csv(other, exported)
    assert {article.status for article in other.articles()} == {Status.IN_PROGRESS}


def test_a_file_re_saved_by_a_spreadsheet(other: Project, exported: Path, tmp_path: Path) -> None:
    rows = [dict(reversed(row.items())) | {"my remarks": "=seen"} for row in read(exported)]
    for row in rows:
        row["published"] = "18.09.2025"
        row["quote"] = row["quote"].replace("\n", "\r\n")
    report = import_csv(other, write(tmp_path / "resaved.csv", rows, delimiter=";", encoding="utf-8"))
    assert (report.new, report.refused) == (7, [])
    assert "my remarks" in report.notes[0]


def test_fragments_that_became_a_date_are_rebuilt_if_the_quote_fits(
    other: Project, exported: Path, tmp_path: Path
) -> None:
    rows = [row for row in read(exported) if ";" not in row["fragments"]]
    for row in rows:
        row["fragments"] = "12-Mar"
    report = import_csv(other, write(tmp_path / "dates.csv", rows))
    assert (report.new, report.refused) == (6, [])
    assert "6 rows" in report.notes[0]
    rows[0] |= {"annotation_id": "new-one", "start": "1"}
    assert len(import_csv(other, write(tmp_path / "dates.csv", rows)).refused) == 1


Change = dict[str, str]


@pytest.mark.parametrize(
    "change, reason",
    [
        ({"text_sha256": "0" * 64}, "none has this text_sha256"),
        ({"text_sha256": "abc"}, "not a SHA-256"),
        ({"layer": "event"}, "no layer “event”"),
        ({"quote": "Other words"}, "quote is not what the text says"),
        ({"fragments": "900-999", "start": "900", "end": "999"}, "does not lie in a text"),
        ({"fragments": "5-2", "start": "5", "end": "2"}, "does not lie in a text"),
        ({"fragments": "0-3; 3-9", "start": "0", "end": "9"}, "touches or overlaps"),
        ({"fragments": "from 3 to 9"}, "not a list of fragments"),
        ({"fragments": ""}, "not a list of fragments"),
        ({"start": "77"}, "not those of its fragments"),
        ({"created": "yesterday"}, "“created” is “yesterday”"),
        ({"updated": "2025-02-30T10:11:12.345Z"}, "“updated”"),
        ({"annotation_id": ""}, "not the id of an annotation"),
        ({"annotation_id": "'=cmd"}, "not the id of an annotation"),
        ({"annotator_id": "a b"}, "not the id of an annotator"),
        ({"annotator": "", "annotator_id": ""}, "whose annotation"),
        ({"origin": "magic"}, "origin “magic”"),
    ],
)
def test_a_row_that_does_not_fit_is_listed_and_nothing_is_imported(
    other: Project, exported: Path, tmp_path: Path, change: Change, reason: str
) -> None:
    rows = read(exported)
    rows[1] |= change
    changed = write(tmp_path / "changed.csv", rows)
    line = 2 + (",".join(rows[0].values())).count("\n") + 1
    report = import_csv(other, changed)
    assert not report.imported
    assert report.new == 0
    assert [number for number, _ in report.refused] == [line]
    assert reason in report.refused[0][1]
    assert everything(other) == {}
    assert history.undoable(other) is None or history.undoable(other).verb == "add articles"  # type: ignore[union-attr]

    report = import_csv(other, changed, keep_good=True)
    assert report.imported
    assert (report.new, len(report.refused)) == (6, 1)
    assert len(everything(other)) == 6


def test_the_same_id_twice_in_a_file(other: Project, exported: Path, tmp_path: Path) -> None:
    rows = read(exported)
    rows[3]["annotation_id"] = rows[0]["annotation_id"]
    report = import_csv(other, write(tmp_path / "twice.csv", rows))
    assert "that of line 2 too" in report.refused[0][1]
    report = import_csv(other, tmp_path / "twice.csv", keep_good=True)
    assert everything(other)[rows[0]["annotation_id"]].quote == rows[0]["quote"].removeprefix("'")


def test_a_missing_column_is_named(other: Project, exported: Path, tmp_path: Path) -> None:
    rows = read(exported)
    for row in rows:
        del row["fragments"], row["quote"]
    with pytest.raises(UnreadableInput, match="no fragments, quote"):
        import_csv(other, write(tmp_path / "short.csv", rows))
    rows = read(exported)
    for row in rows:
        del row["note"], row["tags"]
    report = import_csv(other, write(tmp_path / "short.csv", rows))
    assert "no column note, tags" in report.notes[0]
    assert {one.note for one in everything(other).values()} == {""}


def test_the_articles_table_is_recognised(project: Project, tmp_path: Path) -> None:
    export_table(project, ExportOptions("articles"), tmp_path / "articles.csv")
    with pytest.raises(UnreadableInput, match="table of articles"):
        import_csv(project, tmp_path / "articles.csv")


@pytest.mark.parametrize(
    "change",
    [{"note": "another"}, {"tags": "x"}, {"layer": "actor"}, {"created": "2020-01-01T00:00:00.000Z"}],
)
def test_the_same_id_with_other_content_clashes_and_ours_stays(
    project: Project, exported: Path, tmp_path: Path, change: Change
) -> None:
    before = everything(project)
    rows = read(exported)
    row = next(row for row in rows if row["layer"] != change.get("layer"))
    row |= change
    report = import_csv(project, write(tmp_path / "clash.csv", rows))
    assert (report.new, report.same, len(report.clashing), report.refused) == (0, 6, 1, [])
    assert "kept as it is" in report.clashing[0][1]
    assert everything(project) == before


def test_when_it_was_changed_is_no_clash(project: Project, exported: Path, tmp_path: Path) -> None:
    rows = [row | {"updated": "2026-01-01T00:00:00.000Z"} for row in read(exported)]
    assert import_csv(project, write(tmp_path / "later.csv", rows)).same == 7


def test_people_are_known_by_id_then_by_name_and_else_made(
    other: Project, exported: Path, tmp_path: Path
) -> None:
    rows = read(exported)
    bob = other.annotator
    rows[0] |= {"annotator": "Robert", "annotator_id": bob.id}
    rows[1] |= {"annotator": "Bob", "annotator_id": "0199a000-0000-7000-8000-00000000beef"}
    rows[2] |= {"annotator": "bob", "annotator_id": ""}
    rows[3] |= {"annotator": "Eve", "annotator_id": ""}
    rows[4] |= {"annotator": "Eve", "annotator_id": ""}
    report = import_csv(other, write(tmp_path / "people.csv", rows))
    assert sorted(report.people) == ["Ada", "Eve"]
    found = everything(other)
    names = {one.id: one.name for one in other.annotators()}
    by = [names[found[row["annotation_id"]].annotator_id] for row in rows]
    assert by == ["Bob", "Bob", "Bob", "Eve", "Eve", "Ada", "Ada"]
    assert found[rows[5]["annotation_id"]].annotator_id == rows[5]["annotator_id"]


def test_nobody_is_made_for_rows_that_are_left_out(other: Project, exported: Path, tmp_path: Path) -> None:
    rows = read(exported)
    rows[0] |= {"annotator": "Ghost", "annotator_id": "", "quote": "not there"}
    report = import_csv(other, write(tmp_path / "ghost.csv", rows), keep_good=True)
    assert report.people == ["Ada"]
    assert {one.name for one in other.annotators()} == {"Ada", "Bob"}


def test_what_was_removed_here_comes_back(project: Project, exported: Path) -> None:
    before = everything(project)
    with project.act("remove mark") as change:
        for id_ in before:
            change.remove("annotation", id_)
    assert import_csv(project, exported).new == 7
    assert everything(project) == before


def test_lines_are_listed_in_a_file_that_stops_being_csv(
    other: Project, exported: Path, tmp_path: Path
) -> None:
    broken = tmp_path / "broken.csv"
    broken.write_bytes(exported.read_bytes() + b'"never closed,1,2\r\n')
    line = exported.read_bytes().count(b"\n") + 1
    lone = exported.read_text("utf-8").count("\u2028")
    assert lone
    with pytest.raises(UnreadableInput, match=f"line {line}|line {line + 1}"):
        import_csv(other, broken, keep_good=True)
    assert everything(other) == {}


class Stopping(Progress):
    """Stops the work at one of its parts."""

    def __init__(self, at: str, error: BaseException) -> None:
        self.at = at
        self.error = error

    def step(self, done: int, total: int, what: str) -> None:
        if what == self.at:
            raise self.error


@pytest.mark.parametrize("error", [Cancelled("Stopped."), KeyboardInterrupt()])
@pytest.mark.parametrize("at", ["checking", "importing"])
def test_stopping_leaves_nothing(other: Project, exported: Path, at: str, error: BaseException) -> None:
    with pytest.raises(type(error)):
        import_csv(other, exported, progress=Stopping(at, error))
    assert everything(other) == {}
    assert import_csv(other, exported).new == 7


def test_a_file_that_is_changed_meanwhile_is_refused(other: Project, exported: Path) -> None:
    class Changing(Progress):
        def step(self, done: int, total: int, what: str) -> None:
            if what == "importing":
                exported.write_bytes(exported.read_bytes().replace(b"Ada", b"Adb"))

    with pytest.raises(UnreadableInput, match="was changed while"):
        import_csv(other, exported, progress=Changing())
    assert everything(other) == {}


def test_a_project_that_is_only_read(other: Project, exported: Path) -> None:
    other.close()
    with (
        projects.open_project(other.path, "Bob", read_only=True) as reading,
        pytest.raises(ProjectReadOnly),
    ):
        import_csv(reading, exported)


def test_an_empty_table(other: Project, tmp_path: Path, exported: Path) -> None:
    exported.write_text(",".join(ANNOTATION_NAMES) + "\r\n", "utf-8")
    assert import_csv(other, exported) == ImportReport()


def test_tab_and_semicolon_files_of_our_own(
    project: Project, other: Project, hard_annotations: object, tmp_path: Path
) -> None:
    export_table(project, ExportOptions(delimiter="\t", bom=False), tmp_path / "a.tsv")
    assert import_csv(other, tmp_path / "a.tsv").new == 7
    export_table(project, ExportOptions(delimiter=";"), tmp_path / "b.csv")
    assert import_csv(other, tmp_path / "b.csv").same == 7
    assert everything(other) == everything(project)


def test_a_broken_code_point_is_never_marked_for_another(project: Project, add: Add, tmp_path: Path) -> None:
    """A row whose offsets count UTF-16 units, as other tools do, does not fit after an emoji."""
    at = HARD.index("she")
    annotation = add(0, "claim", (at, at + 3))
    export_table(project, ExportOptions(), tmp_path / "a.csv")
    rows = read(tmp_path / "a.csv")
    rows[0] |= {
        "annotation_id": "shifted",
        "fragments": f"{at + 1}-{at + 4}",
        "start": str(at + 1),
        "end": str(at + 4),
    }
    report = import_csv(project, write(tmp_path / "b.csv", rows))
    assert "quote" in report.refused[0][1]
    assert set(everything(project)) == {annotation.id}
