"""What the review shows: the cases in the queue, one of them below the article, its marks in it."""

from collections.abc import Callable, Iterable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction

from annotator.core.errors import AnnotatorError
from annotator.core.spans import Span
from annotator.services import reviewing
from annotator.services.progress import Progress
from annotator.services.projects import Project
from annotator.services.reviewing import Case, State
from annotator.ui.article.bands import Lane
from annotator.ui.persons import person_colour
from annotator.ui.review.deck import Deck
from annotator.ui.review.faces import Faces
from annotator.ui.review.keys import Keys
from annotator.ui.review.pile import Pile
from annotator.ui.review.queue_panel import QueuePanel
from annotator.ui.review.table import table_of
from annotator.ui.review.why_empty import why_empty
from annotator.ui.review.words import (
    decision_in_words,
    differences_in_words,
    newest_decision,
    place_in_words,
    state_in_words,
)

if TYPE_CHECKING:
    from annotator.ui.main_window import MainWindow

AT_ONCE = 2_000
"""Annotations of a project that are compared while one waits; more are compared by a job."""
BESIDE = 1250
"""Pixels that article and comparison need to lie side by side, with two columns."""
_MORE = 170
"""Pixels for each further column."""


class Showing(QObject):
    """The parts of the review, and what is in them."""

    def __init__(self, window: "MainWindow") -> None:
        """Make the parts; nothing is shown before `begin`."""
        super().__init__(window)
        self._window, self._space = window, window.workspace
        self.active = False
        self.faces = Faces(self._space)
        self.pile = Pile()
        self.queue = QueuePanel(self._space, self.faces, window.appearance)
        self.deck = Deck(window.appearance)
        self.queue.setFocusProxy(self.queue.list_view)
        self.deck.setFocusProxy(self.deck.comparison)
        self.case: Case | None = None
        """The case that is compared."""
        self.copy_id: str | None = None
        """The copy that is being edited."""
        self._queue_before: list[Case] = []
        """The queue as it was before a copy was made."""
        self._project: Project | None = None
        """The one that is reviewed."""
        self._gold = False
        self._busy = False
        self._kept_people: tuple[bool, frozenset[str], bool, bool] = (False, frozenset(), False, False)
        self._divert: Callable[[str], bool] = lambda _: False
        self.keys = Keys(window)
        self._done_key = QAction(window)

    # --- for the classes that decide and edit --------------------------------------------

    def leave(self) -> None:
        """Go back to marking."""

    def end_editing(self, *, go_on: bool = True) -> None:
        """Be done with the copy that is being edited, if one is."""

    def _arrange(self) -> None:
        if self.active:
            columns = max(2, len(self.deck.comparison.columns))
            room = self._window.width() - self.queue.width() * self.queue.isVisible()
            self._window.desk.put_beside(room >= BESIDE + (columns - 2) * _MORE)

    # --- the cases ---------------------------------------------------------------------

    def _load(self, here: Case | None = None) -> None:
        """Compare everything: at once, or where that takes long by a job."""
        project = self._space.project
        if project is None:
            return
        if sum(sum(one.values()) for one in self._space.all_counts().values()) <= AT_ONCE:
            found = self._read(lambda: reviewing.cases(project))
            if found is not None:
                self._take(found, here)
            return
        self.deck.show_nothing(
            self.tr("Comparing…"), self.tr("All that the annotators have marked is compared.")
        )

        def work(progress: Progress) -> list[Case]:
            with project.again() as second:
                return reviewing.cases(second, progress=progress)

        job = self._window.projects.run_job(self.tr("Comparing annotations"), work)
        job.succeeded.connect(lambda cases: self._take(cases, here) if self.active else None)
        job.cancelled.connect(self.leave)
        job.refused.connect(lambda _: self.leave())

    def _take(self, cases: list[Case], here: Case | None) -> None:
        self.pile = Pile(cases)
        self.faces.refresh()
        self._offer()
        wanted = self.pile.now(here) if here is not None else None
        self._list()
        shown = self.queue.model.cases
        start = next((case for case in shown if case.differences), None)
        self._show(wanted or start)
        if self.case is not None and not self.queue.isAncestorOf(self._window.focusWidget() or self.deck):
            self.deck.comparison.setFocus(Qt.FocusReason.OtherFocusReason)

    def _offer(self) -> None:
        articles = {case.article.id: case.article for case in self.pile.all}
        self.queue.offer(self.pile.readers, articles.values())

    def _list(self) -> None:
        """Fill the queue."""
        shown = self.pile.shown(self.queue.wanted)
        self._say_progress()
        self.queue.say_empty(*self._why_empty())
        self.queue.show_cases(shown, self.case)

    def _say_progress(self) -> None:
        waiting = 0 if self._space.read_only else self.pile.waiting
        self.queue.show_progress(self.pile.progress, waiting)

    def _filtered(self) -> None:
        if not self.active:
            return
        self._list()
        shown = self.queue.model.cases
        here = self.case
        if here is None or self.queue.model.row_of(here) < 0:
            self._show(shown[0] if shown else None)
        else:
            self.deck.place.setText(self._place(here))

    def _renew(self, article_ids: Iterable[str]) -> None:
        """Compare some articles again."""
        project = self._space.project
        if project is None:
            return
        for article_id in article_ids:
            found = self._read(partial(reviewing.cases_in, project, article_id))
            if found is not None:
                self.pile.put(article_id, found)

    def _read(self, call: Callable[[], list[Case]]) -> list[Case] | None:
        """Return cases, or None if they cannot be read, which is said."""
        try:
            return call()
        except AnnotatorError as error:
            self._space.said.emit("error", str(error))
            return None

    def _changed_elsewhere(self, article_ids: list[str]) -> None:
        """Compare all again when everything may have changed: work was taken in, or another program wrote."""
        if self.active and not article_ids and not self._busy and self._space.project is not None:
            self._load(self.case)

    def step(self, direction: int) -> None:
        """Go to the next or the previous case of the queue."""
        shown = self.queue.model.cases
        if not shown:
            return
        at = self.queue.model.row_of(self.case) if self.case is not None else -1
        place = at + direction if at >= 0 else (0 if direction > 0 else len(shown) - 1)
        if 0 <= place < len(shown):
            self._show(shown[place])

    # --- showing a case ----------------------------------------------------------------

    def _show(self, case: Case | None) -> None:
        if self.copy_id is not None:
            self.end_editing(go_on=False)
        self.case = case
        self.queue.mark(case)
        if case is None:
            self._say_nothing_left()
            self._window.view.set_current(None)
            return
        space = self._space
        if not space.open_article(case.article.id):
            return
        space.catch_up()
        if space.selected_ids:
            space.select(None, reveal=False)
        self._paint()
        self._window.view.reveal(Span(case.unit.start, case.unit.end))
        self._compare()
        words, quote = differences_in_words(space, case), case.annotations[0].quote
        self._window.view.announce(self.tr("{differences}: {quote}").format(differences=words, quote=quote))

    def _compare(self) -> None:
        """Show the present case below the article."""
        case, space = self.case, self._space
        if case is None:
            return
        table = table_of(space, case, self.faces)
        self.deck.show_case(
            table, differences_in_words(space, case), self._place(case), fixed=self._why_fixed()
        )
        newest = newest_decision(case)
        said = decision_in_words(case, self.faces)
        state = state_in_words(case.state)
        if case.state is State.DECIDED:
            state = said
        elif case.state is State.CHANGED:
            state = self.tr("{state}. Before: {decision}").format(state=state, decision=said)
        elif newest is not None:
            state = self.tr("Decided in part. {decision}").format(decision=said)
        self.deck.show_state(state, newest.reason if newest else "", caution=case.state is State.CHANGED)
        self.deck.allow(deciding=not space.read_only, reopening=newest is not None)
        self._arrange()

    def _place(self, case: Case) -> str:
        """Return which of the cases in the queue a case is; empty if it is not among them."""
        row = self.queue.model.row_of(case)
        return place_in_words(self.queue.model.cases, row, self.queue.wanted.which) if row >= 0 else ""

    def _why_fixed(self) -> str:
        project = self._space.project
        if project is None or not project.read_only:
            return ""
        return self.tr("This project is open for reading only: you can look at everything, but not decide.")

    def _say_nothing_left(self) -> None:
        self.deck.show_nothing(*self._why_empty())

    def _why_empty(self) -> tuple[str, str]:
        return why_empty(self.pile, self.queue.wanted)

    # --- the article -------------------------------------------------------------------

    def _paint(self) -> None:
        """Show in the article everyone's marks, or the gold, and let those of the case stand out."""
        space, view = self._space, self._window.view
        if not self.active or space.article is None:
            return
        golden = self._gold or self.copy_id is not None
        chosen = space.people
        wanted = (not golden, frozenset[str](), golden, self.faces.blind)
        if (chosen.everyone, chosen.ids, chosen.gold, chosen.nameless) != wanted:
            # Not kept: what a person chose for marking is put back at the end.
            chosen.everyone, chosen.ids, chosen.gold, chosen.nameless = wanted
            space.people_changed.emit()
            return
        view.fixed = self.copy_id is None or space.read_only
        if golden:
            marks = [mark for key in space.gold_here if (mark := view.mark(key)) is not None]
            view.complete(marks)
        view.set_lanes(self._lanes(golden=golden))
        self._stand_out()

    def _stand_out(self) -> None:
        case, view = self.case, self._window.view
        if case is None or self._space.article is None or case.article.id != self._space.article.id:
            return
        if self.copy_id is None:
            ids = [*case.ids, *([case.copy.id] if case.copy else [])]
            # What several have marked alike is drawn once: fills upon fills would hide the text.
            alike = {
                (mark.fragments, mark.layer.id): key for key in ids if (mark := view.mark(key)) is not None
            }
            view.set_current(None, frozenset(alike.values()))

    def _lanes(self, *, golden: bool) -> list[Lane]:
        if golden:
            return []
        readers = {
            item.annotation.annotator_id for item in self._space.at_hand if not item.annotation.copy_of
        }
        if self.case is not None:
            readers |= set(self.case.unit.readers)
        lanes = []
        for one in self.faces.in_order(readers):
            face = self.faces.of(one)
            colours = (person_colour(face.colour, dark=False), person_colour(face.colour, dark=True))
            lanes.append(Lane(one, face.initials, *colours))
        return lanes

    def _picked(self, key: str) -> bool:
        """Compare the case that a mark in the article belongs to."""
        article = self._space.article
        if self.copy_id is not None or article is None:
            return self._divert(key)
        case = self.pile.with_annotation(article.id, key) if key else None
        if case is not None:
            self._show(case)
            self.deck.comparison.choose(self._column_of(key))
        return True

    def _column_of(self, annotation_id: str) -> int:
        columns = self.deck.comparison.columns
        return next(
            (n for n, one in enumerate(columns) if one.annotation and one.annotation.id == annotation_id), -1
        )

    def set_blind(self, blind: bool) -> None:
        """Hide who is who, or say it again."""
        self.faces.blind = blind
        self._offer()
        self._paint()
        self._compare()
        self.queue.list_view.viewport().update()

    def set_gold(self, shown: bool) -> None:
        """Show in the article what the decisions add up to, or what is compared."""
        self._gold = shown
        self._paint()
