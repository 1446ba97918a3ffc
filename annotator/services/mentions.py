"""Marking all mentions of an entity: finding them, and marking those that a person has not unticked."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from annotator.core.codebook import ACTOR, ENTITY, REFERS
from annotator.core.errors import InvalidValue
from annotator.core.model import Annotation, Article, Entity, Link, Origin, with_field
from annotator.core.spans import Span, context
from annotator.services import entities, fields, marking
from annotator.services.fields import Aim
from annotator.services.progress import QUIET, Progress
from annotator.storage.journal import Act
from annotator.storage.project import Project
from annotator.suggest.mentions import how_it_refers, occurrences

CONTEXT = 60
"""Code points shown on either side of a place."""

DETAIL = "all mentions"
"""What annotations made here say of where they came from."""


class Candidate(NamedTuple):
    """A place where an entity seems to be mentioned and its annotator has not marked an actor."""

    article: Article
    span: Span
    quote: str
    before: str
    after: str


def find(
    project: Project,
    names: Sequence[str],
    article_ids: Iterable[str] | None = None,
    progress: Progress = QUIET,
) -> list[Candidate]:
    """Return where ``names`` stand in some articles, or in all, and no actor of the annotator's is marked.

    Raises:
        Cancelled: if ``progress`` stops it.
        ProjectError: if the file cannot be read.
    """
    wanted = None if article_ids is None else frozenset(article_ids)
    articles = [one for one in project.articles() if wanted is None or one.id in wanted]
    found: list[Candidate] = []
    for done, article in enumerate(articles, 1):
        progress.step(done, len(articles), "articles")
        found += _in_article(project, article, names)
    return found


def _in_article(project: Project, article: Article, names: Sequence[str]) -> list[Candidate]:
    text = project.text(article.id)
    spans = occurrences(text, names)
    if not spans:
        return []
    taken = [
        span
        for one in project.annotations(article.id)
        if one.layer == ACTOR and one.annotator_id == project.annotator.id
        for span in one.fragments
    ]
    free = [span for span in spans if not any(span.start < end and start < span.end for start, end in taken)]
    return [Candidate(article, span, text[slice(*span)], *context(text, span, CONTEXT)) for span in free]


def mark(project: Project, candidates: Sequence[Candidate], entity: Entity) -> Act:
    """Mark the places as mentions of an entity, all in one act.

    Raises:
        InvalidSpan: if one does not fit its text.
        InvalidValue: if no place is given, or the entity's values are not sound.
        ProjectError: if it cannot be saved.
    """
    if not candidates:
        raise InvalidValue("Choose the places that are to be marked.")
    known = project.entity(entity.id)
    sound = entities.checked(entity, project.codebook()) if known is None else known
    planned = [_planned(project, one, sound) for one in candidates]
    articles = {one.article.id for one in candidates}
    where = articles.copy().pop() if len(articles) == 1 else ""
    with project.act("mark all mentions", sound.name, where) as change:
        if known is None:
            change.insert(sound)
        for annotation, link in planned:
            change.insert(annotation)
            change.insert(link)
        for article_id in sorted(articles):
            change.start_article(article_id)
    return change.act


def _planned(project: Project, place: Candidate, entity: Entity) -> tuple[Annotation, Link]:
    text = project.text(place.article.id)
    annotation = marking.plan(
        place.article, text, ACTOR, [place.span], project.annotator, origin=Origin.PROPAGATED, detail=DETAIL
    )
    refers = how_it_refers(place.quote, entity.name, entity.aliases, entity.kind, place.article.language)
    if fields.takes_choice(project.codebook(), ACTOR, REFERS, refers):
        annotation = with_field(annotation, REFERS, refers, proposed=True)
    return annotation, fields.link_to(annotation, ENTITY, Aim(entity_id=entity.id))
