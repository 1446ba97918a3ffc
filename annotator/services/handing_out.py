"""Handing out: project files for colleagues, each with what they are to work on and nothing else.

A file is built from nothing, row by row. What is left out was never in it: not in its history,
not in its indexes, not in free pages. Several files are made together or not at all.
"""

from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import NamedTuple

from annotator.core.dates import is_published
from annotator.core.errors import InvalidValue, NotFound
from annotator.core.ids import new_id, now
from annotator.core.model import Annotator, Article
from annotator.core.review import Assignment
from annotator.core.text import normalise, single_line
from annotator.services.outgoing import Entities, Filling, HandedOut, HandOut
from annotator.services.people import LONGEST
from annotator.services.progress import QUIET, Progress
from annotator.storage.copying import refuse_open
from annotator.storage.creating import part_of, put_in_place, refuse_place, removed_with_sidecars
from annotator.storage.project import Project
from annotator.storage.refusals import refusals

ENDING = ".annotator"
LONGEST_NOTE = 10_000
_DAY = len("2025-09-18")
_FORBIDDEN = '<>:"/\\|?*'
"""Characters that some file system does not take in a name."""
_LONGEST_NAME = 200
"""Bytes of a file's name without its ending; most file systems take 255, and an unfinished file has more."""


class _Planned(NamedTuple):
    """One file that is to be made."""

    wanted: HandOut
    target: Path
    articles: list[Article]
    assignee: Annotator
    assignment: Assignment


def file_name(project: Project, assignee: str) -> str:
    """Return a name for a colleague's file, without a folder, that every system takes."""
    stem = f"{project.path.stem} for {single_line(assignee)}"
    clean = "".join("_" if one in _FORBIDDEN or ord(one) < 32 else one for one in stem)
    short = clean.encode("utf-8")[:_LONGEST_NAME].decode("utf-8", "ignore")
    return f"{short.strip(' .')}{ENDING}"


def hand_out(
    project: Project, wanted: HandOut, target: Path, *, force: bool = False, progress: Progress = QUIET
) -> HandedOut:
    """Make a project file for a colleague, and note in this project what was handed out to whom.

    Raises:
        As `hand_out_all`.
    """
    (made,) = _make(project, [(wanted, target)], force=force, progress=progress)
    return made


def hand_out_all(
    project: Project,
    wanted: Sequence[HandOut],
    folder: Path,
    *,
    force: bool = False,
    progress: Progress = QUIET,
) -> list[HandedOut]:
    """Make a file for each of several colleagues in ``folder``: all of them, or none.

    That they were handed out is one act, and its undo forgets all the assignments; the files stay.

    Raises:
        InvalidValue: if nobody is named, somebody twice, no article is chosen, or the day is none.
        NotFound: if an article is not in the project.
        OutputRefused: if a file cannot be written there, or is there already and ``force`` is not given.
        StorageFull: if there is no room; nothing is left behind.
        ProjectError: if this project cannot be changed; then no file is made either.
        Cancelled: if ``progress`` stops it; nothing is left behind.
    """
    targets = [(one, folder / file_name(project, one.assignee)) for one in wanted]
    return _make(project, targets, force=force, progress=progress)


def _make(
    project: Project, wanted: Sequence[tuple[HandOut, Path]], *, force: bool, progress: Progress
) -> list[HandedOut]:
    planned = _planned(project, wanted)
    for one in planned:
        refuse_open(one.target, project.identity())
        refuse_place(one.target, force=force)
    made: list[tuple[Path, HandedOut]] = []
    with ExitStack() as stack:
        for one in planned:
            part = part_of(one.target)
            stack.enter_context(removed_with_sidecars(part))
            with refusals(one.target, saving=True):
                filling = Filling(project, one.wanted, one.assignee, one.articles)
                counts = filling.write(part, one.assignment, progress)
            made.append((part, HandedOut(one.target, one.assignment, one.assignee.name, *counts)))
        with project.act("hand out", ", ".join(one.assignee.name for one in planned)) as change:
            known = {one.id for one in project.annotators()}
            for one in planned:
                if one.assignee.id not in known:
                    change.insert(one.assignee)
                change.insert(one.assignment)
            stack.enter_context(_placed(made, force=force))
    return [result for _, result in made]


@contextmanager
def _placed(made: Sequence[tuple[Path, HandedOut]], *, force: bool) -> Iterator[None]:
    """Give the files their names; if that fails for one, or the block does, none of them stays."""
    placed: list[Path] = []
    try:
        for part, one in made:
            with refusals(one.path, saving=True):
                put_in_place(part, one.path, force=force)
            placed.append(one.path)
        yield
    except BaseException:
        for path in placed:
            with suppress(OSError):
                path.unlink()
        raise


def _planned(project: Project, wanted: Sequence[tuple[HandOut, Path]]) -> list[_Planned]:
    if not wanted:
        raise InvalidValue("Say to whom this is handed out.")
    planned: list[_Planned] = []
    for one, target in wanted:
        articles = _articles(project, one.article_ids)
        assignee = _assignee(project, one.assignee)
        if any(other.assignee.name.casefold() == assignee.name.casefold() for other in planned):
            raise InvalidValue(f"“{assignee.name}” is named twice; nothing was handed out.")
        if any(str(other.target).casefold() == str(target).casefold() for other in planned):
            raise InvalidValue(f"Two files would be called “{target.name}”; nothing was handed out.")
        assignment = _assignment(project, one, assignee, articles)
        planned.append(_Planned(one, target, articles, assignee, assignment))
    return planned


def _articles(project: Project, ids: Sequence[str]) -> list[Article]:
    known = {one.id: one for one in project.articles()}
    missing = [id_ for id_ in ids if id_ not in known]
    if missing:
        raise NotFound(
            f"There is no article with the id {missing[0]} in this project; nothing was handed out."
        )
    wanted = set(ids)
    if not wanted:
        raise InvalidValue("Choose at least one article to hand out.")
    return [one for one in known.values() if one.id in wanted]


def _assignee(project: Project, name: str) -> Annotator:
    clean = single_line(name)
    if not clean:
        raise InvalidValue("Say to whom this is handed out.")
    if len(clean) > LONGEST:
        raise InvalidValue(f"A name can have up to {LONGEST} characters; this one has {len(clean)}.")
    for known in project.annotators():
        if known.name.casefold() == clean.casefold():
            return known
    at = now()
    return Annotator(new_id(), clean, at, at)


def _assignment(
    project: Project, wanted: HandOut, assignee: Annotator, articles: Sequence[Article]
) -> Assignment:
    if wanted.due and not (len(wanted.due) == _DAY and is_published(wanted.due)):
        raise InvalidValue(f"“{wanted.due[:40]}” is no day; it is written like 2025-09-18.")
    note = normalise(wanted.note).text.strip()
    if len(note) > LONGEST_NOTE:
        raise InvalidValue(f"A note can have up to {LONGEST_NOTE:,} characters; this one has {len(note):,}.")
    at = now()
    return Assignment(
        *(new_id(), assignee.id, tuple(one.id for one in articles), wanted.due, note),
        blind=not wanted.annotator_ids,
        annotator_id=project.annotator.id,
        created_at=at,
        updated_at=at,
    )


__all__ = ["Entities", "HandOut", "HandedOut", "file_name", "hand_out", "hand_out_all"]
