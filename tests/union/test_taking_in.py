"""What a colleague's file may change, and what stays as it is."""

import shutil
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from annotator.core.errors import Cancelled, NotAllowed
from annotator.core.model import Annotation
from annotator.core.text import sha256
from annotator.services import entities, fields, marking, projects, taking_in
from annotator.services.fields import Aim
from annotator.services.progress import Progress
from annotator.services.taking_in import Incoming
from annotator.storage.project import Project
from tests.storage import helpers
from tests.storage.helpers import ANN, BOB, TEXT, person, rows, tamper
from tests.union.people import base, copy_for, dump, take

FIXTURES = Path(__file__).parents[1] / "storage" / "fixtures"


@pytest.fixture
def lead(tmp_path: Path) -> Path:
    return base(tmp_path / "lead.annotator")


@pytest.fixture
def bob(lead: Path) -> Path:
    return copy_for(lead, "bob")


def marked(path: Path, *spans: tuple[int, int]) -> list[Annotation]:
    """Let Bob mark some claims, and return them."""
    with Project.open(path, annotator=BOB) as project:
        return [helpers.mark(project, project.articles()[0], span) for span in spans]


def test_the_preview_says_who_did_what_where_and_changes_nothing(lead: Path, bob: Path) -> None:
    marked(bob, (0, 6), (44, 49))
    before = dump(lead)
    with Project.open(lead, annotator=ANN) as project:
        incoming = taking_in.look(project, [bob])
    (report,) = incoming.files
    (bobs,) = report.people
    assert (bobs.annotator.name, bobs.known) == ("Bob", False)
    assert [(one.title, one.annotations.new) for one in bobs.articles] == [("A council speaks", 2)]
    assert (report.name, report.format, report.taken_before) == ("bob.annotator", 3, False)
    assert incoming.is_news and not report.needs_a_look
    assert dump(lead) == before


def test_an_older_file_after_a_newer_one_undoes_nothing(lead: Path, bob: Path) -> None:
    (first, second) = marked(bob, (0, 6), (44, 49))
    older = copy_for(bob, "older")
    with Project.open(bob, annotator=BOB) as project:
        marking.replace(project, replace(first, note="better"), "change note")
        marking.remove(project, [second.id])
    take(lead, bob)
    before = dump(lead)
    incoming, _ = take(lead, older)
    assert not incoming.is_news
    assert dump(lead) == before
    assert rows(lead, "SELECT note FROM annotations WHERE id = ?", first.id) == [("better",)]
    assert rows(lead, "SELECT id FROM annotations WHERE id = ?", second.id) == []


def test_what_was_removed_goes_and_stays_removed(lead: Path, bob: Path) -> None:
    (first,) = marked(bob, (0, 6))
    older = copy_for(bob, "older")
    take(lead, bob)
    with Project.open(bob, annotator=BOB) as project:
        marking.remove(project, [first.id])
    incoming, _ = take(lead, bob)
    assert incoming.files[0].annotations.removed == 1
    take(lead, older)
    assert rows(lead, "SELECT id FROM annotations WHERE id = ?", first.id) == []


def test_somebody_else_cannot_remove_what_bob_made(lead: Path, bob: Path) -> None:
    (first,) = marked(bob, (0, 6))
    take(lead, bob)
    forged = copy_for(bob, "forged")
    tamper(
        forged,
        f"DELETE FROM annotations WHERE id = '{first.id}'; INSERT INTO tombstones VALUES"
        f" ('{first.id}', 'annotation', 'somebody', '2030-01-01T00:00:00.000Z', 99)",
    )
    incoming, _ = take(lead, forged)
    (aside,) = incoming.files[0].set_aside
    assert "somebody else" in aside.reason
    assert rows(lead, "SELECT count(*) FROM annotations WHERE id = ?", first.id) == [(1,)]


def test_a_row_with_the_id_of_somebody_elses_is_set_aside(lead: Path, bob: Path) -> None:
    (first,) = marked(bob, (0, 6))
    take(lead, bob)
    forged = copy_for(bob, "forged")
    tamper(forged, f"UPDATE annotations SET annotator_id = '{ANN.id}', revision = 9 WHERE id = '{first.id}'")
    before = dump(lead)
    incoming, _ = take(lead, forged)
    assert [one.id for one in incoming.files[0].set_aside] == [first.id]
    assert dump(lead) == before


