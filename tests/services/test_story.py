"""The history: who changed what and when, before and after, also what came in bulk or from colleagues."""

from dataclasses import replace
from pathlib import Path

from annotator.core.model import Status
from annotator.services import articles, entities, fields, history, marking, story
from annotator.services.fields import Aim
from annotator.services.story import CHANGED, MADE, REMOVED, Said, Story
from annotator.storage.project import Project
from tests.storage.helpers import ANN, BOB, add, create, entity, mark, planned
from tests.union.people import base, copy_for, take


def values(said: tuple[Said, ...]) -> list[tuple[str, str, str]]:
    """Return field, before and after of changes."""
    return [(one.title or one.field, one.before, one.after) for one in said]


def test_values_before_and_after_have_the_names_of_things(tmp_path: Path) -> None:
    with create(tmp_path / "a.annotator") as project:
        article = add(project)
        claim = mark(project, article, (18, 60))
        council, ivanov = entity(project, "Council", "government"), entity(project, "Ivanov")
        fields.set_value(project, [claim.id], "mode", "direct")
        fields.set_value(project, [claim.id], "mode", "indirect")
        fields.set_links(project, [claim.id], "speaker", [Aim(entity_id=council.id)])
        fields.set_links(project, [claim.id], "speaker", [Aim(entity_id=ivanov.id)])
        entities.edit(project, replace(ivanov, name="Ivanova"))
        page = Story(project, story.ANNOTATION, claim.id).page()
        assert [values(entry.said) for entry in page] == [
            [("Speaker", "Council", "Ivanova")],
            [("Speaker", "", "Council")],
            [("Mode", "Direct", "Indirect")],
            [("Mode", "", "Direct")],
            [("", "", "")],
        ]
        assert {entry.who for entry in page} == {"Ann"}
        made = page[-1].said[0]
        assert (made.what, made.layer, made.about) == (MADE, "Claim", claim.quote)
        (renamed, *_) = Story(project, story.ENTITY, ivanov.id).page()
        assert values(renamed.said) == [("name", "Ivanov", "Ivanova")]


def test_an_undo_is_an_entry_of_its_own_and_what_it_undid_says_so(tmp_path: Path) -> None:
    with create(tmp_path / "a.annotator") as project:
        claim = mark(project, add(project), (18, 60))
        marking.replace(project, replace(claim, note="one"), "change note")
        history.undo(project)
        undo, change, _ = Story(project, story.ANNOTATION, claim.id).page()
        assert (undo.act.kind, change.state) == ("undo", story.TAKEN_BACK)
        assert undo.of is not None
        assert undo.of.seq == change.seq
        assert (values(undo.said), values(change.said)) == ([("note", "one", "")], [("note", "", "one")])
        history.redo(project)
        redo, undo, change, _ = Story(project, story.ANNOTATION, claim.id).page()
        assert (redo.act.kind, change.state) == ("redo", story.DONE)
        history.undo(project)
        marking.replace(project, replace(claim, note="two"), "change note")
        states = [
            entry.state for entry in Story(project).page() if values(entry.said) == [("note", "", "one")]
        ]
        assert states == [story.DONE, story.TAKEN_BACK], "undone for good is undone, the redo was done"


def test_an_annotation_that_is_gone_keeps_its_history(tmp_path: Path) -> None:
    with create(tmp_path / "a.annotator") as project:
        article = add(project)
        actor, claim = mark(project, article, (18, 29), layer="actor"), mark(project, article, (18, 60))
        fields.set_links(project, [claim.id], "speaker", [Aim(target_id=actor.id)])
        marking.remove(project, [claim.id])
        removed, linked, made = Story(project, story.ANNOTATION, claim.id).page()
        assert REMOVED in [one.what for one in removed.said]
        assert values(linked.said) == [("Speaker", "", actor.quote)]
        assert made.said[0].about == claim.quote


def test_pages_follow_each_other_without_gap_and_the_article_has_all_that_is_in_it(tmp_path: Path) -> None:
    with create(tmp_path / "a.annotator") as project:
        article, other = add(project), add(project, "Another text, about nothing.", "Other")
        for at in range(5):
            mark(project, article, (at, at + 3))
        mark(project, other, (0, 7))
        articles.set_status(project, article.id, Status.DONE)
        found = Story(project, story.ARTICLE, article.id)
        first = found.page(limit=4)
        second = found.page(before=first[-1].seq, limit=4)
        seqs = [entry.seq for entry in first + second]
        assert seqs == sorted(seqs, reverse=True)
        assert len(first + second) == 7, "added, five marks, done; not the other article's"
        assert ("status", "in progress", "done") in values(first[0].said)
        assert found.page(before=seqs[-1]) == []


def test_what_was_imported_is_one_entry_with_counts_and_rows(tmp_path: Path) -> None:
    with create(tmp_path / "a.annotator") as project:
        article = add(project)
        many = [planned(project, article, (at, at + 3), layer="date") for at in range(30)]
        with project.act("import annotations") as change:
            change.insert_annotations(many)
        marking.replace(project, replace(many[3], note="seen"), "change note")
        history.undo(project)
        found = Story(project, story.ANNOTATION, many[3].id)
        _, noted, imported = found.page()
        assert values(noted.said) == [("note", "", "seen")]
        (group,) = imported.brought
        assert (group.kind, group.what, group.count) == ("annotation", MADE, 30)
        assert (group.article, group.annotator) == (article.title, "Ann")
        assert {one.id for one in found.rows(imported, group)} == {one.id for one in many}
        history.undo(project)
        undone, *_ = Story(project).page()
        (group,) = undone.brought
        assert (undone.act.kind, group.what, group.count) == ("undo", REMOVED, 30)
        assert {one.id for one in Story(project).rows(undone, group)} == {one.id for one in many}
        assert {one.what for one in Story(project).rows(undone, group)} == {REMOVED}
        mark(project, article, (0, 3))
        gone = next(one for one in Story(project).page() if one.act.verb == "import annotations" and one.gone)
        assert gone.brought[0].count == 30, "how many is known, which is not"
        assert Story(project).rows(gone, gone.brought[0]) == []


def test_a_colleagues_file_is_one_entry_that_says_what_it_brought(tmp_path: Path) -> None:
    lead = base(tmp_path / "lead.annotator")
    copy = copy_for(lead, "bob")
    with Project.open(copy, annotator=BOB) as project:
        article = project.articles()[0]
        for at in range(12):
            mark(project, article, (at, at + 2), layer="date")
        articles.set_status(project, article.id, Status.DONE)
    take(lead, copy)
    with Project.open(lead, annotator=ANN) as project:
        (entry,) = Story(project).page(limit=1)
        assert entry.act.verb == "take in"
        groups = {(one.kind, one.what, one.annotator): one.count for one in entry.brought}
        assert groups["annotation", MADE, "Bob"] == 12
        assert groups["intake", MADE, ""] == 1
        (inside, *_) = Story(project, story.ARTICLE, article.id).page()
        assert inside.seq == entry.seq, "the article's own history has it, too"
        history.undo(project)
        (entry,) = Story(project).page(limit=1)
        assert ("annotation", REMOVED, 12) in [(one.kind, one.what, one.count) for one in entry.brought]
        assert CHANGED not in [one.what for one in entry.brought if one.kind == "annotation"]
