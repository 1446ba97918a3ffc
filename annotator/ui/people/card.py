"""The card on which it is chosen whose annotations are shown."""

from collections import Counter

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QFrame, QGridLayout, QHBoxLayout, QPushButton, QScrollArea, QWidget

from annotator.ui.appearance import Appearance
from annotator.ui.panels.phrases import number
from annotator.ui.people.chip import HIGH, WIDE, chip_icon
from annotator.ui.people.lanes import faces_of, is_me
from annotator.ui.people.switching import hide_names, switch_gold, switch_person
from annotator.ui.persons import Person
from annotator.ui.pickers.popup import Popup
from annotator.ui.texts import counted, plain_label, shortened
from annotator.ui.workspace import Workspace

_NAME = 40
_HIGHEST = 420
_UP = (Qt.Key.Key_Up, Qt.Key.Key_Left)
_DOWN = (Qt.Key.Key_Down, Qt.Key.Key_Right)


class PeopleCard(Popup):
    """Everyone with a tick, gold, and whether names are shown; the keyboard alone is enough."""

    def __init__(self, workspace: Workspace, appearance: Appearance, parent: QWidget) -> None:
        """Make a hidden card over ``parent``, the window."""
        super().__init__(appearance, parent)
        self._workspace = workspace
        self.setAccessibleName(self.tr("Whose annotations are shown"))
        self.ticks: dict[str, QCheckBox] = {}
        """By annotator."""
        self.gold = QCheckBox(self.tr("Gold: what the decisions add up to"))
        self.nameless = QCheckBox(self.tr("Hide who the others are"))
        self.all_button = QPushButton(self.tr("All"))
        self.mine_button = QPushButton(self.tr("Only mine"))
        self._tallies: dict[str, QWidget] = {}
        self._faces: list[Person] = []
        self._lay_out()
        self.gold.clicked.connect(lambda on: switch_gold(workspace, on))
        self.nameless.clicked.connect(lambda on: hide_names(workspace, on))
        self.all_button.clicked.connect(lambda: workspace.show_people(None))
        self.mine_button.clicked.connect(self._only_mine)
        workspace.people_changed.connect(self._follow)
        workspace.project_changed.connect(lambda: self.leave(back=False))
        workspace.article_read.connect(self._follow)
        appearance.changed.connect(self._make_rows)

    def open_over(self, bar: QWidget) -> None:
        """Show the card above ``bar``, the line below the article, and put the keyboard on the first row."""
        self._workspace.catch_up()
        self._make_rows()
        first = next((tick for tick in self.ticks.values() if tick.isEnabled()), self.gold)
        self.open_at(lambda: _end_of(bar, self._over), first)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc and Enter close the card; arrows go from row to row."""
        if event.key() in (Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.leave(back=True)
        elif event.key() in _UP + _DOWN:
            self.focusNextPrevChild(event.key() in _DOWN)
        else:
            super().keyPressEvent(event)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Go around within the card: Tab does not leave it."""
        stops = [tick for tick in self.ticks.values() if tick.isEnabled()]
        buttons: list[QWidget] = [self.gold, self.nameless, self.all_button, self.mine_button]
        ring: list[QWidget] = [*stops, *(one for one in buttons if one.isEnabled())]
        here = next((at for at, one in enumerate(ring) if one.hasFocus()), -1)
        target = ring[(here + (1 if forward else -1)) % len(ring)]
        target.setFocus(Qt.FocusReason.TabFocusReason)
        self._scroll.ensureWidgetVisible(target) if target in stops else None
        return True

    def _lay_out(self) -> None:
        self.column.addWidget(plain_label(self.tr("Whose annotations are shown"), "section"))
        self._scroll = QScrollArea()
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.column.addWidget(self._scroll)
        self.column.addWidget(self.gold)
        self.column.addWidget(self.nameless)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        for button in (self.all_button, self.mine_button):
            button.setAutoDefault(False)
            buttons.addWidget(button)
        buttons.addStretch(1)
        self.column.addLayout(buttons)

    def _make_rows(self) -> None:
        """List everyone anew: people, names or colours are others."""
        space = self._workspace
        self._faces = faces_of(space) if space.project is not None else []
        marks = Counter(
            item.annotation.annotator_id for item in space.loaded.values() if not item.annotation.copy_of
        )
        page = QWidget()
        grid = QGridLayout(page)
        grid.setContentsMargins(0, 0, 4, 0)
        grid.setHorizontalSpacing(24)
        grid.setVerticalSpacing(2)
        grid.setColumnStretch(0, 1)
        self.ticks = {}
        for row, person in enumerate(self._faces):
            self.ticks[person.id] = self._tick(person, marks[person.id])
            grid.addWidget(self.ticks[person.id], row, 0)
            grid.addWidget(
                plain_label(_marks(marks[person.id]), "muted"), row, 1, Qt.AlignmentFlag.AlignTrailing
            )
        self._scroll.setWidget(page)
        for part in (page, self._scroll.viewport()):
            part.setAutoFillBackground(False)
        size = page.sizeHint()
        self._scroll.setFixedSize(max(300, size.width() + 8), min(size.height() + 2, _HIGHEST))
        found = len(space.known.gold)
        self.gold.setIcon(chip_icon(None, self._appearance, self.devicePixelRatioF()))
        self.gold.setIconSize(QSize(WIDE, HIGH))
        self.gold.setText(self.tr("Gold ({count})").format(count=number(found)))
        self.gold.setToolTip(self.tr("What the decisions of the reviewers add up to, changed copies too."))
        self._follow()

    def _tick(self, person: Person, marks: int) -> QCheckBox:
        mine = is_me(self._workspace, person)
        name = shortened(person.name, _NAME)
        tick = QCheckBox(self.tr("{name} (you)").format(name=name) if mine else name)
        tick.setIcon(chip_icon(person, self._appearance, self.devicePixelRatioF()))
        tick.setIconSize(QSize(WIDE, HIGH))
        spoken = self.tr("Annotations of {name}, {marks} in this article")
        if mine:
            spoken = self.tr("Your own annotations, {marks} in this article; always shown")
        tick.setAccessibleName(spoken.format(name=person.name, marks=_marks(marks)))
        if mine:
            tick.setToolTip(self.tr("Your own annotations are always shown."))
            tick.setEnabled(False)
        else:
            tick.clicked.connect(lambda on: switch_person(self._workspace, person.id, on))
        return tick

    def _follow(self) -> None:
        """Tick what is shown."""
        space = self._workspace
        if self.isHidden() and not self.ticks:
            return
        if space.project is not None and faces_of(space) != self._faces:
            focused = self.nameless.hasFocus()
            self._make_rows()
            if focused:
                self.nameless.setFocus()
            return
        me = space.annotator.id if space.annotator else ""
        for key, tick in self.ticks.items():
            tick.setChecked(key == me or space.people.shows(key))
        self.gold.setChecked(space.people.gold)
        self.nameless.setChecked(space.people.nameless)
        self.nameless.setEnabled(bool(space.others))

    def _only_mine(self) -> None:
        self._workspace.show_people((), gold=False)


def _marks(marks: int) -> str:
    from PySide6.QtCore import QCoreApplication

    one = QCoreApplication.translate("People", "1 mark")
    return counted(marks, one, QCoreApplication.translate("People", "{n} marks"))


def _end_of(bar: QWidget, window: QWidget) -> QRect:
    """Return the trailing end of ``bar`` in the window's coordinates."""
    place = QRect(bar.mapTo(window, QPoint(0, 0)), bar.size())
    return QRect(
        place.left() + 8 if bar.isRightToLeft() else place.right() - 40, place.top(), 32, place.height()
    )
