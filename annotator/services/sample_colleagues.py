"""Two colleagues' work in the sample project, so that there is something to review and to measure."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from annotator.assets import resource
from annotator.core.codebook import ENTITY
from annotator.core.errors import NotFound
from annotator.core.ids import new_id, now
from annotator.core.model import Annotation, Annotator, Article, Entity, Link, Status
from annotator.core.review import Reading, reading_id
from annotator.services import commenting, fields, marking
from annotator.services.sample_places import places
from annotator.storage.project import Project

_FILE = "sample_colleagues.toml"


def add(project: Project, articles: Sequence[Article]) -> None:
    """Put the colleagues' annotations, readings and comments into a new project: an act for each of them.

    Whoever annotates goes on annotating, and their undo has nothing to do with it.

    Raises:
        NotFound: if an article is missing, or does not say what is to be marked in it.
    """
    document = tomllib.loads(resource(_FILE).read_text("utf-8"))
    me = project.annotator
    try:
        _Colleagues(project, articles, document).run()
    finally:
        project.switch_annotator(me)


class _Colleagues:
    """What the file says, as things of the domain."""

    def __init__(self, project: Project, articles: Sequence[Article], document: Mapping[str, Any]) -> None:
        self._project = project
        self._document = document
        self._articles = {one.source_name: one for one in articles}
        at = now()
        self._people = {one["key"]: Annotator(new_id(), one["name"], at, at) for one in document["annotator"]}
        self._entities: dict[str, Entity] = {}
        self._marks: dict[tuple[str, str], Annotation] = {}
        """By annotator and the key of the mark."""

    def run(self) -> None:
        """Let each of them do their part, and then talk about it."""
        for key, person in self._people.items():
            me = self._people[key] = self._project.switch_annotator(person)
            new = [] if self._entities else self._make_entities(me)
            annotations, links, readings = self._work(key, me)
            with self._project.act("import annotations") as change:
                change.insert_entities(new)
                change.insert_annotations(annotations)
                change.insert_links(links)
                for one in readings:
                    change.insert(one)
        for said in self._document["comment"]:
            self._say(said)

    def _make_entities(self, me: Annotator) -> list[Entity]:
        for one in self._document["entity"]:
            said = (one["name"], one["kind"], tuple(one["aliases"]), one["role"])
            self._entities[one["key"]] = Entity(new_id(), *said, note=one["note"], annotator_id=me.id)
        return list(self._entities.values())

    def _work(self, key: str, me: Annotator) -> tuple[list[Annotation], list[Link], list[Reading]]:
        annotations: list[Annotation] = []
        links: list[Link] = []
        readings: list[Reading] = []
        for place in self._document["article"]:
            article = self._articles.get(place["file"])
            if article is None:
                raise NotFound(f"The sample articles are not complete: {place['file']} is missing.")
            if key in place["done"]:
                readings.append(Reading(reading_id(article.id, me.id), article.id, Status.DONE, me.id))
            text = self._project.text(article.id)
            own = [mark for mark in place["mark"] if key in mark["by"]]
            made = [(mark, self._marked(article, text, mark, me)) for mark in own]
            self._marks.update({(key, mark["key"]): one for mark, one in made if "key" in mark})
            annotations += [one for _, one in made]
            for mark, one in made:
                links += self._links(mark, one, key)
        return annotations, links, readings

    def _marked(self, article: Article, text: str, mark: Mapping[str, Any], me: Annotator) -> Annotation:
        fragments = places(text, mark["quotes"], mark.get("occurrence", 1))
        planned = marking.plan(article, text, mark["layer"], fragments, me)
        return replace(planned, fields=tuple(sorted(mark["fields"].items())))

    def _links(self, mark: Mapping[str, Any], annotation: Annotation, key: str) -> list[Link]:
        found = []
        if "entity" in mark:
            aim = fields.Aim(entity_id=self._entities[mark["entity"]].id)
            found.append(fields.link_to(annotation, ENTITY, aim))
        for field_id, aims in mark.get("links", {}).items():
            for position, name in enumerate(aims, 1):
                aim = self._aim(name, key)
                found.append(fields.link_to(annotation, field_id, aim, position=position))
        return found

    def _aim(self, name: str, key: str) -> fields.Aim:
        if (key, name) in self._marks:
            return fields.Aim(target_id=self._marks[key, name].id)
        if name in self._entities:
            return fields.Aim(entity_id=self._entities[name].id)
        return fields.Aim(value=name)

    def _say(self, said: Mapping[str, Any]) -> None:
        annotation = self._marks[said["of"], said["on"]]
        self._project.switch_annotator(self._people[said["by"]])
        thread = commenting.thread_on(self._project, annotation.article_id, annotation.id)
        if thread is not None and said.get("resolves"):
            commenting.resolve(self._project, thread, said["text"])
        else:
            commenting.comment(self._project, annotation.article_id, annotation.id, said["text"])
