"""Articles before they are added: what was found, in which charset, and how the text will be."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QLocale, QModelIndex, Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHBoxLayout,
    QHeaderView,
    QPlainTextEdit,
    QPushButton,
    QSplitter,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from annotator.core.model import Article
from annotator.formats.charsets import OFFERED
from annotator.formats.decoding import How
from annotator.services.reading import Incoming
from annotator.ui.appearance import Appearance
from annotator.ui.dialogs.base import CONTROL, GROUP, Dialog, field_label
from annotator.ui.dialogs.incoming_model import Entry, IncomingModel, State
from annotator.ui.texts import ElidedLabel, counted, plain_label

PREVIEW_LENGTH = 6_000
"""Characters of the text that the preview shows; enough to see whether it reads right."""


class ImportArticlesDialog(Dialog):
    """Shows incoming articles; nothing is kept before it is accepted. `chosen` is what to add."""

    def __init__(
        self,
        appearance: Appearance,
        incoming: Sequence[Incoming],
        redecode: Callable[[Incoming, str], Incoming],
        find_known: Callable[[Incoming], Article | None],
        parent: QWidget | None = None,
    ) -> None:
        """Show ``incoming``.

        ``redecode`` reads one in another charset (`services.reading.redecode`); ``find_known``
        returns the article of the project that is the same (`services.reading.known`), if there is one.
        """
        super().__init__(appearance, self.tr("Add articles"), parent)
        self.model = IncomingModel(incoming, redecode, find_known, self)
        self.table = self._make_table()
        self.preview = _ArticlePreview(appearance)
        self._waiting_row = QWidget()
        self._waiting = plain_label("", "caution", wrap=True)
        self.next_button = QPushButton(self.tr("Show the next one"))
        self._lay_out()
        self.add_articles_button = self.add_buttons("")
        self.table.selectionModel().currentRowChanged.connect(self._show_row)
        self.model.counted_again.connect(self._count)
        self.preview.charset.activated.connect(self._change_charset)
        self.preview.confirm_button.clicked.connect(lambda: self.model.confirm(self._row))
        self.preview.confirm_all_button.clicked.connect(lambda: self.model.confirm_all_like(self._row))
        self.next_button.clicked.connect(lambda: self.table.selectRow(self.model.next_unsure(self._row)))
        self.table.selectRow(max(0, self.model.next_unsure()))
        self._count()
        self.start_at(150 if len(incoming) > 1 else 96, 38)
        self.table.setFocus()

    def chosen(self) -> list[Incoming]:
        """Return what is to be added, in order, with the charsets as they were chosen."""
        return self.model.chosen()

    @property
    def _row(self) -> int:
        return self.table.currentIndex().row()

    def _make_table(self) -> QTableView:
        table = QTableView()
        table.setModel(self.model)
        table.setAccessibleName(self.tr("Articles to add"))
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        table.setTabKeyNavigation(False)
        table.setShowGrid(False)
        table.setWordWrap(False)
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(round(self.fontMetrics().height() * 1.9))
        header = table.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(IncomingModel.TITLE, QHeaderView.ResizeMode.Stretch)
        # Measuring ten thousand rows for the width of a column would take longer than reading them.
        header.setResizeContentsPrecision(60)
        table.setMinimumWidth(self.in_characters(46).width())
        return table

    def _lay_out(self) -> None:
        row = QHBoxLayout(self._waiting_row)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GROUP)
        row.addWidget(self._waiting, 1)
        row.addWidget(self.next_button)
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.setChildrenCollapsible(False)
        if len(self.model.entries) > 1:
            splitter.addWidget(_padded(self.table, right=GROUP))
        else:
            self.table.setParent(self)
            self.table.hide()
        splitter.addWidget(_padded(self.preview, left=GROUP if len(self.model.entries) > 1 else 0))
        splitter.setSizes([1, 1])
        self.column.addWidget(splitter, 1)
        self.column.addWidget(self._waiting_row)

    def _show_row(self, current: QModelIndex) -> None:
        if current.isValid():
            self.preview.show_entry(self.model.entries[current.row()], self.model.number_unsure())
        self.next_button.setVisible(self.model.next_unsure(current.row()) >= 0)

    def _change_charset(self) -> None:
        name = self.preview.charset.currentData()
        refusal = self.model.change_charset(self._row, str(name))
        self._show_row(self.table.currentIndex())
        if refusal:
            self.preview.say(refusal)

    def _count(self) -> None:
        number = len(self.chosen())
        text = counted(number, self.tr("Add 1 article"), self.tr("Add {n} articles"))
        self.add_articles_button.setText(text if number else self.tr("Add"))
        self.add_articles_button.setEnabled(number > 0)
        unsure = self.model.number_unsure()
        one = self.tr("The charset of 1 file is a guess: it is added once you have looked at it.")
        many = self.tr("The charsets of {n} files are guesses: they are added once you have looked.")
        self._waiting.setText(counted(unsure, one, many))
        self._waiting_row.setVisible(unsure > 0 and len(self.model.entries) > 1)
        self._show_row(self.table.currentIndex())


class _ArticlePreview(QWidget):
    """One incoming article: what its header said, its charset, and the text as it will be kept."""

    def __init__(self, appearance: Appearance) -> None:
        super().__init__()
        self._title = plain_label("", "heading", wrap=True)
        self._file = ElidedLabel("", "muted", Qt.TextElideMode.ElideMiddle)
        self._about = plain_label("", "muted", wrap=True)
        self._said = plain_label("", "caution", wrap=True)
        self.charset = QComboBox()
        self.charset.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.charset.setMinimumContentsLength(26)
        self._known_by = ElidedLabel("", "muted")
        self.confirm_button = QPushButton(self.tr("It reads right"))
        self.confirm_all_button = QPushButton()
        self.text = QPlainTextEdit()
        self.text.setReadOnly(True)
        self.text.setTabChangesFocus(True)
        self.text.setAccessibleName(self.tr("The text as it will be kept"))
        self.text.setFont(appearance.reading_font(16))
        self.text.setProperty("role", "page")
        self._length = plain_label("", "muted")
        self._lay_out()

    def show_entry(self, entry: Entry, unsure: int) -> None:
        """Show one article; ``unsure`` is the number of those whose charset is only guessed."""
        incoming = entry.incoming
        self._title.setText(incoming.title)
        self._file.setText(incoming.source_name)
        self._file.setVisible(incoming.source_name not in ("", incoming.title))
        self._about.setText(self._header(incoming))
        self._about.setVisible(incoming.parsed is not None)
        self._set_role("fault" if entry.state is State.REFUSED else "caution")
        self.say("\n".join(filter(None, (entry.sentence, *incoming.notes))))
        text = incoming.text
        shown = text[:PREVIEW_LENGTH]
        if self.text.toPlainText() != shown:
            self.text.setPlainText(shown)
        self._length.setText(self._size(text))
        self._length.setVisible(bool(text))
        self.text.setVisible(bool(text))
        self._show_charset(entry, unsure)

    def say(self, sentences: str) -> None:
        """Show what there is to mind about this article."""
        self._said.setText(sentences)
        self._said.setVisible(bool(sentences))

    def _set_role(self, role: str) -> None:
        self._said.setProperty("role", role)
        self._said.style().unpolish(self._said)
        self._said.style().polish(self._said)

    def _lay_out(self) -> None:
        label = field_label(self.tr("&Charset"), self.charset)
        row = QHBoxLayout()
        row.setSpacing(CONTROL)
        row.addWidget(label)
        row.addWidget(self.charset)
        row.addWidget(self._known_by, 1)
        self._charset_row = QWidget()
        self._charset_row.setLayout(row)
        row.setContentsMargins(0, 0, 0, 0)
        confirm = QHBoxLayout()
        confirm.setSpacing(CONTROL)
        confirm.addWidget(self.confirm_button)
        confirm.addWidget(self.confirm_all_button)
        confirm.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(CONTROL)
        for part in (self._title, self._file, self._about, self._said, self._charset_row):
            column.addWidget(part)
        column.addLayout(confirm)
        column.addWidget(self.text, 1)
        column.addWidget(self._length)
        column.addStretch(0)

    def _header(self, incoming: Incoming) -> str:
        names = ("byline", "outlet", "published", "language", "url")
        found = [value for name in names if (value := incoming.header(name))]
        if found:
            return " · ".join(found)
        return self.tr("No header was found; outlet, date and the rest can be filled in later.")

    def _size(self, text: str) -> str:
        one, many = self.tr("1 character"), self.tr("{n} characters")
        whole = counted(len(text), one, many)
        if len(text) <= PREVIEW_LENGTH:
            return whole
        return self.tr("{all} in all; the first {shown} are shown.").format(
            all=whole, shown=QLocale().toString(PREVIEW_LENGTH)
        )

    def _show_charset(self, entry: Entry, unsure: int) -> None:
        incoming = entry.incoming
        from_file = incoming.parsed is not None and incoming.how is not How.PASTED
        self._charset_row.setVisible(from_file)
        self._fill_charsets(incoming.charset)
        known_by = {
            How.MARK: self.tr("as its byte order mark says"),
            How.DECLARED: self.tr("as its header says"),
            How.UTF8: self.tr("as its bytes show"),
            How.GUESS: self.tr("a guess"),
            How.CHOSEN: self.tr("as you chose"),
            How.PASTED: "",
        }
        self._known_by.setText(known_by[incoming.how])
        doubtful = entry.state is State.UNSURE
        self.confirm_button.setVisible(doubtful)
        self.confirm_all_button.setVisible(doubtful and unsure > 1)
        text = self.tr("It is {charset} in all {n} of them")
        self.confirm_all_button.setText(text.format(charset=incoming.charset, n=unsure))

    def _fill_charsets(self, current: str) -> None:
        if self.charset.count() == 0:
            for charset in OFFERED:
                self.charset.addItem(f"{charset.label}", charset.name)
        place = self.charset.findData(current)
        if place < 0 and current:
            self.charset.addItem(current, current)
            place = self.charset.count() - 1
        self.charset.setCurrentIndex(place)


def _padded(widget: QWidget, *, left: int = 0, right: int = 0) -> QWidget:
    frame = QWidget()
    layout = QHBoxLayout(frame)
    layout.setContentsMargins(left, 0, right, 0)
    layout.addWidget(widget)
    return frame
