"""Entities, values and links coming in: what fits, what clashes, and what is listed."""

import csv
import io
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from annotator.services import entities, exporting, fields, history
from annotator.services.exporting import ExportOptions, export_table
from annotator.services.fields import Aim
from annotator.services.importing import import_csv, import_tables
from annotator.services.projects import Project
from tests.csv.golden_project import fill, uuid

Tables = dict[str, Path]


@pytest.fixture
def golden(make_project: Callable[..., Project]) -> Project:
    project = make_project("golden.annotator")
    fill(project)
    return project


@pytest.fixture
def tables(golden: Project, tmp_path: Path) -> Tables:
    found = {name: tmp_path / f"{name}.csv" for name in exporting.table_names(golden)}
    for name, path in found.items():
        export_table(golden, ExportOptions(name), path)
    return found


@pytest.fixture
def bare(make_project: Callable[..., Project], golden: Project) -> Project:
    """The same article, and nothing else."""
    project = make_project("bare.annotator", "Bob")
    article = golden.articles()[0]
    with project.act("add articles") as change:
        change.insert(next(one for one in golden.annotators() if one.id == article.annotator_id))
        change.insert_articles([(article, golden.text(article.id))])
    return project


def altered(path: Path, changes: Callable[[dict[str, str]], None]) -> Path:
    """Write a table again, each row changed."""
    with path.open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream))
    for row in rows:
        changes(row)
    target = io.StringIO(newline="")
    writer = csv.DictWriter(target, list(rows[0]))
    writer.writeheader()
    writer.writerows(rows)
    path.write_text(target.getvalue(), "utf-8", newline="")
    return path


def test_claims_alone_list_what_cannot_be_linked(bare: Project, tables: Tables) -> None:
    report = import_csv(bare, tables["claims"])
    assert (report.new, report.links, report.refused, report.clashing) == (2, 1, [], [])
    assert [line for line, _ in report.unlinked] == [2, 2, 2]
    assert "“Speaker” points to" in " ".join(sentence for _, sentence in report.unlinked)
    claim = bare.annotation(uuid(1))
    assert claim is not None
    assert claim.text("summary") == '=They left; "now".'
    assert claim.proposed == {"mode"}
    assert [link.value for link in bare.links_of(uuid(2))] == ["unattributed"]


def test_links_alone_have_nowhere_to_go(bare: Project, tables: Tables) -> None:
    report = import_csv(bare, tables["links"])
    assert not report.imported
    assert [line for line, _ in report.refused] == [2, 3, 4, 5, 6]


def test_one_row_that_does_not_fit_keeps_all_files_out(bare: Project, tables: Tables) -> None:
    def change(row: dict[str, str]) -> None:
        row["mode"] = row["mode"] and "sung"

    altered(tables["claims"], change)
    chosen = [tables[name] for name in ("links", "claims", "entities", "actors", "dates")]
    reports = import_tables(bare, chosen)
    assert not any(report.imported for report in reports)
    assert "“sung” is no value of “Mode”" in reports[1].refused[0][1]
    assert bare.totals()["entities"] == 0
    kept = import_tables(bare, chosen, keep_good=True)
    assert [report.new for report in kept] == [2, 1, 3, 2, 1]
    assert len(kept[0].refused) == 3  # the links of the claim that was left out
    act = history.undoable(bare)
    assert act is not None
    assert act.subject == "links.csv, claims.csv, entities.csv, actors.csv, dates.csv"
    history.undo(bare)
    assert (bare.totals()["entities"], bare.totals()["links"], bare.totals()["annotations"]) == (0, 0, 0)


def test_an_entity_that_is_otherwise_here_is_kept(golden: Project, tables: Tables) -> None:
    entity = golden.entity(uuid(22))
    assert entity is not None
    golden_name = "Москва"
    entities.edit(golden, replace(entity, name=golden_name))
    report = import_csv(golden, tables["entities"])
    assert (report.new, report.same) == (0, 2)
    assert "with another name" in report.clashing[0][1]
    kept = golden.entity(uuid(22))
    assert kept is not None
    assert kept.name == golden_name


def test_a_field_that_says_something_else_here_is_kept(bare: Project, tables: Tables) -> None:
    import_tables(bare, [tables[name] for name in ("entities", "annotations")])
    with bare.act("link") as change:
        change.insert_links([fields.link_to(_claim(bare), "speaker", Aim(entity_id=uuid(22)))])
    report = import_csv(bare, tables["claims"])
    assert (report.new, report.links, report.unlinked) == (0, 3, [])
    assert "something else for “speaker”" in report.clashing[0][1]
    assert [one.entity_id for one in bare.links_of(uuid(1)) if one.field == "speaker"] == [uuid(22)]


def _claim(project: Project):
    claim = project.annotation(uuid(1))
    assert claim is not None
    return claim


@pytest.mark.parametrize(
    "table, change, reason",
    [
        ("entities", {"entity_id": "a b"}, "not the id of an entity"),
        ("entities", {"name": " "}, "needs a name"),
        ("entities", {"merged_into": "nobody"}, "merged into is neither"),
        ("entities", {"wikidata": "7747"}, "Wikidata id"),
        ("claims", {"negated": "maybe"}, "yes or no"),
        ("claims", {"unconfirmed": "nonsense"}, "no field"),
        ("dates", {"value": "someday"}, "not a date in EDTF"),
    ],
)
def test_what_does_not_fit(
    bare: Project, tables: Tables, table: str, change: dict[str, str], reason: str
) -> None:
    altered(tables[table], lambda row: row.update(change))
    report = import_csv(bare, tables[table])
    assert not report.imported
    assert reason in report.refused[0][1]


@pytest.mark.parametrize(
    "change, reason",
    [
        ({"target_id": "", "entity_id": "", "value": ""}, "exactly one thing"),
        ({"position": "0"}, "not a number from 1"),
        ({"field": "summary"}, "no field “summary” for links"),
        ({"proposed": "perhaps"}, "neither yes nor no"),
        (
            {"target_id": "", "entity_id": "x", "value": ""},
            "neither in the project nor imported|takes a date",
        ),
        ({"target_id": "", "entity_id": "", "value": "nobody"}, "takes an actor|not a date"),
    ],
)
def test_links_that_do_not_fit(golden: Project, tables: Tables, change: dict[str, str], reason: str) -> None:
    altered(tables["links"], lambda row: row.update(change))
    report = import_csv(golden, tables["links"])
    assert not report.imported
    assert report.refused
    for _, sentence in report.refused:
        assert any(part in sentence for part in reason.split("|")), sentence


def test_an_entity_may_stand_before_the_one_it_was_merged_into(bare: Project, tables: Tables) -> None:
    names = {uuid(20): "2025-09-19T00:00:00.000Z"}
    altered(tables["entities"], lambda row: row.update(created=names.get(row["entity_id"], row["created"])))
    with tables["entities"].open(encoding="utf-8", newline="") as stream:
        header, *rows = csv.reader(stream)
    with tables["entities"].open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows([header, *reversed(rows)])
    report = import_csv(bare, tables["entities"])
    assert (report.new, report.quiet) == (3, True)
    assert entities.roster(bare).name(uuid(21)) == "Ada Byron"
