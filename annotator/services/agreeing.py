"""Measuring agreement: a report over a project, and the annotations behind each of its figures."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from annotator.agreement.measured import (
    ArticleMarks,
    ComparedField,
    Measured,
    Options,
    Report,
    Table,
)
from annotator.agreement.places import Cell, Place, behind_cell, behind_figure
from annotator.agreement.report import Collector
from annotator.core.codebook import Codebook, FieldType
from annotator.core.errors import InvalidValue, ProjectDamaged
from annotator.core.model import Annotation, Article
from annotator.formats.edtf_values import bounds
from annotator.formats.output import whole_file
from annotator.services import comparing
from annotator.services.comparing import EVERYTHING, Reader, Scope
from annotator.services.progress import QUIET, Progress
from annotator.storage.project import Project

DEFAULTS = Options()
MOST_SHOWN = 2000
"""How many places are looked up at once behind a figure, unless somebody asks for more."""

_DATES = frozenset({FieldType.DATE, FieldType.EDTF})
_TABLED = frozenset({FieldType.CHOICE, FieldType.YES_NO})


@dataclass(frozen=True, slots=True)
class Agreement:
    """A report over a project, with what is needed to show it to people."""

    report: Report
    scope: Scope
    names: dict[str, str]
    """Names of annotators by id."""
    damaged: tuple[str, ...] = ()
    """The ids of annotations that do not fit their text, and were left out."""
    unreadable: tuple[str, ...] = ()
    """The ids of articles whose text is damaged, and that were left out."""

    def name(self, annotator_id: str) -> str:
        """Return what an annotator is called."""
        return self.names.get(annotator_id, annotator_id)


@dataclass(frozen=True, slots=True)
class Found:
    """One place behind a figure, with the annotations of those who have some there."""

    article: Article
    place: Place
    annotations: tuple[Annotation | None, ...]
    said: tuple[str, ...] = ()
    """What each says for the figure's field, for people; empty for who says nothing."""


def report(
    project: Project, scope: Scope = EVERYTHING, options: Options = DEFAULTS, progress: Progress = QUIET
) -> Agreement:
    """Return how far annotators agree in the articles of ``scope``.

    Raises:
        InvalidValue: if the scope names a layer that there is not.
        ProjectError: if the file cannot be read.
        Cancelled: if ``progress`` stops it.
    """
    taken = taken_in(project, scope, options, progress)
    made = taken.collector.report(lambda done, total: progress.step(done, total, "figures"))
    return Agreement(made, scope, taken.names, taken.damaged, taken.unreadable)


@dataclass(frozen=True, slots=True)
class TakenIn:
    """All that was compared, before the figures are worked out."""

    collector: Collector
    names: dict[str, str]
    """Names of annotators by id."""
    damaged: tuple[str, ...]
    """The ids of annotations that do not fit their text, and were left out."""
    unreadable: tuple[str, ...]
    """The ids of articles whose text is damaged, and that were left out."""


def taken_in(project: Project, scope: Scope, options: Options, progress: Progress = QUIET) -> TakenIn:
    """Go through the articles of ``scope``; the figures can then be worked out one by one.

    Raises:
        InvalidValue, ProjectError, Cancelled: as `report`.
    """
    layers = _layers(project, scope)
    people = sorted(project.annotators(), key=lambda one: (one.name.casefold(), one.id))
    fields = compared_fields(project.codebook())
    collector = Collector([one.id for one in people], layers, fields, bounds, options)
    damaged: list[str] = []
    unreadable: list[str] = []
    for place in Reader(project, scope).places(progress):
        damaged += place.damaged
        if place.damaged and not _readable(project, place.article):
            unreadable.append(place.article.id)
            continue
        collector.add(_marks(place))
    names = {one.id: one.name for one in people}
    return TakenIn(collector, names, tuple(damaged), tuple(unreadable))


