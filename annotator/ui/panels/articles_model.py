"""The articles of the project as rows: sorted, filtered, and updated one at a time."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from PySide6.QtCore import QObject, Qt

from annotator.core.codebook import Layer
from annotator.core.model import Article, Status
from annotator.ui.panels.matching import folded, haystack, matches
from annotator.ui.panels.phrases import day_in_words, status_in_words
from annotator.ui.panels.sorted_rows import ID_ROLE, Index, SortedRows, SortKey


@dataclass(frozen=True, slots=True)
class ArticleRow:
    """What is drawn of an article."""

    article: Article
    counts: Mapping[str, int]
    """Its number of annotations by layer id, fetched when the row is asked for."""
    in_text: bool
    """Whether the words of the filter were found in the article's text."""
    shown: bool
    """Whether this is the article that the window shows."""


class ArticleOrder(StrEnum):
    """What the articles can be sorted by."""

    ADDED = "added"
    TITLE = "title"
    OUTLET = "outlet"
    PUBLISHED = "published"
    STATUS = "status"
    MARKS = "marks"
    CHANGED = "changed"


NEWEST_FIRST: Final = frozenset({ArticleOrder.PUBLISHED, ArticleOrder.MARKS, ArticleOrder.CHANGED})
"""Orders that descend unless one asks otherwise."""

CountsOf = Callable[[str], Mapping[str, int]]
AllCounts = Callable[[], Mapping[str, Mapping[str, int]]]
_STATUSES = list(Status)


