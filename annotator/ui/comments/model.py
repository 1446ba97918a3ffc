"""The threads of a project as rows, those that the filters leave."""

from collections.abc import Callable, Iterable, Mapping
from enum import StrEnum

from PySide6.QtCore import QObject, Qt

from annotator.services.commenting import Thread
from annotator.ui.comments.words import comments_in_words, last_words, place_of, state_in_words
from annotator.ui.panels.matching import folded, haystack, matches, one_line
from annotator.ui.panels.phrases import moment_in_words
from annotator.ui.panels.sorted_rows import ID_ROLE, Index, SortedRows


class Which(StrEnum):
    """Which threads are listed, by how they stand."""

    OPEN = "open"
    RESOLVED = "resolved"
    ALL = "all"


class Where(StrEnum):
    """Which threads are listed, by where they are."""

    ARTICLE = "article"
    """In the article shown."""
    PROJECT = "project"


def id_of(article_id: str, annotation_id: str) -> str:
    """Return the id of a thread's row."""
    return f"{article_id} {annotation_id}"


class ThreadsModel(SortedRows):
    """All threads in the order of articles and text; rows are those that the filters leave."""

    def __init__(self, name: Callable[[str], str], parent: QObject | None = None) -> None:
        """Make an empty model; ``name`` gives a name for an annotator's id."""
        super().__init__(parent)
        self._name = name
        self._threads: dict[str, Thread] = {}
        self._place: dict[str, int] = {}
        self._haystacks: dict[str, str] = {}
        self._words: list[str] = []
        self._article_id = ""
        self.which = Which.OPEN
        self.where = Where.ARTICLE

    def set_threads(self, threads: Iterable[Thread]) -> None:
        """Take in all threads of the project, in their order."""
        self._threads = {id_of(*thread.key): thread for thread in threads}
        self._place = {id_: place for place, id_ in enumerate(self._threads)}
        self._haystacks.clear()
        self.arrange()

    def put(self, thread: Thread) -> None:
        """Take in one thread that is new or changed, before all are read again."""
        id_ = id_of(*thread.key)
        self._threads[id_] = thread
        self._place.setdefault(id_, len(self._place))
        self._haystacks.pop(id_, None)
        self.arrange()

    def forget_names(self) -> None:
        """Take note that people have other names now."""
        self._haystacks.clear()
        self.arrange()

    def set_article(self, article_id: str) -> None:
        """Say which article is shown."""
        self._article_id = article_id
        if self.where is Where.ARTICLE:
            self.arrange()

    def set_words(self, words: str) -> None:
        """Leave the threads in which all ``words`` stand: in the quote, a comment, a name, the title."""
        self._words = folded(words).split()
        self.arrange()

    def set_which(self, which: Which) -> None:
        """Leave the threads that stand so."""
        self.which = which
        self.arrange()

    def set_where(self, where: Where) -> None:
        """Leave the threads that are there."""
        self.where = where
        self.arrange()

    def arrange(self) -> None:
        """List what the filters leave."""
        keys = [(False, "", self._place[id_], id_) for id_ in self._threads if self._passes(id_)]
        if sorted(keys) == self._keys:
            if keys:
                self.dataChanged.emit(self.index(0, 0), self.index(len(keys) - 1, 0))
            return
        self._refill(keys)

    # --- asking ------------------------------------------------------------------------

    def with_id(self, id_: str) -> Thread | None:
        """Return a thread, with a row or without."""
        return self._threads.get(id_)

    def thread_at(self, row: int) -> Thread:
        """Return what is drawn in ``row``."""
        return self._threads[self.id_at(row)]

    def total(self) -> int:
        """Return the number of threads with and without a row."""
        return len(self._threads)

    def here(self) -> int:
        """Return the number of threads in the article shown."""
        return sum(thread.article.id == self._article_id for thread in self._threads.values())

    def numbers(self) -> Mapping[Which, int]:
        """Return how many threads stand how, in the article shown or in the project, whatever is typed."""
        found = [thread for thread in self._threads.values() if self._is_there(thread)]
        waiting = sum(thread.open for thread in found)
        return {Which.OPEN: waiting, Which.RESOLVED: len(found) - waiting, Which.ALL: len(found)}

    def facts(self, thread: Thread) -> list[str]:
        """Return the last line of a row: how it stands, who spoke last and when, and the article."""
        last = thread.comments[-1]
        title = one_line(thread.article.title) if self.where is Where.PROJECT else ""
        count = comments_in_words(len(thread.comments)) if len(thread.comments) > 1 else ""
        said = (one_line(self._name(last.annotator_id)), moment_in_words(last.created_at))
        return [piece for piece in (state_in_words(thread.state), count, *said, title) if piece]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return a thread's id or last words, or what a screen reader says."""
        if not index.isValid() or index.row() >= self.rowCount():
            return None
        thread = self.thread_at(index.row())
        if role == ID_ROLE:
            return id_of(*thread.key)
        if role == Qt.ItemDataRole.DisplayRole:
            return last_words(thread)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            pieces = (place_of(thread), last_words(thread), *self.facts(thread))
            return ", ".join(piece for piece in pieces if piece)
        return None

    # --- filtering ---------------------------------------------------------------------

    def _is_there(self, thread: Thread) -> bool:
        return self.where is Where.PROJECT or thread.article.id == self._article_id

    def _passes(self, id_: str) -> bool:
        thread = self._threads[id_]
        if not self._is_there(thread):
            return False
        if self.which is not Which.ALL and thread.open is not (self.which is Which.OPEN):
            return False
        return not self._words or matches(self._words, self._haystack(id_))

    def _haystack(self, id_: str) -> str:
        text = self._haystacks.get(id_)
        if text is None:
            thread = self._threads[id_]
            names = {self._name(one.annotator_id) for one in thread.comments}
            said = (one.text for one in thread.comments)
            text = haystack((thread.quote, thread.article.title, *sorted(names), *said))
            self._haystacks[id_] = text
        return text
