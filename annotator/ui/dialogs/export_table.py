"""Export: which table, which rows, how it is written, and the first rows as they will be."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QComboBox,
    QFileDialog,
    QHBoxLayout,
    QLineEdit,
    QRadioButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from annotator.core.codebook import Layer
from annotator.core.errors import AnnotatorError
from annotator.core.model import Annotator, Article
from annotator.services.exporting import EVERYONE, GOLD, MINE, ExportOptions, Preview
from annotator.ui.appearance import Appearance
from annotator.ui.dialogs.base import CONTROL, GROUP, Dialog, field_label
from annotator.ui.dialogs.check_list import CheckList
from annotator.ui.dialogs.message import Choice, ask
from annotator.ui.dialogs.preview_table import PreviewTable
from annotator.ui.layer_glyph import layer_icon
from annotator.ui.texts import ElidedLabel, counted, isolated, plain_label

ARTICLES, ANNOTATIONS, ENTITIES, LINKS = "articles", "annotations", "entities", "links"
DECISIONS, COMMENTS = "decisions", "comments"
DIFFERENCES, AGREEMENT = "differences", "agreement"
_OF_NOBODY = (ARTICLES, ENTITIES, DECISIONS, COMMENTS)
"""Tables whose rows are no annotations of anybody."""
_OF_SEVERAL = (DIFFERENCES, AGREEMENT)
"""Tables that compare people: nobody's alone."""
_PREVIEW_AFTER = 120
"""Milliseconds after the last change; ticking five boxes makes one preview."""


