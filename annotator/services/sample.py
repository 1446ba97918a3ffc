"""The sample project: the articles that come with the program, the first one marked in part.

Two colleagues have marked three others, see `annotator.services.sample_colleagues`.
"""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from annotator.assets import resource, samples
from annotator.core.codebook import ENTITY
from annotator.core.errors import NotFound
from annotator.core.ids import new_id
from annotator.core.model import Article, Entity
from annotator.services import entities, fields, marking, projects, reading, sample_colleagues
from annotator.services.sample_places import places
from annotator.storage.project import Project

_MARKS = "sample_marks.toml"


def create_sample(path: Path, annotator_name: str | None = None) -> Project:
    """Make a new project with the sample articles in it, and open it.

    Raises:
        InvalidValue: if nobody is named as the annotator.
        OutputRefused: if there is a file of this name already, or none can be made there.
        ProjectError: if the disk is full.
    """
    project = projects.create(path, annotator_name, title="Sample project")
    try:
        report = reading.add_articles(project, reading.read_paths([samples()]))
        _mark(project, report.added)
        sample_colleagues.add(project, report.added)
    except BaseException:
        project.close()
        path.unlink(missing_ok=True)
        raise
    return project


def _mark(project: Project, articles: Sequence[Article]) -> None:
    """Mark the first article as its file of marks says, each mark and its links acts that can be undone."""
    document = tomllib.loads(resource(_MARKS).read_text("utf-8"))
    article = next((one for one in articles if one.source_name == document["article"]), None)
    if article is None:
        raise NotFound(f"The sample articles are not complete: {document['article']} is missing.")
    _Marker(project, article, document).run()


class _Marker:
    """Marks one article; what links point to is there before them."""

    def __init__(self, project: Project, article: Article, document: Mapping[str, Any]) -> None:
        self._project = project
        self._article = article
        self._text = project.text(article.id)
        self._marks = document["mark"]
        self._entities = {
            one["key"]: Entity(
                *(new_id(), one["name"], one["kind"], tuple(one["aliases"]), one["role"]),
                country=one["country"],
                wikidata=one["wikidata"],
                note=one["note"],
            )
            for one in document["entity"]
        }
        self._keys: dict[str, str] = {}

    def run(self) -> None:
        """Mark everything, and then link it."""
        for entity in self._entities.values():
            entities.create(self._project, entity)
        made = [(mark, self._marked(mark)) for mark in self._marks]
        for mark, annotation_id in made:
            for field_id, keys in mark.get("links", {}).items():
                aims = [self._aim(key) for key in keys]
                fields.set_links(self._project, [annotation_id], field_id, aims)

    def _marked(self, mark: Mapping[str, Any]) -> str:
        fragments = list(places(self._text, mark["quotes"], mark["occurrence"]))
        planned = marking.plan(self._article, self._text, mark["layer"], fragments, self._project.annotator)
        values = tuple(sorted(mark.get("fields", {}).items()))
        proposed = frozenset(mark.get("proposed", ()))
        planned = replace(
            planned, note=mark["note"], tags=tuple(mark["tags"]), fields=values, proposed=proposed
        )
        entity = self._entities[mark["entity"]] if "entity" in mark else None
        links = [fields.link_to(planned, ENTITY, fields.Aim(entity_id=entity.id))] if entity else []
        marking.add(self._project, planned, links)
        self._keys[mark.get("key", planned.id)] = planned.id
        return planned.id

    def _aim(self, key: str) -> fields.Aim:
        if key in self._keys:
            return fields.Aim(target_id=self._keys[key])
        if key in self._entities:
            return fields.Aim(entity_id=self._entities[key].id)
        return fields.Aim(value=key)
