"""What the links of an article's annotations point to, in words, entities and days."""

from functools import lru_cache
from typing import NamedTuple

from annotator.core.codebook import ENTITY, VALUE
from annotator.core.errors import InvalidValue
from annotator.core.lists import join_list
from annotator.core.model import Annotation, Entity, Link
from annotator.formats import edtf_values
from annotator.formats.csv_links import as_item
from annotator.services import entities, fields
from annotator.storage.project import Project


class Pointed(NamedTuple):
    """What one link means."""

    entity: Entity | None
    """The entity, found through the annotation if it points to one, and through mergings."""
    target: Annotation | None
    value: str
    """The value in EDTF of the date; or ``unattributed``."""

    @property
    def quote(self) -> str:
        """The words of the annotation; empty if it does not point to one."""
        return self.target.quote if self.target else ""


class Pointers:
    """Follows links in one article after the other."""

    def __init__(self, project: Project) -> None:
        self._project = project
        self._roster = entities.roster(project)
        self._article_id = ""
        self._links: dict[str, list[Link]] = {}
        self._targets: dict[str, Annotation] | None = None

    def turn_to(self, article_id: str) -> None:
        """Go on with another article."""
        self._article_id = article_id
        self._links = fields.links_by_annotation(self._project, article_id)
        self._targets = None

    def of(self, annotation_id: str) -> list[Link]:
        """Return the links of an annotation, by field and position."""
        return self._links.get(annotation_id, [])

    def annotations(self) -> dict[str, Annotation]:
        """Return the article's annotations by id, in reading order."""
        if self._targets is None:
            self._targets = {one.id: one for one in self._project.annotations(self._article_id)}
        return self._targets

    def follow(self, link: Link) -> Pointed:
        """Return what a link means."""
        target = self.annotations().get(link.target_id) if link.target_id else None
        entity_id = link.entity_id
        if target is not None:
            entity_id = next((one.entity_id for one in self.of(target.id) if one.field == ENTITY), "")
        value = link.value or (target.text(VALUE) if target is not None else "")
        return Pointed(self._roster.get(entity_id) if entity_id else None, target, value)


def as_cell(links: list[Link]) -> str:
    """Return links as the cell ``links``."""
    return join_list(map(as_item, links)) if links else ""


@lru_cache(maxsize=4096)
def days(value: str) -> tuple[str, str]:
    """Return the first and the last day of a value in EDTF; empty where they are open or not known."""
    try:
        first, last = edtf_values.bounds(value)
    except InvalidValue:
        return "", ""
    return first.isoformat() if first else "", last.isoformat() if last else ""
