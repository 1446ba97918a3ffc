"""The entities of a project as rows: sorted, filtered, with how much points to each."""

from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import NamedTuple

from PySide6.QtCore import QObject, Qt

from annotator.core.codebook import Codebook
from annotator.core.model import Entity
from annotator.services.entities import Roster, Row
from annotator.ui.entities.words import articles_in_words, links_in_words, mentions_in_words
from annotator.ui.panels.matching import folded, haystack, matches, one_line
from annotator.ui.panels.sorted_rows import ID_ROLE, Index, SortedRows, SortKey

_MOST = 10**9


class Show(StrEnum):
    """Which entities are listed."""

    ALL = "all"
    UNUSED = "unused"
    HERE = "here"
    """Those that something in the article shown points to."""
    NO_KIND = "no kind"


class EntityOrder(StrEnum):
    """What the entities can be sorted by."""

    NAME = "name"
    KIND = "kind"
    MENTIONS = "mentions"
    ARTICLES = "articles"


NUMBERS = frozenset({EntityOrder.MENTIONS, EntityOrder.ARTICLES})
"""The orders that begin with the most."""


class Words(NamedTuple):
    """What is compared of an entity, made once for each state of it."""

    entity: Entity
    name: str
    """Folded."""
    haystack: str


class EntitiesModel(SortedRows):
    """All live entities; rows are those that the filters leave."""

    def __init__(self, parent: QObject | None = None) -> None:
        """Make an empty model."""
        super().__init__(parent)
        self._book = Codebook("", ())
        self._live: dict[str, Entity] = {}
        self._merged: dict[str, list[Entity]] = {}
        self._counts: dict[str, Row] | None = None
        self._here: frozenset[str] = frozenset()
        self._unused: frozenset[str] = frozenset()
        self._no_kind: frozenset[str] = frozenset()
        self._compared: dict[str, Words] = {}
        self._typed: list[str] = []
        self.show = Show.ALL
        self.order = EntityOrder.NAME
        self.descending = False

    def set_entities(self, roster: Roster, book: Codebook) -> None:
        """Take in the entities as they are now; what points to them is counted apart."""
        self._book = book
        self._live = {entity.id: entity for entity in roster.live()}
        self._merged = {}
        for entity in roster.by_id.values():
            if entity.id not in self._live and (found := roster.get(entity.id)):
                self._merged.setdefault(found.id, []).append(entity)
        self._no_kind = frozenset(id_ for id_, entity in self._live.items() if not entity.kind)
        self._find_unused()
        self._arrange()

    def set_counts(self, rows: Iterable[Row] | None) -> None:
        """Take in how much points to each entity; None if it is not known yet."""
        self._counts = None if rows is None else {row.entity.id: row for row in rows}
        self._find_unused()
        if rows is None or self.show is Show.UNUSED or self.order in NUMBERS or not self._keys:
            self._arrange()
        else:
            self._repaint()

    def set_here(self, entity_ids: frozenset[str]) -> None:
        """Say which entities the article shown points to."""
        if entity_ids != self._here:
            self._here = entity_ids
            if self.show is Show.HERE:
                self._arrange()

    def set_words(self, words: str) -> None:
        """Leave the entities whose names, role, country or Wikidata id hold all ``words``."""
        self._typed = folded(words).split()
        self._arrange()

    def set_show(self, show: Show) -> None:
        """Leave only some entities."""
        self.show = show
        self._arrange()

    def set_order(self, order: EntityOrder, *, descending: bool) -> None:
        """Sort by ``order``; what is equal there stands by name."""
        self.order, self.descending = order, descending
        self._arrange()

    # --- asking ------------------------------------------------------------------------

    def entity(self, entity_id: str) -> Entity | None:
        """Return a live entity."""
        return self._live.get(entity_id)

    def live_ids(self) -> list[str]:
        """Return the ids of all entities, with and without a row."""
        return list(self._live)

    def merged(self, entity_id: str) -> list[Entity]:
        """Return the entities that were merged into this one."""
        return self._merged.get(entity_id, [])

    def count(self, entity_id: str) -> Row | None:
        """Return how much points to an entity; None if it is not known yet."""
        if self._counts is None or entity_id not in self._live:
            return None
        return self._counts.get(entity_id) or Row(self._live[entity_id], 0, 0, 0, ())

    def is_unused(self, entity_id: str) -> bool:
        """Say whether nothing points to an entity, as far as that is known."""
        return entity_id in self._unused

    def total(self) -> int:
        """Return the number of entities with and without a row."""
        return len(self._live)

    def numbers(self) -> Mapping[Show, int]:
        """Return how many entities each filter leaves, whatever is typed."""
        here = sum(id_ in self._live for id_ in self._here)
        unused, no_kind = len(self._unused), len(self._no_kind)
        return {Show.ALL: len(self._live), Show.UNUSED: unused, Show.HERE: here, Show.NO_KIND: no_kind}

    def entity_at(self, row: int) -> Entity:
        """Return what is drawn in ``row``."""
        return self._live[self.id_at(row)]

    def facts(self, entity: Entity) -> list[str]:
        """Return what stands below the name in a row: the kind, and what points to it."""
        row = self.count(entity.id)
        pieces = [one_line(self._book.kind_title(entity.kind))]
        if row is not None and self.is_unused(entity.id):
            pieces.append(self.tr("unused"))
        elif row is not None:
            pieces.append(mentions_in_words(row.mentions))
            pieces += [links_in_words(row.links)] if row.links else []
            pieces += [articles_in_words(row.articles)] if row.articles > 1 else []
        return [piece for piece in pieces if piece]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return an entity's id or name, or what a screen reader says."""
        if not index.isValid() or index.row() >= self.rowCount():
            return None
        entity = self.entity_at(index.row())
        if role == ID_ROLE:
            return entity.id
        if role == Qt.ItemDataRole.DisplayRole:
            return one_line(entity.name)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return ", ".join((one_line(entity.name), *self.facts(entity)))
        return None

    # --- arranging ---------------------------------------------------------------------

    def _find_unused(self) -> None:
        rows = self._counts
        if rows is None:
            self._unused = frozenset()
            return
        used = {id_ for id_, row in rows.items() if row.mentions or row.links}
        self._unused = frozenset(self._live.keys() - used - self._merged.keys())

    def _arrange(self) -> None:
        keys = sorted(map(self._key, self._passing()))
        descending = self.descending and self.order not in NUMBERS
        if keys == self._keys and descending == self._descending:
            self._repaint()
            return
        self._refill(keys, descending=descending)

    def _repaint(self) -> None:
        if self._keys:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._keys) - 1, 0))

    def _passing(self) -> list[Entity]:
        """Return the entities that the filters leave."""
        shown = list(self._live.values())
        if self.show is not Show.ALL:
            some = {Show.UNUSED: self._unused, Show.HERE: self._here, Show.NO_KIND: self._no_kind}[self.show]
            shown = [entity for entity in shown if entity.id in some]
        if self._typed:
            shown = [entity for entity in shown if matches(self._typed, self._words(entity).haystack)]
        return shown

    def _words(self, entity: Entity) -> Words:
        found = self._compared.get(entity.id)
        if found is None or found.entity is not entity:
            pieces = (*entity.names, entity.role, entity.country, entity.wikidata)
            found = self._compared[entity.id] = Words(entity, folded(entity.name), haystack(pieces))
        return found

    def _key(self, entity: Entity) -> SortKey:
        name = self._words(entity).name
        if self.order is EntityOrder.KIND:
            return (not entity.kind, f"{folded(self._book.kind_title(entity.kind))}\0{name}", 0, entity.id)
        if self.order in NUMBERS:
            row = self.count(entity.id)
            number = 0 if row is None else row.mentions
            if row is not None and self.order is EntityOrder.ARTICLES:
                number = row.articles
            # The names of equals stand in their usual order, whichever way the numbers go.
            return (False, f"{_MOST - number if self.descending else number:010}\0{name}", 0, entity.id)
        return (False, name, 0, entity.id)
