"""Several people who work on copies of one project, at random."""

import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from random import Random

from annotator.core.errors import AnnotatorError
from annotator.core.ids import new_id
from annotator.core.model import Annotation, Annotator, Article, Status
from annotator.core.review import Comment, Decision, ThreadState, Verdict, decision_id, fingerprint
from annotator.services import articles, entities, exporting, fields, marking, taking_in
from annotator.services.exporting import ExportOptions
from annotator.services.fields import Aim
from annotator.services.taking_in import Incoming, Taken
from annotator.storage.project import Project
from tests.storage import helpers
from tests.storage.helpers import ANN, TEXT, rows

TABLES = (
    *("articles", "annotations", "links", "entities", "readings", "decisions", "comments", "assignments"),
    *("tombstones", "layers", "fields", "choices", "conflicts"),
)


def base(path: Path) -> Path:
    """Make Ann's project with an article, some marks, links and entities, and close it."""
    with helpers.create(path) as project:
        article = helpers.add(project)
        claim = helpers.mark(project, article, (18, 60))
        actor = helpers.mark(project, article, (18, 29), layer="actor")
        helpers.mark(project, article, (37, 43), layer="date")
        council = helpers.entity(project, "Council", "government")
        helpers.entity(project, "Ivanov")
        fields.set_links(project, [actor.id], "entity", [Aim(entity_id=council.id)])
        fields.set_links(project, [claim.id], "speaker", [Aim(target_id=actor.id)])
    return path


def copy_for(source: Path, name: str) -> Path:
    """Copy a closed project."""
    target = source.with_name(f"{name}.annotator")
    shutil.copy(source, target)
    return target


def marked(path: Path, who: Annotator, *spans: tuple[int, int]) -> list[Annotation]:
    """Let somebody mark some claims in a closed project, and return them."""
    with Project.open(path, annotator=who) as project:
        return [helpers.mark(project, project.articles()[0], span) for span in spans]


def take(path: Path, *files: Path, own: bool = False, annotator: Annotator = ANN) -> tuple[Incoming, Taken]:
    """Take files into a closed project."""
    with Project.open(path, annotator=annotator) as project:
        incoming = taking_in.look(project, files)
        return incoming, taking_in.take_in(project, incoming, own)


def dump(path: Path, *, revisions: bool = True) -> dict[str, list[tuple[object, ...]]]:
    """Return all that people made, in the order of its ids, without the numbers of rows."""
    result = {}
    for table in TABLES:
        names = [name for (name,) in rows(path, "SELECT name FROM pragma_table_info(?)", table)]
        left_out = {"number"} if revisions else {"number", "revision"}
        columns = ", ".join(f'"{name}"' for name in names if name not in left_out)
        result[table] = rows(path, f"SELECT {columns} FROM {table} ORDER BY id")
    return result


def exports(path: Path, folder: Path) -> dict[str, bytes]:
    """Return every table that can be exported, as the bytes of its file."""
    result = {}
    with Project.open(path, annotator=None, read_only=True) as project:
        for table in exporting.table_names(project):
            target = folder / "table.csv"
            exporting.export_table(project, ExportOptions(table), target, force=True)
            result[table] = target.read_bytes()
    return result


def work(path: Path, annotator: Annotator, chance: Random, acts: int) -> None:
    """Let somebody do some things in a closed project; what is refused is left."""
    with Project.open(path, annotator=annotator) as project:
        for _ in range(acts):
            try:
                chance.choice(_ACTS)(project, chance)
            except AnnotatorError:
                continue


def _article(project: Project) -> Article:
    return project.articles()[0]


def _own(project: Project, layer: str = "") -> list[Annotation]:
    found = project.annotations(_article(project).id)
    return [
        one
        for one in found
        if one.annotator_id == project.annotator.id and not one.copy_of and layer in ("", one.layer)
    ]


