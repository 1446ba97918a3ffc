"""One act of a person: everything it changes, in one transaction and one row of the journal."""

import sqlite3
from dataclasses import replace
from typing import NamedTuple

from annotator.core.codebook import Codebook, Layer
from annotator.core.errors import InvalidSpan, InvalidValue, NotAllowed, NotFound
from annotator.core.model import Annotation, Annotator, Entity, Link, Status, damage
from annotator.core.review import Comment, Decision, Reading
from annotator.storage import codebook_rows, journal, taking_in, value_rules
from annotator.storage.entity_rules import check_entity
from annotator.storage.inserting import BulkInserts
from annotator.storage.journal import Act, Change
from annotator.storage.kind import Image, Kind
from annotator.storage.letting_go import let_go
from annotator.storage.link_rules import check_link
from annotator.storage.review_rows import REVIEWS, Review
from annotator.storage.row_rules import refuse_fixed, stamped
from annotator.storage.rows import (
    ANNOTATION,
    ARTICLE,
    CODEBOOK,
    ENTITY,
    KINDS,
    LINK,
    STAMPS,
    Thing,
    fetch_all,
    kind_of,
)
from annotator.storage.texts import Texts
from annotator.storage.uses import name_of, refuse_annotated, refuse_others, reviews_in, user_of

_SHARED = (ARTICLE, ENTITY, *CODEBOOK)
"""What belongs to all: anybody may remove it, and it stays removed."""


class _Place(NamedTuple):
    """What a mark needs to know of its article."""

    text_sha256: str
    status: str
    updated_at: str
    revision: int