class ExportTableDialog(Dialog):
    """Chooses what to export and where to; `options` and `target` say it when it was accepted.

    If there was a file at `target`, the person has agreed to its being replaced.
    """

    def __init__(
        self,
        appearance: Appearance,
        *,
        tables: Sequence[str],
        articles: Sequence[Article],
        shown: str | None,
        layers: Sequence[Layer],
        annotators: Sequence[Annotator],
        preview: Callable[[ExportOptions], Preview],
        folder: Path,
        stem: str,
        parent: QWidget | None = None,
    ) -> None:
        """Offer ``tables``.

        ``shown`` is the id of the article in the window; ``preview`` makes the head of a table;
        ``folder`` and ``stem`` are where the file goes and what its name begins with, if the
        person does not say otherwise.
        """
        super().__init__(appearance, self.tr("Export"), parent)
        self.target: Path | None = None
        self._make_preview = preview
        self._folder, self._stem = folder, stem
        self._layers = layers
        self.table = QComboBox()
        for name in tables:
            self.table.addItem(self._table_title(name), name)
        self.which = _ArticleChoice(articles, shown)
        self.layers = CheckList(self.tr("Layers"), 6)
        self.layers.fill(((layer.id, layer.title) for layer in layers), ticked=True)
        self.annotators = CheckList(self.tr("Annotators"), 5)
        self.annotators.fill(((person.id, person.name) for person in annotators), ticked=True)
        self.whose = _WhoseChoice()
        self.delimiter = QComboBox()
        for title, delimiter in self._delimiters():
            self.delimiter.addItem(title, delimiter)
        self.bom = QCheckBox(self.tr("Byte order mark, so that Excel shows every script"))
        self.bom.setChecked(True)
        self.rows = PreviewTable()
        self._summary = plain_label("", "muted", wrap=True)
        self._lay_out()
        self.save_button = self.add_buttons(self.tr("Save as…"))
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.show_preview)
        self._connect()
        self._draw_glyphs()
        self.start_at(160, 38)
        self._adapt()
        self.show_preview()

    def options(self) -> ExportOptions:
        """Return what was chosen; where everything is ticked, nothing is left out."""
        table = str(self.table.currentData())
        takes_layers = table in (ANNOTATIONS, LINKS, *_OF_SEVERAL)
        whose = self.whose.chosen() if self._takes_whose() else EVERYONE
        takes_people = table not in _OF_NOBODY and whose != MINE
        return ExportOptions(
            table=table,
            article_ids=None if table == ENTITIES else self.which.ids(),
            layers=None if not takes_layers or self.layers.all_ticked() else self.layers.ticked(),
            annotator_ids=(
                None if not takes_people or self.annotators.all_ticked() else self.annotators.ticked()
            ),
            whose=whose,
            delimiter=str(self.delimiter.currentData()),
            bom=self.bom.isChecked(),
        )

    def show_preview(self) -> None:
        """Show the first rows and the number of all, for what is chosen now."""
        self._timer.stop()
        try:
            found = self._make_preview(self.options())
        except AnnotatorError as error:
            self._summary.setText(str(error))
            self.save_button.setEnabled(False)
            return
        self.save_button.setEnabled(True)
        self.rows.show_rows(found.columns, found.rows)
        self._summary.setText(self._in_words(found))

    def accept(self) -> None:
        """Ask where to, and leave if the person said so."""
        chosen = self._ask_target()
        if chosen is not None:
            self.target = chosen
            super().accept()

    def done(self, result: int) -> None:
        """Leave; a preview that was about to be made is not made any more."""
        self._timer.stop()
        super().done(result)

    def _in_words(self, found: Preview) -> str:
        if found.total == 0:
            return self.tr("No rows: the file would have the names of the columns only.")
        rows = counted(found.total, self.tr("1 row"), self.tr("{n} rows"))
        columns = counted(len(found.columns), self.tr("1 column"), self.tr("{n} columns"))
        if found.total > len(found.rows):
            text = self.tr("{rows}, {columns}; the first {shown} rows are shown.")
            return text.format(rows=rows, columns=columns, shown=len(found.rows))
        return self.tr("{rows}, {columns}.").format(rows=rows, columns=columns)

    def _ask_target(self) -> Path | None:
        """Return the file to write; the dialog asks before one that is there is replaced."""
        delimiter = self.delimiter.currentData()
        suffix = "tsv" if delimiter == "\t" else "csv"
        name = f"{self._stem}-{self.table.currentData()}.{suffix}"
        filters = self.tr("Tables (*.{suffix});;All files (*)").format(suffix=suffix)
        chosen, _ = QFileDialog.getSaveFileName(
            self, self.tr("Save the table as"), str(self._folder / name), filters
        )
        if not chosen:
            return None
        path = Path(chosen)
        if path.suffix:
            return path
        completed = path.with_name(f"{path.name}.{suffix}")
        return completed if not completed.exists() or self._may_replace(completed) else None

    def _may_replace(self, path: Path) -> bool:
        """Ask about a file that the system's dialog did not know to ask about."""
        question = self.tr("The file {name} is there already.").format(name=isolated(path.name))
        choices = [Choice("replace", self.tr("Replace it"))]
        return ask(self.appearance, self, question, choices, explanation=str(path.parent)) == "replace"

    def _table_title(self, name: str) -> str:
        titles = {
            ANNOTATIONS: self.tr("All annotations"),
            ARTICLES: self.tr("Articles"),
            "claims": self.tr("Claims"),
            "actors": self.tr("Actors"),
            "dates": self.tr("Dates"),
            ENTITIES: self.tr("Entities"),
            LINKS: self.tr("Links"),
            DECISIONS: self.tr("Decisions"),
            COMMENTS: self.tr("Comments"),
            DIFFERENCES: self.tr("Differences"),
            AGREEMENT: self.tr("Agreement"),
        }
        return titles.get(name) or next(
            (layer.title for layer in self._layers if name == f"{layer.id}s"), name
        )

    def _delimiters(self) -> Sequence[tuple[str, str]]:
        return (
            (self.tr("Comma"), ","),
            (self.tr("Semicolon"), ";"),
            (self.tr("Tab"), "\t"),
        )

    def _draw_glyphs(self) -> None:
        for row, layer in enumerate(self._layers):
            colours = self.appearance.theme.layer(layer.colour)
            self.layers.set_icon(row, layer_icon(layer.shape, colours, self.devicePixelRatioF()))

    def _lay_out(self) -> None:
        self._articles_part = _titled(self.tr("Articles"), self.which)
        self._layers_part = _titled(self.tr("Layers"), self.layers)
        self._annotators_part = _titled(self.tr("Annotators"), self.annotators)
        self._whose_part = _titled(self.tr("Whose"), self.whose)
        options = QWidget()
        column = QVBoxLayout(options)
        column.setContentsMargins(0, 0, 12, 0)
        column.setSpacing(GROUP)
        column.addWidget(_titled(self.tr("&Table"), self.table))
        column.addWidget(self._articles_part)
        column.addWidget(self._layers_part)
        column.addWidget(self._whose_part)
        column.addWidget(self._annotators_part)
        column.addWidget(_titled(self.tr("&Delimiter"), self.delimiter))
        column.addWidget(self.bom)
        column.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(options)
        area.setFixedWidth(max(self.in_characters(44).width(), options.minimumSizeHint().width() + 16))
        right = QVBoxLayout()
        right.setSpacing(CONTROL)
        right.addWidget(plain_label(self.tr("The first rows as they will be"), "section"))
        right.addWidget(self.rows, 1)
        right.addWidget(self._summary)
        both = QHBoxLayout()
        both.setSpacing(GROUP)
        both.addWidget(area)
        both.addLayout(right, 1)
        self.column.addLayout(both, 1)

    def _connect(self) -> None:
        self.table.currentIndexChanged.connect(self._adapt)
        self.whose.changed.connect(self._adapt)
        for signal in (
            self.table.currentIndexChanged,
            self.delimiter.currentIndexChanged,
            self.which.changed,
            self.layers.changed,
            self.annotators.changed,
            self.whose.changed,
            self.bom.toggled,
        ):
            signal.connect(lambda *_: self._timer.start(_PREVIEW_AFTER))

    def _adapt(self) -> None:
        """Hide the choices that the table does not have."""
        table = self.table.currentData()
        of_people = table not in _OF_NOBODY and not (self._takes_whose() and self.whose.chosen() == MINE)
        self._articles_part.setVisible(table != ENTITIES)
        takes_layers = table in (ANNOTATIONS, LINKS, *_OF_SEVERAL)
        self._layers_part.setVisible(takes_layers and self.layers.count() > 1)
        self._whose_part.setVisible(self._takes_whose())
        self._annotators_part.setVisible(of_people and self.annotators.count() > 1)

    def _takes_whose(self) -> bool:
        """Say whether the table has annotations of which some can be chosen by whose they are."""
        return self.table.currentData() not in (*_OF_NOBODY, *_OF_SEVERAL)


