"""Links whose other end is made in the same act: a new entity, a new mention; and dates worked out anew."""

from collections.abc import Iterable, Sequence

from annotator.core.codebook import ACTOR, ENTITY, REFERS, VALUE
from annotator.core.errors import InvalidValue, NotFound
from annotator.core.model import Annotation, Entity, Link, with_field
from annotator.services import entities
from annotator.services.fields import Aim, link_to, replace_links, takes_choice
from annotator.storage.journal import Act
from annotator.storage.project import Project
from annotator.storage.transaction import Transaction


def link_entity(
    project: Project,
    annotation_id: str,
    field_id: str,
    entity: Entity,
    *,
    mention: Annotation | None = None,
    refers: str = "",
) -> Act:
    """Let a field of an annotation point to an entity, which is added if it is new, all in one act.

    ``mention`` is a new actor annotation that mentions it: it is saved too, and the field points to it.
    ``refers`` says how it refers to the entity; that counts as proposed. A field of several values takes
    one more, another takes this instead of its own; what was proposed for it goes.

    Raises:
        InvalidValue: if there is no such field, or the entity's values are not sound.
        NotAllowed: if the annotation is somebody else's.
        NotFound: if it is no longer there.
        ProjectError: if it cannot be saved.
    """
    annotation = project.annotation(annotation_id)
    if annotation is None:
        raise NotFound("The annotation that was to be linked is no longer there; nothing was changed.")
    book = project.codebook()
    field = book.field(annotation.layer, field_id)
    if field is None or not field.linking:
        raise InvalidValue(f"The layer “{annotation.layer}” has no field “{field_id}” for links.")
    known = project.entity(entity.id)
    sound = known or entities.checked(entity, book)
    with project.act("link", field_id, annotation.article_id) as change:
        if known is None:
            change.insert(sound)
        aim = Aim(entity_id=sound.id)
        if mention is not None:
            has_refers = refers and book.field(ACTOR, REFERS) is not None
            marked = with_field(mention, REFERS, refers, proposed=True) if has_refers else mention
            change.insert(marked)
            change.insert(link_to(marked, ENTITY, aim))
            aim = Aim(target_id=marked.id)
        place = _make_room(change, project.links_of(annotation.id), field_id, several=field.several)
        change.insert(link_to(annotation, field_id, aim, position=place))
    return change.act


def say_who(
    project: Project, annotation_id: str, entity: Entity, *, refers: str = "", seen: bool = False
) -> Act:
    """Say by hand which entity an actor annotation mentions; one that is new is added, all in one act.

    ``refers`` says how, where no person has said so yet. It is confirmed with the entity if the person has
    ``seen`` it beside the entity's name, else it counts as proposed.

    Raises:
        InvalidValue: if the entity's values are not sound.
        NotAllowed: if the annotation is somebody else's.
        NotFound: if it is no longer there.
        ProjectError: if it cannot be saved.
    """
    annotation = project.annotation(annotation_id)
    if annotation is None:
        raise NotFound("The actor that was to be named is no longer there; nothing was changed.")
    book = project.codebook()
    known = project.entity(entity.id)
    sound = known or entities.checked(entity, book)
    is_open = REFERS in annotation.proposed or not annotation.value(REFERS)
    with project.act("set entity", sound.name, annotation.article_id) as change:
        if known is None:
            change.insert(sound)
        replace_links(project, change, annotation, ENTITY, [Aim(entity_id=sound.id)])
        if is_open and refers and takes_choice(book, ACTOR, REFERS, refers):
            change.update(with_field(annotation, REFERS, refers, proposed=not seen))
    return change.act


def _make_room(change: Transaction, links: Iterable[Link], field_id: str, *, several: bool) -> int:
    """Take away the links that a new one replaces; return the new one's place."""
    kept = 0
    for link in links:
        if link.field != field_id:
            continue
        if several and not link.proposed:
            kept = max(kept, link.position)
        else:
            change.remove("link", link.id)
    return kept + 1


def propose_again(project: Project, annotations: Sequence[Annotation]) -> Act:
    """Save date annotations for which something else is proposed now, in one act.

    Raises:
        NotAllowed: if one is somebody else's.
        NotFound: if one is no longer there.
        ProjectError: if it cannot be saved.
    """
    articles = {one.article_id for one in annotations}
    with project.act("set field", VALUE, articles.pop() if len(articles) == 1 else "") as change:
        for annotation in annotations:
            change.update(annotation)
    return change.act