def test_a_text_that_differs_by_one_character_is_listed_and_never_compared(
    lead: Path, tmp_path: Path
) -> None:
    other = tmp_path / "other.annotator"
    with helpers.create(other, BOB) as project:
        article = helpers.add(project, TEXT.replace("Friday", "Fridai"))
        helpers.mark(project, article, (0, 6))
    before = dump(lead)
    incoming, _ = take(lead, other)
    (report,) = incoming.files
    (text,) = report.other_texts
    assert (text.title, text.ours, text.left_out) == ("A council speaks", "A council speaks", 1)
    assert report.needs_a_look and not report.new_articles and not report.set_aside
    assert dump(lead) == before


def test_the_same_id_with_another_text_is_no_article_of_ours(lead: Path, bob: Path) -> None:
    marked(bob, (0, 6))
    text = TEXT.replace("Friday", "Fridai")
    hash_ = sha256(text)
    tamper(
        bob,
        f"DROP TRIGGER texts_are_frozen; UPDATE texts SET text = replace(text, 'Friday', 'Fridai'),"
        f" sha256 = '{hash_}'; UPDATE articles SET text_sha256 = '{hash_}'",
    )
    before = dump(lead)
    incoming, _ = take(lead, bob)
    assert len(incoming.files[0].other_texts) == 1
    assert dump(lead) == before


