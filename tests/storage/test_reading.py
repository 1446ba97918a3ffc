"""What is read from a project: order, filters, search, and cells that are not text."""

import hashlib
import sqlite3
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.core.errors import ProjectDamaged
from annotator.core.model import Annotation, Article, Origin
from annotator.services import articles, marking
from annotator.storage import queries
from annotator.storage.project import AnnotationFilter, Project
from annotator.storage.schema import STATEMENTS
from tests.storage.helpers import ANN, BOB, ROOT, TEXT, add, create, mark, planned, tamper
from tests.storage.helpers import article as new_article

PLACES = [(5, 9), (0, 6), (0, 20), (0, 6), (30, 40), (5, 9)]


def filled(project: Project) -> list[Article]:
    """Fill three articles, marked by two people on three layers, not in reading order."""
    found = [add(project, f"{TEXT}{number}", f"Article {number}") for number in range(3)]
    for person in (ANN, BOB):
        project.switch_annotator(person)
        for where in (found[2], found[0]):
            for index, place in enumerate(PLACES):
                mark(project, where, place, layer=("claim", "actor", "date")[index % 3])
    project.switch_annotator(ANN)
    return found


def order(annotation: Annotation) -> tuple[int, int]:
    return annotation.start, -annotation.end


def test_annotations_come_in_reading_order_the_longer_first(project: Project) -> None:
    (first, empty, _) = filled(project)
    found = project.annotations(first.id)
    assert len(found) == 12
    assert [order(one) for one in found] == sorted(order(one) for one in found)
    assert found[0].end == 20
    assert project.annotations(empty.id) == []


def test_a_stream_has_everything_in_reading_order(project: Project) -> None:
    first, _, third = filled(project)
    found = list(project.stream_annotations())
    expected = [*project.annotations(first.id), *project.annotations(third.id)]
    assert [row.id for row in found] == [one.id for one in expected]
    assert project.count_annotations() == len(found) == 24
    row = found[0]
    assert (row.start, row.end, row.fragments, row.quote, row.tags, row.origin) == (
        *(0, 20, "0-20", TEXT[:20], "", "hand"),
    )


@pytest.mark.parametrize("group", [1, 7, 12, 10_000])
def test_the_stream_is_the_same_however_it_is_grouped(
    project: Project, monkeypatch: pytest.MonkeyPatch, group: int
) -> None:
    filled(project)
    whole = list(project.stream_annotations())
    monkeypatch.setattr(queries, "_GROUP", group)
    assert list(project.stream_annotations()) == whole


SOME = st.none() | st.frozensets(st.integers(0, 3), max_size=3)


@given(SOME, SOME, SOME)
def test_a_filter_lets_through_what_it_says(
    shared: tuple[Project, list[Article]],
    in_articles: frozenset[int] | None,
    in_layers: frozenset[int] | None,
    by: frozenset[int] | None,
) -> None:
    project, found = shared

    def chosen(numbers: frozenset[int] | None, names: list[str]) -> frozenset[str] | None:
        return None if numbers is None else frozenset([*names, "another'; --"][number] for number in numbers)

    wanted = AnnotationFilter(
        chosen(in_articles, [one.id for one in found]),
        chosen(in_layers, ["claim", "actor", "date"]),
        chosen(by, [ANN.id, BOB.id, "nobody"]),
    )
    expected = [
        row
        for row in project.stream_annotations()
        if (wanted.article_ids is None or row.article_id in wanted.article_ids)
        and (wanted.layers is None or row.layer in wanted.layers)
        and (wanted.annotator_ids is None or row.annotator_id in wanted.annotator_ids)
    ]
    assert list(project.stream_annotations(wanted)) == expected
    assert project.count_annotations(wanted) == len(expected)


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory):
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ANNOTATOR_STATE_DIR", str(tmp_path_factory.mktemp("state")))
        with create(tmp_path_factory.mktemp("shared") / "a.annotator") as project:
            yield project, filled(project)


