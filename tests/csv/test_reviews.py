"""The tables of the review, and whose annotations the others have."""

import csv
import io
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from annotator.core.errors import InvalidValue
from annotator.core.lists import split_list
from annotator.core.model import Annotation, Annotator, Article, Status
from annotator.core.spans import Span
from annotator.formats.review_columns import COMMENT_COLUMNS, DECISION_COLUMNS, DIFFERENCE_COLUMNS
from annotator.services import articles, commenting, exporting, fields, marking, reviewing
from annotator.services.exporting import EVERYONE, GOLD, MINE, ExportOptions, write_table
from annotator.services.projects import Project
from annotator.services.reviewing import Case
from annotator.storage import schema
from tests.csv.conftest import EASY, put_article
from tests.storage.helpers import person, tamper

ROOT = Path(__file__).resolve().parents[2]
ANN, BEN, LEA = person("Ann"), person("Ben"), person("Lea")
Mark = Callable[..., Annotation]


def table(project: Project, name: str, **options: object) -> list[dict[str, str]]:
    stream = io.BytesIO()
    write_table(project, ExportOptions(name, **options), stream)  # type: ignore[arg-type]  # as they are given
    return list(csv.DictReader(io.StringIO(stream.getvalue().decode("utf-8-sig"), newline="")))


def by_person(row: dict[str, str], column: str) -> dict[str, str]:
    """Return who marked it, with what a list in the same order says."""
    return dict(zip(split_list(row["marked_by"]), split_list(row[column]), strict=True))


@pytest.fixture
def mark(project: Project) -> Mark:
    """Mark a span of the second article as somebody."""
    article = project.articles()[1]

    def make(who: Annotator, start: int, end: int, layer: str = "claim", **values: str) -> Annotation:
        project.switch_annotator(who)
        made = marking.plan(article, EASY, layer, [Span(start, end)], project.annotator)
        marking.add(project, made)
        for name, value in values.items():
            fields.set_value(project, [made.id], name, value)
        found = project.annotation(made.id)
        assert found is not None
        return found

    return make


def case_of(project: Project, annotation: Annotation) -> Case:
    return next(case for case in reviewing.cases(project) if annotation.id in case.ids)


def id_of(row: dict[str, str]) -> str:
    """Return the id of an annotation: the first column of every table of annotations."""
    return next(iter(row.values()))


def ids(rows: list[dict[str, str]]) -> list[str]:
    return [id_of(row) for row in rows]


class TestWhose:
    def test_gold_mine_and_everyone_s(self, project: Project, mark: Mark) -> None:
        first, second, third = mark(ANN, 0, 10), mark(BEN, 0, 12), mark(BEN, 28, 34)
        project.switch_annotator(ANN)
        reviewing.accept(project, case_of(project, first), [second.id], "longer")
        assert ids(table(project, "claims")) == [second.id, first.id, third.id]
        assert ids(table(project, "claims", whose=EVERYONE)) == [second.id, first.id, third.id]
        assert ids(table(project, "claims", whose=MINE)) == [first.id]
        assert ids(table(project, "claims", whose=GOLD)) == [second.id]
        for name in ("annotations", "actors"):
            assert ids(table(project, name, whose=GOLD)) == ([second.id] if name == "annotations" else [])

    def test_what_the_columns_say(self, project: Project, mark: Mark) -> None:
        first, second, third = mark(ANN, 0, 10), mark(BEN, 0, 12), mark(BEN, 28, 34)
        project.switch_annotator(LEA)
        reviewing.accept(project, case_of(project, first), [second.id], "=longer")
        names = ("review", "reviewer", "reason", "gold")
        found = {id_of(row): tuple(row[name] for name in names) for row in table(project, "claims")}
        assert found == {
            first.id: ("change", "Lea", "'=longer", "no"),
            second.id: ("accept", "Lea", "'=longer", "yes"),
            third.id: ("", "", "", ""),
        }
        both = table(project, "annotations")
        assert {id_of(row): tuple(row[name] for name in names) for row in both} == found

    def test_a_changed_copy_is_gold_and_nobodys_own(self, project: Project, mark: Mark) -> None:
        first, _ = mark(ANN, 0, 10, mode="direct"), mark(BEN, 0, 12)
        project.switch_annotator(ANN)
        _, copy = reviewing.change(project, case_of(project, first), first.id, "both wrong")
        fields.set_value(project, [copy.id], "mode", "indirect")
        for whose in (EVERYONE, MINE):
            assert copy.id not in ids(table(project, "claims", whose=whose))
            assert copy.id not in ids(table(project, "annotations", whose=whose))
        (row,) = table(project, "claims", whose=GOLD)
        assert (id_of(row), row["mode"], row["gold"], row["review"]) == (
            copy.id,
            "indirect",
            "yes",
            "change",
        )
        assert row["reason"] == "both wrong"

    def test_a_decision_out_of_date_makes_no_gold(self, project: Project, mark: Mark) -> None:
        first, second = mark(ANN, 0, 10), mark(BEN, 0, 12)
        project.switch_annotator(LEA)
        reviewing.accept(project, case_of(project, first), [first.id])
        project.switch_annotator(ANN)
        fields.set_value(project, [first.id], "mode", "direct")
        assert table(project, "claims", whose=GOLD) == []
        found = {id_of(row): (row["review"], row["gold"]) for row in table(project, "claims")}
        assert found == {first.id: ("changed since", "no"), second.id: ("change", "no")}

    def test_nobody_is_named(self, project: Project) -> None:
        project.switch_annotator(Annotator("", "", "", ""))
        with pytest.raises(InvalidValue, match="--annotator"):
            table(project, "claims", whose=MINE)


