"""What is compared: a project's annotations as marks, and who has read which article.

What is compared of an annotation, besides its place and layer:

- every field that a person has answered: choices, yes or no, numbers, dates as EDTF. Text in the analyst's
  own words (a summary, a note, the reasoning) is shown beside the others' and never counted as a difference;
- every link, as what it means: a speaker is the entity, whichever mention of it the link points to; a date
  is its value. A mention of no known entity is its words;
- values that a program proposed and nobody has confirmed are nobody's answer: they do not count.

A reviewer's changed copies are not compared, and neither are annotations that do not fit their text.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from annotator.agreement.differences import DATE_FIELDS, SPEAKER_FIELDS, LayerField
from annotator.agreement.marks import Mark, Reading, comparable
from annotator.core.codebook import ENTITY, VALUE, Codebook, FieldType
from annotator.core.errors import NotFound, ProjectDamaged
from annotator.core.model import Annotation, Article, Link, Status, damage
from annotator.services import entities, fields
from annotator.services.progress import QUIET, Progress
from annotator.storage.project import Project

_DATES = frozenset({FieldType.DATE, FieldType.EDTF})
_WORDS = "words:"
"""Begins what stands for a mention of no known entity, or a date without a value."""


@dataclass(frozen=True, slots=True)
class Scope:
    """What is compared; None means all."""

    article_ids: frozenset[str] | None = None
    layers: frozenset[str] | None = None
    annotator_ids: frozenset[str] | None = None


EVERYTHING = Scope()


@dataclass(slots=True)
class Place:
    """All that there is in one article for a comparison."""

    article: Article
    annotations: dict[str, Annotation]
    """All of them by id, also changed copies and such as cannot be compared."""
    links: dict[str, list[Link]]
    """By the id of their annotation."""
    marks: list[Mark] = field(default_factory=list)
    readings: list[Reading] = field(default_factory=list)
    damaged: list[str] = field(default_factory=list)
    """The ids of annotations that do not fit the text, and so are left out."""

    def links_of(self, annotation_id: str) -> list[Link]:
        """Return the links of an annotation."""
        return self.links.get(annotation_id, [])


class Reader:
    """Reads a project's articles one after another as marks."""

    def __init__(self, project: Project, scope: Scope = EVERYTHING) -> None:
        self._project = project
        self._scope = scope
        self._roster = entities.roster(project)
        self._book = project.codebook()
        self._compared = compared_fields(self._book)
        self._readings: dict[str, list[str]] = {}
        for reading in project.readings():
            if reading.status is Status.DONE and self._wants(reading.annotator_id):
                self._readings.setdefault(reading.article_id, []).append(reading.annotator_id)

    def places(self, progress: Progress = QUIET) -> Iterator[Place]:
        """Yield the articles of the scope in the order in which they were added.

        Raises:
            ProjectError: if the file cannot be read.
            Cancelled: if ``progress`` stops it.
        """
        articles = self._articles()
        for done, article in enumerate(articles):
            progress.step(done, len(articles), "articles")
            yield self.place(article)
        progress.step(len(articles), len(articles), "articles")

    def _articles(self) -> list[Article]:
        wanted = self._scope.article_ids
        if wanted is not None and len(wanted) == 1:  # after each decision of a review: not all are read
            try:
                return [self._project.article(next(iter(wanted)))]
            except NotFound:
                return []
        return [one for one in self._project.articles() if wanted is None or one.id in wanted]

    def place(self, article: Article) -> Place:
        """Return what there is in one article."""
        stored = self._project.stored_annotations(article.id)
        text = self._text(article.id) if stored else ""
        place = Place(
            article,
            {one.annotation.id: one.annotation for one in stored},
            fields.links_by_annotation(self._project, article.id) if stored else {},
        )
        for one in stored:
            annotation = one.annotation
            if annotation.copy_of or not self._wants(annotation.annotator_id):
                continue
            if self._scope.layers is not None and annotation.layer not in self._scope.layers:
                continue
            if text is None or one.fault or damage(annotation, text):
                place.damaged.append(annotation.id)
                continue
            place.marks.append(self.mark(annotation, place))
        readers = self._readings.get(article.id, [])
        place.readings.extend(Reading(article.id, annotator_id) for annotator_id in readers)
        if self._scope.layers is not None:  # who marked on other layers has read it too
            others = {one.annotator_id for one in place.annotations.values() if not one.copy_of}
            place.readings.extend(Reading(article.id, id_) for id_ in sorted(others) if self._wants(id_))
        return place

    def mark(self, annotation: Annotation, place: Place) -> Mark:
        """Return what can be compared of an annotation."""
        said: dict[str, list[str]] = {}
        taken = self._compared.get(annotation.layer, frozenset())
        for name, value in annotation.fields:
            if name in taken and name not in annotation.proposed:
                said[name] = [value] if isinstance(value, str) else list(value)
        for link in place.links_of(annotation.id):
            if link.field in taken and not link.proposed:
                said.setdefault(link.field, []).append(self._meaning(link, place))
        return Mark(
            *(annotation.id, annotation.article_id, annotation.annotator_id, annotation.layer),
            annotation.fragments,
            comparable(said),
        )

    def _meaning(self, link: Link, place: Place) -> str:
        if link.value:
            return link.value
        entity_id = link.entity_id
        if link.target_id:
            target = place.annotations.get(link.target_id)
            if target is None:
                return link.target_id
            if target.text(VALUE):
                return target.text(VALUE)
            of_target = place.links_of(target.id)
            entity_id = next((one.entity_id for one in of_target if one.field == ENTITY), "")
            if not entity_id:
                return _WORDS + target.quote.casefold()
        entity = self._roster.get(entity_id)
        return entity.id if entity is not None else entity_id

    def in_words(self, meaning: str) -> str:
        """Return what stands for a link's meaning, for people: an entity's name, the words, the value."""
        if meaning.startswith(_WORDS):
            return meaning.removeprefix(_WORDS)
        entity = self._roster.get(meaning)
        return entity.name if entity is not None else meaning

    def _text(self, article_id: str) -> str | None:
        try:
            return self._project.text(article_id)
        except ProjectDamaged:
            return None

    def _wants(self, annotator_id: str) -> bool:
        return self._scope.annotator_ids is None or annotator_id in self._scope.annotator_ids


def compared_fields(book: Codebook) -> dict[str, frozenset[str]]:
    """Return for each layer the ids of the fields that are compared: all but text in one's own words."""
    return {
        layer.id: frozenset(one.id for one in layer.fields if one.type is not FieldType.TEXT)
        for layer in book.layers
    }


def date_fields(book: Codebook) -> frozenset[LayerField]:
    """Return the fields that hold dates, by layer and field."""
    found = {(layer.id, one.id) for layer in book.layers for one in layer.fields if one.type in _DATES}
    return DATE_FIELDS | found


def speaker_fields() -> frozenset[LayerField]:
    """Return the fields that hold a speaker, by layer and field."""
    return SPEAKER_FIELDS


__all__ = [
    *("EVERYTHING", "Place", "Reader", "Scope"),
    *("compared_fields", "date_fields", "speaker_fields"),
]
