"""Records an article as a person would who knows what is to be recorded, and counts what that takes.

The person looks at what the window shows after each step, accepts it where it is right, and takes the
shortest way to what is right where it is not: the number of a row, the arrows, or the first letters
that bring it up.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from annotator.core.codebook import ACTOR, CLAIM, DATE, YES
from annotator.core.model import Annotation, Link
from annotator.core.sentences import claim_at
from annotator.core.spans import Fragments, Span
from annotator.core.words import snap, word_at
from annotator.services import proposing
from annotator.ui.main_window import MainWindow
from annotator.ui.pickers.picker import Picker
from annotator.ui.pickers.rows import Row
from annotator.ui.texts import shortened
from benchmarks.effort.hand import BACKSPACE, BACKTAB, DOWN, ENTER, ESC, TAB, UP, Count, Hand
from benchmarks.effort.truth import CHOICES, LINKS, NOBODY, Truth, Wanted

_KEYS = {CLAIM: "C", ACTOR: "A", DATE: "D"}
_FIELD_KEYS = {
    **{"speaker": "S", "reported_by": "R", "event_date": "E", "statement_date": "W"},
    **{"mode": "M", "stance": "T", "negated": "X", "kind": "K"},
}
_GRIP = 3
"""Characters beside an edge of the selected mark where nobody would begin to select."""
_NEAR = 3
"""Rows that somebody goes by arrow rather than type."""


@dataclass(frozen=True, slots=True)
class Cost:
    """What one annotation took."""

    wanted: Wanted
    keys: int
    gestures: int
    by_key: bool
    """Its span was what the key takes at the caret: nothing had to be selected."""
    right: bool
    """Whether everything that the window proposed for it was right."""
    pressed: tuple[str, ...]
    """The keys, by name."""


class Recorder:
    """Records one article in the window."""

    def __init__(self, window: MainWindow, truth: Truth) -> None:
        """Record ``truth`` in ``window``, which shows the article."""
        self._window = window
        self._space = window.workspace
        self._view = window.view
        self._truth = truth
        self._hand = Hand(window)

    def run(self) -> list[Cost]:
        """Record everything and return what each annotation took.

        Raises:
            RuntimeError: if a step does not end where it should.
        """
        return [self._recorded(one) for one in self._truth.marks]

    def _recorded(self, wanted: Wanted) -> Cost:
        hand = self._hand
        before = Count(hand.count.keys, hand.count.gestures)
        hand.pressed.clear()
        by_key = self._mark(wanted)
        fill = {CLAIM: self._claim, ACTOR: self._actor, DATE: self._date}[wanted.layer]
        right = fill(wanted)
        if not self._view.hasFocus():
            raise RuntimeError(f"the keyboard is not back in the article after {self._words(wanted)}")
        keys, gestures = hand.count.keys - before.keys, hand.count.gestures - before.gestures
        return Cost(wanted, keys, gestures, by_key, right, tuple(hand.pressed))

    def _words(self, wanted: Wanted) -> str:
        return f"{wanted.layer} “{' … '.join(self._view.text[slice(*span)] for span in wanted.fragments)}”"

    # --- the span ----------------------------------------------------------------------

    def _mark(self, wanted: Wanted) -> bool:
        """Mark the span; return whether the key alone did it."""
        place = self._place_for(wanted)
        if place is not None:
            self._caret_to(place)
            self._hand.press(_KEYS[wanted.layer])
        else:
            self._mark_selected(wanted)
        if self._current.fragments != wanted.fragments:
            raise RuntimeError(f"{self._words(wanted)} was marked as “{self._current.quote}”")
        return place is not None

    def _mark_selected(self, wanted: Wanted) -> None:
        """Select each fragment; with Alt where the mark would grow to whole words."""
        first, *others = wanted.fragments
        key, exact = _KEYS[wanted.layer], snap(self._view.text, *first) != first
        self._select(first, exact=exact)
        if exact:
            self._hand.press_with_alt(key)
        else:
            self._hand.press(key)
        for span in others:
            self._select(span)
            self._hand.press("F")

    def _place_for(self, wanted: Wanted) -> int | None:
        """Return a character in the middle of a word where the key takes just this; None if there is none."""
        for fragment in wanted.fragments:
            at = fragment.start
            while at < fragment.end:
                word = word_at(self._view.text, at)
                if word is None:
                    at += 1
                    continue
                middle = (word.start + word.end - 1) // 2
                if (
                    self._taken_at(middle, wanted.layer)
                    == wanted.fragments
                    == self._taken_at(middle + 1, wanted.layer)
                ):
                    return middle
                at = max(word.end, at + 1)
        return None

    def _taken_at(self, position: int, layer: str) -> Fragments | None:
        article, text = self._space.article, self._view.text
        language = article.language if article else ""
        found = proposing.expression_at(text, position, layer, language)
        if found is not None:
            return found
        span = (claim_at if layer == CLAIM else word_at)(text, position)
        return (span,) if span else None

    def _caret_to(self, position: int) -> None:
        """Click at a character; where an edge of the last mark is in the way, let go of it first."""
        self._hand.click(position)
        if self._view.caret() not in (position, position + 1):
            self._hand.press(ESC)
            self._hand.click(position)

    def _select(self, span: Span, *, exact: bool = False) -> None:
        """Drag over a span, from its end where an edge of the selected mark is in the way."""
        ends = (span.start, span.end)
        if self._is_gripped(span.start):
            ends = (span.end, span.start)
            if self._is_gripped(span.end):
                self._hand.press(ESC)
        self._hand.drag(*ends)
        found = self._view.selection() if exact else self._view.snapped_selection()
        if found != span:
            raise RuntimeError(f"“{self._view.text[slice(*span)]}” could not be selected by dragging")

    def _is_gripped(self, position: int) -> bool:
        """Say whether a drag from there would take hold of an edge of the selected mark."""
        current = self._space.current
        edges = [edge for part in current.fragments for edge in part] if current else []
        return any(abs(edge - position) <= _GRIP for edge in edges)

    @property
    def _current(self) -> Annotation:
        current = self._space.current
        if current is None:
            raise RuntimeError("nothing is selected")
        return current

    # --- actors and dates --------------------------------------------------------------

    def _actor(self, wanted: Wanted) -> bool:
        """Say who it is, in the list that is open."""
        name = wanted.links["entity"][0]
        lit = self._picker.current
        known = next((one for one in self._space.known.roster.live() if one.name == name), None)
        if known is None:
            right = lit is not None and lit.new and self._current.quote == name
            return self._new_entity(name) and right
        right = lit is not None and not lit.new and lit.title == shortened(name, 80)
        self._take(lambda rows: _row_called(rows, name), name)
        return right

    def _new_entity(self, name: str) -> bool:
        """Make a new entity; return whether its kind was guessed right."""
        picker = self._picker
        if self._current.quote != name:
            self._hand.press(name)
        if picker.current is None or not picker.current.new:
            self._hand.press(TAB)
        kinds = [one.title for one in self._space.known.codebook.entity_kinds]
        kind = self._space.known.codebook.kind_title(self._truth.kinds[name])
        here = kinds.index(picker.model.kind) if picker.model.kind in kinds else len(kinds)
        steps = (kinds.index(kind) - here) % (len(kinds) + 1)
        back = len(kinds) + 1 - steps
        self._hand.press(*([TAB] * steps if steps <= back else [BACKTAB] * back))
        self._hand.press(ENTER)
        return steps == 0

    def _date(self, wanted: Wanted) -> bool:
        """Confirm or correct the value, on the card that is open; then its kind."""
        value, right = wanted.values["value"], self._current.text("value") == wanted.values["value"]
        if not right:
            self._hand.press(value or BACKSPACE)
        self._hand.press(ENTER)
        if self._current.text("kind") != wanted.values["kind"]:
            right = False
            self._choose("kind", wanted.values["kind"])
        if self._current.proposed:
            self._hand.press(ENTER)
        return right

    # --- claims ------------------------------------------------------------------------

    def _claim(self, wanted: Wanted) -> bool:
        """Correct what is not right, then confirm the rest; return whether nothing had to be corrected."""
        wrong = [name for name in CHOICES if self._current.text(name) != wanted.values[name]]
        wrong += [name for name in LINKS if self._linked(name) != wanted.links.get(name, ())]
        for name in wrong:
            if name == "negated":
                self._say_negated(wanted.values[name])
            elif name in CHOICES:
                self._choose(name, wanted.values[name])
            else:
                self._link(name, wanted.links.get(name, ()))
        if self._current.proposed or any(link.proposed for link in self._links()):
            self._hand.press(ENTER)
        return not wrong

    def _links(self) -> Sequence[Link]:
        return self._space.known.links.get(self._current.id, ())

    def _linked(self, name: str) -> tuple[str, ...]:
        return tuple(self._meant(link) for link in self._links() if link.field == name)

    def _meant(self, link: Link) -> str:
        """Return what a link points to, as the truth has it."""
        known = self._space.known
        item = self._space.loaded.get(link.target_id)
        if item is not None and item.annotation.layer == DATE:
            return f"{item.annotation.start}:{item.annotation.end}"
        if item is not None:
            entity = known.entity_of(item.annotation)
            return entity.name if entity else ""
        return known.roster.name(link.entity_id) or link.value

    def _say_negated(self, value: str) -> None:
        title = "Yes" if value == YES else "No"
        self._hand.press(_FIELD_KEYS["negated"])
        self._take(lambda rows: _row_called(rows, title), title)

    def _choose(self, name: str, value: str) -> None:
        field = self._space.known.codebook.field(self._current.layer, name)
        choice = field.choice(value) if field else None
        if choice is None:
            raise RuntimeError(f"{name} cannot be {value}")
        self._hand.press(_FIELD_KEYS[name])
        self._take(lambda rows: _row_called(rows, choice.title), choice.title)

    def _link(self, name: str, aims: Sequence[str]) -> None:
        """Point a field where it belongs: what is there wrongly goes."""
        several = len(self._linked(name)) if name == "reported_by" or not aims else 0
        for _ in range(several):
            self._hand.press(_FIELD_KEYS[name], BACKSPACE)
        for aim in aims:
            self._hand.press(_FIELD_KEYS[name])
            if name.endswith("_date"):
                self._take_date(aim)
            elif aim == NOBODY:
                self._take(_row_of_nobody, "Unattributed")
            else:
                self._take(partial(_row_called, title=aim), aim)

    def _take_date(self, aim: str) -> None:
        dates = sorted((one for one in self._space.own() if one.layer == DATE), key=lambda one: one.start)
        at = next((at for at, one in enumerate(dates) if f"{one.start}:{one.end}" == aim), None)
        if at is None:
            self._hand.press(aim, ENTER)
            return
        quote = dates[at].quote
        before = sum(one.quote == quote for one in dates[:at])
        self._take(lambda rows: _row_called(rows, shortened(quote, 60), before), quote)

    # --- lists -------------------------------------------------------------------------

    @property
    def _picker(self) -> Picker:
        return self._window.linking.picker

    def _take(self, find: Callable[[Sequence[Row]], int | None], words: str) -> None:
        """Take a row of the open list in as few keys as its rows show to be enough."""
        typed = ""
        while self._picker.isVisible():
            rows, lit = self._picker.model.shown, self._picker.list.currentIndex().row()
            at = find(rows)
            if at == lit and at is not None:
                self._hand.press(ENTER)
                return
            if at is not None and not typed and rows[at].badge.isdigit():
                self._hand.press(rows[at].badge)
                return
            if at is not None and lit >= 0 and abs(at - lit) <= _NEAR:
                self._hand.press(*[DOWN if at > lit else UP] * abs(at - lit))
                continue
            if typed == words:
                raise RuntimeError(f"“{words}” is not in the list “{self._picker.heading.text()}”")
            typed += words[len(typed)]
            self._hand.press(typed[-1])


def _row_called(rows: Sequence[Row], title: str, before: int = 0) -> int | None:
    """Return the row of this title after so many of the same, new entities aside."""
    found = [at for at, row in enumerate(rows) if row.title == shortened(title, 80) and not row.new]
    return found[before] if before < len(found) else None


def _row_of_nobody(rows: Sequence[Row]) -> int | None:
    return next((at for at, row in enumerate(rows) if row.badge == "0"), None)