def test_a_stream_leaves_the_file_to_others_between_articles(
    project: Project, monkeypatch: pytest.MonkeyPatch, path: Path
) -> None:
    """A reader that kept its place in the file would keep every commit from ending."""
    filled(project)
    monkeypatch.setattr(queries, "_GROUP", 1)
    code = """
import sqlite3, sys
connection = sqlite3.connect(sys.argv[1], timeout=0)
connection.execute("UPDATE project SET value = value")
connection.commit()
"""
    stream = project.stream_annotations()
    next(stream)
    subprocess.run([sys.executable, "-c", code, str(path)], check=True)
    assert len(list(stream)) == 23


def test_no_query_over_all_annotations_sorts_them() -> None:
    connection = sqlite3.connect(":memory:")
    for statement in STATEMENTS:
        connection.execute(statement)
    for sql, bound in (
        (queries.stream_sql(), {"first": 0, "last": 9}),
        ("SELECT article_id, sum(layer = 'a') FROM annotations GROUP BY article_id", {}),
        ('SELECT * FROM annotations WHERE article_id = 1 ORDER BY start, "end" DESC, layer, number', {}),
    ):
        plan = " | ".join(row[3] for row in connection.execute(f"EXPLAIN QUERY PLAN {sql}", bound))
        assert "annotations_place" in plan
        assert "TEMP B-TREE" not in plan
    connection.close()


def test_undoing_looks_things_up_by_index() -> None:
    connection = sqlite3.connect(":memory:")
    for statement in STATEMENTS:
        connection.execute(statement)
    for sql in (
        "SELECT 1 FROM journal WHERE annotator_id = 1 AND undone = 1 ORDER BY seq LIMIT 1",
        "UPDATE journal SET undone = 2 WHERE annotator_id = 1 AND undone = 1",
    ):
        plan = " | ".join(row[3] for row in connection.execute(f"EXPLAIN QUERY PLAN {sql}"))
        assert "journal_undone" in plan
    connection.close()


def test_counts_by_layer(project: Project) -> None:
    first, empty, third = filled(project)
    assert project.counts(first.id) == {"claim": 4, "actor": 4, "date": 4}
    assert project.counts(empty.id) == {}
    assert project.all_counts() == {one.id: project.counts(one.id) for one in (first, third)}
    assert list(project.totals().items())[:3] == [("articles", 3), ("annotations", 24), ("annotators", 2)]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("council", [0, 1]),
        ("COUNC", [0, 1]),
        ("council friday", [0]),
        ("Friday council", [0]),
        ("совет", [1]),
        ("сове реш", [1]),
        ("المتح", [0]),
        ("cafe", [2]),
        ("CAFÉ", [2]),
        ("don't", [2]),
        ("ouncil", []),
        ("", []),
        ("  ", []),
        ("... !", []),
    ],
)
def test_searching(project: Project, words: str, found: list[int]) -> None:
    texts = [TEXT, "The council met. Совет решил иначе.", "They don't meet in a café."]
    stored = [add(project, text, f"Article {number}") for number, text in enumerate(texts)]
    assert project.search_articles(words) == [stored[number].id for number in found]


@given(st.text(max_size=30) | st.text("\"*:^-+()NEAR AND OR NOT{}'\\;,. a", max_size=30))
def test_any_words_can_be_searched_for(shared: tuple[Project, list[Article]], words: str) -> None:
    project, found = shared
    assert set(project.search_articles(words)) <= {one.id for one in found}


def test_a_search_finds_an_article_that_came_back_and_not_one_that_is_gone(project: Project) -> None:
    article = add(project)
    articles.remove(project, article.id)
    assert project.search_articles("council") == []
    project.undo()
    assert project.search_articles("council") == [article.id]


def test_many_articles_are_found_as_single_ones_are(project: Project) -> None:
    texts = [f"Number {number} of the council" for number in range(80)]
    with project.act("add articles") as change:
        stored = change.insert_articles([(new_article(text), text) for text in texts])
    one = add(project, "One more of the council")
    assert project.search_articles("council") == [*(each.id for each in stored), one.id]
    assert project.search_articles("77") == [stored[77].id]


