"""Colleagues' files in any order, and twice over: the same project in the end."""

import tempfile
from itertools import permutations
from pathlib import Path
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.services import projects
from annotator.storage.project import Project
from tests.storage.helpers import ANN, BOB, person
from tests.union.people import base, copy_for, dump, exports, take, work

PEOPLE = (BOB, person("Cid"), person("Dee"))


def worked(folder: Path, chance: Random) -> tuple[Path, list[Path]]:
    """Return the lead's project and three copies in which people worked, the lead too."""
    lead = base(folder / "lead.annotator")
    copies = [copy_for(lead, one.name) for one in PEOPLE]
    for copy, one in zip(copies, PEOPLE, strict=True):
        work(copy, one, chance, 7)
    work(lead, ANN, chance, 4)
    return lead, copies


@settings(max_examples=3, deadline=None)
@given(st.integers(0, 2**32))
def test_all_orders_and_twice_over_give_the_same(seed: int) -> None:
    chance = Random(seed)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        lead, copies = worked(folder, chance)
        orders = chance.sample(list(permutations(copies)), 2)
        results = []
        for number, order in enumerate(orders):
            target = copy_for(lead, f"result {number}")
            for file in (*order, order[0]):
                take(target, file)
            results.append(target)
        together = copy_for(lead, "together")
        take(together, *copies)
        before = dump(together)
        take(together, *reversed(copies))
        assert dump(together) == before, "twice is once"
        before.pop("conflicts")  # who loses against whom does depend on who came first
        expected = exports(together, folder)
        for result in results:
            found = dump(result)
            found.pop("conflicts")
            assert found == before
            assert exports(result, folder) == expected
            assert projects.check(result).findings == []


@settings(max_examples=3, deadline=None)
@given(st.integers(0, 2**32))
def test_undo_takes_all_of_it_out_and_redo_brings_all_of_it_back(seed: int) -> None:
    chance = Random(seed)
    with tempfile.TemporaryDirectory() as name:
        lead, copies = worked(Path(name), chance)
        before = dump(lead)
        _, taken = take(lead, *copies)
        after = dump(lead)
        assert taken.act is not None
        for _ in range(2):
            with Project.open(lead, annotator=ANN) as project:
                project.undo()
            assert dump(lead) == before
            assert projects.check(lead).findings == []
            with Project.open(lead, annotator=ANN) as project:
                project.redo()
            assert dump(lead) == after
        with Project.open(lead, annotator=ANN) as project:
            project.undo()
        take(lead, *copies)
        assert dump(lead) == after, "what was taken out can be taken in again"
