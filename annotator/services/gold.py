"""What the decisions add up to, and what they say of each annotation."""

from collections.abc import Iterable
from typing import NamedTuple

from annotator.core.codebook import NO, YES
from annotator.core.model import Annotation, Link
from annotator.core.review import Decision, gold, is_current, standing
from annotator.services import fields
from annotator.storage.project import Project


class Said(NamedTuple):
    """What the reviewers say of an annotation, for a table; empty where nobody has decided."""

    review: str
    """``accept``, ``change`` or ``reject``; ``changed since`` if it says something else now."""
    reviewer: str
    """The name of whoever made the decision that stands."""
    reason: str
    gold: str
    """``yes`` or ``no``; empty if it is not decided."""


NOTHING = Said("", "", "", "")
CHANGED_SINCE = "changed since"


class Verdicts:
    """The decisions of a project, looked up article by article."""

    def __init__(self, project: Project) -> None:
        self._project = project
        self._standing = standing(project.decisions())
        self._of_article: dict[str, list[Decision]] = {}
        for decision in self._standing.values():
            self._of_article.setdefault(decision.article_id, []).append(decision)
        self._names = {one.id: one.name for one in project.annotators()}
        self._article_id = ""
        self._gold: frozenset[str] = frozenset()
        self._annotations: dict[str, Annotation] = {}
        self._links: dict[str, list[Link]] = {}

    @property
    def any(self) -> bool:
        """Whether anything at all is decided."""
        return bool(self._standing)

    def turn_to(self, article_id: str) -> None:
        """Go on with another article."""
        if article_id == self._article_id:
            return
        self._article_id = article_id
        decisions = self._of_article.get(article_id, [])
        self._annotations, self._links, self._gold = {}, {}, frozenset()
        if decisions:
            self._annotations = {one.id: one for one in self._project.annotations(article_id)}
            self._links = fields.links_by_annotation(self._project, article_id)
            self._gold = gold(decisions, self._annotations, self._links_of)

    def gold_here(self) -> frozenset[str]:
        """Return the ids of the present article's annotations that are gold, changed copies among them."""
        return self._gold

    def of(self, annotation_id: str) -> Said:
        """Return what is said of an annotation of the present article, or of a changed copy in it."""
        annotation = self._annotations.get(annotation_id)
        if annotation is None:
            return NOTHING
        decision = self._standing.get(annotation.copy_of or annotation_id)
        if decision is None:
            return NOTHING
        original = self._annotations.get(decision.annotation_id)
        current = original is not None and is_current(decision, original, self._links_of(original.id))
        return Said(
            decision.verdict.value if current else CHANGED_SINCE,
            self._names.get(decision.annotator_id, ""),
            decision.reason,
            YES if annotation_id in self._gold else NO,
        )

    def _links_of(self, annotation_id: str) -> Iterable[Link]:
        return self._links.get(annotation_id, ())


def gold_ids(project: Project) -> frozenset[str]:
    """Return the ids of all annotations that are gold, changed copies among them."""
    verdicts = Verdicts(project)
    found: set[str] = set()
    for article_id in {one.article_id for one in project.decisions()}:
        verdicts.turn_to(article_id)
        found |= verdicts.gold_here()
    return frozenset(found)


def gold_in(project: Project, article_id: str) -> frozenset[str]:
    """Return the ids of an article's annotations that are gold, changed copies among them."""
    verdicts = Verdicts(project)
    verdicts.turn_to(article_id)
    return verdicts.gold_here()
