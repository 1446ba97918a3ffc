"""Tags and notes of several annotations at once: each change is one act."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from annotator.core.errors import InvalidValue, NotFound
from annotator.core.model import Annotation
from annotator.core.text import normalise, single_line
from annotator.services.marking import LONGEST_NOTE
from annotator.storage.journal import Act
from annotator.storage.project import Project


def retag(
    project: Project, ids: Sequence[str], *, added: Iterable[str] = (), removed: Iterable[str] = ()
) -> Act:
    """Add tags to annotations that do not have them, behind the others, and take tags away, in one act.

    Tags that differ only in case are the same tag; one that is there keeps its spelling.

    Raises:
        NotAllowed: if an annotation is somebody else's.
        NotFound: if one is no longer there.
        ProjectError: if it cannot be saved.
    """
    more = [tag for tag in map(single_line, added) if tag]
    gone = {tag.casefold() for tag in map(single_line, removed)}
    changed = [replace(one, tags=_tags(one.tags, more, gone)) for one in _present(project, ids)]
    return _save(project, changed, "change tags")


def set_note(project: Project, ids: Sequence[str], note: str) -> Act:
    """Give annotations the same note, in one act; an empty one takes their notes away.

    Raises:
        InvalidValue: if the note is too long.
        NotAllowed: if an annotation is somebody else's.
        NotFound: if one is no longer there.
        ProjectError: if it cannot be saved.
    """
    text = normalise(note).text.strip()
    if len(text) > LONGEST_NOTE:
        raise InvalidValue(f"A note can have up to {LONGEST_NOTE:,} characters; this one has {len(text):,}.")
    return _save(project, [replace(one, note=text) for one in _present(project, ids)], "change note")


def _tags(tags: Iterable[str], more: Sequence[str], gone: set[str]) -> tuple[str, ...]:
    kept = [tag for tag in tags if tag.casefold() not in gone]
    present = {tag.casefold() for tag in kept}
    new = {tag.casefold(): tag for tag in reversed(more) if tag.casefold() not in present}
    return (*kept, *reversed(new.values()))


def _present(project: Project, ids: Sequence[str]) -> list[Annotation]:
    wanted = list(dict.fromkeys(ids))
    found = [one for one in map(project.annotation, wanted) if one is not None]
    if len(found) != len(wanted):
        raise NotFound("An annotation that was to be changed is no longer there; nothing was changed.")
    return found


def _save(project: Project, changed: Sequence[Annotation], verb: str) -> Act:
    layers = {one.layer for one in changed}
    articles = {one.article_id for one in changed}
    subject = layers.pop() if len(layers) == 1 else ""
    with project.act(verb, subject, articles.pop() if len(articles) == 1 else "") as change:
        for annotation in changed:
            change.update(annotation)
    return change.act
