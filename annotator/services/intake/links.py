"""Links: rows of their own table, and the column ``links`` in the tables of the layers."""

from collections.abc import Iterator
from typing import NamedTuple

from annotator.core.codebook import SPEAKER, UNATTRIBUTED, Field, FieldType
from annotator.core.errors import InvalidValue
from annotator.core.model import Link
from annotator.formats import edtf_values
from annotator.formats.columns import LINKS
from annotator.formats.csv_cells import shown
from annotator.formats.csv_in import Record
from annotator.formats.csv_links import CsvLink, parse_item, parse_link
from annotator.services.intake.annotations import AnnotationRows
from annotator.services.intake.entities import EntityRows
from annotator.services.intake.source import Source, cells_of
from annotator.services.progress import QUIET, Progress
from annotator.storage.project import Project

_COLUMNS = ("annotation_id", "field", "position", "target_id", "entity_id", "value", "proposed")


class _Known(NamedTuple):
    """Where a link that comes was first found, and what it says."""

    source: Source
    line: int
    content: int


class LinkRows:
    """Judges links against the project and what else comes."""

    def __init__(self, project: Project, entities: EntityRows, annotations: AnnotationRows) -> None:
        self._project = project
        self._book = project.codebook()
        self._entities = entities
        self._annotations = annotations
        self._empty = not project.totals()["links"]
        self._new: dict[str, _Known] = {}

    def judge(self, source: Source, progress: Progress) -> None:
        """Sort all links of a file into new, same, clashing, and such as do not fit."""
        for record in source.records(progress, "checking"):
            if source.kind.table == LINKS:
                self._judge_row(source, record)
            elif record.line not in source.unlinked:
                self._judge_items(source, record)

    def accepted(self, source: Source) -> Iterator[Link]:
        """Yield the links of a file that are to be imported, reading it again."""
        for record in source.records(QUIET, "importing"):
            if record.line in (source.left_out if source.kind.table == LINKS else source.unlinked):
                continue
            for row in self._rows_again(source, record):
                known = self._new.get(row.id)
                if known is None or known.source is not source or known.line != record.line:
                    continue
                try:
                    link = self._fitted(row)
                except InvalidValue as error:  # it fitted before
                    raise source.changed() from error
                if _content(link) == known.content:
                    yield link

    def _judge_row(self, source: Source, record: Record) -> None:
        try:
            link = self._fitted(parse_link(cells_of(record)))
            source.refuse_twice(link.id, record.line, "link_id")
            clash = self._sort(source, record.line, link)
        except InvalidValue as error:
            source.refuse(record.line, error)
            return
        if clash is None:
            source.report.new += 1
        elif clash:
            source.clash(record.line, clash)
        else:
            source.same(record.line)

    def _judge_items(self, source: Source, record: Record) -> None:
        row = self._annotations.parsed(source, cells_of(record))
        for item in row.links:
            try:
                link = self._fitted(parse_item(item, row.id, row.created, row.updated))
                clash = self._sort(source, record.line, link)
            except InvalidValue as error:
                source.report.unlinked.append((record.line, f"A link was not made. {error}"))
                continue
            if clash is None:
                source.report.links += 1
            elif clash:
                source.report.clashing.append((record.line, clash))

    def _rows_again(self, source: Source, record: Record) -> Iterator[CsvLink]:
        if source.kind.table == LINKS:
            yield parse_link(cells_of(record))
            return
        row = self._annotations.parsed(source, cells_of(record))
        for item in row.links:
            try:
                yield parse_item(item, row.id, row.created, row.updated)
            except InvalidValue:
                continue  # it was listed before

    def _sort(self, source: Source, line: int, link: Link) -> str | None:
        """Return None for a link that is new, what it clashes with, or nothing if it is there already."""
        content = _content(link)
        before = self._new.get(link.id)
        if before is not None:
            if before.content != content:
                raise InvalidValue(f"It is otherwise in line {before.line} of {before.source.name}.")
            return ""
        clash = self._against_project(link)
        if clash is None:
            self._new[link.id] = _Known(source, line, content)
        return clash

    def _against_project(self, link: Link) -> str | None:
        if self._empty:
            return None
        known = self._project.link(link.id)
        if known is not None:
            if _content(known) == _content(link):
                return ""
            return f"The project has this link of “{link.field}” otherwise; it was kept as it is."
        if self._annotations.comes(link.annotation_id):
            return None
        others = [one for one in self._project.links_of(link.annotation_id) if one.field == link.field]
        if any(one.aim == link.aim for one in others):
            return ""
        place = self._annotations.place(link.annotation_id)
        field = self._book.field(place.layer, link.field) if place else None
        if others and not (field and field.several):
            return f"The project has something else for “{link.field}”; it was kept as it is."
        return None

    def _fitted(self, row: CsvLink) -> Link:
        """Return the link that a row means.

        Raises:
            InvalidValue: if it does not fit the project and what else comes.
        """
        place = self._annotations.place(row.annotation_id)
        if place is None:
            raise InvalidValue("Its annotation is neither in the project nor imported.")
        field = self._book.field(place.layer, row.field)
        if field is None or not field.linking:
            raise InvalidValue(f"The layer “{place.layer}” has no field “{shown(row.field)}” for links.")
        if row.target_id:
            target = self._annotations.place(row.target_id)
            if target is None:
                raise InvalidValue(
                    f"The annotation that “{field.title}” points to is neither in the project nor imported."
                )
            if target.article_id != place.article_id or row.target_id == row.annotation_id:
                raise InvalidValue(f"“{field.title}” points to another annotation of the same article.")
        if row.entity_id:
            self._check_entity(field, row.entity_id)
        return Link(
            *(row.id, row.annotation_id, row.field, row.position, row.target_id, row.entity_id),
            *(_value(field, row.value), row.proposed, place.annotator_id, row.created, row.updated),
        )

    def _check_entity(self, field: Field, entity_id: str) -> None:
        if field.type is FieldType.DATE:
            raise InvalidValue(f"“{field.title}” takes a date, not an entity.")
        if not self._entities.has(entity_id):
            raise InvalidValue(
                f"The entity that “{field.title}” points to is neither in the project nor imported."
            )


def _value(field: Field, value: str) -> str:
    if not value:
        return ""
    if field.type is FieldType.DATE:
        return edtf_values.check(value)
    if (field.id, value) != (SPEAKER, UNATTRIBUTED):
        raise InvalidValue(f"“{field.title}” takes an actor or an entity, not “{shown(value)}”.")
    return value


def _content(link: Link) -> int:
    return hash(tuple(getattr(link, name) for name in _COLUMNS))
