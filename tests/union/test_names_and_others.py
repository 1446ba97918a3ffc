"""Who is who in a colleague's file, and whose work it changes."""

from dataclasses import replace
from itertools import permutations
from pathlib import Path

import pytest

from annotator.core.ids import new_id
from annotator.core.model import Annotator
from annotator.core.review import Assignment
from annotator.services import marking, projects
from annotator.services.taking_in import FileReport
from annotator.storage.project import Project
from tests.storage import helpers
from tests.storage.helpers import ANN, BOB, person, rows, tamper
from tests.union.people import base, copy_for, dump, marked, take

CID = person("Cid")


@pytest.fixture
def lead(tmp_path: Path) -> Path:
    """Ann's project, to which Bob and Cid belong already."""
    path = base(tmp_path / "lead.annotator")
    for who, span in ((BOB, (0, 6)), (CID, (44, 49))):
        marked(path, who, span)
    return path


@pytest.fixture
def bob(lead: Path) -> Path:
    return copy_for(lead, "bob")


def letters(text: str) -> str:
    """Return a text, whatever its signs, as an expression of SQL."""
    return " || ".join(f"char({ord(one)})" for one in text)


def renamed(path: Path, id_: str, name: str) -> Path:
    tamper(path, f"UPDATE annotators SET name = {letters(name)}, revision = revision + 5 WHERE id = '{id_}'")
    return path


def names(path: Path) -> dict[str, str]:
    return {str(id_): str(name) for id_, name in rows(path, "SELECT id, name FROM annotators")}


# --- names ---------------------------------------------------------------------------------


def test_a_person_with_another_name_there_is_listed_and_has_it_from_then_on(lead: Path, bob: Path) -> None:
    incoming, taken = take(lead, renamed(bob, BOB.id, "Bob Roe"))
    (report,) = incoming.files
    assert [(one.id, one.ours, one.theirs, one.taken) for one in report.renames] == [
        (BOB.id, "Bob", "Bob Roe", True)
    ]
    assert incoming.is_news and not report.needs_a_look
    assert taken.counts["annotator"].changed == 1
    assert names(lead)[BOB.id] == "Bob Roe"
    assert not take(lead, bob)[0].files[0].renames, "once"
    with Project.open(lead, annotator=ANN) as project:
        project.undo()
        project.undo()
    assert names(lead)[BOB.id] == "Bob"


def test_nobody_is_renamed_to_the_name_of_somebody_else(lead: Path, bob: Path) -> None:
    wanted = ("Ann", "ANN", "Cid", "\u202eAnn", "A\u200bnn", "\uff21nn", "Cid\u2069\u061c", "Ci\u200dd\n")
    files = [renamed(copy_for(bob, f"bob {number}"), BOB.id, name) for number, name in enumerate(wanted)]
    incoming, _ = take(lead, *files)
    for report in incoming.files:
        ((ours, theirs, taken),) = [(one.ours, one.theirs, one.taken) for one in report.renames]
        assert ours == "Bob" and theirs.isprintable() and not taken
        assert report.needs_a_look and not report.is_news
    assert names(lead)[BOB.id] == "Bob"


def test_two_people_who_change_names_with_each_other_do_not(lead: Path, bob: Path) -> None:
    renamed(renamed(bob, BOB.id, "Cid"), CID.id, "Bob")
    incoming, _ = take(lead, bob)
    assert [one.taken for one in incoming.files[0].renames] == [False, False]
    assert names(lead)[BOB.id] == "Bob" and names(lead)[CID.id] == "Cid"


def test_my_own_name_stays_and_the_other_is_listed(lead: Path, bob: Path) -> None:
    incoming, _ = take(lead, renamed(bob, ANN.id, "Somebody"))
    assert [(one.theirs, one.taken) for one in incoming.files[0].renames] == [("Somebody", False)]
    assert names(lead)[ANN.id] == "Ann"