class ArticlesModel(SortedRows):
    """All articles of a project; rows are those that the filters leave."""

    def __init__(self, counts: CountsOf, all_counts: AllCounts, parent: QObject | None = None) -> None:
        """Make an empty model.

        ``counts`` gives an article's annotations by layer id, for rows that are painted;
        ``all_counts`` those of all articles at once, for sorting by them.
        """
        super().__init__(parent)
        self._counts = counts
        self._all_counts = all_counts
        self._marks: dict[str, int] = {}
        self._articles: dict[str, Article] = {}
        self._place: dict[str, int] = {}
        self._next_place = 0
        self._by_status = dict.fromkeys(Status, 0)
        self._haystacks: dict[str, str] = {}
        self._sort_keys: dict[str, SortKey] = {}
        self._words: list[str] = []
        self._in_text: frozenset[str] = frozenset()
        self._status: Status | None = None
        self._layers: Sequence[Layer] = ()
        self._shown: str | None = None
        self.order = ArticleOrder.ADDED
        self.descending = False

    def set_articles(self, articles: Iterable[Article], layers: Sequence[Layer]) -> None:
        """Replace all articles, given in the order in which they were added."""
        self._articles = {article.id: article for article in articles}
        self._place = {article_id: place for place, article_id in enumerate(self._articles)}
        self._next_place = len(self._place)
        self._by_status = dict.fromkeys(Status, 0)
        for article in self._articles.values():
            self._by_status[article.status] += 1
        self._layers = layers
        self._haystacks.clear()
        self._sort_keys.clear()
        self._in_text &= self._articles.keys()
        self._count_marks()
        self._arrange()

    def update_article(self, article: Article) -> None:
        """Take in one article that changed, whose counts changed, or that is new."""
        before = self._articles.get(article.id)
        if before is None:
            self._place[article.id] = self._next_place
            self._next_place += 1
        else:
            self._by_status[before.status] -= 1
        self._by_status[article.status] += 1
        self._articles[article.id] = article
        self._haystacks.pop(article.id, None)
        self._sort_keys.pop(article.id, None)
        if self.order is ArticleOrder.MARKS:
            self._marks[article.id] = sum(self._counts(article.id).values())
        if self._passes(article):
            self._put(self._key(article))
        else:
            self._drop(article.id)

    def remove_article(self, article_id: str) -> None:
        """Forget an article."""
        self._drop(article_id)  # First: views may still ask for the row while it goes.
        gone = self._articles.pop(article_id, None)
        if gone is not None:
            self._by_status[gone.status] -= 1
            self._haystacks.pop(article_id, None)
            self._sort_keys.pop(article_id, None)
            self._place.pop(article_id, None)

    def set_words(self, words: str) -> None:
        """Leave the articles whose metadata or text hold all ``words``.

        While a word grows, the hits in the text stay those of its beginning, until
        `set_text_hits` names the new ones: rows do not go only to come back.
        """
        before, wanted = " ".join(self._words), folded(words)
        if not before or not wanted.startswith(before):
            self._in_text = frozenset()
        self._words = wanted.split()
        self._arrange()

    def set_text_hits(self, article_ids: Iterable[str]) -> None:
        """Say in which articles' texts the present words were found."""
        found = frozenset(article_ids) if self._words else frozenset()
        if found != self._in_text:
            self._in_text = found
            self._arrange()

    def set_status(self, status: Status | None) -> None:
        """Leave only the articles with this status; None leaves all."""
        self._status = status
        self._arrange()

    def set_order(self, order: ArticleOrder, *, descending: bool) -> None:
        """Sort by ``order``; articles that have nothing there come last either way."""
        self.order, self.descending = order, descending
        self._sort_keys.clear()
        self._count_marks()
        self._arrange()

    def set_shown(self, article_id: str | None) -> None:
        """Say which article the window shows."""
        before, self._shown = self._shown, article_id
        for changed in {before, article_id} - {None}:
            index = self.index_of(str(changed))
            if index.isValid():
                self.dataChanged.emit(index, index)

    def article(self, article_id: str) -> Article | None:
        """Return an article of the project, shown or not."""
        return self._articles.get(article_id)

    def row(self, row: int) -> ArticleRow:
        """Return what is drawn in ``row``: one call, where a role each would be four through Qt."""
        article = self._articles[self.id_at(row)]
        found, shown = article.id in self._in_text, article.id == self._shown
        return ArticleRow(article, self._counts(article.id), found, shown)

    def total(self) -> int:
        """Return the number of articles with and without a row."""
        return len(self._articles)

    def status_counts(self) -> dict[Status, int]:
        """Return the number of articles of each status, filtered or not."""
        return dict(self._by_status)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return an article's id or title, or what a screen reader says; for more see `row`."""
        if not index.isValid() or index.row() >= self.rowCount():
            return None
        article = self._articles[self.id_at(index.row())]
        if role == ID_ROLE:
            return article.id
        if role == Qt.ItemDataRole.DisplayRole:
            return article.title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._spoken(article)
        return None

    def _count_marks(self) -> None:
        if self.order is ArticleOrder.MARKS:
            self._marks = {key: sum(counts.values()) for key, counts in self._all_counts().items()}

    def _arrange(self) -> None:
        keys = [self._key(article) for article in self._articles.values() if self._passes(article)]
        self._refill(keys, descending=self.descending)

    def _passes(self, article: Article) -> bool:
        if self._status is not None and article.status is not self._status:
            return False
        if not self._words or article.id in self._in_text:
            return True
        return matches(self._words, self._haystack(article))

    def _haystack(self, article: Article) -> str:
        text = self._haystacks.get(article.id)
        if text is None:
            published = article.published
            pieces = (article.title, article.outlet, article.byline, published, day_in_words(published))
            text = self._haystacks[article.id] = haystack(pieces)
        return text

    def _key(self, article: Article) -> SortKey:
        key = self._sort_keys.get(article.id)
        if key is None:
            key = self._sort_keys[article.id] = self._new_key(article)
        return key

    def _new_key(self, article: Article) -> SortKey:
        place = self._place[article.id]
        words, number = self._sorted_by(article, place)
        missing = not words and self.order is not ArticleOrder.ADDED
        return (missing is not self.descending, words, number, article.id)

    def _sorted_by(self, article: Article, place: int) -> tuple[str, int]:
        match self.order:
            case ArticleOrder.TITLE:
                return folded(article.title), place
            case ArticleOrder.OUTLET:
                return folded(article.outlet), place
            case ArticleOrder.PUBLISHED:
                return article.published, place
            case ArticleOrder.STATUS:
                return str(_STATUSES.index(article.status)), place
            case ArticleOrder.CHANGED:
                return article.updated_at, place
            case ArticleOrder.MARKS:
                return f"{self._marks.get(article.id, 0):09}", place
            case ArticleOrder.ADDED:
                return "", place

    def _spoken(self, article: Article) -> str:
        """Return what a screen reader says for the row."""
        counts = self._counts(article.id)
        marks = [
            self.tr("{layer}: {count}").format(layer=layer.title, count=counts[layer.id])
            for layer in self._layers
            if counts.get(layer.id)
        ]
        pieces = [
            article.title,
            article.outlet,
            day_in_words(article.published),
            status_in_words(article.status),
            *marks,
            self.tr("found in the text") if article.id in self._in_text else "",
            self.tr("open") if article.id == self._shown else "",
        ]
        return ", ".join(piece for piece in pieces if piece)
