"""Annotations: making, changing, removing and reading them."""

from collections.abc import Iterable, Sequence
from dataclasses import replace as with_values
from typing import NamedTuple

from annotator.core.errors import InvalidValue, NotFound
from annotator.core.ids import new_id, now
from annotator.core.model import Annotation, Annotator, Article, Link, Origin, damage
from annotator.core.spans import Span, checked, quote
from annotator.core.text import normalise, single_line
from annotator.storage.journal import Act
from annotator.storage.project import Project

VERBS = frozenset(
    {"change note", "change tags", "change layer", "move edge", "add fragment", "take fragment away"}
)
"""What `replace` can be called for."""

LONGEST_NOTE = 100_000


class Loaded(NamedTuple):
    """An annotation as it is in the project, and in what way it is damaged, if it is."""

    annotation: Annotation
    damage: str | None
    """Half a sentence without a full stop."""


def plan(
    article: Article,
    text: str,
    layer_id: str,
    fragments: Iterable[Span],
    annotator: Annotator,
    *,
    origin: Origin = Origin.HAND,
    detail: str = "",
) -> Annotation:
    """Return the annotation that marks ``fragments`` (code points) of ``text``; nothing is saved.

    Raises:
        InvalidSpan: if the fragments do not lie in the text, touch, or are out of order.
    """
    sound = checked(fragments, len(text))
    at = now()
    return Annotation(
        *(new_id(), article.id, layer_id, annotator.id, sound, quote(text, sound)),
        origin=origin,
        origin_detail=detail,
        created_at=at,
        updated_at=at,
    )


def add(project: Project, annotation: Annotation, links: Iterable[Link] = ()) -> Act:
    """Save a new annotation with its links. The first one in an article brings it to in progress.

    Raises:
        InvalidSpan: if it does not fit the text.
        NotAllowed: if it is not the present annotator's.
        NotFound: if there is no such article.
        ProjectError: if it cannot be saved.
    """
    with project.act("mark", annotation.layer, annotation.article_id) as change:
        change.insert(_clean(annotation))
        for link in links:
            change.insert(link)
        change.start_article(annotation.article_id)
    return change.act


def replace(project: Project, annotation: Annotation, verb: str) -> Act:
    """Save a changed annotation; ``verb`` is one of `VERBS`.

    Raises:
        InvalidSpan: if it does not fit the text.
        NotAllowed: if it is somebody else's.
        NotFound: if it is no longer there.
        ProjectError: if it cannot be saved.
    """
    if verb not in VERBS:
        raise ValueError(f"not a way to change an annotation: {verb}")
    with project.act(verb, annotation.layer, annotation.article_id) as change:
        change.update(_clean(annotation))
    return change.act


def remove(project: Project, ids: Sequence[str]) -> Act:
    """Remove annotations in one act: all of them, or none.

    Raises:
        NotAllowed: if one is somebody else's.
        NotFound: if one is no longer there.
        ProjectError: if it cannot be saved.
    """
    wanted = list(dict.fromkeys(ids))
    found = [project.annotation(id_) for id_ in wanted]
    present = [one for one in found if one is not None]
    if len(present) != len(wanted):
        raise NotFound("An annotation that was to be removed is no longer there; nothing was removed.")
    layers = {one.layer for one in present}
    articles = {one.article_id for one in present}
    subject = layers.pop() if len(layers) == 1 else ""
    article_id = articles.pop() if len(articles) == 1 else ""
    with project.act("remove mark", subject, article_id) as change:
        for id_ in wanted:
            change.remove("annotation", id_)
    return change.act


def load(project: Project, article_id: str, text: str, *, before: int | None = None) -> list[Loaded]:
    """Return an article's annotations in reading order, each checked against the text.

    None is left out: one that does not fit comes with what is wrong with it. With ``before``,
    only those that start before this code point of the text.

    Raises:
        ProjectError: if the file cannot be read.
    """
    return [
        Loaded(stored.annotation, stored.fault or damage(stored.annotation, text))
        for stored in project.stored_annotations(article_id, before)
    ]


def loaded(annotation: Annotation, text: str) -> Loaded:
    """Return one annotation as `load` does."""
    return Loaded(annotation, damage(annotation, text))


def _clean(annotation: Annotation) -> Annotation:
    """Return the annotation with its note and tags in the form in which they are stored.

    Raises:
        InvalidValue: if the note is too long.
    """
    if not annotation.note and not annotation.tags:
        return annotation
    note = normalise(annotation.note).text.strip()
    if len(note) > LONGEST_NOTE:
        raise InvalidValue(f"A note can have up to {LONGEST_NOTE:,} characters; this one has {len(note):,}.")
    tags = dict.fromkeys(tag for tag in map(single_line, annotation.tags) if tag)
    return with_values(annotation, note=note, tags=tuple(tags))
