"""What the things are called that the journal names by id, also those that are gone."""

from annotator.core.codebook import Codebook, Field
from annotator.storage.journal import Change
from annotator.storage.kind import Image
from annotator.storage.past import Past
from annotator.storage.project import Project


class Names:
    """Looks names up in the project, and in the journal for what is no longer there; remembers them."""

    def __init__(self, project: Project) -> None:
        self._past: Past = project.past()
        self._images: dict[tuple[str, str], Image] = {}
        self._learnt: dict[tuple[str, str], Image] = {}
        self.book: Codebook = project.codebook()
        self.people = {one.id: one.name for one in project.annotators()}

    def learn(self, change: Change) -> None:
        """Remember a row that an entry names whole, so that the journal need not be searched for it."""
        image = change.before if change.after is None else change.after if change.before is None else None
        if image is not None:
            self._learnt.setdefault((change.kind, change.id), image)

    def image(self, kind: str, id_: str) -> Image:
        """Return a row as it is, else as it was when it was removed or made; empty if nobody knows."""
        key = (kind, id_)
        if key not in self._images:
            found = self._past.row(kind, id_) or self._learnt.get(key) or self._past.former(kind, id_)
            self._images[key] = found or {}
        return self._images[key]

    def text(self, kind: str, id_: str, column: str) -> str:
        """Return one column of a row, as text."""
        value = self.image(kind, id_).get(column)
        return "" if value is None else str(value)

    def person(self, id_: str) -> str:
        """Return an annotator's name."""
        return self.people.get(id_) or self.text("annotator", id_, "name")

    def quote(self, annotation_id: str) -> str:
        """Return the quote of an annotation."""
        return self.text("annotation", annotation_id, "quote")

    def entity(self, id_: str) -> str:
        """Return an entity's name."""
        return self.text("entity", id_, "name")

    def article(self, id_: str) -> str:
        """Return an article's title."""
        return self.text("article", id_, "title")

    def layer(self, id_: str) -> str:
        """Return a layer's title; the id itself if nobody knows."""
        found = self.book.layer(id_)
        return found.title if found else id_

    def field(self, layer_id: str, field_id: str) -> Field | None:
        """Return a field of a layer; of any layer that has one of this name if it has none."""
        own = self.book.field(layer_id, field_id)
        if own is not None:
            return own
        return next((one for layer in self.book.layers if (one := layer.field(field_id))), None)

    def field_title(self, layer_id: str, field_id: str) -> str:
        """Return what a field is called."""
        found = self.field(layer_id, field_id)
        return found.title if found else field_id

    def value(self, layer_id: str, field_id: str, value: object) -> str:
        """Return the value of a field as it is shown: the titles of choices."""
        field = self.field(layer_id, field_id)
        items = value if isinstance(value, list | tuple) else [value]
        titles = []
        for item in items:
            choice = field.choice(str(item)) if field else None
            titles.append(choice.title if choice else str(item))
        return "; ".join(titles)

    def aim(self, link: Image) -> str:
        """Return what a link points to: an entity's name, the quote of an annotation, or the value."""
        if link.get("entity_id"):
            return self.entity(str(link["entity_id"]))
        if link.get("target_id"):
            return self.quote(str(link["target_id"]))
        return str(link.get("value") or "")
