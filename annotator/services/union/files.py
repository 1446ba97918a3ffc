"""One colleague's file, read row by row and laid over our project."""

from collections import Counter
from collections.abc import Iterable, Iterator

from annotator.core.errors import UnreadableInput
from annotator.core.lists import join_list, split_list
from annotator.core.model import Annotator
from annotator.core.names import clean_name
from annotator.core.review import reading_id
from annotator.services.progress import Progress
from annotator.services.union.articles import Articles
from annotator.services.union.books import Joined, book_of
from annotator.services.union.fitting import Fitting
from annotator.services.union.joining import KINDS, Joiner, Outcome, article_of, author_of
from annotator.services.union.origin import Origin, by_person
from annotator.services.union.people import People
from annotator.services.union.report import (
    ArticleCount,
    Claim,
    Conflict,
    Contribution,
    Count,
    FileReport,
    SetAside,
)
from annotator.storage.foreign import child
from annotator.storage.foreign.reader import Bad, Foreign
from annotator.storage.foreign.shapes import sound
from annotator.storage.kind import Image, Kind, Row
from annotator.storage.review_rows import ASSIGNMENT, COMMENT, DECISION, READING, TOMBSTONE
from annotator.storage.rows import ANNOTATION, ANNOTATOR, ARTICLE, ENTITY, LINK, annotator, entity

_TABLES = tuple(child.TABLES)
_OF_TABLE = {kind.table: kind for kind in KINDS.values()}
_EACH = 500
_ANNOTATION_ID = LINK.columns.index("annotation_id")
_WORDS = {ANNOTATION: "quote", ENTITY: "name", COMMENT: "text", DECISION: "reason", READING: "status"}
_CHANGED = (Outcome.CHANGED, Outcome.CONFLICT_TAKEN)
_Rows = dict[str, list[Image]]
_Became = dict[str, tuple[Outcome, str, str]]
"""By the ids of annotations: what became of each, its author and its article."""
_MOST = {"annotators": 10_000, "layers": 200, "fields": 2_000, "choices": 5_000}
"""Rows that these tables may have: many times what people make."""


