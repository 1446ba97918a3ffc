"""Whether a row of a colleague's file fits our texts and our codebook."""

from collections.abc import Callable, Mapping

from annotator.core.codebook import Codebook
from annotator.core.dates import is_published
from annotator.core.errors import AnnotatorError
from annotator.core.model import damage
from annotator.core.review import decision_id, reading_id
from annotator.services.union.entities import cleaned, unsound
from annotator.services.union.state import State
from annotator.storage import review_rows
from annotator.storage.kind import Kind, Row
from annotator.storage.link_rules import unfit
from annotator.storage.project import Project
from annotator.storage.review_rows import ASSIGNMENT, COMMENT, DECISION, READING, TOMBSTONE
from annotator.storage.rows import ANNOTATION, ANNOTATOR, ENTITY, LINK, Thing, entity, link, stored_annotation
from annotator.storage.value_rules import faults, takes

_COPY_OF = ANNOTATION.columns.index("copy_of")
_DAY = len("2025-09-18")
_UNUSUAL = "it is not in the form in which Annotator writes"
_MAKE: Mapping[Kind, Callable[[Row], Thing]] = {
    ENTITY: entity,
    LINK: link,
    READING: review_rows.reading,
    DECISION: review_rows.decision,
    COMMENT: review_rows.comment,
    ASSIGNMENT: review_rows.assignment,
}


