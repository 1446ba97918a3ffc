"""The history in words to be: who changed what and when, with the values before and after.

Newest first and page by page: a journal can have a hundred thousand rows. What came in with one act
in great number, as with an import or a colleague's file, is one entry that unfolds.
"""

import zlib
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from annotator.services.story_changes import CHANGED, CONFIRMED, MADE, REMOVED, Said, said
from annotator.services.story_names import Names
from annotator.storage.journal import CLOSED, OPEN, UNDONE, Act, Change, Inserted, unpack
from annotator.storage.journal import Entry as Row
from annotator.storage.kind import Image
from annotator.storage.project import Project

__all__ = [
    "ANNOTATION",
    "ARTICLE",
    "CHANGED",
    "CONFIRMED",
    "DONE",
    "ENTITY",
    "MADE",
    "PROJECT",
    "REMOVED",
    "TAKEN_BACK",
    "Brought",
    "Entry",
    "Said",
    "Story",
]

ANNOTATION = "annotation"
ARTICLE = "article"
ENTITY = "entity"
PROJECT = "project"

DONE = "done"
TAKEN_BACK = "undone"

FEW = 8
"""Up to so many rows an entry says one by one; from more on it unfolds."""
_MANY = 1_000
ROWS = 200
"""How many rows of a group are shown."""


