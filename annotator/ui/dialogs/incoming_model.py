"""The articles that are about to be added, with what becomes of each."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from annotator.core.errors import AnnotatorError
from annotator.core.model import Article
from annotator.core.text import sha256
from annotator.services.reading import Incoming, confirmed
from annotator.ui.texts import isolated, tooltip

Index = QModelIndex | QPersistentModelIndex
_NO_PARENT = QModelIndex()


class State(Enum):
    """What becomes of an incoming article."""

    NEW = "new"
    UNSURE = "unsure"
    """Its charset is only guessed; somebody has to look at the text first."""
    KNOWN = "known"
    """The project has it, or it comes twice."""
    REFUSED = "refused"


@dataclass(slots=True)
class Entry:
    """One incoming article, and what a person decided about it."""

    incoming: Incoming
    state: State = State.NEW
    sentence: str = ""
    """What there is to say about its state."""
    wanted: bool = True
    text_hash: str = ""
    known: Article | None = None
    """The article of the project that is the same."""

    @property
    def taken(self) -> bool:
        """Whether it will be added."""
        return self.state is State.NEW and self.wanted


class IncomingModel(QAbstractTableModel):
    """Rows of `Entry`: what, when, charset, state. The first column can be ticked."""

    counted_again = Signal()
    """The number of articles that will be added may be another one."""

    TITLE, PUBLISHED, STATE = range(3)

    def __init__(
        self,
        incoming: Sequence[Incoming],
        redecode: Callable[[Incoming, str], Incoming],
        find_known: Callable[[Incoming], Article | None],
        parent: QObject,
    ) -> None:
        """Hold ``incoming``; see `ImportArticlesDialog` for the two functions."""
        super().__init__(parent)
        self._redecode = redecode
        self._find_known = find_known
        self.entries = [Entry(item) for item in incoming]
        for entry in self.entries:
            self._look_up(entry)
        self._judge_all()

    def chosen(self) -> list[Incoming]:
        """Return what will be added, in order."""
        return [entry.incoming for entry in self.entries if entry.taken]

    def number_unsure(self) -> int:
        """Return how many wait for somebody to look at their charset."""
        return sum(entry.state is State.UNSURE for entry in self.entries)

    def next_unsure(self, row: int = -1) -> int:
        """Return the first row after ``row`` that waits for that, or else the first before it, or -1."""
        waiting = [at for at, entry in enumerate(self.entries) if entry.state is State.UNSURE and at != row]
        return next((at for at in waiting if at > row), waiting[0] if waiting else -1)

    def change_charset(self, row: int, charset: str) -> str:
        """Read a row's bytes in ``charset``; return a sentence if they cannot be, and leave it then."""
        refusal = self._redecode_entry(self.entries[row], charset)
        if not refusal:
            self._judge_again()
        return refusal

    def confirm(self, row: int) -> None:
        """Take a row's guessed charset for right: somebody has seen the text."""
        entry = self.entries[row]
        entry.incoming = confirmed(entry.incoming)
        self._judge_again()

    def confirm_all_like(self, row: int) -> None:
        """Take the charset of ``row`` for all rows that are unsure and can be read in it."""
        charset = self.entries[row].incoming.charset
        for entry in self.entries:
            if entry.state is State.UNSURE and not self._redecode_entry(entry, charset):
                entry.incoming = confirmed(entry.incoming)
        self._judge_again()

    def _redecode_entry(self, entry: Entry, charset: str) -> str:
        try:
            entry.incoming = self._redecode(entry.incoming, charset)
        except AnnotatorError as error:
            return str(error)
        self._look_up(entry)
        return ""

    def _look_up(self, entry: Entry) -> None:
        incoming = entry.incoming
        entry.text_hash = sha256(incoming.text) if incoming.parsed else ""
        entry.known = self._find_known(incoming) if incoming.parsed else None

    def _judge_again(self) -> None:
        self._judge_all()
        self.dataChanged.emit(self.index(0, 0), self.index(len(self.entries) - 1, self.STATE))
        self.counted_again.emit()

    def _judge_all(self) -> None:
        first: dict[str, Entry] = {}
        for entry in self.entries:
            entry.state, entry.sentence = self._judge(entry, first)
            if entry.text_hash:
                first.setdefault(entry.text_hash, entry)

    def _judge(self, entry: Entry, first: dict[str, Entry]) -> tuple[State, str]:
        incoming = entry.incoming
        if incoming.parsed is None:
            return State.REFUSED, incoming.refusal
        if entry.text_hash in first:
            other = first[entry.text_hash].incoming
            sentence = self.tr("It has the same text as {file}, which comes before it.")
            return State.KNOWN, sentence.format(file=isolated(other.source_name or other.title))
        if entry.known is not None:
            sentence = self.tr("The project has it already, as “{title}”.")
            return State.KNOWN, sentence.format(title=isolated(entry.known.title))
        if not incoming.certain:
            return State.UNSURE, self.tr("Look at the text: its charset is only a guess.")
        return State.NEW, ""

    # --- what Qt asks for --------------------------------------------------------------

    def rowCount(self, parent: Index = _NO_PARENT) -> int:
        """Return the number of articles."""
        return 0 if parent.isValid() else len(self.entries)

    def columnCount(self, parent: Index = _NO_PARENT) -> int:
        """Return the number of columns."""
        return 0 if parent.isValid() else 3

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """Return the titles of the columns."""
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return (self.tr("Article"), self.tr("Published"), self.tr("State"))[section]
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let new articles be ticked; the others cannot be added."""
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if index.column() == self.TITLE and self.entries[index.row()].state is State.NEW:
            flags |= Qt.ItemFlag.ItemIsUserCheckable
        return flags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return a cell."""
        entry = self.entries[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return self._cell(entry, index.column())
        if role == Qt.ItemDataRole.CheckStateRole and index.column() == self.TITLE:
            return Qt.CheckState.Checked if entry.taken else Qt.CheckState.Unchecked
        if role == Qt.ItemDataRole.ToolTipRole:
            incoming = entry.incoming
            lines = (incoming.title, incoming.source_name, entry.sentence)
            return tooltip("\n".join(dict.fromkeys(line for line in lines if line)))
        return None

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Tick or untick an article."""
        entry = self.entries[index.row()]
        if role != Qt.ItemDataRole.CheckStateRole or entry.state is not State.NEW:
            return False
        entry.wanted = Qt.CheckState(value) is Qt.CheckState.Checked
        self.dataChanged.emit(index, index)
        self.counted_again.emit()
        return True

    def _cell(self, entry: Entry, column: int) -> str:
        if column == self.TITLE:
            return entry.incoming.title
        if column == self.PUBLISHED:
            return entry.incoming.header("published")
        return {
            State.NEW: self.tr("New"),
            State.UNSURE: self.tr("Check the charset"),
            State.KNOWN: self.tr("Here already"),
            State.REFUSED: self.tr("Cannot be read"),
        }[entry.state]