class _WhoseChoice(QWidget):
    """Everyone's annotations, one's own, or what the decisions add up to."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.everyone_button = QRadioButton(self.tr("Everyone’s"))
        self.mine_button = QRadioButton(self.tr("Mine"))
        self.gold_button = QRadioButton(self.tr("Agreed on in the review (gold)"))
        self._group = QButtonGroup(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        for button in (self.everyone_button, self.mine_button, self.gold_button):
            self._group.addButton(button)
            column.addWidget(button)
        self.everyone_button.setChecked(True)
        self._group.buttonClicked.connect(lambda _: self.changed.emit())

    def chosen(self) -> str:
        """Return whose annotations are meant, as `ExportOptions.whose` has it."""
        if self.gold_button.isChecked():
            return GOLD
        return MINE if self.mine_button.isChecked() else EVERYONE


class _ArticleChoice(QWidget):
    """All articles, the one that is shown, or those that are ticked."""

    def __init__(self, articles: Sequence[Article], shown: str | None) -> None:
        super().__init__()
        self._articles = articles
        self._shown = next((article for article in articles if article.id == shown), None)
        everything = counted(len(articles), self.tr("The only one"), self.tr("All {n}"))
        self.all_button = QRadioButton(everything)
        self.shown_button = QRadioButton(self.tr("The one that is open"))
        self.chosen_button = QRadioButton(self.tr("These:"))
        self.filter = QLineEdit()
        self.filter.setPlaceholderText(self.tr("Find an article"))
        self.filter.setAccessibleName(self.tr("Find an article"))
        self.filter.setClearButtonEnabled(True)
        self.list = CheckList(self.tr("Articles to export"), 8)
        self._group = QButtonGroup(self)
        self._lay_out()
        self.all_button.setChecked(True)
        self._group.buttonToggled.connect(self._choose)
        self.filter.textChanged.connect(self.list.show_only)
        self.changed = self.list.changed

    def ids(self) -> frozenset[str] | None:
        """Return the ids of the articles chosen; None for all."""
        if self.shown_button.isChecked() and self._shown is not None:
            return frozenset([self._shown.id])
        return self.list.ticked() if self.chosen_button.isChecked() else None

    def _choose(self) -> None:
        choosing = self.chosen_button.isChecked()
        if choosing and self.list.count() == 0:
            # Only now: a list of ten thousand titles takes a moment.
            self.list.fill(((article.id, article.title) for article in self._articles), ticked=False)
        self.list.setVisible(choosing)
        self.filter.setVisible(choosing and len(self._articles) > 8)
        self.list.changed.emit()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        for button in (self.all_button, self.shown_button, self.chosen_button):
            self._group.addButton(button)
            column.addWidget(button)
            if button is self.shown_button:
                title = ElidedLabel(self._shown.title if self._shown else "", "muted")
                title.setContentsMargins(26, 0, 0, 4)
                title.setVisible(self._shown is not None)
                column.addWidget(title)
        self.shown_button.setVisible(self._shown is not None)
        self.chosen_button.setVisible(len(self._articles) > 1)
        column.addWidget(self.filter)
        column.addWidget(self.list)
        self.filter.hide()
        self.list.hide()


def _titled(title: str, widget: QWidget) -> QWidget:
    """Return ``widget`` under a small title, which is also its accessible name."""
    label = field_label(title, widget)
    label.setProperty("role", "section")
    part = QWidget()
    column = QVBoxLayout(part)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(6)
    column.addWidget(label)
    column.addWidget(widget)
    return part
