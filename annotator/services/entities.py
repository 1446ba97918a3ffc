"""Entities: the people and bodies that actor annotations mention."""

import re
from collections.abc import Iterable, Sequence
from contextlib import AbstractContextManager
from dataclasses import replace
from typing import NamedTuple

from annotator.core.codebook import ACTOR, ENTITY, REFERS, Codebook
from annotator.core.errors import InvalidValue, NotAllowed, NotFound
from annotator.core.ids import new_id
from annotator.core.model import Annotation, Entity, Link, with_field
from annotator.core.spans import context
from annotator.core.text import normalise, single_line
from annotator.services import fields, merging
from annotator.services.fields import Aim
from annotator.services.roster import Roster as Roster
from annotator.storage.journal import Act
from annotator.storage.project import Project
from annotator.storage.queries import Usage
from annotator.storage.transaction import Transaction

LONGEST = 2_000
"""Characters that a field of an entity takes."""

CONTEXT = 80
"""Code points shown on either side of a mention."""

_WIKIDATA = re.compile(r"Q[1-9][0-9]{0,11}")
_WIKIDATA_URL = re.compile(r"https?://(?:www\.|m\.)?wikidata\.org/(?:wiki|entity)/(Q[1-9][0-9]{0,11})")


class Row(NamedTuple):
    """An entity and how much points to it, also through those merged into it."""

    entity: Entity
    mentions: int
    links: int
    articles: int
    merged: tuple[Entity, ...]


class Mention(NamedTuple):
    """One place that points to an entity."""

    annotation: Annotation
    link: Link
    """Of the field ``entity`` for an actor annotation that mentions it; else of the field that names it."""
    title: str
    """Of the article."""
    before: str
    after: str


class Parting(NamedTuple):
    """What splitting an entity off from the one that it was merged into makes of both."""

    entity: Entity
    """As it stands for itself again."""
    kept: tuple[Entity, ...]
    """What it was merged into, and what that was merged into, without what goes back."""
    known: bool
    """Whether the journal says what they had before; else only the name goes back."""


def roster(project: Project) -> Roster:
    """Return a project's entities."""
    return Roster(project.entities())


def overview(project: Project) -> list[Row]:
    """Return the live entities with how much points to each, in the order in which they were made."""
    known = roster(project)
    used = {one.entity_id: one for one in project.usage()}
    merged: dict[str, list[Entity]] = {}
    for entity in known.by_id.values():
        found = known.get(entity.id)
        if found is not None and found.id != entity.id:
            merged.setdefault(found.id, []).append(entity)
    rows = []
    for entity in known.live():
        into = merged.get(entity.id, [])
        one = used.get(entity.id, Usage(entity.id, 0, 0, 0))
        rows.append(Row(entity, one.mentions, one.links, one.articles, tuple(into)))
    return rows


def mentions(project: Project, entity_id: str) -> list[Mention]:
    """Return every place that points to an entity, in reading order, with its context."""
    titles = {article.id: article.title for article in project.articles()}
    texts: dict[str, str] = {}
    found = []
    for link, annotation in project.mentioning(roster(project).same(entity_id)):
        if annotation.article_id not in texts:
            texts = {annotation.article_id: project.text(annotation.article_id)}
        before, after = context(texts[annotation.article_id], annotation.envelope, CONTEXT)
        found.append(Mention(annotation, link, titles[annotation.article_id], before, after))
    return found


def checked(entity: Entity, book: Codebook) -> Entity:
    """Return an entity in the form in which it is stored.

    Raises:
        InvalidValue: if a field does not take what it has, saying what was expected.
    """
    name = single_line(entity.name)
    if not name:
        raise InvalidValue("An entity needs a name.")
    aliases = dict.fromkeys(alias for alias in map(single_line, entity.aliases) if alias and alias != name)
    if entity.kind and all(entity.kind != kind.id for kind in book.entity_kinds):
        known = ", ".join(kind.id for kind in book.entity_kinds if not kind.retired)
        raise InvalidValue(f"“{entity.kind}” is no kind of entity here; it is one of {known}.")
    sound = replace(
        entity,
        name=name,
        aliases=tuple(aliases),
        role=single_line(entity.role),
        country=single_line(entity.country),
        wikidata=_wikidata(entity.wikidata),
        note=normalise(entity.note).text.strip(),
    )
    for text in (sound.name, *sound.aliases, sound.role, sound.country):
        if len(text) > LONGEST:
            raise InvalidValue(f"“{text[:40]}…” is longer than {LONGEST:,} characters.")
    return sound