def test_two_articles_may_have_one_text(project: Project) -> None:
    first, second = add(project), add(project)
    assert (project.text(first.id), project.text(second.id)) == (TEXT, TEXT)
    assert project.search_articles("council") == [first.id, second.id]
    found = project.find_by_text(first.text_sha256)
    assert found == first


# --- damage ------------------------------------------------------------------------------


def test_a_text_that_is_not_what_was_stored_is_never_shown(project: Project, path: Path) -> None:
    article, other = add(project), add(project, "Another", "Another")
    project.close()
    tamper(path, "DROP TRIGGER texts_are_frozen; UPDATE texts SET text = 'forged' WHERE number = 1")
    with Project.open(path, annotator=ANN) as again:
        with pytest.raises(ProjectDamaged, match="its checksum differs"):
            again.text(article.id)
        assert again.text(other.id) == "Another"


def test_nothing_is_marked_in_a_damaged_text(project: Project, path: Path) -> None:
    article = add(project)
    annotation = planned(project, article, (0, 6))
    project.close()
    content = path.read_bytes().replace(b"MOSCOW", b"MOSKOW")
    path.write_bytes(content)
    with Project.open(path, annotator=ANN) as again:
        assert not again.read_only
        with pytest.raises(ProjectDamaged, match="its checksum differs"):
            marking.add(again, annotation)
        assert again.annotations(article.id) == []


def test_a_text_that_is_missing_is_said(project: Project, path: Path) -> None:
    article = add(project)
    project.close()
    tamper(path, "PRAGMA foreign_keys = OFF; UPDATE articles SET text_sha256 = 'none'")
    with Project.open(path, annotator=ANN) as again, pytest.raises(ProjectDamaged, match="missing"):
        again.text(article.id)


DAMAGES = [
    ("quote = 'forged'", "the stored quote is not what the text says at this place"),
    ("quote = CAST(X'4DFF' AS TEXT)", "some of its stored bytes are not text"),
    ("note = CAST(X'FF' AS TEXT)", "some of its stored bytes are not text"),
    ("tags = CAST(X'FF' AS TEXT)", "some of its stored bytes are not text"),
    ("fragments = 'nonsense'", "its list of fragments cannot be read"),
    ("fragments = ''", "its list of fragments cannot be read"),
    ("fragments = '0-7'", "its start and end are not those of its fragments"),
    ("start = 1", "its start and end are not those of its fragments"),
    ("fragments = '0-9999', \"end\" = 9999", "0–9999 does not lie in a text of"),
]


@pytest.mark.parametrize(("change", "damage"), DAMAGES)
def test_a_damaged_annotation_is_shown_as_damaged_and_hides_nothing(
    project: Project, path: Path, change: str, damage: str
) -> None:
    article = add(project)
    marks = [mark(project, article, (start, start + 6)) for start in (0, 3, 8)]
    project.close()
    tamper(path, f"UPDATE annotations SET {change} WHERE number = 1")
    with Project.open(path, annotator=ANN) as again:
        loaded = marking.load(again, article.id, TEXT)
        by_id = {one.annotation.id: one for one in loaded}
        assert by_id.keys() == {one.id for one in marks}
        assert damage in (by_id[marks[0].id].damage or "")
        assert [by_id[one.id] for one in marks[1:]] == [marking.Loaded(one, None) for one in marks[1:]]
        assert len(list(again.stream_annotations())) == 3
        found = again.annotation(marks[0].id)
        assert found is not None
        assert marking.load(again, article.id, TEXT)[0].annotation.article_id == article.id
        marking.remove(again, [marks[0].id])
        assert {one.id for one in again.annotations(article.id)} == {one.id for one in marks[1:]}


def test_a_cell_that_is_not_text_can_be_shown_and_exported(project: Project, path: Path) -> None:
    article = add(project)
    mark(project, article, (0, 6))
    project.close()
    tamper(
        path,
        "UPDATE annotations SET note = CAST(X'41FF42' AS TEXT);"
        "UPDATE articles SET title = CAST(X'41FF42' AS TEXT)",
    )
    with Project.open(path, annotator=ANN) as again:
        (row,) = again.stream_annotations()
        assert row.note == "A�B"
        assert again.article(article.id).title == "A�B"
        (found,) = again.annotations(article.id)
        assert found.note == "A�B"
        assert type(found.note) is str