class Transaction(BulkInserts):
    """The changes of one act. Made by `Project.act`; nothing is kept until its block ends well."""

    def __init__(
        self, connection: sqlite3.Connection, texts: Texts, annotator: Annotator, codebook: Codebook
    ) -> None:
        super().__init__(connection, annotator)
        self._texts = texts
        self._layers: dict[str, Layer] | None = {layer.id: layer for layer in codebook.layers}
        self._places: dict[str, _Place] = {}
        self._act: Act | None = None

    @property
    def act(self) -> Act:
        """What was done; only after the block, when everything is on the disk."""
        if self._act is None:
            raise RuntimeError("the act is not done yet")
        return self._act

    @property
    def layers(self) -> dict[str, Layer]:
        """The layers of the codebook as it is at this point of the act, by id."""
        if self._layers is None:
            self._layers = {layer.id: layer for layer in codebook_rows.read(self._connection).layers}
        return self._layers

    def forget_codebook(self) -> None:
        """Take note that rows of the codebook were changed; for this package."""
        self._layers = None

    @property
    def touched(self) -> tuple[tuple[str, str], ...]:
        """Kind and id of what was inserted, changed or removed so far."""
        return tuple(dict.fromkeys(self._touched))

    def insert(self, thing: Annotation | Annotator | Entity | Link | Review) -> None:
        """Insert what the acting annotator made: an annotation, a link of one, an entity, a review.

        Raises:
            InvalidSpan: if the annotation does not fit its text, or its quote is another.
            InvalidValue: if the link is of no field that links, or points to what cannot be meant; if the
                annotation has a value of no field of its layer, or the entity no name.
            NotAllowed: if it is somebody else's.
            NotFound: if there is no such article, or nothing where a link points.
        """
        kind = kind_of(thing)
        if isinstance(thing, Entity | Link | Review) and not thing.annotator_id:
            thing = replace(thing, annotator_id=self._annotator.id)
        self._refuse_unsound(thing)
        if isinstance(thing, Annotation):
            self._check_new(thing)
        thing = stamped(thing, self.at)
        image = kind.image(kind.values(thing))
        if kind in REVIEWS:  # ids that are derived can come again
            image = self.revived(image)
        self._connection.execute(kind.insert_sql, tuple(image.values()))
        self._note(Change(kind.name, thing.id, None, image))

    def update(self, thing: Thing) -> int:
        """Write a changed thing over the one with its id, and return its new revision.

        Only the columns that differ are written. An article's text cannot be changed. An
        annotation that changes its layer keeps the values and links that both layers have.

        Raises:
            InvalidSpan: if an annotation does not fit its text, or its quote is another.
            InvalidValue: if a link or an entity is not sound.
            NotAllowed: if it is somebody else's annotation, or what never changes would.
            NotFound: if there is no such thing.
        """
        kind = kind_of(thing)
        present = self._present(kind, thing.id)
        if isinstance(thing, Annotation | Link | Review):
            self._only_author(str(present["annotator_id"]), kind)
        if isinstance(thing, Annotation):
            thing = self._fitted(thing, present)
        self._refuse_unsound(thing)
        wanted = kind.image(kind.values(thing))
        before = {column: present[column] for column, value in wanted.items() if present[column] != value}
        changed = before.keys() - STAMPS - {"created_at"}
        refuse_fixed(kind, changed)
        revision = int(present["revision"] or 0)
        if not changed:
            return revision
        stamps: Image = {"updated_at": self.at, "revision": revision + 1}
        after = {column: wanted[column] for column in wanted if column in changed} | stamps
        self.write(kind, thing.id, after)
        self._note(Change(kind.name, thing.id, {column: present[column] for column in after}, after))
        return revision + 1

    def remove(self, kind_name: str, id_: str) -> None:
        """Remove an annotation with its links, a link, an unused entity, a review, or an article.

        An article goes only if nobody else has anything in it.

        What pointed to an annotation that goes points to the entity that it mentioned, if it did.

        Raises:
            NotAllowed: if it is somebody else's annotation or link, or an entity that is used.
            NotFound: if there is no such thing.
        """
        kind = KINDS[kind_name]
        present = self._present(kind, id_)
        if kind in (ANNOTATION, LINK, *REVIEWS):
            self._only_author(str(present["annotator_id"]), kind)
        if kind is ANNOTATION:
            let_go(self, self._connection, id_, self._annotator.id)
        if kind is ENTITY and user_of(self._connection, kind, present) is not None:
            raise NotAllowed(f"“{present['name']}” is used, so it cannot be removed. Nothing was changed.")
        if kind is ARTICLE:
            refuse_others(self._connection, id_, str(present["title"]), self._annotator.id)
            for other, review_id in reviews_in(self._connection, id_):
                self.remove(other, review_id)
        self.delete(kind, present)
        self._note(Change(kind.name, id_, present, None))

    def start_article(self, article_id: str) -> None:
        """Say that work on an article has begun: to do becomes in progress.

        Raises:
            NotFound: if there is no such article.
        """
        place = self._place(article_id)
        if place.status != Status.TO_DO:
            return
        before: Image = {"status": place.status, "updated_at": place.updated_at, "revision": place.revision}
        status = Status.IN_PROGRESS.value
        after: Image = {"status": status, "updated_at": self.at, "revision": place.revision + 1}
        self.write(ARTICLE, article_id, after)
        self._places[article_id] = place._replace(
            status=status, updated_at=self.at, revision=place.revision + 1
        )
        self._note(Change(ARTICLE.name, article_id, before, after))

    def put_codebook(self, book: Codebook) -> None:
        """Make ``book`` the project's codebook.

        Raises:
            NotAllowed: if a layer, field or value that it lacks is used; retire it instead.
        """
        for change in codebook_rows.differences(self._connection, book, self.at):
            self._follow(change)
        self.forget_codebook()

    def take_in(self, plan: taking_in.Plan) -> None:
        """Write what colleagues' files bring: rows of all authors, as they were planned.

        Raises:
            NotAllowed: if the project is not any more as it was when that was planned.
        """
        self.entries += taking_in.write(self._connection, self, plan)
        for kind, rows in plan.rows.items():
            if kind not in (ANNOTATION, LINK):
                self._touched += [(kind.name, id_) for id_ in rows]
        self.bulk = True

    def write(self, kind: Kind, id_: str, values: Image) -> None:
        """Overwrite columns of a row; for this package, which journals it."""
        settings = ", ".join(f'"{column}" = ?' for column in values)
        self._connection.execute(f"UPDATE {kind.table} SET {settings} WHERE id = ?", (*values.values(), id_))

    def delete(self, kind: Kind, present: Image) -> None:
        """Delete a row and leave a tombstone; for this package, which journals it.

        What somebody else made and this project only took in leaves none: it is not ours to bury.
        """
        id_ = present["id"]
        if kind is ARTICLE:
            refuse_annotated(self._connection, str(id_), str(present["title"]))
        self._connection.execute(f"DELETE FROM {kind.table} WHERE id = ?", (id_,))
        if kind in _SHARED or present.get("annotator_id") == self._annotator.id:
            self._connection.execute(
                "INSERT INTO tombstones (id, kind, annotator_id, deleted_at, revision) VALUES (?, ?, ?, ?, ?)"
                " ON CONFLICT (id) DO UPDATE"
                " SET deleted_at = excluded.deleted_at, revision = excluded.revision",
                (id_, kind.name, self._annotator.id, self.at, int(present["revision"] or 0) + 1),
            )

    def revived(self, image: Image) -> Image:
        """Return the image of a row that comes back, its revision going on from its tombstone, which goes."""
        found = self._connection.execute(
            "DELETE FROM tombstones WHERE id = ? RETURNING revision", (image["id"],)
        ).fetchall()
        if not found:
            return image
        return image | {"revision": max(int(found[0][0]), int(image["revision"] or 0)) + 1}

    def present(self, kind: Kind, id_: str) -> Image | None:
        """Return the image of a row, with its number if it has one; None if there is no such row."""
        rows = fetch_all(self._connection, f"{kind.select_sql} WHERE id = ?", (id_,))
        if not rows:
            return None
        columns = ("number", *kind.columns) if kind.numbered else kind.columns
        return dict(zip(columns, rows[0], strict=True))

    def committed(self, act: Act) -> None:
        """Take note that everything is on the disk."""
        self._act = act

    def finish(self, verb: str, subject: str, article_id: str, undone: int = journal.OPEN) -> Act:
        """Write the row of the journal and return the act, if anything was changed."""
        act = Act(
            *(0, self.at, self._annotator.id, verb, subject, article_id),
            undone=undone,
            touched=self.touched,
            bulk=self.bulk,
        )
        if not self.entries:
            return act
        if undone == journal.OPEN:
            journal.close_undone(self._connection, self._annotator.id)
        return act.numbered(journal.write(self._connection, act, self.entries))

    def _note(self, change: Change) -> None:
        self.entries.append(change)
        self._touched.append((change.kind, change.id))

    def _present(self, kind: Kind, id_: str) -> Image:
        found = self.present(kind, id_)
        if found is None:
            raise NotFound(f"There is no {kind.name} with the id {id_} (any more).")
        return found

    def _only_author(self, author_id: str, kind: Kind = ANNOTATION) -> None:
        if author_id != self._annotator.id:
            name = name_of(self._connection, author_id)
            what = kind.name if kind in REVIEWS else ANNOTATION.name
            raise NotAllowed(
                f"This {what} is by {name}; only {name} can change or remove it. Nothing was changed."
            )

    def _place(self, article_id: str) -> _Place:
        place = self._places.get(article_id)
        if place is None:
            row = self._connection.execute(
                "SELECT text_sha256, status, updated_at, revision FROM articles WHERE id = ?", (article_id,)
            ).fetchone()
            if row is None:
                raise NotFound(f"There is no article with the id {article_id} (any more).")
            place = self._places[article_id] = _Place(*row)
        return place

    def _refuse_unsound(self, thing: Thing) -> None:
        if isinstance(thing, Annotation):
            self._only_author(thing.annotator_id)
            self._check(thing)
        elif isinstance(thing, Link):
            self._only_author(thing.annotator_id)
            check_link(self._connection, self.layers, thing)
        elif isinstance(thing, Entity):
            check_entity(self._connection, thing)
        elif isinstance(thing, Review):
            self._only_author(thing.annotator_id, kind_of(thing))
            if isinstance(thing, Reading | Decision | Comment):
                self._place(thing.article_id)

    def _fitted(self, thing: Annotation, present: Image) -> Annotation:
        """Return an annotation without what its layer does not take; its links go likewise."""
        if thing.layer != present["layer"]:
            kept = value_rules.links_kept(
                self.layers.get(str(present["layer"])), self.layers.get(thing.layer)
            )
            let_go(self, self._connection, thing.id, self._annotator.id, kept)
        return value_rules.fitted(thing, present, self.layers)

    def _follow(self, change: Change) -> None:
        """Bring a row of the codebook to its image after a change."""
        kind, after = KINDS[change.kind], change.after
        if after is None:
            self._drop(kind, change.before or {})
        elif change.before is None:
            after = self.revived(after)
            self._connection.execute(kind.insert_sql, [after[column] for column in kind.columns])
        else:
            self.write(kind, change.id, after)
        self._note(change._replace(after=after))

    def _drop(self, kind: Kind, present: Image) -> None:
        if user_of(self._connection, kind, present) is not None:
            raise NotAllowed(
                f"The {kind.name} “{present['title']}” is used, so it can only be retired."
                " Nothing was changed."
            )
        self.delete(kind, present)

    def _check_new(self, annotation: Annotation) -> None:
        self._check(annotation)
        if annotation.fields or annotation.proposed:
            value_rules.refuse_unknown(annotation, self.layers[annotation.layer])

    def _check(self, annotation: Annotation) -> None:
        if annotation.layer not in self.layers:
            raise InvalidValue(f"There is no layer “{annotation.layer}” in this project; nothing was saved.")
        text = self._texts.get(self._place(annotation.article_id).text_sha256)
        reason = damage(annotation, text)
        if reason is not None:
            raise InvalidSpan(f"This cannot be marked: {reason}.")
