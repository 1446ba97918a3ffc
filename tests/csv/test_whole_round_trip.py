"""A project with every kind of field, link and entity, through all its tables and back, in any order."""

import csv
import io
import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.formats import columns
from annotator.services import exporting, history
from annotator.services.exporting import ExportOptions, export_table
from annotator.services.importing import import_tables
from annotator.services.projects import Project
from tests.csv.full_project import Made, begin, contents, fill


def export_all(project: Project, folder: Path) -> dict[str, Path]:
    folder.mkdir()
    names = [name for name in exporting.table_names(project) if name not in columns.REVIEWS]
    found = {name: folder / f"{name}.csv" for name in names}
    for name, path in found.items():
        export_table(project, ExportOptions(name), path)
    return found


def without_article_ids(path: Path) -> list[list[str]] | bytes:
    with path.open(encoding="utf-8-sig", newline="") as stream:
        header, *rows = csv.reader(stream, strict=True)
    at = header.index("article_id") if "article_id" in header else -1
    return [header, *([cell for place, cell in enumerate(row) if place != at] for row in rows)]


@settings(max_examples=20, deadline=None)
@given(contents(), st.randoms(use_true_random=False), st.booleans(), st.booleans())
def test_all_tables_at_once(made: Made, random, with_annotations: bool, new_ids: bool) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with (
            begin(folder / "one", made) as one,
            begin(folder / "two", made, "new-" if new_ids else "") as two,
        ):
            fill(one, made)
            tables = export_all(one, folder / "first")
            wanted = [path for table, path in tables.items() if table != "articles"]
            if not with_annotations:
                wanted.remove(tables["annotations"])
            random.shuffle(wanted)
            reports = import_tables(two, wanted)
            assert all(report.quiet for report in reports), reports
            again = export_all(two, folder / "second")
            for table in tables:
                if new_ids:
                    assert without_article_ids(again[table]) == without_article_ids(tables[table]), table
                else:
                    assert again[table].read_bytes() == tables[table].read_bytes(), table
            twice = import_tables(two, wanted)
            assert all(report.quiet and not report.new and not report.links for report in twice), twice
            history.undo(two)
            assert two.totals() | {"articles": 0, "annotators": 0} == dict.fromkeys(two.totals(), 0)


@settings(max_examples=20, deadline=None)
@given(contents(), st.data())
def test_one_table_after_the_other(made: Made, data: st.DataObject) -> None:
    """Entities first; then in any order; what a file cannot link yet, its second reading can."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with begin(folder / "one", made) as one, begin(folder / "two", made) as two:
            fill(one, made)
            tables = export_all(one, folder / "first")
            layers = [name for name in tables if name not in ("annotations", "entities", "links", "articles")]
            import_tables(two, [tables["entities"]])
            order = data.draw(st.permutations(layers))
            for table in order:
                (report,) = import_tables(two, [tables[table]])
                assert not (report.refused or report.clashing), report
            for table in order:
                (report,) = import_tables(two, [tables[table]])
                assert report.quiet, report
                assert report.new == 0
            (report,) = import_tables(two, [tables["links"]])
            assert (report.quiet, report.new, report.same) == (True, 0, len(made.links))
            assert rows(export_all(two, folder / "second")) == rows(tables)


def rows(tables: dict[str, Path]) -> dict[str, list[tuple[str, ...]]]:
    """Return the rows of all tables in whatever order, without the times of links."""
    found = {}
    for table, path in tables.items():
        text = io.StringIO(path.read_text("utf-8-sig"), newline="")
        records = list(csv.DictReader(text))
        if table == "links":
            records = [
                {key: cell for key, cell in one.items() if key not in ("created", "updated")}
                for one in records
            ]
        found[table] = sorted(tuple(one.values()) for one in records)
    return found