class TestDecisions:
    def test_a_row(self, project: Project, mark: Mark) -> None:
        first, second = mark(ANN, 0, 10), mark(BEN, 0, 12)
        project.switch_annotator(LEA)
        reviewing.accept(project, case_of(project, first), [second.id], "longer")
        rows = table(project, "decisions")
        assert tuple(rows[0]) == tuple(column.name for column in DECISION_COLUMNS)
        decision = next(one for one in project.decisions() if one.annotation_id == first.id)
        assert rows[1] == {
            "decision_id": decision.id,
            "article": "Vote; denied",
            "layer": "claim",
            "start": "0",
            "end": "10",
            "quote": EASY[:10],
            "annotator": "Ann",
            "verdict": "change",
            "reason": "longer",
            "reviewer": "Lea",
            "stands": "yes",
            "current": "yes",
            "gold_quote": EASY[:12],
            "gold_id": second.id,
            "annotation_id": first.id,
            "article_id": first.article_id,
            "reviewer_id": decision.annotator_id,
            "created": decision.created_at,
            "updated": decision.updated_at,
        }

    def test_the_newest_stands_and_what_was_removed_stays(self, project: Project, mark: Mark) -> None:
        first, second = mark(ANN, 0, 10), mark(BEN, 20, 30)
        articles.set_status(project, first.article_id, Status.DONE)
        project.switch_annotator(LEA)
        reviewing.reject(project, case_of(project, first), "no claim")
        project.switch_annotator(BEN)
        reviewing.accept(project, case_of(project, first), [first.id])
        reviewing.accept(project, case_of(project, second), [second.id])
        rows = table(project, "decisions")
        assert [(row["reviewer"], row["stands"]) for row in rows if row["annotation_id"] == first.id] in (
            [("Lea", "no"), ("Ben", "yes")],
            [("Ben", "yes"), ("Lea", "no")],
        )
        marking.remove(project, [second.id])
        last = table(project, "decisions")[-1]
        assert [last[name] for name in ("annotation_id", "quote", "start", "current", "annotator")] == [
            *(second.id, "", "", "no", ""),
        ]

    def test_only_some_articles(self, project: Project, mark: Mark) -> None:
        first, _ = mark(ANN, 0, 10), mark(BEN, 0, 12)
        reviewing.accept(project, case_of(project, first), [first.id])
        hard, easy = (one.id for one in project.articles())
        assert len(table(project, "decisions", article_ids=frozenset({easy}))) == 2
        assert table(project, "decisions", article_ids=frozenset({hard})) == []


class TestComments:
    def test_rows_by_place_and_then_by_time(self, project: Project, mark: Mark) -> None:
        late, early, gone = mark(ANN, 28, 34), mark(BEN, 0, 12), mark(BEN, 3, 5)
        article_id = early.article_id
        for about, text in ((gone.id, "d"), (late.id, "c"), (early.id, "=b"), ("", "a"), (late.id, "c2")):
            commenting.comment(project, article_id, about, text)
        thread = commenting.thread_on(project, article_id, late.id)
        assert thread is not None
        commenting.resolve(project, thread)
        marking.remove(project, [gone.id])
        rows = table(project, "comments")
        assert tuple(rows[0]) == tuple(column.name for column in COMMENT_COLUMNS)
        names = ("layer", "start", "quote", "text", "state", "thread", "annotator")
        assert [tuple(row[name] for name in names) for row in rows] == [
            ("", "", "", "a", "open", "open", "Ben"),
            ("claim", "0", EASY[:12], "'=b", "open", "open", "Ben"),
            ("claim", "28", EASY[28:34], "c", "open", "resolved", "Ben"),
            ("claim", "28", EASY[28:34], "c2", "open", "resolved", "Ben"),
            ("claim", "28", EASY[28:34], "", "resolved", "resolved", "Ben"),
            ("", "", EASY[3:5], "d", "open", "open", "Ben"),
        ]