def test_names_come_in_without_signs_that_nobody_sees(lead: Path, bob: Path) -> None:
    wanted = {
        "Dee\u202eeeD": "DeeeeD",
        "\u200fDee\u2066\nDoe ": "Dee Doe",
        "\u0639\u0644\u06cc\u200c\u0631\u0636\u0627": "\u0639\u0644\u06cc\u200c\u0631\u0636\u0627",
    }
    people = [person(f"Dee {number}") for number in range(len(wanted))]
    made = []
    for who, name in zip(people, wanted, strict=True):
        marked(bob, who, (60, 66))
        renamed(bob, who.id, name)
        with Project.open(bob, annotator=BOB) as project:
            made.append(helpers.entity(project, f"Entity {who.name}").id)
        said = letters(name)
        tamper(bob, f"UPDATE entities SET name = {said}, aliases = 'x' || {said} WHERE id = '{made[-1]}'")
    take(lead, bob)
    for who, id_, stored in zip(people, made, wanted.values(), strict=True):
        assert names(lead)[who.id] == stored
        found = rows(lead, "SELECT name, aliases FROM entities WHERE id = ?", id_)
        assert found == [(stored, f"x{stored}")]
    assert not take(lead, bob)[0].is_news, "cleaned, they are what ours are"
    assert projects.check(lead).findings == []


def test_a_name_of_ours_that_comes_back_as_it_is_is_no_change(lead: Path) -> None:
    with Project.open(lead, annotator=ANN) as project:
        entity = helpers.entity(project, "Someone")
    tamper(lead, f"UPDATE entities SET name = 'Some' || char(8207) || 'one' WHERE id = '{entity.id}'")
    incoming, _ = take(lead, copy_for(lead, "back"))
    assert not incoming.is_news and not incoming.files[0].conflicts


# --- whose work a file changes ---------------------------------------------------------------


def others(report: FileReport) -> list[tuple[str, str, int, int]]:
    return [(one.annotator.name, one.kind, one.count.changed, one.count.removed) for one in report.others]


def edited(path: Path, who: Annotator, note: str) -> None:
    """Let somebody change a note of theirs, and remove the other annotation."""
    with Project.open(path, annotator=who) as project:
        mine = [
            one
            for one in project.annotations(project.articles()[0].id)
            if one.annotator_id == project.annotator.id
        ]
        marking.replace(project, replace(mine[0], note=note), "change note")
        marking.remove(project, [one.id for one in mine[1:]])


def test_a_file_that_changes_the_work_of_a_third_person_says_so(lead: Path, bob: Path) -> None:
    marked(lead, CID, (60, 66))
    bob = copy_for(lead, "bob again")
    marked(bob, BOB, (50, 59), (70, 75), (80, 85))
    edited(bob, CID, "by whom?")
    incoming, _ = take(lead, bob)
    (report,) = incoming.files
    assert others(report) == [("Cid", "annotation", 1, 1)]
    assert report.needs_a_look
    assert not take(lead, bob)[0].files[0].others


def test_what_is_new_of_a_third_person_is_no_reason_to_ask(lead: Path, bob: Path) -> None:
    marked(bob, BOB, (50, 59), (70, 75))
    marked(bob, CID, (80, 85))
    incoming, _ = take(lead, bob)
    assert incoming.files[0].annotations.new == 3
    assert not incoming.files[0].needs_a_look


def test_a_file_comes_from_whom_it_was_handed_to(lead: Path, bob: Path) -> None:
    with Project.open(bob, annotator=ANN) as project:
        ids = (project.articles()[0].id,)
        with project.act("hand out") as change:
            change.insert(Assignment(new_id(), CID.id, ids, annotator_id=ANN.id))
    edited(bob, CID, "mine")
    marked(bob, BOB, (50, 59), (70, 75), (80, 85))
    assert others(take(lead, bob)[0].files[0]) == []
    edited(bob, BOB, "not Cid's")
    assert others(take(lead, bob)[0].files[0]) == [("Bob", "annotation", 1, 3)]


def test_a_group_s_file_and_one_s_own_give_the_same_in_any_order(lead: Path, tmp_path: Path) -> None:
    bob = copy_for(lead, "bob")
    edited(bob, BOB, "first")
    cid = copy_for(bob, "cid")
    edited(cid, BOB, "second")
    edited(cid, CID, "mine")
    found = []
    for number, order in enumerate(permutations((bob, cid))):
        target = copy_for(lead, f"target {number}")
        for file in order:
            take(target, file)
        found.append(dump(target))
    assert found[0] == found[1]
