"""One row of the table of entities as values, checked as far as that goes without the project."""

from collections.abc import Sequence
from typing import NamedTuple

from annotator.core.errors import InvalidValue
from annotator.core.lists import split_list
from annotator.core.model import Entity
from annotator.core.text import single_line
from annotator.formats.csv_cells import check_id, check_moments

READ = (
    *("entity_id", "name", "kind", "aliases", "role", "country", "wikidata", "note", "merged_into"),
    *("annotator", "annotator_id", "created", "updated"),
)
"""The columns that are read."""

REQUIRED = ("entity_id", "name", "annotator", "created", "updated")


class CsvEntity(NamedTuple):
    """What one row says: an entity without its annotator, and that one's name and id."""

    entity: Entity
    annotator: str
    annotator_id: str


def parse_entity(cells: Sequence[str]) -> CsvEntity:
    """Return the entity in a row of the columns `READ`.

    Raises:
        InvalidValue: saying which cell is not what it should be.
    """
    id_, name, kind, aliases, role, country, wikidata, note, merged_into, person, person_id, *times = cells
    created, updated = times
    check_id(id_, "an entity")
    if merged_into:
        check_id(merged_into, "an entity")
    if person_id:
        check_id(person_id, "an annotator")
    if not single_line(person) and not person_id:
        raise InvalidValue("It does not say who made it.")
    check_moments(created, updated)
    entity = Entity(
        *(id_, name, single_line(kind), split_list(aliases), role, country, wikidata),
        *(note.replace("\r\n", "\n"), merged_into),
        created_at=created,
        updated_at=updated,
    )
    return CsvEntity(entity, single_line(person), person_id)