class Fitting:
    """Says what is wrong with rows that are to come in, as half sentences."""

    def __init__(self, project: Project, state: State, texts: Mapping[str, str]) -> None:
        self._project = project
        self._state = state
        self._new_texts = texts
        self._text: tuple[str, str | None] = ("", None)
        self._people: set[str] = set()
        self.book: Codebook = project.codebook()
        """Ours, with what comes in."""

    def text(self, article_id: str) -> str | None:
        """Return the text of an article, also of one that comes in; None if it is not sound."""
        if self._text[0] != article_id:
            self._text = (article_id, self._read(article_id))
        return self._text[1]

    def fault(self, kind: Kind, row: Row) -> str | None:
        """Say what is wrong with a row in itself; None if nothing is."""
        if not self._is_known(str(row[kind.columns.index("annotator_id")])):
            return "nobody knows who made it"
        if kind is ANNOTATION:
            return self._annotation(row)
        if kind.values(_MAKE[kind](row)) != row:
            return _UNUSUAL
        if kind is ENTITY:
            return self._entity(row)
        image = {name: str(value) for name, value in zip(kind.columns, row, strict=True)}
        if kind is READING and image["id"] != reading_id(image["article_id"], image["annotator_id"]):
            return "its id is not the one of its article and annotator"
        if kind is DECISION:
            return _decision(image)
        if kind is ASSIGNMENT:
            return self._assignment(image)
        return None

    def cleaned(self, row: Row) -> Row:
        """Return a row of an entity in the form in which entities are stored."""
        return cleaned(row, self._state.ours.row(ENTITY, str(row[0])))

    def link_fault(self, row: Row) -> str | None:
        """Say what is wrong with a link among the rows that are to be; None if nothing is."""
        one = link(row)
        owner = self._state.get(ANNOTATION, one.annotation_id)
        if owner is None:
            return "its annotation is not there"
        _, article_id, layer_id, annotator_id, *_ = owner
        layer = self.book.layer(str(layer_id))
        field = layer.field(one.field) if layer else None
        if field is None or not field.linking:
            return f"its layer has no field “{one.field[:60]}” for links"
        if annotator_id != one.annotator_id:
            return "it is by somebody else than its annotation"
        if bool(one.target_id) + bool(one.entity_id) + bool(one.value) != 1:
            return "it does not point to exactly one thing"
        target_layer = ""
        if one.target_id:
            target = self._state.get(ANNOTATION, one.target_id)
            if target is None or target[1] != article_id or one.target_id == one.annotation_id:
                return "what it points to is not in its article, or not any more"
            target_layer = str(target[2])
        if one.entity_id and self._state.get(ENTITY, one.entity_id) is None:
            return "the entity that it points to is not there"
        reason = unfit(str(layer_id), field, one, target_layer)
        return f"its field “{field.title}” {reason}" if reason else None

    def place_fault(self, kind: Kind, row: Row) -> str | None:
        """Say whether a copy or a decision is about an annotation of another article, or of nothing."""
        article = row[kind.columns.index("article_id")]
        names = ("copy_of",) if kind is ANNOTATION else ("annotation_id", "gold_id")
        for name in names:
            other = self._state.get(ANNOTATION, str(row[kind.columns.index(name)] or ""))
            if other is not None and other[1] != article:
                return "it is about an annotation of another article"
        return self._copy_fault(row) if kind is ANNOTATION else None

    def _copy_fault(self, row: Row) -> str | None:
        """Say whether a changed copy is one of no annotation that is, or was, somebody's own."""
        original = str(row[_COPY_OF] or "")
        present = self._state.get(ANNOTATION, original)
        if present is not None:
            return "it is a copy of what is a copy itself" if present[_COPY_OF] else None
        tombstone = self._state.get(TOMBSTONE, original)
        was_one = tombstone is not None and tombstone[1] == ANNOTATION.name
        return None if was_one else "it is a changed copy of no annotation that is known here"

    def comment_fault(self, row: Row) -> str | None:
        """Say whether a comment says nothing: one without words opens a thread that is there again."""
        one = review_rows.comment(row)
        if one.text or one.state == "resolved":
            return None
        found = {
            other[0]
            for other in self._state.where(COMMENT, "article_id", one.article_id)
            if other[2] == one.annotation_id
        }
        return None if len(found) > 1 else "it says nothing"

    def _is_known(self, annotator_id: str) -> bool:
        if annotator_id not in self._people and self._state.get(ANNOTATOR, annotator_id) is not None:
            self._people.add(annotator_id)
        return annotator_id in self._people

    def _read(self, article_id: str) -> str | None:
        if article_id in self._new_texts:
            return self._new_texts[article_id]
        try:
            return self._project.text(article_id)
        except AnnotatorError:
            return None

    def _annotation(self, row: Row) -> str | None:
        stored = stored_annotation(row)
        if stored.fault is not None:
            return stored.fault
        one = stored.annotation
        if ANNOTATION.values(one) != row:
            return _UNUSUAL
        if one.copy_of == one.id:
            return "it is a copy of itself"
        layer = self.book.layer(one.layer)
        if layer is None:
            return f"its layer “{one.layer[:60]}” is not in the codebook"
        text = self.text(one.article_id)
        if text is None:
            return "the text of its article cannot be read"
        reason = damage(one, text)
        if reason is not None:
            return reason
        for name, value in one.fields:
            if not takes(layer, name):
                return f"its layer has no field “{name[:60]}” for values"
            field = layer.field(name)
            for found in faults(field, value) if field else ():
                return found
        if one.proposed - {name for name, _ in one.fields}:
            return "it has a proposed value that is not there"
        return None

    def _entity(self, row: Row) -> str | None:
        if self._state.ours.row(ENTITY, str(row[0])) == row:
            return None
        one = entity(row)
        if one.kind and all(kind.id != one.kind for kind in self.book.entity_kinds):
            return f"its kind “{one.kind[:60]}” is not in the codebook"
        return unsound(one)

    def _assignment(self, image: Mapping[str, str]) -> str | None:
        if not self._is_known(image["assignee_id"]):
            return "nobody knows to whom it is"
        if image["due"] and not (len(image["due"]) == _DAY and is_published(image["due"])):
            return "it is due on what is no day"
        return None


def _decision(image: Mapping[str, str]) -> str | None:
    if image["id"] != decision_id(image["annotation_id"], image["annotator_id"]):
        return "its id is not the one of its annotation and reviewer"
    if (image["verdict"] == "reject") != (image["gold_id"] == ""):
        return "it names what is gold and rejects, or does neither"
    return None
