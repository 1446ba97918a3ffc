"""The form of the inspector: the fields of the selected annotations, made from the codebook."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from annotator.core.codebook import Field, FieldType
from annotator.core.model import Annotation
from annotator.ui.appearance import Appearance
from annotator.ui.panels.form.box import FieldBox
from annotator.ui.panels.form.choice_field import ChoiceField
from annotator.ui.panels.form.choices_field import ChoicesField
from annotator.ui.panels.form.date_value_field import DateValueField
from annotator.ui.panels.form.link_field import LinkField
from annotator.ui.panels.form.number_field import NumberField
from annotator.ui.panels.form.row import FieldRow
from annotator.ui.panels.form.small import key_cap
from annotator.ui.panels.form.states import shared_fields, state_of
from annotator.ui.panels.form.still import held, show_if
from annotator.ui.panels.form.text_field import TextField
from annotator.ui.panels.form.yes_no_field import YesNoField
from annotator.ui.texts import counted, plain_label
from annotator.ui.workspace import Workspace

_MOST_SHEETS = 12
_WIDEST_HEADING = 124
_BUTTON_DOWN = 30
"""Milliseconds between two looks at whether a mouse button is still held down."""


class Sheet(QWidget):
    """The rows for one set of fields; kept, and filled anew for each annotation."""

    def __init__(self, rows: Sequence[FieldRow]) -> None:
        """Put ``rows`` under each other."""
        super().__init__()
        self.rows = tuple(rows)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        widest = max((row.heading_width() for row in rows if not row.stacked), default=0)
        for row in rows:
            row.set_heading_width(min(widest, _WIDEST_HEADING))
            column.addWidget(row)

    def flush(self) -> None:
        """Save what is half typed."""
        for row in self.rows:
            row.box.flush()


class Form(QWidget):
    """Shows the fields that some annotations share; what a person changes is saved for all of them."""

    pick_wanted = Signal(str, QWidget)
    """A linking field's id, and the widget under which the choice of what to link to is to appear."""
    confirm_wanted = Signal()
    """All that is proposed is to be confirmed."""
    published_wanted = Signal()
    """The publication date of the article is needed."""
    jump_wanted = Signal(str)
    """The annotation to go to."""
    escaped = Signal()
    pending_changed = Signal()
    row_shown = Signal(QWidget)
    """The row that has the focus, to be scrolled into view with all that it says."""

    def __init__(self, workspace: Workspace, appearance: Appearance) -> None:
        """Make an empty form."""
        super().__init__()
        self._workspace = workspace
        self._appearance = appearance
        self._sheets: dict[tuple[Field, ...], Sheet] = {}
        self._sheet: Sheet | None = None
        self._drafts: dict[str, dict[str, str]] = {}
        self._before: QWidget | None = None
        self._noted: FieldRow | None = None
        self.ids: tuple[str, ...] = ()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)
        self.confirm_bar = self._make_confirm_bar()
        self._column.addWidget(self.confirm_bar)
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(_BUTTON_DOWN)
        self._wait.timeout.connect(self._follow_focus)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._follow_focus)

    def _make_confirm_bar(self) -> QWidget:
        bar = QWidget()
        self._proposals = plain_label("", "muted")
        self.confirm_button = QPushButton(self.tr("Confirm all"))
        self.confirm_button.setProperty("compact", True)
        self.confirm_button.setAccessibleDescription(self.tr("Enter in the article does the same."))
        self.confirm_button.setToolTip(self.tr("Confirm all that is proposed (Enter in the article)"))
        self.confirm_button.clicked.connect(self.confirm_wanted)
        line = QHBoxLayout(bar)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(8)
        line.addWidget(self._proposals, 1)
        line.addWidget(self.confirm_button)
        line.addWidget(key_cap(self.tr("Enter")))
        return bar

    def set_before(self, before: QWidget) -> None:
        """Say after which widget Tab is to come into the form."""
        self._before = before

    # --- showing -----------------------------------------------------------------------

    @property
    def rows(self) -> dict[str, FieldRow]:
        """The rows of the fields that are on the form now, by the field's id."""
        return {row.field.id: row for row in self._sheet.rows} if self._sheet else {}

    @property
    def pending(self) -> bool:
        """Whether something typed is not in the project."""
        return any(row.box.pending for row in self.rows.values())

    def show_annotations(self, annotations: Sequence[Annotation], *, fixed: bool) -> None:
        """Show the fields that all of ``annotations`` have; none shows nothing."""
        fields = shared_fields(self._workspace, annotations)
        sheet = self._sheet_for(fields) if fields else None
        self.ids = tuple(one.id for one in annotations)
        with held(self._column, sheet.layout() if sheet else None):
            self._fill(sheet, annotations, fixed=fixed)
        if self._noted is not None:
            self._noted.show_note(True)

    def _fill(self, sheet: Sheet | None, annotations: Sequence[Annotation], *, fixed: bool) -> None:
        if sheet is not self._sheet:
            self._put_away()
            self._sheet = sheet
        proposed = 0
        for row in sheet.rows if sheet else ():
            state = state_of(self._workspace, annotations, row.field, fixed=fixed)
            row.show_state(state)
            proposed += state.proposed
        self._show_confirm(proposed)
        show_if(sheet, sheet is not None)
        show_if(self, sheet is not None)

    def _show_confirm(self, proposed: int) -> None:
        show_if(self.confirm_bar, proposed > 0)
        if proposed:
            one, more = self.tr("1 field is proposed"), self.tr("{n} fields are proposed")
            self._proposals.setText(counted(proposed, one, more))

    def _put_away(self) -> None:
        if self._sheet is not None:
            self._sheet.flush()
            self._sheet.hide()

    def flush(self) -> None:
        """Save what is half typed."""
        if self._sheet is not None:
            self._sheet.flush()

    def forget(self) -> None:
        """Forget what could not be saved: the project is closed."""
        for drafts in self._drafts.values():
            drafts.clear()

    def focus_field(self, field_id: str) -> bool:
        """Put the keyboard into a field; says whether there is one that can be changed."""
        row = self.rows.get(field_id)
        if row is None or row.isHidden() or row.box.state.fixed:
            return False
        row.box.target.setFocus(Qt.FocusReason.ShortcutFocusReason)
        return True

    # --- making the rows ---------------------------------------------------------------

    def _sheet_for(self, fields: tuple[Field, ...]) -> Sheet:
        sheet = self._sheets.get(fields)
        if sheet is None:
            self._make_room()
            sheet = Sheet([self._make_row(field) for field in fields])
            sheet.hide()
            self._column.addWidget(sheet)
            self._sheets[fields] = sheet
            self._chain(sheet)
        return sheet

    def _make_room(self) -> None:
        """Let go of the sheets of a codebook that is no longer in use."""
        if len(self._sheets) < _MOST_SHEETS:
            return
        for fields, sheet in list(self._sheets.items()):
            if sheet is not self._sheet:
                del self._sheets[fields]
                sheet.deleteLater()

    def _chain(self, sheet: Sheet) -> None:
        """Let Tab go through the rows in their order; a sheet made late would come last."""
        before = self._before
        if before is None:
            return
        QWidget.setTabOrder(before, self.confirm_button)
        before = self.confirm_button
        for row in sheet.rows:
            for stop in row.box.stops:
                QWidget.setTabOrder(before, stop)
                before = stop

    def _make_row(self, field: Field) -> FieldRow:
        box = self._make_box(field)
        box.changed.connect(lambda value: self._workspace.set_value(box.state.ids, field.id, value))
        box.links_changed.connect(lambda aims: self._workspace.set_links(box.state.ids, field.id, aims))
        box.confirm_wanted.connect(lambda: self._workspace.confirm(box.state.ids, [field.id]))
        box.escaped.connect(self.escaped)
        box.pending_changed.connect(self.pending_changed)
        if isinstance(box, LinkField):
            box.pick_wanted.connect(lambda anchor: self.pick_wanted.emit(field.id, anchor))
            box.jump_wanted.connect(self.jump_wanted)
        row = FieldRow(box, self._appearance)
        row.published_wanted.connect(self.published_wanted)
        return row

    def _make_box(self, field: Field) -> FieldBox:
        drafts = self._drafts.setdefault(field.id, {})
        if field.linking:
            return LinkField(field, self._appearance)
        if field.type is FieldType.CHOICE:
            return ChoiceField(field, self._appearance)
        if field.type is FieldType.CHOICES:
            return ChoicesField(field, self._appearance)
        if field.type is FieldType.YES_NO:
            return YesNoField(field, self._appearance)
        if field.type is FieldType.NUMBER:
            return NumberField(field, self._appearance, self._saver(field), drafts)
        if field.type is FieldType.EDTF:
            return DateValueField(field, self._appearance, self._saver(field), drafts)
        return TextField(field, self._appearance, self._saver(field), drafts)

    def _saver(self, field: Field) -> Callable[[str, str], bool]:
        return lambda key, value: self._workspace.set_value(key.split(), field.id, value)

    # --- the guideline of the field that has the focus ---------------------------------

    def _follow_focus(self) -> None:
        """Show the guideline of the field that has the focus.

        Not while a mouse button is down: what the pointer is on must not move away from under it.
        """
        if QApplication.activePopupWidget() is not None or not self.isVisible():
            return
        row = next((row for row in self.rows.values() if row.box.active), None)
        if row is self._noted:
            return
        if QGuiApplication.mouseButtons() != Qt.MouseButton.NoButton:
            self._wait.start()
            return
        if self._noted is not None:
            self._noted.show_note(False)
        self._noted = row
        if row is not None:
            row.show_note(True)
            QTimer.singleShot(0, row, lambda: self.row_shown.emit(row))
