"""Acts, undo, redo and reopening at random: every state that was, comes back as it was."""

import os
import tempfile
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from annotator.core.errors import AnnotatorError, InvalidSpan, NotAllowed, NothingToUndo, UndoConflict
from annotator.core.model import Annotation, Article, Origin, Status, with_fragments
from annotator.core.spans import Span, merged, with_added, with_removed
from annotator.services import articles, history, marking, people, projects
from annotator.storage.bulk import MANY
from annotator.storage.project import Project
from tests.storage.helpers import ANN, BOB, LAYERS, TEXT, add, create, image, planned, rows
from tests.storage.helpers import article as new_article

TEXTS = (TEXT, "Short 😀.", "One line of the council, and no more of it. " * 20)
WORDS = st.sampled_from(["", "x", "a;b", "back\\slash", "née 😀", "قال", "two\nlines"])
LAYER_IDS = st.sampled_from([layer.id for layer in LAYERS])
SPANS = st.lists(st.tuples(st.integers(0, 150), st.integers(1, 12)), min_size=1, max_size=3)
PICK = st.integers(0, 10**6)


class Acts(RuleBasedStateMachine):
    """Everything that a person can do to a project."""

    def __init__(self) -> None:
        super().__init__()
        self.patch = pytest.MonkeyPatch()
        self.folder = tempfile.TemporaryDirectory()
        self.patch.setenv("ANNOTATOR_STATE_DIR", str(Path(self.folder.name) / "state"))
        self.path = Path(self.folder.name) / "a.annotator"
        self.project = create(self.path)
        self.newest: dict[str, int] = {}

    def teardown(self) -> None:
        self.project.close()
        report = projects.check(self.path)
        self.folder.cleanup()
        self.patch.undo()
        assert report.findings == []

    # --- helpers -----------------------------------------------------------------------

    def article(self, pick: int) -> Article | None:
        found = self.project.articles()
        return found[pick % len(found)] if found else None

    def annotation(self, pick: int) -> Annotation | None:
        found = [row.id for row in self.project.stream_annotations()]
        return self.project.annotation(found[pick % len(found)]) if found else None

    def planned(self, where: Article, pairs: list[tuple[int, int]], layer: str) -> Annotation:
        length = where.length
        spans = merged(Span(start % length, min(start % length + size, length)) for start, size in pairs)
        return planned(self.project, where, *spans, layer=layer)

    def changed(self, pick: int, verb: str, **values: object) -> None:
        annotation = self.annotation(pick)
        if annotation is not None:
            marking.replace(self.project, replace(annotation, **values), verb)  # type: ignore[arg-type]

    # --- acts --------------------------------------------------------------------------

    @initialize()
    def begin(self) -> None:
        add(self.project)

    @rule(text=st.sampled_from(TEXTS), title=WORDS)
    def add_one(self, text: str, title: str) -> None:
        add(self.project, text, title)

    @rule(number=st.sampled_from([2, MANY]), pairs=SPANS, layer=LAYER_IDS)
    def add_many(self, number: int, pairs: list[tuple[int, int]], layer: str) -> None:
        texts = [f"Article {index} of {number}" for index in range(number)]
        with self.project.act("add articles") as change:
            (first, *_) = change.insert_articles([(new_article(text, text), text) for text in texts])
        with self.project.act("import annotations") as change:
            change.insert_annotations([self.planned(first, pairs, layer)])

    @rule(pick=PICK, pairs=SPANS, layer=LAYER_IDS)
    def mark(self, pick: int, pairs: list[tuple[int, int]], layer: str) -> None:
        where = self.article(pick)
        if where is not None:
            marking.add(self.project, self.planned(where, pairs, layer))

    @rule(pick=PICK, number=st.sampled_from([1, 3, MANY, MANY + 5]), layer=LAYER_IDS)
    def import_marks(self, pick: int, number: int, layer: str) -> None:
        where = self.article(pick)
        if where is None:
            return
        with self.project.act("import annotations") as change:
            many = [self.planned(where, [(start, 4)], layer) for start in range(number)]
            change.insert_annotations([replace(one, origin=Origin.IMPORTED) for one in many])

    @rule(pick=PICK, note=WORDS)
    def note(self, pick: int, note: str) -> None:
        self.changed(pick, "change note", note=note)

    @rule(pick=PICK, tags=st.lists(WORDS, max_size=3))
    def tags(self, pick: int, tags: list[str]) -> None:
        self.changed(pick, "change tags", tags=tuple(tags))

    @rule(pick=PICK, layer=LAYER_IDS)
    def layer(self, pick: int, layer: str) -> None:
        self.changed(pick, "change layer", layer=layer)

    @rule(pick=PICK, start=st.integers(0, 150), size=st.integers(1, 12), adding=st.booleans())
    def fragments(self, pick: int, start: int, size: int, adding: bool) -> None:
        annotation = self.annotation(pick)
        if annotation is None:
            return
        text = self.project.text(annotation.article_id)
        span = Span(start % len(text), min(start % len(text) + size, len(text)))
        present = annotation.fragments
        other = with_added(present, span) if adding else with_removed(present, span)
        if not other:
            with pytest.raises(InvalidSpan):
                marking.replace(self.project, replace(annotation, fragments=()), "take fragment away")
            return
        verb = "add fragment" if adding else "take fragment away"
        marking.replace(self.project, with_fragments(annotation, other, text), verb)

    @rule(picks=st.lists(PICK, min_size=1, max_size=4))
    def unmark(self, picks: list[int]) -> None:
        found = [one.id for one in map(self.annotation, picks) if one is not None]
        if found:
            marking.remove(self.project, found)

    @rule(pick=PICK, title=WORDS.filter(bool), published=st.sampled_from(["", "2025", "2025-09-18"]))
    def edit(self, pick: int, title: str, published: str) -> None:
        where = self.article(pick)
        if where is not None:
            articles.edit(self.project, where.id, title=title, published=published)

    @rule(pick=PICK, status=st.sampled_from(Status))
    def status(self, pick: int, status: Status) -> None:
        where = self.article(pick)
        if where is not None:
            articles.set_status(self.project, where.id, status)

    @rule(pick=PICK)
    def take_out(self, pick: int) -> None:
        where = self.article(pick)
        if where is not None:
            articles.remove(self.project, where.id)

    @rule()
    def reopen(self) -> None:
        name = self.project.annotator
        self.project.close()
        self.project = Project.open(self.path, annotator=name)
        assert not self.project.read_only

    # --- what always holds -------------------------------------------------------------

    @invariant()
    def revisions_only_grow(self) -> None:
        found = rows(
            self.path,
            "SELECT id, revision FROM articles UNION ALL SELECT id, revision FROM annotations"
            " UNION ALL SELECT id, revision FROM tombstones",
        )
        for id_, revision in found:
            assert isinstance(revision, int)
            assert revision >= self.newest.get(str(id_), 1)
            self.newest[str(id_)] = revision


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
