"""What goes into a colleague's file: rows of this project, chosen one by one."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path

from annotator.core.model import Annotation, Annotator, Article, Entity, Link, Status
from annotator.core.review import Assignment, Decision, decision_id
from annotator.services import fields
from annotator.services.progress import Progress
from annotator.storage.kind import Kind
from annotator.storage.project import Project
from annotator.storage.review_rows import COMMENT, DECISION, READING, TOMBSTONE
from annotator.storage.rows import ANNOTATION, ANNOTATOR, ARTICLE, ENTITY, LINK, Thing
from annotator.storage.taking_in import Plan


class Entities(StrEnum):
    """Which entities a colleague gets."""

    ALL = "all"
    USED = "used"
    """Those that the annotations mention which are handed out."""
    NONE = "none"
    """None but those that are mentioned: an annotation without them would say something else."""


@dataclass(frozen=True, slots=True)
class HandOut:
    """What is handed out to one person.

    Blind is a file without anybody's annotations: ``annotator_ids`` is empty, and so are no
    decisions in it.
    """

    assignee: str
    """Their name; who the project knows by this name is meant."""
    article_ids: tuple[str, ...]
    annotator_ids: frozenset[str] = frozenset()
    """Whose annotations go along."""
    reviews: bool = False
    """With the decisions and comments on those annotations, changed copies, and comments on articles."""
    entities: Entities = Entities.ALL
    due: str = ""
    """``YYYY-MM-DD``, or empty."""
    note: str = ""


@dataclass(frozen=True, slots=True)
class HandedOut:
    """A file that was made for a colleague."""

    path: Path
    assignment: Assignment
    assignee: str
    articles: int
    annotations: int
    entities: int


class Filling:
    """Fills one file."""

    def __init__(
        self, project: Project, wanted: HandOut, assignee: Annotator, articles: Sequence[Article]
    ) -> None:
        """Prepare to fill it with ``articles`` for ``assignee``."""
        self._project = project
        self._wanted = wanted
        self._assignee = assignee
        self._articles = articles
        self._plan = Plan()
        self._people: set[str] = {assignee.id}

    def write(self, part: Path, assignment: Assignment, progress: Progress) -> tuple[int, int, int]:
        """Write the file; returns the numbers of articles, annotations and entities in it."""
        project = self._project
        for done, article in enumerate(self._articles):
            progress.step(done, len(self._articles), "articles")
            self._take_article(article)
        self._take_entities()
        self._take_reopened()
        self._take_people()
        title = project.properties().get("title", "")
        with (
            Project.create(
                part, annotator=project.annotator, codebook=project.codebook(), title=title
            ) as new,
            new.act("hand out", self._assignee.name, for_good=True) as change,
        ):
            self._plan.seq = new.ours().newest_act()
            change.take_in(self._plan)
            change.insert(assignment)
        progress.step(len(self._articles), len(self._articles), "articles")
        rows = self._plan.rows
        return len(rows[ARTICLE]), len(rows.get(ANNOTATION, {})), len(rows.get(ENTITY, {}))

    def _take(self, kind: Kind, things: Iterable[Thing]) -> None:
        rows = self._plan.rows.setdefault(kind, {})
        for thing in things:
            rows[thing.id] = kind.values(thing)
            self._people.add(getattr(thing, "annotator_id", ""))

    def _take_article(self, article: Article) -> None:
        self._take(ARTICLE, [self._as_new(article)])
        self._plan.texts[article.text_sha256] = self._project.text(article.id)
        whose = self._wanted.annotator_ids
        if not whose:
            return
        everything = self._project.annotations(article.id)
        chosen = {one.id: one for one in everything if one.annotator_id in whose and not one.copy_of}
        if self._wanted.reviews:
            chosen |= self._take_reviews(article.id, set(chosen), everything)
        self._take(ANNOTATION, chosen.values())
        links = fields.links_by_annotation(self._project, article.id)
        self._take(LINK, [link for id_ in chosen for link in _within(links.get(id_, []), chosen)])
        self._take(READING, [one for one in self._project.readings(article.id) if one.annotator_id in whose])

    def _as_new(self, article: Article) -> Article:
        """Return an article that nobody has worked on, without a trace of those that are left out."""
        present = {one.id for one in self._articles}
        before = article.previous_id if article.previous_id in present else ""
        author = self._project.annotator.id
        return replace(article, status=Status.TO_DO, previous_id=before, annotator_id=author)

    def _take_reviews(
        self, article_id: str, about: Collection[str], everything: Iterable[Annotation]
    ) -> dict[str, Annotation]:
        """Take decisions and comments on some annotations; returns the changed copies that are gold."""
        decisions: list[Decision] = [
            one for one in self._project.decisions(article_id) if one.annotation_id in about
        ]
        self._take(DECISION, decisions)
        comments = self._project.comments(article_id)
        self._take(COMMENT, [one for one in comments if not one.annotation_id or one.annotation_id in about])
        gold = {one.gold_id for one in decisions}
        return {one.id: one for one in everything if one.copy_of in about and one.id in gold}

    def _take_entities(self) -> None:
        everything = self._project.entities()
        if self._wanted.entities is Entities.ALL:
            self._take(ENTITY, everything)
            return
        place = LINK.columns.index("entity_id")
        used = {str(row[place]) for row in self._plan.rows.get(LINK, {}).values() if row and row[place]}
        self._take(ENTITY, _with_what_they_became(used, {one.id: one for one in everything}))

    def _take_reopened(self) -> None:
        """Let it be known of decisions that they were taken back; else they would stand elsewhere."""
        if not self._wanted.reviews:
            return
        rows = [row for row in self._project.ours().all_rows(TOMBSTONE) if row[1] == DECISION.name]
        if not rows:
            return
        people = [one.id for one in self._project.annotators()]
        about = self._plan.rows.get(ANNOTATION, {})
        ids = {decision_id(one, person) for one in about for person in people}
        taken = {str(row[0]): row for row in rows if row[0] in ids}
        self._plan.rows[TOMBSTONE] = {**taken}
        self._people.update(str(row[2]) for row in taken.values())

    def _take_people(self) -> None:
        known = {one.id: one for one in self._project.annotators()} | {self._assignee.id: self._assignee}
        self._take(ANNOTATOR, [known[id_] for id_ in sorted(self._people) if id_ in known])


def _within(links: Iterable[Link], chosen: Collection[str]) -> Iterator[Link]:
    """Yield the links that point to nothing that is left out, unchanged: others would clash later."""
    for link in links:
        if not link.target_id or link.target_id in chosen:
            yield link


def _with_what_they_became(ids: Iterable[str], by_id: dict[str, Entity]) -> list[Entity]:
    """Return entities with those that they were merged into, however far that goes."""
    found: dict[str, Entity] = {}
    waiting = list(ids)
    while waiting:
        entity = by_id.get(waiting.pop())
        if entity is None or entity.id in found:
            continue
        found[entity.id] = entity
        if entity.merged_into:
            waiting.append(entity.merged_into)
    return sorted(found.values(), key=lambda one: one.id)


__all__ = ["Entities", "Filling", "HandOut", "HandedOut"]
