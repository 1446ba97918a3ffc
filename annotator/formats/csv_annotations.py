"""One row of an annotations table as values, checked as far as that goes without the project."""

import re
from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from annotator.core.errors import InvalidValue, UnreadableInput
from annotator.core.lists import parse_fragments, split_list
from annotator.core.model import Origin
from annotator.core.spans import Fragments, Span
from annotator.core.text import single_line
from annotator.formats.columns import ANNOTATION_NAMES

READ = (
    *("annotation_id", "layer", "article_id", "start", "end", "fragments", "quote", "note", "tags"),
    *("annotator", "annotator_id", "origin", "origin_detail", "created", "updated", "text_sha256"),
)
"""The columns that are read. The others repeat what the project knows about the article."""

REQUIRED = ("annotation_id", "layer", "fragments", "quote", "annotator", "created", "updated", "text_sha256")

_ID = re.compile(r"[0-9A-Za-z][0-9A-Za-z._:-]{0,99}")
_SHA256 = re.compile(r"[0-9a-fA-F]{64}")
_MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d{1,6})?Z")
_DATE_MADE_OF_FRAGMENTS = re.compile(
    r"\d{1,4}[./-]\d{1,2}[./-]\d{1,4}|\d{1,2}[ .-]*[^\W\d_]{3,9}\.?(?:[ -]\d{2,4})?"
)
_ORIGINS = {origin.value: origin for origin in Origin}


class CsvAnnotation(NamedTuple):
    """What one row says. Whether it fits the project is not looked at yet."""

    id: str
    layer: str
    article_id: str
    fragments: Fragments
    quote: str
    note: str
    tags: tuple[str, ...]
    annotator: str
    annotator_id: str
    origin: Origin
    origin_detail: str
    created: str
    updated: str
    text_sha256: str
    fragments_rebuilt: bool
    """A spreadsheet made a date of the fragments; they were taken from start and end."""


def check_header(header: Sequence[str], name: str) -> list[str]:
    """Return sentences about columns that are missing or not known.

    Raises:
        UnreadableInput: if a column is missing without which nothing can be imported.
    """
    missing = [column for column in REQUIRED if column not in header]
    if missing and "characters" in header and "annotation_id" not in header:
        raise UnreadableInput(
            f"{name} is a table of articles, and only annotations can be imported from CSV. "
            "Nothing of it was imported."
        )
    if missing:
        raise UnreadableInput(
            f"{name} is not a table of annotations, as it has no {', '.join(missing)}. "
            "Nothing of it was imported."
        )
    notes = []
    absent = [column for column in READ if column not in header]
    if absent:
        notes.append(f"{name} has no column {', '.join(absent)}; these were left empty.")
    ignored = [column or "(no name)" for column in header if column not in ANNOTATION_NAMES]
    if ignored:
        notes.append(f"{name} has other columns too, which were not imported: {', '.join(ignored)}.")
    return notes


def parse_row(cells: Sequence[str]) -> CsvAnnotation:
    """Return the values in a row of the columns `READ`.

    Raises:
        InvalidValue: saying which cell is not what it should be.
    """
    id_, layer, article_id, start, end, fragments_cell, quote, note, tags, person, person_id, *rest = cells
    origin, origin_detail, created, updated, text_sha256 = rest
    if not _ID.fullmatch(id_):
        raise InvalidValue(f"“{_shown(id_)}” is not the id of an annotation.")
    if person_id and not _ID.fullmatch(person_id):
        raise InvalidValue(f"“{_shown(person_id)}” is not the id of an annotator.")
    name = single_line(person)
    if not name and not person_id:
        raise InvalidValue("It does not say whose annotation it is.")
    if not _SHA256.fullmatch(text_sha256):
        raise InvalidValue("Its text_sha256 is not a SHA-256: 64 hexadecimal digits.")
    for column, moment in (("created", created), ("updated", updated)):
        if not _is_moment(moment):
            raise InvalidValue(f"Its “{column}” is “{_shown(moment)}”, not like 2025-09-18T10:11:12.345Z.")
    if origin and origin not in _ORIGINS:
        raise InvalidValue(f"Its origin “{_shown(origin)}” is none of {', '.join(_ORIGINS)}.")
    fragments, rebuilt = _fragments(fragments_cell, start, end)
    return CsvAnnotation(
        *(id_, layer, article_id, fragments, quote.replace("\r\n", "\n"), note, split_list(tags)),
        *(name, person_id, _ORIGINS.get(origin, Origin.IMPORTED), origin_detail),
        *(created, updated, text_sha256.lower(), rebuilt),
    )


def _fragments(cell: str, start: str, end: str) -> tuple[Fragments, bool]:
    """Return the fragments; from start and end where a spreadsheet made "3-12" the 3rd of December."""
    try:
        fragments = parse_fragments(cell)
    except InvalidValue:
        if not (_DATE_MADE_OF_FRAGMENTS.fullmatch(cell.strip()) and start.isdecimal() and end.isdecimal()):
            raise
        return (Span(int(start), int(end)),), True
    if (start and start != str(fragments[0].start)) or (end and end != str(fragments[-1].end)):
        raise InvalidValue(
            f"Its start and end ({_shown(start)}, {_shown(end)}) are not those of its fragments."
        )
    return fragments, False


def _is_moment(cell: str) -> bool:
    if not _MOMENT.fullmatch(cell):
        return False
    try:
        datetime.fromisoformat(cell)
    except ValueError:
        return False
    return True


def _shown(cell: str) -> str:
    line = single_line(cell)
    return line if len(line) <= 60 else line[:59] + "…"
