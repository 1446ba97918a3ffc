"""Handing out: to whom, what, and what each of them will get."""

from collections import Counter
from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import QDate, QLocale, Qt
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QComboBox,
    QDialogButtonBox,
    QFormLayout,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QPlainTextEdit,
    QRadioButton,
    QScrollArea,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from annotator.core.dates import is_published
from annotator.core.errors import AnnotatorError
from annotator.core.model import Annotator, Article
from annotator.core.sharing import share_out
from annotator.services.handing_out import LONGEST_NOTE, Entities, HandOut
from annotator.ui.appearance import Appearance
from annotator.ui.dialogs.base import CONTROL, GROUP, Dialog, field_label
from annotator.ui.dialogs.check_list import CheckList
from annotator.ui.dialogs.preview_table import PreviewTable
from annotator.ui.exchange.names_field import NamesField
from annotator.ui.exchange.which_articles import WhichArticles
from annotator.ui.exchange.words import articles_in_words
from annotator.ui.texts import counted, plain_label

_INDENT = 26
_AIR = 6
_DAY = len("2025-09-18")
_LEFT = 46
"""Characters: the width of the choices."""


class Offer(NamedTuple):
    """What can be handed out."""

    articles: Sequence[Article]
    shown: str | None
    """The id of the article in the window."""
    handed_out: frozenset[str]
    """Ids of articles that were handed out before."""
    people: Sequence[Annotator]
    """All annotators of the project."""
    authors: frozenset[str]
    """The ids of those who made annotations."""
    entity_authors: frozenset[str]
    """The names of those who made entities, the present annotator aside."""
    folder: Path
    """Where files are put if the person does not say otherwise."""


