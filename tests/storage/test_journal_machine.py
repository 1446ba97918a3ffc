"""Acts, undo, redo and reopening at random: every state that was, comes back as it was."""

import os

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import invariant, precondition, rule

from annotator.core.errors import (
    AnnotatorError,
    NotAllowed,
    NothingToUndo,
    UndoConflict,
)
from annotator.services import (
    history,
    people,
)
from tests.storage.helpers import ANN, BOB, image
from tests.storage.machine import LAYER_IDS, PICK, WORDS, Acts


class OnePerson(Acts):
    """One annotator: undo leads through all earlier states, redo through all later ones."""

    def __init__(self) -> None:
        super().__init__()
        self.states = [image(self.path)]
        self.position = 0
        self.seq = 0

    @invariant()
    def is_as_it_was(self) -> None:
        """After a new act there is one more state; after anything else it is one that was."""
        now = image(self.path)
        newest = next((act.seq for act in self.project.history(limit=1) if act.kind == "do"), self.seq)
        if newest != self.seq:
            del self.states[self.position + 1 :]
            made = [act for act in self.project.history(limit=3) if act.seq > self.seq]
            self.states += [{} for act in made[1:] if act.verb != "add annotator"]
            self.states.append(now)
            self.position = len(self.states) - 1
            self.seq = newest
        assert now == self.states[self.position] or not self.states[self.position]

    @precondition(lambda self: self.position > 0)
    @rule()
    def undo(self) -> None:
        history.undo(self.project)
        self.seq = self.project.history(limit=1)[0].seq
        self.position -= 1

    @precondition(lambda self: self.position < len(self.states) - 1)
    @rule()
    def redo(self) -> None:
        history.redo(self.project)
        self.seq = self.project.history(limit=1)[0].seq
        self.position += 1

    @rule()
    def all_the_way_and_back(self) -> None:
        for _ in range(self.position):
            history.undo(self.project)
        with pytest.raises(NothingToUndo):
            history.undo(self.project)
        assert image(self.path) == self.states[0]
        for _ in range(self.position):
            history.redo(self.project)
        self.seq = self.project.history(limit=1)[0].seq


class TwoPeople(Acts):
    """Two annotators in turn: what cannot be undone is refused whole, and nothing is lost."""

    @rule()
    def switch(self) -> None:
        self.project.switch_annotator(BOB if self.project.annotator.id == ANN.id else ANN)

    @rule(name=st.sampled_from(["Ann", "Anna", "Bob", "Bobby"]))
    def rename(self, name: str) -> None:
        self.tried(lambda: people.rename(self.project, name), AnnotatorError)

    @rule(redo=st.booleans())
    def undo_or_redo(self, redo: bool) -> None:
        call = history.redo if redo else history.undo
        self.tried(lambda: call(self.project), UndoConflict, NothingToUndo)

    @rule(pick=PICK, note=WORDS)
    def note(self, pick: int, note: str) -> None:
        self.tried(lambda: super(TwoPeople, self).note(pick, note), NotAllowed)

    @rule(pick=PICK, tags=st.lists(WORDS, max_size=3))
    def tags(self, pick: int, tags: list[str]) -> None:
        self.tried(lambda: super(TwoPeople, self).tags(pick, tags), NotAllowed)

    @rule(pick=PICK, layer=LAYER_IDS)
    def layer(self, pick: int, layer: str) -> None:
        self.tried(lambda: super(TwoPeople, self).layer(pick, layer), NotAllowed)

    @rule(pick=PICK, start=st.integers(0, 150), size=st.integers(1, 12), adding=st.booleans())
    def fragments(self, pick: int, start: int, size: int, adding: bool) -> None:
        annotation = self.annotation(pick)
        if annotation is not None and annotation.annotator_id == self.project.annotator.id:
            super().fragments(pick, start, size, adding)

    @rule(picks=st.lists(PICK, min_size=1, max_size=4))
    def unmark(self, picks: list[int]) -> None:
        self.tried(lambda: super(TwoPeople, self).unmark(picks), NotAllowed)

    @rule(pick=PICK)
    def take_out(self, pick: int) -> None:
        self.tried(lambda: super(TwoPeople, self).take_out(pick), NotAllowed)

    def tried(self, act: object, *refusals: type[AnnotatorError]) -> None:
        assert callable(act)
        before = image(self.path, revisions=True), len(self.project.history())
        try:
            act()
        except refusals:
            assert (image(self.path, revisions=True), len(self.project.history())) == before


EXAMPLES = int(os.environ.get("ANNOTATOR_TEST_EXAMPLES", "20"))
BUDGET = settings(max_examples=EXAMPLES, stateful_step_count=30, deadline=None)

TestOnePerson = OnePerson.TestCase
TestOnePerson.settings = BUDGET
TestTwoPeople = TwoPeople.TestCase
TestTwoPeople.settings = BUDGET
