"""Tables out: which rows, which columns, and byte for byte what they look like."""

import csv
import io
import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from annotator.core.errors import Cancelled, InvalidValue, OutputRefused
from annotator.core.model import Annotation
from annotator.core.text import Paragraphs
from annotator.formats.columns import ANNOTATION_NAMES
from annotator.formats.defusing import undefuse
from annotator.services import exporting
from annotator.services.exporting import ExportOptions, export_table, preview, write_table
from annotator.services.progress import Progress
from annotator.services.projects import Project
from tests.csv.conftest import EASY, HARD, Add
from tests.csv.golden_project import fill, review

GOLDEN = Path(__file__).parent / "golden"
_OF_THE_REVIEW = ("decisions", "comments", "differences")


@pytest.fixture(autouse=True)
def long_cells() -> Iterator[None]:
    """Let these tests read a note of any length back, whatever was imported before them."""
    before = csv.field_size_limit(10_000_000)
    yield
    csv.field_size_limit(before)


def table(project: Project, options: ExportOptions) -> list[dict[str, str]]:
    stream = io.BytesIO()
    write_table(project, options, stream)
    text = io.TextIOWrapper(io.BytesIO(stream.getvalue()), encoding="utf-8-sig", newline="")
    return list(csv.DictReader(text, delimiter=options.delimiter))


def test_one_row_an_annotation_in_reading_order(project: Project, hard_annotations: list[Annotation]) -> None:
    rows = table(project, ExportOptions())
    expected = sorted(hard_annotations[:5], key=lambda one: (one.start, -one.end))
    expected += sorted(hard_annotations[5:], key=lambda one: (one.start, -one.end))
    assert [row["annotation_id"] for row in rows] == [one.id for one in expected]
    assert tuple(rows[0]) == ANNOTATION_NAMES


def test_every_cell_of_a_row(project: Project, add: Add) -> None:
    start = EASY.index("Moscow")
    annotation = add(1, "actor", (start, start + 6), note="A government.", tags=("metonymy", "a;b"))
    (row,) = table(project, ExportOptions())
    article = project.articles()[1]
    assert row == {
        "annotation_id": annotation.id,
        "layer": "actor",
        "article_id": article.id,
        "title": "Vote; denied",
        "outlet": "",
        "url": "",
        "published": "2025",
        "language": "",
        "paragraph": "1",
        "start": str(start),
        "end": str(start + 6),
        "fragments": f"{start}-{start + 6}",
        "quote": "Moscow",
        "context_before": "The council voted on Monday. ",
        "context_after": " denied it.\n\nNobody was hurt, the mayor said.\n",
        "note": "A government.",
        "tags": "metonymy; a\\;b",
        "annotator": "Ada",
        "annotator_id": project.annotator.id,
        "origin": "hand",
        "origin_detail": "",
        "created": "2025-09-18T10:11:12.345Z",
        "updated": "2025-09-19T00:00:00.000Z",
        "text_sha256": article.text_sha256,
        "values": "",
        "unconfirmed": "",
        **{"review": "", "reviewer": "", "reason": "", "gold": ""},
    }


def test_context_is_eighty_code_points_and_paragraphs_count_from_one(project: Project, add: Add) -> None:
    start = HARD.index("Ärger")
    add(0, "claim", (start, start + 5))
    (row,) = table(project, ExportOptions())
    assert undefuse(row["context_before"]) == HARD[start - 80 : start]
    assert undefuse(row["context_after"]) == HARD[start + 5 : start + 85]
    assert row["paragraph"] == str(Paragraphs(HARD).number(start)) == "3"


def test_an_articles_row(project: Project, hard_annotations: list[Annotation]) -> None:
    first, second = table(project, ExportOptions("articles"))
    assert (first["title"], first["outlet"], first["byline"], first["source_name"]) == (
        '\'=HYPERLINK("x")',
        "'@wire",
        "'-A. Writer",
        "'+hard.txt",
    )
    assert (first["claims"], first["actors"], first["dates"]) == ("2", "2", "1")
    assert (second["claims"], second["actors"], second["dates"]) == ("1", "0", "1")
    assert (second["characters"], second["paragraphs"]) == (str(len(EASY)), "2")
    assert second["added_by"] == "Ada"


def test_tables_of_layers(project: Project, hard_annotations: list[Annotation]) -> None:
    assert exporting.table_names(project) == (
        *("annotations", "claims", "actors", "dates", "entities", "links", "articles"),
        *("decisions", "comments", "differences", "agreement"),
    )
    for layer in ("claim", "actor", "date"):
        rows = table(project, ExportOptions(f"{layer}s"))
        assert len(rows) == sum(one.layer == layer for one in hard_annotations)
        ids = {row[f"{layer}_id"] for row in rows}
        assert ids == {one.id for one in hard_annotations if one.layer == layer}


