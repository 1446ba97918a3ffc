"""The editor of links: chips in their order, and the way to add one."""

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QToolButton, QWidget

from annotator.core.codebook import SPEAKER, Field
from annotator.services.fields import NOBODY
from annotator.ui.appearance import Appearance
from annotator.ui.panels.flow_layout import FlowLayout
from annotator.ui.panels.form.box import CLEARING, ENTER, FieldBox, several_values
from annotator.ui.panels.form.link_chip import LinkChip
from annotator.ui.panels.form.still import held, show_if
from annotator.ui.texts import plain_label

_MARGIN, _MORE, _ICON = 3, 24, 16
_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}


class LinkField(FieldBox):
    """Links as chips. The whole field is one stop of Tab; the arrows go from chip to chip."""

    pick_wanted = Signal(QWidget)
    """Something is to be chosen for the field; the widget is where the choice is to appear."""
    jump_wanted = Signal(str)
    """The annotation to go to."""

    def __init__(self, field: Field, appearance: Appearance) -> None:
        """Make the editor of ``field``."""
        super().__init__(field, appearance)
        self._pool: list[LinkChip] = []
        self._several = plain_label("", "muted")
        self._add_first, self._add_more = QToolButton(), QToolButton(self)
        self.nobody_button = QToolButton()
        self._layout = FlowLayout(self, 4)
        self._layout.setContentsMargins(_MARGIN, _MARGIN, _MARGIN, _MARGIN)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._make_buttons()

    def _make_buttons(self) -> None:
        self._several.setIndent(5)
        self._several.setMinimumHeight(self.line_height - 2 * _MARGIN)
        self._layout.addWidget(self._several)
        self._layout.addWidget(self._add_first)
        self._layout.addWidget(self.nobody_button)
        for button in self._buttons:
            button.setProperty("chip", True)
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            button.installEventFilter(self)
        self._add_first.setText(self.tr("Add…"))
        self._add_more.setIconSize(QSize(_ICON, _ICON))
        self._add_first.clicked.connect(self.pick)
        self._add_more.clicked.connect(self.pick)
        self.appearance.changed.connect(self._draw_plus)
        self._draw_plus()
        self.nobody_button.setText(self.tr("Unattributed"))
        self.nobody_button.setAccessibleName(self.tr("{field}: unattributed").format(field=self.field.title))
        self.nobody_button.setToolTip(self.tr("The article names nobody."))
        self.nobody_button.clicked.connect(self.set_nobody)
        self.setFocusProxy(self._add_first)

    def _draw_plus(self) -> None:
        self._add_more.setIcon(self.appearance.icon("plus", self.appearance.theme.muted))

    # --- showing -----------------------------------------------------------------------

    @property
    def _buttons(self) -> tuple[QToolButton, ...]:
        return self._add_first, self._add_more, self.nobody_button

    @property
    def add_button(self) -> QToolButton:
        """The button that adds something: in words while there is nothing, as a sign beside the chips."""
        return self._add_first if self._add_more.isHidden() else self._add_more

    @property
    def chips(self) -> list[LinkChip]:
        """The chips that are shown, in order."""
        return self._pool[: len(self.state.links)]

    @property
    def target(self) -> QWidget:
        """The first chip, or what adds one."""
        return next(iter(self._stops()), self)

    @property
    def stops(self) -> list[QWidget]:
        """All chips and buttons, also those that are hidden now."""
        return [*self._pool, *self._buttons]

    def show_value(self) -> None:
        """Show the links; chips are used again."""
        had_focus = self.active
        place = self._place()
        with held(self._layout):
            self._show_chips()
            self._several.setText(several_values() if self.state.mixed else "")
            show_if(self._several, self.state.mixed)
            self._show_buttons()
        self._reset_stop()
        if had_focus and not self.active:
            stops = self._stops()
            if stops:
                stops[max(0, min(place, len(stops) - 1))].setFocus(Qt.FocusReason.OtherFocusReason)
        self.updateGeometry()

    def _show_chips(self) -> None:
        links = self.state.links
        while len(self._pool) < len(links):
            self._add_chip()
        for chip, link in zip(self._pool, links, strict=False):
            chip.show_link(link, removable=not self.state.fixed)
        for number, chip in enumerate(self._pool):
            show_if(chip, number < len(links))

    def _show_buttons(self) -> None:
        fixed, links = self.state.fixed, self.state.links
        adds = self.field.several or not links
        more = bool(links) or self.state.mixed
        spoken = self.tr("{field}: add…") if adds else self.tr("{field}: set to another…")
        for button in (self._add_first, self._add_more):
            button.setAccessibleName(spoken.format(field=self.field.title))
        self._add_more.setToolTip(self.tr("Add…") if adds else self.tr("Set to another…"))
        show_if(self._add_first, not fixed and not more)
        show_if(self._add_more, not fixed and more)
        end = _MARGIN + _MORE if more and not fixed else _MARGIN
        start, top = (0, 0) if fixed else (_MARGIN, _MARGIN)
        margins = (end, top, start, top) if self._mirrored else (start, top, end, top)
        self._layout.setContentsMargins(*margins)
        self._place_more()
        named = any(link.aim == NOBODY for link in links)
        wanted = self.field.id == SPEAKER and not fixed and not named
        show_if(self.nobody_button, wanted and not more)

    def _add_chip(self) -> None:
        chip = LinkChip(self.appearance, self)
        chip.clicked.connect(lambda: self._go(chip))
        chip.remove_wanted.connect(lambda: self._remove(chip))
        chip.installEventFilter(self)
        self._layout.insert_widget(len(self._pool), chip)
        if self._pool:
            QWidget.setTabOrder(self._pool[-1], chip)
        else:
            # The chip takes the button's place, and the button comes behind it.
            QWidget.setTabOrder(self._add_first, chip)
            QWidget.setTabOrder(chip, self._add_first)
        self._pool.append(chip)

    def say(self, name: str, description: str) -> None:
        """Name the field; its chips and buttons have names of their own."""
        self.setAccessibleName(name)
        self.setAccessibleDescription(description)

    @property
    def dashed(self) -> bool:
        """Never: the chips that are proposed say so themselves."""
        return False

    # --- one stop of Tab ---------------------------------------------------------------

    def _stops(self) -> list[QAbstractButton]:
        buttons = [one for one in self._buttons if not one.isHidden()]
        return [*self.chips, *buttons]

    @property
    def _mirrored(self) -> bool:
        return self.layoutDirection() is Qt.LayoutDirection.RightToLeft

    def _place_more(self) -> None:
        """Put the sign at the end of the first line, where the arrow of a choice is."""
        line = self.line_height
        left = 2 if self._mirrored else self.width() - _MORE - 2
        self._add_more.setGeometry(left, 2, _MORE, line - 3)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the sign at its edge."""
        super().resizeEvent(event)
        self._place_more()

    def _place(self) -> int:
        return next((number for number, one in enumerate(self._stops()) if one.hasFocus()), 0)

    def _reset_stop(self) -> None:
        stops = self._stops()
        held = next((one for one in stops if one.hasFocus()), stops[0] if stops else None)
        self._hold(held)

    def _hold(self, held: QWidget | None) -> None:
        for one in self._stops():
            policy = Qt.FocusPolicy.StrongFocus if one is held else Qt.FocusPolicy.ClickFocus
            if one.focusPolicy() is not policy:
                one.setFocusPolicy(policy)
        if held is not None:
            self.setFocusProxy(held)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let Tab come to the chip that had the focus last, while the field has it."""
        if event.type() == QEvent.Type.FocusIn and isinstance(watched, QWidget):
            self._hold(watched)
        elif event.type() == QEvent.Type.FocusOut:
            QTimer.singleShot(0, self, self._left)
        elif isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() in _STEPS:
            # A button would take the arrow, and go to whatever button lies that way.
            self.keyPressEvent(event)
            return True
        return super().eventFilter(watched, event)

    def _left(self) -> None:
        if not self.active:
            self._reset_stop()

    # --- keys and mouse ----------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take the keys of the chips: go, confirm, remove, step."""
        stops, place = self._stops(), self._place()
        held = stops[place] if stops else None
        if event.key() in _STEPS:
            step = -_STEPS[Qt.Key(event.key())] if self._mirrored else _STEPS[Qt.Key(event.key())]
            stops[max(0, min(len(stops) - 1, place + step))].setFocus(Qt.FocusReason.OtherFocusReason)
        elif event.key() in CLEARING and isinstance(held, LinkChip):
            self._remove(held)
        elif event.key() in CLEARING and self.state.mixed and not self.state.fixed:
            self.links_changed.emit([])
        elif event.key() in ENTER and held is not None and not self._confirms(held):
            held.click()
        else:
            super().keyPressEvent(event)
            return
        event.accept()

    def _confirms(self, held: QWidget) -> bool:
        return self.state.proposed and held is not self.nobody_button and isinstance(held, LinkChip)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Let a click beside the chips be one on the button that adds."""
        if event.button() == Qt.MouseButton.LeftButton and not self.state.fixed:
            self.add_button.setFocus(Qt.FocusReason.MouseFocusReason)
            self.pick()

    def pick(self) -> None:
        """Ask for something to link to."""
        self.pick_wanted.emit(self)

    def set_nobody(self) -> None:
        """Say that nobody is named."""
        self.links_changed.emit([NOBODY])

    def _go(self, chip: LinkChip) -> None:
        if chip.view is not None and chip.view.place_id:
            self.jump_wanted.emit(chip.view.place_id)

    def _remove(self, chip: LinkChip) -> None:
        if chip.view is not None and not self.state.fixed:
            gone = chip.view.aim
            self.links_changed.emit([link.aim for link in self.state.links if link.aim != gone])

    @property
    def meaning(self) -> str:
        """The links in full, where a chip cuts them off."""
        cut = (chip.width() < chip.sizeHint().width() for chip in self.chips)
        return "\n".join(link.spoken for link in self.state.links) if any(cut) else ""