def _wikidata(value: str) -> str:
    value = single_line(value)
    url = _WIKIDATA_URL.match(value)
    item = url[1] if url else value.upper()
    if item and not _WIKIDATA.fullmatch(item):
        raise InvalidValue(f"A Wikidata id is a Q and a number, such as Q7747, not “{value[:60]}”.")
    return item


def planned(name: str, kind: str = "") -> Entity:
    """Return a new entity; nothing is saved."""
    return Entity(new_id(), single_line(name), kind)


def create(project: Project, entity: Entity) -> Act:
    """Save a new entity.

    Raises:
        InvalidValue: if a field does not take what it has.
        ProjectError: if it cannot be saved.
    """
    sound = checked(entity, project.codebook())
    with project.act("add entity", sound.name) as change:
        change.insert(sound)
    return change.act


def edit(project: Project, entity: Entity) -> Act:
    """Save a changed entity; everything that points to it says so from now on.

    Raises:
        InvalidValue: if a field does not take what it has.
        NotFound: if it is no longer there.
        ProjectError: if it cannot be saved.
    """
    present = _present(project, entity.id)
    sound = replace(checked(entity, project.codebook()), merged_into=present.merged_into)
    verb = "rename entity" if present.name != sound.name else "edit entity"
    with project.act(verb, present.name) as change:
        change.update(sound)
    return change.act


def assign(
    project: Project, ids: Sequence[str], entity: Entity, *, refers: str = "", proposed: bool = False
) -> Act:
    """Say which entity actor annotations mention; one that is not in the project yet is added by it.

    ``refers`` says how, where nobody has said so yet; it counts as proposed.

    Raises:
        InvalidValue: if the entity's values are not sound.
        NotAllowed: if an annotation is somebody else's.
        NotFound: if one is no longer there.
        ProjectError: if it cannot be saved.
    """
    annotations = own_actors(project, ids)
    known = project.entity(entity.id)
    sound = checked(entity, project.codebook()) if known is None else known
    with _acting(project, "set entity", annotations, sound.name) as change:
        if known is None:
            change.insert(sound)
        point(project, change, annotations, sound.id, refers=refers, proposed=proposed)
    return change.act


def point(
    project: Project,
    change: Transaction,
    annotations: Iterable[Annotation],
    entity_id: str,
    *,
    refers: str = "",
    proposed: bool = False,
) -> None:
    """Let actor annotations mention an entity within an act, and say how where nobody has said so yet."""
    proposable = bool(refers) and fields.takes_choice(project.codebook(), ACTOR, REFERS, refers)
    for annotation in annotations:
        _point(project, change, annotation, entity_id, proposed=proposed)
        if proposable and not annotation.value(REFERS):
            change.update(with_field(annotation, REFERS, refers, proposed=True))


def merge(project: Project, kept_id: str, *other_ids: str) -> Act:
    """Say that entities are one, in one act: the others' names and aliases become aliases of the one kept.

    What points to the others stays as it is, and means the one that is kept. What that one takes over
    where they differ says `merging`; the order of ``other_ids`` does not matter.

    Raises:
        InvalidValue: if two of them are one already.
        NotFound: if one is not there.
        ProjectError: if it cannot be saved.
    """
    known = roster(project)
    kept, *found = (known.get(id_) for id_ in (kept_id, *other_ids))
    if kept is None or None in found or not found:
        raise NotFound("An entity that was to be merged is no longer there; nothing was changed.")
    ids = {one.id for one in found if one}
    if kept.id in ids:
        raise InvalidValue(f"“{kept.name}” cannot be merged with itself.")
    others = [one for one in known.by_id.values() if one.id in ids]
    with project.act(merging.MERGE, merging.subject(kept, others)) as change:
        for other in others:
            change.update(replace(other, merged_into=kept.id))
        change.update(merging.united(kept, others))
    return change.act


def parting(project: Project, merged_id: str) -> Parting:
    """Return what splitting off an entity would do.

    Raises:
        InvalidValue: if it was not merged into another.
        NotFound: if it is not there.
    """
    other = _present(project, merged_id)
    if not other.merged_into:
        raise InvalidValue(f"“{other.name}” was not merged into another entity.")
    every = project.entities()
    known, kept, child = True, [], other
    for one in _merged_into(project, other):
        before = merging.earlier(project, child)
        staying = [each for each in every if each.merged_into == one.id and each.id != child.id]
        staying += [child] if child.id != other.id else []
        child = merging.without(one, other, before, staying)
        kept.append(child)
        known = known and before.known
    return Parting(replace(other, merged_into=""), tuple(kept), known)