def test_choosing_rows(project: Project, hard_annotations: list[Annotation]) -> None:
    second = project.articles()[1].id
    assert len(table(project, ExportOptions(article_ids=frozenset({second})))) == 2
    assert len(table(project, ExportOptions("articles", article_ids=frozenset({second})))) == 1
    assert len(table(project, ExportOptions(layers=frozenset({"claim", "date"})))) == 5
    assert table(project, ExportOptions(annotator_ids=frozenset({"nobody"}))) == []
    assert len(table(project, ExportOptions(annotator_ids=exporting.people(project, ["ada"])))) == 7


def test_what_is_not_there_is_refused(project: Project) -> None:
    for options in (
        ExportOptions("events"),
        ExportOptions(layers=frozenset({"event"})),
        ExportOptions("claims", layers=frozenset({"date"})),
        ExportOptions(delimiter="|"),
    ):
        with pytest.raises(InvalidValue):
            write_table(project, options, io.BytesIO())
    with pytest.raises(InvalidValue, match="Nobody called “Eve”"):
        exporting.people(project, ["Eve"])


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("bom", [True, False])
def test_the_bytes(
    project: Project, hard_annotations: list[Annotation], delimiter: str, bom: bool, tmp_path: Path
) -> None:
    target = tmp_path / "out.csv"
    assert export_table(project, ExportOptions(delimiter=delimiter, bom=bom), target).rows == 7
    data = target.read_bytes()
    assert data.startswith(b"\xef\xbb\xbf") == bom
    text = data.decode("utf-8-sig")
    assert text.endswith("\r\n")
    rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True))
    assert {len(row) for row in rows} == {len(ANNOTATION_NAMES)}
    signs = tuple("=+-@＝＋－＠\t\r\n")
    assert not any(cell.startswith(signs) for row in rows for cell in row)


def test_a_golden_file(make_project: Callable[..., Project], tmp_path: Path) -> None:
    project = make_project("golden.annotator")
    fill(project)
    names = exporting.table_names(project)
    for name in [*(one for one in names if one not in _OF_THE_REVIEW), "", *_OF_THE_REVIEW]:
        if not name:
            review(project)
            continue
        target = tmp_path / f"{name}.csv"
        export_table(project, ExportOptions(name), target)
        golden = GOLDEN / target.name
        if os.environ.get("MAKE_GOLDEN"):
            golden.write_bytes(target.read_bytes())
        assert target.read_bytes() == golden.read_bytes()


def test_the_preview_is_what_the_file_has(project: Project, hard_annotations: list[Annotation]) -> None:
    shown = preview(project, ExportOptions(delimiter=";"), rows=3)
    written = [tuple(row.values()) for row in table(project, ExportOptions(delimiter=";"))]
    assert shown.rows == written[:3]
    assert shown.columns == ANNOTATION_NAMES
    assert shown.total == 7
    assert preview(project, ExportOptions("articles")).total == 2


def test_an_empty_table_has_its_header(project: Project, tmp_path: Path) -> None:
    target = tmp_path / "out.csv"
    assert export_table(project, ExportOptions(bom=False), target).rows == 0
    assert target.read_text("utf-8") == ",".join(ANNOTATION_NAMES) + "\n"


class Stopping(Progress):
    """Stops the work at a step."""

    def __init__(self, at: int) -> None:
        self.left = at

    def step(self, done: int, total: int, what: str) -> None:
        self.left -= 1
        if self.left < 0:
            raise Cancelled("Stopped.")


@pytest.mark.parametrize("at", [0, 1])
def test_stopping_leaves_the_old_file(
    project: Project, hard_annotations: list[Annotation], tmp_path: Path, at: int
) -> None:
    target = tmp_path / "out.csv"
    target.write_bytes(b"old")
    with pytest.raises(Cancelled):
        export_table(project, ExportOptions(), target, force=True, progress=Stopping(at))
    assert target.read_bytes() == b"old"
    assert not list(tmp_path.glob("*.part"))


def test_the_project_is_never_written_over(project: Project) -> None:
    before = len(project.articles())
    with pytest.raises(OutputRefused, match="project itself"):
        export_table(project, ExportOptions(), project.path, force=True)
    assert len(project.articles()) == before


def test_an_article_that_comes_while_it_is_written_is_no_trouble(
    project: Project, hard_annotations: list[Annotation], tmp_path: Path
) -> None:
    """Another window may add to the project meanwhile; the rows are those of some moment of each article."""

    class Adding(Progress):
        done = False

        def step(self, done: int, total: int, what: str) -> None:
            if self.done:
                return
            self.done = True
            with other.act("remove mark") as change:
                change.remove("annotation", hard_annotations[-1].id)

    with project.again() as other:
        rows = export_table(project, ExportOptions(), tmp_path / "out.csv", progress=Adding()).rows
    assert rows == 6