def _layers(project: Project, scope: Scope) -> tuple[str, ...]:
    """Return the layers of the scope that have annotations, in the codebook's order; all if none has."""
    known = [one.id for one in project.codebook().layers]
    unknown = (scope.layers or frozenset()).difference(known)
    if unknown:
        raise InvalidValue(f"There is no layer “{min(unknown)}” in this project; nothing was measured.")
    wanted = [id_ for id_ in known if scope.layers is None or id_ in scope.layers]
    used = {layer for of_article in project.all_counts().values() for layer in of_article}
    return tuple(id_ for id_ in wanted if id_ in used) or tuple(wanted)


def _readable(project: Project, article: Article) -> bool:
    try:
        project.text(article.id)
    except ProjectDamaged:
        return False
    return True


def compared_fields(book: Codebook) -> list[ComparedField]:
    """Return the fields whose values are compared, in the codebook's order."""
    compared = comparing.compared_fields(book)
    return [
        ComparedField(
            layer.id,
            one.id,
            date=one.type in _DATES and not one.several,
            several=one.several or one.type is FieldType.CHOICES,
            tabled=one.type in _TABLED,
        )
        for layer in book.layers
        for one in layer.fields
        if one.id in compared[layer.id]
    ]


def behind(
    project: Project,
    agreement: Agreement,
    wanted: Measured | tuple[Table, Cell],
    *,
    differing: bool = False,
    most: int = MOST_SHOWN,
    progress: Progress = QUIET,
) -> list[Found]:
    """Return the places that went into a figure or a cell of a table, in the order of articles and text.

    The project is read anew: a report does not hold its annotations. With ``differing`` only the places come
    in which the annotators do not agree; no more than ``most``.

    Raises:
        ProjectError: if the file cannot be read.
        Cancelled: if ``progress`` stops it.
    """
    found: list[Found] = []
    for one in _behind(project, agreement, wanted, progress):
        if differing and one.place.same:
            continue
        found.append(one)
        if len(found) == most:
            break
    return found


def _behind(
    project: Project, agreement: Agreement, wanted: Measured | tuple[Table, Cell], progress: Progress
) -> Iterator[Found]:
    made = agreement.report
    threshold = made.options.threshold
    articles = frozenset(wanted.articles if isinstance(wanted, Measured) else made.articles)
    scope = Scope(articles, agreement.scope.layers, agreement.scope.annotator_ids)
    reader = Reader(project, scope)
    about = wanted if isinstance(wanted, Measured) else wanted[0]
    field = project.codebook().field(about.layer, about.field)

    def in_words(value: str) -> str:
        choice = field.choice(value) if field is not None else None
        return choice.title if choice is not None else reader.in_words(value)

    for place in reader.places(progress):
        marks = _marks(place)
        if isinstance(wanted, Measured):
            places = behind_figure(wanted, marks, threshold)
        else:
            places = behind_cell(*wanted, marks, threshold)
        for one in places:
            yield Found(
                place.article,
                one,
                tuple(None if mark is None else place.annotations[mark.id] for mark in one.marks),
                tuple("; ".join(map(in_words, said or ())) for said in one.said),
            )


def _marks(place: comparing.Place) -> ArticleMarks:
    return ArticleMarks(
        place.article.id,
        place.article.length,
        tuple(place.marks),
        frozenset(reading.annotator_id for reading in place.readings),
    )


def write(project: Project, target: Path, writer: Callable[[BinaryIO], None], *, force: bool = False) -> None:
    """Write something to the file ``target``, which appears whole or not at all.

    Raises:
        OutputRefused: if it cannot be written there, or is there already and not ``force``.
        StorageFull: if the disk is full.
    """
    with whole_file(target, protected=project.path, force=force) as stream:
        writer(stream)


__all__ = [
    *("DEFAULTS", "MOST_SHOWN", "Agreement", "Found", "TakenIn"),
    *("behind", "compared_fields", "report", "taken_in", "write"),
]
