"""The review: begins and ends it, and lets the reviewer edit a copy."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence

from annotator.core.model import Annotation
from annotator.services import reviewing
from annotator.services.projects import Act, Project
from annotator.ui.action_specs import mark_specs
from annotator.ui.desk import NARROW
from annotator.ui.review.deciding import Deciding
from annotator.ui.review.keys import COLUMNS
from annotator.ui.review.pile import Pile
from annotator.ui.review.table import table_of
from annotator.ui.review.words import newest_decision

if TYPE_CHECKING:
    from annotator.ui.main_window import MainWindow

_MARKING = ("mark", "exact", "tool", "field")
_NAMES = frozenset(spec.name for spec in mark_specs())
_EDITING = frozenset({"confirm", "mark_all", "remove"})


def toggle(window: "MainWindow") -> None:
    """Show the review of the open project, or leave it."""
    found = window.findChild(Review, options=Qt.FindChildOption.FindDirectChildrenOnly)
    review = found if isinstance(found, Review) else Review(window)
    if review.active:
        review.leave()
    else:
        review.begin()


class Review(Deciding):
    """The review of one project in one window."""

    def __init__(self, window: "MainWindow") -> None:
        """Make the parts; nothing is shown before `begin`."""
        super().__init__(window)
        self._connect()

    def _connect(self) -> None:
        queue, deck, space, window = self.queue, self.deck, self._space, self._window
        queue.chosen.connect(self._show)
        queue.wanted_changed.connect(self._filtered)
        queue.blind_wanted.connect(self.set_blind)
        queue.gold_wanted.connect(self.set_gold)
        queue.agreeing_wanted.connect(self.accept_agreeing)
        queue.leave_wanted.connect(self.leave)
        queue.list_view.opened.connect(lambda _: deck.comparison.setFocus())
        deck.pressed.connect(lambda name: self._do(name))
        deck.reason_given.connect(self.reject)
        deck.edited.connect(self.end_editing)
        deck.comparison.accepted.connect(self.accept)
        deck.comparison.stepped.connect(self.step)
        space.project_changed.connect(self.leave)
        space.article_changed.connect(self._paint)
        space.article_read.connect(self._paint)
        space.articles_changed.connect(self._changed_elsewhere)
        space.people_changed.connect(self._paint)
        space.annotations_changed.connect(lambda _: self._mind_copy())
        window.view.escaped.connect(self.end_editing)
        window.desk.with_inspector(lambda it: it.escaped.connect(self.end_editing))
        window.desk.panels_changed.connect(self._arrange)
        window.viewing.went_back.connect(self._went_back)
        for number in range(COLUMNS):
            self.keys[f"accept:{number}"].triggered.connect(lambda _=False, it=number: self.accept(it))
        for name in ("both", "change", "reject", "skip", "comment", "reopen", "next", "previous"):
            self.keys[name].triggered.connect(lambda _=False, it=name: self._do(it))
        self.keys["agreeing"].triggered.connect(lambda: self.accept_agreeing())
        self.keys["blind"].triggered.connect(lambda: queue.blind.toggle())
        self.keys["gold"].triggered.connect(lambda: queue.gold.toggle())
        self._done_key.setShortcuts([QKeySequence("Return"), QKeySequence("Enter")])
        self._done_key.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        self._done_key.setEnabled(False)
        window.view.addAction(self._done_key)
        self._done_key.triggered.connect(self.end_editing)

    def _do(self, name: str) -> None:
        calls: dict[str, Callable[[], None]] = {
            "both": self.accept_all,
            "change": self.change,
            "reject": self.ask_reason,
            "skip": lambda: self.step(1),
            "comment": self.comment,
            "reopen": self.reopen,
            "next": lambda: self.step(1),
            "previous": lambda: self.step(-1),
        }
        calls[name]()

    # --- beginning and leaving ---------------------------------------------------------

    def begin(self) -> None:
        """Show the review."""
        space, window = self._space, self._window
        if space.project is None:
            return
        window.desk.flush()
        window.marking.take_tool(None, focus=False)
        window.marking.paused = True
        self._divert, window.marking.divert = window.marking.divert, self._picked
        space.select(None, reveal=False)
        chosen = space.people
        self._kept_people = (chosen.everyone, chosen.ids, chosen.gold, chosen.nameless)
        self._project = space.project
        self.active = True
        window.actions_["review"].setChecked(True)
        self._withhold()
        self.keys.switch(True)
        window.desk.begin_review(self.queue, self.deck)
        self._arrange()
        self.deck.comparison.setFocus(Qt.FocusReason.OtherFocusReason)
        self._load()

    def leave(self) -> None:
        """Go back to marking; where the text was, it stays."""
        if not self.active:
            return
        if self.copy_id is not None:
            self.end_editing(go_on=False)
        window, space = self._window, self._space
        self.active = False
        self.case = None
        self.pile = Pile()
        self.queue.show_cases([], None)
        self.keys.switch(False)
        window.actions_["review"].setChecked(False)
        window.viewing.withheld = lambda _: False
        window.marking.paused = False
        window.marking.divert = self._divert
        window.desk.end_review()
        window.viewing.refresh()
        if space.project is not None and space.project is self._project:
            chosen = space.people
            chosen.everyone, chosen.ids, chosen.gold, chosen.nameless = self._kept_people
            window.view.set_current(None)
            space.people_changed.emit()
            window.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def _withhold(self) -> None:
        """Keep the keys for marking from doing anything: the same letters decide here."""
        editing = self.copy_id is not None

        def withheld(name: str) -> bool:
            kind = name.partition(":")[0] if ":" in name else ""
            if name == "people" or kind in ("mark", "exact", "tool"):
                return True
            return name in _EDITING if editing else kind in _MARKING or name in _NAMES

        self._window.viewing.withheld = withheld
        self._window.viewing.refresh()

    # --- changing a copy ---------------------------------------------------------------

    def change(self) -> None:
        """Let the reviewer edit a copy of the annotation of the chosen column."""
        case = self._open_case()
        columns, at = self.deck.comparison.columns, self.deck.comparison.chosen
        if case is None or at >= len(columns):
            return
        base = columns[at].annotation
        if base is None:
            self._say(self.tr("Choose a column with an annotation first, with Left and Right."))
            return
        copy = case.copy
        if copy is not None and self._space.is_mine(copy) and base.id in (copy.id, copy.copy_of):
            self._queue_before = list(self.queue.model.cases)
            self._edit(copy)
            return
        self._queue_before = list(self.queue.model.cases)
        made: list[Annotation] = []

        def act(project: Project) -> Act:
            done, new = reviewing.change(project, case, base.id if base.id in case.ids else base.copy_of)
            made.append(new)
            return done

        if self._act(act, [case.article.id]) is None:
            self._go_to(case)
            return
        self._go_to(case)
        self._edit(made[0])

    def _edit(self, copy: Annotation) -> None:
        window = self._window
        self.copy_id = copy.id
        self.keys.switch(False)
        self._done_key.setEnabled(True)
        self._withhold()
        self._paint()
        if window.width() < NARROW:
            self.queue.hide()
        window.actions_["right_panel"].setChecked(True)
        window.desk.show_right(True)
        _ = window.desk.inspector
        self._space.select(copy.id)
        window.viewing.refresh()
        case = self.case
        if case is not None:
            table = table_of(self._space, case, self.faces)
            self.deck.comparison.show_table(table, may_decide=False)
        self.deck.begin_editing(
            self.tr(
                "You are editing a copy, which becomes the gold one: move its edges in the article, or change"
                " its fields on the right. It is saved as you go."
            )
        )
        window.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def _mind_copy(self) -> None:
        """Open the case again if the copy was removed while it was edited: nothing stands for it any more."""
        case = self.case
        if self.copy_id is None or self._busy or case is None or self.copy_id in self._space.loaded:
            return
        self.end_editing(go_on=False)
        now = self.pile.now(case)
        if now is not None and newest_decision(now) is not None:
            self._act(lambda project: reviewing.reopen(project, now), [case.article.id])
        self._go_to(case)

    def end_editing(self, *, go_on: bool = True) -> None:
        """Be done with the copy; go on to what is next."""
        if self.copy_id is None or not self.active:
            return
        window, case = self._window, self.case
        window.desk.flush()
        self.copy_id = None
        self._done_key.setEnabled(False)
        self.deck.end_editing()
        self.queue.setVisible(window.actions_["left_panel"].isChecked())
        window.desk.show_right(False)
        window.actions_["right_panel"].setChecked(False)
        if self._space.article is not None:
            self._space.select(None, reveal=False)
        self._withhold()
        self.keys.switch(True)
        self.deck.comparison.setFocus(Qt.FocusReason.OtherFocusReason)
        if case is None:
            return
        self._renew([case.article.id])
        if go_on:
            self._advance(self._queue_before, case)
        else:
            self._list()
