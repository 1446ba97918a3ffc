"""What can be read from an open project."""

import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from annotator.core.codebook import Codebook, Layer
from annotator.core.errors import NotFound
from annotator.core.model import Annotation, Annotator, Article, Entity, Link
from annotator.core.review import Assignment, Comment, Decision, Intake, Reading
from annotator.storage import codebook_rows, journal, queries, review_rows, table_queries
from annotator.storage.journal import Act, Entry
from annotator.storage.kind import Kind, Row
from annotator.storage.past import Past
from annotator.storage.queries import AnnotationFilter, AnnotationRow, Usage
from annotator.storage.refusals import refusals
from annotator.storage.rows import Stored
from annotator.storage.taking_in import Ours
from annotator.storage.texts import Texts


class Reader:
    """Reads a project through one connection. All refusals are `AnnotatorError`."""

    def __init__(self, connection: sqlite3.Connection, path: Path) -> None:
        self._connection = connection
        self._texts = Texts(connection, path)
        self._codebook: Codebook | None = None
        self._codebook_version = 0
        self.path = path
        """The file, as it was opened."""

    def history(self, *, limit: int = 100, before: int | None = None, article_id: str = "") -> list[Act]:
        """Return acts of all annotators, the newest first: those before the act ``before``."""
        with refusals(self.path):
            return journal.history(self._connection, limit=limit, before=before, article_id=article_id)

    def changes(self, act: Act) -> list[Entry]:
        """Return what an act of the history changed; for an undo or redo, what its target did."""
        with refusals(self.path):
            text, _ = journal.changes(self._connection, act.target or act.seq)
        return journal.load(text)

    def article(self, article_id: str) -> Article:
        """Return an article.

        Raises:
            NotFound: if there is none with this id.
        """
        with refusals(self.path):
            found = queries.article(self._connection, article_id)
        if found is None:
            raise NotFound(f"There is no article with the id {article_id} in this project.")
        return found

    def articles(self) -> list[Article]:
        """Return all articles in the order in which they were added."""
        with refusals(self.path):
            return queries.articles(self._connection)

    def text(self, article_id: str) -> str:
        """Return an article's text, checked against its hash.

        Raises:
            NotFound: if there is no such article.
            ProjectDamaged: if the text is not what was stored.
        """
        with refusals(self.path):
            return self._texts.get(self.article(article_id).text_sha256)

    def annotations(self, article_id: str) -> list[Annotation]:
        """Return an article's annotations in reading order: by start, the longer first."""
        return [stored.annotation for stored in self.stored_annotations(article_id)]

    def stored_annotations(self, article_id: str, before: int | None = None) -> list[Stored]:
        """Return an article's annotations in reading order, with what is wrong with their rows.

        With ``before``, only those that start before this code point.
        """
        with refusals(self.path):
            return queries.annotations(self._connection, article_id, before)

    def annotation(self, annotation_id: str) -> Annotation | None:
        """Return the annotation with this id, if there is one (any more)."""
        with refusals(self.path):
            found = queries.annotation(self._connection, annotation_id)
        return found.annotation if found else None

    def annotators(self) -> list[Annotator]:
        """Return everyone who has ever changed something here, in order of their names."""
        with refusals(self.path):
            return queries.annotators(self._connection)

    def codebook(self) -> Codebook:
        """Return the codebook as it is now."""
        if self._codebook is None:
            with refusals(self.path):
                self._codebook_version = queries.data_version(self._connection)
                self._codebook = codebook_rows.read(self._connection)
        return self._codebook

    def layers(self) -> list[Layer]:
        """Return the layers in the order of the codebook, retired ones too."""
        return list(self.codebook().layers)

    def entities(self) -> list[Entity]:
        """Return all entities in the order in which they were made, merged ones too."""
        with refusals(self.path):
            return queries.entities(self._connection)

    def entity(self, entity_id: str) -> Entity | None:
        """Return the entity with this id, if there is one (any more)."""
        with refusals(self.path):
            return queries.entity_with(self._connection, entity_id)

    def usage(self) -> list[Usage]:
        """Return for each entity that something points to how much does."""
        with refusals(self.path):
            return queries.usage(self._connection)

    def field_uses(self) -> Counter[tuple[str, str, str]]:
        """Return how many annotations each layer, field and value has; see `queries.field_uses`."""
        with refusals(self.path):
            return queries.field_uses(self._connection)

    def links(self, article_id: str) -> list[Link]:
        """Return all links of an article's annotations, by annotation, field and position."""
        with refusals(self.path):
            return queries.links(self._connection, article_id)

    def link(self, link_id: str) -> Link | None:
        """Return the link with this id, if there is one (any more)."""
        with refusals(self.path):
            found = queries.links_where(self._connection, "id", link_id)
        return found[0] if found else None

    def links_of(self, annotation_id: str) -> list[Link]:
        """Return the links of one annotation, by field and position."""
        with refusals(self.path):
            return queries.links_where(self._connection, "annotation_id", annotation_id)

    def links_to(self, annotation_id: str) -> list[Link]:
        """Return the links that point to one annotation."""
        with refusals(self.path):
            return queries.links_where(self._connection, "target_id", annotation_id)

    def count_links(self, wanted: AnnotationFilter | None = None) -> int:
        """Return how many links the annotations have that a filter lets through."""
        with refusals(self.path):
            return table_queries.count_links(self._connection, wanted or AnnotationFilter())

    def mentioning(self, entity_ids: Iterable[str]) -> list[tuple[Link, Annotation]]:
        """Return every link to one of some entities with its annotation, in reading order."""
        with refusals(self.path):
            found = queries.mentioning(self._connection, entity_ids)
        return [(link, stored.annotation) for link, stored in found]

    def readings(self, article_id: str | None = None) -> list[Reading]:
        """Return who has said how far they are with which article, or with one article."""
        return [review_rows.reading(row) for row in self._reviews(review_rows.READING, article_id)]

    def decisions(self, article_id: str | None = None) -> list[Decision]:
        """Return all decisions, or those in one article, as they were made."""
        return [review_rows.decision(row) for row in self._reviews(review_rows.DECISION, article_id)]

    def comments(self, article_id: str | None = None) -> list[Comment]:
        """Return all comments, or those in one article, as they were made or taken in."""
        return [review_rows.comment(row) for row in self._reviews(review_rows.COMMENT, article_id)]

    def assignments(self) -> list[Assignment]:
        """Return what was handed out to whom."""
        return [review_rows.assignment(row) for row in self._reviews(review_rows.ASSIGNMENT, None)]

    def intakes(self) -> list[Intake]:
        """Return which files of colleagues were taken in."""
        return [review_rows.intake(row) for row in self._reviews(review_rows.INTAKE, None)]

    def copies(self, annotation_id: str) -> list[Annotation]:
        """Return the changed copies that reviewers made of an annotation."""
        with refusals(self.path):
            return [stored.annotation for stored in queries.copies(self._connection, annotation_id)]

    def _reviews(self, kind: Kind, article_id: str | None) -> list[Row]:
        with refusals(self.path):
            return queries.rows_of(self._connection, kind, article_id)

    def past(self) -> Past:
        """Return a look at what the journal tells of the past."""
        return Past(self._connection, self.path)

    def ours(self) -> Ours:
        """Return a look at single rows, by which colleagues' files are joined with this project."""
        return Ours(self._connection)

    def counts(self, article_id: str) -> dict[str, int]:
        """Return how many annotations an article has on each layer that it has any on."""
        with refusals(self.path):
            return queries.counts(self._connection, article_id)

    def all_counts(self) -> dict[str, dict[str, int]]:
        """Return for each article that has annotations how many it has on each layer.

        This reads an index of all annotations: 0.4 s for a million. Not for the GUI thread.
        """
        with refusals(self.path):
            return queries.all_counts(self._connection)

    def totals(self) -> dict[str, int]:
        """Return the numbers of articles, annotations and annotators."""
        with refusals(self.path):
            return queries.totals(self._connection)

    def properties(self) -> dict[str, str]:
        """Return what the project says of itself: id, title, created_at, program_version."""
        with refusals(self.path):
            return queries.properties(self._connection)

    def find_by_text(self, sha256: str) -> Article | None:
        """Return the oldest article that has this text."""
        with refusals(self.path):
            return queries.article_where(self._connection, "text_sha256", sha256)

    def find_by_source(self, sha256: str) -> Article | None:
        """Return the oldest article that was imported from a file with these bytes."""
        with refusals(self.path):
            return queries.article_where(self._connection, "source_sha256", sha256) if sha256 else None

    def search_articles(self, words: str) -> list[str]:
        """Return the ids of articles whose text has all of ``words``, or words that begin so.

        Any input is fine; one without a letter or digit finds nothing.
        """
        with refusals(self.path):
            return queries.search_articles(self._connection, words)

    def stream_annotations(self, wanted: AnnotationFilter | None = None) -> Iterator[AnnotationRow]:
        """Yield annotations in reading order: articles as added, then by start, the longer first.

        Memory stays flat. The file is free for other writers between one group of articles and
        the next, so an article's rows belong to one moment, and those of two articles need not.
        """
        with refusals(self.path):
            yield from queries.stream_annotations(self._connection, wanted or AnnotationFilter())

    def count_annotations(self, wanted: AnnotationFilter | None = None) -> int:
        """Return how many rows `stream_annotations` yields."""
        with refusals(self.path):
            return queries.count_annotations(self._connection, wanted or AnnotationFilter())

    def has_annotations_of(self, annotator_id: str) -> bool:
        """Say whether somebody has made any annotations."""
        with refusals(self.path):
            return queries.has_annotations_of(self._connection, annotator_id)

    def size(self) -> int:
        """Return the size of the file in bytes."""
        with refusals(self.path):
            return queries.size(self._connection)
