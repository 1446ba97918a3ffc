"""Which table a CSV is, by the names of its columns."""

from collections.abc import Sequence
from dataclasses import dataclass

from annotator.core.codebook import ACTOR, CLAIM, DATE, Layer
from annotator.core.errors import UnreadableInput
from annotator.formats import columns, csv_annotations, csv_entities, csv_links
from annotator.formats.columns import ANNOTATIONS, ENTITIES, LINKS
from annotator.formats.csv_annotations import RowReader
from annotator.formats.layer_columns import id_column, layer_columns


@dataclass(frozen=True, slots=True)
class Kind:
    """What a file is a table of, and which of its columns are read."""

    table: str
    """``annotations``, also for the table of a layer; ``entities`` or ``links``."""
    columns: tuple[str, ...]
    notes: tuple[str, ...]
    """Sentences about columns that it lacks, or has besides."""
    reader: RowReader | None = None
    """Reads the rows of annotations."""


_FOR_READING = {
    "decision_id": "decisions",
    "comment_id": "comments",
    "place_id": "differences",
    "annotator_ids": "figures of agreement",
}
"""The columns by which tables that are not imported are recognised."""


def kind_of(header: Sequence[str], name: str, layers: Sequence[Layer]) -> Kind:
    """Return which table has this header; ``layers`` are the project's.

    Raises:
        UnreadableInput: if it is none that can be imported, or lacks a column without which nothing can be.
    """
    for column, what in _FOR_READING.items():
        if column in header:
            raise UnreadableInput(
                f"{name} is a table of {what}, and only annotations, entities and links can be imported from"
                " CSV: colleagues’ decisions and comments come with their project file. Nothing of it was"
                " imported."
            )
    if "link_id" in header:
        return _simple(LINKS, header, name, csv_links.READ, csv_links.REQUIRED)
    for layer in layers:
        if (
            layer.id in (CLAIM, ACTOR, DATE)
            and id_column(layer.id) in header
            and "annotation_id" not in header
        ):
            return _annotations(header, name, [layer], id_column(layer.id), own=True)
    if "entity_id" in header and "annotation_id" not in header:
        return _simple(ENTITIES, header, name, csv_entities.READ, csv_entities.REQUIRED)
    if "characters" in header and "annotation_id" not in header:
        raise UnreadableInput(
            f"{name} is a table of articles, and only annotations, entities and links can be imported "
            "from CSV. Nothing of it was imported."
        )
    return _annotations(header, name, layers, "annotation_id", own="sentence" in header)


def _simple(
    table: str, header: Sequence[str], name: str, read: Sequence[str], required: Sequence[str]
) -> Kind:
    _refuse_incomplete(header, name, table, required)
    known = {column.name for column in columns.columns(table, ())}
    return Kind(table, tuple(read), tuple(_notes(header, name, read, known)))


def _annotations(
    header: Sequence[str], name: str, layers: Sequence[Layer], id_name: str, *, own: bool
) -> Kind:
    required = [id_name if one == "annotation_id" else one for one in csv_annotations.REQUIRED]
    _refuse_incomplete(
        header, name, ANNOTATIONS, [one for one in required if one != "layer" or len(layers) > 1]
    )
    reader = RowReader(id_name, layers, own=own)
    known = set(columns.ANNOTATION_NAMES)
    optional = set(csv_annotations.READ[-2:])
    if own:
        known = {
            column.name
            for layer in layers
            for column in layer_columns(layer, [(layer.id, one.id) for one in layer.fields]).columns
        }
        optional = set(reader.columns) - set(csv_annotations.READ) - {id_name, csv_annotations.LINKS}
    wanted = [column for column in reader.columns if column not in optional]
    return Kind(ANNOTATIONS, reader.columns, tuple(_notes(header, name, wanted, known)), reader)


def _refuse_incomplete(header: Sequence[str], name: str, table: str, required: Sequence[str]) -> None:
    missing = [column for column in required if column not in header]
    if missing:
        raise UnreadableInput(
            f"{name} is not a table of {table}, as it has no {', '.join(missing)}. "
            "Nothing of it was imported."
        )


def _notes(header: Sequence[str], name: str, wanted: Sequence[str], known: set[str]) -> list[str]:
    notes = []
    absent = [column for column in wanted if column not in header]
    if absent:
        notes.append(f"{name} has no column {', '.join(absent)}; these were left empty.")
    ignored = [column or "(no name)" for column in header if column not in known]
    if ignored:
        notes.append(f"{name} has other columns too, which were not imported: {', '.join(ignored)}.")
    return notes