def _mark(project: Project, chance: Random) -> None:
    start = chance.randrange(0, len(TEXT) - 12)
    layer = chance.choice(("claim", "actor", "date"))
    helpers.mark(project, _article(project), (start, start + chance.randrange(1, 10)), layer=layer)


def _note(project: Project, chance: Random) -> None:
    one = chance.choice(_own(project) or [None])
    if one is not None:
        marking.replace(project, replace(one, note=f"note {chance.random()}"), "change note")


def _remove(project: Project, chance: Random) -> None:
    one = chance.choice(_own(project) or [None])
    if one is not None:
        marking.remove(project, [one.id])


def _value(project: Project, chance: Random) -> None:
    one = chance.choice(_own(project, "claim") or [None])
    if one is not None:
        fields.set_value(project, [one.id], "mode", chance.choice(("direct", "indirect", "")))


def _aim(project: Project, chance: Random) -> Aim:
    found = [one for one in project.annotations(_article(project).id) if one.layer == "actor"]
    if found and chance.random() < 0.5:
        return Aim(target_id=chance.choice(found).id)
    return Aim(entity_id=chance.choice(project.entities()).id)


def _link(project: Project, chance: Random) -> None:
    one = chance.choice(_own(project, "claim") or [None])
    if one is not None and chance.random() < 0.5:
        fields.set_links(project, [one.id], "speaker", [_aim(project, chance)])
    elif one is not None:
        fields.add_link(project, one.id, "about", _aim(project, chance))


def _mention(project: Project, chance: Random) -> None:
    one = chance.choice(_own(project, "actor") or [None])
    if one is not None:
        entity = chance.choice(project.entities())
        fields.set_links(project, [one.id], "entity", [Aim(entity_id=entity.id)])


def _new_entity(project: Project, chance: Random) -> None:
    helpers.entity(project, chance.choice(("Smith", "Jones", "Ministry")))


def _rename(project: Project, chance: Random) -> None:
    entity = chance.choice(project.entities())
    entities.edit(project, replace(entity, name=f"{entity.name} {chance.randrange(9)}"))


def _merge(project: Project, chance: Random) -> None:
    one, other = chance.choice(project.entities()), chance.choice(project.entities())
    entities.merge(project, one.id, other.id)


def _remove_entity(project: Project, chance: Random) -> None:
    entities.remove(project, [chance.choice(project.entities()).id])


def _comment(project: Project, chance: Random) -> None:
    with project.act("comment") as change:
        change.insert(Comment(new_id(), _article(project).id, text=f"look {chance.random()}"))


def _resolve(project: Project, chance: Random) -> None:
    own = [one for one in project.comments() if one.annotator_id == project.annotator.id]
    one = chance.choice(own or [None])
    if one is not None:
        with project.act("comment") as change:
            change.update(replace(one, state=ThreadState.RESOLVED))


def _decide(project: Project, chance: Random) -> None:
    one = chance.choice(project.annotations(_article(project).id) or [None])
    if one is None:
        return
    id_ = decision_id(one.id, project.annotator.id)
    said = fingerprint(one, project.links_of(one.id))
    decision = Decision(
        *(id_, one.id, one.article_id, Verdict.ACCEPT, one.id, f"because {chance.random()}", said),
        annotator_id=project.annotator.id,
    )
    known = [other for other in project.decisions() if other.id == id_]
    with project.act("decide") as change:
        if known:
            change.update(replace(decision, created_at=known[0].created_at))
        else:
            change.insert(decision)


def _status(project: Project, chance: Random) -> None:
    articles.set_status(project, _article(project).id, chance.choice(list(Status)))


def _undo(project: Project, chance: Random) -> None:
    project.undo()


_ACTS: tuple[Callable[[Project, Random], None], ...] = (
    *(_mark, _mark, _note, _remove, _value, _link, _link, _mention, _new_entity, _rename, _merge),
    *(_remove_entity, _comment, _resolve, _decide, _status, _undo),
)