def test_an_article_with_the_same_text_and_another_id_is_ours(lead: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.annotator"
    with helpers.create(other, BOB) as project:
        article = helpers.add(project, title="Another title")
        helpers.mark(project, article, (0, 6))
    incoming, _ = take(lead, other)
    (report,) = incoming.files
    assert not report.new_articles and report.annotations.new == 1
    assert [(one.what, one.ours, one.theirs) for one in report.metadata] == [
        ("title", "A council speaks", "Another title")
    ]
    assert rows(lead, "SELECT count(*), min(title) FROM articles") == [(1, "A council speaks")]
    assert projects.check(lead).findings == []


def test_a_new_article_comes_with_its_text(lead: Path, bob: Path) -> None:
    with Project.open(bob, annotator=BOB) as project:
        article = helpers.add(project, "Quite another text 😀.\n", "Second")
        helpers.mark(project, article, (0, 5))
    incoming, taken = take(lead, bob)
    assert [one.title for one in incoming.files[0].new_articles] == ["Second"]
    assert taken.counts["article"].new == 1
    with Project.open(lead, annotator=ANN) as project:
        assert project.text(article.id) == "Quite another text 😀.\n"
        assert project.search_articles("another") == [article.id]
        project.undo()
        assert len(project.articles()) == 1
    assert projects.check(lead).findings == []


def test_two_people_who_invented_the_same_entity_stay_two(lead: Path, bob: Path) -> None:
    cid = copy_for(lead, "cid")
    made = []
    for path, who, name in ((bob, BOB, "Olena K."), (cid, person("Cid"), "olena k.")):
        with Project.open(path, annotator=who) as project:
            made.append(helpers.entity(project, name).id)
    incoming, taken = take(lead, bob, cid)
    ((clash,),) = [one.clashes for one in incoming.files if one.clashes]
    assert {clash.ours.id, clash.theirs.id} == set(made)
    assert taken.proposals == (clash,)
    with Project.open(lead, annotator=ANN) as project:
        assert all((one := project.entity(id_)) and not one.merged_into for id_ in made)
        entities.merge(project, *made)
    assert not take(lead, bob, cid)[0].is_news


def test_an_entity_that_was_removed_there_stays_as_long_as_it_is_mentioned_here(
    lead: Path, bob: Path
) -> None:
    with Project.open(lead, annotator=ANN) as project:
        ivanov = next(one for one in project.entities() if one.name == "Ivanov")
        claim = next(one for one in project.annotations(project.articles()[0].id) if one.layer == "claim")
        fields.add_link(project, claim.id, "about", Aim(entity_id=ivanov.id))
    with Project.open(bob, annotator=BOB) as project:
        entities.remove(project, [ivanov.id])
    take(lead, bob)
    with Project.open(lead, annotator=ANN) as project:
        assert project.entity(ivanov.id) is not None
        (link,) = [one for one in project.links_of(claim.id) if one.entity_id == ivanov.id]
        fields.set_links(project, [claim.id], "about", [])
    assert projects.check(lead).findings == []
    take(lead, bob)
    assert rows(lead, "SELECT id FROM entities WHERE id = ?", ivanov.id) == []
    assert link.field == "about"


def test_one_revision_and_two_contents_the_later_stands_and_the_other_is_noted(lead: Path, bob: Path) -> None:
    cid = copy_for(lead, "cid")
    with Project.open(lead, annotator=ANN) as project:
        ivanov = next(one for one in project.entities() if one.name == "Ivanov")
    for path, who, name in ((bob, BOB, "Ivanov I."), (cid, person("Cid"), "Ivanov C.")):
        with Project.open(path, annotator=who) as project:
            entities.edit(project, replace(ivanov, name=name))
    other = copy_for(lead, "other order")
    take(lead, bob)
    incoming, _ = take(lead, cid)
    (conflict,) = incoming.files[0].conflicts
    assert (conflict.kind, conflict.ours_stays) == ("entity", False)
    take(other, cid)
    incoming, _ = take(other, bob)
    assert [one.ours_stays for one in incoming.files[0].conflicts] == [True]
    assert dump(lead) == dump(other)
    assert rows(lead, "SELECT name FROM entities WHERE id = ?", ivanov.id) == [("Ivanov C.",)]
    ((content,),) = rows(lead, "SELECT content FROM conflicts")
    assert "Ivanov I." in str(content)
    assert not take(lead, bob)[0].files[0].conflicts, "noted once"


def test_changes_in_my_own_name_are_listed_and_only_come_in_if_i_say_so(lead: Path) -> None:
    elsewhere = copy_for(lead, "elsewhere")
    with Project.open(elsewhere, annotator=ANN) as project:
        article = project.articles()[0]
        claim, date = (
            next(one for one in project.annotations(article.id) if one.layer == layer)
            for layer in ("claim", "date")
        )
        marking.replace(project, replace(claim, note="elsewhere"), "change note")
        marking.remove(project, [date.id])
        new = helpers.mark(project, article, (0, 6))
        fields.set_links(project, [claim.id], "speaker", [Aim(entity_id=project.entities()[1].id)])
    target = copy_for(lead, "target")
    incoming, _ = take(target, elsewhere)
    found = {(one.kind, one.what) for one in incoming.own}
    assert {("annotation", "changed"), ("annotation", "removed")} <= found
    assert rows(target, "SELECT note FROM annotations WHERE id = ?", claim.id) == [("",)]
    assert rows(target, "SELECT count(*) FROM annotations WHERE id IN (?, ?)", date.id, new.id) == [(2,)]
    take(target, elsewhere, own=True)
    assert rows(target, "SELECT note FROM annotations WHERE id = ?", claim.id) == [("elsewhere",)]
    assert rows(target, "SELECT id FROM annotations WHERE id = ?", date.id) == []
    with Project.open(target, annotator=ANN) as project:
        (link,) = project.links_of(claim.id)
        assert link.entity_id and not link.target_id
    assert projects.check(target).findings == []


def test_what_the_codebook_lacks_is_added_and_what_differs_stays(lead: Path, bob: Path) -> None:
    with Project.open(bob, annotator=BOB) as project:
        book = project.codebook()
        claim = book.layers[0]
        summary = claim.field("summary")
        assert summary is not None
        more = replace(
            claim, title="Assertion", fields=(*claim.fields, replace(summary, id="remark", key=""))
        )
        with project.act("change codebook") as change:
            change.put_codebook(replace(book, layers=(more, *book.layers[1:])))
        one = helpers.mark(project, project.articles()[0], (0, 6))
        fields.set_value(project, [one.id], "remark", "said twice")
    incoming, _ = take(lead, bob)
    found = {(one.where, one.what, one.added) for one in incoming.files[0].codebook}
    assert found == {("claim", "title", False), ("claim.remark", "missing", True)}
    with Project.open(lead, annotator=ANN) as project:
        layer = project.codebook().layers[0]
        assert layer.title == "Claim" and layer.fields[-1].id == "remark"
        project.undo()
        assert project.codebook().layers[0].field("remark") is None
        project.redo()
    assert projects.check(lead).findings == []


def test_another_person_of_the_same_name_stays_another_person(lead: Path, bob: Path) -> None:
    other_ann = person("Ann")
    tamper(
        bob,
        f"INSERT INTO annotators SELECT '{other_ann.id}', 'Ann', created_at, updated_at, 1 FROM annotators",
    )
    incoming, _ = take(lead, bob)
    assert [one.id for one in incoming.files[0].namesakes] == [other_ann.id]


def test_it_is_refused_if_the_project_changed_since_the_look(lead: Path, bob: Path) -> None:
    marked(bob, (0, 6))
    with Project.open(lead, annotator=ANN) as project:
        incoming = taking_in.look(project, [bob])
        helpers.mark(project, project.articles()[0], (0, 6))
        before = project.count_annotations()
        with pytest.raises(NotAllowed, match="look at them again"):
            taking_in.take_in(project, incoming)
        assert project.count_annotations() == before
        project.undo()
        taking_in.take_in(project, taking_in.look(project, [bob]))
        assert project.count_annotations() == before


def test_cancelled_at_every_step_it_leaves_everything_as_it_was(lead: Path, bob: Path) -> None:
    class Stop(Progress):
        def __init__(self, steps: int) -> None:
            self.left = steps

        def step(self, done: int, total: int, what: str) -> None:
            self.left -= 1
            if self.left < 0:
                raise Cancelled("Stopped.")

    marked(bob, (0, 6))
    before = dump(lead)
    cancelled = 0
    with Project.open(lead, annotator=ANN) as project:
        for steps in range(100):
            stop = Stop(steps)
            try:
                taking_in.take_in(project, taking_in.look(project, [bob], stop), progress=stop)
            except Cancelled:
                cancelled += 1
                assert dump(lead) == before
            else:
                break
    assert cancelled > 2
    assert dump(lead) != before


def test_a_lead_s_file_brings_decisions_back_to_whom_they_are_about(lead: Path, bob: Path) -> None:
    (first,) = marked(bob, (0, 6))
    take(lead, bob)
    with Project.open(lead, annotator=ANN) as project:
        (one,) = [one for one in project.annotations(first.article_id) if one.id == first.id]
        said = helpers.decision(project, one, "well seen")
    incoming, _ = take(bob, lead, annotator=BOB)
    (report,) = incoming.files
    assert report.decisions.new == 1 and not report.own and not report.annotations
    with Project.open(bob, annotator=BOB) as project:
        assert [(one.id, one.reason) for one in project.decisions()] == [(said.id, "well seen")]
    assert projects.check(bob).findings == []


@pytest.mark.parametrize("number", [1, 2])
def test_files_of_older_formats_are_read_as_they_are(tmp_path: Path, number: int) -> None:
    old = FIXTURES / f"format-{number}.annotator"
    target = tmp_path / "new.annotator"
    projects.create(target, "Lead").close()
    received = tmp_path / "received.annotator"
    shutil.copy(old, received)
    with Project.open(target, annotator=person("Lead")) as project:
        incoming = taking_in.look(project, [received])
        taking_in.take_in(project, incoming)
    (report,) = incoming.files
    assert report.format == number and not report.set_aside
    assert received.read_bytes() == old.read_bytes()
    for table in ("articles", "annotations"):
        assert rows(target, f"SELECT count(*) FROM {table}") == rows(old, f"SELECT count(*) FROM {table}")
    assert projects.check(target).findings == []


def test_what_another_connection_looked_at_can_be_taken_in(lead: Path) -> None:
    elsewhere = copy_for(lead, "elsewhere")
    with Project.open(elsewhere, annotator=ANN) as project:
        claim = next(one for one in project.annotations(project.articles()[0].id) if one.layer == "claim")
        marking.replace(project, replace(claim, note="elsewhere"), "change note")
    with Project.open(lead, annotator=ANN) as project:
        with ThreadPoolExecutor(1) as pool:
            incoming = pool.submit(_looked_by_another, project, elsewhere).result()
        taken = taking_in.take_in(project, incoming, own=True)
        assert taken.counts["annotation"].changed == 1
        assert [one.note for one in project.annotations(claim.article_id) if one.id == claim.id] == [
            "elsewhere"
        ]


def _looked_by_another(project: Project, path: Path) -> Incoming:
    with project.again() as second:
        return taking_in.look(second, [path])
