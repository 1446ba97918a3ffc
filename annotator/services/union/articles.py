"""Which of a colleague's articles are ours: those with the same text, whatever else is said of them."""

from dataclasses import dataclass

from annotator.core.names import clean_name
from annotator.core.text import normalise, sha256
from annotator.services.union.report import Difference, FileReport, OtherText, SetAside
from annotator.services.union.state import State
from annotator.storage.kind import Row
from annotator.storage.review_rows import TOMBSTONE
from annotator.storage.rows import ANNOTATOR, ARTICLE, article

_HASH = ARTICLE.columns.index("text_sha256")
_COMPARED = ("title", "byline", "outlet", "url", "published", "language")


@dataclass(slots=True)
class _Left:
    """An article of theirs that is not taken in."""

    title: str
    ours: str
    reason: str
    rows: int = 0


class Articles:
    """The articles of one file, each with the article of ours that it is."""

    def __init__(self, state: State, texts: dict[str, str], report: FileReport) -> None:
        self._state = state
        self._texts = texts
        self._report = report
        self._ours: dict[str, str] = {}
        self._left: dict[str, _Left] = {}
        self._removed: set[str] = set()
        self._waiting: dict[str, list[Row]] = {}
        """New articles by the hashes of their texts."""

    def offer(self, row: Row) -> None:
        """Decide which article of ours this one is, if any."""
        theirs = article(row)
        same = self._state.get(ARTICLE, theirs.id)
        if same is None or same[_HASH] != theirs.text_sha256:
            found = self._state.where(ARTICLE, "text_sha256", theirs.text_sha256)
            text_twin = self._oldest(found)
        else:
            text_twin = same
        if text_twin is not None:
            self._ours[theirs.id] = str(text_twin[0])
            self._compare(row, text_twin)
        elif (other := same or self._alike(row)) is not None:
            ours = article(other)
            self._left[theirs.id] = _Left(
                theirs.title,
                ours.title,
                f"The text of “{clean_name(theirs.title)}” is not the one that this project has as"
                f" “{clean_name(ours.title)}”.",
            )
        elif self._state.get(TOMBSTONE, theirs.id) is not None:
            self._removed.add(theirs.id)
            self._report.removed_articles.append(theirs.title)
        else:
            self._waiting.setdefault(theirs.text_sha256, []).append(row)

    def offer_text(self, hash_: str, text: str) -> None:
        """Take a text for the new articles that have it, if it is what its hash says."""
        rows = self._waiting.get(hash_)
        if rows is None or sha256(text) != hash_ or normalise(text).text != text:
            return
        del self._waiting[hash_]
        rows.sort(key=lambda row: str(row[0]))
        sound = [row for row in rows if article(row).length == len(text)]
        sound = [row for row in sound if self._state.get(ANNOTATOR, article(row).annotator_id) is not None]
        for row in rows:
            if row not in sound:
                reason = "The article is not taken in: its length or its author is not right."
                self._report.set_aside.append(SetAside(ARTICLE.name, str(row[0]), reason))
                self._removed.add(str(row[0]))
        if sound:
            first = sound[0]
            self._state.put(ARTICLE, first)
            self._texts[str(first[0])] = text
            self._report.new_articles.append(article(first))
            self._ours.update((str(row[0]), str(first[0])) for row in sound)

    def finish(self) -> None:
        """Set aside the new articles whose text did not come, or is damaged."""
        for rows in self._waiting.values():
            for row in rows:
                reason = "The article is not taken in: its text is missing, or its checksum differs."
                self._report.set_aside.append(SetAside(ARTICLE.name, str(row[0]), reason))
                self._removed.add(str(row[0]))
        self._waiting.clear()

    def ours(self, article_id: str) -> str | None:
        """Return the id that an article of theirs has in our project, if it is there."""
        return self._ours.get(article_id)

    def leave(self, article_id: str) -> bool:
        """Count a row of an article that is not taken in; False if the file has no such article."""
        if article_id in self._left:
            self._left[article_id].rows += 1
            return True
        return article_id in self._removed

    def list_left(self) -> None:
        """Write into the report what was not taken in, when all rows are counted."""
        self._report.other_texts += [
            OtherText(id_, left.title, left.ours, left.rows, left.reason) for id_, left in self._left.items()
        ]

    def _oldest(self, rows: list[Row]) -> Row | None:
        """Return the article that was added first; ids of the same moment decide."""
        return min(rows, key=lambda row: (str(row[-3]), str(row[0])), default=None)

    def _alike(self, row: Row) -> Row | None:
        """Return an article of ours that goes by the same title and file, and is no older edition of it."""
        theirs = article(row)
        if theirs.previous_id or not theirs.title:
            return None
        for other in self._state.where(ARTICLE, "title", theirs.title):
            if article(other).source_name == theirs.source_name:
                return other
        return None

    def _compare(self, row: Row, ours: Row) -> None:
        for name in _COMPARED:
            place = ARTICLE.columns.index(name)
            if row[place] != ours[place]:
                self._report.metadata.append(
                    Difference(str(ours[1]), name, str(ours[place]), str(row[place]))
                )