def split_off(project: Project, merged_id: str) -> Act:
    """Take back a merging long after: the entity stands for itself again, with what pointed to it.

    What the one that it was merged into has only from it goes back with it: aliases, and values that it
    lacked before. What it had before, has from another, or was changed by hand since, stays.

    Raises:
        InvalidValue: if it was not merged into another.
        NotFound: if it is not there.
        ProjectError: if it cannot be saved.
    """
    return part(project, parting(project, merged_id))


def part(project: Project, plan: Parting) -> Act:
    """Split off as was planned just now.

    Raises:
        NotFound: if one of the entities is no longer there.
        ProjectError: if it cannot be saved.
    """
    with project.act("split off entity", plan.entity.name) as change:
        change.update(plan.entity)
        for kept in plan.kept:
            change.update(kept)
    return change.act


def split_mentions(project: Project, annotation_ids: Sequence[str], entity: Entity) -> Act:
    """Let some mentions mean another entity, new or known, in one act.

    Raises:
        InvalidValue: if no mention is given, or the entity's values are not sound.
        NotAllowed: if one of the annotations is somebody else's.
        NotFound: if one is no longer there.
        ProjectError: if it cannot be saved.
    """
    if not annotation_ids:
        raise InvalidValue("Choose the mentions that are to be split off.")
    return assign(project, annotation_ids, entity)


def remove(project: Project, entity_ids: Sequence[str]) -> Act:
    """Remove entities to which nothing points.

    Raises:
        InvalidValue: if none is given.
        NotAllowed: if one is used.
        NotFound: if one is no longer there.
        ProjectError: if it cannot be saved.
    """
    if not entity_ids:
        raise InvalidValue("Choose the entities that are to be removed.")
    found = [_present(project, id_) for id_ in dict.fromkeys(entity_ids)]
    subject = found[0].name if len(found) == 1 else ""
    with project.act("remove entity", subject) as change:
        for entity in found:
            change.remove("entity", entity.id)
    return change.act


def unused(project: Project) -> list[Entity]:
    """Return the entities to which nothing points, not even another that was merged into them."""
    return [row.entity for row in overview(project) if not (row.mentions or row.links or row.merged)]


def _present(project: Project, entity_id: str) -> Entity:
    found = project.entity(entity_id)
    if found is None:
        raise NotFound("That entity is no longer in the project; nothing was changed.")
    return found


def _merged_into(project: Project, entity: Entity) -> list[Entity]:
    """Return what an entity was merged into, and what that was merged into, and so on."""
    chain: list[Entity] = []
    while entity.merged_into and entity.merged_into not in (one.id for one in chain):
        entity = _present(project, entity.merged_into)
        chain.append(entity)
    return chain


def own_actors(project: Project, ids: Sequence[str]) -> list[Annotation]:
    """Return actor annotations that the present annotator may change.

    Raises:
        InvalidValue: if one is on another layer.
        NotAllowed: if one is somebody else's.
        NotFound: if one is no longer there.
    """
    wanted = list(dict.fromkeys(ids))
    found = [one for one in map(project.annotation, wanted) if one is not None]
    if len(found) != len(wanted):
        raise NotFound("An annotation that was to be changed is no longer there; nothing was changed.")
    if any(one.layer != ACTOR for one in found):
        raise InvalidValue("Only an actor annotation mentions an entity; nothing was changed.")
    if any(one.annotator_id != project.annotator.id for one in found):
        raise NotAllowed("Some of these annotations are by somebody else; nothing was changed.")
    return found


def _point(
    project: Project, change: Transaction, annotation: Annotation, entity_id: str, *, proposed: bool
) -> None:
    links = [link for link in project.links_of(annotation.id) if link.field == ENTITY]
    for link in links[1:]:
        change.remove("link", link.id)
    if links:
        change.update(replace(links[0], entity_id=entity_id, target_id="", value="", proposed=proposed))
    else:
        change.insert(fields.link_to(annotation, ENTITY, Aim(entity_id=entity_id), proposed=proposed))


def _acting(
    project: Project, verb: str, annotations: Sequence[Annotation], subject: str
) -> AbstractContextManager[Transaction]:
    articles = {one.article_id for one in annotations}
    return project.act(verb, subject, articles.pop() if len(articles) == 1 else "")