class ForeignFile:
    """Joins the rows of one file with our project, and says what came of it."""

    def __init__(
        self,
        joiner: Joiner,
        fitting: Fitting,
        texts: dict[str, str],
        report: FileReport,
        people: People,
        buried: frozenset[str],
    ) -> None:
        self._joiner = joiner
        self._state = joiner.state
        self._fitting = fitting
        self._report = report
        self._everybody = people
        self._origin = Origin(joiner.annotator_id)
        self._buried = buried
        self._articles = Articles(self._state, texts, report)
        self._numbers: Counter[str] = Counter()
        self._book: _Rows = {"layers": [], "fields": [], "choices": []}
        self._outcomes: dict[tuple[Kind, str], tuple[Outcome, str, str]] = {}
        """What became of rows that came in, changed or went, with their authors and articles."""
        self._of_links: dict[str, str] = {}
        """The annotations of links that came in, changed or went."""
        self._left: set[str] = set()
        """Annotations that are not taken in: their links are not said anything about."""

    def read(self, foreign: Foreign, progress: Progress) -> None:
        """Lay all rows of the file over the project.

        Raises:
            ProjectDamaged: if it cannot be read safely to its end.
            UnreadableInput: if it has too many people, or too large a codebook.
            Cancelled: if ``progress`` stops it.
        """
        stage = 0
        for number, row in enumerate(foreign.rows(), 1):
            if number % _EACH == 0:
                progress.step(number, 0, "reading")
            place = _TABLES.index(row.table)
            self._finish(_TABLES[stage:place])
            stage = max(stage, place)
            found = row if isinstance(row, Bad) else sound(row)
            if isinstance(found, Bad):
                self._set_aside(found.table, found.id, found.reason)
            else:
                self._take(row.table, found)
        self._finish(_TABLES[stage:])
        self._report.format = foreign.format

    def knows(self, kind: Kind, id_: str) -> bool:
        """Say whether a row came from this file."""
        return (kind, id_) in self._outcomes

    def leave(self, kind: Kind, id_: str, reason: str) -> None:
        """Take note that a row that was laid over the project could not stay."""
        self._outcomes.pop((kind, id_), None)
        self._set_aside(kind.table, id_, reason)

    def summarise(self) -> None:
        """Write into the report what came of the rows, when everything is settled."""
        self._articles.list_left()
        report = self._report
        counts = {
            **{LINK: report.links, DECISION: report.decisions, COMMENT: report.comments},
            **{READING: report.readings, ASSIGNMENT: report.assignments, ENTITY: report.entities},
        }
        for (kind, id_), (outcome, _, _) in self._outcomes.items():
            if kind in counts and self._stands(kind, id_, outcome):
                _count(counts[kind], outcome)
        annotations = self._annotations()
        report.people = self._people(annotations)
        report.others = by_person(self._changes_of_third(annotations))
        report.new_entities = [
            entity(row)
            for (kind, id_), (outcome, _, _) in self._outcomes.items()
            if kind is ENTITY and outcome is Outcome.NEW and (row := self._state.get(ENTITY, id_)) is not None
        ]

    def _stands(self, kind: Kind, id_: str, outcome: Outcome) -> bool:
        return (self._state.get(kind, id_) is None) == (outcome is Outcome.REMOVED)

    def _changes_of_third(self, annotations: _Became) -> Iterator[tuple[Kind, Annotator, Count]]:
        """Yield what was changed or removed of others than the person from whom the file comes."""
        sides = self._origin.sides()
        found = [(ANNOTATION, outcome, author) for outcome, author, _ in annotations.values()]
        for (kind, id_), (outcome, author, _) in self._outcomes.items():
            if kind not in (ANNOTATION, LINK, ENTITY) and self._stands(kind, id_, outcome):
                found.append((kind, outcome, author))
        for kind, outcome, author in found:
            if outcome is not Outcome.NEW and author not in sides:
                count = Count()
                _count(count, outcome)
                yield kind, self._person_of(author), count

    def _person_of(self, author: str) -> Annotator:
        row = self._state.get(ANNOTATOR, author)
        return annotator(row) if row else Annotator(author, "", "", "")

    def _people(self, annotations: _Became) -> list[Contribution]:
        counts: dict[str, dict[str, Count]] = {}
        for outcome, author, article in annotations.values():
            _count(counts.setdefault(author, {}).setdefault(article, Count()), outcome)
        found = []
        for author, articles in counts.items():
            person = self._person_of(author)
            of_articles = tuple(
                ArticleCount(id_, self._title(id_), count) for id_, count in sorted(articles.items())
            )
            known = self._state.ours.row(ANNOTATOR, author) is not None
            found.append(Contribution(person, known, of_articles))
        return sorted(found, key=lambda one: (one.annotator.name.casefold(), one.annotator.id))

    def _annotations(self) -> _Became:
        """Return what became of annotations; one whose links are other ones was changed."""
        found = {
            id_: what
            for (kind, id_), what in self._outcomes.items()
            if kind is ANNOTATION and self._stands(kind, id_, what[0])
        }
        for link_id, annotation_id in self._of_links.items():
            what = self._outcomes.get((LINK, link_id))
            row = self._state.get(ANNOTATION, annotation_id)
            if what is None or row is None or annotation_id in found:
                continue
            found[annotation_id] = (Outcome.CHANGED, author_of(ANNOTATION, row), article_of(ANNOTATION, row))
        return found

    def _title(self, article_id: str) -> str:
        row = self._state.get(ARTICLE, article_id)
        return str(row[1]) if row else ""

    def _finish(self, tables: Iterable[str]) -> None:
        for table in tables:
            if table == "choices":
                self._join_codebook()
            elif table == "texts":
                self._articles.finish()

    def _take(self, table: str, cells: Image) -> None:
        self._refuse_too_many(table)
        if table == "project":
            self._property(str(cells["key"]), str(cells["value"]))
        elif table == "annotators":
            if not self._everybody.offer(tuple(cells[name] for name in ANNOTATOR.columns), self._report):
                self._set_aside("annotators", str(cells["id"]), "it has no name")
        elif table in self._book:
            self._book[table].append(cells)
        elif table == "articles":
            self._articles.offer(tuple(cells[name] for name in ARTICLE.columns))
        elif table == "texts":
            self._articles.offer_text(str(cells["sha256"]), str(cells["text"]))
        elif table == "tombstones":
            self._tombstone(tuple(cells[name] for name in TOMBSTONE.columns))
        else:
            self._offer(_OF_TABLE[table], cells)

    def _property(self, key: str, value: str) -> None:
        if key == "id":
            self._report.project_id = value
        elif key == "title":
            self._report.title = value

    def _refuse_too_many(self, table: str) -> None:
        self._numbers[table] += 1
        if self._numbers[table] > _MOST.get(table, self._numbers[table]):
            raise UnreadableInput(
                f"“{self._report.name}” has more than {_MOST[table]:,} {_PARTS[table]}, which nobody made by"
                " working. Nothing of it was taken in; ask for another copy of it."
            )

    def _join_codebook(self) -> None:
        theirs = book_of(self._book["layers"], self._book["fields"], self._book["choices"])
        joined = Joined(self._fitting.book, theirs, self._buried)
        self._fitting.book = joined.book
        self._report.codebook = joined.differences

    def _offer(self, kind: Kind, cells: Image) -> None:
        id_ = str(cells["id"])
        if kind is not ENTITY:
            self._origin.note(str(cells["annotator_id"]), str(cells.get("assignee_id", "")))
        if "article_id" in cells and not self._into_our_article(kind, cells):
            return
        if kind is ASSIGNMENT:
            ids = split_list(str(cells["article_ids"]))
            cells["article_ids"] = join_list(self._articles.ours(one) or one for one in ids)
        row = tuple(cells[name] for name in kind.columns)
        row = self._fitting.cleaned(row) if kind is ENTITY else row
        annotation = str(row[_ANNOTATION_ID]) if kind is LINK else ""
        if annotation in self._left or (annotation and self._state.get(ANNOTATION, annotation) is None):
            return
        reason = self._fitting.fault(kind, row)
        outcome = Outcome.FORGED if reason else self._joiner.offer(kind, row)
        if outcome is Outcome.FORGED:
            self._set_aside(kind.table, id_, reason or "its id belongs to something else of ours")
            if kind is ANNOTATION and self._state.get(ANNOTATION, id_) is None:
                self._left.add(id_)
            return
        self._note(kind, row, outcome)

    def _into_our_article(self, kind: Kind, cells: Image) -> bool:
        """Put the id that the article has in our project; False if the row is not taken in."""
        theirs = str(cells["article_id"])
        ours = self._articles.ours(theirs)
        if ours is None:
            if not self._articles.leave(theirs):
                self._set_aside(kind.table, str(cells["id"]), "its article is not in the file")
            if kind is ANNOTATION:
                self._left.add(str(cells["id"]))
            return False
        if kind is READING and cells["id"] == reading_id(theirs, str(cells["annotator_id"])):
            cells["id"] = reading_id(ours, str(cells["annotator_id"]))
        cells["article_id"] = ours
        return True

    def _tombstone(self, row: Row) -> None:
        outcome, removed = self._joiner.offer_tombstone(row)
        id_, kind = str(row[0]), KINDS.get(str(row[1]))
        if kind is None:
            return
        if outcome is Outcome.FORGED:
            self._set_aside("tombstones", id_, f"it would remove the {kind.name} of somebody else")
        elif removed is not None:
            self._note(kind, removed, outcome)

    def _note(self, kind: Kind, row: Row, outcome: Outcome) -> None:
        id_ = str(row[0])
        if outcome is Outcome.SAME:
            self._report.same += 1
        elif outcome is Outcome.OWN:
            self._claim(kind, row)
        else:
            if outcome in (Outcome.CONFLICT, Outcome.CONFLICT_TAKEN):
                self._conflict(kind, row, outcome)
            if outcome is not Outcome.CONFLICT:
                self._outcomes[kind, id_] = (outcome, author_of(kind, row), article_of(kind, row))
                if kind is LINK:
                    self._of_links[id_] = str(row[_ANNOTATION_ID])

    def _claim(self, kind: Kind, row: Row) -> None:
        claimed, theirs = self._joiner.claims[-1]
        if claimed is TOMBSTONE:
            what = "removed"
        else:
            what = "new" if self._state.get(kind, str(theirs[0])) is None else "changed"
        words, article_id = self._words(kind, row)
        self._report.own.append(Claim(kind.name, str(row[0]), article_id, words, what))

    def _conflict(self, kind: Kind, row: Row, outcome: Outcome) -> None:
        words, article_id = self._words(kind, row)
        person = self._state.get(ANNOTATOR, author_of(kind, row))
        name = str(person[1]) if person else ""
        stays = outcome is Outcome.CONFLICT
        self._report.conflicts.append(Conflict(kind.name, str(row[0]), article_id, words, name, stays))

    def _words(self, kind: Kind, row: Row) -> tuple[str, str]:
        """Return what a row is about and in which article, in our project."""
        if kind is LINK:
            owner = self._state.get(ANNOTATION, str(row[_ANNOTATION_ID]))
            return self._words(ANNOTATION, owner) if owner else ("", "")
        if kind is DECISION:
            about = self._state.get(ANNOTATION, str(row[1]))
            if about is not None:
                return self._words(ANNOTATION, about)
        name = _WORDS.get(kind)
        words = str(row[kind.columns.index(name)]) if name else ""
        return words, article_of(kind, row)

    def _set_aside(self, table: str, id_: str, reason: str) -> None:
        name = _OF_TABLE[table].name if table in _OF_TABLE else table.rstrip("s")
        self._report.set_aside.append(
            SetAside(name, id_, f"This {_NOUNS.get(name, name)} is not taken in: {clean_name(reason)}.")
        )


_PARTS = {
    **{"annotators": "people", "layers": "layers", "fields": "fields of layers"},
    "choices": "values of fields",
}
_NOUNS = {"choice": "value of the codebook", "field": "field of the codebook", "tombstone": "removal"}


def _count(count: Count, outcome: Outcome) -> None:
    if outcome is Outcome.NEW:
        count.new += 1
    elif outcome in _CHANGED:
        count.changed += 1
    elif outcome is Outcome.REMOVED:
        count.removed += 1
