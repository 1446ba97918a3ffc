"""Undo and redo, one case at a time; many at random are in test_journal_machine."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from annotator.core.errors import NothingToUndo, ProjectDamaged
from annotator.core.model import Article, Status
from annotator.services import articles, history, marking, people, projects
from annotator.storage.journal import Change, Inserted
from annotator.storage.project import Project
from tests.storage.helpers import ANN, BOB, add, image, mark, planned, rows, tamper
from tests.storage.helpers import article as new_article

Change_ = Callable[[Project, Article], object]


def edit(project: Project, where: Article) -> object:
    return articles.edit(project, where.id, title="Another title", published="2025")


def finish(project: Project, where: Article) -> object:
    return articles.set_status(project, where.id, Status.DONE)


def take_out(project: Project, where: Article) -> object:
    mark(project, where, (0, 6))
    mark(project, where, (10, 16), layer="actor")
    return articles.remove(project, where.id)


def change_mark(**values: object) -> Change_:
    def change(project: Project, where: Article) -> object:
        return marking.replace(project, replace(mark(project, where, (0, 6)), **values), "change note")  # type: ignore[arg-type]

    return change


def unmark(project: Project, where: Article) -> object:
    return marking.remove(project, [mark(project, where, (0, 6)).id, mark(project, where, (10, 16)).id])


def rename(project: Project, where: Article) -> object:
    return people.rename(project, "Anna")


def import_many(project: Project, where: Article) -> object:
    with project.act("import annotations") as change:
        change.insert_annotations([planned(project, where, (start, start + 3)) for start in range(120)])
    return None


def import_few(project: Project, where: Article) -> object:
    with project.act("import annotations") as change:
        change.insert_annotations([planned(project, where, (start, start + 3)) for start in range(5)])
    return None


def add_many(project: Project, where: Article) -> object:
    texts = [f"Text {number} of many" for number in range(60)]
    with project.act("add articles") as change:
        change.insert_articles([(new_article(text, text), text) for text in texts])
        change.insert_annotations([planned(project, where, (0, 6))])
    return None


CHANGES = [
    lambda project, where: mark(project, where, (0, 6), (10, 16)),
    *(edit, finish, take_out, unmark, import_many, import_few, add_many),
    change_mark(note="new"),
    change_mark(tags=("a", "b;c")),
    change_mark(layer="date"),
]


@pytest.mark.parametrize("change", CHANGES)
def test_undo_brings_back_every_column_and_redo_does_it_again(
    project: Project, article: Article, path: Path, change: Change_
) -> None:
    states = [image(path)]
    count = len(project.history())
    change(project, article)
    done = len(project.history()) - count
    states.append(image(path))
    assert states[0] != states[1]
    for _ in range(done):
        history.undo(project)
    assert image(path) == states[0]
    for _ in range(done):
        history.redo(project)
    assert image(path) == states[1]
    for _ in range(done):
        history.undo(project)
    assert image(path) == states[0]
    assert projects.check(path).findings == []


@pytest.mark.parametrize("change", CHANGES)
def test_undo_and_redo_survive_closing(
    project: Project, article: Article, path: Path, change: Change_
) -> None:
    before = image(path)
    change(project, article)
    after = image(path)
    project.close()
    with Project.open(path, annotator=ANN) as again:
        while image(path) != before:
            history.undo(again)
    with Project.open(path, annotator=ANN) as again:
        while history.redoable(again):
            history.redo(again)
        assert image(path) == after


def test_a_name_is_corrected_and_taken_back(project: Project, article: Article) -> None:
    rename(project, article)
    assert (project.annotator.name, project.annotator.id) == ("Anna", ANN.id)
    project.undo()
    assert project.annotator.name == "Ann"
    assert [one.name for one in project.annotators()] == ["Ann"]
    project.redo()
    assert project.annotator.name == "Anna"


def test_the_first_mark_and_the_status_go_together(project: Project, article: Article) -> None:
    mark(project, article, (0, 6))
    assert project.article(article.id).status is Status.IN_PROGRESS
    act = project.undo()
    assert project.article(article.id) == replace(article, revision=3)
    assert set(act.touched) == {
        ("article", article.id),
        *((kind, key) for kind, key in act.touched if kind == "annotation"),
    }
    assert (act.kind, act.verb, act.subject, act.article_id) == ("undo", "mark", "claim", article.id)


def test_the_status_stays_while_somebody_else_is_at_work(project: Project, article: Article) -> None:
    mine = mark(project, article, (0, 6))
    project.switch_annotator(BOB)
    theirs = mark(project, article, (10, 16))
    project.switch_annotator(ANN)
    project.undo()
    assert project.article(article.id).status is Status.IN_PROGRESS
    assert [one.id for one in project.annotations(article.id)] == [theirs.id]
    project.switch_annotator(BOB)
    articles.set_status(project, article.id, Status.DONE)
    project.switch_annotator(ANN)
    project.redo()
    assert project.article(article.id).status is Status.DONE
    project.undo()
    assert project.article(article.id).status is Status.DONE
    project.redo()
    assert {one.id for one in project.annotations(article.id)} == {mine.id, theirs.id}


def test_a_new_act_ends_redo(project: Project, article: Article, path: Path) -> None:
    mark(project, article, (0, 6))
    project.undo()
    assert project.redoable() is not None
    mark(project, article, (10, 16))
    assert project.redoable() is None
    with pytest.raises(NothingToUndo, match="nothing to redo"):
        project.redo()
    project.undo()
    project.undo()
    assert project.articles() == []
    with pytest.raises(NothingToUndo, match="nothing to undo"):
        project.undo()


def test_rows_for_redoing_go_when_they_are_no_longer_needed(
    project: Project, article: Article, path: Path
) -> None:
    import_many(project, article)
    project.undo()
    kept = "SELECT count(*) FROM journal WHERE payload IS NOT NULL"
    assert rows(path, kept) == [(1,)]
    project.redo()
    assert rows(path, kept) == [(0,)]
    project.undo()
    mark(project, article, (0, 6))
    assert rows(path, kept) == [(0,)]


def test_undo_and_redo_are_named(project: Project, article: Article) -> None:
    mark(project, article, (0, 6), layer="date")
    undoable = history.undoable(project)
    assert undoable is not None
    assert (undoable.verb, undoable.subject, undoable.article_id) == ("mark", "date", article.id)
    history.undo(project)
    redoable = history.redoable(project)
    assert redoable is not None
    assert redoable.seq == undoable.seq
    again = history.undoable(project)
    assert again is not None
    assert again.verb == "add articles"


def test_revisions_only_grow(project: Project, article: Article, path: Path) -> None:
    annotation = mark(project, article, (0, 6))
    seen = [1]
    for _ in range(3):
        project.undo()
        project.redo()
        found = project.annotation(annotation.id)
        assert found is not None
        assert replace(found, revision=1) == annotation
        seen.append(found.revision)
    assert seen == sorted(set(seen))


def test_revisions_of_many_grow_too(project: Project, article: Article, path: Path) -> None:
    import_many(project, article)
    project.undo()
    assert rows(path, "SELECT count(*), min(revision), max(revision) FROM tombstones") == [(120, 2, 2)]
    project.redo()
    assert rows(path, "SELECT min(revision), max(revision) FROM annotations") == [(3, 3)]
    assert rows(path, "SELECT count(*) FROM tombstones") == [(0,)]
    project.undo()
    project.redo()
    assert rows(path, "SELECT min(revision), max(revision) FROM annotations") == [(5, 5)]


def test_what_was_imported_of_others_leaves_no_tombstone(
    project: Project, article: Article, path: Path
) -> None:
    theirs = replace(planned(project, article, (0, 6)), annotator_id=BOB.id)
    with project.act("import annotations") as change:
        change.insert(BOB)
        change.insert_annotations([theirs])
    project.undo()
    assert rows(path, "SELECT count(*) FROM tombstones") == [(0,)]
    project.redo()
    assert project.annotation(theirs.id) == theirs


def test_an_article_comes_back_to_its_place(project: Project, article: Article) -> None:
    second = add(project, "Second", "Second")
    articles.remove(project, article.id)
    assert [one.id for one in project.articles()] == [second.id]
    project.undo()
    assert [one.id for one in project.articles()] == [article.id, second.id]


def test_an_article_whose_place_was_taken_comes_last(project: Project, article: Article) -> None:
    last = add(project, "Last", "Last")
    articles.remove(project, last.id)
    project.switch_annotator(BOB)
    theirs = add(project, "Bob's", "Bob's")
    project.switch_annotator(ANN)
    project.undo()
    assert [one.id for one in project.articles()] == [article.id, theirs.id, last.id]


def test_many_rows_whose_numbers_were_taken(project: Project, article: Article, path: Path) -> None:
    import_many(project, article)
    ids = [one.id for one in project.annotations(article.id)]
    project.undo()
    project.switch_annotator(BOB)
    mark(project, article, (0, 6))
    project.switch_annotator(ANN)
    project.redo()
    assert {one.id for one in project.annotations(article.id)} >= set(ids)
    assert projects.check(path).findings == []
    project.undo()
    assert len(project.annotations(article.id)) == 1


def test_a_damaged_entry_is_refused_and_changes_nothing(
    project: Project, article: Article, path: Path
) -> None:
    mark(project, article, (0, 6))
    project.close()
    tamper(path, "UPDATE journal SET changes = '[{' WHERE verb = 'mark'")
    before = image(path)
    with (
        Project.open(path, annotator=ANN) as again,
        pytest.raises(ProjectDamaged, match="journal is damaged"),
    ):
        again.undo()
    assert image(path) == before


def test_the_history_can_be_read(project: Project, article: Article) -> None:
    annotation = mark(project, article, (0, 6))
    import_many(project, article)
    other = add(project, "Other", "Other")
    project.undo()
    acts = project.history()
    assert [(act.kind, act.verb) for act in acts] == [
        ("undo", "add articles"),
        ("do", "add articles"),
        ("do", "import annotations"),
        ("do", "mark"),
        ("do", "add articles"),
        ("do", "add annotator"),
    ]
    assert acts[0].target == acts[1].seq
    assert all(act.annotator_id == ANN.id for act in acts)
    assert project.history(limit=2) == acts[:2]
    assert project.history(before=acts[1].seq) == acts[2:]
    assert [act.verb for act in project.history(article_id=article.id)] == ["mark"]
    first, second = project.changes(acts[3])
    assert isinstance(first, Change)
    assert isinstance(second, Change)
    assert (first.kind, first.id) == ("annotation", annotation.id)
    (bulk,) = project.changes(acts[2])
    assert isinstance(bulk, Inserted)
    assert bulk.last - bulk.first == 119
    assert project.changes(acts[0]) == project.changes(acts[1])
    assert other.id not in {one.id for one in project.articles()}


def test_undo_without_limit_over_all_there_was(project: Project, article: Article, path: Path) -> None:
    for start in range(150):
        mark(project, article, (start, start + 4))
    while history.undoable(project):
        history.undo(project)
    assert project.articles() == []
    while history.redoable(project):
        history.redo(project)
    assert len(project.annotations(article.id)) == 150
    assert projects.check(path).findings == []


@pytest.mark.parametrize(
    "payload", ["NULL", "X''", "X'00'", "substr(payload, 1, length(payload) - 9)", "X'789c030000000001'"]
)
def test_rows_for_redoing_that_are_damaged_are_refused_whole(
    project: Project, article: Article, path: Path, payload: str
) -> None:
    add_many(project, article)
    project.undo()
    project.close()
    tamper(path, f"UPDATE journal SET payload = {payload} WHERE payload IS NOT NULL")
    before = image(path, revisions=True)
    with Project.open(path, annotator=ANN) as again:
        with pytest.raises(ProjectDamaged, match="cannot be redone: its entry in the journal is damaged"):
            again.redo()
        assert image(path, revisions=True) == before
        mark(again, article, (0, 6))
