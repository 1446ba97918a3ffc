"""What one act writes: the rows, the journal, and nothing if it goes wrong."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.core.errors import InvalidSpan, InvalidValue, NotAllowed, NotFound
from annotator.core.ids import new_id, now
from annotator.core.model import Annotation, Annotator, Article, Origin, Status
from annotator.core.spans import Span, merged, quote
from annotator.services import marking
from annotator.storage.project import Project
from tests.storage.helpers import ANN, BOB, TEXT, add, create, image, mark, person, planned, rows
from tests.storage.helpers import article as new_article


def test_everything_of_an_article_comes_back(project: Project) -> None:
    full = replace(
        new_article(),
        byline="An Agency",
        outlet="The Outlet; its \\ sister",
        url="https://example.org/?a=1&b=ü",
        published="2025-09",
        language="en",
        status=Status.DONE,
        source_sha256="ab" * 32,
        charset="cp1251",
        replaced=3,
        previous_id=new_id(),
    )
    with project.act("add articles") as change:
        (stored,) = change.insert_articles([(full, TEXT)])
    assert stored == replace(
        full, annotator_id=ANN.id, created_at=stored.created_at, updated_at=stored.updated_at
    )
    assert stored.created_at.endswith("Z")
    assert project.article(full.id) == stored
    assert project.articles() == [stored]
    assert project.text(full.id) == TEXT
    assert project.find_by_text(full.text_sha256) == stored
    assert project.find_by_source("ab" * 32) == stored
    assert project.find_by_source("") is None
    assert change.act.touched == (("article", full.id),)


@given(
    st.lists(st.tuples(st.integers(0, len(TEXT) - 2), st.integers(1, 30)), min_size=1, max_size=5), st.data()
)
def test_everything_of_an_annotation_comes_back(
    shared: tuple[Project, Article], pairs: list[tuple[int, int]], data: st.DataObject
) -> None:
    project, article = shared
    text = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=20)
    fragments = merged(Span(start, min(start + length, len(TEXT))) for start, length in pairs)
    annotation = Annotation(
        *(new_id(), article.id, "date", ANN.id, fragments, quote(TEXT, fragments)),
        note=data.draw(text),
        tags=tuple(data.draw(st.lists(text.filter(bool), max_size=4))),
        origin=data.draw(st.sampled_from(Origin)),
        origin_detail=data.draw(text),
        created_at=now(),
        updated_at=now(),
    )
    with project.act("mark") as change:
        change.insert(annotation)
    assert project.annotation(annotation.id) == annotation
    assert project.stored_annotations(article.id)[0].fault is None


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory):
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ANNOTATOR_STATE_DIR", str(tmp_path_factory.mktemp("state")))
        with create(tmp_path_factory.mktemp("shared") / "a.annotator") as project:
            yield project, add(project)


def test_columns_hold_what_a_person_can_read(project: Project, article: Article, path: Path) -> None:
    annotation = mark(project, article, (0, 6), (10, 16), layer="actor")
    marking.replace(project, replace(annotation, tags=("a;b", "c")), "change tags")
    (found,) = rows(path, 'SELECT start, "end", fragments, quote, tags, origin FROM annotations')
    assert found == (0, 16, "0-6; 10-16", f"{TEXT[:6]} … {TEXT[10:16]}", r"a\;b; c", "hand")


def test_a_mark_is_one_row_of_the_journal(project: Project, article: Article, path: Path) -> None:
    annotation = planned(project, article, (0, 6))
    act = marking.add(project, annotation)
    (found,) = rows(
        path,
        "SELECT seq, annotator_id, verb, subject, article_id, kind, target, undone, changes,"
        " payload FROM journal WHERE verb = 'mark'",
    )
    assert found[:8] == (act.seq, ANN.id, "mark", "claim", article.id, "do", None, 0)
    assert found[9] is None
    changes = json.loads(str(found[8]))
    assert [changes[0][key] for key in ("kind", "id", "before")] == ["annotation", annotation.id, None]
    assert changes[0]["after"]["quote"] == annotation.quote
    assert changes[1]["kind"] == "article"
    assert {key: changes[1][key]["status"] for key in ("before", "after")} == {
        "before": "todo",
        "after": "in progress",
    }
    assert set(changes[1]["after"]) == {"status", "updated_at", "revision"}
    assert act.touched == (("annotation", annotation.id), ("article", article.id))


def test_the_journal_never_holds_a_text(project: Project, article: Article, path: Path) -> None:
    with project.act("remove article") as change:
        change.remove("article", article.id)
    project.undo()
    assert not any(TEXT[:40] in str(row) for row in rows(path, "SELECT * FROM journal"))
    assert rows(path, "SELECT count(*) FROM texts") == [(1,)]


def test_a_change_writes_what_differs_and_raises_the_revision(
    project: Project, article: Article, path: Path
) -> None:
    annotation = mark(project, article, (0, 6))
    marking.replace(project, replace(annotation, note="Who?"), "change note")
    changed = project.annotation(annotation.id)
    assert changed is not None
    assert (changed.note, changed.revision, changed.created_at) == ("Who?", 2, annotation.created_at)
    assert changed.updated_at >= annotation.updated_at
    (text,) = rows(path, "SELECT changes FROM journal WHERE verb = 'change note'")[0]
    (entry,) = json.loads(str(text))
    assert set(entry["before"]) == set(entry["after"]) == {"note", "updated_at", "revision"}


def test_nothing_to_change_writes_nothing(project: Project, article: Article, path: Path) -> None:
    annotation = mark(project, article, (0, 6))
    before = image(path, revisions=True), len(project.history())
    act = marking.replace(project, annotation, "change note")
    assert (act.seq, act.touched) == (0, ())
    with project.act("nothing at all"):
        pass
    assert (image(path, revisions=True), len(project.history())) == before


def test_the_first_act_of_an_annotator_writes_them_into_the_file(path: Path) -> None:
    with create(path) as project:
        assert project.annotators() == []
        add(project)
        assert project.annotators() == [ANN]
        project.switch_annotator(BOB)
        assert project.annotators() == [ANN]
        with pytest.raises(NotFound), project.act("mark") as change:
            change.remove("annotation", "none")
        assert project.annotators() == [ANN], "an act that failed wrote them all the same"
        mark(project, project.articles()[0], (0, 6))
        assert project.annotators() == [ANN, BOB]
        assert [act.verb for act in project.history()] == [
            "mark",
            "add annotator",
            "add articles",
            "add annotator",
        ]
        project.undo()
        assert project.undoable() is None, "being in the project cannot be undone"


def test_an_act_that_changed_nothing_does_not_lose_the_annotator(project: Project, article: Article) -> None:
    project.switch_annotator(BOB)
    with project.act("nothing at all"):
        pass
    mark(project, article, (0, 6))
    assert [one.name for one in project.annotators()] == ["Ann", "Bob"]


@pytest.mark.parametrize(
    "known",
    [
        Annotator(ANN.id, "Ann", "", ""),
        Annotator(new_id(), "ann", "", ""),
        Annotator(ANN.id, "Anna Renamed", "", ""),
    ],
    ids=["both", "name", "id"],
)
def test_somebody_known_is_taken_as_stored(path: Path, known: Annotator) -> None:
    with create(path) as project:
        add(project)
    with Project.open(path, annotator=known) as project:
        assert project.annotator == ANN


def test_a_name_counts_more_than_an_id(path: Path) -> None:
    with create(path) as project:
        add(project)
        project.switch_annotator(BOB)
        mark(project, project.articles()[0], (0, 6))
    with Project.open(path, annotator=replace(ANN, name="Bob")) as project:
        assert project.annotator == BOB


@pytest.mark.parametrize(
    ("fragments", "quoted"),
    [
        (((0, 7),), TEXT[:6]),
        (((0, 6),), "MOSCOW "),
        (((0, 6),), "moscow"),
        (((-1, 6),), TEXT[:6]),
        (((6, 6),), ""),
        (((0, len(TEXT) + 1),), TEXT),
        (((0, 6), (6, 8)), TEXT[:8]),
        (((10, 16), (0, 6)), f"{TEXT[10:16]} … {TEXT[:6]}"),
        ((), ""),
    ],
)
def test_what_does_not_fit_the_text_is_not_written(
    project: Project, article: Article, path: Path, fragments: tuple[tuple[int, int], ...], quoted: str
) -> None:
    good = mark(project, article, (0, 6))
    bad = replace(good, fragments=tuple(Span(*pair) for pair in fragments), quote=quoted)
    before = image(path, revisions=True), len(project.history())
    with pytest.raises(InvalidSpan):
        marking.add(project, replace(bad, id=new_id()))
    with pytest.raises(InvalidSpan):
        marking.replace(project, bad, "move edge")
    with pytest.raises(InvalidSpan), project.act("import annotations") as change:
        change.insert_annotations([replace(good, id=new_id()), replace(bad, id=new_id())])
    assert (image(path, revisions=True), len(project.history())) == before


@pytest.mark.parametrize("end", [len(TEXT), len(TEXT) - 1])
def test_a_mark_may_reach_the_end_of_the_text(project: Project, article: Article, end: int) -> None:
    annotation = mark(project, article, (end - 1, end))
    assert project.annotation(annotation.id) == annotation


def test_only_its_author_changes_or_removes_an_annotation(
    project: Project, article: Article, path: Path
) -> None:
    annotation = mark(project, article, (0, 6))
    project.switch_annotator(BOB)
    mark(project, article, (10, 16))
    before = image(path, revisions=True)
    sentence = "This annotation is by Ann; only Ann can change or remove it. Nothing was changed."
    for forbidden in (
        lambda: marking.replace(project, replace(annotation, note="x"), "change note"),
        lambda: marking.remove(project, [annotation.id]),
    ):
        with pytest.raises(NotAllowed) as caught:
            forbidden()
        assert str(caught.value) == sentence
    with pytest.raises(NotAllowed):
        marking.replace(project, replace(annotation, annotator_id=BOB.id, note="x"), "change note")
    with pytest.raises(NotAllowed):
        marking.add(project, replace(annotation, id=new_id()))
    assert image(path, revisions=True) == before


@pytest.mark.parametrize(
    "changed", [{"article_id": "other"}, {"origin": Origin.IMPORTED}, {"origin_detail": "x"}]
)
def test_where_an_annotation_came_from_never_changes(
    project: Project, article: Article, changed: dict[str, str]
) -> None:
    annotation = mark(project, article, (0, 6))
    with pytest.raises((NotAllowed, NotFound)):
        marking.replace(project, replace(annotation, **changed), "change note")  # type: ignore[arg-type]
    assert project.annotation(annotation.id) == annotation


def test_the_text_of_an_article_never_changes(project: Project, article: Article) -> None:
    other = add(project, "Another text", "Another")
    for changed in (
        replace(article, text_sha256=other.text_sha256),
        replace(article, length=3),
        replace(article, source_sha256="00"),
    ):
        with pytest.raises(NotAllowed), project.act("edit article") as change:
            change.update(changed)
    assert project.article(article.id) == article


def test_an_article_with_a_text_that_is_not_its_own(project: Project, path: Path) -> None:
    good = new_article()
    for text, wrong in ((TEXT + "x", good), (TEXT, replace(good, length=len(TEXT) + 1))):
        with pytest.raises(InvalidValue, match="not its own"), project.act("add articles") as change:
            change.insert_articles([(wrong, text)])
    assert rows(path, "SELECT count(*) FROM texts") == [(0,)]


def test_what_is_not_there_cannot_be_used(project: Project, article: Article) -> None:
    annotation = planned(project, article, (0, 6))
    with pytest.raises(NotFound):
        marking.add(project, replace(annotation, article_id=new_id()))
    with pytest.raises(NotFound):
        marking.replace(project, annotation, "change note")
    with pytest.raises(InvalidValue, match="There is no layer “opinion”"):
        marking.add(project, replace(annotation, layer="opinion"))
    with pytest.raises(NotFound):
        project.article(new_id())
    with pytest.raises(NotFound):
        project.text(new_id())
    assert project.annotation(new_id()) is None
    assert project.annotations(new_id()) == []


def test_the_same_id_twice_is_refused_whole(project: Project, article: Article, path: Path) -> None:
    annotation = mark(project, article, (0, 6))
    before = image(path, revisions=True)
    with pytest.raises(InvalidValue, match="Nothing was saved"):
        marking.add(project, annotation)
    with pytest.raises(InvalidValue), project.act("import annotations") as change:
        change.insert_annotations([replace(annotation, id=new_id()), annotation])
    assert image(path, revisions=True) == before
    mark(project, article, (10, 16))


@pytest.mark.parametrize("error", [ValueError("of the caller"), KeyboardInterrupt()])
def test_an_error_in_the_block_takes_everything_back(
    project: Project, article: Article, path: Path, error: BaseException
) -> None:
    before = image(path, revisions=True), len(project.history())
    with pytest.raises(type(error)), project.act("mark") as change:
        change.insert(planned(project, article, (0, 6)))
        raise error
    with pytest.raises(RuntimeError, match="not done yet"):
        _ = change.act
    assert (image(path, revisions=True), len(project.history())) == before
    mark(project, article, (0, 6))


def test_half_a_character_pair_cannot_be_stored(project: Project, article: Article) -> None:
    with pytest.raises(InvalidValue, match="half of a character pair"), project.act("edit article") as change:
        change.update(replace(article, byline="\ud83d"))
    mark(project, article, (0, 6))


def test_an_act_inside_an_act_is_a_bug(project: Project, article: Article, path: Path) -> None:
    with pytest.raises(RuntimeError, match="inside another"), project.act("mark") as change:
        change.insert(planned(project, article, (0, 6)))
        mark(project, article, (10, 16))
    assert rows(path, "SELECT count(*) FROM annotations") == [(0,)]


def test_removing_leaves_a_tombstone(project: Project, article: Article, path: Path) -> None:
    annotation = mark(project, article, (0, 6))
    marking.replace(project, replace(annotation, note="x"), "change note")
    marking.remove(project, [annotation.id])
    assert rows(path, "SELECT id, kind, annotator_id, revision FROM tombstones") == [
        (annotation.id, "annotation", ANN.id, 3)
    ]
    project.undo()
    assert rows(path, "SELECT count(*) FROM tombstones") == [(0,)]
    restored = project.annotation(annotation.id)
    assert restored is not None
    assert (restored.note, restored.revision) == ("x", 4)


def test_an_article_with_somebodys_annotations_cannot_be_removed(project: Project, article: Article) -> None:
    mark(project, article, (0, 6))
    with pytest.raises(NotAllowed, match="has annotations by Ann"), project.act("remove article") as change:
        change.remove("article", article.id)
    assert project.article(article.id).status is Status.IN_PROGRESS


def test_work_begins_only_once(project: Project, article: Article) -> None:
    mark(project, article, (0, 6))
    with project.act("set status") as change:
        change.update(replace(project.article(article.id), status=Status.DONE))
    mark(project, article, (10, 16))
    assert project.article(article.id).status is Status.DONE


def test_a_new_annotator_can_be_added_by_an_import(project: Project, article: Article) -> None:
    carol = person("Carol")
    with project.act("import annotations") as change:
        change.insert(carol)
        change.insert_annotations(
            [replace(planned(project, article, (0, 6)), annotator_id=carol.id, origin=Origin.IMPORTED)]
        )
    assert [one.annotator_id for one in project.annotations(article.id)] == [carol.id]
    project.undo()
    assert project.annotations(article.id) == []
    project.redo()
    assert [one.annotator_id for one in project.annotations(article.id)] == [carol.id]
