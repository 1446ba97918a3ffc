"""The annotations of the article shown as rows: sorted, filtered, changed one at a time."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QObject, Qt

from annotator.core.codebook import Layer
from annotator.core.model import Annotation
from annotator.services.marking import Loaded
from annotator.ui.panels.gist import Gist
from annotator.ui.panels.matching import folded, haystack, matches, one_line
from annotator.ui.panels.phrases import paragraphs_of
from annotator.ui.panels.sorted_rows import ID_ROLE, Index, SortedRows, SortKey

_END_BITS = 40


class AnnotationOrder(StrEnum):
    """What the annotations can be sorted by."""

    PLACE = "place"
    LAYER = "layer"
    TIME = "time"
    ANNOTATOR = "annotator"


@dataclass(frozen=True, slots=True)
class AnnotationRow:
    """What is drawn of an annotation."""

    item: Loaded
    layer: Layer | None
    """None if the codebook does not have it."""
    paragraph: int
    """The number of the paragraph that it begins in."""
    author: str
    """The annotator's name; empty if it is the present one."""
    gist: Gist
    """Its speaker, entity or date, and whether that is only proposed."""
    waiting: bool = False
    """Whether a thread of comments on it is open."""


class People:
    """Who made an annotation, as far as a row says it."""

    def __init__(self, name: Callable[[str], str], me: Callable[[], str]) -> None:
        """``name`` gives a name for an annotator's id, ``me`` the id of the present one."""
        self.name = name
        self.me = me


