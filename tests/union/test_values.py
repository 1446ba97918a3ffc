"""Rows of colleagues' files that say what cannot be: copies of nothing, times that there are not."""

from dataclasses import replace
from itertools import permutations
from pathlib import Path

import pytest

from annotator.core.errors import UnreadableInput
from annotator.formats.codebook import fault
from annotator.services import marking, projects, taking_in
from annotator.storage.project import Project
from tests.storage import helpers
from tests.storage.helpers import ANN, BOB, person, rows, tamper
from tests.union.people import base, copy_for, dump, marked, take

CID = person("Cid")


@pytest.fixture
def lead(tmp_path: Path) -> Path:
    return base(tmp_path / "lead.annotator")


@pytest.fixture
def bob(lead: Path) -> Path:
    return copy_for(lead, "bob")


def test_a_copy_of_nothing_that_can_be_copied_is_set_aside(lead: Path, bob: Path) -> None:
    made = marked(bob, BOB, (50, 59), (60, 66), (70, 75), (80, 85), (90, 95))
    with Project.open(bob, annotator=BOB) as project:
        elsewhere = helpers.add(project, "Quite another text.\n", "Second")
        other = helpers.mark(project, elsewhere, (0, 5))
    wanted = {
        made[0].id: (made[0].id, "copy of itself"),
        made[1].id: ("nothing", "no annotation that is known"),
        made[2].id: (other.id, "another article"),
        made[3].id: (made[0].id, "no annotation that is known"),
    }
    for id_, (original, _) in wanted.items():
        tamper(bob, f"UPDATE annotations SET copy_of = '{original}' WHERE id = '{id_}'")
    incoming, _ = take(lead, bob)
    found = {one.id: one.reason for one in incoming.files[0].set_aside}
    assert found.keys() == wanted.keys()
    assert all(reason in found[id_] for id_, (_, reason) in wanted.items())
    assert rows(lead, f"SELECT id FROM annotations WHERE annotator_id = '{BOB.id}' ORDER BY id") == [
        (id_,) for id_ in sorted((made[4].id, other.id))
    ]
    assert projects.check(lead).findings == []


def test_what_is_a_copy_or_none_stays_so(lead: Path, bob: Path) -> None:
    first, second = marked(lead, BOB, (50, 59), (70, 75))
    forged = copy_for(lead, "forged")
    tamper(
        forged,
        f"UPDATE annotations SET copy_of = '{first.id}', revision = revision + 5 WHERE id = '{second.id}'",
    )
    before = dump(lead)["annotations"]
    incoming, _ = take(lead, forged)
    assert [one.id for one in incoming.files[0].set_aside] == [second.id]
    assert dump(lead)["annotations"] == before


def test_a_copy_comes_in_after_its_original_was_removed(lead: Path, bob: Path) -> None:
    (original,) = marked(bob, BOB, (50, 59))
    group = copy_for(bob, "group")
    with Project.open(group, annotator=CID) as project:
        copy = replace(helpers.planned(project, project.articles()[0], (50, 59)), copy_of=original.id)
        marking.add(project, copy)
    with Project.open(bob, annotator=BOB) as project:
        marking.remove(project, [original.id])
    for number, order in enumerate(permutations((bob, group))):
        target = copy_for(lead, f"target {number}")
        for file in order:
            incoming, _ = take(target, file)
            assert not incoming.files[0].set_aside
        assert rows(target, "SELECT copy_of FROM annotations WHERE id = ?", copy.id) == [(original.id,)]