@dataclass(frozen=True, slots=True)
class Brought:
    """What an act brought, changed or removed in great number: of one kind, in one article, by one author."""

    kind: str
    what: str
    """`MADE`, `CHANGED` or `REMOVED`."""
    article_id: str
    article: str
    annotator: str
    annotator_id: str
    count: int


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of the history."""

    act: Act
    who: str
    state: str
    """`DONE`, or `TAKEN_BACK` if it was undone later and not redone."""
    of: Act | None = None
    """The act that this one undid or redid."""
    of_who: str = ""
    said: tuple[Said, ...] = ()
    """What was changed, if it was little."""
    brought: tuple[Brought, ...] = ()
    """What was changed, if it was much; `Story.rows` has the single rows."""
    readable: bool = True
    """The entry can be read; of one that cannot only the act is known."""
    gone: bool = False
    """What it brought was undone for good and is nowhere any more."""

    @property
    def seq(self) -> int:
        """Its number in the journal."""
        return self.act.seq


class Story:
    """The history of one annotation, article or entity, or of the whole project."""

    def __init__(self, project: Project, about: str = PROJECT, id_: str = "") -> None:
        """``about`` is one of `ANNOTATION`, `ARTICLE`, `ENTITY` and `PROJECT`, ``id_`` whose."""
        self._past = project.past()
        self._names = Names(project)
        self.about = about
        self.id = id_
        self._ids: list[str] | None = None
        self._all: list[Act] | None = None

    def page(self, before: int | None = None, limit: int = 50) -> list[Entry]:
        """Return entries, the newest first: those before the entry with the number ``before``."""
        acts = self._acts(before, limit)
        closed = [act.seq for act in acts if act.kind == "do" and act.undone == CLOSED]
        taken_back = self._past.undone_for_good(closed)
        return [self._entry(act, act.seq in taken_back) for act in acts]

    def rows(self, entry: Entry, group: Brought) -> list[Said]:
        """Return the single things of a group of an entry: the first `ROWS` of them."""
        found: list[Change] = []
        for index, row in enumerate(self._past.entries(entry.act)):
            if isinstance(row, Inserted):
                if row.kind == group.kind and group.what != CHANGED and not entry.gone:
                    images = self._images(entry, index, row, group)
                    found += [Change(row.kind, str(one["id"]), None, one) for one in images]
            elif self._group_of(row, back=entry.act.kind == "undo") == _key(group):
                found.append(row)
            if len(found) >= ROWS:
                break
        return said(found[:ROWS], self._names, back=entry.act.kind == "undo")

    # --- finding the acts --------------------------------------------------------------

    def _acts(self, before: int | None, limit: int) -> list[Act]:
        if self.about == PROJECT:
            return self._past.all_acts(before, limit)
        if self.about == ARTICLE:
            return self._past.acts_in(self.id, before, limit)
        if self._ids is None:
            self._ids = self._related()
        if self._all is not None:
            return [act for act in self._all if before is None or act.seq < before][:limit]
        return self._past.acts_with(self._ids, before, limit, self._number())

    def _related(self) -> list[str]:
        """Return the id of the thing and of all that was ever said of it: its links, decisions, comments.

        A change of a link names the link, not the annotation that it belongs to. Where there is
        nothing but the thing itself, one look through the journal was enough.
        """
        found = {self.id}
        acts = self._past.acts_with([self.id], None, _MANY, self._number())
        if self.about == ANNOTATION:
            for kind in ("link", "decision", "comment"):
                found.update(self._past.ids_where(kind, "annotation_id", self.id))
            for act in acts:
                found.update(self._named(act))
        if len(found) == 1 and len(acts) < _MANY:
            self._all = acts
        return sorted(found)[:200]

    def _named(self, act: Act) -> Iterator[str]:
        try:
            entries = self._past.entries(act)
        except (ValueError, RecursionError):
            return
        for row in entries:
            if isinstance(row, Change) and row.kind in ("link", "decision", "comment"):
                images = (row.before or {}, row.after or {})
                if any(one.get("annotation_id") == self.id for one in images):
                    yield row.id

    def _number(self) -> list[tuple[str, int]]:
        """Return by which number the thing may have come in bulk, unless an entry says how it was made."""
        number = self._names.image(self.about, self.id).get("number")
        return [(self.about, int(number))] if number else []

    # --- what an act did ---------------------------------------------------------------

    def _entry(self, act: Act, closed: bool) -> Entry:
        target = self._past.act(act.target) if act.target is not None else None
        taken_back = act.kind == "do" and (act.undone == UNDONE or closed)
        state = TAKEN_BACK if taken_back else DONE
        who = self._names.person(act.annotator_id)
        of_who = self._names.person(target.annotator_id) if target else ""
        try:
            rows = self._past.entries(act)
        except (ValueError, RecursionError):
            return Entry(act, who, state, target, of_who, readable=False)
        owner = target or act
        in_place = owner.undone == OPEN or (owner.undone == CLOSED and not taken_back and target is None)
        if _count(rows) <= FEW and (in_place or not any(isinstance(row, Inserted) for row in rows)):
            changes = [change for row in rows for change in self._as_changes(row)]
            told = said(changes, self._names, back=act.kind == "undo")
            return Entry(act, who, state, target, of_who, tuple(self._relevant(told)))
        brought, gone = self._brought(act, rows, in_place=in_place)
        mine = [row for row in rows if isinstance(row, Change) and self._concerns(row)]
        told = said(mine, self._names, back=act.kind == "undo")
        return Entry(act, who, state, target, of_who, tuple(told), tuple(brought), gone=gone)

    def _as_changes(self, row: Row) -> list[Change]:
        if isinstance(row, Change):
            return [row]
        found: list[Change] = []
        for article_id, annotator_id, count in self._past.groups(row):
            images = self._past.rows_in(row, article_id, annotator_id, count)
            found += [Change(row.kind, str(one["id"]), None, one) for one in images]
        return found

    def _relevant(self, told: list[Said]) -> list[Said]:
        """Return what concerns the thing whose history this is; all of it if nothing does."""
        if self.about == ANNOTATION:
            return [one for one in told if self.id in (one.annotation_id, one.id)] or told
        if self.about == ARTICLE:
            return [one for one in told if one.article_id == self.id] or told
        return told

    def _concerns(self, row: Change) -> bool:
        return self.about in (ANNOTATION, ENTITY) and row.id in (self._ids or ())

    def _brought(self, act: Act, rows: list[Row], *, in_place: bool) -> tuple[list[Brought], bool]:
        back = act.kind == "undo"
        counts: Counter[tuple[str, str, str, str]] = Counter()
        gone = False
        for index, row in enumerate(rows):
            if isinstance(row, Change):
                counts[self._group_of(row, back=back)] += 1
                continue
            what = REMOVED if back else MADE
            if in_place:
                groups: Iterable[tuple[str, str, int]] = self._past.groups(row)
            else:
                groups = self._packed(act, index, row.kind)
                gone = gone or not groups
            for article_id, annotator_id, count in groups:
                counts[row.kind, what, article_id, annotator_id] += count
            if not in_place and not groups:
                counts[row.kind, what, "", ""] += row.last - row.first + 1
        found = [self._named_group(key, count) for key, count in counts.items() if key[0] != "tombstone"]
        return found, gone

    def _named_group(self, key: tuple[str, str, str, str], count: int) -> Brought:
        kind, what, article_id, annotator_id = key
        article = self._names.article(article_id) if article_id else ""
        who = self._names.person(annotator_id) if annotator_id else ""
        return Brought(kind, what, article_id, article, who, annotator_id, count)

    def _group_of(self, row: Change, *, back: bool) -> tuple[str, str, str, str]:
        before, after = (row.after, row.before) if back else (row.before, row.after)
        what = MADE if before is None else REMOVED if after is None else CHANGED
        if row.kind not in ("annotation", "link", "reading", "decision", "comment"):
            return row.kind, what, "", ""
        image = {**self._names.image(row.kind, row.id), **(before or {}), **(after or {})}
        return row.kind, what, self._article_of(image), str(image.get("annotator_id") or "")

    def _article_of(self, image: Image) -> str:
        if image.get("article_id"):
            return str(image["article_id"])
        annotation_id = image.get("annotation_id")
        return self._names.text("annotation", str(annotation_id), "article_id") if annotation_id else ""

    def _packed(self, act: Act, index: int, kind: str) -> list[tuple[str, str, int]]:
        """Return the groups of rows that were taken out again, from where they are kept for redo."""
        counts: Counter[tuple[str, str]] = Counter()
        payload = self._past.payload(act)
        if payload is None:
            return []
        try:
            for image in unpack(payload, index):
                place = self._article_of(image) if kind != "article" else ""
                counts[place, str(image.get("annotator_id") or "")] += 1
        except (ValueError, zlib.error):
            return []
        return [(article_id, annotator_id, count) for (article_id, annotator_id), count in counts.items()]

    def _images(self, entry: Entry, index: int, row: Inserted, group: Brought) -> list[Image]:
        payload = self._past.payload(entry.act)
        if payload is None:
            return self._past.rows_in(row, group.article_id, group.annotator_id, ROWS)
        wanted = (
            image
            for image in unpack(payload, index)
            if str(image.get("annotator_id") or "") == group.annotator_id
            and (row.kind == "article" or self._article_of(image) == group.article_id)
        )
        try:
            return list(islice(wanted, ROWS))
        except (ValueError, zlib.error):
            return []


def _count(rows: Iterable[Row]) -> int:
    return sum(row.last - row.first + 1 if isinstance(row, Inserted) else 1 for row in rows)


def _key(group: Brought) -> tuple[str, str, str, str]:
    return group.kind, group.what, group.article_id, group.annotator_id
