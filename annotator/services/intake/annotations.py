"""Rows of annotations: judged against the project, then read again to be taken in."""

from collections.abc import Iterator
from typing import NamedTuple

from annotator.core.errors import InvalidValue
from annotator.core.model import Annotation, Article, damage
from annotator.formats.csv_annotations import CsvAnnotation
from annotator.formats.csv_cells import shown
from annotator.services.intake.people import People
from annotator.services.intake.source import Source, cells_of
from annotator.services.intake.values import unconfirmed_in, values_in
from annotator.services.progress import QUIET, Progress
from annotator.storage.project import Project

_CONTENT = {
    "article_id": "article",
    "layer": "layer",
    "annotator_id": "annotator",
    "fragments": "place in the text",
    "quote": "quote",
    "note": "note",
    "tags": "tags",
    "fields": "value of a field",
    "proposed": "state of confirmation",
    "origin": "origin",
    "origin_detail": "origin",
    "created_at": "date of creation",
}


class Place(NamedTuple):
    """What a link has to know of an annotation."""

    article_id: str
    layer: str
    annotator_id: str


class AnnotationRows:
    """Knows what the project has, and judges each row against it.

    Attributes:
        touched: the articles of what was taken in.
    """

    def __init__(self, project: Project, people: People, *, files: int, linked: bool) -> None:
        """Judge rows of so many ``files``; ``linked`` says that there are links to judge later."""
        self.touched: dict[str, None] = {}
        self._project = project
        self._people = people
        self._linked = linked
        self._layers = {layer.id: layer for layer in project.layers()}
        self._articles = {article.id: article for article in project.articles()}
        self._by_text: dict[str, Article] = {}
        for article in reversed(self._articles.values()):
            self._by_text[article.text_sha256] = article
        self._empty = not project.totals()["annotations"]
        self._places: dict[str, Place] = {}
        self._shared: dict[Place, Place] = {}
        self._content: dict[str, tuple[int, Source]] | None = {} if files > 1 else None
        self._present = self._present_text = ""
        self._authors: set[str] = set()

    def judge(self, source: Source, progress: Progress) -> None:
        """Sort all rows of a file into new, same, clashing and refused."""
        rebuilt = 0
        for record in source.records(progress, "checking"):
            try:
                parsed = self.parsed(source, cells_of(record))
                annotation = self._fitted(parsed)
                source.refuse_twice(annotation.id, record.line, "annotation_id")
                if self._sort(source, record.line, annotation):
                    rebuilt += parsed.fragments_rebuilt
            except InvalidValue as error:
                source.refuse(record.line, error)
        if rebuilt:
            source.report.notes.append(
                f"In {rebuilt:,} rows a spreadsheet had made a date of the fragments; "
                "start and end were used, and the quote fits there."
            )

    def authors(self) -> set[str]:
        """Return the ids of those who made what is new."""
        return self._authors

    def accepted(self, source: Source) -> Iterator[Annotation]:
        """Yield the annotations of a file that are to be imported, reading it again."""
        for record in source.records(QUIET, "importing"):
            if record.line not in source.left_out:
                try:
                    annotation = self._fitted(self.parsed(source, cells_of(record)))
                except InvalidValue as error:  # it fitted before
                    raise source.changed() from error
                self.touched[annotation.article_id] = None
                yield annotation

    def place(self, annotation_id: str) -> Place | None:
        """Return where an annotation is that is in the project, or comes."""
        found = self._places.get(annotation_id)
        if found is None and not self._empty:
            known = self._project.annotation(annotation_id)
            if known is not None:
                found = Place(known.article_id, known.layer, known.annotator_id)
        return found

    def comes(self, annotation_id: str) -> bool:
        """Say whether an annotation is new to the project."""
        return annotation_id in self._places

    @staticmethod
    def parsed(source: Source, cells: tuple[str, ...]) -> CsvAnnotation:
        """Return what a row says.

        Raises:
            InvalidValue: if a cell is not what it should be.
        """
        reader = source.kind.reader
        if reader is None:
            raise TypeError(f"{source.name} is no table of annotations")
        return reader.parse(cells)

    def _sort(self, source: Source, line: int, annotation: Annotation) -> bool:
        """Take note of what is to become of a row; True if it is new."""
        known = None if self._empty else self._project.annotation(annotation.id)
        if known is not None:
            difference = _difference(known, annotation)
            if difference:
                whose = f"The project has this annotation, by {self._people.name(known.annotator_id)},"
                source.clash(line, f"{whose} with another {difference}; it was kept as it is.")
            else:
                source.same(line)
            return False
        if self._content is not None:
            content = _content(annotation)
            before, where = self._content.setdefault(annotation.id, (content, source))
            if where is not source:
                if before != content:
                    place = f"line {where.line_of[annotation.id]} of {where.name}"
                    raise InvalidValue(f"It is otherwise in {place}.")
                source.same(line)
                return False
        if self._linked:
            place_ = Place(annotation.article_id, annotation.layer, annotation.annotator_id)
            self._places[annotation.id] = self._shared.setdefault(place_, place_)
        source.report.new += 1
        self._authors.add(annotation.annotator_id)
        return True

    def _fitted(self, row: CsvAnnotation) -> Annotation:
        """Return the annotation that a row means.

        Raises:
            InvalidValue: if it does not fit the project.
        """
        layer = self._layers.get(row.layer)
        if layer is None:
            raise InvalidValue(f"There is no layer “{shown(row.layer)}” in this project.")
        article = self._articles.get(row.article_id)
        if article is None or article.text_sha256 != row.text_sha256:
            article = self._by_text.get(row.text_sha256)
        if article is None:
            raise InvalidValue("No article of this project has its text: none has this text_sha256.")
        values = values_in(row, layer) if row.values else ()
        annotation = Annotation(
            id=row.id,
            article_id=article.id,
            layer=row.layer,
            annotator_id=self._people.id(row.annotator_id, row.annotator, row.created),
            fragments=row.fragments,
            quote=row.quote,
            note=row.note,
            tags=row.tags,
            origin=row.origin,
            origin_detail=row.origin_detail,
            created_at=row.created,
            updated_at=row.updated,
            fields=values,
            proposed=unconfirmed_in(row, layer, values) if row.unconfirmed else frozenset(),
        )
        reason = damage(annotation, self._text(article))
        if reason is not None:
            raise InvalidValue(f"It does not fit the text of “{article.title}”: {reason}.")
        return annotation

    def _text(self, article: Article) -> str:
        """Return an article's text; rows of one article mostly stand together."""
        if article.text_sha256 != self._present:
            self._present_text = self._project.text(article.id)
            self._present = article.text_sha256
        return self._present_text


def _content(annotation: Annotation) -> int:
    return hash(tuple(getattr(annotation, name) for name in _CONTENT))


def _difference(ours: Annotation, theirs: Annotation) -> str:
    """Name what differs in content; an empty string if nothing does."""
    for name, word in _CONTENT.items():
        if getattr(ours, name) != getattr(theirs, name):
            return word
    return ""
