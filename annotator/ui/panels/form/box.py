"""What all editors of fields are: a quiet frame with a value in it, and how they tell of changes."""

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QApplication, QSizePolicy, QWidget

from annotator.core.codebook import Field
from annotator.core.colour import blend
from annotator.ui.appearance import Appearance
from annotator.ui.panels.form.states import FieldState
from annotator.ui.theme import Theme

RADIUS = 6
GRID = 4
ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
CLEARING = (Qt.Key.Key_Delete, Qt.Key.Key_Backspace)
_KEPT = (
    *ENTER,
    *CLEARING,
    *(Qt.Key.Key_Escape, Qt.Key.Key_Space, Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Right),
)


class FieldBox(QWidget):
    """The editor of one field.

    It shows a `FieldState` and nothing else: what a person changes goes out as a signal, and is
    seen when it comes back as the next state.
    """

    changed = Signal(object)
    """Another value that is to be saved."""
    links_changed = Signal(list)
    """Other aims that are to be saved."""
    confirm_wanted = Signal()
    escaped = Signal()
    pending_changed = Signal()
    below_changed = Signal()
    """What stands under the field has changed: `message`, `is_fault`."""

    def __init__(self, field: Field, appearance: Appearance) -> None:
        """Make the editor of ``field``, empty."""
        super().__init__()
        self.field = field
        self.appearance = appearance
        self.state = FieldState()
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        appearance.changed.connect(self.update)

    # --- for the editors ---------------------------------------------------------------

    def show_state(self, state: FieldState) -> None:
        """Show another state; what is half typed for other annotations is saved first."""
        if state.ids != self.state.ids:
            self.flush()
        if state != self.state:
            self.state = state
            self.show_value()
            self.update()

    def show_value(self) -> None:
        """Show what is in `state`."""

    def flush(self) -> None:
        """Save what is half typed."""

    @property
    def pending(self) -> bool:
        """Whether something typed is not in the project yet."""
        return False

    @property
    def target(self) -> QWidget:
        """The widget that takes the focus."""
        return self

    @property
    def stops(self) -> list[QWidget]:
        """The widgets that can have the focus, in order."""
        return [self.target]

    @property
    def meaning(self) -> str:
        """What the value means, as the codebook defines it; empty if it does not."""
        return ""

    @property
    def message(self) -> str:
        """A sentence that stands under the field; empty for none."""
        return ""

    @property
    def is_fault(self) -> bool:
        """Whether `message` says why a value was refused."""
        return False

    def say(self, name: str, description: str) -> None:
        """Tell screen readers what the field is called and what it is about."""
        for widget in {self, self.target}:
            widget.setAccessibleName(name)
            widget.setAccessibleDescription(description)

    def watch(self, inner: QWidget) -> None:
        """Draw the frame anew when the focus of a widget inside comes or goes."""
        inner.installEventFilter(self)

    @property
    def line_height(self) -> int:
        """The height of an editor of one line, on the grid."""
        needed = self.fontMetrics().height() + 2 * GRID + 2
        return -(-needed // GRID) * GRID

    def set_or_confirm(self, value: object) -> None:
        """Send out a value; one that is there already counts only if it is to be confirmed."""
        if self.state.fixed or (
            value == self.state.value and not self.state.proposed and not self.state.mixed
        ):
            return
        self.changed.emit(value)

    @property
    def dashed(self) -> bool:
        """Whether the frame says that the value is proposed."""
        return self.state.proposed

    # --- focus, keys and look ----------------------------------------------------------

    @property
    def active(self) -> bool:
        """Whether it or something in it has the focus."""
        focused = QApplication.focusWidget()
        return focused is not None and (focused is self or self.isAncestorOf(focused))

    def event(self, event: QEvent) -> bool:
        """Keep the keys of the field, where the window has shortcuts on them."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
            if plain and (event.key() in _KEPT or (event.text() and event.text().isprintable())):
                event.accept()
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave with Esc; confirm with Enter what is proposed."""
        if event.key() == Qt.Key.Key_Escape:
            self.flush()
            self.escaped.emit()
        elif event.key() in ENTER and self.state.proposed:
            self.confirm_wanted.emit()
        else:
            super().keyPressEvent(event)
            return
        event.accept()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Draw the frame anew when the focus comes or goes."""
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            self.update()
        return super().eventFilter(watched, event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the frame; none where nothing can be changed."""
        painter = QPainter(self)
        self.paint_frame(painter)
        painter.end()

    def paint_frame(self, painter: QPainter) -> None:
        """Draw the frame of a field: dashed for a proposal, in the accent where the focus is."""
        if self.state.fixed and not self.active:
            return
        theme = self.appearance.theme
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = QPen(theme.edge if self.underMouse() else quiet_edge(theme), 1.0)
        painter.setBrush(theme.raised)
        if self.dashed:
            pen = QPen(theme.edge, 1.0, Qt.PenStyle.CustomDashLine)
            pen.setDashPattern([3, 2])
            painter.setBrush(Qt.BrushStyle.NoBrush)
        if self.is_fault:
            pen = QPen(theme.danger, 1.0)
        if self.active:
            pen = QPen(theme.accent, 2.0)
        painter.setPen(pen)
        inset = pen.widthF() / 2
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(inset, inset, -inset, -inset), RADIUS, RADIUS)


def quiet_edge(theme: Theme) -> QColor:
    """Return the colour of the frame of a field among many, halfway between an edge and the ground."""
    over, under = theme.edge, theme.panel
    ground = (under.red(), under.green(), under.blue())
    return QColor(*blend((over.red(), over.green(), over.blue(), 0.55), ground))


def several_values() -> str:
    """Return what stands in place of a value where the annotations have different ones."""
    return QCoreApplication.translate("FieldBox", "(several values)")
