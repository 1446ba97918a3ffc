"""What is known beside the text: the codebook, the entities, and the links of the article shown."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from annotator.core.codebook import ACTOR, Codebook, Layer
from annotator.core.model import Annotation, Article, Entity, Link
from annotator.services import entities, fields, proposing
from annotator.services.entities import Roster
from annotator.services.marking import Loaded
from annotator.services.projects import Act, Project
from annotator.services.proposing import Surroundings

if TYPE_CHECKING:
    from annotator.suggest.entities import Index

NOTHING = Codebook("", ())
CODEBOOK = frozenset({"layer", "field", "choice"})
"""The kinds of things whose change is a change of the codebook."""
_FEW = 200
"""Annotations whose links are read one by one; all of an article's take about as long."""


class Knowledge:
    """Kept in memory while a project is open, and read again where an act changed it."""

    def __init__(self) -> None:
        self.codebook = NOTHING
        self.roster = Roster()
        self._links: dict[str, list[Link]] | None = None
        """None until they are asked for: a long article is painted before they are read."""
        self._gold: frozenset[str] | None = None
        """None until it is asked for, and after every change."""
        self._few: dict[str, list[Link]] = {}
        """Those of single annotations, read before all are there; see `own_links`."""
        self._where: tuple[Project, Article] | None = None
        self._owners: dict[str, str] = {}
        self._index: Index | None = None

    # --- reading it in -----------------------------------------------------------------

    def read_project(self, project: Project | None) -> None:
        """Take in another project, or none."""
        self.codebook = project.codebook() if project else NOTHING
        self.roster = entities.roster(project) if project else Roster()
        self._index = None
        self.read_article(project, None)

    def read_article(self, project: Project | None, article: Article | None) -> None:
        """Take in the links of another article, or of none."""
        self._where = (project, article) if project and article else None
        self._links = self._gold = None
        self._few = {}
        self._owners = {}

    def follow(self, project: Project, act: Act, loaded: Mapping[str, Loaded]) -> frozenset[str]:
        """Read again what an act changed; returns the ids of the annotations whose links it touched."""
        self._gold = None
        touched: dict[str, list[str]] = {}
        for kind, key in act.touched:
            touched.setdefault(kind, []).append(key)
        if CODEBOOK.intersection(touched):
            self.codebook = project.codebook()
        for key in touched.get("entity", ()):
            self._read_entity(project, key)
        known = self.links
        owners = {self._owners[key] for key in touched.get("link", ()) if key in self._owners}
        for key in touched.get("link", ()):
            link = project.link(key)
            if link is not None:
                owners.add(link.annotation_id)
        # An annotation that came with its links is not loaded yet.
        shown = {*loaded, *known, *touched.get("annotation", ())}
        here = frozenset(owners & shown)
        for owner in here:
            self.put_links(owner, project.links_of(owner))
        return here

    def _read_entity(self, project: Project, key: str) -> None:
        entity = project.entity(key)
        if entity is None:
            self.roster.drop(key)
        else:
            self.roster.put([entity])
        if self._index is not None:
            proposing.refresh_index(self._index, self.roster, key)

    def put_links(self, annotation_id: str, links: Iterable[Link]) -> None:
        """Take in the links that an annotation has now."""
        for gone in self.links.pop(annotation_id, ()):
            self._owners.pop(gone.id, None)
        found = list(links)
        if found:
            self.links[annotation_id] = found
            self._owners.update((link.id, annotation_id) for link in found)

    # --- asking ------------------------------------------------------------------------

    @property
    def links(self) -> dict[str, list[Link]]:
        """The links of the article's annotations, by annotation, each field's in its order."""
        if self._links is None:
            self._links, self._few = {}, {}
            if self._where is not None:
                project, article = self._where
                self._links = fields.links_by_annotation(project, article.id)
            self._owners = {link.id: key for key, found in self._links.items() for link in found}
        return self._links

    def layer(self, layer_id: str) -> Layer | None:
        """Return the layer with this id."""
        return self.codebook.layer(layer_id)

    @property
    def gold(self) -> frozenset[str]:
        """The ids of what is gold in the article shown, changed copies among them.

        Raises:
            ProjectError: if it cannot be read.
        """
        if self._where is None:
            return frozenset()
        if self._gold is None:
            # Only here: most people never decide anything, and each import costs start-up time.
            from annotator.services.gold import gold_in

            project, article = self._where
            self._gold = gold_in(project, article.id)
        return self._gold

    def links_of(self, annotation_id: str, field_id: str) -> list[Link]:
        """Return the links of one field of an annotation, in their order."""
        return [link for link in self.links.get(annotation_id, ()) if link.field == field_id]

    def own_links(self, annotation_id: str) -> Sequence[Link]:
        """Return all links of one annotation, in their order.

        As long as nobody asked for those of the whole article, only these are read: a list that shows
        twenty of its 10,000 rows needs no more. Who asks for many gets them from all, read at once.

        Raises:
            ProjectError: if they cannot be read.
        """
        if self._where is None:
            return ()
        if self._links is not None or len(self._few) >= _FEW:
            return self.links.get(annotation_id, ())
        found = self._few.get(annotation_id)
        if found is None:
            found = self._few[annotation_id] = self._where[0].links_of(annotation_id)
        return found

    def named(self, annotation: Annotation) -> Entity | None:
        """Return the same as `entity_of`, by reading no more than `own_links` does.

        Raises:
            ProjectError: if it cannot be read.
        """
        own = {annotation.id: self.own_links(annotation.id)}
        return proposing.entity_of(annotation, own, self.roster)

    def entity_of(self, annotation: Annotation) -> Entity | None:
        """Return the entity that an actor annotation mentions."""
        return proposing.entity_of(annotation, self.links, self.roster)

    @property
    def index(self) -> "Index":
        """The entities, prepared for ranking; made anew after one was changed."""
        if self._index is None:
            self._index = proposing.index_of(self.roster)
        return self._index

    def around(self, article: Article, text: str, own: Iterable[Annotation]) -> Surroundings:
        """Return what a proposal for a new annotation of the article is made from."""
        return Surroundings(article, text, self.codebook, tuple(own), self.links, self.roster, self.index)

    def actors(self, own: Iterable[Annotation]) -> Iterator[tuple[Entity | None, Annotation]]:
        """Yield the actors of an article, each entity with its first mention, in reading order.

        Mentions without an entity come each on their own.
        """
        seen: set[str] = set()
        for one in sorted(own, key=lambda one: one.start):
            if one.layer != ACTOR:
                continue
            entity = self.entity_of(one)
            if entity is not None and entity.id in seen:
                continue
            if entity is not None:
                seen.add(entity.id)
            yield entity, one
