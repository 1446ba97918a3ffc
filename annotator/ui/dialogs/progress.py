"""The progress of a job: appears when it takes long, and never stands in the way."""

from typing import Protocol

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer, SignalInstance
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QPushButton, QVBoxLayout, QWidget

from annotator.ui.appearance import Appearance
from annotator.ui.texts import ElidedLabel, plain_label

APPEARS_AFTER = 600
"""Milliseconds after which a job that is not done yet is worth a word."""

_MARGIN = 24


class FollowedJob(Protocol):
    """What `JobProgress` needs to know of a job; `annotator.ui.jobs.Job` is one."""

    progressed: SignalInstance
    """Steps done, steps in all (0 if not known), what is being done."""
    finished: SignalInstance
    """It is over, however it went."""

    def cancel(self) -> None:
        """Ask it to stop."""


class JobProgress(QFrame):
    """A card at the lower edge of the window with a bar and a button to stop the job.

    It takes neither focus nor input from the rest of the window, and deletes itself when the
    job is over.
    """

    def __init__(self, appearance: Appearance, job: FollowedJob, label: str, parent: QWidget) -> None:
        """Follow ``job``, which ``label`` names in a few words; ``parent`` is the window."""
        super().__init__(parent)
        self._job = job
        self._window = parent
        self._label = plain_label(label)
        self._what = ElidedLabel("", "muted", Qt.TextElideMode.ElideMiddle)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setRange(0, 0)
        self.bar.setAccessibleName(label)
        self.cancel_button = QPushButton(self.tr("Stop"))
        self.cancel_button.setAccessibleName(self.tr("Stop: {job}").format(job=label))
        self.setProperty("role", "card")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._lay_out()
        self.hide()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._appear)
        self._timer.start(APPEARS_AFTER)
        parent.installEventFilter(self)
        job.progressed.connect(self._step)
        job.finished.connect(self._over)
        self.cancel_button.clicked.connect(self._cancel)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay at the lower edge when the window changes its size."""
        if event.type() == QEvent.Type.Resize and not self.isHidden():
            self._place()
        return super().eventFilter(watched, event)

    def _lay_out(self) -> None:
        words = QVBoxLayout()
        words.setSpacing(6)
        words.addWidget(self._label)
        words.addWidget(self.bar)
        words.addWidget(self._what)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 12, 16, 12)
        row.setSpacing(16)
        row.addLayout(words, 1)
        row.addWidget(self.cancel_button)

    def _appear(self) -> None:
        self.show()
        self._place()

    def _place(self) -> None:
        room = self._window.size()
        width = min(self.fontMetrics().averageCharWidth() * 64, room.width() - 2 * _MARGIN)
        self.resize(width, self.sizeHint().height())
        self.move(QPoint((room.width() - width) // 2, room.height() - self.height() - 2 * _MARGIN))
        self.raise_()

    def _step(self, done: int, total: int, what: str) -> None:
        self.bar.setRange(0, total)
        self.bar.setValue(min(done, total))
        self._what.setText(what)

    def _cancel(self) -> None:
        self.cancel_button.setEnabled(False)
        self.cancel_button.setText(self.tr("Stopping…"))
        self._job.cancel()

    def _over(self) -> None:
        self._timer.stop()
        self.hide()
        self.deleteLater()
