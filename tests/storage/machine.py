"""Everything that a person can do to a project, for tests that do it at random."""

import tempfile
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from annotator.core.codebook import Codebook
from annotator.core.errors import (
    InvalidSpan,
    InvalidValue,
)
from annotator.core.model import Annotation, Article, Entity, Origin, Status, with_fragments
from annotator.core.spans import Span, merged, with_added, with_removed
from annotator.services import (
    articles,
    codebooks,
    entities,
    fields,
    marking,
    mentions,
    projects,
)
from annotator.services.fields import NOBODY, Aim
from annotator.storage.bulk import MANY
from annotator.storage.project import Project
from tests.storage.helpers import CODEBOOK, LAYERS, TEXT, add, create, planned, rows
from tests.storage.helpers import article as new_article

TEXTS = (TEXT, "Short 😀.", "One line of the council, and no more of it. " * 20)
WORDS = st.sampled_from(["", "x", "a;b", "back\\slash", "née 😀", "قال", "two\nlines"])
LAYER_IDS = st.sampled_from([layer.id for layer in LAYERS])
SPANS = st.lists(st.tuples(st.integers(0, 150), st.integers(1, 12)), min_size=1, max_size=3)
PICK = st.integers(0, 10**6)


def without(book: Codebook, *names: str) -> Codebook:
    """Return a codebook without some fields and choices of the claims, by their ids."""
    claim, *others = book.layers
    kept = (one for one in claim.fields if one.id not in names)
    left = [replace(one, choices=tuple(c for c in one.choices if c.id not in names)) for one in kept]
    return replace(book, layers=(replace(claim, fields=tuple(left)), *others))


BOOKS = (
    CODEBOOK,
    without(CODEBOOK, "summary", "indirect"),
    without(CODEBOOK, "about"),
    replace(CODEBOOK, entity_kinds=CODEBOOK.entity_kinds[:1], guideline="Less of it."),
)


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

    # --- entities, values and links ----------------------------------------------------

    def entity(self, pick: int) -> Entity | None:
        found = self.project.entities()
        return found[pick % len(found)] if found else None

    def own(self, picks: list[int], layer: str) -> list[Annotation]:
        """Return annotations of a layer by the present annotator."""
        found = filter(None, map(self.annotation, picks))
        mine = (one for one in found if one.annotator_id == self.project.annotator.id)
        return list({one.id: one for one in mine if one.layer == layer}.values())

    @rule(name=WORDS.filter(bool), kind=st.sampled_from(["", "person", "government"]))
    def add_entity(self, name: str, kind: str) -> None:
        book = self.project.codebook()
        known = kind if any(one.id == kind for one in book.entity_kinds) else ""
        entities.create(self.project, replace(entities.planned(name, known), aliases=("x", name)))

    @rule(pick=PICK, name=WORDS.filter(bool))
    def rename_entity(self, pick: int, name: str) -> None:
        found = self.entity(pick)
        if found is not None:
            entities.edit(self.project, replace(found, name=name))

    @rule(one=PICK, other=PICK)
    def merge(self, one: int, other: int) -> None:
        kept, gone = self.entity(one), self.entity(other)
        if kept is None or gone is None:
            return
        roster = entities.roster(self.project)
        if roster.get(kept.id) == roster.get(gone.id):
            with pytest.raises(InvalidValue, match="cannot be merged with itself"):
                entities.merge(self.project, kept.id, gone.id)
        else:
            entities.merge(self.project, kept.id, gone.id)

    @rule(pick=PICK)
    def split_off(self, pick: int) -> None:
        found = self.entity(pick)
        if found is not None and found.merged_into:
            entities.split_off(self.project, found.id)

    @rule()
    def remove_unused(self) -> None:
        found = entities.unused(self.project)
        if found:
            entities.remove(self.project, [one.id for one in found])

    @rule(picks=st.lists(PICK, min_size=1, max_size=3), pick=PICK, new=st.booleans())
    def assign(self, picks: list[int], pick: int, new: bool) -> None:
        mine = self.own(picks, "actor")
        one = None if new else self.entity(pick)
        if mine:
            chosen = one or entities.planned("Somebody 😀")
            entities.assign(self.project, [each.id for each in mine], chosen, refers="name", proposed=new)

    @rule(picks=st.lists(PICK, min_size=1, max_size=3), value=st.sampled_from(["", "direct", "indirect"]))
    def mode(self, picks: list[int], value: str) -> None:
        mine = self.own(picks, "claim")
        choices = self.project.codebook().field("claim", "mode")
        if mine and choices is not None and (not value or choices.choice(value)):
            fields.set_value(self.project, [one.id for one in mine], "mode", value)

    @rule(pick=PICK, text=WORDS)
    def summary(self, pick: int, text: str) -> None:
        mine = self.own([pick], "claim")
        if mine and self.project.codebook().field("claim", "summary") is not None:
            fields.set_value(self.project, [mine[0].id], "summary", text)

    @rule(pick=PICK, picks=st.lists(PICK, max_size=4), field=st.sampled_from(["about", "speaker"]))
    def link(self, pick: int, picks: list[int], field: str) -> None:
        mine = self.own([pick], "claim")
        if not mine or self.project.codebook().field("claim", field) is None:
            return
        here = self.project.annotations(mine[0].article_id)
        actors = [Aim(target_id=one.id) for one in here if one.layer == "actor"]
        aims = actors + [Aim(entity_id=one.id) for one in self.project.entities()]
        chosen = [aims[each % len(aims)] for each in picks if aims]
        wanted = chosen if field == "about" else chosen[:1] or [NOBODY]
        fields.set_links(self.project, [mine[0].id], field, wanted)

    @rule(pick=PICK, other=PICK)
    def date_link(self, pick: int, other: int) -> None:
        mine = self.own([pick], "claim")
        if not mine:
            return
        here = self.project.annotations(mine[0].article_id)
        dates = [Aim(target_id=one.id) for one in here if one.layer == "date"] or [Aim(value="2025-09")]
        fields.set_links(self.project, [mine[0].id], "event_date", [dates[other % len(dates)]])

    @rule(picks=st.lists(PICK, min_size=1, max_size=3))
    def confirm(self, picks: list[int]) -> None:
        fields.confirm(self.project, [one.id for layer in LAYERS for one in self.own(picks, layer.id)])

    @rule(pick=PICK)
    def mark_mentions(self, pick: int) -> None:
        where = self.article(pick)
        places = mentions.find(self.project, ["council"], [where.id]) if where else []
        if places:
            mentions.mark(self.project, places, entities.planned("The council"))

    @rule(book=st.sampled_from(BOOKS))
    def change_codebook(self, book: Codebook) -> None:
        codebooks.put(self.project, book)

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
            " UNION ALL SELECT id, revision FROM tombstones UNION ALL SELECT id, revision FROM entities"
            " UNION ALL SELECT id, revision FROM links UNION ALL SELECT id, revision FROM fields"
            " UNION ALL SELECT id, revision FROM choices",
        )
        for id_, revision in found:
            assert isinstance(revision, int)
            assert revision >= self.newest.get(str(id_), 1)
            self.newest[str(id_)] = revision
