"""Inserting many rows at once: what imports do."""

import sqlite3
from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import replace

from annotator.core.codebook import Layer
from annotator.core.errors import InvalidValue
from annotator.core.ids import now
from annotator.core.model import Annotation, Annotator, Article, Entity, Link
from annotator.core.text import sha256
from annotator.storage import bulk
from annotator.storage.journal import Entry
from annotator.storage.kind import Kind
from annotator.storage.link_rules import check_link
from annotator.storage.row_rules import merged_last, stamped
from annotator.storage.rows import ANNOTATION, ARTICLE, ENTITY, LINK, Thing


class BulkInserts(ABC):
    """The part of a transaction that inserts articles, annotations, entities and links by the thousand."""

    def __init__(self, connection: sqlite3.Connection, annotator: Annotator) -> None:
        self._connection = connection
        self._annotator = annotator
        self._touched: list[tuple[str, str]] = []
        self.at = now()
        """The moment of the act: the ``updated_at`` of everything in it."""
        self.entries: list[Entry] = []
        self.bulk = False

    @property
    @abstractmethod
    def layers(self) -> Mapping[str, Layer]:
        """The layers of the codebook as it is at this point of the act, by id."""

    @abstractmethod
    def _check_new(self, annotation: Annotation) -> None:
        """Refuse an annotation that does not fit its text or the codebook."""

    def insert_articles(self, articles: Sequence[tuple[Article, str]]) -> list[Article]:
        """Insert new articles with their texts, and return them as they were stored.

        Raises:
            InvalidValue: if a text is not the one that its article's hash and length say.
        """
        stored = []
        for article, text in articles:
            if article.text_sha256 != sha256(text) or article.length != len(text):
                raise InvalidValue(
                    f"“{article.title}” comes with a text that is not its own; nothing was added."
                )
            stored.append(
                stamped(replace(article, annotator_id=article.annotator_id or self._annotator.id), self.at)
            )
        if not stored:
            return []
        texts = [(article.text_sha256, text) for article, text in articles]
        bulk.insert_texts(self._connection, texts)
        self._insert_many(ARTICLE, stored)
        self._touched += [(ARTICLE.name, article.id) for article in stored]
        return stored

    def insert_annotations(self, annotations: Sequence[Annotation]) -> None:
        """Insert annotations in bulk, also such of other annotators, as an import has them.

        Raises:
            InvalidSpan: if one does not fit its text, or its quote is another.
            InvalidValue: if one is of a layer that the project does not have, or has a value of no field.
            NotFound: if there is no such article.
        """
        if not annotations:
            return
        for annotation in annotations:
            self._check_new(annotation)
        self._insert_many(ANNOTATION, [stamped(annotation, self.at) for annotation in annotations])
        self.bulk = True

    def insert_entities(self, entities: Sequence[Entity]) -> None:
        """Insert entities in bulk, also such that other annotators made, as an import has them.

        Raises:
            InvalidValue: if one has no name, or they are merged in a circle.
        """
        if any(not entity.name.strip() for entity in entities):
            raise InvalidValue("An entity needs a name; nothing was saved.")
        if entities:
            self._insert_many(ENTITY, [stamped(entity, self.at) for entity in merged_last(entities)])
            self._touched += [(ENTITY.name, entity.id) for entity in entities]

    def insert_links(self, links: Sequence[Link]) -> None:
        """Insert links in bulk, also such of other annotators, as an import has them.

        Raises:
            InvalidValue: if one is of no field that links, or points to what cannot be meant.
            NotFound: if there is nothing where one points.
        """
        if not links:
            return
        for link in links:
            check_link(self._connection, self.layers, link)
        self._insert_many(LINK, [stamped(link, self.at) for link in links])
        self.bulk = True

    def _insert_many(self, kind: Kind, things: Sequence[Thing]) -> None:
        self.entries.append(bulk.insert(self._connection, kind, map(kind.values, things), len(things)))
