"""The editor of the codebook: an outline of it, a form for what is chosen, and one Save for all of it."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QDialogButtonBox,
    QLineEdit,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from annotator.core.codebook import Codebook
from annotator.core.errors import AnnotatorError
from annotator.services import codebooks
from annotator.services.codebook_drafts import BOOK, KINDS_PLACE, Draft, Place
from annotator.services.codebook_faults import Problem, Wrong, problems
from annotator.services.codebooks import Effect
from annotator.ui.appearance import Appearance
from annotator.ui.codebook.form import TITLE, TYPE, Form
from annotator.ui.codebook.in_and_out import InAndOut
from annotator.ui.codebook.lists import SentencesDialog
from annotator.ui.codebook.outline import Outline
from annotator.ui.codebook.pages import Pages
from annotator.ui.codebook.tools import Tools, values_place
from annotator.ui.codebook.words import effect_in_words, place_in_words, problem_in_words
from annotator.ui.dialogs import message
from annotator.ui.dialogs.base import Dialog
from annotator.ui.leaning import lean
from annotator.ui.texts import plain_label
from annotator.ui.workspace import Workspace

_LEAST_COLUMNS, _LEAST_LINES = 28, 5
"""How much of the outline there is room for in the smallest window, in characters and lines."""


class CodebookDialog(Dialog):
    """Works on a draft; nothing changes in the project until it is saved."""

    def __init__(self, workspace: Workspace, appearance: Appearance, parent: QWidget | None = None) -> None:
        """Show the codebook of the open project."""
        super().__init__(appearance, self.tr("Codebook"), parent)
        self._workspace = workspace
        self.draft = Draft(workspace.known.codebook)
        self.read_only = workspace.read_only
        self._refused: list[Problem] = []
        """What saving was refused for, until something is changed."""
        self.outline = Outline(appearance)
        self._pages = Pages(appearance)
        self.forms = self._pages.forms
        self._files = InAndOut(appearance, self)
        self.tools = Tools(appearance)
        self.say_label = plain_label("", "fault", wrap=True)
        self.say_label.setMinimumWidth(1)
        self.say_label.hide()
        self._lay_out()
        self._connect()
        lean(self)
        self.start_at(150, 48)
        self._split.setSizes([2 * self.width(), 3 * self.width()])
        first = self.draft.book.marking
        self.show_place(Place(first[0].id) if first else BOOK)
        self.outline.setFocus()

    # --- making it ---------------------------------------------------------------------

    def _lay_out(self) -> None:
        intro = self.tr("What is marked in the articles, and what is recorded for each annotation.")
        if self.read_only:
            intro = self.tr("This project is open for reading only: the codebook is shown as it is.")
        self.add_heading(self.tr("Codebook"), intro)
        both = QSplitter(Qt.Orientation.Horizontal)
        both.setChildrenCollapsible(False)
        both.setHandleWidth(1)
        both.addWidget(self._beside_the_form())
        both.addWidget(self._pages)
        both.setStretchFactor(0, 2)
        both.setStretchFactor(1, 3)
        self._split = both
        self.column.addWidget(both, 1)
        self.column.addWidget(self.say_label)
        self._add_buttons()

    def _beside_the_form(self) -> QWidget:
        """Return the outline with what changes it below."""
        side = QWidget()
        column = QVBoxLayout(side)
        # Qt mirrors the places of widgets, but not margins; and from right to left its splitter lays what
        # comes first one pixel beyond its own edge.
        column.setContentsMargins(*((12, 0, 1, 0) if self.isRightToLeft() else (0, 0, 12, 0)))
        column.setSpacing(8)
        column.addWidget(self.outline, 1)
        column.addWidget(self.tools)
        self.outline.setMinimumSize(self.in_characters(_LEAST_COLUMNS, _LEAST_LINES))
        return side

    def _add_buttons(self) -> None:
        roles = QDialogButtonBox.ButtonRole
        self.import_button = self.add_button(self.tr("Import…"), roles.ResetRole)
        self.import_button.setToolTip(self.tr("Take over the codebook of a file or of another project"))
        self.export_button = self.add_button(self.tr("Export…"), roles.ResetRole)
        self.export_button.setToolTip(self.tr("Write this codebook into a file"))
        leave = self.tr("Close") if self.read_only else self.tr("Cancel")
        self.save_button = self.add_button(self.tr("Save the codebook"), roles.AcceptRole)
        self.leave_button = self.add_button(leave, roles.RejectRole)
        self.save_button.setVisible(not self.read_only)
        self.save_button.setToolTip(self.tr("Ctrl+Enter"))
        self.import_button.setVisible(not self.read_only)
        self.import_button.clicked.connect(lambda: self.take_over())
        self.export_button.clicked.connect(lambda: self.export())
        self._files.taken_over.connect(self._adopt)
        self._files.refused.connect(self._say)
        written = self.tr("The codebook was written to {path}.")
        self._files.written.connect(lambda path: self._say(written.format(path=path), fault=False))

    def _connect(self) -> None:
        self.outline.place_chosen.connect(self.show_place)
        self.outline.edit_wanted.connect(lambda: self.form.focus_part(TITLE))
        self.outline.move_wanted.connect(self.move_chosen)
        self.outline.remove_wanted.connect(self.remove_chosen)
        self.outline.add_wanted.connect(self._add_beside)
        self.tools.layer_wanted.connect(lambda: self.add(BOOK))
        self.tools.field_wanted.connect(self._add_field)
        self.tools.value_wanted.connect(self._add_value)
        self.tools.move_wanted.connect(self.move_chosen)
        self.tools.remove_wanted.connect(self.remove_chosen)
        self.forms.field.add_values_button.clicked.connect(lambda: self._add_value())
        for form in self.forms:
            form.edited.connect(self._edited)
            form.use_again_wanted.connect(self._use_again)
        self._workspace.said.connect(self._said)

    # --- showing -----------------------------------------------------------------------

    @property
    def place(self) -> Place:
        """The place that is shown."""
        return self.outline.place

    @property
    def form(self) -> Form:
        """The form that is shown."""
        return self._pages.form

    def show_place(self, place: Place) -> None:
        """Show the draft as it is now, and in the form what is at ``place``."""
        self.outline.show_draft(self.draft, place)
        place = self.outline.place
        thing = self.draft.thing(place)
        needed = self.tr("The program builds on this field, so that it keeps its type.")
        fixed = needed if self.draft.is_needed(place) else ""
        form = self._pages.show_thing(self.draft.book, place, thing, type_fixed=fixed)
        form.kind.setText(place_in_words(self.draft.book, place))
        if thing is not None:
            form.id_label.setText(self._id_in_words(place, thing.id))
        form.set_fixed(self.read_only)
        self._show_state()

    def _id_in_words(self, place: Place, id_: str) -> str:
        if self.draft.is_new(place):
            return self.tr("In files and tables: {id}. It stays so once the codebook is saved.").format(
                id=id_
            )
        return self.tr("In files and tables: {id}").format(id=id_)

    def _show_state(self) -> None:
        """Show what is wrong, what is retired and what can be done at this place."""
        place = self.place
        wrong = {} if self.read_only else self._faults_at(place)
        self.form.show_faults(wrong)
        self.form.show_retired(self._retired_in_words(place), may_return=self._may_return(place))
        self.tools.follow(self.draft, place, fixed=self.read_only)

    def _faults_at(self, place: Place) -> dict[str, str]:
        found = [*problems(self.draft.wanted()), *self._refused]
        return {one.part: problem_in_words(self.draft.book, one) for one in found if one.place == place}

    def _retired_in_words(self, place: Place) -> str:
        thing = self.draft.thing(place)
        if thing is None or not self.draft.is_retired(place):
            return ""
        if not thing.retired:
            return self.tr("What this belongs to is retired, and so is this.")
        if place not in self.draft.removed:
            return self.tr("Retired: it is no longer offered, and what was recorded with it is kept.")
        effect = next((one for one in self._effects() if _place_of(one) == place), None)
        if effect is None:
            return self.tr("It goes when the codebook is saved; nothing was recorded with it.")
        used = effect_in_words(self.draft.saved, effect)
        return self.tr("{used} It is no longer offered, and kept as retired.").format(used=used)

    def _may_return(self, place: Place) -> bool:
        thing = self.draft.thing(place)
        above_is_retired = place.above != BOOK and self.draft.is_retired(place.above)
        return bool(thing and thing.retired and not self.read_only and not above_is_retired)

    def _effects(self) -> list[Effect]:
        project = self._workspace.project
        return codebooks.effects(project, self.draft.wanted()) if project else []

    # --- changing ----------------------------------------------------------------------

    def _edited(self) -> None:
        """Take over what the form holds now."""
        place, form = self.place, self.form
        thing = self.draft.thing(place)
        title = form.title_line.text()
        self._refused.clear()
        self._say("")
        if place == BOOK:
            self.draft.describe(title, self.forms.book.guideline_text)
        elif thing is not None:
            self.draft.change(place, form.changed(thing))
            place = self.draft.retitle(place, title)
            form.id_label.setText(self._id_in_words(place, place.choice or place.field or place.layer))
        self.outline.show_draft(self.draft, place)
        self._show_state()

    def add(self, above: Place) -> None:
        """Add a layer, a field or a value, and go to its title."""
        if self.read_only:
            return
        titles = {2: self.tr("New value"), 1: self.tr("New field"), 0: self.tr("New layer")}
        title = self.tr("New kind") if above == KINDS_PLACE else titles[sum(map(bool, above))]
        self._changed_structure(self.draft.add(above, title))
        self.form.focus_part(TITLE)

    def _add_field(self) -> None:
        if self.tools.add_field_button.isEnabled():
            self.add(Place(self.place.layer))

    def _add_value(self) -> None:
        if self.tools.add_value_button.isEnabled():
            self.add(values_place(self.place))

    def _add_beside(self) -> None:
        """Add one more of what is chosen."""
        place = self.place
        self.add(KINDS_PLACE if place == KINDS_PLACE else place.above)

    def remove_chosen(self) -> None:
        """Take away what is chosen; what the project has is shown as retired until it is saved."""
        place = self.place
        if not self.tools.remove_button.isEnabled():
            return
        ids = [one.id for one in self.draft.siblings(place)]
        name = place.choice or place.field or place.layer
        at = ids.index(name)
        self.draft.remove(place)
        if self.draft.thing(place) is None:
            left = [one for one in ids if one != name]
            near = left[min(at, len(left) - 1)] if left else ""
            depth = 2 if place.choice else 1 if place.field else 0
            place = Place(*[*place[:depth], near]) if near else place.above
        self._changed_structure(place)

    def move_chosen(self, by: int) -> None:
        """Move what is chosen up (-1) or down (1)."""
        if not self.read_only and self.draft.thing(self.place) and self.draft.move(self.place, by):
            self._changed_structure(self.place)

    def _use_again(self) -> None:
        self.draft.use_again(self.place)
        self._changed_structure(self.place)

    def _changed_structure(self, place: Place) -> None:
        self._refused.clear()
        self._say("")
        self.show_place(place)

    # --- in and out --------------------------------------------------------------------

    def take_over(self) -> None:
        """Ask for a file or another project, show how its codebook differs, and take it over."""
        self._files.take_over(self.draft.wanted(), self._folder())

    def _adopt(self, other: Codebook) -> None:
        self.draft.adopt(other)
        self._changed_structure(BOOK)

    def export(self) -> None:
        """Ask for a file and write the codebook into it, as it is shown."""
        project = self._workspace.project
        if project is not None and (self.read_only or not self._show_first_problem()):
            self._files.write(project, self.draft.wanted(), self._folder())

    def _folder(self) -> str:
        project = self._workspace.project
        return str(project.path.parent) if project else ""

    # --- saving and leaving ------------------------------------------------------------

    def accept(self) -> None:
        """Save the codebook as one act, after saying what it touches; stay if it cannot be saved."""
        if self.read_only or self._show_first_problem() or not self._agrees_to_effects():
            return
        wanted = self.draft.wanted()
        if self.draft.changed and self._workspace.do(lambda project: codebooks.put(project, wanted)) is None:
            return
        super().accept()

    def _show_first_problem(self) -> bool:
        """Go to the first thing that keeps the draft from being saved; say whether there is one."""
        found = [*problems(self.draft.wanted()), *self._refused]
        if found:
            here = [one for one in found if one.place == self.place]
            touched = [one for one in found if self.draft.is_touched(one.place, one.part)]
            # Of two that clash, the one that was changed here is what the person has in mind.
            self._go_to([*here, *touched, *found][0])
        return bool(found)

    def _go_to(self, problem: Problem) -> None:
        self.show_place(problem.place)
        self.form.focus_part(problem.part)
        self._pages.reveal(problem.part)
        sentence = problem_in_words(self.draft.book, problem)
        self._say(self.tr("This cannot be saved yet: {sentence}").format(sentence=sentence))

    def _agrees_to_effects(self) -> bool:
        wanted = self.draft.wanted()
        try:
            effects = self._effects()
        except AnnotatorError as error:
            self._say(str(error))
            return False
        for effect in effects:
            missing = effect.missing
            if effect.other_type or (not missing.choice and wanted.field(missing.layer, missing.field)):
                used = effect_in_words(self.draft.saved, effect)
                self._refused = [Problem(_place_of(effect), TYPE, Wrong.TYPE_IN_USE, used)]
                self._go_to(self._refused[0])
                return False
        if not effects:
            return True
        dialog = SentencesDialog(
            self.appearance,
            self.tr("Something of what is taken away is in use"),
            self.tr(
                "It is kept as retired: no longer offered, and nothing that was recorded with it is lost. "
                "It can be used again at any time."
            ),
            [effect_in_words(self.draft.saved, effect) for effect in effects],
            self.tr("Save, and keep it as retired"),
            self,
        )
        return bool(dialog.exec())

    def reject(self) -> None:
        """Leave; what was changed is let go only if the person says so."""
        if self.read_only or not self.draft.changed or self._lets_go():
            super().reject()

    def _lets_go(self) -> bool:
        question = self.tr("Leave without saving the codebook?")
        explanation = self.tr("What you changed here would be lost; the project is as it was.")
        choices = [message.Choice("leave", self.tr("Leave without saving"), danger=True)]
        stay = self.tr("Go on editing")
        given = message.ask(self.appearance, self, question, choices, explanation=explanation, leave=stay)
        return given == "leave"

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Save with Ctrl+Enter; Enter alone goes on to the next field, for much is typed here."""
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)
            return
        focused = self.focusWidget()
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            if self.save_button.isVisible():
                self.accept()
        elif isinstance(focused, QAbstractButton):
            focused.click()
        elif isinstance(focused, QLineEdit):
            # From the field itself: only then does the page scroll to the next one.
            focused.focusNextChild()
        event.accept()

    # --- saying ------------------------------------------------------------------------

    def _said(self, kind: str, sentence: str) -> None:
        if kind == "error":
            self._say(sentence)

    def _say(self, sentence: str, *, fault: bool = True) -> None:
        role = "fault" if fault else "muted"
        if self.say_label.property("role") != role:
            self.say_label.setProperty("role", role)
            self.say_label.style().unpolish(self.say_label)
            self.say_label.style().polish(self.say_label)
        self.say_label.setText(sentence)
        self.say_label.setVisible(bool(sentence))


def _place_of(effect: Effect) -> Place:
    return Place(effect.missing.layer, effect.missing.field, effect.missing.choice)