class TestDifferences:
    def test_rows_of_every_difference(self, project: Project, mark: Mark) -> None:
        mark(ANN, 0, 10, mode="direct")
        mark(BEN, 0, 12, mode="indirect")
        mark(ANN, 28, 34, "actor")
        mark(ANN, 14, 20, "actor")
        mark(BEN, 14, 20, "actor")
        rows = table(project, "differences")
        assert tuple(rows[0]) == tuple(column.name for column in DIFFERENCE_COLUMNS)
        names = ("start", "difference", "field", "not_marked_by", "state")
        assert [tuple(row[name] for name in names) for row in rows] == [
            ("0", "other boundaries", "", "", "open"),
            ("0", "other field", "mode", "", "open"),
            ("28", "only one has it", "", "Ben", "open"),
        ]
        boundaries, mode, alone = rows
        assert by_person(boundaries, "quotes") == {"Ann": EASY[:10], "Ben": EASY[:12]}
        assert by_person(mode, "values") == {"Ann": "direct", "Ben": "indirect"}
        assert by_person(alone, "quotes") == {"Ann": EASY[28:34]}
        assert (boundaries["values"], alone["values"]) == ("", "")
        assert rows[0]["place_id"] == rows[1]["place_id"] != rows[2]["place_id"]

    def test_layers_people_and_what_is_decided(self, project: Project, mark: Mark) -> None:
        first, _ = mark(ANN, 0, 10), mark(BEN, 0, 12)
        mark(ANN, 28, 34, "actor")
        reviewing.accept(project, case_of(project, first), [first.id])
        assert [row["state"] for row in table(project, "differences")] == ["decided", "open"]
        assert len(table(project, "differences", layers=frozenset({"actor"}))) == 1
        assert table(project, "differences", annotator_ids=frozenset({first.annotator_id})) == []


def test_a_damaged_text_keeps_nobody_from_the_rest(project: Project, mark: Mark) -> None:
    first, _ = mark(ANN, 0, 10), mark(BEN, 0, 12)
    reviewing.accept(project, case_of(project, first), [first.id])
    commenting.comment(project, first.article_id, "", "Still here")
    names = ("decisions", "comments", "differences")
    before = [table(project, name) for name in names]
    path = project.path
    project.close()
    frozen = schema.TRIGGERS["texts_are_frozen"]
    flip = "UPDATE texts SET text = replace(text, 'council', 'counsel')"
    tamper(path, f"DROP TRIGGER texts_are_frozen; {flip}; {frozen}")
    with Project.open(path, annotator=ANN) as damaged:
        assert [table(damaged, name) for name in names] == [*before[:2], []]
        warned = exporting.write_table(damaged, ExportOptions("differences"), io.BytesIO())
        assert warned.damaged == ("Vote; denied",), "what cannot be compared is said"
        written = exporting.export_table(
            damaged, ExportOptions("claims", whose=GOLD), path.with_name("gold.csv")
        )
        assert (written.rows, written.damaged) == (1, ("Vote; denied",))


@pytest.fixture
def closed(project: Project, mark: Mark) -> tuple[Path, list[str]]:
    """A project on the disk, and the ids of Ann's, of the gold and of all claims."""
    first, second = mark(ANN, 0, 10), mark(BEN, 0, 12)
    reviewing.accept(project, case_of(project, first), [second.id])
    project.close()
    return project.path, [first.id, second.id]


def run(path: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "annotator", "export", str(path), *arguments, "-o", "-", "--no-bom"],
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8", "ANNOTATOR_NAME": "Ann"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def test_from_the_command_line(closed: tuple[Path, list[str]]) -> None:
    path, (first, second) = closed
    for whose, wanted in (("gold", [second]), ("mine", [first]), ("everyone", [second, first])):
        done = run(path, "claims", "--whose", whose)
        assert (done.returncode, done.stderr) == (0, ""), whose
        assert ids(list(csv.DictReader(io.StringIO(done.stdout)))) == wanted, whose
    for name, count in (("decisions", 2), ("comments", 0), ("differences", 1)):
        assert len(list(csv.DictReader(io.StringIO(run(path, name).stdout)))) == count, name
    for name in ("decisions", "comments", "articles"):
        refused = run(path, name, "--whose", "gold")
        assert refused.returncode == 2
        assert f"the table {name} has none" in refused.stderr


def test_an_article_without_anybodys_work_has_no_rows(project: Project) -> None:
    added: Article = put_article(project, "Nothing is here.", "Empty")
    chosen = frozenset({added.id})
    for name in ("decisions", "comments", "differences"):
        assert table(project, name, article_ids=chosen) == []