class HandOutDialog(Dialog):
    """Chooses; `wanted` says what was chosen when it was accepted.

    `earlier_button` is for whoever shows what was handed out before.
    """

    def __init__(self, appearance: Appearance, offer: Offer, parent: QWidget | None = None) -> None:
        """Offer what there is."""
        super().__init__(appearance, self.tr("Hand out"), parent)
        self.offer = offer
        """What there is to hand out."""
        self._parts: list[list[str]] = []
        self.names = NamesField(appearance)
        self.names.set_known(one.name for one in offer.people)
        self.which = WhichArticles(appearance, offer.articles, offer.shown, offer.handed_out)
        self.everybody = QRadioButton(self.tr("Everybody gets all of them"))
        self.shared = QRadioButton(self.tr("Share them out"))
        self.overlap = QSpinBox()
        self.seed = QSpinBox()
        self.blind = QRadioButton(self.tr("Blind: without anybody’s annotations"))
        self.with_marks = QRadioButton(self.tr("With the annotations of:"))
        self.whose = CheckList(self.tr("Whose annotations go along"), 4)
        self.reviews = QCheckBox(self.tr("Decisions and comments on them, too"))
        self.entities = QComboBox()
        self.due = QLineEdit()
        self.note = QPlainTextEdit()
        self.table = PreviewTable()
        self.fault = plain_label("", "muted", wrap=True)
        self._entities_hint = plain_label("", "muted", wrap=True)
        self._fill()
        self._lay_out()
        self.make_button = self.add_button(self.tr("Make the files…"), QDialogButtonBox.ButtonRole.AcceptRole)
        roles = QDialogButtonBox.ButtonRole
        self.earlier_button = self.add_button(self.tr("Handed out before…"), roles.ActionRole)
        self.add_button(self.tr("Cancel"), roles.RejectRole)
        self._connect()
        self.start_at(132, 44)
        self._adapt()
        self.names.line.setFocus()

    def wanted(self) -> list[HandOut]:
        """Return what each of them is to get; somebody for whom no article is left gets nothing."""
        people = self.whose.ticked() if self.with_marks.isChecked() else frozenset()
        return [
            HandOut(
                name,
                tuple(part),
                people,
                reviews=bool(people) and self.reviews.isChecked(),
                entities=Entities(str(self.entities.currentData())),
                due=self.due.text().strip(),
                note=self.note.toPlainText(),
            )
            for name, part in zip(self.names.tags, self._parts, strict=True)
            if part
        ]

    def settle(self) -> None:
        """Make a name of what is half typed, and look whether everything is there."""
        self.names.flush()
        self._adapt()

    def accept(self) -> None:
        """Leave if everything is there."""
        self.settle()
        if self.make_button.isEnabled():
            super().accept()

    # --- what can be chosen ------------------------------------------------------------

    def _fill(self) -> None:
        self.overlap.setRange(0, 100)
        self.overlap.setValue(20)
        self.overlap.setSuffix(self.tr(" %"))
        self.seed.setRange(0, 999_999)
        for field in (self.overlap, self.seed):
            field.lineEdit().setTextMargins(_AIR, 0, _AIR, 0)
        authors = [one for one in self.offer.people if one.id in self.offer.authors]
        self.whose.fill(((one.id, one.name) for one in authors), ticked=False)
        self.with_marks.setEnabled(bool(authors))
        self.blind.setChecked(True)
        self.everybody.setChecked(True)
        for title, value in (
            (self.tr("All of the project"), Entities.ALL),
            (self.tr("Those that the annotations mention"), Entities.USED),
            (self.tr("None"), Entities.NONE),
        ):
            self.entities.addItem(title, value.value)
        self.due.setPlaceholderText(QDate.currentDate().addDays(14).toString(Qt.DateFormat.ISODate))
        self.due.setMaxLength(_DAY)
        self.note.setPlaceholderText(self.tr("What to say with it"))
        self.note.setTabChangesFocus(True)
        self.table.setAccessibleName(self.tr("Who gets what"))

    def _lay_out(self) -> None:
        self.add_heading(
            self.tr("Hand out work"),
            self.tr("Makes a project file for each colleague. What is left out is not in the file at all."),
        )
        choices = QWidget()
        column = QVBoxLayout(choices)
        column.setContentsMargins(0, 0, 12, 0)
        column.setSpacing(GROUP)
        column.addWidget(_part(self.tr("To whom"), self.names))
        column.addWidget(_part(self.tr("Articles"), self.which))
        self._several = _part(self.tr("With several people"), self._sharing())
        column.addWidget(self._several)
        column.addWidget(_part(self.tr("Annotations"), self._annotations()))
        column.addWidget(_part(self.tr("Entities"), self.entities, self._entities_hint))
        column.addWidget(_part(self.tr("Until when"), self.due))
        self.note.setFixedHeight(self.fontMetrics().lineSpacing() * 3 + 16)
        column.addWidget(_part(self.tr("Note"), self.note))
        column.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(choices)
        area.setMinimumWidth(min(self.in_characters(_LEFT).width(), 360))
        right = QVBoxLayout()
        right.setSpacing(CONTROL)
        right.addWidget(plain_label(self.tr("Who gets what"), "section"))
        right.addWidget(self.table, 1)
        right.addWidget(self.fault)
        both = QHBoxLayout()
        both.setSpacing(GROUP)
        both.addWidget(area, 1)
        both.addLayout(right, 1)
        self.column.addLayout(both, 1)

    def _sharing(self) -> QWidget:
        group = QButtonGroup(self)
        group.addButton(self.everybody)
        group.addButton(self.shared)
        self._share_hint = plain_label(
            self.tr(
                "Everybody gets about as many. What two people read shows how far they agree; another"
                " number shares out differently, the same number always the same way."
            ),
            "muted",
            wrap=True,
        )
        form = QFormLayout()
        form.setContentsMargins(_INDENT, 0, 0, 0)
        form.setVerticalSpacing(4)
        form.addRow(field_label(self.tr("Read by two"), self.overlap), self.overlap)
        form.addRow(field_label(self.tr("Number of the draw"), self.seed), self.seed)
        self._share_form = QWidget()
        below = QVBoxLayout(self._share_form)
        below.setContentsMargins(0, 0, 0, 0)
        below.setSpacing(4)
        below.addLayout(form)
        self._share_hint.setContentsMargins(_INDENT, 0, 0, 0)
        below.addWidget(self._share_hint)
        return _stacked(self.everybody, self.shared, self._share_form)

    def _annotations(self) -> QWidget:
        group = QButtonGroup(self)
        group.addButton(self.blind)
        group.addButton(self.with_marks)
        blind = plain_label(
            self.tr(
                "Nobody is led by what others marked. Only then is it worth measuring how far they agree."
            ),
            "muted",
            wrap=True,
        )
        blind.setContentsMargins(_INDENT, 0, 0, 4)
        self._marks_part = _stacked(self.whose, self.reviews)
        layout = self._marks_part.layout()
        if layout is not None:
            layout.setContentsMargins(_INDENT, 0, 0, 0)
        return _stacked(self.blind, blind, self.with_marks, self._marks_part)

    def _connect(self) -> None:
        for signal in (
            self.names.edited,
            self.names.line.textEdited,
            self.which.changed,
            self.everybody.toggled,
            self.overlap.valueChanged,
            self.seed.valueChanged,
            self.blind.toggled,
            self.whose.changed,
            self.entities.currentIndexChanged,
            self.due.textChanged,
            self.note.textChanged,
        ):
            signal.connect(lambda *_: self._adapt())

    # --- what follows from it ----------------------------------------------------------

    def _adapt(self) -> None:
        """Show what belongs to the choices, who gets what, and what is missing."""
        several = len(self.names.tags) > 1
        self._several.setVisible(several)
        self._share_form.setVisible(self.shared.isChecked())
        self._marks_part.setVisible(self.with_marks.isChecked())
        self._entities_hint.setText(self._about_entities())
        fault = self._share() or self._missing()
        self._show_table()
        self.fault.setText(fault or self._summary())
        self.make_button.setEnabled(not fault)

    def _share(self) -> str:
        """Work out who gets what; returns why that is not possible, if it is not."""
        ids, names = list(self.which.ids()), self.names.tags
        self._parts = [ids for _ in names]
        if not names or not ids or len(names) == 1 or self.everybody.isChecked():
            return ""
        try:
            found = share_out(ids, len(names), Fraction(self.overlap.value(), 100), self.seed.value())
        except AnnotatorError as error:
            return str(error)
        self._parts = found
        return ""

    def _missing(self) -> str:
        due = self.due.text().strip()
        if not self.names.tags and not self.names.line.text().strip():
            return self.tr("Say to whom this is handed out.")
        if not self.which.ids():
            return self.tr("Choose at least one article.")
        if self.with_marks.isChecked() and not self.whose.ticked():
            return self.tr("Tick whose annotations go along, or hand out blind.")
        if due and not (len(due) == _DAY and is_published(due)):
            return self.tr("A day is written like {day}.").format(day="2025-09-18")
        if len(self.note.toPlainText()) > LONGEST_NOTE:
            return self.tr("The note is too long: it can have up to {n} characters.").format(
                n=QLocale().toString(LONGEST_NOTE)
            )
        return ""

    def _show_table(self) -> None:
        columns = [self.tr("To whom"), self.tr("Articles")]
        shared = len(self._parts) > 1
        if shared:
            columns.append(self.tr("Shared"))
        rows = []
        for place, (name, part) in enumerate(zip(self.names.tags, self._parts, strict=True)):
            others = {id_ for at, other in enumerate(self._parts) if at != place for id_ in other}
            row = [name, QLocale().toString(len(part))]
            rows.append([*row, QLocale().toString(len(others & set(part)))] if shared else row)
        self.table.show_rows(columns, rows)
        self.table.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)

    def _summary(self) -> str:
        left = sum(not part for part in self._parts)
        if left and self.names.tags:
            return self.tr("There are fewer articles than people: who has none gets no file.")
        readers = Counter(id_ for part in self._parts for id_ in part)
        articles = articles_in_words(len(readers) or len(self.which.ids()))
        several = sum(number > 1 for number in readers.values())
        if not several:
            return self.tr("{articles} in all.").format(articles=articles)
        one = self.tr("{articles} in all, 1 of them read by more than one person.")
        many = self.tr("{articles} in all, {n} of them read by more than one person.")
        return counted(several, one, many, articles=articles)

    def _about_entities(self) -> str:
        chosen = self.entities.currentData()
        if chosen != Entities.ALL.value:
            return self.tr(
                "For others colleagues make their own. Where two made the same one, merging them is proposed"
                " when the files come back."
            )
        if self.offer.entity_authors and self.blind.isChecked():
            return self.tr("Everybody works with the same ones. They carry the names of those who made them.")
        return self.tr("Everybody works with the same ones.")


def _stacked(*widgets: QWidget) -> QWidget:
    part = QWidget()
    column = QVBoxLayout(part)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(2)
    for widget in widgets:
        column.addWidget(widget)
    return part


def _part(title: str, *widgets: QWidget) -> QWidget:
    """Return ``widgets`` under a small title, which is also the first one's accessible name."""
    label = field_label(title, widgets[0])
    label.setProperty("role", "section")
    part = QWidget()
    column = QVBoxLayout(part)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(6)
    column.addWidget(label)
    for widget in widgets:
        column.addWidget(widget)
    return part