def test_a_damaged_annotation_can_be_put_right(project: Project, path: Path) -> None:
    article = add(project)
    annotation = mark(project, article, (0, 6))
    project.close()
    tamper(path, "UPDATE annotations SET quote = 'forged'")
    with Project.open(path, annotator=ANN) as again:
        marking.replace(again, replace(annotation, note="checked"), "change note")
        (loaded,) = marking.load(again, article.id, TEXT)
        assert loaded.damage is None
        again.undo()
        (loaded,) = marking.load(again, article.id, TEXT)
        assert loaded.annotation.quote == "forged"


def test_origins_that_are_not_by_hand(project: Project) -> None:
    article = add(project)
    with project.act("import annotations") as change:
        change.insert_annotations(
            [replace(planned(project, article, (0, 6)), origin=Origin.IMPORTED, origin_detail="claims.csv")]
        )
    (found,) = project.annotations(article.id)
    assert (found.origin, found.origin_detail) == (Origin.IMPORTED, "claims.csv")


# --- cost --------------------------------------------------------------------------------


def test_opening_imports_no_library_for_making_files(path: Path) -> None:
    """It takes longer to import than a window may take to open."""
    with create(path) as project:
        add(project)
    code = f"""
import sys
sys.path.insert(0, {str(ROOT)!r})
from pathlib import Path
from annotator.services import projects, marking, history, people, articles, settings
with projects.open_project(Path({str(path)!r}), "Ann") as project:
    marking.load(project, project.articles()[0].id, project.text(project.articles()[0].id))
print([name for name in ("sqlite_utils", "click", "numpy", "PySide6") if name in sys.modules])
"""
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout == "[]\n"


def test_opening_reads_no_texts_and_counts_nothing(path: Path) -> None:
    """Opening a project of ten thousand articles must cost no more than one of ten."""

    def statements(number: int) -> list[str]:
        file = path.with_name(f"{number}.annotator")
        with create(file) as project, project.act("add articles") as change:
            texts = [f"{index} of the council" for index in range(number)]
            change.insert_articles([(new_article(text), text) for text in texts])
        told: list[str] = []
        original = sqlite3.connect

        def connect(*arguments: object, **options: object) -> sqlite3.Connection:
            connection: sqlite3.Connection = original(*arguments, **options)  # type: ignore[call-overload]
            connection.set_trace_callback(told.append)
            return connection

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(sqlite3, "connect", connect)
            Project.open(file, annotator=ANN).close()
        return told

    few = statements(2)
    assert few == statements(200)
    assert not any("FROM articles" in sql or "FROM annotations" in sql or "FROM texts" in sql for sql in few)


def test_a_mark_takes_few_statements(project: Project, path: Path) -> None:
    article = add(project)
    mark(project, article, (0, 6))
    annotation = planned(project, article, (3, 9))
    told: list[str] = []
    project._connection.set_trace_callback(told.append)  # what SQLite is asked, not what is done with it
    marking.add(project, annotation)
    project._connection.set_trace_callback(None)
    ours = dict.fromkeys(sql for sql in told if not sql.startswith("--"))  # triggers tell a statement again
    wanted = ["BEGIN", "PRAGMA", "SELECT", "INSERT", "UPDATE", "INSERT", "COMMIT"]
    assert [sql.split()[0] for sql in ours] == wanted


def test_texts_are_kept_and_not_read_again(project: Project) -> None:
    article = add(project)
    first = project.text(article.id)
    assert project.text(article.id) is first
    assert hashlib.sha256(first.encode()).hexdigest() == article.text_sha256
    for number in range(3):
        big = add(project, f"{number}" + "x" * 3_000_000, "Big")
        assert len(project.text(big.id)) == 3_000_001
    assert project.text(article.id) == first