def test_rows_of_times_that_there_are_not_are_set_aside(lead: Path, bob: Path) -> None:
    times = (
        *("2025-99-99T99:99:99.999Z", "2025-02-29T10:00:00.000Z", "2025-01-01T24:00:00.000Z"),
        *("9999-12-31T23:59:59.999Z", "1969-12-31T23:59:59.999Z", "0000-01-01T00:00:00.000Z"),
        *("2025-01-01T10:00:00Z", "2025-01-01T10:00:00.000+02:00", "2025-01-01T10:00:60.000Z"),
    )
    *bad, good = marked(bob, BOB, *((start, start + 5) for start in range(len(times) + 1)))
    for one, time in zip(bad, times, strict=True):
        tamper(bob, f"UPDATE annotations SET updated_at = '{time}' WHERE id = '{one.id}'")
    tamper(bob, f"UPDATE annotations SET updated_at = '2024-02-29T23:59:59.999Z' WHERE id = '{good.id}'")
    incoming, _ = take(lead, bob)
    found = incoming.files[0].set_aside
    assert {one.id for one in found} == {one.id for one in bad}
    assert all("“updated_at” is no time" in one.reason for one in found)
    assert rows(lead, f"SELECT id FROM annotations WHERE annotator_id = '{BOB.id}'") == [(good.id,)]


def test_entities_with_values_that_ours_cannot_have_are_set_aside(lead: Path, bob: Path) -> None:
    changes = {
        "wikidata = 'Q; drop'": "Wikidata id",
        "role = replace(hex(zeroblob(2000)), '00', 'ab')": "longer than 2,000",
        "kind = 'unheard'": "not in the codebook",
        "name = char(8238) || ' '": "needs a name",
    }
    with Project.open(bob, annotator=BOB) as project:
        bad = [helpers.entity(project, f"Someone {number}").id for number in range(len(changes))]
        good = helpers.entity(project, "Somebody").id
    for id_, change in zip(bad, changes, strict=True):
        tamper(bob, f"UPDATE entities SET {change} WHERE id = '{id_}'")
    tamper(bob, f"UPDATE entities SET wikidata = 'q42' WHERE id = '{good}'")
    before = rows(lead, "SELECT count(*) FROM entities")[0][0]
    incoming, _ = take(lead, bob)
    found = {one.id: one.reason for one in incoming.files[0].set_aside if one.kind == "entity"}
    assert len(found) == len(bad)
    assert all(reason in found[id_] for id_, reason in zip(bad, changes.values(), strict=True))
    assert rows(lead, "SELECT name, wikidata FROM entities WHERE id = ?", good) == [("Somebody", "Q42")]
    assert rows(lead, "SELECT count(*) FROM entities") == [(int(str(before)) + 1,)]


def layers(count: int) -> str:
    """Return SQL that adds retired layers, each with a key of its own."""
    return (
        f"WITH RECURSIVE r (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM r WHERE n < {count})"
        " INSERT INTO layers (id, position, title, key, colour, shape, grain, guideline, retired,"
        " updated_at, revision) SELECT 'more' || n, n + 9, 'More ' || n, char(5120 + n), 'amber', 'box',"
        " 'word', '', 1, '', 1 FROM r"
    )


def test_a_codebook_beyond_all_measure_is_refused_in_a_sentence(lead: Path, bob: Path) -> None:
    tamper(bob, layers(500))
    before = dump(lead)
    with (
        Project.open(lead, annotator=ANN) as project,
        pytest.raises(UnreadableInput, match=r"bob\.annotator.*more than 200 layers.*\.$"),
    ):
        taking_in.look(project, [bob])
    assert dump(lead) == before


def test_layers_with_the_keys_and_titles_of_ours_or_of_each_other_come_in_so_that_all_can_be_used(
    lead: Path, bob: Path
) -> None:
    tamper(bob, f"{layers(60)}; UPDATE layers SET retired = 0 WHERE id LIKE 'more_'")
    for id_, change in (
        *(("more1", "key = 'C'"), ("more2", "title = 'Date'"), ("more3", "key = 'E'")),
        *(("more4", "key = 'N'"), ("more60", "id = 'Not an id'")),
    ):
        tamper(bob, f"UPDATE layers SET {change} WHERE id = '{id_}'")
    incoming, _ = take(lead, bob)
    assert sum(one.added for one in incoming.files[0].codebook) == 59
    with Project.open(lead, annotator=ANN) as project:
        book = project.codebook()
    assert fault(book) is None
    found = {one.id: (one.title, one.retired) for one in book.layers}
    assert found["more1"] == ("More 1 (more1)", True)
    assert found["more2"] == ("Date (more2)", False)
    assert found["more3"][1] and found["more4"][1] and not found["more5"][1]
