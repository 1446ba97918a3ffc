"""Which moment of the past is to be shown: a day and time, or right after one of the last acts."""

from datetime import datetime

from PySide6.QtCore import QDate, Qt, QTime
from PySide6.QtWidgets import (
    QCalendarWidget,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QTimeEdit,
    QVBoxLayout,
    QWidget,
)

from annotator.core.codebook import Layer
from annotator.services import as_of
from annotator.services.projects import Project
from annotator.services.story import Entry, Story
from annotator.ui.appearance import Appearance
from annotator.ui.dialogs.base import CONTROL, GROUP, Dialog, field_label
from annotator.ui.story import words
from annotator.ui.texts import plain_label

_LAST = 60


class MomentDialog(Dialog):
    """Lets a person choose; `seq` is the last entry of the journal that is to be kept."""

    def __init__(
        self, appearance: Appearance, project: Project, layers: list[Layer], parent: QWidget | None = None
    ) -> None:
        """Offer the moments in the journal of ``project``."""
        super().__init__(appearance, self.tr("The project as it was"), parent)
        self._project = project
        self._layers = layers
        self._entries = Story(project).page(limit=_LAST)
        self.seq = 0
        self.moment = datetime.now().astimezone()
        self.add_heading(
            self.tr("The project as it was"),
            self.tr("A copy of then is opened for reading. The project itself stays as it is."),
        )
        self.calendar = QCalendarWidget()
        self.time = QTimeEdit(QTime(23, 59))
        self.acts = QListWidget()
        self._lay_out()
        self.chosen = plain_label(wrap=True)
        self.column.addWidget(self.chosen)
        self.open_button = self.add_buttons(self.tr("Open as it was"))
        self.calendar.selectionChanged.connect(self._take_time)
        self.time.timeChanged.connect(self._take_time)
        self.acts.currentRowChanged.connect(self._take_act)
        self.acts.itemActivated.connect(lambda *_: self.accept())
        self._begin()
        self.start_at(100, 30)

    def _lay_out(self) -> None:
        left = QVBoxLayout()
        left.setSpacing(CONTROL)
        self.calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        letters = QCalendarWidget.HorizontalHeaderFormat.SingleLetterDayNames  # longer ones are cut off
        self.calendar.setHorizontalHeaderFormat(letters)
        self.calendar.setMaximumDate(QDate.currentDate())
        self.time.setDisplayFormat("HH:mm")
        self.time.setLayoutDirection(Qt.LayoutDirection.LeftToRight)  # digits of a time never change places
        left.addWidget(field_label(self.tr("At the end of this &minute:"), self.calendar))
        left.addWidget(self.calendar, 1)
        row = QHBoxLayout()
        row.setSpacing(CONTROL)
        row.addWidget(field_label(self.tr("&Time:"), self.time))
        row.addWidget(self.time)
        row.addStretch(1)
        left.addLayout(row)
        right = QVBoxLayout()
        right.setSpacing(CONTROL)
        right.addWidget(field_label(self.tr("Or right &after this:"), self.acts))
        right.addWidget(self.acts, 1)
        both = QHBoxLayout()
        both.setSpacing(GROUP)
        both.addLayout(left, 2)
        both.addLayout(right, 3)
        self.column.addLayout(both, 1)

    def _begin(self) -> None:
        self.acts.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.acts.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for entry in self._entries:
            item = QListWidgetItem(self._words(entry), self.acts)
            item.setToolTip(item.text())
        if self._entries:
            first = words.local(self._entries[0].act.at)
            self.calendar.setSelectedDate(QDate(first.year, first.month, first.day))
        self._take_time()

    def _words(self, entry: Entry) -> str:
        moment = words.local(entry.act.at)
        when = f"{moment:%Y-%m-%d} {words.time_in_words(moment)}"
        what = words.headline(entry, self._layers)
        return self.tr("{when}  {who}: {what}").format(when=when, who=entry.who, what=what)

    def _take_time(self) -> None:
        """Take the end of the minute that the calendar and the clock show."""
        day, time = self.calendar.selectedDate(), self.time.time()
        self.moment = datetime(
            *(day.year(), day.month(), day.day(), time.hour(), time.minute(), 59, 999_000)
        ).astimezone()
        self.seq = as_of.seq_at(self._project, self.moment)
        self._say()

    def _take_act(self, row: int) -> None:
        """Take the moment right after an act."""
        if 0 <= row < len(self._entries):
            act = self._entries[row].act
            self.seq, self.moment = act.seq, words.local(act.at)
            self._say()

    def _say(self) -> None:
        when = f"{words.day_in_words(self.moment)}, {words.time_in_words(self.moment)}"
        later = self._project.past().newest() - self.seq
        if later:
            sentence = self.tr("As it was on {when}. What was done since is left out of the copy.")
        else:
            sentence = self.tr("As it was on {when}. Nothing was done since: that is the project of today.")
        self.chosen.setText(sentence.format(when=when))
