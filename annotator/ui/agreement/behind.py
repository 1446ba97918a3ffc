"""The annotations behind a figure: place by place, to be gone to."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from annotator.agreement.measured import Measured
from annotator.services.agreeing import MOST_SHOWN, Agreement, Found
from annotator.ui.dialogs.base import CONTROL
from annotator.ui.texts import counted, isolated, plain_label, shortened, tooltip

_DATA = Qt.ItemDataRole.UserRole
_QUOTE, _TITLE = 60, 40


class BehindList(QWidget):
    """A list of places; Enter or a click goes to the first annotation there."""

    wanted = Signal(object)
    """An `Annotation` is to be shown in its article."""
    again = Signal(object)
    """The same is to be listed anew, as the box says now."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._about: object = None
        self._found: Agreement | None = None
        self._title = plain_label(self.tr("Behind the figure"), "section")
        self.differing = QCheckBox(self.tr("Only where they differ"))
        self.differing.setChecked(True)
        self.list = QListWidget()
        self.list.setAccessibleName(self.tr("Annotations behind the figure"))
        self.list.setUniformItemSizes(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.itemActivated.connect(self._go)
        self.list.itemClicked.connect(self._go)
        self.differing.toggled.connect(self._again)
        head = QHBoxLayout()
        head.addWidget(self._title, 1)
        head.addWidget(self.differing)
        self._note = plain_label("", "muted", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, CONTROL, 0, 0)
        column.setSpacing(CONTROL // 2)
        column.addLayout(head)
        column.addWidget(self._note)
        column.addWidget(self.list, 1)
        self._say_none()

    def about(self, wanted: object) -> None:
        """Take note of what is listed; whether to list all is asked for figures only."""
        self._about = wanted
        self.differing.setEnabled(isinstance(wanted, Measured))

    def show_places(self, places: Sequence[Found], found: Agreement) -> None:
        """List places, each with what every annotator has there."""
        self._found = found
        self.list.clear()
        for one in places:
            line = self._line(one)
            item = QListWidgetItem(line, self.list)
            item.setToolTip(tooltip(line))
            item.setData(_DATA, next(each for each in one.annotations if each is not None))
        if not places:
            self._say_none()
            return
        number = counted(len(places), self.tr("1 place"), self.tr("{n} places"))
        if len(places) == MOST_SHOWN:
            number = self.tr("The first {places} are listed").format(places=number)
        go = self.tr("Enter goes to it in the article.")
        self._note.setText(f"{number}. {go}")

    def _say_none(self) -> None:
        if self._about is None:
            self._note.setText(self.tr("Press Enter on a figure, or click it, to see what is behind it."))
        else:
            self._note.setText(self.tr("There is no such place."))

    def _line(self, one: Found) -> str:
        quotes = [shortened(each.quote, _QUOTE) if each else "" for each in one.annotations]
        names = self._names(one)
        said = list(one.said) or quotes
        nothing = self.tr("nothing")
        each = "  ·  ".join(
            f"{isolated(name)}: {isolated(words) or nothing}" for name, words in zip(names, said, strict=True)
        )
        title = isolated(shortened(one.article.title, _TITLE))
        if one.said:
            quote = isolated(next(words for words in quotes if words))
            return f"“{quote}”   {each}   ({title})"
        return f"{each}   ({title})"

    def _names(self, one: Found) -> list[str]:
        found = self._found
        about = self._about if isinstance(self._about, Measured) else None
        if about is None and isinstance(self._about, tuple):
            about = self._about[0]
        ids = about.annotators if about is not None else ()
        return [found.name(id_) if found else id_ for id_ in ids] or [""] * len(one.annotations)

    def _go(self, item: QListWidgetItem) -> None:
        self.wanted.emit(item.data(_DATA))

    def _again(self) -> None:
        if isinstance(self._about, Measured):
            self.again.emit(self._about)
