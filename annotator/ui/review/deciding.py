"""What the keys of the review decide, and what undo takes back of it."""

from collections.abc import Callable, Iterable

from PySide6.QtCore import Qt

from annotator.core.review import decision_id
from annotator.services import reviewing
from annotator.services.projects import Act, Project
from annotator.services.reviewing import Case, State
from annotator.ui.review.showing import Showing
from annotator.ui.texts import counted

RENEWED = 20
"""Articles whose cases are compared again one by one; for more, all are."""


class Deciding(Showing):
    """Turns keys into decisions; after each, the next case is shown."""

    # --- deciding ----------------------------------------------------------------------

    def _open_case(self) -> Case | None:
        """Return the case if it can be decided about now."""
        if self._space.read_only and self.case is not None:
            self._say(self._why_fixed())
            return None
        return self.case if self.copy_id is None else None

    def _say(self, sentence: str) -> None:
        self._space.said.emit("info", sentence)

    def _act(self, change: Callable[[Project], Act], article_ids: Iterable[str]) -> Act | None:
        """Do one act, and compare again what it touched."""
        self._busy = True
        try:
            act = self._space.do(change)
        finally:
            self._busy = False
        touched = list(article_ids)
        if act is not None and (act.bulk or len(touched) > RENEWED):
            self._load(self.case)
        else:
            self._renew(touched)
        return act

    def _decide(self, change: Callable[[Project, Case], Act]) -> None:
        """Do one act about the present case and go on to what is next."""
        case = self._open_case()
        if case is None:
            return
        queue = list(self.queue.model.cases)
        act = self._act(lambda project: change(project, case), [case.article.id])
        if act is None:
            self._go_to(case)
            return
        self._advance(queue, case)

    def _advance(self, queue: list[Case], case: Case) -> None:
        following = self.pile.after(queue, case)
        self.case = following
        self._list()
        self._show(following)
        if following is not None:
            self.deck.comparison.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        # Not the list, which would choose its first row.
        button = self.queue.agreeing
        target = button if button.isVisible() else self.queue.which
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    def _go_to(self, case: Case) -> None:
        """Show a case as it is now."""
        self.case = self.pile.now(case)
        self._list()
        self._show(self.case)

    def accept(self, number: int) -> None:
        """Accept the annotation of a column."""
        columns = self.deck.comparison.columns
        if number >= len(columns) or self._open_case() is None:
            return
        annotation = columns[number].annotation
        if columns[number].is_copy:
            return
        if annotation is None:
            name = columns[number].face.name
            self._say(
                self.tr("{name} did not mark this. To agree with that, reject what was marked: X.").format(
                    name=name
                )
            )
            return
        wanted = annotation.id
        self._decide(lambda project, case: reviewing.accept(project, case, [wanted]))

    def accept_all(self) -> None:
        """Accept all annotations of the case."""
        self._decide(lambda project, case: reviewing.accept(project, case, list(case.ids)))

    def ask_reason(self) -> None:
        """Ask why the case is rejected."""
        if self._open_case() is not None:
            self.deck.ask_reason()

    def reject(self, reason: str) -> None:
        """Reject the annotations of the case."""
        self.deck.stop_asking()
        self._decide(lambda project, case: reviewing.reject(project, case, reason))

    def reopen(self) -> None:
        """Take the decisions on the case back; it stays on the screen."""
        case = self._open_case()
        if case is None:
            return
        self._act(lambda project: reviewing.reopen(project, case), [case.article.id])
        self._go_to(case)

    def accept_agreeing(self) -> None:
        """Accept what all agree on, after a look at it."""
        if self._space.read_only:
            self._say(self._why_fixed())
            return
        wanted = self.queue.wanted
        cases = [
            case
            for case in reviewing.agreeing(self.pile.all)
            if not wanted.article_id or case.article.id == wanted.article_id
        ]
        if not cases:
            self._say(self.tr("There is nothing undecided that all agree on."))
            return
        from annotator.ui.review.agreeing_dialog import AgreeingDialog

        dialog = AgreeingDialog(self._space, self.faces, cases, self._window.appearance, self._window)
        if not dialog.exec():
            return
        chosen = dialog.chosen()
        here = self.case
        touched = {case.article.id for case in chosen}
        if self._act(lambda project: reviewing.accept_agreeing(project, chosen), touched) is None:
            return
        one, many = (
            self.tr("1 annotation that all agree on was accepted."),
            self.tr("{n} that all agree on were accepted."),
        )
        self._say(counted(len(chosen), one, many))
        if here is not None:
            now = self.pile.now(here)
            if now is None or now.state is not State.DECIDED:
                self._go_to(here)
                return
        self.case = None
        self._list()
        shown = self.queue.model.cases
        self._show(next((case for case in shown if case.differences), None))

    def comment(self) -> None:
        """Comment on the annotation of the chosen column."""
        columns, at = self.deck.comparison.columns, self.deck.comparison.chosen
        annotation = columns[at].annotation if at < len(columns) else None
        if annotation is None:
            self._say(self.tr("Choose a column with an annotation first, with Left and Right."))
            return
        self._space.select(annotation.id, reveal=False)
        self._window.actions_["comment"].trigger()

    # --- undo --------------------------------------------------------------------------

    def _went_back(self, act: Act) -> None:
        """After undo or redo, show the case that it was about."""
        if not self.active:
            return
        touched = {key for kind, key in act.touched if kind == "decision"}
        owner = act.annotator_id
        found = [
            case for case in self.pile.all if any(decision_id(one, owner) in touched for one in case.ids)
        ]
        articles = {case.article.id for case in found} | ({act.article_id} if act.article_id else set())
        if act.bulk or len(articles) > RENEWED:
            self._load(self.case)
            return
        self._renew(sorted(articles))
        self._space.select(None, reveal=False)
        if found:
            self._go_to(found[0])
        else:
            self._list()
            if self.case is not None:
                self._go_to(self.case)