class AnnotationsModel(SortedRows):
    """All annotations of one article; rows are those that the filters leave."""

    def __init__(
        self, people: People, gist: Callable[[Annotation], Gist], parent: QObject | None = None
    ) -> None:
        """Make an empty model; ``gist`` is asked for the rows that are to be seen, and to filter."""
        super().__init__(parent)
        self._people = people
        self._gist = gist
        self._loaded: dict[str, Loaded] = {}
        self._text = ""
        self._layers: dict[str, Layer] = {}
        self._layer_place: dict[str, int] = {}
        self._counts: Counter[str] = Counter()
        self._haystacks: dict[str, str] = {}
        self._gists: dict[str, str] = {}
        """What the filter finds of the gists. A gist comes from other annotations too, and from entities."""
        self._words: list[str] = []
        self._hidden: frozenset[str] = frozenset()
        self._waiting: frozenset[str] = frozenset()
        self.order = AnnotationOrder.PLACE
        self.descending = False

    def set_waiting(self, annotation_ids: frozenset[str]) -> bool:
        """Say on which annotations a thread of comments is open; returns whether these are others."""
        before, self._waiting = self._waiting, annotation_ids
        return before != annotation_ids

    def set_article(self, text: str, loaded: Iterable[Loaded], layers: Sequence[Layer]) -> None:
        """Replace all annotations by those of an article."""
        self._text = text
        self._layers = {layer.id: layer for layer in layers}
        self._layer_place = {layer.id: place for place, layer in enumerate(layers)}
        self._loaded = {item.annotation.id: item for item in loaded}
        self._haystacks.clear()
        self._gists.clear()
        self._counts = Counter(item.annotation.layer for item in self._loaded.values())
        self._arrange()

    def update_annotation(self, annotation_id: str, item: Loaded | None) -> None:
        """Take in one annotation that is new or changed, or forget it if it is None."""
        self._haystacks.pop(annotation_id, None)
        self._gists.clear()
        before = self._loaded.get(annotation_id)
        if before is not None:
            self._counts[before.annotation.layer] -= 1
        if item is None:
            self._drop(annotation_id)  # First: views may still ask for the row while it goes.
            self._loaded.pop(annotation_id, None)
            return
        self._loaded[annotation_id] = item
        self._counts[item.annotation.layer] += 1
        if self._passes(item):
            self._put(self._key(item))
        else:
            self._drop(annotation_id)

    def forget_gists(self) -> None:
        """Take note that entities, or what annotations are linked to, have changed."""
        self._gists.clear()
        if self._words:
            self._arrange()

    def set_words(self, words: str) -> None:
        """Leave the annotations that hold all ``words``.

        They are looked for in the quote, the speaker, entity or date, the note, the tags and the
        annotator's name.
        """
        self._words = folded(words).split()
        self._arrange()

    def set_hidden_layers(self, hidden: frozenset[str]) -> None:
        """Leave out the annotations on these layers."""
        self._hidden = hidden
        self._arrange()

    def set_order(self, order: AnnotationOrder, *, descending: bool) -> None:
        """Sort by ``order``; what is equal there stands by place."""
        self.order, self.descending = order, descending
        self._arrange()

    def row(self, row: int) -> AnnotationRow:
        """Return what is drawn in ``row``: one call, where a role each would be four through Qt."""
        item = self._loaded[self.id_at(row)]
        annotation = item.annotation
        layer = self._layers.get(annotation.layer)
        return AnnotationRow(
            item,
            layer,
            self._paragraph(annotation.start),
            self._author(annotation.annotator_id),
            self._gist(annotation),
            annotation.id in self._waiting,
        )

    def total(self) -> int:
        """Return the number of annotations with and without a row."""
        return len(self._loaded)

    def counts(self) -> Mapping[str, int]:
        """Return the number of annotations by layer id, filtered or not."""
        return self._counts

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return an annotation's id or quote, or what a screen reader says; for more see `row`."""
        if not index.isValid() or index.row() >= self.rowCount():
            return None
        item = self._loaded[self.id_at(index.row())]
        annotation = item.annotation
        if role == ID_ROLE:
            return annotation.id
        if role == Qt.ItemDataRole.DisplayRole:
            return one_line(annotation.quote)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._spoken(item)
        return None

    def _arrange(self) -> None:
        keys = [self._key(item) for item in self._loaded.values() if self._passes(item)]
        self._refill(keys, descending=self.descending)

    def _passes(self, item: Loaded) -> bool:
        if item.annotation.layer in self._hidden:
            return False
        if not self._words:
            return True
        left = [word for word in self._words if word not in self._haystack(item.annotation)]
        return not left or matches(left, self._gist_words(item.annotation))

    def _gist_words(self, annotation: Annotation) -> str:
        text = self._gists.get(annotation.id)
        if text is None:
            text = self._gists[annotation.id] = folded(self._gist(annotation).words)
        return text

    def _haystack(self, annotation: Annotation) -> str:
        text = self._haystacks.get(annotation.id)
        if text is None:
            name = self._people.name(annotation.annotator_id)
            text = haystack((annotation.quote, annotation.note, *annotation.tags, name))
            self._haystacks[annotation.id] = text
        return text

    def _key(self, item: Loaded) -> SortKey:
        annotation = item.annotation
        # In order of the text, and where two begin together the longer one first, as they nest.
        place = ((annotation.start + 1) << _END_BITS) - annotation.end
        return (False, self._sorted_by(annotation), place, annotation.id)

    def _sorted_by(self, annotation: Annotation) -> str:
        match self.order:
            case AnnotationOrder.LAYER:
                return f"{self._layer_place.get(annotation.layer, 999):03}"
            case AnnotationOrder.TIME:
                return annotation.created_at
            case AnnotationOrder.ANNOTATOR:
                return folded(self._people.name(annotation.annotator_id))
            case AnnotationOrder.PLACE:
                return ""

    def _paragraph(self, position: int) -> int:
        return paragraphs_of(self._text).number(position)

    def _author(self, annotator_id: str) -> str:
        return "" if annotator_id == self._people.me() else self._people.name(annotator_id)

    def _spoken(self, item: Loaded) -> str:
        """Return what a screen reader says, as in "Claim: quote, paragraph 5, by Maria, note …"."""
        annotation = item.annotation
        layer = self._layers.get(annotation.layer)
        start = self.tr("{layer}: {quote}").format(
            layer=layer.title if layer else annotation.layer, quote=one_line(annotation.quote)
        )
        gist = self._gist(annotation)
        pieces = [
            start,
            gist.in_words,
            self.tr("paragraph {number}").format(number=self._paragraph(annotation.start)),
            self.tr("by {name}").format(name=self._people.name(annotation.annotator_id)),
            self.tr("tags {tags}").format(tags="; ".join(annotation.tags)) if annotation.tags else "",
            self.tr("note {note}").format(note=one_line(annotation.note)) if annotation.note else "",
            gist.others_in_words,
            self.tr("damaged, {reason}").format(reason=item.damage) if item.damage else "",
            self.tr("has an open comment") if annotation.id in self._waiting else "",
        ]
        return ", ".join(piece for piece in pieces if piece)
