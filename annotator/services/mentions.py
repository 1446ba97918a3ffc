"""Marking all mentions of an entity: finding them, and marking those that a person has not unticked."""

from collections.abc import Iterable, Sequence
from functools import cache, partial
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
from annotator.suggest.inflection import Forms
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
    form_of: str = ""
    """The name of which this seems to be an inflected form; empty where the name itself stands."""


def find(
    project: Project,
    names: Sequence[str],
    article_ids: Iterable[str] | None = None,
    progress: Progress = QUIET,
) -> list[Candidate]:
    """Return where ``names`` stand in some articles, or in all, and no actor of the annotator's is marked.

    Places with an inflected form of a Cyrillic name are among them; a person has to look at those.

    Raises:
        Cancelled: if ``progress`` stops it.
        ProjectError: if the file cannot be read.
    """
    wanted = None if article_ids is None else frozenset(article_ids)
    articles = [one for one in project.articles() if wanted is None or one.id in wanted]
    forms = Forms(names)
    found: list[Candidate] = []
    for done, article in enumerate(articles, 1):
        progress.step(done, len(articles), "articles")
        found += _in_article(project, article, names, forms)
    return found


def _in_article(project: Project, article: Article, names: Sequence[str], forms: Forms) -> list[Candidate]:
    text = project.text(article.id)
    exact = occurrences(text, names)
    spans = dict.fromkeys(exact, "")
    covered = _positions(exact)
    spans |= {span: name for span, name in forms.found_in(text) if covered.isdisjoint(range(*span))}
    if not spans:
        return []
    taken = _positions(
        span
        for one in project.annotations(article.id)
        if one.layer == ACTOR and one.annotator_id == project.annotator.id
        for span in one.fragments
    )
    return [
        Candidate(article, span, text[slice(*span)], *context(text, span, CONTEXT), form_of)
        for span, form_of in sorted(spans.items())
        if taken.isdisjoint(range(*span))
    ]


def _positions(spans: Iterable[Span]) -> set[int]:
    return {position for span in spans for position in range(*span)}


def mark(
    project: Project, candidates: Sequence[Candidate], entity: Entity, mentioned_by: Sequence[str] = ()
) -> Act:
    """Mark the places as mentions of an entity, all in one act.

    ``mentioned_by`` are the ids of actor annotations that are to mention it by the same act.

    Raises:
        InvalidSpan: if one does not fit its text.
        InvalidValue: if no place is given, or the entity's values are not sound.
        NotAllowed: if an annotation is somebody else's.
        NotFound: if one is no longer there.
        ProjectError: if it cannot be saved.
    """
    if not candidates:
        raise InvalidValue("Choose the places that are to be marked.")
    present = entities.own_actors(project, mentioned_by)
    known = project.entity(entity.id)
    sound = entities.checked(entity, project.codebook()) if known is None else known
    # The same few words stand in many places.
    how = cache(partial(_how, sound))
    planned = [_planned(project, one, sound, how(one.quote, one.article.language)) for one in candidates]
    articles = {one.article.id for one in candidates}
    changed = articles | {one.article_id for one in present}
    where = changed.copy().pop() if len(changed) == 1 else ""
    with project.act("mark all mentions", sound.name, where) as change:
        if known is None:
            change.insert(sound)
        for one in present:
            refers = how(one.quote, project.article(one.article_id).language)
            entities.point(project, change, [one], sound.id, refers=refers)
        for annotation, link in planned:
            change.insert(annotation)
            change.insert(link)
        for article_id in sorted(articles):
            change.start_article(article_id)
    return change.act


def _how(entity: Entity, quote: str, language: str) -> str:
    return how_it_refers(quote, entity.name, entity.aliases, entity.kind, language)


def _planned(project: Project, place: Candidate, entity: Entity, refers: str) -> tuple[Annotation, Link]:
    text = project.text(place.article.id)
    annotation = marking.plan(
        place.article, text, ACTOR, [place.span], project.annotator, origin=Origin.PROPAGATED, detail=DETAIL
    )
    if fields.takes_choice(project.codebook(), ACTOR, REFERS, refers):
        annotation = with_field(annotation, REFERS, refers, proposed=True)
    return annotation, fields.link_to(annotation, ENTITY, Aim(entity_id=entity.id))
