"""What the comparison shows of a case: a column for each reader, a row for all that can differ.

Positions are code points of the article's text.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from PySide6.QtCore import QCoreApplication

from annotator.agreement.differences import Kind
from annotator.core.codebook import Field, FieldType, Layer
from annotator.core.model import Annotation, Link
from annotator.core.spans import Fragments, Span
from annotator.services.reviewing import Case
from annotator.ui.review.faces import Face, Faces
from annotator.ui.review.words import value_words, verdict_in_words
from annotator.ui.shown import Shown

_WHOLE = 120
"""Code points of a quote that are always shown; of a longer one, the middle is left out."""
_AROUND = 50
"""Code points left on either side of what is left out."""


def _tr(text: str) -> str:
    return QCoreApplication.translate("Review", text)


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a quote."""

    text: str
    alone: bool = False
    """Not all who marked this have this part."""


@dataclass(frozen=True, slots=True)
class Column:
    """What one reader has marked."""

    face: Face
    annotation: Annotation | None
    """None if they did not mark it."""
    quote: tuple[Piece, ...] = ()
    verdict: str = ""
    """What was decided about it, in words."""
    is_copy: bool = False
    """It is the changed copy that stands for it, not something that a reader marked."""


@dataclass(frozen=True, slots=True)
class Row:
    """One field of all columns."""

    title: str
    cells: tuple[str, ...]
    differs: bool
    quiet: bool = False
    """It is not compared: own words, tags."""


@dataclass(frozen=True, slots=True)
class Table:
    """All of a case."""

    columns: tuple[Column, ...]
    quotes_differ: bool
    rows: tuple[Row, ...]


def table_of(space: Shown, case: Case, faces: Faces) -> Table:
    """Return what is shown of a case of the article that is open."""
    columns = list(_columns(space, case, faces))
    links = dict(zip(case.ids, case.links, strict=True))
    if case.copy is not None:
        links[case.copy.id] = tuple(space.known.links.get(case.copy.id, ()))
    kinds = {one.kind for one in case.differences}
    return Table(tuple(columns), Kind.OTHER_BOUNDARIES in kinds, tuple(_rows(space, case, columns, links)))


def _columns(space: Shown, case: Case, faces: Faces) -> Iterator[Column]:
    text = space.text
    spans = [one.fragments for one in case.annotations]
    for reader in faces.in_order(case.unit.readers):
        own = [one for one in case.annotations if one.annotator_id == reader]
        if not own:
            yield Column(faces.of(reader), None)
        for one in own:
            yield Column(
                faces.of(reader), one, pieces(text, one.fragments, spans), verdict_in_words(case, one)
            )
    if case.copy is not None:
        shown = pieces(text, case.copy.fragments, [case.copy.fragments])
        yield Column(Face(_tr("Changed copy"), "✓", -1), case.copy, shown, is_copy=True)


def _rows(
    space: Shown, case: Case, columns: Sequence[Column], links: Mapping[str, Sequence[Link]]
) -> Iterator[Row]:
    shown = [one.annotation for one in columns]
    layers = [
        layer for id_ in dict.fromkeys(one.layer for one in case.annotations) if (layer := space.layer(id_))
    ]
    titles = tuple(_layer_title(space, one) if one is not None else "" for one in shown)
    other_layer = any(one.kind is Kind.OTHER_LAYER for one in case.differences)
    differing = {one.field for one in case.differences if one.field}
    first = [Row(_tr("Layer"), titles, other_layer)]
    later: list[Row] = []
    for field in _fields(layers):
        cells = tuple(
            "" if one is None else _value(space, one, links.get(one.id, ()), field) for one in shown
        )
        if not any(cells):
            continue
        row = Row(field.title, cells, field.id in differing, quiet=field.type is FieldType.TEXT)
        (later if row.quiet else first).append(row)
    yield from sorted(first, key=lambda row: not row.differs)
    yield from later
    notes = tuple("" if one is None else one.note for one in shown)
    tags = tuple("" if one is None else ", ".join(one.tags) for one in shown)
    for title, cells in ((_tr("Note"), notes), (_tr("Tags"), tags)):
        if any(cells):
            yield Row(title, cells, differs=False, quiet=True)


def _fields(layers: Iterable[Layer]) -> list[Field]:
    """Return the fields of some layers, in their order, those of one id once."""
    return list({field.id: field for layer in layers for field in layer.fields}.values())


def _value(space: Shown, annotation: Annotation, links: Sequence[Link], field: Field) -> str:
    """Return a value in words, as the annotation's own layer has that field."""
    layer = space.layer(annotation.layer)
    own = layer.field(field.id) if layer else None
    return value_words(space, annotation, links, own) if own is not None else ""


def _layer_title(space: Shown, annotation: Annotation) -> str:
    layer = space.layer(annotation.layer)
    return layer.title if layer else annotation.layer


# --- quotes ----------------------------------------------------------------------------


def pieces(text: str, own: Fragments, every: Sequence[Fragments]) -> tuple[Piece, ...]:
    """Return the quote of ``own`` in pieces, those apart that are not in all of ``every``."""
    found: list[Piece] = []
    for number, (start, end) in enumerate(own):
        if number:
            found.append(Piece(" … "))
        found += [
            Piece(text[part.start : part.end], not _in_all(part, every))
            for part in _cut(Span(start, end), every)
        ]
    joined = _joined(found)
    return tuple(_shortened(joined))


def _cut(span: Span, every: Sequence[Fragments]) -> Iterator[Span]:
    """Yield ``span`` in parts, cut wherever any fragment begins or ends."""
    edges = {edge for fragments in every for one in fragments for edge in one}
    stops = [span.start, *sorted(edge for edge in edges if span.start < edge < span.end), span.end]
    for start, end in pairwise(stops):
        yield Span(start, end)


def _in_all(part: Span, every: Sequence[Fragments]) -> bool:
    return all(
        any(start <= part.start and part.end <= end for start, end in fragments) for fragments in every
    )


def _joined(parts: Iterable[Piece]) -> list[Piece]:
    """Return neighbours of the same sort as one."""
    found: list[Piece] = []
    for part in parts:
        if found and found[-1].alone is part.alone:
            found[-1] = Piece(found[-1].text + part.text, part.alone)
        else:
            found.append(part)
    return found


def _shortened(parts: list[Piece]) -> Iterator[Piece]:
    """Leave out the middle of what all have marked, if the whole is long: the edges are what differs."""
    if sum(len(part.text) for part in parts) <= _WHOLE:
        yield from parts
        return
    for part in parts:
        if len(part.text) <= 2 * _AROUND + 10:
            yield part
            continue
        head, tail = part.text[:_AROUND].rsplit(" ", 1)[0], part.text[-_AROUND:].split(" ", 1)[-1]
        yield Piece(f"{head} […] {tail}", part.alone)
